// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/whatif.h"

#include <algorithm>

namespace Nightkeep {

namespace {

qint64 outcomeBytes(const QList<RestorePoint> &points, CopyHome home, qint64 ofOne)
{
    return ofOne * std::count_if(points.cbegin(), points.cend(), [home](const RestorePoint &point) {
               return point.homes.testFlag(home);
           });
}

void addKnownBytes(qint64 &sum, qint64 bytes)
{
    sum = std::max<qint64>(sum, 0) + bytes;
}

void addOutcomeBytes(PolicyOutcome &outcome, const QList<RestorePoint> &points, bool isStorageKnown, qint64 ofOne,
                     int runsAWeek)
{
    if (ofOne < 0)
        return;
    addKnownBytes(outcome.serverBytes, outcomeBytes(points, CopyHome::Server, ofOne));
    addKnownBytes(outcome.bytesANight, ofOne * runsAWeek / 7);
    if (isStorageKnown)
        addKnownBytes(outcome.storageBytes, outcomeBytes(points, CopyHome::Storage, ofOne));
}

QDate oldestNight(const QList<RestorePoint> &points)
{
    QDate oldest;
    for (const RestorePoint &point : points) {
        if (!oldest.isValid() || point.night < oldest)
            oldest = point.night;
    }
    return oldest;
}

int widestGapOf(const QList<RestorePoint> &points, const QDate &today, int days)
{
    QList<bool> held(days, false);
    for (const RestorePoint &point : points) {
        const qint64 back = point.night.daysTo(today);
        if (back >= 1 && back <= days)
            held[back - 1] = true;
    }
    int widest = 0;
    int gap = 0;
    for (const bool night : std::as_const(held)) {
        gap = night ? 0 : gap + 1;
        widest = std::max(widest, gap);
    }
    return widest;
}

} // namespace

PolicyOutcome outcomeOf(const RetentionPolicy &policy, WallMinute now, const RetentionSizes &sizes, int days)
{
    PolicyOutcome outcome;
    outcome.days = days;
    // Without the storage manager's figures what is on the server would be counted, and pass for all there is.
    if (policy.course) {
        const QList<RestorePoint> points = playCourse(*policy.course, policy.storage, now);
        if (policy.storage) {
            outcome.courseNights = nightsRestorable(points, now, days);
            outcome.widestGap = widestGapOf(points, dayOf(now), days);
            outcome.oldestCourse = oldestNight(points);
        }
        addOutcomeBytes(outcome, points, policy.storage.has_value(), sizes.courseNight,
                        int(policy.course->weekdays.count(u'1')));
    }
    if (policy.dumps) {
        const QList<RestorePoint> points = playDumps(*policy.dumps, policy.dumpStorage, now);
        if (policy.dumpStorage) {
            outcome.dumpNights = nightsRestorable(points, now, days);
            outcome.oldestDump = oldestNight(points);
        }
        addOutcomeBytes(outcome, points, policy.dumpStorage.has_value(), sizes.dump, 7);
    }
    return outcome;
}

} // namespace Nightkeep
