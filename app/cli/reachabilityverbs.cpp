// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/apptr.h"
#include "app/cli/reachabilityjson.h"
#include "app/cli/texttable.h"
#include "app/cli/verbs.h"
#include "models/reachability/pairmodel.h"

#include <algorithm>

namespace Nightkeep {

namespace {

using Outcome = WebAnswer::Outcome;

bool wasReached(const WebAnswer &answer)
{
    return answer.outcome == Outcome::Answered || answer.outcome == Outcome::Redirected;
}

/// The worse ending of two; a person's stop is above all.
ExitStatus worse(ExitStatus one, ExitStatus other)
{
    for (const ExitStatus status : {ExitStatus::Cancelled, ExitStatus::Refused, ExitStatus::Unreachable,
                                    ExitStatus::WrongUsage, ExitStatus::Findings}) {
        if (one == status || other == status)
            return status;
    }
    return ExitStatus::Fine;
}

ExitStatus statusOf(const WebOutcome &outcome, const QDateTime &now)
{
    if (!outcome.answer)
        return exitStatusOf(outcome.answer.error().kind);
    if (!wasReached(*outcome.answer))
        return ExitStatus::Unreachable;
    const State state = webState(*outcome.answer, now);
    return state == State::Bad || state == State::Attention ? ExitStatus::Findings : ExitStatus::Fine;
}

/// The named ones, or all that have a web address.
Result<QList<Server>> serversToVisit(CliContext &context)
{
    const QStringList names = context.words().mid(1);
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

ExitStatus statusOf(const PairAnswer &pair)
{
    const bool unknown = pair.one.failure || pair.other.failure || !pair.one.channels || !pair.other.channels;
    if (unknown)
        return ExitStatus::Unreachable;
    return pair.verdict.state == State::Bad || pair.verdict.state == State::Attention ? ExitStatus::Findings
                                                                                      : ExitStatus::Fine;
}

QString pairText(const PairAnswer &pair, const QDateTime &now)
{
    QString text;
    for (const PairRemark &remark : pair.verdict.remarks) {
        text += visibleText(remark.sentence) + u'\n';
        if (!remark.advice.isEmpty())
            text += QStringLiteral("  ") + visibleText(remark.advice) + u'\n';
    }
    TextTable table({AppTr::tr("WHAT"), pair.one.server, pair.other.server});
    for (const PairFact &fact : pairFacts(pair.one, pair.other, now))
        table.add({fact.title, fact.one, fact.other});
    return text + u'\n' + table.text();
}

/// The two named, or the page's own pairs.
Result<QList<QPair<Server, Server>>> pairsToAsk(CliContext &context)
{
    const QStringList names = context.words().mid(1);
    if (names.size() != 0 && names.size() != 2)
        return fail(ErrorKind::BadInput, AppTr::tr("A pair takes two servers, or none for the page's own."),
                    AppTr::tr("Usage: nightkeepctl servers pair [A B] [--socket PATH] [--user NAME]"));
    const Result<QList<ServerRow>> rows = chosenServers(context, names);
    if (!rows)
        return fail(rows.error());
    QList<Server> servers;
    for (const ServerRow &row : *rows)
        servers.append(row.server);
    if (names.size() == 2)
        return QList<QPair<Server, Server>> {{servers.first(), servers.last()}};
    const QList<QPair<Server, Server>> pairs = databasePairs(servers);
    if (pairs.isEmpty())
        return fail(ErrorKind::NotFound, AppTr::tr("The page names no pair of database servers."),
                    AppTr::tr("Name the two: nightkeepctl servers pair A B."));
    return pairs;
}

} // namespace

VerbResult webVerb(CliContext &context, Workspace &workspace)
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
    for (qsizetype i = 0; i < outcomes.size(); ++i) {
        const WebOutcome &outcome = outcomes.at(i);
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
    answer.json = QJsonDocument(array);
    answer.text = table.text();
    return answer;
}

VerbResult pairVerb(CliContext &context, Workspace &workspace)
{
    const Result<QList<QPair<Server, Server>>> pairs = pairsToAsk(context);
    if (!pairs)
        return fail(pairs.error());
    const DatabaseAccess given {context.value("socket"), context.value("user"), {}};
    CliAnswer answer;
    QJsonArray array;
    QStringList texts;
    for (const auto &[one, other] : *pairs) {
        const Result<PairAnswer> pair =
            workspace.reachability().askPair(one, other, given, context.cancel(), context.progress());
        if (!pair)
            return fail(pair.error());
        array.append(pairJson(*pair));
        texts.append(pairText(*pair, workspace.clock()()));
        answer.status = worse(answer.status, statusOf(*pair));
    }
    answer.json = QJsonDocument(array);
    answer.text = texts.join(u'\n');
    return answer;
}

} // namespace Nightkeep
