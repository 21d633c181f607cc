// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/backupcontents.h"
#include "tests/fuzz/fuzz.h"

using namespace Nightkeep;

bool fuzz(const QByteArray &data)
{
    const Result<QList<FrameRecord>> records = readFrame(data, "backup-contents");
    const Result<BackupContents> contents =
        records ? parseBackupContents(*records, QTimeZone::utc()) : fail(records.error());
    return contents && !backupContentsAnswer(*contents, {}).sentence.isEmpty()
        && !BackupContentsTable::rows(*contents).isEmpty();
}

QByteArrayList seeds()
{
    return {QByteArrayLiteral("NIGHTKEEP/1\0backup-contents\0R\0file\0003\0006040\0001219970000\0zip\0"
                              "R\0member\0005\0moodle_backup.xml\0f\000821\000298\0002008-12-14T03:01:00\0"
                              "R\0member\0005\0files/\0d\0000\0\0001219970000\0"
                              "R\0activity\0003\0forum\0News &amp; more\0007\0R\0section\0002\0007\0Week 1\0"
                              "R\0told\0002\0none\0\0R\0listed\0003\0directory\0002\0all\0"
                              "R\0broken\0002\0cutOff\0\0R\0finished\0000\0END\00054\0")};
}
