// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/packedpayload.h"

#include <algorithm>

namespace Nightkeep {

// A long list that belongs to a value: packed, in rows so small that each can be read and written whole.

inline constexpr qsizetype packedRowSize = 1000;

template<Described T> struct PackedRow
{
    QList<T> list;

    static constexpr auto fields() { return std::tuple {Field {"list", &PackedRow::list}}; }
};

/// In the place of the one that was there. An empty list is a row too: it is known.
template<Described T>
void putPackedList(Collections &values, const char *collection, const QByteArray &key, const QList<T> &list)
{
    values.removeRows(collection, {key});
    for (qsizetype begin = 0; begin == 0 || begin < list.size(); begin += packedRowSize)
        values.putRow(collection, key, QByteArray::number(begin).rightJustified(10, '0'),
                      packedPayload(values, PackedRow<T> {list.mid(begin, packedRowSize)}));
}

/// `what` names it for people; nullopt where there is none.
template<Described T>
[[nodiscard]] std::optional<QList<T>> packedList(Collections &values, const char *collection, const QByteArray &key,
                                                 const QString &what)
{
    const QList<StoredRow> rows = values.rows(collection, {key});
    if (rows.isEmpty())
        return std::nullopt;
    QList<T> list;
    for (const StoredRow &row : rows) // in the order of their parts
        list += values.valueFrom<PackedRow<T>>(unpacked(Collections::payloadOfRow(row)), what).list;
    return list;
}

} // namespace Nightkeep
