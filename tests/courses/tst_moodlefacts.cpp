// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courserun.h"
#include "models/courses/moodlefacts.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Nightkeep;

namespace {

MoodleFacts moodleFactsScheduled(const QString &weekdays, qint64 hour, qint64 minute)
{
    MoodleFacts facts;
    facts.active = BackupActive::On;
    facts.weekdays = weekdays;
    facts.hour = hour;
    facts.minute = minute;
    return facts;
}

QDateTime moodleFactsMoment(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate);
}

} // namespace

class TstMoodleFacts : public QObject
{
    Q_OBJECT

private slots:
    void lastRuns_data();
    void lastRuns();
    void whereNothingRunsThereIsNoLastRun_data();
    void whereNothingRunsThereIsNoLastRun();
    void moodleHasWords();
    void endsOfOldRuns_data();
    void endsOfOldRuns();
    void aRunMayGoOn_data();
    void aRunMayGoOn();
    void everyValueHasItsWord();
};

void TstMoodleFacts::lastRuns_data()
{
    QTest::addColumn<QString>("weekdays"); // Sunday first
    QTest::addColumn<int>("hour");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("now"); // UTC, as what is expected
    QTest::addColumn<QString>("begun");
    const auto row = [](const char *name, const char *weekdays, int hour, const QByteArray &zone, const char *now,
                        const char *begun) {
        QTest::newRow(name) << QString::fromLatin1(weekdays) << hour << zone << QString::fromLatin1(now)
                            << QString::fromLatin1(begun);
    };
    row("Sunday, seen on Monday", "1000000", 3, "UTC", "2008-12-15T09:30:00Z", "2008-12-14T03:00:00Z");
    row("Sunday, seen on Saturday", "1000000", 3, "UTC", "2008-12-20T23:00:00Z", "2008-12-14T03:00:00Z");
    row("Sunday, that is not done yet", "1000000", 3, "UTC", "2008-12-14T14:59:00Z", "2008-12-07T03:00:00Z");
    row("Sunday, that has had its time", "1000000", 3, "UTC", "2008-12-14T15:00:00Z", "2008-12-14T03:00:00Z");
    row("late on a day, not done the next morning", "1000000", 23, "UTC", "2008-12-15T10:00:00Z",
        "2008-12-07T23:00:00Z");
    row("Tuesday and Saturday", "0010001", 3, "UTC", "2008-12-15T09:30:00Z", "2008-12-13T03:00:00Z");
    row("every day", "1111111", 3, "UTC", "2008-12-15T09:30:00Z", "2008-12-14T03:00:00Z");
    row("Monday, by another day of the zone", "0100000", 3, "Asia/Tokyo", "2008-12-15T09:30:00Z",
        "2008-12-14T18:00:00Z");
    row("in summer", "1000000", 3, "Europe/London", "2008-07-07T09:30:00Z", "2008-07-06T02:00:00Z");
    row("in winter", "1000000", 3, "Europe/London", "2008-12-15T09:30:00Z", "2008-12-14T03:00:00Z");
    // Three hours from midnight, which is where 1.9 counts from.
    row("when clocks go forward", "1000000", 3, "Europe/London", "2008-03-31T09:30:00Z", "2008-03-30T03:00:00Z");
    row("when clocks go back", "1000000", 3, "Europe/London", "2008-10-27T09:30:00Z", "2008-10-26T02:00:00Z");
}

void TstMoodleFacts::lastRuns()
{
    QFETCH(QString, weekdays);
    QFETCH(int, hour);
    QFETCH(QByteArray, zone);
    QFETCH(QString, now);
    QFETCH(QString, begun);
    const QDateTime found =
        lastScheduledRun(moodleFactsScheduled(weekdays, hour, 0), QTimeZone(zone), moodleFactsMoment(now));
    QCOMPARE(found, moodleFactsMoment(begun));
    // Whichever zone the reader's clock is in.
    QCOMPARE(lastScheduledRun(moodleFactsScheduled(weekdays, hour, 0), QTimeZone(zone),
                              moodleFactsMoment(now).toTimeZone(QTimeZone("America/New_York"))),
             found);
}

void TstMoodleFacts::whereNothingRunsThereIsNoLastRun_data()
{
    QTest::addColumn<int>("active");
    QTest::addColumn<QString>("weekdays");
    QTest::addColumn<int>("hour");
    QTest::newRow("off") << int(BackupActive::Off) << QStringLiteral("1000000") << 3;
    QTest::newRow("by hand") << int(BackupActive::Manual) << QStringLiteral("1000000") << 3;
    QTest::newRow("no day") << int(BackupActive::On) << QStringLiteral("0000000") << 3;
    QTest::newRow("days not known") << int(BackupActive::On) << QString() << 3;
    QTest::newRow("days that make no sense") << int(BackupActive::On) << QStringLiteral("1000002") << 3;
    QTest::newRow("an hour that there is not") << int(BackupActive::On) << QStringLiteral("1000000") << 24;
}

void TstMoodleFacts::whereNothingRunsThereIsNoLastRun()
{
    QFETCH(int, active);
    QFETCH(QString, weekdays);
    QFETCH(int, hour);
    MoodleFacts facts = moodleFactsScheduled(weekdays, hour, 0);
    facts.active = BackupActive(active);
    QVERIFY(!lastScheduledRun(facts, QTimeZone::utc(), moodleFactsMoment(QStringLiteral("2008-12-15T09:30:00Z")))
                 .isValid());
}

void TstMoodleFacts::moodleHasWords()
{
    MoodleFacts facts;
    QVERIFY(!moodleInWords(facts).isEmpty());
    facts.version = QStringLiteral("2007101520");
    QCOMPARE(moodleInWords(facts), QStringLiteral("Moodle 2007101520"));
    facts.release = QStringLiteral("1.9.2 (Build: 20080711)");
    QCOMPARE(moodleInWords(facts), QStringLiteral("Moodle 1.9.2 (Build: 20080711)"));
    facts.release = QStringLiteral("1.9\n");
    QVERIFY(!moodleInWords(facts).contains(u'\n'));
}

void TstMoodleFacts::endsOfOldRuns_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("end");
    QTest::newRow("OK") << QStringLiteral("End backup course All about chemistry - OK") << int(RunEnd::Ok);
    QTest::newRow("indented") << QStringLiteral("  End backup course Chemistry - OK ") << int(RunEnd::Ok);
    QTest::newRow("error") << QStringLiteral("End backup course Chemistry - ERROR!!") << int(RunEnd::Failed);
    QTest::newRow("a name that says OK") << QStringLiteral("End backup course Are you - OK - ERROR!!")
                                         << int(RunEnd::Failed);
    QTest::newRow("cut off behind a long name")
        << QString(QStringLiteral("End backup course ") + QString(237, u'x')) << int(RunEnd::Unknown);
    QTest::newRow("a step") << QStringLiteral("    zipping files") << int(RunEnd::Died);
    QTest::newRow("a step that says OK") << QStringLiteral("    copying backup - OK") << int(RunEnd::Died);
    QTest::newRow("nothing") << QString() << int(RunEnd::Died);
}

void TstMoodleFacts::endsOfOldRuns()
{
    QFETCH(QString, line);
    QFETCH(int, end);
    QCOMPARE(int(endOfOldRun(line)), end);
}

void TstMoodleFacts::aRunMayGoOn_data()
{
    QTest::addColumn<MoodleEdition>("edition");
    QTest::newRow("1.9") << MoodleEdition::Old;
    QTest::newRow("2.x") << MoodleEdition::Later;
}

void TstMoodleFacts::aRunMayGoOn()
{
    QFETCH(MoodleEdition, edition);
    const QDateTime now = moodleFactsMoment(QStringLiteral("2008-12-14T04:00:00Z"));
    CourseRun run;
    run.started = now.addSecs(-7200);
    run.lastSign = now.addSecs(-runPatience(edition));
    run.end = RunEnd::Died;
    QVERIFY(mayStillRun(run, edition, now));
    QVERIFY(!mayStillRun(run, edition, now.addSecs(1)));
    run.lastSign = now.addSecs(60); // its clock is ahead of ours
    QVERIFY(mayStillRun(run, edition, now));
    run.lastSign = now.addDays(3);
    QVERIFY(!mayStillRun(run, edition, now));
    run.lastSign = {};
    QVERIFY(!mayStillRun(run, edition, now));
    run.lastSign = now;
    run.end = RunEnd::Failed;
    QVERIFY(!mayStillRun(run, edition, now));
}

void TstMoodleFacts::everyValueHasItsWord()
{
    QSet<QString> statuses;
    for (const Name<CourseStatus> &name : Names<CourseStatus>)
        statuses.insert(courseStatusWord(name.value));
    QCOMPARE(statuses.size(), qsizetype(Names<CourseStatus>.size()));
    QSet<QString> ends;
    for (const Name<RunEnd> &name : Names<RunEnd>)
        ends.insert(runEndWord(name.value));
    QCOMPARE(ends.size(), qsizetype(Names<RunEnd>.size()));
    QVERIFY(!statuses.contains(QString()) && !ends.contains(QString()));
}

NIGHTKEEP_TEST(TstMoodleFacts, unit, Core)
#include "tst_moodlefacts.moc"
