// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentionview.h"

namespace Nightkeep::MadePromises {

// A site on the morning of the worked figures (29 October 2008, noon), with rules that keep every promise of the page
// where they are seen to work: what a test is about it changes.

inline QDateTime now()
{
    return QDateTime(QDate(2008, 10, 29), QTime(12, 0), QTimeZone::utc());
}

inline Site site()
{
    Site made;
    made.name = QStringLiteral("moodle");
    made.databaseServer = QStringLiteral("moodledb-a");
    made.dataServer = QStringLiteral("moodle-b");
    made.dataFolder = "/data/moodle";
    made.codeFolder = "/data/apache/htdocs/moodle";
    made.timeZone = QStringLiteral("UTC");
    return made;
}

inline StorageRules storage()
{
    return {22 * 60, 1, 2, 30, 1, 60};
}

inline RetentionPolicy policy()
{
    RetentionPolicy made;
    made.course.emplace();
    made.course->weekdays = QStringLiteral("1111111");
    made.course->minuteOfDay = 3 * 60;
    made.storage = made.dumpStorage = storage();
    made.dumps = DumpRules {3 * 60, DumpNaming::Dated, 7};
    made.archives = ArchiveRules {{QStringLiteral("06-13")}, 3};
    return made;
}

/// What a site whose courses were read an hour ago has: one course, made a year ago, of which a sound copy of each of
/// the last 60 nights was seen, the newest on the server.
inline SiteBackups backups()
{
    SiteBackups made;
    made.site = site();
    made.zone = QTimeZone::utc();
    made.head.moodleReadAt = made.head.listedAt = now().addSecs(-3600);
    CourseBackups course;
    course.site = made.site.name;
    course.course.id = 33;
    course.course.shortName = QStringLiteral("BIOC1001");
    course.course.created = now().addYears(-1);
    course.course.changed = now().addSecs(-7200);
    for (int night = 1; night <= 60; ++night)
        course.course.sizes.append({now().addDays(-night).addSecs(-9 * 3600), 1000});
    BackupCopy copy;
    copy.name = QStringLiteral("backup-bioc1001-20081028-0300.zip");
    copy.kind = CopyKind::MadeByMoodle;
    copy.course = 33;
    copy.made = course.course.sizes.first().made;
    copy.isSound = copy.isWhole = true;
    course.copies = {copy};
    course.good = 0;
    course.byMoodle = 1;
    made.courses = {course};
    return made;
}

inline RetentionReading reading()
{
    RetentionReading made;
    made.site = site();
    made.now = now();
    made.backups = backups();
    made.records.promises = promisesOfThePage();
    return made;
}

/// With the rules played, and without what other parts of the view say.
inline RetentionView view(const RetentionReading &reading, const RetentionPolicy &policy)
{
    RetentionView made;
    made.site = reading.site;
    made.now = reading.now;
    made.policy = policy;
    made.data = folderStorage(reading, made.site.dataServer, made.site.dataFolder);
    made.code = folderStorage(reading, made.site.dataServer, made.site.codeFolder);
    made.dumpFolder = folderStorage(reading, made.site.databaseServer, pageDumpFolder());
    made.data.rules = made.code.rules = policy.storage;
    made.dumpFolder.rules = policy.dumpStorage;
    if (policy.course)
        made.courses = playCourse(*policy.course, policy.storage, wallMinute(made.now));
    if (policy.dumps)
        made.dumps = playDumps(*policy.dumps, policy.dumpStorage, wallMinute(made.now));
    for (const LegalHold &hold : reading.records.holds) {
        if (hold.holds())
            made.holds << hold;
    }
    return made;
}

inline ArchiveRecord archive(const QString &name, const QDateTime &made)
{
    ArchiveRecord record;
    record.run.id = name;
    record.run.request.site = site().name;
    record.run.request.name = name;
    record.run.server = site().dataServer;
    record.run.archiveFolder = "/data/archive";
    record.run.startedAt = made;
    record.status.state = ArchiveState::Complete;
    record.status.step = ArchiveStep::Done;
    record.status.sha256 = QByteArray(64, 'a');
    record.status.finishedAt = made.addSecs(60);
    return record;
}

} // namespace Nightkeep::MadePromises
