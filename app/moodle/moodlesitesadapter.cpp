// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/moodlesitesadapter.h"

#include "app/apptr.h"
#include "app/moodle/sockettunnel.h"
#include "app/moodle/sqlmoodlesite.h"
#include "models/base/framefields.h"
#include "models/courses/dataserver.h"
#include "models/courses/sitecheck.h"

#include <algorithm>

namespace Nightkeep {

namespace {

Unexpected cancelled()
{
    return fail(ErrorKind::Cancelled, AppTr::tr("Stopped."));
}

std::optional<bool> yesOrNo(const QByteArray &word)
{
    return word == "yes" ? std::optional(true) : word == "no" ? std::optional(false) : std::nullopt;
}

/// As resources/remote/destination.sh answers.
Result<DestinationFacts> destinationFrom(const FrameRecord &record, const Site &site)
{
    constexpr qint64 mostKib = qint64(1) << 52;
    FrameFields fields(record, 8);
    const auto room = [&fields] {
        const qint64 kib = fields.number();
        return kib < 0 || kib > mostKib ? qint64(-1) : kib * 1024;
    };
    DestinationFacts facts;
    const std::optional<bool> exists = yesOrNo(fields.bytes());
    facts.exists = exists.value_or(false);
    facts.isWritable = yesOrNo(fields.bytes());
    facts.fileSystem = fields.text();
    facts.mountedOn = displayPath(fields.bytes());
    facts.freeBytes = room();
    facts.totalBytes = room();
    facts.isBelowWeb = yesOrNo(fields.bytes());
    facts.webUser = fields.text();
    if (!fields.sound())
        return damagedRecord(record);
    if (!exists)
        return fail(ErrorKind::PermissionDenied,
                    AppTr::tr("Whether the folder is there is not known: the account that logs in on %1 may not enter "
                              "one that is above it.")
                        .arg(visibleText(site.dataServer)),
                    AppTr::tr("Have it let in, or let sudo run \"test\" as the web server's user, who is filled in in "
                              "the site's details."));
    return facts;
}

} // namespace

MoodleSitesAdapter::MoodleSitesAdapter(RemoteHosts &hosts, const ServerStore &servers, Passwords &passwords,
                                       Attendance attendance)
    : m_hosts(hosts)
    , m_servers(servers)
    , m_passwords(passwords)
    , m_attendance(attendance)
{
}

Result<Server> MoodleSitesAdapter::serverOf(const Site &site) const
{
    const Result<QList<Server>> servers = m_servers.servers();
    if (!servers)
        return fail(servers.error());
    const auto found = std::find_if(servers->cbegin(), servers->cend(), [&site](const Server &server) {
        return server.name.compare(site.databaseServer, Qt::CaseInsensitive) == 0;
    });
    if (found == servers->cend())
        return fail(ErrorKind::NotFound,
                    AppTr::tr("The database server \"%1\" of the site \"%2\" is not among the servers.")
                        .arg(site.databaseServer, site.name),
                    AppTr::tr("Choose one of the servers in the site's details, or add it on the Servers page."));
    return *found;
}

Result<std::unique_ptr<MoodleSite>> MoodleSitesAdapter::open(const Site &site, const CancelToken &cancel)
{
    if (const Result<void> checked = checkSite(site); !checked)
        return fail(checked.error());
    const Result<Server> server = serverOf(site);
    if (!server)
        return fail(server.error());
    if (cancel.isCancelled())
        return cancelled();
    if (server->connection.kind == ServerConnection::Kind::LocalFolder)
        return openFile(site, *server);
    return site.databaseAddress.isEmpty() ? openSocket(site, *server, cancel) : openDirect(site, *server, cancel);
}

Result<std::unique_ptr<MoodleSite>> MoodleSitesAdapter::openFile(const Site &site, const Server &server)
{
    if (site.databaseName.split(u'/').contains(QStringLiteral("..")))
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The database \"%1\" is outside the folder of the server \"%2\".")
                        .arg(site.databaseName, server.name));
    // Whoever opens servers says whether a folder may stand in for this one.
    if (const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(server, m_attendance); !host)
        return fail(host.error());
    SqlAddress address;
    address.engine = SqlEngine::Sqlite;
    address.location = server.connection.root + u'/' + site.databaseName;
    address.database = site.databaseName;
    address.server = server.name;
    return SqlMoodleSite::open(m_connections, address, site.tablePrefix, {}, doorOf(site));
}

Result<std::unique_ptr<MoodleSite>> MoodleSitesAdapter::openSocket(const Site &site, const Server &server,
                                                                   const CancelToken &cancel)
{
    if (site.databaseSocket.isEmpty())
        return fail(ErrorKind::BadInput, AppTr::tr("The site \"%1\" has no database socket yet.").arg(site.name),
                    site.databaseKind == DatabaseKind::PostgreSql
                        ? AppTr::tr("Fill it in in the site's details; it is often "
                                    "/var/run/postgresql/.s.PGSQL.5432.")
                        : AppTr::tr("Fill it in in the site's details; it is often /var/run/mysqld/mysqld.sock."));
    SqlAddress address;
    if (site.databaseKind == DatabaseKind::PostgreSql)
        address.engine = SqlEngine::PostgreSql;
    address.database = site.databaseName;
    address.user = site.databaseUser;
    address.cancel = cancel;
    address.server = server.name;
    Result<std::shared_ptr<SocketTunnel>> tunnel =
        openTunnel(m_hosts, server, m_attendance, site.databaseSocket, cancel);
    if (!tunnel)
        return fail(tunnel.error());
    address.location = (*tunnel)->localPath();
    Result<std::unique_ptr<MoodleSite>> moodle;
    const Passwords::Attempt attempt = [&](const QString &password) -> Result<void> {
        address.password = password;
        moodle = SqlMoodleSite::open(m_connections, address, site.tablePrefix, *tunnel, doorOf(site));
        return moodle ? Result<void>() : fail((*tunnel)->explained(moodle.error(), cancel));
    };
    const Result<void> opened = m_passwords.open(
        {Account::Of::Site, site.name, site.databaseUser, server.name, socketDestination(server, site.databaseSocket)},
        attempt, cancel);
    return opened ? std::move(moodle) : fail(opened.error());
}

std::unique_ptr<MoodleDoor> MoodleSitesAdapter::doorOf(const Site &site)
{
    const auto open = [this, site]() -> Result<std::unique_ptr<RemoteHost>> {
        const Result<Server> server = dataServerOf(m_servers, site);
        if (!server)
            return fail(server.error());
        // A workspace from elsewhere may name any folder of this machine: what lies there is not run.
        if (server->connection.kind == ServerConnection::Kind::LocalFolder)
            return fail(ErrorKind::PermissionDenied,
                        AppTr::tr("%1 is a folder of this machine: no program of a Moodle is run there.")
                            .arg(visibleText(server->name)),
                        moodlesOwnPage());
        return m_hosts.open(*server, m_attendance);
    };
    return std::make_unique<MoodleDoor>(site, open);
}

Result<DestinationFacts> MoodleSitesAdapter::destination(const Site &site, const BytePath &folder,
                                                         const CancelToken &cancel)
{
    const Result<BytePath> place = cleanFolder(folder);
    if (!place)
        return fail(place.error());
    const Result<std::unique_ptr<RemoteHost>> host = openDataServer(m_servers, m_hosts, site, m_attendance);
    if (!host)
        return fail(host.error());
    const Result<QList<FrameRecord>> records =
        askProgram(**host, RemoteProgram::Destination, inputFields({*place, site.webUser.toUtf8(), site.codeFolder}),
                   site.dataServer, cancel);
    if (!records)
        return fail(records.error());
    for (const FrameRecord &record : *records) {
        if (record.type == "destination")
            return destinationFrom(record, site);
    }
    return fail(ErrorKind::Damaged, AppTr::tr("%1 did not say what the folder is.").arg(visibleText(site.dataServer)));
}

} // namespace Nightkeep
