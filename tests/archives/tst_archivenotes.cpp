// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/archives/archivespage.h"

#include <QDialog>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

#include <memory>

using namespace Nightkeep;

/// What a person notes of an archive, and what its plan warned of.
class TstArchiveNotes : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void whatWasNotedIsUndone()
    {
        ArchiveRecord summer = summerRun();
        summer.status.copy = ArchiveCopy::Gone;
        summer.run.warnings = {{ArchiveWarning::Kind::NoZip, 7, QStringLiteral("math"), {}, {}, true}};
        std::ignore = m_fixture->workspace.archiveStore.saveArchiveRun(summer);
        open();
        QSignalSpy offered(m_page.get(), &PageWidget::undoOffered);
        QUndoStack *undo = m_page->undoStack();
        m_fixture->dialogs.textToGive = QStringLiteral("tape 7");
        trigger(*m_page, "archiveMoved");
        QTRY_COMPARE_WITH_TIMEOUT(undo->count(), 1, 60000);
        const ArchiveNote moved = *summerRun().moved;
        trigger(*m_page, "acceptWarnings");
        QTRY_COMPARE_WITH_TIMEOUT(undo->count(), 2, 60000);
        QCOMPARE(offered.count(), 2);
        undo->undo();
        QTRY_VERIFY_WITH_TIMEOUT(summerRun().hasOpenWarnings(), 60000);
        undo->undo();
        QTRY_VERIFY_WITH_TIMEOUT(!summerRun().moved, 60000);
        undo->redo();
        QTRY_VERIFY_WITH_TIMEOUT(summerRun().moved == std::optional(moved), 60000); // with who said it, and when
        settle();
        QCOMPARE(m_fixture->workspace.auditLog.lines().last().newValue, QStringLiteral("tape 7"));
        QCOMPARE(m_fixture->said.size(), 5);

        // What somebody else has said meanwhile stays.
        QVERIFY(m_fixture->workspace.archives().noteMoved(summerRun().run.id, QStringLiteral("tape 8")));
        undo->undo();
        QTRY_VERIFY_WITH_TIMEOUT(errorOf(*m_page).contains(QStringLiteral("something else")), 60000);
        QCOMPARE(summerRun().moved->text, QStringLiteral("tape 8"));
        QVERIFY(!undo->canUndo() && !undo->canRedo());
    }

    /// Nobody waits for the first before the second.
    void twoNotesAreUndoneAtOnce()
    {
        open();
        QUndoStack *undo = m_page->undoStack();
        for (const char *place : {"tape 7", "tape 8"}) {
            const int count = undo->count();
            m_fixture->dialogs.textToGive = QLatin1String(place);
            trigger(*m_page, "archiveMoved");
            QTRY_COMPARE_WITH_TIMEOUT(undo->count(), count + 1, 60000);
            settle(); // the page has read it
        }
        undo->undo();
        undo->undo();
        settle();
        QVERIFY(!summerRun().moved);
        QCOMPARE(errorOf(*m_page), QString());
        QVERIFY(undo->canRedo());
    }

    void allWarningsAreListed()
    {
        ArchiveRecord summer = summerRun();
        for (int course = 0; course < 60; ++course)
            summer.run.warnings.append({ArchiveWarning::Kind::DoubtfulZip, course, QStringLiteral("c%1").arg(course),
                                        QStringLiteral("Doubtful."), QByteArray::number(course) + "/a.zip"});
        std::ignore = m_fixture->workspace.archiveStore.saveArchiveRun(summer);
        open();
        const QString detail = childOf<QTextEdit>(*m_page, "archiveDetail")->toPlainText();
        QVERIFY2(detail.contains(QStringLiteral("10 more")), qPrintable(detail));
        QCOMPARE(childOf<QPushButton>(*m_page, "step1Act")->text().remove(u'&'), QStringLiteral("All warnings…"));
        childOf<QPushButton>(*m_page, "step1Act")->click();
        auto &dialog = *childOf<QDialog>(*m_page, "archiveWarningsDialog");
        QCOMPARE(childOf<QTableView>(dialog, "archiveWarningsTable")->model()->rowCount(), 60);
        QVERIFY(dialog.findChild<DataTable *>()->csv().contains("59/a.zip"));
        QCOMPARE(namelessWidgets(dialog), QStringList());
    }

private:
    void open()
    {
        m_page = std::make_unique<ArchivesPage>(m_fixture->context());
        m_page->resize(1200, 700);
        m_page->show();
        m_page->reload();
        settle();
    }
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(m_fixture->jobs.running(), 0, 60000); }
    [[nodiscard]] ArchiveRecord summerRun() const { return m_fixture->workspace.archiveStore.archiveRuns()->first(); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ArchivesPage> m_page;
};

NIGHTKEEP_TEST(TstArchiveNotes, widget, Window)
#include "tst_archivenotes.moc"
