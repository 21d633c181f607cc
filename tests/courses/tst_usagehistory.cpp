// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/usagetable.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;
using Outlook = DiskForecast::Outlook;

namespace {

constexpr qint64 paceGiB = qint64(1) << 30;

QDateTime paceNow()
{
    return MadeCourses::now();
}

/// So many days ago, of a disk of 100 GiB.
UsagePoint pacePoint(int daysAgo, qint64 gib, qint64 freeGib)
{
    UsagePoint point;
    point.at = paceNow().addDays(-daysAgo);
    point.day = point.at.date();
    point.files = 10 * gib;
    point.bytes = gib * paceGiB;
    point.disks = {{"/data/moodle", 100 * paceGiB, freeGib * paceGiB}};
    return point;
}

/// A week in which the backups grow by a GiB a day, and the disk by two.
QList<UsagePoint> paceWeek(qint64 freeNow)
{
    QList<UsagePoint> points;
    for (int daysAgo = 7; daysAgo >= 0; --daysAgo)
        points.append(pacePoint(daysAgo, 30 - daysAgo, freeNow + 2 * daysAgo));
    return points;
}

/// The same as the probes saw it, who count what is kept for root.
DiskSeries paceProbes(const BytePath &mount, qint64 totalGib)
{
    DiskSeries series {MadeCourses::site().dataServer, mount, {}};
    for (int daysAgo = 20; daysAgo > 7; --daysAgo)
        series.points.append({paceNow().addDays(-daysAgo), totalGib * paceGiB, (20 + 2 * daysAgo) * paceGiB});
    return series;
}

UsageHistory paceOf(const QList<UsagePoint> &points, const QList<DiskSeries> &disks = {})
{
    return usageHistory(MadeCourses::site(), points, disks, paceNow());
}

CourseReading paceReading()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Old);
    made.courses = {MadeCourses::course(12, QStringLiteral("CHEM"))};
    made.files = {MadeCourses::zip(made.courses.first(), MadeCourses::lastRun().addSecs(60))};
    made.head.places.first().totalBytes = 4000;
    made.head.places.first().freeBytes = 1000;
    return made;
}

struct PaceCase
{
    const char *name;
    void (*change)(CourseReadingHead &head);
    bool isPoint;
};

const QList<PaceCase> paceCases {
    {"as it was listed", [](CourseReadingHead &) {}, true},
    {"not all of it was seen", [](CourseReadingHead &head) { head.places.first().sight = PlaceSight::Partly; }, true},
    {"never listed", [](CourseReadingHead &head) { head.listedAt = {}; }, false},
    {"not this time",
     [](CourseReadingHead &head) {
         head.inventoryFailure = Error {ErrorKind::Unreachable, QStringLiteral("silent")};
     },
     false},
    {"the data folder is not there", [](CourseReadingHead &head) { head.places.first().sight = PlaceSight::Missing; },
     false},
    {"the data folder may not be read",
     [](CourseReadingHead &head) { head.places.first().sight = PlaceSight::Unreadable; }, false},
    {"the folder for all is not there",
     [](CourseReadingHead &head) {
         head.places.append(PlaceSeen {CopyPlace::SharedFolder, "/backups", PlaceSight::Missing, {}});
     },
     true},
    {"the trash may not be read",
     [](CourseReadingHead &head) {
         head.places.append(PlaceSeen {CopyPlace::Trash, "/data/trashdir", PlaceSight::Unreadable, {}});
     },
     true},
    {"kept where nobody can look", [](CourseReadingHead &head) { head.places.clear(); }, false},
    {"Moodle was never read", [](CourseReadingHead &head) { head.moodleReadAt = {}; }, false},
    {"Moodle's database is silent, and says nothing of its folders anyway",
     [](CourseReadingHead &head) {
         head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("silent")};
     },
     true},
    {"Moodle's database is silent, and alone knows what lies in the pool",
     [](CourseReadingHead &head) {
         head.moodle.edition = MoodleEdition::Later;
         head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("silent")};
     },
     false},
    {"a clock that is ahead", [](CourseReadingHead &head) { head.listedAt = paceNow().addDays(2); }, false},
};

} // namespace

class TstUsageHistory : public QObject
{
    Q_OBJECT

private slots:
    void aDayIsAsItWasListed();
    void whatIsNoDay_data();
    void whatIsNoDay();
    void theDayIsTheSites();
    void longAgoOneOfAMonthIsKept();
    void growth();
    void theDiskIsForecast();
    void probesKnowMoreOfTheSameDisk_data();
    void probesKnowMoreOfTheSameDisk();
    void aDiskIsToldOnce();
    void nothingIsKnownIsNotGood();
    void whatFillsSoonIsAFinding_data();
    void whatFillsSoonIsAFinding();
    void theServersPageHasToldItAlready();
    void theTableHasEachView();
    void whatIsNotAllIsNotGood();
};

void TstUsageHistory::aDayIsAsItWasListed()
{
    const SiteBackups site = joinBackups(MadeCourses::site(), paceReading(), paceNow());
    const std::optional<UsagePoint> point = usagePointOf(site, paceNow());
    QVERIFY(point);
    QCOMPARE(point->day, QDate(2008, 12, 15));
    QCOMPARE(point->at, site.head.listedAt);
    QCOMPARE(point->files, 1);
    QCOMPARE(point->bytes, 200000);
    QCOMPARE(point->byKind, backupUsage(site, {}).byKind);
    QCOMPARE(point->disks, (QList<UsageDisk> {{"/data/moodle", 4000, 1000}}));
}

void TstUsageHistory::whatIsNoDay_data()
{
    QTest::addColumn<int>("row");
    for (int i = 0; i < paceCases.size(); ++i)
        QTest::newRow(paceCases.at(i).name) << i;
}

void TstUsageHistory::whatIsNoDay()
{
    QFETCH(int, row);
    CourseReading reading = paceReading();
    paceCases.at(row).change(reading.head);
    const SiteBackups site = joinBackups(MadeCourses::site(), reading, paceNow());
    QCOMPARE(usagePointOf(site, paceNow()).has_value(), paceCases.at(row).isPoint);
}

void TstUsageHistory::theDayIsTheSites()
{
    CourseReading reading = paceReading();
    reading.head.listedAt = QDateTime(QDate(2008, 12, 14), QTime(23, 30), QTimeZone::utc());
    Site east = MadeCourses::site();
    east.timeZone = QStringLiteral("Asia/Tokyo");
    QCOMPARE(usagePointOf(joinBackups(east, reading, paceNow()), paceNow())->day, QDate(2008, 12, 15));
    QCOMPARE(usagePointOf(joinBackups(MadeCourses::site(), reading, paceNow()), paceNow())->day, QDate(2008, 12, 14));
}

void TstUsageHistory::longAgoOneOfAMonthIsKept()
{
    QList<QDate> days;
    const QDate last(2008, 12, 15);
    for (int daysAgo = 1000; daysAgo >= 0; --daysAgo) {
        days.append(last.addDays(-daysAgo));
        // As it goes day by day.
        for (const QDate &dropped : usageDaysToDrop(days))
            days.removeAll(dropped);
    }
    QVERIFY(days.contains(last.addDays(-UsageDailyDays)));
    QVERIFY(days.contains(QDate(2006, 4, 30)));
    QVERIFY(!days.contains(QDate(2006, 4, 29)));
    const auto old = std::count_if(days.cbegin(), days.cend(),
                                   [&last](const QDate &day) { return day.daysTo(last) > UsageDailyDays; });
    QCOMPARE(old, 20); // months from March 2006 to October 2007
    QCOMPARE(days.size() - old, UsageDailyDays + 1);
    QCOMPARE(usageDaysToDrop({}).size(), 0);
    QCOMPARE(usageDaysToDrop({last}).size(), 0);
}

void TstUsageHistory::growth()
{
    QCOMPARE(paceOf(paceWeek(20)).bytesPerDay, std::optional(paceGiB));
    QCOMPARE(paceOf({}).bytesPerDay, std::optional<qint64>());
    QCOMPARE(paceOf(paceWeek(20).mid(6)).bytesPerDay, std::optional<qint64>()); // two days
    QList<UsagePoint> shrinking = paceWeek(20);
    for (UsagePoint &point : shrinking)
        point.bytes = 100 * paceGiB - point.bytes;
    QCOMPARE(paceOf(shrinking).bytesPerDay, std::optional(-paceGiB));
    QList<UsagePoint> wild = paceWeek(20);
    for (qsizetype i = 0; i < wild.size(); ++i)
        wild[i].bytes = (i % 2 == 0 ? 1 : 9) * paceGiB;
    QCOMPARE(paceOf(wild).bytesPerDay, std::optional<qint64>());
}

void TstUsageHistory::theDiskIsForecast()
{
    const UsageHistory history = paceOf(paceWeek(20));
    QCOMPARE(history.site, QStringLiteral("moodle"));
    QCOMPARE(history.forecast.size(), 1);
    const UsageForecast &disk = history.forecast.first();
    QCOMPARE(disk.server, MadeCourses::site().dataServer);
    QCOMPARE(disk.disk, BytePath("/data/moodle"));
    QCOMPARE(nameOf(disk.outlook), nameOf(Outlook::Filling));
    QCOMPARE(disk.fullOn, QDate(2008, 12, 25)); // ten days of two GiB
    QCOMPARE(disk.bytesPerDay, 2 * paceGiB);
    QCOMPARE(disk.freeBytes, 20 * paceGiB);
    QVERIFY2(disk.sentence.startsWith(QLatin1String("At this pace the disk of /data/moodle is full about ")),
             qPrintable(disk.sentence));
    QVERIFY2(disk.sentence.contains(QLatin1String("grow by 1.0 GiB a day of it")), qPrintable(disk.sentence));
    const PageAnswer answer = usageOutlook(history);
    QCOMPARE(answer.state, State::Attention);
    QVERIFY2(answer.sentence.startsWith(QLatin1String("They grow by 1.0 GiB a day. At this pace")),
             qPrintable(answer.sentence));
}

void TstUsageHistory::probesKnowMoreOfTheSameDisk_data()
{
    QTest::addColumn<QList<DiskSeries>>("disks");
    QTest::addColumn<BytePath>("disk");
    QTest::addColumn<Outlook>("outlook");
    const DiskSeries same = paceProbes("/data", 105); // five of them are kept for root
    QTest::newRow("the one it lies on") << QList<DiskSeries> {paceProbes("/", 105), same} << BytePath("/data")
                                        << Outlook::Filling;
    QTest::newRow("another lies between")
        << QList<DiskSeries> {same, paceProbes("/data/moodle", 900)} << BytePath("/data/moodle") << Outlook::Unknown;
    QTest::newRow("beside it") << QList<DiskSeries> {paceProbes("/data/mood", 105)} << BytePath("/data/moodle")
                               << Outlook::Unknown;
    DiskSeries others = same;
    others.server = QStringLiteral("other.example.org");
    QTest::newRow("another server's") << QList<DiskSeries> {others} << BytePath("/data/moodle") << Outlook::Unknown;
}

/// By the backups alone nothing could be said: they were listed once.
void TstUsageHistory::probesKnowMoreOfTheSameDisk()
{
    QFETCH(QList<DiskSeries>, disks);
    QFETCH(BytePath, disk);
    QFETCH(Outlook, outlook);
    const UsageHistory history = paceOf({pacePoint(0, 30, 20)}, disks);
    QCOMPARE(history.forecast.size(), 1);
    QCOMPARE(history.forecast.first().disk, disk);
    QCOMPARE(nameOf(history.forecast.first().outlook), nameOf(outlook));
    if (outlook == Outlook::Filling)
        QCOMPARE(history.forecast.first().fullOn, QDate(2008, 12, 25));
}

void TstUsageHistory::aDiskIsToldOnce()
{
    QList<UsagePoint> points = paceWeek(20);
    for (UsagePoint &point : points) {
        UsageDisk trash = point.disks.first();
        trash.folder = "/data/trashdir";
        trash.freeBytes -= 4096; // somebody wrote meanwhile
        point.disks.append(trash);
        point.disks.append({"/backups", 50 * paceGiB, 10 * paceGiB});
    }
    const UsageHistory history = paceOf(points);
    QCOMPARE(history.forecast.size(), 2);
    QCOMPARE(history.forecast.first().disk, BytePath("/data/moodle"));
    QCOMPARE(history.forecast.last().disk, BytePath("/backups"));
    QCOMPARE(nameOf(history.forecast.last().outlook), nameOf(Outlook::Steady));
}

void TstUsageHistory::nothingIsKnownIsNotGood()
{
    QCOMPARE(usageOutlook(paceOf({})).state, State::Unknown);
    QVERIFY(!usageOutlook(paceOf({})).sentence.isEmpty());
    QCOMPARE(usageOutlook(paceOf({pacePoint(0, 30, 20)})).state, State::Unknown);
    QList<UsagePoint> withoutDisks = paceWeek(20);
    for (UsagePoint &point : withoutDisks)
        point.disks.clear();
    QCOMPARE(usageOutlook(paceOf(withoutDisks)).state, State::Unknown);
    QCOMPARE(usageOutlook(paceOf({pacePoint(30, 30, 20)})).state, State::Unknown); // too old
}

void TstUsageHistory::whatFillsSoonIsAFinding_data()
{
    QTest::addColumn<qint64>("freeNow");
    QTest::addColumn<int>("findings");
    QTest::addColumn<Severity>("severity");
    QTest::newRow("within a week") << qint64(8) << 1 << Severity::Critical;
    QTest::newRow("within a month") << qint64(40) << 1 << Severity::Warning;
    QTest::newRow("full") << qint64(0) << 1 << Severity::Critical;
    QTest::newRow("later") << qint64(64) << 0 << Severity::Info;
}

void TstUsageHistory::whatFillsSoonIsAFinding()
{
    QFETCH(qint64, freeNow);
    QFETCH(int, findings);
    QFETCH(Severity, severity);
    const UsageHistory history = paceOf(paceWeek(freeNow));
    UsageHistory second = history; // another site on the same disk
    second.site = QStringLiteral("second");
    const QList<Finding> found = usageFindings({history, second}, {});
    QCOMPARE(found.size(), findings);
    for (const Finding &finding : found) {
        QCOMPARE(finding.kind, QStringLiteral("disk-fills"));
        QCOMPARE(finding.page, Page::Courses);
        QCOMPARE(finding.object, QStringLiteral("moodle/"));
        QCOMPARE(finding.severity, severity);
        QVERIFY2(finding.title.contains(QLatin1String("/data/moodle")), qPrintable(finding.title));
        QVERIFY(!finding.reason.isEmpty() && !finding.advice.isEmpty());
    }
}

void TstUsageHistory::theServersPageHasToldItAlready()
{
    const DiskSeries probed = paceProbes("/data", 105);
    const UsageHistory history = paceOf(paceWeek(20), {probed});
    QCOMPARE(usageFindings({history}, {}).size(), 1);
    DiskForecast forecast;
    forecast.server = probed.server;
    forecast.mount = probed.mount;
    forecast.outlook = Outlook::Filling;
    forecast.fullOn = paceNow().date().addDays(10);
    const QList<Finding> told = diskFindings({forecast}, paceNow());
    QCOMPARE(told.size(), 1);
    QCOMPARE(usageFindings({history}, told).size(), 0);
    forecast.mount = "/";
    QCOMPARE(usageFindings({history}, diskFindings({forecast}, paceNow())).size(), 1);
}

void TstUsageHistory::theTableHasEachView()
{
    const SiteBackups site = joinBackups(MadeCourses::site(), paceReading(), paceNow());
    const SiteUsage usage = siteUsage(site, paceOf(paceWeek(20)));
    const QList<UsageLine> days = usageLines(usage, UsageView::OverTime);
    QCOMPARE(days.size(), 8);
    QCOMPARE(days.first().day, paceNow().date()); // the newest first
    QCOMPARE(days.first().bytes, 30 * paceGiB);
    QVERIFY2(days.first().beside.contains(QLatin1String("/data/moodle: 20.0 GiB of 100.0 GiB free")),
             qPrintable(days.first().beside));
    const QList<UsageLine> made = usageLines(usage, UsageView::ByDay);
    QCOMPARE(made.size(), 1);
    QCOMPARE(made.first().day, QDate(2008, 12, 14));
    QCOMPARE(made.first().beside, QStringLiteral("100.0 %"));
    const QList<UsageLine> courses = usageLines(usage, UsageView::ByCourse);
    QCOMPARE(courses.size(), 1);
    QCOMPARE(courses.first().what, QStringLiteral("CHEM"));
    const QList<UsageLine> kinds = usageLines(usage, UsageView::ByKind);
    QCOMPARE(kinds.size(), 1);
    QCOMPARE(kinds.first().what, copyKindWord(CopyKind::MadeByMoodle));
    QVERIFY2(usageAnswer(usage).sentence.startsWith(QLatin1String("The backups of moodle take ")),
             qPrintable(usageAnswer(usage).sentence));
    SiteUsage unseen = siteUsage(joinBackups(MadeCourses::site(), {}, paceNow()), paceOf({}));
    QCOMPARE(usageAnswer(unseen).state, State::Unknown);
    QVERIFY2(usageAnswer(unseen).sentence.startsWith(QLatin1String("The files of moodle have never been looked")),
             qPrintable(usageAnswer(unseen).sentence));
}

void TstUsageHistory::whatIsNotAllIsNotGood()
{
    CourseReading reading = paceReading();
    const auto answer = [&reading](qint64 freeNow) {
        const SiteBackups site = joinBackups(MadeCourses::site(), reading, paceNow());
        return usageAnswer(siteUsage(site, paceOf(paceWeek(freeNow))));
    };
    const QString doubt = QStringLiteral("Not all that there is could be read");
    QCOMPARE(answer(64).state, State::Good);
    QVERIFY(!answer(64).sentence.contains(doubt));
    reading.head.places.first().sight = PlaceSight::Unreadable;
    QCOMPARE(answer(64).state, State::Unknown);
    QVERIFY2(answer(64).sentence.contains(doubt), qPrintable(answer(64).sentence));
    QCOMPARE(answer(8).state, State::Bad); // the disk is full soon all the same
}

NIGHTKEEP_TEST(TstUsageHistory, unit, Core)
#include "tst_usagehistory.moc"
