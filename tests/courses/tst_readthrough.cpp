// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// resources/remote/backups.sh where several processes look at one time, and what it says beside the backups' soundness:
// where the pool is, and whether it has what a backup without files needs.
#include "tests/courses/backupfiles.h"
#include "tests/courses/otherperl.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
namespace Files = Nightkeep::BackupFiles;

namespace {

/// Sound and spoilt backups at two places, so many that each process gets some.
InventoryOrder readThroughOrder(const Files::DataServer &server)
{
    const QByteArray old = Files::zipOf(Files::oldMembers(33));
    const QByteArray later = Files::mbzOf({});
    for (const Files::Damage &damage : Files::damages()) {
        server.add(QByteArray("/data/33/backupdata/") + damage.name + ".zip", damage.spoil(old));
        server.add(QByteArray("/shared/") + damage.name + ".mbz", damage.spoil(later));
    }
    for (int i = 1; i <= 350; ++i) {
        server.add("/data/" + QByteArray::number(i) + "/backupdata/a.zip", Files::zipOf(Files::oldMembers(i)));
        Files::Mbz backup;
        backup.course = i;
        server.add("/shared/" + QByteArray::number(i) + ".mbz", Files::mbzOf(backup));
    }
    InventoryOrder order;
    order.places = {{CopyPlace::CourseFolder, "/data"}, {CopyPlace::SharedFolder, "/shared"}};
    return order;
}

/// A backup whose files were left out of it.
QByteArray readThroughWithoutFiles()
{
    Files::Mbz backup;
    backup.files = false;
    for (const auto &[name, contents] : std::as_const(backup.contents))
        backup.lost.append(name);
    return Files::mbzOf(backup);
}

} // namespace

class TstReadThrough : public QObject
{
    Q_OBJECT

private slots:
    void answersAgreeHoweverManyLook_data();
    void answersAgreeHoweverManyLook();
    void answersAreShort();
    void nothingIsTakenForWhatWasReadBefore_data() { answersAgreeHoweverManyLook_data(); }
    void nothingIsTakenForWhatWasReadBefore();
    void aProcessThatEndsIsAnError();
    void aCopyWithoutFilesNeedsThePool_data();
    void aCopyWithoutFilesNeedsThePool();
    void configMovesThePool_data();
    void configMovesThePool();
};

void TstReadThrough::answersAgreeHoweverManyLook_data()
{
    QTest::addColumn<InventoryOrder::Depth>("depth");
    QTest::newRow("closed") << InventoryOrder::Depth::Closed;
    QTest::newRow("through") << InventoryOrder::Depth::Through;
}

void TstReadThrough::answersAgreeHoweverManyLook()
{
    QFETCH(InventoryOrder::Depth, depth);
    const Files::DataServer server;
    InventoryOrder order = readThroughOrder(server);
    order.depth = depth;
    order.workers = 1;
    const Inventory one = server.seen(order);
    QCOMPARE(one.files.size(), 2 * (350 + Files::damages().size()));
    for (const int workers : {0, 2, 9}) {
        order.workers = workers;
        Inventory several = server.seen(order);
        QCOMPARE(several.files.size(), one.files.size());
        for (qsizetype i = 0; i < one.files.size(); ++i) {
            several.files[i].checkedAt = one.files[i].checkedAt;
            QVERIFY2(several.files[i] == one.files[i], one.files[i].path.constData());
            QVERIFY2(one.files[i].checkedAt.isValid(), one.files[i].path.constData());
        }
        for (qsizetype i = 0; i < one.places.size(); ++i)
            QCOMPARE(several.places[i].problems, one.places[i].problems);
    }
}

void TstReadThrough::answersAreShort()
{
    const Files::DataServer server;
    constexpr int zips = 100;
    for (int i = 1; i <= zips; ++i) {
        const QByteArray number = QByteArray::number(1000 + i);
        server.add("/data/" + number + "/backupdata/backup-bioc" + number + "-20081214-0301.zip",
                   Files::zipOf(Files::oldMembers(1000 + i)));
    }
    LocalShellHost host = server.host();
    InventoryOrder order {InventoryOrder::Depth::Through, {{CopyPlace::CourseFolder, "/data"}}, {}};
    order.workers = 1;
    const Result<QByteArray> answer =
        host.run(RemoteProgram::Backups, inputFields(inventoryFields(order)), CancelToken(), {std::chrono::minutes(5)});
    QVERIFY(answer);
    QVERIFY2(answer->size() <= 200 * zips, QByteArray::number(answer->size() / zips).constData());
    QCOMPARE(answer->count("1.9.2 (Build"), 1); // told once, and by its number of each
}

void TstReadThrough::nothingIsTakenForWhatWasReadBefore()
{
    QFETCH(InventoryOrder::Depth, depth);
    const Files::DataServer server;
    server.add("/shared/a.zip", Files::zipOf({{"moodle.xml", Files::moodleXml(33)}}));
    server.add("/shared/b.zip", Files::zipOf({{"moodle.xml", ""}, {"course_files/a.txt", "x"}}, false));
    InventoryOrder order {depth, {{CopyPlace::SharedFolder, "/shared"}}, {}};
    order.only = {{CopyPlace::SharedFolder, "a.zip"}, {CopyPlace::SharedFolder, "b.zip"}};
    order.workers = 1;
    const Inventory inventory = server.seen(order);
    QCOMPARE(Files::fileOf(inventory, "a.zip").check.course, std::optional<qint64>(33));
    const FoundFile empty = Files::fileOf(inventory, "b.zip");
    QCOMPARE(empty.check.fault, ZipFault::NoBackup);
    QVERIFY(!empty.check.course && empty.inside.release.isEmpty());
}

void TstReadThrough::aProcessThatEndsIsAnError()
{
    const Files::DataServer server;
    InventoryOrder order = readThroughOrder(server);
    order.depth = InventoryOrder::Depth::Through;
    // As a server that has no memory left ends it, when it is told of a folder.
    const Files::OtherPerl perl({}, {},
                                "package NkOther; my $works = 0;\n"
                                "BEGIN {\n"
                                "    *CORE::GLOBAL::fork = sub () {\n"
                                "        my $pid = CORE::fork();\n"
                                "        $works = 1 if defined $pid && !$pid;\n"
                                "        return $pid;\n"
                                "    };\n"
                                "    *CORE::GLOBAL::chdir = sub { kill(9, $$) if $works; return CORE::chdir($_[0]) };\n"
                                "}\n");
    LocalShellHost host = server.host();
    order.workers = 1;
    QVERIFY(Files::ask(host, order));
    order.workers = 2;
    const Result<Inventory> inventory = Files::ask(host, order);
    QVERIFY(!inventory);
    QVERIFY(inventory.error().kind != ErrorKind::Cancelled);
}

void TstReadThrough::aCopyWithoutFilesNeedsThePool_data()
{
    QTest::addColumn<QByteArrayList>("inThePool");
    QTest::addColumn<bool>("isPoolAsked");
    QTest::addColumn<qint32>("there");
    QTest::addColumn<qint32>("gone");
    const Files::Members contents = Files::Mbz().contents;
    const QByteArray first = contents.at(0).second;
    const QByteArray second = contents.at(1).second;
    QTest::newRow("all are there") << QByteArrayList {first, second} << true << qint32(2) << qint32(0);
    QTest::newRow("one is gone") << QByteArrayList {second} << true << qint32(1) << qint32(1);
    QTest::newRow("all are gone") << QByteArrayList {"another"} << true << qint32(0) << qint32(2);
    QTest::newRow("there is no pool") << QByteArrayList {} << true << qint32(-1) << qint32(-1);
    QTest::newRow("the pool is not asked") << QByteArrayList {first, second} << false << qint32(-1) << qint32(-1);
}

void TstReadThrough::aCopyWithoutFilesNeedsThePool()
{
    QFETCH(QByteArrayList, inThePool);
    QFETCH(bool, isPoolAsked);
    const Files::DataServer server;
    for (const QByteArray &contents : std::as_const(inThePool))
        Files::putIntoPool(server.root(), "/data/a pool\n", contents);
    server.add("/shared/a-nf.mbz", readThroughWithoutFiles());
    server.add("/shared/b.mbz", Files::mbzOf({}));
    InventoryOrder order {InventoryOrder::Depth::Through, {{CopyPlace::SharedFolder, "/shared"}}, {}};
    if (isPoolAsked)
        order.places.append({CopyPlace::Pool, "/data/a pool\n"});
    for (const int workers : {1, 2}) {
        order.workers = workers;
        const Inventory inventory = server.seen(order);
        const FoundFile bare = Files::fileOf(inventory, "a-nf.mbz");
        QCOMPARE(bare.check.level, ZipLevel::Complete);
        QTEST(bare.inside.inPool, "there");
        QTEST(bare.inside.notInPool, "gone");
        QCOMPARE(Files::fileOf(inventory, "b.mbz").inside.inPool, -1); // it brings its own
    }
    order.depth = InventoryOrder::Depth::Closed; // nobody has read what it names
    QCOMPARE(Files::fileOf(server.seen(order), "a-nf.mbz").inside.inPool, -1);
}

void TstReadThrough::configMovesThePool_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<bool>("isTold");
    QTest::addColumn<QByteArray>("pool");
    QTest::addColumn<QByteArray>("trash");
    const auto is = [](const char *name, const QByteArray &lines, const QByteArray &pool,
                       const QByteArray &trash = {}) { QTest::newRow(name) << lines << true << pool << trash; };
    const auto odd = [](const char *name, const QByteArray &lines) {
        QTest::newRow(name) << lines << false << QByteArray() << QByteArray();
    };
    is("not", "$CFG->dataroot = '/d';", "");
    is("both", "$CFG->filedir = '/pool/a b';\n$CFG->trashdir=\"/trash\" ; // why\r", "/pool/a b", "/trash");
    is("behind a line with a comment", "$CFG->dbtype = 'x'; // or 'y'\n$CFG->filedir = '/p';", "/p");
    is("twice", "$CFG->filedir = '/p';\n$CFG->filedir = '/q';", "/q");
    is("a name that only begins so", "$CFG->filedirpermissions = 02777;", "");
    is("in a comment", "// $CFG->filedir = '/p';\n# $CFG->filedir = '/p';\n/* $CFG->filedir = '/p'; */", "");
    is("behind a block", "if ($x) {\n  $y = 1;\n}\n$CFG->filedir = '/p';", "/p");
    odd("worked out", "$CFG->filedir = $CFG->dataroot . '/pool';");
    odd("with a variable", "$CFG->filedir = \"$base/pool\";");
    odd("with an escape", "$CFG->filedir = \"/p\\x2e\\x2e\";");
    odd("relative", "$CFG->filedir = 'pool';");
    odd("empty", "$CFG->filedir = '';");
    odd("upwards", "$CFG->filedir = '/d/../etc';");
    odd("upwards at its end", "$CFG->trashdir = '/d/..';");
    odd("two in a line", "$CFG->filedir = '/p'; $CFG->filedir = '/q';");
    odd("on a condition", "if ($x) $CFG->filedir = '/p';");
    odd("on a condition before it", "if ($x)\n  $CFG->filedir = '/p';");
    odd("in a block", "if ($x) {\n  $CFG->filedir = '/p';\n}");
    odd("in a text", "$x = '\n$CFG->filedir = \"/p\";\n';");
    odd("in a block of words", "if ($x):\n  $y = 1;\n  $CFG->filedir = '/p';\nendif;");
    odd("in a text of lines", "$x = <<<X\na;\n$CFG->filedir = '/p';\nX;");
    odd("in a comment behind something", "$x = 1; /* as before\n$y = 2;\n$CFG->filedir = '/p';\n*/");
    odd("behind a comment", "/* a\n*/ $CFG->filedir = '/p';");
    odd("with blanks in its name", "$CFG -> filedir = '/p';");
    odd("by another name", "$GLOBALS['CFG']->filedir = '/p';");
    odd("taken back", "$CFG->filedir = '/p';\nunset($CFG->filedir);");
    odd("longer than any path", "$CFG->filedir = '/" + QByteArray(2000, 'p') + "';");
}

void TstReadThrough::configMovesThePool()
{
    QFETCH(QByteArray, lines);
    QFETCH(bool, isTold);
    const Files::DataServer server;
    server.add("/code/config.php",
               "<?php\n$CFG = new stdClass();\n" + lines + "\nrequire_once(__DIR__ . '/lib/setup.php');\n");
    InventoryOrder order {InventoryOrder::Depth::List, {{CopyPlace::SharedFolder, "/shared"}}, {}};
    order.codeFolder = "/code";
    const Inventory inventory = server.seen(order);
    QCOMPARE(inventory.fileSystemClass.has_value(), isTold);
    QTEST(inventory.poolFolder, "pool");
    QTEST(inventory.trashFolder, "trash");
}

NIGHTKEEP_TEST(TstReadThrough, integration, Core, 300)
#include "tst_readthrough.moc"
