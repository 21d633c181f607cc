// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// resources/remote/backups.sh over backups whose own lists are spoilt: none keeps a server busy or passes for sound.
#include "tests/courses/backupfiles.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

class TstBusyBackups : public QObject
{
    Q_OBJECT

private slots:
    void aListOfBeginningsIsReadInTime_data();
    void aListOfBeginningsIsReadInTime();
    void oneThatBreaksOffIsFoundOut_data();
    void oneThatBreaksOffIsFoundOut();
};

void TstBusyBackups::aListOfBeginningsIsReadInTime_data()
{
    QTest::addColumn<bool>("isZip");
    QTest::newRow("tar.gz") << false;
    QTest::newRow("zip") << true;
}

/// A search for the end of each beginning would last for hours; the test would be ended.
void TstBusyBackups::aListOfBeginningsIsReadInTime()
{
    QFETCH(bool, isZip);
    BackupFiles::Members members = BackupFiles::mbzMembers({});
    const QByteArray beginnings = QByteArrayLiteral("<file ").repeated(85000);
    for (BackupFiles::Member &member : members) {
        if (member.first == "files.xml")
            member.second = "<files>" + beginnings + "</file>" + beginnings + "</files>\n";
    }
    const BackupFiles::DataServer server;
    server.add("/shared/a.mbz", isZip ? BackupFiles::zipOf(members) : BackupFiles::gzipOf(BackupFiles::tarOf(members)));
    const FoundFile file = BackupFiles::fileOf(server.shared(InventoryOrder::Depth::Through), "a.mbz");
    QCOMPARE(file.check.fault, ZipFault::None);
    QCOMPARE(file.check.level, ZipLevel::ReadThrough); // what belongs into it could not be told
    QCOMPARE(file.inside.filesNamed, -1);
}

void TstBusyBackups::oneThatBreaksOffIsFoundOut_data()
{
    QTest::addColumn<bool>("isZip");
    QTest::addColumn<InventoryOrder::Depth>("depth");
    for (const auto depth : {InventoryOrder::Depth::Closed, InventoryOrder::Depth::Through}) {
        QTest::newRow(qPrintable(QStringLiteral("tar.gz, ") + nameOf(depth))) << false << depth;
        QTest::newRow(qPrintable(QStringLiteral("zip, ") + nameOf(depth))) << true << depth;
    }
}

/// Moodle was ended while it wrote its moodle_backup.xml: all else is as it should be.
void TstBusyBackups::oneThatBreaksOffIsFoundOut()
{
    QFETCH(bool, isZip);
    QFETCH(InventoryOrder::Depth, depth);
    BackupFiles::Mbz backup;
    backup.xmlEnd.clear();
    const BackupFiles::DataServer server;
    server.add("/shared/a.mbz",
               isZip ? BackupFiles::zipOf(BackupFiles::mbzMembers(backup)) : BackupFiles::mbzOf(backup));
    const FoundFile file = BackupFiles::fileOf(server.shared(depth), "a.mbz");
    QCOMPARE(file.check.fault, ZipFault::CutXml);
    QCOMPARE(file.check.level, ZipLevel::NotChecked);
}

NIGHTKEEP_TEST(TstBusyBackups, integration, Core, 300)
#include "tst_busybackups.moc"
