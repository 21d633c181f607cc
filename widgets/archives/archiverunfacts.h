// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/catalogue/cataloguestore.h"

namespace Nightkeep {

class FactsView;

/// The detail of a run: how it stands, what became of it, then all that is known.
void describeRun(FactsView &view, const ArchiveRecord &record, const CatalogueRecords &catalogue, const QDateTime &now);

} // namespace Nightkeep
