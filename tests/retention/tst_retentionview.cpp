// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/retention/madesite.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

/// Every night a copy, for ever, and all of it seen.
RetentionReading viewOfEveryNight()
{
    CourseReading courses = MadeCourses::reading(MoodleEdition::Old);
    courses.head.moodle.weekdays = QStringLiteral("1111111");
    courses.head.moodle.keep = 0;
    const CourseState course = MadeCourses::course(12, QStringLiteral("BIO12"));
    for (int back = 0; back < 70; ++back)
        courses.files.append(MadeCourses::zip(course, MadeCourses::lastRun().addDays(-back)));
    courses.courses = {course};
    return MadeSite::reading(courses);
}

struct AnswerCase
{
    const char *name;
    State state;
    const char *sentence; ///< a part of it
    void (*change)(RetentionReading &reading);
};

ServerRow &answerRow(RetentionReading &reading)
{
    return reading.servers.first();
}

const QList<AnswerCase> answerCases {
    {"all is there", State::Good, "each of the last 60 nights can be restored", [](RetentionReading &) {}},
    {"more is promised than is looked at", State::Unknown, "each of the last 60 nights",
     [](RetentionReading &reading) { reading.records.promises.first().figure = 90; }},
    {"only Sundays", State::Bad, "9 of the last 60 nights can be restored for each course, 51 cannot.",
     [](RetentionReading &reading) {
         reading.backups.head.moodle.weekdays = QStringLiteral("1000000");
         reading.backups.head.moodle.keep = 1;
     }},
    {"one night has gone", State::Attention, "Seen so far: 59 of them.",
     [](RetentionReading &reading) { reading.backups.courses.first().copies.removeAt(20); }},
    {"of two nights nobody could tell", State::Unknown, "Seen so far: 58 of them.",
     [](RetentionReading &reading) {
         for (int at : {20, 21}) {
             BackupCopy &copy = reading.backups.courses.first().copies[at];
             copy.isSound = false;
             copy.file.check.level = ZipLevel::NotChecked;
         }
     }},
    {"said too long ago", State::Unknown, "each of the last 60 nights",
     [](RetentionReading &reading) { answerRow(reading).snapshot->takenAt = MadeCourses::now().addDays(-9); }},
    {"Moodle's rules are not known", State::Unknown, "is not known",
     [](RetentionReading &reading) { reading.backups.head.moodleReadAt = {}; }},
    {"the storage manager's figures are not known", State::Unknown, "is not known",
     [](RetentionReading &reading) { answerRow(reading).snapshot->managementClasses.reset(); }},
    {"the page's word alone", State::Unknown, "each of the last 60 nights",
     [](RetentionReading &reading) { answerRow(reading).coverage.first().evidence = Evidence::Declared; }},
};

} // namespace

class TstRetentionView : public QObject
{
    Q_OBJECT

private slots:
    /// What the zoom of the page looks at is what the view has.
    void itsNightsAloneAreTheSame()
    {
        RetentionReading reading = viewOfEveryNight();
        reading.nights = 92;
        QVERIFY(makeNightPicture(reading) == makeRetentionView(reading).nights);
        QCOMPARE(makeNightPicture(reading).nights(), 92);
    }

    void answers_data()
    {
        QTest::addColumn<int>("at");
        for (int at = 0; at < int(answerCases.size()); ++at)
            QTest::newRow(answerCases.at(at).name) << at;
    }
    void answers()
    {
        QFETCH(int, at);
        const AnswerCase &row = answerCases.at(at);
        RetentionReading reading = viewOfEveryNight();
        row.change(reading);
        const PageAnswer answer = makeRetentionView(reading).answer();
        QVERIFY2(answer.sentence.contains(QLatin1String(row.sentence)), qPrintable(answer.sentence));
        QCOMPARE(answer.state, row.state);
    }

    void saysHowOldItsGroundsAre()
    {
        const RetentionView view = makeRetentionView(viewOfEveryNight());
        QCOMPARE(view.saidAt, MadeCourses::now().addSecs(-600)); // the older of the two
        QVERIFY2(view.answer().sentence.contains(QStringLiteral("said 10 minutes ago.")),
                 qPrintable(view.answer().sentence));
    }

    // The page's own figures: 67 days, 9 of 60 nights.
    void theRulesAloneGiveThePagesFigures()
    {
        const RetentionView view = makeRetentionView(MadeSite::reading(MadeSite::twoCourses()));
        QCOMPARE(view.nights.nights(), 60);
        QCOMPARE(view.nights.last, QDate(2008, 12, 14));
        const NightRow *courses = MadeSite::rowOf(view, QStringLiteral("courses"));
        QVERIFY(courses);
        QCOMPARE(courses->cells.size(), 60);
        QCOMPARE(courses->restorable(), 9);
        QCOMPARE(courses->promised, 60);
        QCOMPARE(courses->cells.last().state, NightState::Everywhere);
        const NightCell older = MadeSite::cellOf(view, QStringLiteral("courses"), QDate(2008, 12, 7));
        QCOMPARE(older.state, NightState::OffServer);
        QVERIFY2(older.words.contains(QStringLiteral("12 February 2009")), qPrintable(older.words));
        const NightCell monday = MadeSite::cellOf(view, QStringLiteral("courses"), QDate(2008, 12, 8));
        QCOMPARE(monday.state, NightState::None);
        QVERIFY2(monday.words.contains(QStringLiteral("day of the week")), qPrintable(monday.words));
    }

    void aNightOfTheWholeSiteIsAllItsParts()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        const QString key = QStringLiteral("wholeSite");
        const QDate yesterday(2008, 12, 14);
        QCOMPARE(MadeSite::cellOf(makeRetentionView(reading), key, yesterday).state, NightState::OffServer);
        // Files that change every day are kept in two versions.
        QCOMPARE(MadeSite::cellOf(makeRetentionView(reading), key, yesterday.addDays(-2)).state, NightState::Partly);
        reading.servers.first().coverage[2].state = CoverageState::Uncovered;
        reading.servers.first().coverage[2].by.clear();
        const NightCell dumpAtHome = MadeSite::cellOf(makeRetentionView(reading), key, yesterday);
        QCOMPARE(dumpAtHome.state, NightState::OnServer);
        QVERIFY2(dumpAtHome.words.contains(QStringLiteral("the dump")), qPrintable(dumpAtHome.words));
        reading.servers.first().coverage[1].state = CoverageState::Unknown;
        QCOMPARE(MadeSite::cellOf(makeRetentionView(reading), key, yesterday).state, NightState::Unknown);
    }

    void fiveYearsAreShownAsFarAsTheyArePlayed()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        reading.nights = 1826;
        const RetentionView view = makeRetentionView(reading);
        QCOMPARE(view.nights.nights(), 1826);
        for (const NightRow &row : view.nights.rows)
            QCOMPARE(row.cells.size(), 1826);
        QCOMPARE(MadeSite::rowOf(view, QStringLiteral("courses"))->cells.first().state, NightState::Ahead);
        QCOMPARE(MadeSite::rowOf(view, QStringLiteral("courses"))->restorable(), 10); // 12 October is there still
    }

    void promisesDrawTheirLines_data()
    {
        QTest::addColumn<PromiseUnit>("unit");
        QTest::addColumn<int>("figure");
        QTest::addColumn<int>("nights");
        QTest::newRow("hours") << PromiseUnit::Hours << 24 << 1;
        QTest::newRow("more hours") << PromiseUnit::Hours << 25 << 2;
        QTest::newRow("days") << PromiseUnit::Days << 60 << 60;
        QTest::newRow("weeks") << PromiseUnit::Weeks << 2 << 14;
        QTest::newRow("months") << PromiseUnit::Months << 1 << 30;
        QTest::newRow("years") << PromiseUnit::Years << 1 << 366;
    }
    void promisesDrawTheirLines()
    {
        QFETCH(PromiseUnit, unit);
        QFETCH(int, figure);
        QFETCH(int, nights);
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        Promise &promise = reading.records.promises.first();
        promise.unit = unit;
        promise.figure = figure;
        const RetentionView view = makeRetentionView(reading);
        QCOMPARE(MadeSite::rowOf(view, QStringLiteral("courses"))->promised, nights);
        QCOMPARE(MadeSite::rowOf(view, QStringLiteral("real/courses"))->promised, nights);
        QCOMPARE(MadeSite::rowOf(view, QStringLiteral("dumps"))->promised, 0);
    }

    void holdsThatHold()
    {
        RetentionReading reading = MadeSite::reading(MadeSite::twoCourses());
        LegalHold ours;
        ours.number = 1;
        ours.site = reading.site.name;
        LegalHold ofAnyone = ours;
        ofAnyone.number = 2;
        ofAnyone.site.clear();
        LegalHold elsewhere = ours;
        elsewhere.number = 3;
        elsewhere.site = QStringLiteral("another");
        LegalHold ended = ours;
        ended.number = 4;
        ended.endedAt = MadeCourses::now();
        reading.records.holds = {ours, ofAnyone, elsewhere, ended};
        QCOMPARE(makeRetentionView(reading).holds, (QList<LegalHold> {ours, ofAnyone}));
    }
};

NIGHTKEEP_TEST(TstRetentionView, unit, Core)
#include "tst_retentionview.moc"
