// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"
#include "models/servers/serversnapshot.h"

#include <QList>

namespace Nightkeep {

/// A clock further off than this makes ages and "newer than" wrong.
constexpr qint64 ToleratedClockOffsetSeconds = 120;

/// The checks on what the probe says, in their fixed order: "probe", "clock", one per tool that
/// Nightkeep needs, "storage-manager". A probe that failed fails the first; the others are not tried.
[[nodiscard]] QList<ConnectionCheck> probeChecks(const Result<ServerSnapshot> &probe);
/// The same list where the connection came to nothing.
[[nodiscard]] QList<ConnectionCheck> untriedProbeChecks();

} // namespace Nightkeep
