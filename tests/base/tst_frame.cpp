// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/frame.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

QByteArray joined(const QByteArrayList &fields)
{
    return fields.join('\0') + '\0';
}

const QByteArray Good =
    joined({"NIGHTKEEP/1", "probe", "R", "mount", "2", "/", "ext4", "R", "empty", "0", "END", "10"});

} // namespace

class TstFrame : public QObject
{
    Q_OBJECT

private slots:
    void readsRecords()
    {
        const auto records = readFrame(joined({"NIGHTKEEP/1", "probe", "R", "mount", "2", "/", "ext4", "R", "empty",
                                               "0", "R", "odd", "1", "END", "END", "14"}),
                                       "probe");
        QVERIFY2(records.has_value(), qPrintable(records ? QString() : records.error().detail));
        QCOMPARE(*records, QList<FrameRecord>({{"mount", {"/", "ext4"}}, {"empty", {}}, {"odd", {"END"}}}));
    }

    void noPrefixIsAccepted()
    {
        const QByteArray whole = joined({"NIGHTKEEP/1", "probe", "R", "mount", "2", "/", "ext4", "END", "7"});
        QVERIFY(readFrame(whole, "probe").has_value());
        int tried = 0;
        for (qsizetype k = 0; k < whole.size(); ++k, ++tried) {
            const auto cut = readFrame(whole.left(k), "probe");
            QVERIFY2(!cut.has_value(), qPrintable(QStringLiteral("cut after %1 bytes").arg(k)));
            QVERIFY(cut.error().kind == ErrorKind::Incomplete || cut.error().kind == ErrorKind::Damaged);
        }
        QCOMPARE(tried, static_cast<int>(whole.size()));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, const QByteArray &bytes, ErrorKind kind) {
            QTest::newRow(name) << bytes << static_cast<int>(kind);
        };
        row("nothing", {}, ErrorKind::Incomplete);
        row("a talkative login script", "Welcome to moodle-a!\n" + Good, ErrorKind::Damaged);
        row("another program", joined({"NIGHTKEEP/1", "zips", "END", "2"}), ErrorKind::Damaged);
        row("another version", joined({"NIGHTKEEP/2", "probe", "END", "2"}), ErrorKind::Damaged);
        row("no footer", joined({"NIGHTKEEP/1", "probe", "R", "a", "0"}), ErrorKind::Incomplete);
        row("footer without count", joined({"NIGHTKEEP/1", "probe", "END"}), ErrorKind::Incomplete);
        row("wrong count", joined({"NIGHTKEEP/1", "probe", "R", "a", "0", "END", "9"}), ErrorKind::Damaged);
        row("a count that is too small", joined({"NIGHTKEEP/1", "probe", "R", "a", "0", "END", "4"}),
            ErrorKind::Damaged);
        row("something after the footer", joined({"NIGHTKEEP/1", "probe", "END", "2"}) + "x", ErrorKind::Damaged);
        row("field count below zero", joined({"NIGHTKEEP/1", "probe", "R", "a", "-1", "END", "5"}), ErrorKind::Damaged);
        row("huge field count", joined({"NIGHTKEEP/1", "probe", "R", "a", "99999999999", "END", "5"}),
            ErrorKind::Damaged);
        row("text between records", joined({"NIGHTKEEP/1", "probe", "R", "a", "0", "oops", "END", "6"}),
            ErrorKind::Damaged);
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, kind);
        const auto records = readFrame(bytes, "probe");
        QVERIFY(!records.has_value());
        QCOMPARE(static_cast<int>(records.error().kind), kind);
        QVERIFY(!records.error().advice.isEmpty());
    }

    void measures_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("detail");
        const QByteArray begin = joined({"NIGHTKEEP/1", "probe"});
        const auto many = [](const QByteArray &part, qsizetype times) {
            QByteArray all;
            all.reserve(part.size() * times);
            for (qsizetype i = 0; i < times; ++i)
                all += part;
            return all;
        };
        // Each was a list of 60 million empty items, and 3 GB.
        QTest::newRow("60 MiB of NULs") << QByteArray(60 * 1024 * 1024, '\0') << QString();
        QTest::newRow("60 MiB of NULs behind the header")
            << begin + QByteArray(60 * 1024 * 1024, '\0') << QStringLiteral("After record 0 stands: ");
        QTest::newRow("more bytes than any answer") << begin + QByteArray(MaxFrameBytes, 'x')
                                                    << QStringLiteral("It has 67108882 bytes, and 67108864 are read.");
        QTest::newRow("one record too many") << begin + many(joined({"R", "a", "0"}), MaxFrameRecords + 1)
                                             << QStringLiteral("It has more than 500000 records.");
        QTest::newRow("records of nothing but NULs")
            << begin + many(joined({"R", "a", "64"}) + QByteArray(64, '\0'), 130000)
            << QStringLiteral("Its first 115949 records need more than 184 MiB of memory.");
        QTest::newRow("records of single letters")
            << begin + many(joined({"R", "a", "64"}) + QByteArray("x\0", 2).repeated(64), 50000)
            << QStringLiteral("Its first 44995 records need more than 184 MiB of memory.");
    }
    void measures()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, detail);
        const auto records = readFrame(bytes, "probe");
        QVERIFY(!records.has_value());
        QCOMPARE(static_cast<int>(records.error().kind), static_cast<int>(ErrorKind::Damaged));
        if (!detail.isEmpty())
            QCOMPARE(records.error().detail, detail);
        QVERIFY(!records.error().advice.isEmpty());
    }

    void asManyRecordsAsAnyServerHas()
    {
        QByteArray bytes = joined({"NIGHTKEEP/1", "zips"});
        constexpr int zips = 240000; // 167,000 were too many
        for (int i = 0; i < zips; ++i)
            bytes += joined({"R", "zip", "3", "1", "1211212740",
                             QByteArray::number(i) + "/backupdata/a name as long as teachers give.zip", "R", "check",
                             "5", "closed", "", "", "", ""});
        bytes += joined({"END", QByteArray::number(2 + zips * 14)});
        const auto records = readFrame(bytes, "zips");
        QVERIFY2(records.has_value(), qPrintable(records ? QString() : records.error().detail));
        QCOMPARE(records->size(), 2 * zips);
    }

    void itMayComeInPieces_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("whole") << Good << true;
        QTest::newRow("empty fields") << joined({"NIGHTKEEP/1", "probe", "R", "a", "2", "", "", "END", "7"}) << true;
        QTest::newRow("cut") << Good.left(Good.size() - 1) << false;
        QTest::newRow("something behind it") << Good + "x" << false;
        QTest::newRow("another field behind it") << Good + '\0' << false;
        QTest::newRow("another program") << joined({"NIGHTKEEP/1", "probes", "END", "2"}) << false;
        QTest::newRow("a wrong count") << joined({"NIGHTKEEP/1", "probe", "R", "a", "0", "END", "9"}) << false;
    }
    void itMayComeInPieces()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isWhole);
        const Result<QList<FrameRecord>> atOnce = readFrame(bytes, "probe");
        QCOMPARE(atOnce.has_value(), isWhole);
        for (qsizetype size = 1; size <= bytes.size(); ++size) {
            QList<FrameRecord> records;
            FrameReader reader("probe", bytes.size(), [&records](const FrameRecord &record) -> Result<void> {
                records.append(record);
                return {};
            });
            Result<void> taken;
            for (qsizetype at = 0; taken && at < bytes.size(); at += size)
                taken = reader.take(bytes.mid(at, size));
            if (taken)
                taken = reader.finish();
            QCOMPARE(taken.has_value(), isWhole);
            if (isWhole)
                QCOMPARE(records, *atOnce);
            else
                QCOMPARE(taken.error().kind, atOnce.error().kind);
        }
    }

    void whatGrowsWithoutEndIsRefusedAsItComes()
    {
        const auto given = [](const QByteArray &begin, const QByteArray &piece, qsizetype most) {
            qsizetype held = 0;
            FrameReader reader("probe", 1LL << 40, [](const FrameRecord &) -> Result<void> { return {}; });
            Result<void> taken = reader.take(begin);
            for (; taken && held <= most; held += piece.size())
                taken = reader.take(piece);
            return taken ? QString() : taken.error().detail;
        };
        const QByteArray piece(64 * 1024, 'x');
        QVERIFY(given({}, piece, 0).startsWith(QLatin1String("It begins with: xxx")));
        QVERIFY(given(joined({"NIGHTKEEP/1", "probe"}), piece, MaxFrameField).startsWith(QLatin1String("A field of")));
        QCOMPARE(given(joined({"NIGHTKEEP/1", "probe"}), joined({"R", "a", "1"}) + piece + '\0', 8 * MaxFrameField),
                 QString());
    }

    void whoTakesTheRecordsMayEndIt()
    {
        int given = 0;
        FrameReader reader("probe", Good.size(), [&given](const FrameRecord &) -> Result<void> {
            ++given;
            return fail(ErrorKind::NotFound, QStringLiteral("No."));
        });
        QCOMPARE(reader.take(Good).error().kind, ErrorKind::NotFound);
        QCOMPARE(given, 1);
    }

    void anEmptyAnswerIsFine() { QVERIFY(readFrame(joined({"NIGHTKEEP/1", "probe", "END", "2"}), "probe")->isEmpty()); }
};

NIGHTKEEP_TEST(TstFrame, unit, Core)
#include "tst_frame.moc"
