// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/estate.h"
#include "widgets/common/pagewidget.h"
#include "widgets/shell/windowcontext.h"

#include <QHash>
#include <QMainWindow>
#include <QSet>

#include <memory>
#include <vector>

class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;
class QTimer;
class QUndoGroup;

namespace Nightkeep {

class ErrorBanner;
class HelpDialog;
class JobLine;
class JobsPanel;
class NavigationList;
class SearchBox;
class WorkspaceSwitcher;

/// The one window: navigation, pages, menus, search, jobs and the status bar. It owns the open workspace
/// and the pages over it; opening another workspace makes new pages. Destroying it cancels all jobs
/// and waits for them, because they work on the workspace.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const WindowContext &context, std::unique_ptr<Workspace> workspace, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] QList<PageWidget *> pages() const { return m_pages; }
    [[nodiscard]] PageWidget *currentPage() const;
    void goTo(Page page, const QString &key = {}); ///< an empty key: only the page
    void setWorkspace(std::unique_ptr<Workspace> workspace); ///< another workspace: new pages, the old ones go
    void openWorkspace(const QString &location); ///< as File > Open, for a name from the command line
    void showError(const Error &error);
    /// Whether the program ends once the window has been painted: what the start-up benchmark measures.
    void setQuitAfterFirstPaint(bool quit)
    {
        m_quitAfterPaint = quit;
    } ///< above the pages, for what belongs to none of them

signals:
    void estateShown(); ///< counts, search and age are those of the workspace

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void buildCentre();
    void buildTools();
    void buildStatusBar();
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildHelpMenu();
    QAction *addAction(QMenu *menu, const QString &name, const QString &icon, const QString &text,
                       const QKeySequence &keys, const std::function<void()> &act);
    void fillRecentMenu();
    void fillPagesMenu();
    void makePages();
    void connectPage(PageWidget *page);
    void showPage(Page page);
    void onWorkspaceChanged(PageWidget *by);
    void readWorkspace();
    void showEstate(const EstateSummary &estate);
    void showAge();
    void dropRetired();
    void copyFromFocus();
    void importPage();
    void exportJson();
    void importJson();
    void showHelp(const QString &section);
    void showJobs();
    void restoreWindow();
    void rememberWindow();
    [[nodiscard]] PageWidget *pageOf(Page page) const;

    WindowContext m_context;
    std::unique_ptr<Workspace> m_workspace;
    std::vector<std::unique_ptr<Workspace>> m_retired; // jobs may still work on them
    bool m_quitAfterPaint = false;
    QList<PageWidget *> m_pages;
    QSet<PageWidget *> m_stale; // to be read again when they are shown
    EstateSummary m_estate;
    quint64 m_reading = 0;

    WorkspaceSwitcher *m_switcher;
    NavigationList *m_navigation;
    QStackedWidget *m_stack;
    ErrorBanner *m_error;
    SearchBox *m_search;
    JobsPanel *m_jobsPanel;
    QDockWidget *m_jobsDock;
    JobLine *m_jobLine;
    QLabel *m_age;
    QTimer *m_minutes;
    QUndoGroup *m_undo;
    QMenu *m_recentMenu = nullptr;
    QMenu *m_pagesMenu = nullptr;
    QAction *m_refresh = nullptr;
    HelpDialog *m_help = nullptr;
};

} // namespace Nightkeep
