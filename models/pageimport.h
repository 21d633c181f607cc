// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

namespace Nightkeep {

/// What importing an exported page would do to the workspace: its matrix, and its table of backup options.
[[nodiscard]] Result<ImportPlan> planPageImport(Workspace &workspace, const QString &fileName);
/// Writes what is accepted: the servers all or none, then the options one by one. Stale if something is no
/// longer as the plan saw it. Audited.
[[nodiscard]] Result<void> applyPageImport(Workspace &workspace, const ImportPlan &plan);

} // namespace Nightkeep
