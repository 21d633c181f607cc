// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>

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

/// Reads along with one MySQL conversation, packet by packet, before either side gets to see it. The client
/// library believes the server: it sends the password in clear, reads the terminal for more of it, hands files
/// over, stores results without end, makes buffers as long as the server says and reads as far as a row's
/// lengths tell. So what asks for any of that is refused here, and never reaches the library.
/// Knows no socket and no clock; used on one thread at a time.
class SqlWatch
{
public:
    /// `server` and `account` are for people.
    SqlWatch(const QString &server, const QString &account, const SqlLimits &limits = {});

    static constexpr qsizetype headerSize = 4;
    static constexpr qsizetype unfinishedSize = headerSize + 0xffffff; ///< of a packet that the next one goes on with
    /// The length of the packet that begins with this header, header included.
    [[nodiscard]] static qsizetype sizeOf(QByteArrayView header);
    /// The largest packet that the other side may send now, header included.
    [[nodiscard]] qsizetype mostFromServer() const;
    void setLimits(const SqlLimits &limits) { m_limits = limits; } ///< of what is answered from here on

    /// A whole packet; what is in `packet` afterwards is what may go on. An error ends the conversation.
    [[nodiscard]] Result<void> fromServer(QByteArray &packet);
    [[nodiscard]] Result<void> fromClient(QByteArray &packet);

    [[nodiscard]] bool isLoggedIn() const { return m_phase > Phase::Login; }
    [[nodiscard]] bool isIdle() const { return m_phase == Phase::Idle; } ///< no answer is awaited
    [[nodiscard]] bool isOver() const { return m_phase == Phase::Over; } ///< after the last packet the server is done

private:
    enum class Phase { Over, Greeting, Login, Idle, Answer, Descriptions, Rows };

    [[nodiscard]] Result<void> greeting(QByteArray &packet);
    [[nodiscard]] Result<void> login(QByteArrayView payload);
    [[nodiscard]] Result<void> account(QByteArray &packet);
    [[nodiscard]] Result<void> reply(QByteArrayView answer);
    [[nodiscard]] Result<void> refused(QByteArrayView payload);
    [[nodiscard]] Result<void> answer(QByteArrayView payload);
    [[nodiscard]] Result<void> prepared(QByteArrayView payload);
    [[nodiscard]] Result<void> description(QByteArrayView payload);
    [[nodiscard]] Result<void> describedAll();
    [[nodiscard]] Result<void> row(QByteArrayView payload);
    [[nodiscard]] Result<void> ended(quint64 status);
    [[nodiscard]] Result<void> checkPlugin(QByteArrayView name);
    [[nodiscard]] Unexpected tooMuch() const;
    [[nodiscard]] Unexpected malformed(const char *what) const;
    [[nodiscard]] Unexpected oddLibrary(const char *what) const;

    QString m_server;
    QString m_account;
    SqlLimits m_limits;
    Phase m_phase = Phase::Greeting;
    quint32 m_abilities = 0; ///< the server's
    quint8 m_number = 0; ///< of the login's next packet
    QByteArray m_plugin; ///< the way of logging in that was named last
    bool m_digestAwaited = false; ///< caching_sha2_password: whether the answer was right is yet to be told
    qsizetype m_bytes = 0; ///< of the login, then of the answer
    int m_packets = 0;
    bool m_replied = false; ///< the client has sent its account
    int m_command = 0; ///< what the client asked last
    quint32 m_statement = 0; ///< whose answer it is
    int m_parameters = 0; ///< that are yet to be described
    bool m_ofParameters = false; ///< their descriptions have not ended
    int m_columns = 0; ///< of the answer
    quint32 m_width = 0; ///< that the columns announce
    QList<int> m_widths; ///< of the columns in a binary row; -1: the row says
    QHash<quint32, int> m_prepared; ///< how many columns the preparing of a statement told
};

} // namespace Nightkeep
