// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/collections.h"
#include "models/base/json.h"
#include "models/history/snapshothistory.h"

namespace Nightkeep {

// What the workspace remembers of servers, by their identities (app/store/serverchanges.h) and moments. A payload
// begins with the sizes of the disks, so that they can be read without unpacking the compressed snapshot behind them.
// The pages want the sizes of all servers' disks at each reading: they are kept a second time, a row a server. So is
// since when folders are not backed up.

inline constexpr const char *DisksCollection = "disks";

[[nodiscard]] QList<QDateTime> historyTimes(Collections &values, const QByteArray &key);
[[nodiscard]] std::optional<ServerSnapshot> historyAt(Collections &values, const QByteArray &key,
                                                      const QDateTime &moment);
/// By server; oldest first.
[[nodiscard]] QHash<QByteArray, QList<ServerSnapshot>> wholeHistory(Collections &values);
[[nodiscard]] QList<ServerSnapshot> historyOf(Collections &values, const QByteArray &key);
[[nodiscard]] QList<DiskSeries> storedDiskSeries(Collections &values, const QDateTime &since);

/// Makes a snapshot the latest one of a server and remembers it; then thins out what is remembered.
void rememberSnapshot(Collections &values, const QByteArray &key, const ServerSnapshot &snapshot, const QDateTime &now);
/// As it is, in the place of one of the same moment; nothing for a snapshot without a moment.
void putHistory(Collections &values, const QByteArray &key, const ServerSnapshot &snapshot);
/// Makes the row of a server's disks from its history: to be called where that was changed.
void deriveDisks(Collections &values, const QByteArray &key);
/// The same for since when its folders stand as its latest snapshot says; also to be called where its folders were
/// changed. What is known already outlives the probes that it came from.
void deriveStandings(Collections &values, const QByteArray &key, const ServerSnapshot &latest);

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
