// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/databasestatus.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Vendor = DatabaseVersion::Vendor;

namespace {

/// "Master_Host=a|Slave_IO_Running=Yes"; "NULL" stands for a NULL.
NamedRow rowOf(const QString &text)
{
    NamedRow row;
    for (const QString &column : text.split(u'|')) {
        const QString value = column.section(u'=', 1);
        row.insert(column.section(u'=', 0, 0), value == QLatin1String("NULL") ? QString() : value);
    }
    return row;
}

QString threadWord(ReplicaThread thread)
{
    switch (thread) {
    case ReplicaThread::Running:
        return QStringLiteral("running");
    case ReplicaThread::Connecting:
        return QStringLiteral("connecting");
    case ReplicaThread::Stopped:
        return QStringLiteral("stopped");
    case ReplicaThread::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

/// "host:port #id io/sql lag [errors]".
QString inBrief(const std::optional<ReplicationChannel> &channel)
{
    if (!channel)
        return QStringLiteral("nothing");
    const QString id = channel->sourceServerId ? QString::number(*channel->sourceServerId) : QStringLiteral("?");
    const QString lag = channel->lagSeconds ? QString::number(*channel->lagSeconds) : QStringLiteral("?");
    return channel->name
        + QStringLiteral("%1:%2 #%3 %4/%5 %6 [%7]")
              .arg(channel->sourceHost, QString::number(channel->sourcePort), id, threadWord(channel->io),
                   threadWord(channel->sql), lag, channel->errors.join(u'|'));
}

// The columns as the reference manuals of these versions list them, those that are not read left out
// but for a few that could be mistaken.
const QString mysql50 =
    QStringLiteral("Slave_IO_State=Waiting for master to send event|Master_Host=moodledb-a|Master_User=repl|"
                   "Master_Port=3306|Connect_Retry=60|Slave_IO_Running=%1|Slave_SQL_Running=%2|"
                   "Last_Errno=%3|Last_Error=%4|Skip_Counter=0|Seconds_Behind_Master=%5");
const QString mysql57 =
    QStringLiteral("Slave_IO_State=x|Master_Host=moodledb-a|Master_Port=3307|Slave_IO_Running=%1|Slave_SQL_Running=%2|"
                   "Last_Errno=0|Last_Error=%4|Seconds_Behind_Master=%5|Last_IO_Errno=%3|Last_IO_Error=%6|"
                   "Last_SQL_Errno=0|Last_SQL_Error=%4|Master_Server_Id=11|"
                   "Slave_SQL_Running_State=x|Channel_Name=|Master_TLS_Version=");
const QString mysql80 = QStringLiteral(
    "Replica_IO_State=x|Source_Host=moodledb-a|Source_Port=3306|Replica_IO_Running=%1|Replica_SQL_Running=%2|"
    "Last_Errno=%3|Last_Error=%4|Seconds_Behind_Source=%5|Last_IO_Error=%6|Last_SQL_Error=%4|"
    "Source_Server_Id=11|Replica_SQL_Running_State=x|Channel_Name=%7|Get_Source_public_key=0");

} // namespace

class TstDatabaseStatus : public QObject
{
    Q_OBJECT

private slots:
    void versionsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("vendor");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *text, Vendor vendor, const char *words) {
            QTest::newRow(name) << QString::fromLatin1(text) << int(vendor) << QString::fromLatin1(words);
        };
        row("the page's", "5.0.45-log", Vendor::MySql, "MySQL 5.0.45");
        row("of a distribution", "5.0.51a-3ubuntu5.4-log", Vendor::MySql, "MySQL 5.0.51");
        row("two numbers", "8.4", Vendor::MySql, "MySQL 8.4.0");
        row("plain", "8.4.2", Vendor::MySql, "MySQL 8.4.2");
        row("a Percona server", "5.7.44-48-log", Vendor::MySql, "MySQL 5.7.44");
        row("MariaDB", "10.11.6-MariaDB-0+deb12u1-log", Vendor::MariaDb, "MariaDB 10.11.6");
        row("MariaDB 5.5", "5.5.68-MariaDB", Vendor::MariaDb, "MariaDB 5.5.68");
        row("MariaDB with the number for old replicas", "5.5.5-10.11.6-MariaDB-1:10.11.6+maria~deb12", Vendor::MariaDb,
            "MariaDB 10.11.6");
        row("MySQL 5.5.5 itself", "5.5.5-m3", Vendor::MySql, "MySQL 5.5.5");
        row("nothing", "", Vendor::Unknown, "an unknown version");
        row("words", "unknown", Vendor::Unknown, "an unknown version");
        row("an overlong number", "123456789.1.1", Vendor::Unknown, "an unknown version");
    }
    void versionsAreRead()
    {
        QFETCH(QString, text);
        QFETCH(int, vendor);
        QFETCH(QString, words);
        const DatabaseVersion version = parseDatabaseVersion(text);
        QCOMPARE(int(version.vendor), vendor);
        QCOMPARE(versionInWords(version), words);
        QCOMPARE(version.text, text);
    }

    void versionsAreCompared_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("same");
        QTest::addColumn<int>("order");
        const auto row = [](const char *name, const char *one, const char *other, bool same, int order) {
            QTest::newRow(name) << QString::fromLatin1(one) << QString::fromLatin1(other) << same << order;
        };
        row("the same", "5.0.45", "5.0.45", true, 0);
        row("the same, with another ending", "5.0.45-log", "5.0.45-community", true, 0);
        row("the page's worry", "5.0.45", "5.0.51", false, -1);
        row("by number, not by text", "5.0.9", "5.0.10", false, -1);
        row("another series", "8.0.36", "5.7.44", false, 1);
        row("another maker", "10.11.6-MariaDB", "10.11.6", false, 0);
        row("one unknown", "", "5.0.45", false, 0);
        row("both unknown are not equal", "", "", false, 0);
    }
    void versionsAreCompared()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(bool, same);
        QFETCH(int, order);
        QCOMPARE(sameVersion(parseDatabaseVersion(one), parseDatabaseVersion(other)), same);
        QCOMPARE(compareVersions(parseDatabaseVersion(one), parseDatabaseVersion(other)), order);
        QCOMPARE(compareVersions(parseDatabaseVersion(other), parseDatabaseVersion(one)), -order);
    }

    void replicationRowsAreRead_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("brief");
        const QString yes = QStringLiteral("Yes");
        const QString no = QStringLiteral("No");
        const QString none;
        const QString error = QStringLiteral("Duplicate entry '1' for key 1");
        const auto of50 = [](const QString &io, const QString &sql, const QString &code, const QString &text,
                             const QString &lag) { return mysql50.arg(io, sql, code, text, lag); };
        QTest::newRow("5.0 running") << of50(yes, yes, QStringLiteral("0"), none, QStringLiteral("0"))
                                     << QStringLiteral("moodledb-a:3306 #? running/running 0 []");
        QTest::newRow("5.0 behind") << of50(yes, yes, QStringLiteral("0"), none, QStringLiteral("7260"))
                                    << QStringLiteral("moodledb-a:3306 #? running/running 7260 []");
        QTest::newRow("5.0 an error") << of50(yes, no, QStringLiteral("1062"), error, QStringLiteral("NULL"))
                                      << QStringLiteral("moodledb-a:3306 #? running/stopped ? [%1]").arg(error);
        QTest::newRow("5.0 stopped") << of50(no, no, QStringLiteral("0"), none, QStringLiteral("NULL"))
                                     << QStringLiteral("moodledb-a:3306 #? stopped/stopped ? []");
        QTest::newRow("5.7 connecting") << mysql57.arg(QStringLiteral("Connecting"), yes, QStringLiteral("2003"), none,
                                                       QStringLiteral("NULL"),
                                                       QStringLiteral("error connecting to master"))
                                        << QStringLiteral(
                                               "moodledb-a:3307 #11 connecting/running ? [error connecting to master]");
        QTest::newRow("5.7 one error said twice is one")
            << mysql57.arg(yes, no, QStringLiteral("0"), error, QStringLiteral("NULL"), none)
            << QStringLiteral("moodledb-a:3307 #11 running/stopped ? [%1]").arg(error);
        QTest::newRow("5.7 two errors") << mysql57.arg(
            no, no, QStringLiteral("1"), error, QStringLiteral("NULL"),
            QStringLiteral("purged")) << QStringLiteral("moodledb-a:3307 #11 stopped/stopped ? [purged|%1]").arg(error);
        QTest::newRow("8.0 new words") << mysql80.arg(yes, yes, QStringLiteral("0"), none, QStringLiteral("3"), none,
                                                      none)
                                       << QStringLiteral("moodledb-a:3306 #11 running/running 3 []");
        QTest::newRow("8.4 a named channel")
            << mysql80.arg(yes, no, QStringLiteral("1"), error, QStringLiteral("NULL"), none, QStringLiteral("main "))
            << QStringLiteral("main moodledb-a:3306 #11 running/stopped ? [%1]").arg(error);
        QTest::newRow("MariaDB 10 of several") << QStringLiteral(
            "Connection_name=b "
            "|Slave_SQL_State=x|Slave_IO_State=x|Master_Host=10.0.0.7|Master_Port=3306|Slave_IO_Running=Preparing|"
            "Slave_SQL_Running=Yes|Last_Error=|Seconds_Behind_Master=NULL|Last_IO_Error=|Last_SQL_Error=|Master_Server_"
            "Id=0|Using_Gtid=Slave_Pos") << QStringLiteral("b 10.0.0.7:3306 #? connecting/running ? []");
        QTest::newRow("names in other cases")
            << QStringLiteral("MASTER_HOST=a|slave_io_running=YES|SLAVE_SQL_RUNNING=yes|seconds_behind_master=1")
            << QStringLiteral("a:0 #? running/running 1 []");
        QTest::newRow("words that nobody knows")
            << QStringLiteral("Master_Host=a|Slave_IO_Running=Perhaps|Seconds_Behind_Master=soon")
            << QStringLiteral("a:0 #? unknown/unknown ? []");
        QTest::newRow("reset, follows nobody")
            << of50(no, no, none, none, QStringLiteral("NULL"))
                   .replace(QStringLiteral("Master_Host=moodledb-a"), QStringLiteral("Master_Host="))
            << QStringLiteral("nothing");
        QTest::newRow("an empty row") << QString() << QStringLiteral("nothing");
    }
    void replicationRowsAreRead()
    {
        QFETCH(QString, row);
        QFETCH(QString, brief);
        QCOMPARE(inBrief(parseReplicationRow(rowOf(row))), brief);
    }

    void variablesAreRead()
    {
        DatabaseAnswer answer;
        readDatabaseVariables(
            rowOf(QStringLiteral("version=5.0.45-log|hostname=moodledb-a|server_id=7|read_only=ON|log_bin=OFF")),
            answer);
        QCOMPARE(answer.version.patch, 45);
        QCOMPARE(answer.hostName, QStringLiteral("moodledb-a"));
        QCOMPARE(answer.serverId, 7);
        QCOMPARE(answer.readOnly, true);
        QCOMPARE(answer.binaryLog, false);

        DatabaseAnswer old; // 5.0.37 has no hostname, and a server may keep something to itself
        readDatabaseVariables(rowOf(QStringLiteral("version=5.0.22")), old);
        QCOMPARE(old.hostName, QString());
        QCOMPARE(old.serverId, std::nullopt);
        QCOMPARE(old.readOnly, std::nullopt);
        QCOMPARE(old.binaryLog, std::nullopt);
    }

    void theLikelyStatementComesFirst_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("first");
        QTest::newRow("5.0") << QStringLiteral("5.0.45") << QStringLiteral("SHOW SLAVE STATUS");
        QTest::newRow("8.0.21") << QStringLiteral("8.0.21") << QStringLiteral("SHOW SLAVE STATUS");
        QTest::newRow("8.0.22") << QStringLiteral("8.0.22") << QStringLiteral("SHOW REPLICA STATUS");
        QTest::newRow("8.4") << QStringLiteral("8.4.0") << QStringLiteral("SHOW REPLICA STATUS");
        QTest::newRow("MariaDB") << QStringLiteral("10.11.6-MariaDB") << QStringLiteral("SHOW ALL SLAVES STATUS");
        QTest::newRow("unknown") << QString() << QStringLiteral("SHOW SLAVE STATUS");
    }
    void theLikelyStatementComesFirst()
    {
        QFETCH(QString, version);
        QFETCH(QString, first);
        const QStringList statements = replicationStatements(parseDatabaseVersion(version));
        QCOMPARE(statements.first(), first);
        // Old and new words are both tried, whatever the server calls itself.
        QVERIFY(statements.contains(QStringLiteral("SHOW SLAVE STATUS")));
        QVERIFY(statements.contains(QStringLiteral("SHOW REPLICA STATUS")));
    }

    void theGrantIsExact_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("grant");
        const auto row = [](const char *name, const char *version, const char *account, const char *grant) {
            QTest::newRow(name) << QString::fromLatin1(version) << QString::fromLatin1(account)
                                << QString::fromLatin1(grant);
        };
        row("MySQL", "5.0.45", "reader@localhost", "GRANT REPLICATION CLIENT ON *.* TO 'reader'@'localhost';");
        row("MySQL 8.4", "8.4.2", "reader@%", "GRANT REPLICATION CLIENT ON *.* TO 'reader'@'%';");
        row("MariaDB 10.5.8", "10.5.8-MariaDB", "r@localhost", "GRANT REPLICATION CLIENT ON *.* TO 'r'@'localhost';");
        row("MariaDB 10.5.9", "10.5.9-MariaDB", "r@localhost", "GRANT SLAVE MONITOR ON *.* TO 'r'@'localhost';");
        row("a quote", "8.0.1", "o'reader@localhost", "GRANT REPLICATION CLIENT ON *.* TO 'o''reader'@'localhost';");
        row("an at sign", "8.0.1", "a@b@10.0.0.%", "GRANT REPLICATION CLIENT ON *.* TO 'a@b'@'10.0.0.%';");
        row("a backslash", "8.0.1", "a\\@h", "GRANT REPLICATION CLIENT ON *.* TO 'a\\\\'@'h';");
    }
    void theGrantIsExact()
    {
        QFETCH(QString, version);
        QFETCH(QString, account);
        QFETCH(QString, grant);
        QCOMPARE(replicationGrant(parseDatabaseVersion(version), account), grant);
    }
};

NIGHTKEEP_TEST(TstDatabaseStatus, unit, Core)
#include "tst_databasestatus.moc"
