// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/rememberedcopies.h"

#include <QMap>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

/// Of Moodle's own copies alone: with others between, sizes would say nothing of how a course grows. Of one that has a
/// date of the future nobody knows of which night it is.
bool isRemembered(const BackupCopy &copy)
{
    return copy.isSound && copy.kind == CopyKind::MadeByMoodle && copy.made.isValid() && !copy.isOfTheFuture;
}

/// When those were made that passed for sound, and of which a deeper look has found that they are not: nobody knows
/// whether what the storage manager took of them is better. One that cannot be read now may be what it was.
QList<SizePoint> foundDamaged(const CourseBackups &course)
{
    QList<SizePoint> damaged;
    for (const BackupCopy &copy : course.copies) {
        const ZipFault fault = copy.file.check.fault;
        if (copy.kind == CopyKind::MadeByMoodle && copy.made.isValid() && copy.sight == CopySight::Seen
            && fault != ZipFault::None && fault != ZipFault::Unreadable)
            damaged.append({copy.made, copy.file.bytes});
    }
    return damaged;
}

/// What says a copy's moment to the second may be what is damaged: then its name does, to the minute.
bool isOneOf(const QList<SizePoint> &damaged, const SizePoint &point)
{
    return std::any_of(damaged.cbegin(), damaged.cend(), [&point](const SizePoint &each) {
        return each.made == point.made || (each.bytes == point.bytes && qAbs(each.made.secsTo(point.made)) < 60);
    });
}

QList<SizePoint> rememberedSizes(const CourseBackups &course, const QList<SizePoint> &damaged)
{
    QMap<QDateTime, qint64> sizes;
    for (const SizePoint &point : course.course.sizes) {
        if (!isOneOf(damaged, point))
            sizes.insert(point.made, point.bytes);
    }
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

/// Without what is damaged, unless another copy of such a night was sound: its size tells of it, or it is there. One of
/// the future is left out: its date is wrong, and would take the place of all that are right.
NightsSeen rememberedNights(const CourseBackups &course, const SiteBackups &site, const QList<SizePoint> &damaged)
{
    const MoodleFacts &moodle = site.head.moodle;
    const bool isPossible = moodle.hour >= 0 && moodle.hour < 24 && moodle.minute >= 0 && moodle.minute < 60;
    const int minute = isPossible ? int(moodle.hour * 60 + moodle.minute) : 0;
    QSet<QDate> damagedNights;
    for (const SizePoint &each : damaged)
        damagedNights.insert(nightOfCopy(each.made, site.zone, minute));
    NightsSeen nights;
    const QList<QDate> before = course.course.nights.nights();
    for (const QDate &night : before) {
        if (!damagedNights.contains(night))
            nights.add(night);
    }
    const auto add = [&nights, &site, minute](const QDateTime &made) {
        if (made <= site.head.listedAt)
            nights.add(nightOfCopy(made, site.zone, minute));
    };
    for (const SizePoint &point : course.course.sizes) {
        if (!isOneOf(damaged, point))
            add(point.made);
    }
    for (const BackupCopy &copy : course.copies) {
        if (isRemembered(copy))
            add(copy.made);
    }
    return nights;
}

} // namespace

void rememberCopies(CourseReading &reading, SiteBackups &joined)
{
    for (CourseBackups &course : joined.courses) {
        const QList<SizePoint> damaged = foundDamaged(course);
        course.course.nights = rememberedNights(course, joined, damaged);
        course.course.sizes = rememberedSizes(course, damaged);
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
