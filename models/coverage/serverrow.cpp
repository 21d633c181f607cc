// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/serverrow.h"

#include <algorithm>

namespace Nightkeep {

bool isFromTheFuture(const ServerRow &row, const QDateTime &now)
{
    return row.snapshot && row.snapshot->takenAt > now.addDays(1);
}

bool isClockDoubted(const QList<ServerRow> &rows, const QDateTime &now)
{
    QDateTime newest;
    int known = 0;
    bool isAnyFuture = false;
    bool isAnyTrusted = false;
    for (const ServerRow &row : rows) {
        if (!row.snapshot || !row.snapshot->takenAt.isValid())
            continue;
        ++known;
        if (isFromTheFuture(row, now)) {
            isAnyFuture = true;
            continue;
        }
        isAnyTrusted = isAnyTrusted || row.snapshot->clocksAgree();
        newest = newest.isValid() ? std::max(newest, row.snapshot->takenAt) : row.snapshot->takenAt;
    }
    int agree = 0;
    int disagree = 0;
    for (const ServerRow &row : rows) {
        if (newest.isValid() && row.snapshot && !isFromTheFuture(row, now)
            && row.snapshot->takenAt >= newest.addDays(-1))
            ++(row.snapshot->clocksAgree() ? agree : disagree);
    }
    const bool isOutvoted = disagree > agree && (disagree > 1 || known == 1);
    return isOutvoted || (isAnyFuture && !isAnyTrusted);
}

} // namespace Nightkeep
