// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/moodledatabase.h"
#include "models/courses/moodleconfig.h"

/// What stands around a Moodle's backup settings. What of it is not there, or not for the account, is not known; an
/// error is none but a lost connection.
namespace Nightkeep::MoodleConfigReader {

/// Of the table config: version and time zones.
[[nodiscard]] Result<MoodleSettings> siteSettings(MoodleDatabase &tables);
/// Values, and names that have several rows.
void take(MoodleConfig &config, const MoodleRows &rows);
/// Zones, and whether a backup runs. `config` has its edition and its values, `site` is siteSettings().
[[nodiscard]] Result<void> addAround(MoodleConfig &config, MoodleDatabase &tables, const MoodleSettings &site);

} // namespace Nightkeep::MoodleConfigReader
