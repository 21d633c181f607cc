// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/described.h"

#include <QList>
#include <QString>

namespace Nightkeep {

/// What a folder may exist for, such that a backup of it without that is worth little.
enum class Purpose { CourseBackups, CourseFiles, Dumps, DatabaseFiles };

template<>
inline constexpr auto Names<Purpose> = std::to_array<Name<Purpose>>({
    {Purpose::CourseBackups, "courseBackups"},
    {Purpose::CourseFiles, "courseFiles"},
    {Purpose::Dumps, "dumps"},
    {Purpose::DatabaseFiles, "databaseFiles"},
});
[[nodiscard]] QString purposeInWords(Purpose purpose); ///< "course backups"

/// A file such as a folder of that purpose holds; anyName() stands where the real ones have a name of their own.
struct PurposeFile
{
    Purpose purpose;
    QList<QByteArray> path; ///< components, absolute
};

/// What a folder exists for, as its own name tells, or the service of its server where the name tells nothing
/// and is none of the web server's or the system's: empty where neither does. The files stand at `place`, where
/// the folder really is.
///  - "moodle" in a name that is none of the web server's: Moodle's data folder.
///  - a database's name, "dump" or "backup" in one: what mysqldump and its like write.
[[nodiscard]] QList<PurposeFile> filesOfPurpose(const BytePath &folder, const QString &service, const BytePath &place);

/// As its own name tells. A running database's own files are no dumps.
[[nodiscard]] bool keepsDumps(const BytePath &folder);

/// Whether a server is called one of databases, by its service or its name ("moodledb-a", "dbmaster1").
[[nodiscard]] bool isDatabaseServer(const QString &name, const QString &service);

/// Where the team's own script puts a night's dumps.
constexpr const char *UsualDumpFolder = "/usr/local/mysql/backup";

} // namespace Nightkeep
