// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplantable.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/archives/archivewizard.h"

#include <QApplication>
#include <QDateEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <tuple>

using namespace Nightkeep;

/// Planning and starting an archive by keyboard alone, over a server that answers what a test says: course 33 has a
/// sound zip, that of 47 is cut off, and course 1 has none.
class TstArchiveWizard : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ArchiveWizard> m_wizard;

    FakeWorkspace &workspace() { return m_fixture->workspace; }
    [[nodiscard]] QByteArray nowInSeconds() const
    {
        return QByteArray::number(m_fixture->workspace.time.now().toSecsSinceEpoch());
    }
    static QByteArray answerTo(RemoteProgram program, QList<FrameRecord> records)
    {
        records.append(FrameRecord {"finished", {}});
        return framed(remoteProgramName(program).toLatin1(), records);
    }
    /// `bytes`: of the sound zip.
    void serverHolds(const QByteArray &bytes)
    {
        const auto isStarted = std::make_shared<std::atomic_bool>(false);
        workspace().hosts.setAnswer(
            [bytes, now = nowInSeconds(), isStarted](const Server &, RemoteProgram program, const QByteArray &,
                                                     const CancelToken &) -> Result<QByteArray> {
                if (program == RemoteProgram::Zips)
                    return answerTo(program,
                                    {{"now", {now}},
                                     {"zip", {bytes, now, "33/backupdata/a.zip"}},
                                     {"check", {"closedProperly", "", "", "33", now}},
                                     {"zip", {"700", now, "47/backupdata/b.zip"}},
                                     {"check", {"closedProperly", "cutOff", "", "", ""}},
                                     {"free", {"1000000000"}}});
                if (program == RemoteProgram::ArchiveStart) {
                    isStarted->store(true);
                    return answerTo(program, {{"started", {now, "4711", ""}}});
                }
                if (program == RemoteProgram::ArchiveStatus && !isStarted->load())
                    return answerTo(program, {{"now", {now}}});
                return fail(ErrorKind::Unreachable, QStringLiteral("no answer"));
            });
    }
    void openWish(const ArchiveWish &wish)
    {
        m_wizard = std::make_unique<ArchiveWizard>(m_fixture->context(), *workspace().siteStore.sites(),
                                                   *workspace().archiveStore.archiveRuns(), wish, nullptr);
        m_wizard->show();
        QVERIFY(QTest::qWaitForWindowActive(m_wizard.get(), 60000));
    }
    void openWizard(const std::optional<ArchiveRequest> &again = {})
    {
        ArchiveWish wish;
        wish.again = again;
        openWish(wish);
        QTRY_COMPARE(focused(), QStringLiteral("archiveTerm"));
    }
    void openPlan()
    {
        openWizard();
        press(Qt::Key_Return);
        waitForPlan();
    }
    /// Opens what was kept of a plan, as it was kept.
    void openKept()
    {
        openPlan();
        m_fixture->dialogs.textToGive = QStringLiteral("First look");
        button("keepPlan")->click();
        QTRY_COMPARE(m_fixture->said, QStringList {QStringLiteral("The plan is kept as \"First look\".")});
        m_wizard.reset();
        const Result<QList<SavedPlan>> kept = workspace().archives().savedPlans();
        QCOMPARE(kept->size(), 1);
        ArchiveWish wish;
        wish.kept = kept->constFirst();
        openWish(wish);
    }
    QTableView *rows() { return childOf<QTableView>(*m_wizard, "archivePlanTable"); }
    QString facts() { return childOf<QTextEdit>(*m_wizard, "archiveStartFacts")->toPlainText(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = m_wizard->focusWidget();
        QTest::keyClick(focus ? focus : m_wizard.get(), key, modifiers);
    }
    [[nodiscard]] QString focused() const
    {
        return m_wizard->focusWidget() ? m_wizard->focusWidget()->objectName() : QString();
    }
    QPushButton *button(const char *name) { return childOf<QPushButton>(*m_wizard, name); }
    QString step() { return childOf<QLabel>(*m_wizard, "planStep")->text().left(6); }
    QString summary() { return childOf<QLabel>(*m_wizard, "planSummary")->text(); }
    QString nameField() { return childOf<QLineEdit>(*m_wizard, "archiveName")->text(); }
    QString shownPart()
    {
        const auto *parts = childOf<QTabBar>(*m_wizard, "planParts");
        return parts->tabText(parts->currentIndex());
    }
    int shownRows() { return childOf<QTableView>(*m_wizard, "archivePlanTable")->model()->rowCount(); }
    int asked(RemoteProgram program)
    {
        const auto calls = workspace().hosts.calls();
        return int(std::count_if(calls.cbegin(), calls.cend(),
                                 [program](const auto &call) { return call.second == program; }));
    }
    void waitForPlan() { QTRY_VERIFY(button("planNext")->isEnabled()); }

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        serverHolds("500");
    }
    void cleanup()
    {
        m_wizard.reset();
        m_fixture.reset();
    }

    void byKeyboardFromTermToStart()
    {
        openWizard();
        QCOMPARE(nameField(), QStringLiteral("moodle-2008-autumn"));
        press(Qt::Key_M, Qt::AltModifier);
        QCOMPARE(focused(), QStringLiteral("archiveName"));
        QTest::keyClicks(m_wizard->focusWidget(), QStringLiteral("moodle-reading-week")); // over what was proposed
        QCOMPARE(nameField(), QStringLiteral("moodle-reading-week"));
        press(Qt::Key_Return);
        QCOMPARE(step(), QStringLiteral("Step 2"));
        waitForPlan();
        QVERIFY2(summary().startsWith(QStringLiteral("1 ready, 1 damaged, 2 courses missing.")), qPrintable(summary()));
        QCOMPARE(shownRows(), 4); // two zips, and a warning for each course without
        QCOMPARE(focused(), QStringLiteral("planParts"));
        press(Qt::Key_Right);
        press(Qt::Key_Right);
        QCOMPARE(shownPart(), QStringLiteral("1 damaged"));
        QCOMPARE(shownRows(), 1);
        press(Qt::Key_W, Qt::AltModifier);
        QCOMPARE(focused(), QStringLiteral("planReason"));
        QTest::keyClicks(m_wizard->focusWidget(), QStringLiteral("closed in May"));
        press(Qt::Key_Return);
        QCOMPARE(step(), QStringLiteral("Step 3"));
        const QString facts = childOf<QTextEdit>(*m_wizard, "archiveStartFacts")->toPlainText();
        for (const char *fact : {"moodle-reading-week.tar", "/data/archive on moodle-a.example.org",
                                 "Accepted: closed in", "as the last one took", "may be closed", "tar --create"})
            QVERIFY2(facts.contains(QLatin1String(fact)), qPrintable(facts.left(2000)));
        QSignalSpy started(m_wizard.get(), &ArchiveWizard::started);
        press(Qt::Key_S, Qt::AltModifier);
        QTRY_COMPARE(started.count(), 1);
        QVERIFY(!m_wizard->isVisible());
        QCOMPARE(asked(RemoteProgram::ArchiveStart), 1);
        const ArchiveRecord record = workspace().archiveStore.archiveRuns()->first();
        QCOMPARE(record.run.request.name, QStringLiteral("moodle-reading-week"));
        QCOMPARE(record.run.warnings.size(), 2);
        QCOMPARE(record.accepted.value_or(ArchiveNote()).text, QStringLiteral("closed in May"));
        QCOMPARE(workspace().auditLog.entries(QStringLiteral("archive.accept"))->size(), 1);
    }

    void warningsThatNobodyAcceptedStayOpen()
    {
        openWizard();
        press(Qt::Key_Return);
        waitForPlan();
        press(Qt::Key_Return);
        QCOMPARE(step(), QStringLiteral("Step 3"));
        QVERIFY(button("planBack")->isDefault()); // Enter does not start it
        button("startArchive")->click();
        QTRY_VERIFY(!m_wizard->isVisible());
        const QList<ArchiveRecord> runs = *workspace().archiveStore.archiveRuns();
        QVERIFY(runs.first().hasOpenWarnings());
        QList<Finding> found = ArchiveService::findings(runs, workspace().time.now());
        found.removeIf([&runs](const Finding &finding) { return finding.object != runs.first().run.id; });
        QCOMPARE(found.size(), 1);
        QVERIFY2(found.first().title.contains(QStringLiteral("2 courses")), qPrintable(found.first().title));
    }

    void goingBackKeepsThePlanUntilSomethingElseIsAsked()
    {
        openWizard();
        press(Qt::Key_Return);
        waitForPlan();
        const int once = asked(RemoteProgram::Zips);
        press(Qt::Key_Right);
        const QString part = shownPart();
        press(Qt::Key_B, Qt::AltModifier);
        QTRY_COMPARE(step(), QStringLiteral("Step 1"));
        press(Qt::Key_Return);
        QCOMPARE(step(), QStringLiteral("Step 2"));
        QVERIFY(button("planNext")->isEnabled());
        QCOMPARE(shownPart(), part);
        QCOMPARE(asked(RemoteProgram::Zips), once);
        press(Qt::Key_B, Qt::AltModifier);
        QTRY_COMPARE(step(), QStringLiteral("Step 1"));
        press(Qt::Key_L, Qt::AltModifier);
        QCOMPARE(focused(), QStringLiteral("archiveRule"));
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QVERIFY(!button("planNext")->isEnabled());
        waitForPlan();
        QCOMPARE(asked(RemoteProgram::Zips), once + 1);
        QVERIFY2(summary().startsWith(QStringLiteral("1 ready, 1 damaged")), qPrintable(summary()));
    }

    void aPlanThatIsStaleIsMadeAnew()
    {
        openWizard();
        press(Qt::Key_Return);
        waitForPlan();
        press(Qt::Key_Return);
        serverHolds("900");
        const int before = asked(RemoteProgram::Zips);
        button("startArchive")->click();
        QTRY_COMPARE(step(), QStringLiteral("Step 2"));
        waitForPlan();
        QVERIFY2(errorOf(*m_wizard).contains(QStringLiteral("no longer those of the plan")),
                 qPrintable(errorOf(*m_wizard)));
        QCOMPARE(asked(RemoteProgram::Zips), before + 2); // to see that it is stale, and to make it anew
        QCOMPARE(asked(RemoteProgram::ArchiveStart), 0);
    }

    void lookingIsStoppedByKeyboard()
    {
        workspace().hosts.setAnswer([now = nowInSeconds()](const Server &, RemoteProgram program, const QByteArray &,
                                                           const CancelToken &cancel) -> Result<QByteArray> {
            if (program == RemoteProgram::ArchiveStatus)
                return answerTo(program, {{"now", {now}}});
            QSemaphore never;
            while (!cancel.isCancelled())
                std::ignore = never.tryAcquire(1, 5);
            return fail(ErrorKind::Cancelled, QStringLiteral("stopped"));
        });
        openWizard();
        press(Qt::Key_Return);
        QCOMPARE(focused(), QStringLiteral("stopPlan"));
        QTRY_VERIFY2(summary().contains(QStringLiteral("Looking for the zips")), qPrintable(summary()));
        QCOMPARE(childOf<QProgressBar>(*m_wizard, "planProgress")->maximum(), 3);
        press(Qt::Key_Space);
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(summary(), QStringLiteral("The looking was stopped."));
        QCOMPARE(errorOf(*m_wizard), QString()); // which is no error
        QVERIFY(!button("planNext")->isEnabled());
        QCOMPARE(focused(), QStringLiteral("makePlan"));
        serverHolds("500");
        press(Qt::Key_Space);
        waitForPlan();
    }

    void theTermNamesTheArchiveUntilAPersonDoes()
    {
        openWizard();
        press(Qt::Key_Down); // the term before: its archive is there
        QCOMPARE(nameField(), QStringLiteral("moodle-2008-summer-2"));
        press(Qt::Key_M, Qt::AltModifier);
        press(Qt::Key_End);
        press(Qt::Key_Backspace);
        press(Qt::Key_T, Qt::AltModifier);
        press(Qt::Key_Down);
        QCOMPARE(nameField(), QStringLiteral("moodle-2008-summer-"));
    }

    void whatWasTypedIsNotLostByEscape()
    {
        openWizard();
        press(Qt::Key_M, Qt::AltModifier);
        QTest::keyClicks(m_wizard->focusWidget(), QStringLiteral("mine"));
        press(Qt::Key_Escape);
        QVERIFY(childOf<QDialog>(*m_wizard, "questionDialog"));
        QVERIFY(m_wizard->isVisible());
    }

    void anEarlierRunFillsTheFirstStep()
    {
        ArchiveRequest request;
        request.site = QStringLiteral("moodle");
        request.rule = ArchiveRule::SinceLastRun;
        request.notBefore = QDate(2008, 6, 1);
        request.name = QStringLiteral("moodle-2008-summer");
        request.readThrough = true;
        openWizard(request);
        QCOMPARE(nameField(), request.name);
        QCOMPARE(childOf<QComboBox>(*m_wizard, "archiveTerm")->currentData().toString(), QStringLiteral("2008-summer"));
        QCOMPARE(childOf<QComboBox>(*m_wizard, "archiveRule")->currentData().toInt(), int(request.rule));
        QCOMPARE(childOf<QDateEdit>(*m_wizard, "archiveNotBefore")->date(), request.notBefore);
        QVERIFY(childOf<QAbstractButton>(*m_wizard, "archiveReadThrough")->isChecked());
        QVERIFY(!m_wizard->hasInput()); // nobody has typed it
    }

    void thePartThatIsShownIsSaved()
    {
        m_fixture->dialogs.fileToSave = QStringLiteral("/tmp/plan.csv");
        openWizard();
        press(Qt::Key_Return);
        waitForPlan();
        childOf<QTabBar>(*m_wizard, "planParts")->setCurrentIndex(2);
        press(Qt::Key_V, Qt::AltModifier);
        QTRY_COMPARE(m_fixture->files.size(), 1);
        const QByteArray csv = m_fixture->files.value(QStringLiteral("/tmp/plan.csv"));
        QVERIFY2(csv.contains("b.zip") && !csv.contains("a.zip"), csv.constData());
        press(Qt::Key_C, Qt::AltModifier);
        QTRY_COMPARE(m_fixture->said.value(1), QStringLiteral("1 rows were copied."));
    }

    void whatIsAcceptedOfACourseIsOpenNoMore()
    {
        openPlan();
        const int looked = asked(RemoteProgram::Zips);
        childOf<QTabBar>(*m_wizard, "planParts")->setCurrentIndex(3);
        QVERIFY2(shownPart().startsWith(QStringLiteral("2 ")), qPrintable(shownPart()));
        QVERIFY(!button("planAccept")->isEnabled()); // none is chosen
        rows()->selectRow(0);
        button("planAccept")->click(); // and no reason is given
        QVERIFY(childOf<QWidget>(*m_wizard, "planReason")->isVisible());
        m_fixture->dialogs.textToGive = QStringLiteral("closed in May");
        rows()->selectAll();
        button("planAccept")->click();
        QVERIFY(!childOf<QWidget>(*m_wizard, "planReason")->isVisible());
        QCOMPARE(shownRows(), 2); // they are missing all the same
        QVERIFY(!button("planAccept")->isEnabled());
        QCOMPARE(asked(RemoteProgram::Zips), looked);
        button("planNext")->click();
        QVERIFY2(facts().contains(QStringLiteral("HIST2002: closed in")), qPrintable(facts()));
        button("startArchive")->click();
        QTRY_VERIFY(!m_wizard->isVisible());
        const ArchiveRecord record = workspace().archiveStore.archiveRuns()->first();
        QCOMPARE(record.run.request.accepted.size(), 2);
        QCOMPARE(record.run.request.accepted.first().by, workspace().auditLog.who());
        QCOMPARE(record.run.warnings.size(), 2);
        QVERIFY(!record.hasOpenWarnings());
    }

    void whatIsDecidedHoldsForTheNextLook()
    {
        openPlan();
        m_fixture->dialogs.textToGive = QStringLiteral("closed in May");
        rows()->selectAll();
        button("planAccept")->click();
        button("makePlan")->click();
        waitForPlan();
        QVERIFY(!childOf<QWidget>(*m_wizard, "planReason")->isVisible());
        button("planBack")->click();
        childOf<QLineEdit>(*m_wizard, "archiveName")->setText(QStringLiteral("another"));
        button("planNext")->click();
        waitForPlan();
        QVERIFY(!childOf<QWidget>(*m_wizard, "planReason")->isVisible());
    }

    void aCourseIsRunAgainFromItsPage()
    {
        openPlan();
        childOf<QTabBar>(*m_wizard, "planParts")->setCurrentIndex(3);
        rows()->selectAll();
        QVERIFY(!button("planCourse")->isEnabled()); // which of them?
        rows()->selectRow(0);
        QSignalSpy wanted(m_wizard.get(), &ArchiveWizard::courseWanted);
        button("planCourse")->click();
        QCOMPARE(wanted.count(), 1);
        const QString key = wanted.first().first().toString();
        QVERIFY2(key == QStringLiteral("moodle/1") || key == QStringLiteral("moodle/47"), qPrintable(key));
        QVERIFY(!m_wizard->isVisible());
    }

    void whatWasTypedIsAskedForBeforeTheCoursesPage()
    {
        openPlan();
        childOf<QLineEdit>(*m_wizard, "planReason")->setText(QStringLiteral("half a sentence"));
        rows()->selectAll();
        childOf<QTabBar>(*m_wizard, "planParts")->setCurrentIndex(3);
        rows()->selectRow(0);
        QSignalSpy wanted(m_wizard.get(), &ArchiveWizard::courseWanted);
        button("planCourse")->click();
        QCOMPARE(m_fixture->dialogs.questions.size(), 1);
        QCOMPARE(wanted.count(), 0);
        QVERIFY(m_wizard->isVisible());
    }

    void aKeptPlanIsStarted()
    {
        openKept();
        const int looked = asked(RemoteProgram::Zips);
        QCOMPARE(step(), QStringLiteral("Step 2"));
        const QString remarks = childOf<QLabel>(*m_wizard, "planRemarks")->text();
        QVERIFY2(remarks.startsWith(QStringLiteral("This plan was kept as \"First look\"")), qPrintable(remarks));
        QVERIFY(!m_wizard->hasInput());
        button("planNext")->click();
        button("startArchive")->click();
        QTRY_VERIFY(!m_wizard->isVisible());
        QCOMPARE(asked(RemoteProgram::Zips), looked + 1); // it was held against what is there
        QCOMPARE(asked(RemoteProgram::ArchiveStart), 1);
    }

    void aKeptPlanThatIsStaleIsMadeAnew()
    {
        openKept();
        serverHolds("900");
        button("planNext")->click();
        button("startArchive")->click();
        QTRY_COMPARE(step(), QStringLiteral("Step 2"));
        waitForPlan();
        QVERIFY(!errorOf(*m_wizard).isEmpty());
        QCOMPARE(asked(RemoteProgram::ArchiveStart), 0);
        const QString remarks = childOf<QLabel>(*m_wizard, "planRemarks")->text();
        QVERIFY2(!remarks.contains(QStringLiteral("First look")), qPrintable(remarks)); // it is another plan now
    }

    void thePlanIsPutOnPaper()
    {
        m_fixture->dialogs.fileToSave = QStringLiteral("/tmp/plan.json");
        openPlan();
        childOf<QTabBar>(*m_wizard, "planParts")->setCurrentIndex(1);
        button("exportPlan")->click();
        QTRY_COMPARE(m_fixture->files.size(), 1);
        const QByteArray paper = m_fixture->files.value(QStringLiteral("/tmp/plan.json"));
        for (const char *part : {"Plan of the archive moodle-2008-autumn", "33/backupdata/a.zip", "47/backupdata/b.zip",
                                 "HIST2002", "handed over to no place"})
            QVERIFY2(paper.contains(part), paper.constData());
        QCOMPARE(m_fixture->said.value(0), QStringLiteral("Saved as /tmp/plan.json."));
    }

    void termOriginAndPlacesAreThoseOfTheArchive()
    {
        const Term term {QStringLiteral("third"), QStringLiteral("Third term"), 2008,
                         workspace().time.now().date().addDays(-3)};
        std::ignore = workspace().archiveStore.replaceTerm({}, term);
        ArchivePlace place;
        place.name = QStringLiteral("tsm");
        std::ignore = workspace().archiveStore.replacePlace({}, place);
        ArchiveWish wish;
        wish.terms = {term};
        wish.places = {place};
        openWish(wish);
        QCOMPARE(nameField(), QStringLiteral("moodle-third"));
        QCOMPARE(childOf<QDateEdit>(*m_wizard, "archiveNotBefore")->date(), term.cutOff);
        auto *box = childOf<QAbstractButton>(*m_wizard, "archivePlace_tsm");
        QVERIFY(box && box->text().startsWith(QStringLiteral("tsm")));
        box->click();
        button("planNext")->click();
        waitForPlan();
        button("planNext")->click();
        for (const char *part : {"third", "tsm", "Automatic and hand-made ones"})
            QVERIFY2(facts().contains(QLatin1String(part)), qPrintable(facts()));
        button("startArchive")->click();
        QTRY_VERIFY(!m_wizard->isVisible());
        const ArchiveRequest made = workspace().archiveStore.archiveRuns()->first().run.request;
        QCOMPARE(made.term, term.name);
        QCOMPARE(made.places, QStringList {place.name});
    }

    void everyFieldHasALabelThatIsSeen()
    {
        openWizard();
        const QList<QLabel *> labels = m_wizard->findChildren<QLabel *>();
        for (const char *name : {"archiveTerm", "archiveSite", "archiveRule", "archiveNotBefore", "archiveOrigin",
                                 "archiveName", "planReason"}) {
            const auto *field = childOf<QWidget>(*m_wizard, name);
            QVERIFY2(field, name);
            const auto label = std::find_if(labels.cbegin(), labels.cend(),
                                            [field](const QLabel *each) { return each->buddy() == field; });
            QVERIFY2(label != labels.cend() && (*label)->text().contains(u'&'), name);
            QVERIFY2((*label)->isVisible() == field->isVisible(), name);
        }
        QVERIFY(childOf<QWidget>(*m_wizard, "archiveTerm")->isVisible());
    }

    /// With a font of twice the size, on a small screen.
    void everyStepFitsASmallScreen()
    {
        openWizard();
        QFont large = m_wizard->font();
        large.setPointSizeF(large.pointSizeF() * 2);
        m_wizard->setFont(large);
        for (int i = 1; i <= 3; ++i) {
            waitForPlan();
            QVERIFY2(m_wizard->minimumSizeHint().width() <= 1024 && m_wizard->minimumSizeHint().height() <= 700,
                     qPrintable(step()));
            QCOMPARE(namelessWidgets(*m_wizard), QStringList());
            if (i < 3)
                button("planNext")->click();
        }
        QCOMPARE(step(), QStringLiteral("Step 3"));
    }
};

NIGHTKEEP_TEST(TstArchiveWizard, widget, Window, 300)
#include "tst_archivewizard.moc"
