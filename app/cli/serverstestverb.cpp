// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

namespace Nightkeep {

namespace {

/// In JSON, and for people.
QPair<QString, QString> checkWords(ConnectionCheck::Outcome outcome)
{
    switch (outcome) {
    case ConnectionCheck::Outcome::Passed:
        return {QStringLiteral("passed"), AppTr::tr("ok")};
    case ConnectionCheck::Outcome::Warned:
        return {QStringLiteral("warned"), AppTr::tr("warning")};
    case ConnectionCheck::Outcome::Failed:
        return {QStringLiteral("failed"), AppTr::tr("failed")};
    case ConnectionCheck::Outcome::NotTried:
        break;
    }
    return {QStringLiteral("notTried"), AppTr::tr("not tried")};
}

VerbResult testServer(CliContext &context, Workspace &workspace, const Server &server)
{
    const QList<ConnectionCheck> checks = workspace.servers().testConnection(server, context.cancel());
    if (context.cancel().isCancelled())
        return fail(ErrorKind::Cancelled, AppTr::tr("The test was stopped."));

    CliAnswer answer;
    QJsonArray array;
    TextTable table({AppTr::tr("CHECK"), AppTr::tr("RESULT"), AppTr::tr("WHAT IT SAYS")});
    for (const ConnectionCheck &check : checks) {
        const auto [name, word] = checkWords(check.outcome);
        array.append(QJsonObject {{QStringLiteral("name"), check.name},
                                  {QStringLiteral("outcome"), name},
                                  {QStringLiteral("sentence"), check.sentence},
                                  {QStringLiteral("advice"), check.advice}});
        const QString says = check.advice.isEmpty() ? check.sentence : check.sentence + u'\n' + check.advice;
        table.add({check.name, word, says});
        if (check.outcome == ConnectionCheck::Outcome::Failed)
            answer.status = ExitStatus::Unreachable;
        else if (check.outcome == ConnectionCheck::Outcome::Warned && answer.status == ExitStatus::Fine)
            answer.status = ExitStatus::Findings;
    }
    answer.json = QJsonDocument(array);
    answer.text = table.text();
    return answer;
}

} // namespace

const QList<Verb> Verbs::serversTest {
    {"servers test", "NAME", withServer<testServer>},
};

} // namespace Nightkeep
