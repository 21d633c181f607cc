// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshconnection.h"

#include "app/apptr.h"
#include "app/process/remoteresult.h"
#include "app/ssh/hostkeys.h"
#include "app/ssh/privatefolder.h"
#include "app/ssh/sshclient.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QThread>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds LockSlice {20};
constexpr std::chrono::milliseconds RoundTripLimit {5000};
// Between the logins at a server that turns us away: a quarter, a half and one second.
constexpr std::chrono::milliseconds FirstPause {250};
constexpr int MostRepeats = 3;

Unexpected cancelled(const QString &server)
{
    return fail(ErrorKind::Cancelled, AppTr::tr("The connection to %1 was cancelled.").arg(server));
}

Unexpected noAnswer(const QString &server)
{
    return fail(ErrorKind::TimedOut, AppTr::tr("%1 did not let us in within the time limit.").arg(server),
                AppTr::tr("Check the network and whether the server is up."));
}

} // namespace

SshConnection::SshConnection(const SshWorld &world, SshDestination destination)
    : m_world(world)
    , m_destination(std::move(destination))
{
    m_lastUse.start();
}

SshConnection::~SshConnection()
{
    drop();
}

void SshConnection::drop()
{
    if (m_process)
        m_world.keeper.requestStop(m_process);
    m_process.reset();
    m_suspect = false;
    if (!m_master.controlPath.isEmpty())
        QFile::remove(m_master.controlPath);
}

bool SshConnection::isAlive(const Master &master) const
{
    const std::scoped_lock lock(m_mutex);
    return master.generation == m_master.generation && m_process && !m_process->hasEnded();
}

void SshConnection::suspect(const Master &master)
{
    const std::scoped_lock lock(m_mutex);
    if (master.generation == m_master.generation)
        m_suspect = true;
}

bool SshConnection::answers(const Master &master, const CancelToken &cancel, std::chrono::milliseconds limit)
{
    suspect(master);
    return hasLivingMaster(cancel, limit) && isAlive(master);
}

void SshConnection::retire(const Master &master)
{
    const std::scoped_lock lock(m_mutex);
    if (master.generation == m_master.generation)
        drop();
}

void SshConnection::closeIfIdle(std::chrono::milliseconds idle)
{
    const std::scoped_lock lock(m_mutex);
    if (m_lastUse.hasExpired(idle.count()))
        drop();
}

Result<SshConnection::Master> SshConnection::master(const QString &server, Attendance attendance,
                                                    const CancelToken &cancel, std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    std::unique_lock turn(m_starting, std::defer_lock);
    while (!turn.try_lock_for(LockSlice)) {
        if (cancel.isCancelled())
            return cancelled(server);
        if (deadline.hasExpired())
            return noAnswer(server);
    }
    const auto left = [&deadline] { return std::chrono::milliseconds(std::max<qint64>(0, deadline.remainingTime())); };
    if (hasLivingMaster(cancel, left() / 2)) {
        const std::scoped_lock lock(m_mutex);
        m_lastUse.start();
        return m_master;
    }
    Login login = start(server, attendance, cancel, left());
    std::chrono::milliseconds pause = FirstPause;
    for (int repeated = 0; repeated < login.repeats; ++repeated, pause *= 2) {
        // Those who were turned away together must not come back together.
        const QDeadlineTimer wait(pause + std::chrono::milliseconds(QRandomGenerator::global()->bounded(100)));
        if (wait.deadline() >= deadline.deadline())
            break;
        while (!wait.hasExpired() && !cancel.isCancelled())
            QThread::msleep(static_cast<unsigned long>(LockSlice.count()));
        if (cancel.isCancelled())
            return cancelled(server);
        login = start(server, attendance, cancel, left());
    }
    return login.master;
}

bool SessionResult::isRefused() const
{
    return ('\n' + log).contains("\nmux_client_request_session: session request failed: Session open refused by peer");
}

bool SessionResult::isUnsent() const
{
    return ('\n' + log).contains("\ndebug1: Executing proxy command: ");
}

bool SessionResult::isServers() const
{
    return ending != Ending::ExitCode || ('\n' + log).contains("\ndebug2: Received exit status from master ");
}

bool SshConnection::hasLivingMaster(const CancelToken &cancel, std::chrono::milliseconds limit)
{
    Master present;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_process || m_process->hasEnded())
            return false;
        if (!m_suspect)
            return true;
        present = m_master;
    }
    const SessionResult trip =
        runSession(present, QStringLiteral("exit 0"), {}, {std::min(RoundTripLimit, limit), 4096}, cancel);
    if (trip.ending == ProcessResult::Ending::Cancelled)
        return true; // a wish to stop proves nothing against it: it stays, and stays suspect
    // To be refused takes a round trip too, and others may be at work on this master.
    // Where a forced command runs in its place, the server's side has a status of its own.
    const bool spoke =
        trip.ending == ProcessResult::Ending::ExitCode && (trip.isServers() || !foreignWords(trip.output).isEmpty());
    const bool answered = trip.succeeded() || spoke || trip.isRefused();
    const std::scoped_lock lock(m_mutex);
    if (answered && present.generation == m_master.generation)
        m_suspect = false;
    return answered;
}

SshConnection::Login SshConnection::start(const QString &server, Attendance attendance, const CancelToken &cancel,
                                          std::chrono::milliseconds limit)
{
    QElapsedTimer elapsed;
    elapsed.start();
    Master fresh;
    {
        const std::scoped_lock lock(m_mutex);
        drop();
        fresh = {m_world.folder.newPath(QStringLiteral("m")), m_master.generation + 1};
    }
    std::unique_ptr<AskpassListener> listener;
    bool asked = false;
    bool refused = false; // a person closed the prompt
    const AskpassAnswer answer = [&](const AskpassQuestion &question,
                                     const CancelToken &over) -> std::optional<QString> {
        if (hostKeyQuestion(question.text) || isHostKeyReminder(question.text))
            return QStringLiteral("no"); // a jump host's key, too, is trusted by the explicit act alone
        asked = true;
        const bool secret = question.kind == AskpassQuestion::Kind::Secret;
        const bool isNotice = question.kind == AskpassQuestion::Kind::Notice;
        const auto words = m_world.prompter->ask({server, question.inWords(), secret, isNotice}, over);
        refused = refused || (!words && !over.isCancelled());
        return words;
    };
    ProcessRequest request;
    request.program = QStringLiteral("ssh");
    request.arguments = asSshTakes(masterArguments(m_world.settings, m_destination, attendance, fresh.controlPath));
    request.environment = unattendedEnvironment();
    if (attendance == Attendance::Attended && m_world.prompter) {
        listener =
            std::make_unique<AskpassListener>(m_world.folder.newPath(QStringLiteral("a")), m_world.askpassProgram);
        if (listener->isValid())
            request.environment = listener->environment();
    }
    const std::shared_ptr<KeptProcess> process = m_world.keeper.start(request);
    const auto ready = [&fresh, &refused] { return refused || QFileInfo::exists(fresh.controlPath); };
    const StartEnding ending = attendStart(m_world.keeper, process, listener.get(), answer, ready, cancel, limit);
    // A question that is taken back is a refusal to ssh, which may end before the cancel is seen.
    if (refused || cancel.isCancelled()) {
        m_world.keeper.stop(process);
        return {cancelled(server)};
    }
    if (ending == StartEnding::TimedOut)
        return {noAnswer(server)};
    if (ending == StartEnding::Ended) {
        const ProcessResult result = process->result().value_or(ProcessResult());
        const std::chrono::milliseconds left(limit.count() - elapsed.elapsed());
        return failedLogin(server, result, asked, cancel, left);
    }
    const std::scoped_lock lock(m_mutex);
    m_process = process;
    m_master = fresh;
    m_lastUse.start();
    return {fresh};
}

SshConnection::Login SshConnection::failedLogin(const QString &server, const ProcessResult &result, bool asked,
                                                const CancelToken &cancel, std::chrono::milliseconds limit) const
{
    if (result.ending == ProcessResult::Ending::NotStarted)
        return {fail(ErrorKind::MissingTool, AppTr::tr("ssh could not be started: %1").arg(result.startError),
                     AppTr::tr("Install the OpenSSH client (package openssh-client)."))};
    // Whoever brings us to the server writes here too, and so may a host on the way.
    const SshConfigPlace place {m_destination.host, m_world.settings.configFile};
    const Error error = sshError(server, result.errors, place, Speaker::Anybody);
    if (asked) // a second login might ask again on the way, where nobody is to be asked twice
        return {fail(withoutProof(server, error))};
    const bool isMoreToSay = sshError(server, result.errors, place).advice != error.advice;
    // Of a host key, or a line of the person's own to mend, nobody else's word is taken.
    const bool needsProof = error.kind == ErrorKind::HostKeyUnknown || error.kind == ErrorKind::HostKeyChanged
        || error.kind == ErrorKind::BadInput;
    if (!keepsAReason(result.errors) && !needsProof && !isMoreToSay)
        return {fail(error), isTurnedAway(result.errors) ? MostRepeats : greetsLate(result.errors) ? 1 : 0};
    const Result<ServerLook> look = lookAtServer(m_world, m_destination, server, cancel, limit);
    if (cancel.isCancelled())
        return {cancelled(server)};
    if (!look)
        return {fail(withoutProof(server, error))};
    // Newer ssh is mostly silent where it is turned away, and the look may find the door open again.
    const bool silent = result.errors.trimmed().isEmpty();
    return {fail(withReason(server, error, *look, place)),
            isTurnedAway(look->everything())   ? MostRepeats
                : silent && look->reachedLogin ? 1
                                               : 0};
}

SessionResult SshConnection::runSession(const Master &master, const QString &command, const QByteArray &input,
                                        const RemoteLimits &limits, const CancelToken &cancel,
                                        const OutputSink &sink) const
{
    ProcessRequest request;
    request.program = QStringLiteral("ssh");
    const QString logFile = m_world.folder.newPath(QStringLiteral("l"));
    request.arguments = sessionArguments(m_destination, master.controlPath, logFile, command);
    request.environment.insert(QStringLiteral("SHELL"), QStringLiteral("/bin/sh")); // runs the ProxyCommand
    request.input = input;
    request.timeLimit = limits.time;
    request.outputLimit = limits.outputBytes;
    request.sink = sink;
    SessionResult result {runProcess(request, cancel), {}};
    result.log = takenLog(logFile);
    return result;
}

} // namespace Nightkeep
