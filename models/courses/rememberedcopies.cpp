// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/rememberedcopies.h"

#include <QMap>

namespace Nightkeep {

namespace {

/// Of Moodle's own copies alone: with others between, sizes would say nothing of how a course grows.
bool isRemembered(const BackupCopy &copy)
{
    return copy.isSound && copy.kind == CopyKind::MadeByMoodle && copy.made.isValid();
}

QList<SizePoint> rememberedSizes(const CourseBackups &course)
{
    QMap<QDateTime, qint64> sizes;
    for (const SizePoint &point : course.course.sizes)
        sizes.insert(point.made, point.bytes);
    for (auto copy = course.copies.crbegin(); copy != course.copies.crend(); ++copy) {
        if (isRemembered(*copy))
            sizes.insert(copy->made, copy->file.bytes); // of two of one moment the better one, which is first
    }
    QList<SizePoint> newest;
    for (auto size = sizes.cend(); size != sizes.cbegin() && newest.size() < runsKept;) {
        --size;
        newest.append({size.key(), size.value()});
    }
    return newest;
}

/// One of the future is left out: its date is wrong, and would take the place of all that are right.
NightsSeen rememberedNights(const CourseBackups &course, const SiteBackups &site)
{
    NightsSeen nights = course.course.nights;
    const int minute = int(site.head.moodle.hour * 60 + site.head.moodle.minute);
    const auto add = [&nights, &site, minute](const QDateTime &made) {
        if (made <= site.head.listedAt)
            nights.add(nightOfCopy(made, site.zone, minute));
    };
    for (const SizePoint &point : course.course.sizes)
        add(point.made);
    for (const BackupCopy &copy : course.copies) {
        if (isRemembered(copy) && copy.sight == CopySight::Seen && !copy.isOfTheFuture)
            add(copy.made);
    }
    return nights;
}

} // namespace

void rememberCopies(CourseReading &reading, SiteBackups &joined)
{
    for (CourseBackups &course : joined.courses) {
        course.course.nights = rememberedNights(course, joined);
        course.course.sizes = rememberedSizes(course);
    }
    for (CourseState &course : reading.courses) {
        if (const CourseBackups *found = joined.find(course.id)) {
            course.nights = found->course.nights;
            course.sizes = found->course.sizes;
        }
    }
}

RememberedCopies::RememberedCopies(const QList<CourseState> &courses)
{
    for (const CourseState &course : courses)
        m_courses.insert(course.id, {course.sizes, course.nights});
}

void RememberedCopies::putInto(QList<CourseState> &courses) const
{
    for (CourseState &course : courses) {
        const auto known = m_courses.value(course.id);
        course.sizes = known.first;
        course.nights = known.second;
    }
}

} // namespace Nightkeep
