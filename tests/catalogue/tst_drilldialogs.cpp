// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/catalogue/drillstage.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/archives/archivespage.h"
#include "widgets/catalogue/drilldialogs.h"
#include "widgets/common/datatable.h"

#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;

namespace {

Result<QByteArray> provenDrill(const Server &, RemoteProgram, const QByteArray &, const CancelToken &)
{
    return framed("restore-drill",
                  {{"says", {"7175697a", "1"}},
                   {"came", {"7175697a", "1"}},
                   {"others", {"3", "3", "yes", "5"}},
                   {"restored", {"0", "75", ""}},
                   {"category", {"removed"}},
                   {"finished", {}}});
}

} // namespace

/// The dialogs about restore drills, and what the archives' page says of them.
class TstDrillDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup()
    {
        m_owner.reset();
        m_fixture.reset();
    }
    void recordsADrill();
    void aSiteThatIsGoneIsNoOther();
    void keepsWhatWasTypedWhereNothingIsKept();
    void runsADrill();
    void recordsThoughNobodyLooksOn();
    void saysWhyNothingRuns();
    void listsAndRemoves();
    void saysWhichMoodleTakesIt();
    void thePageTellsTheLastProven();
    void nothingIsWrittenReadOnly();

private:
    [[nodiscard]] QWidget *owner()
    {
        m_owner = std::make_unique<QWidget>();
        return m_owner.get();
    }
    [[nodiscard]] FakeWorkspace &workspace() { return m_fixture->workspace; }
    [[nodiscard]] QList<RestoreDrill> drills()
    {
        const Result<CatalogueRecords> records = workspace().catalogue();
        return records ? records->drills : QList<RestoreDrill>();
    }
    [[nodiscard]] ArchiveRecord summerRun()
    {
        const Result<QList<ArchiveRecord>> runs = workspace().archives().runs();
        return runs && !runs->isEmpty() ? runs->constFirst() : ArchiveRecord();
    }
    /// A site for tests beside the small estate's own.
    void addTestSite()
    {
        Site site;
        site.name = QStringLiteral("moodle4");
        site.dataServer = site.databaseServer = QStringLiteral("moodle-pp.example.org");
        site.databaseName = site.name;
        site.dataFolder = "/data/moodle4";
        site.codeFolder = "/moodle";
        QVERIFY(workspace().siteStore.replaceSite({}, site));
        workspace().moodles.change(site.name, [](FakeMoodle &moodle) {
            moodle.facts.edition = MoodleEdition::Later;
            moodle.facts.release = QStringLiteral("4.3");
        });
    }
    [[nodiscard]] RestoreDrill begun()
    {
        RestoreDrill drill;
        drill.run = summerRun().run.id;
        drill.site = summerRun().run.request.site;
        return drill;
    }
    void record(RestoreDrill::Outcome outcome)
    {
        RestoreDrill drill = begun();
        drill.path = "33/backup.zip";
        drill.shortName = QStringLiteral("BIOC1001");
        drill.where = QStringLiteral("moodle-test");
        drill.outcome = outcome;
        drill.missing = QStringLiteral("a quiz");
        QVERIFY(workspace().drills().record(drill));
    }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<QWidget> m_owner;
};

void TstDrillDialogs::recordsADrill()
{
    auto *dialog = new DrillRecordDialog(m_fixture->context(), begun(), owner());
    dialog->show();
    auto *site = childOf<QComboBox>(*dialog, "drillSite");
    auto *ok = childOf<QPushButton>(*dialog, "drillRecordOk");
    QTRY_VERIFY(site->count() > 0);
    QCOMPARE(namelessWidgets(*dialog).join(u' '), QString());
    QVERIFY(!ok->isEnabled() && !site->isEnabled());
    childOf<QLineEdit>(*dialog, "drillPath")->setText(QStringLiteral("33/backup.zip"));
    childOf<QLineEdit>(*dialog, "drillWhere")->setText(QStringLiteral("moodle-test"));
    QVERIFY(ok->isEnabled());
    childOf<QComboBox>(*dialog, "drillOutcome")->setCurrentIndex(1);
    QVERIFY(!ok->isEnabled()); // what was missing is not said
    childOf<QLineEdit>(*dialog, "drillMissing")->setText(QStringLiteral("a quiz"));
    childOf<QLineEdit>(*dialog, "drillCourse")->setText(QStringLiteral("BIOC1001"));
    QVERIFY(dialog->hasInput());
    ok->click();
    childOf<QLineEdit>(*dialog, "drillMissing")->setText(QStringLiteral("two quizzes"));
    QVERIFY(!ok->isEnabled()); // it is on its way
    QTRY_VERIFY(!dialog->isVisible());
    QCOMPARE(drills().size(), 1);
    const RestoreDrill kept = drills().constFirst();
    QCOMPARE(nameOf(kept.outcome) + u' ' + kept.missing + u' ' + kept.run + u' ' + kept.shortName,
             QStringLiteral("partly a quiz ") + begun().run + QStringLiteral(" BIOC1001"));
    QCOMPARE(m_fixture->said.size(), 1);
}

void TstDrillDialogs::aSiteThatIsGoneIsNoOther()
{
    RestoreDrill wanted = begun();
    wanted.site = QStringLiteral("moodle-1.6");
    auto *dialog = new DrillRecordDialog(m_fixture->context(), wanted, owner());
    dialog->show();
    const auto *site = childOf<QComboBox>(*dialog, "drillSite");
    QTRY_VERIFY(site->count() > 0);
    QCOMPARE(site->currentData().toString(), wanted.site);
}

void TstDrillDialogs::keepsWhatWasTypedWhereNothingIsKept()
{
    auto *dialog = new DrillRecordDialog(m_fixture->context(), begun(), owner());
    dialog->show();
    QTRY_VERIFY(childOf<QComboBox>(*dialog, "drillSite")->count() > 0);
    workspace().makeReadOnly();
    childOf<QLineEdit>(*dialog, "drillPath")->setText(QStringLiteral("33/backup.zip"));
    childOf<QLineEdit>(*dialog, "drillWhere")->setText(QStringLiteral("moodle-test"));
    childOf<QPushButton>(*dialog, "drillRecordOk")->click();
    QTRY_VERIFY(!errorOf(*dialog).isEmpty());
    QVERIFY(dialog->isVisible() && dialog->hasInput());
    QVERIFY(drills().isEmpty());
}

void TstDrillDialogs::runsADrill()
{
    addTestSite();
    workspace().hosts.setAnswer(provenDrill);
    RestoreDrill wanted;
    wanted.site = QStringLiteral("moodle");
    auto *dialog = new DrillRunDialog(m_fixture->context(), wanted, owner());
    int told = 0;
    connect(dialog, &DrillRunDialog::recorded, this, [&told] { ++told; });
    dialog->show();
    auto *where = childOf<QComboBox>(*dialog, "drillRunWhere");
    auto *plan = childOf<QPushButton>(*dialog, "drillRunPlan");
    auto *run = childOf<QPushButton>(*dialog, "drillRunStart");
    const auto *steps = childOf<QPlainTextEdit>(*dialog, "drillRunSteps");
    QTRY_COMPARE(where->count(), 1); // the live one is none to choose
    QCOMPARE(namelessWidgets(*dialog).join(u' '), QString());
    QVERIFY(!plan->isEnabled() && !run->isEnabled());
    QVERIFY(plan->isDefault() && !run->autoDefault()); // Enter runs nothing
    childOf<QLineEdit>(*dialog, "drillRunPath")->setText(QStringLiteral("/data/copies/a.mbz"));
    QVERIFY(plan->isEnabled());
    plan->click();
    QTRY_VERIFY(run->isEnabled());
    QVERIFY2(steps->toPlainText().contains(QLatin1String("--file=/data/copies/a.mbz")),
             qPrintable(steps->toPlainText()));
    childOf<QLineEdit>(*dialog, "drillRunPath")->setText(QStringLiteral("/data/copies/b.mbz"));
    QVERIFY(!run->isEnabled() && steps->toPlainText().isEmpty()); // of another copy nothing is planned
    plan->click();
    QTRY_VERIFY(run->isEnabled());
    run->click();
    QVERIFY(!run->isEnabled() && !plan->isEnabled()); // no second one
    QTRY_COMPARE(told, 1);
    const QString said = childOf<QLabel>(*dialog, "drillRunAnswer")->text();
    QVERIFY2(said.contains(QLatin1String("came back whole")), qPrintable(said));
    QCOMPARE(drills().size(), 1);
    QVERIFY(drills().constFirst().byProgram);
}

void TstDrillDialogs::recordsThoughNobodyLooksOn()
{
    addTestSite();
    workspace().hosts.setAnswer(provenDrill);
    RestoreDrill wanted;
    wanted.site = QStringLiteral("moodle");
    auto *dialog = new DrillRunDialog(m_fixture->context(), wanted, owner());
    dialog->show();
    QTRY_COMPARE(childOf<QComboBox>(*dialog, "drillRunWhere")->count(), 1);
    childOf<QLineEdit>(*dialog, "drillRunPath")->setText(QStringLiteral("/data/copies/a.mbz"));
    childOf<QPushButton>(*dialog, "drillRunPlan")->click();
    QTRY_VERIFY(childOf<QPushButton>(*dialog, "drillRunStart")->isEnabled());
    childOf<QPushButton>(*dialog, "drillRunStart")->click();
    delete dialog;
    QTRY_COMPARE(drills().size(), 1);
    QTRY_COMPARE(m_fixture->said.size(), 1); // what came of it
}

void TstDrillDialogs::saysWhyNothingRuns()
{
    addTestSite();
    RestoreDrill wanted;
    wanted.site = QStringLiteral("moodle");
    auto *dialog = new DrillRunDialog(m_fixture->context(), wanted, owner());
    dialog->show();
    QTRY_COMPARE(childOf<QComboBox>(*dialog, "drillRunWhere")->count(), 1);
    childOf<QLineEdit>(*dialog, "drillRunPath")->setText(QStringLiteral("/data/copies/a.zip"));
    childOf<QPushButton>(*dialog, "drillRunPlan")->click();
    QTRY_VERIFY(errorOf(*dialog).contains(QLatin1String("does not restore this copy")));
    QVERIFY(!childOf<QPushButton>(*dialog, "drillRunStart")->isEnabled());
}

void TstDrillDialogs::listsAndRemoves()
{
    record(RestoreDrill::Outcome::Proven);
    record(RestoreDrill::Outcome::Failed);
    int changed = 0;
    auto *dialog = new DrillsDialog(
        m_fixture->context(), [&changed] { ++changed; }, owner());
    dialog->show();
    auto *remove = childOf<QPushButton>(*dialog, "drillsRemove");
    QTRY_VERIFY(remove->isEnabled());
    QCOMPARE(namelessWidgets(*dialog).join(u' '), QString());
    remove->click();
    QCOMPARE(drills().size(), 2); // nobody has agreed
    QCOMPARE(changed, 0);
    m_fixture->dialogs.answer = true;
    remove->click();
    QTRY_COMPARE(drills().size(), 1);
    QVERIFY(m_fixture->dialogs.questions.constFirst().dangerous);
    QTRY_COMPARE(changed, 1);
}

void TstDrillDialogs::saysWhichMoodleTakesIt()
{
    workspace().moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
        moodle.version = {QStringLiteral("1.9.2"), QStringLiteral("2007101520"), {}, {}};
    });
    auto *dialog = new RestorableDialog(
        m_fixture->context(), summerRun(), [] {}, owner());
    dialog->show();
    QTRY_COMPARE(dialog->findChild<DataTable *>()->findChild<QTableView *>()->model()->rowCount(), 1);
    childOf<QPushButton>(*dialog, "restorableAsk")->click();
    QTRY_VERIFY(!workspace().catalogue()->moodles.isEmpty());
    QCOMPARE(workspace().catalogue()->moodles.constFirst().moodle.release, QStringLiteral("1.9.2"));
}

void TstDrillDialogs::thePageTellsTheLastProven()
{
    record(RestoreDrill::Outcome::Proven);
    ArchivesPage page(m_fixture->context());
    page.resize(1200, 700);
    page.show();
    page.reload();
    const auto shown = [&page] {
        QString all;
        for (const QTextEdit *text : page.findChildren<QTextEdit *>())
            all += text->toPlainText();
        return all;
    };
    QTRY_VERIFY(childOf<QAction>(page, "drillRecord")->isEnabled());
    QTRY_VERIFY2(shown().contains(QLatin1String("restored on moodle-test")), qPrintable(shown()));
    trigger(page, "drills");
    QTRY_VERIFY(childOf<QDialog>(page, "drillsDialog"));
}

void TstDrillDialogs::nothingIsWrittenReadOnly()
{
    record(RestoreDrill::Outcome::Proven);
    workspace().makeReadOnly();
    auto *dialog = new DrillsDialog(
        m_fixture->context(), [] {}, owner());
    dialog->show();
    QTRY_VERIFY(dialog->findChild<DataTable *>()->findChild<QTableView *>()->model()->rowCount() == 1);
    for (const char *button : {"drillsRecord", "drillsRun", "drillsRemove"})
        QVERIFY(!childOf<QPushButton>(*dialog, button)->isEnabled());
}

NIGHTKEEP_TEST(TstDrillDialogs, widget, Window)
#include "tst_drilldialogs.moc"
