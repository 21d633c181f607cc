// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/desk.h"
#include "tests/support/fakeoutside.h"
#include "tests/support/fakestores.h"

namespace Nightkeep {

/// The real desks over stores in memory and an outside world that tests write. The parts are open
/// for a test to set up; they are thread-safe.
class FakeDesk final : public Desk
{
public:
    explicit FakeDesk(const QString &title = QStringLiteral("Test estate"));

    [[nodiscard]] WorkspaceInfo workspace() const override { return info; }
    [[nodiscard]] ServerDesk &servers() override { return m_servers; }
    [[nodiscard]] RequestDesk &requests() override { return m_requests; }
    [[nodiscard]] HistoryDesk &history() override { return m_history; }
    [[nodiscard]] EvidenceDesk &evidence() override { return m_evidence; }
    [[nodiscard]] ReachDesk &reach() override { return m_reach; }
    [[nodiscard]] SettingsDesk &settings() override { return m_settings; }
    [[nodiscard]] ArchiveDesk &archives() override { return m_archives; }
    [[nodiscard]] AuditLog &audit() override { return auditLog; }
    [[nodiscard]] Clock clock() const override { return time.clock(); }
    [[nodiscard]] Result<void> keepDatabasePassword(const QString &site, const QString &password) override
    {
        passwords.insert(site, password);
        return {};
    }
    [[nodiscard]] Result<void> exportJson(const QString &fileName) override;
    [[nodiscard]] Result<void> importJson(const QString &fileName) override;

    /// Four servers, one site and one finished archive, as a morning in November 2008 has them:
    /// one wanted folder uncovered, one server out of reach, one option that differs.
    void fillSmallEstate();

    WorkspaceInfo info;
    FakeClock time;
    FakeServerStore serverStore;
    FakeRequestStore requestStore;
    FakeEvidenceStore evidenceStore;
    FakeSiteStore siteStore;
    FakeSettingsStore settingsStore;
    FakeArchiveStore archiveStore;
    FakeAuditLog auditLog;
    FakeRemoteHosts hosts;
    FakeMoodleSites moodles;
    FakeWebProber web;
    FakeDatabaseReader databases;
    FakeWikiPageReader wiki;
    FakeTarLister tars;
    QStringList exportedTo; ///< file names given to exportJson
    QStringList importedFrom;
    QHash<QString, QString> passwords; ///< by site, as given to keepDatabasePassword
    std::optional<Error> jsonFailure;

private:
    ServerDesk m_servers;
    RequestDesk m_requests;
    HistoryDesk m_history;
    EvidenceDesk m_evidence;
    ReachDesk m_reach;
    SettingsDesk m_settings;
    ArchiveDesk m_archives;
};

/// Opens fake desks. Every location opens as a small estate unless a test has put an error there.
class FakeDeskOpener final : public DeskOpener
{
public:
    [[nodiscard]] Result<std::unique_ptr<Desk>> open(const QString &location) override;
    [[nodiscard]] Result<std::unique_ptr<Desk>> create(const QString &location) override;
    [[nodiscard]] Result<std::unique_ptr<Desk>> openDemo(const QString &folder) override;
    [[nodiscard]] std::optional<LastGoodCopy> lastGoodCopy(const QString &location) const override;
    [[nodiscard]] Result<void> restoreLastGoodCopy(const QString &location) override;
    [[nodiscard]] QString defaultLocation() const override { return QStringLiteral("/books/workspace.nightkeep"); }

    void setFailure(const QString &location, const std::optional<Error> &failure);
    void setLastGoodCopy(const QString &location, const LastGoodCopy &copy);
    [[nodiscard]] QStringList restored() const;

private:
    mutable QMutex m_mutex;
    QHash<QString, Error> m_failures;
    QHash<QString, LastGoodCopy> m_copies;
    QStringList m_restored;
};

} // namespace Nightkeep
