// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingsstage.h"
#include "tests/support/agreed.h"
#include "tests/support/testmain.h"
#include "widgets/common/factsview.h"
#include "widgets/common/newaction.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QTableWidget>
#include <QToolBar>
#include <QToolButton>
#include <QUndoStack>

using namespace Nightkeep;

/// What a person sees of an edit before it is written: the bar, the panel, and all that differs in one act.
class TstSettingsEditing : public QObject, private SettingsStage
{
    Q_OBJECT

private:
    const QString logs = QStringLiteral("backup_sche_logs");

    QString pending(const QString &name) { return cell(name, SettingsModel::PendingColumn).data().toString(); }
    QString barText() { return part<QLabel>("editBarText")->text(); }
    QString advice() { return part<QLabel>("step0")->text(); }
    QString act(const char *button = "step0Act") { return part<QPushButton>(button)->text(); }
    QString wordsOf(const char *name) { return buttonText(*action(name)); }
    void choose(const QString &name) { m_page->showObject(QStringLiteral("moodle/") + name); }

    void openWithTwoThatDiffer()
    {
        QVERIFY(agreeOn(m_workspace->settingsStore, QStringLiteral("moodle"), logs, QStringLiteral("1")));
        open();
        QTRY_VERIFY(action("bringInLine")->isEnabled());
        action("bringInLine")->trigger();
        settle();
        QTRY_VERIFY(dialog("reviewDialog"));
    }

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void theBarTellsWhatIsPending()
    {
        open();
        auto *bar = part<QWidget>("editBar");
        QVERIFY(!bar->isVisible());
        unlock();
        QVERIFY(bar->isVisible());
        QVERIFY2(barText().contains(QLatin1String("unlocked for this sitting")), qPrintable(barText()));
        QVERIFY(!part<QToolButton>("reviewSettingsButton")->isEnabled());
        pendKeep(QStringLiteral("5"));
        QVERIFY2(barText().contains(QLatin1String("1 change")), qPrintable(barText()));
        QVERIFY(part<QToolButton>("reviewSettingsButton")->isEnabled());
        part<QToolButton>("unlockSettingsButton")->click(); // which locks
        QVERIFY(bar->isVisible()); // what is pending is not out of sight
        QVERIFY2(barText().contains(QLatin1String("locked.")), qPrintable(barText()));
        QVERIFY(!part<QToolButton>("reviewSettingsButton")->isEnabled());
        part<QToolButton>("discardSettingsButton")->click();
        QVERIFY(!bar->isVisible());
        QCOMPARE(pending(keep), QString());
        m_page->undoStack()->undo();
        QVERIFY(bar->isVisible());
        QCOMPARE(pending(keep), QStringLiteral("5"));
    }

    void allIsBroughtInLine()
    {
        openWithTwoThatDiffer();
        QDialog *review = dialog("reviewDialog");
        QCOMPARE(review->findChild<QTableWidget *>(QStringLiteral("reviewTable"))->rowCount(), 2);
        const QString caution = review->findChild<QLabel *>(QStringLiteral("reviewCaution"))->text();
        QVERIFY2(caution.contains(QLatin1String("deletes all but the newest 1")), qPrintable(caution));
        auto *sql = review->findChild<QPlainTextEdit *>(QStringLiteral("reviewSql"));
        QCOMPARE(sql->lineWrapMode(), QPlainTextEdit::WidgetWidth); // nothing of it is cut off
        QCOMPARE(live(keep), QStringLiteral("2")); // nothing yet
        QTest::mouseClick(review->findChild<QPushButton *>(QStringLiteral("reviewAccept")), Qt::LeftButton);
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("1"));
        QCOMPARE(live(keep), QStringLiteral("1"));
        QCOMPARE(live(logs), QStringLiteral("1"));
        QTRY_VERIFY(!action("bringInLine")->isEnabled());
        QTRY_VERIFY(answer().contains(QLatin1String("; all 14 options")));
        QVERIFY2(answer().contains(QLatin1String("about 3 courses")), qPrintable(answer())); // it was read back
    }

    void whatWasBroughtInLineIsTakenBackAtOnce()
    {
        openWithTwoThatDiffer();
        QTest::keyClick(dialog("reviewDialog"), Qt::Key_Escape);
        QCOMPARE(pending(keep), QStringLiteral("1"));
        QCOMPARE(pending(logs), QStringLiteral("on"));
        m_page->undoStack()->undo();
        QVERIFY(m_page->unwrittenEdits().isEmpty());
        QVERIFY(!m_page->undoStack()->canUndo());
        QCOMPARE(live(keep), QStringLiteral("2"));
    }

    void whatIsPendingAlreadyIsNoSecondEdit()
    {
        openWithTwoThatDiffer();
        QTest::keyClick(dialog("reviewDialog"), Qt::Key_Escape);
        QTRY_VERIFY(action("bringInLine")->isEnabled());
        action("bringInLine")->trigger();
        settle();
        QTRY_VERIFY(dialog("reviewDialog"));
        QTest::keyClick(dialog("reviewDialog"), Qt::Key_Escape);
        QCOMPARE(m_page->undoStack()->count(), 1); // no Undo does nothing
        m_page->undoStack()->undo();
        QVERIFY(m_page->unwrittenEdits().isEmpty());
    }

    void anUndoDecidesNoConflict()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        pendKeep(QStringLiteral("10"));
        m_workspace->moodles.change(QStringLiteral("moodle"),
                                    [](FakeMoodle &moodle) { moodle.config.insert(keep, QStringLiteral("100")); });
        m_page->refresh();
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("100"));
        m_page->undoStack()->undo();
        QCOMPARE(pending(keep), QStringLiteral("5"));
        QVERIFY2(barText().contains(QLatin1String("somebody has changed the value since")), qPrintable(barText()));
    }

    void whatWasTakenBackIsOfferedToBeUndone()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        QSignalSpy offered(m_page.get(), &PageWidget::undoOffered);
        choose(keep);
        action("takeBack")->trigger();
        QCOMPARE(offered.count(), 1);
        m_page->undoStack()->undo();
        QCOMPARE(pending(keep), QStringLiteral("5"));
        action("discardSettings")->trigger();
        QCOMPARE(offered.count(), 2);
        choose(hour);
        action("forgetAgreed")->trigger();
        settle();
        QTRY_COMPARE(offered.count(), 3);
        QTRY_COMPARE(cell(hour, SettingsModel::AgreedColumn).data().toString(), QString());
        m_page->undoStack()->undo();
        settle();
        QTRY_COMPARE(cell(hour, SettingsModel::AgreedColumn).data().toString(), QStringLiteral("03:00"));
        QCOMPARE(offered.count(), 3); // an undo offers none
    }

    void whatSomebodyElseWroteIsNotPending()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        m_workspace->moodles.change(QStringLiteral("moodle"),
                                    [](FakeMoodle &moodle) { moodle.config.insert(keep, QStringLiteral("5")); });
        m_page->refresh();
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("5"));
        choose(keep);
        action("keepMine")->trigger();
        QVERIFY2(m_said.constLast().contains(QLatin1String("has your value of Keep already")),
                 qPrintable(m_said.constLast()));
        QVERIFY(m_page->unwrittenEdits().isEmpty());
    }

    void anotherEditOutlivesTheUndoingOfAPastChange()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        reviewAndWrite();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("5"));
        pendKeep(QStringLiteral("10"));
        action("settingsHistory")->trigger();
        settle();
        QTRY_VERIFY(dialog("historyDialog"));
        QTest::mouseClick(dialog("historyDialog")->findChild<QPushButton *>(QStringLiteral("historyUndo")),
                          Qt::LeftButton);
        settle();
        QTRY_VERIFY(dialog("reviewDialog"));
        QTest::mouseClick(dialog("reviewDialog")->findChild<QPushButton *>(QStringLiteral("reviewAccept")),
                          Qt::LeftButton);
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("2"));
        QCOMPARE(pending(keep), QStringLiteral("10")); // to be decided, since the value is another now
        QVERIFY2(barText().contains(QLatin1String("since")), qPrintable(barText()));
    }

    void aNewSiteLeavesWhatIsPending()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        action("addSite")->trigger();
        QTRY_VERIFY(dialog("siteDialog"));
        QDialog *added = dialog("siteDialog");
        added->findChild<QLineEdit *>(QStringLiteral("siteName"))->setText(QStringLiteral("second"));
        added->findChild<QLineEdit *>(QStringLiteral("siteDatabaseName"))->setText(QStringLiteral("moodle"));
        added->findChild<QComboBox *>(QStringLiteral("siteDatabaseServer"))->setCurrentIndex(0);
        QTest::mouseClick(added->findChild<QPushButton *>(QStringLiteral("siteSave")), Qt::LeftButton);
        settle();
        QTRY_COMPARE(part<QComboBox>("settingsSite")->count(), 2);
        QCOMPARE(part<QComboBox>("settingsSite")->currentText(), QStringLiteral("moodle"));
        QCOMPARE(pending(keep), QStringLiteral("5"));
    }

    void whatWasUnlockedCanBeLockedOnEverySite()
    {
        Site second = m_workspace->siteStore.sites()->constFirst();
        second.name = QStringLiteral("second"); // which was never read
        QVERIFY(m_workspace->siteStore.replaceSite({}, second));
        open();
        QVERIFY(action("unlockSettings")->isEnabled());
        action("unlockSettings")->trigger();
        m_page->showObject(QStringLiteral("second/"));
        QCOMPARE(part<QComboBox>("settingsSite")->currentText(), QStringLiteral("second"));
        QVERIFY(action("unlockSettings")->isEnabled());
        action("unlockSettings")->trigger();
        QVERIFY(!part<QWidget>("editBar")->isVisible());
        QVERIFY(!action("unlockSettings")->isEnabled());
    }

    void aConflictStaysUntilItIsDecided_data()
    {
        QTest::addColumn<QString>("decision");
        QTest::addColumn<QString>("written");
        QTest::newRow("kept") << QStringLiteral("keepMine") << QStringLiteral("5");
        QTest::newRow("taken back") << QStringLiteral("takeBack") << QStringLiteral("100");
    }
    void aConflictStaysUntilItIsDecided()
    {
        QFETCH(QString, decision);
        QFETCH(QString, written);
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        m_workspace->moodles.change(QStringLiteral("moodle"),
                                    [](FakeMoodle &moodle) { moodle.config.insert(keep, QStringLiteral("100")); });
        m_page->refresh();
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("100"));
        QCOMPARE(pending(keep), QStringLiteral("5"));
        QVERIFY2(barText().contains(QLatin1String("somebody has changed the value since")), qPrintable(barText()));
        choose(keep);
        QVERIFY2(advice().contains(QLatin1String("the value was 2; it is 100 by now")), qPrintable(advice()));
        QCOMPARE(act(), wordsOf("keepMine"));
        QCOMPARE(act("step0Other"), wordsOf("takeBack"));
        action(decision.toLatin1().constData())->trigger();
        QVERIFY2(!barText().contains(QLatin1String("since")), qPrintable(barText()));
        QVERIFY(!m_said.isEmpty());
        if (decision == QLatin1String("keepMine"))
            reviewAndWrite();
        else
            QVERIFY(m_page->unwrittenEdits().isEmpty());
        QTRY_COMPARE(live(keep), written);
    }

    void theLiveValueOpensTheEditorOfWhatIsToBe()
    {
        open();
        QTRY_VERIFY(table()->isVisible());
        const auto doubleClick = [this] {
            const QModelIndex index = cell(keep, SettingsModel::LiveColumn);
            table()->scrollTo(index);
            const QPoint at = table()->visualRect(index).center();
            QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, at);
            QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, at);
            QTest::mouseRelease(table()->viewport(), Qt::LeftButton, {}, at);
        };
        doubleClick();
        QVERIFY(!openEditor());
        QVERIFY(!m_said.isEmpty() && m_said.constLast().startsWith(QLatin1String("Unlock editing first")));
        unlock();
        doubleClick();
        QTRY_VERIFY(openEditor());
        QCOMPARE(table()->currentIndex(), cell(keep, SettingsModel::PendingColumn));
        QCOMPARE(pending(keep), QString());
    }

    void aValueThatWasNeverReadSaysWhyItCannotBeChanged()
    {
        Site second = m_workspace->siteStore.sites()->constFirst();
        second.name = QStringLiteral("second");
        QVERIFY(m_workspace->siteStore.replaceSite({}, second));
        open();
        m_page->showObject(QStringLiteral("second/"));
        QCOMPARE(part<QComboBox>("settingsSite")->currentText(), QStringLiteral("second"));
        QTRY_VERIFY(table()->isVisible());
        table()->setCurrentIndex(cell(keep, SettingsModel::LiveColumn));
        action("changeSetting")->trigger();
        QVERIFY(!openEditor());
        QVERIFY(!m_said.isEmpty() && m_said.constLast().startsWith(QLatin1String("Read the settings first")));
    }

    void aKeyOpensTheEditor_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("F2") << int(Qt::Key_F2);
        QTest::newRow("Enter") << int(Qt::Key_Return);
    }
    void aKeyOpensTheEditor()
    {
        QFETCH(int, key);
        open();
        unlock();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get(), 60000));
        table()->setCurrentIndex(cell(hour, SettingsModel::LiveColumn));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key(key));
        QTRY_VERIFY(qobject_cast<QSpinBox *>(openEditor()));
        QCOMPARE(table()->currentIndex(), cell(hour, SettingsModel::PendingColumn));
    }

    void stepsOfTheHourDecideNothingBeforeEnter()
    {
        open();
        unlock();
        auto *spin = edit<QSpinBox>(hour);
        QVERIFY(spin);
        for (int step = 0; step < 3; ++step)
            QTest::keyClick(spin, Qt::Key_Up);
        QCOMPARE(spin->value(), 6);
        QCOMPARE(pending(hour), QString());
        closeEditor(spin);
        QTRY_COMPARE(pending(hour), QStringLiteral("06:00"));
    }

    void whatCanBeEditedLooksSo()
    {
        open();
        QTRY_VERIFY(table()->isVisible());
        const auto look = [this] {
            const QModelIndex index = cell(hour, SettingsModel::PendingColumn);
            table()->scrollTo(index);
            return table()->viewport()->grab(table()->visualRect(index)).toImage();
        };
        const auto tip = [this] { return cell(hour, SettingsModel::PendingColumn).data(Qt::ToolTipRole).toString(); };
        const QImage locked = look();
        QVERIFY2(tip().startsWith(QLatin1String("Unlock")), qPrintable(tip()));
        unlock();
        QVERIFY(look() != locked);
        QVERIFY2(tip().contains(QLatin1String("F2")), qPrintable(tip()));
    }

    void thePanelBeginsWithWhatToDo()
    {
        open();
        choose(hour);
        QVERIFY2(advice().contains(QLatin1String("as agreed")), qPrintable(advice()));
        QVERIFY(!part<QPushButton>("step0Act")->isVisible());
        choose(keep);
        QVERIFY2(advice().contains(QLatin1String("not as agreed, which is 1")), qPrintable(advice()));
        QCOMPARE(act(), wordsOf("unlockSettings"));
        part<QPushButton>("step0Act")->click();
        QCOMPARE(act(), wordsOf("useAgreed"));
        part<QPushButton>("step0Act")->click();
        QCOMPARE(pending(keep), QStringLiteral("1"));
        QCOMPARE(act(), wordsOf("reviewSettings"));
        QCOMPARE(act("step0Other"), wordsOf("takeBack"));
        part<QPushButton>("step0Other")->click();
        QCOMPARE(pending(keep), QString());
        QVERIFY(!part<QPushButton>("step0Other")->isVisible());
        choose(QStringLiteral("backup_sche_sitefiles"));
        QVERIFY2(advice().contains(QLatin1String("Nothing is agreed")), qPrintable(advice()));
    }

    void thePanelTellsMeaningAgreementAndHistory()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        reviewAndWrite();
        QTRY_COMPARE(live(keep), QStringLiteral("5"));
        choose(keep);
        const auto facts = [this] { return part<FactsView>("settingDetail")->toPlainText(); };
        QTRY_VERIFY2(facts().contains(QStringLiteral("2 → 5, written")), qPrintable(facts()));
        QVERIFY(facts().contains(findBackupOption(keep)->notes));
        const qsizetype agreed = facts().indexOf(QLatin1String("Agreed"));
        QVERIFY(agreed > facts().indexOf(QLatin1String("In Moodle")));
        QVERIFY(agreed < facts().indexOf(QLatin1String("Changes through this workspace")));
        choose(hour);
        QVERIFY2(facts().contains(QLatin1String("None.")), qPrintable(facts()));
    }

    void aNarrowPageHasThePanelBelow()
    {
        open();
        const int character = m_page->fontMetrics().averageCharWidth();
        auto *splitter = part<QSplitter>("settingsSplitter");
        m_page->resize(character * 200, 700);
        QTRY_COMPARE(splitter->orientation(), Qt::Horizontal);
        m_page->resize(character * 120, 700);
        QTRY_COMPARE(splitter->orientation(), Qt::Vertical);
        splitter->setSizes({100, 500});
        emit splitter->splitterMoved(100, 1);
        QVERIFY(splitter->sizes().first() < splitter->sizes().last());
        m_page->resize(character * 200, 700);
        QTRY_COMPARE(splitter->orientation(), Qt::Horizontal);
        QVERIFY(splitter->sizes().first() > splitter->sizes().last()); // each way has its own sizes
        m_page->resize(character * 120, 700);
        QTRY_COMPARE(splitter->orientation(), Qt::Vertical);
        QVERIFY(splitter->sizes().first() < splitter->sizes().last());
    }

    void theWindowsRefreshReads()
    {
        open();
        QVERIFY(m_page->canRefresh());
        QCOMPARE(m_page->refreshWords(), QStringLiteral("Read the backup settings of moodle anew"));
        m_page->refresh();
        QVERIFY(!m_page->canRefresh()); // no second time meanwhile
        settle();
        QCOMPARE(m_workspace->moodles.opened(), 1);
        QTRY_VERIFY(m_page->canRefresh());
    }

    /// One that does not answer keeps nobody from the next.
    void theOverviewsRefreshReadsAllSites()
    {
        Site second = m_workspace->siteStore.sites()->constFirst();
        second.name = QStringLiteral("a second"); // of which no Moodle is there
        QVERIFY(m_workspace->siteStore.replaceSite({}, second));
        open();
        m_workspace->moodles.change(QStringLiteral("moodle"),
                                    [](FakeMoodle &moodle) { moodle.config.insert(keep, QStringLiteral("5")); });
        m_page->refreshAll();
        settle();
        QCOMPARE(m_workspace->moodles.opened(), 2);
        QTRY_VERIFY2(bannerText().contains(QLatin1String("a second does not answer")), qPrintable(bannerText()));
        m_page->showObject(QStringLiteral("moodle/"));
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("5"));
    }

    void menusAreShort()
    {
        open();
        const QList<QAction *> tools = part<QToolBar>("pageActions")->actions();
        QVERIFY(tools.size() <= 5);
        QVERIFY(!tools.contains(action("readSettings"))); // which is the window's
        const QList<QAction *> acts = table()->actions();
        QVERIFY(acts.size() <= 6); // beside Copy and Columns
        for (const QAction *each : acts)
            QVERIFY2(each->text().contains(u'&'), qPrintable(each->text()));
    }
};

NIGHTKEEP_TEST(TstSettingsEditing, widget, Window, 300)
#include "tst_settingsediting.moc"
