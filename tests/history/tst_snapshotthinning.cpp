// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/snapshotthinning.h"
#include "tests/support/testmain.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;

namespace {

QDateTime utc(int year, int month, int day, int hour = 3, int minute = 0)
{
    return {QDate(year, month, day), QTime(hour, minute), QTimeZone::utc()};
}

/// The rule said once more, day by day and without cleverness: which stretch of the calendar a day
/// belongs to is found by walking over it.
QString stretchName(const QDate &day, const QDate &today)
{
    QDate lastOfMonth = day;
    while (lastOfMonth.addDays(1).month() == day.month())
        lastOfMonth = lastOfMonth.addDays(1);
    if (lastOfMonth.addDays(365) < today)
        return day.toString(QStringLiteral("yyyy-MM"));
    static const QList<int> weekOf {0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3,
                                    3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4};
    QDate lastOfWeek = day;
    while (lastOfWeek < lastOfMonth && weekOf.at(lastOfWeek.day() + 1) == weekOf.at(day.day()))
        lastOfWeek = lastOfWeek.addDays(1);
    if (lastOfWeek.addDays(60) < today)
        return day.toString(QStringLiteral("yyyy-MM week ")) + QString::number(weekOf.at(day.day()));
    if (day.addDays(2) < today)
        return day.toString(Qt::ISODate);
    return {};
}

QList<QDateTime> slowlyThinned(const QList<QDateTime> &times, const QDateTime &clock)
{
    QList<QDateTime> kept;
    QDateTime now = clock;
    if (!times.isEmpty())
        now = std::min(now, *std::max_element(times.begin(), times.end())).toUTC();
    for (const QDateTime &time : times) {
        bool stays = true;
        bool latest = true;
        const QString stretch = stretchName(time.toUTC().date(), now.date());
        for (const QDateTime &other : times) {
            if (other < time && !stretch.isEmpty() && stretchName(other.toUTC().date(), now.date()) == stretch)
                stays = false;
            if (other > time)
                latest = false;
        }
        if ((stays || latest) && !kept.contains(time))
            kept.append(time);
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

} // namespace

class TstSnapshotThinning : public QObject
{
    Q_OBJECT

private slots:
    void rule_data()
    {
        QTest::addColumn<QList<QDateTime>>("times");
        QTest::addColumn<QList<QDateTime>>("gone");
        const QDateTime now = utc(2008, 11, 29, 9); // all below are told as of this moment
        using Times = QList<QDateTime>;
        QTest::newRow("none") << Times {} << Times {};
        QTest::newRow("one alone, very old") << Times {utc(1999, 5, 20)} << Times {};
        QTest::newRow("all of today") << Times {utc(2008, 11, 29, 1), utc(2008, 11, 29, 2), utc(2008, 11, 29, 3)}
                                      << Times {};
        QTest::newRow("all of two days ago") << Times {utc(2008, 11, 27, 0), utc(2008, 11, 27, 1), now} << Times {};
        QTest::newRow("the first of three days ago")
            << Times {utc(2008, 11, 26, 0), utc(2008, 11, 26, 0, 1), utc(2008, 11, 26, 23, 59), now}
            << Times {utc(2008, 11, 26, 0, 1), utc(2008, 11, 26, 23, 59)};
        QTest::newRow("days apart, one each") << Times {utc(2008, 11, 20), utc(2008, 11, 21), now} << Times {};
        QTest::newRow("a week as soon as all of it is 61 days back")
            << Times {utc(2008, 9, 22), utc(2008, 9, 23), now} << Times {}; // its last day is 30 September: 60
        QTest::newRow("the week before that") << Times {utc(2008, 9, 15), utc(2008, 9, 16), utc(2008, 9, 21), now}
                                              << Times {utc(2008, 9, 16), utc(2008, 9, 21)};
        QTest::newRow("weeks begin on the 1st, 8th, 15th and 22nd")
            << Times {utc(2008, 7, 1),  utc(2008, 7, 7),  utc(2008, 7, 8),
                      utc(2008, 7, 14), utc(2008, 7, 15), utc(2008, 7, 21),
                      utc(2008, 7, 22), utc(2008, 7, 31), now}
            << Times {utc(2008, 7, 7), utc(2008, 7, 14), utc(2008, 7, 21), utc(2008, 7, 31)};
        QTest::newRow("a month as soon as all of it is 366 days back")
            << Times {utc(2007, 10, 1), utc(2007, 10, 9), utc(2007, 11, 1), utc(2007, 11, 9), now}
            << Times {utc(2007, 10, 9)}; // 30 November 2007 is 365 days back
        QTest::newRow("months for ever") << Times {utc(1990, 1, 30), utc(1990, 2, 1), utc(1990, 2, 2), now}
                                         << Times {utc(1990, 2, 2)};
        QTest::newRow("of a month long ago the first")
            << Times {utc(2001, 3, 1), utc(2001, 3, 2), utc(2001, 3, 3), utc(2008, 11, 2), utc(2008, 11, 3)}
            << Times {utc(2001, 3, 2), utc(2001, 3, 3)};
        QTest::newRow("old by the clock, and not by each other") // as with a clock that ran ahead
            << Times {utc(2001, 3, 1), utc(2001, 3, 2), utc(2001, 3, 3)} << Times {};
        QTest::newRow("what comes from the future") << Times {utc(2010, 1, 1), utc(2010, 1, 1, 4), now} << Times {};
        QTest::newRow("days are UTC days whatever the zone they are told in")
            << Times {utc(2008, 11, 20, 23).toTimeZone(QTimeZone(3600 * 2)), utc(2008, 11, 21, 1), now} << Times {};
    }
    void rule()
    {
        QFETCH(QList<QDateTime>, times);
        QFETCH(QList<QDateTime>, gone);
        QList<QDateTime> expected = times;
        expected.removeIf([&gone](const QDateTime &time) { return gone.contains(time); });
        std::sort(expected.begin(), expected.end());
        QCOMPARE(thinnedSnapshots(times, utc(2008, 11, 29, 9)), expected);
        QCOMPARE(slowlyThinned(times, utc(2008, 11, 29, 9)).size(), expected.size());
        QVERIFY(thinningRule().contains(QStringLiteral("60")));
    }

    /// A server whose clock is off was never thinned: probed every five minutes, it filled the workspace.
    void byNumberWhileClocksDisagree()
    {
        QList<QDateTime> kept;
        const auto probe = [&kept](const QDateTime &moment) {
            kept = thinnedByNumber(kept + QList<QDateTime> {moment});
        };
        const QDateTime start = utc(2008, 11, 1, 0);
        constexpr int days = 4;
        for (int i = 0; i < KeepUndated; ++i)
            probe(start.addSecs(i * 300));
        QCOMPARE(kept.size(), KeepUndated); // as few as that are all kept
        for (int i = KeepUndated; i < days * 288; ++i)
            probe(start.addSecs(i * 300));
        QCOMPARE(kept.size(), KeepUndated);
        for (int day = 0; day < days; ++day)
            QVERIFY2(kept.contains(start.addDays(day)), qPrintable(QString::number(day)));
        QCOMPARE(kept.last(), start.addSecs((days * 288 - 1) * 300));
        probe(start.addDays(400).addSecs(1)); // of a clock that runs ahead
        QCOMPARE(kept.size(), KeepUndated);
        QVERIFY(kept.contains(start));
        // Of days with one probe each none goes.
        QList<QDateTime> daily;
        for (int day = 0; day < 2 * KeepUndated; ++day)
            daily.append(start.addDays(day));
        QCOMPARE(thinnedByNumber(daily), daily);
    }

    /// Thinned step by step as time goes by, with times that come in any order, the outcome is what
    /// thinning all of them at the end gives; and that is what the slow rule says.
    void randomTimes()
    {
        QRandomGenerator random(20081129);
        int dropped = 0;
        for (int run = 0; run < 400; ++run) {
            QDateTime now = utc(2006, 1, 1).addSecs(random.bounded(86400 * 365));
            QList<QDateTime> all;
            QList<QDateTime> kept;
            const int most = random.bounded(2) == 0 ? 86400 : 86400 * 40;
            for (int step = 0; step < 40; ++step) {
                now = now.addSecs(random.bounded(most));
                QList<QDateTime> come {now};
                for (int more = random.bounded(3); more > 0; --more) // as after an import, or a clock set back
                    come.append(now.addSecs(random.bounded(86400 * 500) - 86400 * 480));
                all += come;
                kept += come;
                std::shuffle(kept.begin(), kept.end(), random);
                if (random.bounded(3) > 0)
                    kept = thinnedSnapshots(kept, now);
            }
            kept = thinnedSnapshots(kept, now);
            const QList<QDateTime> expected = slowlyThinned(all, now);
            QCOMPARE(thinnedSnapshots(all, now), expected);
            QCOMPARE(kept, expected);
            QCOMPARE(thinnedSnapshots(kept, now), kept);
            QCOMPARE(kept.first(), *std::min_element(all.begin(), all.end()));
            QCOMPARE(kept.last(), *std::max_element(all.begin(), all.end()));
            dropped += int(all.size() - kept.size());
        }
        QVERIFY(dropped > 5000);
    }
};

NIGHTKEEP_TEST(TstSnapshotThinning, unit, Core)
#include "tst_snapshotthinning.moc"
