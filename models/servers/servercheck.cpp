// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/servercheck.h"
#include "models/base/json.h"

#include "models/base/tr.h"
#include "models/storage/decisionfield.h"

namespace Nightkeep {

namespace {

constexpr int LastPort = 65535;

QString nameAdvice()
{
    return Tr::tr("Use letters, digits and . _ : % - only, and do not begin with \"-\".");
}

Result<void> checkFolders(const QList<BytePath> &folders)
{
    QList<BytePath> met;
    for (const BytePath &folder : folders) {
        const Result<BytePath> clean = cleanFolder(folder);
        if (!clean)
            return fail(clean.error());
        if (*clean != folder)
            return fail(ErrorKind::BadInput,
                        Tr::tr("The folder \"%1\" has slashes that it does not need.").arg(displayPath(folder)),
                        Tr::tr("Write it as %1.").arg(displayPath(*clean)));
        if (met.contains(folder))
            return fail(ErrorKind::BadInput, Tr::tr("The folder \"%1\" is listed twice.").arg(displayPath(folder)),
                        Tr::tr("Leave one of them out."));
        met.append(folder);
    }
    return {};
}

Result<void> checkConnection(const Server &server)
{
    const ServerConnection &connection = server.connection;
    if (!connection.host.isEmpty() && !isSafeHostName(connection.host))
        return fail(ErrorKind::BadInput,
                    Tr::tr("The host \"%1\" of %2 cannot be given to ssh.")
                        .arg(visibleText(connection.host), visibleText(server.name)),
                    nameAdvice());
    if (!connection.user.isEmpty() && !isSafeUserName(connection.user))
        return fail(ErrorKind::BadInput,
                    Tr::tr("The user \"%1\" of %2 cannot be given to ssh.")
                        .arg(visibleText(connection.user), visibleText(server.name)),
                    nameAdvice());
    if (connection.port < 0 || connection.port > LastPort)
        return fail(
            ErrorKind::BadInput,
            Tr::tr("The port %1 of %2 does not exist.").arg(QString::number(connection.port), visibleText(server.name)),
            Tr::tr("Give a port from 1 to %1, or 0 for what ssh_config says.").arg(LastPort));
    if (connection.kind != ServerConnection::Kind::LocalFolder)
        return {};
    const Result<BytePath> root = cleanFolder(connection.root.toUtf8());
    return root ? Result<void>() : Result<void>(fail(root.error()));
}

} // namespace

Result<void> checkServer(const Server &server)
{
    if (server.name.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The server has no name."),
                    Tr::tr("Give it the name that it has in the matrix."));
    if (!isSafeHostName(server.name))
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" is not the name of a server.").arg(visibleText(server.name)),
                    nameAdvice());
    if (const Result<void> current = checkFolders(server.current); !current)
        return current;
    if (const Result<void> wanted = checkFolders(server.wanted); !wanted)
        return wanted;
    if (const Result<void> decisions = checkDecisions(server.decisions, server.name); !decisions)
        return decisions;
    return checkConnection(server);
}

QString serverInOneLine(const Server &server)
{
    return server.name.isEmpty() ? QString() : compactJson(toJson(server, JsonManner::Brief));
}

} // namespace Nightkeep
