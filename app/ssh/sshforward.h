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

private:
    SshForward(std::shared_ptr<SshConnection> connection, SshConnection::Master master, QString localPath,
               QString remotePath);

    std::shared_ptr<SshConnection> m_connection; ///< keeps the master from being closed as idle
    SshConnection::Master m_master;
    QString m_localPath;
    QString m_remotePath;
};

} // namespace Nightkeep
