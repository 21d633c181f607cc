// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivecontentsdialog.h"

#include "widgets/catalogue/archivecopiesdialog.h"
#include "widgets/common/datatable.h"
#include "widgets/common/openmodal.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

ArchiveContentsDialog::ArchiveContentsDialog(const PageContext &context, const ArchiveRecord &record,
                                             const ArchiveContents &contents, QWidget *parent)
    : TableDialog(context, QStringLiteral("archiveContents"), QStringLiteral("contents.csv"), parent)
    , m_record(record)
    , m_model(new ColumnTable(ArchiveContentsTable::description(), this))
{
    setWindowTitle(tr("Contents of %1").arg(contents.runId));
    setModel(m_model, tr("The archive holds nothing."));
    content()->addWidget(table(), 1);
    QPushButton *take = addButton(QStringLiteral("archiveContentsTake"), tr("Take it out…"));
    take->setToolTip(tr("Look into the chosen zip, or take it out here or on the archive's server"));
    take->setEnabled(false);
    connect(table(), &DataTable::currentKeyChanged, take, [this, take] { take->setEnabled(chosen()); });
    connect(take, &QPushButton::clicked, this, &ArchiveContentsDialog::takeOut);
    m_model->setRows(contents.members, now());
    const PageAnswer answer = contentsAnswer(contents);
    setAnswer(answer.state, answer.sentence);
    if (contents.notKept)
        showNotKept(*contents.notKept);
    begin(120, 34);
}

const ArchiveMember *ArchiveContentsDialog::chosen() const
{
    const ArchiveMember *member = m_model->find(table()->currentKey());
    return member && member->check != ArchiveMember::Check::Missing ? member : nullptr;
}

void ArchiveContentsDialog::takeOut()
{
    if (const ArchiveMember *member = chosen())
        openModal(new ArchiveCopiesDialog(context(), m_record, this, member->path));
}

} // namespace Nightkeep
