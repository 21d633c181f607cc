// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentionview.h"

#include <QDate>

#include <array>
#include <optional>

namespace Nightkeep {

/// Of how many courses a copy of one night is known to be where.
struct RealNightCount
{
    int courses = 0; ///< that were there then
    int everywhere = 0; ///< seen on the server, and by the rules in the storage manager too
    int onServer = 0; ///< seen on the server alone
    int offServer = 0; ///< was seen once, is no longer on the server, and by the rules is in the storage manager
    int unknown = 0; ///< nobody has seen whether it was made, or whether anything still holds it
    int lackingDue = 0; ///< a run was due, and there is none: it failed, or it is not where it must be

    [[nodiscard]] int there() const { return everywhere + onServer + offServer; }
};

/// What was seen of the courses' backups, night by night: one look at each course, however many nights are asked for.
class RealCourses
{
public:
    /// Of the nights from one on.
    RealCourses(const RetentionReading &reading, const RetentionView &view, const QDate &from);

    [[nodiscard]] RealNightCount count(const QDate &night) const; ///< none of before these and the play
    [[nodiscard]] bool isScheduled(const QDate &night) const; ///< by the rules of today

    // Nights by days of the play, for walkCourse(); -1: outside of it.
    [[nodiscard]] int numberOf(const QDateTime &moment) const;
    [[nodiscard]] int numberOf(const QDate &night) const;
    [[nodiscard]] qint64 end(int day) const { return m_begins[size_t(day) + 1]; }

private:
    using Nights = CourseNights::Nights;
    struct Course;
    struct Held;

    void makeDays(const RetentionReading &reading);
    void lookAt(const SiteBackups &backups);
    [[nodiscard]] Course courseOf(const CourseBackups &backups) const;
    void add(const Course &course, const Held &held);

    const RetentionView &m_view;
    QDate m_first; ///< of the play
    int m_from = 0; ///< the first that is counted
    std::optional<CourseNights> m_play; ///< without rules there is none
    Nights m_scheduled;
    std::array<qint64, playDays + 2> m_begins {}; ///< seconds since 1970 of each day's beginning, and of the next
    qint64 m_stored = 0; ///< what was made until then is off the server, in seconds since 1970; 0: nothing is
    bool m_isListedWhole = false; ///< what was not seen on the server is not there
    int m_mustBeFrom = playDays + 1; ///< from this night on a copy that was due must have been seen on the server
    int m_mustBeUntil = -1;
    std::array<RealNightCount, playDays + 1> m_counts {};
};

} // namespace Nightkeep
