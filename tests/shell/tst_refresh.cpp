// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/datatable.h"

#include <QAction>
#include <QDialog>
#include <QItemSelectionModel>
#include <QSemaphore>
#include <QSet>
#include <QStatusBar>
#include <QTableView>

using namespace Nightkeep;

namespace {

const QString askedA = QStringLiteral("moodle-a.example.org");
const QString askedPp = QStringLiteral("moodle-pp.example.org");

} // namespace

/// The window's one Refresh: it is called after what it asks, asks that, and where it asks nothing it says why.
class TstRefresh : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup()
    {
        m_gate.release(10); // a test that failed leaves no job waiting
        m_window.reset();
        m_fixture.reset();
        m_gate.acquire(m_gate.available());
    }

    void itIsCalledAfterWhatItAsks()
    {
        open(WindowFixture::smallEstate());
        QCOMPARE(text(), QStringLiteral("Refresh everything"));
        goTo(Page::Servers);
        QCOMPARE(text(), QStringLiteral("Refresh all 4 servers")); // the row that the keyboard is on is no choice
        choose({askedA, askedPp});
        QCOMPARE(text(), QStringLiteral("Refresh the 2 chosen servers"));
        QVERIFY2(refresh()->statusTip().contains(QStringLiteral("2 chosen servers")),
                 qPrintable(refresh()->statusTip()));
        choose({askedPp});
        QCOMPARE(text(), QStringLiteral("Refresh all 4 servers"));
        goTo(Page::Folders);
        QCOMPARE(text(), QStringLiteral("Refresh all 4 servers"));
        choose({askedA + QStringLiteral("//data/moodle"), askedA + QStringLiteral("//data/apache/htdocs/moodle")});
        QCOMPARE(text(), QStringLiteral("Refresh the 1 servers of the chosen folders"));
        goTo(Page::Settings);
        QCOMPARE(text(), QStringLiteral("Refresh the settings"));
        goTo(Page::Courses);
        QCOMPARE(text(), QStringLiteral("Refresh the courses"));
        goTo(Page::Overview);
        QCOMPARE(text(), QStringLiteral("Refresh everything"));
    }

    void theChosenRowsAreAsked_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<int>("asked"); // servers
        QTest::newRow("servers, one row") << int(Page::Servers) << QStringList {askedA} << 4;
        QTest::newRow("servers, two rows") << int(Page::Servers) << QStringList {askedA, askedPp} << 2;
        QTest::newRow("folders, one row")
            << int(Page::Folders) << QStringList {askedPp + QStringLiteral("//data/moodle")} << 4;
        QTest::newRow("folders, two rows of one server")
            << int(Page::Folders)
            << QStringList {askedA + QStringLiteral("//data/moodle"),
                            askedA + QStringLiteral("//data/apache/htdocs/moodle")}
            << 1;
        QTest::newRow("folders, two rows of two servers")
            << int(Page::Folders)
            << QStringList {askedA + QStringLiteral("//data/moodle"), askedPp + QStringLiteral("//data/moodle")} << 2;
    }
    void theChosenRowsAreAsked()
    {
        QFETCH(int, page);
        QFETCH(QStringList, rows);
        QFETCH(int, asked);
        open(WindowFixture::smallEstate());
        goTo(Page(page));
        choose(rows);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        m_fixture->settle();
        QCOMPARE(probed().size(), asked);
        QCOMPARE(m_workspace->hosts.calls().size(), asked); // each once
        for (const QString &row : rows)
            QVERIFY2(probed().contains(row.section(u'/', 0, 0)), qPrintable(row));
    }

    void theOverviewAsksAllWhateverIsChosen()
    {
        open(WindowFixture::smallEstate());
        goTo(Page::Servers);
        choose({askedA, askedPp});
        goTo(Page::Overview);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        m_fixture->settle();
        QCOMPARE(probed().size(), 4);
    }

    void oneRowIsAskedByItsMenu_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("act");
        QTest::newRow("servers") << int(Page::Servers) << askedPp << QStringLiteral("refreshChosen");
        QTest::newRow("folders") << int(Page::Folders) << askedPp + QStringLiteral("//data/moodle")
                                 << QStringLiteral("refreshFolderServer");
    }
    void oneRowIsAskedByItsMenu()
    {
        QFETCH(int, page);
        QFETCH(QString, row);
        QFETCH(QString, act);
        open(WindowFixture::smallEstate());
        goTo(Page(page));
        choose({row});
        auto *ask = m_window->currentPage()->findChild<QAction *>(act);
        QVERIFY(ask->isEnabled() && m_window->currentPage()->menuActions().contains(ask));
        ask->trigger();
        m_fixture->settle();
        QCOMPARE(probed(), QSet<QString> {askedPp});
        table()->view()->selectAll();
        QVERIFY(!ask->isEnabled()); // of several, Refresh asks
    }

    void withNothingToAskItsKeySaysWhy_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("why");
        QTest::newRow("overview") << int(Page::Overview) << QStringLiteral("no server to ask");
        QTest::newRow("servers") << int(Page::Servers) << QStringLiteral("no server to ask");
        QTest::newRow("folders") << int(Page::Folders) << QStringLiteral("No server with folders");
        QTest::newRow("settings") << int(Page::Settings) << QStringLiteral("no Moodle site");
        QTest::newRow("courses") << int(Page::Courses) << QStringLiteral("no Moodle site");
        QTest::newRow("archives") << int(Page::Archives) << QStringLiteral("no Moodle site");
        QTest::newRow("retention") << int(Page::Retention) << QStringLiteral("pages of servers");
    }
    void withNothingToAskItsKeySaysWhy()
    {
        QFETCH(int, page);
        QFETCH(QString, why);
        open(std::make_unique<FakeWorkspace>());
        goTo(Page(page));
        QVERIFY(!refresh()->isEnabled());
        pressInVain(m_window.get(), why);
        QVERIFY(m_workspace->hosts.calls().isEmpty());
    }

    void withoutAWorkspaceItsKeySaysWhy()
    {
        m_window = m_fixture->makeWindow({}, allPages());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        pressInVain(m_window.get(), QStringLiteral("No workspace is open"));
    }

    void whatIsBeingAskedIsNotAskedTwice()
    {
        auto workspace = WindowFixture::smallEstate();
        workspace->hosts.setAnswer(
            [this](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                m_gate.acquire();
                return fail(ErrorKind::Unreachable, QStringLiteral("silent"));
            });
        open(std::move(workspace));
        goTo(Page::Servers);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QVERIFY(!refresh()->isEnabled());
        const qsizetype jobs = m_fixture->jobs.jobs().size();
        pressInVain(m_window.get(), QStringLiteral("being asked already"));
        QCOMPARE(m_fixture->jobs.jobs().size(), jobs);
        m_gate.release(4);
        m_fixture->settle();
        QTRY_VERIFY(refresh()->isEnabled());
    }

    void theOverviewSaysThatAllIsBeingAsked()
    {
        auto workspace = WindowFixture::smallEstate();
        m_window = m_fixture->makeWindow(std::move(workspace)); // with noting pages
        WindowFixture::show(*m_window);
        for (const Page page : {Page::Servers, Page::Folders, Page::Settings, Page::Courses, Page::Archives})
            WindowFixture::noting(*m_window, page)->isRefreshable = false;
        pressInVain(m_window.get(), QStringLiteral("being asked already"));
    }

    void withADialogOpenItsKeySaysWhy()
    {
        open(WindowFixture::smallEstate());
        goTo(Page::Servers);
        m_window->currentPage()->findChild<QAction *>(QStringLiteral("editServer"))->trigger();
        auto *dialog = m_window->findChild<QDialog *>(QStringLiteral("serverDialog"));
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowActive(dialog, 60000));
        pressInVain(dialog->focusWidget(), dialog->windowTitle());
        QVERIFY(dialog->isVisible());
        m_fixture->settle();
        QVERIFY(m_workspace->hosts.calls().isEmpty());
        dialog->reject();
    }

private:
    void open(std::unique_ptr<FakeWorkspace> workspace)
    {
        m_workspace = workspace.get();
        m_window = m_fixture->openWindow(std::move(workspace));
    }
    void goTo(Page page)
    {
        m_window->goTo(page);
        m_fixture->settle();
    }
    [[nodiscard]] DataTable *table() const { return m_window->currentPage()->findChild<DataTable *>(); }
    void choose(const QStringList &keys)
    {
        const QTableView *view = table()->view();
        QItemSelectionModel *selection = view->selectionModel();
        selection->clearSelection();
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, 0);
            if (keys.contains(index.data(KeyRole).toString()))
                selection->setCurrentIndex(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
        QCOMPARE(selection->selectedRows().size(), keys.size());
    }
    [[nodiscard]] QAction *refresh() const { return m_window->findChild<QAction *>(QStringLiteral("refresh")); }
    [[nodiscard]] QString text() const { return refresh()->text().remove(u'&'); }
    [[nodiscard]] QSet<QString> probed() const
    {
        QSet<QString> servers;
        const QList<QPair<QString, RemoteProgram>> calls = m_workspace->hosts.calls();
        for (const auto &[server, program] : calls) {
            if (program == RemoteProgram::Probe)
                servers.insert(server);
        }
        return servers;
    }
    void pressInVain(QWidget *where, const QString &why)
    {
        QTest::keyClick(where, Qt::Key_F5);
        const QString said = m_window->statusBar()->currentMessage();
        QVERIFY2(said.contains(why), qPrintable(said));
    }

    QSemaphore m_gate;
    std::unique_ptr<WindowFixture> m_fixture;
    FakeWorkspace *m_workspace = nullptr; // the window's
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstRefresh, widget, Window)
#include "tst_refresh.moc"
