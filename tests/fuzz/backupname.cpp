// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/backupname.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const QDateTime now(QDate(2023, 12, 11), QTime(9, 30), QTimeZone::utc());
    const BackupName name = readBackupName(data, QTimeZone("Europe/London"), now);
    return name.made.isValid();
}

QByteArrayList seeds()
{
    return {"33/backupdata/backup-bioc1001-20080519-1659.zip",
            "backup-moodle2-course-12-bioc1001-20231210-0300-nu-nf.mbz",
            "copia_de_seguranza-moodle2-course-12-bioc1001-10122023-0300-an.mbz"};
}
