// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/frame.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Nightkeep {

struct Mount
{
    BytePath target;
    QString type; ///< "ext4", "tmpfs", "nfs4"
    BytePath source;
    qint64 totalBytes = -1; ///< -1 unknown
    qint64 freeBytes = -1; ///< for an unprivileged user; -1 unknown
    bool local = true; ///< false for network and automounted file systems
    BytePath root = {}; ///< the folder of its file system that is shown here, where that is not the whole:
                        ///< "/srv/data" of a bind mount; empty: the whole, or not known
    BytePath bindOf = {}; ///< of a bind mount, where the same files stand in another mounted tree of this
                          ///< server; empty: no bind mount, or nowhere else
    bool readOnly = false;

    bool operator==(const Mount &) const = default;
};

/// One file space the storage manager's client reports.
struct FileSpace
{
    BytePath name;
    QDateTime lastIncremental; ///< invalid: blank or 00/00/0, never a *full* incremental

    bool operator==(const FileSpace &) const = default;
};

/// One line of the storage manager client's include-exclude list (`dsmc query inclexcl`).
struct IncludeExcludeRule
{
    enum class Scope {
        File, ///< "Excl All", "Incl All": files whose whole path matches
        Directory, ///< "Excl Directory": a folder and all below it; only ever excludes
        FileSpace, ///< "Excl Filespace": a file space as a whole; only ever excludes
        Other, ///< compression, encryption and the like: says nothing about what is taken
    };
    bool include = false;
    Scope scope = Scope::File;
    BytePath pattern = {}; ///< "*" and "?" within one component, "/.../" any depth, "[a-z]" a set
    QString source = {}; ///< the file that the rule came from, or the client's own word ("Operating System")
    QString managementClass = {}; ///< that an include rule binds to; empty: none named

    bool operator==(const IncludeExcludeRule &) const = default;
};

/// A management class as the client sees it; NoLimit (models/servers/serverdecisions.h) where the
/// storage manager says so, absent where it does not say.
struct ManagementClass
{
    QString name;
    bool isDefault = false;
    QString description = {};
    std::optional<int> versionsExist = {};
    std::optional<int> versionsDeleted = {};
    std::optional<int> retainExtra = {}; ///< days
    std::optional<int> retainOnly = {}; ///< days
    std::optional<int> frequency = {}; ///< days between incrementals that the copy group asks for
    std::optional<int> archiveRetain = {}; ///< days

    bool operator==(const ManagementClass &) const = default;
};

/// What a folder asked about was found to be on the server.
enum class FolderPresence {
    Present,
    Missing,
    NotFolder,
    Unreadable, ///< a folder above it may not be entered: unknown
};

/// What one probe saw of one server: facts, no verdicts.
struct ServerSnapshot
{
    QDateTime takenAt; ///< UTC, this workstation's clock
    QString osRelease; ///< PRETTY_NAME, or empty
    QString kernel;
    qint64 uptimeSeconds = -1;
    qint64 clockOffsetSeconds = 0; ///< server minus workstation
    QList<Mount> mounts;
    QHash<QString, QString> tools; ///< name -> path; a tool asked for and absent has an empty path
    std::optional<QList<FileSpace>> fileSpaces; ///< nullopt: no client, or it did not answer
    std::optional<QList<BytePath>> domain; ///< what a plain incremental takes; nullopt: not known
    QString storageManagerProblem; ///< why the two above are missing, a sentence; empty if they are not
    QHash<BytePath, FolderPresence> folders;
    QHash<BytePath, BytePath> realPaths; ///< of folders reached through a symbolic link: where they really are
    std::optional<QList<IncludeExcludeRule>> rules; ///< top down, as they are evaluated; nullopt: not known
    std::optional<QList<ManagementClass>> managementClasses; ///< nullopt: not known
    QList<BytePath> virtualMountPoints; ///< of dsm.sys: folders that are file spaces of their own
    QStringList evidenceProblems; ///< sentences: why rules or classes are missing, what could not be read of them

    bool operator==(const ServerSnapshot &) const = default;
};

/// The tools whose presence decides what Nightkeep can do on a server.
[[nodiscard]] QStringList probedTools();

/// The input of resources/remote/probe.sh: which tools to look for, which folders to look at.
[[nodiscard]] QByteArray probeInput(const QStringList &tools, const QList<BytePath> &folders);

/// Reads the records of resources/remote/probe.sh. `sentAt` and `receivedAt` bracket the call;
/// the clock offset is measured against their middle.
[[nodiscard]] Result<ServerSnapshot> parseProbe(const QList<FrameRecord> &records, const QDateTime &sentAt,
                                                const QDateTime &receivedAt);

/// The mount that holds a path: the one with the most components that holds it. Null if none is known.
[[nodiscard]] const Mount *mountOf(const QList<Mount> &mounts, const BytePath &path);

} // namespace Nightkeep
