// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"

#include <optional>

namespace Nightkeep {

/// What the planning of an archive begins with.
struct ArchiveWish
{
    QList<Term> terms; ///< the workspace's
    QList<ArchivePlace> places;
    std::optional<ArchiveRequest> again = {}; ///< fills the first step
    std::optional<SavedPlan> kept = {}; ///< is shown as it was kept, in the second
};

} // namespace Nightkeep
