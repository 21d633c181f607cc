// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/collections.h"
#include "models/courses/usagepoint.h"

namespace Nightkeep {

// What was read of sites' courses, by the site's key. The head is a row of its own, as pages ask for it alone; the
// rest is packed, in rows so small that a refresh writes little, and so large that there are not too many: courses
// whose numbers follow one another (collection "course", part: the first and the last), records by the beginning of
// their hashes ("course-record"), files by their courses' folders, likewise, or by the beginning of a hash, below their
// place's word ("course-file"). Before step 7 of the schema each course, and each folder, had a row of its own: these
// are read, and go with the first change of what is in that collection. Logs that were asked for are in "course-log",
// and how much room the backups took, a row a day, in "course-usage".

template<> inline constexpr const char *CollectionOf<CourseReadingHead> = "course-reading";

/// All that was read of a site, logs and earlier days too.
void dropCourseReading(Collections &values, const QByteArray &site);
[[nodiscard]] QList<UsagePoint> storedUsage(Collections &values, const QByteArray &site); ///< by day
/// As CourseStore::saveUsagePoints().
void putUsage(Collections &values, const QByteArray &site, const QList<UsagePoint> &added);
/// How much room the backups took, to the new key of the same Moodle.
void moveUsage(Collections &values, const QByteArray &from, const QByteArray &to);

inline constexpr int readingNumbersInRow = 32; ///< courses, or their folders
/// Of a part that has more, the rest is in further rows: each can be read and written whole.
inline constexpr qsizetype readingRowSize = 1000; ///< records, or files

} // namespace Nightkeep
