// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditedact.h"
#include "models/base/clock.h"
#include "models/retention/retentionview.h"

#include <QHash>

namespace Nightkeep {

/// Where the workspace keeps promises, legal holds and erasure records. Thread-safe, blocking.
class RetentionStore
{
public:
    virtual ~RetentionStore() = default;

    /// Empty where none was ever said: then promisesOfThePage() count.
    [[nodiscard]] virtual Result<QList<Promise>> promises() const = 0;
    /// Stale where the stored one of that key is not `seen` (nullopt: there was none).
    [[nodiscard]] virtual Result<void> savePromise(const Promise &promise, const std::optional<Promise> &seen) = 0;

    [[nodiscard]] virtual Result<void> removePromise(const Promise &seen) = 0; ///< Stale as above

    [[nodiscard]] virtual Result<QList<LegalHold>> legalHolds() const = 0; ///< ended ones too, newest first
    [[nodiscard]] virtual Result<qint64> addLegalHold(const LegalHold &hold) = 0; ///< gives its number
    [[nodiscard]] virtual Result<void> saveLegalHold(const LegalHold &hold,
                                                     const LegalHold &seen) = 0; ///< Stale as above

    [[nodiscard]] virtual Result<QList<ErasureRecord>> erasures() const = 0; ///< newest first
    [[nodiscard]] virtual Result<qint64> addErasure(const ErasureRecord &record) = 0; ///< gives its number
    [[nodiscard]] virtual Result<void> removeErasure(const ErasureRecord &seen) = 0; ///< Stale as above
    [[nodiscard]] virtual Result<void>
    putErasureBack(const ErasureRecord &removed) = 0; ///< Stale where its number was given to another
};

/// Promises, holds and erasure records, for the window and `nightkeepctl`; audited. Calls block: use a job. Nothing
/// reaches the network.
class RetentionService
{
public:
    RetentionService(RetentionStore &store, AuditLog &audit, Clock clock);

    [[nodiscard]] Result<RetentionRecords> records() const; ///< promises: those of the page where none was ever said

    /// In the place of the one of its key. BadInput by checkPromise(), Stale where somebody has changed it meanwhile.
    [[nodiscard]] Result<void> agree(const Promise &promise, const std::optional<Promise> &seen);

    /// Of a part of the courses, promised by mistake; agree() with none seen puts it back. BadInput for one of the
    /// page's: what is no longer promised there has another figure, or one to be agreed.
    [[nodiscard]] Result<void> withdraw(const Promise &seen);

    /// BadInput without a reason or a name, or for a review that has passed.
    [[nodiscard]] Result<LegalHold> hold(LegalHold hold);
    [[nodiscard]] Result<void> endHold(const LegalHold &seen, const QString &reason);
    /// To undo endHold(). Stale where somebody has changed it meanwhile.
    [[nodiscard]] Result<void> holdAgain(const LegalHold &ended);
    /// What the storage team is asked for, ready to send; nothing is sent.
    [[nodiscard]] static QString holdRequest(const LegalHold &hold, const RetentionView &view);

    [[nodiscard]] Result<ErasureRecord> recordErasure(ErasureRecord record);
    /// It was recorded in error, which the audit log keeps.
    [[nodiscard]] Result<void> removeErasure(const ErasureRecord &seen);
    [[nodiscard]] Result<void> putErasureBack(const ErasureRecord &removed); ///< to undo that

private:
    RetentionStore &m_store;
    AuditLog &m_audit;
    Clock m_clock;
};

/// The courses of a site that are held, with what to tell who wants to delete one; 0: a case is held that names no
/// course, so that it may be any of them.
[[nodiscard]] Result<QHash<qint64, QString>> heldCourses(const RetentionStore &store, const QString &site);

/// The copies that may still hold an erased person's data, those that last longest first.
[[nodiscard]] QList<ErasureCopy> copiesOfErased(const ErasureRecord &record, const RetentionReading &reading,
                                                const RetentionView &view);
/// What is to be erased again once something of before that day has been restored, sentences.
[[nodiscard]] QStringList eraseAgain(const QList<ErasureRecord> &records, const QString &site, const QDate &restored);

} // namespace Nightkeep
