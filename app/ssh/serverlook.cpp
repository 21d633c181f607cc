// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/serverlook.h"

#include "app/apptr.h"
#include "app/ssh/privatefolder.h"
#include "models/base/bytepath.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds LongestLook {10000};

} // namespace

QString shortKeyType(const QString &type)
{
    if (type.startsWith(QLatin1String("ecdsa-")))
        return QStringLiteral("ECDSA");
    return type.section(QLatin1Char('-'), 1, 1).toUpper();
}

ServerLook heardOfServer(const QByteArray &errors)
{
    static const QRegularExpression key(QStringLiteral("^debug1: Server host key: (\\S+) (SHA256:\\S+)"));
    static const QRegularExpression version(QStringLiteral("^debug1: Remote protocol version \\S+, "
                                                           "remote software version (.+)$"));
    ServerLook look;
    const QByteArrayList lines = errors.split('\n');
    for (const QByteArray &bytes : lines) {
        const QString line = QString::fromUtf8(bytes.trimmed());
        if (!line.startsWith(QLatin1String("debug1: "))) {
            look.said += bytes + '\n';
        } else if (line.contains(QLatin1String("SSH2_MSG_SERVICE_ACCEPT received"))) {
            look.reachedLogin = true;
            break;
        } else if (const auto shown = key.match(line); shown.hasMatch()) {
            look.shownKey = shortKeyType(shown.captured(1)) + QLatin1Char(' ') + shown.captured(2);
        } else if (const auto named = version.match(line); named.hasMatch()) {
            look.software = named.captured(1);
        } else if (line.contains(QLatin1String("server-sig-algs="))) {
            look.takesNewRsa = line.contains(QLatin1String("rsa-sha2-"));
        }
    }
    look.said = look.said.trimmed();
    return look;
}

Result<ServerLook> lookAtServer(const SshWorld &world, const SshDestination &destination, const QString &server,
                                const AskpassAnswer &answer, const CancelToken &cancel, std::chrono::milliseconds limit)
{
    const AskpassListener listener(world.folder.newPath(QStringLiteral("a")), world.askpassProgram);
    if (!listener.isValid())
        return fail(ErrorKind::Internal, AppTr::tr("No socket could be made in \"%1\".").arg(world.folder.path()),
                    AppTr::tr("See whether that folder's disk is full."));
    if (!QDir().mkpath(QFileInfo(world.settings.knownHostsFile).path()))
        return fail(ErrorKind::ReadOnly,
                    AppTr::tr("The folder of \"%1\" cannot be made.").arg(world.settings.knownHostsFile),
                    AppTr::tr("See whether the disk is full or read-only."));
    ProcessRequest request;
    request.program = QStringLiteral("ssh");
    request.arguments = hostKeyArguments(world.settings, destination);
    request.environment = listener.environment();
    const std::shared_ptr<KeptProcess> process = world.keeper.start(request);
    const StartEnding ending = attendStart(
        world.keeper, process, &listener, answer, [] { return false; }, cancel, limit);
    if (ending == StartEnding::Cancelled)
        return fail(ErrorKind::Cancelled, AppTr::tr("The connection to %1 was cancelled.").arg(server));
    if (ending == StartEnding::TimedOut)
        return fail(ErrorKind::TimedOut, AppTr::tr("%1 did not show its host key within the time limit.").arg(server),
                    AppTr::tr("Check the network and whether the server is up."));
    const ProcessResult result = process->result().value_or(ProcessResult());
    if (result.ending == ProcessResult::Ending::NotStarted)
        return fail(ErrorKind::MissingTool, AppTr::tr("ssh could not be started: %1").arg(result.startError),
                    AppTr::tr("Install the OpenSSH client (package openssh-client)."));
    return heardOfServer(result.errors);
}

Result<ServerLook> lookAtServer(const SshWorld &world, const SshDestination &destination, const QString &server,
                                const CancelToken &cancel, std::chrono::milliseconds limit)
{
    const AskpassAnswer refuse = [](const AskpassQuestion &, const CancelToken &) { return QStringLiteral("no"); };
    return lookAtServer(world, destination, server, refuse, cancel, std::min(LongestLook, limit));
}

Error explained(const QString &server, Error error, const ServerLook &look, const SshConfigPlace &place)
{
    if (error.kind == ErrorKind::AuthenticationFailed) {
        if (look.reachedLogin && !look.takesNewRsa)
            error.advice += QLatin1Char(' ')
                + AppTr::tr("It is too old to take an RSA key by another signature than ssh-rsa, which ssh no longer "
                            "gives by itself. If yours is one: %1")
                      .arg(sshConfigLines({QStringLiteral("PubkeyAcceptedAlgorithms +ssh-rsa")}, place));
        return error;
    }
    if (!look.reachedLogin && !look.said.isEmpty())
        return sshError(server, look.said, place);
    error.detail = look.reachedLogin ? AppTr::tr("Asked once more, it came as far as the login; its ssh server is %1.")
                                           .arg(visibleText(look.software))
                                     : AppTr::tr("ssh gave no reason.");
    return error;
}

} // namespace Nightkeep
