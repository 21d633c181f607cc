// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivecontentsdialog.h"

#include "widgets/common/datatable.h"

#include <QVBoxLayout>

namespace Nightkeep {

ArchiveContentsDialog::ArchiveContentsDialog(const PageContext &context, const ArchiveContents &contents,
                                             QWidget *parent)
    : TableDialog(context, QStringLiteral("archiveContents"), QStringLiteral("contents.csv"), parent)
{
    setWindowTitle(tr("Contents of %1").arg(contents.runId));
    auto *model = new ColumnTable(ArchiveContentsTable::description(), this);
    setModel(model, tr("The archive holds nothing."));
    content()->addWidget(table(), 1);
    model->setRows(contents.members, now());
    const PageAnswer answer = contentsAnswer(contents);
    setAnswer(answer.state, answer.sentence);
    if (contents.notKept)
        showNotKept(*contents.notKept);
    begin(120, 34);
}

} // namespace Nightkeep
