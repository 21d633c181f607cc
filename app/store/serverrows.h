// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"
#include "app/store/serverjson.h"
#include "models/coverage/serverstore.h"

namespace Nightkeep {

// Servers with what belongs to them, as rows. Writing happens inside the caller's transaction.

[[nodiscard]] Result<QList<Server>> readServers(const SealedTables &tables);
/// See ServerStore::replaceServers. Renaming drops the snapshot: it was taken of what had the old name.
[[nodiscard]] Result<void> replaceServerRows(SealedTables &tables, const QList<QPair<Server, Server>> &beforeAfter);

[[nodiscard]] Result<std::optional<ServerSnapshot>> readSnapshotRow(const SealedTables &tables, const QString &server);
/// NotFound if the server has left the workspace meanwhile.
[[nodiscard]] Result<void> writeSnapshotRow(SealedTables &tables, const QString &server,
                                            const ServerSnapshot &snapshot);
[[nodiscard]] Result<std::optional<StoredFailure>> readFailureRow(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<void> writeFailureRow(SealedTables &tables, const QString &server, const StoredFailure &failure);
/// The latest answer to a question that is only asked on demand; `kind` names the question ("web").
[[nodiscard]] Result<std::optional<QJsonObject>> readObservationRow(const SealedTables &tables, const QString &server,
                                                                    const QByteArray &kind);
/// NotFound if the server has left the workspace meanwhile.
[[nodiscard]] Result<void> writeObservationRow(SealedTables &tables, const QString &server, const QByteArray &kind,
                                               const QJsonObject &payload);
[[nodiscard]] Result<QList<ServerRecord>> readServerRecords(const SealedTables &tables);
[[nodiscard]] Result<void> clearServers(SealedTables &tables);

} // namespace Nightkeep
