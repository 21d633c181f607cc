// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// A letter to the person who teaches a course.
struct TeacherText
{
    QString subject;
    QString body; ///< paragraphs, with an empty line between two
};

/// What the backups of a course mean for who teaches it: what is backed up, as of which day the course could be brought
/// back, what is wrong, what the team will do and what the teacher can do, in words for somebody who is no technician.
/// It names no server, path or file, and of what nobody knows it says so. Days are the site's.
[[nodiscard]] TeacherText teacherText(const SiteBackups &site, const CourseBackups &course, const QDateTime &now);

} // namespace Nightkeep
