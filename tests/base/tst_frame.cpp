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

    void anEmptyAnswerIsFine() { QVERIFY(readFrame(joined({"NIGHTKEEP/1", "probe", "END", "2"}), "probe")->isEmpty()); }
};

NIGHTKEEP_TEST(TstFrame, unit, Core)
#include "tst_frame.moc"
