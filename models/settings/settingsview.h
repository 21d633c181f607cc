// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/settings/settingsservice.h"

namespace Nightkeep {

/// Joins what was read with what was agreed: the options that the site's edition and version have, and those that a row
/// or an agreement names, in their order; then names the table has and this program does not know, by name. No
/// snapshot: everything is unknown.
[[nodiscard]] SettingsView makeSettingsView(const Site &site, const std::optional<SettingsSnapshot> &snapshot,
                                            const QHash<QString, AgreedSetting> &agreed);

/// Null where there is none of that name.
[[nodiscard]] const SettingRow *findRow(const SettingsView &view, const QString &name);
/// What Moodle runs with: what it serves, the stored text, or its own default where there is no row.
[[nodiscard]] QString effective(const SettingRow &row);
/// Against what a change of it is compared and set: what its door reads. nullopt: no row.
[[nodiscard]] std::optional<QString> seenValue(const SettingRow &row);

/// What would have to be written for all options to be as agreed, against the values that were read; nothing where
/// none were. Options that Moodle has as agreed without a row stay without.
[[nodiscard]] QList<ConfigChange> changesToAgreed(const SettingsView &view);

/// What would have to be pending for `to` for its options to be as those of `from`, where they mean the same: of
/// another edition too. `leftOut` gets a sentence for each option of `from` that has no like, or whose value has none
/// there.
[[nodiscard]] QList<ConfigChange> changesToCopy(const SettingsView &from, const SettingsView &to, QStringList &leftOut);

/// "A backup has been running since 03:00": by the mark that Moodle sets; empty: none is, or that is not known.
[[nodiscard]] QString runningInWords(const SettingsView &view, const QDateTime &now);

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
