// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/servers/serverdialog.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QLineEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QTabWidget>

#include <algorithm>

using namespace Nightkeep;

namespace {

const QString ownPlace = QStringLiteral("/workspaces/workspace.nightkeep"); // of the opener

} // namespace

/// The first minute: a window without a workspace says what to begin with, and the next one goes on from there.
class TstWelcome : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->opener.setFailure(ownPlace, Error {ErrorKind::NotFound, QStringLiteral("There is no workspace.")});
    }
    void cleanup()
    {
        m_window.reset();
        m_fixture.reset();
    }

    void aNewcomerIsOfferedWhatToBeginWith()
    {
        begin();
        QTRY_VERIFY(welcome()->isVisible());
        QVERIFY(banner()->isHidden()); // nothing was lost
        for (const Job &job : m_fixture->jobs.jobs())
            QVERIFY2(job.phase() != Job::Phase::Failed, qPrintable(job.title));
        for (const char *step : {"welcomeDemo", "welcomeImport", "welcomeServer", "welcomeOpen", "welcomeShared"}) {
            const QPushButton *button = this->button(step);
            QVERIFY2(button && button->isVisible() && button->isEnabled(), step);
            QVERIFY2(!button->accessibleDescription().isEmpty(), step);
        }
        QTRY_COMPARE(QApplication::focusWidget(), button("welcomeDemo"));
    }

    void itsTitleFollowsTheFont()
    {
        const QFont own = QApplication::font();
        begin();
        QTRY_VERIFY(welcome()->isVisible());
        QFont twice = own;
        twice.setPointSizeF(own.pointSizeF() * 2);
        QApplication::setFont(twice);
        const auto restore = qScopeGuard([own] { QApplication::setFont(own); });
        const auto largest = [this] {
            qreal size = 0;
            for (const QLabel *label : welcome()->findChildren<QLabel *>())
                size = std::max(size, label->font().pointSizeF());
            return size;
        };
        QTRY_COMPARE(largest(), twice.pointSizeF() * 1.5);
    }

    void theDemoIsLookedAtAndOpensAgain()
    {
        begin();
        QTRY_VERIFY(welcome()->isVisible());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(m_window->windowTitle(), QStringLiteral("demo — Nightkeep"));
        m_fixture->settle();
        QVERIFY(!m_fixture->settings.contains(QStringLiteral("workspaces/recent"))); // it is nobody's work
        begin();
        QTRY_COMPARE(m_window->windowTitle(), QStringLiteral("demo — Nightkeep"));
    }

    void whatWasOpenLastOpensAgain()
    {
        begin();
        QTRY_VERIFY(welcome()->isVisible());
        press("welcomeDemo");
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("demo")));
        m_fixture->dialogs.fileToOpen = QStringLiteral("/workspaces/other.nightkeep");
        m_window->findChild<QAction *>(QStringLiteral("openWorkspace"))->trigger();
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("other")));
        begin();
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("other")));
    }

    void thePersonsOwnOpensWhereItIsThere()
    {
        m_fixture->opener.setFailure(ownPlace, {});
        begin();
        QTRY_COMPARE(m_window->windowTitle(), QStringLiteral("workspace — Nightkeep"));
    }

    void aWorkspaceThatIsGoneIsSaid()
    {
        const QString gone = QStringLiteral("/workspaces/gone.nightkeep");
        m_fixture->settings.setValue(QStringLiteral("workspaces/recent"), QStringList {gone});
        m_fixture->opener.setFailure(gone, Error {ErrorKind::NotFound, QStringLiteral("There is no gone.nightkeep.")});
        begin();
        QTRY_VERIFY(banner()->isVisible());
        QCOMPARE(banner()->findChild<QLabel *>(QStringLiteral("errorMessage"))->text(),
                 QStringLiteral("There is no gone.nightkeep."));
        QTRY_VERIFY(welcome()->isVisible());
    }

    void aStepMakesThePersonsOwnAndGoesOn_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<int>("imports");
        QTest::addColumn<int>("added");
        QTest::newRow("import the page") << QByteArray("welcomeImport") << 1 << 0;
        QTest::newRow("add a server") << QByteArray("welcomeServer") << 0 << 1;
        QTest::newRow("look at the demo") << QByteArray("welcomeDemo") << 0 << 0;
    }
    void aStepMakesThePersonsOwnAndGoesOn()
    {
        QFETCH(QByteArray, step);
        QFETCH(int, imports);
        QFETCH(int, added);
        begin();
        QTRY_VERIFY(welcome()->isVisible());
        press(step.constData());
        QTRY_VERIFY(m_window->currentPage());
        m_fixture->settle();
        QCOMPARE(noting()->imports, imports);
        QCOMPARE(noting()->added, added);
        QCOMPARE(m_window->currentPage()->page(), imports + added > 0 ? Page::Servers : Page::Overview);
        const QStringList recent = m_fixture->settings.value(QStringLiteral("workspaces/recent")).toStringList();
        QCOMPARE(recent, imports + added > 0 ? QStringList {ownPlace} : QStringList());
    }

    void whatFailedIsNotDoneLater()
    {
        begin();
        QTRY_VERIFY(welcome()->isVisible());
        m_fixture->opener.setFailure(ownPlace,
                                     Error {ErrorKind::PermissionDenied, QStringLiteral("It may not be made.")});
        press("welcomeImport");
        QTRY_VERIFY(banner()->isVisible());
        m_fixture->settle();
        m_window->openWorkspace(QStringLiteral("/workspaces/other.nightkeep"));
        QTRY_VERIFY(m_window->currentPage());
        m_fixture->settle();
        QCOMPARE(noting()->imports, 0);
    }

    void theHostsOfSshAreOffered()
    {
        m_fixture->sshAliases = {QStringLiteral("moodle-a"), QStringLiteral("files")};
        begin(allPages());
        QTRY_VERIFY(welcome()->isVisible());
        press("welcomeServer");
        QTRY_VERIFY(m_window->findChild<ServerDialog *>());
        const auto *dialog = m_window->findChild<ServerDialog *>();
        QVERIFY(!dialog->hasInput()); // the button of the hosts is none
        dialog->findChild<QTabWidget *>(QStringLiteral("serverTabs"))->setCurrentIndex(1);
        const auto *host = dialog->findChild<QLineEdit *>(QStringLiteral("hostEdit"));
        QVERIFY(host && host->completer());
        host->findChild<QAction *>(QStringLiteral("chooseHost"))->trigger();
        QCOMPARE(host->completer()->completionCount(), 2);
        QTRY_VERIFY(host->completer()->popup()->isVisible());
        host->completer()->popup()->hide();
        host->completer()->setCompletionPrefix(QStringLiteral("OODLE"));
        QCOMPARE(host->completer()->completionCount(), 1);
        QCOMPARE(host->completer()->currentCompletion(), QStringLiteral("moodle-a"));
        m_fixture->settle();
    }

private:
    /// As the program does where it is told nothing.
    void begin(const QList<PageArea> &pages = WindowFixture::notingPages())
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_window = m_fixture->makeWindow({}, pages);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        m_window->openWorkspace({}, {});
    }
    QWidget *welcome() const { return m_window->findChild<QWidget *>(QStringLiteral("welcome")); }
    QWidget *banner() const { return m_window->findChild<QWidget *>(QStringLiteral("windowError")); }
    QPushButton *button(const char *step) const
    {
        return welcome()->findChild<QPushButton *>(QLatin1String(step) + QStringLiteral("Button"));
    }
    void press(const char *step) { QTest::mouseClick(button(step), Qt::LeftButton); }
    NotingPage *noting() const { return WindowFixture::noting(*m_window, Page::Servers); }

    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstWelcome, widget, Window)
#include "tst_welcome.moc"
