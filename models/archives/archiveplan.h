// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/finding.h"
#include "models/courses/course.h"
#include "models/courses/coursebackups.h"
#include "models/zips/ziplisting.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <optional>

namespace Nightkeep {

enum class ArchiveRule {
    SinceLastRun, ///< every zip below the data folder made since the last run, as tarzip.csh did
    NewestPerCourse, ///< one newest zip per course, no older than a date
};

template<>
inline constexpr auto Names<ArchiveRule> = std::to_array<Name<ArchiveRule>>({
    {ArchiveRule::SinceLastRun, "since-last-run"},
    {ArchiveRule::NewestPerCourse, "newest-per-course"},
    {ArchiveRule::SinceLastRun, "sinceLastRun"},
    {ArchiveRule::NewestPerCourse, "newestPerCourse"},
});
/// Which of a course's backups an archive takes, by who made them.
enum class ZipOrigin {
    Any,
    ByMoodle, ///< the automated run's alone
    ByPeople, ///< those that were made by hand alone
};

template<>
inline constexpr auto Names<ZipOrigin> = std::to_array<Name<ZipOrigin>>({
    {ZipOrigin::Any, "any"},
    {ZipOrigin::ByMoodle, "byMoodle"},
    {ZipOrigin::ByPeople, "byPeople"},
});

/// A course that has no up-to-date backup, and why the archive is made without.
struct AcceptedCourse
{
    qint64 course = 0;
    QString reason;
    QString by;

    static constexpr auto fields()
    {
        return std::tuple {Field {"course", &AcceptedCourse::course}, Field {"reason", &AcceptedCourse::reason},
                           Field {"by", &AcceptedCourse::by}};
    }
    bool operator==(const AcceptedCourse &) const = default;
};

struct ArchiveRequest
{
    QString site;
    ArchiveRule rule = ArchiveRule::NewestPerCourse;
    QDate notBefore; ///< for NewestPerCourse; for SinceLastRun only used to warn
    QString name; ///< the archive's file name without ".tar": [A-Za-z0-9._-]+, e.g. "moodle-2008-summer"
    bool takeDoubtful = false; ///< NewestPerCourse: a doubtful newest zip too, beside the newest sound one
    bool readThrough = false; ///< every byte of what would be archived is read while it is planned
    ZipOrigin origin = ZipOrigin::Any;
    QString term = {}; ///< of the workspace's terms, by name; empty: of none
    QList<BytePath> instead =
        {}; ///< NewestPerCourse: what a person takes of a course in the place of what the rule would
    QList<AcceptedCourse> accepted = {}; ///< these leave no open warning
    QStringList places = {}; ///< to which it is handed over once it is complete, by name

    static constexpr auto fields()
    {
        return std::tuple {Field {"site", &ArchiveRequest::site},
                           Field {"rule", &ArchiveRequest::rule},
                           Field {"notBefore", &ArchiveRequest::notBefore},
                           Field {"name", &ArchiveRequest::name},
                           Field {"takeDoubtful", &ArchiveRequest::takeDoubtful}.orMissing(),
                           Field {"readThrough", &ArchiveRequest::readThrough}.orMissing(),
                           Field {"origin", &ArchiveRequest::origin}.orMissing(),
                           Field {"term", &ArchiveRequest::term}.orMissing(),
                           Field {"instead", &ArchiveRequest::instead}.orMissing(),
                           Field {"accepted", &ArchiveRequest::accepted}.orMissing(),
                           Field {"places", &ArchiveRequest::places}.orMissing()};
    }
    bool operator==(const ArchiveRequest &) const = default;
};

enum class ZipDecision {
    Included,
    NotNewest,
    TooOld,
    BeforeLastRun,
    NotCourseBackup, ///< NewestPerCourse: not in a course's backupdata folder
    Empty, ///< NewestPerCourse: newer than the course's newest sound one, and holds nothing
    Doubtful, ///< newer than the course's newest sound one, but no sound backup itself; or it cannot be read
    OtherOrigin, ///< not of the origin that was asked for
    Replaced, ///< a person takes another one of the course
};

template<>
inline constexpr auto Names<ZipDecision> = std::to_array<Name<ZipDecision>>({
    {ZipDecision::Included, "included"},
    {ZipDecision::NotNewest, "notNewest"},
    {ZipDecision::TooOld, "tooOld"},
    {ZipDecision::BeforeLastRun, "beforeLastRun"},
    {ZipDecision::NotCourseBackup, "notCourseBackup"},
    {ZipDecision::Empty, "empty"},
    {ZipDecision::Doubtful, "doubtful"},
    {ZipDecision::OtherOrigin, "otherOrigin"},
    {ZipDecision::Replaced, "replaced"},
});
struct PlannedZip
{
    ZipFile file;
    std::optional<qint64> courseId; ///< from <id>/backupdata/; in a shared folder by its moodle.xml, or its name
    ZipDecision decision = ZipDecision::Included;
    QString reason; ///< which rule, which evidence
    QString course; ///< short name; empty: not known
    CopyKind kind = CopyKind::Unplaced; ///< who made it, as far as that can be told
    BytePath source = {}; ///< absolute; empty: below the data folder, by its path. Of the pool: its path is a name of
                          ///< its own

    static constexpr auto fields()
    {
        return std::tuple {Field {"file", &PlannedZip::file}.inlined(),
                           Field {"courseId", &PlannedZip::courseId},
                           Field {"decision", &PlannedZip::decision},
                           Field {"reason", &PlannedZip::reason},
                           Field {"course", &PlannedZip::course},
                           Field {"kind", &PlannedZip::kind}.orMissing(),
                           Field {"source", &PlannedZip::source}.orMissing()};
    }
    bool operator==(const PlannedZip &) const = default;
};

/// Of which course it is to those who look for it later: what is inside decides, wherever it lies.
[[nodiscard]] std::optional<qint64> recordedCourse(const PlannedZip &zip);

/// What is to be known of a course before its zip is relied on.
struct ArchiveWarning
{
    enum class Kind {
        NoZip,
        TooOld,
        CourseGone,
        EmptyZip,
        DoubtfulZip, ///< the newest, or in an archive of all zips any, is no sound backup of the course
        NotSeen, ///< the course's folder cannot be read, so there may be a zip or not
        DatesDiffer, ///< name, file and moodle.xml tell different days
        NameDiffers, ///< moodle.xml has another short name than Moodle: renamed since, or of another Moodle
        Elsewhere, ///< there are backups in folders that are no part of the plan
    } kind = Kind::NoZip;
    qint64 courseId = 0;
    QString course; ///< short name
    QString text; ///< a sentence
    BytePath path = {}; ///< of the zip it is about, if of one
    bool leavesWithout = false; ///< a living course has no up-to-date sound zip in the archive
    BytePath handMade = {}; ///< a sound one that would do: ArchiveRequest::instead takes it
    QString accepted = {}; ///< why it needs no more attention; empty: it does

    static constexpr auto fields()
    {
        return std::tuple {Field {"kind", &ArchiveWarning::kind},
                           Field {"courseId", &ArchiveWarning::courseId},
                           Field {"course", &ArchiveWarning::course},
                           Field {"text", &ArchiveWarning::text},
                           Field {"path", &ArchiveWarning::path}.orMissing(),
                           Field {"leavesWithout", &ArchiveWarning::leavesWithout}.orMissing(),
                           Field {"handMade", &ArchiveWarning::handMade}.orMissing(),
                           Field {"accepted", &ArchiveWarning::accepted}.orMissing()};
    }
    bool operator==(const ArchiveWarning &) const = default;
};

template<>
inline constexpr auto Names<ArchiveWarning::Kind> = std::to_array<Name<ArchiveWarning::Kind>>({
    {ArchiveWarning::Kind::NoZip, "noZip"},
    {ArchiveWarning::Kind::TooOld, "tooOld"},
    {ArchiveWarning::Kind::CourseGone, "courseGone"},
    {ArchiveWarning::Kind::EmptyZip, "emptyZip"},
    {ArchiveWarning::Kind::DoubtfulZip, "doubtfulZip"},
    {ArchiveWarning::Kind::NotSeen, "notSeen"},
    {ArchiveWarning::Kind::DatesDiffer, "datesDiffer"},
    {ArchiveWarning::Kind::NameDiffers, "nameDiffers"},
    {ArchiveWarning::Kind::Elsewhere, "elsewhere"},
});
/// Whether one of them needs attention still.
[[nodiscard]] bool anyOpen(const QList<ArchiveWarning> &warnings);
[[nodiscard]] QList<ArchiveWarning> openOnes(const QList<ArchiveWarning> &warnings);
/// Living courses without an up-to-date sound zip, each counted once; those that were accepted too.
[[nodiscard]] int coursesWithout(const QList<ArchiveWarning> &warnings);

/// How far the zips of an archive were looked at before they were taken. Most were alike.
struct ZipException
{
    BytePath path;
    ZipCheck check = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"path", &ZipException::path}.namesObject(),
                           Field {"check", &ZipException::check}.inlined()};
    }
    bool operator==(const ZipException &) const = default;
};
struct ZipsChecked
{
    ZipLevel level = ZipLevel::NotChecked; ///< of all but the exceptions
    QList<ZipException> exceptions;

    static constexpr auto fields()
    {
        return std::tuple {Field {"level", &ZipsChecked::level}, Field {"exceptions", &ZipsChecked::exceptions}};
    }
    [[nodiscard]] ZipCheck of(const BytePath &path) const;
    /// "36 closed properly, 2 not checked, 1 doubtful" of so many files.
    [[nodiscard]] QString inWords(int files) const;
    bool operator==(const ZipsChecked &) const = default;
};

/// Room at a place on this workstation, to which the archive is to come.
struct RoomHere
{
    QString place;
    qint64 freeBytes = -1; ///< -1: nobody knows

    static constexpr auto fields()
    {
        return std::tuple {Field {"place", &RoomHere::place}, Field {"freeBytes", &RoomHere::freeBytes}};
    }
    bool operator==(const RoomHere &) const = default;
};

/// What would be archived. Bound to the files it saw: starting compares them again.
struct ArchivePlan
{
    ArchiveRequest request;
    QString server; ///< the data server
    BytePath dataFolder; ///< in which the zips were looked for
    BytePath destination; ///< the same where Moodle saves its backups in one folder for all courses; else empty
    QString destinationProblem; ///< why it could not be told where Moodle saves them
    QString destinationRemark; ///< why what Moodle names is not looked at
    BytePath archiveFolder;
    QDateTime plannedAt; ///< UTC
    QList<PlannedZip> zips; ///< all that were found, with the decision on each
    QList<ArchiveWarning> warnings;
    QStringList problems; ///< folders whose zips could not be seen, in the server's words
    QString notChecked; ///< why no zip was looked into; empty: they were
    bool coursesKnown = true; ///< false: Moodle's database did not answer, so missing zips cannot be told
    QString coursesProblem; ///< why not
    qint64 freeBytes = -1; ///< on the archive folder's file system; -1 unknown
    QList<RoomHere> roomHere; ///< of its places on this workstation
    QString webRemark; ///< a sentence, where the archive folder lies below a web server's root; empty: not as far as
                       ///< known
    MoodleEdition edition = MoodleEdition::Old; ///< Later: what is taken was found by Moodle's records
    QByteArray fingerprint; ///< SHA-256 over the included files' names, sizes and times

    [[nodiscard]] qint64 includedBytes() const;
    [[nodiscard]] int includedCount() const;
    [[nodiscard]] qint64 neededBytes() const; ///< the tar with its headers and padding, and a margin
    [[nodiscard]] bool fits() const; ///< false too where free space is unknown
    /// Of its places on this workstation one that has no room for it; null: none, as far as that is known.
    [[nodiscard]] const RoomHere *tooSmallHere() const;
    /// Whether it is known where the courses' backups are, and all of those folders could be looked into.
    [[nodiscard]] bool sawAllFolders() const;
    [[nodiscard]] bool sawEverything() const; ///< and Moodle's courses are known
    [[nodiscard]] ZipsChecked zipsChecked() const; ///< of the included ones
    /// What the rule would take, but cannot be read: zips, and folders that could not be looked into; "." all.
    [[nodiscard]] QList<BytePath> leftOut() const;
    static constexpr auto fields()
    {
        return std::tuple {Field {"request", &ArchivePlan::request}.inlined(),
                           Field {"server", &ArchivePlan::server},
                           Field {"dataFolder", &ArchivePlan::dataFolder},
                           Field {"destination", &ArchivePlan::destination},
                           Field {"destinationProblem", &ArchivePlan::destinationProblem},
                           Field {"destinationRemark", &ArchivePlan::destinationRemark},
                           Field {"archiveFolder", &ArchivePlan::archiveFolder},
                           Field {"plannedAt", &ArchivePlan::plannedAt},
                           Field {"zips", &ArchivePlan::zips},
                           Field {"warnings", &ArchivePlan::warnings},
                           Field {"problems", &ArchivePlan::problems},
                           Field {"notChecked", &ArchivePlan::notChecked},
                           Field {"coursesKnown", &ArchivePlan::coursesKnown},
                           Field {"coursesProblem", &ArchivePlan::coursesProblem},
                           Field {"freeBytes", &ArchivePlan::freeBytes},
                           Field {"roomHere", &ArchivePlan::roomHere}.orMissing(),
                           Field {"webRemark", &ArchivePlan::webRemark}.orMissing(),
                           Field {"edition", &ArchivePlan::edition}.orMissing(),
                           Field {"fingerprint", &ArchivePlan::fingerprint}};
    }
};

/// What changed between what a plan saw and what is there now.
struct PlanDifference
{
    QList<BytePath> gone;
    QList<BytePath> added;
    QList<BytePath> changed; ///< size or time, or where it lies
    [[nodiscard]] bool isEmpty() const { return gone.isEmpty() && added.isEmpty() && changed.isEmpty(); }
    [[nodiscard]] QStringList inWords(int most) const; ///< a line each, and how many more
};
[[nodiscard]] PlanDifference differenceOf(const ArchivePlan &seen, const ArchivePlan &now); ///< of what is included

/// A plan that was kept, to be printed, compared or started later.
struct SavedPlan
{
    qint64 number = 0; ///< given by the workspace, from 1
    QString title;
    QString by;
    QDateTime at; ///< UTC
    ArchivePlan plan;

    static constexpr auto fields()
    {
        return std::tuple {Field {"number", &SavedPlan::number}.from(0, 1'000'000'000'000),
                           Field {"title", &SavedPlan::title}, Field {"by", &SavedPlan::by},
                           Field {"at", &SavedPlan::at}, Field {"plan", &SavedPlan::plan}};
    }
};

/// [A-Za-z0-9._-]+, not beginning with '.' or '-', not ending in ".tar", at most 100 characters.
[[nodiscard]] Result<void> checkArchiveName(const QString &name);
[[nodiscard]] QByteArray planFingerprint(const QList<PlannedZip> &zips);

/// What is known of a zip from elsewhere than its listing.
struct KnownCopy
{
    CopyKind kind = CopyKind::Unplaced;
    // Of later Moodles alone, by Moodle's records and what is inside:
    std::optional<qint64> course = {};
    QDateTime made = {}; ///< UTC; invalid: as the listing says
    BytePath source = {}; ///< as of PlannedZip
    QString fault = {}; ///< why nobody should rely on it, without a full stop; empty: only what its check says
    QDateTime recorded = {}; ///< UTC, when Moodle recorded it; invalid: it is no file of the pool
};

/// Inputs of the rule, all given: no clock, no disk.
struct ArchiveFacts
{
    QList<ZipFile> zips;
    std::optional<QList<Course>> courses; ///< nullopt: not known
    bool isShared = false; ///< the folder is one for all courses: of which one a zip is, it says itself
    QHash<BytePath, qint64> courseOf = {}; ///< or was told before, while the courses were known
    QDateTime lastRun; ///< UTC start of the last complete run of this rule; invalid: none
    QList<BytePath> leftOut = {}; ///< what that run could not take, or what could lie where it saw nothing
    QStringList problems = {}; ///< of the listing
    qint64 freeBytes = -1;
    QTimeZone zone; ///< the site's, in which `notBefore` is a day
    QDateTime now;
    QHash<BytePath, KnownCopy> known = {}; ///< by path
    MoodleEdition edition = MoodleEdition::Old; ///< Later: of which course a zip is, `known` says
    QList<RoomHere> roomHere = {};
};
/// NotFound where one of ArchiveRequest::instead is not among the zips, or is of no course.
[[nodiscard]] Result<ArchivePlan> planArchive(const ArchiveRequest &request, const ArchiveFacts &facts);

} // namespace Nightkeep
