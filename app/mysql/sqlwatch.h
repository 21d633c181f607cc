// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mysql/wirewatch.h"

#include <QHash>
#include <QList>

namespace Nightkeep {

/// Reads along with MySQL. Its client library sends the password in clear, reads the terminal for more of it, hands
/// files over, stores results without end, makes buffers as long as the server says and reads as far as a row's
/// lengths tell.
class SqlWatch final : public WireWatch
{
public:
    /// `server` and `account` are for people.
    SqlWatch(const QString &server, const QString &account, const SqlLimits &limits = {});

    static constexpr qsizetype headerSize = 4;
    static constexpr qsizetype unfinishedSize = headerSize + 0xffffff; ///< of a packet that the next one goes on with
    /// The length of the packet that begins with this header, header included.
    [[nodiscard]] static qsizetype sizeOf(QByteArrayView header);

    [[nodiscard]] qsizetype headerSizeOf(Side) const override { return headerSize; }
    [[nodiscard]] qsizetype packetSize(Side, QByteArrayView header) const override { return sizeOf(header); }
    [[nodiscard]] qsizetype sizeOfUnfinished() const override { return unfinishedSize; }
    [[nodiscard]] qsizetype mostFromServer() const override;
    void setLimits(const SqlLimits &limits) override { m_limits = limits; }
    [[nodiscard]] Result<void> fromServer(QByteArray &packet) override;
    [[nodiscard]] Result<void> fromClient(QByteArray &packet) override;
    [[nodiscard]] bool isLoggedIn() const override { return m_phase > Phase::Login; }
    [[nodiscard]] bool isIdle() const override { return m_phase == Phase::Idle; }
    [[nodiscard]] bool isOver() const override { return m_phase == Phase::Over; }

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
