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
#include "models/base/hostport.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QRegularExpression>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds RequestLimit {30000};
constexpr std::chrono::milliseconds CancelLimit {2000};
constexpr std::chrono::milliseconds AnswerLimit {20000}; // what is refused breaks off at once, but for a busy server
constexpr std::chrono::milliseconds AnswerSlice {50}; // how late a cancel may be noticed

constexpr char Mark[] = "nightkeep-socket "; // a login script's own words stand beside ours

/// Whether a program listens at the port of that address, by the kernel's list: both byte orders, IPv6 where it may be
/// meant, and addresses for all.
QByteArray portScript(const QString &socket, int port)
{
    const QString v6 =
        socket.startsWith(QLatin1String("localhost")) ? QStringLiteral("|0{24}01000000|0{31}1") : QString();
    return QStringLiteral("say() { echo \"%1$1\"; exit 0; }\n"
                          "[ -r /proc/net/tcp ] || say unknown\n"
                          "cat /proc/net/tcp* | grep -E '^ *[0-9]+: (0{8}|0100007F|7F000001|0{32}%2|"
                          "0{16}(FFFF0000|0000FFFF)(0{8}|0100007F|7F000001)):%3 [0-9A-F]*:0000 0A ' >/dev/null && "
                          "say open\n"
                          "say unheard\n")
        .arg(QLatin1String(Mark), v6, QStringLiteral("%1").arg(port, 4, 16, QLatin1Char('0')).toUpper())
        .toLatin1();
}

/// Whether a machine that the server reaches lets it in at a port.
QByteArray addressScript(const HostPort &address)
{
    if (address.host.contains(QLatin1Char(':'))) // old perls know no IPv6
        return QStringLiteral("echo '%1unknown'\n").arg(QLatin1String(Mark)).toLatin1();
    return QStringLiteral("say() { echo \"%1$1\"; exit 0; }\n"
                          "getent ahosts '%2' >/dev/null 2>&1; [ $? != 2 ] || say missing\n"
                          "word=$(perl -MSocket -MErrno -e '$SIG{ALRM} = sub { exit }; alarm 20; "
                          "$to = inet_aton($ARGV[0]) or exit; socket(S, PF_INET, SOCK_STREAM, 0) or exit; "
                          "print connect(S, sockaddr_in($ARGV[1], $to)) ? \"open\" "
                          ": $!{ECONNREFUSED} ? \"unheard\" : \"unknown\"' '%2' %3 2>/dev/null)\n"
                          "say \"${word:-unknown}\"\n")
        .arg(QLatin1String(Mark), address.host, QString::number(address.port))
        .toLatin1();
}

} // namespace

QByteArray presenceScript(const QString &socket)
{
    if (const int port = loopbackPort(socket); port > 0)
        return portScript(socket, port);
    if (const std::optional<HostPort> address = hostPort(socket))
        return addressScript(*address);
    // What cannot be searched hides what is in it. The kernel's list has a socket by the name that its program gave
    // it, which may lead over other folders, and not those of other containers: only to be found there proves much.
    return QStringLiteral("say() { echo \"%1$1\"; exit 0; }\n"
                          "search() { f=; IFS=/; for part in ${1%/*}; do [ -n \"$part\" ] || continue; f=$f/$part; "
                          "[ ! -d \"$f\" ] || [ -x \"$f\" ] || say closed; done; unset IFS; }\n"
                          "s='%2'; search \"$s\"\n"
                          "r=$(readlink -f \"$s\" 2>/dev/null) || r=$(readlink \"$s\" 2>/dev/null) || r=$s\n"
                          "case $r in /*) search \"$r\" ;; esac\n"
                          "[ -S \"$s\" ] || say missing\n"
                          "[ -w \"$s\" ] || say closed\n"
                          "word=$(perl -MSocket -MErrno -e '$SIG{ALRM} = sub { exit }; alarm 20; "
                          "socket(S, PF_UNIX, SOCK_STREAM, 0) or exit; print connect(S, sockaddr_un($ARGV[0])) "
                          "? \"open\" : $!{ECONNREFUSED} ? \"unheard\" : $!{EACCES} ? \"closed\" : \"unknown\"' \"$s\" "
                          "2>/dev/null)\n"
                          "[ -z \"$word\" ] || say \"$word\"\n"
                          "[ -r /proc/net/unix ] && sed 's,^[^/]*,,' /proc/net/unix | grep -Fx -e \"$s\" -e \"$r\" "
                          ">/dev/null && say open\n"
                          "say unknown\n")
        .arg(QLatin1String(Mark), socket)
        .toLatin1();
}

SocketPresence presenceIn(const QByteArray &output)
{
    const QByteArrayList lines = output.split('\n');
    for (auto line = lines.crbegin(); line != lines.crend(); ++line) {
        if (!line->startsWith(Mark))
            continue;
        const QByteArray word = line->mid(qstrlen(Mark)).trimmed();
        return word == "missing" ? SocketPresence::Missing
            : word == "closed"   ? SocketPresence::Closed
            : word == "unheard"  ? SocketPresence::Unheard
            : word == "open"     ? SocketPresence::Open
                                 : SocketPresence::Unknown;
    }
    return SocketPresence::Unknown;
}

namespace {

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

/// Whether it ends before a word comes through it; a database server greets. One that does neither is not known.
bool breaksOff(const UnixSocket &through, const CancelToken &cancel)
{
    const QDeadlineTimer deadline(AnswerLimit);
    auto sign = UnixSocket::Sign::None;
    while (sign == UnixSocket::Sign::None && !deadline.hasExpired() && !cancel.isCancelled())
        sign = through.firstSign(int(AnswerSlice.count()));
    return sign == UnixSocket::Sign::End;
}

/// Said where nothing lets through and it could not be found out why: a guess is not told as a fact.
Error notKnown(const QString &server, const QString &socket, const QString &byPort, const QString &detail)
{
    return {ErrorKind::Unreachable,
            AppTr::tr("The tunnel to %2 of %1 lets nothing through; why could not be found out.").arg(server, socket),
            byPort.isEmpty()
                ? AppTr::tr("Perhaps nothing listens there, or the ssh server forbids it (AllowTcpForwarding, "
                            "PermitOpen, or your key's own line there). Ask whoever runs it.")
                : AppTr::tr(
                      "Perhaps the database does not run there or has another socket, your account may not use it, or "
                      "the ssh server forbids it (AllowStreamLocalForwarding, or your key's own line there) or "
                      "is older than OpenSSH 6.7. Ask whoever runs it.")
                    + byPort,
            detail};
}

} // namespace

Error forwardingError(const QString &server, const QString &socket, SocketPresence presence, const QString &software)
{
    const bool isPort = hostPort(socket).has_value();
    const QString byPort = isPort ? QString()
                                  : QLatin1Char(' ')
            + AppTr::tr("Or write 127.0.0.1:3306 as the socket in the site's details (PostgreSQL: 127.0.0.1:5432): the "
                        "tunnel then leads to that port of the server itself, where the database must listen.");
    const QString detail =
        software.isEmpty() ? QString() : AppTr::tr("Its ssh server calls itself %1.").arg(visibleText(software));
    switch (presence) {
    case SocketPresence::Missing:
        if (isPort)
            return {ErrorKind::Unreachable, AppTr::tr("%1 knows no machine of the name in %2.").arg(server, socket),
                    AppTr::tr("Write it in the site's details as Moodle's config.php there has it ($CFG->dbhost)."),
                    detail};
        return {ErrorKind::Unreachable,
                AppTr::tr("The database server of %1 does not answer at its socket: there is no socket %2.")
                    .arg(server, socket),
                AppTr::tr("Check on that server that the database runs, and that the socket's path is right."), detail};
    case SocketPresence::Closed:
        return {ErrorKind::PermissionDenied,
                AppTr::tr("Your account on %1 may not use the socket %2.").arg(server, socket),
                AppTr::tr("Ask the administrator of %1 for the right to write to it.").arg(server), detail};
    case SocketPresence::Unheard:
        return {ErrorKind::Unreachable,
                AppTr::tr("The database server of %1 does not answer at its socket: no program listens at %2.")
                    .arg(server, socket),
                AppTr::tr("Check there that the database runs."), detail};
    case SocketPresence::Open:
    case SocketPresence::Unknown:
        break;
    }
    const bool tooOld = !isPort && !software.isEmpty() && !forwardsSockets(software);
    if (!tooOld && (presence == SocketPresence::Unknown || (!isPort && software.isEmpty())))
        return notKnown(server, socket, byPort, detail);
    if (isPort)
        return {ErrorKind::PermissionDenied,
                AppTr::tr("The ssh server of %1 forbids the tunnel to %2, or what listens there closes it at once.")
                    .arg(server, socket),
                AppTr::tr("Ask whoever runs it whether it is allowed (AllowTcpForwarding, PermitOpen, or your key's "
                          "own line there)."),
                detail};
    if (tooOld)
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
    if (!through.isValid() || !breaksOff(through, cancel))
        return std::nullopt;
    const RemoteInvocation script = invocationOf(presenceScript(m_remotePath), QString(), {});
    const SessionResult result =
        m_connection->runSession(m_master, script.command, script.input, {RequestLimit, 64 * 1024}, cancel);
    const bool refused = result.ending == ProcessResult::Ending::ExitCode && (result.isRefused() || !result.isUnsent());
    if (!result.succeeded() && !refused) // the connection's own trouble, or nobody waits for it
        return std::nullopt;
    // An account that may only tunnel runs nothing of ours: then it is not known.
    const SocketPresence presence = presenceIn(result.output);
    QString software;
    if (presence == SocketPresence::Open || presence == SocketPresence::Unknown) {
        const Result<ServerLook> look =
            lookAtServer(m_connection->world(), m_connection->destination(), m_server, cancel, RequestLimit);
        software = look ? look->software : QString();
    }
    return forwardingError(m_server, m_remotePath, presence, software);
}

} // namespace Nightkeep
