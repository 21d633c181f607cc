// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshconnection.h"

#include "app/apptr.h"
#include "app/ssh/privatefolder.h"
#include "app/ssh/ssherrors.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>

namespace Nightkeep {

namespace {

constexpr std::chrono::milliseconds LockSlice {20};
constexpr std::chrono::milliseconds RoundTripLimit {5000};

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
    std::unique_lock login(m_starting, std::defer_lock);
    while (!login.try_lock_for(LockSlice)) {
        if (cancel.isCancelled())
            return cancelled(server);
        if (deadline.hasExpired())
            return noAnswer(server);
    }
    if (hasLivingMaster(cancel)) {
        const std::scoped_lock lock(m_mutex);
        m_lastUse.start();
        return m_master;
    }
    const std::chrono::milliseconds left(std::max<qint64>(0, deadline.remainingTime()));
    return start(server, attendance, cancel, left);
}

bool SshConnection::hasLivingMaster(const CancelToken &cancel)
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
    const ProcessResult trip = runSession(present, QStringLiteral("exit 0"), {}, {RoundTripLimit, 4096}, cancel);
    const std::scoped_lock lock(m_mutex);
    if (trip.succeeded())
        m_suspect = false;
    return trip.succeeded();
}

Result<SshConnection::Master> SshConnection::start(const QString &server, Attendance attendance,
                                                   const CancelToken &cancel, std::chrono::milliseconds limit)
{
    Master fresh;
    {
        const std::scoped_lock lock(m_mutex);
        drop();
        fresh = {m_world.folder.newPath(QStringLiteral("m")), m_master.generation + 1};
    }
    std::unique_ptr<AskpassListener> listener;
    bool refused = false; // a person closed the prompt
    const AskpassAnswer answer = [&](const AskpassQuestion &question) -> std::optional<QString> {
        if (hostKeyQuestion(question.text) || isHostKeyReminder(question.text))
            return QStringLiteral("no"); // a jump host's key, too, is trusted by the explicit act alone
        const auto words = m_world.prompter->ask({server, question.text, !question.isConfirmation}, cancel);
        refused = refused || !words;
        return words;
    };
    ProcessRequest request;
    request.program = QStringLiteral("ssh");
    request.arguments = masterArguments(m_world.settings, m_destination, attendance, fresh.controlPath);
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
    if (refused)
        m_world.keeper.stop(process);
    if (refused || ending == StartEnding::Cancelled)
        return cancelled(server);
    if (ending == StartEnding::TimedOut)
        return noAnswer(server);
    if (ending == StartEnding::Ended) {
        const ProcessResult result = process->result().value_or(ProcessResult());
        if (result.ending == ProcessResult::Ending::NotStarted)
            return fail(ErrorKind::MissingTool, AppTr::tr("ssh could not be started: %1").arg(result.startError),
                        AppTr::tr("Install the OpenSSH client (package openssh-client)."));
        return fail(sshError(server, result.errors));
    }
    const std::scoped_lock lock(m_mutex);
    m_process = process;
    m_master = fresh;
    m_lastUse.start();
    return fresh;
}

ProcessResult SshConnection::runSession(const Master &master, const QString &command, const QByteArray &input,
                                        const RemoteLimits &limits, const CancelToken &cancel) const
{
    ProcessRequest request;
    request.program = QStringLiteral("ssh");
    request.arguments = sessionArguments(m_destination, master.controlPath, command);
    request.environment.insert(QStringLiteral("SHELL"), QStringLiteral("/bin/sh")); // runs the ProxyCommand
    request.input = input;
    request.timeLimit = limits.time;
    request.outputLimit = limits.outputBytes;
    return runProcess(request, cancel);
}

} // namespace Nightkeep
