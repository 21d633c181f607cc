// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"
#include "models/base/frame.h"
#include "models/storage/mount.h"
#include "models/storage/storagemanager.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Nightkeep {

/// What a folder asked about was found to be on the server.
enum class FolderPresence {
    Present,
    Missing,
    NotFolder,
    Unreadable, ///< a folder above it may not be entered: unknown
};

template<>
inline constexpr auto Names<FolderPresence> = std::to_array<Name<FolderPresence>>({
    {FolderPresence::Present, "present"},
    {FolderPresence::Missing, "missing"},
    {FolderPresence::NotFolder, "notFolder"},
    {FolderPresence::Unreadable, "unreadable"},
});
/// With a clock further off than this how old a thing is is not known, and nothing is forgotten for its age.
constexpr qint64 DoubtedClockOffsetSeconds = 24 * 60 * 60;

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
    bool domainAllLocal = false; ///< some of the domain is our reading of ALL-LOCAL
    QList<BytePath> domainWithout; ///< what the domain takes away by name
    QString storageManagerProblem; ///< why the two above are missing, a sentence; empty if they are not
    QHash<BytePath, FolderPresence> folders;
    QHash<BytePath, BytePath> realPaths; ///< of folders reached through a symbolic link: where they really are
    std::optional<QList<IncludeExcludeRule>> rules; ///< top down, as they are evaluated; nullopt: not known
    std::optional<QList<ManagementClass>> managementClasses; ///< nullopt: not known
    QList<BytePath> virtualMountPoints; ///< of dsm.sys: folders that are file spaces of their own
    QStringList evidenceProblems; ///< sentences: what is not known of the server, and why

    /// Whether moments of the server's and of this workstation may be held against each other.
    [[nodiscard]] bool clocksAgree() const
    {
        return clockOffsetSeconds >= -DoubtedClockOffsetSeconds && clockOffsetSeconds <= DoubtedClockOffsetSeconds;
    }

    static constexpr auto fields()
    {
        return std::tuple {
            Field {"takenAt", &ServerSnapshot::takenAt},
            Field {"osRelease", &ServerSnapshot::osRelease},
            Field {"kernel", &ServerSnapshot::kernel},
            Field {"uptimeSeconds", &ServerSnapshot::uptimeSeconds},
            Field {"clockOffsetSeconds", &ServerSnapshot::clockOffsetSeconds},
            Field {"mounts", &ServerSnapshot::mounts},
            Field {"tools", &ServerSnapshot::tools}.keyed("name", "path"),
            Field {"fileSpaces", &ServerSnapshot::fileSpaces},
            Field {"domain", &ServerSnapshot::domain},
            Field {"domainAllLocal", &ServerSnapshot::domainAllLocal}.orMissing(),
            Field {"domainWithout", &ServerSnapshot::domainWithout}.orMissing(),
            Field {"storageManagerProblem", &ServerSnapshot::storageManagerProblem},
            Field {"folders", &ServerSnapshot::folders}.keyed("folder", "state").formerlyKeyed("path", "presence"),
            Field {"realPaths", &ServerSnapshot::realPaths}.keyed("path", "real").orMissing(),
            Field {"rules", &ServerSnapshot::rules}.orMissing(),
            Field {"managementClasses", &ServerSnapshot::managementClasses}.orMissing(),
            Field {"virtualMountPoints", &ServerSnapshot::virtualMountPoints}.orMissing(),
            Field {"evidenceProblems", &ServerSnapshot::evidenceProblems}.orMissing()};
    }
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

} // namespace Nightkeep
