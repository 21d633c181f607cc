// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/coverage.h"

#include <functional>

namespace Nightkeep {

/// Since when a wanted folder is not backed up, or only partly, by the probes that are remembered.
struct FolderStanding
{
    BytePath folder;
    CoverageState state = CoverageState::Unknown; ///< Uncovered or Partly
    QDateTime since; ///< the first probe that saw it so
    QDateTime otherwiseAt = {}; ///< the last one before it that saw it otherwise; invalid: none is remembered

    static constexpr auto fields()
    {
        return std::tuple {Field {"folder", &FolderStanding::folder}, Field {"state", &FolderStanding::state},
                           Field {"since", &FolderStanding::since},
                           Field {"otherwiseAt", &FolderStanding::otherwiseAt}};
    }
    bool operator==(const FolderStanding &) const = default;
};

/// The next older probe of a server at each call; none where no more are remembered.
using EarlierProbes = std::function<std::optional<ServerSnapshot>()>;

/// After a probe, or after a change of what is wanted: `rows` is what compareCoverage() makes of the latest probe,
/// `known` what was known before. Earlier probes, judged by the page as it is now, are read only for a folder of which
/// nothing is known yet, and only back to the last that saw it otherwise. A probe that cannot tell, or only repeats
/// the page, begins nothing and ends nothing.
[[nodiscard]] QList<FolderStanding> folderStandings(const Server &server, const QList<CoverageRow> &rows,
                                                    const QDateTime &latest, const QList<FolderStanding> &known,
                                                    const EarlierProbes &earlier);

/// The rows with what is known of their since; nothing where the latest probe alone saw it so and none before it.
[[nodiscard]] QList<CoverageRow> withStandings(QList<CoverageRow> rows, const QDateTime &latest,
                                               const QList<FolderStanding> &known);

} // namespace Nightkeep
