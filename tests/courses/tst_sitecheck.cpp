// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/sitecheck.h"
#include "models/servers/server.h"
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
        QTest::newRow("address of another machine behind ssh")
            << Change([](Site &site) { site.databaseSocket = QStringLiteral("db.internal:3306"); });
        QTest::newRow("address by IPv6 behind ssh")
            << Change([](Site &site) { site.databaseSocket = QStringLiteral("[2001:db8::5]:3306"); });
        QTest::newRow("address without ssh") << Change([](Site &site) {
            site.databaseSocket.clear();
            site.databaseAddress = QStringLiteral("db.example.org:3306");
        });
        QTest::newRow("address with an authority") << Change([](Site &site) {
            site.databaseAddress = QStringLiteral("[2001:db8::5]:3306");
            site.databaseAuthority = QStringLiteral("/etc/ssl/our ca.pem");
        });
        QTest::newRow("web server's user") << Change([](Site &site) { site.webUser = QStringLiteral("www-data"); });
        QTest::newRow("PHP") << Change([](Site &site) { site.phpProgram = "/usr/bin/php8.2"; });
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
        QTest::newRow("socket that is a name alone")
            << Change([](Site &site) { site.databaseSocket = QStringLiteral("db.internal"); });
        QTest::newRow("address without a port")
            << Change([](Site &site) { site.databaseAddress = QStringLiteral("db.example.org"); });
        QTest::newRow("address with an option of the library")
            << Change([](Site &site) { site.databaseAddress = QStringLiteral("db;ssl-enforce=0:3306"); });
        QTest::newRow("address of this machine")
            << Change([](Site &site) { site.databaseAddress = QStringLiteral("127.0.0.1:3306"); });
        QTest::newRow("this machine by name")
            << Change([](Site &site) { site.databaseAddress = QStringLiteral("LocalHost:3306"); });
        QTest::newRow("this machine by IPv6")
            << Change([](Site &site) { site.databaseAddress = QStringLiteral("[::1]:3306"); });
        QTest::newRow("relative authority")
            << Change([](Site &site) { site.databaseAuthority = QStringLiteral("ca.pem"); });
        QTest::newRow("authority with an option")
            << Change([](Site &site) { site.databaseAuthority = QStringLiteral("/ca};ssl-enforce=0"); });
        QTest::newRow("authority of two lines")
            << Change([](Site &site) { site.databaseAuthority = QStringLiteral("/ca\n"); });
        QTest::newRow("web server's user that is an option")
            << Change([](Site &site) { site.webUser = QStringLiteral("-s"); });
        QTest::newRow("web server's user with a blank")
            << Change([](Site &site) { site.webUser = QStringLiteral("www data"); });
        QTest::newRow("web server's user with a line break")
            << Change([](Site &site) { site.webUser = QStringLiteral("www-data\n"); });
        QTest::newRow("long web server's user") << Change([](Site &site) { site.webUser = QString(33, u'a'); });
        QTest::newRow("relative PHP") << Change([](Site &site) { site.phpProgram = "php"; });
        QTest::newRow("PHP that climbs") << Change([](Site &site) { site.phpProgram = "/usr/../php"; });
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

    /// What leads elsewhere does not read alike, so that no password goes where it was not given for.
    void destinations()
    {
        Server server;
        server.name = QStringLiteral("moodledb-a.example.org");
        Server other = server;
        other.name = QStringLiteral("moodledb-b.example.org");
        const Site socket = goodSite();
        Site direct = socket;
        direct.databaseAddress = QStringLiteral("db.example.org:3306");
        Site byAuthority = direct;
        byAuthority.databaseAuthority = QStringLiteral("/ca.pem");
        Site elsewhere = direct;
        elsewhere.databaseAddress = QStringLiteral("db.example.org:3307");
        QCOMPARE(siteDestination(socket, server), socketDestination(server, socket.databaseSocket));
        QCOMPARE(siteDestination(direct, server), QStringLiteral("tls://db.example.org:3306"));
        QCOMPARE(siteDestination(byAuthority, server), QStringLiteral("tls://db.example.org:3306 /ca.pem"));
        QVERIFY(siteDestination(elsewhere, server) != siteDestination(direct, server));
        // The other one of a pair is not at that address.
        QCOMPARE(siteDestination(direct, other), socketDestination(other, direct.databaseSocket));
    }

    void knowsTheSameMoodle_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *name, bool isSame, Change change) { QTest::newRow(name) << change << isSame; };
        row("as it is", true, [](Site &) {});
        row("another socket", true, [](Site &site) { site.databaseSocket = QStringLiteral("/run/other.sock"); });
        row("a port of its server", true, [](Site &site) { site.databaseSocket = QStringLiteral("127.0.0.1:3306"); });
        row("a machine behind its server", false,
            [](Site &site) { site.databaseSocket = QStringLiteral("db2.internal:3306"); });
        row("another address", false, [](Site &site) { site.databaseAddress = QStringLiteral("db2:3306"); });
        row("another kind", false, [](Site &site) { site.databaseKind = DatabaseKind::PostgreSql; });
        row("another authority", true, [](Site &site) { site.databaseAuthority = QStringLiteral("/ca.pem"); });
        row("another prefix", false, [](Site &site) { site.tablePrefix = QStringLiteral("m2_"); });
    }
    void knowsTheSameMoodle()
    {
        QFETCH(Change, change);
        QFETCH(bool, isSame);
        Site other = goodSite();
        change(other);
        QCOMPARE(isSameMoodle(goodSite(), other), isSame);
        QCOMPARE(isSameMoodle(other, goodSite()), isSame);
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
