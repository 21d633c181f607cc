// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/storageversions.h"
#include "tests/fuzz/fuzz.h"

#include <QTimeZone>

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const QDateTime now(QDate(2008, 11, 29), QTime(9, 30), QTimeZone::utc());
    const FrameRecord clock {"CLOCK", {"1227951000", "+0100"}};
    const FrameRecord asked {"DSMC", {"asked"}};
    const FrameRecord answer {"VERSIONS", {"0", "whole", "/data/*", data}};
    const Result<StorageVersions> read = readStorageVersions({clock, asked, answer});
    return read && !read->versions.isEmpty() && !parseQueryBackup(data, now).isEmpty();
}

QByteArrayList seeds()
{
    return {"  Client date/time: 11/29/2008 09:30:00\n"
            "   Size      Backup Date                Mgmt Class           A/I File\n"
            "   ----      -----------                ----------           --- ----\n"
            "   512  B  06/13/2008 03:05:09          STANDARD             A  /data/moodle/7/backupdata/a b.zip\n"
            " 1,234 KB  06/06/2008 03:05:09 PM       STANDARD             I  /data/moodle/7/backupdata/c.zip\r\n",
            "12.048  13-06-2008 03:05:09    STANDARD    I  /data/x.zip\n", "7 B 2008-06-13 3:05:09 DEFAULT A /x.mbz"};
}
