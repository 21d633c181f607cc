// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"

namespace Nightkeep {

/// Joins what was read with what was agreed: the known options in their order, then names the table
/// has and this program does not know, by name. No snapshot: everything is unknown.
[[nodiscard]] SettingsView makeSettingsView(const Site &site, const std::optional<SettingsSnapshot> &snapshot,
                                            const QHash<QString, QString> &agreed);

/// Null where there is none of that name.
[[nodiscard]] const SettingRow *findRow(const SettingsView &view, const QString &name);
/// What Moodle runs with: the stored text, or its own default where there is no row.
[[nodiscard]] QString effective(const SettingRow &row);

/// What would have to be written for all options to be as agreed, against the values that were read; nothing where
/// none were. Options that Moodle has as agreed without a row stay without.
[[nodiscard]] QList<ConfigChange> changesToAgreed(const SettingsView &view);

/// How many options have an agreed value, and how many of these are not as agreed, by a row or by its lack, or unknown.
struct SettingsCount
{
    int agreed = 0;
    int differing = 0;
    int unknown = 0;
};
[[nodiscard]] SettingsCount countSettings(const QList<SettingsView> &views);
[[nodiscard]] SettingsCount countSettings(const SettingsView &view);

} // namespace Nightkeep
