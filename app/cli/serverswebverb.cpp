// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reachabilityjson.h"
#include "app/cli/verbs.h"

#include <algorithm>

namespace Nightkeep {

namespace {

ExitStatus statusOf(const WebOutcome &outcome, const QDateTime &now)
{
    if (!outcome.answer)
        return exitStatusOf(outcome.answer.error().kind);
    const WebAnswer::Outcome how = outcome.answer->outcome;
    if (how != WebAnswer::Outcome::Answered && how != WebAnswer::Outcome::Redirected
        && how != WebAnswer::Outcome::NotFollowed)
        return ExitStatus::Unreachable;
    const State state = webState(*outcome.answer, now);
    return state == State::Bad || state == State::Attention ? ExitStatus::Findings : ExitStatus::Fine;
}

/// The named ones, or all that have a web address.
Result<QList<Server>> serversToVisit(CliContext &context)
{
    const QStringList names = context.words();
    const Result<QList<ServerRow>> rows = chosenServers(context, names);
    if (!rows)
        return fail(rows.error());
    QList<Server> servers;
    for (const ServerRow &row : *rows) {
        if (!names.isEmpty() || !row.server.web.trimmed().isEmpty())
            servers.append(row.server);
    }
    return servers;
}

VerbResult visitServers(CliContext &context, Workspace &workspace)
{
    const Result<qint64> parallel = context.number("parallel", 8, 1, 64);
    if (!parallel)
        return fail(parallel.error());
    const Result<QList<Server>> servers = serversToVisit(context);
    if (!servers)
        return fail(servers.error());
    if (servers->isEmpty())
        context.say(AppTr::tr("No server in the matrix has a web address."));
    const QList<WebOutcome> outcomes =
        workspace.reachability().checkAllWeb(*servers, int(*parallel), context.cancel(), context.progress());
    // One sentence is enough where nothing may be asked at all.
    if (!outcomes.isEmpty() && std::all_of(outcomes.cbegin(), outcomes.cend(), [](const WebOutcome &outcome) {
            return !outcome.answer && outcome.answer.error().kind == ErrorKind::Locked;
        }))
        return fail(outcomes.first().answer.error());

    const QDateTime now = workspace.clock()();
    CliAnswer answer;
    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("ADDRESS"), AppTr::tr("STATE"), AppTr::tr("WHAT IT SAYS")});
    std::optional<Error> notKept;
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        const WebOutcome &outcome = outcomes.at(i);
        if (!notKept)
            notKept = outcome.notKept;
        array.append(webJson(outcome, now));
        answer.status = worse(answer.status, statusOf(outcome, now));
        if (outcome.answer) {
            const QStringList says = QStringList {webSentence(*outcome.answer, now)} + webRemarks(*outcome.answer);
            table.add(
                {outcome.server, outcome.answer->asked, stateWord(webState(*outcome.answer, now)), says.join(u'\n')});
        } else {
            const Error &error = outcome.answer.error();
            table.add({outcome.server, servers->at(i).web, AppTr::tr("not asked"),
                       error.advice.isEmpty() ? error.message : error.message + u'\n' + error.advice});
        }
    }
    if (notKept)
        answer.status = worse(answer.status, sayNotKept(context, *notKept));
    answer.json = QJsonDocument(array);
    answer.text = table.text();
    return answer;
}

} // namespace

const QList<Verb> Verbs::serversWeb {
    {"servers web", "[NAME...] [--parallel N]", withWorkspace<visitServers>, {Options::Parallel}},
};

} // namespace Nightkeep
