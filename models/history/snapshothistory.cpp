// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/snapshothistory.h"

#include "models/storage/mountkind.h"

namespace Nightkeep {

bool isFillingDisk(const Mount &mount)
{
    // Images are full by nature, and what lives in memory is gone with the next start.
    const bool lasting = !holdsNothing(kindOf(mount)) && !isInMemory(mount.type);
    return lasting && mount.local && !mount.readOnly && mount.bindOf.isEmpty() && mount.totalBytes > 0
        && mount.freeBytes >= 0;
}

} // namespace Nightkeep
