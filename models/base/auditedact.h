// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"

#include <optional>

namespace Nightkeep {

/// An act on the outside as the log has it; the one policy for all of them. It is tried only once its
/// "before" line is written. What came of it stands whether or not the "after" line can be written; that
/// it could not is told beside the result.
class AuditedAct
{
public:
    /// Writes the "before" line; its error says that nothing was done.
    [[nodiscard]] static Result<AuditedAct> begin(AuditLog &log, AuditEntry before);

    [[nodiscard]] const AuditEntry &before() const { return m_before; } ///< with its id and who
    /// Writes the "after" line: `after` gives result, newValue and detail, the rest is known. Gives what
    /// is to be told where it could not be written.
    [[nodiscard]] std::optional<Error> end(AuditEntry after);
    /// The same for an act that is a change of the workspace: `change` makes it and gives the line, both or neither.
    [[nodiscard]] Result<void> endWith(const std::function<Result<AuditEntry>()> &change);
    [[nodiscard]] qint64 lastLine() const { return m_lastLine; } ///< the "after" line, or the "before" line without one

private:
    AuditedAct(AuditLog &log, AuditEntry before);
    [[nodiscard]] AuditEntry afterLine(AuditEntry after) const;

    AuditLog *m_log;
    AuditEntry m_before;
    qint64 m_lastLine;
};

/// A failure with what could not be written about it, for people who copy the details.
[[nodiscard]] Error withWarning(Error error, const std::optional<Error> &warning);

/// An act that stays inside the workspace: its change and its one line, both or neither. Fails as the change does, or
/// says that nothing was changed.
[[nodiscard]] Result<void> noteDone(AuditLog &log, AuditEntry entry, const std::function<Result<void>()> &change);

} // namespace Nightkeep
