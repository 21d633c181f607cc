// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/clicontext.h"
#include "models/settingsmeaning.h"

#include <QJsonObject>

namespace Nightkeep {

/// {"nightsBefore", "nightsAfter", "deletions": {"count", "bytes", "unsized", "examples"}, "bytesAWeekBefore",
/// "bytesAWeekAfter", "runsAfter", "sentences", "unknown"}; null is what is not known.
[[nodiscard]] QJsonObject settingsMeaningJson(const SettingsMeaning &meaning);

/// Says what a plan means, by the workspace as it is; the answer is its JSON.
QJsonObject saySettingsMeaning(const CliContext &context, Workspace &workspace, const Site &site,
                               const SettingsPlan &plan);
/// The answer's object with that as its "meaning".
[[nodiscard]] CliAnswer withSettingsMeaning(CliAnswer answer, const QJsonObject &meaning);

} // namespace Nightkeep
