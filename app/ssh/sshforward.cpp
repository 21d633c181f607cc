// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshforward.h"

#include "app/apptr.h"
#include "app/process/remoteprograms.h"
#include "app/process/remoteresult.h"
#include "app/ssh/privatefolder.h"
#include "app/ssh/serverlook.h"
#include "app/ssh/ssherrors.h"
#include "app/ssh/unixsocket.h"
#include "models/base/bytepath.h"

#include <QFile>
#include <QRegularExpression>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds RequestLimit {10000};
constexpr std::chrono::milliseconds CancelLimit {2000};
constexpr std::chrono::milliseconds AnswerLimit {2000}; // what is refused breaks off at once

/// Prints what is there, as a word. The socket's name has passed isSafeSocket. A socket's own name for itself may lead
/// over another path, so its last part is what is looked for.
QByteArray presenceScript(const QString &socket)
{
    if (const int port = loopbackPort(socket); port > 0)
        return QStringLiteral("if [ ! -r /proc/net/tcp ]; then echo unknown; "
                              "elif cat /proc/net/tcp* | grep ':%1 [0-9A-F]*:0000 0A ' >/dev/null; then echo open; "
                              "else echo unheard; fi")
            .arg(QStringLiteral("%1").arg(port, 4, 16, QLatin1Char('0')).toUpper())
            .toLatin1();
    return QStringLiteral("if [ ! -S %1 ]; then echo missing; elif [ ! -w %1 ]; then echo closed; "
                          "elif [ ! -r /proc/net/unix ] || grep '/%2$' /proc/net/unix >/dev/null; then echo open; "
                          "else echo unheard; fi")
        .arg(socket, socket.section(QLatin1Char('/'), -1))
        .toLatin1();
}

SocketPresence presenceOf(const QByteArray &word)
{
    return word == "missing" ? SocketPresence::Missing
        : word == "closed"   ? SocketPresence::Closed
        : word == "unheard"  ? SocketPresence::Unheard
        : word == "open"     ? SocketPresence::Open
                             : SocketPresence::Unknown;
}

/// Sockets are forwarded since OpenSSH 6.7, and by few others.
bool forwardsSockets(const QString &software)
{
    static const QRegularExpression version(QStringLiteral("\\AOpenSSH_(\\d+)\\.(\\d+)"));
    const auto match = version.match(software);
    return match.hasMatch() && match.captured(1).toInt() * 100 + match.captured(2).toInt() >= 607;
}

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

Error forwardingError(const QString &server, const QString &socket, SocketPresence presence, const QString &software)
{
    const bool isPort = loopbackPort(socket) > 0;
    const QString byPort = isPort
        ? QString()
        : QLatin1Char(' ')
            + AppTr::tr(
                "Or write 127.0.0.1:3306 as the socket in the site's details: the tunnel then leads to that port "
                "of the server itself, where MySQL must listen.");
    const QString detail =
        software.isEmpty() ? QString() : AppTr::tr("Its ssh server calls itself %1.").arg(visibleText(software));
    switch (presence) {
    case SocketPresence::Missing:
        return {ErrorKind::Unreachable,
                AppTr::tr("The database server of %1 does not answer at its socket: there is no socket %2.")
                    .arg(server, socket),
                AppTr::tr("Check on that server that MySQL runs, and that the socket's path is right."), detail};
    case SocketPresence::Closed:
        return {ErrorKind::PermissionDenied,
                AppTr::tr("Your account on %1 may not use the socket %2.").arg(server, socket),
                AppTr::tr("Ask the administrator of %1 for the right to write to it.").arg(server), detail};
    case SocketPresence::Unheard:
        return {ErrorKind::Unreachable,
                AppTr::tr("The database server of %1 does not answer at its socket: no program listens at %2.")
                    .arg(server, socket),
                AppTr::tr("Check on that server that MySQL runs."), detail};
    case SocketPresence::Open:
    case SocketPresence::Unknown:
        break;
    }
    if (isPort)
        return {ErrorKind::PermissionDenied,
                AppTr::tr("The ssh server of %1 forbids the tunnel to %2, or what listens there closes it at once.")
                    .arg(server, socket),
                AppTr::tr("Ask whoever runs it whether it is allowed (AllowTcpForwarding, PermitOpen, or your key's "
                          "own line there)."),
                detail};
    if (!software.isEmpty() && !forwardsSockets(software))
        return {ErrorKind::Unreachable,
                AppTr::tr("The ssh server of %1 does not know socket forwarding, as OpenSSH does since 6.7: it is %2.")
                    .arg(server, visibleText(software)),
                AppTr::tr("It must be renewed for that.") + byPort, detail};
    return {ErrorKind::PermissionDenied, AppTr::tr("The ssh server of %1 forbids socket forwarding.").arg(server),
            AppTr::tr("Ask whoever runs it to allow it (AllowStreamLocalForwarding, or your key's own line there).")
                + byPort,
            detail};
}

SshForward::SshForward(std::shared_ptr<SshConnection> connection, QString server, SshConnection::Master master,
                       QString localPath, QString remotePath)
    : m_connection(std::move(connection))
    , m_server(std::move(server))
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
            return std::unique_ptr<SocketForward>(new SshForward(connection, server, *master, localPath, remotePath));
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

std::optional<Error> SshForward::trouble(const CancelToken &cancel)
{
    const UnixSocket through = UnixSocket::connectTo(QFile::encodeName(m_localPath));
    if (!through.isValid() || !through.waitForHangUp(int(AnswerLimit.count())))
        return std::nullopt;
    const RemoteInvocation script = invocationOf(presenceScript(m_remotePath), QString(), {});
    const ProcessResult result =
        m_connection->runSession(m_master, script.command, script.input, {RequestLimit, 4096}, cancel);
    if (!result.succeeded())
        return std::nullopt;
    const SocketPresence presence = presenceOf(result.output.trimmed());
    QString software;
    if (presence == SocketPresence::Open || presence == SocketPresence::Unknown) {
        const Result<ServerLook> look =
            lookAtServer(m_connection->world(), m_connection->destination(), m_server, cancel, RequestLimit);
        software = look ? look->software : QString();
    }
    return forwardingError(m_server, m_remotePath, presence, software);
}

} // namespace Nightkeep
