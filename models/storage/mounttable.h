// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/mount.h"

namespace Nightkeep {

// The kernel's tables of mounts, as a server prints them. Views of the kernel's own state (proc,
// sysfs ...) are left out, and what is mounted inside them: there is nothing in them to back up.
//
// The time grows with the table, so there is no cancel token. One of more than 16 MiB or 100,000 mounts, with a line of
// more than 64 words, or with a place that has ".." in it or is of a local file system and more than 128 folders deep,
// is read as empty: with a part of it, folders would seem to lie where they do not. A remote one that is deeper stands
// at the 128th folder.

/// Text of /proc/self/mounts or /etc/mtab. The last mount on a place hides those before it.
[[nodiscard]] QList<Mount> readMounts(const QByteArray &text);

/// Text of /proc/self/mountinfo (proc_pid_mountinfo(5)), which says of each mount which folder of
/// which device it shows. Mounts that another one hides are left out: one on the same place, or one
/// that was laid over a folder above it. Empty if no line can be read.
[[nodiscard]] QList<Mount> readMountInfo(const QByteArray &text);

} // namespace Nightkeep
