// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/foldercoverage.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// Files of what a folder exists for, and each wanted folder that really is there or below it: by its own name,
/// which for a folder behind a link says more than its place.
QList<PurposeFile> examplesFor(const BytePath &folder, const BackupExtent &extent)
{
    QList<PurposeFile> files = filesOfPurpose(folder, extent.service, folder);
    for (const WantedFolder &wanted : extent.wanted) {
        if (wanted.name != folder && holdsPath(folder, wanted.place))
            files += filesOfPurpose(wanted.name, extent.service, wanted.place);
        else if (wanted.name != wanted.place && holdsPath(wanted.place, folder))
            files += filesOfPurpose(wanted.name, extent.service, folder); // mounted below what the link leads to
    }
    return files;
}

FolderPart partOf(const BackupPiece &piece, const BytePath &from, const BackupExtent &extent, qsizetype &workLeft)
{
    FolderPart part {piece};
    if (piece.isLeftOut() || extent.rules.isEmpty())
        return part;
    workLeft -= extent.wanted.size() + extent.present.size(); // each is looked at below
    if (workLeft <= 0) {
        part.effect.unfinished = true;
        return part;
    }
    const auto isOfPiece = [&](const BytePath &folder) {
        const BackupPiece *holder = extent.pieceOf(folder);
        return holder && holder->root == piece.root;
    };
    const auto isFileOfPiece = [&](const BytePath &file) {
        return isOfPiece(file.left(std::max<qsizetype>(1, file.lastIndexOf('/'))));
    };
    const bool inSystemPlace = isSystemPlace(from);
    const auto mayBe = [&](const BytePath &file) {
        return isFileOfPiece(file) && (inSystemPlace || !isSystemPlace(file)) && !extent.isFolder(file);
    };
    QList<PurposeFile> examples = examplesFor(from, extent);
    examples.removeIf([&](const PurposeFile &example) { return !isFileOfPiece('/' + example.path.join('/')); });
    QList<BytePath> folders = extent.present;
    folders.removeIf(
        [&](const BytePath &folder) { return folder == from || !holdsPath(from, folder) || !isOfPiece(folder); });
    part.effect = extent.rules.below(from, piece.root, mayBe, examples, folders, workLeft);
    workLeft = part.isUntried() ? 0 : workLeft - part.effect.work; // once spent, spent for all that follows
    return part;
}

} // namespace

CoverageState FolderCoverage::state() const
{
    const auto any = [this](bool (FolderPart::*is)() const) {
        return (own.*is)()
            || std::any_of(below.begin(), below.end(), [is](const FolderPart &part) { return (part.*is)(); });
    };
    if (any(&FolderPart::isKept) && any(&FolderPart::losesSome)) {
        // No backup keeps memory; what one could keep, and does not as it should, is what somebody can act on.
        if (!losesOnlyMemory() || !(any(&FolderPart::isStale) || any(&FolderPart::isDoubtful)))
            return CoverageState::Partly;
    } else if (own.isLeftOut()) {
        return CoverageState::Uncovered;
    }
    if (any(&FolderPart::isStale))
        return CoverageState::Stale;
    return any(&FolderPart::isDoubtful) ? CoverageState::Unknown : CoverageState::Covered;
}

qsizetype FolderCoverage::rule() const
{
    qsizetype first = own.effect.rule;
    for (const FolderPart &part : below) {
        const bool worse = !part.effect.lost.isEmpty() && own.effect.lost.isEmpty() && !own.isLeftOut();
        if (part.effect.rule >= 0 && (first < 0 || worse))
            first = part.effect.rule;
    }
    return first;
}

bool FolderCoverage::losesOnlyMemory() const
{
    return (!own.losesSome() || own.isMemory()) && std::all_of(below.begin(), below.end(), [](const FolderPart &part) {
               return !part.losesSome() || part.isMemory();
           });
}

QList<Purpose> FolderCoverage::lost() const
{
    QSet<Purpose> lost = own.effect.lost;
    for (const FolderPart &part : below)
        lost += part.effect.lost;
    QList<Purpose> ordered = lost.values();
    std::sort(ordered.begin(), ordered.end());
    return ordered;
}

bool FolderCoverage::hasUntried() const
{
    return own.isUntried()
        || std::any_of(below.begin(), below.end(), [](const FolderPart &part) { return part.isUntried(); });
}

QSet<qsizetype> FolderCoverage::rulesByName() const
{
    QSet<qsizetype> rules = own.effect.byName;
    for (const FolderPart &part : below)
        rules += part.effect.byName;
    return rules;
}

FolderCoverage folderCoverage(const BytePath &folder, const BackupExtent &extent, qsizetype &workLeft)
{
    FolderCoverage coverage {folder};
    if (const BackupPiece *piece = extent.pieceOf(folder)) {
        coverage.held = true;
        coverage.own = partOf(*piece, folder, extent, workLeft);
    }
    for (const BackupPiece &piece : extent.piecesBelow(folder))
        coverage.below.append(partOf(piece, piece.root, extent, workLeft));
    return coverage;
}

} // namespace Nightkeep
