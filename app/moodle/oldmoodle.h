// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/moodledatabase.h"
#include "models/courses/moodlefacts.h"

/// What Moodle 1.x has in its own tables: facts/moodle.md A.
namespace Nightkeep::OldMoodle {

/// What differs by edition is filled in.
[[nodiscard]] MoodleFacts facts(const MoodleSettings &settings);
[[nodiscard]] Result<MoodleCourses> courseStates(MoodleDatabase &database);
[[nodiscard]] Result<CourseLog> courseLog(MoodleDatabase &database, qint64 course);

} // namespace Nightkeep::OldMoodle
