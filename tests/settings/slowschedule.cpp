// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/slowschedule.h"

#include <QDateTime>
#include <QTimeZone>

namespace {

constexpr qint64 slowHour = 3600;
constexpr qint64 slowDay = 24 * slowHour;

bool slowIsLeap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

struct SlowDate
{
    qint64 midnight = 0; ///< of a clock that shows UTC
    int weekday = 0; ///< Sunday is 0
};

/// The date that a clock shows which is that many seconds after 1970 began; 1 January 1970 was a Thursday.
SlowDate slowDateOf(qint64 wall)
{
    SlowDate date {0, 4};
    while (date.midnight + slowDay <= wall) {
        date.midnight += slowDay;
        date.weekday = date.weekday == 6 ? 0 : date.weekday + 1;
        if (const qint64 weeks = (wall - date.midnight) / (7 * slowDay); weeks > 0)
            date.midnight += weeks * 7 * slowDay;
    }
    return date;
}

} // namespace

qint64 slowMoment(int year, int month, int day, int hour, int minute)
{
    const int months[] = {31, slowIsLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    qint64 days = day - 1;
    for (int each = 1970; each < year; ++each)
        days += slowIsLeap(each) ? 366 : 365;
    for (int each = 1; each < month; ++each)
        days += months[each - 1];
    return days * slowDay + hour * slowHour + minute * 60;
}

SlowSchedule::SlowSchedule(const QByteArray &zone, int year)
    : m_begin(slowMoment(year - 1, 11, 1))
{
    const QTimeZone source(zone);
    const qint64 end = slowMoment(year + 2, 1, 1);
    for (qint64 at = m_begin; at < end; at += m_step) {
        const QDateTime moment = QDateTime::fromSecsSinceEpoch(at, QTimeZone::utc());
        m_offsets.push_back(source.offsetFromUtc(moment));
        m_winter.push_back(source.standardTimeOffset(moment));
        if (m_offsets.size() > 1 && m_offsets.back() != m_offsets[m_offsets.size() - 2])
            m_changes.push_back(at);
    }
}

std::vector<qint64> SlowSchedule::runs(const Case &asked) const
{
    if (asked.isOld)
        return oldRuns(asked);
    std::vector<qint64> runs;
    for (qint64 time = asked.now; int(runs.size()) < asked.count; time = runs.back() + 1)
        runs.push_back(laterReckons(asked, time));
    return runs;
}

/// Each cron runs what is due by what the one before it has noted, and notes anew.
std::vector<qint64> SlowSchedule::oldRuns(const Case &asked) const
{
    // Where all that counts happens at fives of minutes, more crons would note the same.
    const qint64 step = asked.minute % 5 == 0 ? 300 : 60;
    std::vector<qint64> runs;
    qint64 noted = 0;
    for (qint64 cron = (asked.now / step - 4) * step + 20; int(runs.size()) < asked.count; cron += step) {
        if (noted > 0 && noted < cron && noted >= asked.now)
            runs.push_back(noted);
        noted = oldReckons(asked, cron);
    }
    return runs;
}

qint64 SlowSchedule::oldReckons(const Case &asked, qint64 time) const
{
    for (qint64 taken = time;; taken += slowDay) {
        const SlowDate today = slowDateOf(taken + offset(taken));
        int ahead = 0;
        while (asked.weekdays.at((today.weekday + ahead) % 7) == u'0')
            ++ahead;
        // As if it were winter, and then what summer takes off at that moment.
        const qint64 cold = today.midnight - winter(today.midnight);
        const qint64 midnight = cold - (offset(cold) - winter(cold));
        const qint64 due = midnight + ahead * slowDay + asked.hour * slowHour + asked.minute * 60;
        if (due >= time)
            return due;
    }
}

qint64 SlowSchedule::laterReckons(const Case &asked, qint64 time) const
{
    const SlowDate today = slowDateOf(time + offset(time));
    qint64 at = moment(today.midnight + asked.hour * slowHour + asked.minute * 60, time);
    while (at < time)
        at = moment(at + offset(at) + slowDay, at);
    const SlowDate date = slowDateOf(at + offset(at));
    int ahead = 0;
    while (asked.weekdays.at((date.weekday + ahead) % 7) == u'0')
        ++ahead;
    return ahead == 0 ? at : moment(at + offset(at) + ahead * slowDay, at);
}

/// The moment at which the clocks show `wall`; of two, the one with the clocks as they are at `seenAt`, else the first;
/// of none, as long after the jump as the time is after the time at which they jump.
qint64 SlowSchedule::moment(qint64 wall, qint64 seenAt) const
{
    qint64 first = -1;
    for (qint64 at = wall - 16 * slowHour; at <= wall + 16 * slowHour; at += m_step) {
        if (at + offset(at) != wall)
            continue;
        if (offset(at) == offset(seenAt))
            return at;
        first = first < 0 ? at : first;
    }
    if (first >= 0)
        return first;
    for (const qint64 change : m_changes) {
        const qint64 shownBefore = change + offset(change - m_step);
        if (shownBefore <= wall && wall < change + offset(change))
            return change + (wall - shownBefore);
    }
    return -1;
}
