// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/finishedarchive.h"

#include "models/base/tr.h"

namespace Nightkeep {

Result<ArchiveRecord> finishedRun(const ArchiveService &archives, const QString &runId)
{
    Result<ArchiveRecord> found = archives.recordOf(runId);
    if (!found)
        return found;
    if (!wasVerified(found->status))
        return fail(ErrorKind::BadInput, Tr::tr("The archive %1 has not been completed.").arg(found->run.request.name),
                    Tr::tr("Ask for its state first."));
    return found;
}

Result<std::unique_ptr<RemoteHost>> openArchiveServer(const ServerStore &servers, RemoteHosts &hosts,
                                                      const QString &name)
{
    const Result<QList<Server>> known = servers.servers();
    if (!known)
        return fail(known.error());
    for (const Server &server : *known) {
        if (server.name.compare(name, Qt::CaseInsensitive) == 0)
            return hosts.open(server, Attendance::Attended);
    }
    return fail(ErrorKind::NotFound, Tr::tr("The server %1 is not in the matrix any more.").arg(name),
                Tr::tr("Add it again to reach what it holds."));
}

AuditEntry archiveActLine(const QString &act, const ArchiveRun &run, const QString &newValue)
{
    AuditEntry entry;
    entry.act = act;
    entry.object = QStringLiteral("%1/%2").arg(run.request.site, run.request.name);
    entry.newValue = newValue;
    entry.detail = Tr::tr("run %1 on %2").arg(run.id, run.server);
    return entry;
}

AuditEntry archiveActEnd(const std::optional<Error> &error, const QString &newValue)
{
    AuditEntry after;
    after.newValue = newValue;
    after.result = !error                     ? QStringLiteral("ok")
        : error->kind == ErrorKind::Cancelled ? QStringLiteral("cancelled")
                                              : QStringLiteral("failed");
    if (error)
        after.detail = error->message;
    return after;
}

} // namespace Nightkeep
