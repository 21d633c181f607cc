// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"
#include "models/base/result.h"

#include <QString>

#include <tuple>

namespace Nightkeep {

/// Where a finished archive is handed over to, so that it does not lie on the server alone.
enum class PlaceKind {
    StorageManager, ///< "dsmc archive" on the server, never with the option that deletes
    SshServer, ///< a second server, by rsync over ssh from the server
    Folder, ///< a folder that is mounted on the server
    Workstation, ///< a folder of this machine
};

template<>
inline constexpr auto Names<PlaceKind> = std::to_array<Name<PlaceKind>>({
    {PlaceKind::StorageManager, "storageManager"},
    {PlaceKind::SshServer, "sshServer"},
    {PlaceKind::Folder, "folder"},
    {PlaceKind::Workstation, "workstation"},
});
[[nodiscard]] QString placeKindWord(PlaceKind kind); ///< for people

struct ArchivePlace
{
    QString name; ///< the key: [A-Za-z0-9._-]+, "tsm", "second-building"
    PlaceKind kind = PlaceKind::StorageManager;
    QString managementClass; ///< StorageManager: "-archmc"; empty: the node's default
    QString
        host; ///< SshServer: as the archive's own server calls it, "user@host"; its ssh must get in without questions
    BytePath folder; ///< of the other kinds: an absolute one, in which nothing is ever replaced
    int keepYears = -1; ///< what was agreed; -1: nothing was
    QString note; ///< building, medium, whom to ask

    static constexpr auto fields()
    {
        return std::tuple {Field {"name", &ArchivePlace::name},
                           Field {"kind", &ArchivePlace::kind},
                           Field {"managementClass", &ArchivePlace::managementClass},
                           Field {"host", &ArchivePlace::host},
                           Field {"folder", &ArchivePlace::folder},
                           Field {"keepYears", &ArchivePlace::keepYears}.from(1, 100).orMinusOne(),
                           Field {"note", &ArchivePlace::note}};
    }
    bool operator==(const ArchivePlace &) const = default;
};

/// BadInput naming what of it cannot be: name, host (a whitelist: no option, no space), folder, class.
[[nodiscard]] Result<void> checkPlace(const ArchivePlace &place);
/// What the programs on the server are told of it: kind, name, management class, host, folder. Not of a Workstation.
[[nodiscard]] QByteArrayList placeFields(const ArchivePlace &place);
/// The text of resources/remote/handover-job.sh, part of the program since it was built.
[[nodiscard]] QByteArray handOverJobText();

} // namespace Nightkeep
