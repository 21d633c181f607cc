// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/serverchanges.h"

#include "app/apptr.h"
#include "app/store/serverhistory.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

using StoredServers = QMap<QByteArray, StoredServer>; ///< by identity

/// One change of a set, with what the rules need to know of it.
struct ServerChange
{
    Server before;
    Server after;
    QByteArray key; ///< identity; empty: adds
};

bool isThere(const StoredServer &stored)
{
    return !stored.removedAt.isValid();
}

QByteArray keyNamed(const StoredServers &servers, const QString &name)
{
    const QByteArray folded = lookupKey(name);
    for (auto stored = servers.cbegin(); stored != servers.cend(); ++stored) {
        if (isThere(*stored) && lookupKey(stored->server.name) == folded)
            return stored.key();
    }
    return {};
}

void refuseChanged(Collections &values, const QString &name)
{
    values.refuse(
        ErrorKind::Conflict,
        AppTr::tr("The server %1 was changed or removed by somebody else meanwhile; nothing was written.").arg(name),
        AppTr::tr("Look at it as it is now and make the change again."));
}

void refuseTaken(Collections &values, const QString &name)
{
    values.refuse(ErrorKind::Conflict, AppTr::tr("There is already a server named %1; nothing was written.").arg(name),
                  AppTr::tr("Choose another name, or edit the server that has it."));
}

QList<ServerChange> checkedChanges(Collections &values, const StoredServers &servers,
                                   const QList<QPair<Server, Server>> &beforeAfter)
{
    QList<ServerChange> changes;
    QSet<QByteArray> names; // that will be taken
    for (const StoredServer &stored : servers) {
        if (isThere(stored))
            names.insert(lookupKey(stored.server.name));
    }
    QSet<QByteArray> seen;
    for (const auto &[before, after] : beforeAfter) {
        if (before.name.isEmpty() && after.name.isEmpty())
            values.refuse(ErrorKind::BadInput, AppTr::tr("A server has no name."), AppTr::tr("Give it a name."));
        ServerChange change {before, after, {}};
        if (!before.name.isEmpty()) {
            change.key = keyNamed(servers, before.name);
            if (change.key.isEmpty() || !storedAlike(servers.value(change.key).server, before))
                refuseChanged(values, before.name);
            if (seen.contains(change.key))
                values.refuse(ErrorKind::BadInput,
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
        const QByteArray name = values.take(keyOf(change.after.name, AppTr::tr("server")));
        if (names.contains(name))
            refuseTaken(values, change.after.name);
        names.insert(name);
    }
    return changes;
}

/// An identity that no server has or had.
QByteArray newKey(const StoredServers &servers, const QString &name)
{
    constexpr qsizetype longestStem = 1000; // leaves room for the number
    const QByteArray folded = lookupKey(name);
    QByteArray key = folded;
    for (int number = 2; servers.contains(key); ++number)
        key = folded.left(longestStem) + '\n' + QByteArray::number(number);
    return key;
}

/// The identity of an added server: that of a removed one where it is the same again.
QByteArray addedKey(const StoredServers &servers, const Server &server)
{
    for (auto stored = servers.cbegin(); stored != servers.cend(); ++stored) {
        if (!isThere(*stored) && storedAlike(stored->server, server))
            return stored.key();
    }
    return newKey(servers, server.name);
}

void clearRemovedLongAgo(Collections &values, const StoredServers &servers, const QDateTime &now)
{
    for (auto stored = servers.cbegin(); stored != servers.cend(); ++stored) {
        if (isThere(*stored) || stored->removedAt >= now.addDays(-RemovedServerDays))
            continue;
        for (const char *kind :
             {CollectionOf<StoredServer>, CollectionOf<ServerSnapshot>, CollectionOf<StoredFailure>,
              CollectionOf<ChangeRates>, CollectionOf<StoredPreviews>, CollectionOf<WebAnswer>,
              CollectionOf<DatabaseAnswer>, CollectionOf<StoredStandings>, HistoryCollection, DisksCollection})
            values.removeRows(kind, {stored.key()});
    }
}

/// Of a server that stays, or comes back.
bool isEditOfFolders(const ServerChange &change)
{
    return !change.after.name.isEmpty()
        && (change.after.wanted != change.before.wanted || change.after.current != change.before.current);
}

/// The answers of a database pair name both servers.
void renameInAnswers(Collections &values, const QHash<QByteArray, QString> &newNames)
{
    if (newNames.isEmpty())
        return;
    const QMap<QByteArray, DatabaseAnswer> answers = values.all<DatabaseAnswer>();
    for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer) {
        DatabaseAnswer renamed = *answer;
        renamed.server = newNames.value(lookupKey(answer->server), answer->server);
        renamed.partner = newNames.value(lookupKey(answer->partner), answer->partner);
        if (renamed != *answer)
            values.put(answer.key(), renamed);
    }
}

} // namespace

QList<KeyedServer> presentServers(Collections &values)
{
    const StoredServers servers = values.all<StoredServer>();
    QMultiMap<qint64, KeyedServer> placed;
    for (auto stored = servers.cend(); stored != servers.cbegin();) { // the last inserted comes first
        --stored;
        if (isThere(*stored))
            placed.insert(stored->place, {stored.key(), stored->server});
    }
    return placed.values();
}

QList<ServerRecord> serverRecords(Collections &values)
{
    const QList<KeyedServer> servers = presentServers(values);
    const auto snapshots = values.all<ServerSnapshot>();
    const auto failures = values.all<StoredFailure>();
    const auto webs = values.all<WebAnswer>();
    const auto databases = values.all<DatabaseAnswer>();
    const auto standings = values.all<StoredStandings>();
    QList<ServerRecord> records;
    for (const auto &[key, server] : servers) {
        ServerRecord record {server, known(snapshots, key),       {}, known(webs, key), known(databases, key),
                             {},     standings.value(key).folders};
        if (const std::optional<StoredFailure> failure = known(failures, key)) {
            record.failure = failure->error;
            record.failedAt = failure->when;
        }
        records.append(record);
    }
    return records;
}

QByteArray presentKey(Collections &values, const QString &name)
{
    const QByteArray folded = lookupKey(name);
    // Most servers have the name that they were added with.
    const std::optional<StoredServer> same = values.find<StoredServer>(folded);
    if (same && isThere(*same) && lookupKey(same->server.name) == folded)
        return folded;
    return keyNamed(values.all<StoredServer>(), name);
}

QByteArray neededKey(Collections &values, const QString &name)
{
    const QByteArray key = presentKey(values, name);
    if (key.isEmpty())
        values.refuse(ErrorKind::NotFound,
                      AppTr::tr("The server %1 is not in the workspace; it may have been removed meanwhile.").arg(name),
                      AppTr::tr("Refresh the list of servers."));
    return key;
}

void replaceStoredServers(Collections &values, const QList<QPair<Server, Server>> &beforeAfter, const QDateTime &now)
{
    StoredServers servers = values.all<StoredServer>();
    const QList<ServerChange> changes = checkedChanges(values, servers, beforeAfter);
    qint64 lastPlace = -1;
    for (const StoredServer &stored : std::as_const(servers))
        lastPlace = std::max(lastPlace, stored.place);
    QHash<QByteArray, QString> newNames;
    for (const ServerChange &change : changes) {
        const bool adds = change.key.isEmpty();
        const QByteArray key = adds ? addedKey(servers, change.after) : change.key;
        StoredServer stored = servers.value(key);
        if (change.after.name.isEmpty()) {
            clearRemovedLongAgo(values, servers, now);
            stored.removedAt = now;
        } else {
            stored = {adds ? ++lastPlace : stored.place, {}, change.after};
            if (!adds && change.before.name != change.after.name)
                newNames.insert(lookupKey(change.before.name), change.after.name);
        }
        values.put(key, stored);
        servers.insert(key, stored);
        const std::optional<ServerSnapshot> latest =
            isEditOfFolders(change) ? values.find<ServerSnapshot>(key) : std::nullopt;
        if (latest)
            deriveStandings(values, key, *latest);
    }
    renameInAnswers(values, newNames);
}

} // namespace Nightkeep
