// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/settings/settingsstage.h"
#include "tests/support/testmain.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <QUndoStack>

using namespace Nightkeep;

/// The page as a person uses it: read, unlock, edit, review, write, meet a conflict, undo.
class TstSettingsPage : public QObject, private SettingsStage
{
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void answersFirst()
    {
        open();
        QVERIFY2(answer().startsWith(QLatin1String("Next run: tonight, Sunday ")), qPrintable(answer()));
        QVERIFY2(answer().contains(QLatin1String("; 1 option")), qPrintable(answer()));
        QVERIFY2(answer().endsWith(QLatin1String(" not as agreed. Read 40 minutes ago.")), qPrintable(answer()));
        QCOMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("2"));
        QCOMPARE(m_workspace->moodles.opened(), 0); // showing the page asks nobody
        m_workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.config.insert(QStringLiteral("backup_sche_active"), QStringLiteral("0"));
        });
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        action("readSettings")->trigger();
        settle();
        QTRY_VERIFY(answer().startsWith(QLatin1String("No run: the schedule is off;")));
        QCOMPARE(changed.count(), 1);
    }

    void aFilterOutlivesAReading()
    {
        open();
        part<QLineEdit>("settingsFilter")->setText(QStringLiteral("Keep"));
        QCOMPARE(table()->model()->rowCount(), 1); // the chosen row is not among them
        m_page->reload();
        settle();
        QCOMPARE(part<QLineEdit>("settingsFilter")->text(), QStringLiteral("Keep"));
        QCOMPARE(table()->selectionModel()->selectedRows().size(), 1);
    }

    void staysLockedUntilUnlocked()
    {
        open();
        QVERIFY(!action("reviewSettings")->isEnabled());
        QTRY_VERIFY(table()->isVisible());
        QVERIFY(!opensEditor(keep));
        unlock();
        QVERIFY(edit<QWidget>(keep));
    }

    void editorsFitTheOption()
    {
        open();
        unlock();
        auto *combo = edit<QComboBox>(QStringLiteral("backup_sche_users"));
        QVERIFY(combo);
        QCOMPARE(combo->currentText(), QStringLiteral("course"));
        closeEditor(combo);
        auto *spin = edit<QSpinBox>(hour);
        QVERIFY(spin);
        QCOMPARE(spin->text(), QStringLiteral("03:00"));
        spin->stepUp();
        closeEditor(spin);
        QTRY_COMPARE(cell(hour, SettingsModel::PendingColumn).data().toString(), QStringLiteral("04:00"));
        auto *days = edit<QWidget>(QStringLiteral("backup_sche_weekdays"));
        QVERIFY(days);
        QVERIFY(days->findChild<QToolButton *>(QStringLiteral("weekday0"))->isChecked());
        days->findChild<QToolButton *>(QStringLiteral("weekday2"))->setChecked(true);
        closeEditor(days);
        QTRY_COMPARE(cell(QStringLiteral("backup_sche_weekdays"), SettingsModel::PendingColumn).data().toString(),
                     QStringLiteral("Sunday and Tuesday"));
        auto *line = edit<QLineEdit>(QStringLiteral("backup_sche_destination"));
        QVERIFY(line);
        line->setText(QStringLiteral("not/absolute"));
        closeEditor(line);
        QTRY_VERIFY(bannerText().contains(QLatin1String("makes no sense")));
        QCOMPARE(cell(QStringLiteral("backup_sche_destination"), SettingsModel::PendingColumn).data().toString(),
                 QString());
    }

    void editReviewApply()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QStringLiteral("5"));
        m_page->undoStack()->undo();
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QString());
        QVERIFY(!action("reviewSettings")->isEnabled());
        m_page->undoStack()->redo();

        action("reviewSettings")->trigger();
        settle();
        QTRY_VERIFY(dialog("reviewDialog"));
        QDialog *review = dialog("reviewDialog");
        auto *rows = review->findChild<QTableWidget *>(QStringLiteral("reviewTable"));
        QCOMPARE(rows->rowCount(), 1);
        QStringList shown;
        for (int column = 0; column < rows->columnCount(); ++column)
            shown += rows->item(0, column)->text();
        QCOMPARE(shown, (QStringList {QStringLiteral("Keep"), QStringLiteral("2"), QStringLiteral("5")}));
        QVERIFY(review->findChild<QPlainTextEdit *>(QStringLiteral("reviewSql"))
                    ->toPlainText()
                    .contains(QLatin1String("UPDATE mdl_backup_config SET value='5'")));
        QCOMPARE(live(keep), QStringLiteral("2")); // nothing yet
        QTest::mouseClick(review->findChild<QPushButton *>(QStringLiteral("reviewAccept")), Qt::LeftButton);
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("5"));
        QCOMPARE(live(keep), QStringLiteral("5"));
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QString());
        QVERIFY(!m_page->undoStack()->canUndo());
        QCOMPARE(bannerText(), QString());
    }

    void reviewCanBeLeft()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        action("reviewSettings")->trigger();
        settle();
        QTRY_VERIFY(dialog("reviewDialog"));
        QTest::keyClick(dialog("reviewDialog"), Qt::Key_Escape);
        settle();
        QCOMPARE(live(keep), QStringLiteral("2"));
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QStringLiteral("5"));
        QVERIFY(m_workspace->auditLog.entries(QStringLiteral("settings.set"))->isEmpty());
    }

    void conflictShowsThreeValues()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        m_workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.meanwhile = [](FakeMoodle &changed) { changed.config.insert(keep, QStringLiteral("100")); };
        });
        reviewAndWrite();
        QTRY_VERIFY(dialog("conflictDialog"));
        QDialog *conflict = dialog("conflictDialog");
        auto *rows = conflict->findChild<QTableWidget *>(QStringLiteral("conflictTable"));
        QStringList shown;
        for (int column = 0; column < rows->columnCount(); ++column)
            shown += rows->item(0, column)->text();
        QCOMPARE(
            shown,
            (QStringList {QStringLiteral("Keep"), QStringLiteral("2"), QStringLiteral("5"), QStringLiteral("100")}));
        QVERIFY(bannerText().contains(QLatin1String("Somebody else")));
        QCOMPARE(live(keep), QStringLiteral("100"));
        QTest::mouseClick(conflict->findChild<QPushButton *>(QStringLiteral("conflictAccept")), Qt::LeftButton);
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("100"));
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QStringLiteral("5"));
        QCOMPARE(bannerText(), QString());
    }

    void historyUndoes()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        reviewAndWrite();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("5"));
        QCOMPARE(live(keep), QStringLiteral("5"));
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
        QCOMPARE(live(keep), QStringLiteral("2"));
    }

    void historyUndoesNothingWhileLocked()
    {
        open();
        action("settingsHistory")->trigger();
        settle();
        QTRY_VERIFY(dialog("historyDialog"));
        QVERIFY(!dialog("historyDialog")->findChild<QPushButton *>(QStringLiteral("historyUndo"))->isEnabled());
    }

    void troubleComesInTheBanner()
    {
        open();
        m_workspace->moodles.change(QStringLiteral("moodle"), [](FakeMoodle &moodle) {
            moodle.failure = Error {ErrorKind::MissingDriver, QStringLiteral("This machine has no driver."),
                                    QStringLiteral("Install the package.")};
        });
        action("readSettings")->trigger();
        settle();
        QTRY_COMPARE(bannerText(), QStringLiteral("This machine has no driver."));
        QVERIFY(answer().contains(QLatin1String("40 minutes ago"))); // the old answer, with its age
    }

    void teamsChoiceIsSetAndUndone()
    {
        open();
        auto *spin = edit<QSpinBox>(hour, SettingsModel::AgreedColumn);
        QVERIFY(spin);
        spin->setValue(5);
        closeEditor(spin);
        QTRY_COMPARE(cell(hour, SettingsModel::AgreedColumn).data().toString(), QStringLiteral("05:00"));
        settle();
        QVERIFY(answer().contains(QLatin1String("; 2 options are not as agreed.")));
        m_page->undoStack()->undo();
        QTRY_COMPARE(cell(hour, SettingsModel::AgreedColumn).data().toString(), QStringLiteral("03:00"));
        settle();
        m_page->showObject(QStringLiteral("moodle/") + keep);
        QCOMPARE(table()->currentIndex().data(KeyRole).toString(), keep);
        agree();
        QTRY_VERIFY(answer().contains(QLatin1String("; all 14 options")));
        action("forgetAgreed")->trigger();
        settle();
        QTRY_VERIFY(answer().contains(QLatin1String("; all 13 options")));
    }

    void siteIsEditedInPlainWords()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        action("editSite")->trigger();
        QTRY_VERIFY(dialog("siteDialog"));
        QDialog *site = dialog("siteDialog");
        auto *prefix = site->findChild<QLineEdit *>(QStringLiteral("siteTablePrefix"));
        QCOMPARE(prefix->text(), QStringLiteral("mdl_"));
        prefix->setText(QStringLiteral("mdl-"));
        QTest::mouseClick(site->findChild<QPushButton *>(QStringLiteral("siteSave")), Qt::LeftButton);
        QVERIFY(site->isVisible());
        QVERIFY(site->findChild<QLabel *>(QStringLiteral("siteProblem"))->text().contains(QLatin1String("mdl-")));
        prefix->setText(QStringLiteral("m19_"));
        site->findChild<QLineEdit *>(QStringLiteral("siteName"))->setText(QStringLiteral("renamed"));
        QTest::mouseClick(site->findChild<QPushButton *>(QStringLiteral("siteSave")), Qt::LeftButton);
        settle();
        QTRY_COMPARE(m_workspace->siteStore.sites()->first().tablePrefix, QStringLiteral("m19_"));
        QCOMPARE(m_workspace->siteStore.sites()->first().dataFolder, QByteArray("/data/moodle"));
        QTRY_COMPARE(m_page->unwrittenEdits(), QStringList {QStringLiteral("Keep of renamed: 5 instead of 2")});
    }

    void whatGoesWithASiteIsToldBeforeItIsRemoved()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        const auto remove = [this] {
            action("editSite")->trigger();
            QTRY_VERIFY(dialog("siteDialog"));
            dialog("siteDialog")->findChild<QPushButton *>(QStringLiteral("siteRemove"))->click();
            settle();
        };
        remove();
        QTRY_COMPARE(m_dialogs.questions.size(), 1);
        const QString goes = m_dialogs.questions.constLast().details;
        QVERIFY2(goes.contains(QLatin1String("What was agreed for")), qPrintable(goes));
        QVERIFY2(goes.contains(QLatin1String("stay in the list")), qPrintable(goes));
        QVERIFY2(goes.contains(QLatin1String("Not written yet: Keep of moodle: 5")), qPrintable(goes));
        QCOMPARE(m_workspace->siteStore.sites()->size(), 1);
        m_dialogs.answer = true;
        QTRY_VERIFY(!dialog("siteDialog"));
        remove();
        QTRY_VERIFY(m_workspace->siteStore.sites()->isEmpty());
        QCOMPARE(m_dialogs.questions.size(), 2);
    }

    void passwordGoesToTheKeychain()
    {
        open();
        m_dialogs.textToGive.reset();
        action("databasePassword")->trigger();
        settle();
        QVERIFY(m_workspace->passwords.isEmpty()); // cancelled
        QVERIFY2(m_dialogs.labels.last().contains(QStringLiteral("sent to moodle-db.example.org /")),
                 qPrintable(m_dialogs.labels.last()));
        m_dialogs.textToGive = QStringLiteral("secret");
        action("databasePassword")->trigger();
        settle();
        QCOMPARE(m_workspace->passwords.value(QStringLiteral("moodle")), QStringLiteral("secret"));
        QVERIFY(m_dialogs.labels.last().contains(QStringLiteral("sent to ") + m_workspace->passwordGoesTo));
        QVERIFY(m_workspace->passwordGoesTo.startsWith(QStringLiteral("moodle-db.example.org /")));
        QVERIFY(m_dialogs.labels.constLast().contains(QLatin1String("keychain")));
    }

    void emptyWorkspaceOffersTheFirstStep()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        open();
        QCOMPARE(answer(), QStringLiteral("No Moodle site is in this workspace yet."));
        QVERIFY(action("addSite")->isEnabled());
        QVERIFY(!action("readSettings")->isEnabled());
        QVERIFY(!m_page->canRefresh());
        QCOMPARE(m_page->refreshWords(), QStringLiteral("There is no Moodle site to read"));
        action("addSite")->trigger();
        QTRY_VERIFY(dialog("siteDialog"));
    }

    void aReadOnlyWorkspaceIsReadAndNotWritten()
    {
        m_workspace->makeReadOnly();
        open();
        for (const char *name :
             {"unlockSettings", "bringInLine", "editSite", "addSite", "agreeOnSetting", "forgetAgreed"}) {
            QVERIFY2(!action(name)->isEnabled(), name);
            QVERIFY2(action(name)->toolTip().contains(QLatin1String("read-only")), name);
        }
        QVERIFY(!action("reviewSettings")->isEnabled());
        QTRY_VERIFY(table()->isVisible());
        QVERIFY(!opensEditor(hour, SettingsModel::AgreedColumn));
        m_workspace->moodles.change(QStringLiteral("moodle"),
                                    [](FakeMoodle &moodle) { moodle.config.insert(keep, QStringLiteral("5")); });
        action("readSettings")->trigger();
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("5"));
        QVERIFY2(bannerText().contains(QLatin1String("not kept")), qPrintable(bannerText()));
        QVERIFY(!part<QWidget>("errorCopy")->isVisible()); // it is no fault
        m_page->reload();
        settle();
        QCOMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("5"));
        QVERIFY2(!answer().contains(QLatin1String("40 minutes")), qPrintable(answer()));
    }

    void noKeyBeginsAnEdit_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("a digit that Keep knows") << int(Qt::Key_5);
        QTest::newRow("another digit") << int(Qt::Key_1);
        QTest::newRow("a letter") << int(Qt::Key_A);
        QTest::newRow("space") << int(Qt::Key_Space);
        QTest::newRow("delete") << int(Qt::Key_Delete);
        QTest::newRow("backspace") << int(Qt::Key_Backspace);
    }
    void noKeyBeginsAnEdit()
    {
        QFETCH(int, key);
        open();
        unlock();
        for (const SettingsModel::Column column : {SettingsModel::PendingColumn, SettingsModel::AgreedColumn}) {
            table()->setCurrentIndex(cell(keep, column));
            QTest::keyClick(table(), Qt::Key(key));
            QVERIFY(!openEditor());
        }
        settle();
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QString());
        QCOMPARE(cell(keep, SettingsModel::AgreedColumn).data().toString(), QStringLiteral("1"));
    }

    void keysInTheEditorDecideNothingBeforeEnter_data()
    {
        QTest::addColumn<int>("key"); // within the editor
        QTest::addColumn<int>("end"); // leaves it
        QTest::addColumn<QString>("pending");
        QTest::newRow("typed, left") << int(Qt::Key_5) << int(Qt::Key_Escape) << QString();
        QTest::newRow("typed, entered") << int(Qt::Key_5) << int(Qt::Key_Return) << QStringLiteral("5");
        QTest::newRow("moved, left") << int(Qt::Key_Down) << int(Qt::Key_Escape) << QString();
        QTest::newRow("moved, entered") << int(Qt::Key_Down) << int(Qt::Key_Return) << QStringLiteral("5");
        QTest::newRow("a number that is not offered") << int(Qt::Key_7) << int(Qt::Key_Return) << QStringLiteral("7");
    }
    void keysInTheEditorDecideNothingBeforeEnter()
    {
        QFETCH(int, key);
        QFETCH(int, end);
        QFETCH(QString, pending);
        open();
        unlock();
        auto *combo = edit<QComboBox>(keep);
        QVERIFY(combo);
        QTest::keyClick(combo, Qt::Key(key));
        QVERIFY(openEditor() == combo); // it stays
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QString());
        QTest::keyClick(combo, Qt::Key(end));
        QTRY_VERIFY(!openEditor());
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), pending);
    }

    void anotherSiteAsksAboutPendingChanges()
    {
        Site second = m_workspace->siteStore.sites()->constFirst();
        second.name = QStringLiteral("second");
        QVERIFY(m_workspace->siteStore.replaceSite({}, second));
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        m_page->showObject(QStringLiteral("second/"));
        QCOMPARE(m_dialogs.questions.size(), 1);
        QCOMPARE(m_dialogs.questions.first().details, QStringLiteral("Keep of moodle: 5 instead of 2"));
        QCOMPARE(m_dialogs.questions.first().reject, QStringLiteral("Keep editing"));
        QVERIFY(m_dialogs.questions.first().dangerous);
        QCOMPARE(part<QComboBox>("settingsSite")->currentText(), QStringLiteral("moodle"));
        QCOMPARE(cell(keep, SettingsModel::PendingColumn).data().toString(), QStringLiteral("5"));
        m_dialogs.answer = true;
        m_page->showObject(QStringLiteral("second/"));
        QCOMPARE(part<QComboBox>("settingsSite")->currentText(), QStringLiteral("second"));
        QVERIFY(m_page->unwrittenEdits().isEmpty());
        m_page->showObject(QStringLiteral("moodle/")); // nothing is pending: nobody is asked
        QCOMPARE(m_dialogs.questions.size(), 2);
    }

    void everyActSaysWhatCameOfIt()
    {
        open();
        const auto ends = [this](const char *begin) {
            return !m_said.isEmpty() && m_said.constLast().startsWith(QLatin1String(begin));
        };
        action("readSettings")->trigger();
        settle();
        QTRY_VERIFY(ends("The settings of moodle were read."));
        m_page->showObject(QStringLiteral("moodle/") + keep);
        agree();
        QTRY_VERIFY(ends("Agreed: Keep is 2."));
        action("forgetAgreed")->trigger();
        settle();
        QTRY_VERIFY(ends("Nothing is agreed about Keep any more."));
        unlock();
        pendKeep(QStringLiteral("5"));
        action("discardSettings")->trigger();
        QVERIFY2(ends("1 pending change"), qPrintable(m_said.join(u'\n')));
        pendKeep(QStringLiteral("5"));
        reviewAndWrite();
        QTRY_VERIFY(ends("Applied. Changed: Keep."));
        m_dialogs.textToGive = QStringLiteral("secret");
        action("databasePassword")->trigger();
        settle();
        QTRY_VERIFY(ends("The database password of moodle is in the keychain."));
        m_dialogs.textToGive = QString();
        action("databasePassword")->trigger();
        settle();
        QTRY_VERIFY(ends("The database password of moodle is forgotten."));
    }

    void everyInteractiveWidgetHasAName()
    {
        open();
        for (const QAction *each : m_page->findChildren<QAction *>())
            if (!each->isSeparator() && each->parent() == m_page.get())
                QVERIFY2(!each->objectName().isEmpty(), qPrintable(each->text()));
        for (const QWidget *each : m_page->findChildren<QComboBox *>())
            QVERIFY(!each->objectName().isEmpty());
    }
};

NIGHTKEEP_TEST(TstSettingsPage, widget, Window, 300)
#include "tst_settingspage.moc"
