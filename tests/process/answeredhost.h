// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/servers/remotehost.h"

namespace Nightkeep {

/// A server that has given its answer.
class AnsweredHost final : public RemoteHost
{
public:
    explicit AnsweredHost(QByteArray answer)
        : m_answer(std::move(answer))
    {
    }
    Result<QByteArray> run(RemoteProgram, const QByteArray &, const CancelToken &, const RemoteLimits &) override
    {
        return m_answer;
    }
    Result<void> runInto(RemoteProgram, const QByteArray &, const OutputSink &sink, const CancelToken &,
                         const RemoteLimits &) override
    {
        return sink(m_answer);
    }
    Result<std::unique_ptr<SocketForward>> forwardSocket(const QString &, const CancelToken &) override
    {
        return fail(ErrorKind::Internal, {});
    }
    QList<ConnectionCheck> checkConnection(const CancelToken &) override { return {}; }
    Result<OfferedHostKey> offeredHostKey(const CancelToken &) override { return fail(ErrorKind::Internal, {}); }
    Result<void> trustHostKey(const OfferedHostKey &, const CancelToken &) override { return {}; }

private:
    QByteArray m_answer;
};

} // namespace Nightkeep
