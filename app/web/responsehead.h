// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace Nightkeep {

/// The head of a web server's answer, in the pieces that it comes in. What goes before the answer (100 and its kin) is
/// passed over, and counts.
class ResponseHead
{
public:
    static constexpr qsizetype MostBytes = 64 * 1024;
    enum class State {
        Unfinished,
        Whole, ///< what came behind it is of no interest
        TooLong,
        NotHttp,
    };

    void add(const QByteArray &bytes);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] int status() const { return m_status; } ///< once it is whole, as the next
    [[nodiscard]] QByteArray location() const { return m_location; } ///< empty: it names none

private:
    void read(const QByteArray &head);

    QByteArray m_bytes;
    qsizetype m_searched = 0; ///< for the end
    qsizetype m_total = 0;
    State m_state = State::Unfinished;
    int m_status = 0;
    QByteArray m_location;
};

} // namespace Nightkeep
