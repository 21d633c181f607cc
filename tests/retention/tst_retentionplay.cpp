// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/retentionplay.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

WallMinute playedAt(const char *text)
{
    return wallMinute(QDateTime::fromString(QLatin1String(text), Qt::ISODate));
}

QDate playedDay(const char *text)
{
    return QDate::fromString(QLatin1String(text), Qt::ISODate);
}

CourseRules playedCourse(const char *weekdays, int keep = 1)
{
    CourseRules rules;
    rules.weekdays = QLatin1String(weekdays);
    rules.minuteOfDay = 3 * 60;
    rules.keep = keep;
    return rules;
}

CourseRules playedLater(const char *weekdays, int keep, int deleteDays, int keepLeast)
{
    CourseRules rules = playedCourse(weekdays, keep);
    rules.later = true;
    rules.deleteDays = deleteDays;
    rules.keepLeast = keepLeast;
    return rules;
}

StorageRules playedStorage(int exist = 2, int extra = 30, int deleted = 1, int only = 60)
{
    StorageRules rules;
    rules.versionsExist = exist;
    rules.retainExtra = extra;
    rules.versionsDeleted = deleted;
    rules.retainOnly = only;
    return rules;
}

QStringList playedNights(const QList<RestorePoint> &points)
{
    QStringList nights;
    for (const RestorePoint &point : points)
        nights += point.night.toString(Qt::ISODate);
    return nights;
}

const RestorePoint *playedPoint(const QList<RestorePoint> &points, const QDate &night)
{
    const auto found = std::find_if(points.cbegin(), points.cend(),
                                    [&night](const RestorePoint &point) { return point.night == night; });
    return found == points.cend() ? nullptr : &*found;
}

/// "server, storage", or nothing.
QString playedHomes(const QList<RestorePoint> &points, const QDate &night)
{
    const RestorePoint *point = playedPoint(points, night);
    QStringList homes;
    if (point && point->homes.testFlag(CopyHome::Server))
        homes += QStringLiteral("server");
    if (point && point->homes.testFlag(CopyHome::Storage))
        homes += QStringLiteral("storage");
    return homes.join(QStringLiteral(", "));
}

} // namespace

/// The rules of course backups, dumps, files and archives, played: facts/retention-model.md.
class TstRetentionPlay : public QObject
{
    Q_OBJECT

private slots:
    void pageFigures_data()
    {
        QTest::addColumn<QString>("weekdays");
        QTest::addColumn<int>("nights");
        QTest::newRow("Sundays") << QStringLiteral("1000000") << 9;
        QTest::newRow("every day") << QStringLiteral("1111111") << 60;
        QTest::newRow("never") << QStringLiteral("0000000") << 0;
    }
    void pageFigures()
    {
        QFETCH(QString, weekdays);
        const WallMinute now = playedAt("2008-10-29T12:00");
        const QList<RestorePoint> points = playCourse(playedCourse(qPrintable(weekdays)), playedStorage(), now);
        QTEST(nightsRestorable(points, now, 60), "nights");
    }

    void tenSundays()
    {
        const WallMinute now = playedAt("2008-10-29T12:00");
        const QList<RestorePoint> points = playCourse(playedCourse("1000000"), playedStorage(), now);
        QStringList sundays;
        for (QDate day(2008, 8, 24); day <= QDate(2008, 10, 26); day = day.addDays(7))
            sundays += day.toString(Qt::ISODate);
        QCOMPARE(playedNights(points), sundays);
        QCOMPARE(playedHomes(points, QDate(2008, 10, 26)), QStringLiteral("server, storage"));
        QCOMPARE(playedHomes(points, QDate(2008, 10, 19)), QStringLiteral("storage"));
    }

    void sixtySevenDays()
    {
        const CourseRules rules = playedCourse("1000000");
        const QDate night(2008, 8, 24);
        const auto homesAt = [&](const char *at) {
            return playedHomes(playCourse(rules, playedStorage(), playedAt(at)), night);
        };
        QCOMPARE(homesAt("2008-08-24T02:59"), QString());
        QCOMPARE(homesAt("2008-08-24T03:00"), QStringLiteral("server"));
        QCOMPARE(homesAt("2008-08-24T22:00"), QStringLiteral("server, storage"));
        QCOMPARE(homesAt("2008-08-31T02:59"), QStringLiteral("server, storage"));
        QCOMPARE(homesAt("2008-08-31T03:00"), QStringLiteral("storage"));
        QCOMPARE(homesAt("2008-10-30T22:00"), QStringLiteral("storage"));
        QCOMPARE(homesAt("2008-10-30T22:01"), QString());
        const QList<RestorePoint> first = playCourse(rules, playedStorage(), playedAt("2008-08-25T12:00"));
        const RestorePoint *point = playedPoint(first, night);
        QVERIFY(point);
        QCOMPARE(point->made, playedAt("2008-08-24T03:00"));
        QVERIFY(point->onServerUntil == std::optional(playedAt("2008-08-31T03:00")));
        QVERIFY(point->inStorageUntil == std::optional(playedAt("2008-10-30T22:00")));
        QCOMPARE(night.daysTo(dayOf(*point->inStorageUntil)), 67);
    }

    void dumpsOfThatDay()
    {
        const WallMinute now = playedAt("2008-10-29T12:00");
        const QList<RestorePoint> points = playDumps({}, playedStorage(), now);
        QCOMPARE(nightsRestorable(points, now, 60), 16);
        for (const char *night : {"2008-09-01", "2008-10-01", "2008-10-15", "2008-10-28"})
            QVERIFY2(playedPoint(points, playedDay(night)), night);
        QCOMPARE(playedHomes(points, QDate(2008, 10, 28)), QStringLiteral("server, storage"));
        QCOMPARE(playedHomes(points, QDate(2008, 10, 29)), QStringLiteral("server"));
        QCOMPARE(playedHomes(points, QDate(2008, 10, 22)), QStringLiteral("storage"));
        QVERIFY(!playedPoint(points, QDate(2008, 10, 14)));
        // Whatever the days, two versions of seven names are fourteen.
        const QList<RestorePoint> longer = playDumps({}, playedStorage(2, NoLimit), now);
        QCOMPARE(nightsRestorable(longer, now, 27), 14); // since 2 October
    }

    void datedDumps()
    {
        DumpRules rules;
        rules.naming = DumpNaming::Dated;
        const WallMinute now = playedAt("2008-10-29T12:00");
        const QList<RestorePoint> points = playDumps(rules, playedStorage(), now);
        QCOMPARE(nightsRestorable(points, now, 60), 60);
        QCOMPARE(points.first().night, QDate(2008, 8, 23)); // deleted on the 30th, in storage until 29 October 22:00
        QCOMPARE(playDumps(rules, std::nullopt, now).size(), 7);
        rules.keepDays = 0;
        QCOMPARE(playDumps(rules, std::nullopt, now).size(), playDays); // that of the first day was before the play
        QVERIFY(!playDumps(rules, std::nullopt, now).first().onServerUntil);
    }

    void monthsAndYears()
    {
        const WallMinute now = playedAt("2008-10-29T12:00");
        const QList<RestorePoint> points = playDumps({}, playedStorage(), now);
        const RestorePoint *year = playedPoint(points, QDate(2007, 12, 31));
        QVERIFY(year);
        QCOMPARE(playedHomes(points, QDate(2007, 12, 31)), QStringLiteral("server, storage"));
        QVERIFY(!year->onServerUntil && !year->inStorageUntil);
        const RestorePoint *month = playedPoint(points, QDate(2008, 2, 1));
        QVERIFY(month);
        QVERIFY(month->onServerUntil == std::optional(playedAt("2009-02-01T03:00")));
        QVERIFY(month->inStorageUntil == std::optional(playedAt("2009-03-03T22:00")));
        // A weekday's and a month's of one moment: the month's is there longer.
        const QList<RestorePoint> soon = playDumps({}, playedStorage(), playedAt("2008-10-02T12:00"));
        const RestorePoint *both = playedPoint(soon, QDate(2008, 10, 1));
        QVERIFY(both);
        QVERIFY(both->onServerUntil == std::optional(playedAt("2009-10-01T03:00")));
        QCOMPARE(std::count_if(soon.cbegin(), soon.cend(),
                               [](const RestorePoint &point) { return point.night == QDate(2008, 10, 1); }),
                 1);
    }

    /// Where the copy of Sunday 5 October 2008, 03:00, is.
    void courseEdges_data()
    {
        QTest::addColumn<int>("keep");
        QTest::addColumn<int>("incremental");
        QTest::addColumn<int>("versionsDeleted");
        QTest::addColumn<int>("retainOnly");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("homes");
        const auto row = [](const char *name, int keep, int incremental, int deleted, int only, const char *now,
                            const char *homes) {
            QTest::newRow(name) << keep << incremental << deleted << only << QString::fromLatin1(now)
                                << QString::fromLatin1(homes);
        };
        row("made at now", 1, 1320, 1, 60, "2008-10-05T03:00", "server");
        row("the run is before an incremental of its minute", 1, 180, 1, 60, "2008-10-05T03:00", "server, storage");
        row("an incremental before it did not see it", 1, 179, 1, 60, "2008-10-05T03:00", "server");
        row("that of the day after did", 1, 179, 1, 60, "2008-10-06T02:59", "server, storage");
        row("deleted at now", 1, 1320, 1, 60, "2008-10-12T03:00", "storage");
        row("deleted and noticed in one minute, no days", 1, 180, 1, 0, "2008-10-12T03:00", "storage");
        row("and gone in the next", 1, 180, 1, 0, "2008-10-12T03:01", "");
        row("to the last minute of its days", 1, 1320, 1, 1, "2008-10-13T22:00", "storage");
        row("and not after it", 1, 1320, 1, 1, "2008-10-13T22:01", "");
        row("no version of what is deleted, not noticed yet", 1, 1320, 0, 60, "2008-10-12T21:59", "storage");
        row("no version of what is deleted", 1, 1320, 0, 60, "2008-10-12T22:00", "");
        row("no version of what is deleted, for ever", 1, 1320, 0, NoLimit, "2008-10-12T22:00", "");
        row("for ever", 1, 1320, 1, NoLimit, "2010-10-12T22:00", "storage");
        row("no limit of copies is a limit of days", 1, 1320, NoLimit, 1, "2008-10-13T22:01", "");
        row("two are kept", 2, 1320, 1, 0, "2008-10-12T03:00", "server, storage");
        row("until the third", 2, 1320, 1, 0, "2008-10-19T03:00", "storage");
        row("all are kept", 0, 1320, 0, 0, "2010-10-19T03:00", "server, storage");
        row("the play begins with it", 0, 1320, 0, 0, "2011-03-24T03:00", "server, storage");
        row("the play begins after it", 0, 1320, 0, 0, "2011-03-24T03:01", "");
    }
    void courseEdges()
    {
        QFETCH(int, keep);
        QFETCH(int, incremental);
        QFETCH(int, versionsDeleted);
        QFETCH(int, retainOnly);
        QFETCH(QString, now);
        StorageRules storage = playedStorage(2, 30, versionsDeleted, retainOnly);
        storage.minuteOfDay = incremental;
        const QList<RestorePoint> points =
            playCourse(playedCourse("1000000", keep), storage, playedAt(qPrintable(now)));
        QTEST(playedHomes(points, QDate(2008, 10, 5)), "homes");
    }

    /// Nights of daily dumps in recycled names that are there on Friday 17 October 2008 at noon.
    void dumpEdges_data()
    {
        QTest::addColumn<int>("exist");
        QTest::addColumn<int>("extra");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("night");
        QTest::addColumn<QString>("homes");
        const auto row = [](const char *name, int exist, int extra, const char *now, const char *night,
                            const char *homes) {
            QTest::newRow(name) << exist << extra << QString::fromLatin1(now) << QString::fromLatin1(night)
                                << QString::fromLatin1(homes);
        };
        row("overwritten at now", 1, 30, "2008-10-14T03:00", "2008-10-07", "storage");
        row("one version: none but the active", 1, 30, "2008-10-14T22:00", "2008-10-07", "");
        row("one version, no limit of days", 1, NoLimit, "2008-10-14T22:00", "2008-10-07", "");
        row("two versions", 2, 30, "2008-10-21T21:59", "2008-10-07", "storage");
        row("beyond the count", 2, 30, "2008-10-21T22:00", "2008-10-07", "");
        row("three versions", 3, 30, "2008-10-21T22:00", "2008-10-07", "storage");
        row("no limit of versions, to the last minute", NoLimit, 10, "2008-10-24T22:00", "2008-10-07", "storage");
        row("no limit of versions, not after it", NoLimit, 10, "2008-10-24T22:01", "2008-10-07", "");
        row("no days", 2, 0, "2008-10-14T22:00", "2008-10-07", "storage");
        row("no days, a minute later", 2, 0, "2008-10-14T22:01", "2008-10-07", "");
        row("no limits", NoLimit, NoLimit, "2009-12-24T22:01", "2008-10-07", "storage");
        row("a month's name comes again in a year", 1, 30, "2009-10-01T02:59", "2008-10-01", "server, storage");
        row("and is overwritten", 1, 30, "2009-10-01T22:00", "2008-10-01", "");
        row("a year's is not", 1, 0, "2010-06-01T00:00", "2008-12-31", "server, storage");
    }
    void dumpEdges()
    {
        QFETCH(int, exist);
        QFETCH(int, extra);
        QFETCH(QString, now);
        QFETCH(QString, night);
        const QList<RestorePoint> points = playDumps({}, playedStorage(exist, extra), playedAt(qPrintable(now)));
        QTEST(playedHomes(points, playedDay(qPrintable(night))), "homes");
    }

    /// Copies left on the server of a later Moodle, on a Wednesday after a month of daily runs.
    void laterMoodle_data()
    {
        QTest::addColumn<int>("keep");
        QTest::addColumn<int>("deleteDays");
        QTest::addColumn<int>("keepLeast");
        QTest::addColumn<int>("left");
        QTest::newRow("all") << 0 << 0 << 0 << playDays;
        QTest::newRow("a count alone") << 3 << 0 << 0 << 3;
        QTest::newRow("a count and a least that does not count") << 3 << 0 << 9 << 3;
        QTest::newRow("the count is reached before the age") << 3 << 10 << 0 << 3;
        QTest::newRow("the age is reached before the count") << 30 << 10 << 0 << 11; // of exactly ten days is not older
        QTest::newRow("at least so many, whatever their age") << 30 << 2 << 5 << 5;
        QTest::newRow("at least more than at most") << 3 << 2 << 5 << 5;
        QTest::newRow("the trap: all, by days") << 0 << 35 << 0 << 0;
        QTest::newRow("the trap with one") << 0 << 35 << 1 << 1;
    }
    void laterMoodle()
    {
        QFETCH(int, keep);
        QFETCH(int, deleteDays);
        QFETCH(int, keepLeast);
        const CourseRules rules = playedLater("1111111", keep, deleteDays, keepLeast);
        const WallMinute now = playedAt("2008-10-29T12:00");
        const QList<RestorePoint> points = playCourse(rules, std::nullopt, now);
        QTEST(int(points.size()), "left");
        CourseRules old = rules;
        old.later = false;
        QCOMPARE(int(playCourse(old, std::nullopt, now).size()), keep > 0 ? keep : playDays); // 1.9 knows keep alone
        if (keepLeast == 0 && keep == 0 && deleteDays > 0)
            QVERIFY(playCourse(rules, playedStorage(), now).isEmpty()); // gone before storage can see it
    }

    void ageAloneNeedsARun()
    {
        // Sundays alone: a copy of twelve days is deleted by the first run after them.
        const CourseRules rules = playedLater("1000000", 9, 12, 0);
        const QList<RestorePoint> points = playCourse(rules, std::nullopt, playedAt("2008-10-25T12:00"));
        QCOMPARE(playedNights(points), QStringList({QStringLiteral("2008-10-12"), QStringLiteral("2008-10-19")}));
        QVERIFY(points.first().onServerUntil == std::optional(playedAt("2008-10-26T03:00")));
    }

    void untilIsWhatComesTrue_data()
    {
        QTest::addColumn<int>("exist");
        QTest::addColumn<int>("extra");
        QTest::addColumn<int>("every");
        QTest::newRow("the service's figures") << 2 << 30 << 1;
        QTest::newRow("a count alone") << 4 << NoLimit << 1;
        QTest::newRow("days alone") << NoLimit << 9 << 1;
        QTest::newRow("incrementals every third day") << 3 << 20 << 3;
    }
    void untilIsWhatComesTrue()
    {
        QFETCH(int, exist);
        QFETCH(int, extra);
        QFETCH(int, every);
        StorageRules storage = playedStorage(exist, extra);
        storage.everyDays = every;
        const WallMinute now = playedAt("2008-10-29T12:00");
        const auto check = [&](const QList<RestorePoint> &points, const auto &playAt) {
            QVERIFY(!points.isEmpty());
            for (const RestorePoint &point : points) {
                for (const auto &[home, until] : {std::pair {CopyHome::Server, point.onServerUntil},
                                                  std::pair {CopyHome::Storage, point.inStorageUntil}}) {
                    if (!until || !point.homes.testFlag(home) || *until - point.made >= playDays * minutesADay)
                        continue; // a later play begins after it
                    const QList<RestorePoint> before = playAt(*until - 1);
                    const QList<RestorePoint> after = playAt(*until + 1);
                    const RestorePoint *still = playedPoint(before, point.night);
                    const RestorePoint *gone = playedPoint(after, point.night);
                    QVERIFY2(still && still->homes.testFlag(home), qPrintable(point.night.toString()));
                    QVERIFY2(!gone || !gone->homes.testFlag(home), qPrintable(point.night.toString()));
                }
            }
        };
        const CourseRules course = playedCourse("1001000", 2);
        check(playCourse(course, storage, now), [&](WallMinute at) { return playCourse(course, storage, at); });
        check(playDumps({}, storage, now), [&](WallMinute at) { return playDumps({}, storage, at); });
        FileRules file;
        file.changesEveryDays = 2;
        check(playFile(file, storage, now), [&](WallMinute at) { return playFile(file, storage, at); });
    }

    void anUnchangedFile()
    {
        FileRules file;
        file.changesEveryDays = 0;
        file.made = QDate(2008, 1, 7);
        const QList<RestorePoint> points = playFile(file, playedStorage(), playedAt("2009-12-01T12:00"));
        QCOMPARE(playedNights(points), QStringList {QStringLiteral("2008-01-07")});
        QVERIFY(!points.first().inStorageUntil); // as long as it exists
        file.deleted = QDate(2009, 6, 1);
        QVERIFY(playFile(file, playedStorage(), playedAt("2009-05-01T12:00")).first().inStorageUntil
                == std::optional(playedAt("2009-07-31T22:00"))); // and sixty days after that
        QCOMPARE(playFile(file, playedStorage(), playedAt("2009-07-31T22:00")).size(), 1);
        QVERIFY(playFile(file, playedStorage(), playedAt("2009-07-31T22:01")).isEmpty());
        QVERIFY(playFile(file, std::nullopt, playedAt("2009-05-01T12:00")).isEmpty());
    }

    /// Of a file that changes daily at noon, on 29 October 2008 at noon.
    void changingFile_data()
    {
        QTest::addColumn<int>("every");
        QTest::addColumn<QDate>("deleted");
        QTest::addColumn<int>("exist");
        QTest::addColumn<int>("extra");
        QTest::addColumn<int>("versionsDeleted");
        QTest::addColumn<int>("retainOnly");
        QTest::addColumn<QStringList>("nights");
        const auto nights = [](std::initializer_list<const char *> texts) {
            QStringList list;
            for (const char *text : texts)
                list += QLatin1String(text);
            return list;
        };
        QTest::newRow("two") << 1 << QDate() << 2 << 30 << 1 << 60 << nights({"2008-10-27", "2008-10-28"});
        QTest::newRow("one") << 1 << QDate() << 1 << 30 << 1 << 60 << nights({"2008-10-28"});
        QTest::newRow("days alone") << 1 << QDate() << NoLimit << 1 << 1 << 60
                                    << nights({"2008-10-27", "2008-10-28"}); // the 26th: 38 hours
        QTest::newRow("deleted, one") << 1 << QDate(2008, 10, 27) << 3 << 30 << 1 << 60 << nights({"2008-10-26"});
        QTest::newRow("deleted, two") << 1 << QDate(2008, 10, 27) << 3 << 30 << 2 << 60
                                      << nights({"2008-10-25", "2008-10-26"});
        QTest::newRow("deleted, more than while it existed")
            << 1 << QDate(2008, 10, 27) << 2 << 30 << 5 << 60 << nights({"2008-10-25", "2008-10-26"});
        QTest::newRow("deleted, the last one goes first")
            << 1 << QDate(2008, 10, 27) << 2 << 30 << 5 << 0 << nights({"2008-10-25"});
        QTest::newRow("deleted, none") << 1 << QDate(2008, 10, 27) << 2 << 30 << 0 << 60 << nights({});
        QTest::newRow("deleted, not noticed yet")
            << 1 << QDate(2008, 10, 29) << 2 << 30 << 0 << 60 << nights({"2008-10-27", "2008-10-28"});
    }
    void changingFile()
    {
        QFETCH(int, every);
        QFETCH(QDate, deleted);
        QFETCH(int, exist);
        QFETCH(int, extra);
        QFETCH(int, versionsDeleted);
        QFETCH(int, retainOnly);
        FileRules file;
        file.changesEveryDays = every;
        file.deleted = deleted;
        const QList<RestorePoint> points =
            playFile(file, playedStorage(exist, extra, versionsDeleted, retainOnly), playedAt("2008-10-29T12:00"));
        QTEST(playedNights(points), "nights");
    }

    void archives()
    {
        ArchiveRules rules;
        rules.termEnds = QStringList({QStringLiteral("12-12"), QStringLiteral("06-13"), QStringLiteral("nonsense")});
        const WallMinute now = playedAt("2008-10-29T12:00");
        QCOMPARE(playedNights(playArchives(rules, now)),
                 QStringList({QStringLiteral("2007-12-12"), QStringLiteral("2008-06-13")}));
        QVERIFY(playArchives(rules, now).first().inArchiveUntil == std::optional(playedAt("2008-12-12T23:59")));
        rules.keepYears = NoLimit;
        const QList<RestorePoint> kept = playArchives(rules, now);
        QCOMPARE(kept.size(), 5); // of 900 days
        QVERIFY(!kept.first().inArchiveUntil);
        QVERIFY(kept.first().homes == CopyHomes(CopyHome::Archive));
        QVERIFY(playArchives({}, now).isEmpty());
    }

    void nightsAreBeforeToday()
    {
        const WallMinute now = playedAt("2008-10-29T12:00");
        const QList<RestorePoint> points = playCourse(playedCourse("1111111", 0), std::nullopt, now);
        QCOMPARE(nightsRestorable(points, now, 60), 60);
        QCOMPARE(nightsRestorable(points, now, 1), 1);
        QCOMPARE(nightsRestorable(points, now, 0), 0);
        QCOMPARE(nightsRestorable({points.last()}, now, 60), 0); // today's
        QCOMPARE(nightsRestorable(points + points, now, 60), 60); // each once
    }

    void wallMinutes()
    {
        QCOMPARE(wallMinute(QDate(1970, 1, 2), 5), minutesADay + 5);
        QCOMPARE(wallMinute(QDateTime(QDate(1970, 1, 1), QTime(1, 2, 59))), 62);
        QCOMPARE(dayOf(-1), QDate(1969, 12, 31));
        QCOMPARE(dayOf(wallMinute(QDate(2008, 2, 29), 1439)), QDate(2008, 2, 29));
        QVERIFY(playedCourse("1000000").runsOn(QDate(2008, 10, 26))); // a Sunday
        QVERIFY(!playedCourse("1000000").runsOn(QDate(2008, 10, 27)));
        QVERIFY(!playedCourse("1").runsOn(QDate(2008, 10, 26)));
    }
};

NIGHTKEEP_TEST(TstRetentionPlay, unit, Core)
#include "tst_retentionplay.moc"
