// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"

namespace Nightkeep::MadeCourses {

// A site of each edition on a Monday morning, without courses: what a test is about it adds. Its run begins on Sundays
// at three o'clock.

inline QDateTime now()
{
    return QDateTime(QDate(2008, 12, 15), QTime(9, 30), QTimeZone::utc());
}
inline QDateTime lastRun()
{
    return QDateTime(QDate(2008, 12, 14), QTime(3, 0), QTimeZone::utc());
}

inline Site site()
{
    Site made;
    made.name = QStringLiteral("moodle");
    made.databaseServer = made.dataServer = QStringLiteral("moodle-c.example.org");
    made.databaseName = QStringLiteral("moodle");
    made.dataFolder = "/data/moodle";
    made.timeZone = QStringLiteral("UTC");
    return made;
}

inline CourseReading reading(MoodleEdition edition)
{
    CourseReading made;
    MoodleFacts &facts = made.head.moodle;
    facts.edition = edition;
    facts.version = edition == MoodleEdition::Old ? QStringLiteral("2007101520") : QStringLiteral("2023100900");
    facts.release = edition == MoodleEdition::Old ? QStringLiteral("1.9.2 (Build: 20080711)") : QStringLiteral("4.3");
    facts.active = BackupActive::On;
    facts.weekdays = QStringLiteral("1000000");
    facts.hour = 3;
    facts.fileSystemKnown = true;
    made.head.moodleReadAt = made.head.listedAt = now().addSecs(-600);
    made.head.revision = 1;
    PlaceSeen place;
    place.kind = edition == MoodleEdition::Old ? CopyPlace::CourseFolder : CopyPlace::Pool;
    place.folder = edition == MoodleEdition::Old ? "/data/moodle" : "/data/moodle/filedir";
    place.sight = PlaceSight::Seen;
    made.head.places = {place};
    return made;
}

/// One whose backup went well in the last run.
inline CourseState course(qint64 id, const QString &shortName)
{
    CourseState made;
    made.id = id;
    made.shortName = shortName;
    made.fullName = QStringLiteral("All about ") + shortName;
    made.created = lastRun().addDays(-200);
    made.changed = lastRun().addDays(-2);
    made.lastStart = lastRun().addSecs(60);
    made.lastEnd = lastRun().addSecs(90);
    made.nextRun = lastRun().addDays(7);
    made.status = CourseStatus::Ok;
    made.runs = {
        {made.lastStart, made.lastEnd, RunEnd::Ok, QStringLiteral("End backup course %1 - OK").arg(made.fullName)}};
    return made;
}

/// A sound zip in the course's folder, closed properly, made at that moment by every sign, as 1.9 names it.
inline FoundFile zip(const CourseState &of, const QDateTime &made)
{
    FoundFile file;
    file.place = CopyPlace::CourseFolder;
    file.path = QByteArray::number(of.id) + "/backupdata/backup-" + of.shortName.toLower().toLatin1()
        + made.toString(QStringLiteral("-yyyyMMdd-HHmm")).toLatin1() + ".zip";
    file.bytes = 200000;
    file.modified = made;
    file.check.level = ZipLevel::Closed;
    file.check.course = of.id;
    file.check.made = made;
    file.check.shortName = of.shortName;
    file.inside.format = BackupFormat::Zip;
    file.inside.users = file.inside.files = true;
    return file;
}

/// A sound mbz in the pool under a hash of its own, and the record of it that Moodle's automated run made.
inline void addPoolCopy(CourseReading &to, const CourseState &of, const QDateTime &made,
                        BackupArea area = BackupArea::Automated)
{
    FoundFile file;
    file.place = CopyPlace::Pool;
    file.path = QByteArray::number(of.id).rightJustified(20, 'a')
        + QByteArray::number(made.toSecsSinceEpoch()).rightJustified(20, '0');
    file.bytes = 200000;
    file.modified = made;
    file.check.level = ZipLevel::Closed;
    file.check.course = of.id;
    file.check.made = made;
    file.check.shortName = of.shortName;
    file.inside.format = BackupFormat::TarGz;
    file.inside.type = QStringLiteral("course");
    file.inside.users = file.inside.files = true;
    file.inside.automated = area == BackupArea::Automated;
    FileRecord record;
    record.course = of.id;
    record.area = area;
    record.name = QStringLiteral("backup-moodle2-course-%1-%2%3.mbz")
                      .arg(of.id)
                      .arg(of.shortName.toLower(), made.toString(QStringLiteral("-yyyyMMdd-HHmm")));
    record.bytes = file.bytes;
    record.hash = file.path;
    record.made = made;
    to.files.append(file);
    to.records.append(record);
}

} // namespace Nightkeep::MadeCourses
