// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/archivechecks.h"

#include "models/archives/archiveanswers.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>

namespace Nightkeep {

QByteArrayList archiveJobPoints()
{
    QProcess job;
    job.start(QStringLiteral("sh"),
              {QStringLiteral("-c"), QString::fromLatin1(archiveJobText()), QStringLiteral("job"),
               QStringLiteral("--points")});
    job.waitForFinished(60000);
    return job.readAllStandardOutput().trimmed().split(' ');
}

QByteArray earlierBytes(const ArchiveWorld &world)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(readBytes(world.archiveFile(QStringLiteral("old.tar"))));
    hash.addData(readBytes(world.archiveFile(QStringLiteral("old.tar.manifest"))));
    const QDir data(world.path("/data/moodle"));
    const QStringList courses = data.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &course : courses) {
        const QDir folder(data.filePath(course + QStringLiteral("/backupdata")));
        const QStringList zips = folder.entryList(QDir::Files);
        for (const QString &zip : zips)
            hash.addData(readBytes(folder.filePath(zip)));
    }
    return hash.result();
}

bool isAfterTheEnd(const QByteArray &point)
{
    return point == "published" || point == "released";
}

bool provenComplete(const ArchiveWorld &world, const ArchiveRecord &record)
{
    const QByteArray tar = readBytes(world.archiveFile(record.run.request.name + QStringLiteral(".tar")));
    return record.status.state == ArchiveState::Complete
        && QCryptographicHash::hash(tar, QCryptographicHash::Sha256).toHex() == record.status.sha256;
}

} // namespace Nightkeep
