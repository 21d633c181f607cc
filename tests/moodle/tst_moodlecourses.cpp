// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/oldmoodle.h"
#include "models/base/json.h"
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QScopeGuard>
#include <QTest>

using namespace Nightkeep;

/// What Moodle 1.9's tables say of courses' backups, in every engine that it may have; and what is alike for all.
class TstMoodleCourses : public QObject, private MoodleStage
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(start()); }
    void readsOldCourses_data() { allEngines(); }
    void readsOldCourses();
    void readsOldRuns_data() { allEngines(); }
    void readsOldRuns();
    void keepsTheLatestRuns_data() { allEngines(); }
    void keepsTheLatestRuns();
    void readsTheNewestRuns_data() { allEngines(); }
    void readsTheNewestRuns();
    void readsCategories_data() { allEngines(); }
    void readsCategories();
    void statementsDoNotGrow_data();
    void statementsDoNotGrow();
    void readsAnOldLog_data() { allEngines(); }
    void readsAnOldLog();
    void waitsForALargeTable();
    void takesMoreOfWholeTables();
    void stopsBetweenStatements();

private:
    void putRuns(MoodleEdition edition, int courses, int more);
};

void TstMoodleCourses::readsOldCourses()
{
    make(MoodleEdition::Old);
    putCourses(10);
    put(QStringLiteral(
            "UPDATE mdl_course SET fullname = 'Déjà vu', shortname = 'bioc', timecreated = 1100000000, "
            "timemodified = 1220000000 WHERE id = 1;"
            "UPDATE mdl_course SET visible = 0 WHERE id = 3;"
            "UPDATE mdl_course SET fullname = NULL, shortname = NULL, visible = NULL, "
            "timecreated = NULL, timemodified = NULL WHERE id = 9;"
            "UPDATE mdl_course SET timecreated = 5, timemodified = 99999999999 WHERE id = 10;"
            "INSERT INTO mdl_backup_courses (courseid, laststarttime, lastendtime, laststatus, nextstarttime) VALUES "
            "(1, %1, %2, '1', %3), (1, %1, %2, '1', %3), (2, %1, %2, '0', %3), (3, %1, %2, '3', %3), "
            "(4, %1, 0, '2', %3), (5, 0, 0, '0', %3), (7, %1, %2, '9', %3), (8, %1, %2, '', %3), "
            "(9, NULL, NULL, NULL, NULL), (10, 7, %4, '0', 4294967295), (99, %1, %2, '1', %3)")
            .arg(sundayAtThree)
            .arg(sundayAtThree + 24)
            .arg(sundayAtThree + weekOfSeconds)
            .arg(largest()));
    const MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 10);
    QVERIFY(all.records.isEmpty());
    QVERIFY(!all.runsCut);
    CourseState first;
    first.id = 1;
    first.shortName = QStringLiteral("bioc");
    first.fullName = QStringLiteral("Déjà vu");
    first.created = secondsToMoment(1100000000);
    first.changed = secondsToMoment(1220000000);
    first.lastStart = secondsToMoment(sundayAtThree);
    first.lastEnd = secondsToMoment(sundayAtThree + 24);
    first.nextRun = secondsToMoment(sundayAtThree + weekOfSeconds);
    first.status = CourseStatus::Ok;
    first.category = 3;
    QCOMPARE(toJson(all.courses.at(0)), toJson(first));
    const QList<CourseStatus> expected {CourseStatus::Ok,         CourseStatus::Error,     CourseStatus::Skipped,
                                        CourseStatus::Unfinished, CourseStatus::NotYetRun, CourseStatus::Unlisted,
                                        CourseStatus::Unknown,    CourseStatus::Unknown,   CourseStatus::Unknown,
                                        CourseStatus::Error};
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(all.courses.at(i).id, i + 1);
        QVERIFY2(all.courses.at(i).status == expected.at(i), qPrintable(QString::number(i + 1)));
        QCOMPARE(all.courses.at(i).visible, i != 2);
    }
    const CourseState &empty = all.courses.at(8);
    QVERIFY(!empty.created.isValid() && !empty.changed.isValid() && !empty.lastStart.isValid());
    QVERIFY(!empty.lastEnd.isValid() && !empty.nextRun.isValid() && empty.fullName.isEmpty());
    const CourseState &odd = all.courses.at(9);
    QVERIFY(!odd.created.isValid() && !odd.changed.isValid() && !odd.lastStart.isValid() && !odd.lastEnd.isValid());
    QVERIFY(!odd.nextRun.isValid()); // 2106: beyond what is believed
}

void TstMoodleCourses::readsOldRuns()
{
    make(MoodleEdition::Old);
    putCourses(4);
    put(QStringLiteral("INSERT INTO mdl_backup_log (id, courseid, time, laststarttime, info) VALUES "
                       "(1, 2, %1 - 604800, %1 - 604800, 'Start backup course Course 2'), "
                       "(2, 2, %1 - 604790, %1 - 604800, 'End backup course Course 2 - ERROR!!'), "
                       "(3, 2, %1, %1, 'Start backup course Course 2'), "
                       "(4, 3, %1 + 1, %1 + 1, 'Start backup course Course 3'), "
                       "(5, 2, %1 + 9, %1, 'End backup course Course 2 - OK'), "
                       "(6, 3, %1 + 5, %1 + 1, '    zipping files'), "
                       "(7, 99, %1 + 6, %1 + 6, 'End backup course gone - OK'), "
                       "(8, 4, NULL, NULL, NULL)")
            .arg(sundayAtThree));
    const MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 4);
    QCOMPARE(all.courses.at(0).runs.size(), 0);
    const QList<CourseRun> ended {{secondsToMoment(sundayAtThree), secondsToMoment(sundayAtThree + 9), RunEnd::Ok,
                                   QStringLiteral("End backup course Course 2 - OK")},
                                  {secondsToMoment(sundayAtThree - weekOfSeconds),
                                   secondsToMoment(sundayAtThree - weekOfSeconds + 10), RunEnd::Failed,
                                   QStringLiteral("End backup course Course 2 - ERROR!!")}};
    QCOMPARE(all.courses.at(1).runs, ended);
    const QList<CourseRun> died {{secondsToMoment(sundayAtThree + 1), secondsToMoment(sundayAtThree + 5), RunEnd::Died,
                                  QStringLiteral("zipping files")}};
    QCOMPARE(all.courses.at(2).runs, died);
    QCOMPARE(all.courses.at(3).runs, QList<CourseRun> {CourseRun()}); // of which nothing is known
}

void TstMoodleCourses::keepsTheLatestRuns()
{
    make(MoodleEdition::Old);
    putCourses(1);
    QStringList rows;
    for (int run = 0; run < runsKept + 5; ++run)
        rows += QStringLiteral("(1, %1, %1, 'End backup course Course 1 - OK')").arg(sundayAtThree + run * 3600);
    put(QStringLiteral("INSERT INTO mdl_backup_log (courseid, time, laststarttime, info) VALUES ") + rows.join(u','));
    const MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 1);
    const QList<CourseRun> &runs = all.courses.at(0).runs;
    QCOMPARE(runs.size(), runsKept);
    QCOMPARE(runs.at(0).started, secondsToMoment(sundayAtThree + (runsKept + 4) * 3600));
    QCOMPARE(runs.at(runsKept - 1).started, secondsToMoment(sundayAtThree + 5 * 3600));
    QVERIFY(!all.runsCut); // all were read
    QCOMPARE(readLog(1).runs.size(), runsKept);
}

void TstMoodleCourses::readsTheNewestRuns()
{
    make(MoodleEdition::Old);
    putCourses(5);
    put(QStringLiteral("INSERT INTO mdl_backup_log (courseid, time, laststarttime, info) VALUES "
                       "(1, %1, %1, 'End backup course Course 1 - OK'), (2, %1, %1, 'End backup course Course 2 - OK'),"
                       "(3, %1, %1, 'End backup course Course 3 - OK'), (4, %1, %1, 'End backup course Course 4 - OK'),"
                       "(5, %1, %1, 'End backup course Course 5 - OK')")
            .arg(sundayAtThree));
    const SqlAddress address = m_tables.address(m_storage);
    const Result<std::unique_ptr<SqlConnection>> connection = m_connections.open(address);
    QVERIFY(connection);
    const auto readBy = [&](int mostRuns) {
        MoodleDatabase database(*connection, address, QStringLiteral("mdl_"), mostRuns);
        return OldMoodle::courseStates(database);
    };
    Result<MoodleCourses> all = readBy(5);
    QVERIFY2(all, all ? "" : qPrintable(all.error().message + all.error().detail));
    QCOMPARE(all->courses.size(), 5);
    for (const CourseState &course : std::as_const(all->courses)) {
        QCOMPARE(course.runs.size(), 1);
        QCOMPARE(course.runs.at(0).end, RunEnd::Ok);
    }
    QVERIFY(!all->runsCut);

    all = readBy(3);
    QVERIFY(all);
    QVERIFY(all->runsCut);
    QVERIFY(courseOf(*all, 1).runs.isEmpty()); // the earliest
    QCOMPARE(courseOf(*all, 5).runs.size(), 1);
}

void TstMoodleCourses::readsCategories()
{
    make(MoodleEdition::Old);
    putCourses(7);
    put(QStringLiteral("UPDATE mdl_course SET category = 0 WHERE id = 1;"
                       "UPDATE mdl_course SET category = 17 WHERE id = 3;"
                       "UPDATE mdl_course SET category = 5 WHERE id = 4;"
                       "UPDATE mdl_course SET category = 6 WHERE id = 5;"
                       "UPDATE mdl_course SET category = 8 WHERE id = 6;"
                       "UPDATE mdl_course SET category = NULL WHERE id = 7;"
                       "INSERT INTO mdl_course_categories (id, name, parent, path) VALUES "
                       "(2, 'Science', 0, '/2'), (3, ' Biologie végétale ', 2, '/2/3'), (5, 'In itself', 5, '/5/5/5'), "
                       "(6, 'Hen', 7, '/7/6'), (7, 'Egg', 6, '/6/7'), (8, 'Left over', 99, 'not/a/path')"));
    const MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 7);
    const QList<QPair<qint64, QString>> expected {{0, {}},
                                                  {3, QStringLiteral("Science / Biologie végétale")},
                                                  {17, {}}, // which is no more
                                                  {5, QStringLiteral("In itself")},
                                                  {6, QStringLiteral("Egg / Hen")},
                                                  {8, QStringLiteral("Left over")},
                                                  {0, {}}};
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(all.courses.at(i).category, expected.at(i).first);
        QCOMPARE(all.courses.at(i).categoryName, expected.at(i).second);
    }
}

void TstMoodleCourses::statementsDoNotGrow_data()
{
    QTest::addColumn<MoodleEdition>("edition");
    QTest::addColumn<bool>("hasAll");
    QTest::newRow("1.9: tables, settings, courses, runs") << MoodleEdition::Old << true;
    QTest::newRow("1.9 without categories") << MoodleEdition::Old << false;
    QTest::newRow("2.x: tables, settings, courses, runs with lines, queue and files") << MoodleEdition::Later << true;
    QTest::newRow("2.x without categories and queue") << MoodleEdition::Later << false;
}

void TstMoodleCourses::statementsDoNotGrow()
{
    QFETCH(MoodleEdition, edition);
    QFETCH(bool, hasAll);
    make(QStringLiteral("InnoDB"), edition);
    if (!hasAll)
        put(QStringLiteral("DROP TABLE mdl_course_categories; DROP TABLE IF EXISTS mdl_task_adhoc"));
    const auto sent = [this] {
        const Result<QByteArray> line =
            m_tables.server().sql(QStringLiteral("SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'"));
        return line ? line->trimmed().split('\t').value(1).toInt() : -1;
    };
    int courses = 0;
    for (const int more : {3, 2997}) {
        putRuns(edition, courses, more);
        courses += more;
        const auto moodle = site(m_tables.address(m_storage));
        QVERIFY(moodle);
        const int before = sent();
        QVERIFY(before > 0);
        const Result<MoodleFacts> facts = moodle->facts();
        QVERIFY2(facts, facts ? "" : qPrintable(facts.error().message + facts.error().detail));
        const Result<MoodleCourses> all = moodle->courseStates(*facts);
        QVERIFY2(all, all ? "" : qPrintable(all.error().message + all.error().detail));
        QCOMPARE(sent() - before, 4);
        QCOMPARE(all->courses.size(), courses);
        QCOMPARE(all->courses.constLast().runs.value(0).end,
                 edition == MoodleEdition::Old ? RunEnd::Ok : RunEnd::Failed);
    }
}

/// Courses after so many others, each with a run.
void TstMoodleCourses::putRuns(MoodleEdition edition, int courses, int more)
{
    QStringList rows;
    QStringList runs;
    QStringList lines;
    for (const int last = courses + more; courses < last;) {
        ++courses;
        rows += QStringLiteral("(%1, 3, 'Course %1', 'c%1', 1, %2, %2)").arg(courses).arg(sundayAtThree);
        runs += edition == MoodleEdition::Old
            ? QStringLiteral("(%1, %2, %2, 'End backup course Course %1 - OK')").arg(courses).arg(sundayAtThree)
            : QStringLiteral("('b%1', 'backup', 'course', %1, 50, 1000, %2, %2)").arg(courses).arg(sundayAtThree);
        lines += QStringLiteral("('b%1', 20, 'failed', %2)").arg(courses).arg(sundayAtThree);
    }
    put(QStringLiteral("INSERT INTO mdl_course (id, category, fullname, shortname, visible, timecreated, "
                       "timemodified) VALUES ")
        + rows.join(u','));
    if (edition == MoodleEdition::Old)
        put(QStringLiteral("INSERT INTO mdl_backup_log (courseid, time, laststarttime, info) VALUES ")
            + runs.join(u','));
    else
        put(QStringLiteral("INSERT INTO mdl_backup_controllers (backupid, operation, type, itemid, purpose, "
                           "status, timecreated, timemodified) VALUES ")
            + runs.join(u',')
            + QStringLiteral(";INSERT INTO mdl_backup_logs (backupid, loglevel, message, timecreated) VALUES ")
            + lines.join(u','));
}

void TstMoodleCourses::readsAnOldLog()
{
    make(MoodleEdition::Old);
    putCourses(3);
    put(QStringLiteral("INSERT INTO mdl_backup_log (id, courseid, time, laststarttime, info) VALUES "
                       "(1, 2, %1, %1, 'Start backup course Course 2'), "
                       "(2, 3, %1, %1, 'Start backup course Course 3'), "
                       "(3, 2, %1 + 2, %1, '    zipping files'), "
                       "(4, 2, %1 + 4, %1, 'End backup course Course 2 - ERROR!!'), "
                       "(5, 2, %1 + 604800, %1 + 604800, 'Start backup course Course 2'), "
                       "(6, 99, %1, %1, 'End backup course gone - OK')")
            .arg(sundayAtThree));
    const CourseLog log = readLog(2);
    QCOMPARE(log.course, 2);
    QVERIFY(!log.readAt.isValid());
    QCOMPARE(log.runs.size(), 2);
    const QDateTime began = secondsToMoment(sundayAtThree);
    const LoggedRun &last = log.runs.at(0);
    QCOMPARE(
        last.run,
        (CourseRun {began.addDays(7), began.addDays(7), RunEnd::Died, QStringLiteral("Start backup course Course 2")}));
    QCOMPARE(last.lines.size(), 1);
    const LoggedRun &failed = log.runs.at(1);
    QCOMPARE(
        failed.run,
        (CourseRun {began, began.addSecs(4), RunEnd::Failed, QStringLiteral("End backup course Course 2 - ERROR!!")}));
    const QList<RunLine> lines {{began, QStringLiteral("Start backup course Course 2"), false},
                                {began.addSecs(2), QStringLiteral("    zipping files"), false},
                                {began.addSecs(4), QStringLiteral("End backup course Course 2 - ERROR!!"), true}};
    QCOMPARE(failed.lines, lines);
    QCOMPARE(readLog(1), (CourseLog {1, {}, {}}));
    QCOMPARE(readLog(99), (CourseLog {99, {}, {}})); // no such course any more
}

void TstMoodleCourses::waitsForALargeTable()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    putCourses(1);
    put(QStringLiteral("INSERT INTO mdl_backup_log (courseid, time, laststarttime, info) VALUES (1, %1, %1, 'a'), "
                       "(1, %1, %1, 'b'), (1, %1, %1, 'End backup course Course 1 - OK');"
                       "RENAME TABLE mdl_backup_log TO mdl_slow;"
                       "CREATE VIEW mdl_backup_log AS SELECT id, courseid, time, laststarttime, info FROM mdl_slow "
                       "WHERE SLEEP(2.5) = 0")
            .arg(sundayAtThree));
    const auto asBefore = qScopeGuard([this] { put(QStringLiteral("DROP VIEW mdl_backup_log; DROP TABLE mdl_slow")); });
    SqlAddress address = m_tables.address(m_storage);
    address.answerLimit = std::chrono::seconds(5); // which is less than the table takes
    address.wholeLimit = std::chrono::seconds(5);
    const auto moodle = site(address);
    QVERIFY(moodle);
    const Result<MoodleCourses> all = moodle->courseStates(m_facts);
    QVERIFY2(all, all ? "" : qPrintable(all.error().message + all.error().detail));
    QCOMPARE(courseOf(*all, 1).runs.value(0).end, RunEnd::Ok);
}

void TstMoodleCourses::takesMoreOfWholeTables()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Old);
    putCourses(100);
    SqlAddress address = m_tables.address(m_storage);
    address.limits.mostPackets = 60;
    const auto moodle = site(address);
    QVERIFY(moodle);
    const Result<MoodleCourses> all = moodle->courseStates(m_facts);
    QVERIFY2(all, all ? "" : qPrintable(all.error().message + all.error().detail));
    QCOMPARE(all->courses.size(), 100);
    const Result<QList<Course>> courses = moodle->courses(); // an answer as any other
    QVERIFY(!courses);
    QCOMPARE(courses.error().kind, ErrorKind::Incomplete);
}

void TstMoodleCourses::stopsBetweenStatements()
{
    make(QStringLiteral("SQLite"), MoodleEdition::Old);
    SqlAddress address = m_tables.address(m_storage);
    const auto moodle = site(address);
    QVERIFY(moodle);
    address.cancel.cancel();
    const Result<MoodleCourses> all = moodle->courseStates(m_facts);
    QVERIFY(!all);
    QCOMPARE(all.error().kind, ErrorKind::Cancelled);
}

NIGHTKEEP_TEST(TstMoodleCourses, integration, Core, 300)
#include "tst_moodlecourses.moc"
