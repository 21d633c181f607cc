// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "models/courses/localcopies.h"
#include "models/places/handover.h"

#include <chrono>

namespace Nightkeep {

/// Hands finished archives over to places, for the window and `nightkeepctl`. Calls block: use a job. A hand-over on a
/// server is a detached job of its own, as the archive's is; to this workstation it runs here.
class HandOverService
{
public:
    HandOverService(HandOverStore &store, ArchiveStore &archiveStore, ArchiveService &archives, ServerStore &servers,
                    RemoteHosts &hosts, LocalCopies &files, AuditLog &audit, Clock clock);

    // Places. Audited; no network.
    [[nodiscard]] Result<QList<ArchivePlace>> places() const; ///< by name
    /// Adds one (no `seen`), or replaces it; Conflict where it is no more what was seen.
    [[nodiscard]] Result<void> savePlace(const ArchivePlace &place, const std::optional<ArchivePlace> &seen);
    [[nodiscard]] Result<void> removePlace(const ArchivePlace &seen); ///< hand-overs stay

    [[nodiscard]] Result<QList<HandOver>> handOvers() const; ///< from the workspace
    /// Of an archive that is complete and in place. Busy (naming who and since when) where it is being handed over to
    /// that place, BadInput where it is confirmed there. Audited.
    [[nodiscard]] Result<HandOver> start(const QString &runId, const QString &place, const CancelToken &cancel,
                                         const ProgressSink &progress = {});
    /// How all hand-overs of a run stand, as its server says now.
    [[nodiscard]] Result<QList<HandOver>> ask(const QString &runId, const CancelToken &cancel,
                                              Attendance attendance = Attendance::Attended);
    /// Asks until it ends or `cancel`, which only detaches.
    [[nodiscard]] Result<HandOver> attach(const QString &runId, const QString &place, const CancelToken &cancel,
                                          const ProgressSink &progress);
    enum class Depth {
        Look, ///< whether it is there, with its size; of the storage manager its expiry too
        Read, ///< all of it, and its hash; the storage manager's is retrieved to scratch and removed
    };
    [[nodiscard]] Result<HandOver> confirm(const QString &runId, const QString &place, Depth depth,
                                           const CancelToken &cancel, const ProgressSink &progress = {});
    /// Stops one that is being made, and removes what it half made; one to this workstation is a job of the program
    /// that began it. Audited.
    [[nodiscard]] Result<HandOver> stop(const QString &runId, const QString &place, const CancelToken &cancel);

    void setPollInterval(std::chrono::milliseconds interval) { m_pollInterval = interval; }
    /// Places that the plan of a complete run named, and of which nothing is known here: its server hands over to them
    /// by itself.
    [[nodiscard]] static QStringList untold(const ArchiveRecord &record, const QList<HandOver> &handOvers);
    [[nodiscard]] static QList<Finding> findings(const QList<ArchiveRecord> &runs, const QList<HandOver> &handOvers,
                                                 const QDateTime &now);

private:
    [[nodiscard]] Result<ArchivePlace> placeNamed(const QString &name) const;
    [[nodiscard]] Result<HandOver> knownOf(const QString &runId, const QString &place) const; ///< NotFound: none
    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> openServer(const QString &name, Attendance attendance) const;
    [[nodiscard]] Result<QList<HandOver>> askThere(RemoteHost &host, const ArchiveRecord &record,
                                                   const CancelToken &cancel);
    [[nodiscard]] Result<HandOver> askOne(RemoteHost &host, const ArchiveRecord &record, const QString &place,
                                          const CancelToken &cancel);
    [[nodiscard]] Result<HandOver> startThere(const ArchiveRecord &record, const ArchivePlace &place,
                                              const CancelToken &cancel);
    [[nodiscard]] Result<HandOver> bringHere(const ArchiveRecord &record, const ArchivePlace &place,
                                             const CancelToken &cancel, const ProgressSink &progress);
    /// Under its name; its hash as read from the disk.
    [[nodiscard]] Result<FileHere> comeHere(const ArchiveRecord &record, const QString &fileName,
                                            const CancelToken &cancel, const ProgressSink &progress);
    [[nodiscard]] Result<HandOver> lookHere(const ArchiveRecord &record, HandOver known, Depth depth,
                                            const CancelToken &cancel, const ProgressSink &progress);
    /// Stored, or with a warning: what was found holds, whether or not the workspace takes it.
    [[nodiscard]] HandOver noted(HandOver handOver);

    HandOverStore &m_store;
    ArchiveStore &m_archiveStore;
    ArchiveService &m_archives;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    LocalCopies &m_files;
    AuditLog &m_audit;
    Clock m_clock;
    std::chrono::milliseconds m_pollInterval {1000};
    Unkept<HandOver> m_unkept; ///< by its key
};

} // namespace Nightkeep
