// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// A copy with what the verdict asks for beside it.
struct PlacedCopy
{
    BackupCopy copy;
    qint64 lying = 0; ///< at which course's place: of its folder, or its record's; 0: at none's
    QDateTime named; ///< UTC, by its name; invalid: it says none, or one of the future
    QDateTime recorded; ///< UTC, by Moodle's record; invalid as above
    bool lacksUsers = false; ///< known to hold no users' data
    bool lacksFiles = false;
};

/// All records and files of a reading, each with its kind: the first of these that holds.
/// - Part: recorded as that, or says so inside.
/// - OtherSite: its hash of a site's identifier is not this one's.
/// - NoBackup: a fault says so, and neither its name nor a record says otherwise.
/// - Unplaced: neither what is inside nor its record, its folder or its name tells a course.
/// - DeletedCourse: that course does not live.
/// - OtherCourse: its folder, or its record, is not of the course inside.
/// - MadeByMoodle: its area or its inside says so; in a folder for all, a name that holds the course's number, of 2.x;
///   or its short name; elsewhere such a name, and made while a run is known, or within `runTime` after the schedule
///   asks for one, where none is known within `runTime` of that.
/// - MadeByPeople: in an area of theirs, or under such a name at any other time.
/// - OldName: under a name as Moodle gives it, with another short name, of a course that its folder or inside tells.
/// - HandNamed: all else.
/// A record and its file in the pool are one copy; a file there that no record names is none.
[[nodiscard]] QList<PlacedCopy> placedCopies(const CourseReading &reading, const QTimeZone &zone, const QDateTime &now,
                                             const WantedCopy &wanted);

/// Whether it counts as a copy of its course; all others are in SiteBackups::others.
[[nodiscard]] bool isOwnCopy(const BackupCopy &copy);

/// It is there, and nobody has looked into it, or not as deep as where its course is said.
[[nodiscard]] bool isUnlooked(const BackupCopy &copy);
/// Nobody can tell whether it would restore: it isUnlooked(), or nobody could see whether it is there.
[[nodiscard]] bool isUnsure(const BackupCopy &copy);

/// Why a file's check speaks against it, in the words of its kind, without a full stop; empty where it does not.
[[nodiscard]] QString copyFaultWords(const FoundFile &file, const QString &name);

/// As the short name stands in the names of its backups.
[[nodiscard]] QByteArray courseNameInFile(const CourseState &course);

/// Of a zip that holds nothing; no gzip of a tar is shorter. What has fewer bytes is no backup, whatever else it is.
inline constexpr qint64 leastBackupBytes = 22;

/// Whether what stands below a place was seen: by its sight, and what its problems name.
class SeenPaths
{
public:
    explicit SeenPaths(const PlaceSeen *place); ///< null: nobody looked
    [[nodiscard]] bool contains(const BytePath &path) const;

private:
    bool m_none = true;
    QList<BytePath> m_unseen;
};

} // namespace Nightkeep
