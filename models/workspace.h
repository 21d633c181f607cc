// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "models/archives/deletionservice.h"
#include "models/base/acceptedfinding.h"
#include "models/catalogue/copyfinder.h"
#include "models/catalogue/drillservice.h"
#include "models/catalogue/extractionservice.h"
#include "models/courses/courseservice.h"
#include "models/courses/usagehistory.h"
#include "models/coverage/inspectionservice.h"
#include "models/history/historyservice.h"
#include "models/matrix/serverservice.h"
#include "models/meeting/meetingservice.h"
#include "models/places/keepingservice.h"
#include "models/reachability/reachabilityservice.h"
#include "models/requests/requestservice.h"
#include "models/retention/retentionservice.h"
#include "models/settings/settingsservice.h"

#include <memory>

namespace Nightkeep {

/// Which workspace is open.
struct WorkspaceInfo
{
    QString location; ///< file name, or a mysql: address without its password
    QString title; ///< for the window's title: the file's base name, "Demo estate" ...
    bool demo = false;
    bool readOnly = false;
    QStringList notices = {}; ///< what a person should know of how it was opened; whole sentences
};

/// What was looked at and found sound.
struct WorkspaceCheck
{
    qsizetype tables = 0; ///< whose seals hold
    qint64 rows = 0; ///< in them
    AuditHead head; ///< of the audit log, whose chain holds
    QList<AuditClaim> claims;
    AuditHead seen; ///< here, before the workspace was opened: what the log was compared with; no lines: with nothing
    std::optional<AuditHead> lost; ///< seen here once, and not in the log any more: it was cut, or written anew
};

/// Everything the window and `nightkeepctl` can do with one open workspace.
/// Implemented by app/application, which joins the floors.
class Workspace
{
public:
    virtual ~Workspace() = default;

    [[nodiscard]] virtual WorkspaceInfo info() const = 0;
    [[nodiscard]] virtual ServerService &servers() = 0;
    [[nodiscard]] virtual RequestService &requests() = 0;
    [[nodiscard]] virtual HistoryService &history() = 0;
    [[nodiscard]] virtual InspectionService &inspection() = 0;
    [[nodiscard]] virtual ReachabilityService &reachability() = 0;
    [[nodiscard]] virtual SettingsService &settings() = 0;
    [[nodiscard]] virtual CourseService &courses() = 0;
    [[nodiscard]] virtual ArchiveService &archives() = 0;
    [[nodiscard]] virtual DeletionService &deletions() = 0;
    [[nodiscard]] virtual KeepingService &keeping() = 0;
    [[nodiscard]] virtual HandOverService &handOvers() = 0;
    [[nodiscard]] virtual VerificationService &verification() = 0;
    [[nodiscard]] virtual ExtractionService &extraction() = 0;
    [[nodiscard]] virtual CopyFinder &finder() = 0;
    [[nodiscard]] virtual DrillService &drills() = 0;
    [[nodiscard]] virtual Result<CatalogueRecords> catalogue() = 0; ///< what is kept about archives beside the runs
    [[nodiscard]] virtual RetentionService &retention() = 0;
    [[nodiscard]] virtual MeetingService &meeting() = 0;
    [[nodiscard]] virtual AcceptanceService &acceptances() = 0;
    [[nodiscard]] virtual AuditLog &audit() = 0;
    [[nodiscard]] virtual Clock clock() const = 0;

    /// What opening left for later, because it takes as long as the workspace is large: everything that it holds is
    /// checked, once, before anything is written. Gives sentences that a person should see. Damaged, as opening.
    [[nodiscard]] virtual Result<QStringList> checkWhole() = 0;
    /// Reads all of it again. Damaged, naming the first table whose rows are not those that were sealed, or the first
    /// line of the audit log that does not follow from the one before.
    [[nodiscard]] virtual Result<WorkspaceCheck> verify() = 0;
    /// From now on the audit log as it is counts as the one that was seen here.
    [[nodiscard]] virtual Result<void> acceptLog() = 0;

    /// Keeps the password of a site's database account, or of a shared workspace's own (`site` empty), in the
    /// session's keychain, never in the workspace; an empty one is forgotten. It is for where the site's database
    /// server leads now, or another that has the same account (`server`); Conflict where that is not the `destination`
    /// that the person was told of (siteDestination). MissingTool where there is no keychain: then nothing has been
    /// kept.
    [[nodiscard]] virtual Result<void> keepDatabasePassword(const QString &site, const QString &server,
                                                            const QString &destination, const QString &password) = 0;

    /// The whole workspace as one JSON document; import replaces everything in one transaction
    /// (the audit log is kept and gets a line of it). Round-trip equal.
    [[nodiscard]] virtual Result<void> exportJson(const QString &fileName) = 0;
    [[nodiscard]] virtual Result<void> importJson(const QString &fileName) = 0;
};

/// A copy of a workspace file that was sound when it was last checked wholly.
struct LastGoodCopy
{
    QString fileName;
    QDateTime savedAt;
};

/// Opens and makes workspaces: File > New, Open, Recent, and the command line. Blocking.
class WorkspaceOpener
{
public:
    virtual ~WorkspaceOpener() = default;

    /// `location`: a file name, or "mysql://user@host/name?socket=/path" for a shared one, whose password may be asked
    /// for until `cancel`.
    /// Kinds: NotFound, Damaged (see lastGoodCopy), TooNew, ReadOnly, PermissionDenied, MissingDriver,
    /// AuthenticationFailed, Cancelled.
    [[nodiscard]] virtual Result<std::unique_ptr<Workspace>> open(const QString &location,
                                                                  const CancelToken &cancel = {}) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Workspace>> create(const QString &location,
                                                                    const CancelToken &cancel = {}) = 0;
    /// Keeps the password of a shared workspace, which need not open yet; as keepDatabasePassword. BadInput for a file.
    [[nodiscard]] virtual Result<void> keepPassword(const QString &location, const QString &password) = 0;
    /// The estate that `nightkeepctl demo create` makes in a folder; made first where there is none.
    [[nodiscard]] virtual Result<std::unique_ptr<Workspace>> openDemo(const QString &folder) = 0;
    [[nodiscard]] virtual std::optional<LastGoodCopy> lastGoodCopy(const QString &location) const = 0;
    /// Sets the damaged file aside ("<name>.damaged-<date>", untouched) and puts the copy in its place. A shared one
    /// has no copy: its rows are sealed as they are, with a line in its log; a person must know that they are right.
    [[nodiscard]] virtual Result<void> restoreLastGoodCopy(const QString &location) = 0;
    [[nodiscard]] virtual QString defaultLocation() const = 0; ///< in the user's data folder
};

/// The person's own workspace; null where there is none. One that is lost is an error: it is restored by an act of its
/// own. Blocking, as is the other.
[[nodiscard]] Result<std::unique_ptr<Workspace>> ownWorkspace(WorkspaceOpener &opener, const CancelToken &cancel);
/// The same, made where there is none.
[[nodiscard]] Result<std::unique_ptr<Workspace>> openOwnWorkspace(WorkspaceOpener &opener, const CancelToken &cancel);

/// What is in a workspace, read in one go; what could not be read says why.
struct WorkspaceReading
{
    QDateTime now; ///< when it was read
    Result<QList<ServerRow>> servers;
    Result<QList<StorageRequest>> requests;
    Result<QList<Finding>> disks; ///< that fill
    Result<QList<SettingsView>> sites;
    Result<QList<ArchiveRecord>> archives;
    Result<QList<AcceptedFinding>> accepted = {};
    Result<QList<SiteBackups>> courses = {};
    Result<QList<UsageHistory>> usage = {}; ///< of the sites' backups
    Result<RetentionRecords> retentionRecords = {};
    Result<QList<RetentionView>> retention = {}; ///< of each site, of 60 nights
    Result<QList<Decision>> decisions = {}; ///< of meetings, newest first
    Result<CatalogueRecords> catalogue = {};
};

/// What a site's retention is made of, for `nights` back; the first error of its parts, NotFound for a site that is no
/// more.
[[nodiscard]] Result<RetentionReading> retentionReading(const WorkspaceReading &reading, const QString &site,
                                                        int nights = 60);

/// Of one site; no network, as the next.
[[nodiscard]] Result<UsageHistory> readUsage(Workspace &workspace, const Site &site);
/// From the workspace alone, which is only read: no network. Blocks: use a job.
[[nodiscard]] WorkspaceReading readWorkspace(Workspace &workspace);

} // namespace Nightkeep
