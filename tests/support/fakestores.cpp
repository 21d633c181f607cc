// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakestores.h"

#include <QMutexLocker>
#include <QTimeZone>

#include <algorithm>

namespace Nightkeep {

namespace {

/// The stores' common rule: `before` is what the caller saw; an empty name adds or removes.
template<typename T> Result<void> replaceNamed(QList<T> &rows, const T &before, const T &after)
{
    const auto found = [&rows](const QString &name) {
        return std::find_if(rows.begin(), rows.end(),
                            [&name](const T &row) { return row.name.compare(name, Qt::CaseInsensitive) == 0; });
    };
    const bool renames = before.name.compare(after.name, Qt::CaseInsensitive) != 0;
    if (!after.name.isEmpty() && renames && found(after.name) != rows.end())
        return fail(ErrorKind::Conflict, QStringLiteral("%1 is there already.").arg(after.name));
    if (before.name.isEmpty()) {
        rows.append(after);
        return {};
    }
    const auto row = found(before.name);
    if (row == rows.end() || !(*row == before))
        return fail(ErrorKind::Conflict, QStringLiteral("%1 has been changed meanwhile.").arg(before.name));
    if (after.name.isEmpty())
        rows.erase(row);
    else
        *row = after;
    return {};
}

} // namespace

FakeClock::FakeClock(const QDateTime &start)
    : m_msecs(std::make_shared<std::atomic<qint64>>(start.toMSecsSinceEpoch()))
{
}

QDateTime FakeClock::now() const
{
    return QDateTime::fromMSecsSinceEpoch(m_msecs->load(), QTimeZone::utc());
}

void FakeClock::advance(qint64 seconds)
{
    m_msecs->fetch_add(seconds * 1000);
}

Clock FakeClock::clock() const
{
    return [self = *this] { return self.now(); };
}

void FakeStore::setFailure(const std::optional<Error> &failure)
{
    const QMutexLocker lock(&m_mutex);
    m_failure = failure;
}

std::optional<Error> FakeStore::failure() const
{
    const QMutexLocker lock(&m_mutex);
    return m_failure;
}

Result<QList<Server>> FakeServerStore::servers() const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    return m_servers;
}

Result<QList<ServerRecord>> FakeServerStore::records() const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    QList<ServerRecord> records;
    for (const Server &server : m_servers) {
        ServerRecord record {server, {}, {}};
        if (m_snapshots.contains(server.name))
            record.snapshot = m_snapshots.value(server.name);
        if (m_failures.contains(server.name))
            record.failure = m_failures.value(server.name);
        if (m_webs.contains(server.name))
            record.web = m_webs.value(server.name);
        if (m_databases.contains(server.name))
            record.database = m_databases.value(server.name);
        records.append(record);
    }
    return records;
}

Result<void> FakeServerStore::replaceServer(const Server &before, const Server &after)
{
    return replaceServers({{before, after}});
}

Result<void> FakeServerStore::replaceServers(const QList<QPair<Server, Server>> &beforeAfter)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    QList<Server> changed = m_servers;
    for (const auto &[before, after] : beforeAfter) {
        if (const Result<void> done = replaceNamed(changed, before, after); !done)
            return done;
        if (before.name.isEmpty() || before.name == after.name)
            continue;
        const ServerSnapshot snapshot = m_snapshots.take(before.name);
        m_history.remove(before.name);
        const Error error = m_failures.take(before.name);
        if (!after.name.isEmpty() && snapshot.takenAt.isValid())
            m_snapshots.insert(after.name, snapshot);
        if (!after.name.isEmpty() && !error.message.isEmpty())
            m_failures.insert(after.name, error);
    }
    m_servers = changed;
    return {};
}

Result<std::optional<ServerSnapshot>> FakeServerStore::latestSnapshot(const QString &server) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    const auto found = m_snapshots.constFind(server);
    return found == m_snapshots.constEnd() ? std::optional<ServerSnapshot>() : std::optional(*found);
}

Result<void> FakeServerStore::saveSnapshot(const QString &server, const ServerSnapshot &snapshot)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    m_snapshots.insert(server, snapshot);
    if (snapshot.takenAt.isValid())
        m_history[server].insert(snapshot.takenAt, snapshot);
    m_failures.remove(server);
    return {};
}

Result<QList<QDateTime>> FakeServerStore::snapshotTimes(const QString &server) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    return m_history.value(server).keys();
}

Result<std::optional<ServerSnapshot>> FakeServerStore::snapshotAt(const QString &server, const QDateTime &moment) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    const QMap<QDateTime, ServerSnapshot> history = m_history.value(server);
    const auto after = history.upperBound(moment);
    return after == history.begin() ? std::optional<ServerSnapshot>() : std::optional(*std::prev(after));
}

Result<QList<ServerSnapshot>> FakeServerStore::snapshots(const QString &server) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    return m_history.value(server).values();
}

Result<QList<DiskSeries>> FakeServerStore::diskSeries(const QDateTime &since) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    QList<DiskSeries> all;
    for (const Server &server : m_servers) {
        QMap<BytePath, DiskSeries> disks;
        for (const ServerSnapshot &snapshot : m_history.value(server.name)) {
            for (const Mount &mount : snapshot.mounts) {
                if (snapshot.takenAt < since || !isFillingDisk(mount))
                    continue;
                DiskSeries &disk = disks[mount.target];
                disk.server = server.name;
                disk.mount = mount.target;
                disk.points.append({snapshot.takenAt, mount.totalBytes, mount.freeBytes});
            }
        }
        all += disks.values();
    }
    return all;
}

Result<std::optional<Error>> FakeServerStore::latestFailure(const QString &server) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    const auto found = m_failures.constFind(server);
    return found == m_failures.constEnd() ? std::optional<Error>() : std::optional(*found);
}

Result<void> FakeServerStore::saveFailure(const QString &server, const Error &error, const QDateTime &)
{
    if (const auto failed = failure())
        return fail(*failed);
    const QMutexLocker lock(&m_mutex);
    m_failures.insert(server, error);
    return {};
}

Result<void> FakeServerStore::saveWeb(const QString &server, const WebAnswer &answer)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    m_webs.insert(server, answer);
    return {};
}

Result<void> FakeServerStore::savePair(const DatabaseAnswer &one, const DatabaseAnswer &other)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    m_databases.insert(one.server, one);
    m_databases.insert(other.server, other);
    return {};
}

Result<QList<StorageRequest>> FakeRequestStore::storageRequests() const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    return m_requests;
}

Result<qint64> FakeRequestStore::addStorageRequest(const StorageRequest &request)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    m_requests.append(request);
    m_requests.last().id = m_requests.size();
    return m_requests.size();
}

Result<void> FakeRequestStore::replaceStorageRequest(const StorageRequest &before, const StorageRequest &after)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    const qsizetype at = m_requests.indexOf(before);
    if (at < 0)
        return fail(ErrorKind::Conflict, QStringLiteral("Request %1 has been changed meanwhile.").arg(before.id));
    m_requests[at] = after;
    return {};
}

Result<std::optional<ChangeRates>> FakeInspectionStore::changeRates(const QString &server) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    const auto found = m_rates.constFind(server.toLower());
    return found == m_rates.constEnd() ? std::nullopt : std::optional(*found);
}

Result<void> FakeInspectionStore::saveChangeRates(const QString &server, const ChangeRates &rates)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    m_rates.insert(server.toLower(), rates);
    return {};
}

Result<QList<BackupPreview>> FakeInspectionStore::backupPreviews(const QString &server) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    return m_previews.value(server.toLower());
}

Result<void> FakeInspectionStore::saveBackupPreview(const QString &server, const BackupPreview &preview)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    QList<BackupPreview> &previews = m_previews[server.toLower()];
    previews = withPreview(previews, preview);
    return {};
}

Result<QList<Site>> FakeSiteStore::sites() const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    QList<Site> sorted = m_sites;
    std::sort(sorted.begin(), sorted.end(), [](const Site &a, const Site &b) { return a.name < b.name; });
    return sorted;
}

Result<void> FakeSiteStore::replaceSite(const Site &before, const Site &after)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    return replaceNamed(m_sites, before, after);
}

Result<QHash<QString, QString>> FakeSettingsStore::agreedSettings(const QString &site) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    return m_agreed.value(site);
}

Result<void> FakeSettingsStore::setAgreed(const QString &site, const QString &name, const std::optional<QString> &value)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    if (value)
        m_agreed[site].insert(name, *value);
    else
        m_agreed[site].remove(name);
    return {};
}

Result<std::optional<SettingsSnapshot>> FakeSettingsStore::latestSettings(const QString &site) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    const auto found = m_snapshots.constFind(site);
    return found == m_snapshots.constEnd() ? std::optional<SettingsSnapshot>() : std::optional(*found);
}

Result<void> FakeSettingsStore::saveSettings(const QString &site, const SettingsSnapshot &snapshot)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    m_snapshots.insert(site, snapshot);
    return {};
}

Result<QList<ArchiveRecord>> FakeArchiveStore::archiveRuns() const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    QList<ArchiveRecord> sorted = m_runs;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const ArchiveRecord &a, const ArchiveRecord &b) { return a.run.startedAt > b.run.startedAt; });
    return sorted;
}

Result<void> FakeArchiveStore::saveArchiveRun(const ArchiveRecord &record)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    const auto same = [&record](const ArchiveRecord &other) { return other.run.id == record.run.id; };
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), same);
    if (found == m_runs.end())
        m_runs.append(record);
    else
        *found = record;
    return {};
}

Result<void> FakeArchiveStore::removeArchiveRun(const QString &id)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    m_runs.removeIf([&id](const ArchiveRecord &record) { return record.run.id == id; });
    return {};
}

FakeAuditLog::FakeAuditLog(Clock clock)
    : m_clock(std::move(clock))
{
}

Result<qint64> FakeAuditLog::append(AuditEntry entry)
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    entry.id = m_entries.size() + 1;
    entry.who = QStringLiteral("tester@workstation");
    if (!entry.when.isValid())
        entry.when = m_clock();
    m_entries.append(entry);
    return entry.id;
}

Result<QList<AuditEntry>> FakeAuditLog::entries(const QString &actPrefix) const
{
    if (const auto error = failure())
        return fail(*error);
    const QMutexLocker lock(&m_mutex);
    QList<AuditEntry> matching;
    for (const AuditEntry &entry : m_entries) {
        if (entry.act.startsWith(actPrefix))
            matching.append(entry);
    }
    return matching;
}

Result<void> FakeAuditLog::verifyChain() const
{
    if (const auto error = failure())
        return fail(*error);
    return {};
}

} // namespace Nightkeep
