// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/backupextent.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

/// The folders in their order, cleaned, each once. A name that is no absolute path (a Windows file
/// space, a keyword) holds no folder of this server.
QList<BytePath> cleanOnce(const QList<BytePath> &folders)
{
    QList<BytePath> clean;
    QSet<BytePath> seen;
    for (const BytePath &folder : folders) {
        const Result<BytePath> path = cleanFolder(folder);
        if (!path || seen.contains(*path))
            continue;
        seen.insert(*path);
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

QSet<BytePath> setOf(const QList<BytePath> &folders)
{
    return {folders.begin(), folders.end()};
}

/// The folder that holds a clean path; empty for "/".
BytePath folderAbove(const BytePath &path)
{
    return path.size() > 1 ? path.left(std::max<qsizetype>(1, path.lastIndexOf('/'))) : BytePath();
}

void addMounts(BackupExtent &extent, const QList<Mount> &mounts)
{
    for (const Mount &mount : mounts) {
        const Result<BytePath> target = cleanFolder(mount.target);
        if (!target)
            continue;
        // The last mount at a target hides the ones before it.
        BackupPiece &piece = extent.pieceAt(*target);
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
        BackupPiece &piece = extent.pieceAt(*name);
        piece.fileSpace = true;
        piece.lastIncremental = space.lastIncremental;
    }
}

void addVirtualMounts(BackupExtent &extent, const QList<BytePath> &points)
{
    for (const BytePath &point : cleanOnce(points))
        extent.pieceAt(point).virtualMount = true;
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
    const QSet<BytePath> named = setOf(domain);
    const QSet<BytePath> without = setOf(cleanOnce(extent.domainKnown ? snapshot->domainWithout : QList<BytePath>()));
    const auto isProven = [&](const BytePath &name) {
        return snapshot->domainAllLocal && !without.contains(name) && extent.pieceAt(name).lastIncremental.isValid();
    };
    if (extent.domainKnown)
        extent.taken.removeIf([&](const BytePath &name) { return !named.contains(name) && !isProven(name); });
}

/// Of a piece on the list of what is backed up.
BackupOf backupOfTaken(const BackupPiece &piece, const BackupExtent &extent)
{
    if (!extent.fileSpacesKnown)
        return BackupOf::Taken;
    if (!piece.lastIncremental.isValid())
        return extent.domainKnown ? BackupOf::Never : BackupOf::Doubtful;
    if (!extent.clocksAgree)
        return BackupOf::Doubtful;
    return extent.isFresh(piece) ? BackupOf::Taken : BackupOf::Stale;
}

/// A mount or virtual mount point that the domain names and that has no file space yet.
void markNeverBegun(BackupExtent &extent, const QSet<BytePath> &domain)
{
    for (BackupPiece &piece : extent.pieces) {
        if (!piece.fileSpace && piece.backup == BackupOf::NotTaken && domain.contains(piece.root))
            piece.backup = BackupOf::Never;
    }
}

/// The folders that somebody speaks of, by the wanted list or by what the server was asked about.
void addFolders(BackupExtent &extent, const Server &server, const std::optional<ServerSnapshot> &snapshot)
{
    const auto isAbsent = [&snapshot](const BytePath &folder) {
        const FolderPresence presence =
            snapshot ? snapshot->folders.value(folder, FolderPresence::Present) : FolderPresence::Present;
        return presence == FolderPresence::Missing || presence == FolderPresence::NotFolder;
    };
    for (const BytePath &folder : server.wanted) {
        if (isAbsent(folder))
            continue;
        extent.wanted.append({folder, realPlace(folder, snapshot)});
        extent.present.append(extent.wanted.last().place);
    }
    if (snapshot) {
        extent.folders += snapshot->folders.keys(FolderPresence::Present);
        for (const BytePath &folder : std::as_const(extent.folders))
            extent.present.append(realPlace(folder, snapshot));
    }
    for (const BackupPiece &piece : std::as_const(extent.pieces))
        extent.folders.append(piece.root);
    for (BytePath &folder : extent.folders)
        folder = '/' + pathComponents(folder).join('/');
    std::sort(extent.folders.begin(), extent.folders.end());
    std::sort(extent.present.begin(), extent.present.end());
    extent.present.erase(std::unique(extent.present.begin(), extent.present.end()), extent.present.end());
}

} // namespace

BytePath realPlace(const BytePath &folder, const std::optional<ServerSnapshot> &snapshot)
{
    const BytePath real = snapshot ? snapshot->realPaths.value(folder) : BytePath();
    if (real.isEmpty() || real == folder)
        return folder;
    const auto followed = [&](const BytePath &point) {
        return holdsPath(point, folder) && (point == folder || snapshot->realPaths.contains(point));
    };
    const QList<BytePath> &points = snapshot->virtualMountPoints;
    return std::any_of(points.begin(), points.end(), followed) ? folder : real;
}

qint64 staleAfterSeconds(const BackupFigures &agreed)
{
    constexpr qint64 Day = 24 * 60 * 60;
    return std::max(1, agreed.everyDays.value_or(1)) * Day + StaleGraceSeconds;
}

BackupPiece &BackupExtent::pieceAt(const BytePath &root)
{
    const auto known = m_places.constFind(root);
    if (known != m_places.constEnd())
        return pieces[*known];
    m_places.insert(root, pieces.size());
    pieces.append(BackupPiece {.root = root});
    return pieces.last();
}

const BackupPiece *BackupExtent::holderOf(const BytePath &path) const
{
    // Asked a hundred thousand times for a list of many rules: without copies of the folders above.
    for (qsizetype size = path.size(); size > 0;) {
        const auto place = m_places.constFind(QByteArray::fromRawData(path.constData(), size));
        if (place != m_places.constEnd())
            return &pieces.at(*place);
        size = size > 1 ? std::max<qsizetype>(1, path.lastIndexOf('/', size - 1)) : 0;
    }
    return nullptr;
}

const BackupPiece *BackupExtent::pieceOf(const BytePath &path) const
{
    const bool isClean = path.startsWith('/') && !path.contains("//") && (path.size() == 1 || !path.endsWith('/'));
    return holderOf(isClean ? path : '/' + pathComponents(path).join('/'));
}

bool BackupExtent::isFolder(const BytePath &path) const
{
    const BytePath inside = path.endsWith('/') ? path : path + '/';
    const auto below = std::lower_bound(folders.begin(), folders.end(), inside);
    return (below != folders.end() && below->startsWith(inside))
        || std::binary_search(folders.begin(), folders.end(), path);
}

bool BackupExtent::isNothing(const BackupPiece &piece) const
{
    if (piece.isLeftOut() && holdsNothing(piece.mountKind))
        return true;
    const auto holdsIt = [&piece](const WantedFolder &folder) {
        return folder.place != "/" && holdsPath(folder.place, piece.root);
    };
    if (piece.isLeftOut() && piece.mountType == u"autofs" && std::none_of(wanted.begin(), wanted.end(), holdsIt))
        return true;
    const BackupPiece *at = &piece;
    while (at && at->isLeftOut() && at->mountKind != MountKind::View)
        at = holderOf(folderAbove(at->root));
    return at && at->isLeftOut();
}

bool BackupExtent::isFresh(const BackupPiece &piece) const
{
    return clocksAgree && piece.lastIncremental.isValid() && piece.lastIncremental.secsTo(asked) <= staleAfter;
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
    extent.service = server.service;
    if (snapshot) {
        extent.clocksAgree = snapshot->clocksAgree();
        if (extent.clocksAgree)
            extent.asked = snapshot->takenAt.addSecs(snapshot->clockOffsetSeconds);
        addMounts(extent, snapshot->mounts);
        addFileSpaces(extent, snapshot->fileSpaces.value_or(QList<FileSpace>()));
        addVirtualMounts(extent, snapshot->virtualMountPoints);
        extent.rules = IncludeExclude(snapshot->rules.value_or(QList<IncludeExcludeRule>()));
    }
    chooseTaken(extent, server, snapshot);
    for (const BytePath &folder : extent.taken) {
        BackupPiece &piece = extent.pieceAt(folder);
        piece.backup = backupOfTaken(piece, extent);
    }
    addFolders(extent, server, snapshot);
    if (extent.domainKnown && extent.fileSpacesKnown)
        markNeverBegun(extent, setOf(cleanOnce(*snapshot->domain)));
    return extent;
}

} // namespace Nightkeep
