// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace Nightkeep {

/// One line of the append-only log. Every act that changes something outside has two:
/// `phase` "before" when it is about to be tried, "after" with what came of it.
struct AuditEntry
{
    qint64 id = 0; ///< given by the log
    QDateTime when; ///< UTC
    QString who; ///< login name and workstation
    QString act; ///< "settings.set", "archive.start", "server.edit", "import.wiki" ...
    QString phase; ///< "before", "after", or "done" for acts that stay inside the workspace
    QString object; ///< what it was about: "moodle/backup_sche_keep"
    QString oldValue;
    QString newValue;
    QString result; ///< "ok", "conflict", "failed", "cancelled", "unknown"; empty before
    QString detail; ///< exact SQL or command, or the error's detail
    qint64 before = 0; ///< in an "after" line: the id of its "before" line
    QByteArray hash; ///< SHA-256 over the line before and this one, hex

    bool operator==(const AuditEntry &) const = default;
};

/// Append-only, hash-chained. Thread-safe; implemented by the workspace's store.
class AuditLog
{
public:
    virtual ~AuditLog() = default;

    /// Fills id, who, when (if invalid) and hash; returns the id. A caller whose "before" line
    /// cannot be written must not act.
    [[nodiscard]] virtual Result<qint64> append(AuditEntry entry) = 0;
    [[nodiscard]] virtual Result<QList<AuditEntry>> entries(const QString &actPrefix = {}) const = 0;
    /// Damaged, naming the first line whose hash does not follow from the one before.
    [[nodiscard]] virtual Result<void> verifyChain() const = 0;
};

} // namespace Nightkeep
