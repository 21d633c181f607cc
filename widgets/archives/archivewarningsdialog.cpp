// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivewarningsdialog.h"

#include "models/archives/archiveplantable.h"
#include "models/base/bytepath.h"
#include "widgets/common/datatable.h"

#include <QVBoxLayout>

namespace Nightkeep {

ArchiveWarningsDialog::ArchiveWarningsDialog(const PageContext &context, const ArchiveRecord &record, QWidget *parent)
    : TableDialog(context, QStringLiteral("archiveWarnings"), record.run.request.name + QStringLiteral("-warnings.csv"),
                  parent)
{
    const QList<ArchiveWarning> &warnings = record.run.warnings;
    setWindowTitle(tr("Warnings of %1").arg(record.run.request.name));
    auto *model = new ColumnTable(ArchivePlanTable::ofWarnings(), this);
    setModel(model, tr("Its plan warned of nothing."));
    content()->addWidget(table(), 1);
    model->setRows(ArchivePlanTable::rows(warnings), now());
    const QString counted = tr("The plan warned of %n things.", nullptr, int(warnings.size()));
    const QString missing = tr("%n courses have no up-to-date backup in it.", nullptr, coursesWithout(warnings));
    const QString detail = record.accepted
        ? tr("Accepted by %1: %2").arg(visibleText(record.accepted->by), visibleText(record.accepted->text))
        : QString();
    setAnswer(record.hasOpenWarnings() ? State::Attention : State::Unknown,
              coursesWithout(warnings) > 0 ? counted + u' ' + missing : counted, detail);
    begin(110, 30);
}

} // namespace Nightkeep
