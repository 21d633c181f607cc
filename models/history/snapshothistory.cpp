// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/snapshothistory.h"

namespace Nightkeep {

bool isFillingDisk(const Mount &mount)
{
    // Images are full by nature, and what lives in memory is gone with the next start.
    static const QStringList others {QStringLiteral("squashfs"), QStringLiteral("iso9660"), QStringLiteral("erofs"),
                                     QStringLiteral("udf"),      QStringLiteral("tmpfs"),   QStringLiteral("ramfs"),
                                     QStringLiteral("devtmpfs")};
    return mount.local && !mount.readOnly && mount.bindOf.isEmpty() && mount.totalBytes > 0 && mount.freeBytes >= 0
        && !others.contains(mount.type);
}

} // namespace Nightkeep
