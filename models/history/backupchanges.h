// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/history/snapshotchanges.h"

namespace Nightkeep {

/// The part of compareSnapshots() that is about the backup: the verdict on each wanted folder, the
/// folders themselves, and what the storage manager's client says. In no special order.
[[nodiscard]] QList<SnapshotChange> backupChanges(const Server &server, const ServerSnapshot &before,
                                                  const ServerSnapshot &after);

} // namespace Nightkeep
