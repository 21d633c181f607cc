// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QList>
#include <QString>

#include <algorithm>
#include <concepts>

namespace Nightkeep {

/// A flat table over plain rows with stable keys. A refresh is a merge, which never resets, so that
/// views keep their selection: few differences are told one by one, many as a new layout.
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
        const qsizetype at = rowOf(key);
        return at < 0 ? nullptr : &m_rows.at(at);
    }
    [[nodiscard]] qsizetype rowOf(const QString &key) const ///< -1: there is none
    {
        return m_merging ? m_keys.indexOf(key) : m_places.value(key, -1);
    }

protected:
    [[nodiscard]] virtual QString keyOf(const Row &row) const = 0;
    /// Whether a view that shows one shows the other.
    [[nodiscard]] virtual bool isSame(const Row &one, const Row &other) const
    {
        if constexpr (std::equality_comparable<Row>)
            return one == other;
        else
            return false;
    }

    /// Turns the rows into `wanted`. Of several with one key the later ones get a number behind it.
    void merge(const QList<Row> &wanted)
    {
        if (hasKeysOf(wanted)) { // as after most refreshes
            tellDifferences(wanted);
            return;
        }
        Target target {wanted, {}, {}};
        target.keys.reserve(wanted.size());
        target.places.reserve(wanted.size());
        QHash<QString, int> repeated;
        for (const Row &row : wanted) {
            QString key = keyOf(row);
            while (target.places.contains(key))
                key = QStringLiteral("%1#%2").arg(keyOf(row)).arg(++repeated[keyOf(row)]);
            target.places.insert(key, target.keys.size());
            target.keys << key;
        }
        m_merging = true;
        if (m_keys != target.keys)
            arrange(target);
        m_places = target.places;
        m_merging = false;
        tellDifferences(target.rows);
    }

    [[nodiscard]] const QString &keyAt(qsizetype row) const { return m_keys.at(row); }

    /// Another value in one row, whose key stays.
    void replace(qsizetype at, const Row &row)
    {
        m_rows[at] = row;
        emit dataChanged(index(int(at), 0), index(int(at), columnCount() - 1));
    }

    void tellChanged(int firstColumn, int lastColumn, const QList<int> &roles = {})
    {
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, firstColumn), index(rowCount() - 1, lastColumn), roles);
    }

private:
    using Places = QList<qsizetype>;
    struct Target
    {
        QList<Row> rows;
        QStringList keys;
        QHash<QString, qsizetype> places;
    };
    struct Range
    {
        qsizetype first = 0;
        qsizetype last = 0;
    };

    [[nodiscard]] bool hasKeysOf(const QList<Row> &wanted) const
    {
        return std::equal(m_keys.cbegin(), m_keys.cend(), wanted.cbegin(), wanted.cend(),
                          [this](const QString &key, const Row &row) { return key == keyOf(row); });
    }

    /// Each signal costs a view about as much as there are rows: more than this become one.
    static constexpr qsizetype MostSignals = 32;

    template<typename Predicate> static QList<Range> ranges(qsizetype size, Predicate belongs)
    {
        QList<Range> found;
        for (qsizetype at = 0; at < size; ++at) {
            if (!belongs(at))
                continue;
            if (!found.isEmpty() && found.last().last == at - 1)
                found.last().last = at;
            else
                found << Range {at, at};
        }
        return found;
    }

    void arrange(const Target &target)
    {
        Places places; // of our rows in the target; -1: not there
        Places order; // of those who stay
        QList<bool> stays(target.keys.size(), false);
        places.reserve(m_keys.size());
        order.reserve(m_keys.size());
        for (const QString &key : std::as_const(m_keys)) {
            places << target.places.value(key, -1);
            if (places.last() < 0)
                continue;
            order << places.last();
            stays[places.last()] = true;
        }
        const QList<Range> gone = ranges(places.size(), [&](qsizetype at) { return places.at(at) < 0; });
        const QList<Range> added = ranges(target.keys.size(), [&](qsizetype at) { return !stays.at(at); });
        const Places moved = outOfOrder(order);
        if (gone.size() + added.size() + moved.size() > MostSignals) {
            arrangeAtOnce(target, places, stays);
            return;
        }
        for (auto range = gone.crbegin(); range != gone.crend(); ++range)
            removeRange(*range);
        for (const qsizetype place : moved)
            moveBehindPredecessor(place, order);
        for (const Range &range : added)
            insertRange(range.first, target.rows.mid(range.first, range.last - range.first + 1),
                        target.keys.mid(range.first, range.last - range.first + 1));
    }

    /// As many signals whatever the differences: those who stay in their new order before those who
    /// go, the end cut off, what is new appended, then all in the target's order.
    void arrangeAtOnce(const Target &target, Places places, const QList<bool> &stays)
    {
        Places ranks(stays.size(), 0); // of those who stay, by place
        qsizetype kept = 0;
        for (qsizetype place = 0; place < stays.size(); ++place)
            ranks[place] = stays.at(place) ? kept++ : 0;
        qsizetype end = kept;
        for (qsizetype &place : places)
            place = place < 0 ? end++ : ranks.at(place);
        permute(places);
        if (end > kept)
            removeRange({kept, end - 1});
        Places placeOf(stays.size(), 0);
        QList<Row> newRows;
        QStringList newKeys;
        for (qsizetype place = 0; place < stays.size(); ++place) {
            placeOf[stays.at(place) ? ranks.at(place) : kept + newRows.size()] = place;
            if (stays.at(place))
                continue;
            newRows << target.rows.at(place);
            newKeys << target.keys.at(place);
        }
        if (!newRows.isEmpty())
            insertRange(m_rows.size(), newRows, newKeys);
        permute(placeOf);
    }

    /// The places that are not in the longest run of rows that stand in order already, ascending.
    static Places outOfOrder(const Places &order)
    {
        Places ends; // by length: where in `order` the run of this length with the least last place ends
        Places before(order.size(), -1);
        ends.reserve(order.size());
        for (qsizetype at = 0; at < order.size(); ++at) {
            const auto found =
                std::lower_bound(ends.begin(), ends.end(), order.at(at),
                                 [&order](qsizetype end, qsizetype place) { return order.at(end) < place; });
            if (found != ends.begin())
                before[at] = *(found - 1);
            if (found == ends.end())
                ends << at;
            else
                *found = at;
        }
        QList<bool> inOrder(order.size(), false);
        for (qsizetype at = ends.isEmpty() ? -1 : ends.last(); at >= 0; at = before.at(at))
            inOrder[at] = true;
        Places moved;
        for (qsizetype at = 0; at < order.size(); ++at) {
            if (!inOrder.at(at))
                moved << order.at(at);
        }
        std::sort(moved.begin(), moved.end());
        return moved;
    }

    /// All rows with lesser places stand in order already: this one goes behind the last of them.
    void moveBehindPredecessor(qsizetype place, Places &order)
    {
        const qsizetype from = order.indexOf(place);
        qsizetype to = 0; // counted before the move
        for (qsizetype at = 0, last = -1; at < order.size(); ++at) {
            if (order.at(at) < place && order.at(at) > last) {
                last = order.at(at);
                to = at + 1;
            }
        }
        if (to == from || to == from + 1)
            return;
        beginMoveRows({}, int(from), int(from), {}, int(to));
        const qsizetype after = to > from ? to - 1 : to;
        order.move(from, after);
        m_rows.move(from, after);
        m_keys.move(from, after);
        endMoveRows();
    }

    void removeRange(const Range &range)
    {
        beginRemoveRows({}, int(range.first), int(range.last));
        m_rows.remove(range.first, range.last - range.first + 1);
        m_keys.remove(range.first, range.last - range.first + 1);
        endRemoveRows();
    }

    void insertRange(qsizetype at, const QList<Row> &rows, const QStringList &keys)
    {
        beginInsertRows({}, int(at), int(at + rows.size() - 1));
        m_rows.insert(at, rows.size(), rows.first());
        std::copy(rows.cbegin(), rows.cend(), m_rows.begin() + at);
        m_keys.insert(at, keys.size(), QString());
        std::copy(keys.cbegin(), keys.cend(), m_keys.begin() + at);
        endInsertRows();
    }

    /// Row n becomes row to[n].
    void permute(const Places &to)
    {
        if (std::is_sorted(to.cbegin(), to.cend()))
            return;
        emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        QList<Row> rows = m_rows;
        QStringList keys = m_keys;
        for (qsizetype at = 0; at < to.size(); ++at) {
            rows[to.at(at)] = m_rows.at(at);
            keys[to.at(at)] = m_keys.at(at);
        }
        m_rows = std::move(rows);
        m_keys = std::move(keys);
        const QModelIndexList before = persistentIndexList();
        QModelIndexList after;
        after.reserve(before.size());
        for (const QModelIndex &each : before)
            after << index(int(to.at(each.row())), each.column());
        changePersistentIndexList(before, after);
        emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    void tellDifferences(const QList<Row> &target)
    {
        QList<Range> changed =
            ranges(target.size(), [&](qsizetype at) { return !isSame(m_rows.at(at), target.at(at)); });
        m_rows = target;
        if (changed.size() > MostSignals)
            changed = {{changed.first().first, changed.last().last}};
        for (const Range &range : std::as_const(changed))
            emit dataChanged(index(int(range.first), 0), index(int(range.last), columnCount() - 1));
    }

    QList<Row> m_rows;
    QStringList m_keys; // of m_rows, in their order
    QHash<QString, qsizetype> m_places; // by key; not true while merging
    bool m_merging = false;
};

} // namespace Nightkeep
