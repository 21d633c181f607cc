// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/archives/termcomparison.h"
#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/base/unkept.h"
#include "models/courses/moodlesite.h"
#include "models/courses/sitestore.h"
#include "models/coverage/serverstore.h"
#include "models/servers/remotehost.h"

#include <chrono>

namespace Nightkeep {

class LocalCopies;

/// All acts on term archives, for the window and `nightkeepctl`. Calls block: use a job.
/// The workstation holds no truth about a running job: every status is asked from the server.
class ArchiveService
{
public:
    /// `here`: of a workstation's room nothing is known without it.
    ArchiveService(ArchiveStore &store, SiteStore &sites, ServerStore &servers, RemoteHosts &hosts,
                   MoodleSites &moodles, const TarLister &lister, AuditLog &audit, Clock clock,
                   const LocalCopies *here = nullptr);

    [[nodiscard]] Result<QList<ArchiveRecord>> runs() const; ///< from the workspace, no network
    [[nodiscard]] Result<ArchiveRecord> recordOf(const QString &runId) const; ///< of these; NotFound
    /// NotFound for a term or a place that the workspace does not have, or where what a person chose is not there. Who
    /// accepts a course is noted as whoever plans, where nobody is named.
    [[nodiscard]] Result<ArchivePlan> plan(const ArchiveRequest &request, const CancelToken &cancel,
                                           const ProgressSink &progress = {});
    /// Starts the detached job. Stale, with the difference in its detail, if the files are no longer as planned,
    /// DiskFull if it does not fit, Busy (naming who and since when) if another job holds the lock, BadInput if an
    /// archive of that name exists. The workspace has the run before it begins, as unknown; a run of which the server
    /// knows nothing when it is next asked never began.
    [[nodiscard]] Result<ArchiveRecord> start(const ArchivePlan &plan, const CancelToken &cancel);
    /// A page that asks by itself is Background: it never makes ssh ask anybody.
    [[nodiscard]] Result<ArchiveRecord> status(const QString &runId, const CancelToken &cancel,
                                               Attendance attendance = Attendance::Attended);
    /// Asks until the run ends or `cancel` (which only detaches: the job goes on; Cancelled). A server
    /// that does not answer now and then is asked again.
    [[nodiscard]] Result<ArchiveRecord> attach(const QString &runId, const CancelToken &cancel,
                                               const ProgressSink &progress);
    /// Stops the job on the server and removes what it half made. A run that is complete by then stays,
    /// and its record says so.
    [[nodiscard]] Result<ArchiveRecord> cancelRun(const QString &runId, const CancelToken &cancel);
    [[nodiscard]] Result<ArchiveContents> contents(const QString &runId, const CancelToken &cancel);
    /// Reads a finished archive from its first byte to its last and holds it against its hash. Takes as long as
    /// that takes; an archive that differs is altered.
    [[nodiscard]] Result<ArchiveRecord> verify(const QString &runId, const CancelToken &cancel);
    /// Where a finished archive went, in a person's words. Audited; no network.
    [[nodiscard]] Result<ArchiveRecord> noteMoved(const QString &runId, const QString &place);
    /// Why the warnings of the plan need no more attention, of an archive that is complete or being made. Audited; no
    /// network.
    [[nodiscard]] Result<ArchiveRecord> acceptWarnings(const QString &runId, const QString &reason);
    /// One of the two notes above.
    using NoteOfRecord = std::optional<ArchiveNote> ArchiveRecord::*;
    /// Undoes or redoes one: what was noted before stands there again, with who said it; nothing where nothing was.
    /// Conflict where somebody has noted something else than `seen` since. Audited; no network.
    [[nodiscard]] Result<ArchiveRecord> replaceNote(const QString &runId, NoteOfRecord where,
                                                    const std::optional<ArchiveNote> &seen,
                                                    const std::optional<ArchiveNote> &wanted);
    /// Brings the workspace up to date with all runs that a site's server knows. Gives those
    /// that live or lie there but were not in this workspace (started elsewhere, or the
    /// program died before it noted them), added to the workspace, or with a warning.
    [[nodiscard]] Result<QList<ArchiveRecord>> discover(const QString &site, const CancelToken &cancel);

    [[nodiscard]] Result<QList<Term>> terms() const; ///< by year and name; no network, as all below
    /// Adds, changes or removes one; Conflict where what is stored is not what was `seen`. Audited.
    [[nodiscard]] Result<void> replaceTerm(const std::optional<Term> &seen, const std::optional<Term> &term);
    [[nodiscard]] Result<QList<SavedPlan>> savedPlans() const; ///< newest first
    [[nodiscard]] Result<qint64> savePlan(const QString &title, const ArchivePlan &plan); ///< gives its number; audited
    [[nodiscard]] Result<void> removeSavedPlan(const SavedPlan &seen); ///< audited; numbers are given again
    /// What the later of two archives has of each course against the earlier one, in whichever order they are named.
    /// NotFound where nobody has looked yet what lies in one of them.
    [[nodiscard]] Result<TermComparison> compare(const QString &runId, const QString &otherRunId) const;
    /// What a plan would have against an archive.
    [[nodiscard]] Result<TermComparison> compareWith(const QString &runId, const ArchivePlan &plan) const;

    /// How long attach() waits between two questions.
    void setPollInterval(std::chrono::milliseconds interval) { m_pollInterval = interval; }

    [[nodiscard]] static QList<Finding> findings(const QList<ArchiveRecord> &runs, const QDateTime &now);

private:
    struct Place;
    [[nodiscard]] Result<Place> placeOf(const QString &site) const;
    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> openServer(const QString &name, Attendance attendance) const;
    [[nodiscard]] Result<ZipListing> listZips(RemoteHost &host, const Site &site, const ZipLook &look,
                                              const CancelToken &cancel) const;
    [[nodiscard]] Result<QList<ArchiveRecord>> askRuns(RemoteHost &host, const Site &site, const CancelToken &cancel);
    [[nodiscard]] Result<ArchiveRecord> askStatus(RemoteHost &host, ArchiveRecord record, const CancelToken &cancel);
    struct Moodle;
    [[nodiscard]] Moodle askMoodle(const Site &site, const CancelToken &cancel) const;
    [[nodiscard]] static Moodle laterMoodle(MoodleSite &moodle, const Site &site);
    [[nodiscard]] Result<ZipListing> listFor(RemoteHost &host, const ArchiveRequest &request, const Site &site,
                                             Moodle &moodle, ArchiveFacts &facts, const CancelToken &cancel) const;
    /// Of a later Moodle: its folder for all courses, and its pool by the records.
    [[nodiscard]] Result<ZipListing> listLater(RemoteHost &host, const ArchiveRequest &request, const Site &site,
                                               Moodle &moodle, ArchiveFacts &facts, const CancelToken &cancel) const;
    static void addKinds(ArchiveFacts &facts, const Moodle &moodle);
    [[nodiscard]] static Error withoutOrigin(const Error &error);
    [[nodiscard]] Result<void> checkRequest(const ArchiveRequest &request) const;
    [[nodiscard]] QString webRemarkOf(RemoteHost &host, const Site &site, const CancelToken &cancel) const;
    [[nodiscard]] Result<CourseSizes> sizesIn(const ArchiveRecord &record) const;
    /// Where the courses keep backups in their own folders while those of a plan are all in one.
    [[nodiscard]] std::optional<ArchiveWarning> warningOfOwnFolders(RemoteHost &host, const Site &site,
                                                                    const BytePath &destination,
                                                                    const CancelToken &cancel) const;
    /// What a plan is made from, but for the courses and what is listed.
    [[nodiscard]] Result<ArchiveFacts> factsOf(const ArchiveRequest &request, const Site &site) const;
    /// As for planning, but what was looked into holds for files that are the same. `own`: the site as it is; `site`:
    /// with the plan's folder.
    [[nodiscard]] Result<ZipListing> listAgain(RemoteHost &host, const ArchivePlan &plan, const Site &own,
                                               const Site &site, ArchiveFacts &facts, const CancelToken &cancel) const;
    [[nodiscard]] Result<ZipListing> checkPlan(RemoteHost &host, const ArchivePlan &plan, const Place &place,
                                               const CancelToken &cancel) const;
    [[nodiscard]] ArchiveRun newRun(const ArchivePlan &plan, const QDateTime &listedAt) const;
    [[nodiscard]] Result<ArchiveRecord> launch(RemoteHost &host, const ArchivePlan &plan, ArchiveRun run,
                                               const CancelToken &cancel);
    [[nodiscard]] Result<ArchiveRecord> afterUnknownStart(RemoteHost &host, const ArchiveRecord &record,
                                                          const Error &error);
    [[nodiscard]] Unexpected neverBegun(const ArchiveRecord &record, const Error &error);
    /// Stored, or with a warning: what the server said holds, whether or not the workspace takes it.
    [[nodiscard]] ArchiveRecord noted(ArchiveRecord record);
    [[nodiscard]] Result<ArchiveRecord> note(const QString &runId, NoteOfRecord where, const QString &text);
    [[nodiscard]] Result<ArchiveRecord> writeNote(ArchiveRecord record, NoteOfRecord where,
                                                  const std::optional<ArchiveNote> &wanted);
    [[nodiscard]] static AuditEntry auditOf(const QString &act, const ArchiveRun &run, const QString &detail);
    [[nodiscard]] static AuditEntry auditEnd(const std::optional<Error> &error, const QString &newValue);

    ArchiveStore &m_store;
    SiteStore &m_sites;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    MoodleSites &m_moodles;
    const TarLister &m_lister;
    AuditLog &m_audit;
    Clock m_clock;
    const LocalCopies *m_here;
    std::chrono::milliseconds m_pollInterval {1000};
    Unkept<ArchiveRecord> m_unkept; ///< by the run's id
};

} // namespace Nightkeep
