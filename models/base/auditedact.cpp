// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/auditedact.h"

#include "models/base/tr.h"

namespace Nightkeep {

AuditedAct::AuditedAct(AuditLog &log, AuditEntry before)
    : m_log(&log)
    , m_before(std::move(before))
    , m_lastLine(m_before.id)
{
}

Result<AuditedAct> AuditedAct::begin(AuditLog &log, AuditEntry before)
{
    before.phase = QStringLiteral("before");
    before.who = log.who();
    const Result<qint64> id = log.append(before);
    if (!id)
        return fail(id.error().kind,
                    Tr::tr("%1 Nothing was done: what cannot be recorded is not done.").arg(id.error().message),
                    id.error().advice, id.error().detail);
    before.id = *id;
    return AuditedAct(log, std::move(before));
}

std::optional<Error> AuditedAct::end(AuditEntry after)
{
    after.act = m_before.act;
    after.phase = QStringLiteral("after");
    after.object = m_before.object;
    after.before = m_before.id;
    const Result<qint64> id = m_log->append(after);
    m_lastLine = id.value_or(m_before.id);
    if (id)
        return std::nullopt;
    return Error {id.error().kind,
                  Tr::tr("What came of it could not be written into the audit log: %1").arg(id.error().message),
                  id.error().advice, id.error().detail};
}

Error withWarning(Error error, const std::optional<Error> &warning)
{
    if (warning)
        error.detail = QStringList {error.detail, warning->message}.join(u'\n').trimmed();
    return error;
}

Result<void> noteDone(AuditLog &log, AuditEntry entry)
{
    entry.phase = QStringLiteral("done");
    entry.result = QStringLiteral("ok");
    const Result<qint64> id = log.append(entry);
    if (id)
        return {};
    return fail(id.error().kind,
                Tr::tr("The change is stored, but the audit log could not be written: %1").arg(id.error().message),
                id.error().advice, id.error().detail);
}

} // namespace Nightkeep
