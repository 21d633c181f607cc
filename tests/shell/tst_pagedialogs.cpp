// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/dialogwalk.h"
#include "tests/support/testmain.h"
#include "widgets/shell/allpages.h"

#include <QSemaphore>

using namespace Nightkeep;

/// Another workspace that opens slowly, while a dialog of a page is open: the dialog goes with its page.
class TstPageDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        auto workspace = WindowFixture::smallEstate();
        fillForDialogs(*workspace);
        const WindowContext context {m_fixture->opener,
                                     m_fixture->jobs,
                                     m_dialogs,
                                     m_fixture->settings,
                                     [](const QString &, const QByteArray &) -> Result<void> { return {}; },
                                     allPages()};
        m_window = std::make_unique<MainWindow>(context, std::move(workspace));
        m_window->resize(1400, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }
    void cleanup()
    {
        m_gate.release(10);
        m_window.reset();
        m_fixture.reset();
        m_gate.acquire(m_gate.available());
    }

    void everyDialogGoesWithItsPage_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("within"); // a button of the dialog that opens another one
        for (const auto &[page, actions] : opening()) {
            for (const QString &action : actions)
                QTest::addRow("%s: %s", qPrintable(pageName(page)), qPrintable(action))
                    << int(page) << action.section(u'>', 0, 0) << action.section(u'>', 1);
        }
    }
    void everyDialogGoesWithItsPage()
    {
        QFETCH(int, page);
        QFETCH(QString, action);
        QFETCH(QString, within);
        m_window->goTo(Page(page));
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        if (action == QLatin1String("removeServer")) // of one that no site needs
            m_window->currentPage()->showObject(QStringLiteral("moodle-pp.example.org"));
        openSlowly();
        QAction *opens = enabledAction(action);
        QVERIFY2(opens, qPrintable(action));
        opens->trigger();
        QTRY_COMPARE(dialogs().size(), 1);
        if (!within.isEmpty()) {
            auto *button = dialogs().first()->findChild<QPushButton *>(within);
            QVERIFY(button);
            QTRY_VERIFY(button->isEnabled());
            const QPointer<QDialog> first = dialogs().first();
            QTest::mouseClick(button, Qt::LeftButton);
            QTRY_VERIFY(dialogs().size() == 2 || (!dialogs().isEmpty() && dialogs().first() != first));
        }
        m_gate.release();
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("second")));
        QTRY_VERIFY(dialogs().isEmpty());
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(m_window->currentPage()->page(), Page(page));
    }

    void theRequestIsMadeOnTheServersPage_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("action");
        // Of the first, a folder that nothing backs up.
        QTest::newRow("from the overview") << int(Page::Overview) << QStringLiteral("actOnFinding");
        QTest::newRow("from the folder's step") << int(Page::Folders) << QStringLiteral("requestFolder");
    }
    void theRequestIsMadeOnTheServersPage()
    {
        QFETCH(int, page);
        QFETCH(QString, action);
        m_window->goTo(Page(page));
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        auto *act = m_window->currentPage()->findChild<QAction *>(action);
        QVERIFY(act && act->isEnabled());
        act->trigger();
        QTRY_COMPARE(dialogs().size(), 1);
        QCOMPARE(m_window->currentPage()->page(), Page::Servers);
        QCOMPARE(dialogs().first()->objectName(), QStringLiteral("requestDialog"));
        dialogs().first()->reject();
        QTRY_VERIFY(dialogs().isEmpty());
    }

    /// What the rows above say is all there is: an action that opens a dialog ends in three dots.
    void noDialogIsForgotten()
    {
        // The overview's, the folders' and the first steps are the servers page's own; the others need edited options,
        // a second site, and a reader of pages.
        const QStringList apart {QString(),
                                 QStringLiteral("importPageFirst"),
                                 QStringLiteral("addServerFirst"),
                                 QStringLiteral("actOnFinding"),
                                 QStringLiteral("requestFolder"),
                                 QStringLiteral("reviewSettings"),
                                 QStringLiteral("bringInLine"),
                                 QStringLiteral("compareSites"),
                                 QStringLiteral("exportWiki")};
        QStringList missing;
        for (const PageWidget *page : m_window->pages()) {
            QStringList known = apart;
            for (const auto &[each, actions] : opening())
                known += each == page->page() ? actions : QStringList();
            for (const QAction *action : page->findChildren<QAction *>()) {
                if (action->text().endsWith(u'…') && !known.contains(action->objectName()))
                    missing << pageName(page->page()) + QStringLiteral(": ") + action->objectName();
            }
        }
        QCOMPARE(missing.join(u' '), QString());
    }

    void aContextMenuGoesWithItsPage()
    {
        m_window->goTo(Page::Servers);
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        openSlowly();
        auto *view = m_window->currentPage()->findChild<DataTable *>()->view();
        emit view->customContextMenuRequested(QPoint(5, 5));
        QVERIFY(QApplication::activePopupWidget());
        m_gate.release();
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("second")));
        QVERIFY(!QApplication::activePopupWidget());
    }

    void anAnswerComesWhileTheAskerLives()
    {
        int answers = 0;
        auto asker = std::make_unique<QWidget>(m_window.get());
        m_dialogs.confirm(asker.get(), {QStringLiteral("Sure?"), {}, {}, QStringLiteral("Yes"), false},
                          [&answers] { ++answers; });
        QCOMPARE(dialogs().size(), 1);
        dialogs().first()->accept();
        QCOMPARE(answers, 1);
        QTRY_VERIFY(dialogs().isEmpty());
        m_dialogs.askText(asker.get(), QStringLiteral("Why?"), {}, {}, false,
                          [&answers](const QString &) { ++answers; });
        m_dialogs.saveFile(asker.get(), QStringLiteral("Save"), QStringLiteral("a.csv"), {},
                           [&answers](const QString &) { ++answers; });
        QCOMPARE(dialogs().size(), 2);
        asker.reset();
        QTRY_VERIFY(dialogs().isEmpty());
        QCOMPARE(answers, 1);
    }

private:
    /// What opens a dialog, by page; after '>' a button of that dialog which opens another one.
    static QList<QPair<Page, QStringList>> opening()
    {
        const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' '); };
        return {{Page::Overview, words("acceptFinding")},
                {Page::Servers,
                 words("testConnection importPage addServer editServer removeServer exportServers decide serverHistory "
                       "serverChanges compareServers requestToStorage "
                       "requestToStorage>saveRequest storageRequests checkPair changeRate previewBackup")},
                {Page::Folders, words("exportFolders")},
                {Page::Settings,
                 words("nextRuns settingsHistory agreeOnSetting checkDestination editSite editSite>siteTest "
                       "editSite>siteBrowseAuthority editSite>siteRemove databasePassword addSite")},
                {Page::Courses,
                 words("courseLog explainCourse courseCopies beforeDeletion courseUsage exportCourses "
                       "courseContents teacherText fetchCourse")},
                {Page::Archives,
                 words("planArchive cancelArchive restartArchive archiveContents archiveMoved archiveWarnings "
                       "acceptWarnings compareArchives showTerms showKeptPlans exportArchives findCopy searchArchives "
                       "handOver archivePlaces archivePlaces>placesAdd archiveCopies archiveProofs archiveSigners "
                       "restorable drillRecord drillRun drills dueCopies removeLocal pastYears")},
                {Page::Retention,
                 words("agreeFigure whatIf proposeChanges afterLoss holdCourse showHolds recordErasure showErasures "
                       "showSurvival saveStrip exportRetention")},
                {Page::Meeting,
                 words("meetingDecide meetingMinutes meetingMinutes>saveMinutes meetingPack exportMeeting")}};
    }
    void openSlowly()
    {
        m_window->openWorkspace(QStringLiteral("/workspaces/second.nightkeep"), [this](const CancelToken &) {
            m_gate.acquire();
            return m_fixture->opener.open(QStringLiteral("/workspaces/second.nightkeep"));
        });
    }
    QAction *enabledAction(const QString &name) const
    {
        return Nightkeep::enabledAction(*m_window->currentPage(), name);
    }
    static QList<QDialog *> dialogs() { return shownDialogs(); }

    MessageDialogs m_dialogs;
    QSemaphore m_gate;
    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstPageDialogs, widget, Window, 300)
#include "tst_pagedialogs.moc"
