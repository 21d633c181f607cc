// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/coveragemodel.h"
#include "tests/servers/pagefixture.h"
#include "widgets/servers/folderspage.h"

#include <QHeaderView>
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

    void answersFirstAndKeepsAServersFoldersTogether()
    {
        QVERIFY2(answerOf(*m_page).startsWith(QStringLiteral("1 of 5 wanted folders are not backed up. ")),
                 qPrintable(answerOf(*m_page)));
        QStringList servers;
        for (int row = 0; row < m_view->model()->rowCount(); ++row) {
            const QString server = m_view->model()->index(row, Model::ServerColumn).data().toString();
            if (servers.isEmpty() || servers.last() != server)
                servers << server;
        }
        QCOMPARE(QSet<QString>(servers.begin(), servers.end()).size(), servers.size());
        QCOMPARE(namelessWidgets(*m_page), QStringList());
    }

    void filtersByState_data()
    {
        QTest::addColumn<int>("filter");
        QTest::addColumn<QString>("word");
        QTest::newRow("not covered") << int(CoverageFilter::Uncovered) << QStringLiteral("not covered");
        QTest::newRow("covered") << int(CoverageFilter::Covered) << QStringLiteral("covered");
        QTest::newRow("not asked for") << int(CoverageFilter::Unasked) << QStringLiteral("not asked for");
    }
    void filtersByState()
    {
        QFETCH(int, filter);
        QFETCH(QString, word);
        const int all = m_view->model()->rowCount();
        auto *combo = childOf<QComboBox>(*m_page, "folderStateFilter");
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
    }

    void theDetailTellsOfMounts()
    {
        m_page->showObject(QStringLiteral("moodle-a.example.org//data/moodle"));
        const QString detail = childOf<QTextEdit>(*m_page, "folderDetail")->toPlainText();
        QVERIFY2(detail.contains(QStringLiteral("It stands on")), qPrintable(detail));
        QVERIFY(detail.contains(QStringLiteral("the folder is there")));
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
        QSignalSpy changed(m_page.get(), &PageWidget::bookChanged);
        m_page->refresh();
        QTRY_COMPARE(changed.count(), 1);
        m_page->showObject(uncoveredKey);
        trigger(*m_page, "refreshFolderServer");
        QTRY_VERIFY(errorOf(*m_page).contains(QStringLiteral("moodle-pp.example.org")));
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
        m_view->horizontalHeader()->resizeSection(Model::FolderColumn, 234);
        openPage();
        QCOMPARE(m_view->horizontalHeader()->sectionSize(Model::FolderColumn), 234);
    }

    void aBookThatCannotBeReadIsNotShownAsGood()
    {
        m_fixture->desk.serverStore.setFailure(Error {ErrorKind::Damaged, QStringLiteral("The workspace is damaged.")});
        m_page->reload();
        QTRY_COMPARE(errorOf(*m_page), QStringLiteral("The workspace is damaged."));
        QCOMPARE(childOf<QLabel>(*m_page, "answerIcon")->accessibleName(), stateWord(State::Unknown));
    }

private:
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

QTEST_MAIN(TstFoldersPage)
#include "tst_folderspage.moc"
