// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/matrix/wikiactions.h"
#include "widgets/common/newaction.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/openmodal.h"
#include "widgets/matrix/wikiexportdialog.h"

#include <QAction>

namespace Nightkeep {

WikiActions::WikiActions(const PageContext &context, QWidget *page)
    : ServerActions(context, page)
    , m_export(newAction(this, QStringLiteral("exportWiki"), QStringLiteral("wiki"), tr("Export to the wi&ki…")))
{
    m_export->setToolTip(tr("The matrix as the wiki page's own table, to be put back on the page"));
    connect(m_export, &QAction::triggered, this, &WikiActions::exportMatrix);
}

QList<QAction *> WikiActions::actions() const
{
    return {m_export};
}

void WikiActions::setRows(const QList<ServerRow> &all, const QList<ServerRow> &, bool)
{
    m_servers.clear();
    for (const ServerRow &row : all)
        m_servers << row.server;
    m_export->setEnabled(!m_servers.isEmpty());
}

void WikiActions::exportMatrix()
{
    emit begun();
    ServerService *service = &context().workspace.servers();
    context().jobs.start<QByteArray>(
        tr("Write the wiki page's table"), {}, this,
        [service](const CancelToken &, const ProgressSink &) { return service->exportWiki(); },
        [this](const Result<QByteArray> &table) {
            if (table)
                showTable(*table);
            else
                emit failed(table.error());
        });
}

void WikiActions::showTable(const QByteArray &table)
{
    openModal(new WikiExportDialog(context(), m_servers, table, page()));
}

} // namespace Nightkeep
