// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the proxy's order when its source changes.
#include "models/base/tableproxy.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <numeric>
#include <utility>

namespace Nightkeep {

namespace {

constexpr int valuesAtOnce = 5'000;
constexpr int textsAtOnce = 1'000;
constexpr std::chrono::milliseconds lookAgain {5};

QList<int> allRows(int count, int first = 0)
{
    QList<int> rows(count);
    std::iota(rows.begin(), rows.end(), first);
    return rows;
}

} // namespace

void TableProxy::setSourceModel(QAbstractItemModel *model)
{
    if (model && model == sourceModel())
        return; // the base class watches a model once
    beginResetModel();
    if (sourceModel())
        sourceModel()->disconnect(this);
    QAbstractProxyModel::setSourceModel(model);
    if (model)
        watch(*model);
    beginAnew();
    endResetModel();
}

void TableProxy::watch(const QAbstractItemModel &source)
{
    using Model = QAbstractItemModel;
    connect(&source, &Model::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { takeInserted(first, last); });
    connect(&source, &Model::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { leave(first, last); });
    connect(&source, &Model::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { takeRemoved(first, last); });
    connect(&source, &Model::rowsMoved, this,
            [this](const QModelIndex &, int first, int last, const QModelIndex &, int destination) {
                takeMoved(first, last, destination);
            });
    connect(&source, &Model::dataChanged, this, &TableProxy::takeChanged);
    connect(&source, &Model::layoutAboutToBeChanged, this, [this] { holdPlaces(); });
    connect(&source, &Model::layoutChanged, this, [this] { takeLayout(); });
    connect(&source, &Model::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(&source, &Model::modelReset, this, [this] {
        beginAnew();
        endResetModel();
    });
    connect(&source, &Model::headerDataChanged, this, [this](Qt::Orientation orientation, int first, int last) {
        if (orientation == Qt::Horizontal)
            emit headerDataChanged(orientation, first, last);
    });
    // Without a signal: a header would forget its columns before anybody has remembered them.
    connect(&source, &QObject::destroyed, this, [this] {
        ++m_generation;
        m_soon.stop();
        m_awaitsValues = false;
        m_awaitsTexts = false;
        m_keys.clear();
        m_texts.clear();
        for (QList<int> *rows : {&m_inOrder, &m_shown, &m_places})
            rows->clear();
    });
}

int TableProxy::sourceRows() const
{
    return sourceModel() ? sourceModel()->rowCount() : 0;
}

bool TableProxy::isLong(qsizetype rows) const
{
    return m_isPatient && rows > mostAtOnce;
}

SortKey TableProxy::keyOf(int row) const
{
    return {sourceModel()->index(row, m_column).data(SortRole), m_collator};
}

bool TableProxy::isSorted() const
{
    return m_column < 0 || (!m_awaitsValues && m_keys.size() == m_inOrder.size());
}

void TableProxy::beginAnew()
{
    ++m_generation;
    m_awaitsTexts = false;
    m_texts = QStringList(sourceRows());
    m_inOrder = allRows(sourceRows());
    m_shown.clear();
    notePlaces();
    if (m_column >= 0 && isLong(sourceRows()))
        sortAside();
    else
        sortAll();
    if (!m_words.isEmpty() && isLong(sourceRows()))
        readAside();
    m_shown = wanted();
    notePlaces();
}

void TableProxy::takeInserted(int first, int last)
{
    const int count = last - first + 1;
    const bool wasSorted = isSorted();
    renumber([first, count](int row) { return row < first ? row : row + count; });
    m_texts.insert(first, count, QString());
    if (m_column >= 0 && (!wasSorted || isLong(count))) {
        m_inOrder += allRows(count, first);
        sortAside();
    } else {
        if (m_column >= 0) {
            m_keys.insert(first, count, keyOf(first));
            for (int row = first + 1; row <= last; ++row)
                m_keys[row] = keyOf(row);
        }
        putInOrder(first, last);
    }
    if (!m_words.isEmpty() && isLong(count))
        readAside();
    presentAgain(first, last);
}

void TableProxy::leave(int first, int last)
{
    const auto goes = [first, last](int row) { return row >= first && row <= last; };
    m_inOrder.removeIf(goes);
    QList<int> rows = m_shown;
    rows.removeIf(goes);
    present(rows);
}

void TableProxy::takeRemoved(int first, int last)
{
    const int count = last - first + 1;
    m_texts.remove(first, count);
    if (!m_keys.isEmpty())
        m_keys.remove(first, count);
    renumber([last, count](int row) { return row > last ? row - count : row; });
    if (!isSorted()) // of what was asked for, rows have gone
        sortAside();
}

void TableProxy::takeMoved(int first, int last, int destination)
{
    const int from = std::min(first, destination);
    const int middle = destination > last ? last + 1 : first;
    const int to = std::max(last + 1, destination);
    const auto turn = [from, middle, to](auto &list) {
        std::rotate(list.begin() + from, list.begin() + middle, list.begin() + to);
    };
    turn(m_texts);
    if (!m_keys.isEmpty())
        turn(m_keys);
    renumber([from, middle, to](int row) {
        if (row < from || row >= to)
            return row;
        return row < middle ? row + to - middle : row - (middle - from);
    });
    const int now = destination > last ? destination - (last - first + 1) : destination;
    if (isSorted()) // equal rows stand as in the source
        putInOrder(now, now + last - first);
    else
        sortAside();
    presentAgain(now, now + last - first);
}

void TableProxy::takeChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    if (!topLeft.isValid() || !bottomRight.isValid())
        return;
    const int first = topLeft.row();
    const int last = bottomRight.row();
    const bool areMany = isLong(last - first + 1);
    std::fill(m_texts.begin() + first, m_texts.begin() + last + 1, QString());
    if (m_column >= topLeft.column() && m_column <= bottomRight.column()) {
        if (areMany || !isSorted()) {
            sortAside();
        } else {
            for (int row = first; row <= last; ++row)
                m_keys[row] = keyOf(row);
            putInOrder(first, last);
        }
    }
    if (!m_words.isEmpty() && areMany)
        readAside();
    presentAgain(first, last);
    const auto isShown = [](int place) { return place >= 0; };
    const auto begin = m_places.cbegin() + first;
    const auto end = m_places.cbegin() + last + 1;
    if (std::none_of(begin, end, isShown))
        return;
    int top = rowCount();
    for (auto place = begin; place != end; ++place)
        top = isShown(*place) ? std::min(top, *place) : top;
    emit dataChanged(index(top, topLeft.column()), index(*std::max_element(begin, end), bottomRight.column()), roles);
}

void TableProxy::holdPlaces()
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    m_heldHere = persistentIndexList();
    m_heldThere.clear();
    for (const QModelIndex &held : std::as_const(m_heldHere))
        m_heldThere.append(mapToSource(held));
    const int rows = isLong(sourceRows()) ? sourceRows() : 0;
    m_heldRows.clear();
    m_heldRows.reserve(rows);
    for (int row = 0; row < rows; ++row)
        m_heldRows.insert(sourceModel()->index(row, 0).data(KeyRole).toString(), row);
}

/// What is known of a long table's rows goes with them, by their keys; false: it cannot be told which row was which.
bool TableProxy::takeKnownAlong()
{
    const int rows = sourceRows();
    if (m_heldRows.size() != rows)
        return false;
    QStringList movedTexts;
    QList<SortKey> movedKeys;
    QList<int> movedPlaces; // until new ones are noted
    QList<int> now(rows); // where each row stands
    for (int row = 0; row < rows; ++row) {
        const int before = m_heldRows.value(sourceModel()->index(row, 0).data(KeyRole).toString(), -1);
        if (before < 0)
            return false;
        now[before] = row;
        movedTexts.append(m_texts.at(before));
        movedPlaces.append(m_places.at(before));
        if (!m_keys.isEmpty())
            movedKeys.append(m_keys.at(before));
    }
    m_texts = movedTexts;
    m_places = movedPlaces;
    m_keys = movedKeys;
    for (int &row : m_inOrder)
        row = now.at(row);
    return true;
}

void TableProxy::takeLayout()
{
    ++m_generation;
    const bool isKnown = takeKnownAlong();
    m_heldRows.clear();
    if (!isKnown) {
        m_awaitsTexts = false;
        m_texts.fill(QString());
        sortAll();
    } else if (!isSorted()) {
        sortAside();
    } else if (!std::is_sorted(m_inOrder.cbegin(), m_inOrder.cend(), order())) { // equal rows stand as in the source
        std::sort(m_inOrder.begin(), m_inOrder.end(), order());
    }
    m_shown = wanted();
    notePlaces();
    QModelIndexList now;
    for (const QPersistentModelIndex &held : std::as_const(m_heldThere))
        now.append(mapFromSource(held));
    changePersistentIndexList(m_heldHere, now);
    m_heldHere.clear();
    m_heldThere.clear();
    emit layoutChanged({}, VerticalSortHint);
}

// --- the order ---

void TableProxy::sortAll()
{
    m_awaitsValues = false;
    m_keys.clear();
    m_inOrder = allRows(sourceRows());
    if (m_column < 0)
        return;
    for (const int row : std::as_const(m_inOrder))
        m_keys.append(keyOf(row));
    std::sort(m_inOrder.begin(), m_inOrder.end(), order());
}

/// These rows, whose keys are known, to their place.
void TableProxy::putInOrder(int first, int last)
{
    m_inOrder.removeIf([first, last](int row) { return row >= first && row <= last; });
    m_inOrder = withThese(m_inOrder, allRows(last - first + 1, first));
}

/// These rows among others that are in order; all keys are known. A long table is not compared row by row for a few.
QList<int> TableProxy::withThese(const QList<int> &others, QList<int> rows) const
{
    std::sort(rows.begin(), rows.end(), order());
    QList<int> all;
    all.reserve(others.size() + rows.size());
    auto from = others.cbegin();
    for (const int row : std::as_const(rows)) {
        const auto place = std::upper_bound(from, others.cend(), row, order());
        std::copy(from, place, std::back_inserter(all));
        all.append(row);
        from = place;
    }
    std::copy(from, others.cend(), std::back_inserter(all));
    return all;
}

/// Of few rows: the others are as they were.
void TableProxy::presentAgain(int first, int last)
{
    if (!isSorted() || last - first >= mostAtOnce) {
        present(wanted());
        return;
    }
    QList<int> others = m_shown;
    others.removeIf([first, last](int row) { return row >= first && row <= last; });
    QList<int> rows;
    for (int row = first; row <= last; ++row) {
        if (isWanted(row))
            rows.append(row);
    }
    present(withThese(others, rows));
}

void TableProxy::renumber(const std::function<int(int)> &moved)
{
    ++m_generation;
    for (QList<int> *rows : {&m_inOrder, &m_shown}) {
        for (int &row : *rows)
            row = moved(row);
    }
    notePlaces();
}

void TableProxy::sortAside()
{
    ++m_generation;
    m_keys.clear();
    m_values.clear();
    m_awaitsValues = true;
    m_soon.start(0);
}

void TableProxy::readAside()
{
    m_read = 0;
    m_awaitsTexts = true;
    m_soon.start(0);
}

void TableProxy::goOn()
{
    const int rows = sourceRows();
    if (m_sorting.valid()) {
        if (m_sorting.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
            m_soon.start(lookAgain);
            return;
        }
        Sorted sorted = m_sorting.get();
        if (sorted.generation == m_generation) {
            m_keys = std::move(sorted.keys);
            m_inOrder = std::move(sorted.rows);
            present(wanted());
        }
    }
    if (m_awaitsValues) {
        for (int end = std::min(rows, int(m_values.size()) + valuesAtOnce); m_values.size() < end;)
            m_values.append(sourceModel()->index(int(m_values.size()), m_column).data(SortRole));
        if (m_values.size() >= rows) {
            m_awaitsValues = false;
            m_sorting = std::async(
                std::launch::async, [values = std::exchange(m_values, {}), order = m_order, generation = m_generation] {
                    const QCollator collator = peoplesOrder();
                    Sorted sorted {{}, allRows(int(values.size())), generation};
                    for (const QVariant &value : values)
                        sorted.keys.append(SortKey(value, collator));
                    std::sort(sorted.rows.begin(), sorted.rows.end(), RowOrder(sorted.keys, order, collator));
                    return sorted;
                });
        }
    } else if (m_awaitsTexts) {
        for (const int end = std::min(rows, m_read + textsAtOnce); m_read < end; ++m_read)
            readTexts(m_read);
        if (m_read >= rows) {
            m_awaitsTexts = false;
            present(wanted());
        }
    }
    if (m_sorting.valid() || m_awaitsValues || m_awaitsTexts)
        m_soon.start(m_awaitsValues || m_awaitsTexts ? std::chrono::milliseconds(0) : lookAgain);
    if (!isBusy())
        emit settled();
}

} // namespace Nightkeep
