// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/base/tableorder.h"

#include <QAbstractProxyModel>
#include <QHash>
#include <QPersistentModelIndex>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <future>

namespace Nightkeep {

/// Sorts by SortRole and filters by words and by a rule, over any of our flat models.
/// Rows whose SortRole is invalid (or an invalid moment) are unknown and come last in both orders;
/// equal rows keep the source's order. Whatever becomes other is told by a few signals, not by one for each row: for
/// each of them a view goes through all rows.
class TableProxy final : public QAbstractProxyModel
{
    Q_OBJECT

public:
    static constexpr int mostAtOnce = 5'000; ///< rows; a table of more is long

    explicit TableProxy(QObject *parent = nullptr);
    ~TableProxy() override;

    /// A long table is sorted aside, and read for its words in parts between events: the order and the rows are as they
    /// were until that is done. For who has an event loop.
    void setPatient(bool patient) { m_isPatient = patient; }
    [[nodiscard]] bool isBusy() const { return m_soon.isActive(); } ///< with that

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
    void setSourceModel(QAbstractItemModel *model) override;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &proxyIndex) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &sourceIndex) const override;

signals:
    void settled(); ///< it is busy no more

private:
    /// What was sorted aside.
    struct Sorted
    {
        QList<SortKey> keys;
        QList<int> rows;
        int generation = 0;
    };

    void watch(const QAbstractItemModel &source);
    void takeInserted(int first, int last);
    void leave(int first, int last);
    void takeRemoved(int first, int last);
    void takeMoved(int first, int last, int destination);
    void takeChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles);
    void holdPlaces();
    [[nodiscard]] bool takeKnownAlong();
    void takeLayout();

    [[nodiscard]] int sourceRows() const;
    [[nodiscard]] bool isLong(qsizetype rows) const;
    [[nodiscard]] SortKey keyOf(int row) const;
    [[nodiscard]] RowOrder order() const { return {m_keys, m_order, m_collator}; }
    [[nodiscard]] bool isSorted() const; ///< no order is awaited
    void beginAnew();
    void sortAll();
    void sortAside();
    void readAside();
    void goOn();
    void putInOrder(int first, int last);
    [[nodiscard]] QList<int> withThese(const QList<int> &others, QList<int> rows) const;
    void presentAgain(int first, int last);
    void renumber(const std::function<int(int)> &moved);

    void readTexts(int row);
    [[nodiscard]] bool isWanted(int row);
    [[nodiscard]] QList<int> wanted();
    void present(const QList<int> &rows);
    void rearrange(const QList<int> &rows);
    void notePlaces();
    [[nodiscard]] QStringList texts(int row, const QList<int> &columns) const;

    QStringList m_words; ///< folded
    std::function<bool(int)> m_passes;
    int m_column = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    QCollator m_collator; ///< making one costs more than the comparison
    QList<SortKey> m_keys; ///< of the column, by source row; none while nothing is sorted
    QStringList m_texts; ///< all of a row, folded, by source row; null: not read yet
    QList<int> m_inOrder; ///< all source rows
    QList<int> m_shown; ///< source rows
    QList<int> m_places; ///< where each source row is shown; -1: nowhere

    bool m_isPatient = false;
    QTimer m_soon;
    int m_generation = 0; ///< what was sorted before another change is of no use
    bool m_awaitsValues = false;
    bool m_awaitsTexts = false;
    QVariantList m_values; ///< of the column, as far as they were asked for
    int m_read = 0; ///< rows whose texts were read
    std::future<Sorted> m_sorting;
    QModelIndexList m_heldHere; ///< while the source arranges itself anew
    QList<QPersistentModelIndex> m_heldThere;
    QHash<QString, int> m_heldRows; ///< of a long table, by their keys
};

} // namespace Nightkeep
