// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/copywords.h"
#include "models/courses/courseexplanation.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

/// What a row changes of a site with one course, 12, with a sound copy of the last run.
using ExplainedMaker = void (*)(CourseReading &reading);

struct ExplainedRow
{
    const char *name;
    MoodleEdition edition;
    QStringList says; ///< each in a sentence of its own
    ExplainedMaker make;
};

void explainedWithoutFiles(CourseReading &reading, qint64 inPool, qint64 notInPool)
{
    FoundFile &file = reading.files.first();
    file.inside.files = false;
    file.inside.inPool = inPool;
    file.inside.notInPool = notInPool;
    file.checkedAt = MadeCourses::now();
}

const QList<ExplainedRow> explainedRows {
    {"all is well",
     MoodleEdition::Old,
     {QStringLiteral("Course 12 of moodle is CHEM (All about CHEM)."),
      QStringLiteral("Moodle 1.9.2 (Build: 20080711) says of its last backup: OK."),
      QStringLiteral("Our verdict: safe."), QStringLiteral("backup-chem-20081214-0301.zip, 195.3 KiB, made "),
      QStringLiteral("made by Moodle (the course's folder): closed properly."), QStringLiteral("The run of "),
      QStringLiteral("The files were looked through ")},
     [](CourseReading &) {}},
    {"nothing at all",
     MoodleEdition::Old,
     {QStringLiteral("has no row of its backups"), QStringLiteral("No copy of it was found."),
      QStringLiteral("Moodle remembers no run"), QStringLiteral("It is hidden from students."),
      QStringLiteral("Our verdict: missing.")},
     [](CourseReading &reading) {
         reading.files.clear();
         reading.courses.first().status = CourseStatus::Unlisted;
         reading.courses.first().runs.clear();
         reading.courses.first().visible = false;
     }},
    {"where a run died",
     MoodleEdition::Old,
     {QStringLiteral("broke off. It got as far as: zipping\\nfiles")},
     [](CourseReading &reading) {
         reading.courses.first().runs.first().end = RunEnd::Died;
         reading.courses.first().runs.first().step = QStringLiteral("zipping\nfiles");
     }},
    {"what a copy lacks",
     MoodleEdition::Later,
     {QStringLiteral("closed properly, without users' data, without files, with names made up")},
     [](CourseReading &reading) {
         reading.files.first().inside.users = reading.files.first().inside.files = false;
         reading.files.first().inside.anonymous = true;
     }},
    {"what a copy without files needs",
     MoodleEdition::Later,
     {QStringLiteral("Our verdict: incomplete. "),
      QStringLiteral("holds no files. It restores whole only while Moodle's pool keeps the 214 files that it names: it "
                     "had all of them on ")},
     [](CourseReading &reading) { explainedWithoutFiles(reading, 214, 0); }},
    {"what a copy without files lost",
     MoodleEdition::Later,
     {QStringLiteral("Of the 214 files that it names, 3 were gone from Moodle's pool on ")},
     [](CourseReading &reading) { explainedWithoutFiles(reading, 211, 3); }},
    {"why a copy does not count",
     MoodleEdition::Later,
     {QStringLiteral("unknown, made "), QStringLiteral("Moodle records it, and the pool does not have it")},
     [](CourseReading &reading) { reading.files.clear(); }},
    {"a copy at another's place",
     MoodleEdition::Old,
     {QStringLiteral("Elsewhere: backup-chem-"), QStringLiteral("of another course (the course's folder)")},
     [](CourseReading &reading) {
         reading.courses.append(MadeCourses::course(13, QStringLiteral("BIOL")));
         reading.files.append(reading.files.first());
         reading.files.last().path.replace("12/", "13/");
     }},
    {"whether a task waits",
     MoodleEdition::Later,
     {QStringLiteral("No task for it waits.")},
     [](CourseReading &reading) { reading.courses.first().hasTask = false; }},
    {"what is not known",
     MoodleEdition::Later,
     {QStringLiteral("it could not be read: The database is away."),
      QStringLiteral("could not be looked through at the last attempt: The server is away."),
      QStringLiteral("No perl there."), QStringLiteral("What is in /data/moodle/filedir is not wholly known."),
      QStringLiteral("Moodle keeps its files elsewhere (s3)"), QStringLiteral("more runs than were read")},
     [](CourseReading &reading) {
         reading.head.moodleFailure = Error {ErrorKind::Unreachable, QStringLiteral("The database is away.")};
         reading.head.inventoryFailure = Error {ErrorKind::Unreachable, QStringLiteral("The server is away.")};
         reading.head.notChecked = QStringLiteral("No perl there.");
         reading.head.places.first().sight = PlaceSight::Unreadable;
         reading.head.moodle.fileSystemClass = QStringLiteral("s3");
         reading.head.runsCut = true;
     }},
    {"files that nobody looked through",
     MoodleEdition::Old,
     {QStringLiteral("The files have never been looked through")},
     [](CourseReading &reading) {
         reading.head.listedAt = QDateTime();
         reading.files.clear();
     }},
};

QStringList explainedOf(const ExplainedRow &row, const CourseLog *log = nullptr)
{
    CourseReading made = MadeCourses::reading(row.edition);
    const CourseState course = MadeCourses::course(12, QStringLiteral("CHEM"));
    made.courses = {course};
    if (row.edition == MoodleEdition::Old)
        made.files = {MadeCourses::zip(course, course.lastStart)};
    else
        MadeCourses::addPoolCopy(made, course, course.lastStart);
    row.make(made);
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    return explainCourse(joined, joined.courses.first(), log, MadeCourses::now());
}

} // namespace

class TstCourseExplanation : public QObject
{
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void whatIsNotKnownOfThePoolIsNotSaid();
    void theLogTellsItsErrors();
};

void TstCourseExplanation::says_data()
{
    QTest::addColumn<int>("row");
    for (int i = 0; i < explainedRows.size(); ++i)
        QTest::newRow(explainedRows.at(i).name) << i;
}

void TstCourseExplanation::says()
{
    QFETCH(int, row);
    const QStringList sentences = explainedOf(explainedRows.at(row));
    const QString whole = sentences.join(u'\n');
    for (const QString &wanted : explainedRows.at(row).says)
        QVERIFY2(!sentences.filter(wanted).isEmpty(), qPrintable(wanted + QStringLiteral(" is not in:\n") + whole));
    for (const QString &sentence : sentences)
        QVERIFY2(!sentence.isEmpty() && !sentence.contains(u'\n') && !sentence.contains(u'%'), qPrintable(sentence));
}

void TstCourseExplanation::whatIsNotKnownOfThePoolIsNotSaid()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Later);
    MadeCourses::addPoolCopy(made, MadeCourses::course(12, QStringLiteral("CHEM")), MadeCourses::lastRun());
    explainedWithoutFiles(made, 0, 214);
    BackupCopy copy;
    MoodleFacts facts;
    const auto words = [&] {
        copy.file = made.files.first();
        return copyPoolWords(copy, facts, MadeCourses::now());
    };
    QCOMPARE(words(), QString()); // nobody knows whether the pool is there
    facts.fileSystemKnown = true;
    QVERIFY(words().contains(QLatin1String("214 were gone")));
    facts.fileSystemClass = QStringLiteral("s3");
    QCOMPARE(words(), QString());
    facts = {};
    explainedWithoutFiles(made, 1, 213); // it is: else it would have none
    QVERIFY(words().contains(QLatin1String("213 were gone")));
    explainedWithoutFiles(made, 0, 0); // it needs none
    QCOMPARE(words(), QString());
    explainedWithoutFiles(made, -1, -1);
    QCOMPARE(words(), QString());
}

void TstCourseExplanation::theLogTellsItsErrors()
{
    LoggedRun run;
    run.run = MadeCourses::course(12, QStringLiteral("CHEM")).runs.first();
    for (int i = 0; i < 5; ++i)
        run.lines.append({run.run.started, QStringLiteral("  line %1").arg(i), i > 0});
    const CourseLog log {12, MadeCourses::now().addSecs(-60), {run}};
    const QStringList sentences = explainedOf(explainedRows.first(), &log);
    QCOMPARE(sentences.filter(QStringLiteral("Its log was read ")).size(), 1);
    QCOMPARE(sentences.filter(QStringLiteral("It says of the last run: line ")).size(), 3);
    QVERIFY(sentences.filter(QStringLiteral("line 0")).isEmpty());
    QVERIFY(explainedOf(explainedRows.first()).filter(QStringLiteral("Its log")).isEmpty());
}

NIGHTKEEP_TEST(TstCourseExplanation, unit, Core)
#include "tst_courseexplanation.moc"
