// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsview.h"
#include "tests/settings/settingsstage.h"
#include "tests/support/agreed.h"
#include "tests/support/testmain.h"
#include "widgets/common/datatable.h"
#include "widgets/common/factsview.h"
#include "widgets/settings/copiestogodialog.h"
#include "widgets/settings/reviewdialog.h"
#include "widgets/settings/settingpanel.h"

#include <QDateEdit>
#include <QLineEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QUndoStack>

#include <algorithm>
#include <functional>

using namespace Nightkeep;

/// What the page tells beside its table: what runs, what keeps it from writing, what changes mean; and its dialogs.
class TstSettingsDialogs : public QObject, private SettingsStage
{
    Q_OBJECT

private:
    const QString moodle = QStringLiteral("moodle");

    Site site() { return m_workspace->siteStore.sites()->constFirst(); }
    QString pending(const QString &name) { return cell(name, SettingsModel::PendingColumn).data().toString(); }
    QString labelText(const QWidget *parent, const char *name)
    {
        const auto *label = parent->findChild<QLabel *>(QString::fromLatin1(name));
        return label && label->isVisible() ? label->text() : QString();
    }
    void change(const std::function<void(FakeMoodle &)> &change)
    {
        m_workspace->moodles.change(moodle, change);
        action("readSettings")->trigger();
        settle();
    }
    static int columnOf(const QAbstractItemModel &model, const QString &title)
    {
        for (int column = 0; column < model.columnCount(); ++column)
            if (model.headerData(column, Qt::Horizontal).toString() == title)
                return column;
        return -1;
    }
    static QString cellOf(const QDialog &dialog, const QString &key, const QString &title)
    {
        const QAbstractItemModel &model = *dialog.findChild<DataTable *>()->view()->model();
        const int column = columnOf(model, title);
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.index(row, column).data(KeyRole).toString() == key)
                return model.index(row, column).data().toString();
        return {};
    }
    PageContext context()
    {
        return {*m_workspace,
                *m_reader,
                *m_jobs,
                m_dialogs,
                *m_settings,
                [](const QString &, const QByteArray &) { return Result<void>(); },
                [this](const QString &sentence) { m_said.append(sentence); }};
    }
    /// And waits until the page shows it.
    void readAgain()
    {
        int readings = 0;
        QObject watch;
        QObject::connect(m_reader.get(), &WorkspaceReader::wasRead, &watch, [&readings] { ++readings; });
        m_page->reload();
        QTRY_VERIFY(readings > 0);
    }
    std::optional<AgreedSetting> agreedAbout(const QString &name)
    {
        const auto agreed = m_workspace->settings().agreed(site(), name);
        return agreed ? *agreed : std::nullopt;
    }
    /// A second site, which keeps five and is otherwise as the first, but for what Moodle notes for itself.
    void addSecondSite()
    {
        const QString running = QStringLiteral("backup_sche_running");
        Site second = site();
        second.name = QStringLiteral("second");
        QVERIFY(m_workspace->siteStore.replaceSite({}, second));
        SettingsSnapshot snapshot;
        snapshot.readAt = m_workspace->time.now().addSecs(-60);
        snapshot.config.values = m_workspace->moodles.moodle(moodle).config;
        snapshot.config.values.insert(keep, QStringLiteral("5"));
        snapshot.config.values.insert(running, QStringLiteral("7"));
        QVERIFY(m_workspace->settingsStore.saveSettings(second.name, snapshot));
        SettingsSnapshot first = **m_workspace->settingsStore.latestSettings(moodle);
        first.config.values.insert(running, QStringLiteral("3"));
        QVERIFY(m_workspace->settingsStore.saveSettings(moodle, first));
    }

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void rowsOfOneKindStandTogether()
    {
        open();
        QList<int> groups;
        const QAbstractItemModel *model = table()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            const QModelIndex index = model->index(row, SettingsModel::OptionColumn);
            const BackupOption *option = findBackupOption(index.data(KeyRole).toString());
            groups << int(option ? option->group : OptionGroup::Internal);
        }
        QVERIFY(groups.size() > 10);
        QVERIFY(std::is_sorted(groups.cbegin(), groups.cend()));
    }

    void aRunningBackupIsTold()
    {
        open();
        QVERIFY(labelText(m_page.get(), "settingsRunning").isEmpty());
        change([this](FakeMoodle &fake) {
            fake.more.isRunning = true;
            fake.more.lastSign = m_workspace->time.now().addSecs(-60);
        });
        QTRY_VERIFY(!labelText(m_page.get(), "settingsRunning").isEmpty());
        QVERIFY(!labelText(m_page.get(), "settingsRunning").contains(QLatin1String("written now")));
        unlock();
        QVERIFY(labelText(m_page.get(), "settingsRunning").contains(QLatin1String("written now")));
        change([](FakeMoodle &fake) { fake.more.isRunning = false; });
        QTRY_VERIFY(labelText(m_page.get(), "settingsRunning").isEmpty());
    }

    void withoutADoorItIsOnlyRead()
    {
        open();
        unlock();
        change([](FakeMoodle &fake) {
            fake.more.door = ConfigDoor::None;
            fake.more.doorProblem = Error {ErrorKind::MissingTool, QStringLiteral("There is no PHP there."),
                                           QStringLiteral("Name it in the site's details.")};
        });
        QTRY_VERIFY(!labelText(m_page.get(), "settingsDoor").isEmpty());
        const QString remark = labelText(m_page.get(), "settingsDoor");
        QVERIFY2(remark.contains(QLatin1String("There is no PHP there. Name it in the site's details.")),
                 qPrintable(remark));
        QVERIFY(!action("unlockSettings")->isChecked()); // it was unlocked before
        QVERIFY(!action("unlockSettings")->isEnabled());
        QVERIFY(action("unlockSettings")->toolTip().contains(QLatin1String("There is no PHP there.")));
        QVERIFY(!action("bringInLine")->isEnabled());
        change([](FakeMoodle &fake) { fake.more = {}; });
        QTRY_VERIFY(labelText(m_page.get(), "settingsDoor").isEmpty());
        QVERIFY(action("unlockSettings")->isEnabled());
        QVERIFY(action("unlockSettings")->toolTip().startsWith(QLatin1String("Allow changes")));
    }

    void aMoodleThatCouldNotBeAskedIsSaid()
    {
        open();
        change([](FakeMoodle &fake) {
            fake.more.doorProblem =
                Error {ErrorKind::TimedOut, QStringLiteral("It gave no answer."), QStringLiteral("Read again.")};
        });
        QTRY_VERIFY(labelText(m_page.get(), "settingsDoor").contains(QLatin1String("It gave no answer. Read again.")));
        QVERIFY(action("unlockSettings")->isEnabled());
    }

    void thePanelTellsBothDefaults()
    {
        open();
        const QString modules = QStringLiteral("backup_sche_modules"); // 0 when new, 1 without a row
        m_page->showObject(QStringLiteral("moodle/") + modules);
        const QString facts = part<FactsView>("settingDetail")->toPlainText();
        QVERIFY2(facts.contains(QLatin1String("A missing row is not the default")), qPrintable(facts));
        QVERIFY2(facts.contains(QLatin1String("0 for off, 1 for on")), qPrintable(facts));
        m_page->showObject(QStringLiteral("moodle/") + keep);
        const QString others = part<FactsView>("settingDetail")->toPlainText();
        QVERIFY2(!others.contains(QLatin1String("A missing row is not the default")), qPrintable(others));
    }

    void thePanelTellsWhatForces()
    {
        open();
        change([](FakeMoodle &fake) { fake.more.forced = QStringList {keep}; });
        m_page->showObject(QStringLiteral("moodle/") + keep);
        QTRY_VERIFY(part<FactsView>("settingDetail")->toPlainText().contains(QLatin1String("config.php forces it")));
        QVERIFY(part<QLabel>("step0")->text().contains(QLatin1String("not as agreed")));
        QVERIFY(!part<QPushButton>("step0Act")->isVisible()); // nothing here could change it
    }

    void theMeaningIsOfWhatIsPendingNow()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("1"));
        pendKeep(QStringLiteral("5"));
        settle();
        const auto view = m_workspace->settings().lastView(site());
        QVERIFY(view);
        const SettingsMeaning meaning =
            meaningOf(readWorkspace(*m_workspace), *view, {{keep, QStringLiteral("2"), QStringLiteral("5")}});
        const QString first = meaning.sentences.isEmpty() ? meaning.unknown.value(0) : meaning.sentences.constFirst();
        QTRY_VERIFY2(labelText(m_page.get(), "editBarMeaning").startsWith(first),
                     qPrintable(labelText(m_page.get(), "editBarMeaning") + u'/' + first));
        QVERIFY(!labelText(m_page.get(), "editBarMeaning").contains(QLatin1String("being reckoned")));
        m_page->undoStack()->undo();
        m_page->undoStack()->undo();
        QCOMPARE(labelText(m_page.get(), "editBarMeaning"), QString());
        settle();
        QCOMPARE(labelText(m_page.get(), "editBarMeaning"), QString()); // what was reckoned came too late
    }

    void theReviewSaysWhatGoes()
    {
        open();
        SettingsPlan plan;
        plan.site = moodle;
        plan.changes = {{keep, QStringLiteral("5"), QStringLiteral("1")}};
        SettingsMeaning meaning;
        meaning.sentences = QStringList {QStringLiteral("Keep 5 to 1 deletes two zips."), QStringLiteral("So it is.")};
        meaning.unknown = QStringList {QStringLiteral("Of one course nothing is known.")};
        meaning.deletions =
            QList<CopyToGo> {{33, QStringLiteral("BIOC1001"), "/data/a.zip", m_workspace->time.now().addDays(-2), 4096},
                             {47, QStringLiteral("HIST2002"), "/data/b.zip", {}, -1}};
        ReviewDialog review(plan, meaning);
        review.show();
        QCOMPARE(labelText(&review, "reviewMeaning"), QStringLiteral("Keep 5 to 1 deletes two zips.\nSo it is."));
        QCOMPARE(labelText(&review, "reviewUnknown"), QStringLiteral("Of one course nothing is known."));
        QSignalSpy wanted(&review, &ReviewDialog::copiesWanted);
        review.findChild<QPushButton *>(QStringLiteral("reviewCopies"))->click();
        QCOMPARE(wanted.count(), 1);

        CopiesToGoDialog copies(context(), moodle, *meaning.deletions, nullptr);
        copies.show();
        const QString answer = labelText(&copies, "copiesToGoAnswer");
        QVERIFY2(answer.contains(QLatin1String("2 copies of moodle")), qPrintable(answer));
        QVERIFY2(answer.contains(QLatin1String("at least 4")), qPrintable(answer)); // of one the size is not known
        QCOMPARE(cellOf(copies, QStringLiteral("47//data/b.zip"), QStringLiteral("Size")), QStringLiteral("unknown"));
        QCOMPARE(cellOf(copies, QStringLiteral("47//data/b.zip"), QStringLiteral("Made")), QStringLiteral("unknown"));

        meaning.deletions = QList<CopyToGo>();
        ReviewDialog harmless(plan, meaning);
        QVERIFY(!harmless.findChild<QPushButton *>(QStringLiteral("reviewCopies")));
    }

    void aReasonStandsInTheHistory()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        action("reviewSettings")->trigger();
        settle();
        QTRY_VERIFY(dialog("reviewDialog"));
        dialog("reviewDialog")
            ->findChild<QLineEdit *>(QStringLiteral("reviewReason"))
            ->setText(QStringLiteral(" more room now "));
        QTest::mouseClick(dialog("reviewDialog")->findChild<QPushButton *>(QStringLiteral("reviewAccept")),
                          Qt::LeftButton);
        settle();
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("5"));
        action("settingsHistory")->trigger();
        settle();
        QTRY_VERIFY(dialog("historyDialog"));
        const auto *rows = dialog("historyDialog")->findChild<QTableWidget *>(QStringLiteral("historyTable"));
        QStringList shown;
        for (int column = 0; column < rows->columnCount(); ++column)
            shown += rows->item(0, column)->text();
        QCOMPARE(shown.constLast(), QStringLiteral("more room now"));
        QVERIFY(dialog("historyDialog")->findChild<QPushButton *>(QStringLiteral("historyUndo"))->isEnabled());
        dialog("historyDialog")->reject();

        change([](FakeMoodle &fake) { fake.config.insert(keep, QStringLiteral("100")); }); // somebody else's
        QTRY_COMPARE(cell(keep, SettingsModel::LiveColumn).data().toString(), QStringLiteral("100"));
        action("settingsHistory")->trigger();
        settle();
        QTRY_VERIFY(dialog("historyDialog"));
        QVERIFY(!dialog("historyDialog")->findChild<QPushButton *>(QStringLiteral("historyUndo"))->isEnabled());
        const QString hint = labelText(dialog("historyDialog"), "historyHint");
        QVERIFY2(hint.contains(QLatin1String("cannot be undone now")), qPrintable(hint));
    }

    void whatIsForcedMeanwhileIsSaid()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        m_workspace->moodles.change(moodle, [](FakeMoodle &fake) {
            fake.meanwhile = [](FakeMoodle &changed) { changed.more.forced = QStringList {keep}; };
        });
        reviewAndWrite();
        QTRY_VERIFY(dialog("outcomeDialog"));
        const auto *rows = dialog("outcomeDialog")->findChild<QTableWidget *>(QStringLiteral("outcomeTable"));
        QCOMPARE(rows->rowCount(), 1);
        QVERIFY(rows->item(0, rows->columnCount() - 1)->text().contains(QLatin1String("config.php")));
        QVERIFY(!labelText(dialog("outcomeDialog"), "outcomeText").isEmpty());
        QVERIFY(bannerText().contains(QLatin1String("Not every option")));
        QCOMPARE(live(keep), QStringLiteral("2"));
    }

    void whatIsNotKnownIsNotCalledUnwritten()
    {
        ConfigOutcome conflict;
        conflict.change = {keep, QStringLiteral("2"), QStringLiteral("5")};
        conflict.kind = ConfigOutcome::Kind::Conflict; // and the row is gone
        ConfigOutcome other;
        other.change = {hour, QStringLiteral("3"), QStringLiteral("4")};
        other.kind = ConfigOutcome::Kind::NotTried;
        SettingsApplied applied;
        applied.outcomes = {conflict, other};
        QVERIFY(isConflictAlone(applied));
        for (const auto kind : {ConfigOutcome::Kind::Written, ConfigOutcome::Kind::TakenBack,
                                ConfigOutcome::Kind::Unknown, ConfigOutcome::Kind::Forced}) {
            applied.outcomes[1].kind = kind;
            QVERIFY(!isConflictAlone(applied));
        }
        applied.outcomes[1].kind = ConfigOutcome::Kind::Unknown;
        applied.workspaceProblem = Error {ErrorKind::Failed, QStringLiteral("The disk is full."), {}};
        OutcomeDialog outcome(applied);
        outcome.show();
        const auto *rows = outcome.findChild<QTableWidget *>(QStringLiteral("outcomeTable"));
        QCOMPARE(rows->item(0, 2)->text(), QStringLiteral("no row"));
        QCOMPARE(rows->item(1, 2)->text(), QStringLiteral("not known"));
        QVERIFY(labelText(&outcome, "outcomeText").contains(QLatin1String("The disk is full.")));
    }

    void aReviewIsOfTheSiteThatIsShown()
    {
        addSecondSite();
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        m_dialogs.answer = true; // what is pending may go
        action("reviewSettings")->trigger();
        m_page->showObject(QStringLiteral("second/"));
        settle();
        QTRY_VERIFY2(m_said.join(u'\n').contains(QLatin1String("another site is shown")),
                     qPrintable(m_said.join(u'\n')));
        QVERIFY(!dialog("reviewDialog"));
    }

    /// The same statements would go to another database.
    void nothingIsWrittenOnceTheSiteIsAnother()
    {
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        action("reviewSettings")->trigger();
        settle();
        QTRY_VERIFY(dialog("reviewDialog"));
        Site changed = site();
        changed.databaseName = QStringLiteral("another");
        QVERIFY(m_workspace->siteStore.replaceSite(site(), changed));
        readAgain();
        QTest::mouseClick(dialog("reviewDialog")->findChild<QPushButton *>(QStringLiteral("reviewAccept")),
                          Qt::LeftButton);
        settle();
        QTRY_VERIFY2(bannerText().contains(QLatin1String("have been changed since")), qPrintable(bannerText()));
        QCOMPARE(live(keep), QStringLiteral("2"));
        QCOMPARE(pending(keep), QStringLiteral("5"));
    }

    void editsThatGoWithASiteAreTold()
    {
        addSecondSite();
        open();
        unlock();
        pendKeep(QStringLiteral("5"));
        Site renamed = site();
        renamed.name = QStringLiteral("renamed");
        QVERIFY(m_workspace->siteStore.replaceSite(site(), renamed)); // by a colleague
        readAgain();
        QVERIFY2(bannerText().contains(QLatin1String("removed or renamed the site")), qPrintable(bannerText()));
        QVERIFY(m_page->unwrittenEdits().isEmpty());
    }

    void whatIsInForceOfARowThatIsThereTwiceIsNotKnown()
    {
        open();
        change([](FakeMoodle &fake) { fake.more.duplicates = QStringList {keep}; });
        m_page->showObject(QStringLiteral("moodle/") + keep);
        QTRY_VERIFY(part<FactsView>("settingDetail")->toPlainText().contains(QLatin1String("it has several rows")));
    }

    void whatALaterMoodleRunsWithIsKnownFromItselfAlone()
    {
        SettingsView view;
        QVERIFY(isInForceKnown(view)); // 1.9 runs with its table
        view.config.edition = MoodleEdition::Later;
        view.config.door = ConfigDoor::Cli;
        QVERIFY(isInForceKnown(view));
        view.config.doorProblem = Error {ErrorKind::TimedOut, QStringLiteral("It gave no answer."), {}};
        QVERIFY(!isInForceKnown(view));
        view.config.doorProblem.reset();
        view.config.door = ConfigDoor::None;
        QVERIFY(!isInForceKnown(view));
    }

    void runsThatAreNotKnownAreNotCalledUnmoved()
    {
        open();
        unlock();
        auto *spin = edit<QSpinBox>(hour);
        QVERIFY(spin);
        spin->setValue(5);
        closeEditor(spin);
        QTRY_COMPARE(pending(hour), QStringLiteral("05:00"));
        change([](FakeMoodle &fake) {
            fake.config.insert(QStringLiteral("backup_sche_weekdays"), QStringLiteral("often"));
        });
        QTRY_COMPARE(cell(QStringLiteral("backup_sche_weekdays"), SettingsModel::LiveColumn).data().toString(),
                     QStringLiteral("\"often\""));
        action("nextRuns")->trigger();
        QTRY_VERIFY(dialog("nextRunsDialog"));
        const QString answer = labelText(dialog("nextRunsDialog"), "nextRunsPendingAnswer");
        QVERIFY2(answer.contains(QLatin1String("move is not known")), qPrintable(answer));
    }

    void theNextRunsAreListed()
    {
        open();
        action("nextRuns")->trigger();
        QTRY_VERIFY(dialog("nextRunsDialog"));
        QDialog *runs = dialog("nextRunsDialog");
        QCOMPARE(runs->findChild<DataTable *>()->view()->model()->rowCount(), 10);
        QVERIFY(labelText(runs, "nextRunsAnswer").startsWith(QLatin1String("Next run: tonight")));
        QVERIFY(labelText(runs, "nextRunsAnswer").contains(QLatin1String("Time zone: ")));
        const QString first = cellOf(*runs, QStringLiteral("1"), QStringLiteral("Moodle begins"));
        QVERIFY(!first.isEmpty());
        runs->reject();
        unlock();
        auto *spin = edit<QSpinBox>(hour);
        QVERIFY(spin);
        spin->setValue(5);
        closeEditor(spin);
        QTRY_COMPARE(pending(hour), QStringLiteral("05:00"));
        action("nextRuns")->trigger();
        QTRY_VERIFY(dialog("nextRunsDialog"));
        runs = dialog("nextRunsDialog");
        QCOMPARE(cellOf(*runs, QStringLiteral("1"), QStringLiteral("Before: as Moodle has it")), first);
        const QString after = cellOf(*runs, QStringLiteral("1"), QStringLiteral("After: with the pending changes"));
        QVERIFY(!after.isEmpty());
        QVERIFY(after != first);
        QVERIFY(labelText(runs, "nextRunsPendingAnswer").contains(QLatin1String("are not written")));
    }

    void whatIsAgreedHasADateAndPeople()
    {
        open();
        m_page->showObject(QStringLiteral("moodle/") + hour);
        const std::optional<AgreedSetting> before = agreedAbout(hour);
        QVERIFY(before && before->by.isEmpty() && !before->on.isValid());
        action("agreeOnSetting")->trigger();
        QTRY_VERIFY(dialog("agreedValueDialog"));
        QDialog *agreed = dialog("agreedValueDialog");
        QVERIFY(!agreed->findChild<QRadioButton *>(QStringLiteral("agreedAdopt"))->isChecked()); // it is agreed already
        const QDate today = m_reader->now().date();
        QCOMPARE(agreed->findChild<QDateEdit *>(QStringLiteral("agreedOn"))->date(), today);
        agreed->findChild<QDateEdit *>(QStringLiteral("agreedOn"))->setDate(today.addDays(-3));
        agreed->findChild<QLineEdit *>(QStringLiteral("agreedBy"))->setText(QStringLiteral("Ann, Bob "));
        auto *value = agreed->findChild<QComboBox *>(QStringLiteral("agreedValue"));
        value->setCurrentIndex(value->findData(QStringLiteral("5")));
        QTest::mouseClick(agreed->findChild<QPushButton *>(QStringLiteral("agreedAccept")), Qt::LeftButton);
        settle();
        QTRY_COMPARE(cell(hour, SettingsModel::AgreedColumn).data().toString(), QStringLiteral("05:00"));
        const AgreedSetting wanted {QStringLiteral("5"), today.addDays(-3), QStringLiteral("Ann, Bob")};
        QVERIFY(agreedAbout(hour) == wanted);
        const auto facts = [this] { return part<FactsView>("settingDetail")->toPlainText(); };
        QTRY_VERIFY2(facts().contains(QLatin1String("Ann, Bob")), qPrintable(facts()));
        m_page->undoStack()->undo();
        settle();
        QTRY_VERIFY(agreedAbout(hour) == before); // exactly
        m_page->undoStack()->redo();
        settle();
        QTRY_VERIFY(agreedAbout(hour) == wanted);

        auto *spin = edit<QSpinBox>(hour, SettingsModel::AgreedColumn); // in the table: today, and who agreed last
        QVERIFY(spin);
        spin->setValue(6);
        closeEditor(spin);
        settle();
        QTRY_VERIFY(agreedAbout(hour) == (AgreedSetting {QStringLiteral("6"), today, QStringLiteral("Ann, Bob")}));
    }

    void anAgreementThatMakesNoSenseIsRefused()
    {
        open();
        m_page->showObject(QStringLiteral("moodle/") + keep);
        action("agreeOnSetting")->trigger();
        QTRY_VERIFY(dialog("agreedValueDialog"));
        QDialog *agreed = dialog("agreedValueDialog");
        QVERIFY(agreed->findChild<QRadioButton *>(QStringLiteral("agreedAdopt"))->isChecked()); // it is not agreed
        agreed->findChild<QComboBox *>(QStringLiteral("agreedValue"))->setEditText(QStringLiteral("some"));
        QVERIFY(agreed->findChild<QRadioButton *>(QStringLiteral("agreedOther"))->isChecked());
        QTest::mouseClick(agreed->findChild<QPushButton *>(QStringLiteral("agreedAccept")), Qt::LeftButton);
        QVERIFY(agreed->isVisible());
        QVERIFY(labelText(agreed, "errorMessage").contains(QLatin1String("makes no sense")));
        QCOMPARE(agreedAbout(keep)->value, QStringLiteral("1"));
    }

    void anAgreementOfSomebodyElseIsNotWrittenOver()
    {
        open();
        m_page->showObject(QStringLiteral("moodle/") + keep);
        action("agreeOnSetting")->trigger();
        QTRY_VERIFY(dialog("agreedValueDialog"));
        QVERIFY(agreeOn(m_workspace->settingsStore, moodle, keep, QStringLiteral("10")));
        QTest::mouseClick(dialog("agreedValueDialog")->findChild<QPushButton *>(QStringLiteral("agreedAccept")),
                          Qt::LeftButton);
        settle();
        QTRY_VERIFY(!bannerText().isEmpty());
        QCOMPARE(agreedAbout(keep)->value, QStringLiteral("10"));
        QTRY_COMPARE(cell(keep, SettingsModel::AgreedColumn).data().toString(), QStringLiteral("10"));
        QVERIFY(!m_page->undoStack()->canUndo());
    }

    void oneSiteIsComparedWithNone()
    {
        open();
        QVERIFY(!action("compareSites")->isEnabled());
        QVERIFY(action("compareSites")->toolTip().contains(QLatin1String("one site")));
    }

    void sitesStandSideBySideAndAreCopied()
    {
        addSecondSite();
        open();
        QCOMPARE(part<QComboBox>("settingsSite")->currentText(), moodle);
        action("compareSites")->trigger();
        QTRY_VERIFY(dialog("compareSitesDialog"));
        QDialog *compared = dialog("compareSitesDialog");
        const auto keyOf = [](const QString &name) {
            const BackupOption *option = findBackupOption(name);
            return option->meaning.isEmpty() ? option->name : option->meaning;
        };
        QCOMPARE(cellOf(*compared, keyOf(keep), QStringLiteral("Compared")), QStringLiteral("different"));
        QCOMPARE(cellOf(*compared, keyOf(keep), moodle), QStringLiteral("2"));
        QCOMPARE(cellOf(*compared, keyOf(keep), QStringLiteral("second")), QStringLiteral("5"));
        QCOMPARE(cellOf(*compared, keyOf(hour), QStringLiteral("Compared")), QStringLiteral("the same"));
        QVERIFY(labelText(compared, "compareSitesAnswer").startsWith(QLatin1String("1 options are")));
        m_dialogs.answer = true;
        compared->findChild<QPushButton *>(QStringLiteral("compareCopyTo"))->click();
        QCOMPARE(m_dialogs.questions.size(), 1);
        QVERIFY(m_dialogs.questions.constFirst().text.contains(QLatin1String("1 options of second")));
        QCOMPARE(pending(keep), QStringLiteral("5"));
        QCOMPARE(live(keep), QStringLiteral("2"));
        QVERIFY2(m_said.constLast().contains(QLatin1String("pending")), qPrintable(m_said.constLast()));
        m_page->undoStack()->undo();
        QVERIFY(m_page->unwrittenEdits().isEmpty());
    }

    void whatCannotBeWrittenIsNotCopied()
    {
        addSecondSite();
        open();
        change([](FakeMoodle &fake) {
            fake.more.door = ConfigDoor::None;
            fake.more.doorProblem = Error {ErrorKind::MissingTool, QStringLiteral("There is no PHP there."), {}};
        });
        QTRY_VERIFY(!labelText(m_page.get(), "settingsDoor").isEmpty());
        action("compareSites")->trigger();
        QTRY_VERIFY(dialog("compareSitesDialog"));
        m_dialogs.answer = true;
        dialog("compareSitesDialog")->findChild<QPushButton *>(QStringLiteral("compareCopyTo"))->click();
        QTRY_COMPARE(bannerText(), QStringLiteral("There is no PHP there."));
        QVERIFY(m_dialogs.questions.isEmpty());
        QVERIFY(m_page->unwrittenEdits().isEmpty());
    }

    void aSiteThatWasNeverReadIsComparedWithNothing()
    {
        Site second = site();
        second.name = QStringLiteral("second");
        QVERIFY(m_workspace->siteStore.replaceSite({}, second));
        open();
        action("compareSites")->trigger();
        QTRY_VERIFY(dialog("compareSitesDialog"));
        QDialog *compared = dialog("compareSitesDialog");
        QVERIFY(!compared->findChild<QPushButton *>(QStringLiteral("compareCopyTo"))->isEnabled());
        QVERIFY(labelText(compared, "compareSitesAnswer").startsWith(QLatin1String("No option can be compared.")));
    }
};

NIGHTKEEP_TEST(TstSettingsDialogs, widget, Window, 300)
#include "tst_settingsdialogs.moc"
