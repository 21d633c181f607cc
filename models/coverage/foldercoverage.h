// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/backupextent.h"
#include "models/coverage/coverage.h"

namespace Nightkeep {

/// The part of a folder that lies in one piece of the server's tree, with what the rules leave of it.
struct FolderPart
{
    BackupPiece piece;
    RuleEffect effect = {}; ///< None where the piece is left out anyway

    /// The rules were not all tried: some of it may be kept out, or all.
    [[nodiscard]] bool isUntried() const { return effect.unfinished; }
    [[nodiscard]] bool isKept() const
    {
        return piece.isKept() && !isUntried() && effect.kind != RuleEffect::Kind::Whole;
    }
    [[nodiscard]] bool isStale() const { return isKept() && piece.backup == BackupOf::Stale; }
    [[nodiscard]] bool isLeftOut() const { return piece.isLeftOut() || effect.kind == RuleEffect::Kind::Whole; }
    [[nodiscard]] bool losesSome() const { return isLeftOut() || effect.kind == RuleEffect::Kind::Part; }
    /// Left out, and no backup could keep it: it is gone at every boot.
    [[nodiscard]] bool isMemory() const { return piece.isLeftOut() && isInMemory(piece.mountType); }
    [[nodiscard]] bool isDoubtful() const
    {
        return isUntried() || (piece.backup == BackupOf::Doubtful && !isLeftOut());
    }
};

/// One folder held against a server's backup, taken apart.
struct FolderCoverage
{
    BytePath folder; ///< where it really is
    bool held = false; ///< a piece holds it; else `own` is empty and left out
    FolderPart own = {};
    QList<FolderPart> below = {}; ///< pieces that begin below it

    /// Some is kept and some is not: partly, unless what is not is memory alone and the rest is worse than kept.
    /// What it lies in is left out: uncovered, also where the rest is in doubt. Then, from the worst: stale,
    /// unknown, covered.
    [[nodiscard]] CoverageState state() const;
    /// The rule that takes all or part of it, its place in the list; -1: none does. Of several, one that
    /// takes what the folder exists for.
    [[nodiscard]] qsizetype rule() const;
    [[nodiscard]] QList<Purpose> lost() const; ///< what it exists for, of which rules keep files out
    /// What is left out of it, by a mount or a rule, is all in memory.
    [[nodiscard]] bool losesOnlyMemory() const;
    [[nodiscard]] bool hasUntried() const; ///< a part of it is
    /// Rules for certain names that reach into it.
    [[nodiscard]] QSet<qsizetype> rulesByName() const;
};

/// `workLeft` is what may still be done with the rules of this server, see MostRuleWork; what is done is taken off.
/// Where nothing is left the parts are untried.
[[nodiscard]] FolderCoverage folderCoverage(const BytePath &folder, const BackupExtent &extent, qsizetype &workLeft);

} // namespace Nightkeep
