// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// All findings of a site's courses: Page::Courses. The object is CourseBackups::key(), of the site's own
/// its name and '/'. Each kind is told in coursefindings.cpp, beside its rule.
[[nodiscard]] QList<Finding> courseFindings(const SiteBackups &site, const QDateTime &now);

/// Short names whose automated backups overwrite or delete one another in a folder for all courses, in pairs of ids
/// (facts/moodle.md A3, retention 1 and 6): one is the other's with '-' and more behind it, or both are cleaned alike.
[[nodiscard]] QList<QPair<qint64, qint64>> collidingNames(const QList<CourseState> &courses);

} // namespace Nightkeep
