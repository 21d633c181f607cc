// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/copykinds.h"
#include "models/courses/inventory.h"
#include "models/zips/ziplisting.h"
#include "tests/support/moments.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

const QByteArray inventoryHash = "0123456789abcdef0123456789abcdef01234567";

/// A data folder, a pool and a trash.
InventoryOrder inventoryOrder()
{
    InventoryOrder order {
        InventoryOrder::Depth::Closed,
        {{CopyPlace::CourseFolder, "/data"}, {CopyPlace::Pool, "/data/filedir"}, {CopyPlace::Trash, "/data/trashdir"}},
        {inventoryHash}};
    order.sizes.insert(inventoryHash, 5);
    return order;
}

const FrameRecord inventoryNow {"now", {someMomentText}};
const FrameRecord inventoryFolder {"place", {"courseFolder", "seen", "1000", "4000"}};
const FrameRecord inventoryPool {"place", {"pool", "seen", "-1", "-1"}};
const FrameRecord inventoryTrash {"place", {"trash", "missing", "-1", "-1"}};
const FrameRecord inventoryZip {"file", {"500", someMomentText + ".25", "33/backupdata/a.zip"}};
const FrameRecord inventoryCheck {"check", {"closedProperly", "", "", "33", someMomentText, "R&amp;D"}};
const FrameRecord inventoryInside {"inside",
                                   {"targz", "course", "1", "0", "", "1", "7", "2", "a&lt;b.txt", "3", "5", "1"}};
const FrameRecord inventoryOrigin {"origin", {"3", "4.3", "0123456789abcdef0123456789abcdef"}};

/// A whole answer with these records in the data folder.
Result<Inventory> inventoryWith(const QList<FrameRecord> &records)
{
    return parseInventory(QList<FrameRecord> {inventoryNow, inventoryFolder} + records
                              + QList<FrameRecord> {inventoryPool, inventoryTrash, {"finished", {}}},
                          inventoryOrder());
}

FoundFile inventoryFile(const BytePath &path, ZipLevel level, ZipFault fault = ZipFault::None)
{
    FoundFile file;
    file.path = path;
    file.bytes = 500;
    file.modified = QDateTime::fromSecsSinceEpoch(someMoment, QTimeZone::utc());
    file.check.level = level;
    file.check.fault = fault;
    return file;
}

} // namespace

class TstInventory : public QObject
{
    Q_OBJECT

private slots:
    void fieldsAreThoseOfTheProgram();
    void hashesThatAreNoneAreLeftOut();
    void readsAWholeAnswer();
    void whatIsNotKnownStaysSo();
    void answersThatMakeNoSense_data();
    void answersThatMakeNoSense();
    void refusalsAreTold();
    void problemsTakeRoomToo();
    void troubleMakesAPlacePartlySeen_data();
    void troubleMakesAPlacePartlySeen();
    void impossibleTimesAreTrouble();
    void problemsAreNotKeptWithoutEnd();
    void moreThanCanBeHeldIsAnError();
    void filesAreInOrder();
    void earlierChecksAreKept_data();
    void earlierChecksAreKept();
    void otherFilesKeepNothing();
};

void TstInventory::fieldsAreThoseOfTheProgram()
{
    InventoryOrder order = inventoryOrder();
    order.depth = InventoryOrder::Depth::Through;
    order.codeFolder = "/code";
    order.only = {{CopyPlace::Pool, inventoryHash}, {CopyPlace::SharedFolder, "a\nb"}};
    QCOMPARE(inventoryFields(order),
             (QByteArrayList {"/code", "through", "3", "courseFolder", "/data", "pool", "/data/filedir", "trash",
                              "/data/trashdir", inventoryHash + " 5", "pool", inventoryHash, "sharedFolder", "a\nb"}));
    QCOMPARE(inventoryFields({InventoryOrder::Depth::List, {}, {}}), (QByteArrayList {"", "list", "0", ""}));
    QCOMPARE(inventoryFields({}).at(1), QByteArray("closed"));
    order.workers = 3;
    QCOMPARE(inventoryFields(order).at(1), QByteArray("through 3"));
}

void TstInventory::hashesThatAreNoneAreLeftOut()
{
    InventoryOrder order;
    const QByteArray second = QByteArray(inventoryHash).replace('0', 'f');
    order.hashes = {inventoryHash,
                    "",
                    "../../etc/passwd",
                    QByteArray(inventoryHash).toUpper(),
                    second,
                    inventoryHash,
                    inventoryHash.left(39),
                    QByteArray(40, 'a')};
    for (const QByteArray &hash : std::as_const(order.hashes))
        order.sizes.insert(hash, 12);
    order.sizes.remove(QByteArray(40, 'a'));
    QCOMPARE(inventoryFields(order).last(), inventoryHash + " 12 " + second + " 12");
}

void TstInventory::readsAWholeAnswer()
{
    const Result<Inventory> inventory = parseInventory({inventoryNow,
                                                        {"config", {"tool_objectfs", "/pool", "/trash"}},
                                                        inventoryFolder,
                                                        inventoryOrigin,
                                                        inventoryZip,
                                                        inventoryCheck,
                                                        inventoryInside,
                                                        inventoryPool,
                                                        {"file", {"5", someMomentText, inventoryHash}},
                                                        {"place", {"trash", "unreadable", "-1", "-1"}},
                                                        {"total", {"12", "34567"}},
                                                        {"finished", {}}},
                                                       inventoryOrder());
    QVERIFY2(inventory.has_value(), inventory ? "" : qPrintable(inventory.error().detail));
    QCOMPARE(inventory->listedAt.toSecsSinceEpoch(), someMoment);
    QCOMPARE(inventory->fileSystemClass, std::optional<QString>(QStringLiteral("tool_objectfs")));
    QCOMPARE(inventory->poolFolder, BytePath("/pool"));
    QCOMPARE(inventory->trashFolder, BytePath("/trash"));
    QCOMPARE(inventory->notChecked, QString());
    QCOMPARE(inventory->places.size(), 3);
    QCOMPARE(inventory->places[0].folder, BytePath("/data"));
    QCOMPARE(inventory->places[0].freeBytes, 1000);
    QCOMPARE(inventory->places[0].totalBytes, 4000);
    QCOMPARE(inventory->places[0].sight, PlaceSight::Seen);
    QCOMPARE(inventory->places[2].sight, PlaceSight::Unreadable);
    QCOMPARE(inventory->places[2].files, 12);
    QCOMPARE(inventory->places[2].bytes, 34567);
    QCOMPARE(inventory->files.size(), 2);
    const FoundFile &zip = inventory->files[0];
    QCOMPARE(zip.path, BytePath("33/backupdata/a.zip"));
    QCOMPARE(zip.bytes, 500);
    QCOMPARE(zip.modified, QDateTime::fromSecsSinceEpoch(someMoment, QTimeZone::utc()));
    QCOMPARE(zip.checkedAt, inventory->listedAt);
    QCOMPARE(zip.check.level, ZipLevel::Closed);
    QCOMPARE(zip.check.course, std::optional<qint64>(33));
    QCOMPARE(zip.check.made.toSecsSinceEpoch(), someMoment);
    QCOMPARE(zip.check.shortName, QStringLiteral("R&D"));
    QCOMPARE(zip.inside.format, BackupFormat::TarGz);
    QCOMPARE(zip.inside.users, std::optional<bool>(true));
    QCOMPARE(zip.inside.files, std::optional<bool>(false));
    QVERIFY(!zip.inside.anonymous && zip.inside.automated);
    QCOMPARE(zip.inside.filesNamed, 7);
    QCOMPARE(zip.inside.filesMissing, 2);
    QCOMPARE(zip.inside.firstMissing, QStringLiteral("a<b.txt"));
    QCOMPARE(zip.inside.inPool, 5);
    QCOMPARE(zip.inside.notInPool, 1);
    QCOMPARE(zip.inside.release, QStringLiteral("4.3"));
    QCOMPARE(zip.inside.siteHash, QStringLiteral("0123456789abcdef0123456789abcdef"));
    QCOMPARE(inventory->files[1].place, CopyPlace::Pool);
    QCOMPARE(inventory->files[1].check, ZipCheck());
    QVERIFY(!inventory->files[1].checkedAt.isValid());
}

void TstInventory::whatIsNotKnownStaysSo()
{
    const Result<Inventory> bare =
        inventoryWith({inventoryZip, {"check", {"notChecked", "cutOff"}}, {"inside", {"zip"}}});
    QVERIFY(bare.has_value());
    QCOMPARE(bare->fileSystemClass, std::optional<QString>());
    const FoundFile &file = bare->files.first();
    QCOMPARE(file.check.fault, ZipFault::CutOff);
    QVERIFY(!file.check.course && !file.check.made.isValid() && file.check.shortName.isEmpty());
    QVERIFY(!file.inside.users && !file.inside.files);
    QCOMPARE(file.inside.filesNamed, -1);
    QCOMPARE(file.inside.filesMissing, -1);
    QCOMPARE(file.inside.inPool, -1);
    QCOMPARE(file.inside.notInPool, -1);
    QVERIFY(file.inside.release.isEmpty() && file.inside.siteHash.isEmpty());
    const Result<Inventory> lacks = parseInventory(
        {inventoryNow, {"LACKS", {"perl"}}, inventoryFolder, inventoryZip, inventoryPool, inventoryTrash},
        inventoryOrder());
    QVERIFY2(lacks->notChecked.contains(QLatin1String("perl")), qPrintable(lacks->notChecked));
    QCOMPARE(lacks->files.first().check, ZipCheck());
}

void TstInventory::answersThatMakeNoSense_data()
{
    QTest::addColumn<QList<FrameRecord>>("records");
    const auto row = [](const char *name, const QList<FrameRecord> &records) { QTest::newRow(name) << records; };
    const auto file = [](const QByteArray &bytes, const QByteArray &time, const QByteArray &path) {
        return FrameRecord {"file", {bytes, time, path}};
    };
    row("a path that leads upwards", {file("5", someMomentText, "33/../../etc/passwd")});
    row("an absolute path", {file("5", someMomentText, "/etc/passwd")});
    row("no path", {file("5", someMomentText, "")});
    row("no time", {file("5", "", "a")});
    row("a time that is none", {file("5", "noon", "a")});
    row("less than nothing", {file("-5", someMomentText, "a")});
    row("more than any disk", {file("8796093022209", someMomentText, "a")});
    row("a field too few", {{"file", {"5", someMomentText}}});
    row("a check of no file", {inventoryCheck});
    row("two checks of a file", {inventoryZip, inventoryCheck, inventoryCheck});
    row("an inside without a check", {inventoryZip, inventoryInside});
    row("a level of the future is never good", {inventoryZip, {"check", {"blessed", "", "", "33", "", ""}}});
    row("a fault of the future is no soundness", {inventoryZip, {"check", {"readThrough", "odd", "", "33", "", ""}}});
    row("a course that is no number", {inventoryZip, {"check", {"readThrough", "", "", "x", "", ""}}});
    row("a course below zero", {inventoryZip, {"check", {"readThrough", "", "", "-3", "", ""}}});
    row("a format of the future",
        {inventoryZip, inventoryCheck, {"inside", {"rar", "", "", "", "", "", "", "", "", "", ""}}});
    row("neither yes nor no",
        {inventoryZip, inventoryCheck, {"inside", {"zip", "", "true", "", "", "", "", "", "", "", ""}}});
    row("more missing than named",
        {inventoryZip, inventoryCheck, {"inside", {"zip", "", "", "", "", "", "2", "3", "", "", ""}}});
    const auto inside = [](const QByteArrayList &fields) { return FrameRecord {"inside", fields}; };
    row("a check of nothing", {inventoryZip, {"check", {}}});
    row("a check with a field too many", {inventoryZip, {"check", {"readThrough", "", "", "", "", "", ""}}});
    row("an inside of nothing", {inventoryZip, inventoryCheck, inside({})});
    row("an origin that was not told", {inventoryZip, inventoryCheck, inventoryInside});
    row("an origin without a number", {{"origin", {"", "4.3", ""}}});
    row("an origin below zero", {{"origin", {"-1", "4.3", ""}}});
    row("in the pool, and nobody knows what is not",
        {inventoryZip, inventoryCheck, inside({"zip", "", "", "", "", "", "", "", "", "", "3"})});
    row("less than nothing in the pool",
        {inventoryZip, inventoryCheck, inside({"zip", "", "", "", "", "", "", "", "", "", "-2", "3"})});
    row("a pool at no absolute path", {{"config", {"", "filedir"}}});
    row("a trash that leads upwards", {{"config", {"", "", "/data/../etc"}}});
    row("more settings than are read", {{"config", {"", "", "", ""}}});
    row("a place that was not asked for", {{"place", {"sharedFolder", "seen", "-1", "-1"}}});
    row("a place once more", {inventoryFolder});
    row("more places than were asked for", {inventoryPool, inventoryTrash});
    row("a sight of the future", {inventoryPool, {"place", {"trash", "blessed", "-1", "-1"}}});
    row("a hash that was not asked for", {inventoryPool, file("5", someMomentText, QByteArray(40, 'b'))});
    row("a hash that is none", {inventoryPool, file("5", someMomentText, "a.zip")});
    row("a sum below zero", {{"total", {"-1", "5"}}});
}

void TstInventory::answersThatMakeNoSense()
{
    QFETCH(QList<FrameRecord>, records);
    const Result<Inventory> inventory = inventoryWith(records);
    QVERIFY(!inventory.has_value());
    QCOMPARE(inventory.error().kind, ErrorKind::Damaged);
}

void TstInventory::refusalsAreTold()
{
    const auto refused = parseInventory({{"refused", {"no-folder", "/data"}}, {"finished", {}}}, inventoryOrder());
    QCOMPARE(refused.error().kind, ErrorKind::NotFound);
    QVERIFY(refused.error().message.contains(QLatin1String("/data")));
    // A part never passes for the whole.
    QCOMPARE(parseInventory({}, inventoryOrder()).error().kind, ErrorKind::Damaged);
    QCOMPARE(parseInventory({inventoryNow, inventoryFolder, inventoryZip}, inventoryOrder()).error().kind,
             ErrorKind::Damaged);
    QCOMPARE(parseInventory({inventoryFolder, inventoryPool, inventoryTrash}, inventoryOrder()).error().kind,
             ErrorKind::Damaged); // nobody knows of when
}

/// An answer may be much larger than what may be held of it.
void TstInventory::problemsTakeRoomToo()
{
    const InventoryOrder order = inventoryOrder();
    InventoryReader reader(order);
    QVERIFY(reader.take(inventoryNow) && reader.take(inventoryFolder));
    const QByteArray large(4 * MaxFrameField, 'x');
    const qint64 most = MaxInventoryMemory / (2 * large.size());
    Result<void> taken;
    qint64 number = 0;
    for (; taken && number < 2 * most; ++number)
        taken = reader.take({"problem", {"./" + QByteArray::number(number) + large}});
    QVERIFY(!taken && taken.error().kind == ErrorKind::Damaged);
    QVERIFY2(number <= most + 1, QByteArray::number(number).constData());
}

void TstInventory::troubleMakesAPlacePartlySeen_data()
{
    QTest::addColumn<QByteArray>("problem");
    QTest::addColumn<int>("sight");
    QTest::newRow("a course's folder") << QByteArray("'./33/backupdata': Permission denied") << int(PlaceSight::Partly);
    QTest::newRow("a link") << QByteArray("./33: a link, which is not followed") << int(PlaceSight::Partly);
    QTest::newRow("a pool's folder") << QByteArray("./ab/cd: Permission denied") << int(PlaceSight::Partly);
    QTest::newRow("nobody knows what") << QByteArray(".: xargs: cannot fork") << int(PlaceSight::Partly);
    QTest::newRow("the file system's own") << QByteArray("'./lost+found': Permission denied") << int(PlaceSight::Seen);
}

void TstInventory::troubleMakesAPlacePartlySeen()
{
    QFETCH(QByteArray, problem);
    QFETCH(int, sight);
    const Result<Inventory> inventory = inventoryWith({inventoryZip, {"problem", {problem}}});
    QVERIFY(inventory.has_value());
    QCOMPARE(int(inventory->places[0].sight), sight);
    QCOMPARE(inventory->places[0].problems, QStringList {QString::fromLatin1(problem)});
    QCOMPARE(inventory->places[1].sight, PlaceSight::Seen);
}

void TstInventory::impossibleTimesAreTrouble()
{
    const Result<Inventory> inventory = inventoryWith({inventoryOrigin,
                                                       {"file", {"5", "-86400.0", "44/backupdata/b.zip"}},
                                                       inventoryCheck,
                                                       inventoryInside,
                                                       inventoryZip});
    QVERIFY(inventory.has_value());
    QCOMPARE(inventory->files.size(), 1);
    QCOMPARE(inventory->files.first().check, ZipCheck()); // what was said of the other is not said of this
    QCOMPARE(inventory->places[0].sight, PlaceSight::Partly);
    QVERIFY(unseenCourses(inventory->places[0].problems).contains(44));
    QVERIFY(!unseenCourses(inventory->places[0].problems).contains(33));

    // One of a pool is there all the same: where it would be was not seen.
    const Result<Inventory> pool = parseInventory(
        {inventoryNow, inventoryFolder, inventoryPool, {"file", {"5", "0.0", inventoryHash}}, inventoryTrash},
        inventoryOrder());
    QVERIFY(pool.has_value());
    QVERIFY(pool->files.isEmpty());
    QCOMPARE(pool->places[1].sight, PlaceSight::Partly);
    QVERIFY(!SeenPaths(&pool->places[1]).contains("01/23/" + inventoryHash));
    QVERIFY(SeenPaths(&pool->places[1]).contains("01/24/" + inventoryHash));
}

void TstInventory::problemsAreNotKeptWithoutEnd()
{
    QList<FrameRecord> records;
    for (int i = 1; i <= 500; ++i)
        records.append({"problem", {"./" + QByteArray::number(i) + ": Permission denied"}});
    const Result<Inventory> inventory = inventoryWith(records);
    QCOMPARE(inventory->places[0].problems.size(), 100);
    QVERIFY(unseenCourses(inventory->places[0].problems).all); // of those that are not told, too
}

void TstInventory::moreThanCanBeHeldIsAnError()
{
    const InventoryOrder order = inventoryOrder();
    const auto heldOf = [&order](int most, const auto &recordOf) {
        InventoryReader reader(order);
        Result<void> taken = reader.take(inventoryNow);
        if (taken)
            taken = reader.take(inventoryFolder);
        int held = 0;
        while (taken && held < most) {
            taken = reader.take(recordOf(held));
            held += taken ? 1 : 0;
        }
        return taken || taken.error().kind != ErrorKind::Damaged ? most : held;
    };
    const BytePath longPath = "33/backupdata/" + QByteArray(1024 * 1024, 'a'); // held once here, and counted each time
    const int files = heldOf(300, [&](int) { return FrameRecord {"file", {"5", someMomentText, longPath}}; });
    QVERIFY2(files > 200 && files < 300, QByteArray::number(files).constData());
    const int origins = heldOf(3'000'000, [](int number) {
        return FrameRecord {"origin", {QByteArray::number(number), "4.3", ""}};
    });
    QVERIFY2(origins > 1'000'000 && origins < 3'000'000, QByteArray::number(origins).constData());
}

void TstInventory::filesAreInOrder()
{
    const Result<Inventory> inventory = parseInventory({inventoryNow,
                                                        inventoryFolder,
                                                        {"file", {"1", someMomentText, "9/backupdata/a"}},
                                                        {"file", {"2", someMomentText, "10/backupdata/b"}},
                                                        {"file", {"3", someMomentText, "10/backupdata/a"}},
                                                        inventoryPool,
                                                        {"file", {"4", someMomentText, inventoryHash}},
                                                        inventoryTrash},
                                                       inventoryOrder());
    QVERIFY(inventory.has_value());
    QList<qint64> order;
    for (const FoundFile &file : inventory->files)
        order.append(file.bytes);
    QCOMPARE(order, (QList<qint64> {3, 2, 1, 4}));
}

void TstInventory::earlierChecksAreKept_data()
{
    QTest::addColumn<FoundFile>("now");
    QTest::addColumn<FoundFile>("earlier");
    QTest::addColumn<bool>("kept");
    const auto file = [](ZipLevel level, ZipFault fault = ZipFault::None) {
        return inventoryFile("33/backupdata/a.zip", level, fault);
    };
    const auto row = [](const char *name, const FoundFile &now, const FoundFile &earlier, bool kept) {
        QTest::newRow(name) << now << earlier << kept;
    };
    using enum ZipLevel;
    row("a deeper look", file(Closed), file(Complete), true);
    row("nobody has looked now", file(NotChecked), file(Closed), true);
    row("as deep a look", file(Closed), file(Closed), false);
    row("a look less deep", file(ReadThrough), file(Closed), false);
    row("a fault now", file(NotChecked, ZipFault::CutOff), file(Complete), false);
    row("a fault that bounded parts do not show", file(Closed), file(NotChecked, ZipFault::DamagedMember), true);
    row("a file that is missing inside", file(Closed), file(ReadThrough, ZipFault::MissingFiles), true);
    row("a fault that reading through did not find again", file(ReadThrough), file(NotChecked, ZipFault::OtherHash),
        false);
    row("a fault, and nobody has looked now", file(NotChecked), file(NotChecked, ZipFault::Unreadable), true);
    row("it could not be read then", file(Closed), file(NotChecked, ZipFault::Unreadable), false);
    row("another size was recorded then", file(Closed), file(NotChecked, ZipFault::OtherSize), false);
    FoundFile other = file(Complete);
    other.bytes = 501;
    row("another size", file(Closed), other, false);
    other = file(Complete);
    other.modified = other.modified.addSecs(1);
    row("another time", file(Closed), other, false);
    other = file(Complete);
    other.place = CopyPlace::SharedFolder;
    row("another place", file(Closed), other, false);
    other = file(Complete);
    other.path = "33/backupdata/b.zip";
    row("another name", file(Closed), other, false);
}

void TstInventory::earlierChecksAreKept()
{
    QFETCH(FoundFile, now);
    QFETCH(FoundFile, earlier);
    QFETCH(bool, kept);
    earlier.checkedAt = now.modified.addDays(1);
    earlier.inside.release = QStringLiteral("1.9");
    now.checkedAt = now.modified.addDays(2);
    QList<FoundFile> files {now};
    keepEarlierChecks(files, {earlier});
    QCOMPARE(files.first().check, kept ? earlier.check : now.check);
    QCOMPARE(files.first().checkedAt, kept ? earlier.checkedAt : now.checkedAt);
    QCOMPARE(files.first().inside, kept ? earlier.inside : now.inside);
}

void TstInventory::otherFilesKeepNothing()
{
    QList<FoundFile> now;
    QList<FoundFile> earlier;
    for (int i = 10; i < 100; ++i) {
        const BytePath path = QByteArray::number(i) + "/backupdata/a.zip";
        now.append(inventoryFile(path, ZipLevel::Closed));
        if (i % 3 != 0)
            earlier.append(inventoryFile(path, i % 3 == 1 ? ZipLevel::Complete : ZipLevel::NotChecked));
    }
    keepEarlierChecks(now, earlier);
    for (int i = 10; i < 100; ++i)
        QCOMPARE(now[i - 10].check.level, i % 3 == 1 ? ZipLevel::Complete : ZipLevel::Closed);
    keepEarlierChecks(now, {});
    QCOMPARE(now.size(), 90);
}

NIGHTKEEP_TEST(TstInventory, unit, Core)
#include "tst_inventory.moc"
