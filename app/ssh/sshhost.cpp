// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshhost.h"

#include "app/apptr.h"
#include "app/process/remoteprograms.h"
#include "app/process/remoteresult.h"
#include "app/ssh/hostkeys.h"
#include "app/ssh/sshclient.h"
#include "app/ssh/ssherrors.h"
#include "app/ssh/sshforward.h"
#include "models/base/bytepath.h"

#include <QDeadlineTimer>
#include <QThread>

namespace Nightkeep {

namespace {

// Before a refused session is tried again; doubled each time.
constexpr std::chrono::milliseconds FirstSessionPause {100};
constexpr std::chrono::milliseconds LongestPause {800};

bool onlyReads(RemoteProgram program)
{
    switch (program) {
    case RemoteProgram::Probe:
    case RemoteProgram::Zips:
    case RemoteProgram::ArchiveStatus:
    case RemoteProgram::TarHeaders:
    case RemoteProgram::ArchiveVerify:
    case RemoteProgram::Backups:
    case RemoteProgram::BackupContents:
    case RemoteProgram::Fetch:
    case RemoteProgram::ChangeRate:
    case RemoteProgram::Destination:
    case RemoteProgram::HandOverStatus:
    case RemoteProgram::ArchiveManifest:
    case RemoteProgram::ArchiveMember:
    case RemoteProgram::StorageVersions:
    case RemoteProgram::WebRoots:
    case RemoteProgram::BackupPreview: // it may run twice; it sends nothing
        return true;
    case RemoteProgram::ArchiveStart:
    case RemoteProgram::ArchiveCancel:
    case RemoteProgram::MoodleSettings:
    case RemoteProgram::HandOverStart:
    case RemoteProgram::HandOverConfirm: // it may leave scratch
    case RemoteProgram::HandOverStop:
    case RemoteProgram::ArchiveSign:
    case RemoteProgram::ArchiveExtract:
    case RemoteProgram::ArchiveRemove:
    case RemoteProgram::RestoreDrill:
        return false;
    }
    return false;
}

std::chrono::milliseconds remaining(const QDeadlineTimer &deadline)
{
    return std::chrono::milliseconds(std::max<qint64>(0, deadline.remainingTime()));
}

Unexpected noFurtherSession(const QString &server, const QByteArray &errors)
{
    return fail(ErrorKind::Busy, AppTr::tr("%1 allows no further session on this connection.").arg(server),
                AppTr::tr("Wait for the other jobs of this server, or have MaxSessions raised there."),
                displayPath(errors.trimmed()));
}

/// What ssh says of a session that found no master is about our own stand-in for one. What the server's side wrote
/// before the end is its own.
Error brokenOff(const QString &server, const SessionResult &result)
{
    if (result.log.isEmpty())
        return {ErrorKind::ReadOnly, AppTr::tr("ssh for %1 could not write down what it does.").arg(server),
                AppTr::tr("See whether the disk of the folder for temporary files is full or read-only."),
                shownWords(result.errors)};
    Error error = sshError(server, result.isUnsent() ? QByteArray() : withoutDebugging(result.log));
    QStringList details {error.detail};
    if (const QString words = shownWords(result.errors); !words.isEmpty())
        details << AppTr::tr("%1 wrote: %2").arg(server, words);
    details.removeAll(QString());
    error.detail = details.join(QLatin1Char('\n'));
    return error;
}

} // namespace

SshHost::SshHost(QString server, Attendance attendance, std::shared_ptr<SshConnection> connection)
    : m_server(std::move(server))
    , m_attendance(attendance)
    , m_connection(std::move(connection))
{
}

Result<QByteArray> SshHost::run(RemoteProgram program, const QByteArray &input, const CancelToken &cancel,
                                const RemoteLimits &limits)
{
    return runProgram(program, input, {}, cancel, limits);
}

Result<void> SshHost::runInto(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                              const CancelToken &cancel, const RemoteLimits &limits)
{
    return runProgram(program, input, sink, cancel, limits).map([](const QByteArray &) {});
}

Result<QByteArray> SshHost::runProgram(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                       const CancelToken &cancel, const RemoteLimits &limits)
{
    const Result<QByteArray> text = remoteProgramText(program);
    if (!text)
        return text;
    const Repeat repeat = onlyReads(program) ? Repeat::OnceIfBroken : Repeat::OnlyIfUnsent;
    return runText(*text, remoteProgramName(program), repeat, input, sink, cancel, limits);
}

Result<QByteArray> SshHost::runText(const QByteArray &text, const QString &what, Repeat repeat, const QByteArray &input,
                                    const OutputSink &sink, const CancelToken &cancel, const RemoteLimits &limits)
{
    const RemoteInvocation invocation = invocationOf(text, QString(), input);
    const QDeadlineTimer deadline(limits.time);
    bool repeated = false;
    std::chrono::milliseconds pause = FirstSessionPause;
    while (true) {
        const auto master = m_connection->master(m_server, m_attendance, cancel, remaining(deadline));
        if (!master)
            return fail(master.error());
        const std::chrono::milliseconds before = remaining(deadline);
        const SessionResult result = m_connection->runSession(*master, invocation.command, invocation.input,
                                                              {before, limits.outputBytes}, cancel, sink);
        if (result.ending == ProcessResult::Ending::TimedOut && result.isRefused())
            return noFurtherSession(m_server, withoutDebugging(result.log)); // its ssh had the word, and no time to end
        if (result.ending == ProcessResult::Ending::TimedOut)
            m_connection->suspect(*master);
        if (result.isServers())
            return remoteOutput(result, what, m_server);
        // Where the server's side said something of its own and the connection holds, the status is its own too.
        if (!foreignWords(result.output).isEmpty() && m_connection->answers(*master, cancel, remaining(deadline) / 2))
            return remoteOutput(result, what, m_server);

        if (result.isRefused()) { // MaxSessions: another session must end first
            // A try with less time than this one took might end at the limit without the server's word.
            const std::chrono::milliseconds took = before - remaining(deadline);
            if (remaining(deadline) <= pause + 2 * took)
                return noFurtherSession(m_server, withoutDebugging(result.log));
            QThread::msleep(static_cast<unsigned long>(pause.count()));
            pause = std::min(2 * pause, LongestPause);
            continue;
        }
        const bool unsent = result.isUnsent();
        if (unsent || !m_connection->isAlive(*master))
            m_connection->retire(*master);
        else
            m_connection->suspect(*master);
        // What a sink has taken it cannot give back.
        if (repeated || result.handedOn > 0 || (!unsent && repeat == Repeat::OnlyIfUnsent))
            return fail(brokenOff(m_server, result));
        repeated = true;
    }
}

Result<std::unique_ptr<SocketForward>> SshHost::forwardSocket(const QString &remotePath, const CancelToken &cancel)
{
    if (!isSafeSocket(remotePath))
        return fail(ErrorKind::BadInput, AppTr::tr("The socket path \"%1\" cannot be used.").arg(remotePath),
                    AppTr::tr("Give an absolute path of letters, digits and . _ / @ + = , - only, or a host and a port "
                              "as 127.0.0.1:3306 or db.internal:3306."));
    return SshForward::open(m_connection, m_server, m_attendance, remotePath, cancel);
}

ConnectionCheck SshHost::checkShell(const CancelToken &cancel)
{
    using Outcome = ConnectionCheck::Outcome;
    const QString name = QStringLiteral("shell");
    const QByteArray expected = "nightkeep";
    const Result<QByteArray> answer =
        runText("printf " + expected, name, Repeat::OnceIfBroken, {}, {}, cancel, RemoteLimits());
    if (!answer)
        return {name, answer.error().message, Outcome::Failed, answer.error().advice};
    if (*answer != expected)
        return {name, AppTr::tr("The login script of %1 prints text of its own.").arg(m_server), Outcome::Failed,
                AppTr::tr("Make .bashrc or its like silent for sessions that are not interactive.")};
    return {name, AppTr::tr("The shell of %1 runs our programs.").arg(m_server), Outcome::Passed, {}};
}

QList<ConnectionCheck> SshHost::checkConnection(const CancelToken &cancel)
{
    using Outcome = ConnectionCheck::Outcome;
    const QString host = m_connection->destination().host;
    QList<ConnectionCheck> checks {
        {QStringLiteral("name"), AppTr::tr("ssh knows where \"%1\" is.").arg(host), Outcome::Passed, {}},
        {QStringLiteral("network"), AppTr::tr("%1 answers on its ssh port.").arg(m_server), Outcome::Passed, {}},
        {QStringLiteral("host-key"),
         AppTr::tr("The host key of %1 is the trusted one.").arg(m_server),
         Outcome::Passed,
         {}},
        {QStringLiteral("login"), AppTr::tr("%1 lets you in.").arg(m_server), Outcome::Passed, {}},
    };
    const auto master = m_connection->master(m_server, m_attendance, cancel, RemoteLimits().time);
    if (master) {
        checks.append(checkShell(cancel));
        return checks;
    }
    checks.append({QStringLiteral("shell"), {}, Outcome::NotTried, {}});
    const Error &error = master.error();
    const qsizetype failed = isNameFailure(m_server, error)                                   ? 0
        : error.kind == ErrorKind::HostKeyUnknown || error.kind == ErrorKind::HostKeyChanged  ? 2
        : error.kind == ErrorKind::AuthenticationFailed || error.kind == ErrorKind::Cancelled ? 3
                                                                                              : 1;
    checks[failed].sentence = error.message;
    checks[failed].advice = error.advice;
    checks[failed].outcome = Outcome::Failed;
    for (qsizetype i = failed + 1; i < checks.size(); ++i)
        checks[i] = {checks.at(i).name, AppTr::tr("Not tried."), Outcome::NotTried, {}};
    return checks;
}

Result<OfferedHostKey> SshHost::offeredHostKey(const CancelToken &cancel)
{
    return meetHostKey(m_connection->world(), m_connection->destination(), m_server, cancel);
}

Result<void> SshHost::trustHostKey(const OfferedHostKey &key, const CancelToken &cancel)
{
    return acceptHostKey(m_connection->world(), m_connection->destination(), m_server, key, cancel);
}

} // namespace Nightkeep
