// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/teststore.h"

#include <QMutex>

namespace Nightkeep {

/// The ports of a real workspace, any of which a test can let fail. Thread-safe.
class FaultyStore
{
public:
    /// Ports of one workspace share it; by itself each has one of its own.
    explicit FaultyStore(std::shared_ptr<TestStore> workspace = std::make_shared<TestStore>())
        : m_workspace(std::move(workspace))
    {
    }
    void setFailure(const std::optional<Error> &failure) ///< what every call answers
    {
        const QMutexLocker lock(&m_mutex);
        m_readFailure = m_writeFailure = failure;
    }
    void setWriteFailure(const std::optional<Error> &failure)
    {
        const QMutexLocker lock(&m_mutex);
        m_writeFailure = failure;
    }
    QStringList *journal = nullptr; ///< gets a line for each writing that was done

protected:
    using W = WorkspaceStore;
    [[nodiscard]] W &store() const { return m_workspace->store(); }
    template<typename R, typename... P, typename... A>
    [[nodiscard]] R ask(R (W::*read)(P...) const, const A &...arguments) const
    {
        const QMutexLocker lock(&m_mutex);
        if (const std::optional<Error> error = m_readFailure)
            return fail(*error);
        return (store().*read)(arguments...);
    }
    template<typename R, typename... P, typename... A>
    [[nodiscard]] R ask(const QString &line, R (W::*write)(P...), const A &...arguments)
    {
        const QMutexLocker lock(&m_mutex);
        if (const std::optional<Error> error = m_writeFailure)
            return fail(*error);
        R written = (store().*write)(arguments...);
        if (written && journal)
            journal->append(line);
        return written;
    }
    template<typename R, typename... P, typename... A> [[nodiscard]] R ask(R (W::*write)(P...), const A &...arguments)
    {
        return ask(QStringLiteral("stored"), write, arguments...);
    }

private:
    std::shared_ptr<TestStore> m_workspace;
    mutable QMutex m_mutex;
    std::optional<Error> m_readFailure;
    std::optional<Error> m_writeFailure;
};

class FaultyServerStore final : public ServerStore, public ReachabilityStore, public SnapshotHistory, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;

    void put(const QList<Server> &servers)
    {
        for (const Server &server : servers) {
            if (const Result<void> added = store().replaceServer({}, server); !added)
                qFatal("%s", Samples::why(added).constData());
        }
    }
    [[nodiscard]] QList<Server> all() const { return *store().servers(); }
    [[nodiscard]] QStringList withSnapshot() const { return namesOf(&ServerRecord::snapshot); }
    [[nodiscard]] QStringList withFailure() const { return namesOf(&ServerRecord::failure); }

    Result<QList<Server>> servers() const override { return ask(&W::servers); }
    Result<QList<ServerRecord>> records() const override { return ask(&W::records); }
    Result<void> replaceServer(const Server &before, const Server &after) override
    {
        return ask(&W::replaceServer, before, after);
    }
    Result<void> replaceServers(const QList<QPair<Server, Server>> &beforeAfter) override
    {
        return ask(&W::replaceServers, beforeAfter);
    }
    Result<std::optional<ServerSnapshot>> latestSnapshot(const QString &server) const override
    {
        return ask(&W::latestSnapshot, server);
    }
    Result<void> saveSnapshot(const QString &server, const ServerSnapshot &snapshot) override
    {
        return ask(&W::saveSnapshot, server, snapshot);
    }
    Result<std::optional<Error>> latestFailure(const QString &server) const override
    {
        return ask(&W::latestFailure, server);
    }
    Result<void> saveFailure(const QString &server, const Error &error, const QDateTime &when) override
    {
        return ask(&W::saveFailure, server, error, when);
    }
    Result<void> saveWeb(const QString &server, const WebAnswer &answer) override
    {
        return ask(&W::saveWeb, server, answer);
    }
    Result<void> savePair(const DatabaseAnswer &one, const DatabaseAnswer &other) override
    {
        return ask(&W::savePair, one, other);
    }
    Result<QList<QDateTime>> snapshotTimes(const QString &server) const override
    {
        return ask(&W::snapshotTimes, server);
    }
    Result<std::optional<ServerSnapshot>> snapshotAt(const QString &server, const QDateTime &moment) const override
    {
        return ask(&W::snapshotAt, server, moment);
    }
    Result<QList<ServerSnapshot>> snapshots(const QString &server) const override { return ask(&W::snapshots, server); }
    Result<QList<DiskSeries>> diskSeries(const QDateTime &since) const override { return ask(&W::diskSeries, since); }

private:
    template<typename T> [[nodiscard]] QStringList namesOf(std::optional<T> ServerRecord::*known) const
    {
        QStringList names;
        const QList<ServerRecord> records = *store().records();
        for (const ServerRecord &record : records) {
            if (record.*known)
                names.append(record.server.name);
        }
        return names;
    }
};

class FaultyRequestStore final : public RequestStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<QList<StorageRequest>> storageRequests() const override { return ask(&W::storageRequests); }
    Result<qint64> addStorageRequest(const StorageRequest &request) override
    {
        return ask(&W::addStorageRequest, request);
    }
    Result<void> replaceStorageRequest(const StorageRequest &before, const StorageRequest &after) override
    {
        return ask(&W::replaceStorageRequest, before, after);
    }
};

class FaultyInspectionStore final : public InspectionStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<std::optional<ChangeRates>> changeRates(const QString &server) const override
    {
        return ask(&W::changeRates, server);
    }
    Result<void> saveChangeRates(const QString &server, const ChangeRates &rates) override
    {
        return ask(&W::saveChangeRates, server, rates);
    }
    Result<QList<BackupPreview>> backupPreviews(const QString &server) const override
    {
        return ask(&W::backupPreviews, server);
    }
    Result<void> saveBackupPreview(const QString &server, const BackupPreview &preview) override
    {
        return ask(&W::saveBackupPreview, server, preview);
    }
};

class FaultySiteStore final : public SiteStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<QList<Site>> sites() const override { return ask(&W::sites); }
    Result<void> replaceSite(const Site &before, const Site &after) override
    {
        return ask(&W::replaceSite, before, after);
    }
};

class FaultyCourseStore final : public CourseStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<std::optional<CourseReadingHead>> courseReadingHead(const QString &site) const override
    {
        return ask(&W::courseReadingHead, site);
    }
    Result<std::optional<CourseReading>> courseReading(const QString &site) const override
    {
        return ask(&W::courseReading, site);
    }
    Result<qint64> saveCourseReading(const QString &site, const CourseReading &reading,
                                     const std::optional<UsagePoint> &usage = {},
                                     const CourseReading *known = nullptr) override
    {
        return ask(&W::saveCourseReading, site, reading, usage, known);
    }
    Result<QList<UsagePoint>> usagePoints(const QString &site) const override { return ask(&W::usagePoints, site); }
    Result<void> saveUsagePoints(const QString &site, const QList<UsagePoint> &points) override
    {
        return ask(&W::saveUsagePoints, site, points);
    }
    Result<std::optional<CourseLog>> courseLog(const QString &site, qint64 course) const override
    {
        return ask(&W::courseLog, site, course);
    }
    Result<void> saveCourseLog(const QString &site, const CourseLog &log) override
    {
        return ask(&W::saveCourseLog, site, log);
    }
};

class FaultySettingsStore final : public SettingsStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<QHash<QString, AgreedSetting>> agreedSettings(const QString &site) const override
    {
        return ask(&W::agreedSettings, site);
    }
    Result<void> setAgreed(const QString &site, const QString &name, const std::optional<AgreedSetting> &before,
                           const std::optional<AgreedSetting> &after) override
    {
        return ask(&W::setAgreed, site, name, before, after);
    }
    Result<std::optional<SettingsSnapshot>> latestSettings(const QString &site) const override
    {
        return ask(&W::latestSettings, site);
    }
    Result<void> saveSettings(const QString &site, const SettingsSnapshot &snapshot) override
    {
        return ask(&W::saveSettings, site, snapshot);
    }
};

class FaultyArchiveStore final : public ArchiveStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    QList<int> failing; ///< numbers of the writings that fail, from 1

    Result<QList<ArchiveRecord>> archiveRuns() const override { return ask(&W::archiveRuns); }
    Result<void> saveArchiveRun(const ArchiveRecord &record) override
    {
        return fails() ? busy() : ask(&W::saveArchiveRun, record);
    }
    Result<void> removeArchiveRun(const QString &id) override
    {
        return fails() ? busy() : ask(&W::removeArchiveRun, id);
    }
    Result<std::optional<QList<ZipFile>>> archivedFiles(const QString &id) const override
    {
        return ask(&W::archivedFiles, id);
    }
    Result<void> saveArchivedFiles(const QString &id, const QList<ZipFile> &files) override
    {
        return ask(&W::saveArchivedFiles, id, files);
    }
    Result<std::optional<ArchiveManifest>> manifest(const QString &id) const override { return ask(&W::manifest, id); }
    Result<void> saveManifest(const ArchiveManifest &manifest) override { return ask(&W::saveManifest, manifest); }
    Result<QList<Term>> terms() const override { return ask(&W::terms); }
    Result<void> replaceTerm(const std::optional<Term> &seen, const std::optional<Term> &term) override
    {
        return ask(&W::replaceTerm, seen, term);
    }
    Result<QList<ArchivePlace>> places() const override { return ask(&W::places); }
    Result<void> replacePlace(const std::optional<ArchivePlace> &seen,
                              const std::optional<ArchivePlace> &place) override
    {
        return ask(&W::replacePlace, seen, place);
    }
    Result<QList<SavedPlan>> savedPlans() const override { return ask(&W::savedPlans); }
    Result<qint64> addSavedPlan(const SavedPlan &plan) override { return ask(&W::addSavedPlan, plan); }
    Result<void> removeSavedPlan(const SavedPlan &seen) override { return ask(&W::removeSavedPlan, seen); }

private:
    bool fails() { return failing.contains(++m_writings); }
    static Result<void> busy() { return fail(ErrorKind::Busy, QStringLiteral("The workspace is busy.")); }

    std::atomic_int m_writings = 0;
};

class FaultyHandOverStore final : public HandOverStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<QList<HandOver>> handOvers() const override { return ask(&W::handOvers); }
    Result<void> saveHandOver(const HandOver &handOver) override { return ask(&W::saveHandOver, handOver); }
};

class FaultyCatalogueStore final : public CatalogueStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<CatalogueRecords> catalogueRecords() const override { return ask(&W::catalogueRecords); }
    Result<void> replaceSigner(const std::optional<AllowedSigner> &seen,
                               const std::optional<AllowedSigner> &signer) override
    {
        return ask(&W::replaceSigner, seen, signer);
    }
    Result<void> saveSignature(const ManifestSignature &signature) override
    {
        return ask(&W::saveSignature, signature);
    }
    Result<qint64> addVerification(const ArchiveVerification &verification) override
    {
        return ask(&W::addVerification, verification);
    }
    Result<qint64> addDrill(const RestoreDrill &drill) override { return ask(&W::addDrill, drill); }
    Result<void> removeDrill(const RestoreDrill &seen) override { return ask(&W::removeDrill, seen); }
    Result<void> saveArchivedMoodle(const ArchivedMoodle &moodle) override
    {
        return ask(&W::saveArchivedMoodle, moodle);
    }
    Result<QList<CatalogueHit>> search(const CatalogueQuery &query) const override { return ask(&W::search, query); }
};

class FaultyAcceptanceStore final : public AcceptanceStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<QList<AcceptedFinding>> acceptedFindings() const override { return ask(&W::acceptedFindings); }
    Result<void> saveAcceptedFinding(const AcceptedFinding &accepted) override
    {
        return ask(&W::saveAcceptedFinding, accepted);
    }
    Result<void> removeAcceptedFinding(const QString &finding) override
    {
        return ask(&W::removeAcceptedFinding, finding);
    }
};

class FaultyRetentionStore final : public RetentionStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<QList<Promise>> promises() const override { return ask(&W::promises); }
    Result<void> savePromise(const Promise &promise, const std::optional<Promise> &seen) override
    {
        return ask(&W::savePromise, promise, seen);
    }
    Result<void> removePromise(const Promise &seen) override { return ask(&W::removePromise, seen); }
    Result<QList<LegalHold>> legalHolds() const override { return ask(&W::legalHolds); }
    Result<qint64> addLegalHold(const LegalHold &hold) override { return ask(&W::addLegalHold, hold); }
    Result<void> saveLegalHold(const LegalHold &hold, const LegalHold &seen) override
    {
        return ask(&W::saveLegalHold, hold, seen);
    }
    Result<QList<ErasureRecord>> erasures() const override { return ask(&W::erasures); }
    Result<qint64> addErasure(const ErasureRecord &record) override { return ask(&W::addErasure, record); }
    Result<void> removeErasure(const ErasureRecord &seen) override { return ask(&W::removeErasure, seen); }
    Result<void> putErasureBack(const ErasureRecord &removed) override { return ask(&W::putErasureBack, removed); }
};

class FaultyMeetingStore final : public MeetingStore, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    Result<QList<Decision>> decisions() const override { return ask(&W::decisions); }
    Result<qint64> addDecision(const Decision &decision) override { return ask(&W::addDecision, decision); }
    Result<void> saveDecision(const Decision &decision, const Decision &seen) override
    {
        return ask(&W::saveDecision, decision, seen);
    }
    Result<std::optional<PackSummary>> lastPack() const override { return ask(&W::lastPack); }
    Result<void> saveLastPack(const PackSummary &summary) override { return ask(&W::saveLastPack, summary); }
};

class FaultyAuditLog final : public AuditLog, public FaultyStore
{
public:
    using FaultyStore::FaultyStore;
    QString refusedPhase; ///< "before", "after" or "done": such lines are refused

    [[nodiscard]] QList<AuditEntry> lines() const { return *store().entries(); }

    Result<qint64> append(AuditEntry entry) override
    {
        if (!refusedPhase.isEmpty() && entry.phase == refusedPhase)
            return fail(ErrorKind::ReadOnly, QStringLiteral("The workspace cannot be written."));
        return ask(QStringLiteral("log ") + entry.phase, &W::append, entry);
    }
    Result<qint64> record(const std::function<Result<AuditEntry>()> &change) override
    {
        QString journalled;
        return ask(journalled, &W::record, std::function([&]() -> Result<AuditEntry> {
                       const Result<AuditEntry> line = change();
                       if (!line)
                           return line;
                       if (!refusedPhase.isEmpty() && line->phase == refusedPhase)
                           return fail(ErrorKind::ReadOnly, QStringLiteral("The workspace cannot be written."));
                       journalled = QStringLiteral("log ") + line->phase;
                       return line;
                   }));
    }
    QString who() const override { return store().who(); }
    Result<QList<AuditEntry>> entries(const QString &actPrefix = {}) const override
    {
        return ask(&W::entries, actPrefix);
    }
};

} // namespace Nightkeep
