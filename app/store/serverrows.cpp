// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/serverrows.h"

#include "app/apptr.h"
#include "app/store/payload.h"

#include <QMap>

#include <algorithm>

namespace Nightkeep {

namespace {

struct PlacedServer
{
    qint64 place = 0;
    Server server;
    QString removedAt; ///< empty: it is there
};
using PlacedServers = QMap<QByteArray, PlacedServer>; ///< by identity

/// One change of a set, with what the rules need to know of it.
struct ServerChange
{
    Server before;
    Server after;
    QByteArray key; ///< identity; empty: adds
};

QString serverWord()
{
    return AppTr::tr("server");
}

StoredRow serverRow(const QByteArray &key, qint64 place, const Server &server)
{
    const ServerConnection &connection = server.connection;
    return {key,
            place,
            server.name,
            server.note,
            server.os,
            server.service,
            server.web,
            server.storageNode,
            server.policy,
            server.archive,
            nameOf(connection.kind),
            connection.host,
            connection.user,
            qint64(connection.port),
            connection.root};
}

Result<PlacedServer> serverFromRow(const StoredRow &row, const StoreLocation &location)
{
    PlacedServer placed;
    placed.place = row.at(1).toLongLong();
    Server &server = placed.server;
    server.name = row.at(2).toString();
    server.note = row.at(3).toString();
    server.os = row.at(4).toString();
    server.service = row.at(5).toString();
    server.web = row.at(6).toString();
    server.storageNode = row.at(7).toString();
    server.policy = row.at(8).toString();
    server.archive = row.at(9).toString();
    const std::optional<ServerConnection::Kind> kind = fromName<ServerConnection::Kind>(row.at(10).toString());
    if (!kind)
        return fail(damagedError(
            location,
            AppTr::tr("The server %1 is reached in an unknown way: %2.").arg(server.name, row.at(10).toString())));
    server.connection.kind = *kind;
    server.connection.host = row.at(11).toString();
    server.connection.user = row.at(12).toString();
    server.connection.port = row.at(13).toInt();
    server.connection.root = row.at(14).toString();
    return placed;
}

/// Puts each server's decisions to it; a server without a row has none.
Result<void> readDecisions(const SealedTables &tables, PlacedServers &servers)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::serverDecisions());
    if (!rows)
        return fail(rows.error());
    for (const StoredRow &row : *rows) {
        Server &server = servers[row.at(0).toByteArray()].server;
        const Result<ServerDecisions> decisions =
            fromPayload<ServerDecisions>(tables, row.at(1), AppTr::tr("decisions about %1").arg(server.name));
        if (!decisions)
            return fail(decisions.error());
        server.decisions = *decisions;
    }
    return {};
}

Result<PlacedServers> readPlacedServers(const SealedTables &tables)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::servers());
    if (!rows)
        return fail(rows.error());
    PlacedServers servers;
    for (const StoredRow &row : *rows) {
        Result<PlacedServer> placed = serverFromRow(row, tables.connection().location());
        if (!placed)
            return fail(placed.error());
        servers.insert(row.first().toByteArray(), *placed);
    }
    const Result<QList<StoredRow>> folders = tables.all(Schema::serverFolders());
    if (!folders)
        return fail(folders.error());
    for (const StoredRow &row : *folders) { // in the order of the key: server, list, place
        Server &server = servers[row.at(0).toByteArray()].server;
        (row.at(1).toLongLong() != 0 ? server.wanted : server.current).append(row.at(3).toByteArray());
    }
    if (const Result<void> decided = readDecisions(tables, servers); !decided)
        return fail(decided.error());
    const Result<QList<StoredRow>> removed = tables.all(Schema::removedServers());
    if (!removed)
        return fail(removed.error());
    for (const StoredRow &row : *removed)
        servers[row.at(0).toByteArray()].removedAt = row.at(1).toString();
    return servers;
}

QByteArray keyNamed(const PlacedServers &servers, const QString &name)
{
    const QByteArray folded = lookupKey(name);
    for (auto placed = servers.cbegin(); placed != servers.cend(); ++placed) {
        if (placed->removedAt.isEmpty() && lookupKey(placed->server.name) == folded)
            return placed.key();
    }
    return {};
}

Unexpected conflict(const QString &name)
{
    return fail(
        ErrorKind::Conflict,
        AppTr::tr("The server %1 was changed or removed by somebody else meanwhile; nothing was written.").arg(name),
        AppTr::tr("Look at it as it is now and make the change again."));
}

Unexpected nameTaken(const QString &name)
{
    return fail(ErrorKind::Conflict, AppTr::tr("There is already a server named %1; nothing was written.").arg(name),
                AppTr::tr("Choose another name, or edit the server that has it."));
}

Result<QList<ServerChange>> checkedChanges(const PlacedServers &servers,
                                           const QList<QPair<Server, Server>> &beforeAfter)
{
    QList<ServerChange> changes;
    QSet<QByteArray> names; // that will be taken
    for (const PlacedServer &placed : servers) {
        if (placed.removedAt.isEmpty())
            names.insert(lookupKey(placed.server.name));
    }
    QSet<QByteArray> seen;
    for (const auto &[before, after] : beforeAfter) {
        if (before.name.isEmpty() && after.name.isEmpty())
            return fail(ErrorKind::BadInput, AppTr::tr("A server has no name."), AppTr::tr("Give it a name."));
        ServerChange change {before, after, {}};
        if (!before.name.isEmpty()) {
            change.key = keyNamed(servers, before.name);
            if (change.key.isEmpty() || !storedAlike(servers.value(change.key).server, before))
                return conflict(before.name);
            if (seen.contains(change.key))
                return fail(ErrorKind::BadInput,
                            AppTr::tr("The server %1 is in the same set of changes twice.").arg(before.name));
            seen.insert(change.key);
            names.remove(lookupKey(before.name));
        }
        changes.append(change);
    }
    // All names that are given up are free before any is taken, so that two servers can exchange theirs.
    for (const ServerChange &change : std::as_const(changes)) {
        if (change.after.name.isEmpty())
            continue;
        const Result<QByteArray> name = keyOf(change.after.name, serverWord());
        if (!name)
            return fail(name.error());
        if (names.contains(*name))
            return nameTaken(change.after.name);
        names.insert(*name);
    }
    return changes;
}

/// Children first: they refer to the server.
QList<const StoredTable *> serverTables()
{
    return {&Schema::removedServers(),     &Schema::serverFolders(),   &Schema::serverSnapshots(),
            &Schema::serverFailures(),     &Schema::serverDecisions(), &Schema::serverHistory(),
            &Schema::serverObservations(), &Schema::servers()};
}

Result<void> removeServer(SealedTables &tables, const QByteArray &key)
{
    for (const StoredTable *table : serverTables()) {
        if (const Result<void> done = tables.remove(*table, {key}); !done)
            return done;
    }
    return {};
}

Result<void> writeServer(SealedTables &tables, const QByteArray &key, qint64 place, const Server &server)
{
    if (const Result<void> done = tables.put(Schema::servers(), serverRow(key, place, server)); !done)
        return done;
    if (const Result<void> done = tables.remove(Schema::serverFolders(), {key}); !done)
        return done;
    for (const bool wanted : {false, true}) {
        const QList<BytePath> &folders = wanted ? server.wanted : server.current;
        for (qsizetype i = 0; i < folders.size(); ++i) {
            const Result<void> done =
                tables.insert(Schema::serverFolders(), {key, qint64(wanted), qint64(i), folders.at(i)});
            if (!done)
                return done;
        }
    }
    if (server.decisions.isEmpty())
        return tables.remove(Schema::serverDecisions(), {key});
    return tables.put(Schema::serverDecisions(), {key, toPayload(server.decisions)});
}

/// An identity that no server has or had.
QByteArray newKey(const PlacedServers &servers, const QString &name)
{
    constexpr qsizetype longestStem = 1000; // leaves room for the number
    const QByteArray folded = lookupKey(name);
    QByteArray key = folded;
    for (int number = 2; servers.contains(key); ++number)
        key = folded.left(longestStem) + '\n' + QByteArray::number(number);
    return key;
}

Result<void> setRemoved(SealedTables &tables, const PlacedServers &servers, const QByteArray &key, const QDateTime &now)
{
    const QString longAgo = momentText(now.addDays(-RemovedServerDays));
    for (auto placed = servers.cbegin(); placed != servers.cend(); ++placed) {
        if (placed->removedAt.isEmpty() || placed->removedAt >= longAgo)
            continue;
        if (const Result<void> done = removeServer(tables, placed.key()); !done)
            return done;
    }
    return tables.put(Schema::removedServers(), {key, momentText(now)});
}

/// Gives an added server its identity, that of a removed one where it is the same again.
Result<QByteArray> addServer(SealedTables &tables, PlacedServers &servers, const Server &server)
{
    for (auto placed = servers.begin(); placed != servers.end(); ++placed) {
        if (placed->removedAt.isEmpty() || !storedAlike(placed->server, server))
            continue;
        placed->removedAt.clear();
        return tables.remove(Schema::removedServers(), {placed.key()}).map([&placed] { return placed.key(); });
    }
    return newKey(servers, server.name);
}

/// The answers of a database pair name both servers.
Result<void> renameInAnswers(SealedTables &tables, const QHash<QByteArray, QString> &newNames)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::serverObservations());
    if (!rows)
        return fail(rows.error());
    for (const StoredRow &row : *rows) {
        if (row.at(1).toByteArray() != ObservationKind<DatabaseAnswer>)
            continue;
        const auto answer = fromPayload<DatabaseAnswer>(tables, row.at(2), QStringLiteral("database"));
        if (!answer)
            return fail(answer.error());
        DatabaseAnswer renamed = *answer;
        renamed.server = newNames.value(lookupKey(answer->server), answer->server);
        renamed.partner = newNames.value(lookupKey(answer->partner), answer->partner);
        if (renamed == *answer)
            continue;
        if (const Result<void> done = writeObservation(tables, row.first().toByteArray(), renamed); !done)
            return done;
    }
    return {};
}

} // namespace

Result<QList<KeyedServer>> readKeyedServers(const SealedTables &tables)
{
    const Result<PlacedServers> servers = readPlacedServers(tables);
    if (!servers)
        return fail(servers.error());
    QMultiMap<qint64, KeyedServer> placed;
    for (auto server = servers->cend(); server != servers->cbegin();) { // the last inserted comes first
        --server;
        if (server->removedAt.isEmpty())
            placed.insert(server->place, {server.key(), server->server});
    }
    return placed.values();
}

Result<QList<Server>> readServers(const SealedTables &tables)
{
    return readKeyedServers(tables).map([](const QList<KeyedServer> &keyed) {
        QList<Server> servers;
        for (const KeyedServer &one : keyed)
            servers.append(one.server);
        return servers;
    });
}

Result<QByteArray> presentKey(const SealedTables &tables, const QString &server)
{
    const Result<QList<QVariantList>> names =
        tables.connection().select(QStringLiteral("SELECT name_key, name FROM nk_servers"
                                                  " WHERE name_key NOT IN (SELECT name_key FROM nk_removed_servers)"));
    if (!names)
        return fail(names.error());
    for (const QVariantList &row : *names) {
        if (lookupKey(textOf(row.at(1))) == lookupKey(server))
            return row.first().toByteArray();
    }
    return fail(ErrorKind::NotFound,
                AppTr::tr("The server %1 is not in the workspace; it may have been removed meanwhile.").arg(server),
                AppTr::tr("Refresh the list of servers."));
}

Result<void> replaceServerRows(SealedTables &tables, const QList<QPair<Server, Server>> &beforeAfter,
                               const QDateTime &now)
{
    Result<PlacedServers> servers = readPlacedServers(tables);
    if (!servers)
        return fail(servers.error());
    const Result<QList<ServerChange>> changes = checkedChanges(*servers, beforeAfter);
    if (!changes)
        return fail(changes.error());

    qint64 lastPlace = -1;
    for (const PlacedServer &placed : std::as_const(*servers))
        lastPlace = std::max(lastPlace, placed.place);
    QHash<QByteArray, QString> newNames;
    for (const ServerChange &change : *changes) {
        if (change.after.name.isEmpty()) {
            if (const Result<void> done = setRemoved(tables, *servers, change.key, now); !done)
                return done;
            continue;
        }
        const bool adds = change.key.isEmpty();
        const Result<QByteArray> key = adds ? addServer(tables, *servers, change.after) : change.key;
        if (!key)
            return fail(key.error());
        const qint64 place = adds ? ++lastPlace : servers->value(*key).place;
        if (const Result<void> done = writeServer(tables, *key, place, change.after); !done)
            return done;
        servers->insert(*key, {place, change.after, {}});
        if (!adds && change.before.name != change.after.name)
            newNames.insert(lookupKey(change.before.name), change.after.name);
    }
    return newNames.isEmpty() ? Result<void>() : renameInAnswers(tables, newNames);
}

Result<std::optional<ServerSnapshot>> readSnapshotRow(const SealedTables &tables, const QByteArray &key)
{
    const Result<QList<StoredRow>> rows = tables.matching(Schema::serverSnapshots(), {key});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::nullopt;
    return fromPayload<ServerSnapshot>(tables, rows->first().at(1),
                                       AppTr::tr("snapshot of %1").arg(QString::fromUtf8(key)))
        .map([](const ServerSnapshot &snapshot) { return std::optional(snapshot); });
}

Result<void> writeSnapshotRow(SealedTables &tables, const QByteArray &key, const ServerSnapshot &snapshot)
{
    if (const Result<void> done = tables.put(Schema::serverSnapshots(), {key, toPayload(snapshot)}); !done)
        return done;
    return tables.remove(Schema::serverFailures(), {key});
}

Result<std::optional<StoredFailure>> readFailureRow(const SealedTables &tables, const QByteArray &key)
{
    const Result<QList<StoredRow>> rows = tables.matching(Schema::serverFailures(), {key});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::nullopt;
    const StoredRow &row = rows->first();
    const std::optional<ErrorKind> kind = fromName<ErrorKind>(row.at(2).toString());
    if (!kind)
        return fail(damagedError(tables.connection().location(),
                                 AppTr::tr("The failure of %1 is of an unknown kind: %2.")
                                     .arg(QString::fromUtf8(key), row.at(2).toString())));
    return StoredFailure {{*kind, row.at(3).toString(), row.at(4).toString(), row.at(5).toString()},
                          momentFromText(row.at(1).toString())};
}

Result<void> writeFailureRow(SealedTables &tables, const QByteArray &key, const StoredFailure &failure)
{
    const Error &error = failure.error;
    return tables.put(Schema::serverFailures(),
                      {key, momentText(failure.when), nameOf(error.kind), error.message, error.advice, error.detail});
}

Result<std::optional<QVariant>> readObservationPayload(const SealedTables &tables, const QByteArray &key,
                                                       const QByteArray &kind)
{
    const Result<QList<StoredRow>> rows = tables.matching(Schema::serverObservations(), {key, kind});
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? std::optional<QVariant>() : std::optional(rows->first().at(2));
}

Result<QList<BackupPreview>> readPreviews(const SealedTables &tables, const QByteArray &key)
{
    return readObservation<StoredPreviews>(tables, key).map([](const std::optional<StoredPreviews> &stored) {
        return stored ? stored->previews : QList<BackupPreview>();
    });
}

Result<QList<ServerRecord>> readServerRecords(const SealedTables &tables)
{
    const Result<QList<KeyedServer>> servers = readKeyedServers(tables);
    if (!servers)
        return fail(servers.error());
    QList<ServerRecord> records;
    for (const auto &[key, server] : *servers) {
        const Result<std::optional<ServerSnapshot>> snapshot = readSnapshotRow(tables, key);
        if (!snapshot)
            return fail(snapshot.error());
        const Result<std::optional<StoredFailure>> failure = readFailureRow(tables, key);
        if (!failure)
            return fail(failure.error());
        ServerRecord record {server, *snapshot, {}};
        if (*failure)
            record.failure = (*failure)->error;
        const Result<std::optional<WebAnswer>> web = readObservation<WebAnswer>(tables, key);
        if (!web)
            return fail(web.error());
        record.web = *web;
        const Result<std::optional<DatabaseAnswer>> database = readObservation<DatabaseAnswer>(tables, key);
        if (!database)
            return fail(database.error());
        record.database = *database;
        records.append(record);
    }
    return records;
}

Result<void> clearServers(SealedTables &tables)
{
    for (const StoredTable *table : serverTables()) {
        if (const Result<void> done = tables.clear(*table); !done)
            return done;
    }
    return {};
}

} // namespace Nightkeep
