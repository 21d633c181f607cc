// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/madedeletions.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/courses/coursespage.h"
#include "widgets/courses/deletiondialog.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

using namespace Nightkeep;

/// The dialog over a workspace in memory that knows two courses, both archived, of which one was read through.
class TstDeletionDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        FakeWorkspace &workspace = m_fixture->workspace;
        workspace.time.advance(workspace.time.now().secsTo(MadeCourses::now()));
        const Site site = workspace.siteStore.sites()->first();
        const CourseReading reading = MadeDeletions::reading();
        const ArchiveHolding archive = MadeDeletions::archiveOf(reading, site.dataServer);
        QVERIFY(workspace.courseStore.saveCourseReading(site.name, reading));
        QVERIFY(workspace.archiveStore.saveArchiveRun(archive.record));
        QVERIFY(workspace.archiveStore.saveArchivedFiles(archive.record.run.id, *archive.files));
        m_page = std::make_unique<CoursesPage>(m_fixture->context());
        m_page->show();
        m_page->reload();
        settle();
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void beginsWithTheChosenCourses()
    {
        childOf<QTableView>(*m_page, "coursesTable")->selectAll();
        open();
        QStringList lines = list()->toPlainText().split(u'\n');
        std::sort(lines.begin(), lines.end());
        QCOMPARE(lines, (QStringList {QStringLiteral("33"), QStringLiteral("47")}));
        QVERIFY(button("deletionAsk")->isEnabled());
        QVERIFY(!m_dialog->hasInput());
        QCOMPARE(namelessWidgets(*m_dialog).join(u' '), QString());
    }

    void nothingIsAskedWithoutAList()
    {
        childOf<QTableView>(*m_page, "coursesTable")->clearSelection();
        open();
        list()->clear();
        QVERIFY(!button("deletionAsk")->isEnabled());
        childOf<QLineEdit>(*m_dialog, "deletionCategory")->setText(QStringLiteral("Arts"));
        QVERIFY(button("deletionAsk")->isEnabled());
    }

    void theAnswerIsShownAndKept()
    {
        open();
        check(QStringLiteral("33\n47"));
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(table()->model()->index(0, DeletionTable::CourseColumn).data().toString(), QStringLiteral("HIST2002"));
        QVERIFY2(answer().contains(QLatin1String("not to be deleted")), qPrintable(answer()));
        QVERIFY(!m_dialog->hasInput());
        QCOMPARE(earlier()->count(), 2);
        QCOMPARE(m_fixture->workspace.deletions().earlier()->size(), 1);
        check(QStringLiteral("33"));
        QCOMPARE(table()->model()->rowCount(), 1);
        QCOMPARE(earlier()->count(), 3);

        earlier()->setCurrentIndex(2); // the newest comes first
        emit earlier()->activated(2);
        settle();
        QCOMPARE(table()->model()->rowCount(), 2);

        list()->setPlainText(QStringLiteral("47")); // nobody has answered that yet
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY2(answer().contains(QLatin1String("Name the courses")), qPrintable(answer()));
        QCOMPARE(earlier()->currentIndex(), 0);
    }

    void aFailureIsNoAnswer()
    {
        open();
        check(QStringLiteral("33"));
        list()->setPlainText(QStringLiteral("# none"));
        button("deletionAsk")->click();
        settle();
        QCOMPARE(table()->model()->rowCount(), 0);
        QVERIFY2(errorOf(*m_dialog).contains(QLatin1String("names no course")), qPrintable(errorOf(*m_dialog)));
    }

    void whatIsNotKeptIsSaid()
    {
        m_fixture->workspace.makeReadOnly();
        open();
        check(QStringLiteral("33"));
        QCOMPARE(table()->model()->rowCount(), 1);
        QVERIFY(!errorOf(*m_dialog).isEmpty());
    }

    void aFileIsOpened()
    {
        open();
        m_fixture->workspace.files.insert(QStringLiteral("/list.csv"), "# old\n47,HIST2002\n");
        m_fixture->dialogs.fileToOpen = QStringLiteral("/list.csv");
        button("deletionOpen")->click();
        settle();
        QCOMPARE(list()->toPlainText(), QStringLiteral("47,HIST2002"));
        m_fixture->dialogs.fileToOpen = QStringLiteral("/none");
        button("deletionOpen")->click();
        settle();
        QVERIFY(!errorOf(*m_dialog).isEmpty());
        QCOMPARE(list()->toPlainText(), QStringLiteral("47,HIST2002"));
    }

private:
    void open()
    {
        trigger(*m_page, "beforeDeletion");
        m_dialog = m_page->findChild<DeletionDialog *>();
        QVERIFY(m_dialog);
        settle();
    }
    /// By what was last read.
    void check(const QString &text)
    {
        list()->setPlainText(text);
        childOf<QCheckBox>(*m_dialog, "deletionOffline")->setChecked(true);
        button("deletionAsk")->click();
        settle();
    }
    void settle() { QTRY_COMPARE(m_fixture->jobs.running(), 0); }
    QPushButton *button(const char *name) { return childOf<QPushButton>(*m_dialog, name); }
    QPlainTextEdit *list() { return childOf<QPlainTextEdit>(*m_dialog, "deletionList"); }
    QComboBox *earlier() { return childOf<QComboBox>(*m_dialog, "deletionEarlier"); }
    QTableView *table() { return childOf<QTableView>(*m_dialog, "deletionTable"); }
    QString answer() { return childOf<QLabel>(*m_dialog, "deletionAnswer")->text(); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<CoursesPage> m_page;
    DeletionDialog *m_dialog = nullptr; ///< the page's
};

NIGHTKEEP_TEST(TstDeletionDialog, widget, Window)
#include "tst_deletiondialog.moc"
