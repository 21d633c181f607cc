// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"
#include "tests/courses/madecourses.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"
#include "widgets/common/factsview.h"
#include "widgets/courses/coursefacts.h"

#include <QTest>

using namespace Nightkeep;

/// Where the last proven restore stands beside the list of drills.
class TstLastProven : public QObject
{
    Q_OBJECT

private slots:
    void theOverviewTellsIt();
    void theCourseTellsIt();
};

void TstLastProven::theOverviewTellsIt()
{
    FakeWorkspace workspace;
    workspace.fillSmallEstate();
    const auto detail = [&workspace] {
        const WorkspaceReading reading = readWorkspace(workspace);
        for (const Area &area : allAreas()) {
            Result<AreaStanding> standing = area(reading);
            if (standing && standing->page == Page::Archives && standing->detailAt)
                return standing->detailAt(reading.now);
        }
        return QString();
    };
    QVERIFY2(detail().contains(QLatin1String("no restore proven yet")), qPrintable(detail()));
    RestoreDrill drill;
    drill.site = QStringLiteral("moodle");
    drill.path = "/data/moodle/33/backupdata/a.zip";
    drill.where = QStringLiteral("moodle-test");
    drill.outcome = RestoreDrill::Outcome::Partly;
    drill.missing = QStringLiteral("a quiz");
    QVERIFY(workspace.drills().record(drill));
    QVERIFY2(detail().contains(QLatin1String("no restore proven yet")), qPrintable(detail()));
    drill.outcome = RestoreDrill::Outcome::Proven;
    QVERIFY(workspace.drills().record(drill));
    QVERIFY2(detail().contains(QLatin1String("last proven restore")), qPrintable(detail()));
}

void TstLastProven::theCourseTellsIt()
{
    CourseReading reading = MadeCourses::reading(MoodleEdition::Old);
    reading.courses = {MadeCourses::course(33, QStringLiteral("BIOC1001"))};
    const SiteBackups site = joinBackups(MadeCourses::site(), reading, MadeCourses::now());
    FactsView view;
    const auto shown = [&](const CourseRestores &restores) {
        view.describe(QStringLiteral("33"), [&](FactsView &facts) {
            describeCourse(facts, site, site.courses.constFirst(), {}, MadeCourses::now(), restores);
        });
        const QString text = view.toPlainText();
        view.describeNothing({}); // what was described holds none of this
        return text;
    };
    const QString unread = shown({});
    QVERIFY2(unread.contains(QLatin1String("Last proven restore")) && unread.contains(QLatin1String("not known")),
             qPrintable(unread));
    QVERIFY(shown({QList<RestoreDrill>(), {}}).contains(QLatin1String("No restore has been proven.")));
    RestoreDrill drill;
    drill.site = site.site.name;
    drill.course = 33;
    drill.where = QStringLiteral("moodle-test");
    drill.outcome = RestoreDrill::Outcome::Proven;
    drill.at = MadeCourses::now().addDays(-3);
    const CopyOrigin copy {MoodleEdition::Old, QStringLiteral("1.9.2"), {}, {}};
    const QString proven = shown({QList<RestoreDrill> {drill}, restorable(copy, {site})});
    for (const char *part : {"restored on moodle-test", "takes it"})
        QVERIFY2(proven.contains(QLatin1String(part)), qPrintable(proven));
}

NIGHTKEEP_TEST(TstLastProven, widget, Window)
#include "tst_lastproven.moc"
