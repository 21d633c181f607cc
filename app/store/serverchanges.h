// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/collections.h"
#include "models/coverage/inspectionstore.h"
#include "models/coverage/serverstore.h"

namespace Nightkeep {

/// A server as the workspace keeps it. Its key is its identity, under which all that belongs to it is kept: the name
/// with which it was first added, case folded. It stays when the server is renamed.
struct StoredServer
{
    qint64 place = 0; ///< in the page's order
    QDateTime removedAt; ///< invalid: it is there
    Server server;

    static constexpr auto fields()
    {
        return std::tuple {Field {"place", &StoredServer::place}, Field {"removedAt", &StoredServer::removedAt},
                           Field {"server", &StoredServer::server}};
    }
};

/// A failed attempt.
struct StoredFailure
{
    Error error;
    QDateTime when; ///< UTC

    static constexpr auto fields()
    {
        return std::tuple {Field {"", &StoredFailure::error}.inlined(), Field {"when", &StoredFailure::when}};
    }
    bool operator==(const StoredFailure &) const = default;
};

/// What the storage manager's client said it would back up, folder by folder.
struct StoredPreviews
{
    QList<BackupPreview> previews;

    static constexpr auto fields() { return std::tuple {Field {"previews", &StoredPreviews::previews}}; }
};

/// Since when folders are not backed up: derived from what is remembered of the server, so that no page reads that.
struct StoredStandings
{
    QList<FolderStanding> folders;

    static constexpr auto fields() { return std::tuple {Field {"folders", &StoredStandings::folders}}; }
};

template<> inline constexpr const char *CollectionOf<StoredServer> = "server";
template<> inline constexpr const char *CollectionOf<ServerSnapshot> = "snapshot";
template<> inline constexpr const char *CollectionOf<StoredFailure> = "failure";
template<> inline constexpr const char *CollectionOf<ChangeRates> = "change-rate";
template<> inline constexpr const char *CollectionOf<StoredPreviews> = "preview";
template<> inline constexpr const char *CollectionOf<StoredStandings> = "standing";
template<> inline constexpr const char *CollectionOf<WebAnswer> = "web";
template<> inline constexpr const char *CollectionOf<DatabaseAnswer> = "database";

struct KeyedServer
{
    QByteArray key;
    Server server;
};

[[nodiscard]] QList<KeyedServer> presentServers(Collections &values); ///< in the page's order
[[nodiscard]] QList<ServerRecord> serverRecords(Collections &values);
/// The identity of the server with this name; empty if there is none.
[[nodiscard]] QByteArray presentKey(Collections &values, const QString &name);
/// The same for writing what belongs to it: NotFound if it has left the workspace meanwhile.
[[nodiscard]] QByteArray neededKey(Collections &values, const QString &name);

/// How long what belongs to a removed server is kept, for whoever takes the removal back.
constexpr int RemovedServerDays = 30;
/// See ServerStore::replaceServers. What belongs to a server goes with it when it is renamed, and comes back with
/// it when a removed one is added again exactly as it was.
void replaceStoredServers(Collections &values, const QList<QPair<Server, Server>> &beforeAfter, const QDateTime &now);

} // namespace Nightkeep
