// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"

#include <QCollator>
#include <QSortFilterProxyModel>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// Sorts by SortRole and filters by words and by state, over any of our item models.
/// Rows whose SortRole is invalid (or an invalid moment) are unknown and come last in both orders;
/// equal rows keep the source's order.
class TableProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TableProxy(QObject *parent = nullptr);

    /// Rows that hold every word of `text` in some cell, whatever the case.
    void setFilterText(const QString &text);
    [[nodiscard]] QString filterText() const { return m_text; }
    /// Only rows whose cell in `column` has this StateRole; column -1 shows all.
    void setStateFilter(int column, std::optional<State> state);

    /// The whole text of a cell: its lines where it has several, else its display text, else the
    /// word of its state.
    [[nodiscard]] static QStringList cellLines(const QModelIndex &index);

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_text;
    QStringList m_words;
    int m_stateColumn = -1;
    std::optional<State> m_state;
    QVariantList m_sorting; // the column's values by source row, while it is sorted
    QCollator m_collator; // making one costs more than the comparison
};

[[nodiscard]] QCollator peoplesOrder(); ///< of texts: by the locale, numbers by their value, whatever the case
/// A strict order of two values of the same column: texts by `collator`, everything else by its type.
/// Unknown values (see TableProxy) are equal to each other.
[[nodiscard]] int compareValues(const QVariant &left, const QVariant &right, const QCollator &collator);
[[nodiscard]] bool isUnknownValue(const QVariant &value);

} // namespace Nightkeep
