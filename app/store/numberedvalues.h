// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/collections.h"

#include <algorithm>

namespace Nightkeep {

// Values that the workspace numbers, from 1: of a type with a member `number`.

/// Sorted as numbers are.
[[nodiscard]] inline QByteArray numberKey(qint64 number)
{
    return QByteArray::number(number).rightJustified(19, '0');
}
template<Described T> void putNumbered(Collections &values, const T &value)
{
    values.put(numberKey(value.number), value);
}
/// The number after the last one that is there.
template<Described T> [[nodiscard]] qint64 nextNumber(Collections &values)
{
    const QMap<QByteArray, T> present = values.all<T>();
    return present.isEmpty() ? 1 : present.last().number + 1;
}
template<Described T> void addNumbered(Collections &values, T &value) ///< and gives it its number
{
    value.number = nextNumber<T>(values);
    putNumbered(values, value);
}
template<Described T> [[nodiscard]] QList<T> newestNumbered(Collections &values)
{
    QList<T> newest = values.all<T>().values();
    std::reverse(newest.begin(), newest.end());
    return newest;
}

} // namespace Nightkeep
