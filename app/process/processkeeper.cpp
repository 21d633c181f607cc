// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/processkeeper.h"

#include <QProcess>
#include <QTimer>

#include <csignal>

namespace Nightkeep {

bool KeptProcess::hasEnded() const
{
    const std::scoped_lock lock(m_mutex);
    return m_result.has_value();
}

bool KeptProcess::waitForEnd(std::chrono::milliseconds time) const
{
    std::unique_lock lock(m_mutex);
    return m_ended.wait_for(lock, time, [this] { return m_result.has_value(); });
}

std::optional<ProcessResult> KeptProcess::result() const
{
    const std::scoped_lock lock(m_mutex);
    return m_result;
}

struct ProcessKeeper::Entry
{
    ProcessRequest request;
    std::shared_ptr<KeptProcess> kept;
    QProcess *process = nullptr;
    qint64 group = 0;
};

ProcessKeeper::ProcessKeeper()
    : m_context(new QObject)
{
    m_thread.setObjectName(QStringLiteral("processes"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

ProcessKeeper::~ProcessKeeper()
{
    std::vector<std::shared_ptr<KeptProcess>> running;
    QMetaObject::invokeMethod(
        m_context,
        [this, &running] {
            for (const auto &entry : m_entries) {
                stopHere(entry->kept);
                running.push_back(entry->kept);
            }
        },
        Qt::BlockingQueuedConnection);
    for (const auto &kept : running)
        stop(kept);
    m_context->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

std::shared_ptr<KeptProcess> ProcessKeeper::start(const ProcessRequest &request)
{
    auto kept = std::make_shared<KeptProcess>();
    QMetaObject::invokeMethod(
        m_context, [this, request, kept] { startHere(request, kept); }, Qt::QueuedConnection);
    return kept;
}

void ProcessKeeper::requestStop(const std::shared_ptr<KeptProcess> &kept)
{
    QMetaObject::invokeMethod(
        m_context, [this, kept] { stopHere(kept); }, Qt::QueuedConnection);
}

void ProcessKeeper::stop(const std::shared_ptr<KeptProcess> &kept)
{
    requestStop(kept);
    std::unique_lock lock(kept->m_mutex);
    kept->m_ended.wait(lock, [&] { return kept->m_result.has_value(); });
}

void ProcessKeeper::startHere(const ProcessRequest &request, const std::shared_ptr<KeptProcess> &kept)
{
    m_entries.push_back(std::make_unique<Entry>(Entry {request, kept, new QProcess(m_context), 0}));
    Entry *const entry = m_entries.back().get();
    QProcess *const process = entry->process;
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardInputFile(QProcess::nullDevice());
    QObject::connect(process, &QProcess::readyReadStandardError, m_context, [entry] {
        const std::scoped_lock lock(entry->kept->m_mutex);
        QByteArray &errors = entry->kept->m_errors;
        errors += entry->process->readAllStandardError();
        if (errors.size() > entry->request.errorLimit)
            errors = errors.last(entry->request.errorLimit);
    });
    QObject::connect(process, &QProcess::errorOccurred, m_context, [this, entry](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(*entry);
    });
    QObject::connect(process, &QProcess::finished, m_context, [this, entry] { finish(*entry); });
    startProcess(*process, request, ProcessLife::EndsWithThread);
    process->waitForStarted(-1); // until then it is no group of its own, and no signal would reach it
    if (!kept->hasEnded())
        kept->m_processId = entry->group = process->processId();
}

void ProcessKeeper::stopHere(const std::shared_ptr<KeptProcess> &kept)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [&kept](const auto &entry) { return entry->kept == kept; });
    if (found == m_entries.end() || kept->m_stopping)
        return;
    kept->m_stopping = true;
    QProcess *const process = (*found)->process;
    const qint64 group = (*found)->group;
    signalProcessGroup(group, SIGTERM);
    signalProcessGroup(group, SIGCONT); // a stopped process would not hear the request
    QTimer::singleShot((*found)->request.grace, process, [group] { signalProcessGroup(group, SIGKILL); });
}

void ProcessKeeper::finish(const Entry &entry)
{
    QProcess *const process = entry.process;
    const std::shared_ptr<KeptProcess> kept = entry.kept;
    ProcessResult result;
    if (process->error() == QProcess::FailedToStart) {
        result.startError = process->errorString();
    } else if (process->exitStatus() == QProcess::CrashExit) {
        result.ending = ProcessResult::Ending::Signalled;
        result.signal = process->exitCode();
    } else {
        result.exitCode = process->exitCode();
        result.ending = result.exitCode == 0 ? ProcessResult::Ending::Succeeded : ProcessResult::Ending::ExitCode;
    }
    signalProcessGroup(entry.group, SIGKILL); // its children, a proxy command for one, have no more use
    process->disconnect(m_context);
    process->deleteLater();
    m_entries.erase(std::find_if(m_entries.begin(), m_entries.end(),
                                 [&entry](const auto &other) { return other.get() == &entry; }));
    {
        const std::scoped_lock lock(kept->m_mutex);
        result.errors = kept->m_errors + process->readAllStandardError();
        kept->m_result = result;
    }
    kept->m_ended.notify_all();
}

} // namespace Nightkeep
