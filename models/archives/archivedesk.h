// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/courses/moodlesite.h"
#include "models/courses/sitestore.h"
#include "models/servers/remotehost.h"
#include "models/servers/serverstore.h"

namespace Nightkeep {

/// All acts on term archives, for the window and `nightkeepctl`. Calls block: use a job.
/// The workstation holds no truth about a running job: every status is asked from the server.
class ArchiveDesk
{
public:
    ArchiveDesk(ArchiveStore &store, SiteStore &sites, ServerStore &servers, RemoteHosts &hosts, MoodleSites &moodles,
                const TarLister &lister, AuditLog &audit, Clock clock);

    [[nodiscard]] Result<QList<ArchiveRecord>> runs() const; ///< from the book, no network
    [[nodiscard]] Result<ArchivePlan> plan(const ArchiveRequest &request, const CancelToken &cancel);
    /// Starts the detached job. Stale if the files are no longer as planned, DiskFull if it does not
    /// fit, Busy (naming who and since when) if another job holds the lock, BadInput if an archive of
    /// that name exists.
    [[nodiscard]] Result<ArchiveRecord> start(const ArchivePlan &plan, const CancelToken &cancel);
    [[nodiscard]] Result<ArchiveRecord> status(const QString &runId, const CancelToken &cancel);
    /// Asks until the run ends or `cancel` (which only detaches: the job goes on).
    [[nodiscard]] Result<ArchiveRecord> attach(const QString &runId, const CancelToken &cancel,
                                               const ProgressSink &progress);
    /// Stops the job on the server and removes what it half made.
    [[nodiscard]] Result<ArchiveRecord> cancelRun(const QString &runId, const CancelToken &cancel);
    [[nodiscard]] Result<ArchiveContents> contents(const QString &runId, const CancelToken &cancel);
    /// Runs that live or lie on a site's server but not in this book (started elsewhere, or the
    /// program died before it noted them), added to the book.
    [[nodiscard]] Result<QList<ArchiveRecord>> discover(const QString &site, const CancelToken &cancel);

    [[nodiscard]] static QList<Finding> findings(const QList<ArchiveRecord> &runs, const QDateTime &now);

private:
    ArchiveStore &m_store;
    SiteStore &m_sites;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    MoodleSites &m_moodles;
    const TarLister &m_lister;
    AuditLog &m_audit;
    Clock m_clock;
};

} // namespace Nightkeep
