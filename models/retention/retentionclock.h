// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentionplay.h"

namespace Nightkeep {

// Arithmetic that the plays of a single course and of many share. Days are numbered from the beginning of 1970.

[[nodiscard]] constexpr qint64 floorOf(qint64 number, qint64 divisor)
{
    return number / divisor - (number % divisor < 0 ? 1 : 0);
}
/// The first day of which that minute is at `at` or after it.
[[nodiscard]] constexpr qint64 firstDayFrom(WallMinute at, int minuteOfDay)
{
    return floorOf(at - minuteOfDay + minutesADay - 1, minutesADay);
}
/// The last day of which that minute is at `at` or before it.
[[nodiscard]] constexpr qint64 lastDayUntil(WallMinute at, int minuteOfDay)
{
    return floorOf(at - minuteOfDay, minutesADay);
}
[[nodiscard]] constexpr WallMinute playStart(WallMinute now)
{
    return now - playDays * minutesADay;
}
/// The first incremental at `at` or after it: what happens in the same minute is before it.
[[nodiscard]] constexpr WallMinute incrementalFrom(const StorageRules &rules, WallMinute at)
{
    const qint64 every = std::max(rules.everyDays, 1);
    const qint64 day = firstDayFrom(at, rules.minuteOfDay);
    return floorOf(day + every - 1, every) * every * minutesADay + rules.minuteOfDay;
}

/// The days of a schedule's runs, numbered without end both ways: one far ahead costs no loop.
class RunDays
{
public:
    explicit RunDays(const QString &weekdays);
    [[nodiscard]] bool isEmpty() const { return m_aWeek == 0; }
    [[nodiscard]] qint64 firstRunFrom(qint64 day) const; ///< the number of the first run on that day or after it
    [[nodiscard]] qint64 dayOf(qint64 run) const; ///< not of an empty schedule

private:
    int m_aWeek = 0;
    std::array<int, 7> m_before {}; ///< runs of a week before a weekday
    std::array<int, 7> m_weekday {}; ///< of each run of a week
};

/// When a copy goes. Days end with their last minute, in which it is there still; what a count or a run takes away is
/// gone at that moment.
struct CopyEnd
{
    WallMinute at = 0;
    bool isThereThen = false;

    [[nodiscard]] bool isAfter(WallMinute now) const { return at > now || (isThereThen && at == now); }
};
/// Of the last version of a path that is deleted at a moment; nullopt: never.
[[nodiscard]] std::optional<CopyEnd> endOfLastVersion(const StorageRules &rules, WallMinute deleted);

} // namespace Nightkeep
