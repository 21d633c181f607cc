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
        QTest::addColumn<SqlEngine>("engine");
        QTest::addColumn<QString>("package");
        QTest::newRow("MySQL") << SqlEngine::MySql << QStringLiteral("libqt6sql6-mysql");
        QTest::newRow("PostgreSQL") << SqlEngine::PostgreSql << QStringLiteral("libqt6sql6-psql");
        QTest::newRow("SQLite") << SqlEngine::Sqlite << QStringLiteral("libqt6sql6-sqlite");
    }

    void namesThePackage()
    {
        QFETCH(SqlEngine, engine);
        QFETCH(QString, package);
        QCoreApplication::setLibraryPaths({});
        SqlConnections connections;
        SqlAddress address;
        address.engine = engine;
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
