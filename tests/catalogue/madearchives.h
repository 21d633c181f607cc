// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archivestore.h"

#include <QTimeZone>

namespace Nightkeep::MadeArchives {

/// A copy of a course as it lies in an archive, made that day at three o'clock.
inline ArchivedFile file(qint64 course, const QString &shortName, const QDate &day)
{
    ArchivedFile made;
    made.made = QDateTime(day, QTime(3, 0), QTimeZone::utc());
    made.path = QByteArray::number(course) + "/backupdata/backup-" + shortName.toLower().toUtf8()
        + made.made.toString(QStringLiteral("-yyyyMMdd-HHmm")).toLatin1() + ".zip";
    made.bytes = 200000 + course;
    made.modified = made.made;
    made.sha256 = QByteArray(64, 'b');
    made.course = course;
    made.shortName = shortName;
    return made;
}

inline ArchiveManifest manifest(const QString &run, const QString &site, const QList<ArchivedFile> &files)
{
    ArchiveManifest made;
    made.run.id = run;
    made.run.request.site = site;
    made.run.request.name = run.section(u'-', 2);
    made.run.server = QStringLiteral("moodle-a.example.org");
    made.run.dataFolder = "/data/moodle";
    made.run.archiveFolder = "/data/archive";
    made.run.startedAt = QDateTime(QDate(2008, 6, 20), QTime(3, 15), QTimeZone::utc());
    made.run.files = int(files.size());
    made.tarBytes = 1 << 20;
    made.tarSha256 = QByteArray(64, 'a');
    made.finishedAt = made.run.startedAt.addSecs(600);
    made.files = files;
    made.sha256 = QByteArray::number(qHash(run, 7), 16).rightJustified(64, 'c');
    return made;
}

/// The run of such a manifest: complete, in its place, and its zips closed properly when they were taken.
inline ArchiveRecord record(const ArchiveManifest &manifest)
{
    ArchiveRecord made;
    made.run = manifest.run;
    made.run.zipsChecked.level = ZipLevel::Closed;
    made.status.state = ArchiveState::Complete;
    made.status.step = ArchiveStep::Done;
    made.status.sha256 = manifest.tarSha256;
    made.status.tarBytes = manifest.tarBytes;
    made.status.finishedAt = manifest.finishedAt;
    made.asOf = manifest.finishedAt.addSecs(60);
    return made;
}

} // namespace Nightkeep::MadeArchives
