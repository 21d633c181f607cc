// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"
#include "models/catalogue/cataloguestore.h"

namespace Nightkeep {

class FactsView;

/// Of an archive's detail: its last proven restore, and the Moodle that it was made from.
void describeRestores(FactsView &view, const ArchiveRecord &record, const CatalogueRecords &catalogue,
                      const QDateTime &now);

} // namespace Nightkeep
