// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/coverage/coverage.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace Nightkeep {

/// On whose word: covered by the page's alone is unknown.
[[nodiscard]] State coverageStateIcon(CoverageState state, Evidence evidence);
/// The worst of the wanted ones: what a server, and the page, stands with.
[[nodiscard]] State worstCoverage(const CoverageCounts &counts);
[[nodiscard]] int coverageRank(CoverageState state); ///< the worst first, as people look at them
/// The same; of what is covered the page's word comes before the server's.
[[nodiscard]] int coverageRank(const CoverageRow &row);

/// The state that a coverage row is shown with; none for a folder that nobody asked for.
[[nodiscard]] std::optional<State> coverageRowState(const CoverageRow &row);
/// "covered", "page says covered" ... "not asked for".
[[nodiscard]] QString coverageRowWord(const CoverageRow &row);
/// The backed-up folder that holds it; "nothing", or "not known" where nobody can tell.
[[nodiscard]] QString coverageHolder(const CoverageRow &row);
/// "seen on the server, 14 minutes ago", "from the page and the server's mounts, ...", "from the page alone".
[[nodiscard]] QString coverageEvidence(const CoverageRow &row, const QDateTime &now);
/// "since last night", "at least since 3 November 2008"; empty where nothing is wrong, or it is not known.
[[nodiscard]] QString coverageSince(const CoverageRow &row, const QDateTime &now);
/// The key of a row on the folders page: "server/percent-encoded folder", as findings name it.
[[nodiscard]] QString coverageKey(const CoverageRow &row);
/// What a person can do about a row; empty where nothing needs doing.
[[nodiscard]] QString coverageAdvice(const CoverageRow &row);

/// "2 of 8 wanted folders are not backed up. Asked 14 minutes ago."
[[nodiscard]] PageAnswer coverageAnswer(const QList<CoverageRow> &rows, const QDateTime &now);

enum class CoverageFilter {
    All,
    Wanted,
    NeedsAttention, ///< every wanted folder that is not known to be covered
    Covered,
    Partly,
    Uncovered,
    Stale,
    Unknown,
    Unasked,
    Disagreeing, ///< the page and the server do not say the same
};
[[nodiscard]] bool passesFilter(const CoverageRow &row, CoverageFilter filter);

/// One row per folder, servers in the order given, so that a server's folders stand together.
class CoverageModel final : public ColumnTable<CoverageRow>
{
public:
    enum Column {
        ServerColumn,
        FolderColumn,
        StateColumn,
        ByColumn, ///< by the server's word where it has said so, else by the page's
        DeclaredColumn, ///< what the page says, where that is not what the server says
        EvidenceColumn,
        ReasonColumn,
        ColumnCount,
    };

    explicit CoverageModel(QObject *parent = nullptr);

    void setRows(const QList<CoverageRow> &rows, const QDateTime &now);
};

} // namespace Nightkeep
