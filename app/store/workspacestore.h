// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/folderguard.h"
#include "app/store/sealedtables.h"
#include "models/archives/archivestore.h"
#include "models/archives/deletioncheck.h"
#include "models/base/acceptedfinding.h"
#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/catalogue/cataloguestore.h"
#include "models/courses/coursestore.h"
#include "models/courses/sitestore.h"
#include "models/coverage/inspectionstore.h"
#include "models/coverage/serverstore.h"
#include "models/history/snapshothistory.h"
#include "models/reachability/reachabilitystore.h"
#include "models/requests/requeststore.h"
#include "models/settings/settingsstore.h"
#include "models/workspace.h"

#include <QTemporaryDir>

#include <atomic>
#include <memory>
#include <mutex>

namespace Nightkeep {

class Collections;
class ProvenParts;

struct StoreOptions
{
    Clock clock = {}; ///< stamps audit lines and schema steps; empty: the machine's
    QString who = {}; ///< in audit lines that name nobody; empty: login name and workstation
    QString program = {}; ///< written with schema steps; empty: the application's version
    QString password = {}; ///< of a database server; never shown, never stored
    WorkstationMemory *memory = nullptr; ///< outlives the store; null: this workstation remembers nothing of it
};

/// The team's workspace, in a SQLite file or a MariaDB/MySQL database. Thread-safe and blocking: every
/// operation opens a connection of its own on the calling thread. One operation is one transaction;
/// writers wait for each other, up to 30 seconds (Busy). Errors of every operation: ReadOnly,
/// DiskFull, Busy, Damaged, Unreachable, and those that the ports name.
class WorkspaceStore final : public ServerStore,
                             public SnapshotHistory,
                             public InspectionStore,
                             public ReachabilityStore,
                             public SiteStore,
                             public SettingsStore,
                             public CourseStore,
                             public ArchiveStore,
                             public HandOverStore,
                             public CatalogueStore,
                             public DeletionCheckStore,
                             public RequestStore,
                             public AcceptanceStore,
                             public RetentionStore,
                             public MeetingStore,
                             public AuditLog
{
public:
    /// Takes the schema to this version. A file that cannot be written opens read-only.
    /// What it costs does not depend on how much is remembered: of the values only the seals are looked at
    /// (CheckDepth::Opening). Each part of them is held against its seal before the first of its rows is believed, and
    /// everything before anything is written (checkWhole): then the last good copy is kept too. A workspace that is
    /// brought to this version, or was found damaged here the last time, is checked wholly at once.
    /// Kinds: BadInput, NotFound, Damaged, TooNew, ReadOnly (a database that would have to be brought to a newer
    /// version first), PermissionDenied, MissingDriver, DiskFull, Unreachable, AuthenticationFailed.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceStore>> open(const QString &location,
                                                                      const StoreOptions &options = {});
    /// Makes a new workspace; Conflict where something is already there. The file appears whole or not
    /// at all. The database of an address is made if the account may.
    [[nodiscard]] static Result<std::unique_ptr<WorkspaceStore>> create(const QString &location,
                                                                        const StoreOptions &options = {});
    [[nodiscard]] static std::optional<LastGoodCopy> lastGoodCopy(const QString &location);
    /// Sets the damaged file aside as "<name>.damaged-<UTC>" and puts the copy in its place.
    [[nodiscard]] static Result<void> restoreLastGoodCopy(const QString &location, const StoreOptions &options = {});

    /// Takes the rows of a database server as they are where their seals do not hold, with a line in the audit log; it
    /// is for a person to know that they are right. Conflict where the seals hold; Damaged where the log's chain is
    /// broken.
    [[nodiscard]] static Result<void> sealAnew(const QString &location, const StoreOptions &options = {});

    ~WorkspaceStore() override;

    [[nodiscard]] QString location() const; ///< for showing and opening again; holds no password
    [[nodiscard]] QString identity() const; ///< one for all spellings of the location
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool readOnly() const { return m_readOnly; }
    /// What opening left: a file's pages, all rows against their seals, the log's chain; then the last good copy of a
    /// file that may be written. Once, however often it is called; whoever writes first waits for it. Gives what a
    /// person should know: that no copy could be kept, and why. Damaged, as opening. What somebody writes past
    /// Nightkeep after that, or into a part that was read before, is believed until the next opening or verify().
    [[nodiscard]] Result<QStringList> checkWhole() const;
    /// Sentences that a person should see once after opening: brought to a newer version, opened
    /// read-only and why, a file on a network disk; and after the whole check, no last good copy kept and why.
    [[nodiscard]] QStringList notices() const;

    [[nodiscard]] Result<QList<Server>> servers() const override;
    [[nodiscard]] Result<QList<ServerRecord>> records() const override;
    [[nodiscard]] Result<void> replaceServer(const Server &before, const Server &after) override;
    [[nodiscard]] Result<void> replaceServers(const QList<QPair<Server, Server>> &beforeAfter) override;
    [[nodiscard]] Result<std::optional<ServerSnapshot>> latestSnapshot(const QString &server) const override;
    [[nodiscard]] Result<void> saveSnapshot(const QString &server, const ServerSnapshot &snapshot) override;
    [[nodiscard]] Result<std::optional<Error>> latestFailure(const QString &server) const override;
    [[nodiscard]] Result<void> saveFailure(const QString &server, const Error &error, const QDateTime &when) override;

    [[nodiscard]] Result<QList<QDateTime>> snapshotTimes(const QString &server) const override;
    [[nodiscard]] Result<std::optional<ServerSnapshot>> snapshotAt(const QString &server,
                                                                   const QDateTime &moment) const override;
    [[nodiscard]] Result<QList<ServerSnapshot>> snapshots(const QString &server) const override;
    [[nodiscard]] Result<QList<DiskSeries>> diskSeries(const QDateTime &since) const override;
    [[nodiscard]] Result<std::optional<ChangeRates>> changeRates(const QString &server) const override;
    [[nodiscard]] Result<void> saveChangeRates(const QString &server, const ChangeRates &rates) override;
    [[nodiscard]] Result<QList<BackupPreview>> backupPreviews(const QString &server) const override;
    [[nodiscard]] Result<void> saveBackupPreview(const QString &server, const BackupPreview &preview) override;
    [[nodiscard]] Result<void> saveWeb(const QString &server, const WebAnswer &answer) override;
    [[nodiscard]] Result<void> savePair(const DatabaseAnswer &one, const DatabaseAnswer &other) override;

    [[nodiscard]] Result<QList<Site>> sites() const override;
    [[nodiscard]] Result<void> replaceSite(const Site &before, const Site &after) override;

    [[nodiscard]] Result<QHash<QString, AgreedSetting>> agreedSettings(const QString &site) const override;
    [[nodiscard]] Result<void> setAgreed(const QString &site, const QString &name,
                                         const std::optional<AgreedSetting> &before,
                                         const std::optional<AgreedSetting> &after) override;
    [[nodiscard]] Result<std::optional<SettingsSnapshot>> latestSettings(const QString &site) const override;
    [[nodiscard]] Result<void> saveSettings(const QString &site, const SettingsSnapshot &snapshot) override;

    [[nodiscard]] Result<std::optional<CourseReadingHead>> courseReadingHead(const QString &site) const override;
    [[nodiscard]] Result<std::optional<CourseReading>> courseReading(const QString &site) const override;
    [[nodiscard]] Result<qint64> saveCourseReading(const QString &site, const CourseReading &reading,
                                                   const std::optional<UsagePoint> &usage = {},
                                                   const CourseReading *known = nullptr) override;
    [[nodiscard]] Result<QList<UsagePoint>> usagePoints(const QString &site) const override;
    [[nodiscard]] Result<void> saveUsagePoints(const QString &site, const QList<UsagePoint> &points) override;
    [[nodiscard]] Result<std::optional<CourseLog>> courseLog(const QString &site, qint64 course) const override;
    [[nodiscard]] Result<void> saveCourseLog(const QString &site, const CourseLog &log) override;

    [[nodiscard]] Result<QList<ArchiveRecord>> archiveRuns() const override;
    [[nodiscard]] Result<void> saveArchiveRun(const ArchiveRecord &record) override;
    [[nodiscard]] Result<void> removeArchiveRun(const QString &id) override;
    [[nodiscard]] Result<std::optional<QList<ZipFile>>> archivedFiles(const QString &id) const override;
    [[nodiscard]] Result<void> saveArchivedFiles(const QString &id, const QList<ZipFile> &files) override;

    [[nodiscard]] Result<std::optional<ArchiveManifest>> manifest(const QString &id) const override;
    [[nodiscard]] Result<void> saveManifest(const ArchiveManifest &manifest) override;
    [[nodiscard]] Result<QList<Term>> terms() const override;
    [[nodiscard]] Result<void> replaceTerm(const std::optional<Term> &seen, const std::optional<Term> &term) override;
    [[nodiscard]] Result<QList<ArchivePlace>> places() const override;
    [[nodiscard]] Result<void> replacePlace(const std::optional<ArchivePlace> &seen,
                                            const std::optional<ArchivePlace> &place) override;
    [[nodiscard]] Result<QList<SavedPlan>> savedPlans() const override;
    [[nodiscard]] Result<qint64> addSavedPlan(const SavedPlan &plan) override;
    [[nodiscard]] Result<void> removeSavedPlan(const SavedPlan &seen) override;
    [[nodiscard]] Result<QList<HandOver>> handOvers() const override;
    [[nodiscard]] Result<void> saveHandOver(const HandOver &handOver) override;
    [[nodiscard]] Result<CatalogueRecords> catalogueRecords() const override;
    [[nodiscard]] Result<void> replaceSigner(const std::optional<AllowedSigner> &seen,
                                             const std::optional<AllowedSigner> &signer) override;
    [[nodiscard]] Result<void> saveSignature(const ManifestSignature &signature) override;
    [[nodiscard]] Result<qint64> addVerification(const ArchiveVerification &verification) override;
    [[nodiscard]] Result<qint64> addDrill(const RestoreDrill &drill) override;
    [[nodiscard]] Result<void> removeDrill(const RestoreDrill &seen) override;
    [[nodiscard]] Result<void> saveArchivedMoodle(const ArchivedMoodle &moodle) override;
    [[nodiscard]] Result<QList<CatalogueHit>> search(const CatalogueQuery &query) const override;

    [[nodiscard]] Result<QList<DeletionCheckHead>> deletionChecks() const override;
    [[nodiscard]] Result<std::optional<DeletionCheck>> deletionCheck(qint64 number) const override;
    [[nodiscard]] Result<qint64> addDeletionCheck(const DeletionCheck &check) override;

    [[nodiscard]] Result<QList<StorageRequest>> storageRequests() const override;
    [[nodiscard]] Result<qint64> addStorageRequest(const StorageRequest &request) override;
    [[nodiscard]] Result<void> replaceStorageRequest(const StorageRequest &before,
                                                     const StorageRequest &after) override;

    [[nodiscard]] Result<QList<AcceptedFinding>> acceptedFindings() const override;
    [[nodiscard]] Result<void> saveAcceptedFinding(const AcceptedFinding &accepted) override;
    [[nodiscard]] Result<void> removeAcceptedFinding(const QString &finding) override;

    [[nodiscard]] Result<QList<Promise>> promises() const override;
    [[nodiscard]] Result<void> savePromise(const Promise &promise, const std::optional<Promise> &seen) override;
    [[nodiscard]] Result<void> removePromise(const Promise &seen) override;
    [[nodiscard]] Result<QList<LegalHold>> legalHolds() const override;
    [[nodiscard]] Result<qint64> addLegalHold(const LegalHold &hold) override;
    [[nodiscard]] Result<void> saveLegalHold(const LegalHold &hold, const LegalHold &seen) override;
    [[nodiscard]] Result<QList<ErasureRecord>> erasures() const override;
    [[nodiscard]] Result<qint64> addErasure(const ErasureRecord &record) override;
    [[nodiscard]] Result<void> removeErasure(const ErasureRecord &seen) override;
    [[nodiscard]] Result<void> putErasureBack(const ErasureRecord &removed) override;

    [[nodiscard]] Result<QList<Decision>> decisions() const override;
    [[nodiscard]] Result<qint64> addDecision(const Decision &decision) override;
    [[nodiscard]] Result<void> saveDecision(const Decision &decision, const Decision &seen) override;
    [[nodiscard]] Result<std::optional<PackSummary>> lastPack() const override;
    [[nodiscard]] Result<void> saveLastPack(const PackSummary &summary) override;

    [[nodiscard]] Result<qint64> append(AuditEntry entry) override;
    [[nodiscard]] Result<qint64> record(const std::function<Result<AuditEntry>()> &change) override;
    [[nodiscard]] QString who() const override { return m_options.who; }
    [[nodiscard]] Result<QList<AuditEntry>> entries(const QString &actPrefix = {}) const override;
    /// Damaged, naming the first line whose hash does not follow from the one before.
    [[nodiscard]] Result<void> verifyChain() const;

    [[nodiscard]] Result<WorkspaceCheck> verify() const; ///< as Workspace::verify; begins with checkWhole() of a file
    [[nodiscard]] Result<void> acceptLog(); ///< as Workspace::acceptLog

    /// The whole workspace as one JSON document; see app/store/workspacejson.h for its form.
    [[nodiscard]] Result<QByteArray> exportJson() const;
    /// Replaces everything but the audit log, which gains a line, in one transaction. The document is
    /// checked wholly before: BadInput names the place, and nothing is half-written.
    [[nodiscard]] Result<void> importJson(const QByteArray &document);
    /// The audit logs that came with imports, each a chain of its own.
    [[nodiscard]] Result<QList<QList<AuditEntry>>> importedHistory() const;

private:
    WorkspaceStore(StoreTarget target, StoreOptions options);
    [[nodiscard]] Result<void> openFile();
    [[nodiscard]] Result<void> openServer();
    [[nodiscard]] Result<void> bringToThisVersion(StoreConnection &connection, int version);
    [[nodiscard]] Result<void> settleReadOnlyFile(int version);
    [[nodiscard]] Result<void> prove(CheckDepth depth) const; ///< seals and chain
    void foundWhole(const QString &copyProblem) const;
    [[nodiscard]] QString keptCopy() const; ///< where the last good copy is kept; empty: none is
    /// Remembers here that it is damaged.
    [[nodiscard]] Error told(const Error &error) const;
    void setSuspect(bool suspect) const;
    void settleMemory();
    [[nodiscard]] Result<void> sealRows();
    void remember(const AuditHead &head) const;
    [[nodiscard]] Result<void> rememberChoices(const QList<ChangedServers> &changes) const;
    [[nodiscard]] Result<void> settleWritableFile(int version);

    // work(collections) within one transaction; what it keeps as a failure is the answer.
    template<typename F> [[nodiscard]] auto read(F work) const;
    template<typename F> [[nodiscard]] Result<void> write(F work);
    /// The same for what belongs to a server: work(collections, identity). Reading of one that is not there gives
    /// nothing, writing NotFound.
    template<typename F> [[nodiscard]] auto readOf(const QString &server, F work) const;
    template<typename F> [[nodiscard]] Result<void> writeOf(const QString &server, F work);
    template<typename T> [[nodiscard]] Result<std::optional<T>> valueOf(const QString &server) const;
    template<typename T> [[nodiscard]] Result<void> putValueOf(const QString &server, const T &value);
    [[nodiscard]] AuditHead appendTo(Collections &values, AuditEntry entry);

    StoreTarget m_target;
    StoreOptions m_options;
    bool m_readOnly = false;
    AuditHead m_seen; ///< what was known of its log here before it was opened
    std::atomic_bool m_logDiffers = false; ///< from what was seen of it here: then what was seen is kept
    QStringList m_notices;
    std::unique_ptr<ProvenParts> m_proven;
    mutable std::mutex m_checking;
    mutable QStringList m_found; ///< by the whole check; guarded by m_checking
    mutable std::atomic_bool m_suspect = false; ///< as RememberedWorkspace::suspect
    std::unique_ptr<QTemporaryDir> m_copy; ///< of a read-only file, older or with unfinished writing beside it
};

} // namespace Nightkeep
