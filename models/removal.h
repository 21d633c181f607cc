// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/workspace.h"

namespace Nightkeep {

/// What hangs on a server or a site that is to be removed from the workspace; whole sentences.
struct Removal
{
    QStringList obstacles; ///< what needs it, and must be changed first
    QStringList losses; ///< what goes with it, or can no longer be done
};
// Both block: use a job.
[[nodiscard]] Result<Removal> removalOf(Workspace &workspace, const Server &server);
[[nodiscard]] Result<Removal> removalOf(Workspace &workspace, const Site &site);

/// The losses alone, for the question that a person is asked; Conflict where something needs it. Block.
[[nodiscard]] Result<QStringList> lossesWith(Workspace &workspace, const Server &server);
[[nodiscard]] Result<QStringList> lossesWith(Workspace &workspace, const Site &site);

/// Audited. Conflict where something needs it. What a person said to is what is removed: Conflict if it changed.
[[nodiscard]] Result<void> removeServer(Workspace &workspace, const Server &server);
[[nodiscard]] Result<void> removeSite(Workspace &workspace, const Site &site);

} // namespace Nightkeep
