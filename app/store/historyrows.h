// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/jsonreader.h"
#include "app/store/sealedtables.h"
#include "models/history/snapshothistory.h"

namespace Nightkeep {

// What the workspace remembers of servers, as rows. A payload begins with the sizes of the disks, so that
// they can be read without unpacking the compressed snapshot behind them.

[[nodiscard]] Result<QList<QDateTime>> readHistoryTimes(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<std::optional<ServerSnapshot>> readHistoryAt(const SealedTables &tables, const QString &server,
                                                                  const QDateTime &moment);
[[nodiscard]] Result<QList<ServerSnapshot>> readHistory(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<QList<DiskSeries>> readDiskSeries(const SealedTables &tables, const QDateTime &since);

/// Makes a snapshot the latest one of a server and remembers it; then thins out what is remembered.
/// NotFound if the server has left the workspace meanwhile.
[[nodiscard]] Result<void> rememberSnapshot(SealedTables &tables, const QString &server, const ServerSnapshot &snapshot,
                                            const QDateTime &now);
/// One row as it is, in the place of one of the same moment; nothing for a snapshot without a moment.
[[nodiscard]] Result<void> writeHistoryRow(SealedTables &tables, const QString &server, const ServerSnapshot &snapshot);

/// A remembered snapshot as the exported document says it: its moment, and its compressed JSON in base64.
/// Plain, years of a large team's probes would make a document that no program wants to read.
[[nodiscard]] QJsonObject packedSnapshot(const ServerSnapshot &snapshot);
[[nodiscard]] ServerSnapshot readPackedSnapshot(JsonReader &reader);

} // namespace Nightkeep
