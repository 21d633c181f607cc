// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/coveragereason.h"

#include "models/base/tr.h"

#include <QLocale>
#include <QStringList>

namespace Nightkeep {

namespace {

/// "/a, /b, /c and 4 more": whole up to a length that a cell can show.
QString namesInWords(const QList<BackupPiece> &pieces)
{
    constexpr qsizetype Shown = 4;
    QStringList names;
    for (const BackupPiece &piece : pieces.mid(0, Shown)) {
        names.append(piece.mountType.isEmpty()
                         ? displayPath(piece.root)
                         : Tr::tr("%1 (%2)").arg(displayPath(piece.root), visibleText(piece.mountType)));
    }
    const QString joined = names.join(QStringLiteral(", "));
    const auto more = static_cast<int>(pieces.size() - Shown);
    return more > 0 ? Tr::tr("%1 and %n more", nullptr, more).arg(joined) : joined;
}

QList<BackupPiece> only(const QList<BackupPiece> &pieces, BackupOf backup)
{
    QList<BackupPiece> chosen;
    for (const BackupPiece &piece : pieces) {
        if (piece.backup == backup)
            chosen.append(piece);
    }
    return chosen;
}

QString coveredReason(const BackupPiece &by, const BackupExtent &extent)
{
    const QString name = displayPath(by.root);
    if (extent.evidence == Evidence::Declared) {
        return extent.mountsKnown
            ? Tr::tr("The page lists %1 as backed up, and by the server's mounts nothing that is left out lies in it.")
                  .arg(name)
            : Tr::tr("The page lists %1 as backed up.").arg(name);
    }
    if (!extent.fileSpacesKnown)
        return Tr::tr("%1 is in the storage manager's domain on the server; its file spaces could not be seen.")
            .arg(name);
    const QString when = QLocale().toString(by.lastIncremental.date(), QLocale::ShortFormat);
    return extent.domainKnown
        ? Tr::tr("%1 is in the storage manager's domain; its last full incremental was on %2.").arg(name, when)
        : Tr::tr("%1 is a file space of the storage manager; its last full incremental was on %2.").arg(name, when);
}

/// The deepest backed-up folder that holds it by name, although it does not reach it.
const BytePath *nearestTaken(const BytePath &folder, const QList<BytePath> &taken)
{
    const BytePath *nearest = nullptr;
    for (const BytePath &candidate : taken) {
        if (holdsPath(candidate, folder) && (!nearest || holdsPath(*nearest, candidate)))
            nearest = &candidate;
    }
    return nearest;
}

/// Why nothing takes the piece that a folder itself lies in.
QString notTakenReason(const BytePath &folder, const BackupExtent &extent, const Server &server)
{
    const BackupPiece *piece = extent.pieceOf(folder);
    const BytePath *nearest = nearestTaken(folder, extent.taken);
    if (piece && nearest) {
        const QString names = displayPath(*nearest);
        const QString root = displayPath(piece->root);
        if (piece->network)
            return Tr::tr("%1 is backed up, but %2 is a network file system (%3) and is not.")
                .arg(names, root, visibleText(piece->mountType));
        if (!piece->mountType.isEmpty())
            return Tr::tr("%1 is backed up, but %2 is a file system of its own (%3) and is not.")
                .arg(names, root, visibleText(piece->mountType));
        return Tr::tr("%1 is backed up, but %2 is a file space of its own and is not in the domain.").arg(names, root);
    }
    if (extent.evidence == Evidence::Declared) {
        return extent.taken.isEmpty() ? Tr::tr("The page lists no folder of this server as backed up.")
                                      : Tr::tr("No folder that the page lists as backed up holds it.");
    }
    const BytePath *declared = nearestTaken(folder, server.current);
    if (declared)
        return Tr::tr("The page lists %1 as backed up, but the storage manager's client on the server does not.")
            .arg(displayPath(*declared));
    return Tr::tr("Nothing that the storage manager's client on the server backs up holds it.");
}

QString partlyReason(const BytePath &folder, const BackupExtent &extent, const Server &server)
{
    const BackupPiece *piece = extent.pieceOf(folder);
    const QList<BackupPiece> below = extent.piecesBelow(folder);
    const BackupOf own = piece ? piece->backup : BackupOf::NotTaken;
    const QString left = namesInWords(only(below, BackupOf::NotTaken));
    if (own == BackupOf::Taken)
        return Tr::tr("%1 is backed up, but this below the folder is left out: %2.")
            .arg(displayPath(piece->root), left);
    const QString taken = namesInWords(only(below, BackupOf::Taken));
    if (own == BackupOf::Doubtful)
        return Tr::tr("Of what lies below it %1 is backed up and %2 is not.").arg(taken, left);
    //: %1 is a whole sentence, %2 a list of folders
    return Tr::tr("%1 Only this below it is backed up: %2.").arg(notTakenReason(folder, extent, server), taken);
}

QString doubtReason(const BytePath &folder, const BackupExtent &extent)
{
    const BackupPiece *piece = extent.pieceOf(folder);
    QList<BackupPiece> doubtful = only(extent.piecesBelow(folder), BackupOf::Doubtful);
    if (piece && piece->backup == BackupOf::Doubtful)
        doubtful.prepend(*piece);
    return Tr::tr("The storage manager has never recorded a full incremental of %1.").arg(namesInWords(doubtful));
}

} // namespace

QString coverageReason(CoverageState state, const BytePath &folder, const BackupExtent &extent, const Server &server)
{
    switch (state) {
    case CoverageState::Covered:
        return coveredReason(*extent.pieceOf(folder), extent);
    case CoverageState::Partly:
        return partlyReason(folder, extent, server);
    case CoverageState::Uncovered:
        return notTakenReason(folder, extent, server);
    case CoverageState::Stale:
    case CoverageState::Unknown:
        return doubtReason(folder, extent);
    }
    return {};
}

QString presenceReason(FolderPresence presence)
{
    switch (presence) {
    case FolderPresence::Missing:
        return Tr::tr("The folder does not exist on the server.");
    case FolderPresence::NotFolder:
        return Tr::tr("There is something of that name on the server, but it is not a folder.");
    case FolderPresence::Unreadable:
        return Tr::tr("The account that asks may not enter a folder above it, so it could not be seen.");
    case FolderPresence::Present:
        break;
    }
    return {};
}

QString unaskedReason(const BackupExtent &extent)
{
    return extent.evidence == Evidence::Observed
        ? Tr::tr("The storage manager's client backs it up, and no folder on the wanted list needs it.")
        : Tr::tr("The page lists it as backed up, and no folder on the wanted list needs it.");
}

QString coverageTitle(const CoverageRow &row)
{
    const QString folder = displayPath(row.folder);
    const QString server = visibleText(shortName(row.server));
    if (!row.wanted)
        return Tr::tr("%1 on %2 is backed up, and nobody asked for it.").arg(folder, server);
    switch (row.state) {
    case CoverageState::Covered:
        return Tr::tr("%1 on %2 is backed up.").arg(folder, server);
    case CoverageState::Partly:
        return Tr::tr("%1 on %2 is only partly backed up.").arg(folder, server);
    case CoverageState::Uncovered:
        return Tr::tr("%1 on %2 is not backed up.").arg(folder, server);
    case CoverageState::Stale:
        return Tr::tr("The backup of %1 on %2 is stale.").arg(folder, server);
    case CoverageState::Unknown:
        return Tr::tr("Whether %1 on %2 is backed up is not known.").arg(folder, server);
    }
    return {};
}

QString coverageStep(const CoverageRow &row)
{
    if (!row.wanted)
        return Tr::tr("If it is needed, add it to the wanted folders; if not, tell the storage team.");
    switch (row.state) {
    case CoverageState::Covered:
        return {};
    case CoverageState::Partly:
        return Tr::tr("Ask the storage team to add what is left out to the backup of this server.");
    case CoverageState::Uncovered:
        return Tr::tr("Ask the storage team to back it up, or take it off the wanted folders.");
    case CoverageState::Stale:
        return Tr::tr("Ask the storage team why the nightly run no longer reaches it.");
    case CoverageState::Unknown:
        return Tr::tr("See on the server whether the folder is there and what the storage manager has of it.");
    }
    return {};
}

} // namespace Nightkeep
