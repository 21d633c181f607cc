// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/courses/courserun.h"
#include "models/courses/nightsseen.h"

#include <optional>

namespace Nightkeep {

/// How large a copy of a course was, of which nothing else may be left.
struct SizePoint
{
    QDateTime made; ///< UTC
    qint64 bytes = 0;

    static constexpr auto fields()
    {
        return std::tuple {Field {"made", &SizePoint::made}, Field {"bytes", &SizePoint::bytes}.from(0)};
    }
    bool operator==(const SizePoint &) const = default;
};

/// A course as Moodle's database has it: a row of course and of backup_courses, and its latest runs. The front page is
/// course 1 and is backed up too.
struct CourseState
{
    qint64 id = 0;
    QString shortName;
    QString fullName;
    bool visible = true;
    QDateTime created; ///< UTC; invalid: not known, as of the three below
    QDateTime changed;
    QDateTime lastStart;
    QDateTime lastEnd;
    QDateTime nextRun;
    CourseStatus status = CourseStatus::Unlisted;
    std::optional<bool> hasTask; ///< 2.x: a task for it waits or runs (task_adhoc); nullopt: not known
    QList<CourseRun> runs; ///< newest first; at most runsKept
    QList<SizePoint> sizes; ///< of sound copies that were seen, newest first; at most runsKept; not from Moodle
    qint64 category = 0; ///< mdl_course.category; 0: not known, or the front page
    QString categoryName; ///< with those that it is in: "Science / Biology"; empty: not known
    NightsSeen nights = {}; ///< of which a sound copy was seen; not from Moodle

    static constexpr auto fields()
    {
        return std::tuple {Field {"id", &CourseState::id},
                           Field {"shortName", &CourseState::shortName},
                           Field {"fullName", &CourseState::fullName},
                           Field {"visible", &CourseState::visible},
                           Field {"created", &CourseState::created},
                           Field {"changed", &CourseState::changed},
                           Field {"lastStart", &CourseState::lastStart},
                           Field {"lastEnd", &CourseState::lastEnd},
                           Field {"nextRun", &CourseState::nextRun},
                           Field {"status", &CourseState::status},
                           Field {"hasTask", &CourseState::hasTask},
                           Field {"runs", &CourseState::runs},
                           Field {"sizes", &CourseState::sizes},
                           Field {"category", &CourseState::category}.orMissing(),
                           Field {"categoryName", &CourseState::categoryName}.orMissing(),
                           Field {"nights", &CourseState::nights}.orMissing()};
    }
    bool operator==(const CourseState &) const = default;
};

/// Where Moodle 2.x and later records a backup's file.
enum class BackupArea {
    Automated, ///< component backup, area automated
    Course, ///< made by a person who may see users' data
    User, ///< in a person's own area: component user, area backup; of which course, its name or inside says
    Part, ///< of a section or an activity: no copy of a course
};

template<>
inline constexpr auto Names<BackupArea> = std::to_array<Name<BackupArea>>({
    {BackupArea::Automated, "automated"},
    {BackupArea::Course, "course"},
    {BackupArea::User, "user"},
    {BackupArea::Part, "part"},
});

/// A row of Moodle's table of files (2.x and later) that is a backup; without those of folders (filename '.').
struct FileRecord
{
    qint64 course = 0; ///< whose context it has; 0: of a person, or of a context that is no more
    BackupArea area = BackupArea::Automated;
    QString name;
    qint64 bytes = 0;
    QByteArray hash; ///< SHA-1 of its content, 40 of [0-9a-f]: its name in the pool
    QDateTime made; ///< UTC: timecreated

    static constexpr auto fields()
    {
        return std::tuple {Field {"course", &FileRecord::course}, Field {"area", &FileRecord::area},
                           Field {"name", &FileRecord::name},     Field {"bytes", &FileRecord::bytes}.from(0),
                           Field {"hash", &FileRecord::hash},     Field {"made", &FileRecord::made}};
    }
    bool operator==(const FileRecord &) const = default;
};

/// All that Moodle's database says of its courses' backups.
struct MoodleCourses
{
    QList<CourseState> courses; ///< by id; `sizes` and `nights` are empty
    QList<FileRecord> records; ///< none in 1.9
    bool runsCut = false; ///< there are more runs than were read: of some courses not all that Moodle keeps
};

} // namespace Nightkeep
