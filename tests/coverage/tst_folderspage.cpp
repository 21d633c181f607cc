// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/findingmodel.h"
#include "models/coverage/coveragemodel.h"
#include "tests/support/dragcolumn.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/coverage/folderspage.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;
using Model = CoverageModel;

namespace {

const QString uncoveredKey = QStringLiteral("moodle-pp.example.org//data/moodle");

} // namespace

class TstFoldersPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        openPage();
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void answersFirstAndShowsTheWantedOnesWorstFirst()
    {
        QVERIFY2(answerOf(*m_page).startsWith(QStringLiteral("1 of 5 wanted folders are not backed up. ")),
                 qPrintable(answerOf(*m_page)));
        QCOMPARE(m_view->model()->rowCount(), 5);
        QCOMPARE(cell(0, Model::StateColumn), QStringLiteral("not covered"));
        QCOMPARE(m_view->currentIndex().row(), 0);
        int rank = 0;
        for (int row = 0; row < m_view->model()->rowCount(); ++row) {
            const QVariant next = m_view->model()->index(row, Model::StateColumn).data(SortRole);
            QVERIFY(next.isValid() && next.toInt() >= rank); // none that nobody asked for
            rank = next.toInt();
        }
        QCOMPARE(namelessWidgets(*m_page), QStringList());
    }

    void thePagesOrderKeepsAServersFoldersTogether()
    {
        childOf<QComboBox>(*m_page, "folderStateFilter")->setCurrentIndex(0);
        m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
        QStringList servers;
        for (int row = 0; row < m_view->model()->rowCount(); ++row) {
            const QString server = cell(row, Model::ServerColumn);
            if (servers.isEmpty() || servers.last() != server)
                servers << server;
        }
        QVERIFY(servers.size() > 1);
        QCOMPARE(QSet<QString>(servers.begin(), servers.end()).size(), servers.size());
    }

    void saysWhatToDoFirst()
    {
        m_page->showObject(uncoveredKey);
        QVERIFY(childOf<QWidget>(*m_page, "nextSteps")->isVisible());
        QVERIFY(!childOf<QLabel>(*m_page, "step0")->text().isEmpty());
        QSignalSpy acts(m_page.get(), &PageWidget::actRequested);
        auto *button = childOf<QPushButton>(*m_page, "step0Act");
        QCOMPARE(button->text(), actWord(FindingAct::Request));
        button->click();
        QCOMPARE(acts.count(), 1);
        QCOMPARE(acts.first().at(0).value<Page>(), Page::Servers);
        QCOMPARE(acts.first().at(1).toString(), QStringLiteral("moodle-pp.example.org"));
        QCOMPARE(acts.first().at(2).toString(), QStringLiteral("requestToStorage"));
    }

    void whatOnlyThePageSaysIsNotShownAsGood()
    {
        const QString key = QStringLiteral("moodle-b.example.org//data/moodle"); // it has never answered
        m_page->showObject(key);
        const QModelIndex state = m_view->currentIndex().siblingAtColumn(Model::StateColumn);
        QCOMPARE(state.data(StateRole).toInt(), int(State::Unknown));
        const auto *detail = childOf<QTextEdit>(*m_page, "folderDetail");
        QVERIFY2(detail->toPlainText().contains(QStringLiteral("page says covered")),
                 qPrintable(detail->toPlainText()));
        QVERIFY2(detail->toPlainText().contains(QStringLiteral("not known: it could not be asked")),
                 qPrintable(detail->toPlainText()));
        const auto picture = [](State shown) { return QStringLiteral("\"state-%1\"").arg(int(shown)); };
        QVERIFY2(detail->toHtml().contains(picture(State::Unknown)), qPrintable(detail->toHtml()));
        QVERIFY(!detail->toHtml().contains(picture(State::Good)));
    }

    void filtersByState_data()
    {
        QTest::addColumn<int>("filter");
        QTest::addColumn<QString>("word");
        QTest::newRow("not covered") << int(CoverageFilter::Uncovered) << QStringLiteral("not covered");
        QTest::newRow("covered") << int(CoverageFilter::Covered)
                                 << QStringLiteral("page says covered"); // no client has said so
        QTest::newRow("not asked for") << int(CoverageFilter::Unasked) << QStringLiteral("not asked for");
    }
    void filtersByState()
    {
        QFETCH(int, filter);
        QFETCH(QString, word);
        auto *combo = childOf<QComboBox>(*m_page, "folderStateFilter");
        combo->setCurrentIndex(0);
        const int all = m_view->model()->rowCount();
        combo->setCurrentIndex(combo->findData(filter));
        QVERIFY(m_view->model()->rowCount() > 0);
        QVERIFY(m_view->model()->rowCount() < all);
        for (int row = 0; row < m_view->model()->rowCount(); ++row)
            QCOMPARE(m_view->model()->index(row, Model::StateColumn).data().toString(), word);
        combo->setCurrentIndex(0);
        QCOMPARE(m_view->model()->rowCount(), all);
    }

    void aFindingsFolderIsShownWhateverIsFiltered()
    {
        auto *combo = childOf<QComboBox>(*m_page, "folderStateFilter");
        combo->setCurrentIndex(combo->findData(int(CoverageFilter::Covered)));
        QVERIFY(!rowWithKey(*m_view, uncoveredKey).isValid());
        m_page->showObject(uncoveredKey);
        QCOMPARE(m_view->currentIndex().siblingAtColumn(0).data(KeyRole).toString(), uncoveredKey);
        const QString detail = childOf<QTextEdit>(*m_page, "folderDetail")->toPlainText();
        QVERIFY(detail.contains(QStringLiteral("What to do")));
        QVERIFY(detail.contains(QStringLiteral("not covered")));
        QVERIFY(detail.contains(QStringLiteral("from the page alone")));
        QVERIFY2(detail.contains(QStringLiteral("not known: it was never asked")), qPrintable(detail));
    }

    void theDetailTellsOfMounts()
    {
        m_page->showObject(QStringLiteral("moodle-a.example.org//data/moodle"));
        const QString detail = childOf<QTextEdit>(*m_page, "folderDetail")->toPlainText();
        QVERIFY2(detail.contains(QStringLiteral("It stands on")), qPrintable(detail));
        QVERIFY(detail.contains(QStringLiteral("the folder is there")));
    }

    void showsThePageBesideTheServer()
    {
        tellOfRulesLinksAndAges();
        const auto words = [this](const char *folder) {
            const QModelIndex at = rowWithKey(*m_view, QStringLiteral("moodle-a.example.org/") + QLatin1String(folder));
            QStringList said;
            for (const int column : {Model::StateColumn, Model::ByColumn, Model::DeclaredColumn})
                said << at.siblingAtColumn(column).data().toString();
            return said.join(u'|');
        };
        QCOMPARE(words("/data/moodle"), QStringLiteral("partly covered|/data|covered"));
        QCOMPARE(words("/data/apache/htdocs/moodle"), QStringLiteral("not covered|nothing|covered"));
        QCOMPARE(words("/srv/wiki"), QStringLiteral("stale|/srv|not covered"));

        auto *combo = childOf<QComboBox>(*m_page, "folderStateFilter");
        combo->setCurrentIndex(combo->findData(int(CoverageFilter::Stale)));
        QCOMPARE(m_view->model()->rowCount(), 1);
        combo->setCurrentIndex(combo->findData(int(CoverageFilter::Disagreeing)));
        QCOMPARE(m_view->model()->rowCount(), 3);
    }

    void theDetailTellsWhyAndByWhichRule_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QStringList>("told");
        QTest::newRow("a rule") << QStringLiteral("/data/moodle")
                                << QStringList {
                                       QStringLiteral("2: exclude.dir /data/moodle/temp"),
                                       QStringLiteral("/opt/tivoli/incl.excl"),
                                       QStringLiteral("The page and the server disagree"),
                                       QStringLiteral("By the page: covered"),
                                       QStringLiteral("By the server: partly covered"),
                                       QStringLiteral("full incremental"),
                                       QStringLiteral("Management class 30DAYS"),
                                       QStringLiteral("Copies while a file exists: 2"),
                                       QStringLiteral("Agreed: 3 copies kept while the file exists; in force: 2.")};
        QTest::newRow("a link") << QStringLiteral("/data/apache/htdocs/moodle")
                                << QStringList {QStringLiteral("Really at"), QStringLiteral("/net/fs-p/htdocs"),
                                                QStringLiteral("symbolic link"), QStringLiteral("It stands on"),
                                                QStringLiteral("nfs4")};
        QTest::newRow("an old backup") << QStringLiteral("/srv/wiki")
                                       << QStringList {QStringLiteral("stale"), QStringLiteral("due every"),
                                                       QStringLiteral("Correct what the page lists")};
    }
    void theDetailTellsWhyAndByWhichRule()
    {
        QFETCH(QString, folder);
        QFETCH(QStringList, told);
        tellOfRulesLinksAndAges();
        m_page->showObject(QStringLiteral("moodle-a.example.org/") + folder);
        const QString detail = childOf<QTextEdit>(*m_page, "folderDetail")->toPlainText();
        for (const QString &words : told)
            QVERIFY2(detail.contains(words), qPrintable(words + QStringLiteral(" is not in: ") + detail));
    }

    void leadsToTheServersPage()
    {
        QSignalSpy activated(m_page.get(), &PageWidget::objectActivated);
        m_page->showObject(uncoveredKey);
        trigger(*m_page, "showServer");
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().at(0).value<Page>(), Page::Servers);
        QCOMPARE(activated.first().at(1).toString(), QStringLiteral("moodle-pp.example.org"));
    }

    void asksTheServersAnew()
    {
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        QVERIFY(m_page->canRefresh());
        QVERIFY2(m_page->refreshWords().contains(QStringLiteral("4 servers")), qPrintable(m_page->refreshWords()));
        m_page->refresh();
        QVERIFY(!m_page->canRefresh());
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(m_page->canRefresh());
        m_page->showObject(uncoveredKey);
        trigger(*m_page, "refreshFolderServer");
        QTRY_VERIFY(errorOf(*m_page).contains(QStringLiteral("moodle-pp.example.org")));
    }

    void theServersOfAllChosenFoldersAreAskedOnce()
    {
        QSet<QString> servers;
        for (int row = 0; row < m_view->model()->rowCount(); ++row)
            servers << cell(row, Model::ServerColumn);
        QVERIFY(servers.size() > 1 && servers.size() < m_view->model()->rowCount());
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        m_view->selectAll();
        QCOMPARE(m_page->refreshText(),
                 QStringLiteral("&Refresh the %1 servers of the chosen folders").arg(servers.size()));
        m_page->refresh();
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(m_fixture->workspace.hosts.calls().size(), servers.size());
        QSet<QString> asked;
        for (const auto &[server, program] : m_fixture->workspace.hosts.calls())
            asked << server;
        QCOMPARE(asked, servers);
    }

    void exportsWhatIsShown()
    {
        m_fixture->dialogs.fileToSave = QStringLiteral("/somewhere/folders.csv");
        auto *combo = childOf<QComboBox>(*m_page, "folderStateFilter");
        combo->setCurrentIndex(combo->findData(int(CoverageFilter::Uncovered)));
        trigger(*m_page, "exportFolders");
        const QByteArray csv = m_fixture->files.value(QStringLiteral("/somewhere/folders.csv"));
        QVERIFY(csv.startsWith("Server,Folder,State,"));
        QCOMPARE(csv.trimmed().split('\n').size(), 2);
    }

    void columnsAreRemembered()
    {
        dragColumn(*m_view->horizontalHeader(), Model::FolderColumn, 234);
        openPage();
        QCOMPARE(m_view->horizontalHeader()->sectionSize(Model::FolderColumn), 234);
    }

    void aWorkspaceThatCannotBeReadIsNotShownAsGood()
    {
        m_fixture->workspace.serverStore.setFailure(
            Error {ErrorKind::Damaged, QStringLiteral("The workspace is damaged.")});
        m_page->reload();
        QTRY_COMPARE(errorOf(*m_page), QStringLiteral("The workspace is damaged."));
        QCOMPARE(childOf<QLabel>(*m_page, "answerIcon")->accessibleName(), stateWord(State::Unknown));
    }

private:
    /// What a storage manager's client says when it says all.
    void tellOfRulesLinksAndAges()
    {
        const QString name = QStringLiteral("moodle-a.example.org");
        m_fixture->change(name, [](Server &server) {
            server.current = {"/data"};
            server.wanted = {"/data/moodle", "/data/apache/htdocs/moodle", "/srv/wiki"};
            server.decisions.backup.versionsExist = 3;
        });
        ServerSnapshot seen;
        seen.takenAt = m_fixture->workspace.clock()().addSecs(-600);
        const auto mount = [](const BytePath &target, const QString &type) {
            return Mount {target, type, "/dev/sda1", 100 << 20, 50 << 20, type != u"nfs4"};
        };
        seen.mounts = {mount("/", QStringLiteral("ext3")), mount("/data", QStringLiteral("ext3")),
                       mount("/srv", QStringLiteral("ext3")), mount("/net/fs-p", QStringLiteral("nfs4"))};
        seen.fileSpaces =
            QList<FileSpace> {{"/data", seen.takenAt.addSecs(-8 * 3600)}, {"/srv", seen.takenAt.addDays(-9)}};
        seen.domain = QList<BytePath> {"/data", "/srv"};
        seen.realPaths.insert("/data/apache/htdocs/moodle", "/net/fs-p/htdocs");
        IncludeExcludeRule cores {false, IncludeExcludeRule::Scope::File, "/.../core", {}, {}};
        IncludeExcludeRule temp {false,
                                 IncludeExcludeRule::Scope::Directory,
                                 "/data/moodle/temp",
                                 QStringLiteral("/opt/tivoli/incl.excl"),
                                 {}};
        seen.rules = QList<IncludeExcludeRule> {cores, temp};
        ManagementClass standard;
        standard.name = QStringLiteral("30DAYS");
        standard.isDefault = true;
        standard.versionsExist = 2;
        seen.managementClasses = QList<ManagementClass> {standard};
        QVERIFY(m_fixture->workspace.serverStore.saveSnapshot(name, seen));
        m_page->reload();
        QTRY_VERIFY(rowWithKey(*m_view, name + QStringLiteral("//srv/wiki")).isValid());
    }

    [[nodiscard]] QString cell(int row, int column) const
    {
        return m_view->model()->index(row, column).data().toString();
    }

    void openPage()
    {
        m_page.reset();
        m_page = std::make_unique<FoldersPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        m_view = childOf<QTableView>(*m_page, "foldersTable");
        m_page->reload();
        QTRY_VERIFY(m_view->model()->rowCount() > 0);
        QTRY_VERIFY(m_view->isVisible());
    }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<FoldersPage> m_page;
    QTableView *m_view = nullptr;
};

NIGHTKEEP_TEST(TstFoldersPage, widget, Window)
#include "tst_folderspage.moc"
