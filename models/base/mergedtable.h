// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QString>

namespace Nightkeep {

/// A flat table over plain rows with stable keys. A refresh is a merge that tells of each true removal,
/// move, insertion and change and never resets, so that views keep their selection.
template<typename Row> class MergedTable : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    [[nodiscard]] const QList<Row> &rows() const { return m_rows; }
    /// The row with this key; null if there is none. Valid until the next merge.
    [[nodiscard]] const Row *find(const QString &key) const
    {
        for (const Row &row : m_rows) {
            if (keyOf(row) == key)
                return &row;
        }
        return nullptr;
    }

protected:
    [[nodiscard]] virtual QString keyOf(const Row &row) const = 0;

    /// Turns the rows into `wanted`. Of several wanted rows with one key the first is taken.
    void merge(const QList<Row> &wanted)
    {
        QHash<QString, qsizetype> places;
        QList<Row> target;
        for (const Row &row : wanted) {
            if (const QString key = keyOf(row); !places.contains(key)) {
                places.insert(key, target.size());
                target << row;
            }
        }
        removeOthers(places);
        for (qsizetype at = 0; at < target.size(); ++at)
            settle(at, target.at(at));
    }

    void tellChanged(int firstColumn, int lastColumn)
    {
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, firstColumn), index(rowCount() - 1, lastColumn));
    }

private:
    void removeOthers(const QHash<QString, qsizetype> &places)
    {
        for (qsizetype last = m_rows.size() - 1; last >= 0; --last) {
            if (places.contains(keyOf(m_rows.at(last))))
                continue;
            qsizetype first = last;
            while (first > 0 && !places.contains(keyOf(m_rows.at(first - 1))))
                --first;
            beginRemoveRows({}, int(first), int(last));
            m_rows.remove(first, last - first + 1);
            endRemoveRows();
            last = first;
        }
    }

    void settle(qsizetype at, const Row &row)
    {
        const QString key = keyOf(row);
        qsizetype from = at;
        while (from < m_rows.size() && keyOf(m_rows.at(from)) != key)
            ++from;
        if (from == m_rows.size()) {
            beginInsertRows({}, int(at), int(at));
            m_rows.insert(at, row);
            endInsertRows();
            return;
        }
        if (from != at) {
            beginMoveRows({}, int(from), int(from), {}, int(at));
            m_rows.move(from, at);
            endMoveRows();
        }
        if (!(m_rows.at(at) == row)) {
            m_rows[at] = row;
            emit dataChanged(index(int(at), 0), index(int(at), columnCount() - 1));
        }
    }

    QList<Row> m_rows;
};

} // namespace Nightkeep
