// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/diskforecast.h"
#include "models/history/forecasttable.h"
#include "tests/history/gib.h"
#include "tests/support/printedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

#include <cmath>

using namespace Nightkeep;
using Outlook = DiskForecast::Outlook;

namespace {

const QDateTime now(QDate(2008, 11, 29), QTime(9, 0), QTimeZone::utc());

/// A disk of 100 GiB, or of `totals`, with so many GiB free, so many days ago.
DiskSeries disk(const QList<QPair<double, double>> &daysAgoAndFree, const QList<double> &totals = {})
{
    DiskSeries series {QStringLiteral("moodle-a"), "/data", {}};
    for (qsizetype i = 0; i < daysAgoAndFree.size(); ++i) {
        const auto &[daysAgo, free] = daysAgoAndFree.at(i);
        series.points.append({now.addMSecs(-qint64(daysAgo * 86400 * 1000)), qint64(totals.value(i, 100) * double(GiB)),
                              qint64(free * double(GiB))});
    }
    return series;
}

} // namespace

class TstDiskForecast : public QObject
{
    Q_OBJECT

private slots:
    void forecast_data()
    {
        QTest::addColumn<DiskSeries>("series");
        QTest::addColumn<Outlook>("outlook");
        QTest::addColumn<QDate>("fullOn");
        const QDate none;
        QTest::newRow("nothing known") << disk({}) << Outlook::Unknown << none;
        QTest::newRow("two points") << disk({{10, 50}, {0, 40}}) << Outlook::Unknown << none;
        QTest::newRow("three points within a day") << disk({{1, 50}, {0.5, 45}, {0, 40}}) << Outlook::Unknown << none;
        QTest::newRow("three points, two days, 1 GiB a day")
            << disk({{2, 12}, {1, 11}, {0, 10}}) << Outlook::Filling << QDate(2008, 12, 9);
        QTest::newRow("a week at 2 GiB a day, one point late")
            << disk({{7, 34}, {5, 30}, {1, 22}, {0, 20}}) << Outlook::Filling << QDate(2008, 12, 9);
        QTest::newRow("full by tonight") << disk({{2, 20.5}, {1, 10.5}, {0, 0.5}}) << Outlook::Filling
                                         << QDate(2008, 11, 29);
        QTest::newRow("in years") << disk({{4, 50.004}, {2, 50.002}, {0, 50}}) << Outlook::Steady << none;
        QTest::newRow("in four years") << disk({{4, 30.08}, {2, 30.04}, {0, 30}}) << Outlook::Filling
                                       << QDate(2013, 1, 7);
        QTest::newRow("the same all along") << disk({{4, 50}, {2, 50}, {0, 50}}) << Outlook::Steady << none;
        QTest::newRow("shrinks") << disk({{4, 50}, {2, 51}, {0, 52}}) << Outlook::Steady << none;
        QTest::newRow("up and down") << disk({{6, 50}, {5, 40}, {4, 51}, {3, 39}, {2, 50}, {1, 41}, {0, 46}})
                                     << Outlook::Unknown << none;
        QTest::newRow("full") << disk({{4, 2}, {2, 1}, {0, 0}}) << Outlook::Full << QDate(2008, 11, 29);
        QTest::newRow("full, only one point") << disk({{0, 0}}) << Outlook::Full << QDate(2008, 11, 29);
        QTest::newRow("not asked for nine days") << disk({{13, 12}, {11, 11}, {9, 10}}) << Outlook::Unknown << none;
        QTest::newRow("points of long ago do not count")
            << disk({{100, 90}, {61, 80}, {2, 12}, {1, 11}, {0, 10}}) << Outlook::Filling << QDate(2008, 12, 9);
        QTest::newRow("only points of long ago") << disk({{100, 90}, {81, 80}, {70, 70}}) << Outlook::Unknown << none;
        QTest::newRow("made larger: only what came after")
            << disk({{9, 3}, {8, 2}, {7, 1}, {2, 112}, {1, 111}, {0, 110}}, {100, 100, 100, 200, 200, 200})
            << Outlook::Filling << QDate(2009, 3, 19);
        QTest::newRow("made larger just now")
            << disk({{4, 3}, {2, 2}, {0, 100}}, {100, 100, 200}) << Outlook::Unknown << none;
        QTest::newRow("made smaller") << disk({{4, 60}, {2, 59}, {0, 8}}, {100, 100, 50}) << Outlook::Unknown << none;
        QTest::newRow("a size that breathes is no other size")
            << disk({{2, 12}, {1, 11}, {0, 10}}, {100, 100.4, 99.9}) << Outlook::Filling << QDate(2008, 12, 9);
        QTest::newRow("cleaned up last: from what is free now")
            << disk({{6, 16}, {5, 15}, {4, 14}, {3, 13}, {2, 12}, {1, 11}, {0, 11}}) << Outlook::Filling
            << QDate(2008, 12, 11);
    }
    void forecast()
    {
        QFETCH(DiskSeries, series);
        QFETCH(Outlook, outlook);
        QFETCH(QDate, fullOn);
        const DiskForecast forecast = forecastDisk(series, now);
        QCOMPARE(nameOf(forecast.outlook), nameOf(outlook));
        QCOMPARE(forecast.fullOn, fullOn);
        QVERIFY(!forecast.sentence.isEmpty());
        QCOMPARE(forecast.server, series.server);
        QCOMPARE(forecast.mount, series.mount);
        QCOMPARE(forecast.latest.at.isValid(), !series.points.isEmpty());
        if (outlook == Outlook::Filling)
            QVERIFY2(forecast.sentence.contains(QLocale().toString(fullOn, QLocale::LongFormat)),
                     qPrintable(forecast.sentence));
    }

    void theDayIsThatOfTheReader()
    {
        // 23:00 in UTC is the next day an hour and more to the east.
        const DiskSeries series = disk({{2, 12}, {1, 11}, {0, 10}});
        QDateTime reader = now.addSecs(3600 * 6);
        const DiskForecast east = forecastDisk(series, reader.toTimeZone(QTimeZone(3600 * 14)));
        QCOMPARE(east.fullOn, QDate(2008, 12, 9));
        const DiskForecast farEast =
            forecastDisk(disk({{2, 12.6}, {1, 11.6}, {0, 10.6}}), reader.toTimeZone(QTimeZone(3600 * 14)));
        QCOMPARE(farEast.fullOn, QDate(2008, 12, 10)); // 9 December, 23:24 UTC
        QCOMPARE(forecastDisk(disk({{2, 12.6}, {1, 11.6}, {0, 10.6}}), now).fullOn, QDate(2008, 12, 9));
    }

    /// Random lines with a little noise: the day that is said is the line's own, give or take what the
    /// noise can do to the slope.
    void randomLines()
    {
        QRandomGenerator random(7);
        int filling = 0;
        for (int run = 0; run < 3000; ++run) {
            const double rate = random.generateDouble() * 3 - 0.5; // GiB a day
            const double freeNow = 1 + random.generateDouble() * 40;
            const double noise = run % 3 == 0 ? 0.0 : 0.01;
            DiskSeries series {QStringLiteral("s"), "/", {}};
            QList<double> days {30};
            while (days.last() > 0)
                days.append(std::max(0.0, days.last() - random.generateDouble() * 4));
            for (const double day : days) {
                const double free = freeNow + rate * day + (day > 0 ? noise * (random.generateDouble() - 0.5) : 0);
                series.points.append({now.addMSecs(-qint64(day * 86400000)), 500 * GiB, qint64(free * double(GiB))});
            }
            const DiskForecast forecast = forecastDisk(series, now);
            if (std::abs(rate) < 0.02)
                continue; // the noise may be all there is
            if (rate < 0) {
                QCOMPARE(nameOf(forecast.outlook), QStringLiteral("steady"));
                QVERIFY(forecast.bytesPerDay < 0);
                continue;
            }
            ++filling;
            const double exact = freeNow / rate;
            const double slack = exact * (noise > 0 ? 0.02 : 1e-6) + 1e-3;
            if (exact + slack > ForecastFarDays)
                continue;
            QCOMPARE(nameOf(forecast.outlook), QStringLiteral("filling"));
            const QDate least = now.addMSecs(qint64((exact - slack) * 86400000)).date();
            const QDate most = now.addMSecs(qint64((exact + slack) * 86400000)).date();
            QVERIFY2(forecast.fullOn >= least && forecast.fullOn <= most,
                     qPrintable(forecast.fullOn.toString(Qt::ISODate) + u' ' + least.toString(Qt::ISODate)));
        }
        QVERIFY(filling > 2000);
    }

    void findings()
    {
        const auto in = [](double days, const char *mount) {
            DiskSeries series = disk({{2, days + 2}, {1, days + 1}, {0, days}});
            series.mount = mount;
            return forecastDisk(series, now);
        };
        DiskSeries full = disk({{0, 0}});
        full.mount = "/odd\xff\n";
        const QList<Finding> findings =
            diskFindings({in(6.9, "/seven"), in(8.5, "/eight"), in(30.1, "/thirty"), in(31.5, "/later"),
                          forecastDisk(full, now), forecastDisk(disk({}), now)},
                         now);
        QStringList printed;
        for (const Finding &finding : findings) {
            printed << nameOf(finding.severity) + u' ' + finding.id;
            QCOMPARE(finding.page, Page::Servers);
            QCOMPARE(finding.act, FindingAct::History);
            QCOMPARE(finding.object, QStringLiteral("moodle-a"));
            QVERIFY(!finding.title.isEmpty() && !finding.reason.isEmpty() && !finding.advice.isEmpty());
            QVERIFY(!finding.title.contains(u'\n'));
        }
        QCOMPARE(printed,
                 QStringList({QStringLiteral("critical server/moodle-a/disk//seven"),
                              QStringLiteral("warning server/moodle-a/disk//eight"),
                              QStringLiteral("warning server/moodle-a/disk//thirty"),
                              QStringLiteral("critical server/moodle-a/disk//odd%FF%0A")}));
    }

    void model()
    {
        ColumnTable model(ForecastTable::description());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        DiskSeries other = disk({{0, 50}});
        other.mount = "/odd\xff\n";
        QList<DiskForecast> forecasts {forecastDisk(disk({{2, 12}, {1, 11}, {0, 10}}), now), forecastDisk(other, now)};
        model.setRows(forecasts, now);
        const QString date = QLocale().toString(QDate(2008, 12, 9), QLocale::ShortFormat);
        QCOMPARE(printedTable(model),
                 QStringList({QStringLiteral("/data | [attention] filling | %1 | 10.0 GiB | 100.0 GiB | 1.0 GiB | %2")
                                  .arg(date, forecasts.first().sentence),
                              QStringLiteral("/odd\\xff\\n | [unknown] unknown |  | 50.0 GiB | 100.0 GiB |  | %1")
                                  .arg(forecasts.last().sentence)}));
        QVERIFY(!model.index(1, ForecastTable::FullColumn).data(SortRole).isValid());
        QVERIFY(!model.index(1, ForecastTable::OutlookColumn).data(SortRole).isValid());
        QCOMPARE(model.index(0, ForecastTable::FreeColumn).data(SortRole).toLongLong(), 10 * GiB);
        QStringList headings;
        for (int column = 0; column < ForecastTable::ColumnCount; ++column)
            headings << model.headerData(column, Qt::Horizontal).toString();
        QCOMPARE(headings.join(u'|'), QStringLiteral("Disk|Outlook|Full on|Free|Size|Grows each day by|In words"));
        forecasts.swapItemsAt(0, 1);
        model.setRows(forecasts, now);
        forecasts.removeFirst();
        model.setRows(forecasts, now.addDays(8));
        QCOMPARE(model.index(0, ForecastTable::OutlookColumn).data(StateRole).toInt(), int(State::Bad));
        model.setRows({}, now);
        QCOMPARE(model.rowCount(), 0);
    }
};

NIGHTKEEP_TEST(TstDiskForecast, unit, Core)
#include "tst_diskforecast.moc"
