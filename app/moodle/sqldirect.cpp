// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqldirect.h"

#include "app/apptr.h"
#include "app/mysql/provenhost.h"

#include <QSqlDatabase>
#include <QSqlError>

namespace Nightkeep::Sql {

Result<void> setUpDirect(QSqlDatabase &database, const SqlAddress &address)
{
    const std::optional<QString> host = provenHost(address.host, address.authority);
    if (!host)
        return fail(ErrorKind::MissingTool,
                    AppTr::tr("This machine has no list of the authorities that sign certificates, so the database "
                              "server of %1 cannot prove that it is the one.")
                        .arg(address.server),
                    AppTr::tr("Install the package ca-certificates, or name the authority's file in the site's "
                              "details."));
    database.setHostName(*host);
    database.setPort(address.port);
    database.setConnectOptions(QStringLiteral("MYSQL_OPT_CONNECT_TIMEOUT=%1;MYSQL_OPT_READ_TIMEOUT=%2;"
                                              "MYSQL_OPT_WRITE_TIMEOUT=%2;CLIENT_FOUND_ROWS=1")
                                   .arg(address.connectLimit.count())
                                   .arg(address.wholeLimit.count()));
    return {};
}

std::optional<SqlFailure> directRefusal(const SqlAddress &address, const QSqlError &error)
{
    const QString place = QStringLiteral("%1:%2").arg(address.host).arg(address.port);
    const QString detail = AppTr::tr("%1 (code %2)").arg(error.text().trimmed(), error.nativeErrorCode());
    switch (error.nativeErrorCode().toInt()) {
    case 2026: // CR_SSL_CONNECTION_ERROR
        return SqlFailure {
            {ErrorKind::Unreachable,
             AppTr::tr("The database server at %1 did not prove that it is the one; no password and no data were sent "
                       "to it.")
                 .arg(place),
             AppTr::tr("It needs TLS, and a certificate of the name in the site's details that has not run out. If an "
                       "authority of yours has signed it, name that one's file there. Or leave the address empty: the "
                       "server's socket is then reached through ssh."),
             detail},
            true};
    case 2002: // CR_CONNECTION_ERROR
    case 2003: // CR_CONN_HOST_ERROR
    case 2005: // CR_UNKNOWN_HOST
    case 2006: // CR_SERVER_GONE_ERROR
    case 2012: // CR_SERVER_HANDSHAKE_ERR
    case 2013: // CR_SERVER_LOST
        return SqlFailure {{ErrorKind::Unreachable, AppTr::tr("No database server answers at %1.").arg(place),
                            AppTr::tr("Check the address in the site's details, that the server runs, and that this "
                                      "machine may reach it (firewall, bind-address)."),
                            detail},
                           true};
    case 5010: // of libmariadb: a way of logging in that is not among those allowed
        return SqlFailure {{ErrorKind::PermissionDenied,
                            AppTr::tr("The database server at %1 asks for the password in a form that could be read "
                                      "there. It was not sent.")
                                .arg(place),
                            AppTr::tr("Ask the database's administrator to let the account %1 log in by "
                                      "mysql_native_password, ed25519 or caching_sha2_password.")
                                .arg(address.user),
                            detail}};
    case 1130: // ER_HOST_NOT_PRIVILEGED
        return SqlFailure {
            {ErrorKind::PermissionDenied,
             AppTr::tr("The database server at %1 lets nobody in from this machine.").arg(place),
             AppTr::tr("Ask the database's administrator for the account %1 from here too.").arg(address.user),
             detail}};
    case 1129: // ER_HOST_IS_BLOCKED
        return SqlFailure {
            {ErrorKind::PermissionDenied,
             AppTr::tr("The database server at %1 has blocked this machine, after many connections that broke off.")
                 .arg(place),
             AppTr::tr("Ask the database's administrator to unblock it (FLUSH HOSTS)."), detail}};
    default:
        return std::nullopt;
    }
}

} // namespace Nightkeep::Sql
