// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/places/handover.h"

namespace Nightkeep {

/// The workspace's places, one a row, keyed by name.
[[nodiscard]] TableDescription<ArchivePlace> archivePlacesDescription();

/// A place that an archive may be handed over to, and how that stands.
struct PlaceStanding
{
    QString place; ///< the key
    PlaceKind kind = PlaceKind::StorageManager;
    std::optional<HandOver> handOver; ///< none: nobody has handed the archive over to it
};
/// The places, then what was handed over to one that is no place any more.
[[nodiscard]] QList<PlaceStanding> placeStandings(const QString &runId, const QList<ArchivePlace> &places,
                                                  const QList<HandOver> &handOvers);
[[nodiscard]] TableDescription<PlaceStanding> placeStandingsDescription();

[[nodiscard]] QString expiryInWords(const Expiry &expiry);
/// "sending, 1.2 GiB of 2.4 GiB", or the state in a word; of one that has expired since, that and when.
[[nodiscard]] QString handOverText(const HandOver &handOver, const QDate &today);
/// Of all hand-overs of an archive in a sentence: how many places have it, and the worst.
[[nodiscard]] PageAnswer placesAnswer(const QList<PlaceStanding> &standings, const QDate &today);

} // namespace Nightkeep
