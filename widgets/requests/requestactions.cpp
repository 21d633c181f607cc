// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/requests/requestactions.h"
#include "widgets/common/newaction.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/openmodal.h"
#include "widgets/requests/requestdialog.h"
#include "widgets/requests/requestsdialog.h"

#include <QAction>

#include <algorithm>

namespace Nightkeep {

namespace {

/// A server is always chosen on the page, so the others' items are offered too.
QList<ProposedItem> forChosen(QList<ProposedItem> proposals, const QStringList &servers)
{
    const auto isChosen = [&servers](const ProposedItem &candidate) {
        return servers.contains(candidate.item.server, Qt::CaseInsensitive);
    };
    const auto others = std::stable_partition(proposals.begin(), proposals.end(), isChosen);
    const bool any = std::any_of(proposals.begin(), others, [](const ProposedItem &each) { return each.chosen; });
    if (any)
        std::for_each(others, proposals.end(), [](ProposedItem &each) { each.chosen = false; });
    return proposals;
}

} // namespace

RequestActions::RequestActions(const PageContext &context, QWidget *page)
    : ServerActions(context, page)
    , m_make(newAction(this, QStringLiteral("requestToStorage"), QStringLiteral("mail"),
                       tr("&Request to the storage team…")))
    , m_list(newAction(this, QStringLiteral("storageRequests"), QStringLiteral("jobs"), tr("Re&quests…")))
{
    m_make->setToolTip(tr("Ask for folders to be added or dropped, for the chosen servers or for all"));
    m_list->setToolTip(tr("What was asked of the storage team, and what came of it"));
    connect(m_make, &QAction::triggered, this, &RequestActions::make);
    connect(m_list, &QAction::triggered, this, &RequestActions::list);
}

void RequestActions::setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool writable)
{
    m_writable = writable;
    m_chosen.clear();
    for (const ServerRow &row : chosen)
        m_chosen += row.server.name;
    m_make->setEnabled(!all.isEmpty());
}

void RequestActions::make()
{
    emit begun();
    RequestService *service = &context().workspace.requests();
    context().jobs.start<QList<ProposedItem>>(
        tr("See what there is to ask"), {}, this,
        [service](const CancelToken &, const ProgressSink &) { return service->propose({}); },
        [this, servers = m_chosen](const Result<QList<ProposedItem>> &proposals) {
            if (!proposals) {
                emit failed(proposals.error());
                return;
            }
            connect(openModal(new RequestDialog(context(), forChosen(*proposals, servers), m_writable, page())),
                    &RequestDialog::sent, this, [this] {
                        context().say(tr("The request is remembered as sent."));
                        emit workspaceChanged();
                    });
        });
}

void RequestActions::list()
{
    emit begun();
    RequestService *service = &context().workspace.requests();
    context().jobs.start<QList<StorageRequest>>(
        tr("Read the requests"), {}, this,
        [service](const CancelToken &, const ProgressSink &) { return service->requests(); },
        [this](const Result<QList<StorageRequest>> &requests) {
            if (!requests) {
                emit failed(requests.error());
                return;
            }
            connect(openModal(new RequestsDialog(context(), *requests, m_writable, page())), &RequestsDialog::changed,
                    this, &ServerActions::workspaceChanged);
        });
}

} // namespace Nightkeep
