// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// resources/remote/backups.sh over real files: what it finds, and how far it can be believed.
#include "app/ssh/sshhosts.h"
#include "models/zips/ziplisting.h"
#include "tests/courses/backupfiles.h"
#include "tests/courses/otherperl.h"
#include "tests/support/hostilenames.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <sys/stat.h>

using namespace Nightkeep;
namespace Files = Nightkeep::BackupFiles;

namespace {

Files::Mbz backupWithNoise()
{
    Files::Mbz backup;
    backup.contents = {{"film.mp4", Files::noise(20000)}, {"notes.txt", "Please read before."}};
    return backup;
}

/// One of each kind that is whole, by its name in the shared folder.
QList<QPair<QByteArray, QByteArray>> wholeBackups()
{
    const Files::Members mbz = Files::mbzMembers(backupWithNoise());
    return {{"old.zip", Files::zipOf(Files::oldMembers(33))},
            {"old-stored.zip", Files::zipOf(Files::oldMembers(33), false)},
            {"later.mbz", Files::gzipOf(Files::tarOf(mbz))},
            {"later-padded.mbz", Files::gzipOf(Files::tarOf(mbz) + QByteArray(9 * 512, '\0'))}, // as tar itself packs
            {"later-unindexed.mbz", Files::gzipOf(Files::tarOf(mbz, false))},
            {"later-zip.mbz", Files::zipOf(mbz)},
            {"later-stored.mbz", Files::zipOf(mbz, false)}};
}

/// Each whole, and with each damage.
void addAll(const Files::DataServer &server)
{
    for (const auto &[name, bytes] : wholeBackups()) {
        server.add("/shared/whole/" + name, bytes);
        for (const Files::Damage &damage : Files::damages())
            server.add(QByteArray("/shared/") + damage.name + '/' + name, damage.spoil(bytes));
    }
}

} // namespace

class TstBackupsProgram : public QObject
{
    Q_OBJECT

private slots:
    void everyPlaceIsLookedThrough();
    void theRestOfTheDataFolderIsNotWalkedThrough();
    void linksAreNotFollowed();
    void hostileNamesComeThrough();
    void placesThatAreNotThere();
    void aPoolsFilesAreLookedUp();
    void moreHashesThanArgumentsCanHold();
    void whatTheInsideSays();
    void theLevelsAreThoseThatWereReached_data();
    void theLevelsAreThoseThatWereReached();
    void spoiltBackupsAreFoundOut();
    void aFileThatIsLostIsMissed_data();
    void aFileThatIsLostIsMissed();
    void bombsAreNotUnpacked();
    void withoutPerlAllIsListed_data();
    void withoutPerlAllIsListed();
    void aListThatIsStoppedIsNotWhole_data();
    void aListThatIsStoppedIsNotWhole();
    void withoutLibrariesAsMuchIsSeen();
    void configSaysWhereThePoolIs_data();
    void configSaysWhereThePoolIs();
    void throughSsh();
};

void TstBackupsProgram::everyPlaceIsLookedThrough()
{
    const Files::DataServer server;
    server.add("/data/33/backupdata/a.zip", Files::zipOf(Files::oldMembers(33)));
    server.add("/data/33/backupdata/older/b.zip", Files::zipOf(Files::oldMembers(33)));
    server.add("/data/1/backupdata/c.zip", Files::zipOf(Files::oldMembers(1)));
    server.add("/shared/d.mbz", Files::mbzOf({}));
    server.add("/shared/term/e.txt", "no backup");
    const Inventory inventory = server.seen({InventoryOrder::Depth::Closed,
                                             {{CopyPlace::CourseFolder, "/data"}, {CopyPlace::SharedFolder, "/shared"}},
                                             {}});
    QByteArrayList paths;
    for (const FoundFile &file : inventory.files)
        paths.append(file.path);
    QCOMPARE(paths,
             (QByteArrayList {"1/backupdata/c.zip", "33/backupdata/a.zip", "33/backupdata/older/b.zip", "d.mbz",
                              "term/e.txt"}));
    for (const FoundFile &file : inventory.files) {
        QCOMPARE(file.modified, Files::made());
        QCOMPARE(file.checkedAt, inventory.listedAt);
        QCOMPARE(file.place == CopyPlace::SharedFolder, !file.path.contains("backupdata"));
    }
    QCOMPARE(Files::fileOf(inventory, "33/backupdata/a.zip").bytes, Files::zipOf(Files::oldMembers(33)).size());
    QCOMPARE(Files::fileOf(inventory, "term/e.txt").check.fault, ZipFault::NoZip);
    QVERIFY(qAbs(inventory.listedAt.secsTo(QDateTime::currentDateTimeUtc())) < 600);
    for (const PlaceSeen &place : inventory.places) {
        QCOMPARE(place.sight, PlaceSight::Seen);
        QVERIFY(place.totalBytes > 0 && place.freeBytes >= 0 && place.freeBytes <= place.totalBytes);
    }
}

void TstBackupsProgram::theRestOfTheDataFolderIsNotWalkedThrough()
{
    const Files::DataServer server;
    for (const char *path :
         {"/data/33/moddata/a.zip", "/data/cache/backupdata/a.zip", "/data/007/backupdata/a.zip",
          "/data/3x/backupdata/a.zip", "/data/33/x/backupdata/a.zip", "/data/temp/33/backupdata/a.zip",
          "/data/33/backupdata.old/a.zip", "/data/33/a.zip", "/data/44"})
        server.add(path, "PK");
    const Inventory inventory = server.seen({InventoryOrder::Depth::List, {{CopyPlace::CourseFolder, "/data"}}, {}});
    QCOMPARE(inventory.files, QList<FoundFile>());
    QCOMPARE(inventory.places[0].sight, PlaceSight::Seen);
}

void TstBackupsProgram::linksAreNotFollowed()
{
    const Files::DataServer server;
    server.add("/elsewhere/backupdata/a.zip", Files::zipOf(Files::oldMembers(33)));
    server.add("/data/5/backupdata/b.zip", Files::zipOf(Files::oldMembers(5)));
    const auto link = [&server](const char *target, const char *name) {
        QVERIFY(QFile::link(QLatin1String(target), server.root() + QLatin1String(name)));
    };
    link("../elsewhere", "/data/33");
    link("../../elsewhere/backupdata", "/data/5/link");
    QVERIFY(QDir().mkpath(server.root() + QStringLiteral("/data/44")));
    link("../../elsewhere/backupdata", "/data/44/backupdata");
    link("../../../elsewhere/backupdata/a.zip", "/data/5/backupdata/c.zip");
    QCOMPARE(::mkfifo(QFile::encodeName(server.root() + QStringLiteral("/data/5/backupdata/d.zip")).constData(), 0600),
             0);
    const Inventory inventory = server.seen({InventoryOrder::Depth::Through, {{CopyPlace::CourseFolder, "/data"}}, {}});
    QCOMPARE(inventory.files.size(), 1);
    QCOMPARE(inventory.files.first().path, BytePath("5/backupdata/b.zip"));
    // What is behind them may be a backup: of these courses nobody can say that they have none.
    QCOMPARE(inventory.places[0].sight, PlaceSight::Partly);
    const UnseenCourses unseen = unseenCourses(inventory.places[0].problems);
    QVERIFY(!unseen.all && unseen.contains(33) && unseen.contains(44) && unseen.contains(5));
}

void TstBackupsProgram::hostileNamesComeThrough()
{
    const Files::DataServer server;
    const QByteArray zip = Files::zipOf(Files::oldMembers(33));
    QByteArrayList names;
    for (const QByteArray &name : hostileFolderNames()) {
        names.append("33/backupdata/" + name + "/a.zip");
        server.add("/data/" + names.last(), zip);
        server.add("/" + name + "/b.mbz", Files::mbzOf({}));
    }
    std::sort(names.begin(), names.end());
    const Inventory inventory = server.seen({InventoryOrder::Depth::Closed, {{CopyPlace::CourseFolder, "/data"}}, {}});
    QByteArrayList seen;
    for (const FoundFile &file : inventory.files) {
        seen.append(file.path);
        QVERIFY2(file.check.level == ZipLevel::Closed && file.check.course == 33, file.path.constData());
    }
    QCOMPARE(seen, names);
    for (const QByteArray &name : hostileFolderNames()) {
        InventoryOrder order {InventoryOrder::Depth::Closed, {{CopyPlace::SharedFolder, "/" + name}}, {}};
        order.only = {{CopyPlace::SharedFolder, "b.mbz"}};
        QVERIFY2(Files::fileOf(server.seen(order), "b.mbz").check.level == ZipLevel::Closed, name.constData());
    }
    QCOMPARE(canariesIn({server.root(), server.root() + QStringLiteral("/data/33/backupdata"), QDir::currentPath()}),
             QStringList());
}

void TstBackupsProgram::placesThatAreNotThere()
{
    const Files::DataServer server;
    server.add("/data/file", "x");
    const Inventory inventory = server.seen({InventoryOrder::Depth::Closed,
                                             {{CopyPlace::SharedFolder, "/none"},
                                              {CopyPlace::Pool, "/data/filedir"},
                                              {CopyPlace::SharedFolder, "/data/file"},
                                              {CopyPlace::CourseFolder, "/data"}},
                                             {}});
    QCOMPARE(inventory.places.size(), 4);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(inventory.places[i].sight, PlaceSight::Missing);
        QCOMPARE(inventory.places[i].freeBytes, -1);
    }
    QCOMPARE(inventory.places[3].sight, PlaceSight::Seen);
}

void TstBackupsProgram::aPoolsFilesAreLookedUp()
{
    const Files::DataServer server;
    const QByteArray backup = Files::mbzOf(backupWithNoise());
    const QByteArray whole = Files::putIntoPool(server.root(), "/data/filedir", backup);
    const QByteArray other = Files::putIntoPool(server.root(), "/data/filedir", Files::mbzOf({44}));
    const QByteArray shorter = Files::putIntoPool(server.root(), "/data/filedir", Files::mbzOf({55}));
    const QByteArray thrown = Files::putIntoPool(server.root(), "/data/trashdir", Files::mbzOf({66}));
    const QByteArray unasked = Files::putIntoPool(server.root(), "/data/filedir", "a picture");
    const QByteArray lost = Files::hashOf("lost");
    server.add("/data/trashdir/aa/bb/" + Files::hashOf("junk"), QByteArray(1000, 'x'));
    server.add("/data/filedir/" + other.left(2) + '/' + other.mid(2, 2) + '/' + other,
               Files::mbzOf({77})); // not its content
    InventoryOrder order {InventoryOrder::Depth::Through,
                          {{CopyPlace::Pool, "/data/filedir"}, {CopyPlace::Trash, "/data/trashdir"}},
                          {whole, other, shorter, thrown, lost}};
    order.sizes = {{whole, backup.size()},
                   {other, Files::mbzOf({77}).size()},
                   {shorter, 12345},
                   {thrown, Files::mbzOf({66}).size()},
                   {lost, 5}};
    const Inventory through = server.seen(order);
    QCOMPARE(through.files.size(), 4);
    QCOMPARE(Files::fileOf(through, whole).check.level, ZipLevel::Complete);
    QCOMPARE(Files::fileOf(through, other).check.fault, ZipFault::OtherHash);
    QCOMPARE(Files::fileOf(through, shorter).check.fault, ZipFault::OtherSize);
    QCOMPARE(Files::fileOf(through, shorter).check.detail, QStringLiteral("12345"));
    QCOMPARE(Files::fileOf(through, thrown).place, CopyPlace::Trash);
    QCOMPARE(Files::fileOf(through, thrown).check.level, ZipLevel::Complete);
    QCOMPARE(through.places[1].files, 2);
    QCOMPARE(through.places[1].bytes, Files::mbzOf({66}).size() + 1000);
    QCOMPARE(through.places[0].sight, PlaceSight::Seen);

    order.depth = InventoryOrder::Depth::Closed; // the end of the other is as good as any, and nothing more is claimed
    const Inventory closed = server.seen(order);
    QCOMPARE(Files::fileOf(closed, whole).check.level, ZipLevel::Closed);
    QCOMPARE(Files::fileOf(closed, other).check.level, ZipLevel::Closed);
    QCOMPARE(Files::fileOf(closed, shorter).check.fault, ZipFault::OtherSize);
    QVERIFY(std::none_of(closed.files.cbegin(), closed.files.cend(),
                         [&](const FoundFile &file) { return file.path == unasked; }));

    order.hashes.clear();
    const Inventory none = server.seen(order);
    QVERIFY(none.files.isEmpty() && none.places[0].sight == PlaceSight::Seen && none.places[1].files == 2);
}

void TstBackupsProgram::moreHashesThanArgumentsCanHold()
{
    const Files::DataServer server;
    const QByteArray there = Files::putIntoPool(server.root(), "/data/filedir", Files::mbzOf({}));
    InventoryOrder order {InventoryOrder::Depth::Closed, {{CopyPlace::Pool, "/data/filedir"}}, {there}};
    order.sizes.insert(there, Files::mbzOf({}).size());
    for (int i = 0; i < 20000; ++i) {
        const QByteArray hash = Files::hashOf(QByteArray::number(i));
        order.hashes.append(hash);
        order.sizes.insert(hash, i);
    }
    QVERIFY(inventoryFields(order).at(5).size() > 800000);
    const Inventory inventory = server.seen(order);
    QCOMPARE(inventory.files.size(), 1);
    QCOMPARE(inventory.files.first().check.level, ZipLevel::Closed);
    QCOMPARE(inventory.places[0].sight, PlaceSight::Seen); // that one is not there is no trouble
}

void TstBackupsProgram::whatTheInsideSays()
{
    const Files::DataServer server;
    server.add("/shared/old.zip", Files::zipOf(Files::oldMembers(33)));
    server.add("/shared/old-nu.zip", Files::zipOf({{"moodle.xml", Files::moodleXml(44, "none", "false")}}));
    server.add("/shared/later.mbz", Files::mbzOf({}));
    Files::Mbz bare;
    bare.type = "section";
    bare.users = bare.files = false;
    bare.mode = 10;
    bare.lost = {"slides.pdf", "notes.txt"};
    server.add("/shared/bare.mbz", Files::mbzOf(bare));
    const Inventory inventory = server.shared(InventoryOrder::Depth::Through);
    const FoundFile old = Files::fileOf(inventory, "old.zip");
    QCOMPARE(old.check.course, std::optional<qint64>(33));
    QCOMPARE(old.check.made, Files::made());
    QCOMPARE(old.check.shortName, QStringLiteral("R&D"));
    QCOMPARE(old.inside.format, BackupFormat::Zip);
    QCOMPARE(old.inside.users, std::optional<bool>(true));
    QCOMPARE(old.inside.files, std::optional<bool>(true));
    QCOMPARE(old.inside.release, QStringLiteral("1.9.2 (Build: 20080711)"));
    QCOMPARE(old.inside.siteHash,
             QString::fromLatin1(QCryptographicHash::hash("site", QCryptographicHash::Md5).toHex()));
    QVERIFY(!old.inside.automated); // nobody can tell
    QCOMPARE(Files::fileOf(inventory, "old-nu.zip").inside.users, std::optional<bool>(false));
    QCOMPARE(Files::fileOf(inventory, "old-nu.zip").inside.files, std::optional<bool>(false));
    const FoundFile later = Files::fileOf(inventory, "later.mbz");
    QCOMPARE(later.check.course, std::optional<qint64>(33));
    QCOMPARE(later.check.made, Files::made());
    QCOMPARE(later.check.shortName, QStringLiteral("R&D"));
    QCOMPARE(later.inside.format, BackupFormat::TarGz);
    QCOMPARE(later.inside.type, QStringLiteral("course"));
    QVERIFY(later.inside.automated && !later.inside.anonymous);
    QCOMPARE(later.inside.filesNamed, 2); // neither the folder nor what is elsewhere
    QCOMPARE(later.inside.filesMissing, 0);
    QCOMPARE(later.inside.release, QStringLiteral("4.3 (Build: 20231009)"));
    QCOMPARE(later.inside.siteHash, old.inside.siteHash);
    const FoundFile of = Files::fileOf(inventory, "bare.mbz");
    QCOMPARE(of.check.level, ZipLevel::Complete); // files.xml names files, and they were not to be inside
    QCOMPARE(of.inside.type, QStringLiteral("section"));
    QCOMPARE(of.inside.users, std::optional<bool>(false));
    QCOMPARE(of.inside.files, std::optional<bool>(false));
    QCOMPARE(of.inside.filesNamed, -1);
    QVERIFY(!of.inside.automated);
}

void TstBackupsProgram::theLevelsAreThoseThatWereReached_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("level");
    QTest::newRow("list") << int(InventoryOrder::Depth::List) << int(ZipLevel::NotChecked);
    QTest::newRow("closed") << int(InventoryOrder::Depth::Closed) << int(ZipLevel::Closed);
    QTest::newRow("through") << int(InventoryOrder::Depth::Through) << int(ZipLevel::Complete);
}

void TstBackupsProgram::theLevelsAreThoseThatWereReached()
{
    QFETCH(int, depth);
    QFETCH(int, level);
    const Files::DataServer server;
    for (const auto &[name, bytes] : wholeBackups())
        server.add("/shared/" + name, bytes);
    Files::Members withoutList = Files::mbzMembers({});
    withoutList.removeIf([](const Files::Member &member) { return member.first == "files.xml"; });
    server.add("/shared/without-list.mbz", Files::gzipOf(Files::tarOf(withoutList)));
    const Inventory inventory = server.shared(InventoryOrder::Depth(depth));
    for (const FoundFile &file : inventory.files) {
        const bool isUnlisted =
            file.path == "without-list.mbz" && InventoryOrder::Depth(depth) == InventoryOrder::Depth::Through;
        QVERIFY2(int(file.check.level) == (isUnlisted ? int(ZipLevel::ReadThrough) : level), file.path.constData());
        QVERIFY2(file.check.fault == ZipFault::None, file.path.constData());
        QCOMPARE(file.checkedAt.isValid(), InventoryOrder::Depth(depth) != InventoryOrder::Depth::List);
    }
    QCOMPARE(inventory.notChecked, QString());
}

void TstBackupsProgram::spoiltBackupsAreFoundOut()
{
    const Files::DataServer server;
    addAll(server);
    const Inventory through = server.shared(InventoryOrder::Depth::Through);
    QCOMPARE(through.files.size(), wholeBackups().size() * (Files::damages().size() + 1));
    QSet<QByteArray> seenByOthers;
    for (const FoundFile &file : through.files) {
        const QString path = server.root() + QStringLiteral("/shared/") + QFile::decodeName(file.path);
        const bool isGzip =
            !file.path.endsWith("zip") && !file.path.contains("-zip.") && !file.path.contains("-stored");
        const int told = isGzip ? Files::runTool(QStringLiteral("/bin/sh"),
                                                 {QStringLiteral("-c"), QStringLiteral("gzip -t <\"$1\" 2>/dev/null"),
                                                  QStringLiteral("gzip"), path})
                                : Files::runTool(QStringLiteral("unzip"), {QStringLiteral("-tqq"), path});
        const QByteArray what = file.path + ": " + nameOf(file.check.fault).toLatin1();
        if (file.path.startsWith("whole/")) {
            QVERIFY2(told == 0 && file.check.level == ZipLevel::Complete, what.constData());
            continue;
        }
        QVERIFY2(file.check.isDoubtful() && file.check.level == ZipLevel::NotChecked, what.constData());
        if (told != 0)
            seenByOthers.insert(file.path.left(file.path.indexOf('/')));
    }
    QVERIFY2(seenByOthers.size() >= 15, QByteArrayList(seenByOthers.values()).join(", ").constData());
    // What bounded parts show is never more than was looked at, and what they find is found again.
    const Inventory closed = server.shared(InventoryOrder::Depth::Closed);
    for (const FoundFile &file : closed.files) {
        QVERIFY2(file.check.level <= ZipLevel::Closed, file.path.constData());
        QVERIFY2(!file.check.isDoubtful() || Files::fileOf(through, file.path).check.isDoubtful(),
                 file.path.constData());
        const bool isShort = file.path.startsWith("a byte short/") || file.path.startsWith("cut in half/")
            || file.path.startsWith("a disk that was full/");
        QVERIFY2(!isShort || file.check.level == ZipLevel::NotChecked, file.path.constData());
    }
}

void TstBackupsProgram::aFileThatIsLostIsMissed_data()
{
    QTest::addColumn<QByteArray>("backup");
    Files::Mbz backup = backupWithNoise();
    backup.lost = {"film.mp4"};
    const Files::Members members = Files::mbzMembers(backup);
    QTest::newRow("tar.gz") << Files::gzipOf(Files::tarOf(members));
    QTest::newRow("tar.gz without index") << Files::gzipOf(Files::tarOf(members, false));
    QTest::newRow("zip") << Files::zipOf(members);
    Files::Members listFirst = members;
    listFirst.move(listFirst.size() - 2, 0);
    QTest::newRow("its list first") << Files::gzipOf(Files::tarOf(listFirst));
}

void TstBackupsProgram::aFileThatIsLostIsMissed()
{
    QFETCH(QByteArray, backup);
    const Files::DataServer server;
    server.add("/shared/a.mbz", backup);
    const FoundFile file = Files::fileOf(server.shared(InventoryOrder::Depth::Through), "a.mbz");
    QCOMPARE(file.check.fault, ZipFault::MissingFiles);
    QCOMPARE(file.check.level, ZipLevel::ReadThrough);
    QCOMPARE(file.check.detail, QStringLiteral("film.mp4"));
    QCOMPARE(file.inside.filesNamed, 2);
    QCOMPARE(file.inside.filesMissing, 1);
    QCOMPARE(file.inside.firstMissing, QStringLiteral("film.mp4"));
    QVERIFY(!Files::fileOf(server.shared(InventoryOrder::Depth::Closed), "a.mbz").check.isDoubtful());
}

void TstBackupsProgram::bombsAreNotUnpacked()
{
    const Files::DataServer server;
    const QByteArray index = "Moodle archive file index. Count: 1\nx\tf\t900000000000\t?\n";
    server.add("/shared/index.mbz",
               Files::gzipOf(Files::tarHeader(".ARCHIVE_INDEX", index.size()) + index
                             + QByteArray(512 - index.size(), '\0') + QByteArray(1024, '\0')));
    // A directory that names one member many times.
    const QByteArray zip = Files::zipOf({{"moodle.xml", Files::moodleXml(33)}, {"zeros", QByteArray(1000000, '\0')}});
    const qsizetype end = zip.size() - 22;
    const QByteArray entry = zip.mid(zip.lastIndexOf("PK\x01\x02", end), end - zip.lastIndexOf("PK\x01\x02", end));
    QByteArray again = zip.left(end) + entry.repeated(3000) + zip.mid(end);
    const auto add = [&again](qsizetype at, qint64 more, int bytes) {
        for (int i = 0; i < bytes; ++i) {
            more += quint8(again.at(again.size() - 22 + at + i));
            again[again.size() - 22 + at + i] = char(more & 0xff);
            more >>= 8;
        }
    };
    add(8, 3000, 2);
    add(10, 3000, 2);
    add(12, entry.size() * 3000, 4);
    server.add("/shared/again.zip", again);
    for (const InventoryOrder::Depth depth : {InventoryOrder::Depth::Closed, InventoryOrder::Depth::Through}) {
        const Inventory inventory = server.shared(depth);
        QCOMPARE(Files::fileOf(inventory, "index.mbz").check.fault, ZipFault::Bomb);
        QCOMPARE(Files::fileOf(inventory, "again.zip").check.fault, ZipFault::Bomb);
    }
}

void TstBackupsProgram::withoutPerlAllIsListed_data()
{
    QTest::addColumn<QByteArray>("perl");
    QTest::newRow("cannot be run") << QByteArray("exit 127\n");
    QTest::newRow("is another program") << QByteArray("echo perl\n");
}

void TstBackupsProgram::withoutPerlAllIsListed()
{
    QFETCH(QByteArray, perl);
    const Files::DataServer server;
    for (const auto &[name, bytes] : wholeBackups())
        server.add("/shared/" + name, bytes);
    const Inventory listed = server.shared(InventoryOrder::Depth::List);
    const Files::OtherPerl other(perl);
    const Inventory inventory = server.shared(InventoryOrder::Depth::Through);
    QCOMPARE(inventory.files, listed.files);
    QVERIFY2(inventory.notChecked.contains(QLatin1String("perl")), qPrintable(inventory.notChecked));
    QCOMPARE(inventory.places[0].sight, PlaceSight::Seen);
}

void TstBackupsProgram::aListThatIsStoppedIsNotWhole_data()
{
    QTest::addColumn<InventoryOrder::Depth>("depth");
    QTest::newRow("which perl does not see") << InventoryOrder::Depth::List;
    QTest::newRow("which perl reads") << InventoryOrder::Depth::Closed;
}

/// Between two records, where what came so far is well formed.
void TstBackupsProgram::aListThatIsStoppedIsNotWhole()
{
    QFETCH(InventoryOrder::Depth, depth);
    const Files::DataServer server;
    for (const auto &[name, bytes] : wholeBackups())
        server.add("/shared/" + name, bytes);
    // Between find and who lists is a shell of its own where /bin/sh is bash, and none where it is dash.
    const Files::OtherPerl tools({}, {}, {},
                                 "case $* in *shared/*-prune*)\n"
                                 "read -r own name state above rest </proc/$PPID/stat\n"
                                 "kill -KILL $PPID $above ;; esac\n");
    LocalShellHost host = server.host();
    const Result<Inventory> inventory = Files::ask(host, {depth, {{CopyPlace::SharedFolder, "/shared"}}, {}});
    QVERIFY(!inventory);
    const QString said = inventory.error().message + inventory.error().detail;
    QVERIFY2(said.contains(QLatin1String("ended in the middle")), qPrintable(said));
}

void TstBackupsProgram::withoutLibrariesAsMuchIsSeen()
{
    const Files::DataServer server;
    addAll(server);
    const QByteArray whole = Files::putIntoPool(server.root(), "/data/filedir", Files::mbzOf({}));
    const QByteArray other = Files::hashOf("other");
    server.add("/data/filedir/" + other.left(2) + '/' + other.mid(2, 2) + '/' + other, Files::mbzOf({}));
    InventoryOrder order {InventoryOrder::Depth::Through,
                          {{CopyPlace::SharedFolder, "/shared"}, {CopyPlace::Pool, "/data/filedir"}},
                          {whole, other}};
    order.sizes = {{whole, Files::mbzOf({}).size()}, {other, Files::mbzOf({}).size()}};
    const Inventory with = server.seen(order);
    const Files::OtherPerl perl({}, {QStringLiteral("Compress::Raw::Zlib"), QStringLiteral("Digest::SHA")});
    const Inventory without = server.seen(order);
    QCOMPARE(without.notChecked, QString());
    QCOMPARE(without.files.size(), with.files.size());
    for (const FoundFile &file : with.files) {
        const ZipCheck check = Files::fileOf(without, file.path).check; // gzip does not always tell which fault
        QVERIFY2(check.level == file.check.level && check.isDoubtful() == file.check.isDoubtful(),
                 (file.path + ": " + nameOf(check.level).toLatin1() + nameOf(check.fault).toLatin1()).constData());
    }
    QCOMPARE(Files::fileOf(without, whole).check.level, ZipLevel::Complete);
    QCOMPARE(Files::fileOf(without, other).check.fault, ZipFault::OtherHash);
}

void TstBackupsProgram::configSaysWhereThePoolIs_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<std::optional<QString>>("told");
    const QByteArray head = "<?php\n$CFG = new stdClass();\n$CFG->dbpass = 'secret';\n";
    const auto row = [&head](const char *name, const QByteArray &line, const std::optional<QString> &told) {
        QTest::newRow(name) << QByteArray(head + line + "\nrequire_once(__DIR__ . '/lib/setup.php');\n") << told;
    };
    const auto is = [](const QString &value) { return std::optional<QString>(value); };
    row("nothing", "", is({}));
    row("set", "$CFG->alternative_file_system_class = 'tool_objectfs_s3';", is(QStringLiteral("tool_objectfs_s3")));
    row("set to a class of a plugin", "$CFG->alternative_file_system_class = '\\\\tool_objectfs\\s3';",
        is(QStringLiteral("\\tool_objectfs\\s3")));
    row("set with more blanks", "\t$CFG->alternative_file_system_class\t=  \"a_b\" ; // why\r",
        is(QStringLiteral("a_b")));
    row("set to nothing", "$CFG->alternative_file_system_class = '';", is({}));
    row("in a comment", "// $CFG->alternative_file_system_class = 'a';", is({}));
    row("in a comment of lines", "/*\n$CFG->alternative_file_system_class = 'a';\n*/", is({}));
    row("worked out", "$CFG->alternative_file_system_class = getenv('STORE');", std::nullopt);
    row("on a condition", "if ($x) $CFG->alternative_file_system_class = 'a';", std::nullopt);
    row("in another file", "require '/etc/moodle/extra.php';", std::nullopt);
    row("in another file, on a condition", "if ($x) { include '/etc/moodle/extra.php'; }", std::nullopt);
    row("behind a comment", "/* here */ $CFG->alternative_file_system_class = 'a';", std::nullopt);
    row("under a name that is worked out", "$CFG->{$x} = 'a';", std::nullopt);
    QTest::newRow("no config.php") << QByteArray() << std::optional<QString>();
}

void TstBackupsProgram::configSaysWhereThePoolIs()
{
    QFETCH(QByteArray, config);
    QFETCH(std::optional<QString>, told);
    const Files::DataServer server;
    server.add("/shared/a.mbz", Files::mbzOf({}));
    if (!config.isEmpty())
        server.add("/code/config.php", config);
    InventoryOrder order {InventoryOrder::Depth::List, {{CopyPlace::SharedFolder, "/shared"}}, {}};
    QCOMPARE(server.seen(order).fileSystemClass, std::optional<QString>()); // not asked
    order.codeFolder = "/code";
    QCOMPARE(server.seen(order).fileSystemClass, told);
    LocalShellHost host = server.host();
    const auto answer =
        host.run(RemoteProgram::Backups, inputFields(inventoryFields(order)), CancelToken(), {std::chrono::minutes(5)});
    QVERIFY(answer && !answer->contains("secret"));
}

void TstBackupsProgram::throughSsh()
{
    SshFixture sshd;
    QVERIFY2(sshd.start(), qPrintable(sshd.problem()));
    const Files::DataServer server;
    const QByteArray root = QFile::encodeName(server.root());
    server.add("/data/33/backupdata/a\n$(touch nk-canary).zip", Files::zipOf(Files::oldMembers(33)));
    server.add("/shared/b.mbz", Files::mbzOf(backupWithNoise()));
    InventoryOrder order {InventoryOrder::Depth::Through,
                          {{CopyPlace::CourseFolder, root + "/data"}, {CopyPlace::SharedFolder, root + "/shared"}},
                          {}};
    SshHostsOptions options;
    options.runtimeFolder = sshd.folder();
    options.knownHostsFile = sshd.knownHostsFile();
    options.configFile = sshd.configFile();
    SshHosts hosts(options);
    const auto host = hosts.open(sshd.server(), Attendance::Background);
    QVERIFY(host);
    const Result<Inventory> far = Files::ask(**host, order);
    QVERIFY2(far, far ? "" : qPrintable(far.error().message + far.error().detail));
    order.places = {{CopyPlace::CourseFolder, "/data"}, {CopyPlace::SharedFolder, "/shared"}};
    Inventory near = server.seen(order);
    QCOMPARE(far->files.size(), 2);
    for (qsizetype i = 0; i < 2; ++i) {
        near.files[i].checkedAt = far->files[i].checkedAt;
        QCOMPARE(near.files[i], far->files[i]);
        QCOMPARE(far->files[i].check.level, ZipLevel::Complete);
    }
}

NIGHTKEEP_TEST(TstBackupsProgram, integration, Core, 300)
#include "tst_backupsprogram.moc"
