// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/nextrun.h"
#include "tests/settings/slowschedule.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;

namespace {

constexpr int randomRunYear = 2025;
constexpr int randomRunCases = 1000; // of each of ten zones

SlowSchedule::Case randomRunCase(QRandomGenerator &random, const SlowSchedule &oracle)
{
    SlowSchedule::Case made;
    made.isOld = random.bounded(2) == 0;
    const int days = random.bounded(1, 128);
    for (int day = 0; day < 7; ++day)
        made.weekdays += days & (1 << day) ? u'1' : u'0';
    // Mostly where the clocks change: soon after midnight, and in the last hours before it.
    made.hour = random.bounded(3) == 0 ? random.bounded(24) : (22 + random.bounded(7)) % 24;
    made.minute = random.bounded(8) == 0 ? random.bounded(60) : random.bounded(12) * 5;
    const qint64 begin = slowMoment(randomRunYear, 1, 1);
    made.now = begin + random.bounded(400 * 24 * 3600);
    if (!oracle.changes().empty() && random.bounded(4) != 0) {
        const qint64 change = oracle.changes().at(size_t(random.bounded(int(oracle.changes().size()))));
        if (change > begin && change < slowMoment(randomRunYear + 1, 6, 1))
            made.now = change + random.bounded(-3 * 24 * 3600, 2 * 24 * 3600);
    }
    if (random.bounded(4) == 0)
        made.now -= made.now % 300; // the moment itself
    made.count = 1 + random.bounded(4);
    return made;
}

QString randomRunText(const QByteArray &zone, const SlowSchedule::Case &asked)
{
    return QStringLiteral("%1 %2 %3 %4:%5 from %6")
        .arg(QString::fromLatin1(zone), asked.isOld ? QStringLiteral("1.9") : QStringLiteral("later"), asked.weekdays)
        .arg(asked.hour)
        .arg(asked.minute)
        .arg(QDateTime::fromSecsSinceEpoch(asked.now, QTimeZone::utc()).toString(Qt::ISODate));
}

} // namespace

/// What the product reckons at once, and what comes of playing each cron, in 10,000 made cases.
class TstNextRunRandom : public QObject
{
    Q_OBJECT

private slots:
    void isWhatTheSlowWayFinds_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone :
             {"Europe/London", "America/New_York", "America/St_Johns", "America/Santiago", "Africa/Cairo",
              "Asia/Kolkata", "Australia/Adelaide", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland"})
            QTest::newRow(zone) << QByteArray(zone);
    }
    void isWhatTheSlowWayFinds()
    {
        QFETCH(QByteArray, zone);
        const QTimeZone own(zone);
        QVERIFY(own.isValid());
        const SlowSchedule oracle(zone, randomRunYear);
        QRandomGenerator random(0x5eed);
        for (int i = 0; i < randomRunCases; ++i) {
            const SlowSchedule::Case made = randomRunCase(random, oracle);
            const BackupSchedule schedule {made.isOld ? MoodleEdition::Old : MoodleEdition::Later,
                                           BackupActive::On,
                                           made.weekdays,
                                           made.hour,
                                           made.minute,
                                           own};
            const QList<QDateTime> found =
                nextRuns(schedule, QDateTime::fromSecsSinceEpoch(made.now, QTimeZone::utc()), made.count);
            const std::vector<qint64> wanted = oracle.runs(made);
            QVERIFY2(std::equal(found.cbegin(), found.cend(), wanted.cbegin(), wanted.cend(),
                                [](const QDateTime &one, qint64 other) { return one.toSecsSinceEpoch() == other; }),
                     qPrintable(randomRunText(zone, made)));
        }
    }

    void theSlowWayHasItsCalendar()
    {
        QCOMPARE(slowMoment(1970, 1, 1), qint64(0));
        QCOMPARE(slowMoment(2000, 3, 1), qint64(951868800)); // the day after a 29 February
        QCOMPARE(slowMoment(2026, 3, 29, 1), qint64(1774746000));
        const SlowSchedule london("Europe/London", 2026);
        const std::vector<qint64> changes = london.changes();
        QVERIFY(std::find(changes.begin(), changes.end(), slowMoment(2026, 3, 29, 1)) != changes.end());
        QVERIFY(std::find(changes.begin(), changes.end(), slowMoment(2026, 10, 25, 1)) != changes.end());
    }
};

NIGHTKEEP_TEST(TstNextRunRandom, unit, Core, 60)
#include "tst_nextrunrandom.moc"
