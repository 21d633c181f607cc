// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/serversnapshot.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

class TstServerSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void input();
    void whole();
    void clockOffset_data();
    void clockOffset();
    void clockIsNeeded_data();
    void clockIsNeeded();
    void systemNames_data();
    void systemNames();
    void uptimes_data();
    void uptimes();
    void mountTable();
    void localTypes_data();
    void localTypes();
    void diskUse();
    void diskUseOfOddNames();
    void unknownFolderWord();
    void storageManagerStates_data();
    void storageManagerStates();
    void lackingTools();
    void holdingMount();
    void holdingMountAgainstTheSlowWay();
};

namespace {

const QDateTime Sent(QDate(2026, 6, 30), QTime(12, 0, 0), QTimeZone::utc());

QList<FrameRecord> records(const QList<FrameRecord> &more = {})
{
    const QByteArray epoch = QByteArray::number(Sent.toSecsSinceEpoch());
    return QList<FrameRecord> {{"DSMC", {"absent"}}} + more + QList<FrameRecord> {{"CLOCK", {epoch, epoch, "+0100"}}};
}

ServerSnapshot parsed(const QList<FrameRecord> &more)
{
    const auto snapshot = parseProbe(records(more), Sent, Sent);
    return snapshot.value_or(ServerSnapshot());
}

} // namespace

void TstServerSnapshot::input()
{
    QCOMPARE(probeInput({QStringLiteral("sh"), QStringLiteral("tar")}, {"/data", "/a\nb"}),
             QByteArray("2\0sh\0tar\0/data\0/a\nb\0", 20));
    QCOMPARE(probeInput({}, {}), QByteArray("0\0", 2));
    QVERIFY(probedTools().contains(QStringLiteral("tar")));
    const QStringList tools = probedTools();
    QCOMPARE(QSet<QString>(tools.begin(), tools.end()).size(), tools.size());
}

void TstServerSnapshot::whole()
{
    const auto snapshot = parsed({{"OS", {"PRETTY_NAME=\"Debian\"\n"}},
                                  {"KERNEL", {"Linux 6.1"}},
                                  {"UPTIME", {"10.9 3.0"}},
                                  {"TOOL", {"tar", "/bin/tar"}},
                                  {"TOOL", {"openssl", ""}},
                                  {"FOLDER", {"/data", "dir"}},
                                  {"FOLDER", {"/f", "other"}},
                                  {"FOLDER", {"/n\n", "missing"}},
                                  {"FOLDER", {"/\xff", "unreadable"}},
                                  {"LATER", {"a record of a later version"}}});
    QCOMPARE(snapshot.takenAt, Sent);
    QCOMPARE(snapshot.takenAt.offsetFromUtc(), 0);
    QCOMPARE(snapshot.osRelease, QStringLiteral("Debian"));
    QCOMPARE(snapshot.kernel, QStringLiteral("Linux 6.1"));
    QCOMPARE(snapshot.uptimeSeconds, 10);
    QCOMPARE(snapshot.tools.value(QStringLiteral("tar")), QStringLiteral("/bin/tar"));
    QVERIFY(snapshot.tools.contains(QStringLiteral("openssl")));
    QVERIFY(snapshot.tools.value(QStringLiteral("openssl")).isEmpty());
    QCOMPARE(snapshot.folders.value("/data"), FolderPresence::Present);
    QCOMPARE(snapshot.folders.value("/f"), FolderPresence::NotFolder);
    QCOMPARE(snapshot.folders.value("/n\n"), FolderPresence::Missing);
    QCOMPARE(snapshot.folders.value("/\xff"), FolderPresence::Unreadable);
}

void TstServerSnapshot::clockOffset_data()
{
    QTest::addColumn<int>("began");
    QTest::addColumn<int>("ended");
    QTest::addColumn<int>("took");
    QTest::addColumn<int>("offset");
    QTest::newRow("agreed") << 0 << 0 << 0 << 0;
    QTest::newRow("slow call, agreed") << 4 << 6 << 10 << 0;
    QTest::newRow("server a day ahead") << 86400 << 86400 << 0 << 86400;
    QTest::newRow("server a day behind") << -86400 << -86400 << 0 << -86400;
    QTest::newRow("long question in the middle") << 1 << 21 << 22 << 0;
}

void TstServerSnapshot::clockOffset()
{
    QFETCH(int, began);
    QFETCH(int, ended);
    QFETCH(int, took);
    QFETCH(int, offset);
    const auto moment = [](int seconds) { return QByteArray::number(Sent.toSecsSinceEpoch() + seconds); };
    const auto snapshot = parseProbe({{"DSMC", {"absent"}}, {"CLOCK", {moment(began), moment(ended), "+0000"}}}, Sent,
                                     Sent.addSecs(took));
    QVERIFY(snapshot);
    QCOMPARE(snapshot->clockOffsetSeconds, offset);
}

void TstServerSnapshot::clockIsNeeded_data()
{
    QTest::addColumn<QByteArrayList>("clock");
    QTest::newRow("no number") << QByteArrayList {"now", "now", "+0000"};
    QTest::newRow("no end") << QByteArrayList {"1"};
    QTest::newRow("before 1990") << QByteArrayList {"631151999", "631152000", "+0000"};
    QTest::newRow("after 2100") << QByteArrayList {"1782820800", "4133980800", "+0000"};
    QTest::newRow("the last of all seconds") // the sum overflowed
        << QByteArrayList {"9223372036854775807", "9223372036854775807", "+0000"};
    QTest::newRow("nothing") << QByteArrayList {};
}

void TstServerSnapshot::clockIsNeeded()
{
    QFETCH(QByteArrayList, clock);
    const auto snapshot = parseProbe({{"CLOCK", clock}}, Sent, Sent);
    QVERIFY(!snapshot);
    QCOMPARE(snapshot.error().kind, ErrorKind::Damaged);
}

void TstServerSnapshot::systemNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("quoted") << QByteArray("ID=x\nPRETTY_NAME=\"Debian GNU/Linux 12\"\nV=1")
                            << QStringLiteral("Debian GNU/Linux 12");
    QTest::newRow("single quotes") << QByteArray("PRETTY_NAME='A B'") << QStringLiteral("A B");
    QTest::newRow("bare") << QByteArray("PRETTY_NAME=Arch\n") << QStringLiteral("Arch");
    QTest::newRow("escapes") << QByteArray("PRETTY_NAME=\"a \\\"b\\\" \\$c\"") << QStringLiteral("a \"b\" $c");
    QTest::newRow("older file") << QByteArray("Red Hat Enterprise Linux Server release 5.2 (Tikanga)\n")
                                << QStringLiteral("Red Hat Enterprise Linux Server release 5.2 (Tikanga)");
    QTest::newRow("no pretty name") << QByteArray("NAME=x\n") << QString();
    QTest::newRow("empty") << QByteArray() << QString();
}

void TstServerSnapshot::systemNames()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, name);
    QCOMPARE(parsed({{"OS", {text}}}).osRelease, name);
}

void TstServerSnapshot::uptimes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");
    QTest::newRow("usual") << QByteArray("2197.12 3724.39") << qint64(2197);
    QTest::newRow("empty") << QByteArray() << qint64(-1);
    QTest::newRow("words") << QByteArray("up 3 days") << qint64(-1);
    QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
    QTest::newRow("not a number") << QByteArray("nan") << qint64(-1);
    QTest::newRow("endless") << QByteArray("inf") << qint64(-1);
}

void TstServerSnapshot::uptimes()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, seconds);
    QCOMPARE(parsed({{"UPTIME", {text}}}).uptimeSeconds, seconds);
}

void TstServerSnapshot::mountTable()
{
    const QList<Mount> mounts = parsed({{"MOUNTS",
                                         {"/dev/sda1 / ext4 rw 0 0\n"
                                          "proc /proc proc rw 0 0\n"
                                          "/dev/sdb1 /with\\040space\\134and\\012line ext3 rw 0 0\n"
                                          "srv:/e /net nfs4 rw 0 0\n"
                                          "/dev/sdc1 /data ext3 rw 0 0\n"
                                          "/dev/sdd1 /data xfs rw 0 0\n"
                                          "broken\n"
                                          "none relative ext4 rw 0 0\n"
                                          "/dev/sde1 /odd\\9\\04 ext4 rw 0 0\n"}}})
                                    .mounts;
    QCOMPARE(mounts.size(), 5);
    QCOMPARE(mounts.at(0), (Mount {"/", QStringLiteral("ext4"), "/dev/sda1", -1, -1, true}));
    QCOMPARE(mounts.at(1).target, BytePath("/with space\\and\nline"));
    QVERIFY(!mounts.at(2).local);
    QCOMPARE(mounts.at(3).target, BytePath("/data")); // the later mount hides the earlier
    QCOMPARE(mounts.at(3).type, QStringLiteral("xfs"));
    QCOMPARE(mounts.at(4).target, BytePath("/odd\\9\\04"));

    // A table that cannot be is told, also where the older one is empty.
    const QByteArray impossible = "20 1 8:1 / /a/../b rw - ext4 /dev/sda1 rw\n";
    const QStringList told {QStringLiteral("The server's table of mounts was not understood.")};
    QCOMPARE(parsed({{"MOUNTS", {""}}, {"MOUNTINFO", {impossible}}}).evidenceProblems, told);
    QCOMPARE(parsed({{"MOUNTS", {"x\n"}}}).evidenceProblems, told);
    QCOMPARE(parsed({{"MOUNTS", {""}}}).evidenceProblems, QStringList());
}

void TstServerSnapshot::localTypes_data()
{
    QTest::addColumn<bool>("local");
    for (const char *type :
         {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "jfs", "tmpfs", "vfat", "fuseblk", "overlay", "gpfs"})
        QTest::newRow(type) << true;
    for (const char *type : {"nfs", "nfs4", "cifs", "smb3", "smbfs", "autofs", "fuse.sshfs", "fuse.glusterfs", "fuse",
                             "glusterfs", "ceph", "afs", "9p", "lustre"})
        QTest::newRow(type) << false;
}

void TstServerSnapshot::localTypes()
{
    QFETCH(bool, local);
    const QList<Mount> mounts =
        parsed({{"MOUNTS", {QByteArray("x /m ") + QTest::currentDataTag() + " rw 0 0\n"}}}).mounts;
    QCOMPARE(mounts.size(), 1);
    QCOMPARE(mounts.first().local, local);
}

void TstServerSnapshot::diskUse()
{
    const QList<Mount> mounts =
        parsed({{"MOUNTS", {"/dev/a / ext4 rw 0 0\n/dev/b /data ext4 rw 0 0\n/dev/c /full ext4 rw 0 0\n"}},
                {"DF",
                 {"Filesystem     1024-blocks     Used Available Capacity Mounted on\n"
                  "/dev/a             1000000   400000    550000      43% /\n"
                  "/dev/mapper/a very long name 2000 1 1999 1% /data\n"
                  "/dev/c                 100      105        -5     100% /full\n"
                  "df: /gone: No such file or directory\n"}}})
            .mounts;
    QCOMPARE(mounts.at(0).totalBytes, 1000000LL * 1024);
    QCOMPARE(mounts.at(0).freeBytes, 550000LL * 1024);
    QCOMPARE(mounts.at(1).freeBytes, 1999LL * 1024);
    QCOMPARE(mounts.at(2).freeBytes, 0); // what only root may still write is not free
}

void TstServerSnapshot::diskUseOfOddNames()
{
    const QList<Mount> mounts = parsed({{"MOUNTS", {"/dev/a /a\\012b ext4 rw 0 0\n/dev/b /\xff ext4 rw 0 0\n"}},
                                        {"DF", {"/dev/a 10 1 9 1% /a?b\n/dev/b 10 1 9 1% /\xff\n"}}})
                                    .mounts;
    QCOMPARE(mounts.at(0).totalBytes, -1); // df could not print that name: unknown, not guessed
    QCOMPARE(mounts.at(1).target, BytePath("/\xff"));
    QCOMPARE(mounts.at(1).totalBytes, 10 * 1024);
}

void TstServerSnapshot::unknownFolderWord()
{
    const auto snapshot = parseProbe(records({{"FOLDER", {"/x", "perhaps"}}}), Sent, Sent);
    QVERIFY(!snapshot);
    QCOMPARE(snapshot.error().kind, ErrorKind::Damaged);
}

void TstServerSnapshot::storageManagerStates_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QString>("word");
    QTest::newRow("absent") << QByteArray("absent") << QStringLiteral("not found");
    QTest::newRow("not asked") << QByteArray("no-timeout") << QStringLiteral("not asked");
    QTest::newRow("asked, no answers") << QByteArray("asked") << QStringLiteral("status 0");
}

void TstServerSnapshot::storageManagerStates()
{
    QFETCH(QByteArray, state);
    QFETCH(QString, word);
    const auto snapshot = parsed({});
    QVERIFY(!snapshot.storageManagerProblem.isEmpty());
    QList<FrameRecord> all = records();
    all[0].fields = {state};
    const auto again = parseProbe(all, Sent, Sent);
    QVERIFY(again && !again->fileSpaces && !again->domain);
    QVERIFY2(again->storageManagerProblem.contains(word), qPrintable(again->storageManagerProblem));
}

void TstServerSnapshot::lackingTools()
{
    const QStringList problems = parsed({{"LACKS", {"df", "-P -k"}}, {"LACKS", {"timeout", ""}}}).evidenceProblems;
    QCOMPARE(problems.size(), 2);
    QVERIFY2(problems.first().contains(QLatin1String("\"df\"")), qPrintable(problems.first()));
    QVERIFY(problems.last().contains(QLatin1String("\"timeout\"")));
    QCOMPARE(parsed({}).evidenceProblems, QStringList());
}

void TstServerSnapshot::holdingMount()
{
    QList<Mount> mounts;
    for (const char *target : {"/", "/data", "/data/moodle", "/var"})
        mounts.append(Mount {target, QStringLiteral("ext4"), "x", -1, -1, true});
    QCOMPARE(mountOf(mounts, "/data/moodle/1")->target, BytePath("/data/moodle"));
    QCOMPARE(mountOf(mounts, "/data/moodle")->target, BytePath("/data/moodle"));
    QCOMPARE(mountOf(mounts, "/data/moodles")->target, BytePath("/data"));
    QCOMPARE(mountOf(mounts, "/database")->target, BytePath("/"));
    QCOMPARE(mountOf(mounts, "/")->target, BytePath("/"));
    QVERIFY(!mountOf(mounts.mid(1), "/home"));
    QVERIFY(!mountOf({}, "/"));
}

void TstServerSnapshot::holdingMountAgainstTheSlowWay()
{
    QRandomGenerator random(7);
    const auto path = [&random] {
        QByteArray made;
        for (int depth = random.bounded(4); depth > 0; --depth)
            made += "/" + QByteArray(1 + random.bounded(2), "ab"[random.bounded(2)]);
        return made.isEmpty() ? QByteArray("/") : made;
    };
    for (int round = 0; round < 3000; ++round) {
        QList<Mount> mounts;
        for (int i = random.bounded(5); i > 0; --i)
            mounts.append(Mount {path(), QStringLiteral("ext4"), "x", -1, -1, true});
        const QByteArray asked = path();
        QByteArray best; // climb from the path upwards until something is mounted there
        for (QByteArray above = asked; best.isEmpty(); above = above.left(qMax(1, above.lastIndexOf('/')))) {
            for (const Mount &mount : std::as_const(mounts))
                best = mount.target == above ? above : best;
            if (above == "/")
                break;
        }
        const Mount *const found = mountOf(mounts, asked);
        QCOMPARE(found ? found->target : QByteArray(), best);
    }
}

NIGHTKEEP_TEST(TstServerSnapshot, unit, Core)
#include "tst_serversnapshot.moc"
