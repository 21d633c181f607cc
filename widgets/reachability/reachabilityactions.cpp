// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reachability/reachabilityactions.h"
#include "widgets/common/newaction.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/openmodal.h"
#include "widgets/reachability/pairdialog.h"

#include <QAction>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int addressesAtOnce = 8;

QList<Server> withAddress(const QList<ServerRow> &rows)
{
    QList<Server> servers;
    for (const ServerRow &row : rows) {
        if (!row.server.web.trimmed().isEmpty())
            servers.append(row.server);
    }
    return servers;
}

} // namespace

QPair<QString, QString> likelyPair(const QList<ServerRow> &all, const QList<ServerRow> &chosen)
{
    if (chosen.size() == 2)
        return {chosen.first().server.name, chosen.last().server.name};
    QList<Server> servers;
    for (const ServerRow &row : all)
        servers.append(row.server);
    const QList<QPair<Server, Server>> pairs = databasePairs(servers);
    const auto holdsChosen = [&chosen](const QPair<Server, Server> &pair) {
        return !chosen.isEmpty()
            && (pair.first.name == chosen.first().server.name || pair.second.name == chosen.first().server.name);
    };
    const auto found = std::find_if(pairs.cbegin(), pairs.cend(), holdsChosen);
    if (found != pairs.cend())
        return {found->first.name, found->second.name};
    if (!pairs.isEmpty())
        return {pairs.first().first.name, pairs.first().second.name};
    return {servers.value(0).name, servers.value(1).name};
}

ReachabilityActions::ReachabilityActions(const PageContext &context, QWidget *page)
    : ServerActions(context, page)
    , m_web(newAction(this, QStringLiteral("checkWeb"), QStringLiteral("web"), tr("Check &web address")))
    , m_allWeb(newAction(this, QStringLiteral("checkAllWeb"), QStringLiteral("web"), tr("Check all we&b addresses")))
    , m_pair(newAction(this, QStringLiteral("checkPair"), QStringLiteral("servers"), tr("Check M&ySQL pair…")))
{
    m_web->setToolTip(tr("Ask the chosen servers' web addresses once: status, redirects, certificate"));
    m_allWeb->setToolTip(tr("Ask the web address of every server that has one, several at a time"));
    m_pair->setToolTip(tr("Compare two database servers: version, and whether one follows the other"));
    connect(m_web, &QAction::triggered, this, [this] { checkWeb(withAddress(m_chosen)); });
    connect(m_allWeb, &QAction::triggered, this, [this] { checkWeb(withAddress(m_all)); });
    connect(m_pair, &QAction::triggered, this, &ReachabilityActions::showPair);
}

QList<QAction *> ReachabilityActions::actions() const
{
    return {m_web, m_allWeb, m_pair};
}

void ReachabilityActions::setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool)
{
    m_all = all;
    m_chosen = chosen;
    updateActions();
}

void ReachabilityActions::updateActions()
{
    const bool isDemo = context().workspace.info().demo;
    m_web->setEnabled(!isDemo && m_job == 0 && !withAddress(m_chosen).isEmpty());
    m_allWeb->setEnabled(!isDemo && m_job == 0 && !withAddress(m_all).isEmpty());
    for (QAction *action : {m_web, m_allWeb}) {
        if (isDemo)
            action->setToolTip(tr("The demo estate is made up: nothing on the network is asked about it."));
    }
    m_pair->setEnabled(m_all.size() >= 2);
}

void ReachabilityActions::checkWeb(const QList<Server> &servers)
{
    if (servers.isEmpty() || m_job != 0)
        return;
    emit begun();
    using Outcomes = QList<WebOutcome>;
    ReachabilityService *service = &context().workspace.reachability();
    const QString title = servers.size() == 1
        ? tr("Check the web address of %1").arg(visibleText(shortName(servers.first().name)))
        : tr("Check %n web addresses", nullptr, int(servers.size()));
    m_job = context().jobs.start<Outcomes>(
        title, {}, this,
        [service, servers](const CancelToken &cancel, const ProgressSink &progress) -> Result<Outcomes> {
            Outcomes outcomes = service->checkAllWeb(servers, addressesAtOnce, cancel, progress);
            if (cancel.isCancelled())
                return fail(ErrorKind::Cancelled, tr("Checking web addresses was stopped."));
            return outcomes;
        },
        [this](const Result<Outcomes> &outcomes) {
            m_job = 0;
            updateActions();
            if (outcomes)
                tell(*outcomes);
            else
                emit failed(outcomes.error());
            emit workspaceChanged(); // those that were asked before a stop are known
        });
    updateActions();
}

/// That nothing answers is an answer, and shown with the server. What could not even be asked, or was not kept, is told
/// once.
void ReachabilityActions::tell(const QList<WebOutcome> &outcomes)
{
    const auto found = std::find_if(outcomes.cbegin(), outcomes.cend(),
                                    [](const WebOutcome &outcome) { return !outcome.answer.has_value(); });
    if (found != outcomes.cend()) {
        emit failed(found->answer.error());
        return;
    }
    context().say(tr("%n web addresses were asked.", nullptr, int(outcomes.size())));
    const auto lost = std::find_if(outcomes.cbegin(), outcomes.cend(),
                                   [](const WebOutcome &outcome) { return outcome.notKept.has_value(); });
    if (lost != outcomes.cend())
        emit notKept(*lost->notKept);
}

void ReachabilityActions::showPair()
{
    emit begun();
    connect(openModal(new PairDialog(context(), m_all, likelyPair(m_all, m_chosen), page())), &PairDialog::answered,
            this, &ServerActions::workspaceChanged);
}

} // namespace Nightkeep
