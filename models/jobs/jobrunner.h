// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/clock.h"
#include "models/jobs/job.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <vector>

namespace Nightkeep {

/// Runs blocking work off the window's thread and keeps a record of it. Lives on the window's
/// thread; every signal and every callback is delivered there. One job at a time per lane, a bounded
/// number of lanes at once. Destroying the runner cancels all jobs and waits for them.
class JobRunner final : public QObject
{
    Q_OBJECT

public:
    explicit JobRunner(Clock clock, int parallel = 8, QObject *parent = nullptr);
    ~JobRunner() override;

    template<typename T> using Work = std::function<Result<T>(const CancelToken &, const ProgressSink &)>;

    /// Queues `work`; `done` is called on the window's thread with its result unless `receiver` is
    /// gone by then. Returns the job's id.
    template<typename T>
    quint64 start(const QString &title, const QString &lane, QObject *receiver, Work<T> work,
                  std::function<void(const Result<T> &)> done)
    {
        return begin<T>(false, title, lane, receiver, std::move(work), std::move(done));
    }

    /// The same for what the window looks at by itself, such as a reading of the workspace or a poll: no
    /// act of a person, so nobody is asked about it at closing, and its record stays only if it fails, in
    /// place of the last failure of the same title.
    template<typename T>
    quint64 look(const QString &title, const QString &lane, QObject *receiver, Work<T> work,
                 std::function<void(const Result<T> &)> done)
    {
        return begin<T>(true, title, lane, receiver, std::move(work), std::move(done));
    }

    void cancel(quint64 id);
    /// Cancels all jobs and waits until no worker runs any more: for the end of what they work on.
    /// Their callbacks come later, to receivers that still live.
    void cancelAllAndWait();
    [[nodiscard]] const QList<Job> &jobs() const; ///< newest last; the oldest ended ones are dropped past 200
    [[nodiscard]] int running() const; ///< waiting ones and looks included

    [[nodiscard]] QDateTime now() const { return m_clock(); }
    /// Another workspace may have another time; what is recorded keeps its age.
    void setClock(Clock clock);

signals:
    void jobAdded(const Nightkeep::Job &job);
    void jobChanged(const Nightkeep::Job &job);
    void jobShifted(const Nightkeep::Job &job); ///< only its moments changed, by setClock()
    void jobRemoved(quint64 id);

private:
    using Step = std::function<std::optional<Error>(const CancelToken &, const ProgressSink &)>;
    using Finish = std::function<void(const Job &)>;
    struct Entry;

    template<typename T>
    quint64 begin(bool look, const QString &title, const QString &lane, QObject *receiver, Work<T> work,
                  std::function<void(const Result<T> &)> done)
    {
        auto result = std::make_shared<std::optional<Result<T>>>();
        return enqueue(
            look, title, lane, receiver,
            [work = std::move(work), result](const CancelToken &cancel,
                                             const ProgressSink &progress) -> std::optional<Error> {
                *result = work(cancel, progress);
                return (*result)->has_value() ? std::nullopt : std::optional<Error>((*result)->error());
            },
            [done = std::move(done), result](const Job &job) {
                if (!done)
                    return;
                if (result->has_value())
                    done(**result);
                else // it was cancelled while it waited, or ended by an exception
                    done(Result<T>(Unexpected(*job.error)));
            });
    }

    quint64 enqueue(bool look, const QString &title, const QString &lane, QObject *receiver, Step step, Finish finish);
    void dropOldest();
    void removeRecords(const std::function<bool(const Job &)> &goes);
    [[nodiscard]] Entry *nextRunnable() const;
    void startWaiting();
    void run(Entry &entry);
    void update(quint64 id, const std::function<void(Job &)> &change);
    void finish(quint64 id, std::optional<Error> error);

    Clock m_clock;
    QThreadPool m_pool;
    QList<Job> m_jobs;
    std::vector<std::unique_ptr<Entry>> m_entries;
    quint64 m_lastId = 0;
};

} // namespace Nightkeep
