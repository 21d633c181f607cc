// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sockettunnel.h"

#include "app/apptr.h"

namespace Nightkeep {

Error SocketTunnel::explained(const Error &error, const CancelToken &cancel) const
{
    if (error.kind != ErrorKind::Unreachable && error.kind != ErrorKind::TimedOut)
        return error;
    std::optional<Error> better = forward->trouble(cancel);
    if (!better)
        return error;
    better->detail = QStringList {better->detail, error.detail}.join(u'\n').trimmed();
    return *better;
}

Result<std::shared_ptr<SocketTunnel>> openTunnel(RemoteHosts &hosts, const Server &server, Attendance attendance,
                                                 const QString &socket, const CancelToken &cancel)
{
    auto tunnel = std::make_shared<SocketTunnel>();
    Result<std::unique_ptr<RemoteHost>> host = hosts.open(server, attendance);
    if (!host)
        return fail(host.error());
    tunnel->host = std::move(*host);
    Result<std::unique_ptr<SocketForward>> forward = tunnel->host->forwardSocket(socket, cancel);
    if (!forward)
        return fail(forward.error());
    tunnel->forward = std::move(*forward);
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, AppTr::tr("Stopped."));
    return tunnel;
}

} // namespace Nightkeep
