// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/acceptedfinding.h"
#include "models/courses/coursefindings.h"
#include "tests/courses/madecourses.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

namespace {

/// What a row changes of a site with one course, 12, with a sound copy of the last run.
using AcceptedMaker = void (*)(CourseReading &reading, CourseState &course);

struct AcceptedCase
{
    const char *kind;
    const char *name;
    MoodleEdition edition;
    bool holds;
    AcceptedMaker make;
};

CourseRun acceptedRun(RunEnd end, int daysBefore)
{
    const QDateTime started = MadeCourses::lastRun().addDays(-daysBefore).addSecs(60);
    return {started, started.addSecs(30), end, QStringLiteral("zipping files")};
}

/// Accepted ten days before the last run, which left all as it was.
const QList<AcceptedCase> acceptedCases {
    {"ok-without-file", "OK again, and no file", MoodleEdition::Old, true,
     [](CourseReading &reading, CourseState &) { reading.files.clear(); }},
    {"copy-damaged", "damaged again", MoodleEdition::Old, true,
     [](CourseReading &reading, CourseState &) { reading.files.first().check.fault = ZipFault::CutOff; }},
    {"copy-incomplete", "still without a lost file", MoodleEdition::Later, true,
     [](CourseReading &reading, CourseState &) {
         reading.files.first().check.fault = ZipFault::MissingFiles;
         reading.files.first().inside.filesMissing = 1;
     }},
    {"without-contents", "still set to leave users out", MoodleEdition::Later, true,
     [](CourseReading &reading, CourseState &) { reading.files.first().inside.users = false; }},
    {"copy-old", "one run older", MoodleEdition::Old, true,
     [](CourseReading &reading, CourseState &course) {
         reading.files = {MadeCourses::zip(course, MadeCourses::lastRun().addDays(-7))};
     }},
    {"newest-damaged", "spoilt again", MoodleEdition::Old, true,
     [](CourseReading &reading, CourseState &course) {
         reading.files.append(MadeCourses::zip(course, MadeCourses::lastRun().addSecs(7200)));
         reading.files.last().check.fault = ZipFault::CutOff;
     }},
    {"masked-as-ok", "called OK again", MoodleEdition::Later, true,
     [](CourseReading &, CourseState &course) { course.runs.first().end = RunEnd::Failed; }},
    {"error-twice", "for as long as is known", MoodleEdition::Old, true,
     [](CourseReading &, CourseState &course) {
         course.runs = {acceptedRun(RunEnd::Failed, 0), acceptedRun(RunEnd::Failed, 7)};
     }},
    {"error-twice", "one went well in between", MoodleEdition::Old, false,
     [](CourseReading &, CourseState &course) {
         course.runs = {acceptedRun(RunEnd::Failed, 0), acceptedRun(RunEnd::Failed, 7), acceptedRun(RunEnd::Ok, 8)};
     }},
    {"beyond-the-night", "again the run did not come to it", MoodleEdition::Old, true,
     [](CourseReading &reading, CourseState &course) {
         course.lastStart = MadeCourses::lastRun().addDays(-7);
         course.nextRun = MadeCourses::lastRun();
         reading.courses.append(MadeCourses::course(13, QStringLiteral("BIOL")));
     }},
};

} // namespace

/// What is accepted of courses' backups stays so over the runs that leave all as it was.
class TstAcceptedCourses : public QObject
{
    Q_OBJECT

private slots:
    void outlastsARun_data()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < acceptedCases.size(); ++i)
            QTest::addRow("%s: %s", acceptedCases.at(i).kind, acceptedCases.at(i).name) << i;
    }
    void outlastsARun()
    {
        QFETCH(int, row);
        const AcceptedCase &one = acceptedCases.at(row);
        CourseReading made = MadeCourses::reading(one.edition);
        CourseState course = MadeCourses::course(12, QStringLiteral("CHEM"));
        if (one.edition == MoodleEdition::Old)
            made.files.append(MadeCourses::zip(course, course.lastStart));
        else
            MadeCourses::addPoolCopy(made, course, course.lastStart);
        one.make(made, course);
        made.courses.prepend(course);
        const SiteBackups joined = joinBackups(MadeCourses::site(), made, MadeCourses::now());
        QList<Finding> findings = courseFindings(joined, MadeCourses::now());
        findings.removeIf([&one](const Finding &each) { return each.kind != QLatin1String(one.kind); });
        QCOMPARE(findings.size(), 1);
        AcceptedFinding accepted;
        accepted.finding = findings.first().id;
        accepted.severity = findings.first().severity;
        accepted.kind = findings.first().kind;
        accepted.at = MadeCourses::lastRun().addDays(-10);
        QCOMPARE(takeAccepted(findings, {accepted}, MadeCourses::now().date()).size(), one.holds ? 1 : 0);
    }
};

NIGHTKEEP_TEST(TstAcceptedCourses, unit, Core)
#include "tst_acceptedcourses.moc"
