// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/places/handoverservice.h"
#include "models/requests/requestservice.h"

#include <functional>

namespace Nightkeep {

/// What ends an archive's copies: the one on its server goes once another is known to be there, and those elsewhere are
/// noted as deleted by who had it done. Nothing at a place is ever deleted from here. Calls block: use a job.
class KeepingService
{
public:
    /// The held courses of a site, each with who holds it and why; 0 of a case that names none.
    using ReadHeld = std::function<Result<QHash<qint64, QString>>(const QString &site)>;
    KeepingService(HandOverStore &store, ArchiveStore &archiveStore, ArchiveService &archives,
                   HandOverService &handOvers, ServerStore &servers, RemoteHosts &hosts, RequestService &requests,
                   AuditLog &audit, ReadHeld readHeld, Clock clock);

    /// By what is known, without network: an error says why its server's copy of an archive has to stay.
    [[nodiscard]] Result<void> mayRemoveLocal(const QString &runId) const;
    /// Removes the tar from its server. `typedName`: the archive's, as a person has written it. A place is asked anew
    /// before, and has to confirm that the archive is there; the record says afterwards where it is. Audited.
    [[nodiscard]] Result<ArchiveRecord> removeLocal(const QString &runId, const QString &typedName,
                                                    const CancelToken &cancel, const ProgressSink &progress = {});

    /// A person had the copy at a place deleted, and says how they know; an open request for it is done then.
    /// Audited; no network.
    [[nodiscard]] Result<HandOver> noteDeleted(const QString &runId, const QString &place, const QString &how);

private:
    [[nodiscard]] Result<void> checkHolds(const ArchiveRun &run) const;
    [[nodiscard]] Result<QList<HandOver>> elsewhere(const QString &runId) const; ///< by what is known
    [[nodiscard]] Result<HandOver> confirmedAnew(const ArchiveRecord &record, const CancelToken &cancel,
                                                 const ProgressSink &progress);
    [[nodiscard]] Result<void> removeThere(const ArchiveRecord &record, const CancelToken &cancel);
    // What the workspace did not take of these is the answer.
    /// That the archive is where its copy is deleted by now stays noted of it no longer.
    [[nodiscard]] std::optional<Error> correctMoved(const ArchiveRecord &record, const HandOver &deleted);
    [[nodiscard]] std::optional<Error> closeRequests(const RequestItem &asked, const QString &why);

    HandOverStore &m_store;
    ArchiveStore &m_archiveStore;
    ArchiveService &m_archives;
    HandOverService &m_handOvers;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    RequestService &m_requests;
    AuditLog &m_audit;
    ReadHeld m_readHeld;
    Clock m_clock;
};

/// How it is noted of an archive that it is there.
[[nodiscard]] QString placeInNote(const HandOver &handOver);
/// Whether a place of which that is noted is known to have it no more, or not as it was.
[[nodiscard]] Result<bool> isNoteRefuted(const ArchiveRecord &record, const HandOverService &handOvers,
                                         const QDate &today);
/// What the storage team is asked, to have an archive deleted there.
[[nodiscard]] RequestItem deletionRequest(const ArchiveRun &run, const HandOver &handOver, const QString &storageNode);

} // namespace Nightkeep
