// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/snapshotthinning.h"

#include "models/base/tr.h"

#include <QTimeZone>

#include <algorithm>
#include <optional>

namespace Nightkeep {

namespace {

constexpr int lastWeekBegins = 22;
constexpr int weekDays = 7;

QDate weekBegin(const QDate &day)
{
    const int first = std::min(lastWeekBegins, (day.day() - 1) / weekDays * weekDays + 1);
    return {day.year(), day.month(), first};
}

QDate weekEnd(const QDate &day)
{
    const QDate begin = weekBegin(day);
    return begin.day() == lastWeekBegins ? QDate(day.year(), day.month(), day.daysInMonth())
                                         : begin.addDays(weekDays - 1);
}

/// The stretch of time of which one probe stays. Those of an earlier day are always made of whole
/// stretches of a later one: that is what the rule rests on.
struct Stretch
{
    enum class Length { Moment, Day, Week, Month } length = Length::Moment;
    QDateTime begin;

    bool operator==(const Stretch &) const = default;
};

Stretch stretchOf(const QDateTime &moment, const QDate &today)
{
    const QDate day = moment.date();
    const QDate monthEnd(day.year(), day.month(), day.daysInMonth());
    if (monthEnd.daysTo(today) > KeepWeeklyDays)
        return {Stretch::Length::Month, QDate(day.year(), day.month(), 1).startOfDay(QTimeZone::utc())};
    if (weekEnd(day).daysTo(today) > KeepDailyDays)
        return {Stretch::Length::Week, weekBegin(day).startOfDay(QTimeZone::utc())};
    if (day.daysTo(today) > KeepEachDays)
        return {Stretch::Length::Day, day.startOfDay(QTimeZone::utc())};
    return {Stretch::Length::Moment, moment};
}

/// In UTC, oldest first, each once.
QList<QDateTime> inOrder(const QList<QDateTime> &times)
{
    QList<QDateTime> sorted;
    for (const QDateTime &time : times)
        sorted.append(time.toUTC());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
}

} // namespace

QList<QDateTime> thinnedSnapshots(const QList<QDateTime> &times, const QDateTime &now)
{
    const QList<QDateTime> sorted = inOrder(times);
    const QDate today = sorted.isEmpty() ? QDate() : std::min(now.toUTC(), sorted.last()).date();
    QList<QDateTime> kept;
    std::optional<Stretch> last;
    for (qsizetype i = 0; i < sorted.size(); ++i) {
        const Stretch stretch = stretchOf(sorted.at(i), today);
        if (last != stretch || i == sorted.size() - 1)
            kept.append(sorted.at(i));
        last = stretch;
    }
    return kept;
}

QList<QDateTime> thinnedByNumber(const QList<QDateTime> &times)
{
    const QList<QDateTime> sorted = inOrder(times);
    qsizetype surplus = sorted.size() - KeepUndated;
    QList<QDateTime> kept;
    for (qsizetype i = 0; i < sorted.size(); ++i) {
        const bool isFirst = i == 0 || sorted.at(i - 1).date() != sorted.at(i).date();
        if (surplus > 0 && !isFirst && i < sorted.size() - 1)
            --surplus;
        else
            kept.append(sorted.at(i));
    }
    return kept;
}

QString thinningRule()
{
    return Tr::tr(
               "Every probe of the last %1 days is kept, then the first of each day for %2 days, the first of each "
               "week for %3 days, and the first of each month after that. The very first and the latest stay. While a "
               "server's clock is more than a day off, its last %4 probes are kept, and the first of each day.")
        .arg(KeepEachDays)
        .arg(KeepDailyDays)
        .arg(KeepWeeklyDays)
        .arg(KeepUndated);
}

} // namespace Nightkeep
