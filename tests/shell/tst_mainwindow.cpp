// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/errorbanner.h"
#include "widgets/shell/helpdialog.h"
#include "widgets/shell/navigationlist.h"
#include "widgets/shell/searchbox.h"
#include "widgets/shell/workspaceswitcher.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QCompleter>
#include <QDialog>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QSplitter>
#include <QStatusBar>
#include <QUndoCommand>

using namespace Nightkeep;

class TstMainwindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        open(WindowFixture::smallEstate());
    }
    void cleanup()
    {
        m_window.reset();
        m_fixture.reset();
    }

    void keysChoosePages()
    {
        QCOMPARE(m_window->currentPage()->page(), Page::Overview);
        const QList<Page> order {Page::Overview, Page::Servers,  Page::Folders,   Page::Settings,
                                 Page::Courses,  Page::Archives, Page::Retention, Page::Meeting};
        for (int number = int(order.size()); number >= 1; --number) {
            QTest::keyClick(m_window.get(), Qt::Key(Qt::Key_0 + number), Qt::ControlModifier);
            QCOMPARE(m_window->currentPage()->page(), order.at(number - 1));
        }
        auto *navigation = m_window->findChild<NavigationList *>();
        navigation->setFocus();
        QTest::keyClick(navigation, Qt::Key_Down);
        QCOMPARE(m_window->currentPage()->page(), Page::Servers);
        QTest::keyClick(navigation, Qt::Key_End);
        QCOMPARE(m_window->currentPage()->page(), Page::Meeting);
    }

    void pagesAreReadWhenFirstShown()
    {
        QCOMPARE(noting(Page::Servers)->readings, 0);
        m_window->goTo(Page::Servers);
        m_window->goTo(Page::Folders);
        m_window->goTo(Page::Servers);
        QCOMPARE(noting(Page::Servers)->readings, 1);
        QCOMPARE(noting(Page::Folders)->readings, 1);
        QCOMPARE(noting(Page::Archives)->readings, 0);
    }

    void pagesThatGoAreNotShownBefore()
    {
        for (PageWidget *page : m_window->pages()) {
            if (page != m_window->currentPage())
                page->installEventFilter(this);
        }
        m_window->setWorkspace(WindowFixture::smallEstate());
        QCOMPARE(m_shownPages, 0);
        for (PageWidget *page : m_window->pages()) {
            if (page != m_window->currentPage())
                page->installEventFilter(this);
        }
        m_window.reset();
        QCOMPARE(m_shownPages, 0);
    }

    void changeOfTheWorkspaceReachesTheOtherPages()
    {
        m_window->goTo(Page::Folders);
        m_window->goTo(Page::Servers);
        QSignalSpy shown(m_window.get(), &MainWindow::estateShown);
        QSignalSpy jobs(&m_fixture->jobs, &JobRunner::jobAdded);
        const int before = navigation()->count(Page::Servers);
        const Error failure {ErrorKind::Unreachable, QStringLiteral("Nothing answers.")};
        QVERIFY(m_workspace->serverStore.saveFailure(QStringLiteral("moodle-pp.example.org"), failure,
                                                     m_workspace->time.now()));
        noting(Page::Servers)->changeWorkspace();
        QTRY_VERIFY(shown.count() > 0);
        QCOMPARE(jobs.count(), 1); // one reading for all
        QCOMPARE(noting(Page::Servers)->readings, 2);
        QCOMPARE(noting(Page::Folders)->readings, 1);
        QVERIFY2(navigation()->count(Page::Servers) > before,
                 qPrintable(QString::number(navigation()->count(Page::Servers))));
        m_window->goTo(Page::Folders);
        QCOMPARE(noting(Page::Folders)->readings, 2);
    }

    /// What is seen anyway is not told.
    void troubleThatComesWhileNobodyLooksIsTold()
    {
        goWrong(QStringLiteral("moodle-a.example.org"));
        QCOMPARE(said(), QString());
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other, 60000));
        goWrong(QStringLiteral("moodle-pp.example.org"));
        QCOMPARE(said(), QStringLiteral("The host key of moodle-pp has changed."));
        goWrong(QStringLiteral("moodle-b.example.org"));
        const QString both = QStringLiteral("The host key of moodle-pp has changed. And 1 more since you looked.");
        QCOMPARE(said(), both);
        goWrong(QStringLiteral("moodle-pp.example.org"), ErrorKind::Unreachable);
        goWrong(QStringLiteral("moodle-pp.example.org"));
        QCOMPARE(said(), both); // what comes and goes is one
        m_window->statusBar()->clearMessage();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        QTRY_COMPARE(said(), both); // once more, to who looks
    }

    void troubleLeavesWhatAnActSaid()
    {
        const QString ofAct = QStringLiteral("The page was imported.");
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other, 60000));
        m_window->statusBar()->showMessage(ofAct);
        goWrong(QStringLiteral("moodle-pp.example.org"));
        QCOMPARE(said(), ofAct);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        QTRY_COMPARE(said(), QStringLiteral("The host key of moodle-pp has changed."));
    }

    void anActOfTheOverviewIsDoneOnItsPage()
    {
        auto *overview = m_window->findChild<OverviewPage *>();
        const QString server = QStringLiteral("moodle-a.example.org");
        emit overview->actRequested(Page::Servers, server, QStringLiteral("importPage"));
        QCOMPARE(m_window->currentPage()->page(), Page::Servers);
        QCOMPARE(noting(Page::Servers)->shown, QStringList {server});
        QCOMPARE(noting(Page::Servers)->imports, 1);
        QCOMPARE(noting(Page::Servers)->refreshes, 0);
        auto *act = noting(Page::Servers)->findChild<QAction *>(QStringLiteral("importPage"));
        act->setEnabled(false);
        act->setToolTip(QStringLiteral("It is read-only."));
        emit overview->actRequested(Page::Servers, server, QStringLiteral("importPage"));
        QCOMPARE(noting(Page::Servers)->imports, 1);
        QCOMPARE(m_window->statusBar()->currentMessage(), QStringLiteral("It is read-only."));
        QCOMPARE(noting(Page::Servers)->refreshes, 0);
        emit overview->actRequested(Page::Servers, server, QString());
        QCOMPARE(noting(Page::Servers)->refreshes, 1);
        QDialog question(m_window.get()); // as of a page that would lose edits by showing the row
        question.open();
        emit overview->actRequested(Page::Servers, server, QString());
        QCOMPARE(noting(Page::Servers)->refreshes, 1);
    }

    void countsAreThoseOfTheFindings()
    {
        const Result<QList<Finding>> findings = allFindings(*m_workspace);
        QVERIFY(findings);
        int total = 0;
        for (const Page page : {Page::Servers, Page::Folders, Page::Settings, Page::Courses, Page::Archives,
                                Page::Retention, Page::Meeting}) {
            int expected = 0;
            for (const Finding &finding : *findings)
                expected += finding.page == page && finding.severity != Severity::Info ? 1 : 0;
            QCOMPARE(navigation()->count(page), expected);
            total += expected;
        }
        QVERIFY(total >= 2); // an uncovered folder and a server out of reach at least
    }

    void searchJumpsToTheRow()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *search = m_window->findChild<SearchBox *>();
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClicks(search, QStringLiteral("moodle-db"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(m_window->currentPage()->page(), Page::Servers);
        QCOMPARE(noting(Page::Servers)->shown, QStringList {QStringLiteral("moodle-db.example.org")});
        QCOMPARE(search->text(), QString());
    }

    void searchListGoesToTheChosenHit()
    {
        auto *search = m_window->findChild<SearchBox *>();
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("moodle-2008"));
        QAbstractItemView *hits = search->completer()->popup();
        QTRY_VERIFY(hits->isVisible());
        QVERIFY(hits->model()->rowCount() >= 1);
        QTest::keyClick(hits, Qt::Key_Down);
        QTest::keyClick(hits, Qt::Key_Return);
        QTRY_COMPARE(m_window->currentPage()->page(), Page::Archives);
        QCOMPARE(noting(Page::Archives)->shown.size(), 1);
    }

    void searchForNothingGoesNowhere()
    {
        auto *search = m_window->findChild<SearchBox *>();
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("no such thing"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(m_window->currentPage()->page(), Page::Overview);
    }

    void statusBarSaysTheAge()
    {
        const auto *age = m_window->findChild<QLabel *>(QStringLiteral("age"));
        QVERIFY2(age->text().contains(QStringLiteral("14 minute")), qPrintable(age->text()));
        QVERIFY(!age->toolTip().isEmpty());
    }

    void titleNamesTheWorkspace() { QVERIFY(m_window->windowTitle().contains(QStringLiteral("Test estate"))); }

    void editMenuWorksOnThePage()
    {
        m_window->goTo(Page::Servers);
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(noting(Page::Servers)->filtered, 1);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(noting(Page::Servers)->refreshes, 1);
        auto *undo = m_window->findChild<QAction *>(QStringLiteral("undo"));
        QVERIFY(!undo->isEnabled());
        noting(Page::Servers)->undoStack()->push(new QUndoCommand(QStringLiteral("edit")));
        QVERIFY(undo->isEnabled());
        m_window->goTo(Page::Folders);
        QVERIFY(!undo->isEnabled());
        m_window->goTo(Page::Servers);
        undo->trigger();
        QCOMPARE(noting(Page::Servers)->undoStack()->index(), 0);
    }

    void copyGoesToWhatHasTheFocus()
    {
        m_window->goTo(Page::Overview);
        auto *search = m_window->findChild<SearchBox *>();
        search->setText(QStringLiteral("typed"));
        search->setFocus();
        search->selectAll();
        QTRY_VERIFY(search->hasFocus());
        m_window->findChild<QAction *>(QStringLiteral("copy"))->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("typed"));
    }

    void importIsForwardedToTheServersPage()
    {
        m_window->findChild<QAction *>(QStringLiteral("importWiki"))->trigger();
        QCOMPARE(m_window->currentPage()->page(), Page::Servers);
        QCOMPARE(noting(Page::Servers)->imports, 1);
    }

    void helpOpensAtThePage()
    {
        m_window->goTo(Page::Settings);
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *help = m_window->findChild<HelpDialog *>();
        QVERIFY(help && help->isVisible());
        QCOMPARE(help->currentSection(), QStringLiteral("settings"));
        m_window->findChild<QAction *>(QStringLiteral("helpKeys"))->trigger();
        QCOMPARE(help->currentSection(), QStringLiteral("keys"));
        const auto *sections = help->findChild<QListWidget *>(QStringLiteral("helpSections"));
        for (const PageWidget *page : m_window->pages()) { // each page has its section
            help->showSection(pageName(page->page()));
            QCOMPARE(help->currentSection(), pageName(page->page()));
        }
        QVERIFY(sections->count() >= 10);
        QVERIFY(sections->viewport()->width() >= sections->sizeHintForColumn(0)); // no title is cut
    }

    void windowIsAsItWasLeft()
    {
        m_window->goTo(Page::Folders);
        // Not larger than the screen: newer Qt gives back no more than fits.
        const QSize left = m_window->screen()->availableSize() * 9 / 10;
        m_window->resize(left);
        QCOMPARE(m_window->size(), left);
        m_window->findChild<QAction *>(QStringLiteral("jobs"))->trigger();
        auto *splitter = m_window->findChild<QSplitter *>(QStringLiteral("windowSplitter"));
        splitter->setSizes({220, left.width() - 220});
        const QList<int> sizes = splitter->sizes();
        const bool docked = m_window->findChild<QWidget *>(QStringLiteral("jobsDock"))->isVisible();
        QVERIFY(docked);
        QVERIFY(m_window->close());
        m_window.reset();
        m_fixture->settings.sync();

        open(WindowFixture::smallEstate());
        QCOMPARE(m_window->size(), left);
        QCOMPARE(m_window->currentPage()->page(), Page::Folders);
        QVERIFY(m_window->findChild<QWidget *>(QStringLiteral("jobsDock"))->isVisible());
        QCOMPARE(m_window->findChild<QSplitter *>(QStringLiteral("windowSplitter"))->sizes(), sizes);
    }

    void unreadableWorkspaceIsSaidInTheWindow()
    {
        m_workspace->serverStore.setFailure(
            Error {ErrorKind::Damaged, QStringLiteral("The workspace is damaged."), QStringLiteral("Open the copy.")});
        noting(Page::Servers)->changeWorkspace();
        auto *message = m_window->findChild<ErrorBanner *>(QStringLiteral("windowError"))
                            ->findChild<QLabel *>(QStringLiteral("errorMessage"));
        QTRY_VERIFY(message->isVisible());
        QCOMPARE(message->text(), QStringLiteral("The workspace is damaged."));
    }

    /// By the check behind the window: opening had not looked at all of it.
    void damageThatIsFoundLaterIsSaidAndTheCopyOffered()
    {
        const QString place = m_workspace->about.location;
        m_workspace->checkFailure = Error {ErrorKind::Damaged, QStringLiteral("Its history is damaged.")};
        m_fixture->opener.setLastGoodCopy(place, {place + QStringLiteral(".last-good"), m_fixture->clock.now()});
        m_window->findChild<WorkspaceSwitcher *>()->check(*m_workspace, m_window.get());
        QTRY_COMPARE(m_fixture->dialogs.questions.size(), 1);
        QVERIFY(m_fixture->dialogs.questions.first().text.contains(QStringLiteral("Its history is damaged.")));
        QCOMPARE(m_window->findChild<ErrorBanner *>(QStringLiteral("windowError"))
                     ->findChild<QLabel *>(QStringLiteral("errorMessage"))
                     ->text(),
                 QStringLiteral("Its history is damaged."));
        QCOMPARE(m_fixture->opener.restored(), QStringList()); // not before a person agrees
    }

    void damageOfAWorkspaceThatIsLeftIsNotSaidOfTheNext()
    {
        const QString place = m_workspace->about.location;
        m_workspace->checkFailure = Error {ErrorKind::Damaged, QStringLiteral("Its history is damaged.")};
        m_fixture->opener.setLastGoodCopy(place, {place + QStringLiteral(".last-good"), m_fixture->clock.now()});
        auto shown = std::make_unique<QObject>(); // as long as the window shows it
        m_window->findChild<WorkspaceSwitcher *>()->check(*m_workspace, shown.get());
        shown.reset();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCoreApplication::sendPostedEvents();
        QVERIFY(m_fixture->dialogs.questions.isEmpty());
        QVERIFY(m_window->findChild<ErrorBanner *>(QStringLiteral("windowError"))->isHidden());
    }

private:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_shownPages += event->type() == QEvent::ShowToParent ? 1 : 0;
        return false;
    }
    void open(std::unique_ptr<FakeWorkspace> workspace)
    {
        m_workspace = workspace.get();
        m_window = m_fixture->makeWindow(std::move(workspace));
        WindowFixture::show(*m_window);
    }
    void goWrong(const QString &server, ErrorKind kind = ErrorKind::HostKeyChanged)
    {
        QSignalSpy shown(m_window.get(), &MainWindow::estateShown);
        const Error failure {kind, QStringLiteral("It is another one.")};
        QVERIFY(m_workspace->serverStore.saveFailure(server, failure, m_workspace->time.now()));
        noting(Page::Servers)->changeWorkspace();
        QTRY_VERIFY(shown.count() > 0);
    }
    [[nodiscard]] QString said() const { return m_window->statusBar()->currentMessage(); }
    NotingPage *noting(Page page) const { return WindowFixture::noting(*m_window, page); }
    NavigationList *navigation() const { return m_window->findChild<NavigationList *>(); }

    std::unique_ptr<WindowFixture> m_fixture;
    FakeWorkspace *m_workspace = nullptr;
    std::unique_ptr<MainWindow> m_window;
    int m_shownPages = 0; ///< of those that are filtered
};

NIGHTKEEP_TEST(TstMainwindow, widget, Window)
#include "tst_mainwindow.moc"
