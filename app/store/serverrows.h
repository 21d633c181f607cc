// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/apptr.h"
#include "app/store/payload.h"
#include "models/coverage/inspectionstore.h"
#include "models/coverage/serverstore.h"

namespace Nightkeep {

/// A failed attempt as the workspace keeps it.
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

/// What the latest answer to each question that is only asked on demand is called.
template<typename T> inline constexpr const char *ObservationKind = nullptr;
template<> inline constexpr const char *ObservationKind<ChangeRates> = "change-rate";
template<> inline constexpr const char *ObservationKind<StoredPreviews> = "preview";
template<> inline constexpr const char *ObservationKind<WebAnswer> = "web";
template<> inline constexpr const char *ObservationKind<DatabaseAnswer> = "database";

// Servers with what belongs to them, as rows. Writing happens inside the caller's transaction.

/// A server of the workspace with its identity: the key under which all that belongs to it is kept. It is the name
/// with which the server was first added, case folded, and stays when the server is renamed.
struct KeyedServer
{
    QByteArray key;
    Server server;
};

[[nodiscard]] Result<QList<KeyedServer>> readKeyedServers(const SealedTables &tables); ///< in the page's order
[[nodiscard]] Result<QList<Server>> readServers(const SealedTables &tables);
/// The identity of the server with this name; NotFound if it has left the workspace meanwhile.
[[nodiscard]] Result<QByteArray> presentKey(const SealedTables &tables, const QString &server);

/// How long what belongs to a removed server is kept, for whoever takes the removal back.
constexpr int RemovedServerDays = 30;
/// See ServerStore::replaceServers. What belongs to a server goes with it when it is renamed, and comes back with
/// it when a removed one is added again exactly as it was.
[[nodiscard]] Result<void> replaceServerRows(SealedTables &tables, const QList<QPair<Server, Server>> &beforeAfter,
                                             const QDateTime &now);

// By the server's identity.
[[nodiscard]] Result<std::optional<ServerSnapshot>> readSnapshotRow(const SealedTables &tables, const QByteArray &key);
[[nodiscard]] Result<void> writeSnapshotRow(SealedTables &tables, const QByteArray &key,
                                            const ServerSnapshot &snapshot);
[[nodiscard]] Result<std::optional<StoredFailure>> readFailureRow(const SealedTables &tables, const QByteArray &key);
[[nodiscard]] Result<void> writeFailureRow(SealedTables &tables, const QByteArray &key, const StoredFailure &failure);
[[nodiscard]] Result<std::optional<QVariant>> readObservationPayload(const SealedTables &tables, const QByteArray &key,
                                                                     const QByteArray &kind);

template<Described T>
[[nodiscard]] Result<std::optional<T>> readObservation(const SealedTables &tables, const QByteArray &key)
{
    const Result<std::optional<QVariant>> payload = readObservationPayload(tables, key, ObservationKind<T>);
    if (!payload)
        return fail(payload.error());
    if (!*payload)
        return std::nullopt;
    return fromPayload<T>(tables, **payload, AppTr::tr("answer of %1").arg(QString::fromUtf8(key)))
        .map([](const T &answer) { return std::optional(answer); });
}

template<Described T>
[[nodiscard]] Result<void> writeObservation(SealedTables &tables, const QByteArray &key, const T &answer)
{
    return tables.put(Schema::serverObservations(), {key, QByteArray(ObservationKind<T>), toPayload(answer)});
}

[[nodiscard]] Result<QList<BackupPreview>> readPreviews(const SealedTables &tables, const QByteArray &key);
[[nodiscard]] Result<QList<ServerRecord>> readServerRecords(const SealedTables &tables);
[[nodiscard]] Result<void> clearServers(SealedTables &tables);

} // namespace Nightkeep
