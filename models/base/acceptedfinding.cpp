// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/acceptedfinding.h"

#include "models/base/auditedact.h"
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

bool hasPassed(const AcceptedFinding &accepted, const QDate &today)
{
    return accepted.until.isValid() && today > accepted.until;
}

bool isTheSame(const Finding &finding, const AcceptedFinding &accepted)
{
    const bool hasComeBack = finding.since > accepted.at && finding.since.isValid() && !finding.orEarlier;
    return accepted.severity == finding.severity && accepted.kind == finding.kind && !hasComeBack;
}

Result<void> refuseOther(const QString &title)
{
    return fail(ErrorKind::Conflict,
                Tr::tr("Somebody has accepted it for another reason meanwhile; nothing was written: %1").arg(title),
                Tr::tr("Look at the reason that it is accepted for now."));
}

} // namespace

QList<AcceptedNow> takeAccepted(QList<Finding> &findings, const QList<AcceptedFinding> &accepted, const QDate &today)
{
    QHash<QString, AcceptedFinding> holding; // by finding
    for (const AcceptedFinding &each : accepted) {
        if (!hasPassed(each, today))
            holding.insert(each.finding, each);
    }
    QList<AcceptedNow> taken;
    findings.removeIf([&](const Finding &finding) {
        const auto found = holding.constFind(finding.id);
        if (found == holding.cend() || !isTheSame(finding, *found))
            return false;
        taken.append({finding, *found});
        return true;
    });
    return taken;
}

QString acceptanceInWords(const AcceptedFinding &accepted)
{
    const QString by = visibleText(accepted.by);
    const QString on = dayAndMonth(accepted.at.toLocalTime().date());
    const QString reason = visibleText(accepted.reason);
    //: %1 is a person, %2 and %3 are days, the last a reason in a person's words
    return accepted.until.isValid()
        ? Tr::tr("Accepted by %1 on %2 until %3: %4").arg(by, on, dayAndMonth(accepted.until), reason)
        : Tr::tr("Accepted by %1 on %2: %3").arg(by, on, reason);
}

AcceptanceService::AcceptanceService(AcceptanceStore &store, AuditLog &audit, Clock clock)
    : m_store(store)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<QList<AcceptedFinding>> AcceptanceService::accepted() const
{
    return m_store.acceptedFindings();
}

Result<void> AcceptanceService::accept(const Finding &finding, const QString &reason, const QDate &until)
{
    AcceptedFinding accepted {finding.id,    finding.severity, finding.title, reason.trimmed(),
                              m_audit.who(), m_clock(),        until,         finding.kind};
    if (accepted.reason.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("A finding is accepted for a reason."),
                    Tr::tr("Say in a few words why nothing needs doing about it."));
    if (until.isValid() && until < accepted.at.date())
        return fail(ErrorKind::BadInput, Tr::tr("The day until which it is to be accepted has passed."),
                    Tr::tr("Choose a day that is still to come, or none."));
    const Result<QList<AcceptedFinding>> known = this->accepted();
    return known ? write(accepted, *known) : fail(known.error());
}

Result<void> AcceptanceService::restore(const AcceptedFinding &accepted)
{
    const Result<QList<AcceptedFinding>> known = this->accepted();
    if (!known)
        return fail(known.error());
    const bool isOtherwise = std::any_of(known->cbegin(), known->cend(), [&accepted](const AcceptedFinding &each) {
        return each.finding == accepted.finding && each != accepted;
    });
    return isOtherwise ? refuseOther(accepted.title) : write(accepted, *known);
}

Result<void> AcceptanceService::write(const AcceptedFinding &accepted, const QList<AcceptedFinding> &known)
{
    AuditEntry entry;
    entry.act = QStringLiteral("finding.accept");
    entry.object = accepted.finding;
    entry.oldValue = accepted.title;
    entry.newValue = acceptanceInWords(accepted);
    QStringList passed;
    for (const AcceptedFinding &each : known) {
        if (each.finding != accepted.finding && hasPassed(each, m_clock().date()))
            passed << each.finding;
    }
    if (!passed.isEmpty())
        entry.detail = Tr::tr("Forgotten, as their day has passed: %1").arg(passed.join(QStringLiteral(", ")));
    return noteDone(m_audit, entry, [&] {
        Result<void> done = m_store.saveAcceptedFinding(accepted);
        for (const QString &finding : std::as_const(passed)) {
            if (done)
                done = m_store.removeAcceptedFinding(finding);
        }
        return done;
    });
}

Result<void> AcceptanceService::takeBack(const QString &finding, const std::optional<QString> &reason)
{
    const Result<QList<AcceptedFinding>> all = accepted();
    if (!all)
        return fail(all.error());
    const auto found = std::find_if(all->cbegin(), all->cend(),
                                    [&finding](const AcceptedFinding &each) { return each.finding == finding; });
    if (found == all->cend())
        return fail(ErrorKind::NotFound, Tr::tr("The finding \"%1\" is not accepted.").arg(visibleText(finding)),
                    Tr::tr("See the list of findings for those that are."));
    if (reason && *reason != found->reason)
        return refuseOther(found->title);
    AuditEntry entry;
    entry.act = QStringLiteral("finding.take-back");
    entry.object = finding;
    entry.oldValue = acceptanceInWords(*found);
    return noteDone(m_audit, entry, [&] { return m_store.removeAcceptedFinding(finding); });
}

} // namespace Nightkeep
