// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/cataloguevalues.h"
#include "app/store/deletionchecks.h"
#include "app/store/meetingvalues.h"
#include "app/store/retentionvalues.h"
#include "app/store/serverchanges.h"
#include "app/store/serverhistory.h"
#include "models/archives/archivestore.h"
#include "models/base/acceptedfinding.h"
#include "models/base/auditlog.h"
#include "models/courses/site.h"
#include "models/courses/usagepoint.h"
#include "models/meeting/decision.h"
#include "models/requests/storagerequest.h"
#include "models/settings/settingsstore.h"

namespace Nightkeep {

/// When an agreed setting was agreed, and by whom.
struct SettingAgreement
{
    QDate on; ///< invalid: not said
    QString by; ///< empty: not said

    static constexpr auto fields()
    {
        return std::tuple {Field {"on", &SettingAgreement::on}, Field {"by", &SettingAgreement::by}};
    }
    bool operator==(const SettingAgreement &) const = default;
};

/// What was agreed and last read, by site; a site need not be in the workspace to have them.
struct SiteSettings
{
    QString site; ///< case folded
    QHash<QString, QString> agreed;
    QHash<QString, SettingAgreement> agreements; ///< of those of which it is said; older payloads know values alone
    std::optional<SettingsSnapshot> snapshot;

    [[nodiscard]] std::optional<AgreedSetting> agreedAbout(const QString &name) const;
    void setAgreed(const QString &name, const std::optional<AgreedSetting> &setting);
    static constexpr auto fields()
    {
        return std::tuple {Field {"site", &SiteSettings::site}, Field {"agreed", &SiteSettings::agreed},
                           Field {"agreements", &SiteSettings::agreements}.keyed("name", "agreement").orMissing(),
                           Field {"snapshot", &SiteSettings::snapshot}};
    }
    bool operator==(const SiteSettings &) const = default;
};

template<> inline constexpr const char *CollectionOf<Site> = "site";
template<> inline constexpr const char *CollectionOf<SiteSettings> = "settings";
template<> inline constexpr const char *CollectionOf<ArchiveRecord> = "archive-run";
template<> inline constexpr const char *CollectionOf<StorageRequest> = "request";
template<> inline constexpr const char *CollectionOf<AcceptedFinding> = "accepted-finding";

[[nodiscard]] QList<ArchiveRecord> archiveRecords(Collections &values); ///< newest first
[[nodiscard]] QList<StorageRequest> requestsByNumber(Collections &values);
[[nodiscard]] inline QByteArray requestKey(qint64 id)
{
    return QByteArray::number(id);
}
/// A finding's id may name a path, which is longer than a key.
[[nodiscard]] QByteArray acceptanceKey(const QString &finding);

/// A whole workspace, as the exported document says it:
///   {format: "nightkeep-workspace", version: 2,
///    servers: [{server, snapshot, failure, history: [{takenAt, packed}], changeRates, previews, web, database}],
///    sites: [], settings: [{site, agreed, snapshot}], archiveRuns: [], storageRequests: [],
///    acceptedFindings: [], courseUsage: [{site, points: []}], deletionChecks: [], promises: [], legalHolds: [],
///    erasures: [], decisions: [], lastPack, catalogue: {terms: [], places: [], handOvers: [], signers: [],
///    signatures: [], verifications: [], drills: [], moodles: []}, history: [{lines: []}]}
/// A server's `history` holds what is remembered of it, oldest first. Form 1 had neither that nor
/// what follows it, nor storageRequests, nor decisions within a server: what is missing is not known. Where there are
/// no acceptedFindings, none is accepted. The outer `history` holds audit logs, each a chain that can be verified by
/// itself: first those that came by import, then the workspace's own. A log of nothing but imports is left out, since
/// it says nothing about the world; so an export, imported into a new workspace, is exported again equal. What was read
/// of sites' courses and their backups (app/store/coursereadings.h), what zips are in an archive, and its manifest, is
/// not in it: it is read anew. Nor are plans that were saved. How much room they took on earlier days is, and what was
/// answered before courses were deleted, for nobody can ask either again. Where there are no promises, those of the
/// team's page count.
struct WorkspaceDocument
{
    struct ServerEntry
    {
        Server server;
        std::optional<ServerSnapshot> snapshot;
        std::optional<StoredFailure> failure;
        QList<PackedSnapshot> packed;
        std::optional<ChangeRates> changeRates;
        QList<BackupPreview> previews;
        std::optional<WebAnswer> web;
        std::optional<DatabaseAnswer> database;
        QList<ServerSnapshot> history; ///< what is in `packed`

        static constexpr auto fields()
        {
            return std::tuple {Field {"server", &ServerEntry::server},
                               Field {"snapshot", &ServerEntry::snapshot},
                               Field {"failure", &ServerEntry::failure},
                               Field {"history", &ServerEntry::packed}.orMissing(),
                               Field {"changeRates", &ServerEntry::changeRates}.orMissing(),
                               Field {"previews", &ServerEntry::previews}.orMissing(),
                               Field {"web", &ServerEntry::web}.orMissing(),
                               Field {"database", &ServerEntry::database}.orMissing()};
        }
    };
    struct AuditChain
    {
        QList<AuditEntry> lines;

        static constexpr auto fields() { return std::tuple {Field {"lines", &AuditChain::lines}}; }
    };
    struct CourseUsage
    {
        QString site;
        QList<UsagePoint> points;

        static constexpr auto fields()
        {
            return std::tuple {Field {"site", &CourseUsage::site}, Field {"points", &CourseUsage::points}};
        }
    };
    static constexpr qint64 newestVersion = 2;

    QString format = QStringLiteral("nightkeep-workspace");
    qint64 version = newestVersion;
    QList<ServerEntry> servers;
    QList<Site> sites;
    QList<SiteSettings> settings;
    QList<ArchiveRecord> archiveRuns;
    QList<StorageRequest> storageRequests;
    QList<AcceptedFinding> acceptedFindings;
    QList<CourseUsage> courseUsage; ///< of its sites
    QList<DeletionCheck> deletionChecks;
    QList<Promise> promises;
    QList<LegalHold> legalHolds;
    QList<ErasureRecord> erasures;
    QList<Decision> decisions;
    std::optional<PackSummary> lastPack; ///< what the next one is compared with
    CatalogueRecords catalogue;
    QList<AuditChain> history;

    static constexpr auto fields()
    {
        return std::tuple {Field {"format", &WorkspaceDocument::format},
                           Field {"version", &WorkspaceDocument::version}.from(1),
                           Field {"servers", &WorkspaceDocument::servers},
                           Field {"sites", &WorkspaceDocument::sites},
                           Field {"settings", &WorkspaceDocument::settings},
                           Field {"archiveRuns", &WorkspaceDocument::archiveRuns},
                           Field {"storageRequests", &WorkspaceDocument::storageRequests}.orMissing(),
                           Field {"acceptedFindings", &WorkspaceDocument::acceptedFindings}.orMissing(),
                           Field {"courseUsage", &WorkspaceDocument::courseUsage}.orMissing(),
                           Field {"deletionChecks", &WorkspaceDocument::deletionChecks}.orMissing(),
                           Field {"promises", &WorkspaceDocument::promises}.orMissing(),
                           Field {"legalHolds", &WorkspaceDocument::legalHolds}.orMissing(),
                           Field {"erasures", &WorkspaceDocument::erasures}.orMissing(),
                           Field {"decisions", &WorkspaceDocument::decisions}.orMissing(),
                           Field {"lastPack", &WorkspaceDocument::lastPack}.orMissing(),
                           Field {"catalogue", &WorkspaceDocument::catalogue}.orMissing(),
                           Field {"history", &WorkspaceDocument::history}};
    }
};

[[nodiscard]] WorkspaceDocument readDocument(Collections &values);
/// Replaces everything but the audit log. A chain that the workspace's own log begins with is not
/// written a second time.
void writeDocument(Collections &values, const WorkspaceDocument &document);
[[nodiscard]] Result<QList<QList<AuditEntry>>> readImportedHistory(const SealedTables &tables);

[[nodiscard]] QByteArray workspaceToJson(const WorkspaceDocument &document);
/// BadInput naming the place of the first fault, or for more than 256 MiB; TooNew for a document of a later form. A
/// large one may take some seconds, beside the window: Qt's parser cannot be stopped, so there is no cancel token.
[[nodiscard]] Result<WorkspaceDocument> workspaceFromJson(const QByteArray &bytes);

/// The act of an import in the audit log.
[[nodiscard]] QString importAct();

} // namespace Nightkeep
