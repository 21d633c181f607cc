// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/usagepoint.h"

#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

bool pointIsLooked(const PlaceSeen &place)
{
    switch (place.sight) {
    case PlaceSight::Seen:
    case PlaceSight::Partly:
        return true;
    case PlaceSight::Missing: // of a Moodle's own folders: its disk is not there
        return place.kind == CopyPlace::SharedFolder || place.kind == CopyPlace::Trash;
    case PlaceSight::Unreadable:
    case PlaceSight::NotAsked:
        break;
    }
    return place.kind == CopyPlace::Trash;
}

} // namespace

QString usageDoubt(const CourseReadingHead &head)
{
    // Which files of a pool are backups Moodle alone knows, and before it is read nobody knows where to look.
    const bool isMoodleKnown =
        head.moodleReadAt.isValid() && !(head.moodleFailure && head.moodle.edition == MoodleEdition::Later);
    const bool isAll = isMoodleKnown && head.listedAt.isValid() && !head.inventoryFailure && !head.places.isEmpty()
        && std::all_of(head.places.cbegin(), head.places.cend(), pointIsLooked);
    return isAll ? QString() : Tr::tr("Not all that there is could be read: it may be more by now.");
}

std::optional<UsagePoint> usagePointOf(const SiteBackups &site, const QDateTime &now)
{
    const CourseReadingHead &head = site.head;
    if (!usageDoubt(head).isEmpty() || head.listedAt > now.addDays(1))
        return std::nullopt;
    const BackupUsage usage = backupUsage(site, {});
    UsagePoint point;
    point.day = head.listedAt.toTimeZone(site.zone).date();
    point.at = head.listedAt;
    point.files = usage.files;
    point.bytes = usage.bytes;
    point.trashBytes = usage.trashBytes;
    point.byKind = usage.byKind;
    for (const PlaceSeen &place : head.places) {
        if (place.totalBytes > 0 && place.freeBytes >= 0)
            point.disks.append({place.folder, place.totalBytes, place.freeBytes});
    }
    return point;
}

QList<QDate> usageDaysToDrop(const QList<QDate> &days)
{
    QList<QDate> dropped;
    for (qsizetype i = 0; i + 1 < days.size(); ++i) {
        const QDate &day = days.at(i);
        const QDate &next = days.at(i + 1);
        if (day.daysTo(days.constLast()) > UsageDailyDays && next.year() == day.year() && next.month() == day.month())
            dropped.append(day);
    }
    return dropped;
}

} // namespace Nightkeep
