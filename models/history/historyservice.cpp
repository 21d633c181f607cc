// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/historyservice.h"

#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

bool isNamed(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

Unexpected notThere(const QString &server)
{
    return fail(ErrorKind::NotFound, Tr::tr("There is no server %1 in the workspace.").arg(visibleText(server)),
                Tr::tr("It may have been removed or renamed meanwhile: refresh the list of servers."));
}

QList<DiskForecast> forecastsOf(const QList<DiskSeries> &disks, const QDateTime &now)
{
    QList<DiskForecast> forecasts;
    for (const DiskSeries &disk : disks)
        forecasts.append(forecastDisk(disk, now));
    return forecasts;
}

} // namespace

HistoryService::HistoryService(const ServerStore &store, const SnapshotHistory &history, Clock clock)
    : m_store(store)
    , m_history(history)
    , m_clock(std::move(clock))
{
}

Result<QList<Server>> HistoryService::chosen(const QStringList &names) const
{
    const Result<QList<Server>> all = m_store.servers();
    if (!all || names.isEmpty())
        return all;
    for (const QString &name : names) {
        if (std::none_of(all->begin(), all->end(), [&name](const Server &one) { return isNamed(one.name, name); }))
            return notThere(name);
    }
    QList<Server> servers = *all;
    servers.removeIf([&names](const Server &one) {
        return std::none_of(names.begin(), names.end(),
                            [&one](const QString &name) { return isNamed(one.name, name); });
    });
    return servers;
}

Result<QList<QDateTime>> HistoryService::times(const QString &server) const
{
    return m_history.snapshotTimes(server);
}

Result<QList<HistoryEntry>> HistoryService::history(const QString &server) const
{
    const Result<QList<Server>> servers = chosen({server});
    if (!servers)
        return fail(servers.error());
    const Result<QList<ServerSnapshot>> snapshots = m_history.snapshots(servers->first().name);
    if (!snapshots)
        return fail(snapshots.error());
    QList<HistoryEntry> entries;
    for (qsizetype i = 0; i < snapshots->size(); ++i) {
        HistoryEntry entry {snapshots->at(i), i == 0};
        if (i > 0)
            entry.changes = compareSnapshots(servers->first(), snapshots->at(i - 1), snapshots->at(i));
        entries.prepend(entry);
    }
    return entries;
}

Result<ServerChanges> HistoryService::changes(const Server &server, const QList<QDateTime> &times,
                                              const QDateTime &from) const
{
    ServerChanges result {server.name};
    if (times.isEmpty()) {
        result.note = Tr::tr("Nothing is remembered of it yet: refresh it.");
        return result;
    }
    result.to = times.last();
    if (!from.isValid() || from == result.to) {
        result.note = Tr::tr("Only one probe is remembered: there is nothing to compare with.");
        return result;
    }
    const Result<std::optional<ServerSnapshot>> before = m_history.snapshotAt(server.name, from);
    if (!before)
        return fail(before.error());
    const Result<std::optional<ServerSnapshot>> after = m_history.snapshotAt(server.name, result.to);
    if (!after)
        return fail(after.error());
    if (!*before || !*after) { // thinned out or removed meanwhile
        result.note = Tr::tr("What is remembered of it has changed meanwhile: ask again.");
        return result;
    }
    result.from = (*before)->takenAt;
    result.changes = compareSnapshots(server, **before, **after);
    return result;
}

Result<QList<ServerChanges>> HistoryService::changesOfEach(const QStringList &servers, const Start &start) const
{
    const Result<QList<Server>> asked = chosen(servers);
    if (!asked)
        return fail(asked.error());
    QList<ServerChanges> all;
    for (const Server &server : *asked) {
        const Result<QList<QDateTime>> times = m_history.snapshotTimes(server.name);
        if (!times)
            return fail(times.error());
        const Result<ServerChanges> one = changes(server, *times, start(*times));
        if (!one)
            return fail(one.error());
        all.append(*one);
    }
    return all;
}

Result<QList<ServerChanges>> HistoryService::changesSinceLast(const QStringList &servers) const
{
    return changesOfEach(servers, [](const QList<QDateTime> &times) {
        return times.size() > 1 ? times.at(times.size() - 2) : QDateTime();
    });
}

Result<QList<ServerChanges>> HistoryService::changesSince(const QStringList &servers, const QDateTime &moment) const
{
    Result<QList<ServerChanges>> all = changesOfEach(servers, [&moment](const QList<QDateTime> &times) {
        const auto after = std::upper_bound(times.begin(), times.end(), moment);
        return times.isEmpty() ? QDateTime() : after != times.begin() ? *std::prev(after) : times.first();
    });
    if (!all)
        return all;
    for (ServerChanges &one : *all) {
        if (one.from.isValid() && one.from > moment)
            one.note = Tr::tr("Nothing is remembered from before then: compared with the first probe there is.");
        else if (one.to.isValid() && one.to <= moment)
            one.note = Tr::tr("It has not been asked since then.");
    }
    return all;
}

Result<QList<DiskSeries>> HistoryService::disks(const QString &server) const
{
    Result<QList<DiskSeries>> series = m_history.diskSeries(m_clock().addDays(-ForecastDays));
    if (series && !server.isEmpty())
        series->removeIf([&server](const DiskSeries &disk) { return !isNamed(disk.server, server); });
    return series;
}

Result<QList<DiskForecast>> HistoryService::forecasts(const QString &server) const
{
    return disks(server).map([this](const QList<DiskSeries> &series) { return forecastsOf(series, m_clock()); });
}

Result<ServerComparison> HistoryService::compare(const QString &a, const QString &b) const
{
    const Result<QList<ServerRecord>> records = m_store.records();
    if (!records)
        return fail(records.error());
    const auto rowOf = [&records](const QString &name) -> std::optional<ServerRow> {
        for (const ServerRecord &record : *records) {
            if (isNamed(record.server.name, name))
                return ServerRow {record.server, record.snapshot, record.failure,
                                  compareCoverage(record.server, record.snapshot)};
        }
        return std::nullopt;
    };
    const std::optional<ServerRow> one = rowOf(a);
    const std::optional<ServerRow> other = rowOf(b);
    if (!one || !other)
        return notThere(one ? b : a);
    return compareServers(*one, *other);
}

QList<Finding> HistoryService::findings(const QList<DiskSeries> &disks) const
{
    const QDateTime now = m_clock();
    return diskFindings(forecastsOf(disks, now), now);
}

} // namespace Nightkeep
