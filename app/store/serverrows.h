// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/apptr.h"
#include "app/store/payload.h"
#include "models/coverage/inspectionstore.h"
#include "models/servers/serverstore.h"

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

[[nodiscard]] Result<QList<Server>> readServers(const SealedTables &tables);
/// See ServerStore::replaceServers. Renaming drops the snapshot: it was taken of what had the old name.
[[nodiscard]] Result<void> replaceServerRows(SealedTables &tables, const QList<QPair<Server, Server>> &beforeAfter);

[[nodiscard]] Result<std::optional<ServerSnapshot>> readSnapshotRow(const SealedTables &tables, const QString &server);
/// NotFound if the server has left the workspace meanwhile.
[[nodiscard]] Result<void> writeSnapshotRow(SealedTables &tables, const QString &server,
                                            const ServerSnapshot &snapshot);
[[nodiscard]] Result<std::optional<StoredFailure>> readFailureRow(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<void> writeFailureRow(SealedTables &tables, const QString &server, const StoredFailure &failure);
[[nodiscard]] Result<std::optional<QVariant>> readObservationPayload(const SealedTables &tables, const QString &server,
                                                                     const QByteArray &kind);
/// NotFound if the server has left the workspace meanwhile.
[[nodiscard]] Result<void> writeObservationPayload(SealedTables &tables, const QString &server, const QByteArray &kind,
                                                   const QString &payload);

template<Described T>
[[nodiscard]] Result<std::optional<T>> readObservation(const SealedTables &tables, const QString &server)
{
    const Result<std::optional<QVariant>> payload = readObservationPayload(tables, server, ObservationKind<T>);
    if (!payload)
        return fail(payload.error());
    if (!*payload)
        return std::nullopt;
    return fromPayload<T>(tables, **payload, AppTr::tr("answer of %1").arg(server)).map([](const T &answer) {
        return std::optional(answer);
    });
}

template<Described T>
[[nodiscard]] Result<void> writeObservation(SealedTables &tables, const QString &server, const T &answer)
{
    return writeObservationPayload(tables, server, ObservationKind<T>, toPayload(answer));
}

[[nodiscard]] Result<QList<BackupPreview>> readPreviews(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<QList<ServerRecord>> readServerRecords(const SealedTables &tables);
[[nodiscard]] Result<void> clearServers(SealedTables &tables);

} // namespace Nightkeep
