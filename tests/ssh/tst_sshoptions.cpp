// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshrules.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Nightkeep;

class TstSshOptions : public QObject
{
    Q_OBJECT

private slots:
    void master_data();
    void master();
    void session();
    void forward();
    void hostKey();
    void hostStandsBehindTheDashes_data();
    void hostStandsBehindTheDashes();
    void nothingLoosensTheHostKey_data() { hostStandsBehindTheDashes_data(); }
    void nothingLoosensTheHostKey();
    void sshItselfReadsThemSo_data() { hostStandsBehindTheDashes_data(); }
    void sshItselfReadsThemSo();
    void hostilePaths();
    void socketPaths_data();
    void socketPaths();
};

namespace {

const SshDestination &destination()
{
    static const SshDestination value {QStringLiteral("moodle-a.example.org"), QStringLiteral("backup"), 2222};
    return value;
}

SshSettings settings()
{
    return {QStringLiteral("/c/config"), QStringLiteral("/d/known hosts"), {QStringLiteral("~/.ssh/known_hosts")}, 10,
            QStringLiteral("/run/c1"),   QStringLiteral("/run/c2")};
}

QString joined(const QStringList &arguments)
{
    return arguments.join(QLatin1Char('|'));
}

const auto Connection = QStringLiteral(
    "|-o|ForwardAgent=no|-o|ForwardX11=no|-o|PermitLocalCommand=no|"
    "-o|ClearAllForwardings=yes|-o|Tunnel=no|-o|RemoteCommand=none|-o|ForkAfterAuthentication=no|-o|ControlPersist=no|"
    "-o|ConnectionAttempts=1|-o|LogVerbose=none|-o|ServerAliveInterval=15|-o|ServerAliveCountMax=3|"
    "-o|ConnectTimeout=10");
const auto Client =
    QStringLiteral("-T|-F|none|-S|/run/m1|-o|ControlMaster=no|-o|BatchMode=yes|-o|StrictHostKeyChecking=yes|"
                   "-o|ProxyCommand=/bin/false");

} // namespace

void TstSshOptions::master_data()
{
    QTest::addColumn<bool>("attended");
    QTest::addColumn<QString>("batch");
    QTest::newRow("nobody is there") << false << QStringLiteral("BatchMode=yes");
    QTest::newRow("somebody is there") << true << QStringLiteral("BatchMode=no");
}

void TstSshOptions::master()
{
    QFETCH(bool, attended);
    QFETCH(QString, batch);
    const Attendance attendance = attended ? Attendance::Attended : Attendance::Background;
    QCOMPARE(joined(masterArguments(settings(), destination(), attendance, QStringLiteral("/run/m1"))),
             QStringLiteral("-T|-F|/run/c1") + Connection + QStringLiteral("|-N|-M|-S|/run/m1|-o|") + batch
                 + QStringLiteral("|-o|LogLevel=ERROR|-l|backup|-p|2222|--|moodle-a.example.org"));
}

void TstSshOptions::session()
{
    QCOMPARE(joined(sessionArguments(destination(), QStringLiteral("/run/m1"), QStringLiteral("/run/l1"),
                                     QStringLiteral("exec x"))),
             Client + QStringLiteral("|-E|/run/l1|-o|LogLevel=DEBUG2|--|moodle-a.example.org|exec x"));
}

void TstSshOptions::forward()
{
    const auto arguments = [](ForwardRequest request) {
        return joined(forwardArguments(destination(), QStringLiteral("/run/m1"), request, QStringLiteral("/run/s1"),
                                       QStringLiteral("/run/mysqld/mysqld.sock")));
    };
    QCOMPARE(arguments(ForwardRequest::Open),
             Client
                 + QStringLiteral(
                     "|-o|LogLevel=ERROR|-O|forward|-L|/run/s1:/run/mysqld/mysqld.sock|--|moodle-a.example.org"));
    QCOMPARE(arguments(ForwardRequest::Cancel),
             Client
                 + QStringLiteral(
                     "|-o|LogLevel=ERROR|-O|cancel|-L|/run/s1:/run/mysqld/mysqld.sock|--|moodle-a.example.org"));
}

void TstSshOptions::hostKey()
{
    QCOMPARE(joined(hostKeyArguments(settings(), destination(), QStringLiteral("/run/l1"))),
             QStringLiteral("-T|-F|/run/c2") + Connection
                 + QStringLiteral("|-v|-E|/run/l1|-o|BatchMode=no|-o|PreferredAuthentications=none|"
                                  "-o|ControlMaster=no|-o|ControlPath=none|-o|SessionType=default|"
                                  "-l|backup|-p|2222|--|moodle-a.example.org|exit"));
}

void TstSshOptions::hostStandsBehindTheDashes_data()
{
    QTest::addColumn<QStringList>("arguments");
    const SshDestination bare {QStringLiteral("h"), {}, 0};
    const QString path = QStringLiteral("/run/m1");
    QTest::newRow("master") << masterArguments(settings(), bare, Attendance::Background, path);
    QTest::newRow("attended master") << masterArguments(settings(), bare, Attendance::Attended, path);
    QTest::newRow("session") << sessionArguments(bare, path, QStringLiteral("/dev/stderr"), QStringLiteral("true"));
    QTest::newRow("forward") << forwardArguments(bare, path, ForwardRequest::Open, path, path);
    QTest::newRow("host key") << hostKeyArguments(settings(), bare, QStringLiteral("/dev/stderr"));
}

void TstSshOptions::hostStandsBehindTheDashes()
{
    QFETCH(QStringList, arguments);
    QCOMPARE(arguments.count(QStringLiteral("--")), 1);
    QCOMPARE(arguments.value(arguments.indexOf(QStringLiteral("--")) + 1), QStringLiteral("h"));
    QVERIFY(!arguments.contains(QStringLiteral("-l")));
    QVERIFY(!arguments.contains(QStringLiteral("-p")));
}

void TstSshOptions::nothingLoosensTheHostKey()
{
    // What is said of host keys stands in the rules; of the sessions, which read none, here.
    QFETCH(QStringList, arguments);
    const QString file = arguments.value(arguments.indexOf(QStringLiteral("-F")) + 1);
    const QStringList said =
        arguments.filter(QStringLiteral("HostKey")) + arguments.filter(QStringLiteral("KnownHosts"));
    if (file == QLatin1String("none"))
        QCOMPARE(said, QStringList {QStringLiteral("StrictHostKeyChecking=yes")});
    else
        QCOMPARE(said, QStringList());
}

void TstSshOptions::sshItselfReadsThemSo()
{
    // However an option is written, what ssh makes of the whole list is what counts.
    QFETCH(QStringList, arguments);
    const bool shows = qstrcmp(QTest::currentDataTag(), "host key") == 0;
    QTemporaryDir folder;
    QFile rules(folder.filePath(QStringLiteral("rules")));
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write(sshRules(settings(), shows ? UnknownKeys::AskedAbout : UnknownKeys::Refused, {}));
    rules.close();
    const qsizetype file = arguments.indexOf(QStringLiteral("-F"));
    if (arguments.at(file + 1) != QLatin1String("none"))
        arguments.replace(file + 1, rules.fileName());
    QProcess ssh;
    ssh.start(QStringLiteral("ssh"), QStringList {QStringLiteral("-G")} + arguments);
    QVERIFY(ssh.waitForFinished());
    QByteArrayList effective = ssh.readAllStandardOutput().split('\n');
    QVERIFY2(ssh.exitCode() == 0, ssh.readAllStandardError().constData());
    effective.removeIf([](const QByteArray &line) { return !line.startsWith("stricthostkeychecking "); });
    QCOMPARE(effective.join('\n'), QByteArray(shows ? "stricthostkeychecking ask" : "stricthostkeychecking true"));
}

void TstSshOptions::hostilePaths()
{
    SshSettings odd = settings();
    odd.knownHostsFile = QStringLiteral("/a%h/b\"c\\d");
    const QStringList arguments =
        masterArguments(odd, destination(), Attendance::Background, QStringLiteral("/run/50%/m1"));
    const QByteArray rules = sshRules(odd, UnknownKeys::Refused, {});
    QVERIFY2(rules.contains("\nUserKnownHostsFile \"/a%%h/b\\\"c\\\\d\" \"~/.ssh/known_hosts\"\n"), rules.constData());
    QVERIFY(arguments.contains(QStringLiteral("/run/50%%/m1")));
}

void TstSshOptions::socketPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("safe");
    QTest::newRow("MariaDB on Debian") << QStringLiteral("/run/mysqld/mysqld.sock") << true;
    QTest::newRow("MySQL of old") << QStringLiteral("/var/lib/mysql/mysql.sock") << true;
    QTest::newRow("port of the server itself") << QStringLiteral("127.0.0.1:3306") << true;
    QTest::newRow("port by name") << QStringLiteral("localhost:13306") << true;
    QTest::newRow("port of another machine") << QStringLiteral("192.0.2.7:3306") << true;
    QTest::newRow("of one by its name") << QStringLiteral("db.internal:3306") << true;
    QTest::newRow("of one by IPv6") << QStringLiteral("[2001:db8::5]:3306") << true;
    QTest::newRow("two ports") << QStringLiteral("db.internal:3306:22") << false;
    QTest::newRow("no port") << QStringLiteral("127.0.0.1:0") << false;
    QTest::newRow("port past the last") << QStringLiteral("127.0.0.1:65536") << false;
    QTest::newRow("port and more") << QStringLiteral("127.0.0.1:3306 -o x") << false;
    QTest::newRow("relative") << QStringLiteral("mysqld.sock") << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("colon splits a forwarding") << QStringLiteral("/run/a:b") << false;
    QTest::newRow("token") << QStringLiteral("/run/%h") << false;
    QTest::newRow("variable") << QStringLiteral("/run/${HOME}") << false;
    QTest::newRow("space") << QStringLiteral("/run/a b") << false;
    QTest::newRow("line break at the end") << QStringLiteral("/run/a\n") << false;
    QTest::newRow("backslash") << QStringLiteral("/run/a\\b") << false;
}

void TstSshOptions::socketPaths()
{
    QFETCH(QString, path);
    QFETCH(bool, safe);
    QCOMPARE(isSafeSocket(path), safe);
}

NIGHTKEEP_TEST(TstSshOptions, unit, Core)
#include "tst_sshoptions.moc"
