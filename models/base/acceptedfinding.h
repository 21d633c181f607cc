// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/base/finding.h"
#include "models/base/result.h"

#include <QDate>

#include <optional>

namespace Nightkeep {

/// Somebody has looked at a finding and says why nothing needs doing about it.
struct AcceptedFinding
{
    QString finding; ///< its id
    Severity severity = Severity::Info; ///< as it was: of another severity it is open again
    QString title; ///< as it was
    QString reason;
    QString by;
    QDateTime at;
    QDate until; ///< the last day; invalid: as long as the finding is as it was
    QString kind = {}; ///< as it was: of another kind something else is wrong there

    static constexpr auto fields()
    {
        return std::tuple {Field {"finding", &AcceptedFinding::finding}, Field {"severity", &AcceptedFinding::severity},
                           Field {"title", &AcceptedFinding::title},     Field {"reason", &AcceptedFinding::reason},
                           Field {"by", &AcceptedFinding::by},           Field {"at", &AcceptedFinding::at},
                           Field {"until", &AcceptedFinding::until},     Field {"kind", &AcceptedFinding::kind}};
    }
    bool operator==(const AcceptedFinding &) const = default;
};

/// A finding that is there and needs nobody.
struct AcceptedNow
{
    Finding finding;
    AcceptedFinding acceptance;

    bool operator==(const AcceptedNow &) const = default;
};

/// Takes those that are accepted on this day out of the findings. One that is known to have begun after it was accepted
/// is open: what was accepted had ended, and has come back.
[[nodiscard]] QList<AcceptedNow> takeAccepted(QList<Finding> &findings, const QList<AcceptedFinding> &accepted,
                                              const QDate &today);
/// "Accepted by anna@desk on 3 November 2008 until 1 February 2009: it moves this term."
[[nodiscard]] QString acceptanceInWords(const AcceptedFinding &accepted);

/// Where the workspace keeps them. Thread-safe, blocking; implemented by the workspace's store.
class AcceptanceStore
{
public:
    virtual ~AcceptanceStore() = default;

    [[nodiscard]] virtual Result<QList<AcceptedFinding>> acceptedFindings() const = 0;
    [[nodiscard]] virtual Result<void> saveAcceptedFinding(const AcceptedFinding &accepted) = 0; ///< one a finding
    [[nodiscard]] virtual Result<void> removeAcceptedFinding(const QString &finding) = 0;
};

/// Accepting findings, the same for the window and `nightkeepctl`; audited. Calls block: use a job. Thread-safe as far
/// as its parts are.
class AcceptanceService
{
public:
    AcceptanceService(AcceptanceStore &store, AuditLog &audit, Clock clock);

    [[nodiscard]] Result<QList<AcceptedFinding>> accepted() const; ///< those that no longer hold, too
    /// BadInput without a reason, and for a day that has passed. Those whose day has passed are forgotten then.
    [[nodiscard]] Result<void> accept(const Finding &finding, const QString &reason, const QDate &until);
    /// NotFound where it is not accepted; with a reason Conflict where it is for another.
    [[nodiscard]] Result<void> takeBack(const QString &finding, const std::optional<QString> &reason = {});
    /// What was taken back is accepted again as it was, with who said it and when. Conflict where somebody has accepted
    /// it otherwise since.
    [[nodiscard]] Result<void> restore(const AcceptedFinding &accepted);

private:
    [[nodiscard]] Result<void> write(const AcceptedFinding &accepted, const QList<AcceptedFinding> &known);

    AcceptanceStore &m_store;
    AuditLog &m_audit;
    Clock m_clock;
};

} // namespace Nightkeep
