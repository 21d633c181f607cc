// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshforward.h"

#include "app/apptr.h"
#include "app/process/remoteresult.h"
#include "app/ssh/privatefolder.h"
#include "app/ssh/ssherrors.h"

#include <QFile>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds RequestLimit {10000};
constexpr std::chrono::milliseconds CancelLimit {2000};

ProcessResult request(const SshConnection &connection, const SshConnection::Master &master, ForwardRequest what,
                      const QString &localPath, const QString &remotePath, const CancelToken &cancel,
                      std::chrono::milliseconds limit)
{
    ProcessRequest ssh;
    ssh.program = QStringLiteral("ssh");
    ssh.arguments = forwardArguments(connection.destination(), master.controlPath, what, localPath, remotePath);
    ssh.timeLimit = limit;
    return runProcess(ssh, cancel);
}

} // namespace

SshForward::SshForward(std::shared_ptr<SshConnection> connection, SshConnection::Master master, QString localPath,
                       QString remotePath)
    : m_connection(std::move(connection))
    , m_master(std::move(master))
    , m_localPath(std::move(localPath))
    , m_remotePath(std::move(remotePath))
{
}

SshForward::~SshForward()
{
    if (m_connection->isAlive(m_master)) {
        const ProcessResult result = request(*m_connection, m_master, ForwardRequest::Cancel, m_localPath, m_remotePath,
                                             CancelToken(), CancelLimit);
        if (!result.succeeded()) // what cannot be ended must not be used again
            m_connection->suspect(m_master);
    }
    QFile::remove(m_localPath);
}

Result<std::unique_ptr<SocketForward>> SshForward::open(const std::shared_ptr<SshConnection> &connection,
                                                        const QString &server, Attendance attendance,
                                                        const QString &remotePath, const CancelToken &cancel)
{
    Error error;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto master = connection->master(server, attendance, cancel, RemoteLimits().time);
        if (!master)
            return fail(master.error());
        const QString localPath = connection->world().folder.newPath(QStringLiteral("s"));
        const ProcessResult result =
            request(*connection, *master, ForwardRequest::Open, localPath, remotePath, cancel, RequestLimit);
        if (result.succeeded())
            return std::unique_ptr<SocketForward>(new SshForward(connection, *master, localPath, remotePath));
        QFile::remove(localPath);
        if (result.ending != ProcessResult::Ending::ExitCode) {
            connection->suspect(*master);
            return fail(remoteOutput(result, AppTr::tr("socket forwarding"), server).error());
        }
        error = sshError(server, result.errors);
        connection->retire(*master);
    }
    return fail(error);
}

} // namespace Nightkeep
