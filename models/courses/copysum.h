// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

#include <QSet>

namespace Nightkeep {

/// How many files copies are, and how much room they take. What is not there takes none; content that several records
/// of the pool share counts once.
struct CopySum
{
    qint64 files = 0;
    qint64 bytes = 0;
    QSet<BytePath> pool = {}; ///< what of it was counted

    /// Whether it counts.
    bool add(const BackupCopy &copy)
    {
        const bool isInPool = copy.file.place == CopyPlace::Pool;
        if (copy.sight != CopySight::Seen || (isInPool && pool.contains(copy.file.path)))
            return false;
        if (isInPool)
            pool.insert(copy.file.path);
        ++files;
        bytes += copy.file.bytes;
        return true;
    }
};

} // namespace Nightkeep
