// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/mergedtable.h"
#include "models/base/state.h"

#include <optional>

namespace Nightkeep {

/// A MergedTable that is only looked at: one text a cell, with the value it sorts by, its state and
/// what it says in full where the pointer rests on it.
template<typename Row> class ShownTable : public MergedTable<Row>
{
public:
    using MergedTable<Row>::MergedTable;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!this->checkIndex(index, QAbstractItemModel::CheckIndexOption::IndexIsValid))
            return {};
        const Row &row = this->rows().at(index.row());
        switch (role) {
        case Qt::DisplayRole:
            return text(row, index.column());
        case Qt::ToolTipRole:
            return toolTip(row, index.column());
        case LinesRole:
            if (const QString whole = text(row, index.column()); whole.contains(u'\n'))
                return whole.split(u'\n');
            return {};
        case SortRole:
            return sortValue(row, index.column());
        case StateRole:
            if (const std::optional<State> shown = state(row, index.column()))
                return int(*shown);
            return {};
        case KeyRole:
            return this->keyOf(row);
        default:
            return {};
        }
    }

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0)
            return {};
        return heading(section);
    }

protected:
    [[nodiscard]] virtual QString heading(int column) const = 0;
    [[nodiscard]] virtual QString text(const Row &row, int column) const = 0;
    /// Invalid where it is not known; the text where nothing else is said.
    [[nodiscard]] virtual QVariant sortValue(const Row &row, int column) const { return text(row, column); }
    [[nodiscard]] virtual std::optional<State> state(const Row &row, int column) const = 0;
    [[nodiscard]] virtual QVariant toolTip(const Row &, int) const { return {}; }
};

} // namespace Nightkeep
