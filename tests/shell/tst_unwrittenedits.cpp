// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/shell/windowfixture.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/questiondialog.h"
#include "widgets/common/textdialog.h"
#include "widgets/servers/serverdialog.h"
#include "widgets/settings/sitedialog.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QPushButton>
#include <QSessionManager>
#include <QSignalSpy>
#include <QStatusBar>
#include <QThread>

using namespace Nightkeep;

namespace {

const QString keepEdit = QStringLiteral("Keep of moodle: 5 instead of 2");
const QString other = QStringLiteral("/workspaces/other.nightkeep");

} // namespace

/// What a person has changed and not written is not taken away without a question; what was done is said; and what
/// would write a read-only workspace cannot be chosen.
class TstUnwrittenEdits : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_window = m_fixture->makeWindow(WindowFixture::smallEstate());
        WindowFixture::show(*m_window);
    }
    void cleanup()
    {
        m_window.reset();
        m_fixture.reset();
    }

    void leavingAsks_data()
    {
        QTest::addColumn<QString>("way");
        QTest::addColumn<QString>("accept");
        QTest::newRow("the window is closed") << QStringLiteral("close") << QStringLiteral("Discard and close");
        QTest::newRow("quit is chosen") << QStringLiteral("quit") << QStringLiteral("Discard and close");
        QTest::newRow("the session ends") << QStringLiteral("session") << QStringLiteral("Discard and close");
        QTest::newRow("another workspace is opened")
            << QStringLiteral("open") << QStringLiteral("Discard and open other");
        QTest::newRow("another workspace is made") << QStringLiteral("new") << QStringLiteral("Discard and open other");
    }
    void leavingAsks()
    {
        QFETCH(QString, way);
        QFETCH(QString, accept);
        noting(Page::Settings)->edits = {keepEdit};
        leave(way);
        QTRY_COMPARE(questions().size(), 1);
        m_fixture->settle();
        QCOMPARE(questions().first().details, keepEdit);
        QCOMPARE(questions().first().accept, accept);
        QCOMPARE(questions().first().reject, QStringLiteral("Keep editing"));
        QVERIFY(questions().first().dangerous);
        QVERIFY(m_window->isVisible());
        QVERIFY(!left());
        QCOMPARE(noting(Page::Settings)->edits, QStringList {keepEdit});

        m_fixture->dialogs.answer = true;
        leave(way);
        QTRY_VERIFY(left());
        QCOMPARE(questions().size(), 2);
    }

    void leavingWithoutEditsAsksNothing_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"close", "quit", "open", "new"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }
    void leavingWithoutEditsAsksNothing()
    {
        QFETCH(QString, way);
        leave(way);
        QTRY_VERIFY(left());
        QVERIFY(questions().isEmpty());
    }

    /// Else a person who stays for the jobs' sake would have lost the edits.
    void editsAreAskedAboutAfterTheJobs()
    {
        m_fixture->jobs.start<int>(QStringLiteral("Pack"), {}, this,
                                   [](const CancelToken &cancel, const ProgressSink &) -> Result<int> {
                                       while (!cancel.isCancelled())
                                           QThread::yieldCurrentThread();
                                       return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
                                   },
                                   {});
        noting(Page::Settings)->edits = {keepEdit};
        m_window->close();
        QCOMPARE(questions().size(), 1);
        QCOMPARE(questions().first().details, QStringLiteral("Pack"));
        QCOMPARE(noting(Page::Settings)->edits, QStringList {keepEdit});
        m_fixture->dialogs.answer = true;
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(questions().size(), 3); // about each once
        QCOMPARE(questions().last().details, keepEdit);
    }

    /// What is not lost keeps no session from ending, and the window is for the session to close.
    void aSessionThatEndsIsNotAskedAboutNothing()
    {
        leave(QStringLiteral("session"));
        m_fixture->settle();
        QVERIFY(questions().isEmpty());
        QVERIFY(m_window->isVisible());
    }

    void whatWasTypedInADialogIsAskedAbout_data()
    {
        QTest::addColumn<QString>("dialog");
        QTest::addColumn<QString>("field");
        QTest::newRow("server") << QStringLiteral("server") << QStringLiteral("nameEdit");
        QTest::newRow("site") << QStringLiteral("site") << QStringLiteral("siteName");
        QTest::newRow("a line of text") << QStringLiteral("text") << QStringLiteral("textDialogEdit");
    }
    void whatWasTypedInADialogIsAskedAbout()
    {
        QFETCH(QString, dialog);
        QFETCH(QString, field);
        const QPointer<InputDialog> opened = makeDialog(dialog);
        QVERIFY(!opened->hasInput()); // it has only been opened
        opened->findChild<QLineEdit *>(field)->setText(QStringLiteral("typed"));
        QVERIFY(opened->hasInput());
        QTest::keyClick(opened.data(), Qt::Key_Escape);
        goBack(opened);
        QVERIFY(!opened->close());
        goBack(opened);
        leave(QStringLiteral("session"));
        QCOMPARE(questions().size(), 1);
        QVERIFY2(questions().first().details.contains(opened->windowTitle()), qPrintable(questions().first().details));
        QVERIFY(opened && opened->isVisible());
        m_window->openWorkspace(other); // which takes the dialog's page away
        QTRY_COMPARE(questions().size(), 2);
        QVERIFY(opened && opened->isVisible());
        QTest::keyClick(opened.data(), Qt::Key_Escape);
        childOf<QPushButton>(*opened->findChild<QuestionDialog *>(), "questionAccept")->click();
        QTRY_VERIFY(!opened);
        m_fixture->dialogs.answer = true;
        m_window->close();
        QTRY_VERIFY(!m_window->isVisible());
    }

    void theQuestionHasItsTwoButtons()
    {
        auto *dialog = openModal(
            new QuestionDialog(questionAboutEdits({keepEdit}, QStringLiteral("Discard and close")), m_window.get()));
        auto *back = childOf<QPushButton>(*dialog, "questionReject");
        QCOMPARE(back->text(), QStringLiteral("Keep editing"));
        QVERIFY(back->isDefault());
        QCOMPARE(childOf<QPushButton>(*dialog, "questionAccept")->text(), QStringLiteral("Discard and close"));
        dialog->reject();
    }

    void whatWasDoneIsSaidInTheStatusBar()
    {
        noting(Page::Servers)->given().say(QStringLiteral("3 of 4 servers answered."));
        QCOMPARE(m_window->statusBar()->currentMessage(), QStringLiteral("3 of 4 servers answered."));
        m_fixture->dialogs.answer = true;
        m_fixture->dialogs.fileToOpen = QStringLiteral("/tmp/workspace.json");
        QSignalSpy told(m_window->statusBar(), &QStatusBar::messageChanged); // each goes by itself, in a while
        action("importJson")->trigger();
        QTRY_VERIFY(
            told.contains(QVariantList {QStringLiteral("The workspace holds what was in /tmp/workspace.json.")}));
    }

    void aRestoredCopyIsSaid()
    {
        m_fixture->opener.setFailure(other, Error {ErrorKind::Damaged, QStringLiteral("It is damaged.")});
        m_fixture->opener.setLastGoodCopy(other, {other + QStringLiteral(".last-good"), m_fixture->clock.now()});
        m_fixture->dialogs.answer = true;
        const QString sentence = QStringLiteral("The last good copy of other.nightkeep was put in its place.");
        QElapsedTimer said; // the status bar itself takes it away after ten seconds, and nobody else does
        bool stays = true;
        const QObject here;
        connect(m_window->statusBar(), &QStatusBar::messageChanged, &here, [&](const QString &message) {
            if (message == sentence)
                said.start();
            else
                stays = stays && (!said.isValid() || said.hasExpired(9000));
        });
        m_window->openWorkspace(other);
        QTRY_VERIFY(left());
        QVERIFY(said.isValid());
        QVERIFY(stays);
    }

    void aReadOnlyWorkspaceIsNotWrittenByTheMenu()
    {
        auto workspace = WindowFixture::smallEstate();
        workspace->makeReadOnly();
        m_window->setWorkspace(std::move(workspace));
        for (const char *name : {"importWiki", "importJson"}) {
            QVERIFY2(!action(name)->isEnabled(), name);
            QVERIFY2(action(name)->toolTip().contains(QStringLiteral("read-only")), name);
        }
        QVERIFY(action("exportJson")->isEnabled()); // which only looks
        m_window->setWorkspace(WindowFixture::smallEstate());
        for (const char *name : {"importWiki", "importJson"}) {
            QVERIFY2(action(name)->isEnabled(), name);
            QVERIFY2(!action(name)->toolTip().contains(QStringLiteral("read-only")), name);
        }
    }

private:
    void leave(const QString &way)
    {
        m_fixture->dialogs.fileToSave = other;
        if (way == QLatin1String("close"))
            m_window->close();
        else if (way == QLatin1String("quit"))
            action("quit")->trigger();
        else if (way == QLatin1String("session")) // as Qt tells of it, by the one manager there is
            emit qGuiApp->commitDataRequest(*qGuiApp->findChild<QSessionManager *>());
        else if (way == QLatin1String("open"))
            m_window->openWorkspace(other);
        else
            action("newWorkspace")->trigger();
    }
    [[nodiscard]] bool left() const
    {
        return !m_window->isVisible() || m_window->windowTitle().contains(QStringLiteral("other"));
    }
    InputDialog *makeDialog(const QString &name)
    {
        QWidget *page = m_window->currentPage();
        InputDialog *dialog = nullptr;
        if (name == QLatin1String("server"))
            dialog = new ServerDialog({}, page);
        else if (name == QLatin1String("site"))
            dialog = new SiteDialog({}, {QStringLiteral("moodle-a")}, page);
        else
            dialog = new TextDialog(QStringLiteral("Withdraw"), QStringLiteral("Why?"), {}, false, page);
        return openModal(dialog);
    }
    static void goBack(const QPointer<InputDialog> &opened)
    {
        QVERIFY(opened && opened->isVisible());
        auto *question = opened->findChild<QuestionDialog *>();
        QVERIFY(question);
        childOf<QPushButton>(*question, "questionReject")->click();
        QTRY_VERIFY(!opened->findChild<QuestionDialog *>());
    }
    [[nodiscard]] QAction *action(const char *name) const
    {
        return m_window->findChild<QAction *>(QLatin1String(name));
    }
    [[nodiscard]] const QList<Question> &questions() const { return m_fixture->dialogs.questions; }
    [[nodiscard]] NotingPage *noting(Page page) const { return WindowFixture::noting(*m_window, page); }

    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

NIGHTKEEP_TEST(TstUnwrittenEdits, widget, Window)
#include "tst_unwrittenedits.moc"
