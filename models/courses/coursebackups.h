// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/courses/coursereading.h"
#include "models/courses/site.h"

#include <QHash>
#include <QTimeZone>

#include <optional>

namespace Nightkeep {

/// Whether there is a copy of a course that would restore: what Moodle's own status does not say.
enum class CourseVerdict {
    Safe,
    Old, ///< the last good copy is older than the schedule allows
    Missing,
    Damaged,
    Incomplete, ///< something that belongs to it is not inside: a file, the users, the files
    Doubtful, ///< nobody could tell, or what is told does not fit together
};

template<>
inline constexpr auto Names<CourseVerdict> = std::to_array<Name<CourseVerdict>>({
    {CourseVerdict::Safe, "safe"},
    {CourseVerdict::Old, "old"},
    {CourseVerdict::Missing, "missing"},
    {CourseVerdict::Damaged, "damaged"},
    {CourseVerdict::Incomplete, "incomplete"},
    {CourseVerdict::Doubtful, "doubtful"},
});
[[nodiscard]] QString courseVerdictWord(CourseVerdict verdict); ///< for people
/// Good; attention: old, incomplete; unknown: doubtful; else bad.
[[nodiscard]] State courseVerdictState(CourseVerdict verdict);

/// What a file that was found, or is recorded, is to the courses.
enum class CopyKind {
    MadeByMoodle, ///< by the automated run
    MadeByPeople, ///< by hand, with a name as Moodle gives it, or in an area for that
    HandNamed, ///< a copy of the course under a name of somebody's own
    OldName, ///< under the course's former short name: no retention reaches it any more
    OtherCourse, ///< lies at one course's place and is of another
    OtherSite, ///< made by another Moodle
    DeletedCourse, ///< of a course that is no more
    Part, ///< of a section or an activity
    NoBackup, ///< no backup of a course at all
    Unplaced, ///< of which course it is could not be told
};

template<>
inline constexpr auto Names<CopyKind> = std::to_array<Name<CopyKind>>({
    {CopyKind::MadeByMoodle, "madeByMoodle"},
    {CopyKind::MadeByPeople, "madeByPeople"},
    {CopyKind::HandNamed, "handNamed"},
    {CopyKind::OldName, "oldName"},
    {CopyKind::OtherCourse, "otherCourse"},
    {CopyKind::OtherSite, "otherSite"},
    {CopyKind::DeletedCourse, "deletedCourse"},
    {CopyKind::Part, "part"},
    {CopyKind::NoBackup, "noBackup"},
    {CopyKind::Unplaced, "unplaced"},
});
[[nodiscard]] QString copyKindWord(CopyKind kind); ///< for people

/// Whether the file of a copy is where it should be.
enum class CopySight {
    Seen,
    NotThere, ///< Moodle records it, and the pool does not have it
    CannotTell, ///< Moodle records it, and nobody could look
};

template<>
inline constexpr auto Names<CopySight> = std::to_array<Name<CopySight>>({
    {CopySight::Seen, "seen"},
    {CopySight::NotThere, "notThere"},
    {CopySight::CannotTell, "cannotTell"},
});

/// A copy, or what looks like one.
struct BackupCopy
{
    FoundFile file; ///< of one that was not seen: place, hash and bytes as they are recorded
    QString name; ///< for people: the file's own name, in the pool that of its record
    std::optional<BackupArea> area; ///< where Moodle records it; nullopt: nowhere
    CopySight sight = CopySight::Seen;
    CopyKind kind = CopyKind::Unplaced;
    std::optional<qint64> course; ///< of which it is, by what is most trustworthy: inside, record, place, name
    QDateTime made; ///< UTC: inside, record, name, file's time; the first that is there and not of the future
    bool datesDiffer = false; ///< these are more than a day apart
    bool isOfTheFuture = false; ///< one of them is
    bool isSound = false; ///< nothing that was looked at speaks against it, and it was looked at: closed or deeper
    bool isWhole = false; ///< with users and files, as far as known: known to be without is not whole
    QString fault; ///< why it is not sound, without a full stop; empty where it is

    static constexpr auto fields()
    {
        return std::tuple {Field {"file", &BackupCopy::file}.inlined(),
                           Field {"name", &BackupCopy::name},
                           Field {"area", &BackupCopy::area},
                           Field {"sight", &BackupCopy::sight},
                           Field {"kind", &BackupCopy::kind},
                           Field {"course", &BackupCopy::course},
                           Field {"made", &BackupCopy::made},
                           Field {"datesDiffer", &BackupCopy::datesDiffer},
                           Field {"ofTheFuture", &BackupCopy::isOfTheFuture},
                           Field {"sound", &BackupCopy::isSound},
                           Field {"whole", &BackupCopy::isWhole},
                           Field {"faultWords", &BackupCopy::fault}};
    }
    bool operator==(const BackupCopy &) const = default;
};

/// A course with its copies and our verdict on them.
struct CourseBackups
{
    QString site;
    CourseState course;
    CourseVerdict verdict = CourseVerdict::Doubtful;
    QString reason; ///< which rule, which evidence: sentences
    QList<BackupCopy> copies; ///< its own, newest first; what lies at its place and is of another is that one's, or in
                              ///< SiteBackups::others
    int good = -1; ///< which of the copies is the last good one; -1: none
    int byMoodle = 0; ///< copies that its automated backup made
    qint64 bytes = 0; ///< of all copies that are there

    [[nodiscard]] QString key() const { return site + u'/' + QString::number(course.id); }
    [[nodiscard]] const BackupCopy *lastGood() const { return good < 0 ? nullptr : &copies.at(good); }
    /// Null: there is none that is not of the future.
    [[nodiscard]] const BackupCopy *newestCopy() const
    {
        return copies.isEmpty() || !copies.first().made.isValid() ? nullptr : &copies.first();
    }
    [[nodiscard]] int byPeople() const { return int(copies.size()) - byMoodle; } ///< copies of the other kinds
    bool operator==(const CourseBackups &) const = default;
};

/// A site's courses, joined: pages, verbs and findings know nothing else.
struct SiteBackups
{
    Site site;
    CourseReadingHead head;
    QTimeZone zone; ///< in which Moodle names its backups and runs
    /// A copy that was made since is up to date: lastScheduledRun(), or daysWithoutSchedule ago.
    QDateTime due;
    QList<CourseBackups> courses; ///< by id
    QList<BackupCopy> others; ///< of no living course; by place and path

    [[nodiscard]] bool isRead() const { return head.moodleReadAt.isValid(); } ///< once
    [[nodiscard]] const CourseBackups *find(qint64 course) const; ///< null: no such course
    [[nodiscard]] QHash<CourseVerdict, int> counts() const;
    /// It has never been read, and not for want of trying.
    [[nodiscard]] bool isAskedInVain() const { return !isRead() && head.moodleFailure; }
    /// "1,204 of 1,260 courses have a copy that would restore. 30 have none, 12 are old, ...; read 20 minutes ago."
    [[nodiscard]] PageAnswer answer(const QDateTime &now) const;
};

/// What a copy must be to be up to date.
struct WantedCopy
{
    bool users = true; ///< with users' data
    bool files = true;
    QDateTime since = {}; ///< in the place of SiteBackups::due, where valid
};

/// So many seconds before it was due is soon enough: clocks change, and 1.9 does not mind (facts/moodle.md A4).
inline constexpr qint64 dueSlack = 3600;
/// How old a copy may be where no schedule is known.
inline constexpr qint64 daysWithoutSchedule = 31;

/// The join. No clock, no disk; the rules of verdict and kinds are told beside it. `now` in any zone; of a site without
/// one of its own, times in names are in that of `now`.
[[nodiscard]] SiteBackups joinBackups(const Site &site, const CourseReading &reading, const QDateTime &now,
                                      const WantedCopy &wanted = {});

} // namespace Nightkeep
