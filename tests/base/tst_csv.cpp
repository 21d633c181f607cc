// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/csv.h"
#include "tests/support/parsedback.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>
#include <QTest>

using namespace Nightkeep;

class TstCsv : public QObject
{
    Q_OBJECT

private:
    /// As a program reads it that splits at `separator`: quotes count where a cell begins with one.
    [[nodiscard]] static QByteArrayList cellsOf(const QByteArray &record, char separator)
    {
        QByteArrayList cells {QByteArray()};
        bool begins = true;
        bool quoted = false;
        for (qsizetype i = 0; i < record.size(); ++i) {
            const char c = record.at(i);
            if (quoted) {
                const bool doubled = c == '"' && i + 1 < record.size() && record.at(i + 1) == '"';
                quoted = c != '"' || doubled;
                i += doubled ? 1 : 0;
                if (quoted)
                    cells.last() += c;
            } else if (c == separator || c == '\n' || c == '\r') {
                cells.append(QByteArray());
                begins = true;
                continue;
            } else if (begins && c == '"') {
                quoted = true;
            } else {
                cells.last() += c;
            }
            begins = false;
        }
        return cells;
    }
    /// What spreadsheetSafe() was given, by the letter of its promise.
    [[nodiscard]] static QString withoutGuards(const QString &text)
    {
        static const QRegularExpression guard(QStringLiteral("(^|[;\\t\\n\\r])'(?=['\"]*[-=+@\\t\\r])"));
        return QString(text).replace(guard, QStringLiteral("\\1"));
    }

private slots:
    void fieldIsWritten_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QByteArray>("record");
        QTest::newRow("plain") << QStringLiteral("moodle-a") << QByteArray("moodle-a\r\n");
        QTest::newRow("empty") << QString() << QByteArray("\r\n");
        QTest::newRow("comma") << QStringLiteral("a,b") << QByteArray("\"a,b\"\r\n");
        QTest::newRow("quote") << QStringLiteral("the \"new\" one") << QByteArray("\"the \"\"new\"\" one\"\r\n");
        QTest::newRow("lines") << QStringLiteral("/data\n/var") << QByteArray("\"/data\n/var\"\r\n");
        QTest::newRow("beyond ASCII") << QStringLiteral("Größe")
                                      << QByteArray("Gr\xc3\xb6\xc3\x9f"
                                                    "e\r\n");
        QTest::newRow("formula") << QStringLiteral("=1+1") << QByteArray("'=1+1\r\n");
        QTest::newRow("formula with a comma")
            << QStringLiteral("=HYPERLINK(\"x\",\"y\")") << QByteArray("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n");
        QTest::newRow("plus") << QStringLiteral("+44 20") << QByteArray("'+44 20\r\n");
        QTest::newRow("minus") << QStringLiteral("-rf") << QByteArray("'-rf\r\n");
        QTest::newRow("at") << QStringLiteral("@SUM(A1)") << QByteArray("'@SUM(A1)\r\n");
        QTest::newRow("tab first") << QStringLiteral("\t=1") << QByteArray("\"'\t'=1\"\r\n");
        QTest::newRow("carriage return first") << QStringLiteral("\r=1") << QByteArray("\"'\r'=1\"\r\n");
        QTest::newRow("formula behind a semicolon") << QStringLiteral("a;=1;b") << QByteArray("\"a;'=1;b\"\r\n");
        QTest::newRow("formula behind a tab") << QStringLiteral("a\t@x") << QByteArray("\"a\t'@x\"\r\n");
        QTest::newRow("formula on the second line") << QStringLiteral("a\n-1") << QByteArray("\"a\n'-1\"\r\n");
        QTest::newRow("formula in quotes") << QStringLiteral("a;\"=1") << QByteArray("\"a;'\"\"=1\"\r\n");
        QTest::newRow("an apostrophe of its own") << QStringLiteral("'=1") << QByteArray("''=1\r\n");
        QTest::newRow("an apostrophe alone") << QStringLiteral("'tis;'x") << QByteArray("\"'tis;'x\"\r\n");
        QTest::newRow("sign inside is no formula") << QStringLiteral("a=1") << QByteArray("a=1\r\n");
    }
    void fieldIsWritten()
    {
        QFETCH(QString, field);
        QTEST(csvRecord({field}), "record");
    }

    /// The attack: a name with ";=" in it is a formula where the program splits at semicolons, as in countries where
    /// numbers have commas; quotes do not help, since they stand inside of a cell there. Every text of four pieces is
    /// tried, as the second of three fields, and is itself again once the apostrophes are taken away.
    void noSplitMakesAFormula()
    {
        const QStringList pieces {
            QStringLiteral("a"),  QStringLiteral("="),  QStringLiteral("-"),  QStringLiteral(";"), QStringLiteral("\t"),
            QStringLiteral("\n"), QStringLiteral("\r"), QStringLiteral("\""), QStringLiteral("'"), QStringLiteral(",")};
        int tried = 0;
        int cells = 0;
        for (int number = 0; number < 10000; ++number) {
            QString text;
            for (int rest = number; text.size() < 4; rest /= 10)
                text += pieces.at(rest % 10);
            const QByteArray record = csvRecord({QStringLiteral("x"), text, QStringLiteral("y")});
            for (const char separator : {';', '\t', ','}) {
                for (const QByteArray &cell : cellsOf(record, separator)) {
                    QVERIFY2(cell.isEmpty() || !QByteArray("=+-@\t\r").contains(cell.at(0)), record.constData());
                    ++cells;
                }
            }
            const QList<QStringList> read = csvRecords(record);
            QCOMPARE(read.size(), 1);
            QCOMPARE(read.first().size(), 3);
            QCOMPARE(withoutGuards(read.first().at(1)), text);
            ++tried;
        }
        QCOMPARE(tried, 10000);
        QVERIFY(cells > 3 * tried);
    }

    void fieldsAreSeparated()
    {
        QCOMPARE(csvRecord({QStringLiteral("a"), QString(), QStringLiteral("c")}), QByteArray("a,,c\r\n"));
        QCOMPARE(tabbedRecord({QStringLiteral("a,b"), QStringLiteral("c\td"), QStringLiteral("=1")}),
                 QStringLiteral("a,b\t\"c\td\"\t'=1\n"));
    }
};

NIGHTKEEP_TEST(TstCsv, unit, Core)
#include "tst_csv.moc"
