// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/coverage/inspectionactions.h"

#include "widgets/common/newaction.h"
#include "widgets/common/openmodal.h"
#include "widgets/coverage/changeratedialog.h"
#include "widgets/coverage/previewdialog.h"

#include <QAction>

namespace Nightkeep {

InspectionActions::InspectionActions(const PageContext &context, QWidget *page)
    : ServerActions(context, page)
    , m_changeRate(newAction(this, QStringLiteral("changeRate"), QStringLiteral("rate"), tr("Change ra&te…")))
    , m_preview(newAction(this, QStringLiteral("previewBackup"), QStringLiteral("search"),
                          tr("Pre&view the backup of a folder…")))
{
    m_changeRate->setToolTip(tr("Count how many files below the wanted folders changed in the last 1, 7 and 30 days"));
    m_preview->setToolTip(tr("Ask the storage manager's client on the server what it would back up of one folder"));
    connect(m_changeRate, &QAction::triggered, this,
            [this] { open(new ChangeRateDialog(this->context(), m_server, this->page())); });
    connect(m_preview, &QAction::triggered, this,
            [this] { open(new PreviewDialog(this->context(), m_server, this->page())); });
}

void InspectionActions::setRows(const QList<ServerRow> &, const QList<ServerRow> &chosen, bool)
{
    m_server = chosen.size() == 1 ? chosen.first().server : Server();
    // Without folders there is nothing to ask about.
    const bool possible = !m_server.wanted.isEmpty() || !m_server.current.isEmpty();
    m_changeRate->setEnabled(possible);
    m_preview->setEnabled(possible);
}

void InspectionActions::open(AskingDialog *dialog)
{
    emit begun();
    connect(openModal(dialog), &AskingDialog::answered, this, &ServerActions::workspaceChanged);
}

} // namespace Nightkeep
