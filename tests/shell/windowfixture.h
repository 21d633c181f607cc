// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobs/jobrunner.h"
#include "tests/support/agreed.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/fakeworkspace.h"
#include "widgets/common/pagewidget.h"
#include "widgets/common/workspacereader.h"
#include "widgets/shell/allpages.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/overviewpage.h"

#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoCommand>
#include <QUndoStack>
#include <QVBoxLayout>

#include <memory>
#include <tuple>

namespace Nightkeep {

/// A page that only notes what the window asks of it.
class NotingPage final : public PageWidget
{
    Q_OBJECT

public:
    NotingPage(Page page, const QString &name, const PageContext &context)
        : PageWidget(page, context)
        , m_import(new QAction(name, this))
        , m_add(new QAction(name, this))
    {
        m_import->setObjectName(QStringLiteral("importPage"));
        connect(m_import, &QAction::triggered, this, [this] { ++imports; });
        m_add->setObjectName(QStringLiteral("addServer"));
        connect(m_add, &QAction::triggered, this, [this] { ++added; });
        setAnswer(State::Good, name);
    }

    void refresh() override { ++refreshes; }
    [[nodiscard]] QString refreshWords() const override { return words; }
    [[nodiscard]] bool canRefresh() const override { return isRefreshable; }
    void showObject(const QString &key) override { shown.append(key); }
    void focusFilter() override { ++filtered; }
    [[nodiscard]] QUndoStack *undoStack() override { return &m_undo; }
    [[nodiscard]] QStringList unwrittenEdits() const override { return edits; }
    void discardEdits() override { edits.clear(); }
    [[nodiscard]] const PageContext &given() const { return context(); }
    void changeWorkspace() { emit workspaceChanged(); }
    void edit(const QString &text) ///< an act that can be undone
    {
        m_undo.push(new QUndoCommand(text));
        sayUndoable(text);
    }
    void tellAgesItself()
    {
        everyMinute([this] { ++told; });
    }

    int readings = 0;
    int refreshes = 0;
    int filtered = 0;
    int imports = 0;
    int added = 0;
    int told = 0; ///< the ages alone
    QString words;
    bool isRefreshable = true;
    QStringList shown;
    QStringList edits; ///< not written yet

private:
    void showEstate(const Estate &) override { ++readings; }

    QAction *m_import;
    QAction *m_add;
    QUndoStack m_undo;
};

/// The real window over a workspace in memory, with the overview and noting pages.
class WindowFixture
{
public:
    WindowFixture()
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , jobs(clock.clock(), 4)
    {
    }

    static std::unique_ptr<FakeWorkspace> smallEstate()
    {
        auto workspace = std::make_unique<FakeWorkspace>();
        workspace->fillSmallEstate();
        return workspace;
    }

    /// As the team's page leaves it: two servers with a wanted folder, a site, and what was agreed; nobody was asked.
    static std::unique_ptr<FakeWorkspace> unaskedEstate()
    {
        auto workspace = std::make_unique<FakeWorkspace>();
        for (const char *name : {"moodle-a.example.org", "moodle-b.example.org"}) {
            Server server;
            server.name = QString::fromLatin1(name);
            server.wanted = {"/data/moodle"};
            server.connection.kind = ServerConnection::Kind::LocalFolder;
            server.connection.root = QStringLiteral("/nowhere");
            std::ignore = workspace->serverStore.replaceServer({}, server);
        }
        Site site;
        site.name = QStringLiteral("moodle");
        site.databaseServer = QStringLiteral("moodle-a.example.org");
        site.databaseSocket = QStringLiteral("/var/run/mysqld/mysqld.sock");
        site.databaseName = QStringLiteral("moodle");
        site.databaseUser = QStringLiteral("reader");
        std::ignore = workspace->siteStore.replaceSite({}, site);
        std::ignore =
            agreeOn(workspace->settingsStore, site.name, QStringLiteral("backup_sche_keep"), QStringLiteral("1"));
        workspace->moodles.change(site.name, [](FakeMoodle &moodle) {
            moodle.config.insert(QStringLiteral("backup_sche_keep"), QStringLiteral("2"));
        });
        workspace->hosts.setAnswer(
            [now = workspace->time.now()](const Server &, RemoteProgram, const QByteArray &,
                                          const CancelToken &) -> Result<QByteArray> { return soundProbe(now); });
        return workspace;
    }

    static QList<PageArea> notingPages()
    {
        QList<PageArea> areas = allPages();
        for (PageArea &area : areas) {
            if (area.page != Page::Overview)
                area.make = [page = area.page, title = area.title](const PageContext &context) {
                    return new NotingPage(page, title, context);
                };
        }
        return areas;
    }

    std::unique_ptr<MainWindow> makeWindow(std::unique_ptr<Workspace> workspace,
                                           const QList<PageArea> &pages = notingPages())
    {
        const WindowContext context {opener,
                                     jobs,
                                     dialogs,
                                     settings,
                                     [](const QString &, const QByteArray &) -> Result<void> { return {}; },
                                     pages,
                                     [this] { return sshAliases; }};
        return std::make_unique<MainWindow>(context, std::move(workspace));
    }

    /// Shows it, and waits until it has the keyboard and what is in the workspace.
    static void show(MainWindow &window)
    {
        QSignalSpy shown(&window, &MainWindow::estateShown);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window, 60000));
        QTRY_VERIFY(shown.count() > 0);
    }

    /// Until every job has ended.
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(jobs.running(), 0, 20000); }

    /// With all its pages, shown and at rest.
    std::unique_ptr<MainWindow> openWindow(std::unique_ptr<Workspace> workspace)
    {
        auto window = makeWindow(std::move(workspace), allPages());
        show(*window);
        settle();
        return window;
    }

    static NotingPage *noting(const MainWindow &window, Page page)
    {
        for (PageWidget *each : window.pages()) {
            if (each->page() == page)
                return qobject_cast<NotingPage *>(each);
        }
        return nullptr;
    }

    QTemporaryDir folder;
    QSettings settings;
    FakeClock clock;
    FakeWorkspaceOpener opener;
    FakeDialogs dialogs;
    QStringList sshAliases;
    JobRunner jobs;
};

} // namespace Nightkeep
