// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"

#include <memory>

namespace Nightkeep {

/// A database's socket on a server, forwarded to this machine for as long as the object lives. The
/// forwarding goes before the host that carries it.
struct SocketTunnel
{
    std::unique_ptr<RemoteHost> host;
    std::unique_ptr<SocketForward> forward;

    [[nodiscard]] QString localPath() const { return forward->localPath(); }
    /// The reason why a connection through it broke at once, where the server's side tells a better one.
    [[nodiscard]] Error explained(const Error &error, const CancelToken &cancel) const;
};

/// Errors: those of RemoteHosts and of RemoteHost::forwardSocket, Cancelled.
[[nodiscard]] Result<std::shared_ptr<SocketTunnel>> openTunnel(RemoteHosts &hosts, const Server &server,
                                                               Attendance attendance, const QString &socket,
                                                               const CancelToken &cancel);

} // namespace Nightkeep
