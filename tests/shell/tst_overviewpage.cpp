// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"
#include "tests/shell/windowfixture.h"
#include "tests/support/testmain.h"
#include "widgets/shell/acceptdialog.h"
#include "widgets/shell/findingdelegate.h"
#include "widgets/shell/tile.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>
#include <QUndoStack>

#include <tuple>
#include <utility>

using namespace Nightkeep;

class TstOverviewpage : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup()
    {
        QTRY_COMPARE(m_fixture->jobs.running(), 0); // which read the workspace
        m_said.clear();
        m_page.reset();
        m_reader.reset();
        m_workspace.reset();
        m_fixture.reset();
    }

    void beginsWithTheAnswer()
    {
        open(WindowFixture::smallEstate());
        const Result<QList<Finding>> findings = allFindings(*m_workspace);
        QVERIFY(findings);
        int urgent = 0;
        int attention = 0;
        for (const Finding &finding : *findings) {
            urgent += finding.severity == Severity::Critical ? 1 : 0;
            attention += finding.severity == Severity::Warning ? 1 : 0;
        }
        QVERIFY(urgent > 0);
        const QString answer = m_page->findChild<QLabel *>(QStringLiteral("answer"))->text();
        QVERIFY2(answer.startsWith(QString::number(urgent + attention)), qPrintable(answer));
        QVERIFY2(answer.contains(QStringLiteral("%1 of them urgent").arg(urgent)), qPrintable(answer));
        QVERIFY2(answer.contains(QStringLiteral("14 minutes ago")), qPrintable(answer));
        QCOMPARE(leaves(), int(findings->size()));
    }

    void findingIsALinkToItsPlace_data()
    {
        QTest::addColumn<bool>("byKey");
        QTest::newRow("one click") << false;
        QTest::newRow("Enter") << true;
    }
    void findingIsALinkToItsPlace()
    {
        QFETCH(bool, byKey);
        open(WindowFixture::smallEstate());
        QSignalSpy activated(m_page.get(), &PageWidget::objectActivated);
        const QModelIndex heading = view()->model()->index(0, 0);
        const QModelIndex first = view()->model()->index(1, 0);
        if (byKey) {
            view()->setCurrentIndex(first);
            QTest::keyClick(view(), Qt::Key_Return);
        } else {
            QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(first).center());
        }
        QCOMPARE(activated.count(), 1);
        QCOMPARE(int(activated.first().at(0).value<Page>()), first.data(FindingModel::PageRole).toInt());
        QCOMPARE(activated.first().at(1).toString(), first.data(FindingModel::ObjectRole).toString());
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->visualRect(heading).center());
        QCOMPARE(activated.count(), 1); // a heading leads nowhere
    }

    void tilesLeadToTheirPages()
    {
        open(WindowFixture::smallEstate());
        QSignalSpy activated(m_page.get(), &PageWidget::objectActivated);
        auto *tile = m_page->findChild<Tile *>(QStringLiteral("foldersTile"));
        QVERIFY(tile->isVisible());
        QVERIFY(!tile->accessibleName().isEmpty());
        QTest::mouseClick(tile, Qt::LeftButton);
        tile->setFocus();
        QTest::keyClick(tile, Qt::Key_Space);
        QCOMPARE(activated.count(), 2);
        QCOMPARE(int(activated.last().at(0).value<Page>()), int(Page::Folders));
    }

    void tilesTellTheSameMinuteAsThePages()
    {
        open(WindowFixture::smallEstate());
        const auto said = [this] {
            QStringList words;
            const auto labels = m_page->findChild<Tile *>(QStringLiteral("settingsTile"))->findChildren<QLabel *>();
            for (const QLabel *label : labels)
                words << label->text();
            return words.join(u' ');
        };
        QVERIFY2(said().contains(QStringLiteral("40 minutes ago")), qPrintable(said()));
        m_workspace->time.advance(180);
        auto *minutes = m_reader->findChild<QTimer *>();
        QVERIFY(minutes);
        minutes->start(1); // one passes at once
        QTRY_VERIFY2(said().contains(QStringLiteral("43 minutes ago")), qPrintable(said()));
        minutes->stop();
        const QString answer = m_page->findChild<QLabel *>(QStringLiteral("answer"))->text();
        QVERIFY2(answer.contains(QStringLiteral("17 minutes ago")), qPrintable(answer));
    }

    void emptyWorkspaceOffersTheFirstStep()
    {
        open(std::make_unique<FakeWorkspace>());
        QSignalSpy wanted(m_page.get(), &PageWidget::actRequested);
        for (const auto &[button, act] :
             {std::pair("emptyFirstStep", "importPage"), std::pair("emptyOtherStep", "addServer")}) {
            auto *step = m_page->findChild<QPushButton *>(QLatin1String(button));
            QTRY_VERIFY(step->isVisible());
            QTest::mouseClick(step, Qt::LeftButton);
            QCOMPARE(wanted.count(), 1);
            const QVariantList asked = wanted.takeFirst();
            QCOMPARE(int(asked.at(0).value<Page>()), int(Page::Servers));
            QCOMPARE(asked.at(2).toString(), QLatin1String(act));
        }
        QVERIFY(!m_page->findChild<Tile *>(QStringLiteral("serversTile"))->isVisible());
    }

    void aReadOnlyEmptyWorkspaceSaysWhyThereIsNoFirstStep()
    {
        auto workspace = std::make_unique<FakeWorkspace>();
        workspace->makeReadOnly();
        open(std::move(workspace));
        auto *step = m_page->findChild<QPushButton *>(QStringLiteral("emptyFirstStep"));
        QTRY_VERIFY(step->isVisible());
        QVERIFY(!step->isEnabled());
        QVERIFY2(step->toolTip().contains(QStringLiteral("read-only")), qPrintable(step->toolTip()));
    }

    void nobodyAskedIsACardOfItsOwn()
    {
        auto workspace = std::make_unique<FakeWorkspace>();
        Server server;
        server.name = QStringLiteral("moodle-a.example.org");
        server.wanted = {"/data"}; // by the page not backed up
        QVERIFY(workspace->serverStore.replaceServer({}, server));
        open(std::move(workspace));
        QSignalSpy wanted(m_page.get(), &OverviewPage::refreshRequested);
        const QString answer = m_page->findChild<QLabel *>(QStringLiteral("answer"))->text();
        QVERIFY2(answer.contains(QStringLiteral("None asked yet")), qPrintable(answer));
        // What holds by the page alone is shown below the card, as tile, navigation and page count it.
        QVERIFY(view()->isVisible());
        QCOMPARE(leaves(), int(allFindings(*m_workspace)->size()));
        const auto *tile = m_page->findChild<Tile *>(QStringLiteral("foldersTile"));
        QCOMPARE(tile->findChild<QLabel *>(QStringLiteral("tileCount"))->text(), QStringLiteral("1"));
        const auto *text = m_page->findChild<QLabel *>(QStringLiteral("emptyText"));
        QVERIFY2(text->text().contains(QStringLiteral("written down by the team")), qPrintable(text->text()));
        QVERIFY(text->mapTo(m_page.get(), QPoint()).y() < view()->mapTo(m_page.get(), QPoint()).y());
        QCOMPARE(m_page->findChild<Tile *>(QStringLiteral("foldersTile"))->stateShown(), State::Unknown);
        auto *step = m_page->findChild<QPushButton *>(QStringLiteral("emptyFirstStep"));
        QVERIFY(step->isVisible());
        QTest::mouseClick(step, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        const Error failure {ErrorKind::Unreachable, QStringLiteral("Nothing answers.")};
        QVERIFY(m_workspace->serverStore.saveFailure(server.name, failure, m_workspace->time.now()));
        m_page->reload();
        QTRY_VERIFY(!step->isVisible()); // somebody has been asked, though in vain
        QVERIFY(view()->isVisible());
    }

    void theActIsAtTheEndOfTheLine_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"mouse", "action"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }
    void theActIsAtTheEndOfTheLine()
    {
        QFETCH(QString, way);
        open(WindowFixture::smallEstate());
        QSignalSpy acts(m_page.get(), &PageWidget::actRequested);
        QSignalSpy links(m_page.get(), &PageWidget::objectActivated);
        const QModelIndex urgent = view()->model()->index(1, 0); // moodle-pp's folder, which nothing backs up
        QCOMPARE(urgent.data(FindingModel::ActRole).toString(), actWord(FindingAct::Request));
        view()->setCurrentIndex(urgent);
        if (way == QLatin1String("mouse")) {
            QStyleOptionViewItem option;
            option.initFrom(view());
            option.widget = view();
            option.rect = view()->visualRect(urgent);
            QTest::mouseClick(view()->viewport(), Qt::LeftButton, {},
                              FindingDelegate::actRect(option, urgent).center());
        } else {
            action("actOnFinding")->trigger();
        }
        QCOMPARE(acts.count(), 1);
        QCOMPARE(links.count(), 0);
        QCOMPARE(int(acts.first().at(0).value<Page>()), int(Page::Servers));
        QCOMPARE(acts.first().at(1).toString(), QStringLiteral("moodle-pp.example.org"));
        QCOMPARE(acts.first().at(2).toString(), QStringLiteral("requestToStorage"));
        const auto *detail = m_page->findChild<QLabel *>(QStringLiteral("findingDetail"));
        QVERIFY(detail->text().contains(urgent.data(FindingModel::ReasonRole).toString()));
        QVERIFY(detail->text().contains(urgent.data(FindingModel::AdviceRole).toString()));
    }

    void eachActHasItsPlace_data()
    {
        QTest::addColumn<int>("act");
        QTest::addColumn<int>("page");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("name");
        const auto row = [](FindingAct act, Page page, const char *key, const char *name) {
            QTest::newRow(qPrintable(nameOf(act)))
                << int(act) << int(page) << QString::fromLatin1(key) << QString::fromLatin1(name);
        };
        row(FindingAct::Ask, Page::Servers, "one", "refreshChosen");
        row(FindingAct::Request, Page::Servers, "one", "requestToStorage");
        row(FindingAct::Decide, Page::Servers, "one", "decide");
        row(FindingAct::History, Page::Servers, "one", "serverHistory");
        row(FindingAct::BringInLine, Page::Settings, "one/two", "bringInLine");
        row(FindingAct::StartAgain, Page::Archives, "one/two", "restartArchive");
        row(FindingAct::AcceptWarnings, Page::Archives, "one/two", "acceptWarnings");
    }
    void eachActHasItsPlace()
    {
        QFETCH(int, act);
        QFETCH(int, page);
        QFETCH(QString, key);
        QFETCH(QString, name);
        open(WindowFixture::smallEstate());
        Finding finding;
        finding.id = QStringLiteral("id");
        finding.object = QStringLiteral("one/two");
        finding.act = FindingAct(act);
        dynamic_cast<FindingModel &>(*view()->model()).setFindings({finding});
        view()->setCurrentIndex(view()->model()->index(1, 0));
        QSignalSpy acts(m_page.get(), &OverviewPage::actRequested);
        action("actOnFinding")->trigger();
        QCOMPARE(acts.count(), 1);
        QCOMPARE(int(acts.first().at(0).value<Page>()), page);
        QCOMPARE(acts.first().at(1).toString(), key);
        QCOMPARE(acts.first().at(2).toString(), name);
        for (const PageArea &area : allPages()) {
            if (area.page != Page(page))
                continue;
            const std::unique_ptr<PageWidget> place(area.make(context()));
            QVERIFY(place->findChild<QAction *>(name));
        }
    }

    void aFindingIsAcceptedAndTakenBack()
    {
        open(WindowFixture::smallEstate());
        const QString id = view()->model()->index(1, 0).data(KeyRole).toString();
        const int lines = leaves();
        acceptTheFirst();
        QTRY_COMPARE(m_workspace->acceptanceStore.acceptedFindings()->size(), 1);
        const AcceptedFinding stored = m_workspace->acceptanceStore.acceptedFindings()->first();
        QCOMPARE(stored.finding, id);
        QCOMPARE(stored.reason, QStringLiteral("it moves"));
        QCOMPARE(stored.until, m_workspace->time.now().date().addDays(90));
        const auto fold = [this] { return view()->model()->index(view()->model()->rowCount() - 1, 0); };
        QTRY_COMPARE(fold().data().toString(), QStringLiteral("1 accepted"));
        QCOMPARE(leaves(), lines); // one fewer, and the line of those that are accepted
        view()->setCurrentIndex(fold());
        QTest::keyClick(view(), Qt::Key_Return);
        QCOMPARE(fold().data(KeyRole).toString(), id);
        view()->setCurrentIndex(fold());
        QVERIFY(!action("acceptFinding")->isEnabled());
        QCOMPARE(action("actOnFinding")->text(), actWord(FindingAct::Show));
        action("takeBackFinding")->trigger();
        QTRY_VERIFY(m_workspace->acceptanceStore.acceptedFindings()->isEmpty());
        QTRY_COMPARE(view()->model()->index(1, 0).data(KeyRole).toString(), id);
        QCOMPARE(m_said.size(), 2);
    }

    void acceptingIsUndone()
    {
        open(WindowFixture::smallEstate());
        QUndoStack *undo = m_page->undoStack();
        QSignalSpy offered(m_page.get(), &PageWidget::undoOffered);
        const auto stored = [this] { return *m_workspace->acceptanceStore.acceptedFindings(); };
        const auto firstLine = [this] { return view()->model()->index(1, 0).data(KeyRole).toString(); };
        const QString id = firstLine();
        acceptTheFirst();
        QTRY_COMPARE(undo->count(), 1);
        QCOMPARE(offered.count(), 1);
        QTRY_VERIFY(firstLine() != id);
        undo->undo();
        QTRY_COMPARE(firstLine(), id);
        QVERIFY(stored().isEmpty());
        undo->redo();
        QTRY_COMPARE(stored().size(), 1);
        QTRY_VERIFY(firstLine() != id);

        // One that somebody else took back meanwhile cannot be.
        QVERIFY(m_workspace->acceptances().takeBack(id));
        undo->undo();
        QTRY_VERIFY(!undo->canUndo() && !undo->canRedo());
        QTRY_VERIFY(m_page->findChild<QLabel *>(QStringLiteral("errorMessage"))->isVisible());
    }

    void takingBackIsUndone()
    {
        auto workspace = WindowFixture::smallEstate();
        AcceptedFinding accepted;
        accepted.finding = QStringLiteral("coverage/moodle-pp.example.org//data/moodle");
        accepted.severity = Severity::Critical;
        accepted.kind = QStringLiteral("folder-uncovered");
        accepted.reason = QStringLiteral("it moves");
        accepted.by = QStringLiteral("anna@desk");
        accepted.at = workspace->time.now().addDays(-20);
        QVERIFY(workspace->acceptanceStore.saveAcceptedFinding(accepted));
        open(std::move(workspace));
        m_page->showObject(accepted.finding);
        action("takeBackFinding")->trigger();
        QTRY_VERIFY(m_workspace->acceptanceStore.acceptedFindings()->isEmpty());
        QTRY_COMPARE(m_page->undoStack()->count(), 1);
        m_page->undoStack()->undo();
        QTRY_COMPARE(m_workspace->acceptanceStore.acceptedFindings()->size(), 1);
        QCOMPARE(m_workspace->acceptanceStore.acceptedFindings()->first(), accepted); // by whom it was
    }

    void inAReadOnlyWorkspaceNothingIsAccepted()
    {
        auto workspace = WindowFixture::smallEstate();
        workspace->makeReadOnly();
        open(std::move(workspace));
        view()->setCurrentIndex(view()->model()->index(1, 0));
        QVERIFY(!action("acceptFinding")->isEnabled());
        QVERIFY(action("acceptFinding")->toolTip().contains(QStringLiteral("read-only")));
    }

    void whatIsFoldedIsFound()
    {
        const QModelIndex fold = openWithAFold();
        QVERIFY(fold.isValid());
        QVERIFY2(fold.data().toString().contains(QStringLiteral("nobody asked for")),
                 qPrintable(fold.data().toString()));
        const int before = leaves();
        m_page->showObject(QStringLiteral("coverage/moodle-a.example.org//c"));
        QVERIFY(leaves() > before);
        QCOMPARE(view()->currentIndex().data(KeyRole).toString(), QStringLiteral("coverage/moodle-a.example.org//c"));
    }

    void aDoubleClickUnfoldsOnce()
    {
        const QModelIndex fold = openWithAFold();
        QVERIFY(fold.isValid());
        view()->scrollTo(fold);
        const QPoint place = view()->visualRect(fold).center();
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, place);
        QVERIFY(fold.data(FindingModel::IsUnfoldedRole).toBool());
        QMouseEvent second(QEvent::MouseButtonDblClick, place, view()->viewport()->mapToGlobal(place), Qt::LeftButton,
                           Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(view()->viewport(), &second);
        QVERIFY(fold.data(FindingModel::IsUnfoldedRole).toBool());
    }

    void findingIsCopiedWhole()
    {
        open(WindowFixture::smallEstate());
        const QModelIndex first = view()->model()->index(1, 0);
        view()->setCurrentIndex(first);
        m_page->copy();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.startsWith(first.data().toString()));
        QVERIFY(copied.contains(first.data(FindingModel::AdviceRole).toString()));
        QCOMPARE(m_said, QStringList {QStringLiteral("The finding was copied.")});
    }

    void objectIsShownEvenBeforeItIsRead()
    {
        m_workspace = WindowFixture::smallEstate();
        const Result<QList<Finding>> findings = allFindings(*m_workspace);
        QVERIFY(findings && !findings->isEmpty());
        make();
        m_page->showObject(findings->last().id);
        m_page->reload();
        QTRY_COMPARE(view()->currentIndex().data(KeyRole).toString(), findings->last().id);
    }

    void unreadableWorkspaceIsAnErrorInThePage()
    {
        m_workspace = WindowFixture::smallEstate();
        m_workspace->archiveStore.setFailure(
            Error {ErrorKind::Damaged, QStringLiteral("The archives cannot be read.")});
        make();
        m_page->reload();
        const auto *message = m_page->findChild<QLabel *>(QStringLiteral("errorMessage"));
        QTRY_VERIFY(message->isVisible());
        QCOMPARE(message->text(), QStringLiteral("The archives cannot be read."));
        m_workspace->archiveStore.setFailure({});
        m_page->reload();
        QTRY_VERIFY(!message->isVisible());
        const auto *tile = m_page->findChild<Tile *>(QStringLiteral("serversTile"));
        QVERIFY(tile->isVisible());
        m_workspace->archiveStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("It cannot be read again.")});
        m_page->reload();
        QTRY_VERIFY(message->isVisible());
        QVERIFY(!tile->isVisible()); // nothing of before passes for what is so now
    }

private:
    PageContext context()
    {
        return {*m_workspace,
                *m_reader,
                m_fixture->jobs,
                m_fixture->dialogs,
                m_fixture->settings,
                [](const QString &, const QByteArray &) -> Result<void> { return {}; },
                [this](const QString &sentence) { m_said.append(sentence); }};
    }
    void make()
    {
        m_reader = std::make_unique<WorkspaceReader>(*m_workspace, m_fixture->jobs);
        m_page = std::make_unique<OverviewPage>(context());
        m_page->resize(900, 600);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get(), 60000));
    }
    void open(std::unique_ptr<FakeWorkspace> workspace)
    {
        m_workspace = std::move(workspace);
        make();
        m_page->reload();
        QTRY_COMPARE(m_fixture->jobs.running(), 0);
    }
    void acceptTheFirst()
    {
        view()->setCurrentIndex(view()->model()->index(1, 0));
        QVERIFY(!action("takeBackFinding")->isEnabled());
        action("acceptFinding")->trigger();
        auto *dialog = m_page->findChild<AcceptDialog *>();
        QVERIFY(dialog);
        auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("acceptAccept"));
        QVERIFY(!accept->isEnabled()); // without a reason
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("acceptReason")), QStringLiteral("it moves"));
        QTest::mouseClick(accept, Qt::LeftButton);
    }
    /// Of folders that nobody asked for.
    QModelIndex openWithAFold()
    {
        auto workspace = WindowFixture::smallEstate();
        const Server server = workspace->serverStore.all().first();
        Server wider = server;
        wider.current << BytePath("/a") << BytePath("/b") << BytePath("/c") << BytePath("/d");
        std::ignore = workspace->serverStore.replaceServer(server, wider);
        open(std::move(workspace));
        QModelIndex fold;
        for (int row = 0; row < view()->model()->rowCount(); ++row) {
            const QModelIndex index = view()->model()->index(row, 0);
            if (index.data(FindingModel::IsFoldRole).toBool())
                fold = index;
        }
        return fold;
    }
    QAction *action(const char *name) const { return m_page->findChild<QAction *>(QLatin1String(name)); }
    QListView *view() const { return m_page->findChild<QListView *>(QStringLiteral("findings")); }
    int leaves() const
    {
        int count = 0;
        for (int row = 0; row < view()->model()->rowCount(); ++row)
            count += view()->model()->index(row, 0).data(FindingModel::IsHeadingRole).toBool() ? 0 : 1;
        return count;
    }

    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<FakeWorkspace> m_workspace;
    QStringList m_said;
    std::unique_ptr<WorkspaceReader> m_reader;
    std::unique_ptr<OverviewPage> m_page;
};

NIGHTKEEP_TEST(TstOverviewpage, widget, Window)
#include "tst_overviewpage.moc"
