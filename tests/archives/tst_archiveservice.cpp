// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archives/archivestage.h"
#include "tests/support/testmain.h"

#include <QtTest>

using namespace Nightkeep;

class TstArchiveService : public QObject
{
    Q_OBJECT

private slots:
    void startsAndNotes();
    void aPlanWithoutTheDatabaseSaysSo();
    void aReadOnlyWorkspaceLooks();
    void nothingIsStartedWithoutABeforeLine();
    void nothingToArchiveIsRefused();
    void changedListingIsStale();
    void unknownFreeSpaceIsRefused();
    void refusalsAreNotedAsFailed();
    void aBusyWorkspaceHidesNoRun_data();
    void aBusyWorkspaceHidesNoRun();
    void anAfterLineThatCannotBeWrittenIsTold();
    void aLostStartIsFoundAgain_data();
    void aLostStartIsFoundAgain();
    void aLostAnswerIsLookedUp();
    void aLostAnswerOfASilentServerIsUnknown();
    void attachEndsInThreeWays();
    void attachForgivesAServerThatIsSilentForAWhile();
    void anUnreachableServerKeepsTheLastStatus();
    void pollingNeverPrompts();
    void discoverAdoptsUnderThisWorkspacesNames();
    void aForgottenCompleteRunStaysVerified();
    void cancelIsNotedBothWays();
    void contentsAreHeldAgainstTheList();
    void findings_data();
    void findings();
};

void TstArchiveService::startsAndNotes()
{
    Stage stage;
    stage.say(RemoteProgram::ArchiveStart, {{"started", {epoch, "4711", "ended-at-logout"}}});
    const Result<ArchivePlan> plan = stage.plan();
    QVERIFY(plan.has_value());
    QCOMPARE(plan->server, QStringLiteral("moodle-a"));
    stage.status("working");
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY2(started.has_value(), started ? "" : qPrintable(started.error().message));
    QCOMPARE(started->run.id, runId);
    QCOMPARE(started->run.startedBy, stage.audit.who());
    QCOMPARE(started->status.state, ArchiveState::Working);
    QVERIFY2(started->note.contains(QLatin1String("may not survive")), qPrintable(started->note));
    QCOMPARE(stage.service.runs()->size(), 1);
    QCOMPARE(stage.audited(),
             (QStringList {QStringLiteral("archive.start before "), QStringLiteral("archive.start after ok")}));
    QCOMPARE(stage.hosts.asked,
             (QList<RemoteProgram> {RemoteProgram::ArchiveStatus, RemoteProgram::Zips, RemoteProgram::WebRoots,
                                    RemoteProgram::Zips, RemoteProgram::ArchiveStart, RemoteProgram::ArchiveStatus}));
    const QByteArrayList sent = stage.inputs[4].split('\0');
    QCOMPARE(sent.size(), 15 + 8 + 1);
    QCOMPARE(sent[0], runId.toUtf8());
    QCOMPARE(sent[15], QByteArray("1/backupdata/a.zip"));
}

void TstArchiveService::aPlanWithoutTheDatabaseSaysSo()
{
    Stage stage;
    stage.moodles.courses.reset();
    const Result<ArchivePlan> plan = stage.plan();
    QVERIFY(plan.has_value());
    QVERIFY(!plan->coursesKnown);
    QVERIFY(plan->coursesProblem.contains(QLatin1String("does not answer")));
    QCOMPARE(plan->includedCount(), 1);
}

void TstArchiveService::aReadOnlyWorkspaceLooks()
{
    Stage stage;
    const Error refused {ErrorKind::ReadOnly, QStringLiteral("read-only")};
    stage.store.setWriteFailure(refused);
    stage.audit.setWriteFailure(refused);
    stage.status("working");
    const Result<QList<ArchiveRecord>> found = stage.service.discover(QStringLiteral("moodle"), CancelToken());
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QVERIFY(found->first().warning);
    QCOMPARE(found->first().warning->kind, ErrorKind::ReadOnly);
    QCOMPARE(stage.service.discover(QStringLiteral("moodle"), CancelToken())->size(), 0); // it is known by now
    QVERIFY(stage.workspace->store().archiveRuns()->isEmpty());

    QVERIFY(stage.plan());
    stage.status("complete", QByteArray(64, 'c'));
    const Result<ArchiveRecord> asked = stage.service.status(runId, CancelToken());
    QVERIFY(asked);
    QCOMPARE(asked->status.state, ArchiveState::Complete);
    QVERIFY(asked->warning && asked->warning->message.contains(QStringLiteral("not kept")));
    const Result<QList<ArchiveRecord>> runs = stage.service.runs();
    QVERIFY(runs);
    QCOMPARE(runs->size(), 1);
    QCOMPARE(runs->first().status.state, ArchiveState::Complete);

    const Result<ArchiveRecord> started = stage.service.start(*stage.plan(), CancelToken());
    QCOMPARE(started.error().kind, ErrorKind::ReadOnly);
    QVERIFY(!stage.hosts.asked.contains(RemoteProgram::ArchiveStart));
}

void TstArchiveService::nothingIsStartedWithoutABeforeLine()
{
    Stage stage;
    const Result<ArchivePlan> plan = stage.plan();
    stage.audit.refusedPhase = QStringLiteral("before");
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::ReadOnly);
    QVERIFY(!stage.hosts.asked.contains(RemoteProgram::ArchiveStart));
}

void TstArchiveService::nothingToArchiveIsRefused()
{
    Stage stage;
    stage.list({});
    const Result<ArchiveRecord> started = stage.service.start(*stage.plan(), CancelToken());
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::BadInput);
}

void TstArchiveService::changedListingIsStale()
{
    Stage stage;
    const Result<ArchivePlan> plan = stage.plan();
    stage.list({{"zip", {"501", epoch, "1/backupdata/a.zip"}}});
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::Stale);
    QVERIFY(!stage.hosts.asked.contains(RemoteProgram::ArchiveStart));
    QVERIFY(stage.audited().isEmpty());
}

void TstArchiveService::unknownFreeSpaceIsRefused()
{
    Stage stage;
    const Result<ArchivePlan> plan = stage.plan();
    stage.say(RemoteProgram::Zips, {{"now", {epoch}}, {"zip", {"500", epoch, "1/backupdata/a.zip"}}, {"free", {"-1"}}});
    QVERIFY(!stage.service.start(*plan, CancelToken()).has_value());
    stage.say(RemoteProgram::Zips,
              {{"now", {epoch}}, {"zip", {"500", epoch, "1/backupdata/a.zip"}}, {"free", {"1000"}}});
    QCOMPARE(stage.service.start(*plan, CancelToken()).error().kind, ErrorKind::DiskFull);
}

void TstArchiveService::refusalsAreNotedAsFailed()
{
    Stage stage;
    const Result<ArchivePlan> plan = stage.plan();
    stage.say(RemoteProgram::ArchiveStart, {{"refused", {"busy", "athina", epoch, "moodle-a", "r7"}}});
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY(!started.has_value());
    QCOMPARE(started.error().kind, ErrorKind::Busy);
    QCOMPARE(stage.audited().value(1), QStringLiteral("archive.start after failed"));
    QVERIFY(stage.service.runs()->isEmpty());
}

void TstArchiveService::aBusyWorkspaceHidesNoRun_data()
{
    QTest::addColumn<QByteArray>("says"); // the server, of the start
    QTest::addColumn<QList<int>>("failing"); // writings of the start
    QTest::addColumn<bool>("begins");
    QTest::newRow("before the start") << QByteArray("started") << QList<int> {1} << false;
    QTest::newRow("after it") << QByteArray("started") << QList<int> {2} << true;
    QTest::newRow("ever after") << QByteArray("started") << QList<int> {2, 3, 4, 5} << true;
    QTest::newRow("while a refused one is taken out") << QByteArray("refused") << QList<int> {2} << false;
}

void TstArchiveService::aBusyWorkspaceHidesNoRun()
{
    QFETCH(QByteArray, says);
    QFETCH(QList<int>, failing);
    QFETCH(bool, begins);
    Stage stage;
    const QByteArrayList started {epoch, "4711", ""};
    const QByteArrayList refused {"busy", "athina", epoch, "moodle-a", "r7"};
    stage.say(RemoteProgram::ArchiveStart, {{says, says == "started" ? started : refused}});
    const Result<ArchivePlan> plan = stage.plan();
    stage.status(begins ? "working" : "");
    stage.store.failing = failing;
    const bool tried = !failing.contains(1);
    const Result<ArchiveRecord> record = stage.service.start(*plan, CancelToken());
    QCOMPARE(stage.hosts.asked.contains(RemoteProgram::ArchiveStart), tried);
    QCOMPARE(record.has_value(), begins);
    QCOMPARE(stage.service.runs()->size(), tried ? 1 : 0);
    if (begins) {
        QCOMPARE(record->status.state, ArchiveState::Working);
        QVERIFY(record->warning);
        QCOMPARE(record->warning->kind, ErrorKind::Busy);
    } else {
        QCOMPARE(record.error().kind, ErrorKind::Busy);
    }
    // Whatever the workspace holds of it, the next question settles it.
    stage.store.failing.clear();
    if (tried) {
        QCOMPARE(stage.service.runs()->first().status.state, ArchiveState::Unknown);
        const Result<ArchiveRecord> now = stage.service.status(runId, CancelToken());
        QVERIFY(now);
        QVERIFY(!now->warning);
        QCOMPARE(now->status.state, begins ? ArchiveState::Working : ArchiveState::None);
        QCOMPARE(stage.service.runs()->first().status.state, now->status.state);
    }
}

void TstArchiveService::anAfterLineThatCannotBeWrittenIsTold()
{
    Stage stage;
    stage.say(RemoteProgram::ArchiveStart, {{"started", {epoch, "4711", ""}}});
    const Result<ArchivePlan> plan = stage.plan();
    stage.status("working");
    stage.audit.refusedPhase = QStringLiteral("after");
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY(started);
    QVERIFY(started->warning);
    QCOMPARE(started->warning->kind, ErrorKind::ReadOnly);
    stage.say(RemoteProgram::ArchiveCancel, {{"result", {"cancelled"}}});
    stage.status("none");
    const Result<ArchiveRecord> cancelled = stage.service.cancelRun(runId, CancelToken());
    QVERIFY(cancelled);
    QVERIFY(cancelled->warning);
    stage.say(RemoteProgram::ArchiveCancel, {{"refused", {"elsewhere", "moodle-b"}}});
    QVERIFY(stage.service.cancelRun(runId, CancelToken()).error().detail.contains(QLatin1String("audit log")));
}

void TstArchiveService::aLostStartIsFoundAgain_data()
{
    QTest::addColumn<QByteArray>("says"); // the server, once it answers again
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("discovers"); // or else asks for that run
    for (const bool discovers : {false, true}) {
        const char *way = discovers ? "discovered" : "asked about";
        QTest::addRow("working, %s", way) << QByteArray("working") << int(ArchiveState::Working) << discovers;
        QTest::addRow("complete, %s", way) << QByteArray("complete") << int(ArchiveState::Complete) << discovers;
        QTest::addRow("never begun, %s", way) << QByteArray() << int(ArchiveState::None) << discovers;
    }
}

void TstArchiveService::aLostStartIsFoundAgain()
{
    QFETCH(QByteArray, says);
    QFETCH(int, state);
    QFETCH(bool, discovers);
    Stage stage;
    const Result<ArchivePlan> plan = stage.plan();
    // As if the program died while it waited: what it had stored by then is all there is.
    ArchiveRecord seen;
    stage.hosts.answer = [&](RemoteProgram program, const QByteArray &input) -> Result<QByteArray> {
        if (program == RemoteProgram::Zips)
            return stage.says.value(int(program));
        if (program == RemoteProgram::ArchiveStart)
            seen = stage.service.runs()->value(0);
        stage.inputs.append(input);
        return fail(ErrorKind::Unreachable, QStringLiteral("no answer"));
    };
    QVERIFY(!stage.service.start(*plan, CancelToken()));
    QCOMPARE(seen.run.id, runId); // before it was told to the server
    QCOMPARE(seen.status.state, ArchiveState::Unknown);
    QCOMPARE(stage.service.runs()->size(), 1);

    stage.hosts.answer = [&](RemoteProgram program, const QByteArray &) { return stage.says.value(int(program)); };
    stage.status(says, says == "complete" ? "abc" : "");
    if (discovers) {
        QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken())->isEmpty()); // it was known
    } else {
        const Result<ArchiveRecord> asked =
            stage.service.attach(runId, CancelToken(), [&](const Progress &) { stage.status("complete", "abc"); });
        QVERIFY(asked);
        state = state == int(ArchiveState::Working) ? int(ArchiveState::Complete) : state;
    }
    const ArchiveRecord now = stage.service.runs()->value(0);
    QCOMPARE(stage.service.runs()->size(), 1);
    QCOMPARE(int(now.status.state), state);
    QCOMPARE(now.run.startedBy, stage.audit.who());
    if (says.isEmpty())
        QVERIFY2(now.status.failure.contains(QLatin1String("never began")), qPrintable(now.status.failure));
}

void TstArchiveService::aLostAnswerIsLookedUp()
{
    Stage stage;
    const Result<ArchivePlan> plan = stage.plan();
    stage.says.insert(int(RemoteProgram::ArchiveStart), QByteArray("NIGHTKEEP/1\0archive-start\0", 26));
    stage.status("working");
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY(started.has_value());
    QCOMPARE(started->status.state, ArchiveState::Working);
    QCOMPARE(stage.audited().value(1), QStringLiteral("archive.start after unknown"));
    QCOMPARE(stage.service.runs()->size(), 1);
    QCOMPARE(stage.service.runs()->first(), *started); // the page and the next program find it

    Stage other;
    const Result<ArchivePlan> again = other.plan();
    other.says.insert(int(RemoteProgram::ArchiveStart), fail(ErrorKind::TimedOut, QStringLiteral("too slow")));
    const Result<ArchiveRecord> none = other.service.start(*again, CancelToken());
    QVERIFY(!none.has_value());
    QCOMPARE(none.error().kind, ErrorKind::TimedOut);
    // The server knows of no run, so the workspace has none that could be waited for.
    const QList<ArchiveRecord> kept = *other.service.runs();
    for (const ArchiveRecord &record : kept)
        QCOMPARE(record.status.state, ArchiveState::None);
    QVERIFY(ArchiveService::findings(kept, now).isEmpty());

    // As good as lost: neither started nor refused.
    other.say(RemoteProgram::ArchiveStart, {});
    const Result<ArchiveRecord> nothing = other.service.start(*again, CancelToken());
    QVERIFY(!nothing.has_value());
    QCOMPARE(nothing.error().kind, ErrorKind::Damaged);
}

void TstArchiveService::aLostAnswerOfASilentServerIsUnknown()
{
    Stage stage;
    const Result<ArchivePlan> plan = stage.plan();
    stage.says.remove(int(RemoteProgram::ArchiveStatus));
    const Result<ArchiveRecord> started = stage.service.start(*plan, CancelToken());
    QVERIFY(!started.has_value());
    QVERIFY2(started.error().message.contains(QLatin1String("not known")), qPrintable(started.error().message));
    QCOMPARE(stage.service.runs()->size(), 1);
    QCOMPARE(stage.service.runs()->first().status.state, ArchiveState::Unknown);
    QCOMPARE(ArchiveService::findings(*stage.service.runs(), now).size(), 1);
}

void TstArchiveService::attachEndsInThreeWays()
{
    Stage stage;
    stage.status("working");
    QCOMPARE(stage.service.discover(QStringLiteral("moodle"), CancelToken())->size(), 1);
    int told = 0;
    const CancelToken cancel;
    const Result<ArchiveRecord> detached = stage.service.attach(runId, cancel, [&](const Progress &) {
        if (++told == 3)
            cancel.cancel();
    });
    QVERIFY(!detached.has_value());
    QCOMPARE(detached.error().kind, ErrorKind::Cancelled);
    QCOMPARE(told, 3);
    QVERIFY(!stage.hosts.asked.contains(RemoteProgram::ArchiveCancel));

    stage.status("complete", "abc");
    const Result<ArchiveRecord> done = stage.service.attach(runId, CancelToken(), {});
    QVERIFY(done.has_value());
    QCOMPARE(done->status.state, ArchiveState::Complete);

    stage.says.insert(int(RemoteProgram::ArchiveStatus), fail(ErrorKind::HostKeyChanged, QStringLiteral("changed")));
    QCOMPARE(stage.service.attach(runId, CancelToken(), {}).error().kind, ErrorKind::HostKeyChanged);
}

void TstArchiveService::attachForgivesAServerThatIsSilentForAWhile()
{
    Stage stage;
    stage.status("complete", "abc");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    const Result<QByteArray> good = stage.says.value(int(RemoteProgram::ArchiveStatus));
    int asked = 0;
    stage.hosts.answer = [&](RemoteProgram, const QByteArray &) -> Result<QByteArray> {
        return ++asked < 4 ? fail(ErrorKind::Unreachable, QStringLiteral("silent")) : good;
    };
    QVERIFY(stage.service.attach(runId, CancelToken(), {}).has_value());
    QCOMPARE(asked, 4);
    asked = -1000;
    QCOMPARE(stage.service.attach(runId, CancelToken(), {}).error().kind, ErrorKind::Unreachable);
    QCOMPARE(asked, -995);
}

void TstArchiveService::anUnreachableServerKeepsTheLastStatus()
{
    Stage stage;
    stage.status("complete", "abc");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    stage.says.clear();
    QCOMPARE(stage.service.status(runId, CancelToken()).error().kind, ErrorKind::Unreachable);
    QCOMPARE(stage.service.runs()->first().status.state, ArchiveState::Complete);
    QCOMPARE(stage.service.status(QStringLiteral("nothing"), CancelToken()).error().kind, ErrorKind::NotFound);
}

void TstArchiveService::pollingNeverPrompts()
{
    Stage stage;
    stage.status("working");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    QVERIFY(stage.service.status(runId, CancelToken(), Attendance::Background).has_value());
    QCOMPARE(stage.hosts.attended, (QList<Attendance> {Attendance::Attended, Attendance::Background}));
}

void TstArchiveService::discoverAdoptsUnderThisWorkspacesNames()
{
    Stage stage;
    stage.status("complete", "abc");
    const Result<QList<ArchiveRecord>> found = stage.service.discover(QStringLiteral("moodle"), CancelToken());
    QVERIFY(found.has_value());
    const ArchiveRun &run = found->first().run;
    QCOMPARE(run.request.site, QStringLiteral("moodle"));
    QCOMPARE(run.server, QStringLiteral("moodle-a"));
    QCOMPARE(run.archiveFolder, QByteArray("/data/archives"));
    QCOMPARE(run.startedBy, QStringLiteral("athina"));
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken())->isEmpty());
    QCOMPARE(stage.service.discover(QStringLiteral("no site"), CancelToken()).error().kind, ErrorKind::NotFound);
}

void TstArchiveService::aForgottenCompleteRunStaysVerified()
{
    Stage stage;
    stage.status("complete", "abc");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    stage.status({});
    const Result<ArchiveRecord> now = stage.service.status(runId, CancelToken());
    QVERIFY(now.has_value());
    QCOMPARE(now->status.state, ArchiveState::Complete);
    QCOMPARE(now->status.copy, ArchiveCopy::Unknown);
    QCOMPARE(now->status.sha256, QByteArray("abc"));
    QCOMPARE(now->standing(), State::Attention);
}

void TstArchiveService::cancelIsNotedBothWays()
{
    Stage stage;
    stage.status("working");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    stage.say(RemoteProgram::ArchiveCancel, {{"result", {"cancelled"}}});
    stage.status("none");
    const Result<ArchiveRecord> cancelled = stage.service.cancelRun(runId, CancelToken());
    QVERIFY(cancelled.has_value());
    QCOMPARE(cancelled->status.state, ArchiveState::None);
    stage.say(RemoteProgram::ArchiveCancel, {{"refused", {"elsewhere", "moodle-b"}}});
    QVERIFY(!stage.service.cancelRun(runId, CancelToken()).has_value());
    QCOMPARE(stage.audited(),
             (QStringList {QStringLiteral("archive.cancel before "), QStringLiteral("archive.cancel after ok"),
                           QStringLiteral("archive.cancel before "), QStringLiteral("archive.cancel after failed")}));
}

void TstArchiveService::contentsAreHeldAgainstTheList()
{
    Stage stage;
    stage.status("complete", "abc");
    QVERIFY(stage.service.discover(QStringLiteral("moodle"), CancelToken()).has_value());
    const QByteArray block = QByteArray("a.zip 5 " + epoch).leftJustified(512, ' ').toHex();
    stage.say(RemoteProgram::TarHeaders,
              {{"tar", {"10240"}}, {"block", {"0", block}}, {"included", {"a.zip", "5", epoch}}});
    QVERIFY(stage.service.contents(runId, CancelToken())->matches());
    stage.say(RemoteProgram::TarHeaders,
              {{"tar", {"10240"}}, {"block", {"0", block}}, {"included", {"a.zip", "6", epoch}}});
    QVERIFY(!stage.service.contents(runId, CancelToken())->matches());
    stage.say(RemoteProgram::TarHeaders, {{"tar", {"10240"}}, {"damaged", {"512"}}});
    QCOMPARE(stage.service.contents(runId, CancelToken()).error().kind, ErrorKind::Damaged);
    stage.say(RemoteProgram::TarHeaders, {{"tar", {"10240"}}, {"block", {"0", "abcd"}}});
    QCOMPARE(stage.service.contents(runId, CancelToken()).error().kind, ErrorKind::Damaged);
}

void TstArchiveService::findings_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QByteArray>("sha");
    QTest::addColumn<int>("askedHoursAgo");
    QTest::addColumn<int>("severity");
    QTest::newRow("complete") << int(ArchiveState::Complete) << QByteArray("a") << 100 << -1;
    QTest::newRow("cancelled") << int(ArchiveState::None) << QByteArray() << 1 << -1;
    QTest::newRow("working") << int(ArchiveState::Working) << QByteArray() << 1 << -1;
    QTest::newRow("working, asked long ago")
        << int(ArchiveState::Working) << QByteArray() << 25 << int(Severity::Warning);
    QTest::newRow("failed") << int(ArchiveState::Resumable) << QByteArray() << 1 << int(Severity::Warning);
    QTest::newRow("unknown") << int(ArchiveState::Unknown) << QByteArray() << 1 << int(Severity::Warning);
}

void TstArchiveService::findings()
{
    QFETCH(int, state);
    QFETCH(QByteArray, sha);
    QFETCH(int, askedHoursAgo);
    QFETCH(int, severity);
    ArchiveRecord record;
    record.run.id = runId;
    record.run.request = {QStringLiteral("moodle"), ArchiveRule::SinceLastRun, {}, QStringLiteral("summer")};
    record.run.startedAt = now.addDays(-2);
    record.status.state = ArchiveState(state);
    record.status.sha256 = sha;
    record.asOf = now.addSecs(-3600 * askedHoursAgo);
    const QList<Finding> found = ArchiveService::findings({record}, now);
    QCOMPARE(found.isEmpty() ? -1 : int(found.first().severity), severity);
    if (!found.isEmpty()) {
        QCOMPARE(found.first().object, runId);
        QVERIFY(!found.first().advice.isEmpty());
        // A later run of the same name makes it history.
        ArchiveRecord later = record;
        later.run.id = QStringLiteral("later");
        later.run.startedAt = now.addDays(-1);
        later.status.state = ArchiveState::Complete;
        QVERIFY(ArchiveService::findings({record, later}, now).isEmpty());
    }
}

NIGHTKEEP_TEST(TstArchiveService, unit, Core)
#include "tst_archiveservice.moc"
