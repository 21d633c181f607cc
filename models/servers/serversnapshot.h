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

    bool operator==(const Mount &) const = default;
};

/// One file space the storage manager's client reports.
struct FileSpace
{
    BytePath name;
    QDateTime lastIncremental; ///< invalid: blank or 00/00/0, never a *full* incremental

    bool operator==(const FileSpace &) const = default;
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
