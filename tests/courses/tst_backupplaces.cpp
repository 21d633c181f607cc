// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courseservice.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// Where a site's backups are looked for.
class TstBackupPlaces : public QObject
{
    Q_OBJECT

private slots:
    void placesAreThoseThatMoodleUses_data()
    {
        QTest::addColumn<MoodleEdition>("edition");
        QTest::addColumn<BackupStorage>("storage");
        QTest::addColumn<QByteArray>("destination");
        QTest::addColumn<QByteArray>("ofTheSite");
        QTest::addColumn<QString>("fileSystemClass");
        QTest::addColumn<QByteArrayList>("wanted");
        using Edition = MoodleEdition;
        using Storage = BackupStorage;
        const QByteArray own = "courseFolder /d";
        const QByteArray pool = "pool /d/filedir";
        const QByteArray trash = "trash /d/trashdir";
        const auto row = [](const char *name, Edition edition, Storage storage, const QByteArray &destination,
                            const QByteArray &ofTheSite, const QByteArrayList &wanted, const QString &elsewhere = {}) {
            QTest::newRow(name) << edition << storage << destination << ofTheSite << elsewhere << wanted;
        };
        row("1.9", Edition::Old, Storage::Courses, "", "", {own});
        row("1.9, one for all", Edition::Old, Storage::Folder, "/b/", "", {own, "sharedFolder /b"});
        row("1.9, agreed", Edition::Old, Storage::Courses, "", "/a", {own, "sharedFolder /a"});
        row("1.9, agreed otherwise", Edition::Old, Storage::Folder, "/b", "/a", {own, "sharedFolder /a"});
        row("1.9, agreed to have none", Edition::Old, Storage::Folder, "/b", "/d/", {own});
        row("1.9, a relative one", Edition::Old, Storage::Folder, "b", "", {own});
        row("1.9, one that leads upwards", Edition::Old, Storage::Folder, "/b/../c", "", {own});
        row("later", Edition::Later, Storage::Courses, "", "", {pool, trash});
        row("later, a folder", Edition::Later, Storage::Folder, "/b", "", {"sharedFolder /b", pool, trash});
        row("later, both", Edition::Later, Storage::Both, "/b", "", {"sharedFolder /b", pool, trash});
        row("later, a former folder", Edition::Later, Storage::Courses, "/b", "", {"sharedFolder /b", pool, trash});
        row("later, a folder without a name", Edition::Later, Storage::Folder, "", "", {pool, trash});
        row("later, elsewhere", Edition::Later, Storage::Both, "/b", "", {"sharedFolder /b"}, QStringLiteral("x"));
        row("not known", Edition::Unknown, Storage::Courses, "", "", {own});
    }
    void placesAreThoseThatMoodleUses()
    {
        QFETCH(MoodleEdition, edition);
        QFETCH(BackupStorage, storage);
        QFETCH(QByteArray, destination);
        QFETCH(QByteArray, ofTheSite);
        QFETCH(QString, fileSystemClass);
        QFETCH(QByteArrayList, wanted);
        Site site = MadeCourses::site();
        site.dataFolder = "/d";
        site.backupFolder = ofTheSite;
        MoodleFacts facts;
        facts.edition = edition;
        facts.storage = storage;
        facts.destination = destination;
        facts.fileSystemClass = fileSystemClass;
        QByteArrayList found;
        for (const BackupPlace &place : CourseService::placesOf(site, facts))
            found.append(nameOf(place.kind).toLatin1() + ' ' + place.folder);
        QCOMPARE(found, wanted);
        site.dataFolder.clear();
        for (const BackupPlace &place : CourseService::placesOf(site, facts))
            QCOMPARE(place.kind, CopyPlace::SharedFolder);
    }
    void thePoolIsWhereConfigHasMovedIt()
    {
        Site site = MadeCourses::site();
        site.dataFolder = "/d";
        MoodleFacts facts;
        facts.edition = MoodleEdition::Later;
        facts.poolFolder = "/p//q/";
        facts.trashFolder = "/t";
        const QList<BackupPlace> moved {{CopyPlace::Pool, "/p/q"}, {CopyPlace::Trash, "/t"}};
        QCOMPARE(CourseService::placesOf(site, facts), moved);
        facts.trashFolder.clear();
        QCOMPARE(CourseService::placesOf(site, facts).last(), (BackupPlace {CopyPlace::Trash, "/d/trashdir"}));
        facts.poolFolder = "/p/../q"; // no folder: then nobody looks in another's
        QCOMPARE(CourseService::placesOf(site, facts).first().kind, CopyPlace::Trash);
        facts.edition = MoodleEdition::Old;
        QCOMPARE(CourseService::placesOf(site, facts).size(), 1);
    }
};

NIGHTKEEP_TEST(TstBackupPlaces, unit, Core)
#include "tst_backupplaces.moc"
