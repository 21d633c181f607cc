// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/process/processrunner.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace Nightkeep {

/// A long-lived process, seen from any thread.
class KeptProcess
{
public:
    [[nodiscard]] bool hasEnded() const;
    /// 0 until it has been started.
    [[nodiscard]] qint64 processId() const { return m_processId; }
    /// True once it has ended; false when it still runs after `time`.
    bool waitForEnd(std::chrono::milliseconds time) const;
    /// The ending, with what stands on standard error; nothing while it runs.
    [[nodiscard]] std::optional<ProcessResult> result() const;

private:
    friend class ProcessKeeper;

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_ended;
    std::optional<ProcessResult> m_result;
    QByteArray m_errors;
    bool m_stopping = false;
    std::atomic<qint64> m_processId {0};
};

/// Starts processes that live long, and ends them all at its own end. It has a thread of its own, for
/// on Linux a process is made to end with the thread that started it: when the program is killed,
/// not even SIGKILL leaves a process behind. Standard output is discarded. Thread-safe.
class ProcessKeeper
{
public:
    ProcessKeeper();
    ~ProcessKeeper();
    ProcessKeeper(const ProcessKeeper &) = delete;
    ProcessKeeper &operator=(const ProcessKeeper &) = delete;

    /// Returns at once; a program that cannot be started has ended with NotStarted. Of the request's
    /// limits only `errorLimit` and `grace` apply.
    [[nodiscard]] std::shared_ptr<KeptProcess> start(const ProcessRequest &request);
    /// Terminate, grace, kill; returns at once.
    void requestStop(const std::shared_ptr<KeptProcess> &kept);
    /// The same; returns when it has ended.
    void stop(const std::shared_ptr<KeptProcess> &kept);

private:
    struct Entry;

    void startHere(const ProcessRequest &request, const std::shared_ptr<KeptProcess> &kept);
    void stopHere(const std::shared_ptr<KeptProcess> &kept);
    void finish(const Entry &entry);

    QThread m_thread;
    QObject *m_context; ///< lives in m_thread, with all processes as children
    std::vector<std::unique_ptr<Entry>> m_entries; ///< touched in m_thread only
};

} // namespace Nightkeep
