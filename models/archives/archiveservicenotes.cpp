// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveservice.h"

#include "models/base/auditedact.h"
#include "models/base/tr.h"

namespace Nightkeep {

Result<ArchiveRecord> ArchiveService::noteMoved(const QString &runId, const QString &place)
{
    return note(runId, &ArchiveRecord::moved, place);
}

Result<ArchiveRecord> ArchiveService::acceptWarnings(const QString &runId, const QString &reason)
{
    return note(runId, &ArchiveRecord::accepted, reason);
}

Result<ArchiveRecord> ArchiveService::note(const QString &runId, NoteOfRecord where, const QString &text)
{
    const Result<ArchiveRecord> record = recordOf(runId);
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
    return writeNote(*record, where, ArchiveNote {text.trimmed(), m_audit.who(), m_clock().toUTC()});
}

Result<ArchiveRecord> ArchiveService::replaceNote(const QString &runId, NoteOfRecord where,
                                                  const std::optional<ArchiveNote> &seen,
                                                  const std::optional<ArchiveNote> &wanted)
{
    const Result<ArchiveRecord> record = recordOf(runId);
    if (!record)
        return record;
    if ((*record).*where != seen)
        return fail(ErrorKind::Conflict,
                    Tr::tr("Somebody has noted something else of the archive %1 meanwhile; nothing was written.")
                        .arg(record->run.request.name),
                    Tr::tr("Look at what is noted now."));
    return writeNote(*record, where, wanted);
}

Result<ArchiveRecord> ArchiveService::writeNote(ArchiveRecord record, NoteOfRecord where,
                                                const std::optional<ArchiveNote> &wanted)
{
    AuditEntry entry;
    entry.act = where == &ArchiveRecord::moved ? QStringLiteral("archive.moved") : QStringLiteral("archive.accept");
    entry.object = QStringLiteral("%1/%2").arg(record.run.request.site, record.run.request.name);
    entry.oldValue = (record.*where).value_or(ArchiveNote()).text;
    entry.newValue = wanted.value_or(ArchiveNote()).text;
    entry.detail = Tr::tr("run %1 on %2").arg(record.run.id, record.run.server);
    record.*where = wanted;
    const Result<void> saved = noteDone(m_audit, entry, [&] { return m_store.saveArchiveRun(record); });
    if (!saved)
        return fail(saved.error());
    return record;
}

} // namespace Nightkeep
