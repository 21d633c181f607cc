// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/jobs/jobspanel.h"
#include "widgets/shell/navigationlist.h"

#include <QDockWidget>
#include <QMenu>
#include <QPushButton>
#include <QSemaphore>
#include <QToolButton>

using namespace Nightkeep;

namespace {

const QString slow = QStringLiteral("/workspaces/slow.nightkeep");

} // namespace

/// A window that is there before its workspace, which opens slowly or not at all.
class TstOpening : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_window = m_fixture->makeWindow({});
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
    }
    void cleanup()
    {
        m_gate.release(10);
        m_window.reset();
        m_fixture.reset();
        m_gate.acquire(m_gate.available());
    }

    void theFirstPaintShowsThePagesAndWhatIsOpened()
    {
        m_window = m_fixture->makeWindow({});
        QSignalSpy painted(m_window.get(), &MainWindow::painted);
        openSlowly();
        m_window->show();
        QTRY_COMPARE(painted.count(), 1);
        QCOMPARE(said(), QStringLiteral("Opening /workspaces/slow.nightkeep …"));
        const auto *navigation = m_window->findChild<NavigationList *>();
        QCOMPARE(navigation->QListWidget::count(), 8);
        QVERIFY(!navigation->isEnabled()); // there is nothing behind them yet
        QVERIFY(m_window->findChild<JobsPanel *>()); // made now, before a person can ask for it
        QVERIFY(!m_window->windowIcon().isNull());
        m_window->repaint();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(painted.count(), 1);

        m_gate.release();
        QTRY_VERIFY(m_window->currentPage());
        QVERIFY(navigation->isEnabled());
        QCOMPARE(navigation->QListWidget::count(), 8);
        QVERIFY(!welcome()); // nobody was to see it
    }

    void theWindowAnswersBeforeTheWorkspaceIsOpen()
    {
        openSlowly();
        QTRY_COMPARE(said(), QStringLiteral("Opening /workspaces/slow.nightkeep …"));
        QVERIFY(m_window->pages().isEmpty());
        QVERIFY(!action("exportJson")->isEnabled());
        QTest::keyClick(m_window.get(), Qt::Key_J, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<QDockWidget *>(QStringLiteral("jobsDock"))->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(m_fixture->jobs.running(), 1); // still

        m_gate.release();
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("slow")));
        QCOMPARE(m_window->pages().size(), 8);
        QVERIFY(m_window->currentPage());
        QVERIFY(action("exportJson")->isEnabled());
        QCOMPARE(recent(), QStringList {slow});
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }

    void aCancelledOpeningIsNotWaitedFor()
    {
        openSlowly();
        QTest::mouseClick(button(), Qt::LeftButton);
        QTRY_VERIFY(welcome()->isVisible());
        QCOMPARE(m_fixture->jobs.running(), 1); // what opens has not heard of it yet
        m_gate.release();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QVERIFY(m_window->pages().isEmpty());
        QVERIFY(banner("windowError")->isHidden());
        QCOMPARE(recent(), QStringList());

        m_fixture->dialogs.fileToOpen = QStringLiteral("/workspaces/other.nightkeep");
        QTest::mouseClick(welcome()->findChild<QPushButton *>(QStringLiteral("welcomeOpenButton")), Qt::LeftButton);
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("other")));
    }

    void theNewestOpeningWins()
    {
        openSlowly();
        m_window->openWorkspace(QStringLiteral("/workspaces/other.nightkeep"));
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("other")));
        m_gate.release();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("other")));
        QCOMPARE(recent(), QStringList {QStringLiteral("/workspaces/other.nightkeep")});
    }

    void aFailureIsSaidInThePage()
    {
        m_window->openWorkspace(slow, [](const CancelToken &) -> Result<std::unique_ptr<Workspace>> {
            return fail(ErrorKind::TimedOut, QStringLiteral("The database does not answer."));
        });
        QTRY_VERIFY(banner("windowError")->isVisible());
        QCOMPARE(banner("windowError")->findChild<QLabel *>(QStringLiteral("errorMessage"))->text(),
                 QStringLiteral("The database does not answer."));
        QTRY_VERIFY(welcome()->isVisible());
    }

    void noticesOfOpeningAreShownUntilClosed()
    {
        auto workspace = WindowFixture::smallEstate();
        workspace->about.notices = {QStringLiteral("It is opened read-only."), QStringLiteral("It is on a network.")};
        m_window->setWorkspace(std::move(workspace));
        QVERIFY(banner("windowNotice")->isVisible());
        QCOMPARE(banner("windowNotice")->findChild<QLabel *>(QStringLiteral("errorMessage"))->text(),
                 QStringLiteral("It is opened read-only.\nIt is on a network."));
        QVERIFY(banner("windowError")->isHidden());
        QTest::mouseClick(banner("windowNotice")->findChild<QToolButton *>(QStringLiteral("errorClose")),
                          Qt::LeftButton);
        QVERIFY(banner("windowNotice")->isHidden());
        m_window->setWorkspace(WindowFixture::smallEstate());
        QVERIFY(banner("windowNotice")->isHidden());
    }

private:
    void openSlowly()
    {
        m_window->openWorkspace(slow, [this](const CancelToken &) {
            m_gate.acquire();
            return m_fixture->opener.open(slow);
        });
    }
    QAction *action(const char *name) const { return m_window->findChild<QAction *>(QLatin1String(name)); }
    QWidget *banner(const char *name) const { return m_window->findChild<QWidget *>(QLatin1String(name)); }
    QWidget *welcome() const { return m_window->findChild<QWidget *>(QStringLiteral("welcome")); }
    QPushButton *button() const
    {
        return m_window->centralWidget()->findChild<QPushButton *>(QStringLiteral("emptyFirstStep"));
    }
    QString said() const
    {
        const auto *text = m_window->centralWidget()->findChild<QLabel *>(QStringLiteral("emptyText"));
        return text && text->isVisible() ? text->text() : QString();
    }
    QStringList recent() const { return m_fixture->settings.value(QStringLiteral("workspaces/recent")).toStringList(); }

    QSemaphore m_gate;
    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstOpening, widget, Window)
#include "tst_opening.moc"
