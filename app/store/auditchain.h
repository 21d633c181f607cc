// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"
#include "models/base/auditlog.h"

namespace Nightkeep {

/// Rows of nk_audit_log; of nk_imported_history without its first column.
[[nodiscard]] StoredRow auditRow(const AuditEntry &entry);
[[nodiscard]] AuditEntry auditEntry(const StoredRow &row);

/// SHA-256, hex, over the hash of the line before (empty for the first) and every other field.
[[nodiscard]] QByteArray chainHash(const QByteArray &previousHash, const AuditEntry &entry);

/// The first line whose number or hash does not follow from the one before, counted from 0; -1 if
/// every line does.
[[nodiscard]] qsizetype firstBrokenLine(const QList<AuditEntry> &chain);

/// Appends inside the caller's write transaction, which keeps other writers out. Gives the new head.
[[nodiscard]] Result<AuditHead> appendToChain(SealedTables &tables, AuditEntry entry);

[[nodiscard]] Result<QList<AuditEntry>> readChain(const SealedTables &tables);

/// Damaged, naming the first broken line.
[[nodiscard]] Result<void> verifyStoredChain(const SealedTables &tables);

[[nodiscard]] Result<AuditHead> headOfChain(const SealedTables &tables);
/// Whether the log still holds what was its head once. Without lines every log follows.
[[nodiscard]] Result<bool> followsFrom(const SealedTables &tables, const AuditHead &head);
/// What the database server saw written by another account than the line's person names; none in a file.
[[nodiscard]] Result<QList<AuditClaim>> claimsOfOthers(const SealedTables &tables);

/// Login name and workstation: "zcabc12@workspace-17".
[[nodiscard]] QString loginAtHost();

} // namespace Nightkeep
