// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/foldercoverage.h"

#include <algorithm>

namespace Nightkeep {

namespace {

FolderPart partOf(const BackupPiece &piece, const BytePath &from, const BackupExtent &extent)
{
    FolderPart part {piece};
    if (piece.isLeftOut())
        return part;
    part.effect = extent.rules.below(from, piece.root, [&](const BytePath &folder) {
        const BackupPiece *holder = extent.pieceOf(folder);
        return holder && holder->root == piece.root;
    });
    return part;
}

} // namespace

CoverageState FolderCoverage::state() const
{
    const auto any = [this](bool (FolderPart::*is)() const) {
        return (own.*is)()
            || std::any_of(below.begin(), below.end(), [is](const FolderPart &part) { return (part.*is)(); });
    };
    if (any(&FolderPart::isKept) && any(&FolderPart::losesSome))
        return CoverageState::Partly;
    if (own.isLeftOut())
        return CoverageState::Uncovered;
    if (any(&FolderPart::isStale))
        return CoverageState::Stale;
    return any(&FolderPart::isDoubtful) ? CoverageState::Unknown : CoverageState::Covered;
}

qsizetype FolderCoverage::rule() const
{
    if (own.effect.rule >= 0)
        return own.effect.rule;
    for (const FolderPart &part : below) {
        if (part.effect.rule >= 0)
            return part.effect.rule;
    }
    return -1;
}

QSet<qsizetype> FolderCoverage::rulesByName() const
{
    QSet<qsizetype> rules = own.effect.byName;
    for (const FolderPart &part : below)
        rules += part.effect.byName;
    return rules;
}

FolderCoverage folderCoverage(const BytePath &folder, const BackupExtent &extent)
{
    FolderCoverage coverage {folder};
    if (const BackupPiece *piece = extent.pieceOf(folder)) {
        coverage.held = true;
        coverage.own = partOf(*piece, folder, extent);
    }
    for (const BackupPiece &piece : extent.piecesBelow(folder))
        coverage.below.append(partOf(piece, piece.root, extent));
    return coverage;
}

} // namespace Nightkeep
