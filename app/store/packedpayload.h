// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/apptr.h"
#include "app/store/collections.h"

#include <QtEndian>

#include <zlib.h>

namespace Nightkeep {

// Payloads of which there are many, or large ones, are packed as qCompress() packs.

/// Unpacked, in bytes: what claims to be more is none of ours.
inline constexpr quint32 largestPayload = 64 * 1024 * 1024;

/// Empty for what is no text as qCompress() packs it. Not by qUncompress(), which goes on for as long as there is more,
/// whatever length the text says that it has: of a megabyte there may be a gigabyte.
[[nodiscard]] inline QByteArray unpacked(const QByteArray &packed)
{
    constexpr qsizetype lengthBytes = 4;
    const quint32 claimed = packed.size() < lengthBytes ? 0 : qFromBigEndian<quint32>(packed.constData());
    if (claimed == 0 || claimed > largestPayload)
        return {};
    QByteArray text(qsizetype(claimed), Qt::Uninitialized);
    uLongf size = claimed;
    const int done = ::uncompress(reinterpret_cast<Bytef *>(text.data()), &size,
                                  reinterpret_cast<const Bytef *>(packed.constData() + lengthBytes),
                                  uLong(packed.size() - lengthBytes));
    return done == Z_OK && size == claimed ? text : QByteArray();
}

/// Empty for what could not be unpacked again.
template<Described T> [[nodiscard]] QByteArray packed(const T &value)
{
    constexpr int quickest = 1; // what else there is to gain is a sixth of the bytes, for more than twice the time
    const QByteArray payload = toPayload(value, JsonManner::Packed);
    return payload.size() > qsizetype(largestPayload) ? QByteArray() : qCompress(payload, quickest);
}

/// Refuses what could not be unpacked again.
inline void refuseUnpacked(Collections &values, const QByteArray &payload)
{
    if (payload.isEmpty())
        values.refuse(ErrorKind::BadInput, AppTr::tr("It is larger than a workspace keeps in one piece."));
}

template<Described T> [[nodiscard]] QByteArray packedPayload(Collections &values, const T &value)
{
    const QByteArray payload = packed(value);
    refuseUnpacked(values, payload);
    return payload;
}

} // namespace Nightkeep
