// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/bytepath.h"
#include "models/base/finding.h"
#include "models/base/frame.h"
#include "models/courses/course.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <optional>

namespace Nightkeep {

/// A zip found on the data server.
struct ZipFile
{
    BytePath path; ///< below the data folder, relative: "33/backupdata/backup-bioc1001-20080519-1659.zip"
    qint64 bytes = 0;
    QDateTime modified; ///< UTC, to the nanosecond as the server says it, kept to the second

    bool operator==(const ZipFile &) const = default;
};

enum class ArchiveRule {
    SinceLastRun, ///< every zip below the data folder made since the last run, as tarzip.csh did
    NewestPerCourse, ///< one newest zip per course, no older than a date
};

struct ArchiveRequest
{
    QString site;
    ArchiveRule rule = ArchiveRule::NewestPerCourse;
    QDate notBefore; ///< for NewestPerCourse; for SinceLastRun only used to warn
    QString name; ///< the archive's file name without ".tar": [A-Za-z0-9._-]+, e.g. "moodle-2008-summer"

    bool operator==(const ArchiveRequest &) const = default;
};

enum class ZipDecision {
    Included,
    NotNewest,
    TooOld,
    BeforeLastRun,
    NotCourseBackup, ///< NewestPerCourse: not in a course's backupdata folder
};

struct PlannedZip
{
    ZipFile file;
    std::optional<qint64> courseId; ///< from <id>/backupdata/
    ZipDecision decision = ZipDecision::Included;
    QString reason; ///< which rule, which evidence
    QString course; ///< short name; empty: not known

    bool operator==(const PlannedZip &) const = default;
};

/// A course that the plan leaves without an up-to-date zip.
struct ArchiveWarning
{
    enum class Kind { NoZip, TooOld, CourseGone, EmptyZip } kind = Kind::NoZip;
    qint64 courseId = 0;
    QString course; ///< short name
    QString text; ///< a sentence

    bool operator==(const ArchiveWarning &) const = default;
};

/// What would be archived. Bound to the files it saw: starting compares them again.
struct ArchivePlan
{
    ArchiveRequest request;
    QString server; ///< the data server
    BytePath dataFolder;
    BytePath archiveFolder;
    QDateTime plannedAt; ///< UTC
    QList<PlannedZip> zips; ///< all that were found, with the decision on each
    QList<ArchiveWarning> warnings;
    QStringList problems; ///< folders whose zips could not be seen, in the server's words
    bool coursesKnown = true; ///< false: Moodle's database did not answer, so missing zips cannot be told
    QString coursesProblem; ///< why not
    qint64 freeBytes = -1; ///< on the archive folder's file system; -1 unknown
    QByteArray fingerprint; ///< SHA-256 over the included files' names, sizes and times

    [[nodiscard]] qint64 includedBytes() const;
    [[nodiscard]] int includedCount() const;
    [[nodiscard]] qint64 neededBytes() const; ///< the tar with its headers and padding, and a margin
    [[nodiscard]] bool fits() const; ///< false too where free space is unknown
};

/// The course a zip belongs to by its place: <courseid>/backupdata/<file>, as Moodle 1.9 stores them.
[[nodiscard]] std::optional<qint64> courseOfZip(const BytePath &path);
/// [A-Za-z0-9._-]+, not beginning with '.' or '-', not ending in ".tar", at most 100 characters.
[[nodiscard]] Result<void> checkArchiveName(const QString &name);
[[nodiscard]] QByteArray planFingerprint(const QList<PlannedZip> &zips);

/// Inputs of the rule, all given: no clock, no disk.
struct ArchiveFacts
{
    QList<ZipFile> zips;
    std::optional<QList<Course>> courses; ///< nullopt: not known
    QDateTime lastRun; ///< UTC start of the last complete run; invalid: none
    qint64 freeBytes = -1;
    QTimeZone zone; ///< the site's, in which `notBefore` is a day
    QDateTime now;
};
[[nodiscard]] Result<ArchivePlan> planArchive(const ArchiveRequest &request, const ArchiveFacts &facts);

/// Reads the records of resources/remote/zips.sh; also gives free bytes of the archive folder.
struct ZipListing
{
    QDateTime listedAt; ///< UTC, by the server's clock, before the search began
    QList<ZipFile> zips; ///< by path
    qint64 freeBytes = -1;
    QStringList problems; ///< folders that could not be read
};
[[nodiscard]] Result<ZipListing> parseZips(const QList<FrameRecord> &records);

} // namespace Nightkeep
