// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/shell/mnemonics.h"
#include "widgets/shell/searchbox.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>

using namespace Nightkeep;

namespace {

/// What is wrong with the letters of one menu, and of those in it.
QStringList withoutLetter(const QString &where, const QList<QAction *> &actions)
{
    QStringList wrong;
    QHash<QString, QString> texts;
    for (const QAction *action : actions) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        const QString letter = QKeySequence::mnemonic(action->text()).toString();
        if (letter.isEmpty())
            wrong << QStringLiteral("%1: %2 has none").arg(where, action->text());
        else if (texts.contains(letter))
            wrong << QStringLiteral("%1: %2 and %3").arg(where, action->text(), texts.value(letter));
        texts.insert(letter, action->text());
        if (QMenu *menu = action->menu()) {
            emit menu->aboutToShow();
            wrong << withoutLetter(where + u'/' + action->text(), menu->actions());
        }
    }
    return wrong;
}

QList<QAction *> withThoseBelow(const QList<QAction *> &actions)
{
    QList<QAction *> all = actions;
    for (const QAction *action : actions) {
        if (const QMenu *menu = action->menu())
            all += withThoseBelow(menu->actions());
    }
    return all;
}

QString withoutMark(QString text)
{
    return text.remove(u'&');
}

} // namespace

/// Menus, tools and keys: every act is in a menu and has a letter, and Refresh says what it asks.
class TstMenus : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->settings.setValue(
            QStringLiteral("workspaces/recent"),
            QStringList {QStringLiteral("/a/one.nightkeep"), QStringLiteral("/a/more & one.nightkeep")});
    }
    void cleanup()
    {
        m_window.reset();
        m_fixture.reset();
    }

    void lettersAreGiven_data()
    {
        QTest::addColumn<QString>("texts");
        QTest::addColumn<QString>("given");
        const auto row = [](const char *name, const char *texts, const char *given) {
            QTest::newRow(name) << QString::fromLatin1(texts) << QString::fromLatin1(given);
        };
        row("those that are there stay", "&File|&Edit", "&File|&Edit");
        row("a second one moves", "&Save|&Send", "&Save|S&end");
        row("words begin with it", "Save|Save as", "&Save|Save &as");
        row("a later one's own is left to it", "Copy|&Cut", "C&opy|&Cut");
        row("an ampersand is a sign", "Drag && drop|Drop", "&Drag && drop|D&rop");
        row("none is free", "A|A", "&A|A");
        row("no text", "|&Open", "|&Open");
    }
    void lettersAreGiven()
    {
        QFETCH(QString, texts);
        QFETCH(QString, given);
        QMenu menu;
        for (const QString &text : texts.split(u'|'))
            menu.addAction(text);
        giveMnemonics(menu.actions());
        giveMnemonics(menu.actions()); // which changes nothing
        QStringList now;
        for (const QAction *action : menu.actions())
            now << action->text();
        QCOMPARE(now.join(u'|'), given);
    }

    void everyItemHasALetterOfItsOwn()
    {
        open(allPages());
        for (const PageWidget *page : m_window->pages()) {
            m_window->goTo(page->page());
            waitForJobs();
            const QStringList wrong = withoutLetter(pageName(page->page()), m_window->menuBar()->actions());
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        }
    }

    void allActsOfAPageAreInItsMenu()
    {
        open(allPages());
        int inContextMenus = 0;
        const auto *menu = m_window->findChild<QMenu *>(QStringLiteral("pageMenu"));
        for (const PageArea &area : allPages()) {
            m_window->goTo(area.page);
            QCOMPARE(withoutMark(menu->title()), area.title);
            const QList<QAction *> acts = m_window->currentPage()->menuActions();
            for (QAction *act : acts)
                QVERIFY2(menu->actions().contains(act), qPrintable(act->text()));
            QVERIFY(menu->actions().contains(action("refresh")));
            QCOMPARE(menu->actions().size(), acts.size() + 1); // none of the page before
            const QList<QAction *> all = withThoseBelow(menu->actions());
            for (const auto *view : m_window->currentPage()->findChildren<QAbstractItemView *>()) {
                for (QAction *act : view->actions()) { // its context menu
                    if (act->text().isEmpty() || act->objectName().isEmpty())
                        continue;
                    QVERIFY2(all.contains(act), qPrintable(act->text()));
                    ++inContextMenus;
                }
            }

            const auto *tools = m_window->currentPage()->findChild<QToolBar *>(QStringLiteral("pageActions"));
            int buttons = 0;
            for (QAction *act : tools->actions()) {
                buttons += act->menu() || act->isSeparator() ? 0 : 1;
                QVERIFY2(acts.contains(act), qPrintable(act->text()));
            }
            QVERIFY2(buttons <= 5, qPrintable(QString::number(buttons)));
        }
        QVERIFY2(inContextMenus > 20, qPrintable(QString::number(inContextMenus)));
    }

    void enterInTheMenuBarIsNoActOfThePage()
    {
        open(allPages());
        m_window->goTo(Page::Settings);
        waitForJobs();
        QAction *change = action("changeSetting");
        QTRY_VERIFY(change->isEnabled());
        const QSignalSpy changed(change, &QAction::triggered);
        m_window->menuBar()->setFocus();
        QTest::keyClick(m_window->menuBar(), Qt::Key_Return);
        QCOMPARE(changed.count(), 0);
    }

    void toolsAreReachedByTab()
    {
        open(allPages());
        int looked = 0;
        for (const QToolBar *tools : m_window->findChildren<QToolBar *>()) {
            for (QAction *act : tools->actions()) {
                const auto *button = qobject_cast<QToolButton *>(tools->widgetForAction(act));
                QVERIFY2(!button || button->focusPolicy() & Qt::TabFocus, qPrintable(act->text()));
                looked += button ? 1 : 0;
            }
        }
        QVERIFY(looked > 5);
    }

    void aPagesKeyGivesTheKeyboardToWhatIsSeen()
    {
        open(allPages());
        for (int number = 1; number <= m_window->pages().size(); ++number) {
            QTest::keyClick(m_window.get(), Qt::Key(Qt::Key_0 + number), Qt::ControlModifier);
            waitForJobs();
            const QWidget *focus = QApplication::focusWidget();
            QVERIFY2(focus && focus->isVisible() && m_window->currentPage()->isAncestorOf(focus),
                     qPrintable(QString::number(number)));
            const bool acts =
                qobject_cast<const QAbstractItemView *>(focus) || qobject_cast<const QPushButton *>(focus);
            QVERIFY2(acts, focus->metaObject()->className());
        }
    }

    void theOverviewRefreshesAllPages()
    {
        open();
        QVERIFY2(action("refresh")->statusTip().contains(QStringLiteral("4 servers")),
                 qPrintable(action("refresh")->statusTip()));
        QVERIFY(action("refresh")->toolTip().contains(QStringLiteral("F5")));
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(noting(Page::Servers)->refreshes, 1);
        QCOMPARE(noting(Page::Settings)->refreshes, 1);
        QCOMPARE(noting(Page::Courses)->refreshes, 1);
        QCOMPARE(noting(Page::Archives)->refreshes, 1);
        QCOMPARE(noting(Page::Folders)->refreshes, 0); // the servers have been asked
        QCOMPARE(noting(Page::Servers)->readings, 1); // it knows what to ask, though it was never shown
        for (const Page page : {Page::Servers, Page::Settings, Page::Archives})
            noting(page)->isRefreshable = false; // it is at it
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(noting(Page::Servers)->refreshes, 1);
        QCOMPARE(m_window->statusBar()->currentMessage(), QStringLiteral("All of it is being asked already."));
    }

    void refreshSaysWhatItAsks()
    {
        open();
        NotingPage *servers = noting(Page::Servers);
        servers->words = QStringLiteral("Ask moodle-a anew");
        m_window->goTo(Page::Servers);
        QCOMPARE(action("refresh")->statusTip(), QStringLiteral("Ask moodle-a anew"));
        servers->words = QStringLiteral("There is nothing to ask");
        servers->isRefreshable = false;
        emit servers->refreshChanged();
        QCOMPARE(action("refresh")->statusTip(), QStringLiteral("There is nothing to ask"));
        QVERIFY(!action("refresh")->isEnabled());
        m_window->goTo(Page::Folders);
        QVERIFY(action("refresh")->isEnabled());
        m_window->goTo(Page::Overview);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(servers->refreshes, 0);
        QCOMPARE(noting(Page::Archives)->refreshes, 1);
    }

    void anEmptyWorkspaceHasNothingToAsk()
    {
        m_window = m_fixture->makeWindow(std::make_unique<FakeWorkspace>());
        WindowFixture::show(*m_window);
        QVERIFY(!action("refresh")->isEnabled());
    }

    void theSearchCannotBeLost()
    {
        open();
        auto *tools = m_window->findChild<QToolBar *>(QStringLiteral("tools"));
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(1, 1), m_window->mapToGlobal(QPoint(1, 1)));
        QApplication::sendEvent(m_window->menuBar(), &event);
        QVERIFY(!QApplication::activePopupWidget());
        tools->hide(); // as a window of an earlier version was left
        QVERIFY(m_window->close());
        open();
        tools = m_window->findChild<QToolBar *>(QStringLiteral("tools"));
        QVERIFY(tools->isVisible());
        tools->hide();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        const auto *search = m_window->findChild<SearchBox *>();
        QTRY_VERIFY(search->isVisible() && search->hasFocus());
    }

    void theOverviewIsFilteredBySearching()
    {
        open();
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<SearchBox *>()->hasFocus());
    }

    void quittingHasAKey()
    {
        open();
        QCOMPARE(action("quit")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Q));
    }

    void whatWasSaidCanBeUndone()
    {
        open();
        m_window->goTo(Page::Servers);
        NotingPage *servers = noting(Page::Servers);
        auto *undo = m_window->findChild<QToolButton *>(QStringLiteral("undoSaid"));
        QVERIFY(!undo->isVisible());
        servers->edit(QStringLiteral("moodle-a was changed."));
        QCOMPARE(m_window->statusBar()->currentMessage(), QStringLiteral("moodle-a was changed."));
        QVERIFY(undo->isVisible());
        QVERIFY(undo->toolTip().contains(QStringLiteral("moodle-a was changed.")));
        QTest::mouseClick(undo, Qt::LeftButton);
        QCOMPARE(servers->undoStack()->index(), 0);
        QVERIFY(!undo->isVisible());
        emit servers->undoOffered(); // by the undoing itself
        QVERIFY(!undo->isVisible());

        servers->edit(QStringLiteral("moodle-b was changed."));
        QVERIFY(undo->isVisible());
        servers->undoStack()->push(new QUndoCommand(QStringLiteral("another"))); // which is not written yet
        QVERIFY(!undo->isVisible());
        servers->edit(QStringLiteral("moodle-c was changed."));
        QVERIFY(undo->isVisible());
        m_window->say(QStringLiteral("The page was imported."));
        QVERIFY(!undo->isVisible());
    }

    void agesChangeTogether()
    {
        open();
        m_window->goTo(Page::Servers);
        const auto *age = m_window->findChild<QLabel *>(QStringLiteral("age"));
        const QString before = age->text();
        const int readings = noting(Page::Servers)->readings;
        m_workspace->time.advance(11 * 60);
        QCOMPARE(age->text(), before);
        const auto &reader = noting(Page::Servers)->given().reader;
        reader.findChild<QTimer *>()->start(0); // the minute has passed
        QTRY_VERIFY(age->text() != before);
        QVERIFY(noting(Page::Servers)->readings > readings); // it tells its ages anew
        QCOMPARE(reader.now(), m_workspace->time.now());
    }

    /// What came in since the reading would be taken back by showing it again.
    void agesAloneAreToldOfAPageThatWasHidden()
    {
        open();
        m_window->goTo(Page::Servers);
        NotingPage *servers = noting(Page::Servers);
        servers->tellAgesItself();
        m_window->goTo(Page::Folders);
        const int readings = servers->readings;
        const int others = noting(Page::Folders)->readings;
        servers->given().reader.findChild<QTimer *>()->start(0); // the minute has passed
        QTRY_VERIFY(noting(Page::Folders)->readings > others);
        QCOMPARE(servers->told, 0);
        m_window->goTo(Page::Servers);
        QVERIFY(servers->told > 0);
        QCOMPARE(servers->readings, readings);
    }

private:
    void open(const QList<PageArea> &pages = WindowFixture::notingPages())
    {
        auto workspace = WindowFixture::smallEstate();
        m_workspace = workspace.get();
        m_window.reset();
        m_window = m_fixture->makeWindow(std::move(workspace), pages);
        WindowFixture::show(*m_window);
    }
    void waitForJobs() { QTRY_COMPARE(m_fixture->jobs.running(), 0); }
    QAction *action(const char *name) const { return m_window->findChild<QAction *>(QLatin1String(name)); }
    NotingPage *noting(Page page) const { return WindowFixture::noting(*m_window, page); }

    std::unique_ptr<WindowFixture> m_fixture;
    FakeWorkspace *m_workspace = nullptr;
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstMenus, widget, Window)
#include "tst_menus.moc"
