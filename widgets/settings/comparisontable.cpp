// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/settings/comparisontable.h"

#include "widgets/common/viewstate.h"

#include <QHeaderView>
#include <QTableWidget>

#include <algorithm>

namespace Nightkeep {

QTableWidget *comparisonTable(QWidget *parent, const QString &name, const QStringList &header,
                              const QList<QStringList> &rows)
{
    auto *table = new QTableWidget(int(rows.size()), int(header.size()), parent);
    table->setObjectName(name);
    table->setHorizontalHeaderLabels(header);
    for (int row = 0; row < rows.size(); ++row)
        for (int column = 0; column < header.size(); ++column)
            table->setItem(row, column, new QTableWidgetItem(rows.at(row).value(column)));
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->resizeColumnsToContents();
    table->resizeRowsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    const int shown = std::clamp(int(rows.size()), 2, 8) + 2; // with the header
    table->setMinimumSize(sizeInText(table, 70, shown * 3 / 2).boundedTo(roomFor(table) * 0.6));
    return table;
}

} // namespace Nightkeep
