// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mysql/wirewatch.h"

namespace Nightkeep {

/// Reads along with PostgreSQL (protocol 3), of which Qt's driver speaks the simple half: a statement's text goes, rows
/// of text come. Its client library sends the password in clear or by Kerberos where the server asks so, reckons as
/// long for SCRAM as the server says, takes copies of whole tables, and writes notices to the terminal.
/// Taken of a login are 64 KiB and 200 packets, of an answer SqlLimits, and of it no more than 1,000 notices and 100
/// settings; more is an error. Each byte is looked at once or twice, and none is kept. What reads a packet needs no
/// cancel token: SqlRelay, which calls it, has one.
class PgWatch final : public WireWatch
{
public:
    /// All are for people.
    PgWatch(const QString &server, const QString &account, const QString &database, const SqlLimits &limits = {});

    [[nodiscard]] qsizetype headerSizeOf(Side from) const override;
    [[nodiscard]] qsizetype packetSize(Side from, QByteArrayView header) const override;
    [[nodiscard]] qsizetype mostFromServer() const override;
    void setLimits(const SqlLimits &limits) override { m_limits = limits; }
    /// A refused login is an error with the server's reason, which the library would give in words alone.
    [[nodiscard]] Result<void> fromServer(QByteArray &packet) override;
    [[nodiscard]] Result<void> fromClient(QByteArray &packet) override;
    [[nodiscard]] bool isLoggedIn() const override { return m_phase >= Phase::Idle; }
    [[nodiscard]] bool isIdle() const override { return m_phase == Phase::Idle; }
    [[nodiscard]] bool isOver() const override { return false; } // a refusal is an error here

private:
    enum class Phase {
        Startup, ///< the client has not spoken
        Login,
        LetIn, ///< and not ready yet
        Idle,
        Answer, ///< nothing of it has come
        Rows,
        Ended, ///< all but the word that the server is ready again
    };
    enum class Way { None, Md5, Scram }; ///< of logging in

    [[nodiscard]] Result<void> aside(char type, QByteArrayView payload, QByteArray &packet);
    [[nodiscard]] Result<void> login(char type, QByteArrayView payload);
    [[nodiscard]] Result<void> way(QByteArrayView payload);
    [[nodiscard]] Result<void> scram(quint32 step, QByteArrayView data);
    [[nodiscard]] Result<void> answer(char type, QByteArrayView payload);
    [[nodiscard]] Result<void> columns(QByteArrayView payload);
    [[nodiscard]] Result<void> row(QByteArrayView payload);
    [[nodiscard]] Result<void> refused(QByteArrayView payload);
    [[nodiscard]] Result<void> startup(QByteArrayView packet);
    [[nodiscard]] Result<void> reply(QByteArrayView payload);
    [[nodiscard]] Unexpected loginRefused(const QString &code, const QString &words) const;
    [[nodiscard]] Unexpected openWay(const QString &name) const;
    [[nodiscard]] Unexpected tooMuch() const;
    [[nodiscard]] Unexpected malformed(const char *what) const;
    [[nodiscard]] Unexpected oddLibrary(const char *what) const;

    QString m_server;
    QString m_account;
    QString m_database;
    SqlLimits m_limits;
    Phase m_phase = Phase::Startup;
    Way m_way = Way::None;
    int m_steps = 0; ///< of that way, by both sides
    bool m_replyAwaited = false; ///< the client is to say its part
    qsizetype m_bytes = 0; ///< of the login, then of the answer
    int m_packets = 0;
    int m_notices = 0;
    int m_settings = 0;
    int m_columns = 0;
};

} // namespace Nightkeep
