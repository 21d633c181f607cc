// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/serversnapshot.h"

#include <QList>
#include <QString>

#include <optional>

namespace Nightkeep {

/// How full a disk was at one moment.
struct DiskPoint
{
    QDateTime at; ///< UTC
    qint64 totalBytes = 0;
    qint64 freeBytes = 0; ///< for an unprivileged user

    bool operator==(const DiskPoint &) const = default;
};

/// What the memory holds of one disk of a server.
struct DiskSeries
{
    QString server; ///< as the workspace spells it
    BytePath mount;
    QList<DiskPoint> points; ///< oldest first

    bool operator==(const DiskSeries &) const = default;
};

/// Each snapshot that ServerStore::saveSnapshot was given and that has not been thinned out since (see
/// models/history/snapshotthinning.h). A snapshot without a moment is not remembered. What an older
/// workspace knew last of a server becomes its first memory when the next snapshot is saved.
/// Thread-safe, blocking; implemented by the workspace's store.
class SnapshotHistory
{
public:
    virtual ~SnapshotHistory() = default;

    /// UTC, oldest first; empty for a server that is not in the workspace.
    [[nodiscard]] virtual Result<QList<QDateTime>> snapshotTimes(const QString &server) const = 0;
    /// The newest one taken at or before a moment; reads that one alone.
    [[nodiscard]] virtual Result<std::optional<ServerSnapshot>> snapshotAt(const QString &server,
                                                                           const QDateTime &moment) const = 0;
    /// All of one server, oldest first.
    [[nodiscard]] virtual Result<QList<ServerSnapshot>> snapshots(const QString &server) const = 0;
    /// The sizes of all servers' disks from a moment on, servers in the page's order,
    /// disks by name: local file systems that can be written and whose size is known.
    /// Reads no snapshot as a whole.
    [[nodiscard]] virtual Result<QList<DiskSeries>> diskSeries(const QDateTime &since) const = 0;
};

/// Whether a mount is a disk of its own that can fill.
[[nodiscard]] bool isFillingDisk(const Mount &mount);

} // namespace Nightkeep
