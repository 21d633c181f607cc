// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/cli/clijson.h"
#include "app/cli/texttable.h"
#include "app/cli/verbs.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace Nightkeep {

Unexpected unknownAction(const QString &verb, const QString &action, const QStringList &known)
{
    return fail(ErrorKind::BadInput,
                AppTr::tr("\"%1 %2\" is not known; %1 knows: %3.")
                    .arg(verb, visibleText(action), known.join(QStringLiteral(", "))),
                AppTr::tr("See nightkeepctl --help."));
}

Result<QList<ServerRow>> chosenServers(CliContext &context, const QStringList &names)
{
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    Result<QList<ServerRow>> rows = (*workspace)->servers().rows();
    if (!rows || names.isEmpty())
        return rows;

    QList<ServerRow> chosen;
    for (const QString &name : names) {
        const auto found = std::find_if(rows->cbegin(), rows->cend(), [&name](const ServerRow &row) {
            return row.server.name.compare(name, Qt::CaseInsensitive) == 0
                || shortName(row.server.name).compare(name, Qt::CaseInsensitive) == 0;
        });
        if (found == rows->cend())
            return fail(ErrorKind::BadInput,
                        AppTr::tr("There is no server \"%1\" in the matrix.").arg(visibleText(name)),
                        AppTr::tr("\"nightkeepctl servers\" lists their names."));
        chosen.append(*found);
    }
    return chosen;
}

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

QString *textField(Server &server, const QString &key)
{
    const QHash<QString, QString *> fields {
        {QStringLiteral("name"), &server.name},     {QStringLiteral("note"), &server.note},
        {QStringLiteral("os"), &server.os},         {QStringLiteral("service"), &server.service},
        {QStringLiteral("web"), &server.web},       {QStringLiteral("storageNode"), &server.storageNode},
        {QStringLiteral("policy"), &server.policy}, {QStringLiteral("archive"), &server.archive}};
    return fields.value(key);
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
                        AppTr::tr("Fields: name, note, os, service, web, storageNode, current, wanted, policy, "
                                  "archive, host, user, port, root."));
        if (!done)
            return done;
    }
    return {};
}

VerbResult setServer(CliContext &context, Workspace &workspace)
{
    if (const auto words = expectWords(context, 3, -1, QStringLiteral("servers set NAME KEY=VALUE...")); !words)
        return fail(words.error());
    Server before;
    Server after;
    Result<QList<ServerRow>> rows = chosenServers(context, {context.word(1)});
    if (rows) {
        before = rows->constFirst().server;
        after = before;
    } else if (rows.error().kind == ErrorKind::BadInput && context.has("new")) {
        after.name = context.word(1);
    } else {
        Error error = rows.error();
        if (error.kind == ErrorKind::BadInput)
            error.advice = AppTr::tr("\"nightkeepctl servers\" lists their names; --new adds one.");
        return fail(error);
    }
    if (const Result<void> assigned = assignServer(after, context.words().mid(2)); !assigned)
        return fail(assigned.error());
    if (const Result<void> stored = workspace.servers().replaceServer(before, after); !stored)
        return fail(stored.error());

    rows = chosenServers(context, {after.name});
    if (!rows)
        return fail(rows.error());
    return listServers(*rows, workspace.clock()());
}

QJsonObject checkJson(const ConnectionCheck &check)
{
    const auto outcome = [&check] {
        switch (check.outcome) {
        case ConnectionCheck::Outcome::Passed:
            return QStringLiteral("passed");
        case ConnectionCheck::Outcome::Warned:
            return QStringLiteral("warned");
        case ConnectionCheck::Outcome::Failed:
            return QStringLiteral("failed");
        case ConnectionCheck::Outcome::NotTried:
            break;
        }
        return QStringLiteral("notTried");
    }();
    return {{QStringLiteral("name"), check.name},
            {QStringLiteral("outcome"), outcome},
            {QStringLiteral("sentence"), check.sentence},
            {QStringLiteral("advice"), check.advice}};
}

QString outcomeWord(ConnectionCheck::Outcome outcome)
{
    switch (outcome) {
    case ConnectionCheck::Outcome::Passed:
        return AppTr::tr("ok");
    case ConnectionCheck::Outcome::Warned:
        return AppTr::tr("warning");
    case ConnectionCheck::Outcome::Failed:
        return AppTr::tr("failed");
    case ConnectionCheck::Outcome::NotTried:
        break;
    }
    return AppTr::tr("not tried");
}

VerbResult testServer(CliContext &context, Workspace &workspace)
{
    if (const auto words = expectWords(context, 2, 2, QStringLiteral("servers test NAME")); !words)
        return fail(words.error());
    const Result<QList<ServerRow>> rows = chosenServers(context, {context.word(1)});
    if (!rows)
        return fail(rows.error());
    const QList<ConnectionCheck> checks =
        workspace.servers().testConnection(rows->constFirst().server, context.cancel());
    if (context.cancel().isCancelled())
        return fail(ErrorKind::Cancelled, AppTr::tr("The test was stopped."));

    CliAnswer answer;
    QJsonArray array;
    TextTable table({AppTr::tr("CHECK"), AppTr::tr("RESULT"), AppTr::tr("WHAT IT SAYS")});
    for (const ConnectionCheck &check : checks) {
        array.append(checkJson(check));
        const QString says = check.advice.isEmpty() ? check.sentence : check.sentence + u'\n' + check.advice;
        table.add({check.name, outcomeWord(check.outcome), says});
        if (check.outcome == ConnectionCheck::Outcome::Failed)
            answer.status = ExitStatus::Unreachable;
        else if (check.outcome == ConnectionCheck::Outcome::Warned && answer.status == ExitStatus::Fine)
            answer.status = ExitStatus::Findings;
    }
    answer.json = QJsonDocument(array);
    answer.text = table.text();
    return answer;
}

VerbResult trustServer(CliContext &context, Workspace &workspace)
{
    if (const auto words = expectWords(context, 3, 3, QStringLiteral("servers trust NAME FINGERPRINT")); !words)
        return fail(words.error());
    const Result<QList<ServerRow>> rows = chosenServers(context, {context.word(1)});
    if (!rows)
        return fail(rows.error());
    const Server &server = rows->constFirst().server;
    const Result<OfferedHostKey> offered = workspace.servers().offeredHostKey(server, context.cancel());
    if (!offered)
        return fail(offered.error());
    if (offered->fingerprint != context.word(2)) {
        return fail(ErrorKind::Conflict,
                    AppTr::tr("%1 offers the key %2, not %3. Nothing was trusted.")
                        .arg(server.name, offered->fingerprint, visibleText(context.word(2))),
                    AppTr::tr("Compare with the fingerprint that the server's administrator gives you."));
    }
    if (const Result<void> trusted = workspace.servers().trustHostKey(server, *offered, context.cancel()); !trusted)
        return fail(trusted.error());

    const QJsonObject object {{QStringLiteral("server"), server.name},
                              {QStringLiteral("host"), offered->host},
                              {QStringLiteral("type"), offered->type},
                              {QStringLiteral("fingerprint"), offered->fingerprint}};
    return CliAnswer {QJsonDocument(object),
                      AppTr::tr("The %1 key %2 of %3 is trusted from now on.\n")
                          .arg(offered->type, offered->fingerprint, server.name)};
}

} // namespace

VerbResult serversVerb(CliContext &context)
{
    const Result<Workspace *> workspace = context.workspace();
    if (!workspace)
        return fail(workspace.error());
    const QString action = context.word(0);
    if (action == u"set")
        return setServer(context, **workspace);
    if (action == u"decide")
        return decideServer(context, **workspace);
    if (action == u"test")
        return testServer(context, **workspace);
    if (action == u"trust")
        return trustServer(context, **workspace);
    if (action == u"history")
        return serverHistory(context, **workspace);
    if (action == u"changes")
        return serverChanges(context, **workspace);
    if (action == u"compare")
        return compareTwoServers(context, **workspace);
    if (action == u"change-rate")
        return changeRateVerb(context);
    if (action == u"web")
        return webVerb(context, **workspace);
    if (action == u"pair")
        return pairVerb(context, **workspace);
    if (!action.isEmpty())
        return unknownAction(
            QStringLiteral("servers"), action,
            QStringLiteral("set decide test trust history changes compare change-rate web pair").split(u' '));

    const Result<QList<ServerRow>> rows = (*workspace)->servers().rows();
    if (!rows)
        return fail(rows.error());
    return listServers(*rows, (*workspace)->clock()());
}

VerbResult probeVerb(CliContext &context)
{
    const Result<qint64> parallel = context.number("parallel", 8, 1, 64);
    if (!parallel)
        return fail(parallel.error());
    const Result<QList<ServerRow>> rows = chosenServers(context, context.words());
    if (!rows)
        return fail(rows.error());
    QList<Server> servers;
    for (const ServerRow &row : *rows)
        servers.append(row.server);

    Workspace &workspace = **context.workspace();
    const ProbedSink asItComes = [&context](const ProbeOutcome &outcome) {
        // The table says all of it at the end; a person need not wait that long for the first.
        const QString said =
            outcome.snapshot ? outcome.snapshot->osRelease : outcome.snapshot.error().message.simplified();
        context.sayAtTerminal(QStringLiteral("%1: %2").arg(visibleText(outcome.server), visibleText(said)));
    };
    const QList<ProbeOutcome> outcomes = workspace.servers().probeAll(servers, context.attendance(), int(*parallel),
                                                                      context.cancel(), context.progress(), asItComes);
    // What was asked of the storage team may be seen done now; where that cannot be written, the next
    // reading of the requests says so.
    std::ignore = workspace.requests().requests();
    CliAnswer answer;
    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("STATE"), AppTr::tr("WHAT IT SAYS")});
    for (const ProbeOutcome &outcome : outcomes) {
        array.append(probeJson(outcome));
        if (outcome.snapshot) {
            const QString manager = outcome.snapshot->storageManagerProblem;
            table.add(
                {outcome.server, AppTr::tr("reached"),
                 manager.isEmpty() ? outcome.snapshot->osRelease : outcome.snapshot->osRelease + u'\n' + manager});
            continue;
        }
        const Error &error = outcome.snapshot.error();
        const bool cancelled = error.kind == ErrorKind::Cancelled;
        table.add({outcome.server, cancelled ? AppTr::tr("stopped") : AppTr::tr("not reached"),
                   error.advice.isEmpty() ? error.message : error.message + u'\n' + error.advice});
        answer.status =
            cancelled || answer.status == ExitStatus::Cancelled ? ExitStatus::Cancelled : ExitStatus::Unreachable;
    }
    answer.json = QJsonDocument(array);
    answer.text = table.text();
    return answer;
}

VerbResult coverageVerb(CliContext &context)
{
    if (context.word(0) == u"preview")
        return previewVerb(context);
    const Result<QList<ServerRow>> rows = chosenServers(context, context.words());
    if (!rows)
        return fail(rows.error());
    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("FOLDER"), AppTr::tr("STATE"), AppTr::tr("PAGE SAYS"),
                     AppTr::tr("SERVER SAYS"), AppTr::tr("BY"), AppTr::tr("EVIDENCE"), AppTr::tr("REASON")});
    const auto word = [](const std::optional<CoverageVerdict> &verdict) {
        return verdict ? coverageStateWord(verdict->state) : QStringLiteral("-");
    };
    for (const ServerRow &row : *rows) {
        for (const CoverageRow &coverage : row.coverage) {
            array.append(coverageJson(coverage));
            table.add({coverage.server, displayPath(coverage.folder),
                       coverage.wanted ? coverageStateWord(coverage.state) : AppTr::tr("not asked for"),
                       word(coverage.declared), word(coverage.observed), displayPath(coverage.by),
                       evidenceName(coverage.evidence), coverage.reason});
        }
    }
    return CliAnswer {QJsonDocument(array), table.text()};
}

} // namespace Nightkeep
