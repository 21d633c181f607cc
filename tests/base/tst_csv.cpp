// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/csv.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

class TstCsv : public QObject
{
    Q_OBJECT

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
        QTest::newRow("tab first") << QStringLiteral("\t=1") << QByteArray("'\t=1\r\n");
        QTest::newRow("carriage return first") << QStringLiteral("\r=1") << QByteArray("\"'\r=1\"\r\n");
        QTest::newRow("sign inside is no formula") << QStringLiteral("a=1") << QByteArray("a=1\r\n");
    }
    void fieldIsWritten()
    {
        QFETCH(QString, field);
        QTEST(csvRecord({field}), "record");
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
