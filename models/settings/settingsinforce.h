// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/moodlefacts.h"
#include "models/settings/settingsview.h"

namespace Nightkeep {

/// The row of what an option decides, whatever the site's edition calls it: backup_sche_<name> or backup_auto_<name>.
/// Null: that Moodle has no such option.
[[nodiscard]] const SettingRow *rowInForce(const SettingsView &view, const QString &name);
/// That of how many backups are kept, which is called otherwise since 3.0.
[[nodiscard]] const SettingRow *keepInForce(const SettingsView &view);

/// The stored text that Moodle runs with once the changes are done. What config.php forces does not change by them.
[[nodiscard]] QString textInForce(const SettingRow &row, const QList<ConfigChange> &changes = {});

/// What Moodle runs with once the changes are done: `base` with what the settings say. nullopt: they were never read,
/// or one of them has several rows or a text that makes no sense.
[[nodiscard]] std::optional<MoodleFacts> factsInForce(const SettingsView &view, const QList<ConfigChange> &changes = {},
                                                      MoodleFacts base = {});

} // namespace Nightkeep
