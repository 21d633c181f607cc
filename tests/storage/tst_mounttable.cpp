// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/mounttable.h"
#include "tests/support/testmain.h"

#include <QHash>
#include <QTest>

#include <ctime>
#include <utility>

using namespace Nightkeep;

class TstMountTable : public QObject
{
    Q_OBJECT

private slots:
    void tables_data();
    void tables();
    void olderTable();
    void anyTextEnds();
    void beyondMeasure_data();
    void beyondMeasure();
    void deepMountsOfAnybody();
    void growsWithTheTable_data();
    void growsWithTheTable();
    void looksForOriginalsEnd();
};

namespace {

/// "/target type[root]=bindOf flags" for each mount.
QByteArray printed(const QList<Mount> &mounts)
{
    QByteArrayList lines;
    for (const Mount &mount : mounts) {
        QByteArray line = mount.target + ' ' + mount.type.toUtf8();
        if (!mount.root.isEmpty())
            line += '[' + mount.root + ']';
        if (!mount.bindOf.isEmpty())
            line += '=' + mount.bindOf;
        line += mount.readOnly ? " ro" : "";
        line += mount.local ? "" : " away";
        lines.append(line);
    }
    return lines.join('|');
}

const QByteArray Top = "20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

} // namespace

void TstMountTable::tables_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &text, const char *expected) {
        QTest::newRow(name) << text << QByteArray(expected);
    };
    row("one", Top, "/ ext4");
    row("no optional fields", "20 1 8:1 / / rw - ext4 /dev/sda1 rw\n", "/ ext4");
    row("several optional fields", "20 1 8:1 / / rw shared:1 master:2 propagate_from:3 - ext4 /dev/sda1 rw\n",
        "/ ext4");
    row("separate file system", Top + "21 20 8:5 / /var rw shared:2 - xfs /dev/sda5 rw\n", "/ ext4|/var xfs");
    row("read-only mount", Top + "21 20 8:5 / /var ro - xfs /dev/sda5 rw\n", "/ ext4|/var xfs ro");
    row("read-only file system", Top + "21 20 8:5 / /var rw - xfs /dev/sda5 ro,errors=x\n", "/ ext4|/var xfs ro");
    row("kernel views are left out", Top + "21 20 0:4 / /proc rw - proc proc rw\n22 20 0:5 / /sys rw - sysfs s rw\n",
        "/ ext4");
    row("what is mounted in a kernel view",
        Top
            + "21 20 0:4 / /proc rw - proc proc rw\n22 21 0:5 / /proc/sys/fs/binfmt_misc rw - autofs systemd-1 rw\n"
              "23 21 0:6 / /proc/uptime rw - fuse.lxcfs lxcfs rw\n24 20 0:7 / /dev rw - devtmpfs udev rw\n"
              "25 24 0:8 / /dev/shm rw - tmpfs tmpfs rw\n",
        "/ ext4");
    row("what only begins like one", Top + "21 20 0:4 / /dev rw - devtmpfs udev rw\n22 20 8:5 / /devel rw - xfs x rw\n",
        "/ ext4|/devel xfs");
    row("a kernel view that a disk lies over", Top + "21 20 0:4 / /x rw - debugfs d rw\n22 21 8:5 / /x rw - xfs x rw\n",
        "/ ext4|/x xfs");
    row("GPFS is local", Top + "21 20 0:50 / /gpfs rw - gpfs /dev/gpfs0 rw,mtime\n", "/ ext4|/gpfs gpfs");
    row("bind of a folder", Top + "21 20 8:1 /srv/data /data rw - ext4 /dev/sda1 rw\n",
        "/ ext4|/data ext4[/srv/data]=/srv/data");
    row("bind of a separate file system's folder",
        Top + "21 20 8:5 / /srv rw - xfs /dev/sda5 rw\n22 20 8:5 /moodle /data/moodle rw - xfs /dev/sda5 rw\n",
        "/ ext4|/srv xfs|/data/moodle xfs[/moodle]=/srv/moodle");
    row("bind of a whole file system: the later is the bind",
        Top + "21 20 8:5 / /srv rw - xfs /dev/sda5 rw\n22 20 8:5 / /data rw - xfs /dev/sda5 rw\n",
        "/ ext4|/srv xfs|/data xfs=/srv");
    row("bind before its original",
        Top + "21 20 8:5 /m /data rw - xfs /dev/sda5 rw\n22 20 8:5 / /srv rw - xfs /dev/sda5 rw\n",
        "/ ext4|/data xfs[/m]=/srv/m|/srv xfs");
    row("a folder's name that only begins alike is elsewhere",
        Top + "21 20 8:5 /moo /a rw - xfs /dev/sda5 rw\n22 20 8:5 /moodle /b rw - xfs /dev/sda5 rw\n",
        "/ ext4|/a xfs[/moo]|/b xfs[/moodle]");
    row("part of a part", Top + "21 20 8:5 /x /a rw - xfs /dev/sda5 rw\n22 20 8:5 /x/y /b rw - xfs /dev/sda5 rw\n",
        "/ ext4|/a xfs[/x]|/b xfs[/x/y]=/a/y");
    row("other device, same root", Top + "21 20 8:5 / /a rw - xfs /dev/sda5 rw\n22 20 8:6 / /b rw - xfs /dev/sda6 rw\n",
        "/ ext4|/a xfs|/b xfs");
    row("laid over itself", Top + "21 20 8:1 /etc /etc ro - ext4 /dev/sda1 rw\n", "/ ext4|/etc ext4[/etc] ro");
    row("the other place is hidden",
        Top + "21 20 8:1 /srv/x /data rw - ext4 /dev/sda1 rw\n22 20 8:5 / /srv rw - xfs /dev/sda5 rw\n",
        "/ ext4|/data ext4[/srv/x]|/srv xfs");
    row("one of two other places is hidden",
        Top
            + "21 20 8:1 /srv /keep rw - ext4 /dev/sda1 rw\n22 20 8:1 /srv/x /data rw - ext4 /dev/sda1 rw\n"
              "23 20 8:5 / /srv rw - xfs /dev/sda5 rw\n",
        "/ ext4|/keep ext4[/srv]|/data ext4[/srv/x]=/keep/x|/srv xfs");
    row("subvolumes beside each other",
        "20 1 0:30 /@ / rw - btrfs /dev/sda1 rw\n21 20 0:30 /@home /home rw - btrfs /dev/sda1 rw\n",
        "/ btrfs[/@]|/home btrfs[/@home]");
    row("a subvolume whose top level is mounted too",
        "20 1 0:30 /@ / rw - btrfs /dev/sda1 rw,subvolid=256,subvol=/@\n21 20 0:30 / /mnt/top rw - btrfs /dev/sda1 "
        "rw,subvolid=5,subvol=/\n22 20 0:30 /@home /home rw - btrfs /dev/sda1 rw,subvol=/@home\n",
        "/ btrfs[/@]|/mnt/top btrfs|/home btrfs[/@home]");
    row("a subvolume at a second place",
        "20 1 0:30 /@ / rw - btrfs /dev/sda1 rw,subvol=/@\n21 20 0:30 /@home /home rw - btrfs /dev/sda1 "
        "rw,subvol=/@home\n22 20 0:30 /@home /srv/h rw - btrfs /dev/sda1 rw,subvol=/@home\n",
        "/ btrfs[/@]|/home btrfs[/@home]|/srv/h btrfs[/@home]=/home");
    row("a disk mounted twice on its place",
        Top + "21 20 8:5 / /data rw - xfs /dev/sda5 rw\n22 20 8:5 / /data rw - xfs /dev/sda5 rw\n", "/ ext4|/data xfs");
    row("a bind of a subvolume's folder",
        "20 1 0:30 /@ / rw - btrfs /dev/sda1 rw,subvol=/@\n21 20 0:30 /@home /home rw - btrfs /dev/sda1 "
        "rw,subvol=/@home\n22 20 0:30 /@home/ann /srv/ann rw - btrfs /dev/sda1 rw,subvol=/@home\n",
        "/ btrfs[/@]|/home btrfs[/@home]|/srv/ann btrfs[/@home/ann]=/home/ann");
    row("network", Top + "21 20 0:50 / /data/fs rw - nfs4 files:/export rw\n", "/ ext4|/data/fs nfs4 away");
    row("fuse", Top + "21 20 0:50 / /a rw - fuse.sshfs x: rw\n22 20 0:51 / /b rw - fuseblk /dev/sdc1 rw\n",
        "/ ext4|/a fuse.sshfs away|/b fuseblk");
    row("automount that waits", Top + "21 20 0:50 / /net rw - autofs auto.net rw\n", "/ ext4|/net autofs away");
    row("automount with its mount",
        Top + "21 20 0:50 / /net rw - autofs auto.net rw\n22 21 0:51 / /net rw - nfs a:/b rw\n",
        "/ ext4|/net nfs away");
    row("below an automount", Top + "21 20 0:50 / /net rw - autofs auto.net rw\n22 21 0:51 / /net/b rw - nfs a:/b rw\n",
        "/ ext4|/net autofs away|/net/b nfs away");
    row("two on one place", Top + "21 20 8:5 / /a rw - xfs /dev/sda5 rw\n22 21 8:6 / /a rw - ext4 /dev/sda6 rw\n",
        "/ ext4|/a ext4");
    row("two on one place, and no parents to follow: the later",
        Top + "21 98 8:5 / /a rw - xfs /dev/sda5 rw\n22 99 8:6 / /a rw - ext4 /dev/sda6 rw\n", "/ ext4|/a ext4");
    row("twice on one place", Top + "21 98 8:5 / /a rw - xfs x rw\n22 98 8:5 / /a rw - xfs x rw\n", "/ ext4|/a xfs");
    row("a folder twice on one place",
        Top + "21 20 8:1 /srv/x /data rw - ext4 x rw\n22 20 8:1 /srv/x /data rw - ext4 x rw\n",
        "/ ext4|/data ext4[/srv/x]=/srv/x");
    row("a folder of another disk twice on one place",
        Top + "21 20 8:5 /x /data rw - xfs x rw\n22 20 8:5 /x /data rw - xfs x rw\n", "/ ext4|/data xfs[/x]");
    row("a subvolume twice on one place",
        "20 1 0:30 /@ / rw - btrfs /dev/sda1 rw,subvol=/@\n21 20 0:30 /@data /data rw - btrfs /dev/sda1 "
        "rw,subvol=/@data\n22 20 0:30 /@data /data rw - btrfs /dev/sdb1 rw,subvol=/@data\n",
        "/ btrfs[/@]|/data btrfs[/@data]");
    row("siblings of which one's name only begins like the other's",
        Top + "21 20 8:5 / /data rw - xfs x rw\n22 20 8:6 / /data2 rw - ext4 y rw\n", "/ ext4|/data xfs|/data2 ext4");
    row("below one that is covered",
        Top + "21 20 8:5 / /a rw - xfs x rw\n22 21 8:6 / /a/b rw - xfs y rw\n23 21 8:7 / /a rw - ext4 z rw\n",
        "/ ext4|/a ext4");
    row("hidden by one above it", Top + "21 20 8:5 / /a/b rw - xfs x rw\n22 20 8:6 / /a rw - ext4 y rw\n",
        "/ ext4|/a ext4");
    row("a hidden mount is nobody's original",
        Top + "21 20 8:5 / /a/b rw - xfs x rw\n22 20 8:6 / /a rw - ext4 y rw\n23 20 8:5 /s /c rw - xfs x rw\n",
        "/ ext4|/a ext4|/c xfs[/s]");
    row("the first root file system is under the real one",
        "1 1 0:1 / / rw - rootfs rootfs rw\n20 1 8:1 / / rw - ext4 /dev/sda1 rw\n21 20 8:5 / /var rw - xfs x rw\n",
        "/ ext4|/var xfs");
    row("escapes", Top + "21 20 8:5 /a\\040b /c\\011d\\134 rw - xfs /dev/e\\040f rw\n", "/ ext4|/c\td\\ xfs[/a b]");
    row("lines that are none",
        "x\n\n1 2 3\n" + Top + "21 20 8:5 / relative rw - xfs x rw\n22 20 8:5 / /y rw xfs x rw\n", "/ ext4");
    row("nothing", "", "");
}

void TstMountTable::tables()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(printed(readMountInfo(text)), expected);
}

void TstMountTable::olderTable()
{
    QCOMPARE(printed(readMounts("rootfs / rootfs rw 0 0\n/dev/sda1 / ext3 rw 0 0\nproc /proc proc rw 0 0\n"
                                "lxcfs /proc/stat fuse.lxcfs rw 0 0\n"
                                "/dev/sdb1 /data ext3 ro,noatime 0 0\nfiles:/x /net nfs rw 0 0\n")),
             QByteArray("/ ext3|/data ext3 ro|/net nfs away"));
}

void TstMountTable::anyTextEnds()
{
    // Parents in a ring, and a mount that is its own parent.
    const QByteArray text = "1 2 8:1 / /a rw - ext4 x rw\n2 3 8:2 / /b rw - ext4 x rw\n3 1 8:3 / /c rw - ext4 x rw\n"
                            "4 4 8:4 / / rw - ext4 x rw\n";
    QCOMPARE(printed(readMountInfo(text)), QByteArray("/a ext4|/b ext4|/c ext4|/ ext4"));
}

void TstMountTable::beyondMeasure_data()
{
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("a way up") << QByteArray("/a/../etc");
    QTest::newRow("itself") << QByteArray("/a/./b");
    QTest::newRow("escaped") << QByteArray("/a/\\056\\056/b");
    QTest::newRow("a way up at the end") << QByteArray("/a/..");
    QTest::newRow("a way up behind more folders than any path has") << QByteArray("/a").repeated(129) + "/..";
}

/// Without the line the folders below would pass for the root's, which is backed up.
void TstMountTable::beyondMeasure()
{
    QFETCH(QByteArray, place);
    QCOMPARE(printed(readMountInfo(Top + "21 20 8:5 / " + place + " rw - nfs a:/b rw\n")), QByteArray());
    QCOMPARE(printed(readMounts("/dev/sda1 / ext3 rw 0 0\na:/b " + place + " nfs rw 0 0\n")), QByteArray());
    QCOMPARE(printed(readMountInfo(Top + "21 20 8:5 / /a..b/.../c rw - xfs x rw\n")),
             QByteArray("/ ext4|/a..b/.../c xfs"));
    // Of a local file system, which root alone mounts, no folder above it can stand for it.
    const QByteArray deep = QByteArray("/a").repeated(129);
    QCOMPARE(printed(readMountInfo(Top + "21 20 8:5 / " + deep + " rw - xfs /dev/sdb1 rw\n")), QByteArray());
    // A line of more words than any mount's was left out, and its folders passed for the root's.
    const QByteArray words = QByteArray(" x").repeated(64);
    QCOMPARE(printed(readMountInfo(Top + "21 20 8:5 / /data rw - nfs a:/b rw" + words + '\n')), QByteArray());
    QCOMPARE(printed(readMounts("/dev/sda1 / ext3 rw 0 0\na:/b /data nfs rw 0 0" + words + '\n')), QByteArray());
}

/// With one FUSE mount 129 folders deep any user of a server made all its mounts unknown.
void TstMountTable::deepMountsOfAnybody()
{
    const QByteArray upper = QByteArray("/a").repeated(128);
    const QByteArray deep = upper + QByteArray("/b").repeated(5000);
    const QByteArray whole = "/ ext4|" + upper + " fuse.mine away";
    const QByteArray line = "21 20 0:50 / " + deep + " rw - fuse.mine x rw\n";
    QCOMPARE(printed(readMountInfo(Top + line)), whole);
    QCOMPARE(printed(readMounts("/dev/sda1 / ext4 rw 0 0\nx " + deep + " fuse.mine rw 0 0\n")), whole);
    // One more in it, and one beside it.
    QCOMPARE(printed(readMountInfo(Top + line + "22 21 0:51 / " + deep + "/c rw - fuse.mine x rw\n23 20 0:52 / " + upper
                                   + "/d rw - fuse.mine x rw\n")),
             whole);
    QCOMPARE(printed(readMountInfo(Top + "21 20 0:50 / " + upper + " rw - xfs x rw\n")), "/ ext4|" + upper + " xfs");
}

namespace {

using MakeLine = QByteArray (*)(int);

/// Milliseconds of processor time that a table takes, and how many of its mounts remain.
std::pair<qint64, qsizetype> timeOf(MakeLine make, int lines)
{
    QByteArray text = Top;
    for (int i = 0; i < lines; ++i)
        text += make(i);
    const std::clock_t before = std::clock();
    const qsizetype mounts = readMountInfo(text).size();
    return {(std::clock() - before) * 1000 / CLOCKS_PER_SEC, mounts};
}

QByteArray infoLine(int id, int parent, const QByteArray &root, const QByteArray &place)
{
    return QByteArray::number(id) + ' ' + QByteArray::number(parent) + " 8:9 " + root + ' ' + place
        + " rw - xfs /dev/sdb1 rw\n";
}

} // namespace

/// 20,000 mounts took over 150 seconds.
void TstMountTable::growsWithTheTable_data()
{
    QTest::addColumn<MakeLine>("make");
    QTest::addColumn<bool>("allRemain");
    QTest::newRow("side by side") << MakeLine([](int i) {
        return infoLine(100 + i, 20, "/", "/m/" + QByteArray::number(i));
    }) << true;
    QTest::newRow("each in the one before")
        << MakeLine([](int i) { return infoLine(100 + i, i == 0 ? 20 : 99 + i, "/", "/m/" + QByteArray::number(i)); })
        << true;
    QTest::newRow("each on the one before")
        << MakeLine([](int i) { return infoLine(100 + i, i == 0 ? 20 : 99 + i, "/", "/m"); }) << false;
    QTest::newRow("a ring") << MakeLine([](int i) {
        return infoLine(100 + i, i == 0 ? 100 + 1000 : 99 + i, "/", "/m/" + QByteArray::number(i));
    }) << true;
    QTest::newRow("folders of one disk") << MakeLine([](int i) {
        return infoLine(100 + i, 20, "/x/" + QByteArray::number(i), "/m/" + QByteArray::number(i));
    }) << true;
    // Each shows what the next has covered.
    QTest::newRow("no other place is to be seen") << MakeLine([](int i) {
        const QByteArray number = QByteArray::number(i / 2);
        return i % 2 == 0 ? infoLine(100 + i, 20, "/", "/m/" + number)
                          : infoLine(100 + i, 99 + i, "/x", "/m/" + number + "/x");
    }) << true;
}

void TstMountTable::growsWithTheTable()
{
    QFETCH(MakeLine, make);
    QFETCH(bool, allRemain);
    constexpr int few = 3000;
    const auto [shortTime, fewRemain] = timeOf(make, few);
    const auto [longTime, manyRemain] = timeOf(make, 4 * few);
    QCOMPARE(fewRemain, allRemain ? few + 1 : 2);
    QCOMPARE(manyRemain, allRemain ? 4 * few + 1 : 2);
    // Four times the lines took sixteen times as long; a second is for a busy machine.
    QVERIFY2(longTime < 8 * shortTime + 1000, qPrintable(QStringLiteral("%1 ms, %2 ms").arg(shortTime).arg(longTime)));
}

/// Of 100,000 mounts each was held against 64 that show its folder and are covered there, folder by folder.
void TstMountTable::looksForOriginalsEnd()
{
    const auto bind = [](int id, const QByteArray &device, const QByteArray &from, const QByteArray &to) {
        const QByteArray number = QByteArray::number(id);
        return number + "0 20 " + device + " / " + from + " rw - xfs x rw\n" + number + "1 20 " + device + " /b " + to
            + " rw - xfs x rw\n";
    };
    QByteArray text = Top + bind(1, "8:3", "/early", "/early-bind");
    for (int i = 0; i < 64; ++i) {
        const QByteArray place = "/m/" + QByteArray::number(i);
        text += infoLine(1000 + i, 20, "/", place);
        text += QByteArray::number(2000 + i) + ' ' + QByteArray::number(1000 + i) + " 8:7 / " + place
            + "/a rw - xfs x rw\n";
    }
    for (int i = 0; i < 2000; ++i)
        text += infoLine(3000 + i, 20, "/a/" + QByteArray::number(i), "/t/" + QByteArray::number(i));
    text += bind(900, "8:4", "/late", "/late-bind");
    const QList<Mount> mounts = readMountInfo(text);
    QCOMPARE(mounts.size(), 1 + 2 + 2 * 64 + 2000 + 2);
    QHash<BytePath, BytePath> binds;
    for (const Mount &mount : mounts)
        binds.insert(mount.target, mount.bindOf);
    QCOMPARE(binds.value("/early-bind"), BytePath("/early/b"));
    QCOMPARE(binds.value("/t/0"), BytePath());
    // Nobody looked any more: it is a mount like any other.
    QCOMPARE(binds.value("/late-bind", "missing"), BytePath());
}

NIGHTKEEP_TEST(TstMountTable, unit, Core)
#include "tst_mounttable.moc"
