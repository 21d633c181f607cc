// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/texttable.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

class TstTextTable : public QObject
{
    Q_OBJECT

private slots:
    void columnsLineUp()
    {
        TextTable table({QStringLiteral("NAME"), QStringLiteral("FOLDERS"), QStringLiteral("NODE")});
        table.add({QStringLiteral("webct-a"), QStringLiteral("/.old\n/"), QStringLiteral("fs-o")});
        table.add({QStringLiteral("b"), QString(), QStringLiteral("fs-p")});
        QCOMPARE(table.text(),
                 QStringLiteral("NAME     FOLDERS  NODE\n"
                                "webct-a  /.old    fs-o\n"
                                "         /\n"
                                "b                 fs-p\n"));
    }

    void nothingReachesTheTerminal()
    {
        TextTable table({QStringLiteral("A")});
        table.add({QStringLiteral("red\x1b[31m\rgone\u202Etxt\ttab")});
        const QString text = table.text();
        for (const QChar c : text)
            QVERIFY2(c == u'\n' || (c.unicode() >= 0x20 && c.unicode() < 0x7f), qPrintable(text));
    }

    void moreCellsThanTheHeader()
    {
        TextTable table({QStringLiteral("A")});
        table.add({QStringLiteral("1"), QStringLiteral("2")});
        table.add({});
        QCOMPARE(table.text(), QStringLiteral("A\n1\n\n"));
    }
};

NIGHTKEEP_TEST(TstTextTable, unit, Core)
#include "tst_texttable.moc"
