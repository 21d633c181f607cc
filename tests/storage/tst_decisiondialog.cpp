// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiki/wikifilereader.h"
#include "models/matrix/servermatrixmodel.h"
#include "models/matrix/wikiexport.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/matrix/serverspage.h"
#include "widgets/storage/decisiondialog.h"
#include "widgets/storage/figurespinbox.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateEdit>
#include <QDialog>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

using namespace Nightkeep;
using Model = ServerMatrixModel;

namespace {

const QString a = QStringLiteral("moodle-a.example.org");
const QString b = QStringLiteral("moodle-b.example.org");
const QString pp = QStringLiteral("moodle-pp.example.org");
const QDate dayOfDecision(2008, 11, 29); // the fake workspace's

} // namespace

/// "Decide…" and "Export to the wiki…" on the real servers page.
class TstDecisionDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        openPage();
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void decidesAboutOneAndTakesItBack()
    {
        const Server before = m_fixture->stored(a);
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        QDialog *dialog = decide({a});
        QCOMPARE(namelessWidgets(*dialog), QStringList());
        QCOMPARE(spin(dialog, Figure::VersionsExist)->decided(), std::optional<int>());
        spin(dialog, Figure::VersionsExist)->setDecided(2);
        spin(dialog, Figure::RetainExtra)->setDecided(NoLimit);
        spin(dialog, Figure::EveryDays)->setDecided(1);
        QCOMPARE(childOf<QLabel>(*dialog, "policyWords")->text(),
                 QStringLiteral("a maximum of 2 copies for ever; every night"));
        choose(dialog, "policyState", Agreement::State::Agreed);
        QVERIFY(childOf<QCheckBox>(*dialog, "policyHasDate")->isChecked()); // dayOfDecision offers itself
        childOf<QLineEdit>(*dialog, "policyBy")->setText(QStringLiteral("Ann"));
        choose(dialog, "wantedState", Agreement::State::ToBeAgreed);
        QVERIFY(!childOf<QCheckBox>(*dialog, "wantedHasDate")->isChecked());
        childOf<QPushButton>(*dialog, "saveDecisions")->click();

        QTRY_COMPARE(changed.count(), 1);
        Server expected = before;
        expected.decisions.backup = {1, 2, NoLimit, {}, {}};
        expected.decisions.policyAgreement = {Agreement::State::Agreed, dayOfDecision, QStringLiteral("Ann"), {}};
        expected.decisions.wantedAgreement = {Agreement::State::ToBeAgreed, {}, {}, {}};
        QCOMPARE(m_fixture->stored(a), expected);
        QCOMPARE(m_page->undoStack()->undoText(), QStringLiteral("decide about moodle-a"));
        m_page->undoStack()->undo();
        QTRY_COMPARE(m_fixture->stored(a), before);
        QTRY_COMPARE(m_fixture->jobs.running(), 0); // its answer has come too
        m_page->undoStack()->redo();
        QTRY_COMPARE(m_fixture->stored(a), expected);
        QTRY_COMPARE(changed.count(), 3);
        QCOMPARE(errorOf(*m_page), QString());
    }

    void theStorageManagersFiguresStandBesideTheFields()
    {
        ManagementClass kept;
        kept.versionsExist = 4;
        kept.retainExtra = NoLimit;
        kept.archiveRetain = 3650;
        const DecisionDialog dialog({m_fixture->stored(a)}, kept, dayOfDecision, m_fixture->settings, nullptr);
        QCOMPARE(childOf<QLabel>(dialog, "copiesNow")->text(), QStringLiteral("now 4"));
        QCOMPARE(childOf<QLabel>(dialog, "keepYearsNow")->text(), QStringLiteral("now 3650 days"));
        QCOMPARE(dialog.findChildren<QLabel *>(QRegularExpression(QStringLiteral("Now$"))).size(), 3); // what is known
        for (const Figure figure : {Figure::VersionsExist, Figure::RetainExtra, Figure::KeepYears}) {
            const auto *now = childOf<QLabel>(dialog, qPrintable(figureKey(figure) + QStringLiteral("Now")));
            QVERIFY2(now && now->parentWidget() == spin(&dialog, figure)->parentWidget(), // beside its field
                     qPrintable(figureKey(figure)));
        }
        const DecisionDialog unknown({m_fixture->stored(a)}, std::nullopt, dayOfDecision, m_fixture->settings, nullptr);
        QVERIFY(!childOf<QLabel>(unknown, "copiesNow"));
        auto *state = childOf<QComboBox>(unknown, "policyState");
        const QList<QLabel *> labels = unknown.findChildren<QLabel *>();
        QVERIFY(
            std::any_of(labels.begin(), labels.end(), [state](const QLabel *one) { return one->buddy() == state; }));
    }

    void severalServersAreOneStep()
    {
        setDecisions(a, [](ServerDecisions &decisions) { decisions.backup.versionsExist = 2; });
        setDecisions(b, [](ServerDecisions &decisions) {
            decisions.backup.versionsExist = 3;
            decisions.archiveAgreement.state = Agreement::State::ToBeAgreed;
        });
        const QList<Server> before = all();
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        QDialog *dialog = decide({a, b});
        QVERIFY(spin(dialog, Figure::VersionsExist)->isMixed());
        QCOMPARE(spin(dialog, Figure::VersionsExist)->text(), QStringLiteral("as they are"));
        QVERIFY(!spin(dialog, Figure::RetainExtra)->isMixed());
        QCOMPARE(childOf<QComboBox>(*dialog, "archiveState")->currentText(), QStringLiteral("as they are"));
        spin(dialog, Figure::RetainExtra)->setDecided(30);
        choose(dialog, "policyState", Agreement::State::Agreed);
        childOf<QPushButton>(*dialog, "saveDecisions")->click();

        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(m_fixture->stored(a).decisions.backup.versionsExist, std::optional(2));
        QCOMPARE(m_fixture->stored(b).decisions.backup.versionsExist, std::optional(3));
        QCOMPARE(m_fixture->stored(b).decisions.archiveAgreement.state, Agreement::State::ToBeAgreed);
        for (const QString &name : {a, b}) {
            QCOMPARE(m_fixture->stored(name).decisions.backup.retainExtra, std::optional(30));
            QCOMPARE(m_fixture->stored(name).decisions.policyAgreement.state, Agreement::State::Agreed);
        }
        QVERIFY(m_fixture->stored(pp).decisions.isEmpty());
        QCOMPARE(m_page->undoStack()->count(), 1);
        m_page->undoStack()->undo();
        QTRY_COMPARE(all(), before);
        QTRY_COMPARE(changed.count(), 2);
    }

    void aConflictWritesNoneOfThem()
    {
        QDialog *dialog = decide({a, b});
        spin(dialog, Figure::RetainExtra)->setDecided(30);
        m_fixture->change(b, [](Server &server) { server.os = QStringLiteral("theirs"); });
        const QList<Server> before = all();
        childOf<QPushButton>(*dialog, "saveDecisions")->click();
        QTRY_VERIFY(!errorOf(*m_page).isEmpty());
        QCOMPARE(all(), before);
        QCOMPARE(m_page->undoStack()->count(), 0);
    }

    void nothingChangedIsNoStep()
    {
        setDecisions(a, [](ServerDecisions &decisions) {
            // What the widgets cannot show as it is stays as it is.
            decisions.policyAgreement = {Agreement::State::Agreed, {}, QStringLiteral(" Ann "), QStringLiteral("1\n2")};
        });
        QDialog *dialog = decide({a});
        childOf<QPushButton>(*dialog, "saveDecisions")->click();
        QVERIFY(!dialog->isVisible());
        QCOMPARE(m_page->undoStack()->count(), 0);
    }

    void cancellingLeavesEverything()
    {
        QDialog *dialog = decide({a});
        spin(dialog, Figure::RetainExtra)->setDecided(30);
        childOf<QPushButton>(*dialog, "cancelDecisions")->click();
        QVERIFY(!dialog->isVisible());
        QCOMPARE(m_page->undoStack()->count(), 0);
        QVERIFY(m_fixture->stored(a).decisions.isEmpty());
    }

    void theTextProposesFigures()
    {
        m_fixture->change(a, [](Server &server) {
            server.policy =
                QStringLiteral("nightly, a maximum of 2 copies for 30 days\nif deleted, 1 copy for 60 days");
            server.archive = QStringLiteral("as the storage team does");
        });
        reload();
        QDialog *dialog = decide({a});
        QVERIFY(childOf<QPlainTextEdit>(*dialog, "policyText")->toPlainText().contains(QStringLiteral("2 copies")));
        QCOMPARE(spin(dialog, Figure::VersionsExist)->decided(), std::optional<int>()); // not before it is asked for
        childOf<QPushButton>(*dialog, "policyTake")->click();
        QCOMPARE(spin(dialog, Figure::EveryDays)->decided(), std::optional(1));
        QCOMPARE(spin(dialog, Figure::VersionsExist)->decided(), std::optional(2));
        QCOMPARE(spin(dialog, Figure::RetainExtra)->decided(), std::optional(30));
        QCOMPARE(spin(dialog, Figure::VersionsDeleted)->decided(), std::optional(1));
        QCOMPARE(spin(dialog, Figure::RetainOnly)->decided(), std::optional(60));
        childOf<QPushButton>(*dialog, "archiveTake")->click();
        QCOMPARE(childOf<QLabel>(*dialog, "archiveWords")->text(),
                 QStringLiteral("The text plainly says no figure. Type what was decided."));
        QVERIFY(m_fixture->stored(a).decisions.isEmpty()); // a proposal is only a proposal
    }

    void textsThatDifferProposeWhatTheyShare()
    {
        m_fixture->change(a, [](Server &server) { server.policy = QStringLiteral("2 copies for 30 days"); });
        m_fixture->change(b, [](Server &server) { server.policy = QStringLiteral("3 copies for 30 days"); });
        reload();
        QDialog *dialog = decide({a, b});
        QCOMPARE(childOf<QPlainTextEdit>(*dialog, "policyText")->toPlainText(),
                 QStringLiteral("moodle-a:\n2 copies for 30 days\nmoodle-b:\n3 copies for 30 days"));
        childOf<QPushButton>(*dialog, "policyTake")->click();
        QCOMPARE(spin(dialog, Figure::RetainExtra)->decided(), std::optional(30));
        QCOMPARE(spin(dialog, Figure::VersionsExist)->decided(), std::optional<int>());
        QVERIFY(
            childOf<QLabel>(*dialog, "policyWords")->text().startsWith(QStringLiteral("The servers' texts do not")));
    }

    void whoAgreedLastIsOffered()
    {
        QDialog *dialog = decide({a});
        choose(dialog, "policyState", Agreement::State::Agreed);
        QCOMPARE(childOf<QLineEdit>(*dialog, "policyBy")->text(), QString());
        childOf<QLineEdit>(*dialog, "policyBy")->setText(QStringLiteral("the Moodle team"));
        childOf<QPushButton>(*dialog, "saveDecisions")->click();
        QTRY_COMPARE(m_fixture->stored(a).decisions.policyAgreement.by, QStringLiteral("the Moodle team"));
        dialog = decide({b});
        QCOMPARE(childOf<QLineEdit>(*dialog, "archiveBy")->text(), QString());
        QVERIFY(!childOf<QLineEdit>(*dialog, "archiveBy")->isEnabled());
        choose(dialog, "archiveState", Agreement::State::ToBeAgreed);
        QCOMPARE(childOf<QLineEdit>(*dialog, "archiveBy")->text(), QStringLiteral("the Moodle team"));
        QVERIFY(childOf<QLineEdit>(*dialog, "archiveBy")->isEnabled());
        choose(dialog, "archiveState", Agreement::State::Unsaid);
        childOf<QPushButton>(*dialog, "saveDecisions")->click();
        QVERIFY(m_fixture->stored(b).decisions.isEmpty()); // "not said" has neither day nor name
    }

    void spinBoxesTakeWordsAndNumbers_data()
    {
        QTest::addColumn<int>("figure");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, Figure figure, const char *typed, const char *shown) {
            QTest::newRow(name) << int(figure) << QString::fromLatin1(typed) << QString::fromLatin1(shown);
        };
        row("number", Figure::VersionsExist, "12", "12");
        row("word", Figure::VersionsExist, "no limit", "no limit");
        row("word in capitals", Figure::RetainExtra, "NO LIMIT", "no limit");
        row("not decided", Figure::RetainExtra, "not decided", "not decided");
        row("nothing", Figure::RetainExtra, "", "not decided");
        row("zero where it is a figure", Figure::RetainExtra, "0", "0");
        row("zero where it is none", Figure::VersionsExist, "0", "not decided");
        row("below zero", Figure::RetainExtra, "-1", "1"); // the dash is not taken
        row("half a word", Figure::RetainExtra, "no", "not decided");
    }

    void spinBoxesTakeWordsAndNumbers()
    {
        QFETCH(const int, figure);
        QFETCH(const QString, typed);
        QFETCH(const QString, shown);
        FigureSpinBox box(Figure(figure), nullptr);
        box.setDecided(7);
        box.show();
        auto *edit = box.findChild<QLineEdit *>();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, typed);
        box.interpretText();
        QCOMPARE(box.text(), shown);
    }

    void spinBoxesStepThroughTheirWords()
    {
        FigureSpinBox box(Figure::RetainExtra, nullptr);
        box.setDecided(0);
        box.stepBy(-1);
        QCOMPARE(box.decided(), std::optional(NoLimit));
        box.stepBy(-1);
        QCOMPARE(box.text(), QStringLiteral("not decided"));
        QCOMPARE(box.decided(), std::optional<int>());
        box.stepBy(-1);
        QCOMPARE(box.text(), QStringLiteral("not decided"));
        FigureSpinBox yearly(Figure::TimesAYear, nullptr);
        yearly.setDecided(1);
        yearly.stepBy(-1);
        QCOMPARE(yearly.text(), QStringLiteral("not decided")); // it has no "no limit"
        yearly.setMixed();
        QVERIFY(yearly.isMixed());
        QCOMPARE(yearly.decided(), std::optional<int>());
        yearly.stepBy(2);
        QCOMPARE(yearly.decided(), std::optional(1));
    }

    void theMatrixShowsWhatIsAgreed()
    {
        setDecisions(a, [](ServerDecisions &decisions) {
            decisions.backup = {1, 2, 30, {}, {}};
            decisions.policyAgreement = {Agreement::State::Agreed, dayOfDecision, QStringLiteral("Ann"),
                                         QStringLiteral("by mail")};
            decisions.wantedAgreement = {Agreement::State::ToBeAgreed, dayOfDecision.addDays(-1), {}, {}};
        });
        const QModelIndex policy = rowWithKey(*m_view, a, Model::PolicyColumn);
        const QString text = m_fixture->stored(a).policy;
        QStringList lines {QStringLiteral("a maximum of 2 copies for 30 days; every night"),
                           QStringLiteral("agreed on 29 November 2008, Ann")};
        if (!text.isEmpty())
            lines.prepend(text);
        QCOMPARE(policy.data(LinesRole).toStringList(), lines);
        QList<int> states(lines.size() - 1, -1);
        QCOMPARE(policy.data(LineStatesRole).value<QList<int>>(), states << int(State::Good));
        QVERIFY(policy.data(Qt::ToolTipRole).toString().contains(QStringLiteral("by mail")));
        const QModelIndex wanted = rowWithKey(*m_view, a, Model::WantedColumn);
        QCOMPARE(wanted.data(LineStatesRole).value<QList<int>>().last(), int(State::Attention));
        QVERIFY(wanted.data(Qt::ToolTipRole).toString().contains(QStringLiteral("to be agreed by 28 November 2008")));

        // What is edited in place is the page's text alone.
        QCOMPARE(policy.data(Qt::EditRole).toString(), text);
        QVERIFY(!wanted.data(Qt::EditRole).toString().contains(QStringLiteral("agreed")));
        m_page->showObject(a);
        const QString detail = childOf<QTextEdit>(*m_page, "serverDetail")->toPlainText();
        QVERIFY(detail.contains(QStringLiteral("What the team decided")));
        QVERIFY(detail.contains(QStringLiteral("Backup policy: agreed on 29 November 2008, Ann")));
    }

    void aTextEditedInPlaceKeepsTheDecisions()
    {
        setDecisions(a, [](ServerDecisions &decisions) { decisions.policyAgreement.state = Agreement::State::Agreed; });
        m_view->edit(rowWithKey(*m_view, a, Model::PolicyColumn));
        auto *editor = childOf<QPlainTextEdit>(*m_view, "cellEditor");
        QVERIFY(editor);
        editor->setPlainText(QStringLiteral("nightly"));
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_fixture->stored(a).policy, QStringLiteral("nightly"));
        QCOMPARE(m_fixture->stored(a).decisions.policyAgreement.state, Agreement::State::Agreed);
    }

    void exportsToTheWiki()
    {
        const QByteArray table = wikiTable(all());
        m_fixture->workspace.wiki.setTables(WikiFileReader().read(table));
        trigger(*m_page, "exportWiki");
        QTRY_VERIFY(childOf<QDialog>(*m_page, "wikiExportDialog"));
        auto *dialog = childOf<QDialog>(*m_page, "wikiExportDialog");
        QCOMPARE(namelessWidgets(*dialog), QStringList());
        QCOMPARE(childOf<QPlainTextEdit>(*dialog, "wikiSource")->toPlainText().toLatin1(), table);
        childOf<QPushButton>(*dialog, "copyWiki")->click();
        const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(copied->html().toLatin1(), table);
        QVERIFY(copied->text().contains(a));
        m_fixture->dialogs.fileToSave = QStringLiteral("/somewhere/page.html");
        childOf<QPushButton>(*dialog, "saveWiki")->click();
        QCOMPARE(m_fixture->files.value(QStringLiteral("/somewhere/page.html")), table);
        m_fixture->writeFailure = Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
        childOf<QPushButton>(*dialog, "saveWiki")->click();
        QCOMPARE(errorOf(*dialog), QStringLiteral("The disk is full."));
        QCOMPARE(childOf<QLabel>(*dialog, "wikiDone")->text(), QString());
    }

    void anExportThatReadsDifferentlyIsNotShown()
    {
        m_fixture->workspace.wiki.setTables(WikiFileReader().read(wikiTable(all().mid(1))));
        trigger(*m_page, "exportWiki");
        QTRY_VERIFY(errorOf(*m_page).contains(a));
        QVERIFY(!childOf<QDialog>(*m_page, "wikiExportDialog"));
    }

    void aReadOnlyWorkspaceIsNotDecidedAbout()
    {
        m_fixture->workspace.about.readOnly = true;
        openPage();
        m_page->showObject(a);
        QVERIFY(!childOf<QAction>(*m_page, "decide")->isEnabled());
        QVERIFY(childOf<QAction>(*m_page, "exportWiki")->isEnabled());
    }

private:
    void openPage()
    {
        m_page.reset();
        m_page = std::make_unique<ServersPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        m_view = childOf<QTableView>(*m_page, "serversTable");
        m_page->reload();
        QTRY_COMPARE(m_view->model()->rowCount(), 4);
        QTRY_VERIFY(m_view->isVisible());
    }

    /// Reads the workspace into the page and waits until it has.
    void reload()
    {
        QSignalSpy changed(m_view->model(), &QAbstractItemModel::dataChanged);
        m_page->reload();
        QTRY_VERIFY(!changed.isEmpty());
    }

    void setDecisions(const QString &name, const std::function<void(ServerDecisions &)> &set)
    {
        m_fixture->change(name, [&](Server &server) { set(server.decisions); });
        reload();
    }

    QDialog *decide(const QStringList &names)
    {
        QItemSelectionModel *selection = m_view->selectionModel();
        selection->clear();
        for (const QString &name : names) {
            selection->select(rowWithKey(*m_view, name), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        for (auto *old : m_page->findChildren<QDialog *>(QStringLiteral("decisionDialog")))
            delete old;
        trigger(*m_page, "decide");
        return childOf<QDialog>(*m_page, "decisionDialog");
    }

    static FigureSpinBox *spin(const QDialog *dialog, Figure figure)
    {
        for (auto *box : dialog->findChildren<FigureSpinBox *>()) {
            if (box->figure() == figure)
                return box;
        }
        return nullptr;
    }

    static void choose(QDialog *dialog, const char *combo, Agreement::State state)
    {
        auto *box = childOf<QComboBox>(*dialog, combo);
        box->setCurrentIndex(box->findData(int(state)));
    }

    QList<Server> all() const { return *m_fixture->workspace.serverStore.servers(); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ServersPage> m_page;
    QTableView *m_view = nullptr;
};

NIGHTKEEP_TEST(TstDecisionDialog, widget, Window)
#include "tst_decisiondialog.moc"
