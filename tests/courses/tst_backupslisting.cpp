// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/courses/backupfiles.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Nightkeep;
namespace Files = BackupFiles;

/// The inventory program where it has no file to look into, or but a few.
class TstBackupsListing : public QObject
{
    Q_OBJECT

private slots:
    void onlySomeAreLookedAt()
    {
        const Files::DataServer server;
        server.add("/shared/a.mbz", Files::mbzOf({}));
        server.add("/shared/b\n%s\\.mbz", Files::mbzOf({}));
        server.add("/aside/c.mbz", Files::mbzOf({})); // reached by no link
        QVERIFY(QFile::link(QStringLiteral("a.mbz"), server.root() + QStringLiteral("/shared/link.mbz")));
        QVERIFY(QFile::link(QStringLiteral("../aside"), server.root() + QStringLiteral("/shared/way")));
        const QByteArray hash = Files::putIntoPool(server.root(), "/pool", Files::mbzOf({}));
        InventoryOrder order {
            InventoryOrder::Depth::Through, {{CopyPlace::SharedFolder, "/shared"}, {CopyPlace::Pool, "/pool"}}, {hash}};
        order.sizes.insert(hash, Files::mbzOf({}).size());
        const BytePath wanted = "b\n%s\\.mbz";
        for (const BytePath &path : {wanted, BytePath("gone.mbz"), BytePath("link.mbz"), BytePath("way/c.mbz")})
            order.only.append({CopyPlace::SharedFolder, path});
        order.only.append({CopyPlace::CourseFolder, "a.mbz"});
        Inventory inventory = server.seen(order);
        QCOMPARE(inventory.files.size(), 1);
        QCOMPARE(Files::fileOf(inventory, wanted).check.level, ZipLevel::Complete);
        QCOMPARE(inventory.places.size(), 2);

        order.only = {{CopyPlace::Pool, hash}};
        inventory = server.seen(order);
        QCOMPARE(inventory.files.size(), 1);
        QCOMPARE(Files::fileOf(inventory, hash).check.level, ZipLevel::Complete);

        order.depth = InventoryOrder::Depth::List;
        QCOMPARE(server.seen(order).files.size(), 3);
    }

    void whatIsListedIsWhole_data()
    {
        QTest::addColumn<bool>("isCounted");
        QTest::newRow("counted on its way") << true;
        QTest::newRow("held and counted") << false;
    }
    /// Fields are counted as they pass where the server can do that.
    void whatIsListedIsWhole()
    {
        QFETCH(bool, isCounted);
        const QByteArray before = qgetenv("PATH");
        const QTemporaryDir tools;
        if (!isCounted) {
            Files::put({}, QFile::encodeName(tools.filePath(QStringLiteral("tee"))), "#!/bin/sh\nexec cat\n");
            QVERIFY(QFile::setPermissions(tools.filePath(QStringLiteral("tee")),
                                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
            qputenv("PATH", QFile::encodeName(tools.path()) + ':' + before);
        }
        const Files::DataServer server;
        QByteArrayList wanted;
        for (int course = 1; course <= 200; ++course) {
            for (const QByteArray name : {"a.zip", "b\n\\c%d.zip", "-rf.zip", "\xff.zip"}) {
                wanted.append(QByteArray::number(course) + "/backupdata/" + name);
                server.add("/data/" + wanted.last(), "x");
            }
        }
        server.add("/data/temp/backup/1/moodle.xml", "x");
        server.add("/data/5/moddata/a.zip", "x");
        QVERIFY(QFile::link(QStringLiteral("5"), server.root() + QStringLiteral("/data/900")));
        QVERIFY(QFile::link(QStringLiteral("5"), server.root() + QStringLiteral("/data/other")));
        const Inventory inventory =
            server.seen({InventoryOrder::Depth::List, {{CopyPlace::CourseFolder, "/data"}}, {}});
        qputenv("PATH", before);
        QByteArrayList listed;
        for (const FoundFile &file : inventory.files)
            listed.append(file.path);
        std::sort(wanted.begin(), wanted.end());
        QCOMPARE(listed, wanted);
        QCOMPARE(inventory.places[0].problems, QStringList {QStringLiteral("./900: a link, which is not followed")});
        QCOMPARE(inventory.places[0].sight, PlaceSight::Partly);
    }
};

NIGHTKEEP_TEST(TstBackupsListing, integration, Core)
#include "tst_backupslisting.moc"
