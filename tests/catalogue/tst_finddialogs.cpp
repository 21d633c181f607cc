// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/madedeletions.h"
#include "tests/catalogue/madearchives.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/archives/archivespage.h"
#include "widgets/catalogue/cataloguesearchdialog.h"
#include "widgets/catalogue/findcopydialog.h"
#include "widgets/courses/coursefetchdialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDateEdit>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Nightkeep;

/// The two dialogs over a workspace in memory with a course on the server and an archive of June that holds it.
class TstFindDialogs : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        FakeWorkspace &workspace = m_fixture->workspace;
        workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
        const QList<ArchiveRecord> before = *workspace.archiveStore.archiveRuns();
        for (const ArchiveRecord &record : before)
            QVERIFY(workspace.archiveStore.removeArchiveRun(record.run.id));
        m_site = workspace.siteStore.sites()->first().name;
        QVERIFY(workspace.courseStore.saveCourseReading(m_site, MadeDeletions::reading()));
        const ArchiveManifest manifest =
            MadeArchives::manifest(QStringLiteral("20080620-031500-summer"), m_site,
                                   {MadeArchives::file(33, QStringLiteral("BIOC1001"), QDate(2008, 6, 13)),
                                    MadeArchives::file(34, QStringLiteral("BIOC1002"), QDate(2008, 6, 13))});
        QVERIFY(workspace.archiveStore.saveManifest(manifest));
        m_record = MadeArchives::record(manifest);
        QVERIFY(workspace.archiveStore.saveArchiveRun(m_record));
    }
    void cleanup()
    {
        m_find.reset();
        m_search.reset();
        m_fixture.reset();
    }

    void nothingIsAskedWithoutACourse()
    {
        open({});
        QVERIFY(!button("findCopyFind")->isEnabled());
        QVERIFY(!button("findCopyAsk")->isEnabled());
        QVERIFY(!button("findCopyTakeOut")->isEnabled());
        QVERIFY(!childOf<QDateEdit>(*m_find, "findCopyDay")->isEnabled());
        QCOMPARE(namelessWidgets(*m_find).join(u' '), QString());
        QVERIFY(!m_find->hasInput());
    }

    void theNewestIsTheBestUntilADayIsNamed()
    {
        open(QStringLiteral("bioc1001"));
        QCOMPARE(table()->model()->rowCount(), 2);
        QVERIFY2(answer().contains(QLatin1String("on the server")), qPrintable(answer()));
        QVERIFY2(steps().contains(QLatin1String("courses fetch 33")), qPrintable(steps()));
        QVERIFY(button("findCopyTakeOut")->isEnabled());
        childOf<QCheckBox>(*m_find, "findCopyHasDay")->setChecked(true);
        childOf<QDateEdit>(*m_find, "findCopyDay")->setDate(QDate(2008, 6, 20));
        button("findCopyFind")->click();
        settle();
        QVERIFY2(answer().contains(QLatin1String("in an archive on its server")), qPrintable(answer()));
        choose(QStringLiteral("1"));
        QVERIFY2(steps().contains(QLatin1String("archive extract")), qPrintable(steps()));
        QVERIFY2(steps().contains(QLatin1String("The storage manager was not asked")), qPrintable(steps()));
        QVERIFY(button("findCopyTakeOut")->isEnabled());
        button("findCopySteps")->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("archive extract")));
        QVERIFY(!m_fixture->said.isEmpty());
    }

    void whatWasFoundForAnotherCourseGoes()
    {
        open(QStringLiteral("BIOC1001"));
        QVERIFY(button("findCopyTakeOut")->isEnabled());
        childOf<QLineEdit>(*m_find, "findCopyCourseFilter")->setText(QStringLiteral("BIOC1002"));
        button("findCopyFind")->click();
        QCOMPARE(table()->model()->rowCount(), 0);
        QCOMPARE(steps(), QString());
        QVERIFY(!button("findCopyTakeOut")->isEnabled());
        settle();
        QCOMPARE(table()->model()->rowCount(), 1);
        button("findCopyFind")->click();
        QCOMPARE(table()->model()->rowCount(), 1); // the same question
        settle();
    }

    void aSiteThatIsGoneIsNoOther()
    {
        m_site = QStringLiteral("moodle-1.6");
        open(QStringLiteral("BIOC1001"));
        QCOMPARE(childOf<QComboBox>(*m_find, "findCopySite")->currentData().toString(), m_site);
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY2(!errorOf(*m_find).isEmpty(), qPrintable(answer()));
    }

    void whatWasNotTakenOutIsSaid()
    {
        open(QStringLiteral("BIOC1002"));
        choose(QStringLiteral("1"));
        m_fixture->dialogs.fileToSave = QStringLiteral("/none/of/these.zip");
        button("findCopyTakeOut")->click();
        settle();
        QVERIFY2(answer().contains(QLatin1String("No copy was written")), qPrintable(answer()));
        QVERIFY(!errorOf(*m_find).isEmpty());
        QVERIFY(button("findCopyFind")->isEnabled());
    }

    void aCopyOfTheServerIsFetched()
    {
        open(QStringLiteral("BIOC1001"));
        choose(QStringLiteral("1"));
        m_fixture->dialogs.fileToSave = QStringLiteral("/none/of/these.zip");
        button("findCopyTakeOut")->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_find->findChild<CourseFetchDialog *>(), 60000);
        settle();
        QVERIFY(!errorOf(*m_find->findChild<CourseFetchDialog *>()).isEmpty());
    }

    /// No server answers here.
    void aServerThatIsSilentIsSaid()
    {
        open(QStringLiteral("BIOC1001"));
        button("findCopyAsk")->click();
        settle();
        QCOMPARE(table()->model()->rowCount(), 2);
        QVERIFY2(steps().contains(QLatin1String("Not looked at:")), qPrintable(steps()));
        QVERIFY2(!steps().contains(QLatin1String("The storage manager was not asked for")), qPrintable(steps()));
        QVERIFY(button("findCopyFind")->isEnabled());
    }

    void aReadOnlyWorkspaceTakesNothingOut()
    {
        m_fixture->workspace.makeReadOnly();
        open(QStringLiteral("BIOC1002"));
        choose(QStringLiteral("1"));
        QVERIFY(!button("findCopyTakeOut")->isEnabled());
        QVERIFY(!steps().isEmpty());
    }

    void aSearchFindsAndLeadsOn()
    {
        m_search = std::make_unique<CatalogueSearchDialog>(m_fixture->context(), nullptr);
        m_search->show();
        QCOMPARE(namelessWidgets(*m_search).join(u' '), QString());
        auto *go = childOf<QPushButton>(*m_search, "catalogueSearchGo");
        auto *find = childOf<QPushButton>(*m_search, "catalogueSearchFind");
        QVERIFY(!go->isEnabled() && !find->isEnabled());
        childOf<QLineEdit>(*m_search, "catalogueSearchTextFilter")->setText(QStringLiteral("bioc100"));
        go->click();
        settle();
        auto *hits = childOf<QTableView>(*m_search, "catalogueSearchTable");
        QCOMPARE(hits->model()->rowCount(), 2);
        hits->selectRow(0);
        childOf<QLineEdit>(*m_search, "catalogueSearchTextFilter")->setText(QStringLiteral("BIOC1002"));
        go->click();
        QCOMPARE(hits->model()->rowCount(), 0); // those were of another text
        QVERIFY(!find->isEnabled());
        settle();
        QCOMPARE(hits->model()->rowCount(), 1);
        hits->selectRow(0);
        QVERIFY(find->isEnabled());
        find->click();
        auto *opened = m_search->findChild<FindCopyDialog *>();
        QVERIFY(opened);
        settle();
        QCOMPARE(childOf<QTableView>(*opened, "findCopyTable")->model()->rowCount(), 1);
        opened->close();
    }

    void anotherPageLeadsToTheQuestion()
    {
        QVERIFY(!soughtCopy(m_record.run.id));
        ArchivesPage page(m_fixture->context());
        page.show();
        page.reload();
        settle();
        page.showObject(soughtCopyKey({m_site, QStringLiteral("BIOC1001")}));
        auto *opened = page.findChild<FindCopyDialog *>();
        QVERIFY(opened);
        settle();
        QCOMPARE(childOf<QLineEdit>(*opened, "findCopyCourseFilter")->text(), QStringLiteral("BIOC1001"));
        QCOMPARE(childOf<QTableView>(*opened, "findCopyTable")->model()->rowCount(), 2);
        opened->close();
        page.showObject(m_record.run.id);
        QCOMPARE(childOf<QTableView>(page, "archivesTable")->currentIndex().siblingAtColumn(0).data(KeyRole).toString(),
                 m_record.run.id);
    }

    /// What an archive holds that nobody has looked into is not nothing.
    void anUnknownArchiveLeavesTheAnswerOpen()
    {
        m_record.run.id = QStringLiteral("20070620-031500-earlier");
        QVERIFY(m_fixture->workspace.archiveStore.saveArchiveRun(m_record));
        m_search = std::make_unique<CatalogueSearchDialog>(m_fixture->context(), nullptr);
        m_search->show();
        childOf<QLineEdit>(*m_search, "catalogueSearchTextFilter")->setText(QStringLiteral("nowhere"));
        childOf<QPushButton>(*m_search, "catalogueSearchGo")->click();
        settle();
        const QString said = childOf<QLabel>(*m_search, "catalogueSearchAnswer")->text();
        QVERIFY2(said.contains(QLatin1String("has not come to this workspace")), qPrintable(said));
    }

private:
    void open(const QString &course)
    {
        m_find = std::make_unique<FindCopyDialog>(m_fixture->context(), m_site, course, nullptr);
        m_find->show();
        settle();
    }
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(m_fixture->jobs.running(), 0, 60000); }
    void choose(const QString &key)
    {
        const QModelIndex row = rowWithKey(*table(), key);
        QVERIFY(row.isValid());
        table()->selectRow(row.row());
    }
    QPushButton *button(const char *name) { return childOf<QPushButton>(*m_find, name); }
    QTableView *table() { return childOf<QTableView>(*m_find, "findCopyTable"); }
    QString steps() { return childOf<QPlainTextEdit>(*m_find, "findCopyWay")->toPlainText(); }
    QString answer() { return childOf<QLabel>(*m_find, "findCopyAnswer")->text(); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<FindCopyDialog> m_find;
    std::unique_ptr<CatalogueSearchDialog> m_search;
    QString m_site;
    ArchiveRecord m_record;
};

NIGHTKEEP_TEST(TstFindDialogs, widget, Window)
#include "tst_finddialogs.moc"
