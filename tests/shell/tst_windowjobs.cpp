// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobmodel.h"
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/datatable.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/textdialog.h"
#include "widgets/jobs/jobline.h"
#include "widgets/jobs/jobspanel.h"
#include "widgets/shell/dialogprompter.h"

#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QThread>
#include <QToolButton>

using namespace Nightkeep;

namespace {

/// Waits for the person to cancel: work as long as a test needs it.
Result<int> untilCancelled(const CancelToken &cancel, QSemaphore *stop = nullptr)
{
    while (!cancel.isCancelled()) {
        if (stop && stop->tryAcquire(1, 5))
            return 1;
        QThread::yieldCurrentThread();
    }
    return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
}

} // namespace

/// Jobs, other workspaces and questions: what happens in the window while something works.
class TstWindowjobs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_window = m_fixture->makeWindow(WindowFixture::smallEstate());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QTRY_VERIFY(m_window->findChild<JobsPanel *>());
    }
    void cleanup()
    {
        m_window.reset();
        m_fixture.reset();
    }

    void panelCancelsTheChosenJob()
    {
        startLong(QStringLiteral("Ask moodle-a"));
        m_window->findChild<QAction *>(QStringLiteral("jobs"))->trigger();
        auto *panel = m_window->findChild<JobsPanel *>();
        QTRY_VERIFY(panel->isVisible());
        auto *table = panel->findChild<DataTable *>();
        auto *button = panel->findChild<QToolButton *>(QStringLiteral("cancelJobButton"));
        QVERIFY(!button->isEnabled()); // nothing is chosen
        table->selectKey(panel->model()->index(0, JobModel::TitleColumn).data(KeyRole).toString());
        QTRY_VERIFY(button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(m_fixture->jobs.jobs().last().phase(), Job::Phase::Cancelled);
        QTRY_VERIFY(!button->isEnabled());
        QVERIFY(!panel->findChild<ErrorBanner *>()->isVisible()); // cancelled is no failure
        const auto *detail = panel->findChild<QLabel *>(QStringLiteral("jobDetail"));
        QVERIFY2(detail->text().contains(QStringLiteral("cancelled")), qPrintable(detail->text()));
    }

    void panelTellsWhyAJobFailed()
    {
        startFailing(QStringLiteral("Ask moodle-b"));
        m_window->findChild<QAction *>(QStringLiteral("jobs"))->trigger();
        auto *panel = m_window->findChild<JobsPanel *>();
        panel->findChild<DataTable *>()->selectKey(
            panel->model()->index(0, JobModel::TitleColumn).data(KeyRole).toString());
        auto *banner = panel->findChild<ErrorBanner *>();
        QTRY_VERIFY(banner->isVisible());
        QTest::mouseClick(banner->findChild<QToolButton *>(QStringLiteral("errorCopy")), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("connect: timed out")));
    }

    void lineShowsWhatRunsAndCancelsIt()
    {
        auto *line = m_window->findChild<JobLine *>();
        auto *text = line->findChild<QToolButton *>(QStringLiteral("jobLineText"));
        auto *cancel = line->findChild<QToolButton *>(QStringLiteral("jobLineCancel"));
        QVERIFY(!cancel->isVisible());
        startLong(QStringLiteral("Pack moodle-2008 & more"));
        QTRY_COMPARE(text->text(), QStringLiteral("Pack moodle-2008 && more"));
        startLong(QStringLiteral("Ask moodle-b"));
        QTRY_VERIFY(text->text().contains(QStringLiteral("1 more")));
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_COMPARE(text->text(), QStringLiteral("Ask moodle-b"));
        QTest::mouseClick(text, Qt::LeftButton);
        QTRY_VERIFY(m_window->findChild<JobsPanel *>()->isVisible());
        QTRY_VERIFY(cancel->isEnabled());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY(!cancel->isVisible());
    }

    void lineKeepsAFailureUntilItIsSeen()
    {
        auto *text = m_window->findChild<QToolButton *>(QStringLiteral("jobLineText"));
        const QString idle = text->text();
        startFailing(QStringLiteral("Ask moodle-b"));
        QTRY_VERIFY(text->text().contains(QStringLiteral("Failed: Ask moodle-b")));
        const Job failed = m_fixture->jobs.jobs().last();
        QTest::mouseClick(text, Qt::LeftButton);
        QTRY_COMPARE(text->text(), idle);
        const auto *panel = m_window->findChild<JobsPanel *>();
        QTRY_COMPARE(panel->findChild<DataTable *>()->currentKey(), QString::number(failed.id));
        QTRY_VERIFY(panel->findChild<ErrorBanner *>()->isVisible()); // why it failed
    }

    void closingAsksWhileJobsRun()
    {
        startLong(QStringLiteral("Pack"));
        m_fixture->dialogs.answer = false;
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        QCOMPARE(m_fixture->dialogs.questions.size(), 1);
        QVERIFY(m_fixture->dialogs.questions.first().dangerous);
        QCOMPARE(m_fixture->dialogs.questions.first().details, QStringLiteral("Pack"));
        m_fixture->dialogs.answer = true;
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
        m_window.reset(); // cancels, and waits for the worker that holds the workspace
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(m_fixture->jobs.jobs().last().phase(), Job::Phase::Cancelled);
    }

    void closingWithoutJobsAsksNothing()
    {
        m_fixture->jobs.look<int>(
            QStringLiteral("Ask how the archive stands"), {}, this,
            [](const CancelToken &cancel, const ProgressSink &) { return untilCancelled(cancel); }, {});
        QVERIFY(m_window->close());
        QVERIFY(m_fixture->dialogs.questions.isEmpty());
    }

    void jobsGoByTheClockOfTheWorkspace()
    {
        startFailing(QStringLiteral("Ask moodle-b"));
        auto workspace = WindowFixture::smallEstate();
        workspace->time.advance(-3600LL * 24 * 400);
        const QDateTime now = workspace->time.now();
        m_window->setWorkspace(std::move(workspace));
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(m_fixture->jobs.now(), now);
        const auto *model = m_window->findChild<JobsPanel *>()->model();
        const QModelIndex started = model->index(0, JobModel::StartedColumn);
        QCOMPARE(started.data(SortRole).toDateTime(), now);
        QVERIFY2(!started.data().toString().contains(QStringLiteral("future")), qPrintable(started.data().toString()));
    }

    void anotherWorkspaceTakesThePlace()
    {
        const QString location = QStringLiteral("/workspaces/second.nightkeep");
        m_fixture->dialogs.fileToOpen = location;
        m_window->goTo(Page::Folders);
        startLong(QStringLiteral("Ask moodle-a")); // works on the workspace that goes
        const Workspace *before = &WindowFixture::noting(*m_window, Page::Servers)->given().workspace;
        m_window->findChild<QAction *>(QStringLiteral("openWorkspace"))->trigger();
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("second")));
        QVERIFY(&WindowFixture::noting(*m_window, Page::Servers)->given().workspace != before);
        QCOMPARE(m_window->currentPage()->page(), Page::Folders);
        QCOMPARE(recentTexts(), QStringList {location});
        m_fixture->jobs.cancel(longJob());
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }

    void newWorkspaceIsEmpty()
    {
        m_fixture->dialogs.fileToSave = QStringLiteral("/workspaces/third.nightkeep");
        m_window->findChild<QAction *>(QStringLiteral("newWorkspace"))->trigger();
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("third")));
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        const auto *answer = m_window->currentPage()->findChild<QLabel *>(QStringLiteral("answer"));
        QTRY_VERIFY2(answer->text().contains(QStringLiteral("empty")), qPrintable(answer->text()));
    }

    void whatCannotBeOpenedIsSaidAndTheOldOneStays_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("not there") << int(ErrorKind::NotFound);
        QTest::newRow("made by a later version") << int(ErrorKind::TooNew);
        QTest::newRow("damaged, without a copy") << int(ErrorKind::Damaged);
        QTest::newRow("no driver") << int(ErrorKind::MissingDriver);
    }
    void whatCannotBeOpenedIsSaidAndTheOldOneStays()
    {
        QFETCH(int, kind);
        const QString location = QStringLiteral("mysql://team@db/nightkeep?socket=/run/x");
        m_fixture->opener.setFailure(location,
                                     Error {ErrorKind(kind), QStringLiteral("It cannot be opened because of that."),
                                            QStringLiteral("Do this next."), QStringLiteral("errno 5")});
        m_fixture->dialogs.textToGive = location;
        const QString title = m_window->windowTitle();
        m_window->findChild<QAction *>(QStringLiteral("openShared"))->trigger();
        QTRY_VERIFY(shownError(QStringLiteral("errorMessage")));
        QCOMPARE(shownError(QStringLiteral("errorMessage"))->text(),
                 QStringLiteral("It cannot be opened because of that."));
        QCOMPARE(shownError(QStringLiteral("errorAdvice"))->text(), QStringLiteral("Do this next."));
        QCOMPARE(m_window->windowTitle(), title);
        QVERIFY(recentTexts().isEmpty());
        QVERIFY(m_fixture->dialogs.questions.isEmpty());
    }

    void damagedWorkspaceOffersTheLastGoodCopy_data()
    {
        QTest::addColumn<bool>("accepted");
        QTest::newRow("accepted") << true;
        QTest::newRow("refused") << false;
    }
    void damagedWorkspaceOffersTheLastGoodCopy()
    {
        QFETCH(bool, accepted);
        const QString location = QStringLiteral("/workspaces/broken.nightkeep");
        m_fixture->opener.setFailure(location,
                                     Error {ErrorKind::Damaged, QStringLiteral("broken.nightkeep is damaged.")});
        m_fixture->opener.setLastGoodCopy(location, {location + QStringLiteral(".good"), m_fixture->clock.now()});
        m_fixture->dialogs.answer = accepted;
        m_window->openWorkspace(location);
        QTRY_COMPARE(m_fixture->dialogs.questions.size(), 1);
        QVERIFY(m_fixture->dialogs.questions.first().text.contains(QStringLiteral("broken.nightkeep is damaged.")));
        if (accepted) {
            QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("broken")));
            QCOMPARE(m_fixture->opener.restored(), QStringList {location});
        } else {
            QTRY_VERIFY(shownError(QStringLiteral("errorMessage")));
            QVERIFY(m_fixture->opener.restored().isEmpty());
        }
    }

    void thePasswordOfASharedWorkspaceIsKept()
    {
        auto *action = m_window->findChild<QAction *>(QStringLiteral("workspacePassword"));
        m_window->setWorkspace(WindowFixture::smallEstate());
        QVERIFY(!action->isEnabled()); // a file has none
        auto workspace = WindowFixture::smallEstate();
        FakeWorkspace *shown = workspace.get();
        shown->about.location = QStringLiteral("mysql://team@db/nightkeep");
        m_window->setWorkspace(std::move(workspace));
        QVERIFY(action->isEnabled());
        m_fixture->dialogs.textToGive = QStringLiteral("secret");
        action->trigger();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        const QHash<QString, QString> own {{QString(), QStringLiteral("secret")}}; // of no site
        QCOMPARE(shown->passwords, own);
        QVERIFY(m_fixture->dialogs.labels.last().contains(QStringLiteral("mysql://team@db/nightkeep")));
    }

    void jsonGoesOutAndInAfterAQuestion()
    {
        auto workspace = WindowFixture::smallEstate();
        FakeWorkspace *shown = workspace.get();
        m_window->setWorkspace(std::move(workspace));
        m_fixture->dialogs.fileToSave = QStringLiteral("/tmp/w.json");
        m_fixture->dialogs.fileToOpen = QStringLiteral("/tmp/w.json");
        m_window->findChild<QAction *>(QStringLiteral("exportJson"))->trigger();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(shown->exportedTo, QStringList {QStringLiteral("/tmp/w.json")});
        auto *importAction = m_window->findChild<QAction *>(QStringLiteral("importJson"));
        importAction->trigger();
        QCOMPARE(m_fixture->dialogs.questions.size(), 1);
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QVERIFY(shown->importedFrom.isEmpty()); // refused
        m_fixture->dialogs.answer = true;
        importAction->trigger();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(shown->importedFrom, QStringList {QStringLiteral("/tmp/w.json")});
    }

    void promptIsAnsweredAtTheWindow()
    {
        DialogPrompter prompter;
        prompter.setWindow(m_window.get());
        std::optional<QString> first;
        std::optional<QString> second;
        const auto ending = qScopeGuard([this] { m_fixture->jobs.cancelAllAndWait(); }); // jobs that use them
        ask(prompter, &first, QStringLiteral("Password:"));
        QTRY_VERIFY(prompt());
        ask(prompter, &second, QStringLiteral("One-time code:")); // waits for its turn
        auto *edit = prompt()->findChild<QLineEdit *>();
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        QTest::keyClicks(edit, QStringLiteral("s3cret"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(prompt()
                    && prompt()->findChild<QLabel *>(QStringLiteral("textDialogLabel"))->text()
                        == QStringLiteral("One-time code:"));
        prompt()->reject();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QCOMPARE(first, std::optional(QStringLiteral("s3cret")));
        QVERIFY(!second);
    }

    void cancelledWorkerTakesItsQuestionBack()
    {
        DialogPrompter prompter;
        std::optional<QString> answer;
        const auto ending = qScopeGuard([this] { m_fixture->jobs.cancelAllAndWait(); }); // jobs that use them
        const quint64 job = ask(prompter, &answer, QStringLiteral("Password:"));
        QTRY_VERIFY(prompt());
        m_fixture->jobs.cancel(job);
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QTRY_VERIFY(!prompt());
        QVERIFY(!answer);
    }

    void noticeHasNothingToFillIn()
    {
        DialogPrompter prompter;
        std::optional<QString> answer;
        const auto ending = qScopeGuard([this] { m_fixture->jobs.cancelAllAndWait(); }); // jobs that use them
        const QString text = QStringLiteral("Confirm user presence for key ED25519-SK SHA256:x");
        const quint64 job = ask(prompter, &answer, text, true);
        QTRY_VERIFY(prompt());
        QCOMPARE(prompt()->windowTitle(), QStringLiteral("moodle-a waits"));
        QCOMPARE(prompt()->findChild<QLabel *>(QStringLiteral("textDialogLabel"))->text(), text);
        QVERIFY(prompt()->findChild<QLineEdit *>()->isHidden());
        m_fixture->jobs.cancel(job); // the key was touched: what was shown goes by itself
        QTRY_VERIFY(!prompt());
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
        QVERIFY(!answer);
    }

    void waitingForTheEndDoesNotHangOnAQuestion()
    {
        DialogPrompter prompter;
        std::optional<QString> answer;
        ask(prompter, &answer, QStringLiteral("Password:"));
        QTRY_VERIFY(prompt());
        m_fixture->jobs.cancelAllAndWait(); // this thread answers nothing meanwhile
        QVERIFY(!answer);
        QTRY_VERIFY(!prompt());
    }

private:
    void startLong(const QString &title)
    {
        m_fixture->jobs.start<int>(
            title, {}, this, [](const CancelToken &cancel, const ProgressSink &) { return untilCancelled(cancel); },
            {});
    }
    quint64 longJob() const
    {
        for (const Job &job : m_fixture->jobs.jobs()) {
            if (!job.finishedAt.isValid() && job.title == QStringLiteral("Ask moodle-a"))
                return job.id;
        }
        return 0;
    }
    void startFailing(const QString &title)
    {
        m_fixture->jobs.start<int>(title, {}, this,
                                   [](const CancelToken &, const ProgressSink &) -> Result<int> {
                                       return fail(ErrorKind::Unreachable, QStringLiteral("moodle-b does not answer."),
                                                   QStringLiteral("Look at the network."),
                                                   QStringLiteral("connect: timed out"));
                                   },
                                   {});
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }
    quint64 ask(DialogPrompter &prompter, std::optional<QString> *answer, const QString &text, bool isNotice = false)
    {
        return m_fixture->jobs.start<int>(
            text, {}, this,
            [&prompter, answer, text, isNotice](const CancelToken &cancel, const ProgressSink &) -> Result<int> {
                *answer = prompter.ask({QStringLiteral("moodle-a"), text, true, isNotice}, cancel);
                return 1;
            },
            {});
    }
    static TextDialog *prompt()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *dialog = qobject_cast<TextDialog *>(widget);
            if (dialog && dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    QLabel *shownError(const QString &name) const
    {
        for (QLabel *label : m_window->findChildren<QLabel *>(name)) {
            if (label->isVisible())
                return label;
        }
        return nullptr;
    }
    QStringList recentTexts() const
    {
        QStringList texts;
        for (const QAction *action : m_window->findChild<QMenu *>(QStringLiteral("recentMenu"))->actions())
            texts.append(action->text().remove(u'&')); // the letter to choose it by
        return texts;
    }

    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstWindowjobs, widget, Window)
#include "tst_windowjobs.moc"
