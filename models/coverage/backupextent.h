// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/coverage/coverage.h"
#include "models/coverage/includeexclude.h"
#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"
#include "models/storage/mountkind.h"

#include <QHash>
#include <QList>

#include <optional>

namespace Nightkeep {

/// What is known about the backup of one piece of a server's tree.
enum class BackupOf {
    Taken, ///< in the list of what is backed up
    Stale, ///< in that list, but its last full incremental is older than the policy allows
    NotTaken, ///< not in that list
    Never, ///< in the client's domain, but no full incremental of it was ever recorded: nothing to restore
    Doubtful, ///< the storage manager has a file space of it without a full incremental, and whether
              ///< the domain names it is not known: it may be in use for single folders or archives. Or
              ///< how old the full incremental is cannot be told, for a clock is wrong
};

/// One root of a piece that is backed up or left out as a whole: a mount point, a file space of the
/// storage manager, or a folder that the page lists.
struct BackupPiece
{
    BytePath root;
    BackupOf backup = BackupOf::NotTaken;
    QString mountType = {}; ///< of the mount at this root; empty where none is known there
    MountKind mountKind = MountKind::Files;
    bool network = false; ///< a network or automounted file system
    bool virtualMount = false; ///< a virtual mount point of the client's options
    BytePath bindOf = {}; ///< of a bind mount: where the same files stand too
    bool fileSpace = false; ///< the storage manager has a file space of this name
    QDateTime lastIncremental = {}; ///< of that file space; invalid where unknown

    /// A backup of it may be restored from, if not of last night.
    [[nodiscard]] bool isKept() const { return backup == BackupOf::Taken || backup == BackupOf::Stale; }
    [[nodiscard]] bool isLeftOut() const { return backup == BackupOf::NotTaken || backup == BackupOf::Never; }

    bool operator==(const BackupPiece &) const = default;
};

/// Of the wanted list and there, by its name and where its files really are.
struct WantedFolder
{
    BytePath name;
    BytePath place;
};

/// A server's tree cut into pieces. A path belongs to the piece with the deepest root that holds it:
/// a file space is one file system or one virtual mount point, so "/" stops where "/var" begins, and
/// "/data" where a file space "/data/moodle" begins (storage manager, "Stored files"). A bind mount is
/// a mount point like any other: the client sees a file system of its own there [inference from
/// "one file space is one mount point"], whatever is backed up where its files stand too.
struct BackupExtent
{
    QList<BackupPiece> pieces;
    QList<BytePath> taken; ///< the list of what is backed up, in its own order, without repeats
    Evidence evidence = Evidence::Declared; ///< whether the client said so, or only the page
    IncludeExclude rules; ///< empty where the client's list is not known
    QList<BytePath> folders = {}; ///< that are known to be folders, sorted
    QList<BytePath> present = {}; ///< places of folders that somebody speaks of and that are there
    QList<WantedFolder> wanted = {}; ///< with `service`, what tells what a folder exists for
    QString service = {};
    qint64 staleAfter = 0; ///< seconds, see staleAfterSeconds()
    QDateTime asked = {}; ///< when, by the server's clock
    bool clocksAgree = true; ///< with one that is wrong the age of a backup is not known
    bool mountsKnown = false;
    bool domainKnown = false;
    bool fileSpacesKnown = false;

    /// Null where no piece holds it (no root file system known).
    [[nodiscard]] const BackupPiece *pieceOf(const BytePath &path) const;
    /// Whether a clean path is known to be a folder, or must be one because something below it is.
    [[nodiscard]] bool isFolder(const BytePath &path) const;
    /// The pieces that begin strictly below a folder and that a backup would have to take.
    [[nodiscard]] QList<BackupPiece> piecesBelow(const BytePath &folder) const;
    /// Its last full incremental is no older than agreed.
    [[nodiscard]] bool isFresh(const BackupPiece &piece) const;
    /// The piece that begins at a clean path, made where there is none.
    [[nodiscard]] BackupPiece &pieceAt(const BytePath &root);

private:
    /// As pieceOf(), of a clean path; none holds the empty one.
    [[nodiscard]] const BackupPiece *holderOf(const BytePath &path) const;
    /// Left out, and nothing of anybody's: by its kind, because it only lives inside a view of the kernel's, or
    /// an automounter that waits for somebody, where no folder but the root was asked for.
    [[nodiscard]] bool isNothing(const BackupPiece &piece) const;

    QHash<BytePath, qsizetype> m_places; ///< of the pieces, by their roots: a server may have a hundred thousand
};

/// How old the last full incremental may be. A nightly run begins when the schedule's window opens and
/// takes hours, another while each night, so half a day is allowed beyond the days between two runs;
/// two nights without one are never within it.
constexpr qint64 StaleGraceSeconds = 12 * 60 * 60;
/// Between two runs as agreed, one day where nothing was agreed (the page: each night), and the grace.
[[nodiscard]] qint64 staleAfterSeconds(const BackupFigures &agreed);

/// Where the files below a folder really are, as the client finds them: behind a symbolic link, but for a virtual
/// mount point.
[[nodiscard]] BytePath realPlace(const BytePath &folder, const std::optional<ServerSnapshot> &snapshot);

/// The client's own answer wins: the domain and the file spaces, and only what is in both where both
/// are known. But where the domain is our reading of ALL-LOCAL, a file space that is not in it and has a
/// full incremental proves the reading wrong, and its age says whether it is stale. Without an answer, the page's list.
/// Ages are those of the moment of the snapshot by the server's own clock (takenAt + clockOffsetSeconds), which the
/// client's dates are told by: a snapshot that grows old makes no backup stale.
[[nodiscard]] BackupExtent backupExtent(const Server &server, const std::optional<ServerSnapshot> &snapshot);

} // namespace Nightkeep
