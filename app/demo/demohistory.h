// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demoservers.h"
#include "models/servers/serversnapshot.h"

namespace Nightkeep {

/// When the estate's team last asked all of its servers: this morning. UTC.
[[nodiscard]] QDateTime demoLastAsked(const QDateTime &estateNow);

/// What a server said in the sixty days before the estate's moment, oldest first: each morning, and of the last two
/// days what was asked in office hours too. Disks grow, up to what its folder says; what the facts call "earlier" was
/// so until its night. Nothing for one that is not reachable. The same seed gives the same.
[[nodiscard]] Result<QList<ServerSnapshot>> demoHistory(const DemoServer &server, const QDateTime &estateNow,
                                                        quint64 seed);

} // namespace Nightkeep
