// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/processkeeper.h"
#include "app/ssh/askpasslistener.h"
#include "app/ssh/sshoptions.h"
#include "models/base/result.h"
#include "models/servers/remotehost.h"

#include <QElapsedTimer>
#include <QString>

#include <chrono>
#include <memory>
#include <mutex>

namespace Nightkeep {

class PrivateFolder;

/// What every connection shares; outlives them all.
struct SshWorld
{
    SshSettings settings;
    QString askpassProgram;
    Prompter *prompter = nullptr; ///< null: nobody is ever asked
    PrivateFolder &folder;
    ProcessKeeper &keeper;
};

/// What a session came to. On its standard error stand the words of the server's side, which may look like ssh's own;
/// what ssh itself said is in the log.
struct SessionResult : ProcessResult
{
    QByteArray log;

    /// The server refused a further session on a connection that works (MaxSessions); nothing was sent.
    [[nodiscard]] bool isRefused() const;
    /// There was no master, and nothing was sent.
    [[nodiscard]] bool isUnsent() const;
    /// The status, 255 too, is that of what ran on the server: ssh, which has failures of its own, told so.
    [[nodiscard]] bool isServers() const;
};

/// One server's shared master. Thread-safe. The control socket's mere existence, or what
/// `ssh -O check` would say, is never taken for life: a master that made somebody wait in vain has
/// to pass a real round trip before it is used again, or is replaced. The round trip takes at most
/// five seconds or half of the caller's time, whichever is less, so that a login still fits in.
class SshConnection
{
public:
    SshConnection(const SshWorld &world, SshDestination destination);
    ~SshConnection();

    struct Master
    {
        QString controlPath;
        int generation = 0; ///< counts the masters of this connection
    };

    /// The living master, started if there is none. Login happens here, and here alone. A server that
    /// turns the connection away before any word of login (MaxStartups) is tried up to four times, one that ends it
    /// without a word, or does not greet in time, twice.
    /// Kinds: those of sshError, and TimedOut, Cancelled, MissingTool.
    [[nodiscard]] Result<Master> master(const QString &server, Attendance attendance, const CancelToken &cancel,
                                        std::chrono::milliseconds limit);
    /// It did not answer in time: to be tested before it is used again.
    void suspect(const Master &master);
    /// It is gone or useless: the next caller gets another.
    void retire(const Master &master);
    [[nodiscard]] bool isAlive(const Master &master) const;
    /// Whether it makes a round trip now. It may have ended a moment ago, unnoticed by isAlive().
    [[nodiscard]] bool answers(const Master &master, const CancelToken &cancel, std::chrono::milliseconds limit);

    /// Closes the master if nobody has asked for it for that long.
    void closeIfIdle(std::chrono::milliseconds idle);

    [[nodiscard]] const SshWorld &world() const { return m_world; }
    [[nodiscard]] const SshDestination &destination() const { return m_destination; }
    /// Runs one command over the master; `sink` may be empty.
    [[nodiscard]] SessionResult runSession(const Master &master, const QString &command, const QByteArray &input,
                                           const RemoteLimits &limits, const CancelToken &cancel,
                                           const OutputSink &sink = {}) const;

private:
    struct Login
    {
        Result<Master> master;
        int repeats = 0; ///< how often it may be tried again
    };
    [[nodiscard]] bool hasLivingMaster(const CancelToken &cancel, std::chrono::milliseconds limit);
    [[nodiscard]] Login start(const QString &server, Attendance attendance, const CancelToken &cancel,
                              std::chrono::milliseconds limit);
    [[nodiscard]] Login failedLogin(const QString &server, const ProcessResult &result, bool asked,
                                    const CancelToken &cancel, std::chrono::milliseconds limit) const;
    void drop();

    const SshWorld &m_world;
    const SshDestination m_destination;
    std::timed_mutex m_starting; ///< one login at a time
    mutable std::mutex m_mutex; ///< guards what follows
    std::shared_ptr<KeptProcess> m_process;
    Master m_master;
    bool m_suspect = false;
    QElapsedTimer m_lastUse;
};

} // namespace Nightkeep
