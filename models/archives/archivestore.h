// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"

namespace Nightkeep {

/// A run with what was last known of it.
struct ArchiveRecord
{
    ArchiveRun run;
    ArchiveStatus status;
    QDateTime asOf; ///< UTC, when the status was read

    bool operator==(const ArchiveRecord &) const = default;
};

/// Where the workspace keeps archive runs. Thread-safe, blocking.
class ArchiveStore
{
public:
    virtual ~ArchiveStore() = default;
    [[nodiscard]] virtual Result<QList<ArchiveRecord>> archiveRuns() const = 0; ///< newest first
    [[nodiscard]] virtual Result<void> saveArchiveRun(const ArchiveRecord &record) = 0; ///< by run id
};

} // namespace Nightkeep
