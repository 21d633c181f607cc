// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

/// A Moodle's schedule, played slowly: 1.9 cron by cron, later Moodles by looking for the moment at which the clocks of
/// the wall show a time. It shares nothing with the product but what QTimeZone says of offsets, and has its own
/// calendar.
class SlowSchedule
{
public:
    /// Offsets from two months before the beginning of `year` to two years after it.
    SlowSchedule(const QByteArray &zone, int year);

    struct Case
    {
        bool isOld = true;
        QString weekdays; ///< of which one is chosen
        int hour = 0;
        int minute = 0;
        qint64 now = 0; ///< seconds since 1970
        int count = 1;
    };
    [[nodiscard]] std::vector<qint64> runs(const Case &asked) const;
    [[nodiscard]] const std::vector<qint64> &changes() const { return m_changes; } ///< moments of the clocks' changes

private:
    [[nodiscard]] std::vector<qint64> oldRuns(const Case &asked) const;
    [[nodiscard]] qint64 oldReckons(const Case &asked, qint64 time) const;
    [[nodiscard]] qint64 laterReckons(const Case &asked, qint64 time) const;
    [[nodiscard]] qint64 moment(qint64 wall, qint64 seenAt) const;
    [[nodiscard]] qint64 offset(qint64 at) const { return m_offsets.at(size_t((at - m_begin) / m_step)); }
    [[nodiscard]] qint64 winter(qint64 at) const { return m_winter.at(size_t((at - m_begin) / m_step)); }

    static constexpr qint64 m_step =
        900; ///< clocks change at quarters of an hour, at the earliest in the moment itself
    qint64 m_begin = 0;
    std::vector<int> m_offsets;
    std::vector<int> m_winter; ///< without daylight saving
    std::vector<qint64> m_changes;
};

/// Seconds since 1970 of a moment in UTC, by the calendar's own rules.
[[nodiscard]] qint64 slowMoment(int year, int month, int day, int hour = 0, int minute = 0);
