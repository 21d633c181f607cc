// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/matrix/serverservice.h"
#include "models/requests/requeststore.h"

namespace Nightkeep {

/// All acts on requests to the storage team, the same for the window and `nightkeepctl`. Nothing is
/// sent from here: a person sends it, and this remembers that it was. Calls block: use a job.
/// Thread-safe as far as its parts are; keeps no state of its own.
class RequestService
{
public:
    RequestService(RequestStore &store, const ServerService &servers, AuditLog &audit, Clock clock);

    /// What there is to ask about the named servers, or about all where none is named.
    /// NotFound, naming it, for a server that is not in the matrix.
    [[nodiscard]] Result<QList<ProposedItem>> propose(const QStringList &servers) const;

    /// Remembers that it was sent; audited before and after. Gives it as the workspace has it, with number,
    /// moment and sender. BadInput for one without items.
    [[nodiscard]] Result<StorageRequest> markSent(const StorageRequest &request, SendingWay way);

    /// All, oldest first, each closed as far as the latest probes show. Only reads.
    [[nodiscard]] Result<QList<StorageRequest>> requests() const;
    [[nodiscard]] Result<StorageRequest> request(qint64 id) const; ///< BadInput where there is none

    /// Writes down what the latest probes show done, with their moments (audited), so that it stays done
    /// when the probes are forgotten. Whoever stored a probe calls it. Does nothing in a read-only workspace.
    [[nodiscard]] Result<void> noteWhatIsDone();

    /// Takes back one open item, or all open ones where `item` is negative; audited. Conflict if the
    /// request is no longer what was `seen`.
    [[nodiscard]] Result<StorageRequest> withdraw(const StorageRequest &seen, qsizetype item, const QString &why);

    /// A person knows that an open item is done, which no probe shows; as withdraw().
    [[nodiscard]] Result<StorageRequest> markDone(const StorageRequest &seen, qsizetype item, const QString &why);

private:
    [[nodiscard]] Result<StorageRequest> ended(const StorageRequest &seen, qsizetype item, RequestItem::State state,
                                               const QString &why);
    [[nodiscard]] Result<StorageRequest> storedOf(const StorageRequest &seen) const;
    /// `stored` becomes `after` with a line of the log, which says what was seen `before`.
    [[nodiscard]] Result<void> replaceNoted(const char *act, const StorageRequest &stored, const StorageRequest &before,
                                            const StorageRequest &after);

    RequestStore &m_store;
    const ServerService &m_servers;
    AuditLog &m_audit;
    Clock m_clock;
};

/// A request as one line for the audit log: its items and their states.
[[nodiscard]] QString requestInOneLine(const StorageRequest &request);

} // namespace Nightkeep
