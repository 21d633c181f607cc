// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/serverrows.h"

#include "app/apptr.h"
#include "app/store/reachabilityrows.h"
#include "app/store/sqlerror.h"
#include "app/store/storedvalues.h"
#include "models/storage/decisionfield.h"

#include <QMap>

#include <algorithm>

namespace Nightkeep {

namespace {

struct PlacedServer
{
    qint64 place = 0;
    Server server;
};
using PlacedServers = QMap<QByteArray, PlacedServer>;

/// One change of a set, with what the rules need to know of it.
struct ServerChange
{
    Server before;
    Server after;
    QByteArray beforeKey; ///< empty: adds
    QByteArray afterKey; ///< empty: removes
};

QString serverWord()
{
    return AppTr::tr("server");
}

// As the workspace would give it back, so that comparing with a stored row is fair.
Server storableServer(Server server)
{
    const std::initializer_list<QString *> texts = {
        &server.name,           &server.note,   &server.os,      &server.service,         &server.web,
        &server.storageNode,    &server.policy, &server.archive, &server.connection.host, &server.connection.user,
        &server.connection.root};
    for (QString *text : texts)
        *text = storable(*text);
    for (const DecisionSubject subject : decisionSubjects()) {
        Agreement &agreement = agreementOf(server.decisions, subject);
        agreement.by = storable(agreement.by);
        agreement.note = storable(agreement.note);
    }
    return server;
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
            connectionKindWord(connection.kind),
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
    const std::optional<ServerConnection::Kind> kind = connectionKindFromWord(row.at(10).toString());
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
        const Result<QJsonObject> payload = parseJsonObject(row.at(1).toString().toUtf8());
        JsonFault fault;
        JsonReader reader(payload ? QJsonValue(*payload) : QJsonValue(),
                          AppTr::tr("decisions about %1").arg(server.name), fault);
        server.decisions = readServerDecisions(reader);
        if (fault.found())
            return fail(damagedError(tables.connection().location(), fault.error().message));
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
    return servers;
}

Unexpected conflict(const QString &name)
{
    return fail(
        ErrorKind::Conflict,
        AppTr::tr("The server %1 was changed or removed by somebody else meanwhile; nothing was written.").arg(name),
        AppTr::tr("Look at it as it is now and make the change again."));
}

Result<QList<ServerChange>> checkedChanges(const PlacedServers &servers,
                                           const QList<QPair<Server, Server>> &beforeAfter)
{
    QList<ServerChange> changes;
    QSet<QByteArray> seen;
    for (const QPair<Server, Server> &pair : beforeAfter) {
        ServerChange change {storableServer(pair.first), storableServer(pair.second), {}, {}};
        if (change.before.name.isEmpty() && change.after.name.isEmpty())
            return fail(ErrorKind::BadInput, AppTr::tr("A server has no name."), AppTr::tr("Give it a name."));
        if (!change.before.name.isEmpty()) {
            change.beforeKey = lookupKey(change.before.name);
            const auto stored = servers.constFind(change.beforeKey);
            if (stored == servers.constEnd() || stored->server != change.before)
                return conflict(change.before.name);
            if (seen.contains(change.beforeKey))
                return fail(ErrorKind::BadInput,
                            AppTr::tr("The server %1 is in the same set of changes twice.").arg(change.before.name));
            seen.insert(change.beforeKey);
        }
        if (!change.after.name.isEmpty()) {
            const Result<QByteArray> key = keyOf(change.after.name, serverWord());
            if (!key)
                return fail(key.error());
            change.afterKey = *key;
        }
        changes.append(change);
    }
    return changes;
}

/// Children first: they refer to the server.
QList<const StoredTable *> serverTables()
{
    return {&Schema::serverFolders(),   &Schema::serverSnapshots(), &Schema::serverFailures(),
            &Schema::serverDecisions(), &Schema::serverHistory(),   &Schema::serverObservations(),
            &Schema::servers()};
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
    return tables.put(Schema::serverDecisions(), {key, compactJson(decisionsJson(server.decisions))});
}

Result<QByteArray> presentKey(const SealedTables &tables, const QString &server)
{
    const QByteArray key = lookupKey(server);
    const Result<QList<StoredRow>> rows = tables.matching(Schema::servers(), {key});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorKind::NotFound,
                    AppTr::tr("The server %1 is not in the workspace; it may have been removed meanwhile.").arg(server),
                    AppTr::tr("Refresh the list of servers."));
    return key;
}

} // namespace

Result<QList<Server>> readServers(const SealedTables &tables)
{
    const Result<PlacedServers> servers = readPlacedServers(tables);
    if (!servers)
        return fail(servers.error());
    QList<PlacedServer> placed = servers->values();
    std::stable_sort(placed.begin(), placed.end(),
                     [](const PlacedServer &a, const PlacedServer &b) { return a.place < b.place; });
    QList<Server> result;
    for (const PlacedServer &server : placed)
        result.append(server.server);
    return result;
}

Result<void> replaceServerRows(SealedTables &tables, const QList<QPair<Server, Server>> &beforeAfter)
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

    // All that go leave before any comes, so that two servers can exchange their names.
    QHash<QByteArray, qint64> places;
    for (const ServerChange &change : *changes) {
        if (change.beforeKey.isEmpty())
            continue;
        places.insert(change.beforeKey, servers->take(change.beforeKey).place);
        if (change.beforeKey == change.afterKey)
            continue;
        if (const Result<void> done = removeServer(tables, change.beforeKey); !done)
            return done;
    }
    for (const ServerChange &change : *changes) {
        if (change.afterKey.isEmpty())
            continue;
        if (servers->contains(change.afterKey))
            return fail(ErrorKind::Conflict,
                        AppTr::tr("There is already a server named %1; nothing was written.").arg(change.after.name),
                        AppTr::tr("Choose another name, or edit the server that has it."));
        const qint64 place = change.beforeKey.isEmpty() ? ++lastPlace : places.value(change.beforeKey);
        if (const Result<void> done = writeServer(tables, change.afterKey, place, change.after); !done)
            return done;
        servers->insert(change.afterKey, {place, change.after});
    }
    return {};
}

Result<std::optional<ServerSnapshot>> readSnapshotRow(const SealedTables &tables, const QString &server)
{
    const Result<QList<StoredRow>> rows = tables.matching(Schema::serverSnapshots(), {lookupKey(server)});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::nullopt;
    const Result<QJsonObject> payload = parseJsonObject(rows->first().at(1).toString().toUtf8());
    JsonFault fault;
    JsonReader reader(payload ? QJsonValue(*payload) : QJsonValue(), AppTr::tr("snapshot of %1").arg(server), fault);
    ServerSnapshot snapshot = readServerSnapshot(reader);
    if (fault.found())
        return fail(damagedError(tables.connection().location(), fault.error().message));
    return snapshot;
}

Result<void> writeSnapshotRow(SealedTables &tables, const QString &server, const ServerSnapshot &snapshot)
{
    const Result<QByteArray> key = presentKey(tables, server);
    if (!key)
        return fail(key.error());
    if (const Result<void> done = tables.put(Schema::serverSnapshots(), {*key, compactJson(toJson(snapshot))}); !done)
        return done;
    return tables.remove(Schema::serverFailures(), {*key});
}

Result<std::optional<StoredFailure>> readFailureRow(const SealedTables &tables, const QString &server)
{
    const Result<QList<StoredRow>> rows = tables.matching(Schema::serverFailures(), {lookupKey(server)});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::nullopt;
    const StoredRow &row = rows->first();
    const std::optional<ErrorKind> kind = errorKindFromName(row.at(2).toString());
    if (!kind)
        return fail(
            damagedError(tables.connection().location(),
                         AppTr::tr("The failure of %1 is of an unknown kind: %2.").arg(server, row.at(2).toString())));
    return StoredFailure {{*kind, row.at(3).toString(), row.at(4).toString(), row.at(5).toString()},
                          momentFromText(row.at(1).toString())};
}

Result<void> writeFailureRow(SealedTables &tables, const QString &server, const StoredFailure &failure)
{
    const Result<QByteArray> key = presentKey(tables, server);
    if (!key)
        return fail(key.error());
    const Error &error = failure.error;
    return tables.put(
        Schema::serverFailures(),
        {*key, momentText(failure.when), errorKindName(error.kind), error.message, error.advice, error.detail});
}

Result<std::optional<QJsonObject>> readObservationRow(const SealedTables &tables, const QString &server,
                                                      const QByteArray &kind)
{
    const Result<QList<StoredRow>> rows = tables.matching(Schema::serverObservations(), {lookupKey(server), kind});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::nullopt;
    const Result<QJsonObject> payload = parseJsonObject(rows->first().at(2).toString().toUtf8());
    if (!payload)
        return fail(damagedError(tables.connection().location(), payload.error().message));
    return *payload;
}

Result<void> writeObservationRow(SealedTables &tables, const QString &server, const QByteArray &kind,
                                 const QJsonObject &payload)
{
    const Result<QByteArray> key = presentKey(tables, server);
    if (!key)
        return fail(key.error());
    return tables.put(Schema::serverObservations(), {*key, kind, compactJson(payload)});
}

Result<QList<ServerRecord>> readServerRecords(const SealedTables &tables)
{
    const Result<QList<Server>> servers = readServers(tables);
    if (!servers)
        return fail(servers.error());
    QList<ServerRecord> records;
    for (const Server &server : *servers) {
        const Result<std::optional<ServerSnapshot>> snapshot = readSnapshotRow(tables, server.name);
        if (!snapshot)
            return fail(snapshot.error());
        const Result<std::optional<StoredFailure>> failure = readFailureRow(tables, server.name);
        if (!failure)
            return fail(failure.error());
        ServerRecord record {server, *snapshot, {}};
        if (*failure)
            record.failure = (*failure)->error;
        const Result<std::optional<WebAnswer>> web = readWebRow(tables, server.name);
        if (!web)
            return fail(web.error());
        record.web = *web;
        const Result<std::optional<DatabaseAnswer>> database = readDatabaseRow(tables, server.name);
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
