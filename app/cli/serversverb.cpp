// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"

#include <utility>

namespace Nightkeep {

namespace {

QString foldersText(const QList<BytePath> &folders)
{
    QStringList lines;
    for (const BytePath &folder : folders)
        lines.append(displayPath(folder));
    return lines.join(u'\n');
}

CliAnswer listServers(const QList<ServerRow> &rows, const QDateTime &now)
{
    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("OS"), AppTr::tr("SERVICE"), AppTr::tr("NODE"),
                     AppTr::tr("CURRENTLY"), AppTr::tr("WANTED"), AppTr::tr("LAST ASKED")});
    for (const ServerRow &row : rows) {
        array.append(serverJson(row));
        const QString asked = row.failure ? AppTr::tr("could not be reached")
            : row.snapshot                ? ageInWords(row.snapshot->takenAt, now)
                                          : AppTr::tr("never");
        table.add({row.server.name, row.server.os, row.server.service, row.server.storageNode,
                   foldersText(row.server.current), foldersText(row.server.wanted), asked});
    }
    return {QJsonDocument(array), table.text()};
}

Result<BytePath> folderOf(const QString &key, const QString &value)
{
    return cleanFolder(key.endsWith(QStringLiteral("Bytes")) ? percentDecoded(value.toLatin1()) : value.toUtf8());
}

/// Sets one field by its JSON name. Lists are given once per folder; an empty value empties them.
Result<void> assignFolder(QList<BytePath> &folders, bool first, const QString &key, const QString &value)
{
    if (first)
        folders.clear();
    if (value.isEmpty())
        return {};
    const Result<BytePath> folder = folderOf(key, value);
    if (!folder)
        return fail(folder.error());
    folders.append(*folder);
    return {};
}

Result<void> assignConnection(ServerConnection &connection, const QString &key, const QString &value)
{
    if (key == u"host") {
        connection.host = value;
    } else if (key == u"user") {
        connection.user = value;
    } else if (key == u"root") {
        connection.root = value;
        connection.kind = value.isEmpty() ? ServerConnection::Kind::Ssh : ServerConnection::Kind::LocalFolder;
    } else {
        bool ok = false;
        connection.port = value.isEmpty() ? 0 : value.toInt(&ok);
        if (!value.isEmpty() && (!ok || connection.port < 1 || connection.port > 65535))
            return fail(ErrorKind::BadInput, AppTr::tr("\"%1\" is not a port.").arg(visibleText(value)));
    }
    return {};
}

const QList<QPair<QString, QString Server::*>> &textFields()
{
    static const QList<QPair<QString, QString Server::*>> fields {{QStringLiteral("name"), &Server::name},
                                                                  {QStringLiteral("note"), &Server::note},
                                                                  {QStringLiteral("os"), &Server::os},
                                                                  {QStringLiteral("service"), &Server::service},
                                                                  {QStringLiteral("web"), &Server::web},
                                                                  {QStringLiteral("storageNode"), &Server::storageNode},
                                                                  {QStringLiteral("policy"), &Server::policy},
                                                                  {QStringLiteral("archive"), &Server::archive},
                                                                  {QStringLiteral("building"), &Server::building},
                                                                  {QStringLiteral("medium"), &Server::medium}};
    return fields;
}

QString serverKeys()
{
    QStringList keys;
    for (const auto &[key, member] : textFields())
        keys.append(key);
    return keys.join(QStringLiteral(", "))
        + QStringLiteral(", current, wanted, currentBytes, wantedBytes, host, user, port, root");
}

QString *textField(Server &server, const QString &key)
{
    for (const auto &[known, member] : textFields()) {
        if (known == key)
            return &(server.*member);
    }
    return nullptr;
}

Result<void> assignServer(Server &server, const QStringList &assignments)
{
    bool firstCurrent = true;
    bool firstWanted = true;
    for (const QString &text : assignments) {
        const Result<QPair<QString, QString>> split = splitAssignment(text);
        if (!split)
            return fail(split.error());
        const auto &[key, value] = *split;
        Result<void> done;
        if (QString *field = textField(server, key))
            *field = value;
        else if (key == u"current" || key == u"currentBytes")
            done = assignFolder(server.current, std::exchange(firstCurrent, false), key, value);
        else if (key == u"wanted" || key == u"wantedBytes")
            done = assignFolder(server.wanted, std::exchange(firstWanted, false), key, value);
        else if (key == u"host" || key == u"user" || key == u"port" || key == u"root")
            done = assignConnection(server.connection, key, value);
        else
            done = fail(ErrorKind::BadInput, AppTr::tr("A server has no field \"%1\".").arg(visibleText(key)),
                        AppTr::tr("Fields: %1.").arg(serverKeys()));
        if (!done)
            return done;
    }
    return {};
}

VerbResult setServer(CliContext &context, Workspace &workspace)
{
    Server before;
    Server after;
    Result<QList<ServerRow>> rows = chosenServers(context, {context.word(0)});
    if (rows) {
        before = rows->constFirst().server;
        after = before;
    } else if (rows.error().kind == ErrorKind::BadInput && context.has("new")) {
        after.name = context.word(0);
    } else {
        Error error = rows.error();
        if (error.kind == ErrorKind::BadInput)
            error.advice = AppTr::tr("\"nightkeepctl servers\" lists their names; --new adds one.");
        return fail(error);
    }
    if (const Result<void> assigned = assignServer(after, context.words().mid(1)); !assigned)
        return fail(assigned.error());
    if (const Result<void> stored = workspace.servers().replaceServer(before, after); !stored)
        return fail(stored.error());

    return chosenServers(context, {after.name}).map([&workspace](const QList<ServerRow> &stored) {
        return listServers(stored, workspace.clock()());
    });
}

VerbResult showServers(CliContext &context, Workspace &workspace)
{
    return chosenServers(context, {}).map([&workspace](const QList<ServerRow> &rows) {
        return listServers(rows, workspace.clock()());
    });
}

} // namespace

const QList<Verb> Verbs::servers {
    {"servers",
     "",
     withWorkspace<showServers>,
     {},
     QT_TRANSLATE_NOOP("NightkeepApp",
                       "the matrix: list, edit, remove, decide, test, trust; what is remembered, side by side; "
                       "web addresses, database pairs, how much changes")},
    {"servers set", "NAME KEY=VALUE... [--new]", withWorkspace<setServer>, {Options::New}, "", serverKeys},
};

} // namespace Nightkeep
