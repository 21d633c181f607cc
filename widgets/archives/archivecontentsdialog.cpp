// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivecontentsdialog.h"

#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

ArchiveContentsDialog::ArchiveContentsDialog(const PageContext &context, const ArchiveContents &contents,
                                             QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_table(new DataTable(QStringLiteral("archiveContents"), context.settings, this))
{
    setObjectName(QStringLiteral("archiveContentsDialog"));
    setWindowTitle(tr("Contents of %1").arg(contents.runId));
    auto *model = new ColumnTable(ArchiveContentsTable::description(), this);
    model->setRows(contents.members, context.workspace.clock()());

    auto *layout = new QVBoxLayout(this);
    QLabel *summary = plainLabel(this, contentsSummary(contents));
    summary->setObjectName(QStringLiteral("contentsSummary"));
    layout->addWidget(summary);
    m_table->setModel(model);
    m_table->setEmptyText(tr("The archive holds nothing."));
    layout->addWidget(m_table, 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeContents"));
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyContents"));
    connect(copy, &QPushButton::clicked, m_table, &DataTable::copy);
    QPushButton *save = buttons->addButton(tr("Export…"), QDialogButtonBox::ActionRole);
    save->setObjectName(QStringLiteral("exportContents"));
    connect(save, &QPushButton::clicked, this, [this] {
        m_table->saveCsv(
            m_context, tr("Save the archive's contents"), QStringLiteral("contents.csv"), [this](const Error &error) {
                m_context.dialogs.confirm(this, {tr("Not saved"), error.message, error.advice, tr("Close"), false}, {});
            });
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    rememberGeometry(this, m_context.settings, 120, 34);
}

} // namespace Nightkeep
