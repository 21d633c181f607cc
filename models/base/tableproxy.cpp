// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tableproxy.h"

#include "models/base/csv.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace Nightkeep {

namespace {

constexpr qsizetype mostSignals = 32; ///< of ranges that come or go, one by one

template<typename Belongs> qsizetype rangesOf(const QList<int> &rows, Belongs belongs)
{
    qsizetype ranges = 0;
    bool before = false;
    for (const int row : rows) {
        const bool now = belongs(row);
        ranges += now && !before ? 1 : 0;
        before = now;
    }
    return ranges;
}

/// Not by ==: that of an empty QList of numbers compares from nowhere, which is no defined behaviour (Qt 6.4).
bool areSame(const QList<int> &rows, const QList<int> &others)
{
    return std::equal(rows.cbegin(), rows.cend(), others.cbegin(), others.cend());
}

} // namespace

TableProxy::TableProxy(QObject *parent)
    : QAbstractProxyModel(parent)
    , m_collator(peoplesOrder())
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &TableProxy::goOn);
}

TableProxy::~TableProxy() = default;

// --- what is asked of it ---

void TableProxy::setFilterText(const QString &text)
{
    m_words = text.simplified().toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (!m_words.isEmpty() && isLong(sourceRows()) && m_texts.contains(QString()))
        readAside();
    else
        present(wanted());
}

void TableProxy::setRowFilter(std::function<bool(int)> passes)
{
    m_passes = std::move(passes);
    present(wanted());
}

void TableProxy::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    ++m_generation;
    if (column >= 0 && isLong(sourceRows())) {
        sortAside();
        return;
    }
    sortAll();
    present(wanted());
}

QStringList TableProxy::cellLines(const QModelIndex &index)
{
    const QStringList lines = index.data(LinesRole).toStringList();
    if (!lines.isEmpty())
        return lines;
    const QString text = index.data(Qt::DisplayRole).toString();
    if (!text.isEmpty())
        return text.split(u'\n');
    const QVariant state = index.data(StateRole);
    return state.isValid() ? QStringList {stateWord(State(state.toInt()))} : QStringList {};
}

QStringList TableProxy::drawnLines(const QModelIndex &index)
{
    const QStringList drawn = index.data(DrawnLinesRole).toStringList();
    return drawn.isEmpty() ? cellLines(index) : drawn;
}

QStringList TableProxy::texts(int row, const QList<int> &columns) const
{
    QStringList texts;
    for (const int column : columns)
        texts.append(cellLines(index(row, column)).join(u'\n'));
    return texts;
}

QByteArray TableProxy::csv(const QList<int> &columns) const
{
    QStringList titles;
    for (const int column : columns)
        titles.append(headerData(column, Qt::Horizontal).toString());
    QByteArray bytes = csvRecord(titles);
    for (int row = 0; row < rowCount(); ++row)
        bytes += csvRecord(texts(row, columns));
    return bytes;
}

QString TableProxy::tabbed(const QList<int> &rows, const QList<int> &columns) const
{
    QString text;
    for (const int row : rows)
        text += tabbedRecord(texts(row, columns));
    return text;
}

// --- what is shown ---

void TableProxy::readTexts(int row)
{
    QString &whole = m_texts[row];
    if (!whole.isNull())
        return;
    const QAbstractItemModel &source = *sourceModel();
    for (int column = 0; column < source.columnCount(); ++column) {
        const QModelIndex cell = source.index(row, column);
        whole += (cellLines(cell) + cell.data(DrawnLinesRole).toStringList()).join(u'\n') + u'\n';
    }
    whole = whole.toCaseFolded();
}

bool TableProxy::isWanted(int row)
{
    if (m_passes && !m_passes(row))
        return false;
    if (m_words.isEmpty())
        return true;
    if (m_awaitsTexts)
        return m_places.value(row, -1) >= 0; // as it was, until all are read
    readTexts(row);
    const QString &whole = m_texts.at(row);
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&whole](const QString &word) { return whole.contains(word); });
}

QList<int> TableProxy::wanted()
{
    QList<int> rows;
    rows.reserve(m_inOrder.size());
    for (const int row : std::as_const(m_inOrder)) {
        if (isWanted(row))
            rows.append(row);
    }
    return rows;
}

/// Few ranges that go or come do so one by one; many go from the end, or come to it.
void TableProxy::present(const QList<int> &rows)
{
    if (areSame(rows, m_shown))
        return;
    QList<bool> isComing(m_places.size(), false);
    QList<bool> isGoing(m_places.size(), false);
    for (const int row : std::as_const(m_shown))
        isGoing[row] = true;
    QList<int> staying;
    for (const int row : rows) {
        if (isGoing.at(row))
            staying.append(row);
        else
            isComing[row] = true;
        isGoing[row] = false;
    }
    const auto goes = [&isGoing](int row) { return isGoing.at(row); };
    const auto comes = [&isComing](int row) { return isComing.at(row); };
    QList<int> now = m_shown;
    now.removeIf(goes);
    if (!areSame(now, staying) || rangesOf(m_shown, goes) > mostSignals) {
        now = staying;
        std::copy_if(m_shown.cbegin(), m_shown.cend(), std::back_inserter(now), goes);
        rearrange(now);
    }
    for (qsizetype end = m_shown.size(); end > 0; --end) {
        qsizetype first = end;
        while (first > 0 && goes(m_shown.at(first - 1)))
            --first;
        if (first == end)
            continue;
        beginRemoveRows({}, int(first), int(end - 1));
        m_shown.remove(first, end - first);
        notePlaces();
        endRemoveRows();
        end = first + 1;
    }
    const bool areMany = rangesOf(rows, comes) > mostSignals;
    for (qsizetype at = 0; at < rows.size() && m_shown.size() < rows.size();) {
        QList<int> next;
        if (areMany)
            std::copy_if(rows.cbegin(), rows.cend(), std::back_inserter(next), comes);
        else
            for (qsizetype end = at; end < rows.size() && comes(rows.at(end)); ++end)
                next.append(rows.at(end));
        const qsizetype place = areMany ? m_shown.size() : at;
        at += std::max<qsizetype>(next.size(), 1);
        if (next.isEmpty())
            continue;
        beginInsertRows({}, int(place), int(place + next.size() - 1));
        m_shown = m_shown.first(place) + next + m_shown.sliced(place);
        notePlaces();
        endInsertRows();
    }
    rearrange(rows);
}

void TableProxy::rearrange(const QList<int> &rows)
{
    if (areSame(rows, m_shown))
        return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<int> held;
    for (const QModelIndex &index : before)
        held.append(m_shown.at(index.row()));
    m_shown = rows;
    notePlaces();
    QModelIndexList now;
    for (qsizetype at = 0; at < before.size(); ++at)
        now.append(createIndex(m_places.at(held.at(at)), before.at(at).column()));
    changePersistentIndexList(before, now);
    emit layoutChanged({}, VerticalSortHint);
}

void TableProxy::notePlaces()
{
    m_places = QList<int>(sourceRows(), -1);
    for (qsizetype place = 0; place < m_shown.size(); ++place)
        m_places[m_shown.at(place)] = int(place);
}

QModelIndex TableProxy::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex TableProxy::parent(const QModelIndex & /*child*/) const
{
    return {};
}

int TableProxy::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int TableProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !sourceModel() ? 0 : sourceModel()->columnCount();
}

bool TableProxy::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0 && columnCount(parent) > 0;
}

QVariant TableProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (!sourceModel())
        return {};
    if (orientation == Qt::Horizontal)
        return sourceModel()->headerData(section, orientation, role); // also where no row is shown
    return section >= 0 && section < m_shown.size() ? sourceModel()->headerData(m_shown.at(section), orientation, role)
                                                    : QVariant();
}

QModelIndex TableProxy::mapToSource(const QModelIndex &proxyIndex) const
{
    if (proxyIndex.model() != this || !sourceModel() || proxyIndex.row() >= m_shown.size())
        return {};
    return sourceModel()->index(m_shown.at(proxyIndex.row()), proxyIndex.column());
}

QModelIndex TableProxy::mapFromSource(const QModelIndex &sourceIndex) const
{
    const bool isOurs = sourceIndex.isValid() && sourceIndex.model() == sourceModel();
    const int place = isOurs ? m_places.value(sourceIndex.row(), -1) : -1;
    return place < 0 ? QModelIndex() : createIndex(place, sourceIndex.column());
}

} // namespace Nightkeep
