// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/json.h"
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// What the tables of Moodle 2.x to 5.x say of courses' backups.
class TstLaterMoodle : public QObject, private MoodleStage
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(start()); }
    void readsLaterCourses_data() { allEngines(); }
    void readsLaterCourses();
    void readsLaterRuns_data() { allEngines(); }
    void readsLaterRuns();
    void readsTheQueue_data() { allEngines(); }
    void readsTheQueue();
    void readsRecords_data() { allEngines(); }
    void readsRecords();
    void doesWithoutOptionalTables_data() { allEngines(); }
    void doesWithoutOptionalTables();
    void namesWhatIsNotForTheAccount();
    void doesWithoutAForbiddenColumn();
    void readsALaterLog_data() { allEngines(); }
    void readsALaterLog();
    void saysWhenALogWasCut();
};

void TstLaterMoodle::readsLaterCourses()
{
    make(MoodleEdition::Later);
    putCourses(10);
    put(QStringLiteral("INSERT INTO mdl_backup_courses (courseid, laststarttime, lastendtime, laststatus, "
                       "nextstarttime) VALUES (1, %1, %1, '0', 0), (2, %1, %1, '1', 0), (3, %1, 0, '2', 0), "
                       "(4, %1, %1, '3', 0), (5, %1, %1, '4', 0), (6, 0, 0, '5', %1), (7, 0, 0, '6', %1), "
                       "(8, %1, %1, '7', 0), (9, 0, 0, '0', -1)")
            .arg(sundayAtThree));
    const MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 10);
    const QList<CourseStatus> expected {CourseStatus::Error,   CourseStatus::Ok,      CourseStatus::Unfinished,
                                        CourseStatus::Skipped, CourseStatus::Warning, CourseStatus::NotYetRun,
                                        CourseStatus::Queued,  CourseStatus::Unknown, CourseStatus::Error,
                                        CourseStatus::Unlisted};
    for (qsizetype i = 0; i < expected.size(); ++i)
        QVERIFY2(all.courses.at(i).status == expected.at(i), qPrintable(QString::number(i + 1)));
    QCOMPARE(all.courses.at(6).nextRun, secondsToMoment(sundayAtThree));
    QVERIFY(!all.courses.at(8).nextRun.isValid());
}

void TstLaterMoodle::readsLaterRuns()
{
    make(MoodleEdition::Later);
    putCourses(7);
    put(QStringLiteral(
            "INSERT INTO mdl_backup_controllers (id, backupid, operation, type, itemid, purpose, status, timecreated, "
            "timemodified) VALUES (1, 'a', 'backup', 'course', 2, 50, 1000, %1, %1 + 9), "
            "(2, 'b', 'backup', 'course', 2, 50, 1000, %1 + 86400, %1 + 86409), "
            "(3, 'c', 'backup', 'course', 3, 50, 1000, %1, %1 + 9), "
            "(4, 'd', 'backup', 'course', 4, 50, 800, %1, %1 + 9), "
            "(5, 'e', 'backup', 'course', 5, 50, 900, %1, 0), "
            "(6, 'f', 'backup', 'course', 1, 10, 1000, %1, %1), (7, 'g', 'restore', 'course', 1, 50, 1000, %1, %1), "
            "(8, 'h', 'backup', 'activity', 1, 50, 1000, %1, %1), (9, 'i', 'backup', 'course', 99, 50, 1000, %1, %1), "
            "(10, 'j', 'backup', 'course', 6, 50, NULL, NULL, NULL), "
            "(11, 'k', 'backup', 'course', 7, 50, 1000, %1, %1 + 9);"
            "INSERT INTO mdl_backup_logs (id, backupid, loglevel, message, timecreated) VALUES "
            "(1, 'a', 30, 'first', %1), (2, 'a', 20, ' disk full ', %1), (3, 'a', 30, 'after it', %1), "
            "(4, 'c', 30, 'a file is missing', %1), (5, 'k', 40, 'all is well', %1), (6, 'k', NULL, 'odd', %1), "
            "(7, 'gone', 20, 'of a run that is no more', %1)")
            .arg(sundayAtThree));
    const MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 7);
    const QDateTime began = secondsToMoment(sundayAtThree);
    const QDateTime sign = began.addSecs(9);
    QVERIFY(all.courses.at(0).runs.isEmpty()); // none was made by itself
    const QList<CourseRun> second {{began.addDays(1), sign.addDays(1), RunEnd::Ok, {}},
                                   {began, sign, RunEnd::Failed, QStringLiteral("disk full")}};
    QCOMPARE(all.courses.at(1).runs, second);
    const auto one = [](const CourseRun &run) { return QList<CourseRun> {run}; };
    QCOMPARE(all.courses.at(2).runs, one({began, sign, RunEnd::Warned, QStringLiteral("a file is missing")}));
    QCOMPARE(all.courses.at(3).runs, one({began, sign, RunEnd::Died, {}}));
    QCOMPARE(all.courses.at(4).runs, one({began, began, RunEnd::Failed, {}}));
    QCOMPARE(all.courses.at(5).runs, one({}));
    QCOMPARE(all.courses.at(6).runs, one({began, sign, RunEnd::Ok, {}}));
}

void TstLaterMoodle::readsTheQueue()
{
    make(MoodleEdition::Later);
    putCourses(4);
    const QString task = taskClass();
    put(QStringLiteral("INSERT INTO mdl_task_adhoc (classname, customdata) VALUES "
                       "('%1%2', '{\"courseid\":2,\"adminid\":5}'), ('%1%2', '{\"courseid\":\"3\"}'), "
                       "('%1core%1task%1other', '{\"courseid\":4}')")
            .arg(mark(), task));
    MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 4);
    QCOMPARE(courseOf(all, 1).hasTask, std::optional(false));
    QCOMPARE(courseOf(all, 2).hasTask, std::optional(true));
    QCOMPARE(courseOf(all, 3).hasTask, std::optional(true));
    QCOMPARE(courseOf(all, 4).hasTask, std::optional(false));

    // One that does not say for which course it is may be for any.
    put(QStringLiteral("INSERT INTO mdl_task_adhoc (classname, customdata) VALUES ('%1%2', 'broken')")
            .arg(mark(), task));
    all = read();
    QCOMPARE(courseOf(all, 2).hasTask, std::optional(true));
    QCOMPARE(courseOf(all, 4).hasTask, std::optional<bool>());
}

void TstLaterMoodle::readsRecords()
{
    make(MoodleEdition::Later);
    putCourses(3);
    const QString hash(39, u'a');
    put(QStringLiteral("INSERT INTO mdl_context (id, contextlevel, instanceid) VALUES (11, 50, 2), (12, 30, 2), "
                       "(13, 70, 2), (14, 50, 77);"
                       "INSERT INTO mdl_files (id, contenthash, contextid, component, filearea, filename, filesize, "
                       "timecreated) VALUES "
                       "(1, '%21', 11, 'backup', 'automated', 'one.mbz', 1000, %1), "
                       "(2, '%22', 11, 'backup', 'automated', '.', 0, %1), "
                       "(3, '%23', 11, 'backup', 'course', 'two é.mbz', 5000000000, %1), "
                       "(4, '%24', 12, 'user', 'backup', 'three.mbz', 3, %1), "
                       "(5, '%25', 11, 'backup', 'section', 'four.mbz', 4, %1), "
                       "(6, '%26', 13, 'backup', 'activity', 'five.mbz', 5, %1), "
                       "(7, '%27', 88, 'backup', 'automated', 'six.mbz', 6, %1), "
                       "(8, '%28', 12, 'user', 'draft', 'no.mbz', 6, %1), "
                       "(9, NULL, 11, 'backup', 'automated', 'no.mbz', 6, %1), "
                       "(10, 'short', 11, 'backup', 'automated', 'no.mbz', 6, %1), "
                       "(11, '%2B', 14, 'backup', 'automated', 'seven.mbz', NULL, NULL), "
                       "(12, '%29', 11, 'course', 'summary', 'no.png', 6, %1)")
            .replace(QLatin1String("%1"), QString::number(sundayAtThree))
            .replace(QLatin1String("%2"), hash));
    const auto record = [&](qint64 course, BackupArea area, const char *name, qint64 bytes, char last,
                            const QDateTime &made) {
        return FileRecord {course, area, QString::fromUtf8(name), bytes, hash.toLatin1() + last, made};
    };
    const QDateTime made = secondsToMoment(sundayAtThree);
    const QList<FileRecord> expected {record(2, BackupArea::Automated, "one.mbz", 1000, '1', made),
                                      record(2, BackupArea::Course, "two é.mbz", 5000000000, '3', made),
                                      record(0, BackupArea::User, "three.mbz", 3, '4', made),
                                      record(2, BackupArea::Part, "four.mbz", 4, '5', made),
                                      record(0, BackupArea::Part, "five.mbz", 5, '6', made),
                                      record(0, BackupArea::Automated, "six.mbz", 6, '7', made),
                                      record(77, BackupArea::Automated, "seven.mbz", 0, 'b', {})};
    const MoodleCourses all = read();
    QCOMPARE(all.records.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(toJson(all.records.at(i)), toJson(expected.at(i)));
}

void TstLaterMoodle::doesWithoutOptionalTables()
{
    make(MoodleEdition::Later);
    putCourses(2);
    put(QStringLiteral("INSERT INTO mdl_backup_controllers (backupid, operation, type, itemid, purpose, status, "
                       "timecreated, timemodified) VALUES ('a', 'backup', 'course', 2, 50, 1000, %1, %1);"
                       "DROP TABLE mdl_task_adhoc; DROP TABLE mdl_task_log")
            .arg(sundayAtThree));
    const MoodleCourses all = read();
    QCOMPARE(all.courses.size(), 2);
    QCOMPARE(courseOf(all, 2).hasTask, std::optional<bool>());
    QCOMPARE(courseOf(all, 2).runs.size(), 1);
    const CourseLog log = readLog(2);
    QCOMPARE(log.runs.size(), 1);
    QCOMPARE(log.runs.at(0).output, QString());

    // Without its records nobody can say which copies there are.
    put(QStringLiteral("DROP TABLE mdl_files"));
    const auto moodle = site(m_tables.address(m_storage));
    QVERIFY(moodle);
    const Result<MoodleCourses> none = moodle->courseStates(m_facts);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::MissingTable);
    QVERIFY2(none.error().message.contains(QLatin1String("mdl_files")), qPrintable(none.error().message));
}

void TstLaterMoodle::namesWhatIsNotForTheAccount()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Later);
    putCourses(2);
    SqlAddress address = m_tables.address(m_storage);
    address.user = QStringLiteral("looker");
    address.password = QStringLiteral("x");
    const auto allow = [&](const QStringList &tables) {
        QStringList grants;
        for (const QString &table : tables)
            grants += QStringLiteral("SELECT ON `%1`.mdl_%2").arg(MoodleTables::databaseName(m_storage), table);
        const Result<void> made = m_tables.server().createUser(address.user, address.password, grants);
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    };
    QStringList tables =
        QStringLiteral("course backup_courses backup_controllers backup_logs context config_plugins").split(u' ');
    allow(tables);
    std::unique_ptr<MoodleSite> moodle = site(address);
    QVERIFY(moodle);
    const Result<MoodleFacts> byTables = moodle->facts();
    QVERIFY2(byTables, byTables ? "" : qPrintable(byTables.error().message));
    QCOMPARE(byTables->edition, MoodleEdition::Later);
    QCOMPARE(byTables->version, QString());
    const Result<MoodleCourses> denied = moodle->courseStates(m_facts);
    QVERIFY(!denied);
    QCOMPARE(denied.error().kind, ErrorKind::PermissionDenied);
    QVERIFY2(denied.error().message.contains(QLatin1String("mdl_files")), qPrintable(denied.error().message));

    allow(tables += QStringLiteral("files"));
    moodle = site(address);
    QVERIFY(moodle);
    const Result<MoodleCourses> enough = moodle->courseStates(m_facts);
    QVERIFY2(enough, enough ? "" : qPrintable(enough.error().message));
    QCOMPARE(enough->courses.size(), 2);
    QCOMPARE(courseOf(*enough, 2).hasTask, std::optional<bool>());
}

/// A table that is there and refuses: the statement with the others is refused as a whole.
void TstLaterMoodle::doesWithoutAForbiddenColumn()
{
    make(QStringLiteral("InnoDB"), MoodleEdition::Later);
    putCourses(2);
    put(QStringLiteral("INSERT INTO mdl_course_categories (id, name, parent) VALUES (3, 'Science', 0);"
                       "INSERT INTO mdl_config_plugins (plugin, name, value) VALUES ('backup', 'backup_auto_hour', "
                       "'5')"));
    SqlAddress address = m_tables.address(m_storage);
    address.user = QStringLiteral("peeper");
    address.password = QStringLiteral("x");
    const QString all =
        QStringLiteral("course backup_courses backup_controllers backup_logs context files task_adhoc config_plugins");
    const QString database = MoodleTables::databaseName(m_storage);
    QStringList grants {QStringLiteral("SELECT (id) ON `%1`.mdl_course_categories").arg(database),
                        QStringLiteral("SELECT (id) ON `%1`.mdl_config").arg(database)};
    for (const QString &table : all.split(u' '))
        grants += QStringLiteral("SELECT ON `%1`.mdl_%2").arg(database, table);
    const Result<void> made = m_tables.server().createUser(address.user, address.password, grants);
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    const auto moodle = site(address);
    QVERIFY(moodle);
    const Result<MoodleFacts> facts = moodle->facts();
    QVERIFY2(facts, facts ? "" : qPrintable(facts.error().message + facts.error().detail));
    QCOMPARE(facts->edition, MoodleEdition::Later);
    QCOMPARE(facts->version, QString());
    QCOMPARE(facts->hour, 5);
    const Result<MoodleCourses> courses = moodle->courseStates(*facts);
    QVERIFY2(courses, courses ? "" : qPrintable(courses.error().message + courses.error().detail));
    QCOMPARE(courses->courses.size(), 2);
    QCOMPARE(courseOf(*courses, 2).category, 3);
    QCOMPARE(courseOf(*courses, 2).categoryName, QString());
    QCOMPARE(courseOf(*courses, 2).hasTask, std::optional(false));
}

void TstLaterMoodle::readsALaterLog()
{
    make(MoodleEdition::Later);
    putCourses(3);
    const QString task = taskClass();
    put(QStringLiteral(
            "INSERT INTO mdl_backup_controllers (id, backupid, operation, type, itemid, purpose, status, timecreated, "
            "timemodified) VALUES (1, 'a', 'backup', 'course', 2, 50, 1000, %1, %1 + 9), "
            "(2, 'b', 'backup', 'course', 3, 50, 1000, %1, %1 + 9), "
            "(3, 'c', 'backup', 'course', 2, 50, 800, %1 + 86400, %1 + 86401);"
            "INSERT INTO mdl_backup_logs (id, backupid, loglevel, message, timecreated) VALUES "
            "(1, 'a', 30, 'first', %1 + 1), (2, 'b', 20, 'of another', %1), (3, 'a', 20, 'disk full', %1 + 2), "
            "(4, 'a', 30, 'after it', %1 + 3);"
            "INSERT INTO mdl_task_log (classname, timestart, timeend, output) VALUES "
            "('%2', %1 - 0.75, %1 + 9.5, 'Execute adhoc task\nProcessing automated backup for course: Course "
            "2\nDone'), "
            "('%2', %1 - 0.75, %1 + 9.5, 'Processing automated backup for course: Course 22'), "
            "('%2', %1 - 900, %1 - 800, 'Processing automated backup for course: Course 2'), "
            "('other', %1 - 0.75, %1 + 9.5, 'Processing automated backup for course: Course 2')")
            .arg(sundayAtThree)
            .arg(task));
    const CourseLog log = readLog(2);
    QCOMPARE(log.course, 2);
    QCOMPARE(log.runs.size(), 2);
    const QDateTime began = secondsToMoment(sundayAtThree);
    QCOMPARE(log.runs.at(0).run, (CourseRun {began.addDays(1), began.addDays(1).addSecs(1), RunEnd::Died, {}}));
    QVERIFY(log.runs.at(0).lines.isEmpty());
    QCOMPARE(log.runs.at(0).output, QString());
    const LoggedRun &failed = log.runs.at(1);
    QCOMPARE(failed.run, (CourseRun {began, began.addSecs(9), RunEnd::Failed, QStringLiteral("disk full")}));
    const QList<RunLine> lines {{began.addSecs(1), QStringLiteral("first"), false},
                                {began.addSecs(2), QStringLiteral("disk full"), true},
                                {began.addSecs(3), QStringLiteral("after it"), false}};
    QCOMPARE(failed.lines, lines);
    QVERIFY2(failed.output.startsWith(QLatin1String("Execute adhoc task\n")), qPrintable(failed.output));
    QCOMPARE(readLog(99), (CourseLog {99, {}, {}}));

    // Two that say the same: whose output it is cannot be told.
    put(QStringLiteral("INSERT INTO mdl_task_log (classname, timestart, timeend, output) VALUES ('%2', %1, %1, "
                       "'Processing automated backup for course: Course 2')")
            .arg(sundayAtThree)
            .arg(task));
    QCOMPARE(readLog(2).runs.value(1).output, QString());
}

void TstLaterMoodle::saysWhenALogWasCut()
{
    make(QStringLiteral("SQLite"), MoodleEdition::Later);
    putCourses(1);
    QStringList lines {QStringLiteral("('z', 20, 'disk full', %1)").arg(sundayAtThree - 86400)};
    for (int line = 0; line < 6000; ++line)
        lines += QStringLiteral("('a', 30, 'line %1', %2)").arg(line).arg(sundayAtThree);
    put(QStringLiteral("INSERT INTO mdl_backup_controllers (backupid, operation, type, itemid, purpose, status, "
                       "timecreated, timemodified) VALUES "
                       "('z', 'backup', 'course', 1, 50, 1000, %1 - 86400, %1 - 86400), "
                       "('a', 'backup', 'course', 1, 50, 1000, %1, %1);"
                       "INSERT INTO mdl_backup_logs (backupid, loglevel, message, timecreated) VALUES ")
            .arg(sundayAtThree)
        + lines.join(u','));
    const CourseLog log = readLog(1);
    QCOMPARE(log.runs.size(), 2);
    QCOMPARE(log.runs.at(0).run.end, RunEnd::Warned);
    QCOMPARE(log.runs.at(1).run.end, RunEnd::Unknown); // it failed, as one of the lines says that were not read
    const QList<RunLine> &read = log.runs.at(0).lines;
    QCOMPARE(read.constLast().text, QStringLiteral("line 5999"));
    QVERIFY(read.size() < 6000);
    QVERIFY2(read.constFirst().text.contains(QLatin1String("not read")), qPrintable(read.constFirst().text));
    QVERIFY(!read.constFirst().at.isValid());
}

NIGHTKEEP_TEST(TstLaterMoodle, integration, Core, 300)
#include "tst_latermoodle.moc"
