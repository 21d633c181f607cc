// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/localcopies.h"

class QIODevice;

namespace Nightkeep {

/// Reads a backup through, by what it is and not by its name, with what resources/remote/backups.sh finds where it
/// reads through: the same levels and the same faults. `file` can be read from anywhere. Nothing is unpacked to a disk;
/// what would unpack to more than 1100 times itself is a bomb, and is not unpacked. Each byte is read once, but for a
/// zip's directory. Cancelled, or Failed where the file cannot be read.
[[nodiscard]] Result<ReadCopy> readCopy(QIODevice &file, const CancelToken &cancel);

} // namespace Nightkeep
