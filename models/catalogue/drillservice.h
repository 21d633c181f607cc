// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/cataloguestore.h"
#include "models/catalogue/extractionservice.h"
#include "models/courses/courseservice.h"

namespace Nightkeep {

/// Restore drills: that a copy restores is only known once somebody has restored it. Calls block: use a job.
class DrillService
{
public:
    DrillService(CatalogueStore &store, ExtractionService &extraction, ArchiveService &archives, CourseService &courses,
                 SiteStore &sites, ServerStore &servers, RemoteHosts &hosts, MoodleSites &moodles, AuditLog &audit,
                 Clock clock);

    /// What a person did by hand, as on 1.9. Audited.
    [[nodiscard]] Result<RestoreDrill> record(RestoreDrill drill);
    [[nodiscard]] Result<void> remove(const RestoreDrill &seen); ///< recorded in error. Audited

    /// What a drill on a later Moodle would do, and what of it speaks against it.
    struct Plan
    {
        RestoreDrill drill; ///< site, course, run, path and where are set
        QString category; ///< made for it, and removed after
        QStringList commands; ///< run on the server, exactly
    };
    /// `target`: the site on which it runs; BadInput for the live one, which is that whose copy it is, and for a 1.9.
    [[nodiscard]] Result<Plan> plan(const RestoreDrill &wanted, const QString &target, const CancelToken &cancel);
    /// Through Moodle's own admin/cli/restore_backup.php. Recorded, with what came back held against what the copy
    /// says; the category is removed whatever came of it. Audited.
    [[nodiscard]] Result<RestoreDrill> run(const Plan &plan, const CancelToken &cancel,
                                           const ProgressSink &progress = {});
    /// The version and plugins of a site's Moodle, kept with an archive.
    [[nodiscard]] Result<ArchivedMoodle> noteMoodle(const QString &runId, const CancelToken &cancel);

private:
    CatalogueStore &m_store;
    ExtractionService &m_extraction;
    ArchiveService &m_archives;
    CourseService &m_courses;
    SiteStore &m_sites;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    MoodleSites &m_moodles;
    AuditLog &m_audit;
    Clock m_clock;
};

} // namespace Nightkeep
