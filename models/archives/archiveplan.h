// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"
#include "models/base/finding.h"
#include "models/base/frame.h"
#include "models/courses/course.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <optional>

namespace Nightkeep {

/// A zip found on the data server.
struct ZipFile
{
    BytePath path; ///< below the data folder, relative: "33/backupdata/backup-bioc1001-20080519-1659.zip"
    qint64 bytes = 0;
    QDateTime modified; ///< UTC, to the nanosecond as the server says it, kept to the second

    static constexpr auto fields()
    {
        return std::tuple {Field {"path", &ZipFile::path}.namesObject(), Field {"bytes", &ZipFile::bytes},
                           Field {"modified", &ZipFile::modified}};
    }
    bool operator==(const ZipFile &) const = default;
};

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
struct ArchiveRequest
{
    QString site;
    ArchiveRule rule = ArchiveRule::NewestPerCourse;
    QDate notBefore; ///< for NewestPerCourse; for SinceLastRun only used to warn
    QString name; ///< the archive's file name without ".tar": [A-Za-z0-9._-]+, e.g. "moodle-2008-summer"

    static constexpr auto fields()
    {
        return std::tuple {Field {"site", &ArchiveRequest::site}, Field {"rule", &ArchiveRequest::rule},
                           Field {"notBefore", &ArchiveRequest::notBefore}, Field {"name", &ArchiveRequest::name}};
    }
    bool operator==(const ArchiveRequest &) const = default;
};

enum class ZipDecision {
    Included,
    NotNewest,
    TooOld,
    BeforeLastRun,
    NotCourseBackup, ///< NewestPerCourse: not in a course's backupdata folder
};

template<>
inline constexpr auto Names<ZipDecision> = std::to_array<Name<ZipDecision>>({
    {ZipDecision::Included, "included"},
    {ZipDecision::NotNewest, "notNewest"},
    {ZipDecision::TooOld, "tooOld"},
    {ZipDecision::BeforeLastRun, "beforeLastRun"},
    {ZipDecision::NotCourseBackup, "notCourseBackup"},
});
struct PlannedZip
{
    ZipFile file;
    std::optional<qint64> courseId; ///< from <id>/backupdata/
    ZipDecision decision = ZipDecision::Included;
    QString reason; ///< which rule, which evidence
    QString course; ///< short name; empty: not known

    static constexpr auto fields()
    {
        return std::tuple {Field {"file", &PlannedZip::file}.inlined(), Field {"courseId", &PlannedZip::courseId},
                           Field {"decision", &PlannedZip::decision}, Field {"reason", &PlannedZip::reason},
                           Field {"course", &PlannedZip::course}};
    }
    bool operator==(const PlannedZip &) const = default;
};

/// A course that the plan leaves without an up-to-date zip.
struct ArchiveWarning
{
    enum class Kind { NoZip, TooOld, CourseGone, EmptyZip } kind = Kind::NoZip;
    qint64 courseId = 0;
    QString course; ///< short name
    QString text; ///< a sentence

    static constexpr auto fields()
    {
        return std::tuple {Field {"kind", &ArchiveWarning::kind}, Field {"courseId", &ArchiveWarning::courseId},
                           Field {"course", &ArchiveWarning::course}, Field {"text", &ArchiveWarning::text}};
    }
    bool operator==(const ArchiveWarning &) const = default;
};

template<>
inline constexpr auto Names<ArchiveWarning::Kind> = std::to_array<Name<ArchiveWarning::Kind>>({
    {ArchiveWarning::Kind::NoZip, "noZip"},
    {ArchiveWarning::Kind::TooOld, "tooOld"},
    {ArchiveWarning::Kind::CourseGone, "courseGone"},
    {ArchiveWarning::Kind::EmptyZip, "emptyZip"},
});
/// What would be archived. Bound to the files it saw: starting compares them again.
struct ArchivePlan
{
    ArchiveRequest request;
    QString server; ///< the data server
    BytePath dataFolder;
    BytePath archiveFolder;
    QDateTime plannedAt; ///< UTC
    QList<PlannedZip> zips; ///< all that were found, with the decision on each
    QList<ArchiveWarning> warnings;
    QStringList problems; ///< folders whose zips could not be seen, in the server's words
    bool coursesKnown = true; ///< false: Moodle's database did not answer, so missing zips cannot be told
    QString coursesProblem; ///< why not
    qint64 freeBytes = -1; ///< on the archive folder's file system; -1 unknown
    QByteArray fingerprint; ///< SHA-256 over the included files' names, sizes and times

    [[nodiscard]] qint64 includedBytes() const;
    [[nodiscard]] int includedCount() const;
    [[nodiscard]] qint64 neededBytes() const; ///< the tar with its headers and padding, and a margin
    [[nodiscard]] bool fits() const; ///< false too where free space is unknown
    static constexpr auto fields()
    {
        return std::tuple {
            Field {"request", &ArchivePlan::request}.inlined(), Field {"server", &ArchivePlan::server},
            Field {"dataFolder", &ArchivePlan::dataFolder},     Field {"archiveFolder", &ArchivePlan::archiveFolder},
            Field {"plannedAt", &ArchivePlan::plannedAt},       Field {"zips", &ArchivePlan::zips},
            Field {"warnings", &ArchivePlan::warnings},         Field {"problems", &ArchivePlan::problems},
            Field {"coursesKnown", &ArchivePlan::coursesKnown}, Field {"coursesProblem", &ArchivePlan::coursesProblem},
            Field {"freeBytes", &ArchivePlan::freeBytes},       Field {"fingerprint", &ArchivePlan::fingerprint}};
    }
};

/// The course a zip belongs to by its place: <courseid>/backupdata/<file>, as Moodle 1.9 stores them.
[[nodiscard]] std::optional<qint64> courseOfZip(const BytePath &path);
/// [A-Za-z0-9._-]+, not beginning with '.' or '-', not ending in ".tar", at most 100 characters.
[[nodiscard]] Result<void> checkArchiveName(const QString &name);
[[nodiscard]] QByteArray planFingerprint(const QList<PlannedZip> &zips);

/// Inputs of the rule, all given: no clock, no disk.
struct ArchiveFacts
{
    QList<ZipFile> zips;
    std::optional<QList<Course>> courses; ///< nullopt: not known
    QDateTime lastRun; ///< UTC start of the last complete run; invalid: none
    qint64 freeBytes = -1;
    QTimeZone zone; ///< the site's, in which `notBefore` is a day
    QDateTime now;
};
[[nodiscard]] Result<ArchivePlan> planArchive(const ArchiveRequest &request, const ArchiveFacts &facts);

/// Reads the records of resources/remote/zips.sh; also gives free bytes of the archive folder.
struct ZipListing
{
    QDateTime listedAt; ///< UTC, by the server's clock, before the search began
    QList<ZipFile> zips; ///< by path
    qint64 freeBytes = -1;
    QStringList problems; ///< folders that could not be read
};
[[nodiscard]] Result<ZipListing> parseZips(const QList<FrameRecord> &records);

} // namespace Nightkeep
