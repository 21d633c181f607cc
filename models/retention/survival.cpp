// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionview.h"

#include "models/base/tr.h"
#include "models/reachability/databasepair.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString survivalAdministrators()
{
    return Tr::tr("the storage manager's administrators");
}

QLatin1String survivalSeparator()
{
    return QLatin1String("; ");
}

QString survivalRoot(const Server &server)
{
    return Tr::tr("root on %1").arg(visibleText(shortName(server.name)));
}

/// Root of a server can change whatever lies on it.
CopyPlaceFacts survivalOnServer(const QString &what, const Server &server, const BytePath &folder)
{
    const QString name = visibleText(shortName(server.name));
    CopyPlaceFacts place;
    place.what = what;
    place.home =
        folder.isEmpty() ? name : Tr::tr("%1, %2", "a server, one of its folders").arg(name, displayPath(folder));
    place.building = visibleText(server.building.simplified()); // one building, however it was typed
    place.medium = visibleText(server.medium.simplified());
    place.account = survivalRoot(server);
    place.changeable = true;
    return place;
}

/// Whether the node may delete its backups (BACKDEL) is the storage manager's to say, and root can push versions out by
/// new ones: nobody knows what would be left. Nor of what nobody has seen there.
CopyPlaceFacts survivalInStorage(const QString &what, const Server &server, bool isSeen)
{
    const QString node = server.storageNode.isEmpty() ? shortName(server.name) : server.storageNode;
    CopyPlaceFacts place;
    place.what = what;
    place.home = Tr::tr("storage manager, node %1").arg(visibleText(node));
    if (isSeen)
        place.account = survivalAdministrators() + survivalSeparator() + survivalRoot(server);
    else
        place.home = Tr::tr("%1: nobody has seen whether it is there", "a place").arg(place.home);
    return place;
}

void survivalOfFolder(QList<CopyPlaceFacts> &places, const RetentionReading &reading, const QString &what,
                      const QString &server, const BytePath &folder)
{
    const ServerRow *row = retentionServer(reading.servers, server);
    if (!row || folder.isEmpty())
        return;
    places << survivalOnServer(what, row->server, folder);
    const FolderStorage storage = folderStorage(reading, server, folder);
    const bool isKnownNot = storage.isSeen && storage.coverage == CoverageState::Uncovered;
    if (!isKnownNot)
        places << survivalInStorage(what, row->server, storage.rules && storage.isSeen);
}

/// The database itself, and the one that follows it.
void survivalOfDatabase(QList<CopyPlaceFacts> &places, const RetentionReading &reading)
{
    const ServerRow *row = retentionServer(reading.servers, reading.site.databaseServer);
    if (!row)
        return;
    const QString what = Tr::tr("The database itself");
    places << survivalOnServer(what, row->server, {});
    QList<Server> servers;
    for (const ServerRow &each : reading.servers)
        servers << each.server;
    const QList<QPair<Server, Server>> pairs = databasePairs(servers);
    for (const auto &[one, other] : pairs) {
        if (one.name == row->server.name)
            places << survivalOnServer(what, other, {});
        else if (other.name == row->server.name)
            places << survivalOnServer(what, one, {});
    }
}

/// The part behind "user@", which may be a server of the matrix.
const ServerRow *survivalSecondServer(const QList<ServerRow> &servers, const HandOver &handOver)
{
    const QString host = handOver.where.section(u':', 0, 0).section(u'@', -1);
    for (const ServerRow &row : servers) {
        if (row.server.name.compare(host, Qt::CaseInsensitive) == 0
            || shortName(row.server.name).compare(host, Qt::CaseInsensitive) == 0)
            return &row;
    }
    return nullptr;
}

/// Root of the archive's server hands over without being asked, and so can delete what it wrote.
CopyPlaceFacts survivalAtPlace(const RetentionReading &reading, const QString &what, const Server *server,
                               const HandOver &handOver)
{
    CopyPlaceFacts place;
    place.what = what;
    place.home = visibleText(handOver.where.isEmpty() ? handOver.place : handOver.where);
    if (handOver.expiry.kind == Expiry::Kind::OnDay)
        place.home =
            Tr::tr("%1, until %2", "a place, a day").arg(place.home, handOver.expiry.day.toString(Qt::ISODate));
    const QString root = server ? survivalRoot(*server) : QString();
    switch (handOver.kind) {
    case PlaceKind::StorageManager: // whether the node may delete archives (ARCHDEL) is not known
        place.account = survivalAdministrators() + (root.isEmpty() ? QString() : survivalSeparator() + root);
        break;
    case PlaceKind::SshServer:
        place.account = root;
        if (const ServerRow *second = survivalSecondServer(reading.servers, handOver)) {
            place.building = visibleText(second->server.building.simplified());
            place.medium = visibleText(second->server.medium.simplified());
            place.account += (root.isEmpty() ? QString() : survivalSeparator()) + survivalRoot(second->server);
        }
        place.changeable = true;
        break;
    case PlaceKind::Folder: // mounted there
        place.account = root;
        place.changeable = true;
        break;
    case PlaceKind::Workstation:
        break;
    }
    return place;
}

void survivalOfArchives(QList<CopyPlaceFacts> &places, const RetentionReading &reading)
{
    for (const ArchiveRecord &record : reading.archives) {
        if (record.run.request.site != reading.site.name || !wasVerified(record.status))
            continue;
        const QString what = Tr::tr("Term archive %1").arg(visibleText(record.run.request.name));
        const ServerRow *row = retentionServer(reading.servers, record.run.server);
        if (row && record.status.copy == ArchiveCopy::InPlace)
            places << survivalOnServer(what, row->server, record.run.archiveFolder);
        bool isElsewhere = false;
        for (const HandOver &handOver : reading.handOvers) {
            if (handOver.run != record.run.id || !isThereOn(handOver, reading.now.toUTC().date()))
                continue;
            isElsewhere = true;
            places << survivalAtPlace(reading, what, row ? &row->server : nullptr, handOver);
        }
        if (!isElsewhere && (record.moved || !row || record.status.copy != ArchiveCopy::InPlace)) {
            CopyPlaceFacts elsewhere;
            elsewhere.what = what;
            elsewhere.home = record.moved ? visibleText(record.moved->text) : Tr::tr("nobody has noted where it is");
            places << elsewhere;
        }
    }
}

} // namespace

QList<CopyPlaceFacts> copyPlaces(const RetentionReading &reading)
{
    const Site &site = reading.site;
    QList<CopyPlaceFacts> places;
    survivalOfFolder(places, reading, Tr::tr("Course backups and moodledata"), site.dataServer, site.dataFolder);
    survivalOfDatabase(places, reading);
    survivalOfFolder(places, reading, Tr::tr("Database dumps"), site.databaseServer, pageDumpFolder());
    survivalOfFolder(places, reading, Tr::tr("Application files"), site.dataServer, site.codeFolder);
    survivalOfArchives(places, reading);
    return places;
}

State stateAfterLoss(const CopyPlaceFacts &place, const PlaceLoss &lost)
{
    if (lost.kind == LossOf::Building) {
        if (place.building.isEmpty())
            return State::Unknown;
        return place.building.compare(lost.name, Qt::CaseInsensitive) == 0 ? State::Bad : State::Good;
    }
    if (place.account.isEmpty())
        return State::Unknown;
    if (!place.account.split(survivalSeparator()).contains(lost.name))
        return State::Good;
    if (!place.changeable)
        return State::Unknown;
    return *place.changeable ? State::Bad : State::Good;
}

QList<PlaceLoss> possibleLosses(const QList<CopyPlaceFacts> &places)
{
    QList<PlaceLoss> losses;
    const auto add = [&losses](LossOf kind, const QString &name) {
        const PlaceLoss loss {kind, name};
        if (!name.isEmpty() && !losses.contains(loss))
            losses << loss;
    };
    for (const CopyPlaceFacts &place : places)
        add(LossOf::Building, place.building);
    for (const CopyPlaceFacts &place : places) {
        const QStringList accounts = place.account.split(survivalSeparator());
        for (const QString &account : accounts)
            add(account == survivalAdministrators() ? LossOf::StorageAccount : LossOf::RootAccount, account);
    }
    return losses;
}

} // namespace Nightkeep
