// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/places/handoverservice.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 longestPlaceHandOver = 24 * 60 * 60;
constexpr int daysBeforeExpiry = 60; // time to ask the storage team, or to hand over to another place

/// Each thing that may happen to it is a finding of its own, as of the archive itself.
Finding placeFinding(const ArchiveRun &run, const QString &place, const char *what)
{
    Finding finding;
    finding.id = QStringLiteral("archive/%1/place/%2/%3").arg(run.id, place, QLatin1String(what));
    finding.page = Page::Archives;
    finding.object = run.id;
    finding.severity = Severity::Warning;
    finding.kind = QStringLiteral("place-") + QLatin1String(what);
    return finding;
}

/// What became of it; nothing where it is confirmed, or goes on.
std::optional<Finding> placeFindingOfState(const ArchiveRun &run, const HandOver &handOver, const QDateTime &now)
{
    const QString &name = run.request.name;
    const QString place = visibleText(handOver.place);
    Finding finding;
    switch (handOver.state) {
    case HandOverState::Confirmed:
    case HandOverState::Deleted: // as somebody wanted it
        return std::nullopt;
    case HandOverState::Working:
        if (handOver.askedAt.isValid() && handOver.askedAt.secsTo(now) <= longestPlaceHandOver)
            return std::nullopt;
        finding = placeFinding(run, handOver.place, "working");
        finding.title = Tr::tr("The archive %1 was still being handed over to %2 when it was last asked about, %3.")
                            .arg(name, place, ageInWords(handOver.askedAt, now));
        finding.advice = handOver.kind == PlaceKind::Workstation
            ? Tr::tr("Look on that workstation whether it came; if not, hand it over again.")
            : Tr::tr("Ask how it stands.");
        break;
    case HandOverState::Failed:
        finding = placeFinding(run, handOver.place, "failed");
        finding.title = Tr::tr("The archive %1 was not handed over to %2.").arg(name, place);
        finding.advice = Tr::tr("See why, then hand it over again.");
        break;
    case HandOverState::NotConfirmed:
        finding = placeFinding(run, handOver.place, "unconfirmed");
        finding.title = Tr::tr("Whether the archive %1 is at %2 is not confirmed.").arg(name, place);
        finding.advice = Tr::tr("Confirm it; if it is not found then, look at the place itself.");
        break;
    case HandOverState::Missing:
        finding = placeFinding(run, handOver.place, "missing");
        finding.severity = Severity::Critical;
        finding.title = Tr::tr("The archive %1 was at %2 and is not found there any more.").arg(name, place);
        finding.advice = Tr::tr("Find out who removed it, and hand it over again while the server still has it.");
        break;
    case HandOverState::Altered:
        finding = placeFinding(run, handOver.place, "altered");
        finding.severity = Severity::Critical;
        finding.title = Tr::tr("What %2 has of the archive %1 is not the archive any more.").arg(name, place);
        finding.advice = Tr::tr("Do not rely on that copy, and do not remove another one.");
        break;
    case HandOverState::Unknown:
        finding = placeFinding(run, handOver.place, "unknown");
        finding.title = Tr::tr("Whether the archive %1 is at %2 is not known.").arg(name, place);
        finding.advice = Tr::tr("Ask how it stands.");
        break;
    }
    finding.since = handOver.startedAt;
    finding.reason = visibleText(handOver.failure);
    return finding;
}

std::optional<Finding> placeFindingOfExpiry(const ArchiveRun &run, const HandOver &handOver, const QDateTime &now)
{
    if (handOver.state != HandOverState::Confirmed || handOver.expiry.kind != Expiry::Kind::OnDay
        || now.date().daysTo(handOver.expiry.day) > daysBeforeExpiry)
        return std::nullopt;
    Finding finding = placeFinding(run, handOver.place, "expires");
    const QString day = handOver.expiry.day.toString(Qt::ISODate);
    finding.title = handOver.expiry.day < now.date()
        ? Tr::tr("The archive %1 was to expire at %2 on %3.").arg(run.request.name, visibleText(handOver.place), day)
        : Tr::tr("The archive %1 expires at %2 on %3.").arg(run.request.name, visibleText(handOver.place), day);
    finding.reason = Tr::tr("So the place said when it was last asked, %1.").arg(ageInWords(handOver.askedAt, now));
    finding.advice =
        Tr::tr("If it is still needed, ask the storage team to keep it, or hand it over to another place.");
    return finding;
}

/// Places that its plan named, and to which nobody has handed it over.
QList<Finding> placeFindingsOfPlan(const ArchiveRecord &record, const QList<HandOver> &handOvers, const QDateTime &now)
{
    QList<Finding> findings;
    const QDateTime &finished = record.status.finishedAt;
    if (finished.isValid() && finished.secsTo(now) <= longestPlaceHandOver)
        return findings;
    const QStringList places = HandOverService::untold(record, handOvers);
    for (const QString &place : places) {
        Finding finding = placeFinding(record.run, place, "never");
        finding.since = record.status.finishedAt;
        finding.title = Tr::tr("The archive %1 was to be handed over to %2; nothing is known of that.")
                            .arg(record.run.request.name, visibleText(place));
        finding.advice = Tr::tr("Ask how it stands, or hand it over.");
        findings << finding;
    }
    return findings;
}

} // namespace

QStringList HandOverService::untold(const ArchiveRecord &record, const QList<HandOver> &handOvers)
{
    if (record.status.state != ArchiveState::Complete)
        return {};
    QStringList places = record.run.request.places;
    places.removeIf([&](const QString &place) {
        return std::any_of(handOvers.cbegin(), handOvers.cend(), [&](const HandOver &each) {
            return each.run == record.run.id && each.place.compare(place, Qt::CaseInsensitive) == 0;
        });
    });
    return places;
}

QList<Finding> HandOverService::findings(const QList<ArchiveRecord> &runs, const QList<HandOver> &handOvers,
                                         const QDateTime &now)
{
    QList<Finding> findings;
    for (const ArchiveRecord &record : runs) {
        for (const HandOver &handOver : handOvers) {
            if (handOver.run != record.run.id)
                continue;
            if (const std::optional<Finding> finding = placeFindingOfState(record.run, handOver, now))
                findings << *finding;
            if (const std::optional<Finding> finding = placeFindingOfExpiry(record.run, handOver, now))
                findings << *finding;
        }
        findings += placeFindingsOfPlan(record, handOvers, now);
    }
    return findings;
}

} // namespace Nightkeep
