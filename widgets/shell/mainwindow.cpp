// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/mainwindow.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/dialogkeeper.h"
#include "widgets/common/emptyview.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/workspacereader.h"
#include "widgets/common/writing.h"
#include "widgets/jobs/jobline.h"
#include "widgets/shell/helpdialog.h"
#include "widgets/shell/navigationlist.h"
#include "widgets/shell/overviewpage.h"
#include "widgets/shell/searchbox.h"
#include "widgets/shell/welcomecard.h"
#include "widgets/shell/workspaceswitcher.h"

#include <QAction>
#include <QDockWidget>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QScreen>
#include <QSessionManager>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QUndoGroup>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

constexpr int SayMilliseconds = 10 * 1000;
constexpr int CheckMilliseconds = 5 * 1000; // once the pages are filled and looked at

} // namespace

MainWindow::MainWindow(const WindowContext &context, std::unique_ptr<Workspace> workspace, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_switcher(new WorkspaceSwitcher(context, this,
                                       [this](std::unique_ptr<Workspace> opened) { takeWorkspace(std::move(opened)); }))
    , m_navigation(new NavigationList(this))
    , m_stack(new QStackedWidget(this))
    , m_nothing(new EmptyView(this))
    , m_error(new ErrorBanner(this))
    , m_notice(new ErrorBanner(this))
    , m_search(new SearchBox(this))
    , m_jobsDock(new QDockWidget(tr("Jobs"), this))
    , m_jobLine(new JobLine(context.jobs, this))
    , m_age(new QLabel(this))
    , m_undoSaid(new QToolButton(this))
    , m_undo(new QUndoGroup(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    new DialogKeeper(context.settings, this);
    buildCentre();
    buildMenus();
    buildTools();
    buildStatusBar();

    connect(m_switcher, &WorkspaceSwitcher::failed, this, &MainWindow::showError);
    connect(m_switcher, &WorkspaceSwitcher::said, this, &MainWindow::say);
    connect(m_switcher, &WorkspaceSwitcher::noticed, this,
            [this] { m_notice->showNotice(m_workspace->info().notices.join(u'\n')); });
    connect(m_switcher, &WorkspaceSwitcher::openingChanged, this, &MainWindow::showOpening);
    connect(m_switcher, &WorkspaceSwitcher::recentChanged, this, &MainWindow::fillRecentMenu);
    connect(m_navigation, &NavigationList::chosen, this, &MainWindow::showPage);
    connect(m_search, &SearchBox::chosen, this, &MainWindow::goTo);
    connect(m_jobLine, &JobLine::activated, this, &MainWindow::showJobs);
    connect(&m_context.jobs, &JobRunner::jobChanged, this, &MainWindow::dropRetired);
    connect(qGuiApp, &QGuiApplication::commitDataRequest, this, &MainWindow::keepFromEnding);
    fillRecentMenu();
    fillNavigation();
    m_navigation->setEnabled(false); // until there is a workspace to look at
    restoreWindow();
    if (workspace)
        setWorkspace(std::move(workspace));
    else
        showOpening();
}

MainWindow::~MainWindow()
{
    m_switcher->disconnect(this); // it would have shown what an opening that is cancelled leaves
    m_context.jobs.cancelAllAndWait();
    deletePages(); // before the workspace that they hold
}

PageWidget *MainWindow::currentPage() const
{
    return qobject_cast<PageWidget *>(m_stack->currentWidget());
}

PageWidget *MainWindow::pageOf(Page page) const
{
    const auto found =
        std::find_if(m_pages.cbegin(), m_pages.cend(), [page](const PageWidget *each) { return each->page() == page; });
    return found == m_pages.cend() ? nullptr : *found;
}

void MainWindow::buildCentre()
{
    m_error->setObjectName(QStringLiteral("windowError"));
    m_notice->setObjectName(QStringLiteral("windowNotice"));
    m_stack->addWidget(m_nothing);
    auto *right = new QWidget(this);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_error);
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);
    auto *splitter = new QSplitter(this);
    splitter->setObjectName(QStringLiteral("windowSplitter"));
    splitter->addWidget(m_navigation);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    setCentralWidget(splitter);

    m_jobsDock->setObjectName(QStringLiteral("jobsDock"));
    m_jobsDock->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::TopDockWidgetArea);
    addDockWidget(Qt::BottomDockWidgetArea, m_jobsDock);
    m_jobsDock->hide();
    connect(m_jobsDock, &QDockWidget::visibilityChanged, m_jobLine, [this](bool shown) {
        if (!shown)
            return;
        jobsPanel();
        m_jobLine->forgetFailure();
    });
}

void MainWindow::setWorkspace(std::unique_ptr<Workspace> workspace)
{
    const QString before = currentPage() ? pageName(currentPage()->page())
                                         : m_context.settings.value(QStringLiteral("window/page")).toString();
    deletePages();
    m_reader.reset();
    if (m_workspace)
        m_retired.push_back(std::move(m_workspace));
    m_workspace = std::move(workspace);
    m_context.jobs.setClock(m_workspace->clock());
    makePages();
    const WorkspaceInfo info = m_workspace->info();
    for (QAction *action : std::as_const(m_workspaceActions))
        action->setEnabled(true);
    for (QAction *action : std::as_const(m_writingActions)) {
        action->setToolTip({}); // of the last workspace
        enableWriting(action, !info.readOnly);
    }
    m_password->setEnabled(info.location.startsWith(u"mysql:"));
    QString title = info.title;
    title.replace(QLatin1String("[*]"), QLatin1String("[*][*]")); // Qt's own placeholder
    setWindowTitle(info.readOnly ? tr("%1 (read only) — Nightkeep").arg(title) : tr("%1 — Nightkeep").arg(title));
    m_notice->showNotice(info.notices.join(u'\n'));
    m_trouble.clear();
    showEstate({});
    m_reader->read();
    QTimer::singleShot(CheckMilliseconds, m_reader.get(), [this] { m_switcher->check(*m_workspace, m_reader.get()); });
    const auto same = std::find_if(m_pages.cbegin(), m_pages.cend(),
                                   [&](const PageWidget *page) { return pageName(page->page()) == before; });
    goTo(same == m_pages.cend() ? Page::Overview : (*same)->page());
    dropRetired();
}

void MainWindow::showOpening()
{
    if (m_workspace)
        return; // its pages stay meanwhile
    setWindowTitle(tr("Nightkeep"));
    const bool isOpening = !m_switcher->opening().isEmpty();
    for (QAction *action : m_workspaceActions + m_writingActions)
        action->setEnabled(false);
    m_importAction->setEnabled(!isOpening);
    m_pageMenu->menuAction()->setVisible(false);
    showRefresh();
    if (isOpening) {
        m_nothing->setContents(tr("Opening %1 …").arg(m_switcher->opening()), m_cancelOpening);
        m_stack->setCurrentWidget(m_nothing);
        return;
    }
    m_firstAct.clear(); // of an opening that came to nothing
    if (!isVisible())
        return; // what is to be opened may be told yet
    if (!m_welcome)
        buildWelcome();
    m_stack->setCurrentWidget(m_welcome);
    m_welcome->setFocus();
}

void MainWindow::makePages()
{
    m_navigation->setEnabled(true);
    fillNavigation();
    m_reader = std::make_unique<WorkspaceReader>(*m_workspace, m_context.jobs);
    const PageContext context {*m_workspace,
                               *m_reader,
                               m_context.jobs,
                               m_context.dialogs,
                               m_context.settings,
                               m_context.writeFile,
                               [this](const QString &sentence) { say(sentence); },
                               m_context.sshAliases};
    for (const PageArea &area : std::as_const(m_context.areas)) {
        PageWidget *page = area.make(context);
        m_pages << page;
        m_stack->addWidget(page);
        nameViews(*page, area.title);
        connectPage(page);
    }
    connect(m_reader.get(), &WorkspaceReader::wasRead, this, [this](const Estate &estate) {
        showEstate(estate);
        emit estateShown();
    });
    connect(m_reader.get(), &WorkspaceReader::minutePassed, this, &MainWindow::showAge);
    fillPagesMenu();
}

void MainWindow::deletePages()
{
    m_stack->setCurrentWidget(m_nothing); // else each in turn would be the one that is shown, and filled
    qDeleteAll(m_pages);
    m_pages.clear();
}

void MainWindow::connectPage(PageWidget *page)
{
    connect(page, &PageWidget::objectActivated, this, &MainWindow::goTo);
    connect(page, &PageWidget::actRequested, this, &MainWindow::actOnObject);
    connect(page, &PageWidget::refreshChanged, this, &MainWindow::showRefresh);
    if (QUndoStack *stack = page->undoStack()) {
        m_undo->addStack(stack);
        connect(stack, &QUndoStack::indexChanged, m_undoSaid, &QWidget::hide); // its top is another edit now
        connect(page, &PageWidget::undoOffered, this, [this, stack] { offerUndo(stack); });
    }
    if (auto *overview = qobject_cast<OverviewPage *>(page))
        connect(overview, &OverviewPage::refreshRequested, this, &MainWindow::refresh);
}

void MainWindow::actOnObject(Page of, const QString &key, const QString &name)
{
    goTo(of, key);
    PageWidget *page = QGuiApplication::modalWindow() ? nullptr : pageOf(of); // it asks first what becomes of edits
    auto *act = page && !name.isEmpty() ? page->findChild<QAction *>(name) : nullptr;
    if (act && act->isEnabled())
        act->trigger();
    else if (act)
        say(act->toolTip()); // why not
    else if (page)
        page->refresh();
}

void MainWindow::goTo(Page page, const QString &key)
{
    m_navigation->choose(page);
    PageWidget *shown = pageOf(page);
    if (shown && !key.isEmpty())
        shown->showObject(key);
    if (shown)
        shown->takeFocus();
}

void MainWindow::showPage(Page page)
{
    PageWidget *shown = pageOf(page);
    if (!shown)
        return;
    m_stack->setCurrentWidget(shown);
    m_undo->setActiveStack(shown->undoStack());
    fillPageMenu();
    showRefresh();
}

void MainWindow::showEstate(const Estate &estate)
{
    noteTrouble(estate);
    m_estate = estate;
    QList<SearchEntry> entries;
    for (const AreaStanding &area : estate.areas)
        entries << area.search;
    m_search->setEntries(entries);
    for (const PageWidget *page : std::as_const(m_pages)) {
        const AreaStanding standing = estate.standing(page->page());
        m_navigation->setStanding(page->page(), standing.state, standing.count);
    }
    showAge();
    showRefresh();
    if (estate.failure)
        showError(*estate.failure);
}

void MainWindow::showAge()
{
    const AnswerAges &ages = m_estate.ages;
    if (!ages.oldest.isValid()) {
        m_age->setText(ages.servers > 0 ? tr("No server has been asked yet") : QString());
        setPlainToolTip(*m_age, {});
        return;
    }
    const QDateTime &now = m_reader->now(); // the pages' own
    m_age->setText(tr("Asked %1", "an age follows: 14 minutes ago").arg(ageInWords(ages.oldest, now)));
    setPlainToolTip(*m_age,
                    tr("%1 of %n servers have answered, the last one %2.", nullptr, ages.servers)
                        .arg(ages.asked)
                        .arg(ageInWords(ages.newest, now)));
}

void MainWindow::dropRetired()
{
    if (!m_retired.empty() && m_context.jobs.running() == 0)
        m_retired.clear();
}

void MainWindow::openWorkspace(const QString &location)
{
    m_switcher->open(location);
}

void MainWindow::openWorkspace(const QString &location, const WorkspaceSwitcher::Open &open)
{
    if (location.isEmpty())
        m_switcher->openLast();
    else
        m_switcher->open(location, open);
}

void MainWindow::showError(const Error &error)
{
    m_error->showError(error);
}

void MainWindow::say(const QString &sentence)
{
    statusBar()->showMessage(visibleLines(sentence), SayMilliseconds);
    m_undoSaid->hide(); // it was about what was said before
}

void MainWindow::restoreWindow()
{
    const QSettings &settings = m_context.settings;
    const QSize usual(fontMetrics().averageCharWidth() * 170, fontMetrics().lineSpacing() * 46);
    resize(screen() ? usual.boundedTo(screen()->availableSize() * 9 / 10) : usual);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("window/state")).toByteArray());
    findChild<QToolBar *>(QStringLiteral("tools"))->show(); // the only way to the search box
    auto *splitter = findChild<QSplitter *>(QStringLiteral("windowSplitter"));
    splitter->setSizes({m_navigation->sizeHint().width(), width() - m_navigation->sizeHint().width()});
    const QByteArray sizes = m_context.settings.value(QStringLiteral("splitters/window")).toByteArray();
    if (!sizes.isEmpty())
        splitter->restoreState(sizes);
}

void MainWindow::rememberWindow()
{
    QSettings &settings = m_context.settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/state"), saveState());
    if (const PageWidget *page = currentPage())
        settings.setValue(QStringLiteral("window/page"), pageName(page->page()));
    settings.setValue(QStringLiteral("splitters/window"),
                      findChild<QSplitter *>(QStringLiteral("windowSplitter"))->saveState());
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!std::exchange(m_wasPainted, true))
        QTimer::singleShot(0, this, &MainWindow::buildAfterPaint);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    showOpening();
}

} // namespace Nightkeep
