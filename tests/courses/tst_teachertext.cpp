// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/teachertext.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

/// What a row changes of a site with one course, 12, with a sound copy of the last run.
using TaughtMaker = void (*)(CourseReading &reading);

struct TaughtRow
{
    const char *name;
    CourseVerdict verdict;
    QStringList says;
    QStringList saysNot;
    TaughtMaker make;
};

const QString taughtPromise = QStringLiteral("could be brought back as it was on that day");
const QString taughtAct = QStringLiteral("make one by hand");

void taughtMake(CourseReading &reading, const QDateTime &made)
{
    reading.files.first().modified = reading.files.first().check.made = made;
    reading.files.first().path = reading.head.moodle.edition == MoodleEdition::Old
        ? BytePath("12/backupdata/backup-chem") + made.toString(QStringLiteral("-yyyyMMdd-HHmm")).toLatin1() + ".zip"
        : reading.files.first().path;
    for (FileRecord &record : reading.records) {
        record.made = made;
        record.name =
            QStringLiteral("backup-moodle2-course-12-chem%1.mbz").arg(made.toString(QStringLiteral("-yyyyMMdd-HHmm")));
    }
}

const QList<TaughtRow> taughtRows {
    {"safe",
     CourseVerdict::Safe,
     {QStringLiteral("All about CHEM (CHEM)"), QStringLiteral("Moodle makes such copies by itself."),
      QStringLiteral("what we saw on 15 December 2008"),
      QStringLiteral("last good copy of your course is of 14 December 2008"), taughtPromise,
      QStringLiteral("only in part so far"), QStringLiteral("It holds your students' work, too."),
      QStringLiteral("You need not do anything.")},
     {taughtAct, QStringLiteral("Nobody has looked since"), QStringLiteral("no newer one")},
     [](CourseReading &) {}},
    {"safe, read through",
     CourseVerdict::Safe,
     {QStringLiteral("read this copy from end to end and found no damage")},
     {QStringLiteral("only in part")},
     [](CourseReading &reading) { reading.files.first().check.level = ZipLevel::ReadThrough; }},
    {"safe, of whose contents nobody knows",
     CourseVerdict::Safe,
     {QStringLiteral("do not know whether it holds your students' work"),
      QStringLiteral("do not know whether it holds the files")},
     {QStringLiteral("It holds your students' work")},
     [](CourseReading &reading) {
         reading.files.first().inside.users = reading.files.first().inside.files = std::nullopt;
     }},
    {"safe, for it has not changed",
     CourseVerdict::Safe,
     {QStringLiteral("of 30 November 2008"), QStringLiteral("has not changed since")},
     {taughtAct},
     [](CourseReading &reading) {
         taughtMake(reading, MadeCourses::lastRun().addDays(-14));
         reading.courses.first().status = CourseStatus::Skipped;
         reading.courses.first().changed = MadeCourses::lastRun().addDays(-20);
     }},
    {"old",
     CourseVerdict::Old,
     {QStringLiteral("of 30 November 2008"), QStringLiteral("a newer one was due on 14 December 2008"), taughtPromise,
      taughtAct, QStringLiteral("tell you once there is one")},
     {QStringLiteral("You need not do anything")},
     [](CourseReading &reading) { taughtMake(reading, MadeCourses::lastRun().addDays(-14)); }},
    {"old, and nothing runs",
     CourseVerdict::Old,
     {QStringLiteral("makes no such copies by itself"), QStringLiteral("older than it should be.")},
     {QStringLiteral("was due on")},
     [](CourseReading &reading) {
         taughtMake(reading, MadeCourses::lastRun().addDays(-60));
         reading.head.moodle.active = BackupActive::Off;
     }},
    {"missing",
     CourseVerdict::Missing,
     {QStringLiteral("There is no copy of your course."), QStringLiteral("we do not find it"), taughtAct},
     {taughtPromise, QStringLiteral("good copy")},
     [](CourseReading &reading) {
         reading.files.clear();
         reading.records.clear();
     }},
    {"never made",
     CourseVerdict::Missing,
     {QStringLiteral("There is no copy of your course."), QStringLiteral("Moodle has not made one yet.")},
     {taughtPromise},
     [](CourseReading &reading) {
         reading.files.clear();
         reading.records.clear();
         reading.courses.first().status = CourseStatus::NotYetRun;
         reading.courses.first().lastStart = reading.courses.first().lastEnd = {};
     }},
    {"left out",
     CourseVerdict::Missing,
     {QStringLiteral("There is no copy of your course."), QStringLiteral("Moodle has left your course out.")},
     {taughtPromise, QStringLiteral("was to make one")},
     [](CourseReading &reading) {
         reading.files.clear();
         reading.records.clear();
         reading.courses.first().status = CourseStatus::Skipped;
     }},
    {"damaged",
     CourseVerdict::Damaged,
     {QStringLiteral("are damaged"), QStringLiteral("The newest copy, of 14 December 2008, is damaged"), taughtAct},
     {taughtPromise, QStringLiteral("good copy")},
     [](CourseReading &reading) {
         reading.files.first().check.level = ZipLevel::NotChecked;
         reading.files.first().check.fault = ZipFault::CutOff;
         reading.files.first().check.detail = QStringLiteral("/data/moodle/secret");
     }},
    {"incomplete",
     CourseVerdict::Incomplete,
     {QStringLiteral("lack a part of it"), QStringLiteral("is not complete"), taughtAct},
     {taughtPromise, QStringLiteral("good copy")},
     [](CourseReading &reading) {
         reading.files.first().check.fault = ZipFault::MissingFiles;
         reading.files.first().inside.filesNamed = 3;
         reading.files.first().inside.filesMissing = 1;
         reading.files.first().inside.firstMissing = QStringLiteral("secret.pdf");
     }},
    {"without students' work",
     CourseVerdict::Incomplete,
     {QStringLiteral("only what is in this copy"), QStringLiteral("does not hold your students' work"),
      QStringLiteral("does not hold all that it should"), taughtAct},
     {taughtPromise},
     [](CourseReading &reading) { reading.files.first().inside.users = false; }},
    {"Moodle warned",
     CourseVerdict::Incomplete,
     {QStringLiteral("warned that files may be missing"), taughtAct},
     {taughtPromise, QStringLiteral("all that it should")},
     [](CourseReading &reading) { reading.courses.first().status = CourseStatus::Warning; }},
    {"doubtful, nobody could look",
     CourseVerdict::Doubtful,
     {QStringLiteral("please do not rely on one"), QStringLiteral("We will find out how it stands"), taughtAct},
     {taughtPromise, QStringLiteral("good copy"), QStringLiteral("There is no copy")},
     [](CourseReading &reading) {
         reading.files.first().check.level = ZipLevel::NotChecked;
         reading.head.notChecked = QStringLiteral("No perl on moodle-c.example.org.");
     }},
    {"read long ago",
     CourseVerdict::Safe,
     {QStringLiteral("Nobody has looked since")},
     {},
     [](CourseReading &reading) { reading.head.listedAt = MadeCourses::now().addDays(-5); }},
};

TeacherText taughtOf(const TaughtRow &row, MoodleEdition edition, CourseVerdict *verdict = nullptr)
{
    CourseReading made = MadeCourses::reading(edition);
    const CourseState course = MadeCourses::course(12, QStringLiteral("CHEM"));
    made.courses = {course};
    if (edition == MoodleEdition::Old)
        made.files = {MadeCourses::zip(course, course.lastStart)};
    else
        MadeCourses::addPoolCopy(made, course, course.lastStart);
    row.make(made);
    const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
    if (verdict)
        *verdict = joined.courses.first().verdict;
    return teacherText(joined, joined.courses.first(), MadeCourses::now());
}

} // namespace

class TstTeacherText : public QObject
{
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void anotherCopyIsTold();
    void stepsAreThoseOfTheEdition();
};

void TstTeacherText::says_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<MoodleEdition>("edition");
    for (int i = 0; i < taughtRows.size(); ++i) {
        for (const MoodleEdition edition : {MoodleEdition::Old, MoodleEdition::Later})
            QTest::addRow("%s, %s", taughtRows.at(i).name, qPrintable(nameOf(edition))) << i << edition;
    }
}

void TstTeacherText::says()
{
    QFETCH(int, row);
    QFETCH(MoodleEdition, edition);
    const TaughtRow &taught = taughtRows.at(row);
    CourseVerdict verdict = CourseVerdict::Safe;
    const TeacherText text = taughtOf(taught, edition, &verdict);
    QCOMPARE(nameOf(verdict), nameOf(taught.verdict));
    QVERIFY2(text.subject.contains(QLatin1String("CHEM")), qPrintable(text.subject));
    for (const QString &wanted : taught.says)
        QVERIFY2(text.body.contains(wanted), qPrintable(wanted + QStringLiteral(" is not in:\n") + text.body));
    for (const QString &unwanted : taught.saysNot)
        QVERIFY2(!text.body.contains(unwanted), qPrintable(unwanted + QStringLiteral(" is in:\n") + text.body));
    // Nothing of how it is kept, and none of our own words for it.
    for (const char *inner : {"/data", "/backupdata/", "filedir", ".zip", ".mbz", "moodle-c", "secret", "perl",
                              "verdict", "doubtful", "closed properly", "%1", "%2"})
        QVERIFY2(!text.body.contains(QLatin1String(inner)), qPrintable(QLatin1String(inner) + u'\n' + text.body));
    for (const QString &paragraph : text.body.split(QStringLiteral("\n\n")))
        QVERIFY2(!paragraph.isEmpty() && !paragraph.contains(u'\n'), qPrintable(text.body));
}

void TstTeacherText::anotherCopyIsTold()
{
    const TaughtRow newerIsCut {"an older good one", CourseVerdict::Damaged, {}, {}, [](CourseReading &reading) {
                                    FoundFile cut =
                                        MadeCourses::zip(reading.courses.first(), MadeCourses::lastRun().addSecs(60));
                                    cut.check.level = ZipLevel::NotChecked;
                                    cut.check.fault = ZipFault::CutOff;
                                    taughtMake(reading, MadeCourses::lastRun().addDays(-14));
                                    reading.files.append(cut);
                                }};
    CourseVerdict verdict = CourseVerdict::Safe;
    const TeacherText text = taughtOf(newerIsCut, MoodleEdition::Old, &verdict);
    QCOMPARE(verdict, CourseVerdict::Damaged);
    QVERIFY2(text.body.contains(QLatin1String("last good copy of your course is of 30 November 2008")),
             qPrintable(text.body));
    QVERIFY2(text.body.contains(QLatin1String("The newest copy, of 14 December 2008, is damaged")),
             qPrintable(text.body));
}

void TstTeacherText::stepsAreThoseOfTheEdition()
{
    const TaughtRow none {"none", CourseVerdict::Missing, {}, {}, [](CourseReading &reading) {
                              reading.files.clear();
                              reading.records.clear();
                          }};
    const QString old = taughtOf(none, MoodleEdition::Old).body;
    const QString later = taughtOf(none, MoodleEdition::Later).body;
    QVERIFY2(old.contains(QLatin1String("\"Files\"")) && !old.contains(QLatin1String("Course reuse")), qPrintable(old));
    QVERIFY2(later.contains(QLatin1String("Course reuse")) && !later.contains(QLatin1String("\"Files\"")),
             qPrintable(later));
}

NIGHTKEEP_TEST(TstTeacherText, unit, Core)
#include "tst_teachertext.moc"
