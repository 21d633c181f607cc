// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/nightsseen.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

const QDate nightsSeenLast(2008, 10, 28);

} // namespace

/// The nights of which a copy was seen, whatever the order in which they are.
class TstNightsSeen : public QObject
{
    Q_OBJECT

private slots:
    void whatIsKept_data()
    {
        QTest::addColumn<QList<int>>("added"); // days before the last night
        QTest::addColumn<QList<int>>("kept");
        using Days = QList<int>;
        QTest::newRow("none") << Days() << Days();
        QTest::newRow("one") << Days {0} << Days {0};
        QTest::newRow("twice") << Days {3, 3} << Days {3};
        QTest::newRow("oldest first") << Days {60, 7, 0} << Days {0, 7, 60};
        QTest::newRow("newest first") << Days {0, 7, 60} << Days {0, 7, 60};
        QTest::newRow("the last that has room") << Days {0, 61} << Days {0, 61};
        QTest::newRow("too old") << Days {0, 62, 900} << Days {0};
        QTest::newRow("what grows too old goes") << Days {62, 61, 1, 0} << Days {0, 1, 61};
        QTest::newRow("after a long pause") << Days {900, 899, 0} << Days {0};
        QTest::newRow("exactly as long as it goes back") << Days {62, 0} << Days {0};
    }
    void whatIsKept()
    {
        QFETCH(QList<int>, added);
        QFETCH(QList<int>, kept);
        NightsSeen seen;
        for (const int ago : std::as_const(added))
            seen.add(nightsSeenLast.addDays(-ago));
        QList<QDate> wanted;
        for (const int ago : std::as_const(kept))
            wanted << nightsSeenLast.addDays(-ago);
        QVERIFY(seen.nights() == wanted);
        QVERIFY(seen.mask >= 0);
    }

    void eachNightHasRoom()
    {
        NightsSeen seen;
        for (int night = 0; night < 200; ++night)
            seen.add(nightsSeenLast.addDays(night));
        QCOMPARE(seen.nights().size(), NightsSeen::Most);
        QCOMPARE(seen.mask, (qint64(1) << NightsSeen::Most) - 1);
        QCOMPARE(seen.nights().constFirst(), nightsSeenLast.addDays(199));
    }

    void nightsOfCopies_data()
    {
        QTest::addColumn<QDateTime>("made");
        QTest::addColumn<int>("minute");
        QTest::addColumn<QDate>("night");
        const auto utc = [](int day, int hour) {
            return QDateTime(QDate(2008, 7, day), QTime(hour, 30), QTimeZone::utc());
        };
        QTest::newRow("in the early morning") << utc(27, 2) << 180 << QDate(2008, 7, 27);
        QTest::newRow("before midnight there is after it here") << utc(26, 23) << 30 << QDate(2008, 7, 27);
        QTest::newRow("a late run after midnight") << utc(27, 0) << 23 * 60 << QDate(2008, 7, 26);
        QTest::newRow("a late run before midnight") << utc(26, 22) << 23 * 60 << QDate(2008, 7, 26);
    }
    void nightsOfCopies()
    {
        QFETCH(QDateTime, made);
        QFETCH(int, minute);
        QFETCH(QDate, night);
        QCOMPARE(nightOfCopy(made, QTimeZone("Europe/London"), minute), night); // an hour ahead in summer
    }
};

NIGHTKEEP_TEST(TstNightsSeen, unit, Core)
#include "tst_nightsseen.moc"
