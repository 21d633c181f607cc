// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/reachabilityjson.h"
#include "app/cli/verbs.h"
#include "models/reachability/pairtable.h"

namespace Nightkeep {

namespace {

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
    const QStringList names = context.words();
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

VerbResult askPairs(CliContext &context, Workspace &workspace)
{
    const Result<QList<QPair<Server, Server>>> pairs = pairsToAsk(context);
    if (!pairs)
        return fail(pairs.error());
    const DatabaseAccess given {context.value("socket"), context.value("user"), {}};
    CliAnswer answer;
    QJsonArray array;
    QStringList texts;
    std::optional<Error> notKept;
    for (const auto &[one, other] : *pairs) {
        const Result<PairAnswer> pair =
            workspace.reachability().askPair(one, other, given, context.cancel(), context.progress());
        if (!pair)
            return fail(pair.error());
        array.append(pairJson(*pair));
        texts.append(pairText(*pair, workspace.clock()()));
        answer.status = worse(answer.status, statusOf(*pair));
        if (!notKept)
            notKept = pair->notKept;
    }
    if (notKept)
        answer.status = worse(answer.status, sayNotKept(context, *notKept));
    answer.json = QJsonDocument(array);
    answer.text = texts.join(u'\n');
    return answer;
}

} // namespace

const QList<Verb> Verbs::serversPair {
    {"servers pair",
     "[A B] [--socket PATH] [--user NAME] [--attended]",
     withWorkspace<askPairs>,
     {{"socket", "PATH",
       QT_TRANSLATE_NOOP("NightkeepApp", "the database's unix socket on both servers; else the Moodle site's")},
      {"user", "NAME", QT_TRANSLATE_NOOP("NightkeepApp", "the database account that looks; else the Moodle site's")}}},
};

} // namespace Nightkeep
