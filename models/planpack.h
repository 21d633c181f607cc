// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"
#include "models/workspace.h"

namespace Nightkeep {

/// The plan of an archive on paper: what was asked for, what must be known of it, each warning and each backup that is
/// taken; of those left out only as many as a table of the pack has. `now`: in the zone that times are shown in.
[[nodiscard]] Pack planPack(const ArchivePlan &plan, const WorkspaceInfo &info, const QDateTime &now);

} // namespace Nightkeep
