// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ssh/sshconnection.h"
#include "models/servers/remotehost.h"

namespace Nightkeep {

/// A unix socket of the server behind one in our private folder. Its end waits for ssh, briefly, and
/// does nothing if the master has gone before.
class SshForward final : public SocketForward
{
public:
    ~SshForward() override;

    [[nodiscard]] static Result<std::unique_ptr<SocketForward>> open(const std::shared_ptr<SshConnection> &connection,
                                                                     const QString &server, Attendance attendance,
                                                                     const QString &remotePath,
                                                                     const CancelToken &cancel);
    [[nodiscard]] QString localPath() const override { return m_localPath; }
    [[nodiscard]] std::optional<Error> trouble(const CancelToken &cancel) override;

private:
    SshForward(std::shared_ptr<SshConnection> connection, QString server, SshConnection::Master master,
               QString localPath, QString remotePath);

    std::shared_ptr<SshConnection> m_connection; ///< keeps the master from being closed as idle
    QString m_server;
    SshConnection::Master m_master;
    QString m_localPath;
    QString m_remotePath;
};

/// What the server's side shows of a socket or port that is to be forwarded to.
enum class SocketPresence {
    Missing,
    Closed, ///< the account may not use it
    Unheard, ///< no program listens there
    Open,
    Unknown,
};

/// What finds that out there, and its answer. The socket's name has passed isSafeSocket.
[[nodiscard]] QByteArray presenceScript(const QString &socket);
[[nodiscard]] SocketPresence presenceIn(const QByteArray &output);

/// Why a forwarding to `socket` lets nothing through: sshd answers with one and the same words whatever the reason, so
/// it follows from what is there, and from which ssh server (`software`, as it names itself) it is.
[[nodiscard]] Error forwardingError(const QString &server, const QString &socket, SocketPresence presence,
                                    const QString &software);

} // namespace Nightkeep
