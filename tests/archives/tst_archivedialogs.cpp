// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/archives/archivecomparedialog.h"
#include "widgets/archives/archivefoundstep.h"
#include "widgets/archives/archivewhichstep.h"
#include "widgets/archives/keptplansdialog.h"
#include "widgets/archives/termsdialog.h"

#include <QDateEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>
#include <QTest>

#include <memory>
#include <tuple>

using namespace Nightkeep;

/// What stands around the planning of an archive: its terms and places, what is done about courses without a backup,
/// kept plans, and the comparison with an earlier archive.
class TstArchiveDialogs : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;

    FakeWorkspace &workspace() { return m_fixture->workspace; }
    ArchiveService &archives() { return m_fixture->context().workspace.archives(); }
    static Term madeTerm(const char *name, const QDate &cutOff)
    {
        return {QLatin1String(name), QStringLiteral("The %1 term").arg(QLatin1String(name)), cutOff.year(), cutOff};
    }
    static ArchiveWish madeWish()
    {
        ArchiveWish wish;
        wish.terms = {madeTerm("last", QDate(2008, 11, 10)), madeTerm("old", QDate(2006, 6, 1))};
        ArchivePlace tape;
        tape.name = QStringLiteral("tsm");
        ArchivePlace second;
        second.name = QStringLiteral("second");
        second.kind = PlaceKind::SshServer;
        wish.places = {second, tape};
        return wish;
    }
    std::unique_ptr<ArchiveWhichStep> madeStep(const ArchiveWish &wish)
    {
        return std::make_unique<ArchiveWhichStep>(*workspace().siteStore.sites(), QList<ArchiveRecord>(), wish,
                                                  QDate(2008, 11, 29), nullptr);
    }
    /// Course 47 has no zip that counts, and a hand-made one that would do.
    static ArchivePlan madePlan()
    {
        ArchivePlan plan;
        plan.request.site = QStringLiteral("moodle");
        plan.request.name = QStringLiteral("moodle-2008-autumn");
        plan.request.notBefore = QDate(2008, 11, 10);
        plan.server = QStringLiteral("moodle-a.example.org");
        plan.archiveFolder = "/data/archive";
        plan.plannedAt = QDateTime(QDate(2008, 11, 28), QTime(12, 0), QTimeZone::utc());
        plan.freeBytes = 1'000'000'000;
        PlannedZip zip;
        zip.file = madeZip("33/backupdata/a.zip", 500);
        zip.courseId = 33;
        plan.zips = {zip};
        ArchiveWarning warning;
        warning.courseId = 47;
        warning.course = QStringLiteral("HIST2002");
        warning.text = QStringLiteral("HIST2002 has no backup.");
        warning.leavesWithout = true;
        warning.handMade = "47/backupdata/by-hand.zip";
        plan.warnings = {warning};
        return plan;
    }
    static ZipFile madeZip(const char *path, qint64 bytes)
    {
        return {path, bytes, QDateTime(QDate(2008, 11, 20), QTime(3, 0), QTimeZone::utc())};
    }
    /// Beside the summer's, which the workspace has: complete, with these zips.
    ArchiveRecord madeAutumn(const QList<ZipFile> &files)
    {
        ArchiveRecord record = workspace().archiveStore.archiveRuns()->first();
        record.run.id = QStringLiteral("20081129-020000-moodle-2008-autumn");
        record.run.request.name = QStringLiteral("moodle-2008-autumn");
        record.run.startedAt = record.run.startedAt.addDays(89);
        std::ignore = workspace().archiveStore.saveArchiveRun(record);
        std::ignore = workspace().archiveStore.saveArchivedFiles(record.run.id, files);
        return record;
    }
    static QPushButton *button(const QWidget &root, const char *name) { return childOf<QPushButton>(root, name); }
    static QStringList column(const QTableView &view, int column)
    {
        QStringList texts;
        for (int row = 0; row < view.model()->rowCount(); ++row)
            texts << view.model()->index(row, column).data().toString();
        texts.sort();
        return texts;
    }

private slots:
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theTermOfTheWorkspaceComesFirstAndGivesTheDate()
    {
        const auto step = madeStep(madeWish());
        const ArchiveRequest asked = step->request();
        QCOMPARE(asked.term, QStringLiteral("last"));
        QCOMPARE(asked.name, QStringLiteral("moodle-last"));
        QCOMPARE(asked.notBefore, QDate(2008, 11, 10));
        QCOMPARE(asked.origin, ZipOrigin::Any);
        QCOMPARE(asked.places, QStringList());
        auto *terms = childOf<QComboBox>(*step, "archiveTerm");
        terms->setCurrentIndex(terms->findData(QStringLiteral("old")));
        QCOMPARE(step->request().notBefore, QDate(2006, 6, 1));
        terms->setCurrentIndex(terms->findData(QStringLiteral("2008-autumn")));
        QCOMPARE(step->request().term, QString()); // it is only proposed
        QCOMPARE(step->request().notBefore, QDate(2008, 11, 22)); // and not the old one's day
        QCOMPARE(step->request().name, QStringLiteral("moodle-2008-autumn"));
    }

    void anOldTermIsNotOfferedFirst()
    {
        ArchiveWish wish = madeWish();
        wish.terms.removeFirst();
        const auto step = madeStep(wish);
        QCOMPARE(step->request().term, QString());
        QVERIFY(step->request().notBefore > QDate(2008, 11, 1));
        QVERIFY(childOf<QComboBox>(*step, "archiveTerm")->findData(QStringLiteral("old")) > 0);
    }

    void whatWasAskedBeforeFillsAll()
    {
        const auto step = madeStep(madeWish());
        ArchiveRequest before;
        before.site = QStringLiteral("moodle");
        before.rule = ArchiveRule::SinceLastRun;
        before.term = QStringLiteral("old");
        before.notBefore = QDate(2007, 1, 2); // not the term's own
        before.name = QStringLiteral("mine");
        before.origin = ZipOrigin::ByPeople;
        before.readThrough = true;
        before.places = {QStringLiteral("tsm")};
        step->fill(before);
        QCOMPARE(step->request(), before);
    }

    void whatIsToBeDoneAboutACourseIsChosen_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QByteArray>("handMade");
        QTest::addColumn<QString>("accepted");
        QTest::addColumn<bool>("takes");
        QTest::addColumn<bool>("accepts");
        const int newest = int(ArchiveRule::NewestPerCourse);
        QTest::newRow("a hand-made one would do")
            << newest << QByteArray("47/by-hand.zip") << QString() << true << true;
        QTest::newRow("there is none") << newest << QByteArray() << QString() << false << true;
        QTest::newRow("all are taken anyway")
            << int(ArchiveRule::SinceLastRun) << QByteArray("47/by-hand.zip") << QString() << false << true;
        QTest::newRow("it is settled") << newest << QByteArray("47/by-hand.zip") << QStringLiteral("closed") << false
                                       << false;
    }
    void whatIsToBeDoneAboutACourseIsChosen()
    {
        QFETCH(int, rule);
        QFETCH(QByteArray, handMade);
        QFETCH(QString, accepted);
        QFETCH(bool, takes);
        QFETCH(bool, accepts);
        ArchivePlan plan = madePlan();
        plan.request.rule = ArchiveRule(rule);
        plan.warnings.first().handMade = handMade;
        plan.warnings.first().accepted = accepted;
        ArchiveFoundStep step(m_fixture->context(), nullptr);
        step.showPlan(plan);
        childOf<QTableView>(step, "archivePlanTable")->selectAll();
        QCOMPARE(button(step, "planInstead")->isEnabled(), takes);
        QCOMPARE(button(step, "planAccept")->isEnabled(), accepts);
        QCOMPARE(button(step, "planCourse")->isEnabled(), accepts);
        QSignalSpy instead(&step, &ArchiveFoundStep::insteadWanted);
        button(step, "planInstead")->click();
        QCOMPARE(instead.count(), takes ? 1 : 0);
        if (takes)
            QCOMPARE(instead.first().first().value<QList<BytePath>>(), QList<BytePath> {handMade});
    }

    void aReasonIsNeeded()
    {
        ArchiveFoundStep step(m_fixture->context(), nullptr);
        step.showPlan(madePlan());
        childOf<QTableView>(step, "archivePlanTable")->selectAll();
        QSignalSpy accepted(&step, &ArchiveFoundStep::accepted);
        m_fixture->dialogs.textToGive = QStringLiteral("  ");
        button(step, "planAccept")->click();
        QCOMPARE(accepted.count(), 0);
        m_fixture->dialogs.textToGive = QStringLiteral(" a test course ");
        button(step, "planAccept")->click();
        QCOMPARE(accepted.count(), 1);
        QCOMPARE(accepted.first().at(0).value<QList<qint64>>(), QList<qint64> {47});
        QCOMPARE(accepted.first().at(1).toString(), QStringLiteral("a test course"));
    }

    void aPlanIsGoodOnceAllIsSettled()
    {
        ArchivePlan plan = madePlan();
        QCOMPARE(planAnswer(plan).state, State::Attention);
        plan.warnings.first().accepted = QStringLiteral("closed in May");
        QCOMPARE(planAnswer(plan).state, State::Good);
        QCOMPARE(countOf(plan, PlanPart::Missing), 1); // it is missing all the same
        plan.webRemark = QStringLiteral("Anyone could download it.");
        QCOMPARE(planAnswer(plan).state, State::Attention);
    }

    void aFolderBelowAWebRootIsSaid()
    {
        ArchivePlan plan = madePlan();
        plan.webRemark = QStringLiteral("Anyone could download it.");
        ArchiveFoundStep step(m_fixture->context(), nullptr);
        step.showPlan(plan);
        const QString remarks = childOf<QLabel>(step, "planRemarks")->text();
        QVERIFY2(remarks.contains(plan.webRemark), qPrintable(remarks));
    }

    void termsAreAddedChangedAndRemoved()
    {
        TermsDialog dialog(m_fixture->context(), {}, nullptr);
        dialog.show();
        QSignalSpy changed(&dialog, &TermsDialog::changed);
        QVERIFY(!button(dialog, "termsChange")->isEnabled());
        button(dialog, "termsAdd")->click();
        auto *edit = childOf<QDialog>(dialog, "termDialog");
        QVERIFY(edit);
        QCOMPARE(childOf<QLineEdit>(*edit, "termName")->text(), QStringLiteral("2008-autumn")); // what is due
        childOf<QLineEdit>(*edit, "termName")->clear();
        QVERIFY(!button(*edit, "termOk")->isEnabled());
        childOf<QLineEdit>(*edit, "termName")->setText(QStringLiteral("autumn-08"));
        childOf<QLineEdit>(*edit, "termWords")->setText(QStringLiteral("Autumn 2008"));
        childOf<QDateEdit>(*edit, "termCutOff")->setDate(QDate(2008, 11, 15));
        button(*edit, "termOk")->click();
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(archives().terms()->value(0).cutOff, QDate(2008, 11, 15));

        QTRY_VERIFY(button(dialog, "termsChange")->isEnabled()); // the new one is chosen
        QTRY_VERIFY(!childOf<QDialog>(dialog, "termDialog"));
        button(dialog, "termsChange")->click();
        edit = childOf<QDialog>(dialog, "termDialog");
        QVERIFY(edit);
        QCOMPARE(childOf<QLineEdit>(*edit, "termWords")->text(), QStringLiteral("Autumn 2008"));
        childOf<QDateEdit>(*edit, "termCutOff")->setDate(QDate(2008, 11, 20));
        button(*edit, "termOk")->click();
        QTRY_COMPARE(changed.count(), 2);
        QCOMPARE(archives().terms()->value(0).cutOff, QDate(2008, 11, 20));

        m_fixture->dialogs.answer = true;
        button(dialog, "termsRemove")->click();
        QTRY_COMPARE(changed.count(), 3);
        QVERIFY(archives().terms()->isEmpty());
        QVERIFY(!button(dialog, "termsRemove")->isEnabled());
        QCOMPARE(errorOf(dialog), QString());
    }

    void aTermThatSomebodyChangedMeanwhileIsLeft()
    {
        const Term seen = madeTerm("last", QDate(2008, 11, 10));
        const Term theirs = madeTerm("last", QDate(2008, 11, 12));
        std::ignore = workspace().archiveStore.replaceTerm({}, theirs);
        TermsDialog dialog(m_fixture->context(), {seen}, nullptr);
        dialog.show();
        m_fixture->dialogs.answer = true;
        button(dialog, "termsRemove")->click();
        QTRY_VERIFY(!errorOf(dialog).isEmpty());
        QCOMPARE(archives().terms()->value(0), theirs);
    }

    void aReadOnlyWorkspaceIsLookedAtOnly()
    {
        workspace().makeReadOnly();
        TermsDialog terms(m_fixture->context(), madeWish().terms, nullptr);
        for (const char *name : {"termsAdd", "termsChange", "termsRemove"}) {
            QVERIFY2(!button(terms, name)->isEnabled(), name);
            QVERIFY2(button(terms, name)->toolTip().contains(QStringLiteral("read-only")), name);
        }
        SavedPlan plan;
        plan.number = 1;
        plan.title = QStringLiteral("kept");
        plan.plan = madePlan();
        KeptPlansDialog plans(m_fixture->context(), {plan}, {}, nullptr);
        QVERIFY(!button(plans, "keptPlansRemove")->isEnabled());
        QVERIFY(button(plans, "keptPlansPrint")->isEnabled());
        ArchiveFoundStep step(m_fixture->context(), nullptr);
        step.showPlan(madePlan());
        QVERIFY(!button(step, "keepPlan")->isEnabled());
        QVERIFY(button(step, "exportPlan")->isEnabled());
    }

    void aKeptPlanIsOpenedAndRemoved()
    {
        QVERIFY(archives().savePlan(QStringLiteral("First look"), madePlan()));
        const Result<QList<SavedPlan>> kept = archives().savedPlans();
        KeptPlansDialog dialog(m_fixture->context(), *kept, {}, nullptr);
        dialog.show();
        QCOMPARE(column(*childOf<QTableView>(dialog, "keptPlansTable"), 0), QStringList {QStringLiteral("First look")});
        QSignalSpy wanted(&dialog, &KeptPlansDialog::openWanted);
        button(dialog, "keptPlansOpen")->click();
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!dialog.isVisible());
        dialog.show();
        button(dialog, "keptPlansRemove")->click();
        QCOMPARE(m_fixture->dialogs.questions.size(), 1); // which is answered with no
        QVERIFY(m_fixture->dialogs.questions.constFirst().dangerous);
        QCOMPARE(m_fixture->jobs.running(), 0);
        m_fixture->dialogs.answer = true;
        button(dialog, "keptPlansRemove")->click();
        QTRY_COMPARE(childOf<QTableView>(dialog, "keptPlansTable")->model()->rowCount(), 0);
        QVERIFY(archives().savedPlans()->isEmpty());
        QVERIFY(!button(dialog, "keptPlansOpen")->isEnabled());
    }

    void whatChangedSinceTheArchiveBefore()
    {
        const QString summer = workspace().archiveStore.archiveRuns()->first().run.id;
        std::ignore = workspace().archiveStore.saveArchivedFiles(summer,
                                                                 {madeZip("33/backupdata/a.zip", 500),
                                                                  madeZip("47/backupdata/b.zip", 700),
                                                                  madeZip("12/backupdata/s.zip", 100)});
        const ArchiveRecord autumn = madeAutumn({madeZip("33/backupdata/c.zip", 100), madeZip("1/backupdata/d.zip", 10),
                                                 madeZip("12/backupdata/s.zip", 100)});
        ArchiveCompareDialog dialog(m_fixture->context(), autumn, *workspace().archiveStore.archiveRuns(), nullptr);
        dialog.show();
        QCOMPARE(childOf<QComboBox>(dialog, "archiveCompareWith")->currentData().toString(), summer);
        const auto *rows = childOf<QTableView>(dialog, "archiveCompareTable");
        QTRY_COMPARE(rows->model()->rowCount(), 3); // and the one that is the same is not shown
        QCOMPARE(column(*rows, 1),
                 (QStringList {QStringLiteral("gained"), QStringLiteral("lost"), QStringLiteral("shrunk")}));
        QCOMPARE(namelessWidgets(dialog), QStringList());
    }

    void aPlanIsComparedWithTheLastArchive()
    {
        const QString summer = workspace().archiveStore.archiveRuns()->first().run.id;
        std::ignore = workspace().archiveStore.saveArchivedFiles(summer, {madeZip("47/backupdata/b.zip", 700)});
        ArchiveCompareDialog dialog(m_fixture->context(), madePlan(), *workspace().archiveStore.archiveRuns(), nullptr);
        dialog.show();
        const auto *rows = childOf<QTableView>(dialog, "archiveCompareTable");
        QTRY_COMPARE(rows->model()->rowCount(), 2);
        QCOMPARE(column(*rows, 1), (QStringList {QStringLiteral("gained"), QStringLiteral("lost")}));
    }

    void whatNobodyHasLookedIntoIsNotCompared()
    {
        const ArchiveRecord autumn = madeAutumn({madeZip("33/backupdata/c.zip", 100)}); // the summer's is not known
        ArchiveCompareDialog dialog(m_fixture->context(), autumn, *workspace().archiveStore.archiveRuns(), nullptr);
        dialog.show();
        QTRY_VERIFY(!errorOf(dialog).isEmpty());
        QCOMPARE(childOf<QLabel>(dialog, "archiveCompareAnswer")->text(), QStringLiteral("What changed is not known."));
    }

    void withoutAnEarlierArchiveItSaysSo()
    {
        const QList<ArchiveRecord> runs = *workspace().archiveStore.archiveRuns();
        ArchiveCompareDialog dialog(m_fixture->context(), runs.first(), runs, nullptr);
        QVERIFY(childOf<QLabel>(dialog, "archiveCompareAnswer")
                    ->text()
                    .startsWith(QStringLiteral("There is no earlier finished archive")));
        QVERIFY(!childOf<QComboBox>(dialog, "archiveCompareWith")->isEnabled());
        QCOMPARE(m_fixture->jobs.running(), 0);
    }
};

NIGHTKEEP_TEST(TstArchiveDialogs, widget, Window, 120)
#include "tst_archivedialogs.moc"
