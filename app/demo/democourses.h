// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/courses/course.h"

#include <QDateTime>
#include <QList>

namespace Nightkeep {

/// What happened to a course's backups: one of everything that the team has met.
enum class DemoCourseStory {
    Fresh, ///< a zip of the last run
    FreshAndManual, ///< and one that a teacher made, with a name as Moodle gives it
    FreshAndLatin1, ///< and one whose name is not UTF-8, from an old workstation
    NoZip, ///< the last run ended in an error, and the one before was deleted
    Stale, ///< errors for weeks: the newest zip is old
    Skipped, ///< hidden and unchanged for months
    Unfinished, ///< the run died in this course; the zip is of the run before
    Truncated, ///< the newest zip was cut off
    WrongBytes, ///< the newest zip has a byte that its checksum does not know
    EmptyZip, ///< the newest zip has no bytes at all
    NeverRun, ///< new since the last run
};

struct DemoCourse
{
    Course course;
    DemoCourseStory story = DemoCourseStory::Fresh;
    QDateTime newestZip; ///< UTC; invalid: none
    QDateTime changed; ///< UTC, when somebody last edited the course
};

/// The site's front page (id 1) and courses from id 10 on. `now` is the estate's.
[[nodiscard]] Result<QList<DemoCourse>> demoCourses(int count, const QDateTime &now);

/// When the site's last automatic run began: Saturday, 3 o'clock.
[[nodiscard]] QDateTime demoLastRun(const QDateTime &now);

/// "backup-bioc1001-20081213-0312.zip".
[[nodiscard]] QByteArray demoZipName(const Course &course, const QDateTime &made);

} // namespace Nightkeep
