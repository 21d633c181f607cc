// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"

#include <QAbstractItemModel>
#include <QStringList>

namespace Nightkeep {

/// A model as text, a line per row: cells joined by " | ", lines of a cell by " / ", a cell's state
/// before it in brackets.
inline QStringList printedTable(const QAbstractItemModel &model, const QList<int> &columns = {})
{
    QStringList printed;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            if (!columns.isEmpty() && !columns.contains(column))
                continue;
            const QModelIndex index = model.index(row, column);
            QString cell = index.data().toString().split(u'\n').join(u" / ");
            if (const QVariant state = index.data(StateRole); state.isValid())
                cell.prepend(QStringLiteral("[%1] ").arg(stateWord(State(state.toInt()))));
            if (const QVariant check = index.data(Qt::CheckStateRole); check.isValid())
                cell.prepend(check.toInt() == Qt::Checked ? QStringLiteral("[x] ") : QStringLiteral("[ ] "));
            cells << cell;
        }
        printed << cells.join(u" | ");
    }
    return printed;
}

} // namespace Nightkeep
