// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demoestate.h"
#include "models/courses/sitestore.h"
#include "models/coverage/serverstore.h"
#include "models/settings/settingsstore.h"

namespace Nightkeep {

/// Writes what the team knows of the estate into its workspace: the matrix, the site, the options agreed.
/// Does nothing to a workspace that has them, but leads servers to their folders if the estate was moved.
[[nodiscard]] Result<void> fillDemoWorkspace(const DemoEstate &estate, ServerStore &servers, SiteStore &sites,
                                             SettingsStore &settings);

} // namespace Nightkeep
