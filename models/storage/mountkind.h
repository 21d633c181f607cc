// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/mount.h"

namespace Nightkeep {

/// What can be lost with a mount.
enum class MountKind {
    Files, ///< a file system like any other, of this server or another one's
    Subvolume, ///< of Btrfs: beside others on one device, and a file system of its own to a backup
    Dataset, ///< of ZFS, likewise; the storage manager's client on Linux knows none
    Memory, ///< files in memory, in a place where somebody keeps something: lost at every boot
    Passing, ///< nothing of anybody's: state of the running system in memory, images that came from elsewhere,
             ///< a container's tree of layers; what is mounted below it may be
    View, ///< shows the kernel's state; nor is anything of anybody's below it
};

[[nodiscard]] MountKind kindOf(const Mount &mount);

/// Nothing in it that a backup could keep.
[[nodiscard]] bool holdsNothing(MountKind kind);

/// Where a system keeps nothing but its running state, be that a file system of its own or not.
[[nodiscard]] bool isSystemPlace(const BytePath &path);

[[nodiscard]] bool isInMemory(const QString &type); ///< tmpfs and the like: lost at every boot
[[nodiscard]] bool isLayered(const QString &type); ///< overlay and the like

/// proc, sysfs and the like: file systems that only show the kernel's state.
[[nodiscard]] bool isKernelView(const QString &type);

} // namespace Nightkeep
