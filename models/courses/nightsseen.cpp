// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/nightsseen.h"

#include <algorithm>

namespace Nightkeep {

void NightsSeen::add(const QDate &night)
{
    constexpr qint64 all = (qint64(1) << Most) - 1;
    const qint64 ago = newest.isValid() ? night.daysTo(newest) : 0;
    if (!newest.isValid() || ago < 0) {
        // Bits that would leave are cut first: a shift into the sign is undefined.
        mask = ago > -Most ? (mask & (all >> -ago)) << -ago : 0;
        mask |= 1;
        newest = night;
    } else if (ago < Most) {
        mask |= qint64(1) << ago;
    }
}

QList<QDate> NightsSeen::nights() const
{
    QList<QDate> found;
    for (int ago = 0; newest.isValid() && ago < Most; ++ago) {
        if (mask >> ago & 1)
            found << newest.addDays(-ago);
    }
    return found;
}

int lateSeconds(int minuteOfDay)
{
    constexpr int noon = 12 * 60;
    return std::max(0, minuteOfDay - noon) * 60;
}

QDate nightOfCopy(const QDateTime &made, const QTimeZone &zone, int minuteOfDay)
{
    return made.toTimeZone(zone).addSecs(-lateSeconds(minuteOfDay)).date();
}

} // namespace Nightkeep
