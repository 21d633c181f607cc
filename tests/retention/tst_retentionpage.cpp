// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/common/nightstrip.h"
#include "widgets/retention/holddialogs.h"
#include "widgets/retention/retentionpage.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QUndoStack>

#include <algorithm>

using namespace Nightkeep;

namespace {

const QString agreedKey = QStringLiteral("courseNights/atLeast");
const QString agreedRow = QStringLiteral("moodle/courseNights/atLeast"); // of the small estate's site

} // namespace

/// The page over a workspace in memory: what was promised is agreed, held, asked and saved.
class TstRetentionPage : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        open();
    }
    void cleanup()
    {
        settle();
        m_page.reset();
        m_fixture.reset();
    }

    void beginsWithWhatIsPromised()
    {
        QVERIFY(!answerOf(*m_page).isEmpty());
        QCOMPARE(table()->model()->rowCount(), int(promisesOfThePage().size()));
        QVERIFY(rowWithKey(*table(), agreedRow).isValid());
        QVERIFY(strip()->isVisible());
        QVERIFY(!childOf<QWidget>(*m_page, "retentionSite")->isVisible()); // there is one site
        QCOMPARE(namelessWidgets(*m_page).join(u' '), QString());
    }

    void aFigureIsAgreedAndUndone()
    {
        const Promise before = promise();
        m_page->showObject(agreedRow);
        trigger(*m_page, "agreeFigure");
        auto *dialog = childOf<QDialog>(*m_page, "agreeDialog");
        QVERIFY(dialog);
        childOf<QSpinBox>(*dialog, "agreeFigure")->setValue(30);
        auto *state = childOf<QComboBox>(*dialog, "promiseState");
        state->setCurrentIndex(state->findData(int(Agreement::State::Agreed)));
        childOf<QLineEdit>(*dialog, "promiseBy")->setText(QStringLiteral("Ann"));
        dialog->accept();
        QTRY_COMPARE(promise().figure.value_or(0), 30);
        QCOMPARE(promise().agreement.by, QStringLiteral("Ann"));
        settle();
        QVERIFY(m_page->undoStack()->canUndo());
        m_page->undoStack()->undo();
        settle();
        QCOMPARE(promise(), before);
        m_page->undoStack()->redo();
        settle();
        QCOMPARE(promise().figure.value_or(0), 30);
        QCOMPARE(errorOf(*m_page), QString());
    }

    void whatWasAgreedIsNotCarriedToAnotherFigure()
    {
        Promise agreed = promise();
        agreed.agreement = {Agreement::State::Agreed, QDate(2008, 11, 3), QStringLiteral("Ann"), {}};
        QVERIFY(m_fixture->workspace.retention().agree(agreed, promise()));
        reload();
        m_page->showObject(agreedRow);
        trigger(*m_page, "agreeFigure");
        auto *dialog = childOf<QDialog>(*m_page, "agreeDialog");
        childOf<QSpinBox>(*dialog, "agreeFigure")->setValue(30);
        dialog->accept();
        QVERIFY(dialog->isVisible()); // it asks who has agreed to that
        settle();
        QCOMPARE(promise(), agreed);
        childOf<QLineEdit>(*dialog, "promiseBy")->setText(QStringLiteral("Ann, Bob"));
        dialog->accept();
        QTRY_COMPARE(promise().figure.value_or(0), 30);
    }

    void whatSomebodyElseAgreedIsNotWrittenOver()
    {
        m_page->showObject(agreedRow);
        trigger(*m_page, "agreeFigure");
        auto *dialog = childOf<QDialog>(*m_page, "agreeDialog");
        childOf<QSpinBox>(*dialog, "agreeFigure")->setValue(30);
        Promise theirs = promise();
        theirs.figure = 90;
        QVERIFY(m_fixture->workspace.retention().agree(theirs, promise()));
        dialog->accept();
        settle();
        QVERIFY(!errorOf(*m_page).isEmpty());
        QCOMPARE(promise().figure.value_or(0), 90);
        QVERIFY(!m_page->undoStack()->canUndo());
    }

    void aHoldIsUndoneAndEnded()
    {
        trigger(*m_page, "holdCourse");
        auto *dialog = childOf<QDialog>(*m_page, "holdDialog");
        QVERIFY(!childOf<QPushButton>(*dialog, "holdOk")->isEnabled()); // without a reason
        childOf<QLineEdit>(*dialog, "holdReason")->setText(QStringLiteral("Case 12"));
        childOf<QLineEdit>(*dialog, "holdBy")->setText(QStringLiteral("Ann"));
        childOf<QPushButton>(*dialog, "holdOk")->click();
        settle();
        QCOMPARE(holding(), 1);
        m_page->undoStack()->undo();
        settle();
        QCOMPARE(holding(), 0);
        m_page->undoStack()->redo();
        settle();
        QCOMPARE(holding(), 1);
        reload();
        m_fixture->dialogs.textToGive = QStringLiteral("It is settled.");
        trigger(*m_page, "showHolds");
        childOf<QPushButton>(*childOf<QDialog>(*m_page, "holdsDialog"), "holdsEnd")->click();
        settle();
        QCOMPARE(holding(), 0);
        QCOMPARE(m_fixture->workspace.retention().records()->holds.first().endReason, QStringLiteral("It is settled."));
    }

    void coursesToHoldAreByName()
    {
        const QMap<qint64, QString> courses {{2, QStringLiteral("HIST2002")}, {33, QStringLiteral("BIOC1001")}};
        HoldDialog dialog(QStringLiteral("moodle"), courses, QDate(2008, 11, 3), m_fixture->settings, nullptr);
        auto *course = childOf<QComboBox>(dialog, "holdCourse");
        QCOMPARE(course->itemText(1), QStringLiteral("BIOC1001"));
        course->setCurrentIndex(1);
        QCOMPARE(dialog.hold().course, qint64(33));
        QCOMPARE(dialog.hold().shortName, QStringLiteral("BIOC1001"));
    }

    void noRequestIsMadeOfAnotherSitesPlaces()
    {
        LegalHold hold;
        hold.site = QStringLiteral("gone");
        hold.course = 33;
        hold.shortName = QStringLiteral("BIOC1001");
        hold.reason = QStringLiteral("Case 12");
        hold.by = QStringLiteral("Ann");
        hold.reviewOn = m_fixture->workspace.clock()().date().addDays(30);
        QVERIFY(m_fixture->workspace.retention().hold(hold));
        reload();
        trigger(*m_page, "showHolds");
        const auto *holds = childOf<QDialog>(*m_page, "holdsDialog");
        QVERIFY(childOf<QPushButton>(*holds, "holdsEnd")->isEnabled());
        QVERIFY(!childOf<QPushButton>(*holds, "holdsRequest")->isEnabled());
    }

    void anErasureIsRecordedByItsReference()
    {
        trigger(*m_page, "recordErasure");
        auto *dialog = childOf<QDialog>(*m_page, "erasureDialog");
        auto *record = childOf<QPushButton>(*dialog, "erasureOk");
        childOf<QLineEdit>(*dialog, "erasureBy")->setText(QStringLiteral("Ann"));
        QVERIFY(!record->isEnabled());
        childOf<QLineEdit>(*dialog, "erasureReference")->setText(QStringLiteral("RDP-2008-117"));
        QVERIFY(record->isEnabled());
        childOf<QLineEdit>(*dialog, "erasureCourses")->setText(QStringLiteral("NOSUCH1"));
        QVERIFY(!record->isEnabled());
        childOf<QLineEdit>(*dialog, "erasureCourses")->clear();
        record->click();
        settle();
        const QList<ErasureRecord> records = m_fixture->workspace.retention().records()->erasures;
        QCOMPARE(records.size(), 1);
        QCOMPARE(records.first().reference, QStringLiteral("RDP-2008-117"));
        QCOMPARE(records.first().site, QStringLiteral("moodle"));
        QCOMPARE(records.first().by, QStringLiteral("Ann"));
    }

    void anErasureRecordedInErrorIsRemovedAndUndone()
    {
        ErasureRecord record;
        record.site = QStringLiteral("moodle");
        record.reference = QStringLiteral("RDP-2008-117");
        record.erasedOn = m_fixture->workspace.clock()().date();
        QVERIFY(m_fixture->workspace.retention().recordErasure(record));
        reload();
        trigger(*m_page, "showErasures");
        childOf<QPushButton>(*childOf<QDialog>(*m_page, "erasuresDialog"), "erasuresRemove")->click();
        settle();
        QVERIFY(m_fixture->workspace.retention().records()->erasures.isEmpty());
        m_page->undoStack()->undo();
        settle();
        QCOMPARE(m_fixture->workspace.retention().records()->erasures.size(), 1);
        QCOMPARE(errorOf(*m_page), QString());
    }

    void aPromiseOfACategoryIsWithdrawnAndUndone()
    {
        m_page->showObject(agreedRow);
        QVERIFY(!childOf<QAction>(*m_page, "withdrawPromise")->isEnabled()); // it is the page's own
        Promise science = promise();
        science.category = QStringLiteral("Science");
        science.key = promiseKey(science.subject, science.side, science.category);
        QVERIFY(m_fixture->workspace.retention().agree(science, std::nullopt));
        reload();
        m_page->showObject(QStringLiteral("moodle/") + science.key);
        trigger(*m_page, "withdrawPromise");
        settle();
        QVERIFY(!m_fixture->workspace.retention().records()->promises.contains(science));
        m_page->undoStack()->undo();
        settle();
        QVERIFY(m_fixture->workspace.retention().records()->promises.contains(science));
        QCOMPARE(errorOf(*m_page), QString());
    }

    void dialogsOpen_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("dialog");
        const auto row = [](const char *action, const char *dialog) {
            QTest::newRow(action) << QString::fromLatin1(action) << QString::fromLatin1(dialog);
        };
        row("whatIf", "whatIfDialog");
        row("proposeChanges", "whatIfDialog");
        row("afterLoss", "lossDialog");
        row("showHolds", "holdsDialog");
        row("showErasures", "erasuresDialog");
        row("showSurvival", "survivalDialog");
    }
    void dialogsOpen()
    {
        QFETCH(QString, action);
        QFETCH(QString, dialog);
        trigger(*m_page, qPrintable(action));
        auto *opened = childOf<QDialog>(*m_page, qPrintable(dialog));
        QVERIFY(opened && opened->isVisible());
        settle();
        QCOMPARE(namelessWidgets(*opened).join(u' '), QString());
    }

    void theStripIsSaved_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("picture") << QStringLiteral("nights.png") << QByteArray("\x89PNG");
        QTest::newRow("sheet") << QStringLiteral("nights.pdf") << QByteArray("%PDF");
        QTest::newRow("drawing") << QStringLiteral("nights.svg") << QByteArray("<?xml");
    }
    void theStripIsSaved()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, begins);
        m_fixture->dialogs.fileToSave = file;
        trigger(*m_page, "saveStrip");
        QVERIFY(m_fixture->files.value(file).startsWith(begins));
        const QByteArray colours = m_fixture->files.value(file);
        trigger(*m_page, "stripInGrey");
        trigger(*m_page, "saveStrip");
        QVERIFY(m_fixture->files.value(file) != colours);
        m_fixture->writeFailure = Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")};
        trigger(*m_page, "saveStrip");
        QCOMPARE(errorOf(*m_page), QStringLiteral("The disk is full."));
    }

    void zoomReadsFurtherBack()
    {
        trigger(*m_page, "zoomOutNights");
        QTRY_COMPARE(strip()->picture().nights(), strip()->nights());
        QVERIFY(strip()->nights() > NightStrip::LeastNights);
        const int nights = strip()->nights();
        reload();
        settle();
        QTRY_COMPARE(strip()->picture().nights(), nights); // it stays
    }

    /// However often it is zoomed, what is shown is of the last zoom, and nothing goes on behind it.
    void zoomingOnDropsWhatWasLookedFor()
    {
        for (int step = 0; step < 6; ++step)
            trigger(*m_page, "zoomOutNights");
        trigger(*m_page, "zoomInNights");
        const int nights = strip()->nights();
        QTRY_COMPARE(strip()->picture().nights(), nights);
        settle();
        QCOMPARE(strip()->picture().nights(), nights);
        QCOMPARE(errorOf(*m_page), QString());
        trigger(*m_page, "zoomOutNights");
        m_page.reset(); // while it looks further back
        settle();
    }

    void aReadOnlyWorkspaceWritesNothing()
    {
        m_fixture->workspace.makeReadOnly();
        open();
        m_page->showObject(agreedRow);
        for (const char *name : {"agreeFigure", "holdCourse", "recordErasure"})
            QVERIFY2(!childOf<QAction>(*m_page, name)->isEnabled(), name);
        QVERIFY(childOf<QAction>(*m_page, "whatIf")->isEnabled());
    }

private:
    void open()
    {
        m_page = std::make_unique<RetentionPage>(m_fixture->context());
        m_page->resize(1200, 800);
        m_page->show();
        reload();
    }
    void reload()
    {
        m_page->reload();
        settle();
    }
    void settle() { QTRY_COMPARE(m_fixture->jobs.running(), 0); }
    Promise promise()
    {
        const QList<Promise> all = m_fixture->workspace.retention().records()->promises;
        const auto found =
            std::find_if(all.cbegin(), all.cend(), [](const Promise &each) { return each.key == agreedKey; });
        return found == all.cend() ? Promise() : *found;
    }
    int holding()
    {
        const QList<LegalHold> all = m_fixture->workspace.retention().records()->holds;
        return int(std::count_if(all.cbegin(), all.cend(), [](const LegalHold &each) { return each.holds(); }));
    }
    QTableView *table() { return childOf<QTableView>(*m_page, "retentionTable"); }
    NightStrip *strip() { return childOf<NightStrip>(*m_page, "retentionStrip"); }

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<RetentionPage> m_page;
};

NIGHTKEEP_TEST(TstRetentionPage, widget, Window)
#include "tst_retentionpage.moc"
