// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivecontentsdialog.h"

#include "models/archives/archivecontentsmodel.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/plainlabel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

ArchiveContentsDialog::ArchiveContentsDialog(const PageContext &context, const ArchiveContents &contents,
                                             QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_model(new ArchiveContentsModel(this))
    , m_table(new DataTable(QStringLiteral("archiveContents"), context.settings, this))
{
    setObjectName(QStringLiteral("archiveContentsDialog"));
    setWindowTitle(tr("Contents of %1").arg(contents.runId));
    m_model->setContents(contents, context.workspace.clock()().timeZone());

    auto *layout = new QVBoxLayout(this);
    QLabel *summary = plainLabel(this, contentsSummary(contents));
    summary->setObjectName(QStringLiteral("contentsSummary"));
    layout->addWidget(summary);
    m_table->setInitialWidths({{ArchiveContentsModel::PathColumn, 60}, {ArchiveContentsModel::CheckColumn, 20}});
    m_table->setModel(m_model);
    m_table->setEmptyText(tr("The archive holds nothing."));
    layout->addWidget(m_table, 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeContents"));
    QPushButton *copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyContents"));
    connect(copy, &QPushButton::clicked, m_table, &DataTable::copy);
    QPushButton *save = buttons->addButton(tr("Export…"), QDialogButtonBox::ActionRole);
    save->setObjectName(QStringLiteral("exportContents"));
    connect(save, &QPushButton::clicked, this, &ArchiveContentsDialog::exportCsv);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 120, fontMetrics().lineSpacing() * 34);
}

void ArchiveContentsDialog::exportCsv()
{
    const std::optional<QString> file = m_context.dialogs.saveFile(
        this, tr("Save the archive's contents"), QStringLiteral("contents.csv"), tr("CSV tables (*.csv)"));
    if (!file)
        return;
    if (const Result<void> written = m_context.writeFile(*file, m_table->csv()); !written)
        (void)m_context.dialogs.confirm(
            this, {tr("Not saved"), written.error().message, written.error().advice, tr("Close"), false});
}

} // namespace Nightkeep
