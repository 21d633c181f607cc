// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/base/unkept.h"
#include "models/courses/backupcontents.h"
#include "models/courses/coursebackups.h"
#include "models/courses/coursestore.h"
#include "models/courses/fetchedcopy.h"
#include "models/courses/moodlesite.h"
#include "models/courses/sitestore.h"
#include "models/coverage/serverstore.h"
#include "models/servers/remotehost.h"

#include <QMutex>

namespace Nightkeep {

/// All acts on courses' backups, for the window and `nightkeepctl`. Calls block: use a job. Thread-safe as far as its
/// parts are; keeps the last reading of each site in memory for as long as the store's revision is the same.
class CourseService
{
public:
    CourseService(CourseStore &store, SiteStore &sites, ServerStore &servers, RemoteHosts &hosts, MoodleSites &moodles,
                  LocalCopies &local, AuditLog &audit, Clock clock);

    /// From the workspace, no network: every site, one that was never read too (SiteBackups::isRead()), by name.
    [[nodiscard]] Result<QList<SiteBackups>> lastBackups() const;
    [[nodiscard]] Result<SiteBackups> lastBackups(const Site &site, const WantedCopy &wanted = {}) const;

    /// By day; one for each on which the files were listed, and one a month of what is long ago.
    [[nodiscard]] Result<QList<UsagePoint>> usagePoints(const Site &site) const;

    /// Reads Moodle's database, then looks through all places, and into each file that is new or has changed to Closed;
    /// what was found before, or deeper, holds for files that are the same. Where one of the two does not answer, the
    /// head says why and what was known of it stays; where neither does, or `cancel`, nothing is kept and the error is
    /// given: of the database, if both.
    [[nodiscard]] Result<Asked<SiteBackups>> refresh(const Site &site, Attendance attendance, const CancelToken &cancel,
                                                     const ProgressSink &progress = {});
    /// Reads every byte of these courses' copies; all where none is named. All is listed anew, too. BadInput for a
    /// course that the site did not have when it was last read. Where the server has no tool for it, the copies come
    /// here one after the other, up to mostReadHere, and none is kept.
    [[nodiscard]] Result<Asked<SiteBackups>> check(const Site &site, const QList<qint64> &courses,
                                                   const CancelToken &cancel, const ProgressSink &progress = {});

    [[nodiscard]] Result<std::optional<CourseLog>> lastLog(const Site &site, qint64 course) const; ///< no network
    [[nodiscard]] Result<Asked<CourseLog>> readLog(const Site &site, qint64 course, const CancelToken &cancel);

    /// What is inside of a copy of a course, by its own list; nothing is kept. NotFound for one that was not seen; else
    /// as parseBackupContents() has it.
    [[nodiscard]] Result<BackupContents> contents(const Site &site, const BackupCopy &copy, const CancelToken &cancel);
    /// A copy to this machine, proved and read through: one that is damaged, too, and the answer says so. Recorded in
    /// the audit log. On a failure, or `cancel`, nothing is left; Conflict where there is such a file that is not to be
    /// replaced, Stale where the copy has changed since it was listed.
    [[nodiscard]] Result<Asked<FetchedCopy>> fetch(const Site &site, qint64 course, const BackupCopy &copy,
                                                   const CopyTarget &target, const CancelToken &cancel,
                                                   const ProgressSink &progress = {});
    static constexpr qint64 mostReadHere = 8LL << 30; ///< bytes of all copies that a check brings here

    /// Where a Moodle's backups are, on its data server. The pool is none of them where fileSystemClass is set.
    [[nodiscard]] static QList<BackupPlace> placesOf(const Site &site, const MoodleFacts &facts);

private:
    using SharedReading = std::shared_ptr<const CourseReading>;
    [[nodiscard]] Result<SharedReading> lastReading(const Site &site) const; ///< null: never read
    /// What was last read, the database's part anew or with why it failed; an error only where a person ended it.
    [[nodiscard]] Result<CourseReading> readMoodle(const Site &site, const SharedReading &last,
                                                   const CancelToken &cancel, const ProgressSink &progress) const;
    void lookThrough(const Site &site, CourseReading &reading, InventoryOrder order, Attendance attendance,
                     const CancelToken &cancel) const;
    /// What could not be looked into there, of `only`, which is sorted; empty: all. An error where that ends the whole
    /// check.
    [[nodiscard]] std::optional<Error> readHere(const Site &site, CourseReading &reading,
                                                const QList<QPair<CopyPlace, BytePath>> &only,
                                                const CancelToken &cancel, const ProgressSink &progress) const;
    /// Conflict where the site has become another Moodle's while it was read.
    [[nodiscard]] Result<Asked<SiteBackups>> kept(const Site &site, CourseReading reading);

    CourseStore &m_store;
    SiteStore &m_sites;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    MoodleSites &m_moodles;
    LocalCopies &m_local;
    AuditLog &m_audit;
    Clock m_clock;
    Unkept<CourseReading> m_unkept; ///< by site
    mutable QMutex m_mutex;
    mutable QHash<QString, SharedReading> m_read; ///< by site; guarded
};

} // namespace Nightkeep
