// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/democourses.h"
#include "app/demo/demotables.h"

#include <QHash>

namespace Nightkeep {

/// The live options, as a reading of the database finds them. A few differ from what the team has agreed.
[[nodiscard]] QHash<QString, QString> demoMoodleOptions();

/// The lines that Moodle 1.9 logs of a run that ended with that status: '1' OK, '0' with an error, '2' not at all.
void addDemoRun(DemoTables &tables, const Course &course, const QString &status, const QDateTime &started);

/// A Moodle 1.9 database as a SQLite file: the tables that deal with backups, configuration and
/// courses. The file must not exist.
/// Blocks; any thread.
[[nodiscard]] Result<void> writeDemoMoodle(const QString &fileName, const QList<DemoCourse> &courses,
                                           const QDateTime &now);

} // namespace Nightkeep
