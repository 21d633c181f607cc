// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/serverrow.h"

#include <algorithm>

namespace Nightkeep {

bool isClockDoubted(const QList<ServerRow> &rows, const QDateTime &now)
{
    QDateTime newest;
    for (const ServerRow &row : rows) {
        if (row.snapshot && row.snapshot->takenAt.isValid())
            newest = newest.isValid() ? std::max(newest, row.snapshot->takenAt) : row.snapshot->takenAt;
    }
    if (!newest.isValid())
        return false;
    int agree = 0;
    int disagree = 0;
    for (const ServerRow &row : rows) {
        if (row.snapshot && row.snapshot->takenAt >= newest.addDays(-1))
            ++(row.snapshot->clocksAgree() ? agree : disagree);
    }
    return disagree > agree || newest > now.addDays(1);
}

} // namespace Nightkeep
