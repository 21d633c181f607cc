// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "models/coverage/serverrow.h"

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// Some lines of a cell, as copies hold them, as they are drawn, and which of them are struck through.
struct CellLines
{
    QStringList whole;
    QStringList drawn;
    QList<int> struck;

    bool operator==(const CellLines &) const = default;
};

/// What is backed up by the server's own word: the client's domain, else its file spaces, and struck through what the
/// page lists and the server does not back up. Where the client did not say: the page's list, said to be the page's.
[[nodiscard]] CellLines backedUpLines(const ServerRow &row);
[[nodiscard]] std::optional<qsizetype> backedUpCount(const ServerRow &row); ///< none where the client did not say

/// The folders that the page says are backed up and the server does not back up, by their places in the page's list.
[[nodiscard]] QList<int> contradictedFolders(const ServerRow &row);

/// When the storage manager last took all of a file space, and which one is more than a day behind the others.
[[nodiscard]] QStringList lastRunLines(const ServerRow &row, const QDateTime &now);
[[nodiscard]] QDateTime lastRun(const ServerRow &row); ///< of the file space that is furthest behind; invalid: unknown
[[nodiscard]] std::optional<State> lastRunState(const ServerRow &row);

/// What was decided of each subject, and how each stands; without what nobody has said anything of.
[[nodiscard]] QStringList decidedLines(const ServerDecisions &decisions);
[[nodiscard]] QList<int> decidedStates(const ServerDecisions &decisions, const QDate &today);

/// What the comparison says of a wanted folder; null where it says nothing.
[[nodiscard]] const CoverageRow *wantedVerdict(const ServerRow &row, const BytePath &folder);
/// "covered /data/moodle": each wanted folder with its state in a word.
[[nodiscard]] QStringList standingLines(const ServerRow &row);
/// The lower, the worse its worst wanted folder stands; none where nothing is wanted.
[[nodiscard]] std::optional<int> worstRank(const ServerRow &row);

} // namespace Nightkeep
