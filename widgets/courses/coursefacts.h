// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/finding.h"
#include "models/catalogue/drilltable.h"
#include "models/courses/coursebackups.h"

namespace Nightkeep {

class FactsView;

/// What is known of restoring a course.
struct CourseRestores
{
    std::optional<QList<RestoreDrill>> drills = {}; ///< of its copies; nullopt: nobody can tell
    QList<Restorable> takers = {}; ///< which Moodle takes its last good copy; empty: there is none
};

/// The detail of a course: our verdict and why, what Moodle says, its copies, its runs, then what is known of its site.
void describeCourse(FactsView &view, const SiteBackups &site, const CourseBackups &course, const QList<Finding> &ofSite,
                    const QDateTime &now, const CourseRestores &restores = {});

} // namespace Nightkeep
