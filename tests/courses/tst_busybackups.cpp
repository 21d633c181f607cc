// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// resources/remote/backups.sh over backups that would keep a server busy.
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

NIGHTKEEP_TEST(TstBusyBackups, integration, Core, 300)
#include "tst_busybackups.moc"
