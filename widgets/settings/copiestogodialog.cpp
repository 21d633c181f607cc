// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/copiestogodialog.h"

#include "models/base/bytepath.h"
#include "models/base/columntable.h"
#include "models/base/format.h"
#include "widgets/common/datatable.h"

#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr double copiesMostBytes = 1e18;

TableDescription<CopyToGo> copiesToGoDescription()
{
    using Row = CopyToGo;
    using Column = TableColumn<Row>;
    return {
        [](const Row &row) { return QStringLiteral("%1/%2").arg(row.course).arg(displayPath(row.path)); },
        {Column(CopiesToGoDialog::tr("Course"), [](const Row &row) { return visibleText(row.shortName); }),
         Column(CopiesToGoDialog::tr("Number"), [](const Row &row) { return QString::number(row.course); })
             .with(&Column::sortValue, [](const Row &row) { return QVariant(row.course); })
             .with(&Column::isNumber, true),
         Column(CopiesToGoDialog::tr("Copy"), [](const Row &row) { return displayPath(row.path); })
             .with(&Column::width, 70),
         Column(CopiesToGoDialog::tr("Made"),
                [](const Row &row, const QDateTime &now) {
                    return row.made.isValid() ? shortMoment(row.made, now) : CopiesToGoDialog::tr("unknown");
                })
             .with(&Column::sortValue,
                   [](const Row &row) { return row.made.isValid() ? QVariant(row.made) : QVariant(); }),
         Column(CopiesToGoDialog::tr("Size"), [](const Row &row) {
             return bytesInWords(row.bytes);
         }).with(&Column::sortValue, [](const Row &row) {
               return row.bytes < 0 ? QVariant() : QVariant(row.bytes);
           }).with(&Column::isNumber, true)}};
}

} // namespace

CopiesToGoDialog::CopiesToGoDialog(const PageContext &context, const QString &site, const QList<CopyToGo> &copies,
                                   QWidget *parent)
    : TableDialog(context, QStringLiteral("copiesToGo"), QStringLiteral("copies-to-go.csv"), parent)
{
    setWindowTitle(tr("Copies that would go"));
    auto *model = new ColumnTable(copiesToGoDescription(), this);
    setModel(model, tr("No copy would be deleted."));
    content()->addWidget(table(), 1);
    model->setRows(copies, now());
    double bytes = 0; // each may be whatever a server told
    bool isWhole = true;
    for (const CopyToGo &copy : copies) {
        bytes += double(std::max<qint64>(copy.bytes, 0));
        isWhole = isWhole && copy.bytes >= 0;
    }
    const QString known = bytesInWords(qint64(std::min(bytes, copiesMostBytes)));
    const QString size = isWhole ? known : tr("at least %1", "a size").arg(known);
    setAnswer(State::Attention,
              tr("Moodle would delete %n copies of %1 at the next run of their courses: %2.", "a site, a size",
                 int(copies.size()))
                  .arg(visibleText(site), size),
              tr("By what was last seen on the server. What Moodle deletes cannot be brought back by undoing the "
                 "change."));
    begin(130, 28);
}

} // namespace Nightkeep
