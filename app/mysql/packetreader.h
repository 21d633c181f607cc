// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace Nightkeep {

/// Reads what is in a packet of the MySQL protocol, from the front. Once it has run past the end it gives zeros, and
/// says so.
class PacketReader
{
public:
    explicit PacketReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool isSound() const { return m_sound; }
    [[nodiscard]] qsizetype position() const { return m_position; }

    QByteArrayView bytes(quint64 count)
    {
        if (!m_sound || count > quint64(m_bytes.size() - m_position)) {
            m_sound = false;
            return {};
        }
        const QByteArrayView read = m_bytes.sliced(m_position, qsizetype(count));
        m_position += qsizetype(count);
        return read;
    }

    quint64 number(int width)
    {
        const QByteArrayView read = bytes(quint64(width));
        quint64 value = 0;
        for (qsizetype i = read.size(); i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(read[i]);
        return value;
    }

    /// A length as the protocol writes them: a byte, or a mark and two, three or eight bytes.
    quint64 length()
    {
        const quint64 first = number(1);
        switch (first) {
        case 0xfc:
            return number(2);
        case 0xfd:
            return number(3);
        case 0xfe:
            return number(8);
        default:
            m_sound = m_sound && first < 0xfb; // NULL, or an error
            return first;
        }
    }

    void text() { bytes(length()); } ///< with its length before it

    /// Up to a NUL, which is read too, or to the end.
    QByteArrayView word()
    {
        const QByteArrayView rest = m_bytes.sliced(m_position);
        const qsizetype end = rest.indexOf('\0');
        const QByteArrayView read = end < 0 ? rest : rest.first(end);
        m_position += end < 0 ? rest.size() : end + 1;
        return read;
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_position = 0;
    bool m_sound = true;
};

} // namespace Nightkeep
