// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>

namespace Nightkeep {

/// What one answer of a database server may be. More than that ends the connection.
struct SqlLimits
{
    static constexpr int mostColumns = 250; ///< of a result
    static constexpr quint32 widestColumns = 4'000'000; ///< bytes that the columns of a prepared statement announce
    qsizetype mostBytes = 16'000'000; ///< of one answer, and so of one row
    int mostPackets = 300'000; ///< of one answer: a row is one, and so is a column's description
    /// For who makes texts of the rows: on the way here an empty cell is a byte, or a bit.
    qsizetype mostCells = 1'000'000;
};

[[nodiscard]] Error answerTooLarge(const QString &server, const SqlLimits &limits);
[[nodiscard]] Error answerOfOtherColumns(const QString &server);

/// Reads along with one conversation of a client library with its database server, packet by packet, before either
/// side gets to see it. The libraries believe the server; so what no sound server asks for is refused here, and never
/// reaches them. Knows no socket and no clock; used on one thread at a time.
class WireWatch
{
public:
    virtual ~WireWatch() = default;

    enum class Side { Server, Client }; ///< who sends
    /// How many bytes the next packet of that side begins with, by which its length can be told.
    [[nodiscard]] virtual qsizetype headerSizeOf(Side from) const = 0;
    /// The length of the packet that begins with this header, header included; less than the header: no packet begins
    /// so.
    [[nodiscard]] virtual qsizetype packetSize(Side from, QByteArrayView header) const = 0;
    /// Of a packet that the next one goes on with; 0: there are none.
    [[nodiscard]] virtual qsizetype sizeOfUnfinished() const { return 0; }
    /// The largest packet that the server may send now, header included.
    [[nodiscard]] virtual qsizetype mostFromServer() const = 0;
    virtual void setLimits(const SqlLimits &limits) = 0; ///< of what is answered from here on

    /// A whole packet; what is in `packet` afterwards is what may go on. An error ends the conversation.
    [[nodiscard]] virtual Result<void> fromServer(QByteArray &packet) = 0;
    [[nodiscard]] virtual Result<void> fromClient(QByteArray &packet) = 0;

    [[nodiscard]] virtual bool isLoggedIn() const = 0;
    [[nodiscard]] virtual bool isIdle() const = 0; ///< no answer is awaited
    [[nodiscard]] virtual bool isOver() const = 0; ///< after the last packet the server is done
};

} // namespace Nightkeep
