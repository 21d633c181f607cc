// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivecontentstable.h"
#include "models/archives/archiverunstable.h"
#include "tests/support/pagefixture.h"
#include "tests/support/testmain.h"
#include "widgets/archives/archivespage.h"

#include <QDateEdit>
#include <QDialog>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimeZone>
#include <QToolBar>

#include <atomic>
#include <memory>

using namespace Nightkeep;
using Model = ArchiveRunsTable;

namespace {

const QString summerId = QStringLiteral("20080901-020000-moodle-2008-summer"); // the small estate's
const QString autumnId = QStringLiteral("20081129-080000-moodle-2008-autumn");
const QString server = QStringLiteral("moodle-a.example.org");
const QDateTime autumnStart(QDate(2008, 11, 29), QTime(8, 0), QTimeZone::utc());
const QByteArray moment = QByteArray::number(autumnStart.toSecsSinceEpoch());

ArchiveRecord autumnRun(ArchiveState state)
{
    ArchiveRecord record;
    record.run.id = autumnId;
    record.run.request.site = QStringLiteral("moodle");
    record.run.request.name = QStringLiteral("moodle-2008-autumn");
    record.run.server = server;
    record.run.dataFolder = "/data/moodle";
    record.run.archiveFolder = "/data/archive";
    record.run.startedAt = autumnStart;
    record.run.files = 3;
    record.run.bytes = 1000;
    record.status.state = state;
    record.status.step = ArchiveStep::Packing;
    record.status.progress.done = 500;
    record.status.progress.total = 1000;
    record.asOf = autumnStart;
    return record;
}

QByteArray answerWith(RemoteProgram program, QList<FrameRecord> records)
{
    records.append(FrameRecord {"finished", {}});
    return framed(remoteProgramName(program).toLatin1(), records);
}

/// What the server says of the autumn run; no state: it knows no run; "gone": it was complete.
QByteArray statusAnswer(const QByteArray &state, const QByteArray &done = {})
{
    QList<FrameRecord> records {{"now", {moment}}};
    if (!state.isEmpty()) {
        records.append({"run",
                        {autumnId.toUtf8(), "moodle-2008-autumn", "moodle", "newest-per-course", "2008-11-22",
                         server.toUtf8(), "/data/moodle", "/data/archive", "tester", moment, "3", "1000"}});
        QByteArrayList fields(14);
        fields[0] = autumnId.toUtf8();
        const bool isGone = state == "gone";
        const bool wasComplete = isGone || state == "complete";
        fields[1] = isGone ? QByteArray("resumable") : state;
        fields[2] = wasComplete ? "done" : "packing";
        fields[5] = done;
        fields[6] = "1000";
        fields[7] = isGone ? state : QByteArray();
        fields[10] = wasComplete ? QByteArray(64, 'b') : QByteArray();
        fields[12] = wasComplete ? moment : QByteArray();
        records.append({"status", fields});
    }
    return answerWith(RemoteProgram::ArchiveStatus, records);
}

} // namespace

/// The page over the real workspace: the workspace's runs, a run that is polled, cancelling, and trouble.
class TstArchivesPage : public QObject
{
    Q_OBJECT

private:
    struct Stage
    {
        QTemporaryDir folder;
        FakeWorkspace workspace;
        FakeDialogs dialogs;
        QStringList said;
        QSettings settings {folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
        JobRunner jobs {workspace.clock(), 4}; // its work uses all above
        WorkspaceReader reader {workspace, jobs};
    };
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<ArchivesPage> m_page;

    void open()
    {
        m_page = std::make_unique<ArchivesPage>(
            PageContext {m_stage->workspace, m_stage->reader, m_stage->jobs, m_stage->dialogs, m_stage->settings,
                         [](const QString &, const QByteArray &) { return Result<void>(); },
                         [this](const QString &sentence) { m_stage->said.append(sentence); }});
        m_page->resize(1200, 700);
        m_page->show();
        reload();
    }
    void openWith(ArchiveState autumn)
    {
        m_stage->workspace.fillSmallEstate();
        std::ignore = m_stage->workspace.archiveStore.saveArchiveRun(autumnRun(autumn));
        open();
    }
    void reload()
    {
        m_page->reload();
        settle();
    }
    void settle() { QTRY_COMPARE_WITH_TIMEOUT(m_stage->jobs.running(), 0, 60000); }
    void serverSays(const QByteArray &bytes)
    {
        m_stage->workspace.hosts.setAnswer([bytes](const Server &, RemoteProgram, const QByteArray &,
                                                   const CancelToken &) { return Result<QByteArray>(bytes); });
    }

    QAction *action(const char *name) { return childOf<QAction>(*m_page, name); }
    QTableView *table() { return childOf<QTableView>(*m_page, "archivesTable"); }
    QProgressBar *progress() { return childOf<QProgressBar>(*m_page, "archiveProgress"); }
    QString stateOf(const QString &run) { return rowWithKey(*table(), run, Model::StateColumn).data().toString(); }
    QString chosen() { return table()->currentIndex().siblingAtColumn(Model::NameColumn).data(KeyRole).toString(); }
    QString detail() { return childOf<QTextEdit>(*m_page, "archiveDetail")->toPlainText(); }
    QPushButton *nextButton() { return childOf<QPushButton>(*m_page, "step0Act"); }
    QString nextAct() { return nextButton()->text().remove(u'&'); }
    bool sent(RemoteProgram program) { return m_stage->workspace.hosts.calls().contains(qMakePair(server, program)); }

private slots:
    void init() { m_stage = std::make_unique<Stage>(); }
    void cleanup()
    {
        m_page.reset();
        m_stage.reset();
    }

    void anEmptyWorkspaceOffersToPlan()
    {
        open();
        QCOMPARE(answerOf(*m_page), QStringLiteral("No term archive has been completed yet."));
        QVERIFY(!action("planArchive")->isEnabled()); // of which site?
        Site site;
        site.name = QStringLiteral("moodle");
        site.dataServer = server;
        std::ignore = m_stage->workspace.siteStore.replaceSite({}, site);
        reload();
        QVERIFY(action("planArchive")->isEnabled());
        QVERIFY(childOf<QPushButton>(*m_page, "emptyFirstStep")->isEnabled());
        QVERIFY(childOf<QPushButton>(*m_page, "emptyFirstStep")->text().contains(QStringLiteral("lan an archive")));
        for (const char *name : {"askArchive", "archiveContents", "cancelArchive", "copyArchives", "exportArchives"})
            QVERIFY2(!action(name)->isEnabled(), name);
        QVERIFY(m_stage->workspace.hosts.calls().isEmpty()); // showing the page asks nobody
    }

    void answersFirstAndShowsTheRuns()
    {
        openWith(ArchiveState::None);
        QVERIFY(answerOf(*m_page).startsWith(QStringLiteral("The last complete archive is moodle-2008-summer,")));
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(stateOf(summerId), QStringLiteral("complete, verified"));
        QCOMPARE(stateOf(autumnId), QStringLiteral("cancelled"));
        QCOMPARE(chosen(), autumnId); // the newest
        QVERIFY(!action("archiveContents")->isEnabled());
        QVERIFY(!action("cancelArchive")->isEnabled());
        m_page->showObject(summerId);
        QCOMPARE(chosen(), summerId);
        QVERIFY(action("archiveContents")->isEnabled());
        QVERIFY(!action("cancelArchive")->isEnabled());
        QVERIFY2(detail().contains(QStringLiteral("moodle-2008-summer.tar")), qPrintable(detail()));
        QVERIFY(!progress()->isVisible());
    }

    void aWorkingRunIsPolledUntilItIsComplete()
    {
        serverSays(statusAnswer("working", "750"));
        openWith(ArchiveState::Working);
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        QVERIFY(answerOf(*m_page).startsWith(QStringLiteral("moodle-2008-autumn is being made: packing")));
        QVERIFY(progress()->isVisible());
        QVERIFY(!action("archiveContents")->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(progress()->value(), 750, 60000); // per mille; the workspace had 500
        QVERIFY(sent(RemoteProgram::ArchiveStatus));
        QVERIFY(progress()->isVisible());
        serverSays(statusAnswer("complete"));
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(autumnId), QStringLiteral("complete, verified"), 60000);
        settle();
        QVERIFY(!changed.isEmpty());
        QVERIFY(sent(RemoteProgram::ArchiveManifest)); // what it holds comes here by itself
        QVERIFY(!progress()->isVisible());
        QVERIFY(action("archiveContents")->isEnabled());
        QVERIFY(answerOf(*m_page).startsWith(QStringLiteral("The last complete archive is moodle-2008-autumn,")));
        QCOMPARE(errorOf(*m_page), QString());
    }

    void aMinuteDoesNotBringBackWhatAPollReplaced()
    {
        serverSays(statusAnswer("working", "750"));
        openWith(ArchiveState::Working);
        QTRY_COMPARE_WITH_TIMEOUT(progress()->value(), 750, 60000);
        emit m_stage->reader.minutePassed();
        QCOMPARE(progress()->value(), 750); // the workspace was read when it had 500
    }

    void enterGoesToTheDetailOfARunThatHoldsNothing()
    {
        openWith(ArchiveState::None);
        QCOMPARE(chosen(), autumnId);
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(m_page->focusWidget(), childOf<QTextEdit>(*m_page, "archiveDetail"));
        QVERIFY(m_stage->workspace.hosts.calls().isEmpty());
    }

    void aNoteOfTheStartIsShown()
    {
        openWith(ArchiveState::None);
        m_stage->dialogs.answer = true;
        m_stage->workspace.hosts.setAnswer(
            [](const Server &, RemoteProgram program, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                if (program == RemoteProgram::Zips)
                    return answerWith(
                        program,
                        {{"now", {moment}}, {"zip", {"500", moment, "33/backupdata/a.zip"}}, {"free", {"1000000000"}}});
                if (program == RemoteProgram::ArchiveStart)
                    return answerWith(program, {{"started", {moment, "4711", "ended-at-logout"}}});
                return statusAnswer({});
            });
        action("planArchive")->trigger();
        auto &dialog = *childOf<QDialog>(*m_page, "archivePlanDialog");
        childOf<QDateEdit>(dialog, "archiveNotBefore")->setDate(QDate(2000, 1, 1));
        auto *next = childOf<QPushButton>(dialog, "planNext");
        next->click();
        QTRY_VERIFY(next->isEnabled());
        const QString summary = childOf<QLabel>(dialog, "planSummary")->text();
        QVERIFY2(summary.contains(QStringLiteral("1 not checked")), qPrintable(summary));
        next->click();
        const QString facts = childOf<QTextEdit>(dialog, "archiveStartFacts")->toPlainText();
        QVERIFY2(facts.contains(QStringLiteral("1 not checked")), qPrintable(facts));
        QCOMPARE(namelessWidgets(dialog), QStringList());
        childOf<QPushButton>(dialog, "startArchive")->click();
        settle();
        QVERIFY(sent(RemoteProgram::ArchiveStart));
        QVERIFY2(errorOf(*m_page).contains(QLatin1String("may not survive")), qPrintable(errorOf(*m_page)));
        QVERIFY(!childOf<QWidget>(*m_page, "errorCopy")->isVisible());
    }

    void aReadOnlyWorkspaceIsLookedAtOnly()
    {
        serverSays(statusAnswer("complete"));
        openWith(ArchiveState::Resumable);
        m_stage->workspace.makeReadOnly();
        m_page->reload();
        settle();
        m_page->showObject(summerId);
        for (const char *name : {"archiveMoved", "acceptWarnings", "cancelArchive"}) {
            QVERIFY2(!action(name)->isEnabled(), name);
            QVERIFY2(action(name)->toolTip().contains(QStringLiteral("read-only")), name);
        }
        for (const char *name : {"planArchive", "askArchive", "archiveContents", "verifyArchive"})
            QVERIFY2(action(name)->isEnabled(), name);
        QVERIFY(m_page->canRefresh());
        m_page->showObject(autumnId);
        action("askArchive")->trigger();
        settle();
        QTRY_COMPARE(stateOf(autumnId), QStringLiteral("complete, verified"));
        QVERIFY2(errorOf(*m_page).contains(QStringLiteral("not kept")), qPrintable(errorOf(*m_page)));
        QVERIFY(!childOf<QWidget>(*m_page, "errorCopy")->isVisible());
        reload();
        QCOMPARE(stateOf(autumnId), QStringLiteral("complete, verified"));
        QVERIFY2(m_stage->said.value(0).startsWith(QStringLiteral("moodle-2008-autumn: complete")),
                 qPrintable(m_stage->said.join(u'\n')));
        QCOMPARE(m_stage->workspace.stored->store().archiveRuns()->first().status.state, ArchiveState::Resumable);
    }

    void aReadOnlyWorkspacePlansAndStartsNothing()
    {
        m_stage->workspace.fillSmallEstate();
        m_stage->workspace.makeReadOnly();
        m_stage->workspace.hosts.setAnswer(
            [](const Server &, RemoteProgram program, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
                if (program == RemoteProgram::Zips)
                    return answerWith(
                        program,
                        {{"now", {moment}}, {"zip", {"500", moment, "33/backupdata/a.zip"}}, {"free", {"1000000000"}}});
                return statusAnswer("complete");
            });
        open();
        action("planArchive")->trigger();
        auto &dialog = *childOf<QDialog>(*m_page, "archivePlanDialog");
        childOf<QDateEdit>(dialog, "archiveNotBefore")->setDate(QDate(2000, 1, 1));
        auto *next = childOf<QPushButton>(dialog, "planNext");
        next->click();
        settle();
        QTRY_VERIFY(next->isEnabled()); // there is a plan
        QVERIFY(childOf<QPushButton>(dialog, "savePlan")->isEnabled());
        QCOMPARE(errorOf(dialog), QString());
        next->click();
        QVERIFY(!childOf<QPushButton>(dialog, "startArchive")->isEnabled());
        QVERIFY(childOf<QPushButton>(dialog, "startArchive")->toolTip().contains(QStringLiteral("read-only")));
    }

    void lookingOnTheServerSaysWhatItFound()
    {
        serverSays(statusAnswer({}));
        m_stage->workspace.fillSmallEstate();
        open();
        QCOMPARE(m_page->refreshWords(), QStringLiteral("Look at the archives on 1 servers anew"));
        m_page->refresh();
        QVERIFY(!m_page->canRefresh()); // no second time meanwhile
        QCOMPARE(m_page->refreshWords(), QStringLiteral("The archives are being looked at already"));
        m_page->refresh();
        settle();
        QTRY_VERIFY(m_page->canRefresh());
        QTRY_COMPARE(m_stage->said,
                     QStringList {QStringLiteral("The archives on moodle-a.example.org were looked at: none is new.")});
    }

    void aPollThatFailsSaysNothing()
    {
        openWith(ArchiveState::Working);
        QTRY_VERIFY_WITH_TIMEOUT(sent(RemoteProgram::ArchiveStatus), 60000);
        settle();
        QCOMPARE(errorOf(*m_page), QString());
        QVERIFY(answerOf(*m_page).startsWith(QStringLiteral("moodle-2008-autumn is being made")));
        QVERIFY(progress()->isVisible());
    }

    void cancellingAsksFirst()
    {
        const auto stopped = std::make_shared<std::atomic_bool>(false);
        m_stage->workspace.hosts.setAnswer([stopped](const Server &, RemoteProgram program, const QByteArray &,
                                                     const CancelToken &) -> Result<QByteArray> {
            if (program == RemoteProgram::ArchiveCancel) {
                stopped->store(true);
                return answerWith(RemoteProgram::ArchiveCancel, {{"result", {"cancelled"}}});
            }
            return stopped->load() ? statusAnswer({}) : statusAnswer("working", "500");
        });
        openWith(ArchiveState::Working);
        QVERIFY(action("cancelArchive")->isEnabled());
        action("cancelArchive")->trigger();
        settle();
        QCOMPARE(m_stage->dialogs.questions.size(), 1);
        QVERIFY(m_stage->dialogs.questions.first().text.contains(QStringLiteral("moodle-2008-autumn.tar")));
        QCOMPARE(m_stage->dialogs.questions.first().accept, QStringLiteral("Stop the archive"));
        QCOMPARE(m_stage->dialogs.questions.first().reject, QStringLiteral("Keep going"));
        QVERIFY(!sent(RemoteProgram::ArchiveCancel));
        m_stage->dialogs.answer = true;
        action("cancelArchive")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(autumnId), QStringLiteral("cancelled"), 60000);
        settle();
        QVERIFY(sent(RemoteProgram::ArchiveCancel));
        QCOMPARE(m_stage->workspace.auditLog.entries(QStringLiteral("archive.cancel"))->size(), 2);
        QVERIFY(!action("cancelArchive")->isEnabled());
        QVERIFY(!progress()->isVisible());
        QCOMPARE(errorOf(*m_page), QString());
    }

    void troubleComesInTheBanner()
    {
        m_stage->workspace.fillSmallEstate();
        open();
        trigger(*m_page, "askArchive");
        settle();
        QCOMPARE(errorOf(*m_page), QStringLiteral("moodle-a.example.org does not answer."));
        QCOMPARE(stateOf(summerId), QStringLiteral("complete, verified")); // the old answer stays

        m_stage->workspace.archiveStore.setFailure(
            Error {ErrorKind::Damaged, QStringLiteral("The workspace is damaged.")});
        reload();
        QCOMPARE(errorOf(*m_page), QStringLiteral("The workspace is damaged."));
    }

    void archivesStartedElsewhereAreFound()
    {
        serverSays(statusAnswer("complete"));
        m_stage->workspace.fillSmallEstate();
        open();
        QCOMPARE(table()->model()->rowCount(), 1);
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        m_page->refresh();
        QTRY_COMPARE(stateOf(autumnId), QStringLiteral("complete, verified"));
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(chosen(), summerId); // what was chosen stays so
        // Nor does a run that the server has forgotten look as if it were still there.
        const QString lost = QStringLiteral("complete, verified, no longer at its place");
        QTRY_COMPARE(stateOf(summerId), lost);
        serverSays(statusAnswer({}));
        m_page->refresh();
        QTRY_COMPARE(stateOf(autumnId), lost);
        QCOMPARE(changed.count(), 2);
    }

    void aCopyThatIsGoneIsToldToAll()
    {
        serverSays(statusAnswer("gone"));
        openWith(ArchiveState::Complete);
        QSignalSpy changed(m_page.get(), &PageWidget::workspaceChanged);
        m_page->showObject(autumnId);
        trigger(*m_page, "askArchive");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(autumnId), QStringLiteral("complete, verified, no longer at its place"),
                                  60000);
        settle();
        QCOMPARE(changed.count(), 1);
        QTRY_VERIFY2(detail().contains(QStringLiteral("/data/archive/moodle-2008-autumn.tar is gone from "
                                                      "moodle-a.example.org. It was last seen there")),
                     qPrintable(detail()));
        QVERIFY2(detail().contains(QString(64, u'b')), qPrintable(detail()));
        QCOMPARE(nextAct(), QStringLiteral("Moved…"));
    }

    void aRunThatHoldsNothingSaysSo()
    {
        openWith(ArchiveState::None);
        QCOMPARE(chosen(), autumnId);
        QVERIFY2(!detail().contains(QStringLiteral("What it holds")), qPrintable(detail()));
        QCOMPARE(rowWithKey(*table(), autumnId, Model::FilesColumn).data().toString(), QString());
        QVERIFY(childOf<QLabel>(*m_page, "step0")->text().startsWith(QStringLiteral("It holds nothing usable.")));
        QCOMPARE(nextAct(), QStringLiteral("Start again…"));
        QVERIFY(nextButton()->isVisible() && childOf<QTextEdit>(*m_page, "archiveDetail")->isVisible());
        nextButton()->click();
        auto *dialog = childOf<QDialog>(*m_page, "archivePlanDialog");
        QVERIFY(dialog);
        QCOMPARE(childOf<QLineEdit>(*dialog, "archiveName")->text(), QStringLiteral("moodle-2008-autumn"));
        m_page->showObject(summerId);
        QVERIFY2(detail().contains(QStringLiteral("What it holds")), qPrintable(detail()));
        QVERIFY(!nextButton()->isVisible());
    }

    void runsOfNoSiteAreAskedAboutByRefresh()
    {
        serverSays(statusAnswer("complete"));
        m_stage->workspace.fillSmallEstate();
        ArchiveRecord stray = autumnRun(ArchiveState::Resumable);
        stray.run.archiveFolder = "/data/elsewhere";
        std::ignore = m_stage->workspace.archiveStore.saveArchiveRun(stray);
        open();
        QCOMPARE(m_page->refreshWords(), QStringLiteral("Look at the archives on 1 servers anew"));
        m_page->refresh();
        QTRY_COMPARE(stateOf(autumnId), QStringLiteral("complete, verified"));
        settle();
        QCOMPARE(m_stage->workspace.hosts.calls().count(qMakePair(server, RemoteProgram::ArchiveStatus)), 2);
        QTRY_VERIFY(m_page->canRefresh());
        m_page->showObject(autumnId);
        trigger(*m_page, "askArchive");
        QVERIFY(!m_page->canRefresh()); // it is being asked about
        settle();
        QTRY_VERIFY(m_page->canRefresh());
    }

    void aWorkingRunSaysWhatItIsWithout()
    {
        m_stage->workspace.fillSmallEstate();
        ArchiveRecord working = autumnRun(ArchiveState::Working);
        working.run.warnings = {
            {ArchiveWarning::Kind::NoZip, 7, QStringLiteral("math"), QStringLiteral("math has no backup."), {}, true}};
        std::ignore = m_stage->workspace.archiveStore.saveArchiveRun(working);
        open();
        QVERIFY2(answerOf(*m_page).contains(QStringLiteral("no up-to-date backup")), qPrintable(answerOf(*m_page)));
        QVERIFY2(detail().contains(QStringLiteral("math has no backup.")), qPrintable(detail()));
        QCOMPARE(nextAct(), QStringLiteral("Accept the warnings…"));
        m_stage->dialogs.textToGive = QStringLiteral("closed in May");
        nextButton()->click();
        QTRY_VERIFY2(detail().contains(QStringLiteral("closed in May")), qPrintable(detail()));
        QTRY_VERIFY(!nextButton()->isVisible());
    }

    void theToolBarAndTheMenuAreShort()
    {
        openWith(ArchiveState::Working);
        QCOMPARE(childOf<QToolBar>(*m_page, "pageActions")->actions().size(), 5);
        QVERIFY(table()->actions().size() <= 6); // the table's own menu adds two
        for (const QAction *act : childOf<QToolBar>(*m_page, "pageActions")->actions() + table()->actions())
            QVERIFY2(act->text().contains(u'&'), qPrintable(act->text()));
    }

    void contentsAreHeldAgainstTheIncludeList()
    {
        ArchiveMember member;
        member.path = "33/a.zip";
        member.bytes = 5;
        member.modified = QDateTime::fromSecsSinceEpoch(moment.toLongLong(), QTimeZone::utc());
        m_stage->workspace.tars.setMembers(QList<ArchiveMember> {member});
        QList<FrameRecord> records {{"tar", {"10240"}}};
        records.append({"included", {"33/a.zip", "5", moment}});
        records.append({"included", {"47/b.zip", "6", moment}});
        serverSays(answerWith(RemoteProgram::TarHeaders, records));
        m_stage->workspace.fillSmallEstate();
        open();
        trigger(*m_page, "archiveContents");
        QTRY_VERIFY(childOf<QDialog>(*m_page, "archiveContentsDialog"));
        auto *dialog = childOf<QDialog>(*m_page, "archiveContentsDialog");
        const QString summary = childOf<QLabel>(*dialog, "archiveContentsAnswer")->text();
        QVERIFY2(summary.contains(QStringLiteral("not as the include list says")), qPrintable(summary));
        const auto check = [dialog](const QString &path) {
            const auto *rows = childOf<QTableView>(*dialog, "archiveContentsTable");
            return rowWithKey(*rows, path, ArchiveContentsTable::CheckColumn).data().toString();
        };
        QCOMPARE(check(QStringLiteral("33/a.zip")), QStringLiteral("as planned"));
        QCOMPARE(check(QStringLiteral("47/b.zip")), QStringLiteral("missing"));
        QCOMPARE(namelessWidgets(*dialog), QStringList());
        childOf<QPushButton>(*dialog, "archiveContentsClose")->click();
        QTRY_VERIFY(!childOf<QDialog>(*m_page, "archiveContentsDialog"));
    }

    void aMovedArchiveIsAccountedFor()
    {
        m_stage->workspace.fillSmallEstate();
        ArchiveRecord summer = m_stage->workspace.archiveStore.archiveRuns()->first();
        summer.status.copy = ArchiveCopy::Gone;
        summer.run.warnings = {
            {ArchiveWarning::Kind::NoZip, 7, QStringLiteral("math"), QStringLiteral("math has no backup."), {}, true}};
        std::ignore = m_stage->workspace.archiveStore.saveArchiveRun(summer);
        open();
        QCOMPARE(stateOf(summerId), QStringLiteral("complete, verified, no longer at its place"));
        QVERIFY(answerOf(*m_page).contains(QStringLiteral("no up-to-date backup")));
        QVERIFY2(detail().contains(QStringLiteral("math has no backup.")), qPrintable(detail()));
        QVERIFY2(detail().contains(QStringLiteral("equals the files it was made of")), qPrintable(detail()));
        m_stage->dialogs.textToGive = QStringLiteral("tape 7");
        trigger(*m_page, "archiveMoved");
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(summerId), QStringLiteral("complete, verified, moved: tape 7"), 60000);
        m_stage->dialogs.textToGive = QStringLiteral("closed in May");
        trigger(*m_page, "acceptWarnings");
        QTRY_VERIFY_WITH_TIMEOUT(!action("acceptWarnings")->isEnabled(), 60000);
        QVERIFY2(detail().contains(QStringLiteral("closed in May")), qPrintable(detail()));
        QVERIFY(ArchiveService::findings(*m_stage->workspace.archiveStore.archiveRuns(), autumnStart).isEmpty());
        QCOMPARE(errorOf(*m_page), QString());
    }

    void whoAcceptedACourseIsSaid()
    {
        m_stage->workspace.fillSmallEstate();
        ArchiveRecord summer = m_stage->workspace.archiveStore.archiveRuns()->first();
        summer.run.request.accepted = {{7, QStringLiteral("a test course"), QStringLiteral("maria")}};
        ArchiveWarning warning;
        warning.courseId = 7;
        warning.text = QStringLiteral("math has no backup.");
        warning.accepted = QStringLiteral("a test course");
        summer.run.warnings = {warning};
        std::ignore = m_stage->workspace.archiveStore.saveArchiveRun(summer);
        open();
        QVERIFY2(detail().contains(QStringLiteral("math has no backup. Accepted by maria: a test")),
                 qPrintable(detail()));
        QVERIFY(!action("acceptWarnings")->isEnabled()); // none is open
    }

    void aKeptPlanIsOpenedInTheWizard()
    {
        openWith(ArchiveState::Resumable);
        ArchivePlan plan;
        plan.request.site = QStringLiteral("moodle");
        plan.request.name = QStringLiteral("kept");
        plan.request.notBefore = QDate(2008, 11, 20);
        plan.plannedAt = autumnStart;
        QVERIFY(m_stage->workspace.archives().savePlan(QStringLiteral("First look"), plan));
        trigger(*m_page, "showKeptPlans");
        QTRY_VERIFY(childOf<QPushButton>(*m_page, "keptPlansOpen"));
        childOf<QPushButton>(*m_page, "keptPlansOpen")->click();
        auto *wizard = childOf<QDialog>(*m_page, "archivePlanDialog");
        QVERIFY(wizard);
        QVERIFY(childOf<QLabel>(*wizard, "planRemarks")->text().contains(QStringLiteral("First look")));
    }

    void everyInteractiveWidgetHasAName()
    {
        openWith(ArchiveState::Working);
        QCOMPARE(namelessWidgets(*m_page), QStringList());
    }
};

NIGHTKEEP_TEST(TstArchivesPage, widget, Window, 300)
#include "tst_archivespage.moc"
