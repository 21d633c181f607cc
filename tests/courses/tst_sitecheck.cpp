// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/sitecheck.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

Site goodSite()
{
    Site site;
    site.name = QStringLiteral("Moodle (live)");
    site.databaseServer = QStringLiteral("moodledb-a.example.org");
    site.databaseSocket = QStringLiteral("/var/run/mysqld/mysqld.sock");
    site.databaseName = QStringLiteral("moodle");
    site.databaseUser = QStringLiteral("nightkeep");
    site.dataServer = QStringLiteral("moodle-b.example.org");
    site.dataFolder = "/data/moodle";
    site.codeFolder = "/data/apache/htdocs/moodle";
    site.archiveFolder = "/data/archive";
    return site;
}

using Change = void (*)(Site &);

} // namespace

Q_DECLARE_METATYPE(Change)

class TstSiteCheck : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data()
    {
        QTest::addColumn<Change>("change");
        QTest::newRow("as it is") << Change([](Site &) {});
        QTest::newRow("without prefix") << Change([](Site &site) { site.tablePrefix.clear(); });
        QTest::newRow("without account, for a file") << Change([](Site &site) { site.databaseUser.clear(); });
        QTest::newRow("without socket, for a file") << Change([](Site &site) { site.databaseSocket.clear(); });
        QTest::newRow("port instead of a socket")
            << Change([](Site &site) { site.databaseSocket = QStringLiteral("127.0.0.1:3306"); });
        QTest::newRow("without folders yet") << Change([](Site &site) {
            site.dataFolder.clear();
            site.codeFolder.clear();
            site.archiveFolder.clear();
        });
        QTest::newRow("folder that is not text") << Change([](Site &site) { site.dataFolder = "/data/\xff"; });
        QTest::newRow("folder of all backups") << Change([](Site &site) { site.backupFolder = "/data/backups"; });
        QTest::newRow("time zone") << Change([](Site &site) { site.timeZone = QStringLiteral("Europe/London"); });
        QTest::newRow("file of the demo")
            << Change([](Site &site) { site.databaseName = QStringLiteral("db/moodle.sqlite"); });
    }

    void accepts()
    {
        QFETCH(Change, change);
        Site site = goodSite();
        change(site);
        const Result<void> checked = checkSite(site);
        QVERIFY2(checked, checked ? "" : qPrintable(checked.error().message));
    }

    void refuses_data()
    {
        QTest::addColumn<Change>("change");
        QTest::newRow("no name") << Change([](Site &site) { site.name.clear(); });
        QTest::newRow("blank name") << Change([](Site &site) { site.name = QStringLiteral("  "); });
        QTest::newRow("name with a slash") << Change([](Site &site) { site.name = QStringLiteral("a/b"); });
        QTest::newRow("name of two lines") << Change([](Site &site) { site.name = QStringLiteral("a\nb"); });
        QTest::newRow("name with blanks around it") << Change([](Site &site) { site.name = QStringLiteral(" a"); });
        QTest::newRow("long name") << Change([](Site &site) { site.name = QString(65, u'a'); });
        QTest::newRow("prefix with a quote") << Change([](Site &site) { site.tablePrefix = QStringLiteral("mdl`"); });
        QTest::newRow("prefix with a dot") << Change([](Site &site) { site.tablePrefix = QStringLiteral("mysql."); });
        QTest::newRow("a time zone that there is not")
            << Change([](Site &site) { site.timeZone = QStringLiteral("Europe/Camelot"); });
        QTest::newRow("no database server") << Change([](Site &site) { site.databaseServer.clear(); });
        QTest::newRow("no database") << Change([](Site &site) { site.databaseName.clear(); });
        QTest::newRow("account with a line break")
            << Change([](Site &site) { site.databaseUser = QStringLiteral("a\n"); });
        QTest::newRow("port of another machine")
            << Change([](Site &site) { site.databaseSocket = QStringLiteral("192.0.2.1:3306"); });
        QTest::newRow("relative socket") << Change(
            [](Site &site) { site.databaseSocket = QStringLiteral("mysqld.sock"); });
        QTest::newRow("socket with an option")
            << Change([](Site &site) { site.databaseSocket = QStringLiteral("/a;b=1"); });
        QTest::newRow("socket too long") << Change([](Site &site) { site.databaseSocket = u'/' + QString(107, u'a'); });
        QTest::newRow("relative data folder") << Change([](Site &site) { site.dataFolder = "data"; });
        QTest::newRow("code folder that climbs") << Change([](Site &site) { site.codeFolder = "/data/../etc"; });
        QTest::newRow("relative archive folder") << Change([](Site &site) { site.archiveFolder = "x"; });
    }

    void refuses()
    {
        QFETCH(Change, change);
        Site site = goodSite();
        change(site);
        const Result<void> checked = checkSite(site);
        QVERIFY(!checked);
        QCOMPARE(checked.error().kind, ErrorKind::BadInput);
        QVERIFY(!checked.error().message.isEmpty());
    }

    void timesAreInItsZone_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QByteArray>("used");
        QTest::newRow("its own") << QStringLiteral("Europe/London") << QByteArrayLiteral("Europe/London");
        QTest::newRow("none") << QString() << QByteArrayLiteral("Asia/Tokyo");
        QTest::newRow("one that this machine does not know")
            << QStringLiteral("Europe/Camelot") << QByteArrayLiteral("Asia/Tokyo");
    }

    void timesAreInItsZone()
    {
        QFETCH(QString, zone);
        QFETCH(QByteArray, used);
        Site site = goodSite();
        site.timeZone = zone;
        const QDateTime now(QDate(2008, 11, 29), QTime(12, 0), QTimeZone("Asia/Tokyo"));
        QCOMPARE(siteZone(site, now).id(), used);
    }
};

NIGHTKEEP_TEST(TstSiteCheck, unit, Core)
#include "tst_sitecheck.moc"
