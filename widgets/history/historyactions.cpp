// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/historyactions.h"
#include "widgets/common/newaction.h"

#include "widgets/common/openmodal.h"
#include "widgets/history/changesdialog.h"
#include "widgets/history/comparedialog.h"
#include "widgets/history/serverhistorydialog.h"

#include <QAction>

namespace Nightkeep {

HistoryActions::HistoryActions(const PageContext &context, QWidget *page)
    : ServerActions(context, page)
    , m_history(newAction(this, QStringLiteral("serverHistory"), QStringLiteral("history"), tr("&History…")))
    , m_changes(newAction(this, QStringLiteral("serverChanges"), QStringLiteral("changes"), tr("Changes &since…")))
    , m_compare(newAction(this, QStringLiteral("compareServers"), QStringLiteral("columns"), tr("Com&pare…")))
{
    m_history->setToolTip(tr("What each probe of the chosen server saw, and when its disks are full"));
    m_changes->setToolTip(tr("What changed on the chosen servers, or on all"));
    m_compare->setToolTip(tr("Show two chosen servers side by side"));
    connect(m_history, &QAction::triggered, this, &HistoryActions::showHistory);
    connect(m_changes, &QAction::triggered, this, &HistoryActions::showChanges);
    connect(m_compare, &QAction::triggered, this, &HistoryActions::compare);
}

QList<QAction *> HistoryActions::actions() const
{
    return {m_history, m_changes, m_compare};
}

void HistoryActions::setRows(const QList<ServerRow> &all, const QList<ServerRow> &chosen, bool)
{
    m_chosen.clear();
    for (const ServerRow &row : chosen)
        m_chosen.append(row.server);
    m_history->setEnabled(m_chosen.size() == 1);
    m_changes->setEnabled(!all.isEmpty());
    m_compare->setEnabled(m_chosen.size() == 2);
}

void HistoryActions::showHistory()
{
    if (m_chosen.size() != 1)
        return;
    emit begun();
    openModal(new ServerHistoryDialog(context(), m_chosen.first(), page()));
}

void HistoryActions::showChanges()
{
    emit begun();
    QStringList names;
    for (const Server &server : std::as_const(m_chosen))
        names.append(server.name);
    openModal(new ChangesDialog(context(), names, page()));
}

void HistoryActions::compare()
{
    if (m_chosen.size() != 2)
        return;
    emit begun();
    openModal(new CompareDialog(context(), m_chosen.first().name, m_chosen.last().name, page()));
}

} // namespace Nightkeep
