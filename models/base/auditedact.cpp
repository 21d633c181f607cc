// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/auditedact.h"

#include "models/base/tr.h"

namespace Nightkeep {

namespace {

/// As AuditLog::record(); where it is the line that could not be written, the error says what became of the change.
Result<qint64> recordWith(AuditLog &log, const std::function<Result<AuditEntry>()> &change)
{
    std::optional<Error> refused;
    const Result<qint64> id = log.record([&]() -> Result<AuditEntry> {
        const Result<AuditEntry> line = change();
        if (!line)
            refused = line.error();
        return line;
    });
    if (id || refused)
        return refused ? fail(*refused) : id;
    if (id.error().kind == ErrorKind::Incomplete) // it says itself what is known of the change
        return id;
    return fail(id.error().kind,
                Tr::tr("%1 Nothing was changed: what cannot be recorded is not done.").arg(id.error().message),
                id.error().advice, id.error().detail);
}

} // namespace

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

AuditEntry AuditedAct::afterLine(AuditEntry after) const
{
    after.act = m_before.act;
    after.phase = QStringLiteral("after");
    after.object = m_before.object;
    after.before = m_before.id;
    return after;
}

std::optional<Error> AuditedAct::end(AuditEntry after)
{
    const Result<qint64> id = m_log->append(afterLine(std::move(after)));
    m_lastLine = id.value_or(m_before.id);
    if (id)
        return std::nullopt;
    return Error {id.error().kind,
                  Tr::tr("What came of it could not be written into the audit log: %1").arg(id.error().message),
                  id.error().advice, id.error().detail};
}

Result<void> AuditedAct::endWith(const std::function<Result<AuditEntry>()> &change)
{
    const Result<qint64> id =
        recordWith(*m_log, [&] { return change().map([this](const AuditEntry &after) { return afterLine(after); }); });
    m_lastLine = id.value_or(m_before.id);
    return id.map([](qint64) {});
}

Error withWarning(Error error, const std::optional<Error> &warning)
{
    if (warning)
        error.detail = QStringList {error.detail, warning->message}.join(u'\n').trimmed();
    return error;
}

Result<void> noteDone(AuditLog &log, AuditEntry entry, const std::function<Result<void>()> &change)
{
    entry.phase = QStringLiteral("done");
    entry.result = QStringLiteral("ok");
    return recordWith(log,
                      [&]() -> Result<AuditEntry> {
                          const Result<void> changed = change();
                          return changed ? Result<AuditEntry>(entry) : fail(changed.error());
                      })
        .map([](qint64) {});
}

} // namespace Nightkeep
