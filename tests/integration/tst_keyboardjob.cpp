// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/demo/demoestate.h"
#include "app/wholefile.h"
#include "models/base/findingmodel.h"
#include "models/jobs/jobrunner.h"
#include "models/settings/settingsmodel.h"
#include "models/settings/settingsview.h"
#include "tests/support/fakedialogs.h"
#include "tests/support/testmain.h"
#include "widgets/common/datatable.h"
#include "widgets/common/pagewidget.h"
#include "widgets/shell/allpages.h"
#include "widgets/shell/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QStatusBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextEdit>
#include <QWindow>

#include <algorithm>
#include <memory>

using namespace Nightkeep;

// A helper that failed has returned to its caller alone.
#define BY_KEYS(step)                                                                                                  \
    do {                                                                                                               \
        step;                                                                                                          \
        if (QTest::currentTestFailed())                                                                                \
            return;                                                                                                    \
    } while (false)

/// The main job in the real window by keyboard alone: real pages over a real workspace, shell programs that answer as
/// the demo's servers, its SQLite Moodle and its zips. A stand-in answers only where a file's name is asked for.
class TstKeyboardJob : public QObject
{
    Q_OBJECT

private:
    const QString keep = QStringLiteral("backup_sche_keep");

    QTemporaryDir m_place;
    QSettings m_settings {m_place.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    Application m_application {options()};
    JobRunner m_jobs {[] { return QDateTime::currentDateTimeUtc(); }, 4};
    FakeDialogs m_dialogs;
    Workspace *m_workspace = nullptr; // the window's
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] ApplicationOptions options() const
    {
        ApplicationOptions options;
        options.dataFolder = m_place.filePath(QStringLiteral("data"));
        return options;
    }
    /// Where the window looks for its demo.
    [[nodiscard]] QString demoFolder() const { return m_place.filePath(QStringLiteral("data/demo")); }
    QList<PageArea> watchedPages()
    {
        QList<PageArea> areas = allPages();
        for (PageArea &area : areas) {
            area.make = [this, make = area.make](const PageContext &context) {
                m_workspace = &context.workspace;
                return make(context);
            };
        }
        return areas;
    }

    // --- the keyboard ---

    static QWidget *keyboard()
    {
        if (QWidget *popup = QApplication::activePopupWidget())
            return popup;
        QWidget *focus = QApplication::focusWidget();
        return focus ? focus : QApplication::activeWindow();
    }
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(keyboard(), key, modifiers);
    }
    static void type(const QString &text) { QTest::keyClicks(keyboard(), text); }
    static QString focused()
    {
        const QWidget *focus = QApplication::focusWidget();
        return focus ? focus->objectName() : QString();
    }
    /// From control to control, as far as it takes.
    static void tabTo(const char *name)
    {
        for (int i = 0; i < 100 && focused() != QLatin1String(name); ++i)
            press(Qt::Key_Tab);
        QCOMPARE(focused(), QLatin1String(name));
    }
    /// Opens the menu that has this act by its letter, and goes down to it.
    void choose(const char *name)
    {
        auto *act = m_window->findChild<QAction *>(QLatin1String(name));
        QVERIFY2(act, name);
        QTRY_VERIFY2(act->isEnabled(), name);
        const QList<QAction *> menus = m_window->menuBar()->actions();
        const auto found = std::find_if(menus.cbegin(), menus.cend(), [act](const QAction *each) {
            return each->isVisible() && each->menu()->actions().contains(act);
        });
        QVERIFY2(found != menus.cend(), name);
        QMenu *menu = (*found)->menu();
        const QKeySequence letter = QKeySequence::mnemonic((*found)->text());
        QVERIFY2(!letter.isEmpty(), qPrintable((*found)->text()));
        press(letter[0].key(), Qt::AltModifier);
        QTRY_COMPARE(QApplication::activePopupWidget(), menu);
        for (int i = 0; i < 50 && menu->activeAction() != act; ++i)
            press(Qt::Key_Down);
        QCOMPARE(menu->activeAction(), act);
        press(Qt::Key_Return);
        QTRY_VERIFY(!QApplication::activePopupWidget());
        giveKeyboard(m_window.get());
    }

    // --- what is seen ---

    static QDialog *shown(const char *name)
    {
        for (QWidget *each : QApplication::topLevelWidgets()) {
            if (each->isVisible() && each->objectName() == QLatin1String(name))
                return qobject_cast<QDialog *>(each);
        }
        return nullptr;
    }
    /// Where no window manager is, nobody gives the keyboard back to the window below.
    static void giveKeyboard(QWidget *window)
    {
        if (QGuiApplication::focusWindow() != window->windowHandle()) // a menu's, that has gone
            window->activateWindow();
        QTRY_COMPARE(QGuiApplication::focusWindow(), window->windowHandle());
        QVERIFY(QTest::qWaitForWindowActive(window, 60000));
    }
    static void waitForDialog(const char *name)
    {
        QTRY_VERIFY2(shown(name), name);
        giveKeyboard(shown(name));
    }
    void waitForNoDialog(const char *name)
    {
        QTRY_VERIFY2(!shown(name), name);
        giveKeyboard(m_window.get());
    }
    template<typename Part> static Part *part(const QWidget *of, const char *name)
    {
        return of->findChild<Part *>(QLatin1String(name));
    }
    static QString text(const QWidget *of, const char *label)
    {
        const auto *found = part<QLabel>(of, label);
        return found && found->isVisible() ? found->text() : QString();
    }
    [[nodiscard]] QString answer() const { return text(m_window->currentPage(), "answer"); }
    [[nodiscard]] QString said() const { return m_window->statusBar()->currentMessage(); }
    void settle() { QTRY_COMPARE(m_jobs.running(), 0); }
    void goTo(Page page, Qt::Key key)
    {
        press(key, Qt::ControlModifier);
        QVERIFY(m_window->currentPage());
        QCOMPARE(int(m_window->currentPage()->page()), int(page));
        settle();
    }
    /// The one that has the keyboard.
    static DataTable *table()
    {
        for (QWidget *each = QApplication::focusWidget(); each; each = each->parentWidget()) {
            if (auto *found = qobject_cast<DataTable *>(each))
                return found;
        }
        return nullptr;
    }
    static QString cell(int column) ///< of its current row
    {
        const DataTable *found = table();
        return found ? found->view()->currentIndex().siblingAtColumn(column).data().toString() : QString();
    }
    /// In the log, whole.
    [[nodiscard]] qsizetype done(const char *act) const
    {
        const Result<QList<AuditEntry>> entries = m_workspace->audit().entries(QLatin1String(act));
        return entries ? std::count_if(entries->cbegin(), entries->cend(),
                                       [](const AuditEntry &entry) { return entry.result == QLatin1String("ok"); })
                       : -1;
    }
    static const FindingRow *finding()
    {
        const auto *view = qobject_cast<QListView *>(QApplication::focusWidget());
        const auto *model = view ? dynamic_cast<const FindingModel *>(view->model()) : nullptr;
        return model ? model->at(view->currentIndex()) : nullptr;
    }
    void goToFirstFinding()
    {
        BY_KEYS(goTo(Page::Overview, Qt::Key_1));
        const auto *view = qobject_cast<QListView *>(QApplication::focusWidget());
        QVERIFY2(view && view->objectName() == QLatin1String("findings"), qPrintable(focused()));
        QModelIndex before;
        do {
            before = view->currentIndex();
            press(Qt::Key_Up);
        } while (view->currentIndex() != before);
        QVERIFY(finding());
    }
    /// In Moodle's database itself.
    [[nodiscard]] QString kept() const
    {
        const Result<QList<Site>> sites = m_workspace->settings().sites();
        const Result<SettingsView> view = m_workspace->settings().read(sites->constFirst(), {});
        const SettingRow *row = view ? findRow(*view, keep) : nullptr;
        return row ? row->value.value_or(QString()) : QString();
    }
    void writeWhatIsReviewed(const QString &value)
    {
        BY_KEYS(waitForDialog("reviewDialog"));
        const QString statements = part<QPlainTextEdit>(shown("reviewDialog"), "reviewSql")->toPlainText();
        QVERIFY2(statements.contains(keep), qPrintable(statements));
        QCOMPARE(focused(), QStringLiteral("reviewReject")); // Enter alone writes nothing
        BY_KEYS(tabTo("reviewAccept"));
        press(Qt::Key_Space);
        BY_KEYS(waitForNoDialog("reviewDialog"));
        BY_KEYS(settle());
        QTRY_VERIFY2(said().contains(QLatin1String("Applied. Changed: Keep")), qPrintable(said()));
        BY_KEYS(goTo(Page::Settings, Qt::Key_4));
        QCOMPARE(table()->currentKey(), keep);
        QTRY_COMPARE(cell(SettingsModel::LiveColumn), value);
        QCOMPARE(cell(SettingsModel::PendingColumn), QString());
        QCOMPARE(kept(), value);
    }
    [[nodiscard]] ArchiveRecord archive() const { return m_workspace->archives().runs()->value(0); }
    /// The row of the only archive, with the keyboard.
    void goToArchive()
    {
        BY_KEYS(giveKeyboard(m_window.get()));
        BY_KEYS(goTo(Page::Archives, Qt::Key_6));
        BY_KEYS(giveKeyboard(m_window.get()));
        QVERIFY2(table(), qPrintable(focused()));
        press(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(table()->currentKey(), archive().run.id);
    }
    void planFromTermToStart()
    {
        QTRY_COMPARE(focused(), QStringLiteral("archiveTerm"));
        const QDialog *wizard = shown("archivePlanDialog");
        QCOMPARE(part<QLineEdit>(wizard, "archiveName")->text(), QStringLiteral("moodle-2008-autumn"));
        press(Qt::Key_Return);
        QVERIFY2(text(wizard, "planStep").startsWith(QLatin1String("Step 2")), qPrintable(text(wizard, "planStep")));
        QTRY_VERIFY(part<QPushButton>(wizard, "planNext")->isEnabled());
        QVERIFY2(text(wizard, "planSummary").contains(QLatin1String("ready")), qPrintable(text(wizard, "planSummary")));
        press(Qt::Key_W, Qt::AltModifier);
        QCOMPARE(focused(), QStringLiteral("planReason"));
        type(QStringLiteral("the teachers know"));
        press(Qt::Key_Return);
        QVERIFY2(text(wizard, "planStep").startsWith(QLatin1String("Step 3")), qPrintable(text(wizard, "planStep")));
        const QString facts = part<QTextEdit>(wizard, "archiveStartFacts")->toPlainText();
        QVERIFY2(facts.contains(QLatin1String("moodle-2008-autumn.tar")), qPrintable(facts));
        QVERIFY(part<QPushButton>(wizard, "startArchive")->isEnabled());
        press(Qt::Key_S, Qt::AltModifier);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_place.isValid());
        DemoRequest request;
        request.folder = demoFolder();
        request.unasked = true;
        const Result<void> made = createDemo(request);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().message));
        const WindowContext context {m_application, m_jobs, m_dialogs, m_settings, writeWholeFile, watchedPages()};
        m_window = std::make_unique<MainWindow>(context, nullptr);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 60000));
        m_window->openWorkspace({}, {}); // as the program does where it is told nothing
    }
    void cleanupTestCase() { m_window.reset(); }

    void thePageIsImported()
    {
        m_dialogs.fileToOpen = demoFolder() + QStringLiteral("/server-page.html");
        QTRY_COMPARE(focused(), QStringLiteral("welcomeDemoButton"));
        BY_KEYS(tabTo("welcomeImportButton"));
        press(Qt::Key_Return);
        BY_KEYS(waitForDialog("importDialog"));
        QVERIFY(!text(shown("importDialog"), "importSummary").isEmpty());
        BY_KEYS(tabTo("applyImport"));
        press(Qt::Key_Space);
        BY_KEYS(waitForNoDialog("importDialog"));
        QTRY_VERIFY2(said().startsWith(QLatin1String("The page was imported: 12 servers")), qPrintable(said()));
        QVERIFY(done("import.wiki") > 0);
        BY_KEYS(goTo(Page::Overview, Qt::Key_1));
        QTRY_VERIFY2(answer().startsWith(QLatin1String("12 servers. None asked yet.")), qPrintable(answer()));
    }

    /// The page names no folders that stand in for servers, and ssh reaches none of them: from here on it is the
    /// workspace that belongs to the demo, which has not been asked anything either.
    void theServersAreAsked()
    {
        BY_KEYS(choose("openDemo"));
        QTRY_VERIFY2(m_window->windowTitle().startsWith(QLatin1String("Demo estate")),
                     qPrintable(m_window->windowTitle()));
        QVERIFY(m_workspace->info().demo);
        BY_KEYS(settle());
        BY_KEYS(giveKeyboard(m_window.get()));
        BY_KEYS(goTo(Page::Overview, Qt::Key_1));
        QTRY_VERIFY2(answer().startsWith(QLatin1String("12 servers. None asked yet.")), qPrintable(answer()));
        press(Qt::Key_F5);
        QTRY_VERIFY2(answer().contains(QLatin1String("of them urgent")), qPrintable(answer()));
        BY_KEYS(settle());
        const QList<ServerRow> rows = *m_workspace->servers().rows();
        QCOMPARE(rows.size(), 12);
        for (const ServerRow &row : rows)
            QVERIFY2(row.snapshot.has_value() != row.failure.has_value(), qPrintable(row.server.name));
        QCOMPARE(kept(), QStringLiteral("2"));
    }

    void aReasonIsRead()
    {
        BY_KEYS(goToFirstFinding());
        const FindingRow *first = finding();
        QVERIFY(first->isFinding());
        QCOMPARE(int(first->severity), int(Severity::Critical));
        const QString reason = first->finding.reason;
        QVERIFY(!reason.isEmpty());
        const QString below = text(m_window->currentPage(), "findingDetail");
        QVERIFY2(below.contains(reason), qPrintable(below));
        QVERIFY2(below.contains(first->finding.advice), qPrintable(below));
    }

    void aRequestIsWritten()
    {
        BY_KEYS(goToFirstFinding());
        for (int i = 0; i < 100 && finding()->finding.act != FindingAct::Request; ++i)
            press(Qt::Key_Down);
        QVERIFY(finding()->isFinding() && finding()->finding.act == FindingAct::Request);
        const QString server = shortName(finding()->finding.object.section(u'/', 0, 0));
        BY_KEYS(choose("actOnFinding"));
        BY_KEYS(waitForDialog("requestDialog"));
        const QString written = part<QPlainTextEdit>(shown("requestDialog"), "requestPreview")->toPlainText();
        QVERIFY2(written.contains(server), qPrintable(server + u'\n' + written));
        BY_KEYS(tabTo("copyRequest"));
        press(Qt::Key_Space);
        QVERIFY(QApplication::clipboard()->text().contains(server));
        QVERIFY2(text(shown("requestDialog"), "requestHint").startsWith(QLatin1String("Copied")),
                 qPrintable(text(shown("requestDialog"), "requestHint")));
        BY_KEYS(tabTo("markSent"));
        press(Qt::Key_Space);
        BY_KEYS(waitForNoDialog("requestDialog"));
        QTRY_VERIFY2(said().contains(QLatin1String("remembered as sent")), qPrintable(said()));
        QCOMPARE(done("request.sent"), 1);
        const QList<StorageRequest> requests = *m_workspace->requests().requests();
        QCOMPARE(requests.size(), 1);
        QVERIFY(requests.constFirst().isOpen());
    }

    void keepIsChangedAndTakenBack()
    {
        BY_KEYS(goTo(Page::Settings, Qt::Key_4));
        QVERIFY2(table(), qPrintable(focused()));
        press(Qt::Key_U, Qt::ControlModifier);
        press(Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < 50 && table()->currentKey() != keep; ++i)
            press(Qt::Key_Down);
        QCOMPARE(table()->currentKey(), keep);
        QCOMPARE(cell(SettingsModel::LiveColumn), QStringLiteral("2"));
        press(Qt::Key_F2);
        QTRY_VERIFY(qobject_cast<QComboBox *>(QApplication::focusWidget()));
        type(QStringLiteral("5"));
        press(Qt::Key_Return);
        QTRY_COMPARE(cell(SettingsModel::PendingColumn), QStringLiteral("5"));
        QTRY_VERIFY(!qobject_cast<QComboBox *>(QApplication::focusWidget()));
        const QString bar = text(m_window->currentPage(), "editBarText");
        QVERIFY2(bar.contains(QLatin1String("not written")), qPrintable(bar));
        QCOMPARE(kept(), QStringLiteral("2")); // nothing yet

        press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        BY_KEYS(writeWhatIsReviewed(QStringLiteral("5")));
        QCOMPARE(done("settings.set"), 1);

        BY_KEYS(choose("settingsHistory"));
        BY_KEYS(waitForDialog("historyDialog"));
        BY_KEYS(tabTo("historyUndo"));
        press(Qt::Key_Space);
        BY_KEYS(writeWhatIsReviewed(QStringLiteral("2")));
        QCOMPARE(done("settings.set"), 2);
    }

    void anArchiveIsMade()
    {
        BY_KEYS(goTo(Page::Archives, Qt::Key_6));
        QVERIFY(m_workspace->archives().runs()->isEmpty());
        BY_KEYS(choose("planArchive"));
        BY_KEYS(waitForDialog("archivePlanDialog"));
        BY_KEYS(planFromTermToStart());
        BY_KEYS(waitForNoDialog("archivePlanDialog"));
        QCOMPARE(done("archive.start"), 1);
        QCOMPARE(done("archive.accept"), 1);
        QTRY_VERIFY2(archive().status.state == ArchiveState::Complete, qPrintable(archive().status.log));
        BY_KEYS(goToArchive());
        QTRY_COMPARE(cell(1), archiveStateWord(ArchiveState::Complete));
        QVERIFY(!archive().status.sha256.isEmpty()); // it was read back before it counted as complete
        QVERIFY(archive().run.files > 20);
        QVERIFY2(answer().contains(QLatin1String("The last complete archive is moodle-2008-autumn")),
                 qPrintable(answer()));

        BY_KEYS(choose("verifyArchive"));
        QTRY_VERIFY(archive().status.readAt.isValid());
        BY_KEYS(settle());
        QCOMPARE(int(archive().status.copy), int(ArchiveCopy::InPlace));
        QCOMPARE(said(), QStringLiteral("moodle-2008-autumn: ") + archiveStateWord(ArchiveState::Complete));
    }

    void theArchiveIsLookedInto()
    {
        BY_KEYS(goToArchive());
        BY_KEYS(choose("archiveContents"));
        BY_KEYS(waitForDialog("archiveContentsDialog"));
        const QDialog *contents = shown("archiveContentsDialog");
        const QString told = text(contents, "archiveContentsAnswer");
        QVERIFY2(told.startsWith(QStringLiteral("All %1 members").arg(archive().run.files)), qPrintable(told));
        QCOMPARE(contents->findChild<DataTable *>()->view()->model()->rowCount(), int(archive().run.files));
        press(Qt::Key_Escape);
        BY_KEYS(waitForNoDialog("archiveContentsDialog"));
        QCOMPARE(int(m_window->currentPage()->page()), int(Page::Archives));
    }
};

#undef BY_KEYS

NIGHTKEEP_TEST(TstKeyboardJob, integration, Window, 120)
#include "tst_keyboardjob.moc"
