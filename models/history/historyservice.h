// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/coverage/serverstore.h"
#include "models/history/diskforecast.h"
#include "models/history/servercomparison.h"
#include "models/history/snapshotchanges.h"
#include "models/history/snapshothistory.h"

namespace Nightkeep {

/// One remembered snapshot, with what had changed since the one before.
struct HistoryEntry
{
    ServerSnapshot snapshot;
    bool first = false; ///< nothing is remembered from before
    QList<SnapshotChange> changes = {};

    bool operator==(const HistoryEntry &) const = default;
};

/// What changed on one server between two remembered moments.
struct ServerChanges
{
    QString server;
    QDateTime from = {}; ///< invalid where there is nothing to compare with
    QDateTime to = {}; ///< invalid where nothing is remembered
    QList<SnapshotChange> changes = {};
    QString note = {}; ///< a sentence where the answer is less than what was asked for; else empty

    bool operator==(const ServerChanges &) const = default;
};

/// All that is asked of the workspace's memory, the same for the window and `nightkeepctl`. From the workspace
/// alone, no network. Calls block: use a job. Thread-safe as far as its parts are.
class HistoryService
{
public:
    HistoryService(const ServerStore &store, const SnapshotHistory &history, Clock clock);

    [[nodiscard]] Result<QList<QDateTime>> times(const QString &server) const; ///< oldest first
    /// The newest first. NotFound for a server that is not in the workspace.
    [[nodiscard]] Result<QList<HistoryEntry>> history(const QString &server) const;

    /// The latest snapshot against the one before it, for these servers (all where the list is empty),
    /// in the page's order. NotFound for a name that is not in the workspace.
    [[nodiscard]] Result<QList<ServerChanges>> changesSinceLast(const QStringList &servers) const;
    /// The latest against the newest at or before a moment; where nothing is remembered from then,
    /// against the first one after it, with a note.
    [[nodiscard]] Result<QList<ServerChanges>> changesSince(const QStringList &servers, const QDateTime &moment) const;

    /// Of one server's disks, or of all where the name is empty.
    [[nodiscard]] Result<QList<DiskForecast>> forecasts(const QString &server = {}) const;
    [[nodiscard]] Result<QList<DiskSeries>> disks(const QString &server = {}) const; ///< that they come from
    [[nodiscard]] Result<ServerComparison> compare(const QString &a, const QString &b) const;

    [[nodiscard]] QList<Finding> findings(const QList<DiskSeries> &disks) const; ///< those that fill

private:
    /// From which of a server's probes to compare, given the times of all.
    using Start = std::function<QDateTime(const QList<QDateTime> &times)>;
    [[nodiscard]] Result<QList<Server>> chosen(const QStringList &names) const;
    [[nodiscard]] Result<QList<ServerChanges>> changesOfEach(const QStringList &servers, const Start &start) const;
    [[nodiscard]] Result<ServerChanges> changes(const Server &server, const QList<QDateTime> &times,
                                                const QDateTime &from) const;

    const ServerStore &m_store;
    const SnapshotHistory &m_history;
    Clock m_clock;
};

} // namespace Nightkeep
