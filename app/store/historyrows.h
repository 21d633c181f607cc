// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"
#include "models/base/json.h"
#include "models/history/snapshothistory.h"

namespace Nightkeep {

// What the workspace remembers of servers, as rows, by their identities (app/store/serverrows.h). A payload begins with
// the sizes of the disks, so that they can be read without unpacking the compressed snapshot behind them.

[[nodiscard]] Result<QList<QDateTime>> readHistoryTimes(const SealedTables &tables, const QByteArray &key);
[[nodiscard]] Result<std::optional<ServerSnapshot>> readHistoryAt(const SealedTables &tables, const QByteArray &key,
                                                                  const QDateTime &moment);
[[nodiscard]] Result<QList<ServerSnapshot>> readHistory(const SealedTables &tables, const QByteArray &key);
[[nodiscard]] Result<QList<DiskSeries>> readDiskSeries(const SealedTables &tables, const QDateTime &since);

/// Makes a snapshot the latest one of a server and remembers it; then thins out what is remembered.
[[nodiscard]] Result<void> rememberSnapshot(SealedTables &tables, const QByteArray &key, const ServerSnapshot &snapshot,
                                            const QDateTime &now);
/// One row as it is, in the place of one of the same moment; nothing for a snapshot without a moment.
[[nodiscard]] Result<void> writeHistoryRow(SealedTables &tables, const QByteArray &key, const ServerSnapshot &snapshot);

/// A remembered snapshot as the exported document says it: its moment, and its compressed JSON in base64.
/// Plain, years of a large team's probes would make a document that no program wants to read.
struct PackedSnapshot
{
    QDateTime takenAt;
    QString packed;

    static constexpr auto fields()
    {
        return std::tuple {Field {"takenAt", &PackedSnapshot::takenAt}, Field {"packed", &PackedSnapshot::packed}};
    }
};
[[nodiscard]] PackedSnapshot packedSnapshot(const ServerSnapshot &snapshot);
[[nodiscard]] ServerSnapshot unpackedSnapshot(const PackedSnapshot &packed, const JsonPlace &place, JsonFault &fault);

} // namespace Nightkeep
