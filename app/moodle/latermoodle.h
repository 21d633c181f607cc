// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/moodledatabase.h"
#include "models/courses/moodlefacts.h"

/// What Moodle 2.x to 5.x has in its tables: facts/moodle.md B.
namespace Nightkeep::LaterMoodle {

/// `site` are rows of its table config, as far as that could be read. What differs by edition is filled in.
/// `settings` are those of the plugins for backups, `site` those of config.
[[nodiscard]] MoodleFacts facts(const MoodleSettings &settings, const MoodleSettings &site);
[[nodiscard]] Result<MoodleCourses> courseStates(MoodleDatabase &database);
/// `fullName` is the course's: by it alone the output of its tasks can be told.
[[nodiscard]] Result<CourseLog> courseLog(MoodleDatabase &database, qint64 course, const QString &fullName);

} // namespace Nightkeep::LaterMoodle
