// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlconnection.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>
#include <QTest>

using namespace Nightkeep;

/// A machine without Qt's database plugins: in a process of its own, which never looks for them.
class TstMissingDriver : public QObject
{
    Q_OBJECT

private slots:
    void namesThePackage_data()
    {
        QTest::addColumn<bool>("file");
        QTest::addColumn<QString>("package");
        QTest::newRow("MySQL") << false << QStringLiteral("libqt6sql6-mysql");
        QTest::newRow("SQLite") << true << QStringLiteral("libqt6sql6-sqlite");
    }

    void namesThePackage()
    {
        QFETCH(bool, file);
        QFETCH(QString, package);
        QCoreApplication::setLibraryPaths({});
        SqlConnections connections;
        SqlAddress address;
        address.engine = file ? SqlEngine::Sqlite : SqlEngine::MySql;
        address.location = QStringLiteral("/not/there");
        address.server = QStringLiteral("moodledb-a");
        const Result<std::unique_ptr<SqlConnection>> opened = connections.open(address);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::MissingDriver);
        QVERIFY(opened.error().message.contains(QLatin1String("moodledb-a")));
        QVERIFY(opened.error().advice.contains(package));
    }
};

NIGHTKEEP_TEST(TstMissingDriver, unit, Core)
#include "tst_missingdriver.moc"
