// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

#include <QStringList>

namespace Nightkeep {

/// Everything that is known about a course, in sentences, for answering a lecturer on the telephone: what it is, what
/// Moodle says, what we say and why, each copy, the runs, what is not known. One sentence a line; `log` may be null.
[[nodiscard]] QStringList explainCourse(const SiteBackups &site, const CourseBackups &course, const CourseLog *log,
                                        const QDateTime &now);

} // namespace Nightkeep
