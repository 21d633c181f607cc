// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/places/handover.h"

namespace Nightkeep {

class FactsView;

/// The section of a complete archive's detail: where else it is.
void describePlaces(FactsView &view, const ArchiveRecord &record, const QList<HandOver> &handOvers,
                    const QDateTime &now);

} // namespace Nightkeep
