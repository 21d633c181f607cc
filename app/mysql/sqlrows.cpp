// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/sqlrows.h"

#include "app/mysql/packetreader.h"

namespace Nightkeep {

namespace {

constexpr int asTheRowSays = -1;
constexpr int ofTime = -2;
constexpr unsigned char nullMark = 0xfb;

// The library reads by this length what may not be there.
bool isLengthOfTime(quint64 length)
{
    return length == 0 || length == 4 || length == 7 || length == 8 || length == 11 || length == 12;
}

} // namespace

std::optional<int> sqlValueWidth(int type)
{
    switch (type) {
    case 6: // NULL
        return 0;
    case 1: // TINY
        return 1;
    case 2: // SHORT
    case 13: // YEAR
        return 2;
    case 3: // LONG
    case 4: // FLOAT
    case 9: // INT24
        return 4;
    case 5: // DOUBLE
    case 8: // LONGLONG
        return 8;
    case 7: // TIMESTAMP
    case 10: // DATE
    case 11: // TIME
    case 12: // DATETIME
        return ofTime;
    default: // 0 DECIMAL, 15 VARCHAR, 16 BIT, 245 JSON to 255 GEOMETRY
        return type == 0 || type == 15 || type == 16 || type >= 245 ? std::optional(asTheRowSays) : std::nullopt;
    }
}

bool isSqlBlob(int type)
{
    return type == 245 || (type >= 249 && type <= 252);
}

bool isSoundTextRow(QByteArrayView payload, qsizetype columns)
{
    PacketReader in(payload);
    for (qsizetype i = 0; i < columns && in.isSound(); ++i) {
        if (in.position() < payload.size() && static_cast<unsigned char>(payload[in.position()]) == nullMark)
            in.bytes(1);
        else
            in.text();
    }
    return in.isSound();
}

bool isSoundBinaryRow(QByteArrayView payload, const QList<int> &widths)
{
    PacketReader in(payload);
    if (in.number(1) != 0)
        return false;
    const QByteArrayView nulls = in.bytes(quint64(widths.size() + 9) / 8);
    for (qsizetype i = 0; i < widths.size() && in.isSound(); ++i) {
        const qsizetype bit = i + 2;
        if ((static_cast<unsigned char>(nulls[bit / 8]) >> (bit % 8) & 1) != 0)
            continue;
        const quint64 length = widths.at(i) < 0 ? in.length() : quint64(widths.at(i));
        if (widths.at(i) == ofTime && !isLengthOfTime(length))
            return false;
        in.bytes(length);
    }
    return in.isSound();
}

} // namespace Nightkeep
