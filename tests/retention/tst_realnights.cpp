// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/retention/madesite.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

struct RealCase
{
    const char *name;
    NightState lastRun; ///< 14 December
    NightState runBefore; ///< 7 December, seen once
    NightState earlier; ///< 30 November, of which nothing is known
    const char *difference; ///< a part of a sentence; empty: no night differs from what was due
    void (*courses)(CourseReading &reading);
    void (*estate)(RetentionReading &reading);
};

const QDate realLastRun(2008, 12, 14);

void realAsItIs(CourseReading &) { }
void realAsItWas(RetentionReading &) { }

CoverageRow &realData(RetentionReading &reading)
{
    return reading.servers.first().coverage.first();
}

const QList<RealCase> realCases {
    {"as it should be", NightState::Everywhere, NightState::OffServer, NightState::Unknown, "", realAsItIs,
     realAsItWas},
    {"a run died", NightState::Partly, NightState::OffServer, NightState::Unknown,
     "1 of 2 courses have no copy of that night though one was due",
     [](CourseReading &reading) {
         reading.files.removeFirst();
         reading.courses.first().runs.first().end = RunEnd::Died;
     },
     realAsItWas},
    {"Moodle says OK and there is no copy", NightState::Partly, NightState::OffServer, NightState::Unknown,
     "1 of 2 courses have no copy of that night though one was due",
     [](CourseReading &reading) { reading.files.removeFirst(); }, realAsItWas},
    {"no course has a copy", NightState::None, NightState::OffServer, NightState::Unknown,
     "2 of 2 courses have no copy of that night though one was due",
     [](CourseReading &reading) { reading.files.clear(); }, realAsItWas},
    {"a damaged copy is none", NightState::Partly, NightState::OffServer, NightState::Unknown,
     "1 of 2 courses have no copy of that night though one was due",
     [](CourseReading &reading) { reading.files.first().check.fault = ZipFault::CutOff; }, realAsItWas},
    {"a copy that nobody looked into", NightState::Partly, NightState::OffServer, NightState::Unknown, "",
     [](CourseReading &reading) { reading.files.first().check.level = ZipLevel::NotChecked; }, realAsItWas},
    {"a folder could not be looked into", NightState::Unknown, NightState::OffServer, NightState::Unknown, "",
     [](CourseReading &reading) {
         reading.files.clear();
         reading.head.places.first().sight = PlaceSight::Partly;
     },
     realAsItWas},
    {"seen by nobody before", NightState::Everywhere, NightState::Unknown, NightState::Unknown, "",
     [](CourseReading &reading) {
         for (CourseState &course : reading.courses)
             course.sizes.clear();
     },
     realAsItWas},
    {"only the night itself is remembered", NightState::Everywhere, NightState::OffServer, NightState::Unknown, "",
     [](CourseReading &reading) {
         for (CourseState &course : reading.courses) {
             course.sizes.clear();
             course.nights.add(realLastRun.addDays(-7));
         }
     },
     realAsItWas},
    // Whether the run between was done, and had the copy deleted, is not known.
    {"nobody looked for two weeks", NightState::Everywhere, NightState::Unknown, NightState::Unknown, "",
     [](CourseReading &reading) {
         for (CourseState &course : reading.courses) {
             course.sizes.clear();
             course.nights.add(realLastRun.addDays(-14));
         }
     },
     [](RetentionReading &reading) { reading.servers.first().snapshot->managementClasses->first().retainOnly = 5; }},
    {"the courses are newer", NightState::Everywhere, NightState::Ahead, NightState::Ahead, "",
     [](CourseReading &reading) {
         for (CourseState &course : reading.courses) {
             course.sizes.clear();
             course.created = MadeCourses::lastRun().addDays(-3);
         }
     },
     realAsItWas},
    {"nobody has looked", NightState::Unknown, NightState::Unknown, NightState::Unknown, "",
     [](CourseReading &reading) { reading.head.listedAt = {}; }, realAsItWas},
    {"one of its dates is of the future", NightState::Unknown, NightState::OffServer, NightState::Unknown, "",
     [](CourseReading &reading) {
         for (FoundFile &file : reading.files)
             file.modified = MadeCourses::now().addDays(30);
     },
     realAsItWas},
    {"the incremental came before the run", NightState::OnServer, NightState::None, NightState::Unknown, "", realAsItIs,
     [](RetentionReading &reading) {
         realData(reading).lastIncremental = MadeCourses::lastRun().addDays(-7).addSecs(-3600);
     }},
    {"not all of it was listed and none is off the server", NightState::Unknown, NightState::Unknown,
     NightState::Unknown, "",
     [](CourseReading &reading) {
         reading.files.clear();
         reading.head.places.first().sight = PlaceSight::Partly;
     },
     [](RetentionReading &reading) {
         realData(reading).state = CoverageState::Uncovered;
         realData(reading).by.clear();
     }},
    {"left out by the page's word alone", NightState::OnServer, NightState::Unknown, NightState::Unknown, "",
     realAsItIs,
     [](RetentionReading &reading) {
         reading.servers.first().server.current = {"/opt"};
         realData(reading).state = CoverageState::Uncovered;
         realData(reading).by.clear();
         realData(reading).evidence = Evidence::Declared;
     }},
    {"the incremental is too old", NightState::OnServer, NightState::OffServer, NightState::Unknown,
     "what was made since then is on the server alone", realAsItIs,
     [](RetentionReading &reading) {
         realData(reading).state = CoverageState::Stale;
         realData(reading).lastIncremental = MadeSite::lastIncremental().addDays(-4);
     }},
    {"older than the run before", NightState::OnServer, NightState::None, NightState::Unknown,
     "what was made since then is on the server alone", realAsItIs,
     [](RetentionReading &reading) {
         realData(reading).state = CoverageState::Stale;
         realData(reading).lastIncremental = MadeSite::lastIncremental().addDays(-9);
     }},
    {"not backed up", NightState::OnServer, NightState::None, NightState::Unknown,
     "/data/moodle on moodle-c is not backed up: no copy is off the server", realAsItIs,
     [](RetentionReading &reading) {
         realData(reading).state = CoverageState::Uncovered;
         realData(reading).by.clear();
     }},
    {"nobody knows whether it is backed up", NightState::OnServer, NightState::Unknown, NightState::Unknown, "",
     realAsItIs, [](RetentionReading &reading) { realData(reading).state = CoverageState::Unknown; }},
    {"by the page's word alone", NightState::OnServer, NightState::Unknown, NightState::Unknown, "", realAsItIs,
     [](RetentionReading &reading) { realData(reading).evidence = Evidence::Declared; }},
};

} // namespace

class TstRealNights : public QObject
{
    Q_OBJECT

private slots:
    void courses_data()
    {
        QTest::addColumn<int>("at");
        for (int at = 0; at < int(realCases.size()); ++at)
            QTest::newRow(realCases.at(at).name) << at;
    }
    void courses()
    {
        QFETCH(int, at);
        const RealCase &row = realCases.at(at);
        CourseReading courses = MadeSite::twoCourses();
        row.courses(courses);
        RetentionReading reading = MadeSite::reading(courses);
        row.estate(reading);
        const RetentionView view = makeRetentionView(reading);
        const QString key = QStringLiteral("real/courses");
        QCOMPARE(MadeSite::cellOf(view, key, realLastRun).state, row.lastRun);
        QCOMPARE(MadeSite::cellOf(view, key, realLastRun.addDays(-7)).state, row.runBefore);
        QCOMPARE(MadeSite::cellOf(view, key, realLastRun.addDays(-14)).state, row.earlier);
        const QString all = view.differences.join(u'\n');
        QVERIFY2(all.contains(QLatin1String(row.difference)), qPrintable(all));
        if (QLatin1String(row.difference).isEmpty())
            QVERIFY2(!all.contains(QStringLiteral("though one was due")), qPrintable(all));
    }

    void aDayWithoutARunHasNoCopy()
    {
        const RetentionView view = makeRetentionView(MadeSite::reading(MadeSite::twoCourses()));
        const NightCell cell = MadeSite::cellOf(view, QStringLiteral("real/courses"), realLastRun.addDays(-1));
        QCOMPARE(cell.state, NightState::None);
        QVERIFY2(cell.words.contains(QStringLiteral("No backup was due")), qPrintable(cell.words));
    }

    // It was made after midnight, and is still of the night on which the run began.
    void aRunOfTheLateEveningIsOfItsNight()
    {
        CourseReading courses = MadeCourses::reading(MoodleEdition::Old);
        courses.head.moodle.hour = 23;
        CourseState course = MadeCourses::course(12, QStringLiteral("BIO12"));
        courses.files = {MadeCourses::zip(course, QDateTime(QDate(2008, 12, 8), QTime(0, 40), QTimeZone::utc()))};
        courses.courses = {course};
        const RetentionView view = makeRetentionView(MadeSite::reading(courses));
        const QString key = QStringLiteral("real/courses");
        QCOMPARE(MadeSite::cellOf(view, key, QDate(2008, 12, 7)).state, NightState::Everywhere);
        QCOMPARE(MadeSite::cellOf(view, key, QDate(2008, 12, 8)).state, NightState::None);
    }

    void dumpsAreNotKnownUntilTheyAreLookedAt()
    {
        const RetentionView view = makeRetentionView(MadeSite::reading(MadeSite::twoCourses()));
        for (const char *key : {"real/dumps", "real/wholeSite"}) {
            const NightCell cell = MadeSite::cellOf(view, QLatin1String(key), realLastRun);
            QCOMPARE(cell.state, NightState::Unknown);
            QVERIFY2(cell.words.contains(QStringLiteral("Nobody has looked at the dumps on moodle-c")),
                     qPrintable(cell.words));
        }
    }

    void archives_data()
    {
        QTest::addColumn<ArchiveCopy>("copy");
        QTest::addColumn<QString>("moved");
        QTest::addColumn<NightState>("state");
        QTest::newRow("in place") << ArchiveCopy::InPlace << QString() << NightState::OnServer;
        QTest::newRow("in place and copied")
            << ArchiveCopy::InPlace << QStringLiteral("tape 7") << NightState::Everywhere;
        QTest::newRow("moved") << ArchiveCopy::Gone << QStringLiteral("tape 7") << NightState::OffServer;
        QTest::newRow("gone, nobody said where") << ArchiveCopy::Gone << QString() << NightState::Unknown;
        QTest::newRow("altered") << ArchiveCopy::Altered << QString() << NightState::None;
        QTest::newRow("returned") << ArchiveCopy::Returned << QString() << NightState::Unknown;
    }
    void archives()
    {
        QFETCH(ArchiveCopy, copy);
        QFETCH(QString, moved);
        QFETCH(NightState, state);
        ArchiveRecord record;
        record.run.request.site = MadeSite::site().name;
        record.run.request.name = QStringLiteral("moodle-2008-autumn");
        record.run.startedAt = QDateTime(QDate(2008, 12, 12), QTime(4, 0), QTimeZone::utc());
        record.status.state = ArchiveState::Complete;
        record.status.copy = copy;
        if (!moved.isEmpty())
            record.moved = ArchiveNote {moved, QStringLiteral("jessica"), MadeCourses::now()};
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        reading.archives = {record};
        const RetentionView view = makeRetentionView(reading);
        const NightCell cell = MadeSite::cellOf(view, QStringLiteral("real/archives"), QDate(2008, 12, 12));
        QCOMPARE(cell.state, state);
        QVERIFY2(cell.words.contains(QStringLiteral("moodle-2008-autumn")) && cell.words.contains(moved),
                 qPrintable(cell.words));
        QCOMPARE(MadeSite::cellOf(view, QStringLiteral("real/archives"), QDate(2008, 12, 11)).state, NightState::None);
    }

    void archivesAtPlaces_data()
    {
        QTest::addColumn<ArchiveCopy>("copy");
        QTest::addColumn<HandOverState>("handedOver");
        QTest::addColumn<int>("daysLeft"); // 0: it does not end
        QTest::addColumn<NightState>("state");
        QTest::newRow("in place and confirmed")
            << ArchiveCopy::InPlace << HandOverState::Confirmed << 0 << NightState::Everywhere;
        QTest::newRow("removed and confirmed")
            << ArchiveCopy::Gone << HandOverState::Confirmed << 0 << NightState::OffServer;
        QTest::newRow("until a day") << ArchiveCopy::Gone << HandOverState::Confirmed << 40 << NightState::OffServer;
        QTest::newRow("ended") << ArchiveCopy::Gone << HandOverState::Confirmed << -1 << NightState::Unknown;
        QTest::newRow("not confirmed") << ArchiveCopy::InPlace << HandOverState::NotConfirmed << 0
                                       << NightState::OnServer;
        QTest::newRow("missing") << ArchiveCopy::Gone << HandOverState::Missing << 0 << NightState::Unknown;
        QTest::newRow("deleted") << ArchiveCopy::Gone << HandOverState::Deleted << 0 << NightState::Unknown;
    }
    void archivesAtPlaces()
    {
        QFETCH(ArchiveCopy, copy);
        QFETCH(HandOverState, handedOver);
        QFETCH(int, daysLeft);
        QFETCH(NightState, state);
        ArchiveRecord record;
        record.run.id = QStringLiteral("autumn");
        record.run.request.site = MadeSite::site().name;
        record.run.startedAt = QDateTime(QDate(2008, 12, 12), QTime(4, 0), QTimeZone::utc());
        record.status.state = ArchiveState::Complete;
        record.status.copy = copy;
        HandOver handOver;
        handOver.run = record.run.id;
        handOver.place = QStringLiteral("tsm");
        handOver.state = handedOver;
        const QDate end = MadeCourses::now().toUTC().date().addDays(daysLeft);
        if (daysLeft != 0)
            handOver.expiry = {Expiry::Kind::OnDay, end};
        HandOver other = handOver;
        other.run = QStringLiteral("another archive");
        other.state = HandOverState::Confirmed;
        other.expiry = {};
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        reading.archives = {record};
        reading.handOvers = {handOver, other};
        const RetentionView view = makeRetentionView(reading);
        const NightCell cell = MadeSite::cellOf(view, QStringLiteral("real/archives"), QDate(2008, 12, 12));
        QCOMPARE(cell.state, state);
        const bool isTold = state == NightState::Everywhere || state == NightState::OffServer;
        QVERIFY2(cell.words.contains(QStringLiteral("tsm")) == isTold, qPrintable(cell.words));
        if (isTold && daysLeft > 0)
            QVERIFY2(cell.words.contains(end.toString(Qt::ISODate)), qPrintable(cell.words));
    }

    void withoutMoodlesRulesWhatHasGoneIsNotKnown()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        reading.backups.head.moodleReadAt = {};
        const RetentionView view = makeRetentionView(reading);
        QVERIFY(!view.policy.course);
        QCOMPARE(MadeSite::cellOf(view, QStringLiteral("real/courses"), realLastRun.addDays(-7)).state,
                 NightState::Unknown);
    }

    void withoutAnyArchiveNothingIsSaid()
    {
        const RetentionView view = makeRetentionView(MadeSite::reading(MadeSite::twoCourses()));
        QCOMPARE(MadeSite::cellOf(view, QStringLiteral("real/archives"), realLastRun).state, NightState::Unknown);
    }

    void manyCoursesAreCountedOneByOne()
    {
        constexpr int many = 2000;
        CourseReading courses = MadeCourses::reading(MoodleEdition::Old);
        for (int id = 1; id <= many; ++id) {
            CourseState course = MadeCourses::course(id, QStringLiteral("C") + QString::number(id));
            for (int week = 1; week <= 1 + id % 7; ++week)
                course.sizes.append(SizePoint {MadeCourses::lastRun().addDays(-7 * week), 1000});
            if (id % 5 != 0)
                courses.files.append(MadeCourses::zip(course, MadeCourses::lastRun()));
            courses.courses.append(course);
        }
        const RetentionView view = makeRetentionView(MadeSite::reading(courses));
        const NightCell cell = MadeSite::cellOf(view, QStringLiteral("real/courses"), realLastRun);
        QCOMPARE(cell.state, NightState::Partly);
        QVERIFY2(view.differences.join(u'\n').contains(QStringLiteral("400 of 2000 courses")),
                 qPrintable(view.differences.join(u'\n')));
    }
};

NIGHTKEEP_TEST(TstRealNights, unit, Core)
#include "tst_realnights.moc"
