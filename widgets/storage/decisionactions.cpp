// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/storage/decisionactions.h"
#include "widgets/common/newaction.h"

#include "models/coverage/agreedfigures.h"
#include "models/workspace.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/writing.h"
#include "widgets/storage/decisiondialog.h"

#include <QAction>

namespace Nightkeep {

namespace {

/// The class that ordinary files are bound to, where it is known and the same on all.
std::optional<ManagementClass> commonClass(const QList<ServerRow> &rows)
{
    std::optional<ManagementClass> common;
    for (const ServerRow &row : rows) {
        const ManagementClass *one = row.snapshot ? defaultClass(*row.snapshot) : nullptr;
        if (!one || (common && *common != *one))
            return std::nullopt;
        common = *one;
    }
    return common;
}

} // namespace

DecisionActions::DecisionActions(const PageContext &context, QWidget *page)
    : ServerActions(context, page)
    , m_decide(newAction(this, QStringLiteral("decide"), QStringLiteral("decide"), tr("&Decide…")))
{
    m_decide->setToolTip(tr("Say in figures what is kept and archived, and what is agreed or to be agreed"));
    connect(m_decide, &QAction::triggered, this, &DecisionActions::decide);
}

QList<QAction *> DecisionActions::actions() const
{
    return {m_decide};
}

void DecisionActions::setRows(const QList<ServerRow> &, const QList<ServerRow> &chosen, bool writable)
{
    m_chosen.clear();
    for (const ServerRow &row : chosen)
        m_chosen << row.server;
    m_inForce = commonClass(chosen);
    enableWriting(m_decide, writable, !m_chosen.isEmpty());
}

void DecisionActions::decide()
{
    if (m_chosen.isEmpty())
        return;
    emit begun();
    const QDate today = context().workspace.clock()().date();
    auto *dialog = openModal(new DecisionDialog(m_chosen, m_inForce, today, context().settings, page()));
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (const QList<QPair<Server, Server>> changes = dialog->changes(); !changes.isEmpty())
            emit editRequested(changes);
        else
            context().say(tr("Nothing was changed."));
    });
}

} // namespace Nightkeep
