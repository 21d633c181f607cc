// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/archive/copyfiles.h"
#include "app/archive/localarchivefiles.h"
#include "app/report/packfiles.h"
#include "models/estate.h"
#include "tests/support/fakeoutside.h"
#include "tests/support/faultystores.h"

namespace Nightkeep {

/// The real services over a real workspace whose ports can be let fail, and an outside world that
/// tests write. The parts are open for a test to set up; they are thread-safe.
class FakeWorkspace : public Workspace
{
public:
    explicit FakeWorkspace(const QString &title = QStringLiteral("Test estate"));

    [[nodiscard]] WorkspaceInfo info() const override { return about; }
    [[nodiscard]] ServerService &servers() override { return m_servers; }
    [[nodiscard]] RequestService &requests() override { return m_requests; }
    [[nodiscard]] HistoryService &history() override { return m_history; }
    [[nodiscard]] InspectionService &inspection() override { return m_evidence; }
    [[nodiscard]] ReachabilityService &reachability() override { return m_reach; }
    [[nodiscard]] SettingsService &settings() override { return m_settings; }
    [[nodiscard]] CourseService &courses() override { return m_courses; }
    [[nodiscard]] ArchiveService &archives() override { return m_archives; }
    [[nodiscard]] DeletionService &deletions() override { return m_deletions; }
    [[nodiscard]] KeepingService &keeping() override { return m_keeping; }
    [[nodiscard]] HandOverService &handOvers() override { return m_handOvers; }
    [[nodiscard]] VerificationService &verification() override { return m_verification; }
    [[nodiscard]] ExtractionService &extraction() override { return m_extraction; }
    [[nodiscard]] CopyFinder &finder() override { return m_finder; }
    [[nodiscard]] DrillService &drills() override { return m_drills; }
    [[nodiscard]] Result<CatalogueRecords> catalogue() override { return catalogueStore.catalogueRecords(); }
    [[nodiscard]] RetentionService &retention() override { return m_retention; }
    [[nodiscard]] MeetingService &meeting() override { return m_meeting; }
    [[nodiscard]] AcceptanceService &acceptances() override { return m_acceptances; }
    [[nodiscard]] AuditLog &audit() override { return auditLog; }
    [[nodiscard]] Clock clock() const override { return time.clock(); }
    [[nodiscard]] Result<void> acceptLog() override { return stored->store().acceptLog(); }
    [[nodiscard]] Result<QStringList> checkWhole() override
    {
        return checkFailure ? fail(*checkFailure) : stored->store().checkWhole();
    }
    [[nodiscard]] Result<WorkspaceCheck> verify() override { return stored->store().verify(); }
    [[nodiscard]] Result<void> keepDatabasePassword(const QString &site, const QString &, const QString &destination,
                                                    const QString &password) override
    {
        passwords.insert(site, password);
        passwordGoesTo = destination;
        return {};
    }
    [[nodiscard]] Result<void> exportJson(const QString &fileName) override;
    [[nodiscard]] Result<void> importJson(const QString &fileName) override;

    /// Four servers, one site and one finished archive, as a morning in November 2008 has them:
    /// one wanted folder uncovered, one server out of reach, one option that differs.
    void fillSmallEstate();
    void makeReadOnly(); ///< every writing is refused from now on

    WorkspaceInfo about;
    FakeClock time;
    std::shared_ptr<TestStore> stored = std::make_shared<TestStore>(time.clock());
    FaultyServerStore serverStore {stored};
    FaultyRequestStore requestStore {stored};
    FaultyInspectionStore evidenceStore {stored};
    FaultySiteStore siteStore {stored};
    FaultySettingsStore settingsStore {stored};
    FaultyCourseStore courseStore {stored};
    FaultyArchiveStore archiveStore {stored};
    FaultyHandOverStore handOverStore {stored};
    FaultyCatalogueStore catalogueStore {stored};
    FaultyRetentionStore retentionStore {stored};
    FaultyMeetingStore meetingStore {stored};
    FaultyAcceptanceStore acceptanceStore {stored};
    FaultyAuditLog auditLog {stored};
    FakeRemoteHosts hosts;
    FakeMoodleSites moodles;
    CopyFiles copies;
    FakeWebProber web;
    FakeDatabaseReader databases;
    FakeWikiPageReader wiki;
    FakeTarLister tars;
    FakeManifestSigner signer;
    LocalArchiveFiles localArchives;
    QStringList exportedTo; ///< file names given to exportJson
    QStringList importedFrom;
    QHash<QString, QString> passwords; ///< by site, as given to keepDatabasePassword
    QString passwordGoesTo; ///< the destination of the last of them
    QHash<QString, QByteArray> files; ///< that people name; set before they are read
    std::optional<Error> jsonFailure;
    std::optional<Error> checkFailure; ///< of the whole check; set before it may run

private:
    ReachabilityService m_reach;
    ServerService m_servers;
    RequestService m_requests;
    HistoryService m_history;
    InspectionService m_evidence;
    SettingsService m_settings;
    CourseService m_courses;
    ArchiveService m_archives;
    HandOverService m_handOvers;
    VerificationService m_verification;
    ExtractionService m_extraction;
    CopyFinder m_finder;
    DrillService m_drills;
    DeletionService m_deletions;
    KeepingService m_keeping;
    RetentionService m_retention;
    PackFiles m_packWriter;
    MeetingService m_meeting;
    AcceptanceService m_acceptances;
};

/// Opens fake services. Every location opens as a small estate unless a test has put an error there.
class FakeWorkspaceOpener final : public WorkspaceOpener
{
public:
    [[nodiscard]] Result<std::unique_ptr<Workspace>> open(const QString &location,
                                                          const CancelToken &cancel = {}) override;
    [[nodiscard]] Result<std::unique_ptr<Workspace>> create(const QString &location,
                                                            const CancelToken &cancel = {}) override;
    [[nodiscard]] Result<void> keepPassword(const QString &, const QString &) override { return {}; }
    [[nodiscard]] Result<std::unique_ptr<Workspace>> openDemo(const QString &folder) override;
    [[nodiscard]] std::optional<LastGoodCopy> lastGoodCopy(const QString &location) const override;
    [[nodiscard]] Result<void> restoreLastGoodCopy(const QString &location) override;
    [[nodiscard]] QString defaultLocation() const override { return QStringLiteral("/workspaces/workspace.nightkeep"); }

    void setFailure(const QString &location, const std::optional<Error> &failure);
    std::function<void(FakeWorkspace &)> around; ///< the outside world of one that is made; set before
    void setLastGoodCopy(const QString &location, const LastGoodCopy &copy);
    [[nodiscard]] QStringList restored() const;

private:
    mutable QMutex m_mutex;
    QHash<QString, Error> m_failures;
    QHash<QString, LastGoodCopy> m_copies;
    QStringList m_restored;
};

} // namespace Nightkeep
