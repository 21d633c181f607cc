// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/demo/demoestate.h"
#include "app/wholefile.h"
#include "app/wiki/wikifilereader.h"
#include "models/base/findingmodel.h"
#include "tests/shell/windowfixture.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"
#include "widgets/shell/navigationlist.h"

#include <QElapsedTimer>
#include <QListView>
#include <QPushButton>
#include <QStatusBar>

#include <algorithm>

using namespace Nightkeep;

namespace {

constexpr int MostClicksFromAPage = 3; // the file's name is typed

} // namespace

/// How many clicks a newcomer is from knowing what is not backed up.
class TstFirstMinute : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_clicks = 0;
        m_step.start();
    }

    void fromAnExportedPage()
    {
        WindowFixture fixture;
        fixture.opener.setFailure(fixture.opener.defaultLocation(),
                                  Error {ErrorKind::NotFound, QStringLiteral("There is no workspace.")});
        const Result<QList<WikiTable>> page = WikiFileReader().readFile(fixturePath(u"matrix.md"));
        fixture.opener.around = [page](FakeWorkspace &workspace) {
            workspace.wiki.setTables(page);
            workspace.hosts.setAnswer(
                [now = workspace.time.now()](const Server &, RemoteProgram, const QByteArray &,
                                             const CancelToken &) -> Result<QByteArray> { return soundProbe(now); });
        };
        fixture.dialogs.fileToOpen = QStringLiteral("/page.md");
        const auto window = fixture.makeWindow({}, allPages());
        m_window = window.get();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window, 60000));
        m_window->openWorkspace({}, {}); // as the program does where it is told nothing
        QTRY_VERIFY(isSeen("welcomeImportButton"));
        told("what to begin with");
        click("welcomeImportButton");
        QTRY_VERIFY(isSeen("applyImport"));
        told("what the page says");
        click("applyImport");
        m_window->activateWindow(); // as a desktop does when the dialog has gone
        QTRY_VERIFY2(m_window->statusBar()->currentMessage().startsWith(QLatin1String("The page was imported")),
                     qPrintable(m_window->statusBar()->currentMessage()));
        goToOverview();
        QTRY_VERIFY(isSeen("emptyFirstStep"));
        QTRY_COMPARE(part("emptyFirstStep")->text(), QStringLiteral("Ask all now"));
        told("that nobody was asked yet");
        click("emptyFirstStep");
        QTRY_VERIFY(!whatIsNamed().isEmpty());
        told("what is not backed up");
        QVERIFY2(m_clicks <= MostClicksFromAPage, qPrintable(QString::number(m_clicks)));
        QTRY_COMPARE(fixture.jobs.running(), 0);
    }

    void inTheDemo()
    {
        QTemporaryDir place;
        ApplicationOptions options;
        options.dataFolder = place.filePath(QStringLiteral("data"));
        Application application {options};
        DemoRequest request;
        request.folder = place.filePath(QStringLiteral("demo"));
        const Result<void> made = createDemo(request);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
        told("a demo");
        JobRunner jobs([] { return QDateTime::currentDateTimeUtc(); }, 4);
        FakeDialogs dialogs;
        QSettings settings(place.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        MainWindow window(WindowContext {application, jobs, dialogs, settings, writeWholeFile, allPages()}, nullptr);
        m_window = &window;
        m_window->show();
        m_window->openWorkspace(request.folder, [&application, &request](const CancelToken &cancel) {
            return application.openFirst(request.folder, {}, cancel);
        });
        QTRY_VERIFY(!whatIsNamed().isEmpty());
        told("what is not backed up");
        QVERIFY(!whatIsNamed(Page::Courses, "restore").isEmpty());
        QCOMPARE(m_clicks, 0);
        QTRY_COMPARE(jobs.running(), 0);
    }

private:
    /// Only for whoever reads along: how long it takes depends on the machine.
    void told(const char *what)
    {
        qInfo("%s: after %d clicks, %lld ms", what, m_clicks, static_cast<long long>(m_step.restart()));
    }
    /// Of the page that is shown, or of what stands in its place or above it.
    [[nodiscard]] QPushButton *part(const char *name) const
    {
        const auto buttons = m_window->findChildren<QPushButton *>(QLatin1String(name));
        const auto seen =
            std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *each) { return each->isVisible(); });
        return seen == buttons.end() ? nullptr : *seen;
    }
    [[nodiscard]] bool isSeen(const char *name) const { return part(name) && part(name)->isEnabled(); }
    void click(const char *name)
    {
        ++m_clicks;
        QTest::mouseClick(part(name), Qt::LeftButton);
    }
    /// Where the window is not there by itself.
    void goToOverview()
    {
        if (m_window->currentPage() && m_window->currentPage()->page() == Page::Overview)
            return;
        ++m_clicks;
        m_window->findChild<NavigationList *>()->choose(Page::Overview);
    }
    /// The first line of the overview that says this of what a page shows: of a folder, that it is not backed up.
    [[nodiscard]] QString whatIsNamed(Page page = Page::Folders, const char *words = "is not backed up") const
    {
        const auto *view = m_window->findChild<QListView *>(QStringLiteral("findings"));
        for (int row = 0; view && view->isVisible() && row < view->model()->rowCount(); ++row) {
            const QModelIndex line = view->model()->index(row, 0);
            if (line.data(FindingModel::PageRole).toInt() == int(page)
                && line.data().toString().contains(QLatin1String(words)))
                return line.data().toString();
        }
        return {};
    }

    QElapsedTimer m_step;
    int m_clicks = 0;
    MainWindow *m_window = nullptr; // of the test that runs
};

NIGHTKEEP_TEST(TstFirstMinute, integration, Window)
#include "tst_firstminute.moc"
