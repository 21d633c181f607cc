// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/described.h"
#include "models/base/finding.h"
#include "models/base/state.h"
#include "models/servers/server.h"
#include "models/servers/serversnapshot.h"

#include <QList>
#include <QString>

namespace Nightkeep {

/// What is different between two snapshots of one server.
struct SnapshotChange
{
    enum class Kind {
        CoverageLost, ///< a wanted folder that left the backup, wholly or in part
        CoverageGained,
        CoverageOther, ///< a verdict that cannot be compared: only the page spoke before, or it is unknown now
        FolderGone,
        FolderBack,
        LinkMoved, ///< a folder reached through a symbolic link that leads elsewhere now
        FileSpaceGone,
        FileSpaceNew,
        DomainLess, ///< something left the list of what the nightly run takes
        DomainMore,
        RuleNew,
        RuleGone,
        IncrementalStands, ///< no full incremental where one was due between the two
        ClientGone, ///< the storage manager's client no longer answers
        ClientBack,
        ClassChanged, ///< a management class, or a figure of one
        Os,
        Kernel,
        Restarted,
        Clock,
        MountNew,
        MountGone,
        MountChanged, ///< type, source, or writable or not
        MountResized,
        ToolGone,
        ToolBack,
    };
    Kind kind = Kind::Os;
    Severity severity = Severity::Info;
    QString object; ///< what it is about, for people: a folder, a mount point, a class, a tool; may be empty
    BytePath path = {}; ///< where that is a path
    QString sentence;

    bool operator==(const SnapshotChange &) const = default;
};

/// One whose object is a folder, a mount or another path.
[[nodiscard]] SnapshotChange aboutPath(SnapshotChange::Kind kind, Severity severity, const BytePath &path,
                                       const QString &sentence);

template<>
inline constexpr auto Names<SnapshotChange::Kind> = std::to_array<Name<SnapshotChange::Kind>>({
    {SnapshotChange::Kind::CoverageLost, "coverage-lost"},
    {SnapshotChange::Kind::CoverageGained, "coverage-gained"},
    {SnapshotChange::Kind::CoverageOther, "coverage-other"},
    {SnapshotChange::Kind::FolderGone, "folder-gone"},
    {SnapshotChange::Kind::FolderBack, "folder-back"},
    {SnapshotChange::Kind::LinkMoved, "link-moved"},
    {SnapshotChange::Kind::FileSpaceGone, "file-space-gone"},
    {SnapshotChange::Kind::FileSpaceNew, "file-space-new"},
    {SnapshotChange::Kind::DomainLess, "domain-less"},
    {SnapshotChange::Kind::DomainMore, "domain-more"},
    {SnapshotChange::Kind::RuleNew, "rule-new"},
    {SnapshotChange::Kind::RuleGone, "rule-gone"},
    {SnapshotChange::Kind::IncrementalStands, "incremental-stands"},
    {SnapshotChange::Kind::ClientGone, "client-gone"},
    {SnapshotChange::Kind::ClientBack, "client-back"},
    {SnapshotChange::Kind::ClassChanged, "class-changed"},
    {SnapshotChange::Kind::Os, "os"},
    {SnapshotChange::Kind::Kernel, "kernel"},
    {SnapshotChange::Kind::Restarted, "restarted"},
    {SnapshotChange::Kind::Clock, "clock"},
    {SnapshotChange::Kind::MountNew, "mount-new"},
    {SnapshotChange::Kind::MountGone, "mount-gone"},
    {SnapshotChange::Kind::MountChanged, "mount-changed"},
    {SnapshotChange::Kind::MountResized, "mount-resized"},
    {SnapshotChange::Kind::ToolGone, "tool-gone"},
    {SnapshotChange::Kind::ToolBack, "tool-back"},
});
/// A mount's size is taken as another one from this change on, in parts of a hundred: file systems that
/// share a pool with others change a little each day.
constexpr qint64 ResizedPercent = 1;
[[nodiscard]] bool isResized(qint64 totalBefore, qint64 totalAfter);

/// All changes, the most severe first, then in the order of the kinds above. The server says which
/// folders are wanted and how often a backup is due (else nightly); both snapshots are judged by it as
/// it is now, so that a change of the page is none of the server's. What one of the two does not know
/// is no change, but for a storage manager's client that no longer answers.
/// `before` is the older one.
[[nodiscard]] QList<SnapshotChange> compareSnapshots(const Server &server, const ServerSnapshot &before,
                                                     const ServerSnapshot &after);

/// "coverage-lost", "mount-resized", for JSON.
/// "Backup", "Mounts" ..., for people: what a change is about.
[[nodiscard]] QString changeSubject(SnapshotChange::Kind kind);
[[nodiscard]] State changeState(Severity severity);

/// "2 changes, 1 of them critical", or that there is none.
[[nodiscard]] QString changesInWords(const QList<SnapshotChange> &changes);

} // namespace Nightkeep
