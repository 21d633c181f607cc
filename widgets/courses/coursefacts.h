// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/courses/coursebackups.h"

namespace Nightkeep {

class FactsView;

/// The detail of a course: our verdict and why, what Moodle says, its copies, its runs, then what is known of its site.
void describeCourse(FactsView &view, const SiteBackups &site, const CourseBackups &course, const QList<Finding> &ofSite,
                    const QDateTime &now);

} // namespace Nightkeep
