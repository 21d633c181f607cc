// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/coverage/folderstanding.h"
#include "models/reachability/databasestatus.h"
#include "models/reachability/webcheck.h"
#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

#include <QList>
#include <QString>

#include <optional>

namespace Nightkeep {

/// A server with all that the workspace holds of what was last seen of it.
struct ServerRecord
{
    Server server;
    std::optional<ServerSnapshot> snapshot = {};
    std::optional<Error> failure = {}; ///< of the latest attempt, if that gave no snapshot
    std::optional<WebAnswer> web = {}; ///< the latest; written through ReachabilityStore, as the next
    std::optional<DatabaseAnswer> database = {};
    QDateTime failedAt = {}; ///< UTC; invalid where there is no failure
    QList<FolderStanding> standings = {}; ///< up to the snapshot, by all that are remembered

    bool operator==(const ServerRecord &) const = default;
};

/// Where the workspace keeps servers. Thread-safe, blocking; implemented by the workspace's store.
class ServerStore
{
public:
    virtual ~ServerStore() = default;

    [[nodiscard]] virtual Result<QList<Server>> servers() const = 0; ///< in the page's order
    [[nodiscard]] virtual Result<QList<ServerRecord>>
    records() const = 0; ///< the same, in one reading of the workspace
    /// Writes one row. `before` is what the person saw: Conflict if the stored row differs from it.
    /// An empty name in `before` adds, an empty name in `after` removes (with snapshots).
    [[nodiscard]] virtual Result<void> replaceServer(const Server &before, const Server &after) = 0;
    /// All in one transaction, as an import does.
    [[nodiscard]] virtual Result<void> replaceServers(const QList<QPair<Server, Server>> &beforeAfter) = 0;

    [[nodiscard]] virtual Result<std::optional<ServerSnapshot>> latestSnapshot(const QString &server) const = 0;
    [[nodiscard]] virtual Result<void> saveSnapshot(const QString &server, const ServerSnapshot &snapshot) = 0;
    /// Why the latest attempt gave no snapshot; cleared by the next one that does.
    [[nodiscard]] virtual Result<std::optional<Error>> latestFailure(const QString &server) const = 0;
    [[nodiscard]] virtual Result<void> saveFailure(const QString &server, const Error &error,
                                                   const QDateTime &when) = 0;
};

} // namespace Nightkeep
