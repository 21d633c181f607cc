// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/backupextent.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// The folders in their order, cleaned, each once. A name that is no absolute path (a Windows file
/// space, a keyword) holds no folder of this server.
QList<BytePath> cleanOnce(const QList<BytePath> &folders)
{
    QList<BytePath> clean;
    for (const BytePath &folder : folders) {
        const Result<BytePath> path = cleanFolder(folder);
        if (path && !clean.contains(*path))
            clean.append(*path);
    }
    return clean;
}

QList<BytePath> namesOf(const QList<FileSpace> &spaces)
{
    QList<BytePath> names;
    for (const FileSpace &space : spaces)
        names.append(space.name);
    return cleanOnce(names);
}

BackupPiece &pieceAt(QList<BackupPiece> &pieces, const BytePath &root)
{
    for (BackupPiece &piece : pieces) {
        if (piece.root == root)
            return piece;
    }
    pieces.append(BackupPiece {.root = root});
    return pieces.last();
}

void addMounts(BackupExtent &extent, const QList<Mount> &mounts)
{
    for (const Mount &mount : mounts) {
        const Result<BytePath> target = cleanFolder(mount.target);
        if (!target)
            continue;
        // The last mount at a target hides the ones before it.
        BackupPiece &piece = pieceAt(extent.pieces, *target);
        piece.mountType = mount.type;
        piece.mountKind = kindOf(mount);
        piece.network = !mount.local;
        piece.bindOf = mount.bindOf;
    }
    extent.mountsKnown = !mounts.isEmpty();
}

void addFileSpaces(BackupExtent &extent, const QList<FileSpace> &spaces)
{
    for (const FileSpace &space : spaces) {
        const Result<BytePath> name = cleanFolder(space.name);
        if (!name)
            continue;
        BackupPiece &piece = pieceAt(extent.pieces, *name);
        piece.fileSpace = true;
        piece.lastIncremental = space.lastIncremental;
    }
}

void addVirtualMounts(BackupExtent &extent, const QList<BytePath> &points)
{
    for (const BytePath &point : cleanOnce(points))
        pieceAt(extent.pieces, point).virtualMount = true;
}

/// Its last full incremental is no older than agreed.
bool isFresh(const BackupPiece &piece, const BackupExtent &extent, const ServerSnapshot &snapshot)
{
    const QDateTime asked = snapshot.takenAt.addSecs(snapshot.clockOffsetSeconds);
    return piece.lastIncremental.isValid() && piece.lastIncremental.secsTo(asked) <= extent.staleAfter;
}

/// The list of what is backed up, and whose word it is.
void chooseTaken(BackupExtent &extent, const Server &server, const std::optional<ServerSnapshot> &snapshot)
{
    extent.domainKnown = snapshot && snapshot->domain;
    extent.fileSpacesKnown = snapshot && snapshot->fileSpaces;
    if (!extent.domainKnown && !extent.fileSpacesKnown) {
        extent.taken = cleanOnce(server.current);
        return;
    }
    extent.evidence = Evidence::Observed;
    const QList<BytePath> domain = extent.domainKnown ? cleanOnce(*snapshot->domain) : QList<BytePath>();
    extent.taken = extent.fileSpacesKnown ? namesOf(*snapshot->fileSpaces) : domain;
    const QList<BytePath> without = cleanOnce(extent.domainKnown ? snapshot->domainWithout : QList<BytePath>());
    const auto isProven = [&](const BytePath &name) {
        return snapshot->domainAllLocal && !without.contains(name)
            && isFresh(pieceAt(extent.pieces, name), extent, *snapshot);
    };
    if (extent.domainKnown)
        extent.taken.removeIf([&](const BytePath &name) { return !domain.contains(name) && !isProven(name); });
}

/// Of a piece on the list of what is backed up.
BackupOf backupOfTaken(const BackupPiece &piece, const BackupExtent &extent,
                       const std::optional<ServerSnapshot> &snapshot)
{
    if (!extent.fileSpacesKnown)
        return BackupOf::Taken;
    if (!piece.lastIncremental.isValid())
        return extent.domainKnown ? BackupOf::Never : BackupOf::Doubtful;
    return isFresh(piece, extent, *snapshot) ? BackupOf::Taken : BackupOf::Stale;
}

/// A mount or virtual mount point that the domain names and that has no file space yet.
void markNeverBegun(BackupExtent &extent, const QList<BytePath> &domain)
{
    for (BackupPiece &piece : extent.pieces) {
        if (!piece.fileSpace && piece.backup == BackupOf::NotTaken && domain.contains(piece.root))
            piece.backup = BackupOf::Never;
    }
}

} // namespace

qint64 staleAfterSeconds(const BackupFigures &agreed)
{
    constexpr qint64 Day = 24 * 60 * 60;
    return std::max(1, agreed.everyDays.value_or(1)) * Day + StaleGraceSeconds;
}

template<typename Matches> const BackupPiece *BackupExtent::deepestOf(Matches matches) const
{
    const BackupPiece *deepest = nullptr;
    for (const BackupPiece &piece : pieces) {
        if (matches(piece) && (!deepest || holdsPath(deepest->root, piece.root)))
            deepest = &piece;
    }
    return deepest;
}

const BackupPiece *BackupExtent::pieceOf(const BytePath &path) const
{
    return deepestOf([&](const BackupPiece &piece) { return holdsPath(piece.root, path); });
}

bool BackupExtent::isNothing(const BackupPiece &piece) const
{
    if (piece.isLeftOut() && holdsNothing(piece.mountKind))
        return true;
    const BackupPiece *at = &piece;
    while (at && at->isLeftOut() && at->mountKind != MountKind::View) {
        const BytePath root = at->root;
        at = deepestOf([&](const BackupPiece &outer) { return outer.root != root && holdsPath(outer.root, root); });
    }
    return at && at->isLeftOut();
}

QList<BackupPiece> BackupExtent::piecesBelow(const BytePath &folder) const
{
    QList<BackupPiece> below;
    for (const BackupPiece &piece : pieces) {
        if (piece.root != folder && holdsPath(folder, piece.root) && !isNothing(piece))
            below.append(piece);
    }
    return below;
}

BackupExtent backupExtent(const Server &server, const std::optional<ServerSnapshot> &snapshot)
{
    BackupExtent extent;
    extent.staleAfter = staleAfterSeconds(server.decisions.backup);
    extent.wanted = server.wanted;
    extent.service = server.service;
    if (snapshot) {
        addMounts(extent, snapshot->mounts);
        addFileSpaces(extent, snapshot->fileSpaces.value_or(QList<FileSpace>()));
        addVirtualMounts(extent, snapshot->virtualMountPoints);
        extent.rules = IncludeExclude(snapshot->rules.value_or(QList<IncludeExcludeRule>()));
    }
    chooseTaken(extent, server, snapshot);
    for (const BytePath &folder : extent.taken) {
        BackupPiece &piece = pieceAt(extent.pieces, folder);
        piece.backup = backupOfTaken(piece, extent, snapshot);
    }
    if (snapshot)
        extent.folders += snapshot->folders.keys(FolderPresence::Present);
    for (const BackupPiece &piece : std::as_const(extent.pieces))
        extent.folders.append(piece.root);
    if (extent.domainKnown && extent.fileSpacesKnown)
        markNeverBegun(extent, cleanOnce(*snapshot->domain));
    return extent;
}

} // namespace Nightkeep
