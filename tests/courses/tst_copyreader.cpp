// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is read here of a copy, held against what resources/remote/backups.sh finds in the same files.
#include "app/archive/copyreader.h"
#include "tests/courses/backupfiles.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

using namespace Nightkeep;
namespace Files = Nightkeep::BackupFiles;

namespace {

Files::Mbz readerBackup()
{
    Files::Mbz backup;
    backup.contents = {{"film.mp4", Files::noise(90000)}, {"notes.txt", "Please read before."}};
    return backup;
}

/// Of a backup of which nothing was written into this file.
Files::Members readerWithEmpty(const QByteArray &file)
{
    Files::Members members = Files::mbzMembers(readerBackup());
    for (auto &[name, contents] : members) {
        if (name == file)
            contents.clear();
    }
    return members;
}

/// One of each kind that is whole.
Files::Members readerWhole()
{
    const Files::Members mbz = Files::mbzMembers(readerBackup());
    return {{"old.zip", Files::zipOf(Files::oldMembers(33))},
            {"old-stored.zip", Files::zipOf(Files::oldMembers(33), false)},
            {"later.mbz", Files::gzipOf(Files::tarOf(mbz))},
            {"later-padded.mbz", Files::gzipOf(Files::tarOf(mbz) + QByteArray(9 * 512, '\0'))},
            {"later-unindexed.mbz", Files::gzipOf(Files::tarOf(mbz, false))},
            {"later-zip.mbz", Files::zipOf(mbz)},
            {"later-stored.mbz", Files::zipOf(mbz, false)}};
}

/// A zip whose directory says of its last member that it holds so many bytes.
QByteArray readerZipOfSize(quint32 bytes)
{
    QByteArray zip = Files::zipOf({{"moodle.xml", Files::moodleXml(33)}, {"zeros", QByteArray(100000, '\0')}});
    const qsizetype at = zip.lastIndexOf("PK\x01\x02") + 24;
    for (int i = 0; i < 4; ++i)
        zip[at + i] = char(bytes >> 8 * i & 0xff);
    return zip;
}

/// A zip that says of its last member that nobody can read it without a word.
QByteArray readerEncrypted(QByteArray zip)
{
    zip[zip.lastIndexOf("PK\x01\x02") + 8] = char(1);
    return zip;
}

/// Whole, but not what is wanted, or not what it seems.
Files::Members readerOdd()
{
    Files::Mbz lost = readerBackup();
    lost.lost = {"film.mp4"};
    Files::Mbz section;
    section.type = "section";
    section.users = section.files = false;
    section.mode = 10;
    Files::Mbz cut = readerBackup();
    cut.xmlEnd = "";
    Files::Members unlisted = Files::mbzMembers(readerBackup());
    unlisted.removeIf([](const Files::Member &member) { return member.first == "files.xml"; });
    Files::Members listFirst = Files::mbzMembers(lost);
    listFirst.move(listFirst.size() - 2, 0);
    Files::Members upwards = Files::mbzMembers(readerBackup());
    upwards.append(Files::Member {"../../../etc/cron.d/x", "* * * * * root true\n"});
    upwards.append(Files::Member {"files/../files/aa/" + QByteArray(40, 'a'), "nested"});
    upwards.append(Files::Member {"./files/aa/" + QByteArray(39, 'a') + "/deeper", "nested"});
    Files::Members listLast = Files::mbzMembers(readerBackup());
    listLast.move(listLast.size() - 1, 0);
    Files::Members aside = Files::mbzMembers(readerBackup());
    aside.append(Files::Member {"aa/aa/aa/etc/x", "* * * * * root true\n"});
    const QByteArray index = "Moodle archive file index. Count: 1\nx\tf\t900000000000\t?\n";
    const QByteArray indexed =
        Files::tarHeader(".ARCHIVE_INDEX", index.size()) + index + QByteArray(512 - index.size(), '\0');
    return {{"lost.mbz", Files::mbzOf(lost)},
            {"lost-zip.mbz", Files::zipOf(Files::mbzMembers(lost))},
            {"list-first.mbz", Files::gzipOf(Files::tarOf(listFirst))},
            {"section.mbz", Files::mbzOf(section)},
            {"cut-xml.mbz", Files::mbzOf(cut)},
            {"unlisted.mbz", Files::gzipOf(Files::tarOf(unlisted))},
            {"unlisted-zip.mbz", Files::zipOf(unlisted)},
            {"empty-list.mbz", Files::gzipOf(Files::tarOf(readerWithEmpty("files.xml")))},
            {"empty-list-zip.mbz", Files::zipOf(readerWithEmpty("files.xml"), false)},
            {"empty-xml.mbz", Files::gzipOf(Files::tarOf(readerWithEmpty("moodle_backup.xml")))},
            {"empty-xml-zip.mbz", Files::zipOf(readerWithEmpty("moodle_backup.xml"), false)},
            {"empty-xml.zip", Files::zipOf({{"moodle.xml", ""}, {"course_files/a", "a"}}, false)},
            {"upwards.mbz", Files::gzipOf(Files::tarOf(upwards))},
            {"upwards-zip.mbz", Files::zipOf(aside).replace("aa/aa/aa/etc/x", "../../../etc/x")},
            {"no-xml.zip", Files::zipOf({{"course_files/a", "a"}})},
            {"no-xml.mbz", Files::gzipOf(Files::tarOf({{"files/a", "a"}}))},
            {"other-xml.zip", Files::zipOf({{"moodle.xml", "<html>moved</html>"}})},
            {"cut-xml.zip", Files::zipOf({{"moodle.xml", Files::moodleXml(33).chopped(20)}})},
            {"no-users.zip", Files::zipOf({{"moodle.xml", Files::moodleXml(1, "none", "false")}})},
            {"not-a-tar.mbz", Files::gzipOf("no tar at all, but well packed. " + QByteArray(2000, 'x'))},
            {"two.mbz", Files::mbzOf({}) + Files::mbzOf({})},
            {"bomb.mbz", Files::gzipOf(indexed + QByteArray(1024, '\0'))},
            {"bomb.zip", readerZipOfSize(0x7fffffff)},
            {"longer-than-told.zip", readerZipOfSize(99999)},
            {"encrypted.zip", readerEncrypted(readerZipOfSize(100000))},
            {"encrypted-zip.mbz", readerEncrypted(Files::zipOf(listLast))},
            {"empty.zip", {}},
            {"short.mbz", QByteArray("\x1f\x8b\x08\x00", 4)},
            {"a-zip-of-nothing.zip", Files::zipOf({})}};
}

/// Where a member breaks off depends on how far a piece reaches, and so which of these it is.
ZipFault readerSort(ZipFault fault)
{
    return fault == ZipFault::DamagedXml ? ZipFault::DamagedMember : fault;
}

} // namespace

class TstCopyReader : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWholeIsReadAsOnTheServer();
    void damageIsFoundAsOnTheServer();
    void levelsAndFaults_data();
    void levelsAndFaults();
    void itCanBeStopped();

private:
    [[nodiscard]] static Result<ReadCopy> here(const Files::DataServer &server, const BytePath &path)
    {
        QFile file(server.root() + QStringLiteral("/shared/") + QFile::decodeName(path));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s is not there", path.constData());
        return readCopy(file, CancelToken());
    }
};

void TstCopyReader::whatIsWholeIsReadAsOnTheServer()
{
    const Files::DataServer server;
    const Files::Members all = readerWhole() + readerOdd();
    for (const auto &[name, bytes] : all)
        server.add("/shared/" + name, bytes);
    const Inventory inventory = server.shared(InventoryOrder::Depth::Through);
    QCOMPARE(inventory.files.size(), all.size());
    for (const FoundFile &file : inventory.files) {
        const Result<ReadCopy> read = here(server, file.path);
        QVERIFY2(read, file.path.constData());
        const QByteArray what = file.path + ": " + nameOf(read->check.level).toLatin1() + ' '
            + nameOf(read->check.fault).toLatin1() + " here, " + nameOf(file.check.level).toLatin1() + ' '
            + nameOf(file.check.fault).toLatin1() + " there";
        QVERIFY2(read->check.level == file.check.level && read->check.fault == file.check.fault, what.constData());
        QVERIFY2(read->check.detail == file.check.detail,
                 qPrintable(QString::fromUtf8(what) + u' ' + read->check.detail));
        if (file.check.isDoubtful() && file.check.fault != ZipFault::MissingFiles)
            continue; // of what is not sound, more or less may be told
        QVERIFY2(read->check == file.check, what.constData());
        QVERIFY2(read->inside == file.inside, what.constData());
    }
}

void TstCopyReader::damageIsFoundAsOnTheServer()
{
    const Files::DataServer server;
    for (const auto &[name, bytes] : readerWhole()) {
        for (const Files::Damage &damage : Files::damages())
            server.add(QByteArray("/shared/") + damage.name + '/' + name, damage.spoil(bytes));
    }
    const Inventory inventory = server.shared(InventoryOrder::Depth::Through);
    QCOMPARE(inventory.files.size(), readerWhole().size() * Files::damages().size());
    for (const FoundFile &file : inventory.files) {
        const Result<ReadCopy> read = here(server, file.path);
        QVERIFY2(read, file.path.constData());
        const QByteArray what = file.path + ": " + nameOf(read->check.fault).toLatin1() + " here, "
            + nameOf(file.check.fault).toLatin1() + " there";
        QVERIFY2(read->check.isDoubtful() && read->check.level == ZipLevel::NotChecked, what.constData());
        QVERIFY2(readerSort(read->check.fault) == readerSort(file.check.fault), what.constData());
    }
}

void TstCopyReader::levelsAndFaults_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, const QByteArray &bytes, ZipLevel level, ZipFault fault) {
        QTest::newRow(name) << bytes << int(level) << int(fault);
    };
    const ZipLevel none = ZipLevel::NotChecked;
    row("a zip of 1.9", Files::zipOf(Files::oldMembers(33)), ZipLevel::Complete, ZipFault::None);
    row("an mbz", Files::mbzOf(readerBackup()), ZipLevel::Complete, ZipFault::None);
    row("an mbz that is a zip", Files::zipOf(Files::mbzMembers(readerBackup())), ZipLevel::Complete, ZipFault::None);
    Files::Mbz lost = readerBackup();
    lost.lost = {"notes.txt"};
    row("an mbz that lacks a file", Files::mbzOf(lost), ZipLevel::ReadThrough, ZipFault::MissingFiles);
    row("nothing", {}, none, ZipFault::Empty);
    row("a zip cut short", Files::zipOf(Files::oldMembers(33)).chopped(1), none, ZipFault::CutOff);
    row("an mbz cut short", Files::mbzOf(readerBackup()).chopped(9), none, ZipFault::CutOff);
    row("a log behind a zip", Files::zipOf(Files::oldMembers(33)) + "done\n", none, ZipFault::MoreBehind);
    row("a web page", "<!DOCTYPE html><html></html>", none, ZipFault::NoZip);
    row("a zip that is a bomb", readerZipOfSize(0x7fffffff), none, ZipFault::Bomb);
    row("a member of another size", readerZipOfSize(99999), none, ZipFault::DamagedMember);
    row("a member that is encrypted", readerEncrypted(readerZipOfSize(100000)), none, ZipFault::Encrypted);
}

void TstCopyReader::levelsAndFaults()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, level);
    QFETCH(int, fault);
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    const Result<ReadCopy> read = readCopy(buffer, CancelToken());
    QVERIFY(read);
    QCOMPARE(read->check.fault, ZipFault(fault));
    QCOMPARE(read->check.level, ZipLevel(level));
}

void TstCopyReader::itCanBeStopped()
{
    QByteArray bytes = Files::mbzOf(readerBackup());
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    const CancelToken cancel;
    cancel.cancel();
    const Result<ReadCopy> read = readCopy(buffer, cancel);
    QVERIFY(!read && read.error().kind == ErrorKind::Cancelled);
}

NIGHTKEEP_TEST(TstCopyReader, integration, Core, 300)
#include "tst_copyreader.moc"
