// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"
#include "app/store/serverjson.h"

namespace Nightkeep {

// Servers with what belongs to them, as rows. Writing happens inside the caller's transaction.

[[nodiscard]] Result<QList<Server>> readServers(const SealedTables &tables);
/// See ServerStore::replaceServers. Renaming drops the snapshot: it was taken of what had the old name.
[[nodiscard]] Result<void> replaceServerRows(SealedTables &tables, const QList<QPair<Server, Server>> &beforeAfter);

[[nodiscard]] Result<std::optional<ServerSnapshot>> readSnapshotRow(const SealedTables &tables, const QString &server);
/// NotFound if the server has left the book meanwhile.
[[nodiscard]] Result<void> writeSnapshotRow(SealedTables &tables, const QString &server,
                                            const ServerSnapshot &snapshot);
[[nodiscard]] Result<std::optional<StoredFailure>> readFailureRow(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<void> writeFailureRow(SealedTables &tables, const QString &server, const StoredFailure &failure);
[[nodiscard]] Result<void> clearServers(SealedTables &tables);

} // namespace Nightkeep
