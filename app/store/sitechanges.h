// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/workspacejson.h"

namespace Nightkeep {

[[nodiscard]] SiteSettings settingsOf(Collections &values, const QString &site);
void putSettings(Collections &values, const SiteSettings &settings);
/// See SiteStore::replaceSite. Settings and archives follow the site's name; without a new name the settings go. What
/// was read of its courses goes with the name, and where the site becomes another Moodle's.
void replaceStoredSite(Collections &values, const Site &before, const Site &after);

} // namespace Nightkeep
