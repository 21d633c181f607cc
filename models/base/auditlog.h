// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <functional>

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

    static constexpr auto fields()
    {
        return std::tuple {Field {"id", &AuditEntry::id}.from(1),
                           Field {"when", &AuditEntry::when},
                           Field {"who", &AuditEntry::who},
                           Field {"act", &AuditEntry::act},
                           Field {"phase", &AuditEntry::phase},
                           Field {"object", &AuditEntry::object},
                           Field {"oldValue", &AuditEntry::oldValue},
                           Field {"newValue", &AuditEntry::newValue},
                           Field {"result", &AuditEntry::result},
                           Field {"detail", &AuditEntry::detail},
                           Field {"before", &AuditEntry::before}.from(0),
                           Field {"hash", &AuditEntry::hash}};
    }
    bool operator==(const AuditEntry &) const = default;
};

/// Where a log ends: every later head of the same log follows from it.
struct AuditHead
{
    qint64 lines = 0;
    QByteArray hash; ///< of the last line; empty without lines

    static constexpr auto fields()
    {
        return std::tuple {Field {"lines", &AuditHead::lines}.from(0), Field {"hash", &AuditHead::hash}};
    }
    bool operator==(const AuditHead &) const = default;
};

/// Lines that name one person and were written by the account of another, as the database server saw it. Where one
/// account serves all, that is how it is; where each has an own, somebody wrote in another's name.
struct AuditClaim
{
    QString who; ///< as the lines say
    QString account; ///< "user@host"; empty: the server saw none, so they came past its triggers
    qint64 lines = 0;
    qint64 first = 0; ///< the first of these lines
};

/// Append-only, hash-chained. Thread-safe; implemented by the workspace's store.
class AuditLog
{
public:
    virtual ~AuditLog() = default;

    /// Fills id, who and when (where empty) and hash; returns the id. Acts go through AuditedAct.
    [[nodiscard]] virtual Result<qint64> append(AuditEntry entry) = 0;
    /// Makes a change of the workspace and appends the line that it gives, both or neither: what the change writes
    /// through the workspace's stores, on the calling thread, is one transaction with the line. Where the change fails,
    /// nothing is written and its failure is the answer. Incomplete, where the change may have been made all the same.
    [[nodiscard]] virtual Result<qint64> record(const std::function<Result<AuditEntry>()> &change) = 0;
    [[nodiscard]] virtual QString who() const = 0; ///< whom append() names in an entry without
    [[nodiscard]] virtual Result<QList<AuditEntry>> entries(const QString &actPrefix = {}) const = 0;
};

} // namespace Nightkeep
