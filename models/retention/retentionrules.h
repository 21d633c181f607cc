// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/moodlefacts.h"
#include "models/storage/serverdecisions.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace Nightkeep {

// The clocks that act on the same files, as the simulator plays them: facts/retention-model.md.

/// Minutes of the wall clock since the beginning of 1970, without daylight saving.
using WallMinute = qint64;
inline constexpr WallMinute minutesADay = 24 * 60;
[[nodiscard]] WallMinute wallMinute(const QDate &day, int minuteOfDay = 0);
/// As it reads in its own zone; the seconds are dropped.
[[nodiscard]] WallMinute wallMinute(const QDateTime &at);
[[nodiscard]] QDate dayOf(WallMinute at);

/// Moodle's own course backups. 1.9: keep alone; later Moodles (facts/moodle.md B1): newest first, at most `keep`; with
/// deleteDays those alone that are newer, but at least keepLeast; all of them kept where both are 0. With keep 0 and
/// deleteDays the newest keepLeast are all that is left, and with keepLeast 0 none.
struct CourseRules
{
    bool later = false; ///< 2.x to 5.x
    QString weekdays = QStringLiteral("0000000"); ///< '0' and '1', Sunday first; none: nothing is ever made
    int minuteOfDay = 0; ///< when the run begins
    int keep = 1; ///< of each course; 0: all
    int deleteDays = 0; ///< later alone; 0: never
    int keepLeast = 0; ///< later alone
    int skipUnchangedDays = 0; ///< later alone: a course not changed for so long is skipped; 0: none is
    bool skipUnchanged = false; ///< later alone: one not changed since its last backup is skipped

    static constexpr auto fields()
    {
        return std::tuple {Field {"later", &CourseRules::later},
                           Field {"weekdays", &CourseRules::weekdays},
                           Field {"minuteOfDay", &CourseRules::minuteOfDay}.from(0, 1439),
                           Field {"keep", &CourseRules::keep}.from(0, 9999),
                           Field {"deleteDays", &CourseRules::deleteDays}.from(0, 36500),
                           Field {"keepLeast", &CourseRules::keepLeast}.from(0, 9999),
                           Field {"skipUnchangedDays", &CourseRules::skipUnchangedDays}.from(0, 36500),
                           Field {"skipUnchanged", &CourseRules::skipUnchanged}};
    }
    [[nodiscard]] bool runsOn(const QDate &day) const;
    [[nodiscard]] bool skips() const { return later && (skipUnchangedDays > 0 || skipUnchanged); }
    /// Whether a course that was changed since its last backup may be skipped: it was changed too long before the run.
    [[nodiscard]] bool skipsChanged() const;
    bool operator==(const CourseRules &) const = default;
};

/// The storage manager's incremental of one server, and how long its versions last; NoLimit is a value of the four.
struct StorageRules
{
    int minuteOfDay = 22 * 60; ///< of the incremental
    int everyDays = 1;
    int versionsExist = 2;
    int retainExtra = 30;
    int versionsDeleted = 1;
    int retainOnly = 60;

    static constexpr auto fields()
    {
        return std::tuple {Field {"minuteOfDay", &StorageRules::minuteOfDay}.from(0, 1439),
                           Field {"everyDays", &StorageRules::everyDays}.from(1, 366),
                           Field {"copies", &StorageRules::versionsExist}.from(1, 9999).orMinusOne(),
                           Field {"days", &StorageRules::retainExtra}.from(0, 36500).orMinusOne(),
                           Field {"deletedCopies", &StorageRules::versionsDeleted}.from(0, 9999).orMinusOne(),
                           Field {"deletedDays", &StorageRules::retainOnly}.from(0, 36500).orMinusOne()};
    }
    bool operator==(const StorageRules &) const = default;
};

enum class DumpNaming {
    Recycled, ///< backup-1 to backup-7 by weekday, one a month on its 1st, one a year on 31 December
    Dated, ///< a name of its own each day, deleted after keepDays
};

template<>
inline constexpr auto Names<DumpNaming> = std::to_array<Name<DumpNaming>>({
    {DumpNaming::Recycled, "recycled"},
    {DumpNaming::Dated, "dated"},
});

/// The nightly dump of the database.
struct DumpRules
{
    int minuteOfDay = 3 * 60;
    DumpNaming naming = DumpNaming::Recycled;
    int keepDays = 7; ///< Dated alone: one is deleted by the dump that many days later; 0: never

    static constexpr auto fields()
    {
        return std::tuple {Field {"minuteOfDay", &DumpRules::minuteOfDay}.from(0, 1439),
                           Field {"naming", &DumpRules::naming},
                           Field {"keepDays", &DumpRules::keepDays}.from(0, 36500)};
    }
    bool operator==(const DumpRules &) const = default;
};

/// A file that is not dated by its name, as one of moodledata or of the application.
struct FileRules
{
    int changesEveryDays = 1; ///< its content; 0: never after it was made
    int minuteOfDay = 12 * 60; ///< when it changes
    QDate made; ///< invalid: before the play begins
    QDate deleted; ///< at minuteOfDay; invalid: it is there still

    static constexpr auto fields()
    {
        return std::tuple {Field {"changesEveryDays", &FileRules::changesEveryDays}.from(0, 36500),
                           Field {"minuteOfDay", &FileRules::minuteOfDay}.from(0, 1439),
                           Field {"made", &FileRules::made}, Field {"deleted", &FileRules::deleted}};
    }
    bool operator==(const FileRules &) const = default;
};

/// The term archives: each holds every course's newest copy of that day.
struct ArchiveRules
{
    QStringList termEnds; ///< days of the year, "06-13"; none: none is made
    int keepYears = 1; ///< NoLimit: for ever

    static constexpr auto fields()
    {
        return std::tuple {Field {"termEnds", &ArchiveRules::termEnds},
                           Field {"keepYears", &ArchiveRules::keepYears}.from(1, 100).orMinusOne()};
    }
    bool operator==(const ArchiveRules &) const = default;
};

/// All figures that a meeting moves. What is not decided or not known is absent: nothing is assumed in its place.
struct RetentionPolicy
{
    std::optional<CourseRules> course = {};
    std::optional<StorageRules> storage = {}; ///< of the server that holds the courses' backups
    std::optional<DumpRules> dumps = {};
    std::optional<StorageRules> dumpStorage = {}; ///< of the server that holds the dumps
    std::optional<FileRules> application = {};
    std::optional<ArchiveRules> archives = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"course", &RetentionPolicy::course},
                           Field {"storage", &RetentionPolicy::storage},
                           Field {"dumps", &RetentionPolicy::dumps},
                           Field {"dumpStorage", &RetentionPolicy::dumpStorage},
                           Field {"application", &RetentionPolicy::application},
                           Field {"archives", &RetentionPolicy::archives}};
    }
    bool operator==(const RetentionPolicy &) const = default;
};

/// By what is read of Moodle; nullopt where it is not known. A schedule that is off runs on no weekday. Where nobody
/// has read whether a later Moodle skips courses that did not change, the rules say that it does not, and
/// knowsWhatIsSkipped() that it is not known.
[[nodiscard]] std::optional<CourseRules> courseRules(const MoodleFacts &facts);
[[nodiscard]] bool knowsWhatIsSkipped(const MoodleFacts &facts);
/// By decided or observed figures; nullopt where one that counts is not known. Incrementals are daily unless they say
/// otherwise, as the service's are.
[[nodiscard]] std::optional<StorageRules> storageRules(const BackupFigures &figures, int minuteOfDay);
[[nodiscard]] QStringList missingFigures(const BackupFigures &figures); ///< for people: "copies while the file exists"

} // namespace Nightkeep
