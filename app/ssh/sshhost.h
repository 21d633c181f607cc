// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/sshconnection.h"
#include "models/servers/remotehost.h"

#include <memory>

namespace Nightkeep {

/// A server reached by the system's OpenSSH client over the master that all hosts of one connection
/// share. A program that only reads is tried again once when the connection broke under it; one that
/// acts is tried again only when it is certain that nothing was sent.
class SshHost final : public RemoteHost
{
public:
    SshHost(QString server, Attendance attendance, std::shared_ptr<SshConnection> connection);

    [[nodiscard]] Result<QByteArray> run(RemoteProgram program, const QByteArray &input, const CancelToken &cancel,
                                         const RemoteLimits &limits = {}) override;
    [[nodiscard]] Result<void> runInto(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                       const CancelToken &cancel, const RemoteLimits &limits = {}) override;
    [[nodiscard]] Result<std::unique_ptr<SocketForward>> forwardSocket(const QString &remotePath,
                                                                       const CancelToken &cancel) override;
    [[nodiscard]] QList<ConnectionCheck> checkConnection(const CancelToken &cancel) override;
    [[nodiscard]] Result<OfferedHostKey> offeredHostKey(const CancelToken &cancel) override;
    [[nodiscard]] Result<void> trustHostKey(const OfferedHostKey &key, const CancelToken &cancel) override;

private:
    enum class Repeat { OnlyIfUnsent, OnceIfBroken };
    /// With a sink, the answer is its beginning alone.
    [[nodiscard]] Result<QByteArray> runProgram(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                                const CancelToken &cancel, const RemoteLimits &limits);
    [[nodiscard]] Result<QByteArray> runText(const QByteArray &text, const QString &what, Repeat repeat,
                                             const QByteArray &input, const OutputSink &sink, const CancelToken &cancel,
                                             const RemoteLimits &limits);
    [[nodiscard]] ConnectionCheck checkShell(const CancelToken &cancel);

    QString m_server;
    Attendance m_attendance;
    std::shared_ptr<SshConnection> m_connection;
};

} // namespace Nightkeep
