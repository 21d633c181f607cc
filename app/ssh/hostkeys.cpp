// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/hostkeys.h"

#include "app/apptr.h"
#include "app/ssh/privatefolder.h"
#include "app/ssh/ssherrors.h"

#include <QDir>
#include <QFileInfo>

namespace Nightkeep {

namespace {

constexpr std::chrono::seconds MeetingLimit {40};

/// Starts an ssh that asks about the host key, and returns what it said when it had ended.
Result<QByteArray> meet(const SshWorld &world, const SshDestination &destination, const QString &server,
                        const AskpassAnswer &answer, const CancelToken &cancel)
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
        world.keeper, process, &listener, answer, [] { return false; }, cancel, MeetingLimit);
    if (ending == StartEnding::Cancelled)
        return fail(ErrorKind::Cancelled, AppTr::tr("The connection to %1 was cancelled.").arg(server));
    if (ending == StartEnding::TimedOut)
        return fail(ErrorKind::TimedOut, AppTr::tr("%1 did not show its host key within the time limit.").arg(server),
                    AppTr::tr("Check the network and whether the server is up."));
    const ProcessResult result = process->result().value_or(ProcessResult());
    if (result.ending == ProcessResult::Ending::NotStarted)
        return fail(ErrorKind::MissingTool, AppTr::tr("ssh could not be started: %1").arg(result.startError),
                    AppTr::tr("Install the OpenSSH client (package openssh-client)."));
    return result.errors;
}

/// How a meeting without a question ended: nothing if the key was good and only the login was not.
std::optional<Error> trouble(const QString &server, const QByteArray &said)
{
    if (said.isEmpty()) // it even let us in
        return std::nullopt;
    const Error error = sshError(server, said);
    if (error.kind == ErrorKind::AuthenticationFailed)
        return std::nullopt;
    return error;
}

} // namespace

Result<OfferedHostKey> meetHostKey(const SshWorld &world, const SshDestination &destination, const QString &server,
                                   const CancelToken &cancel)
{
    std::optional<OfferedHostKey> offered;
    const AskpassAnswer answer = [&offered](const AskpassQuestion &question) {
        if (!offered)
            offered = hostKeyQuestion(question.text);
        return QStringLiteral("no");
    };
    const Result<QByteArray> said = meet(world, destination, server, answer, cancel);
    if (!said)
        return fail(said.error());
    if (offered)
        return *offered;
    if (const std::optional<Error> error = trouble(server, *said))
        return fail(*error);
    return fail(ErrorKind::NotFound, AppTr::tr("The host key of %1 is trusted already.").arg(server),
                AppTr::tr("There is nothing to do."));
}

Result<void> acceptHostKey(const SshWorld &world, const SshDestination &destination, const QString &server,
                           const OfferedHostKey &key, const CancelToken &cancel)
{
    bool accepted = false;
    std::optional<OfferedHostKey> other;
    const AskpassAnswer answer = [&](const AskpassQuestion &question) {
        const std::optional<OfferedHostKey> offered = hostKeyQuestion(question.text);
        if (offered && *offered == key) {
            accepted = true;
            return key.fingerprint;
        }
        if (offered && offered->host == key.host)
            other = offered;
        return QStringLiteral("no");
    };
    const Result<QByteArray> said = meet(world, destination, server, answer, cancel);
    if (!said)
        return fail(said.error());
    if (other)
        return fail(ErrorKind::HostKeyChanged,
                    AppTr::tr("%1 now offers another host key than the one that was shown.").arg(server),
                    AppTr::tr("Nothing was trusted. Ask whoever runs the server for its fingerprint."),
                    AppTr::tr("Shown: %1. Offered now: %2.").arg(key.fingerprint, other->fingerprint));
    if (said->contains("Failed to add the host"))
        return fail(
            ErrorKind::ReadOnly,
            AppTr::tr("The key of %1 could not be written to \"%2\".").arg(server, world.settings.knownHostsFile),
            AppTr::tr("See whether the disk is full or read-only."), QString::fromUtf8(*said));
    if (accepted)
        return {};
    if (const std::optional<Error> error = trouble(server, *said))
        return fail(*error);
    return {}; // trusted by somebody else meanwhile
}

} // namespace Nightkeep
