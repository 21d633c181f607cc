// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/whatif.h"
#include "tests/retention/pagepolicy.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

/// The page's four cases: what comes back, how old it is, and by which steps.
class TstAfterLoss : public QObject
{
    Q_OBJECT

private slots:
    void whatComesBack_data();
    void whatComesBack();
    void hoursAreCountedToTheLoss_data();
    void hoursAreCountedToTheLoss();
    void aPartOfADayIsLostToo();
    void eachCaseHasItsSteps();
    void whatIsNotKnownIsNotPromised_data();
    void whatIsNotKnownIsNotPromised();
};

void TstAfterLoss::whatComesBack_data()
{
    QTest::addColumn<LossCase>("what");
    QTest::addColumn<QString>("weekdays");
    QTest::addColumn<QDate>("lost");
    QTest::addColumn<QDate>("noticed"); // at noon
    QTest::addColumn<State>("state");
    QTest::addColumn<QDate>("night"); // invalid: nothing comes back
    QTest::addColumn<bool>("onServer");
    const auto row = [](const char *name, LossCase what, const char *weekdays, const QDate &lost, const QDate &noticed,
                        State state, const QDate &night, bool onServer) {
        QTest::newRow(name) << what << QString::fromLatin1(weekdays) << lost << noticed << state << night << onServer;
    };
    const QDate wednesday(2008, 10, 29);
    row("the same day", LossCase::GradeDispute, "1000000", wednesday, wednesday, State::Attention, {2008, 10, 26},
        true);
    row("after the next run", LossCase::GradeDispute, "1000000", wednesday, {2008, 11, 3}, State::Attention,
        {2008, 10, 26}, false);
    row("its last day", LossCase::ForumEntry, "1000000", wednesday, {2009, 1, 1}, State::Attention, {2008, 10, 26},
        false);
    row("too late", LossCase::ForumEntry, "1000000", wednesday, {2009, 1, 2}, State::Bad, {}, false);
    row("lost on Monday", LossCase::RollBack, "1000000", {2008, 10, 27}, wednesday, State::Good, {2008, 10, 26}, true);
    row("on the day of a run, whose hour is not said", LossCase::RollBack, "1000000", {2008, 10, 26}, wednesday,
        State::Attention, {2008, 10, 19}, false);
    row("nightly", LossCase::RollBack, "1111111", wednesday, wednesday, State::Good, {2008, 10, 28}, false);
    row("never", LossCase::RollBack, "0000000", wednesday, wednesday, State::Bad, {}, false);
    // The dump of that night is not off the server by noon: what is lost is more than a day.
    row("the system", LossCase::WholeSystem, "1000000", wednesday, wednesday, State::Attention, {2008, 10, 28}, false);
    row("the system, noticed late", LossCase::WholeSystem, "1000000", wednesday, {2009, 6, 1}, State::Attention,
        {2008, 10, 28}, false);
}

void TstAfterLoss::whatComesBack()
{
    QFETCH(LossCase, what);
    QFETCH(QString, weekdays);
    QFETCH(QDate, lost);
    QFETCH(QDate, noticed);
    QFETCH(State, state);
    QFETCH(QDate, night);
    QFETCH(bool, onServer);
    RetentionPolicy policy = pagePolicy();
    policy.course->weekdays = weekdays;
    const LossAnswer answer = afterLoss(policy, what, lost, wallMinute(noticed, 12 * 60));
    QVERIFY2(answer.state == state, qPrintable(answer.sentence));
    QCOMPARE(answer.point ? answer.point->night : QDate(), night);
    QVERIFY(!answer.sentence.isEmpty());
    QVERIFY(!answer.steps.isEmpty());
    if (answer.point) {
        QCOMPARE(answer.point->homes.testFlag(CopyHome::Server), onServer);
        const QString first = answer.steps.constFirst();
        if (what != LossCase::WholeSystem)
            QVERIFY2(first.contains(QLatin1String("storage team")) != onServer, qPrintable(first));
    }
}

void TstAfterLoss::hoursAreCountedToTheLoss_data()
{
    QTest::addColumn<int>("dumpAt"); // incrementals are at 22:00
    QTest::addColumn<WallMinute>("noticed"); // it was lost on 29 October 2008
    QTest::addColumn<int>("hours");
    QTest::addColumn<State>("state");
    const WallMinute lost = wallMinute(QDate(2008, 10, 29));
    QTest::newRow("noticed at noon") << 2 * 60 << lost + 12 * 60 << 34 << State::Attention;
    QTest::newRow("noticed just before the incremental") << 2 * 60 << lost + 21 * 60 << 43 << State::Attention;
    QTest::newRow("noticed after it") << 2 * 60 << lost + 23 * 60 << 21 << State::Good;
    QTest::newRow("dumped just before incrementals") << 21 * 60 << lost + 12 * 60 << 15 << State::Good;
    QTest::newRow("exactly a day") << 21 * 60 << lost + 21 * 60 << 24 << State::Good;
    QTest::newRow("at an hour that nobody knows") << 2 * 60 << lost + 36 * 60 << 44 << State::Attention;
    QTest::newRow("at none, dumped late") << 21 * 60 << lost + 36 * 60 << 25 << State::Attention;
}

void TstAfterLoss::hoursAreCountedToTheLoss()
{
    QFETCH(int, dumpAt);
    QFETCH(WallMinute, noticed);
    QFETCH(int, hours);
    QFETCH(State, state);
    RetentionPolicy policy = pagePolicy();
    policy.dumps->minuteOfDay = dumpAt;
    const LossAnswer answer = afterLoss(policy, LossCase::WholeSystem, QDate(2008, 10, 29), noticed);
    QVERIFY2(answer.state == state, qPrintable(answer.sentence));
    QVERIFY2(answer.sentence.contains(QString::number(hours) + QStringLiteral(" hours")), qPrintable(answer.sentence));
}

void TstAfterLoss::aPartOfADayIsLostToo()
{
    const QDate lost(2008, 10, 29); // the copy is of Sunday the 26th, in the early morning
    const LossAnswer answer = afterLoss(pagePolicy(), LossCase::RollBack, lost, wallMinute(lost, 12 * 60));
    QVERIFY2(answer.sentence.contains(QStringLiteral("last 3 days")), qPrintable(answer.sentence));
}

void TstAfterLoss::eachCaseHasItsSteps()
{
    const QDate lost(2008, 10, 26); // the day of a run
    const WallMinute noticed = wallMinute(QDate(2008, 10, 29), 12 * 60);
    const auto stepsOf = [&](LossCase what) { return afterLoss(pagePolicy(), what, lost, noticed).steps.join(u'\n'); };
    const QString grade = stepsOf(LossCase::GradeDispute);
    QVERIFY2(grade.contains(QLatin1String("retention hold")) && grade.contains(QLatin1String("quiz results")),
             qPrintable(grade));
    QVERIFY2(grade.contains(QLatin1String("that day's own backup")), qPrintable(grade));
    const QString forum = stepsOf(LossCase::ForumEntry);
    QVERIFY2(forum.contains(QLatin1String("forum entry")), qPrintable(forum));
    const QString back = stepsOf(LossCase::RollBack);
    QVERIFY2(back.indexOf(QLatin1String("as it is now")) < back.indexOf(QLatin1String("into the course itself")),
             qPrintable(back)); // what is there now is saved first
    QVERIFY(back.contains(QLatin1String("as it is now")));
    const QString system = stepsOf(LossCase::WholeSystem);
    QVERIFY2(system.contains(QLatin1String("Erase again")) && system.contains(QLatin1String("config.php")),
             qPrintable(system));
}

void TstAfterLoss::whatIsNotKnownIsNotPromised_data()
{
    QTest::addColumn<RetentionPolicy>("policy");
    QTest::addColumn<LossCase>("what");
    QTest::addColumn<QDate>("noticed");
    const QDate soon(2008, 10, 29);
    RetentionPolicy noCourse = pagePolicy();
    noCourse.course.reset();
    QTest::newRow("no course rules") << noCourse << LossCase::GradeDispute << soon;
    RetentionPolicy noStorage = pagePolicy();
    noStorage.storage.reset();
    QTest::newRow("gone from the server, storage unknown") << noStorage << LossCase::RollBack << QDate(2008, 11, 3);
    QTest::newRow("the data folder's storage unknown") << noStorage << LossCase::WholeSystem << soon;
    RetentionPolicy noDumps = pagePolicy();
    noDumps.dumps.reset();
    QTest::newRow("no dumps known") << noDumps << LossCase::WholeSystem << soon;
    QTest::newRow("noticed before it was lost") << pagePolicy() << LossCase::RollBack << QDate(2008, 10, 28);
    QTest::newRow("longer ago than is played") << pagePolicy() << LossCase::GradeDispute << QDate(2012, 1, 1);
}

void TstAfterLoss::whatIsNotKnownIsNotPromised()
{
    QFETCH(RetentionPolicy, policy);
    QFETCH(LossCase, what);
    QFETCH(QDate, noticed);
    const LossAnswer answer = afterLoss(policy, what, QDate(2008, 10, 29), wallMinute(noticed, 12 * 60));
    QCOMPARE(answer.state, State::Unknown);
    QVERIFY(!answer.point);
    QVERIFY(!answer.sentence.isEmpty());
}

NIGHTKEEP_TEST(TstAfterLoss, unit, Core)
#include "tst_afterloss.moc"
