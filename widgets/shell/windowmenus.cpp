// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The second half of MainWindow: its menus, tool bar and status bar, and what they do.
#include "models/jobs/jobrunner.h"
#include "widgets/common/datatable.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"
#include "widgets/jobs/jobline.h"
#include "widgets/jobs/jobspanel.h"
#include "widgets/shell/helpdialog.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/mnemonics.h"
#include "widgets/shell/navigationlist.h"
#include "widgets/shell/refreshaction.h"
#include "widgets/shell/searchbox.h"
#include "widgets/shell/thememenu.h"
#include "widgets/shell/welcomecard.h"
#include "widgets/shell/workspaceswitcher.h"

#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUndoGroup>
#include <QUndoStack>

#include <algorithm>
#include <utility>

namespace Nightkeep {

QAction *MainWindow::addAction(QMenu *menu, const QString &name, const QString &icon, const QString &text,
                               const QKeySequence &keys, const std::function<void()> &act)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    if (!icon.isEmpty())
        action->setIcon(themeIcon(icon));
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, act);
    return action;
}

void MainWindow::buildMenus()
{
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    m_pageMenu = menuBar()->addMenu(QString());
    m_pageMenu->setObjectName(QStringLiteral("pageMenu"));
    m_pageMenu->setToolTipsVisible(true); // why an item cannot be chosen
    buildHelpMenu();
    giveMnemonics(menuBar()->actions());
    for (const QAction *action : menuBar()->actions()) // pages change the texts of theirs, and undo its own
        connect(action->menu(), &QMenu::aboutToShow, this, [menu = action->menu()] { giveMnemonics(menu->actions()); });
}

void MainWindow::buildFileMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&File"));
    menu->setToolTipsVisible(true); // why an item cannot be chosen
    addAction(menu, QStringLiteral("newWorkspace"), QStringLiteral("add"), tr("&New workspace…"), QKeySequence::New,
              [this] { m_switcher->create(); });
    m_openAction = addAction(menu, QStringLiteral("openWorkspace"), {}, tr("&Open workspace…"), QKeySequence::Open,
                             [this] { m_switcher->choose(); });
    m_sharedAction = addAction(menu, QStringLiteral("openShared"), {}, tr("Open &shared workspace…"), {},
                               [this] { m_switcher->chooseShared(); });
    m_password = addAction(menu, QStringLiteral("workspacePassword"), QStringLiteral("lock"),
                           tr("&Password of the shared workspace…"), {}, [this] { keepPassword(); });
    m_password->setEnabled(false);
    m_recentMenu = menu->addMenu(tr("&Recent workspaces"));
    m_recentMenu->setObjectName(QStringLiteral("recentMenu"));
    m_demoAction = addAction(menu, QStringLiteral("openDemo"), {}, tr("&Look at the demo"), {},
                             [this] { m_switcher->openDemo(); });
    menu->addSeparator();
    m_importAction = addAction(menu, QStringLiteral("importWiki"), QStringLiteral("import"), tr("&Import wiki page…"),
                               {}, [this] { actOnPage(QStringLiteral("importPage")); });
    m_writingActions += m_importAction;
    menu->addSeparator();
    m_workspaceActions += addAction(menu, QStringLiteral("exportJson"), QStringLiteral("export"),
                                    tr("&Export workspace as JSON…"), {}, [this] { exportJson(); });
    m_writingActions += addAction(menu, QStringLiteral("importJson"), {}, tr("Import workspace from &JSON…"), {},
                                  [this] { importJson(); });
    menu->addSeparator();
    // Not every platform has a key for it.
    addAction(menu, QStringLiteral("quit"), {}, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] {
        close();
    })->setMenuRole(QAction::QuitRole);

    m_cancelOpening = new QAction(themeIcon(QStringLiteral("cancel")), tr("Cancel"), this);
    m_cancelOpening->setObjectName(QStringLiteral("cancelOpening"));
    connect(m_cancelOpening, &QAction::triggered, m_switcher, &WorkspaceSwitcher::cancelOpening);
}

void MainWindow::buildEditMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Edit"));
    QAction *undo = m_undo->createUndoAction(this);
    undo->setObjectName(QStringLiteral("undo"));
    undo->setIcon(themeIcon(QStringLiteral("undo")));
    undo->setShortcut(QKeySequence::Undo);
    QAction *redo = m_undo->createRedoAction(this);
    redo->setObjectName(QStringLiteral("redo"));
    redo->setIcon(themeIcon(QStringLiteral("redo")));
    redo->setShortcut(QKeySequence::Redo);
    menu->addAction(undo);
    menu->addAction(redo);
    menu->addSeparator();
    addAction(menu, QStringLiteral("copy"), QStringLiteral("copy"), tr("&Copy"), QKeySequence::Copy,
              [this] { copyFromFocus(); });
    menu->addSeparator();
    addAction(menu, QStringLiteral("find"), {}, tr("&Filter this page"), QKeySequence::Find, [this] {
        PageWidget *page = currentPage();
        if (page && page->page() != Page::Overview)
            page->focusFilter();
        else // which has none: what it shows is in all pages
            search();
    });
    addAction(menu, QStringLiteral("searchAll"), QStringLiteral("search"), tr("&Search everything"),
              QKeySequence(Qt::CTRL | Qt::Key_K), [this] { search(); });
}

void MainWindow::buildViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    m_pagesMenu = menu->addMenu(tr("&Page"));
    m_pagesMenu->setObjectName(QStringLiteral("pagesMenu"));
    menu->addSeparator();
    m_refresh = new RefreshAction(this);
    connect(m_refresh, &QAction::triggered, this, &MainWindow::refresh);
    connect(m_refresh, &RefreshAction::refused, this, &MainWindow::say);
    menu->addAction(m_refresh);
    QAction *jobs = m_jobsDock->toggleViewAction();
    jobs->setObjectName(QStringLiteral("jobs"));
    jobs->setText(tr("&Jobs"));
    jobs->setIcon(themeIcon(QStringLiteral("jobs")));
    jobs->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_J));
    menu->addAction(jobs);
    addThemeMenu(menu, m_context.settings);
}

void MainWindow::buildHelpMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Help"));
    addAction(menu, QStringLiteral("help"), QStringLiteral("help"), tr("&Help for this page"), QKeySequence(Qt::Key_F1),
              [this] { showHelp(currentPage() ? pageName(currentPage()->page()) : QStringLiteral("start")); });
    addAction(menu, QStringLiteral("helpKeys"), {}, tr("&Keyboard"), {}, [this] { showHelp(QStringLiteral("keys")); });
    addAction(menu, QStringLiteral("about"), {}, tr("&About Nightkeep"), {}, [this] {
        showHelp(QStringLiteral("about"));
    })->setMenuRole(QAction::AboutRole);
}

void MainWindow::buildTools()
{
    QToolBar *tools = addToolBar(tr("Tools"));
    tools->setObjectName(QStringLiteral("tools"));
    tools->setMovable(false);
    tools->setContextMenuPolicy(Qt::PreventContextMenu); // it is the only way to the search box
    tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int icon = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    tools->setIconSize(QSize(icon, icon));
    tools->addAction(m_refresh);
    tools->widgetForAction(m_refresh)->setFocusPolicy(Qt::TabFocus);
    auto *space = new QWidget(tools);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    tools->addWidget(space);
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 55);
    m_search->setMinimumWidth(fontMetrics().averageCharWidth() * 24);
    tools->addWidget(m_search);
}

void MainWindow::buildStatusBar()
{
    m_age->setObjectName(QStringLiteral("age"));
    m_age->setTextFormat(Qt::PlainText);
    m_undoSaid->setObjectName(QStringLiteral("undoSaid"));
    m_undoSaid->setText(tr("Undo"));
    m_undoSaid->hide();
    connect(m_undoSaid, &QToolButton::clicked, this, [this] {
        if (m_undoable)
            m_undoable->undo();
        m_undoSaid->hide();
    });
    connect(statusBar(), &QStatusBar::messageChanged, m_undoSaid, &QWidget::hide);
    statusBar()->addWidget(m_age, 1);
    statusBar()->addPermanentWidget(m_undoSaid);
    statusBar()->addPermanentWidget(m_jobLine);
}

/// What a person misses neither at first sight nor before they can act.
void MainWindow::buildAfterPaint()
{
    emit painted();
    setWindowIcon(applicationIcon());
    jobsPanel();
}

void MainWindow::onceShown(bool atPaint, bool whenFilled, const std::function<void()> &act)
{
    if (atPaint)
        connect(this, &MainWindow::painted, this, act);
    if (!whenFilled)
        return;
    connect(this, &MainWindow::estateShown, this, [this, act] {
        repaint();
        act();
    });
}

void MainWindow::offerUndo(QUndoStack *stack)
{
    if (!stack->canUndo() || stack->canRedo()) // what was said is itself an undo
        return;
    m_undoable = stack;
    setPlainToolTip(*m_undoSaid, tr("Undo: %1", "an edit follows").arg(stack->undoText()));
    m_undoSaid->show();
}

JobsPanel *MainWindow::jobsPanel()
{
    if (!m_jobsPanel) {
        m_jobsPanel = new JobsPanel(m_context.jobs, m_context.settings, this);
        m_jobsDock->setWidget(m_jobsPanel);
        connect(m_jobsPanel->findChild<DataTable *>(), &DataTable::copied, this, &MainWindow::say);
    }
    return m_jobsPanel;
}

void MainWindow::showJobs(quint64 job)
{
    m_jobsDock->show();
    m_jobsDock->raise();
    m_jobLine->forgetFailure();
    if (job != 0)
        jobsPanel()->showJob(job);
    jobsPanel()->setFocus();
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    for (const QString &location : m_switcher->recent()) {
        QString text = fontMetrics().elidedText(location, Qt::ElideMiddle, fontMetrics().averageCharWidth() * 60);
        QAction *action = m_recentMenu->addAction(text.replace(u'&', QLatin1String("&&")));
        connect(action, &QAction::triggered, this, [this, location] { m_switcher->open(location); });
    }
    m_recentMenu->setEnabled(!m_recentMenu->isEmpty());
    giveMnemonics(m_recentMenu->actions());
}

void MainWindow::fillNavigation()
{
    const QSignalBlocker quiet(m_navigation);
    m_navigation->clear();
    for (const PageArea &area : std::as_const(m_context.areas))
        m_navigation->addPage(area.page, area.title, themeIcon(pageName(area.page)));
}

void MainWindow::fillPagesMenu()
{
    m_pagesMenu->clear();
    int number = 0;
    for (const PageArea &area : std::as_const(m_context.areas)) {
        QAction *action = m_pagesMenu->addAction(themeIcon(pageName(area.page)), area.title);
        action->setObjectName(pageName(area.page) + QStringLiteral("Action"));
        if (++number <= 9)
            action->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(number)));
        connect(action, &QAction::triggered, this, [this, page = area.page] { goTo(page); });
    }
    giveMnemonics(m_pagesMenu->actions());
}

void MainWindow::fillPageMenu()
{
    const PageWidget *page = currentPage();
    const auto area = std::find_if(m_context.areas.cbegin(), m_context.areas.cend(),
                                   [page](const PageArea &each) { return each.page == page->page(); });
    m_pageMenu->clear();
    m_pageMenu->setTitle(area->title);
    m_pageMenu->addAction(m_refresh);
    m_pageMenu->addActions(page->menuActions());
    m_pageMenu->menuAction()->setVisible(true);
    giveMnemonics(menuBar()->actions());
}

/// The overview shows what all pages show, and asks what they ask.
void MainWindow::refresh()
{
    PageWidget *shown = currentPage();
    if (!shown)
        return;
    if (shown->page() != Page::Overview) {
        if (!shown->refreshCaughtUp())
            say(shown->refreshWords());
        return;
    }
    int asking = 0;
    for (const PageArea &area : std::as_const(m_context.areas)) {
        PageWidget *page = area.asksAsAnother ? nullptr : pageOf(area.page);
        if (page && page != shown && page->refreshCaughtUp(&PageWidget::refreshAll))
            ++asking;
    }
    if (asking == 0)
        say(tr("All of it is being asked already."));
}

void MainWindow::showRefresh()
{
    const PageWidget *page = currentPage();
    const bool isOverview = page && page->page() == Page::Overview;
    const int servers = m_estate.ages.servers;
    QString text = tr("&Refresh");
    QString words = tr("No workspace is open");
    if (isOverview && servers > 0)
        words = tr("Ask all %n servers anew, read the Moodle settings and the courses, and look at the archives",
                   nullptr, servers);
    else if (isOverview)
        words = tr("There is no server to ask yet");
    else if (page)
        words = page->refreshWords();
    if (isOverview && servers > 0)
        text = tr("&Refresh everything");
    else if (page)
        text = page->refreshText();
    m_refresh->tell(text, words, isOverview ? servers > 0 : page && page->canRefresh());
    if (QWidget *button = findChild<QToolBar *>(QStringLiteral("tools"))->widgetForAction(m_refresh))
        button->setAccessibleDescription(words); // a screen reader would be given the tip's markup
}

void MainWindow::search()
{
    findChild<QToolBar *>(QStringLiteral("tools"))->show(); // whatever became of it
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

/// Each says in words what it is for, and what it makes.
void MainWindow::buildWelcome()
{
    m_welcome = new WelcomeCard(this);
    m_stack->addWidget(m_welcome);
    const auto step = [this](const char *name, const QString &text, const QString &words,
                             const std::function<void()> &act) {
        auto *action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, act);
        m_welcome->addStep(action, words);
    };
    step("welcomeDemo", tr("&Look at the demo"),
         tr("A made-up team with its servers, in a folder of its own: nothing of it leaves this computer."),
         [this] { m_demoAction->trigger(); });
    step("welcomeImport", tr("&Import the team's wiki page…"),
         tr("Its table of servers and folders becomes your own workspace."), [this] { m_importAction->trigger(); });
    step("welcomeServer", tr("Add a &server…"),
         tr("One that your ssh reaches becomes the first of your own workspace."),
         [this] { actOnPage(QStringLiteral("addServer")); });
    step("welcomeOpen", tr("&Open a workspace…"), tr("A file that you or a colleague have made."),
         [this] { m_openAction->trigger(); });
    step("welcomeShared", tr("&Join a shared workspace…"), tr("The team's own, in a MySQL or MariaDB database."),
         [this] { m_sharedAction->trigger(); });
}

void MainWindow::copyFromFocus()
{
    // Whatever has the focus knows best how to copy: a table, a text, the list of findings.
    for (QWidget *widget = QApplication::focusWidget(); widget; widget = widget->parentWidget()) {
        if (widget->metaObject()->indexOfMethod("copy()") >= 0) {
            QMetaObject::invokeMethod(widget, "copy");
            return;
        }
    }
}

/// Where no workspace is open, on that of the person's own.
void MainWindow::actOnPage(const QString &action)
{
    if (!m_workspace) {
        m_switcher->openOwn();
        m_firstAct = action; // what was wanted of an opening before is forgotten by now
        return;
    }
    for (const PageWidget *page : std::as_const(m_pages)) {
        if (auto *act = page->findChild<QAction *>(action)) {
            goTo(page->page());
            act->trigger();
            return;
        }
    }
}

void MainWindow::showHelp(const QString &section)
{
    if (!m_help) {
        m_help = new HelpDialog(m_context.settings, m_context.areas, this);
        connect(m_help, &HelpDialog::pageRequested, this, [this](Page page) { goTo(page); });
    }
    m_help->showSection(section);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

} // namespace Nightkeep
