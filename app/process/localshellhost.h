// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"
#include "models/servers/server.h"

namespace Nightkeep {

/// A server of the demo estate: a folder, reached by this machine's own /bin/sh with a cleaned
/// environment. Runs the very programs that real servers run, with the folder as their root.
class LocalShellHost final : public RemoteHost
{
public:
    explicit LocalShellHost(const Server &server);

    [[nodiscard]] Result<QByteArray> run(RemoteProgram program, const QByteArray &input, const CancelToken &cancel,
                                         const RemoteLimits &limits = {}) override;
    [[nodiscard]] Result<void> runInto(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                       const CancelToken &cancel, const RemoteLimits &limits = {}) override;
    /// There is nothing to forward: the path below the root.
    [[nodiscard]] Result<std::unique_ptr<SocketForward>> forwardSocket(const QString &remotePath,
                                                                       const CancelToken &cancel) override;
    [[nodiscard]] QList<ConnectionCheck> checkConnection(const CancelToken &cancel) override;
    /// NotFound: a folder has no host key.
    [[nodiscard]] Result<OfferedHostKey> offeredHostKey(const CancelToken &cancel) override;
    [[nodiscard]] Result<void> trustHostKey(const OfferedHostKey &key, const CancelToken &cancel) override;

private:
    [[nodiscard]] Result<void> checkRoot() const;
    /// With a sink, the answer is its beginning alone.
    [[nodiscard]] Result<QByteArray> runProgram(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                                const CancelToken &cancel, const RemoteLimits &limits) const;
    [[nodiscard]] Result<QByteArray> runText(const QByteArray &text, const QString &what, const QByteArray &input,
                                             const OutputSink &sink, const CancelToken &cancel,
                                             const RemoteLimits &limits) const;

    QString m_name;
    QString m_root;
};

} // namespace Nightkeep
