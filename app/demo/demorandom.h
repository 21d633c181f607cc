// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Nightkeep {

/// The same numbers from the same seed on every machine and with every library (splitmix64).
class DemoRandom
{
public:
    explicit DemoRandom(quint64 seed)
        : m_state(seed)
    {
    }

    [[nodiscard]] quint64 next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// From 0 to `end` - 1.
    [[nodiscard]] int below(int end) { return int(next() % quint64(end)); }

    [[nodiscard]] QByteArray bytes(int count)
    {
        QByteArray bytes(count, Qt::Uninitialized);
        for (int i = 0; i < count; i += 8) {
            quint64 word = next();
            for (int j = i; j < i + 8 && j < count; ++j, word >>= 8)
                bytes[j] = char(word & 0xff);
        }
        return bytes;
    }

private:
    quint64 m_state;
};

} // namespace Nightkeep
