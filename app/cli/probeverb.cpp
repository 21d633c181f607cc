// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"

#include <tuple>

namespace Nightkeep {

namespace {

VerbResult probeServers(CliContext &context)
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
    CliAnswer answer;
    // What was asked of the storage team may be seen done now.
    if (const Result<void> noted = workspace.requests().noteWhatIsDone(); !noted) {
        context.say(noted.error());
        answer.status = ExitStatus::Unreachable;
    }
    QJsonArray array;
    TextTable table({AppTr::tr("SERVER"), AppTr::tr("STATE"), AppTr::tr("WHAT IT SAYS")});
    std::optional<Error> notKept;
    for (const ProbeOutcome &outcome : outcomes) {
        array.append(probeJson(outcome));
        if (outcome.notKept && !notKept)
            notKept = outcome.notKept;
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
    if (notKept)
        answer.status = worse(answer.status, sayNotKept(context, *notKept));
    answer.json = QJsonDocument(array);
    answer.text = table.text();
    return answer;
}

} // namespace

const QList<Verb> Verbs::probe {
    {"probe",
     "[SERVER...] [--parallel N] [--attended]",
     probeServers,
     {Options::Parallel},
     QT_TRANSLATE_NOOP("NightkeepApp", "ask servers for their mounts, folders and backups")},
};

} // namespace Nightkeep
