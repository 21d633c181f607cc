// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/backupname.h"
#include "models/zips/zipfile.h"
#include "tests/fuzz/fuzz.h"

#include <tuple>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    static const QTimeZone zone("Europe/London"); // to look it up takes longer than all else
    static const QDateTime now(QDate(2023, 12, 11), QTime(9, 30), QTimeZone::utc());
    const BackupName name = readBackupName(data, zone, now);
    std::ignore = momentInName(data, zone, now);
    std::ignore = cleanedShortName(QString::fromUtf8(name.before));
    return name.made.isValid() || name.isOfTheFuture || name.course;
}

QByteArrayList seeds()
{
    return {"33/backupdata/backup-bioc1001-20080519-1659.zip",
            "1/backupdata/copia_de_seguranza-an\xc3\xa1lise_i-19052008-0300.ZIP", // the day first
            "sicherungskopie-a-20080519-1659-20080601-0230.zip", // two stamps
            "backup-moodle2-course-12-bioc1001-20231210-0300-nu-nf.mbz",
            "backup-moodle2-course-999999999999999999-x-20231029-0130-an.mbz", // an hour that there is twice
            "copia_de_seguranza-moodle2-course-12-bioc1001-10122023-0300-an.mbz",
            "backup-moodle2-course-7.mbz",
            "backup-crash-course-12-20300101-0300.zip", // of the future
            "-20080519-1659.zip"};
}
