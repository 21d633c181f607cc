// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mysql/wirewatch.h"
#include "models/base/canceltoken.h"

#include <QTemporaryDir>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace Nightkeep {

enum class SqlProtocol { MySql, PostgreSql };

/// Where a relay leads, and how long it waits. The limits on what comes are SqlLimits.
struct SqlRoute
{
    QString socket; ///< the server's, or the near end of a tunnel to it
    QString server; ///< for people
    QString account; ///< for people
    QString database = {}; ///< for people
    SqlProtocol protocol = SqlProtocol::MySql;
    CancelToken cancel = {};
    std::chrono::milliseconds loginLimit {30'000}; ///< from the beginning until the account is let in
    std::chrono::milliseconds silenceLimit {30'000}; ///< without a byte, while an answer is awaited
    std::chrono::milliseconds answerLimit {120'000}; ///< until an answer has ended
    SqlLimits limits = {};
};

/// Stands between Qt's driver and a server's unix socket, as a socket of its own in a folder that only this
/// user may enter, open to one caller of this process. Passes whole packets on as its watch allows, ends the
/// connection when a limit is reached or a person stops it, and then knows why. The library's own time limits
/// begin anew with every byte, and none of its waits can be cancelled.
/// Works on a thread of its own; the rest is called on one thread, but for ignoreCancel().
class SqlRelay
{
public:
    static constexpr int postgresPort = 5432; ///< PostgreSQL's library makes the socket's name of it

    /// Connected to the server, and waiting for the driver. Unreachable, TimedOut, Cancelled, Failed.
    [[nodiscard]] static Result<std::unique_ptr<SqlRelay>> start(const SqlRoute &route);
    ~SqlRelay(); ///< ends both sides
    SqlRelay(const SqlRelay &) = delete;
    SqlRelay &operator=(const SqlRelay &) = delete;

    [[nodiscard]] const QString &path() const { return m_path; }
    /// Why the relay ended the connection, with what the driver saw of that among the details; nothing if the server or
    /// the driver ended it.
    [[nodiscard]] std::optional<Error> verdict(const QString &seen) const;
    /// For a change that has begun: to stop amid it would leave unknown what became of it. The limits hold.
    void ignoreCancel() { m_deaf = true; }
    /// From now on instead of the route's.
    void setAnswerLimits(std::chrono::milliseconds silence, std::chrono::milliseconds whole);
    void setLimits(const SqlLimits &limits); ///< from the next statement on

private:
    /// One way: what came in and is not a whole packet yet.
    struct Side
    {
        int socket = -1;
        QByteArray unread;
    };
    using Clock = std::chrono::steady_clock;

    explicit SqlRelay(const SqlRoute &route);
    [[nodiscard]] Result<void> connectToServer();
    [[nodiscard]] Result<void> listen();
    void run();
    [[nodiscard]] bool acceptDriver();
    [[nodiscard]] bool receive(Side &side);
    [[nodiscard]] bool passOn(Side &from, const Side &to);
    [[nodiscard]] bool sendAll(int socket, const QByteArray &packets);
    [[nodiscard]] bool waitFor(int socket, short events);
    [[nodiscard]] std::optional<Error> overdue() const;
    [[nodiscard]] SqlLimits limits() const;
    [[nodiscard]] Error timedOut(std::chrono::milliseconds limit) const;
    bool end(const Error &why);

    SqlRoute m_route;
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<WireWatch> m_watch;
    int m_listener = -1;
    int m_wake = -1; ///< readable once the object is about to go
    Side m_server;
    Side m_driver;
    Clock::time_point m_began; ///< the login, then the answer
    Clock::time_point m_heard; ///< the last byte of the server
    std::atomic_bool m_deaf {false};
    std::atomic<std::chrono::milliseconds> m_silenceLimit;
    std::atomic<std::chrono::milliseconds> m_answerLimit;
    mutable std::mutex m_mutex;
    std::optional<Error> m_verdict;
    SqlLimits m_limits;
    std::thread m_thread;
};

} // namespace Nightkeep
