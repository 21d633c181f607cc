// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/zips/zipcheck.h"

#include <QHash>
#include <QTimeZone>

namespace Nightkeep {

/// A zip found on the data server.
struct ZipFile
{
    BytePath path; ///< below the data folder, relative: "33/backupdata/backup-bioc1001-20080519-1659.zip"
    qint64 bytes = 0;
    QDateTime modified; ///< UTC, to the nanosecond as the server says it, kept to the second
    ZipCheck check = {};

    static constexpr auto fields()
    {
        return std::tuple {Field {"path", &ZipFile::path}.namesObject(), Field {"bytes", &ZipFile::bytes},
                           Field {"modified", &ZipFile::modified}, Field {"check", &ZipFile::check}.inlined()};
    }
    bool operator==(const ZipFile &) const = default;
};

/// The course a zip belongs to by its place: <courseid>/backupdata/<file>, as Moodle 1.9 stores them.
[[nodiscard]] std::optional<qint64> courseOfZip(const BytePath &path);

/// As Moodle's clean_filename() and moodle_strtolower() leave it in the name of a backup.
[[nodiscard]] QByteArray cleanedShortName(const QString &shortName);
/// That, but of nothing or "_" the course's number, as Moodle does.
[[nodiscard]] QByteArray courseNameInFile(const QString &shortName, qint64 course);

/// Courses by what Moodle makes of their short names in the names of backups, "<word>-<short name>-<date>-<time>.zip":
/// for a folder that is one for all courses. A name may end as several short names do: the longest counts.
class CourseNames
{
public:
    void add(const QString &shortName, qint64 course);
    [[nodiscard]] std::optional<qint64> courseOf(const BytePath &path) const;

private:
    QHash<QByteArray, qint64> m_courses;
};

/// Whether it is more than a day ahead: nobody has made that backup yet.
[[nodiscard]] bool isOfTheFuture(const QDateTime &moment, const QDateTime &now);

/// How a name ends that Moodle gave, "...-20080519-1659.zip": its date and its time. The program that lists zips is
/// given it, so it is a pattern to perl, too.
inline constexpr char StampInName[] = "-([0-9]{8})-([0-9]{4})[.][zZ][iI][pP]";

/// The moment in a name as Moodle gives it, by the site's clock; invalid where the name ends otherwise, and for a
/// moment that isOfTheFuture().
[[nodiscard]] QDateTime momentInName(const BytePath &path, const QTimeZone &zone, const QDateTime &now);

/// When the backup was made. The three that may know it, the most trustworthy first: what Moodle wrote into it,
/// its name, the file's own time, which every copying may change.
struct ZipDates
{
    QDateTime inside;
    QDateTime name;
    QDateTime file;

    [[nodiscard]] QDateTime made() const;
    [[nodiscard]] bool differ() const; ///< by more than a day: a backup takes hours at most
};
/// Of what name and moodle.xml say, only what is not of the future counts.
[[nodiscard]] ZipDates datesOfZip(const ZipFile &zip, const QTimeZone &zone, const QDateTime &now);

} // namespace Nightkeep
