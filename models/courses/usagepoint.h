// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/backupusage.h"

#include <cstdlib>

namespace Nightkeep {

/// How full the file system of a place was.
struct UsageDisk
{
    BytePath folder; ///< of the place
    qint64 totalBytes = 0;
    qint64 freeBytes = 0;

    static constexpr auto fields()
    {
        return std::tuple {Field {"folder", &UsageDisk::folder}.namesObject(),
                           Field {"totalBytes", &UsageDisk::totalBytes}.from(1),
                           Field {"freeBytes", &UsageDisk::freeBytes}.from(0)};
    }
    bool operator==(const UsageDisk &) const = default;
};

/// Whether two places, asked within one look, lie on one file system.
[[nodiscard]] inline bool isSameDisk(const UsageDisk &one, const UsageDisk &other)
{
    return one.totalBytes == other.totalBytes && std::abs(one.freeBytes - other.freeBytes) <= one.totalBytes / 1000;
}

/// How much room a site's backups took on one day: as their files were last listed on it.
struct UsagePoint
{
    QDate day; ///< by the site's clock
    QDateTime at; ///< UTC, when they were listed
    qint64 files = 0;
    qint64 bytes = 0;
    qint64 trashBytes = 0;
    QList<UsagePart> byKind; ///< most bytes first
    QList<UsageDisk> disks; ///< of the places that told

    static constexpr auto fields()
    {
        return std::tuple {Field {"day", &UsagePoint::day},
                           Field {"at", &UsagePoint::at},
                           Field {"files", &UsagePoint::files}.from(0),
                           Field {"bytes", &UsagePoint::bytes}.from(0),
                           Field {"trashBytes", &UsagePoint::trashBytes}.from(0),
                           Field {"byKind", &UsagePoint::byKind},
                           Field {"disks", &UsagePoint::disks}};
    }
    bool operator==(const UsagePoint &) const = default;
};

/// Why what was last listed is not all that a site's backups take, a sentence: it was not listed the last time, a place
/// could not be looked into, the trash apart, there is none that anybody could look into, or Moodle did not say what
/// lies in its pool. Empty where it is.
[[nodiscard]] QString usageDoubt(const CourseReadingHead &head);
/// Of a site as it was just listed. None where that is in doubt, for then a sum would be too small, or where the
/// server's clock is a day ahead.
[[nodiscard]] std::optional<UsagePoint> usagePointOf(const SiteBackups &site, const QDateTime &now);

inline constexpr int UsageDailyDays = 400; ///< kept day by day; of what is older, the last day of each month

/// Of these days, ascending, those whose points are kept no longer.
[[nodiscard]] QList<QDate> usageDaysToDrop(const QList<QDate> &days);

} // namespace Nightkeep
