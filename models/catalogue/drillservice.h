// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "models/catalogue/cataloguestore.h"
#include "models/courses/courseservice.h"

namespace Nightkeep {

/// Restore drills: that a copy restores is only known once somebody has restored it. Calls block: use a job.
class DrillService
{
public:
    DrillService(CatalogueStore &store, ArchiveService &archives, CourseService &courses, SiteStore &sites,
                 ServerStore &servers, RemoteHosts &hosts, MoodleSites &moodles, AuditLog &audit, Clock clock);

    /// What a person did by hand, as on 1.9. `by` and `at` are filled in where they are empty. Audited.
    [[nodiscard]] Result<RestoreDrill> record(RestoreDrill drill);
    [[nodiscard]] Result<void> remove(const RestoreDrill &seen); ///< recorded in error. Audited

    /// What a drill on a later Moodle would do, and what of it speaks against it.
    struct Plan
    {
        RestoreDrill drill; ///< site, course, run, path and where are set
        QString category; ///< made for it, and removed after
        QStringList commands; ///< run on the server, exactly; but for the category's number

        static constexpr auto fields()
        {
            return std::tuple {Field {"drill", &Plan::drill}, Field {"category", &Plan::category},
                               Field {"commands", &Plan::commands}};
        }
    };
    /// `target`: the site on which it runs; BadInput for the live one, which is that whose copy it is, for a 1.9, and
    /// for a copy that Moodle's program does not take. A copy out of an archive (`run`) is read there, by its path in
    /// it, where the target's data server is the archive's; any other is an absolute path on that server.
    [[nodiscard]] Result<Plan> plan(const RestoreDrill &wanted, const QString &target, const CancelToken &cancel);
    /// Through Moodle's own admin/cli/restore_backup.php. Recorded, with what came back held against what the copy
    /// says; the category is removed whatever came of it, on the server, though nobody listens any more. Nothing is
    /// recorded where nothing was restored. Audited.
    [[nodiscard]] Result<RestoreDrill> run(const Plan &plan, const CancelToken &cancel,
                                           const ProgressSink &progress = {});
    /// The version and plugins of a site's Moodle, kept with an archive.
    [[nodiscard]] Result<ArchivedMoodle> noteMoodle(const QString &runId, const CancelToken &cancel);

private:
    struct Order;
    [[nodiscard]] Result<Order> orderOf(const RestoreDrill &wanted, const QString &target,
                                        const CancelToken &cancel) const;
    [[nodiscard]] Result<void> checkTarget(const Order &order, const CancelToken &cancel) const;
    [[nodiscard]] Result<void> addMember(Order &order) const;
    [[nodiscard]] Result<ArchiveRun> runOf(const QString &runId) const;
    [[nodiscard]] Result<Site> siteOf(const QString &name) const;
    [[nodiscard]] Result<MoodleFacts> moodleOf(const Site &site, const CancelToken &cancel) const;
    [[nodiscard]] Result<RestoreDrill> restored(const Plan &plan, const Order &order, const CancelToken &cancel) const;

    CatalogueStore &m_store;
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
