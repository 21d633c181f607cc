// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places/placetables.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

QString placeWhere(const ArchivePlace &place)
{
    const QString folder = displayPath(place.folder);
    switch (place.kind) {
    case PlaceKind::StorageManager:
        return place.managementClass.isEmpty() ? Tr::tr("the node's own management class")
                                               : Tr::tr("management class %1").arg(visibleText(place.managementClass));
    case PlaceKind::SshServer:
        return visibleText(place.host) + u':' + folder;
    case PlaceKind::Folder:
    case PlaceKind::Workstation:
        return folder;
    }
    return {};
}

QString placeYears(int years)
{
    return years < 0 ? Tr::tr("not agreed") : Tr::tr("%n years", nullptr, years);
}

/// What the cell is drawn by; nothing where nobody has handed over, or somebody had it deleted.
std::optional<State> placeStateOf(const PlaceStanding &standing, const QDate &today)
{
    const bool isTold = standing.handOver && standing.handOver->state != HandOverState::Deleted;
    return isTold ? std::optional(handOverStanding(*standing.handOver, today)) : std::nullopt;
}

QString placeStateWord(const HandOver &handOver, const QDate &today)
{
    return isExpiredOn(handOver, today)
        ? Tr::tr("was to expire on %1", "an archive at a place, a day").arg(expiryInWords(handOver.expiry))
        : handOverStateWord(handOver.state);
}

template<typename Value> CellRule<PlaceStanding, QString> placeCellOf(Value value)
{
    return [value](const PlaceStanding &standing) { return standing.handOver ? value(*standing.handOver) : QString(); };
}

CellRule<PlaceStanding, QString> placeAgeOf(QDateTime HandOver::*moment)
{
    return [moment](const PlaceStanding &standing, const QDateTime &now) {
        return standing.handOver && ((*standing.handOver).*moment).isValid()
            ? ageInWords((*standing.handOver).*moment, now)
            : QString();
    };
}

CellRule<PlaceStanding, QVariant> placeMomentOf(QDateTime HandOver::*moment)
{
    return [moment](const PlaceStanding &standing) {
        return standing.handOver ? QVariant((*standing.handOver).*moment) : QVariant();
    };
}

} // namespace

TableDescription<ArchivePlace> archivePlacesDescription()
{
    using Column = TableColumn<ArchivePlace>;
    return {[](const ArchivePlace &place) { return place.name; },
            {Column(Tr::tr("Place"), [](const ArchivePlace &place) { return visibleText(place.name); }),
             Column(Tr::tr("Kind"), [](const ArchivePlace &place) { return placeKindWord(place.kind); }),
             Column(Tr::tr("Where"), placeWhere),
             Column(Tr::tr("Kept"), [](const ArchivePlace &place) { return placeYears(place.keepYears); })
                 .with(&Column::sortValue, CellRule<ArchivePlace, QVariant>([](const ArchivePlace &place) {
                     return QVariant(place.keepYears);
                 })),
             Column(Tr::tr("Note"), [](const ArchivePlace &place) { return visibleText(place.note); })}};
}

QList<PlaceStanding> placeStandings(const QString &runId, const QList<ArchivePlace> &places,
                                    const QList<HandOver> &handOvers)
{
    QList<PlaceStanding> standings;
    for (const ArchivePlace &place : places)
        standings.append({place.name, place.kind, std::nullopt});
    for (const HandOver &handOver : handOvers) {
        if (handOver.run != runId)
            continue;
        const auto same = std::find_if(standings.begin(), standings.end(), [&handOver](const PlaceStanding &each) {
            return each.place.compare(handOver.place, Qt::CaseInsensitive) == 0;
        });
        if (same == standings.end())
            standings.append({handOver.place, handOver.kind, handOver});
        else
            same->handOver = handOver;
    }
    return standings;
}

TableDescription<PlaceStanding> placeStandingsDescription()
{
    using Column = TableColumn<PlaceStanding>;
    return {
        [](const PlaceStanding &standing) { return standing.place; },
        {Column(Tr::tr("Place"), [](const PlaceStanding &standing) { return visibleText(standing.place); }),
         Column(Tr::tr("State"),
                [](const PlaceStanding &standing, const QDate &today) {
                    return standing.handOver ? handOverText(*standing.handOver, today) : Tr::tr("not handed over");
                })
             .with(&Column::state, CellRule<PlaceStanding, std::optional<State>>(placeStateOf)),
         Column(Tr::tr("Kind"), [](const PlaceStanding &standing) { return placeKindWord(standing.kind); }),
         Column(Tr::tr("Where"), placeCellOf([](const HandOver &each) { return visibleText(each.where); })),
         Column(Tr::tr("Kept until"), placeCellOf([](const HandOver &each) { return expiryInWords(each.expiry); })),
         Column(Tr::tr("Confirmed"), placeAgeOf(&HandOver::confirmedAt))
             .with(&Column::sortValue, placeMomentOf(&HandOver::confirmedAt)),
         Column(Tr::tr("Asked"), placeAgeOf(&HandOver::askedAt))
             .with(&Column::sortValue, placeMomentOf(&HandOver::askedAt)),
         Column(Tr::tr("By"), placeCellOf([](const HandOver &each) { return visibleText(each.startedBy); })),
         Column(Tr::tr("What is wrong"), placeCellOf([](const HandOver &each) { return visibleText(each.failure); }))}};
}

QString expiryInWords(const Expiry &expiry)
{
    switch (expiry.kind) {
    case Expiry::Kind::NotKnown:
        return Tr::tr("not known", "until when a place keeps an archive");
    case Expiry::Kind::Never:
        return Tr::tr("for ever");
    case Expiry::Kind::OnDay:
        return expiry.day.toString(Qt::ISODate);
    case Expiry::Kind::NotFixed:
        return Tr::tr("not fixed: it runs from an event that has not come");
    }
    return {};
}

QString handOverText(const HandOver &handOver, const QDate &today)
{
    if (handOver.state == HandOverState::Deleted && handOver.deleted)
        return Tr::tr("deleted on %1, says %2", "a day, a person")
            .arg(handOver.deleted->at.date().toString(Qt::ISODate), visibleText(handOver.deleted->by));
    if (handOver.state != HandOverState::Working)
        return placeStateWord(handOver, today);
    const QString step = handOverStepWord(handOver.step);
    if (handOver.progress.total <= 0)
        return step;
    return Tr::tr("%1, %2 of %3")
        .arg(step, bytesInWords(handOver.progress.done), bytesInWords(handOver.progress.total));
}

PageAnswer placesAnswer(const QList<PlaceStanding> &standings, const QDate &today)
{
    int confirmed = 0;
    const PlaceStanding *worst = nullptr;
    for (const PlaceStanding &standing : standings) {
        if (!placeStateOf(standing, today))
            continue;
        confirmed += isThereOn(*standing.handOver, today) ? 1 : 0;
        if (!worst || stateRank(*placeStateOf(standing, today)) < stateRank(*placeStateOf(*worst, today)))
            worst = &standing;
    }
    if (!worst)
        return {State::Attention, Tr::tr("It lies on the server alone: it was handed over to no place.")};
    const QString counted = confirmed > 0 ? Tr::tr("%n places have it, as was confirmed.", nullptr, confirmed)
                                          : Tr::tr("No place is confirmed to have it.");
    if (isThereOn(*worst->handOver, today))
        return {State::Good, counted};
    return {*placeStateOf(*worst, today),
            counted + u' '
                + Tr::tr("%1: %2.", "a place, and how the hand-over to it stands")
                      .arg(visibleText(worst->place), placeStateWord(*worst->handOver, today))};
}

} // namespace Nightkeep
