// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/catalogue/cataloguestore.h"

namespace Nightkeep {

class FactsView;

/// Of a complete archive's detail: its manifest's signature, and the last reading of each copy.
void describeProofs(FactsView &view, const ArchiveRecord &record, const CatalogueRecords &catalogue,
                    const QDateTime &now);

} // namespace Nightkeep
