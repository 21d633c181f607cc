// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"

#include <QCollator>
#include <QSortFilterProxyModel>
#include <QStringList>

#include <functional>

namespace Nightkeep {

/// Sorts by SortRole and filters by words and by a rule, over any of our item models.
/// Rows whose SortRole is invalid (or an invalid moment) are unknown and come last in both orders;
/// equal rows keep the source's order.
class TableProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TableProxy(QObject *parent = nullptr);

    /// Rows that hold every word of `text` in some cell, whatever the case.
    void setFilterText(const QString &text);
    /// Only source rows that `passes` holds for; none: all.
    void setRowFilter(std::function<bool(int row)> passes);

    /// The rows as CSV (RFC 4180), titles first, whole texts; cells that a spreadsheet would run ('=', '+', '-', '@')
    /// begin with an apostrophe.
    [[nodiscard]] QByteArray csv(const QList<int> &columns) const;
    /// Some rows without titles, tab-separated; guarded like csv().
    [[nodiscard]] QString tabbed(const QList<int> &rows, const QList<int> &columns) const;

    /// The whole text of a cell: its lines where it has several, else its display text, else the
    /// word of its state.
    [[nodiscard]] static QStringList cellLines(const QModelIndex &index);

    /// The same as a view draws it: shorter, or with words that copies do not need.
    [[nodiscard]] static QStringList drawnLines(const QModelIndex &index);

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] QStringList texts(int row, const QList<int> &columns) const;

    QStringList m_words;
    std::function<bool(int)> m_passes;
    QVariantList m_sorting; // the column's values by source row, while it is sorted
    QCollator m_collator; // making one costs more than the comparison
};

[[nodiscard]] QCollator peoplesOrder(); ///< of texts: by the locale, numbers by their value, whatever the case
/// A strict order of two values of the same column: texts by `collator`, everything else by its type.
/// Unknown values (see TableProxy) are equal to each other.
[[nodiscard]] int compareValues(const QVariant &left, const QVariant &right, const QCollator &collator);
[[nodiscard]] bool isUnknownValue(const QVariant &value);

} // namespace Nightkeep
