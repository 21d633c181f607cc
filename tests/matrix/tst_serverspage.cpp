// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/servermatrixmodel.h"
#include "models/removal.h"
#include "tests/support/dragcolumn.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/matrix/serverspage.h"
#include "widgets/servers/serverjobs.h"

#include <QAction>
#include <QDialog>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolBar>
#include <QUndoStack>

using namespace Nightkeep;
using Model = ServerMatrixModel;

namespace {

const QString a = QStringLiteral("moodle-a.example.org");
const QString b = QStringLiteral("moodle-b.example.org");

} // namespace

class TstServersPage : public QObject
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
        m_gate.release(10); // a test that failed leaves no job waiting
        m_page.reset();
        m_fixture.reset();
        m_gate.acquire(m_gate.available());
    }

    void answersFirstAndShowsTheMatrix()
    {
        QCOMPARE(answerOf(*m_page),
                 QStringLiteral("4 servers. 1 could not be reached. 2 have never been asked. The others were asked 14 "
                                "minutes ago."));
        QCOMPARE(m_view->currentIndex().siblingAtColumn(0).data(KeyRole).toString(), a);
        QVERIFY(detail().contains(QStringLiteral("Solaris 10")));
        QVERIFY(detail().contains(QStringLiteral("/data/moodle: page says covered")));
        QCOMPARE(namelessWidgets(*m_page), QStringList());
    }

    void theDetailFollowsTheRow()
    {
        m_page->showObject(b.toUpper());
        QVERIFY(detail().contains(QStringLiteral("moodle-b.example.org does not answer.")));
        QVERIFY(detail().contains(QStringLiteral("Check the network, then refresh.")));
        QVERIFY(detail().contains(QStringLiteral("connect: timed out")));
    }

    void whatIsUsedDailyHasAButton()
    {
        const auto names = [](const QList<QAction *> &actions) {
            QStringList all;
            for (const QAction *action : actions)
                all << (action->isSeparator() ? QStringLiteral("-") : action->objectName());
            return all.join(u' ');
        };
        const QString daily = QStringLiteral("editServer requestToStorage decide serverHistory moreMenu");
        QCOMPARE(names(childOf<QToolBar>(*m_page, "pageActions")->actions()), daily); // the window has the one Refresh
        QCOMPARE(names(m_view->actions()),
                 QStringLiteral("refreshChosen ") + daily); // with copying and the columns eight in the context menu
        QCOMPARE(names(childOf<QMenu>(*m_page, "moreMenu")->actions()),
                 QStringLiteral("addServer removeServer testConnection - storageRequests - serverChanges "
                                "compareServers - changeRate previewBackup - checkWeb checkAllWeb checkPair - "
                                "importPage exportWiki - copyServers exportServers"));
    }

    void filterNarrowsAndSelectionSurvivesARefresh()
    {
        m_page->showObject(b);
        m_page->focusFilter();
        auto *filter = childOf<QLineEdit>(*m_page, "serversFilter");
        filter->setText(QStringLiteral("pre-production"));
        QCOMPARE(m_view->model()->rowCount(), 1);
        filter->clear();
        QCOMPARE(m_view->model()->rowCount(), 4);
        m_page->showObject(b);
        m_fixture->change(a, [](Server &server) { server.os = QStringLiteral("debian"); });
        m_page->reload();
        QTRY_COMPARE(cell(a, Model::OsColumn), QStringLiteral("debian"));
        QCOMPARE(m_view->currentIndex().siblingAtColumn(0).data(KeyRole).toString(), b);
    }

    void editsInPlaceAndTakesItBack()
    {
        const Server before = m_fixture->stored(a);
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        typeInto(a, Model::WantedColumn, QStringLiteral("/data/moodle\n/srv/dumps/"));
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(m_fixture->stored(a).wanted, QList<BytePath>({"/data/moodle", "/srv/dumps"}));
        QTRY_COMPARE(cell(a, Model::WantedColumn), QStringLiteral("/data/moodle\n/srv/dumps"));
        QCOMPARE(m_page->undoStack()->undoText(), QStringLiteral("change wanted of moodle-a"));

        m_page->undoStack()->undo();
        QTRY_COMPARE(m_fixture->stored(a), before);
        settle();
        m_page->undoStack()->redo();
        QTRY_COMPARE(m_fixture->stored(a).wanted.size(), 2);
        QTRY_COMPARE(changed.count(), 3);
        QCOMPARE(errorOf(*m_page), QString());
    }

    void escapeLeavesACellAsItWas()
    {
        m_view->edit(rowWithKey(*m_view, a, Model::OsColumn));
        auto *editor = childOf<QPlainTextEdit>(*m_view, "cellEditor");
        QVERIFY(editor);
        editor->setPlainText(QStringLiteral("nonsense"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QCOMPARE(m_page->undoStack()->count(), 0);
        QCOMPARE(m_fixture->stored(a).os, QStringLiteral("Solaris 10"));
    }

    void enterTakesWhatWasTyped()
    {
        m_view->edit(rowWithKey(*m_view, a, Model::WantedColumn));
        auto *editor = childOf<QPlainTextEdit>(*m_view, "cellEditor");
        QVERIFY(editor);
        editor->setPlainText(QStringLiteral("/data/moodle"));
        editor->moveCursor(QTextCursor::End);
        QTest::keyClick(editor, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(editor, QStringLiteral("/srv"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(m_fixture->stored(a).wanted, QList<BytePath>({"/data/moodle", "/srv"}));
    }

    void aDoubleClickOpensTheDetailAndRenamesNothing()
    {
        m_page->showObject(a);
        for (const int column : {Model::NameColumn, Model::OsColumn}) {
            m_view->setFocus();
            const QModelIndex cell = rowWithKey(*m_view, b, column);
            m_view->scrollTo(cell);
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->visualRect(cell).center());
            QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, m_view->visualRect(cell).center());
            QVERIFY(!childOf<QPlainTextEdit>(*m_view, "cellEditor"));
            QVERIFY(m_page->focusWidget() == childOf<QTextEdit>(*m_page, "serverDetail"));
        }
        QVERIFY(!rowWithKey(*m_view, b, Model::NameColumn).flags().testFlag(Qt::ItemIsEditable));
    }

    void aConflictIsSaidAndWritesNothing()
    {
        m_fixture->change(a, [](Server &server) { server.policy = QStringLiteral("somebody else's"); });
        typeInto(a, Model::OsColumn, QStringLiteral("debian"));
        QTRY_VERIFY(!errorOf(*m_page).isEmpty());
        QCOMPARE(m_fixture->stored(a).os, QStringLiteral("Solaris 10"));
        QCOMPARE(m_page->undoStack()->count(), 0); // what did not happen cannot be undone
        QTRY_COMPARE(cell(a, Model::PolicyColumn), QStringLiteral("somebody else's"));
    }

    void anUndoThatConflictsKeepsTheOthersEdit()
    {
        typeInto(b, Model::OsColumn, QStringLiteral("ubuntu"));
        QTRY_COMPARE(m_fixture->stored(b).os, QStringLiteral("ubuntu"));
        settle(); // what is stored is read again, and only then is it safe to type
        typeInto(a, Model::OsColumn, QStringLiteral("debian"));
        QTRY_COMPARE(m_fixture->stored(a).os, QStringLiteral("debian"));
        settle();
        m_fixture->change(a, [](Server &server) { server.os = QStringLiteral("theirs"); });
        m_page->undoStack()->undo();
        QTRY_VERIFY(!errorOf(*m_page).isEmpty());
        QCOMPARE(m_fixture->stored(a).os, QStringLiteral("theirs"));
        QCOMPARE(m_page->undoStack()->count(), 1);
        m_page->undoStack()->undo(); // the edit before it can still be taken back
        QTRY_COMPARE(m_fixture->stored(b).os, QStringLiteral("Solaris 10"));
    }

    void badInputIsRefusedInThePage()
    {
        typeInto(a, Model::WantedColumn, QStringLiteral("data/moodle"));
        QVERIFY(errorOf(*m_page).contains(QStringLiteral("not absolute")));
        QCOMPARE(m_page->undoStack()->count(), 0);
    }

    void addsEditsAndRemoves()
    {
        trigger(*m_page, "addServer");
        auto *add = childOf<QDialog>(*m_page, "serverDialog");
        QVERIFY(add);
        QCOMPARE(namelessWidgets(*add), QStringList());
        childOf<QPushButton>(*add, "saveServer")->click();
        QVERIFY2(add->isVisible(), "a server without a name is not added");
        childOf<QLineEdit>(*add, "nameEdit")->setText(QStringLiteral("New.example.org"));
        childOf<QPlainTextEdit>(*add, "wantedEdit")->setPlainText(QStringLiteral("/data"));
        childOf<QLineEdit>(*add, "hostEdit")->setText(QStringLiteral("-oProxyCommand=x"));
        childOf<QPushButton>(*add, "saveServer")->click();
        QVERIFY(errorOf(*add).contains(QStringLiteral("cannot be a host")));
        childOf<QLineEdit>(*add, "hostEdit")->setText(QStringLiteral("alias"));
        childOf<QPushButton>(*add, "saveServer")->click();
        QTRY_COMPARE(m_fixture->stored(QStringLiteral("New.example.org")).connection.host, QStringLiteral("alias"));
        QTRY_COMPARE(m_view->currentIndex().siblingAtColumn(0).data(KeyRole).toString(),
                     QStringLiteral("new.example.org"));

        QTRY_VERIFY(!childOf<QDialog>(*m_page, "serverDialog"));
        trigger(*m_page, "editServer");
        auto *edit = childOf<QDialog>(*m_page, "serverDialog");
        childOf<QLineEdit>(*edit, "osEdit")->setText(QStringLiteral("debian"));
        childOf<QPushButton>(*edit, "saveServer")->click();
        QTRY_COMPARE(m_fixture->stored(QStringLiteral("New.example.org")).os, QStringLiteral("debian"));
        QTRY_COMPARE(cell(QStringLiteral("new.example.org"), Model::OsColumn), QStringLiteral("debian"));

        trigger(*m_page, "removeServer");
        QTRY_COMPARE(m_fixture->dialogs.questions.size(), 1);
        settle();
        QVERIFY(m_fixture->dialogs.questions.first().dangerous);
        const QString goes = m_fixture->dialogs.questions.first().details; // what the command line says, too
        QVERIFY2(goes.contains(QStringLiteral("1 wanted folders")), qPrintable(goes));
        const auto added = m_fixture->stored(QStringLiteral("New.example.org"));
        QCOMPARE(goes, lossesWith(m_fixture->workspace, added)->join(u'\n'));
        QCOMPARE(m_view->model()->rowCount(), 5);
        m_fixture->dialogs.answer = true;
        trigger(*m_page, "removeServer");
        QTRY_COMPARE(m_view->model()->rowCount(), 4);
        m_page->undoStack()->undo();
        QTRY_COMPARE(m_fixture->stored(QStringLiteral("New.example.org")).os, QStringLiteral("debian"));
    }

    void aServerThatASiteNeedsStays()
    {
        m_page->showObject(a);
        m_fixture->dialogs.answer = true;
        trigger(*m_page, "removeServer");
        QTRY_VERIFY2(errorOf(*m_page).contains(QStringLiteral("it is needed")), qPrintable(errorOf(*m_page)));
        QVERIFY(m_fixture->dialogs.questions.isEmpty()); // what cannot be is not asked
        QCOMPARE(m_view->model()->rowCount(), 4);
        QVERIFY(!m_page->undoStack()->canUndo());
    }

    /// The keyboard's place may be on another row than the one that is selected.
    void actsOnWhatIsSelected()
    {
        m_page->showObject(a);
        m_view->selectionModel()->setCurrentIndex(rowWithKey(*m_view, b), QItemSelectionModel::NoUpdate);
        QCOMPARE(m_view->selectionModel()->selectedRows().size(), 1);
        QVERIFY(detail().contains(QStringLiteral("Solaris 10"))); // of the selected one

        trigger(*m_page, "editServer");
        auto *edit = childOf<QDialog>(*m_page, "serverDialog");
        QVERIFY(edit);
        QCOMPARE(childOf<QLineEdit>(*edit, "nameEdit")->text(), a);
        edit->reject();
        trigger(*m_page, "removeServer"); // which a site needs
        QTRY_VERIFY2(errorOf(*m_page).contains(a), qPrintable(errorOf(*m_page)));

        m_view->selectionModel()->clearSelection(); // nothing is chosen, wherever the keyboard is
        QVERIFY(!childOf<QAction>(*m_page, "editServer")->isEnabled());
        QVERIFY(!childOf<QAction>(*m_page, "removeServer")->isEnabled());
        QVERIFY(!childOf<QAction>(*m_page, "copyServers")->isEnabled());
    }

    void refreshingAllAsksEveryServer()
    {
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        m_page->refresh();
        QVERIFY(!m_page->canRefresh());
        QTRY_COMPARE(changed.count(), 1);
        QTRY_VERIFY(answerOf(*m_page).startsWith(QStringLiteral("4 servers. 4 could not be reached.")));
        QVERIFY(m_page->canRefresh());
        QVERIFY2(m_page->refreshWords().contains(QStringLiteral("4 servers")), qPrintable(m_page->refreshWords()));
        QCOMPARE(errorOf(*m_page), QString()); // each server says so in its own row
    }

    void answersAppearAsTheyCome()
    {
        m_fixture->workspace.hosts.setAnswer(
            [this](const Server &server, RemoteProgram, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                if (server.name == a)
                    m_gate.acquire();
                return fail(ErrorKind::Unreachable, QStringLiteral("silent"));
            });
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        m_page->refresh();
        // Three of four have failed anew and are shown, while the fourth still keeps the job open.
        QTRY_COMPARE(answerOf(*m_page),
                     QStringLiteral("4 servers. 3 could not be reached. The others were asked 14 minutes ago."));
        QCOMPARE(rowWithKey(*m_view, a, Model::ReachedColumn).data(StateRole).toInt(), int(State::Good));
        QCOMPARE(m_fixture->jobs.running(), 1);
        QTRY_COMPARE(m_fixture->jobs.jobs().last().progress.done, 3); // counted after it is shown
        QCOMPARE(changed.count(), 0);
        m_gate.release();
        QTRY_COMPARE(changed.count(), 1);
        QTRY_VERIFY(answerOf(*m_page).startsWith(QStringLiteral("4 servers. 4 could not be reached.")));
    }

    void whoAnsweredLastTimeIsAskedFirst()
    {
        const QList<Server> servers = answeringFirst(*m_fixture->workspace.servers().rows());
        QCOMPARE(servers.size(), 4);
        QCOMPARE(servers.last().name, b); // the one that could not be reached
        QCOMPARE(servers.first().name, a);
    }

    void refreshingOneSaysWhyItFailed()
    {
        m_page->showObject(a);
        trigger(*m_page, "refreshChosen");
        QTRY_VERIFY(errorOf(*m_page).contains(a));
        QTRY_COMPARE(rowWithKey(*m_view, a, Model::ReachedColumn).data(StateRole).toInt(), int(State::Bad));
    }

    void columnsAreRemembered()
    {
        QHeaderView *header = m_view->horizontalHeader();
        header->hideSection(Model::ArchiveColumn);
        header->moveSection(header->visualIndex(Model::DecisionColumn), 1);
        dragColumn(*header, Model::OsColumn, 123);
        openPage();
        header = m_view->horizontalHeader();
        QVERIFY(header->isSectionHidden(Model::ArchiveColumn));
        QCOMPARE(header->sectionSize(Model::OsColumn), 123);
        QCOMPARE(header->visualIndex(Model::DecisionColumn), 1);
    }

    void copiesAndExports()
    {
        m_fixture->dialogs.fileToSave = QStringLiteral("/somewhere/servers.csv");
        trigger(*m_page, "exportServers");
        const QByteArray csv = m_fixture->files.value(QStringLiteral("/somewhere/servers.csv"));
        QVERIFY2(csv.startsWith("Server name,Wanted,Backed up now,Last run,Decision,Reached,OS,"), csv.constData());
        QVERIFY(csv.contains("moodle-pp.example.org")); // whole, however it is drawn
        const QByteArray titles = csv.left(csv.indexOf('\r'));
        QVERIFY2(titles.endsWith(",Currently backed up,Comparison"), titles.constData()); // the other view's
        QCOMPARE(titles.count(','), m_view->model()->columnCount() - 1);
        childOf<QComboBox>(*m_page, "serversView")->setCurrentIndex(1);
        trigger(*m_page, "exportServers");
        const QByteArray page = m_fixture->files.value(QStringLiteral("/somewhere/servers.csv"));
        QVERIFY2(page.startsWith("Server name,OS,Service,Web address,Storage node,Currently backed up,Wanted,"),
                 page.constData());
        m_fixture->writeFailure = Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
        trigger(*m_page, "exportServers");
        QCOMPARE(errorOf(*m_page), QStringLiteral("The disk is full."));
    }

    void aWorkspaceThatCannotBeReadIsNotShownAsGood()
    {
        m_fixture->workspace.serverStore.setFailure(
            Error {ErrorKind::Damaged, QStringLiteral("The workspace is damaged.")});
        m_page->reload();
        QTRY_COMPARE(errorOf(*m_page), QStringLiteral("The workspace is damaged."));
        QCOMPARE(childOf<QLabel>(*m_page, "answerIcon")->accessibleName(), stateWord(State::Unknown));
    }

    void aReadOnlyWorkspaceIsNotEdited()
    {
        m_fixture->workspace.makeReadOnly();
        openPage();
        QVERIFY(!rowWithKey(*m_view, a, Model::OsColumn).flags().testFlag(Qt::ItemIsEditable));
        for (const char *name : {"addServer", "editServer", "removeServer", "importPage", "decide"}) {
            QVERIFY2(!childOf<QAction>(*m_page, name)->isEnabled(), name);
            QVERIFY2(childOf<QAction>(*m_page, name)->toolTip().contains(QStringLiteral("read-only")), name);
        }
        for (const char *name : {"refreshChosen", "testConnection", "serverHistory", "serverChanges",
                                 "requestToStorage", "storageRequests", "exportWiki", "exportServers", "changeRate",
                                 "previewBackup", "checkWeb", "checkAllWeb", "checkPair"})
            QVERIFY2(childOf<QAction>(*m_page, name)->isEnabled(), name);
        QVERIFY(childOf<QMenu>(*m_page, "moreMenu")->toolTipsVisible());
    }

    void whatAReadOnlyWorkspaceDoesNotTakeIsShown_data()
    {
        QTest::addColumn<QString>("action");
        QTest::newRow("one server") << QStringLiteral("refreshChosen");
        QTest::newRow("all servers") << QString();
    }
    void whatAReadOnlyWorkspaceDoesNotTakeIsShown()
    {
        QFETCH(QString, action);
        m_fixture->workspace.makeReadOnly();
        openPage();
        answerSoundly();
        m_page->showObject(b); // which did not answer the last time
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        if (action.isEmpty())
            m_page->refresh();
        else
            m_page->findChild<QAction *>(action)->trigger();
        QTRY_COMPARE(changed.count(), 1);
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QTRY_COMPARE(rowWithKey(*m_view, b, Model::ReachedColumn).data(StateRole).toInt(), int(State::Good));
        QVERIFY2(errorOf(*m_page).contains(QStringLiteral("not kept")), qPrintable(errorOf(*m_page)));
        QVERIFY(!childOf<QWidget>(*m_page, "errorCopy")->isVisible()); // it is no fault
        m_page->reload();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(rowWithKey(*m_view, b, Model::ReachedColumn).data(StateRole).toInt(), int(State::Good));
        QVERIFY(!m_fixture->workspace.serverStore.withSnapshot().contains(b));
    }

    void aLostWorkspaceDoesNotHideAnAnswer()
    {
        answerSoundly();
        m_page->showObject(b);
        m_fixture->workspace.serverStore.setFailure(
            Error {ErrorKind::Unreachable, QStringLiteral("The database does not answer.")});
        trigger(*m_page, "refreshChosen");
        QTRY_COMPARE(said(), QStringLiteral("moodle-b answered."));
        settle();
        QCOMPARE(rowWithKey(*m_view, b, Model::ReachedColumn).data(StateRole).toInt(), int(State::Good));
        QVERIFY2(errorOf(*m_page).contains(QStringLiteral("The database does not answer.")),
                 qPrintable(errorOf(*m_page)));
    }

    void everyActSaysWhatCameOfIt()
    {
        answerSoundly();
        m_page->showObject(a);
        trigger(*m_page, "refreshChosen");
        QTRY_COMPARE(said(), QStringLiteral("moodle-a answered."));
        settle();
        m_page->refresh();
        QTRY_VERIFY2(said().startsWith(QStringLiteral("4 of 4 server")), qPrintable(said()));
        settle();
        const QString changed = a + QStringLiteral(" was changed.");
        typeInto(a, Model::OsColumn, QStringLiteral("debian"));
        QTRY_COMPARE(said(), changed);
        settle();
        m_page->undoStack()->undo();
        QTRY_COMPARE(m_fixture->said.count(changed), 2);
        settle();
        m_fixture->dialogs.answer = true;
        m_page->showObject(b);
        trigger(*m_page, "removeServer");
        QTRY_COMPARE(said(), b + QStringLiteral(" was removed."));
        settle();
        m_page->undoStack()->undo();
        QTRY_COMPARE(said(), b + QStringLiteral(" was added."));
        settle();
        m_page->showObject(a);
        trigger(*m_page, "copyServers");
        QVERIFY2(said().startsWith(QStringLiteral("1 row")), qPrintable(said()));
        m_fixture->dialogs.fileToSave = QStringLiteral("/somewhere/servers.csv");
        trigger(*m_page, "exportServers");
        QCOMPARE(said(), QStringLiteral("Saved as /somewhere/servers.csv."));
    }

    void anEditThatChangesNothingIsSaid()
    {
        m_page->showObject(a);
        trigger(*m_page, "editServer");
        auto *edit = childOf<QDialog>(*m_page, "serverDialog");
        QVERIFY(edit);
        childOf<QPushButton>(*edit, "saveServer")->click();
        QCOMPARE(said(), QStringLiteral("Nothing was changed."));
    }

    void whatWasStoppedIsSaid()
    {
        m_fixture->workspace.hosts.setAnswer(
            [](const Server &server, RemoteProgram, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                return fail(ErrorKind::Cancelled, QStringLiteral("Asking %1 was stopped.").arg(server.name));
            });
        m_page->showObject(a);
        trigger(*m_page, "refreshChosen");
        QTRY_VERIFY2(said().contains(a), qPrintable(said())); // that it was stopped
        QCOMPARE(errorOf(*m_page), QString());
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

    void typeInto(const QString &server, int column, const QString &text)
    {
        m_view->edit(rowWithKey(*m_view, server, column));
        auto *editor = childOf<QPlainTextEdit>(*m_view, "cellEditor");
        QVERIFY(editor);
        editor->setPlainText(text);
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!childOf<QPlainTextEdit>(*m_view, "cellEditor"));
    }

    void answerSoundly()
    {
        m_fixture->workspace.hosts.setAnswer(
            [now = m_fixture->workspace.time.now()](const Server &, RemoteProgram, const QByteArray &,
                                                    const CancelToken &) -> Result<QByteArray> {
                return soundProbe(now);
            });
    }
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(m_fixture->jobs.running(), 0, 20000); }
    [[nodiscard]] QString said() const { return m_fixture->said.value(m_fixture->said.size() - 1); }

    QString cell(const QString &server, int column) const
    {
        return rowWithKey(*m_view, server, column).data().toString();
    }

    QString detail() const { return childOf<QTextEdit>(*m_page, "serverDetail")->toPlainText(); }

    QSemaphore m_gate;
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ServersPage> m_page;
    QTableView *m_view = nullptr;
};

NIGHTKEEP_TEST(TstServersPage, widget, Window, 300)
#include "tst_serverspage.moc"
