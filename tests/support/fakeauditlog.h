// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"

/// A log in memory that can be told to refuse the lines of one phase.
class FakeAuditLog final : public Nightkeep::AuditLog
{
public:
    QList<Nightkeep::AuditEntry> lines;
    QString refusedPhase; ///< "before", "after" or "done"
    QStringList *journal = nullptr; ///< gets a line per entry

    [[nodiscard]] Nightkeep::Result<qint64> append(Nightkeep::AuditEntry entry) override
    {
        if (entry.phase == refusedPhase)
            return Nightkeep::fail(Nightkeep::ErrorKind::ReadOnly, QStringLiteral("the log is read-only"));
        entry.id = lines.size() + 1;
        lines.append(entry);
        if (journal)
            journal->append(QStringLiteral("log ") + entry.phase);
        return entry.id;
    }

    [[nodiscard]] QString who() const override { return QStringLiteral("tester@workstation"); }

    [[nodiscard]] Nightkeep::Result<QList<Nightkeep::AuditEntry>> entries(const QString &) const override
    {
        return lines;
    }

    [[nodiscard]] Nightkeep::Result<void> verifyChain() const override { return {}; }
};
