// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/archive/karchivelister.h"
#include "app/archive/sparsedevice.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTimeZone>
#include <QtTest>

#include <ctime>

using namespace Nightkeep;

namespace {

struct Input
{
    QByteArray path;
    qint64 bytes = 0;
    QDateTime modified;
};

QByteArray octal(qint64 value, int digits)
{
    return QByteArray::number(value, 8).rightJustified(digits, '0');
}

/// A GNU header as tar writes it, made here so that nothing is judged by itself.
QByteArray headerOf(const QByteArray &name, qint64 bytes, qint64 mtime, char kind)
{
    QByteArray header(512, '\0');
    const auto put = [&header](int at, const QByteArray &text) { header.replace(at, text.size(), text); };
    put(0, name.left(100));
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    if (bytes < (1LL << 33)) {
        put(124, octal(bytes, 11));
    } else {
        header[124] = char(0x80);
        for (int i = 0; i < 8; ++i)
            header[128 + i] = char(bytes >> (8 * (7 - i)));
    }
    put(136, octal(mtime, 11));
    put(148, "        ");
    header[156] = kind;
    put(257, QByteArray("ustar  \0", 8));
    qint64 sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    put(148, octal(sum, 6) + QByteArray("\0 ", 2));
    return header;
}

/// The skeleton of a tar with those members, without its contents.
TarSkeleton skeletonOf(const QList<Input> &inputs)
{
    TarSkeleton tar;
    qint64 at = 0;
    const auto put = [&](const QByteArray &block) {
        tar.blocks.append({at, block});
        at += block.size();
    };
    for (const Input &input : inputs) {
        if (input.path.size() > 100) {
            put(headerOf("././@LongLink", input.path.size() + 1, 0, 'L'));
            put((input.path + '\0').leftJustified((input.path.size() / 512 + 1) * 512, '\0'));
        }
        put(headerOf(input.path, input.bytes, input.modified.toSecsSinceEpoch(), '0'));
        at += (input.bytes + 511) / 512 * 512;
    }
    put(QByteArray(512, '\0'));
    tar.bytes = (at + 512 + 1048575) / 1048576 * 1048576;
    return tar;
}

Input input(const QByteArray &path, qint64 bytes = 1000)
{
    return {path, bytes, QDateTime(QDate(2008, 5, 19), QTime(16, 59), QTimeZone::utc())};
}

QList<Input> asInputs(const QList<ArchiveMember> &members)
{
    QList<Input> inputs;
    for (const ArchiveMember &member : members)
        inputs.append({member.path, member.bytes, member.modified});
    return inputs;
}

bool operator==(const Input &a, const Input &b)
{
    return a.path == b.path && a.bytes == b.bytes && a.modified == b.modified;
}

} // namespace

class TstKArchiveLister : public QObject
{
    Q_OBJECT

private slots:
    void lists_data();
    void lists();
    void sparseDeviceReadsAsTheWholeFile();
    void flippedHeadersAreNeverTakenForGood();
    void cutSkeletonsAreDamaged();
    void foreignMembersAreDamaged();
    void membersOfNoPlanAreDamaged_data();
    void membersOfNoPlanAreDamaged();
    void twoThousandMembersAreQuick();
};

void TstKArchiveLister::lists_data()
{
    QTest::addColumn<QList<QByteArray>>("paths");
    QTest::addColumn<qint64>("bytes");

    using Paths = QList<QByteArray>;
    QTest::newRow("nothing") << Paths {} << qint64(0);
    QTest::newRow("one") << Paths {"33/backupdata/a.zip"} << qint64(4711);
    QTest::newRow("in the tar's order") << Paths {"9/backupdata/z.zip", "1/backupdata/a.zip"} << qint64(512);
    QTest::newRow("empty file") << Paths {"33/backupdata/a.zip", "34/backupdata/a.zip"} << qint64(0);
    QTest::newRow("name of 100 bytes") << Paths {QByteArray(100, 'x')} << qint64(1);
    QTest::newRow("name of 101 bytes") << Paths {QByteArray(101, 'x'), "b"} << qint64(1);
    QTest::newRow("name of 600 bytes") << Paths {"a/" + QByteArray(200, 'x') + "/" + QByteArray(200, 'y') + "/"
                                                 + QByteArray(195, 'z')}
                                       << qint64(1);
    QTest::newRow("newline and quotes") << Paths {"1/a\nb.zip", "1/'\"`$(id)`.zip"} << qint64(1);
    QTest::newRow("leading dash") << Paths {"--checkpoint-action=exec=id", "-rf"} << qint64(1);
    QTest::newRow("invalid UTF-8") << Paths {"1/\xff\xfe.zip"} << qint64(1);
    QTest::newRow("two that differ only in invalid bytes")
        << Paths {"1/\xff.zip", "1/\xfe.zip", "1/c.zip"} << qint64(7);
    QTest::newRow("one name twice") << Paths {"1/a.zip", "1/a.zip"} << qint64(7);
    QTest::newRow("backslashes") << Paths {"1/a\\nb.zip", "1\\b.zip"} << qint64(1);
    QTest::newRow("9 GiB in base 256") << Paths {"1/a.zip", "1/b.zip"} << (9LL << 30);
}

void TstKArchiveLister::lists()
{
    QFETCH(QList<QByteArray>, paths);
    QFETCH(qint64, bytes);
    QList<Input> inputs;
    for (const QByteArray &path : paths)
        inputs.append(input(path, bytes));
    const Result<QList<ArchiveMember>> members = KArchiveLister().list(skeletonOf(inputs));
    QVERIFY2(members.has_value(), members ? "" : qPrintable(members.error().message + members.error().detail));
    QVERIFY(asInputs(*members) == inputs);
}

void TstKArchiveLister::sparseDeviceReadsAsTheWholeFile()
{
    const TarSkeleton tar = skeletonOf({input("a", 700), input(QByteArray(150, 'x'), 3), input("c", 0)});
    QByteArray whole(tar.bytes, '\0');
    for (const auto &[offset, block] : tar.blocks)
        whole.replace(offset, block.size(), block);
    SparseDevice device(tar);
    QVERIFY(device.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QCOMPARE(device.size(), tar.bytes);
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        const qint64 from = random.bounded(6000);
        const qint64 count = random.bounded(2000);
        QVERIFY(device.seek(from));
        QCOMPARE(device.read(count), whole.mid(from, count));
    }
    QVERIFY(device.seek(tar.bytes));
    QCOMPARE(device.read(10), QByteArray());
}

void TstKArchiveLister::flippedHeadersAreNeverTakenForGood()
{
    const TarSkeleton good =
        skeletonOf({input("1/backupdata/a.zip", 700), input("2/backupdata/" + QByteArray(130, 'x'), 3)});
    const QList<Input> truth = asInputs(*KArchiveLister().list(good));
    QRandomGenerator random(11);
    int found = 0;
    for (int round = 0; round < 1500; ++round) {
        TarSkeleton bad = good;
        // Every header but the empty block, and all of its bytes.
        const int block = random.bounded(int(bad.blocks.size()) - 1);
        const int byte = random.bounded(512);
        bad.blocks[block].second[byte] = char(bad.blocks[block].second[byte] ^ (1 << random.bounded(8)));
        const Result<QList<ArchiveMember>> members = KArchiveLister().list(bad);
        const bool told = !members || asInputs(*members) != truth;
        // What pads a header's long name carries no meaning.
        const bool padding = block == 2 && byte > 143;
        QVERIFY2(told || padding, qPrintable(QStringLiteral("block %1 byte %2").arg(block).arg(byte)));
        found += told;
    }
    qInfo("%d of 1500 flips told, the others lay in padding", found);
}

void TstKArchiveLister::cutSkeletonsAreDamaged()
{
    const TarSkeleton good = skeletonOf({input("a", 700), input(QByteArray(130, 'x'), 3), input("c", 0)});
    for (qsizetype keep = 0; keep < good.blocks.size(); ++keep) {
        TarSkeleton bad = good;
        bad.blocks = good.blocks.mid(0, keep);
        const Result<QList<ArchiveMember>> members = KArchiveLister().list(bad);
        QVERIFY(!members.has_value());
        QCOMPARE(members.error().kind, ErrorKind::Damaged);
    }
    TarSkeleton shorter = good;
    shorter.bytes = 1000;
    QVERIFY(!KArchiveLister().list(shorter).has_value());
    TarSkeleton hole = good;
    hole.blocks.removeAt(0);
    QVERIFY(!KArchiveLister().list(hole).has_value());
}

void TstKArchiveLister::foreignMembersAreDamaged()
{
    for (const char kind : {'1', '2', '3', '5', 'x', 'g', 'K', 'S', 'Z'}) {
        TarSkeleton tar = skeletonOf({input("a", 0)});
        tar.blocks[0].second = headerOf("a", 0, 0, kind);
        QVERIFY2(!KArchiveLister().list(tar).has_value(), qPrintable(QString(QLatin1Char(kind))));
    }
}

/// Attacks of a server: a member that leads out of the folder where the tar is opened, and a time that no plan holds.
void TstKArchiveLister::membersOfNoPlanAreDamaged_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<qint64>("epoch");
    QTest::addColumn<QString>("said");
    const qint64 may = input("a").modified.toSecsSinceEpoch();
    const QString upwards = QStringLiteral("upwards");
    const QString years = QStringLiteral("1990");
    QTest::newRow("a way up") << QByteArray("../../etc/a.zip") << may << upwards;
    QTest::newRow("a way up within") << QByteArray("33/../../a.zip") << may << upwards;
    QTest::newRow("a way up in a long name") << QByteArray(120, 'x') + "/.." << may << upwards;
    QTest::newRow("before 1990") << QByteArray("a.zip") << qint64(631151999) << years;
    QTest::newRow("after 2100") << QByteArray("a.zip") << qint64(4133980800) << years;
}

void TstKArchiveLister::membersOfNoPlanAreDamaged()
{
    QFETCH(QByteArray, path);
    QFETCH(qint64, epoch);
    QFETCH(QString, said);
    const auto listed = [](const QByteArray &name, qint64 seconds) {
        return KArchiveLister().list(skeletonOf({{name, 5, QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc())}}));
    };
    QVERIFY(listed("..a/b..zip", 631152000).has_value());
    const Result<QList<ArchiveMember>> members = listed(path, epoch);
    QVERIFY(!members.has_value());
    QCOMPARE(members.error().kind, ErrorKind::Damaged);
    QVERIFY2(members.error().detail.contains(said), qPrintable(members.error().detail));
}

void TstKArchiveLister::twoThousandMembersAreQuick()
{
    QList<Input> inputs;
    for (int i = 0; i < 2000; ++i)
        inputs.append(input(QByteArray::number(i) + "/backupdata/backup-course-20080519-1659.zip", 1 << 20));
    const std::clock_t begun = std::clock(); // this program's own time: the machine is others' too
    const Result<QList<ArchiveMember>> members = KArchiveLister().list(skeletonOf(inputs));
    QVERIFY(members.has_value());
    QCOMPARE(members->size(), 2000);
    const double seconds = double(std::clock() - begun) / CLOCKS_PER_SEC;
    QVERIFY2(seconds < 60, QByteArray::number(seconds).constData());
}

NIGHTKEEP_TEST(TstKArchiveLister, unit, Core)
#include "tst_karchivelister.moc"
