// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobrunner.h"

#include "models/base/tr.h"

#include <QMetaObject>
#include <QPointer>

#include <algorithm>
#include <exception>

namespace Nightkeep {

namespace {

constexpr qsizetype KeptJobs = 200;

Error cancelledError(const QString &title)
{
    return {ErrorKind::Cancelled, Tr::tr("\"%1\" was cancelled.").arg(title)};
}

} // namespace

struct JobRunner::Entry
{
    quint64 id = 0;
    QString lane;
    QPointer<QObject> receiver;
    Step step;
    Finish finish;
    CancelToken cancel;
    bool running = false;
};

JobRunner::JobRunner(Clock clock, int parallel, QObject *parent)
    : QObject(parent)
    , m_clock(std::move(clock))
{
    qRegisterMetaType<Job>();
    m_pool.setMaxThreadCount(parallel);
}

JobRunner::~JobRunner()
{
    for (const auto &entry : m_entries)
        entry->cancel.cancel();
    m_pool.waitForDone();
}

void JobRunner::cancelAllAndWait()
{
    QList<quint64> ids;
    for (const auto &entry : m_entries)
        ids.append(entry->id);
    // The newest first: ending a waiting one must not start the next.
    for (auto id = ids.crbegin(); id != ids.crend(); ++id)
        cancel(*id);
    m_pool.waitForDone();
}

const QList<Job> &JobRunner::jobs() const
{
    return m_jobs;
}

int JobRunner::running() const
{
    return static_cast<int>(m_entries.size());
}

void JobRunner::setClock(Clock clock)
{
    const qint64 shift = m_clock().msecsTo(clock());
    m_clock = std::move(clock);
    for (Job &job : m_jobs) {
        for (QDateTime *moment : {&job.queuedAt, &job.startedAt, &job.finishedAt}) {
            if (moment->isValid())
                *moment = moment->addMSecs(shift);
        }
        emit jobShifted(job);
    }
}

quint64 JobRunner::enqueue(bool look, const QString &title, const QString &lane, QObject *receiver, Step step,
                           Finish finish)
{
    Job job;
    job.id = ++m_lastId;
    job.title = title;
    job.lane = lane;
    job.look = look;
    job.queuedAt = m_clock();
    m_jobs.append(job);

    auto entry = std::make_unique<Entry>();
    entry->id = job.id;
    entry->lane = lane;
    entry->receiver = receiver;
    entry->step = std::move(step);
    entry->finish = std::move(finish);
    m_entries.push_back(std::move(entry));
    emit jobAdded(job);

    dropOldest();
    startWaiting();
    return job.id;
}

void JobRunner::dropOldest()
{
    // Looks come and go by themselves: they push nothing out.
    auto records = std::count_if(m_jobs.cbegin(), m_jobs.cend(), [](const Job &job) { return !job.look; });
    for (qsizetype i = 0; records > KeptJobs && i < m_jobs.size();) {
        if (m_jobs.at(i).look || !m_jobs.at(i).finishedAt.isValid()) {
            ++i;
            continue;
        }
        --records;
        const quint64 dropped = m_jobs.takeAt(i).id;
        emit jobRemoved(dropped);
    }
}

void JobRunner::removeRecords(const std::function<bool(const Job &)> &goes)
{
    for (qsizetype i = m_jobs.size() - 1; i >= 0; --i) {
        if (!goes(m_jobs.at(i)))
            continue;
        const quint64 removed = m_jobs.takeAt(i).id;
        emit jobRemoved(removed);
    }
}

JobRunner::Entry *JobRunner::nextRunnable() const
{
    const auto runs = [](const auto &entry) { return entry->running; };
    if (std::count_if(m_entries.begin(), m_entries.end(), runs) >= m_pool.maxThreadCount())
        return nullptr;
    const auto isFree = [this](const auto &entry) {
        const auto holdsLane = [&](const auto &other) { return other->running && other->lane == entry->lane; };
        return !entry->running
            && (entry->lane.isEmpty() || std::none_of(m_entries.begin(), m_entries.end(), holdsLane));
    };
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), isFree);
    return found == m_entries.end() ? nullptr : found->get();
}

void JobRunner::startWaiting()
{
    // Looked for anew each time: whoever hears that a job began may have started another.
    while (Entry *entry = nextRunnable())
        run(*entry);
}

void JobRunner::run(Entry &entry)
{
    entry.running = true;
    update(entry.id, [this](Job &job) { job.startedAt = m_clock(); });

    auto promise = std::make_shared<QPromise<std::optional<Error>>>();
    auto *watcher = new QFutureWatcher<std::optional<Error>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, id = entry.id, watcher] {
        watcher->deleteLater();
        finish(id, watcher->result());
    });
    watcher->setFuture(promise->future());

    const ProgressSink progress = [this, id = entry.id](const Progress &value) {
        // The runner waits for its workers before it goes, so `this` is alive here.
        QMetaObject::invokeMethod(
            this, [this, id, value] { update(id, [&](Job &job) { job.progress = value; }); }, Qt::QueuedConnection);
    };
    m_pool.start([promise, step = entry.step, cancel = entry.cancel, progress] {
        promise->start();
        std::optional<Error> error;
        try {
            error = step(cancel, progress);
        } catch (const std::exception &exception) {
            error = Error {ErrorKind::Internal, Tr::tr("The job ended by an unforeseen error."),
                           Tr::tr("Copy the details into a report to whoever looks after Nightkeep."),
                           QString::fromLocal8Bit(exception.what())};
        }
        promise->addResult(std::move(error));
        promise->finish();
    });
}

void JobRunner::update(quint64 id, const std::function<void(Job &)> &change)
{
    const auto job = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const Job &each) { return each.id == id; });
    if (job == m_jobs.end() || job->finishedAt.isValid())
        return;
    change(*job);
    const Job copy = *job; // a receiver may add a job and so move the list
    emit jobChanged(copy);
}

void JobRunner::cancel(quint64 id)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [id](const auto &entry) { return entry->id == id; });
    if (found == m_entries.end())
        return;
    (*found)->cancel.cancel();
    update(id, [](Job &job) { job.cancelRequested = true; });
    if (!(*found)->running) {
        const auto job = std::find_if(m_jobs.cbegin(), m_jobs.cend(), [id](const Job &each) { return each.id == id; });
        finish(id, cancelledError(job->title));
    }
}

void JobRunner::finish(quint64 id, std::optional<Error> error)
{
    const auto found =
        std::find_if(m_entries.begin(), m_entries.end(), [id](const auto &entry) { return entry->id == id; });
    if (found == m_entries.end())
        return;
    const std::unique_ptr<Entry> entry = std::move(*found);
    m_entries.erase(found);

    Job ended;
    update(id, [&](Job &job) {
        job.finishedAt = m_clock();
        job.error = std::move(error);
        ended = job;
    });
    if (ended.look) {
        const bool failed = ended.phase() == Job::Phase::Failed;
        removeRecords([&ended, failed](const Job &job) {
            return failed ? job.look && job.id != ended.id && job.finishedAt.isValid() && job.title == ended.title
                          : job.id == ended.id;
        });
    }
    if (entry->receiver)
        entry->finish(ended);
    dropOldest();
    startWaiting();
}

} // namespace Nightkeep
