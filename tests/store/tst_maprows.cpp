// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/maprows.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

class TstMapRows : public QObject
{
    Q_OBJECT

private slots:
    void eachRowIsMappedOnceAndInOrder_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("none") << 0;
        QTest::newRow("one") << 1;
        QTest::newRow("as many as one thread takes") << 127;
        QTest::newRow("as many as several take") << 128;
        QTest::newRow("a number that nothing divides") << 1009;
    }
    void eachRowIsMappedOnceAndInOrder()
    {
        QFETCH(int, count);
        QList<StoredRow> rows;
        QList<int> expected;
        for (int i = 0; i < count; ++i) {
            rows.append(StoredRow {i});
            expected.append(2 * i);
        }
        QCOMPARE(mapRows(rows, [](const StoredRow &row) { return 2 * row.first().toInt(); }), expected);
    }
};

NIGHTKEEP_TEST(TstMapRows, unit, Core)
#include "tst_maprows.moc"
