// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/realcourses.h"

#include "models/retention/coursewalk.h"

#include <algorithm>
#include <unordered_map>

namespace Nightkeep {

namespace {

constexpr qint64 realSecondsADay = 24 * 3600;

/// Whether everything that lay on the server when it was listed was looked at.
bool realIsListedWhole(const CourseReadingHead &head)
{
    return head.listedAt.isValid() && !head.inventoryFailure
        && std::all_of(head.places.cbegin(), head.places.cend(),
                       [](const PlaceSeen &place) { return place.sight == PlaceSight::Seen; });
}

} // namespace

/// What is known of one course, by days of the play.
struct RealCourses::Course
{
    Nights made; ///< a sound copy was seen once
    Nights seen; ///< and is on the server
    Nights stored; ///< and was made before the storage manager last came by
    Nights doubted; ///< there is a copy of which nobody knows whether it is sound
    Nights failed; ///< a run did not come to its end
    int since = 0; ///< the day on which it was made
};

/// Of a course's nights those of which something holds the copy still.
struct RealCourses::Held
{
    Nights surely; ///< though each run that nobody knows to have failed made a copy, and had an older one deleted
    Nights perhaps; ///< if only those that were seen did
};

RealCourses::RealCourses(const RetentionReading &reading, const RetentionView &view, const QDate &from)
    : m_view(view)
    , m_first(view.now.date().addDays(-playDays))
{
    if (const std::optional<CourseRules> &rules = view.policy.course) {
        m_play.emplace(*rules, view.policy.storage, wallMinute(view.now));
        m_first = m_play->firstDay();
        m_scheduled = m_play->scheduled();
    }
    m_from = int(std::max(qint64(0), m_first.daysTo(from)));
    makeDays(reading);
    lookAt(reading.backups);
}

void RealCourses::makeDays(const RetentionReading &reading)
{
    const QTimeZone zone = siteZone(reading.site, reading.now);
    const std::optional<CourseRules> &rules = m_view.policy.course;
    // What a run of the late evening makes after midnight is of its night.
    const int late = rules ? lateSeconds(rules->minuteOfDay) : 0;
    for (int day = 0; day < int(m_begins.size()); ++day)
        m_begins[day] = m_first.addDays(day).startOfDay(zone).toSecsSinceEpoch() + late;
    if (m_view.data.rules && m_view.data.isSeen && m_view.data.lastIncremental.isValid())
        m_stored = m_view.data.lastIncremental.toSecsSinceEpoch();
    const CourseReadingHead &head = reading.backups.head;
    m_isListedWhole = realIsListedWhole(head);
    if (!rules || !m_isListedWhole)
        return;
    const QDateTime begun = head.listedAt.addSecs(late - rules->minuteOfDay * 60);
    m_mustBeUntil = numberOf(begun.addSecs(-runTime));
    // Where days count too, the newest is all that must be there. A run that was not done yet may have taken its place.
    int left = rules->deleteDays > 0 ? 1 : rules->keep > 0 ? rules->keep : playDays + 1;
    for (int day = numberOf(begun); day >= 0 && left > 0; --day) {
        if (!m_scheduled.test(size_t(day)))
            continue;
        --left;
        if (day <= m_mustBeUntil)
            m_mustBeFrom = day;
    }
}

int RealCourses::numberOf(const QDateTime &moment) const
{
    const qint64 seconds = moment.isValid() ? moment.toSecsSinceEpoch() : 0;
    if (seconds < m_begins.front() || seconds >= m_begins.back())
        return -1;
    int day = std::min(int((seconds - m_begins.front()) / realSecondsADay), playDays);
    while (m_begins[day] > seconds) // clocks change
        --day;
    while (m_begins[day + 1] <= seconds)
        ++day;
    return day;
}

int RealCourses::numberOf(const QDate &night) const
{
    const qint64 day = m_first.daysTo(night);
    return day >= 0 && day <= playDays ? int(day) : -1;
}

void RealCourses::lookAt(const SiteBackups &backups)
{
    std::unordered_map<Nights, Nights> played; // most courses have one history
    const auto heldOf = [this, &played](const Nights &made) {
        const auto [known, isNew] = played.try_emplace(made);
        if (isNew && m_play)
            known->second = m_play->restorable({made});
        return known->second;
    };
    for (const CourseBackups &each : backups.courses) {
        const Course course = courseOf(each);
        add(course, {heldOf(course.made | (m_scheduled & ~course.failed)), heldOf(course.made)});
    }
}

RealCourses::Course RealCourses::courseOf(const CourseBackups &backups) const
{
    Course course;
    walkCourse(backups, *this, [this, &course](int day, NightSign sign, qint64 seconds) {
        const size_t bit = size_t(day);
        switch (sign) {
        case NightSign::There:
            course.seen.set(bit);
            [[fallthrough]];
        case NightSign::Once:
            course.made.set(bit);
            if (seconds <= m_stored)
                course.stored.set(bit);
            break;
        case NightSign::Doubted:
            course.doubted.set(bit);
            break;
        case NightSign::Failed:
            course.failed.set(bit);
            break;
        case NightSign::Ran:
            break;
        }
    });
    const QDateTime &created = backups.course.created;
    const int since = numberOf(created);
    course.since = since < 0 && created.isValid() && created.toSecsSinceEpoch() >= m_begins.back() ? playDays + 1
                                                                                                   : std::max(since, 0);
    return course;
}

void RealCourses::add(const Course &course, const Held &held)
{
    const FolderStorage &storage = m_view.data;
    // On the page's word alone nobody knows whether it is in the storage manager; nor without Moodle's rules for how
    // long it was there to be taken.
    const bool isDoubtful = !storage.isKnown || !storage.isSeen || (storage.rules && (m_stored == 0 || !m_play));
    for (int day = m_from; day <= playDays; ++day) {
        const size_t bit = size_t(day);
        if (day < course.since && !course.made.test(bit))
            continue;
        RealNightCount &count = m_counts[bit];
        ++count.courses;
        if (course.seen.test(bit)) {
            ++(course.stored.test(bit) ? count.everywhere : count.onServer);
        } else if (course.made.test(bit)) {
            const bool isTaken = !isDoubtful && storage.rules && course.stored.test(bit);
            if (isTaken && held.surely.test(bit))
                ++count.offServer;
            else if (isDoubtful || !m_isListedWhole || (isTaken && held.perhaps.test(bit)))
                ++count.unknown;
        } else if (course.doubted.test(bit)) {
            ++count.unknown;
        } else if (m_scheduled.test(bit)) {
            const bool isMissing = course.failed.test(bit) || (day >= m_mustBeFrom && day <= m_mustBeUntil);
            ++(isMissing ? count.lackingDue : count.unknown);
        } else if (!m_play) {
            ++count.unknown;
        }
    }
}

RealNightCount RealCourses::count(const QDate &night) const
{
    const int day = numberOf(night);
    return day < 0 ? RealNightCount() : m_counts[size_t(day)];
}

bool RealCourses::isScheduled(const QDate &night) const
{
    const int day = numberOf(night);
    return day >= 0 && m_scheduled.test(size_t(day));
}

} // namespace Nightkeep
