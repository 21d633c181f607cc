// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/servers/serverjobs.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/widgetstr.h"

#include <QMetaObject>
#include <QPointer>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int serversAtOnce = 8;

} // namespace

QString unaskedWords()
{
    return WidgetsTr::tr("What is known so far was written down by the team.\n"
                         "Ask the servers what they really back up: nothing on them is changed.");
}

QString askAllWords()
{
    return WidgetsTr::tr("Ask all now");
}

bool isAnyAsked(const QList<ServerRow> &rows)
{
    return std::any_of(rows.cbegin(), rows.cend(), [](const ServerRow &row) { return row.snapshot || row.failure; });
}

QString askedWords(const AskedServers &asked)
{
    return WidgetsTr::tr("%1 of %n servers answered.", nullptr, asked.asked).arg(asked.answered);
}

QList<Server> answeringFirst(const QList<ServerRow> &rows)
{
    QList<Server> answering;
    QList<Server> silent;
    for (const ServerRow &row : rows)
        (row.failure ? silent : answering) << row.server;
    return answering + silent;
}

quint64 askServers(const PageContext &context, QObject *receiver, const QList<Server> &servers, ProbedSink answered,
                   std::function<void(const Result<AskedServers> &)> done)
{
    ServerService *service = &context.workspace.servers();
    RequestService *requests = &context.workspace.requests();
    // The runner outlives its workers, which the receiver may not: it takes the news to the window's thread.
    const ProbedSink deliver = [runner = &context.jobs, alive = QPointer<QObject>(receiver),
                                answered = std::move(answered)](const ProbeOutcome &outcome) {
        QMetaObject::invokeMethod(
            runner,
            [alive, answered, outcome] {
                if (alive)
                    answered(outcome);
            },
            Qt::QueuedConnection);
    };
    // Nobody wants twelve passwords asked for at once: a server that needs one fails and says so.
    return context.jobs.start<AskedServers>(
        WidgetsTr::tr("Ask %n servers", nullptr, int(servers.size())), {}, receiver,
        [service, requests, servers, deliver](const CancelToken &cancel,
                                              const ProgressSink &progress) -> Result<AskedServers> {
            AskedServers asked;
            for (const ProbeOutcome &outcome :
                 service->probeAll(servers, Attendance::Background, serversAtOnce, cancel, progress, deliver)) {
                ++asked.asked;
                asked.answered += outcome.snapshot ? 1 : 0;
                if (outcome.notKept && !asked.notKept)
                    asked.notKept = outcome.notKept;
            }
            // What was asked of the storage team may be seen done now.
            const Result<void> noted = requests->noteWhatIsDone();
            if (cancel.isCancelled())
                return fail(ErrorKind::Cancelled, WidgetsTr::tr("Asking the servers was stopped."));
            if (!noted && !asked.notKept)
                asked.notKept = noted.error();
            return asked;
        },
        std::move(done));
}

quint64 askServer(const PageContext &context, QObject *receiver, const Server &server,
                  std::function<void(const Result<ProbeOutcome> &)> done)
{
    ServerService *service = &context.workspace.servers();
    RequestService *requests = &context.workspace.requests();
    return context.jobs.start<ProbeOutcome>(
        WidgetsTr::tr("Ask %1").arg(shortName(server.name)), server.name, receiver,
        [service, requests, server](const CancelToken &cancel, const ProgressSink &) -> Result<ProbeOutcome> {
            ProbeOutcome outcome = service->probe(server, Attendance::Attended, cancel);
            const Result<void> noted = requests->noteWhatIsDone();
            if (!outcome.snapshot)
                return fail(outcome.snapshot.error());
            if (!noted && !outcome.notKept)
                outcome.notKept = noted.error();
            return outcome;
        },
        std::move(done));
}

} // namespace Nightkeep
