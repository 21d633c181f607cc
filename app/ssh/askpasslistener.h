// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/processkeeper.h"
#include "app/ssh/processtree.h"
#include "app/ssh/unixsocket.h"

#include <QMap>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace Nightkeep {

/// One question of one ssh.
struct AskpassQuestion
{
    enum class Kind {
        Secret,
        Confirmation, ///< ssh only wants a yes or a no
        Notice, ///< nothing to answer ("touch your key"): to be shown until it is over
    };
    QString text;
    Kind kind = Kind::Secret;
    QString asker = {}; ///< in words, on the way to the server; empty: our ssh, for the server itself

    /// For a person: with who asks.
    [[nodiscard]] QString inWords() const;
};

/// Answers a question; nothing refuses it. `over` is cancelled when the answer has no more use: the
/// job was cancelled, ssh has ended, or what a notice asked for was done.
using AskpassAnswer = std::function<std::optional<QString>(const AskpassQuestion &question, const CancelToken &over)>;

/// The end of the askpass socket that is in Nightkeep: one per started ssh, in the private folder,
/// with a random token. Serves on the thread that calls serve(). The token stands in the environment, where every
/// program of the same user can read it: who asks must also descend from that ssh.
class AskpassListener
{
public:
    /// `program` is what ssh will run: an executable that calls runAskpass.
    AskpassListener(const QString &socketPath, const QString &program);
    ~AskpassListener();
    AskpassListener(const AskpassListener &) = delete;
    AskpassListener &operator=(const AskpassListener &) = delete;

    [[nodiscard]] bool isValid() const { return m_socket.isValid(); }
    /// What the started ssh needs in its environment.
    [[nodiscard]] QMap<QString, QString> environment() const;
    /// Answers who waits now, if that ssh or a process of its started it; returns at once if nobody does.
    void serve(const ProcessMark &ssh, const AskpassAnswer &answer, const CancelToken &cancel) const;

private:
    QString m_path;
    QString m_program;
    QByteArray m_token;
    UnixSocket m_socket;
};

/// Environment of an ssh that nobody attends: every question is refused.
[[nodiscard]] QMap<QString, QString> unattendedEnvironment();

enum class StartEnding { Ready, Ended, Cancelled, TimedOut };

/// Waits until `ready` or the process's end, serving its questions on this thread meanwhile; time
/// that a question takes does not count. Past the limit or cancelled, the process is stopped.
[[nodiscard]] StartEnding attendStart(ProcessKeeper &keeper, const std::shared_ptr<KeptProcess> &process,
                                      const AskpassListener *listener, const AskpassAnswer &answer,
                                      const std::function<bool()> &ready, const CancelToken &cancel,
                                      std::chrono::milliseconds limit);

} // namespace Nightkeep
