// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/democourses.h"
#include "app/demo/demotables.h"
#include "models/courses/moodleconfig.h"

namespace Nightkeep {

/// The live options and what is around them, as a reading of the database finds it. A few differ from what the team has
/// agreed.
[[nodiscard]] MoodleConfig demoMoodleConfig();

/// The lines that Moodle 1.9 logs of a run that ended with that status: '1' OK, '0' with an error, '2' not at all.
void addDemoRun(DemoTables &tables, const Course &course, const QString &status, const QDateTime &started);

/// The site's Moodle 1.9 database: the tables that deal with backups, configuration and courses.
/// Blocks; any thread.
void writeDemoMoodle(DemoFolder &folder, const Site &site, const QList<DemoCourse> &courses);

} // namespace Nightkeep
