// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveservice.h"

#include "models/base/auditedact.h"
#include "models/base/tr.h"

namespace Nightkeep {

Result<ArchiveRecord> ArchiveService::noteMoved(const QString &runId, const QString &place)
{
    return note(QStringLiteral("archive.moved"), runId, place, &ArchiveRecord::moved);
}

Result<ArchiveRecord> ArchiveService::acceptWarnings(const QString &runId, const QString &reason)
{
    return note(QStringLiteral("archive.accept"), runId, reason, &ArchiveRecord::accepted);
}

Result<ArchiveRecord> ArchiveService::note(const QString &act, const QString &runId, const QString &text,
                                           std::optional<ArchiveNote> ArchiveRecord::*where)
{
    Result<ArchiveRecord> record = recordOf(runId);
    if (!record)
        return record;
    if (text.trimmed().isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("Nothing was said, so nothing was noted."),
                    Tr::tr("Say it in a few words, such as \"tape set 2008-3, archived to TSM on 9 September\"."));
    // What a plan warned of is known as soon as it is started; where the archive went, once there is one.
    const bool isOfItsPlan = where == &ArchiveRecord::accepted && record->status.state == ArchiveState::Working;
    if (record->status.state != ArchiveState::Complete && !isOfItsPlan)
        return fail(ErrorKind::BadInput, Tr::tr("The archive %1 is not complete.").arg(record->run.request.name),
                    Tr::tr("Ask for its state first."));
    AuditEntry entry;
    entry.act = act;
    entry.object = QStringLiteral("%1/%2").arg(record->run.request.site, record->run.request.name);
    entry.oldValue = ((*record).*where).value_or(ArchiveNote()).text;
    entry.newValue = text.trimmed();
    entry.detail = Tr::tr("run %1 on %2").arg(runId, record->run.server);
    (*record).*where = ArchiveNote {text.trimmed(), m_audit.who(), m_clock().toUTC()};
    const Result<void> saved = noteDone(m_audit, entry, [&] { return m_store.saveArchiveRun(*record); });
    return saved ? record : fail(saved.error());
}

} // namespace Nightkeep
