// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tableorder.h"

#include <QDateTime>

#include <cmath>

namespace Nightkeep {

namespace {

template<typename T> int compareOrdered(const T &left, const T &right)
{
    if (left < right)
        return -1;
    return right < left ? 1 : 0;
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

SortKey::SortKey(const QVariant &value, const QCollator &collator)
{
    if (isUnknownValue(value))
        return;
    switch (value.typeId()) {
    case QMetaType::Double:
    case QMetaType::Float:
        m_group = Group::Number;
        m_isReal = true;
        m_real = value.toDouble();
        break;
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        m_group = Group::Number;
        m_whole = value.toLongLong();
        m_real = value.toDouble();
        break;
    case QMetaType::QDateTime:
        m_group = Group::Moment;
        m_whole = value.toDateTime().toMSecsSinceEpoch();
        break;
    case QMetaType::QDate:
        m_group = Group::Day;
        m_whole = value.toDate().toJulianDay();
        break;
    default:
        m_group = Group::Text;
        m_text = value.toString();
        if (collator.locale().language() != QLocale::C)
            m_folded = collator.sortKey(m_text);
    }
}

int SortKey::compare(const SortKey &other, const QCollator &collator) const
{
    if (m_group != other.m_group)
        return compareOrdered(m_group, other.m_group);
    if (m_group == Group::Number && (m_isReal || other.m_isReal))
        return compareOrdered(m_real, other.m_real);
    if (m_group != Group::Text)
        return compareOrdered(m_whole, other.m_whole);
    const int order =
        m_folded && other.m_folded ? m_folded->compare(*other.m_folded) : collator.compare(m_text, other.m_text);
    return order != 0 ? order : QString::compare(m_text, other.m_text);
}

bool RowOrder::operator()(int one, int other) const
{
    if (m_keys.isEmpty())
        return one < other;
    const SortKey &left = m_keys.at(one);
    const SortKey &right = m_keys.at(other);
    if (left.isUnknown() != right.isUnknown())
        return right.isUnknown();
    const int order = left.compare(right, m_collator);
    if (order == 0)
        return one < other;
    return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
}

} // namespace Nightkeep
