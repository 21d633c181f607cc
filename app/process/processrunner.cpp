// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/processrunner.h"

#include "app/apptr.h"

#include <QDeadlineTimer>
#include <QProcess>

#include <algorithm>
#include <csignal>
#include <optional>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace Nightkeep {

namespace {

constexpr qsizetype KeptOfHandedOn = 4096; // enough to know whose words they are
constexpr int SliceMs = 20; // how late a cancel or an output limit may be noticed

QProcessEnvironment environmentOf(const ProcessRequest &request)
{
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment environment;
    if (request.inheritEnvironment) {
        environment = own;
        environment.remove(QStringLiteral("LANGUAGE"));
    } else {
        for (const char *name : {"PATH", "HOME", "USER", "LOGNAME"}) {
            const QString key = QString::fromLatin1(name);
            if (own.contains(key))
                environment.insert(key, own.value(key));
        }
    }
    for (auto it = request.environment.begin(); it != request.environment.end(); ++it)
        environment.insert(it.key(), it.value());
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    return environment;
}

/// Takes what the process has written so far; why it is to be ended, if it is.
std::optional<ProcessResult::Ending> collect(QProcess &process, const ProcessRequest &request, ProcessResult &result)
{
    const QByteArray output = process.readAllStandardOutput();
    result.errors += process.readAllStandardError();
    if (result.errors.size() > request.errorLimit)
        result.errors = result.errors.last(request.errorLimit);
    if (!request.sink) {
        result.output += output;
    } else if (!output.isEmpty()) {
        result.output += output.left(KeptOfHandedOn - result.output.size());
        result.handedOn += output.size();
    }
    if (std::max<qint64>(result.output.size(), result.handedOn) > request.outputLimit)
        return ProcessResult::Ending::OutputTooLarge;
    if (request.sink && !output.isEmpty()) {
        if (const Result<void> taken = request.sink(output); !taken) {
            result.refusal = taken.error();
            return ProcessResult::Ending::Cancelled;
        }
    }
    return std::nullopt;
}

void stop(QProcess &process, std::chrono::milliseconds grace)
{
    const qint64 group = process.processId();
    signalProcessGroup(group, SIGTERM);
    signalProcessGroup(group, SIGCONT); // a stopped process would not hear the request
    if (!process.waitForFinished(static_cast<int>(grace.count()))) {
        signalProcessGroup(group, SIGKILL);
        process.waitForFinished(-1);
    } else {
        signalProcessGroup(group, SIGKILL); // the leader has gone; its children may have stayed
    }
}

} // namespace

void signalProcessGroup(qint64 processId, int signal)
{
    if (processId > 1)
        ::kill(static_cast<pid_t>(-processId), signal);
}

void startProcess(QProcess &process, const ProcessRequest &request, ProcessLife life)
{
    process.setProcessEnvironment(environmentOf(request));
    const pid_t parent = ::getpid();
    process.setChildProcessModifier([life, parent] {
        ::setsid();
#ifdef Q_OS_LINUX
        if (life == ProcessLife::EndsWithThread) {
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);
            if (::getppid() != parent) // it was gone before the request was made
                ::_exit(127);
        }
#else
        static_cast<void>(life);
        static_cast<void>(parent);
#endif
    });
    process.start(request.program, request.arguments);
}

ProcessResult runProcess(const ProcessRequest &request, const CancelToken &cancel)
{
    using Ending = ProcessResult::Ending;
    ProcessResult result;
    if (cancel.isCancelled()) {
        result.ending = Ending::Cancelled;
        return result;
    }
    const QDeadlineTimer deadline(request.timeLimit);
    QProcess process;
    startProcess(process, request, ProcessLife::Free);
    if (!process.waitForStarted(-1)) {
        result.startError = process.errorString();
        return result;
    }
    process.write(request.input);
    process.closeWriteChannel();

    std::optional<Ending> stopped;
    while (process.state() != QProcess::NotRunning) {
        process.waitForFinished(static_cast<int>(std::min<qint64>(SliceMs, deadline.remainingTime() + 1)));
        const bool hasEnded = process.state() == QProcess::NotRunning;
        stopped = collect(process, request, result);
        if (stopped || hasEnded)
            break;
        if (cancel.isCancelled())
            stopped = Ending::Cancelled;
        else if (deadline.hasExpired())
            stopped = Ending::TimedOut;
        if (stopped)
            break;
    }
    if (stopped) {
        if (process.state() != QProcess::NotRunning)
            stop(process, request.grace);
        result.ending = *stopped;
    } else if (process.exitStatus() == QProcess::CrashExit) {
        result.ending = Ending::Signalled;
        result.signal = process.exitCode();
    } else {
        result.exitCode = process.exitCode();
        result.ending = result.exitCode == 0 ? Ending::Succeeded : Ending::ExitCode;
    }
    return result;
}

QString endingInWords(const QString &program, const ProcessResult &result)
{
    switch (result.ending) {
    case ProcessResult::Ending::Succeeded:
        return AppTr::tr("%1 ended well.").arg(program);
    case ProcessResult::Ending::ExitCode:
        return AppTr::tr("%1 ended with status %2.").arg(program).arg(result.exitCode);
    case ProcessResult::Ending::Signalled:
        return AppTr::tr("%1 was killed by signal %2.").arg(program).arg(result.signal);
    case ProcessResult::Ending::NotStarted:
        return AppTr::tr("%1 could not be started: %2").arg(program, result.startError);
    case ProcessResult::Ending::TimedOut:
        return AppTr::tr("%1 did not end within its time limit and was stopped.").arg(program);
    case ProcessResult::Ending::Cancelled:
        return AppTr::tr("%1 was stopped at your request.").arg(program);
    case ProcessResult::Ending::OutputTooLarge:
        return AppTr::tr("%1 wrote more than was expected and was stopped.").arg(program);
    }
    return {};
}

} // namespace Nightkeep
