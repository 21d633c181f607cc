// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/places/handoverfacts.h"

#include "models/base/format.h"
#include "models/places/placetables.h"
#include "widgets/common/factsview.h"
#include "widgets/widgetstr.h"

namespace Nightkeep {

namespace {

QString handOverDetail(const HandOver &handOver, const QDateTime &now)
{
    QStringList parts {visibleText(handOver.where)};
    if (handOver.deleted)
        parts << visibleText(handOver.deleted->text);
    if (handOver.confirmedAt.isValid())
        parts << WidgetsTr::tr("confirmed %1").arg(ageInWords(handOver.confirmedAt, now));
    if (handOver.expiry.kind != Expiry::Kind::NotKnown)
        parts << WidgetsTr::tr("kept until: %1").arg(expiryInWords(handOver.expiry));
    parts << WidgetsTr::tr("asked %1").arg(ageInWords(handOver.askedAt, now));
    return parts.join(QStringLiteral(", "));
}

} // namespace

void describePlaces(FactsView &view, const ArchiveRecord &record, const QList<HandOver> &handOvers,
                    const QDateTime &now)
{
    const QList<PlaceStanding> standings = placeStandings(record.run.id, {}, handOvers);
    if (record.status.state != ArchiveState::Complete && standings.isEmpty())
        return;
    view.heading(WidgetsTr::tr("Where else it is"), QStringLiteral("places"));
    if (standings.isEmpty())
        view.paragraph(placesAnswer(standings, now.date()).sentence);
    for (const PlaceStanding &standing : standings) {
        const HandOver &handOver = *standing.handOver;
        view.state(handOverStanding(handOver, now.date()),
                   WidgetsTr::tr("%1: %2", "a place, and how the hand-over to it stands")
                       .arg(visibleText(standing.place), handOverText(handOver, now.date())),
                   handOverDetail(handOver, now));
        if (!handOver.failure.isEmpty())
            view.paragraph(visibleText(handOver.failure));
    }
}

} // namespace Nightkeep
