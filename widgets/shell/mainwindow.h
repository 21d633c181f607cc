// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/pagewidget.h"
#include "widgets/shell/windowcontext.h"

#include <QMainWindow>
#include <QPointer>

#include <memory>
#include <vector>

class QDockWidget;
class QLabel;
class QMenu;
class QSessionManager;
class QStackedWidget;
class QToolButton;
class QUndoGroup;
class QUndoStack;

namespace Nightkeep {

class EmptyView;
class ErrorBanner;
class HelpDialog;
class JobLine;
class JobsPanel;
class NavigationList;
class RefreshAction;
class SearchBox;
class WelcomeCard;
class WorkspaceReader;
class WorkspaceSwitcher;

/// The one window: navigation, pages, menus, search, jobs and the status bar. It owns the open workspace
/// and the pages over it; opening another workspace makes new pages. It can be shown before there is one:
/// then it says what is being opened, or offers what to begin with. Destroying it cancels all jobs
/// and waits for them, because they work on the workspace.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// `workspace` may be null.
    MainWindow(const WindowContext &context, std::unique_ptr<Workspace> workspace, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] QList<PageWidget *> pages() const { return m_pages; }
    [[nodiscard]] PageWidget *currentPage() const;
    void goTo(Page page, const QString &key = {}); ///< an empty key: only the page
    void setWorkspace(std::unique_ptr<Workspace> workspace); ///< another workspace: new pages, the old ones go
    void openWorkspace(const QString &location); ///< as File > Open
    /// The same by a function of its own, which a worker calls: for the program's start. An empty
    /// location is what was open last.
    void openWorkspace(const QString &location,
                       const std::function<Result<std::unique_ptr<Workspace>>(const CancelToken &)> &open);
    void showError(const Error &error); ///< above the pages, for what belongs to none of them
    void say(const QString &sentence); ///< what came of an act, for a while in the status bar
    [[nodiscard]] QMenu *createPopupMenu() override { return nullptr; } ///< no way to lose the tools
    /// Once the window has been painted for the first time, or once its pages are filled and painted: what the
    /// benchmark of starting measures.
    void onceShown(bool atPaint, bool whenFilled, const std::function<void()> &act);

signals:
    void painted(); ///< for the first time: there is a window to look at, whatever is opened still
    void estateShown(); ///< counts, search and age are those of the workspace

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildCentre();
    void buildWelcome();
    void buildTools();
    void buildStatusBar();
    void buildAfterPaint();
    void buildMenus();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildHelpMenu();
    QAction *addAction(QMenu *menu, const QString &name, const QString &icon, const QString &text,
                       const QKeySequence &keys, const std::function<void()> &act);
    void fillRecentMenu();
    void fillPagesMenu();
    void fillPageMenu();
    void refresh();
    void showRefresh();
    void search();
    void offerUndo(QUndoStack *stack);
    void showOpening();
    void makePages();
    void deletePages();
    void fillNavigation();
    void connectPage(PageWidget *page);
    /// By the page's own action of that name; a page without it asks anew.
    void actOnObject(Page of, const QString &key, const QString &name);
    void showPage(Page page);
    void showEstate(const Estate &estate);
    /// What goes wrong while nobody looks at the window: by the desktop at once, by the window once somebody does.
    void noteTrouble(const Estate &estate);
    [[nodiscard]] bool isLookedAt() const;
    void showAge();
    void dropRetired();
    void takeWorkspace(std::unique_ptr<Workspace> opened);
    [[nodiscard]] QStringList unwrittenEdits();
    void keepFromEnding(QSessionManager &session);
    void afterDiscarding(const QString &accept, const std::function<void()> &go);
    void copyFromFocus();
    void actOnPage(const QString &action);
    void exportJson();
    void importJson();
    void replaceByJson(const QString &name);
    void keepPassword();
    void showHelp(const QString &section);
    void showJobs(quint64 job);
    JobsPanel *jobsPanel();
    void restoreWindow();
    void rememberWindow();
    [[nodiscard]] PageWidget *pageOf(Page page) const;

    WindowContext m_context;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<WorkspaceReader> m_reader; // of it
    std::vector<std::unique_ptr<Workspace>> m_retired; // jobs may still work on them
    bool m_wasPainted = false;
    bool m_endsJobs = false; // the person agreed to it at closing
    QList<PageWidget *> m_pages;
    Estate m_estate;
    QStringList m_trouble; // that came while nobody looked
    QString m_firstAct; // of a page, once the workspace that it is for is open

    WorkspaceSwitcher *m_switcher;
    NavigationList *m_navigation;
    QStackedWidget *m_stack;
    EmptyView *m_nothing; // in place of the pages, while a workspace is opened
    WelcomeCard *m_welcome = nullptr; // the same, once there was none
    ErrorBanner *m_error;
    ErrorBanner *m_notice;
    SearchBox *m_search;
    JobsPanel *m_jobsPanel = nullptr; // see jobsPanel()
    QDockWidget *m_jobsDock;
    JobLine *m_jobLine;
    QLabel *m_age;
    QToolButton *m_undoSaid; // beside what was said
    QPointer<QUndoStack> m_undoable; // of it
    QUndoGroup *m_undo;
    QAction *m_password = nullptr; // of a shared workspace
    QMenu *m_recentMenu = nullptr;
    QMenu *m_pagesMenu = nullptr;
    QMenu *m_pageMenu = nullptr; // what can be done on the page that is shown
    RefreshAction *m_refresh = nullptr;
    QAction *m_demoAction = nullptr;
    QAction *m_openAction = nullptr;
    QAction *m_sharedAction = nullptr;
    QAction *m_importAction = nullptr;
    QAction *m_cancelOpening = nullptr;
    QList<QAction *> m_workspaceActions; // that need one
    QList<QAction *> m_writingActions; // that write it
    HelpDialog *m_help = nullptr;
};

} // namespace Nightkeep
