// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/mounttable.h"
#include "models/storage/storagemanagertext.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

class TstStorageManagerText : public QObject
{
    Q_OBJECT

private slots:
    void fileSpaces_data();
    void fileSpaces();
    void bannerIsNoRow();
    void fileSpacesBeyondMeasure();
    void incrementalMoments_data();
    void incrementalMoments();
    void noFileSpaces();
    void trouble_data();
    void trouble();
    void domains_data();
    void domains();
    void allLocalWithoutMounts();
    void localFileSystems_data();
    void localFileSystems();
    void unknownKeywords();
    void domainTrouble();
};

namespace {

const char Banner[] = "IBM Storage Protect\n"
                      "Command Line Backup-Archive Client Interface\n"
                      "  Client Version 8, Release 1, Level 27.0\n"
                      "  Client date/time: 06/30/2026 12:00:00\n"
                      "(c) Copyright by IBM Corporation and other(s) 1990, 2025. All Rights Reserved.\n"
                      "\n"
                      "Node Name: MOODLE-X\n"
                      "Session established with server SP: Linux/x86_64\n"
                      "  Server Version 8, Release 1, Level 27.000\n"
                      "  Server date/time: 06/30/2026 12:00:01  Last access: 06/29/2026 12:00:00\n"
                      "\n";

QByteArray names(const QList<FileSpace> &spaces)
{
    QByteArrayList found;
    for (const FileSpace &space : spaces)
        found.append(space.name);
    return found.join('|');
}

QList<Mount> mounts()
{
    const auto mount = [](const char *target, const char *type, bool local) {
        return Mount {target, QString::fromLatin1(type), "x", -1, -1, local};
    };
    return {mount("/", "ext4", true),    mount("/var", "xfs", true),      mount("/tmp", "tmpfs", true),
            mount("/net", "nfs", false), mount("/auto", "autofs", false), mount("/iso", "iso9660", true)};
}

} // namespace

void TstStorageManagerText::fileSpaces_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray head = "  #     Last Incr Date          Type    File Space Name\n"
                            "--------------------------------------------------------------------------------\n";
    QTest::newRow("one") << head + "  1     2024-09-13 04:16:26     EXT4    /\n" << QByteArray("/");
    QTest::newRow("several, with a space in a name")
        << head + "  1   2024-09-13 04:16:26   EXT4   /\n  2   2024-09-13 04:16:27   EXT4   /data two\n"
        << QByteArray("/|/data two");
    QTest::newRow("dashes per column") << QByteArray("Num     Last Incr Date   Type   File Space Name\n"
                                                     "---     --------------   ----   ---------------\n"
                                                     "  1   13.09.2024 04:16:26   JFS2   /usr\n")
                                       << QByteArray("/usr");
    QTest::newRow("no date") << head + "  3                             EXT3    /archive\n" << QByteArray("/archive");
    QTest::newRow("never a full incremental") << head + "  4   00/00/0   00:00:00   XFS   /home\n"
                                              << QByteArray("/home");
    QTest::newRow("line ends of Windows") << head + "  1   2024-09-13 04:16:26   EXT4   /\r\n" << QByteArray("/");
    QTest::newRow("bytes that are not UTF-8") << head + "  1   2024-09-13 04:16:26   EXT4   /d\xff\n"
                                              << QByteArray("/d\xff");
    QTest::newRow("type with a sign") << head + "  1   2024-09-13 04:16:26   API:SQLData   /sql\n"
                                      << QByteArray("/sql");
}

void TstStorageManagerText::fileSpaces()
{
    QFETCH(QByteArray, rows);
    QFETCH(QByteArray, expected);
    const auto spaces = readFileSpaces(Banner + rows, 0, 0);
    QVERIFY(spaces);
    QCOMPARE(names(*spaces), expected);
}

void TstStorageManagerText::bannerIsNoRow()
{
    QVERIFY(!readFileSpaces(Banner, 0, 0));
}

/// Each is held against the folders of the page and the client's rules.
void TstStorageManagerText::fileSpacesBeyondMeasure()
{
    QByteArray rows;
    for (qsizetype i = 0; i < MostFileSpaces; ++i)
        rows += "  1   2024-09-13 04:16:26   EXT4   /data/" + QByteArray::number(i) + '\n';
    const auto most = readFileSpaces(Banner + rows, 0, 0);
    QVERIFY(most);
    QCOMPARE(most->size(), MostFileSpaces);
    const auto more = readFileSpaces(Banner + rows + "  1   2024-09-13 04:16:26   EXT4   /srv\n", 0, 0);
    QVERIFY(!more);
    QVERIFY2(more.error().message.contains(QStringLiteral("more than 5000 file spaces")),
             qPrintable(more.error().message));
}

void TstStorageManagerText::incrementalMoments_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QDateTime>("moment");
    const QDateTime expected(QDate(2024, 9, 13), QTime(3, 16, 26), QTimeZone::utc()); // the server is an hour east
    QTest::newRow("year first") << QByteArray("2024-09-13 04:16:26") << expected;
    QTest::newRow("year first, dots") << QByteArray("2024.09.13 04:16:26") << expected;
    QTest::newRow("American") << QByteArray("09/13/2024 04:16:26") << expected;
    QTest::newRow("American that cannot be") << QByteArray("13/09/2024 04:16:26") << expected;
    QTest::newRow("day first, dots") << QByteArray("13.09.2024 04:16:26") << expected;
    QTest::newRow("day first, dashes") << QByteArray("13-09-2024 4:16:26") << expected;
    QTest::newRow("short year") << QByteArray("09/13/24 04:16:26") << expected;
    QTest::newRow("zeroes") << QByteArray("00/00/0 00:00:00") << QDateTime();
    QTest::newRow("no such day") << QByteArray("2024-02-31 04:16:26") << QDateTime();
    QTest::newRow("blank") << QByteArray("") << QDateTime();
    QTest::newRow("before there was a client") << QByteArray("1970-01-01 04:16:26") << QDateTime();
    QTest::newRow("far from now") << QByteArray("2999-09-13 04:16:26") << QDateTime();
}

void TstStorageManagerText::incrementalMoments()
{
    QFETCH(QByteArray, date);
    QFETCH(QDateTime, moment);
    const auto spaces =
        readFileSpaces("  1   " + date + "   EXT4   /data\n  2   2024-09-13 04:16:26   XFS   /\n", 0, 3600);
    QVERIFY(spaces); // one odd moment hid all of them
    QCOMPARE(spaces->size(), 2);
    QCOMPARE(spaces->last().lastIncremental, QDateTime(QDate(2024, 9, 13), QTime(3, 16, 26), QTimeZone::utc()));
    QCOMPARE(spaces->first().name, BytePath("/data"));
    QCOMPARE(spaces->first().lastIncremental, moment);
}

void TstStorageManagerText::noFileSpaces()
{
    const auto spaces = readFileSpaces("ANS1092W No files matching search criteria were found\n", 8, 0);
    QVERIFY(spaces);
    QVERIFY(spaces->isEmpty());
}

void TstStorageManagerText::trouble_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    QTest::newRow("refused session") << QByteArray("ANS1017E Session rejected: TCP/IP connection failure.\n") << 12
                                     << QStringLiteral("ANS1017E");
    QTest::newRow("error after a notice")
        << QByteArray("ANS0000I Something.\nANS1035S Options file could not be found.\nANS1017E Session rejected.\n")
        << 12 << QStringLiteral("ANS1017E");
    QTest::newRow("time limit") << QByteArray() << 124 << QStringLiteral("in time");
    QTest::newRow("something else") << QByteArray("Segmentation fault\n") << 139 << QStringLiteral("139");
}

void TstStorageManagerText::trouble()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    QFETCH(QString, word);
    const auto spaces = readFileSpaces(text, status, 0);
    QVERIFY(!spaces);
    QVERIFY2(spaces.error().message.contains(word), qPrintable(spaces.error().message));
}

void TstStorageManagerText::domains_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("all local") << QByteArray("DOMAIN: ALL-LOCAL\n") << QByteArrayList {"/", "/var"};
    QTest::newRow("no value is all local") << QByteArray("DOMAIN:\n") << QByteArrayList {"/", "/var"};
    QTest::newRow("no value, and another option after it")
        << QByteArray("DOMAIN:\nERRORLOGNAME: /var/log/dsmerror.log\n") << QByteArrayList {"/", "/var"};
    QTest::newRow("less one") << QByteArray("             DOMAIN: all-local -/var\n") << QByteArrayList {"/"};
    QTest::newRow("named") << QByteArray("DOMAIN: /var /data\n") << QByteArrayList {"/var", "/data"};
    QTest::newRow("as in the options file") << QByteArray("domain /var\n") << QByteArrayList {"/var"};
    QTest::newRow("lines add up") << QByteArray("DOMAIN: /var\nDOMAIN: /data /var\n")
                                  << QByteArrayList {"/var", "/data"};
    QTest::newRow("all local and one of the network")
        << QByteArray("DOMAIN = ALL-LOCAL /net\n") << QByteArrayList {"/net", "/", "/var"};
    QTest::newRow("quoted") << QByteArray("DOMAIN: \"/a b\" '/c d'\n") << QByteArrayList {"/a b", "/c d"};
    QTest::newRow("quoted, less one") << QByteArray("DOMAIN: /a -\"/a b\" \"/a b\"\n") << QByteArrayList {"/a"};
    QTest::newRow("behind the banner") << QByteArray(Banner) + "DOMAIN: /data\r\n" << QByteArrayList {"/data"};
    QTest::newRow("other options are not it")
        << QByteArray("DOMAINX: /x\nDOMAIN.VMFULL: /y\nDOMAIN: /z\n") << QByteArrayList {"/z"};
}

void TstStorageManagerText::domains()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArrayList, expected);
    const auto domain = readDomain(text, 0, mounts());
    QVERIFY(domain);
    QCOMPARE(domain->taken, expected);
    QCOMPARE(domain->allLocal, text.toLower().contains("all-local") || text.contains("DOMAIN:\n"));
}

void TstStorageManagerText::allLocalWithoutMounts()
{
    const auto domain = readDomain("DOMAIN: ALL-LOCAL\n", 0, {});
    QVERIFY(!domain);
    const auto named = readDomain("DOMAIN: /data\n", 0, {});
    QVERIFY(named);
    QCOMPARE(named->taken, QList<BytePath> {"/data"});
}

/// What ALL-LOCAL stands for, as far as we know.
void TstStorageManagerText::localFileSystems_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("taken");
    const auto row = [](const char *name, const char *line, bool taken) {
        QTest::newRow(name) << QByteArray(line) << taken;
    };
    row("a disk", "/dev/sdb1 /x ext4 rw 0 0", true);
    row("GPFS", "/dev/gpfs1 /x gpfs rw,mtime 0 0", true);
    row("a bind mount of a disk", "/dev/sda1 /x xfs rw 0 0", true);
    row("Btrfs", "/dev/sdb1 /x btrfs rw,subvolid=257,subvol=/@x 0 0", true);
    row("ZFS, which the client does not know on Linux", "tank/x /x zfs rw 0 0", false);
    row("memory", "tmpfs /x tmpfs rw 0 0", false);
    row("an image", "/dev/loop3 /x squashfs ro 0 0", false);
    row("layers", "overlay /x overlay rw 0 0", false);
    row("of the network", "files:/x /x nfs4 rw 0 0", false);
    row("of the network, by an automounter", "auto /x autofs rw 0 0", false);
    row("of a user", "sshfs#a /x fuse.sshfs rw 0 0", false);
}

void TstStorageManagerText::localFileSystems()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, taken);
    const QList<Mount> table = readMounts("/dev/sda1 / ext4 rw 0 0\n" + line + '\n');
    const auto domain = readDomain("DOMAIN: ALL-LOCAL -/y -\"/z z\"\n", 0, table);
    QVERIFY(domain);
    QCOMPARE(domain->taken, taken ? (QList<BytePath> {"/", "/x"}) : QList<BytePath> {"/"});
    QVERIFY(domain->allLocal);
    QCOMPARE(domain->without, (QList<BytePath> {"/y", "/z z"}));
}

void TstStorageManagerText::unknownKeywords()
{
    for (const char *line : {"DOMAIN: ALL-NFS\n", "DOMAIN: /data all-auto-lof\n", "DOMAIN: ALL-LOCAL ALL-CLUSTER\n"}) {
        const auto domain = readDomain(line, 0, mounts());
        QVERIFY(!domain);
        QVERIFY2(domain.error().message.contains(QRegularExpression(QStringLiteral("names (ALL|all)-"))),
                 qPrintable(domain.error().message));
    }
    QVERIFY(!readDomain("DOMAIN: /\n", 0, mounts(), {"all-lofs"})); // in the client's file
    QVERIFY(readDomain("DOMAIN: / /all-data\n", 0, mounts()));
}

void TstStorageManagerText::domainTrouble()
{
    const auto domain = readDomain("ANS1017E Session rejected.\n", 12, mounts());
    QVERIFY(!domain);
    QVERIFY(domain.error().message.contains(QStringLiteral("ANS1017E")));
}

NIGHTKEEP_TEST(TstStorageManagerText, unit, Core)
#include "tst_storagemanagertext.moc"
