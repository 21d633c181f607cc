// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tableproxy.h"

#include "models/base/csv.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace Nightkeep {

namespace {

int compareTexts(const QString &left, const QString &right, const QCollator &collator)
{
    const int order = collator.compare(left, right);
    return order != 0 ? order : QString::compare(left, right);
}

template<typename T> int compareOrdered(const T &left, const T &right)
{
    if (left < right)
        return -1;
    return right < left ? 1 : 0;
}

bool isNumber(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Double:
    case QMetaType::Float:
        return true;
    default:
        return false;
    }
}

// Mixed types are groups, each in its own order: one comparison over all would not be strict.
int group(const QVariant &value)
{
    if (isNumber(value))
        return 0;
    if (value.typeId() == QMetaType::QDateTime)
        return 1;
    return value.typeId() == QMetaType::QDate ? 2 : 3;
}

bool isReal(const QVariant &value)
{
    return value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
}

} // namespace

QCollator peoplesOrder()
{
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

bool isUnknownValue(const QVariant &value)
{
    if (!value.isValid())
        return true;
    switch (value.typeId()) {
    case QMetaType::QDateTime:
        return !value.toDateTime().isValid();
    case QMetaType::QDate:
        return !value.toDate().isValid();
    case QMetaType::QString:
        return value.toString().isEmpty();
    case QMetaType::Double:
        return std::isnan(value.toDouble());
    default:
        return false;
    }
}

int compareValues(const QVariant &left, const QVariant &right, const QCollator &collator)
{
    const bool leftUnknown = isUnknownValue(left);
    const bool rightUnknown = isUnknownValue(right);
    if (leftUnknown || rightUnknown)
        return compareOrdered(leftUnknown, rightUnknown);
    const int leftGroup = group(left);
    const int rightGroup = group(right);
    if (leftGroup != rightGroup)
        return compareOrdered(leftGroup, rightGroup);
    switch (leftGroup) {
    case 0:
        if (isReal(left) || isReal(right))
            return compareOrdered(left.toDouble(), right.toDouble());
        return compareOrdered(left.toLongLong(), right.toLongLong());
    case 1:
        return compareOrdered(left.toDateTime(), right.toDateTime());
    case 2:
        return compareOrdered(left.toDate(), right.toDate());
    default:
        return compareTexts(left.toString(), right.toString(), collator);
    }
}

TableProxy::TableProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_collator(peoplesOrder())
{
    setSortRole(SortRole);
    setDynamicSortFilter(true);
}

void TableProxy::setFilterText(const QString &text)
{
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
}

void TableProxy::setRowFilter(std::function<bool(int)> passes)
{
    m_passes = std::move(passes);
    invalidateRowsFilter();
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

bool TableProxy::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    const QAbstractItemModel &source = *sourceModel();
    if (m_passes && !m_passes(sourceRow))
        return false;
    if (m_words.isEmpty())
        return true;
    QString whole;
    for (int column = 0; column < source.columnCount(sourceParent); ++column) {
        const QModelIndex cell = source.index(sourceRow, column, sourceParent);
        whole += (cellLines(cell) + cell.data(DrawnLinesRole).toStringList()).join(u'\n') + u'\n';
    }
    return std::all_of(m_words.begin(), m_words.end(),
                       [&whole](const QString &word) { return whole.contains(word, Qt::CaseInsensitive); });
}

/// A cell tells its value once for each sort, not for each comparison.
void TableProxy::sort(int column, Qt::SortOrder order)
{
    for (int row = 0; sourceModel() && column >= 0 && row < sourceModel()->rowCount(); ++row)
        m_sorting << sourceModel()->index(row, column).data(SortRole);
    QSortFilterProxyModel::sort(column, order);
    m_sorting.clear();
}

bool TableProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool known = !m_sorting.isEmpty();
    const QVariant leftValue = known ? m_sorting.at(left.row()) : left.data(SortRole);
    const QVariant rightValue = known ? m_sorting.at(right.row()) : right.data(SortRole);
    const bool leftUnknown = isUnknownValue(leftValue);
    const bool rightUnknown = isUnknownValue(rightValue);
    // The base class turns the answer round for the descending order; unknown stays last all the same.
    if (leftUnknown != rightUnknown)
        return sortOrder() == Qt::AscendingOrder ? rightUnknown : leftUnknown;
    return compareValues(leftValue, rightValue, m_collator) < 0;
}

} // namespace Nightkeep
