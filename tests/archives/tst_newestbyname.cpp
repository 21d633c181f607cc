// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/archiveworld.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;

/// Which backup of a course is looked into where the names and the files' times tell different stories.
class TstNewestByName : public QObject
{
    Q_OBJECT

private slots:
    /// A sound zip whose name is of a year to come hides none behind it.
    void aNameOfTheFutureEndsNoSearch()
    {
        ArchiveWorld world;
        world.moodles.courses = QList<Course> {{33, QStringLiteral("bioc"), {}, true}};
        const QDateTime third(QDate(2008, 5, 3), QTime(3, 0), QTimeZone::utc());
        world.addZip("33/backupdata/backup-bioc-20080520-0300.zip", 900, third.addDays(17));
        world.addZip("33/backupdata/backup-bioc-20991231-0300.zip", 900, third.addDays(-1));
        // Copied by somebody who kept no times: as old as can be by its file.
        const BytePath copied = "33/backupdata/backup-bioc-20080525-0300.zip";
        world.addFile(copied, zipOf(900, copied, third.addDays(22)), third);

        const Result<ArchivePlan> plan = world.newService()->plan(world.request(QStringLiteral("a")), CancelToken());
        QVERIFY(plan.has_value());
        const auto found = std::find_if(plan->zips.begin(), plan->zips.end(),
                                        [&](const PlannedZip &zip) { return zip.file.path == copied; });
        QVERIFY(found != plan->zips.end());
        QVERIFY(found->file.check.level != ZipLevel::NotChecked);
    }
};

NIGHTKEEP_TEST(TstNewestByName, integration, Core)
#include "tst_newestbyname.moc"
