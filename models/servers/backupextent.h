// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/servers/coverage.h"
#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

#include <QList>

#include <optional>

namespace Nightkeep {

/// What is known about the backup of one piece of a server's tree.
enum class BackupOf {
    Taken, ///< in the list of what is backed up
    NotTaken, ///< not in that list
    Doubtful, ///< in the list, but the storage manager never recorded a full incremental of it
};

/// One root of a piece that is backed up or left out as a whole: a mount point, a file space of the
/// storage manager, or a folder that the page lists.
struct BackupPiece
{
    BytePath root;
    BackupOf backup = BackupOf::NotTaken;
    QString mountType = {}; ///< of the mount at this root; empty where none is known there
    bool network = false; ///< a network or automounted file system
    bool fileSpace = false; ///< the storage manager has a file space of this name
    QDateTime lastIncremental = {}; ///< of that file space; invalid where unknown

    /// proc, sysfs and the like: nothing in it that a backup could keep.
    [[nodiscard]] bool isKernelView() const;

    bool operator==(const BackupPiece &) const = default;
};

/// A server's tree cut into pieces. A path belongs to the piece with the deepest root that holds it:
/// a file space is one file system or one virtual mount point, so "/" stops where "/var" begins, and
/// "/data" where a file space "/data/moodle" begins (storage manager, "Stored files").
struct BackupExtent
{
    QList<BackupPiece> pieces;
    QList<BytePath> taken; ///< the list of what is backed up, in its own order, without repeats
    Evidence evidence = Evidence::Declared; ///< whether the client said so, or only the page
    bool mountsKnown = false;
    bool domainKnown = false;
    bool fileSpacesKnown = false;

    /// Null where no piece holds it (no root file system known).
    [[nodiscard]] const BackupPiece *pieceOf(const BytePath &path) const;
    /// The pieces that begin strictly below a folder and that a backup would have to take.
    [[nodiscard]] QList<BackupPiece> piecesBelow(const BytePath &folder) const;

private:
    template<typename Matches> [[nodiscard]] const BackupPiece *deepestOf(Matches matches) const;
    /// A kernel view, or something that only lives inside one.
    [[nodiscard]] bool holdsNothing(const BackupPiece &piece) const;
};

/// The client's own answer wins: the domain and the file spaces, and only what is in both where both
/// are known. Without it, the page's list.
[[nodiscard]] BackupExtent backupExtent(const Server &server, const std::optional<ServerSnapshot> &snapshot);

} // namespace Nightkeep
