// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/courses/sitestore.h"
#include "models/coverage/inspectionstore.h"
#include "models/coverage/serverstore.h"
#include "models/history/snapshothistory.h"
#include "models/reachability/reachabilitystore.h"
#include "models/requests/requeststore.h"
#include "models/settings/settingsstore.h"

#include <QHash>
#include <QMap>
#include <QMutex>
#include <QTimeZone>

#include <atomic>
#include <memory>

namespace Nightkeep {

/// A clock that stands still until a test moves it. Copies share the time. Thread-safe.
class FakeClock
{
public:
    explicit FakeClock(const QDateTime &start = QDateTime(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc()));

    [[nodiscard]] QDateTime now() const;
    void advance(qint64 seconds);
    [[nodiscard]] Clock clock() const;

private:
    std::shared_ptr<std::atomic<qint64>> m_msecs;
};

/// The stores in memory, with the real ones' conflict rules. `failure`, when set, is what every
/// call answers. All are thread-safe.
class FakeStore
{
public:
    void setFailure(const std::optional<Error> &failure);

protected:
    [[nodiscard]] std::optional<Error> failure() const; ///< call with m_mutex unlocked
    mutable QMutex m_mutex;

private:
    std::optional<Error> m_failure;
};

class FakeServerStore final : public ServerStore, public ReachabilityStore, public SnapshotHistory, public FakeStore
{
public:
    [[nodiscard]] Result<QList<Server>> servers() const override;
    [[nodiscard]] Result<QList<ServerRecord>> records() const override;
    [[nodiscard]] Result<void> replaceServer(const Server &before, const Server &after) override;
    [[nodiscard]] Result<void> replaceServers(const QList<QPair<Server, Server>> &beforeAfter) override;
    [[nodiscard]] Result<std::optional<ServerSnapshot>> latestSnapshot(const QString &server) const override;
    [[nodiscard]] Result<void> saveSnapshot(const QString &server, const ServerSnapshot &snapshot) override;
    [[nodiscard]] Result<std::optional<Error>> latestFailure(const QString &server) const override;
    [[nodiscard]] Result<void> saveFailure(const QString &server, const Error &error, const QDateTime &when) override;
    [[nodiscard]] Result<void> saveWeb(const QString &server, const WebAnswer &answer) override;
    [[nodiscard]] Result<void> savePair(const DatabaseAnswer &one, const DatabaseAnswer &other) override;

    [[nodiscard]] Result<QList<QDateTime>> snapshotTimes(const QString &server) const override;
    [[nodiscard]] Result<std::optional<ServerSnapshot>> snapshotAt(const QString &server,
                                                                   const QDateTime &moment) const override;
    [[nodiscard]] Result<QList<ServerSnapshot>> snapshots(const QString &server) const override;
    [[nodiscard]] Result<QList<DiskSeries>> diskSeries(const QDateTime &since) const override;

private:
    QList<Server> m_servers;
    QHash<QString, QMap<QDateTime, ServerSnapshot>> m_history; ///< nothing is thinned out
    QHash<QString, ServerSnapshot> m_snapshots;
    QHash<QString, Error> m_failures;
    QHash<QString, WebAnswer> m_webs;
    QHash<QString, DatabaseAnswer> m_databases;
};

class FakeRequestStore final : public RequestStore, public FakeStore
{
public:
    [[nodiscard]] Result<QList<StorageRequest>> storageRequests() const override;
    [[nodiscard]] Result<qint64> addStorageRequest(const StorageRequest &request) override;
    [[nodiscard]] Result<void> replaceStorageRequest(const StorageRequest &before,
                                                     const StorageRequest &after) override;

private:
    QList<StorageRequest> m_requests;
};

class FakeInspectionStore final : public InspectionStore, public FakeStore
{
public:
    [[nodiscard]] Result<std::optional<ChangeRates>> changeRates(const QString &server) const override;
    [[nodiscard]] Result<void> saveChangeRates(const QString &server, const ChangeRates &rates) override;
    [[nodiscard]] Result<QList<BackupPreview>> backupPreviews(const QString &server) const override;
    [[nodiscard]] Result<void> saveBackupPreview(const QString &server, const BackupPreview &preview) override;

private:
    QHash<QString, ChangeRates> m_rates;
    QHash<QString, QList<BackupPreview>> m_previews;
};

class FakeSiteStore final : public SiteStore, public FakeStore
{
public:
    [[nodiscard]] Result<QList<Site>> sites() const override;
    [[nodiscard]] Result<void> replaceSite(const Site &before, const Site &after) override;

private:
    QList<Site> m_sites;
};

class FakeSettingsStore final : public SettingsStore, public FakeStore
{
public:
    [[nodiscard]] Result<QHash<QString, QString>> agreedSettings(const QString &site) const override;
    [[nodiscard]] Result<void> setAgreed(const QString &site, const QString &name,
                                         const std::optional<QString> &value) override;
    [[nodiscard]] Result<std::optional<SettingsSnapshot>> latestSettings(const QString &site) const override;
    [[nodiscard]] Result<void> saveSettings(const QString &site, const SettingsSnapshot &snapshot) override;

private:
    QHash<QString, QHash<QString, QString>> m_agreed;
    QHash<QString, SettingsSnapshot> m_snapshots;
};

class FakeArchiveStore final : public ArchiveStore, public FakeStore
{
public:
    [[nodiscard]] Result<QList<ArchiveRecord>> archiveRuns() const override;
    [[nodiscard]] Result<void> saveArchiveRun(const ArchiveRecord &record) override;
    [[nodiscard]] Result<void> removeArchiveRun(const QString &id) override;

private:
    QList<ArchiveRecord> m_runs;
};

/// Numbers and keeps the lines; the chain of hashes is the real store's own business.
class FakeAuditLog final : public AuditLog, public FakeStore
{
public:
    explicit FakeAuditLog(Clock clock);

    [[nodiscard]] Result<qint64> append(AuditEntry entry) override;
    [[nodiscard]] QString who() const override { return QStringLiteral("tester@workstation"); }
    [[nodiscard]] Result<QList<AuditEntry>> entries(const QString &actPrefix = {}) const override;
    [[nodiscard]] Result<void> verifyChain() const override;

private:
    Clock m_clock;
    QList<AuditEntry> m_entries;
};

} // namespace Nightkeep
