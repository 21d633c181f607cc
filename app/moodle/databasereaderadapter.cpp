// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/databasereaderadapter.h"

#include "app/apptr.h"
#include "app/moodle/sockettunnel.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int syntaxError = 1064; // ER_PARSE_ERROR: the statement is of another version
constexpr int notAllowed = 1227; // ER_SPECIFIC_ACCESS_DENIED_ERROR

Unexpected stopped()
{
    return fail(ErrorKind::Cancelled, AppTr::tr("Stopped."));
}

QString shown(const Server &server)
{
    return visibleText(shortName(server.name));
}

SqlResult<void> readVariables(SqlConnection &connection, DatabaseAnswer &answer)
{
    const SqlResult<QList<NamedRow>> rows =
        connection.show(QStringLiteral("SHOW GLOBAL VARIABLES WHERE Variable_name IN "
                                       "('version', 'hostname', 'server_id', 'read_only', 'log_bin')"));
    if (!rows)
        return tl::unexpected(rows.error());
    NamedRow variables;
    for (const NamedRow &row : *rows)
        variables.insert(row.value(QStringLiteral("Variable_name")), row.value(QStringLiteral("Value")));
    readDatabaseVariables(variables, answer);
    return {};
}

Error missingPrivilege(const Server &server, const DatabaseVersion &version, const QString &account,
                       const QString &detail)
{
    return {ErrorKind::PermissionDenied,
            AppTr::tr("The account %1 may not see the replication of %2.").arg(visibleText(account), shown(server)),
            AppTr::tr("Ask the database's administrator for this, which lets the account look and no more: %1")
                .arg(visibleText(replicationGrant(version, account))),
            detail};
}

SqlResult<void> readReplication(SqlConnection &connection, const Server &server, DatabaseAnswer &answer)
{
    QString account;
    if (const auto user = connection.show(QStringLiteral("SELECT CURRENT_USER() AS account")); user && !user->isEmpty())
        account = user->first().value(QStringLiteral("account"));
    for (const QString &statement : replicationStatements(answer.version)) {
        const SqlResult<QList<NamedRow>> rows = connection.show(statement);
        if (rows) {
            QList<ReplicationChannel> channels;
            for (const NamedRow &row : *rows) {
                if (const std::optional<ReplicationChannel> channel = parseReplicationRow(row))
                    channels.append(*channel);
            }
            answer.channels = channels;
            return {};
        }
        if (rows.error().code == notAllowed) {
            answer.replicationProblem = missingPrivilege(server, answer.version, account, rows.error().error.detail);
            return {};
        }
        if (rows.error().code != syntaxError)
            return tl::unexpected(rows.error());
    }
    answer.replicationProblem =
        Error {ErrorKind::Failed,
               AppTr::tr("%1 understands none of the statements that tell of replication.").arg(shown(server)),
               AppTr::tr("Look on the server itself, and report its version.")};
    return {};
}

} // namespace

DatabaseReaderAdapter::DatabaseReaderAdapter(RemoteHosts &hosts, const SiteStore &sites, Passwords &passwords,
                                             Attendance attendance)
    : m_hosts(hosts)
    , m_sites(sites)
    , m_passwords(passwords)
    , m_attendance(attendance)
{
}

Result<DatabaseAccess> DatabaseReaderAdapter::accessFor(const Server &one, const Server &other,
                                                        const DatabaseAccess &given) const
{
    const Result<QList<Site>> sites = m_sites.sites();
    if (!sites)
        return fail(sites.error());
    const auto found = std::find_if(sites->cbegin(), sites->cend(), [&](const Site &site) {
        return site.databaseServer.compare(one.name, Qt::CaseInsensitive) == 0
            || site.databaseServer.compare(other.name, Qt::CaseInsensitive) == 0;
    });
    DatabaseAccess access = given;
    const bool isGiven = !given.socket.isEmpty() && !given.user.isEmpty();
    if (found != sites->cend() && found->databaseKind == DatabaseKind::PostgreSql && !isGiven)
        return fail(ErrorKind::BadInput,
                    AppTr::tr("The site %1 keeps its tables in PostgreSQL, whose pairs and replication Nightkeep does "
                              "not read.")
                        .arg(visibleText(found->name)),
                    AppTr::tr("Look on the servers themselves. A MySQL on %1 and %2 is read where its socket and "
                              "account are given.")
                        .arg(shown(one), shown(other)));
    if (found != sites->cend() && found->databaseKind == DatabaseKind::MySql) {
        if (access.socket.isEmpty())
            access.socket = found->databaseSocket;
        if (access.user.isEmpty())
            access.user = found->databaseUser;
        // The password belongs to the site's account and to no other.
        if (access.user == found->databaseUser)
            access.site = found->name;
    }
    if (access.socket.isEmpty() || access.user.isEmpty())
        return fail(ErrorKind::BadInput,
                    AppTr::tr("How the databases of %1 and %2 are reached is not known.").arg(shown(one), shown(other)),
                    AppTr::tr("Give the socket and the account, or name one of the two as the database server of a "
                              "Moodle site. The socket is often /var/run/mysqld/mysqld.sock."));
    return access;
}

Result<DatabaseAnswer> DatabaseReaderAdapter::read(const Server &server, const DatabaseAccess &access,
                                                   const CancelToken &cancel)
{
    SqlAddress address;
    address.user = access.user;
    address.server = shown(server);
    address.cancel = cancel;
    if (cancel.isCancelled())
        return stopped();
    const Result<std::shared_ptr<SocketTunnel>> tunnel =
        openTunnel(m_hosts, server, m_attendance, access.socket, cancel);
    if (!tunnel)
        return fail(tunnel.error());
    address.location = (*tunnel)->localPath();

    Result<std::unique_ptr<SqlConnection>> connection;
    const Passwords::Attempt attempt = [&](const QString &password) -> Result<void> {
        address.password = password;
        connection = m_connections.open(address);
        return connection ? Result<void>() : fail((*tunnel)->explained(connection.error(), cancel));
    };
    if (const Result<void> opened = m_passwords.open(
            {Account::Of::Site, access.site, access.user, server.name, socketDestination(server, access.socket)},
            attempt, cancel);
        !opened)
        return fail(opened.error());
    // Only statements that look follow; servers before 5.6 do not know the promise and do without.
    if (const SqlResult<int> readOnly = (*connection)->send(QStringLiteral("SET SESSION TRANSACTION READ ONLY"));
        !readOnly && readOnly.error().lost)
        return fail(readOnly.error().error);
    DatabaseAnswer answer;
    answer.server = server.name;
    if (const SqlResult<void> read = readVariables(**connection, answer); !read)
        return fail(read.error().error);
    if (cancel.isCancelled())
        return stopped();
    if (const SqlResult<void> read = readReplication(**connection, server, answer); !read)
        return fail(read.error().error);
    return answer;
}

} // namespace Nightkeep
