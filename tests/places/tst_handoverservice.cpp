// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/places/handoverframes.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;
using Samples::why;

/// Hand-overs by servers that answer what the test says.
class TstHandOverService : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    HandOverServer m_server;
    const QString m_place = QStringLiteral("vault");

    [[nodiscard]] HandOverService &service() { return m_workspace->handOvers(); }
    [[nodiscard]] ArchiveRecord summer() const { return m_workspace->archiveStore.archiveRuns()->first(); }
    [[nodiscard]] QString run() const { return summer().run.id; }
    [[nodiscard]] QList<HandOver> stored() const
    {
        return m_workspace->handOverStore.handOvers().value_or(QList<HandOver>());
    }
    [[nodiscard]] QStringList audited(const QString &act) const
    {
        QStringList results;
        const QList<AuditEntry> lines = m_workspace->audit().entries(act).value_or(QList<AuditEntry>());
        for (const AuditEntry &line : lines)
            results << line.phase + u':' + line.result;
        return results;
    }
    void keep(HandOverState state)
    {
        HandOver handOver;
        handOver.run = run();
        handOver.place = m_place;
        handOver.kind = PlaceKind::Folder;
        handOver.state = state;
        handOver.confirmedAt = m_workspace->time.now().addDays(-3);
        handOver.askedAt = handOver.confirmedAt;
        QVERIFY(m_workspace->handOverStore.saveHandOver(handOver));
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        m_server = HandOverServer();
        m_server.answerFor(*m_workspace);
        QVERIFY(service().savePlace(vault(), std::nullopt));
        service().setPollInterval(std::chrono::milliseconds(1));
    }
    void cleanup() { m_workspace.reset(); }

    void placesAreKeptAndAudited()
    {
        ArchivePlace other = vault();
        other.keepYears = 5;
        const Result<void> twice = service().savePlace(other, std::nullopt);
        QVERIFY(!twice);
        QCOMPARE(twice.error().kind, ErrorKind::Conflict);
        QVERIFY(service().savePlace(other, vault()));
        QCOMPARE(*service().places(), QList<ArchivePlace> {other});
        const Result<void> stale = service().removePlace(vault());
        QVERIFY(!stale);
        QCOMPARE(stale.error().kind, ErrorKind::Conflict);
        QVERIFY(service().removePlace(other));
        QVERIFY(service().places()->isEmpty());
        QCOMPARE(audited(QStringLiteral("place.add")).size(), 1);
        QCOMPARE(audited(QStringLiteral("place.set")).size(), 1); // none of what was refused
        QCOMPARE(audited(QStringLiteral("place.remove")).size(), 1);
    }

    void whatCanBeNoPlaceIsRefused()
    {
        ArchivePlace place = vault();
        place.name = QStringLiteral("../vault");
        const Result<void> saved = service().savePlace(place, std::nullopt);
        QVERIFY(!saved);
        QCOMPARE(saved.error().kind, ErrorKind::BadInput);
        QCOMPARE(service().places()->size(), 1);
    }

    /// What an imported document brought was never typed into a dialog: it becomes part of a command all the same.
    void aPlaceThatWasImportedIsCheckedToo()
    {
        ArchivePlace hostile = vault();
        hostile.name = QStringLiteral("second");
        hostile.kind = PlaceKind::SshServer;
        hostile.host = QStringLiteral("-oProxyCommand=touch /tmp/x");
        QVERIFY(m_workspace->archiveStore.replacePlace(std::nullopt, hostile));
        const Result<HandOver> begun = service().start(run(), hostile.name, CancelToken());
        QVERIFY(!begun);
        QCOMPARE(begun.error().kind, ErrorKind::BadInput);
        QVERIFY(m_workspace->hosts.calls().isEmpty());
    }

    void itIsStartedAndWatchedToItsEnd()
    {
        const Result<HandOver> started = service().start(run(), QStringLiteral("VAULT"), CancelToken());
        QVERIFY2(started, why(started).constData());
        QCOMPARE(started->state, HandOverState::Working);
        QCOMPARE(started->place, m_place);
        QCOMPARE(stored().size(), 1);
        QCOMPARE(stored().constFirst().state, HandOverState::Working);
        QCOMPARE(audited(QStringLiteral("archive.hand-over")),
                 (QStringList {QStringLiteral("before:"), QStringLiteral("after:ok")}));
        const QByteArrayList sent = m_server.inputs(RemoteProgram::HandOverStart);
        QCOMPARE(sent.size(), 1);
        for (const QByteArray &field : {run().toUtf8(), QByteArray("vault"), QByteArray("/mnt/vault")})
            QVERIFY2(sent.constFirst().split('\0').contains(field), field.constData());

        int told = 0;
        const Result<HandOver> ended =
            service().attach(run(), m_place, CancelToken(), [this, &told](const Progress &progress) {
                if (++told == 1)
                    QCOMPARE(progress.done, 500);
                m_server.set("ended");
            });
        QVERIFY2(ended, why(ended).constData());
        QCOMPARE(ended->state, HandOverState::Confirmed);
        QCOMPARE(told, 2);
        QCOMPARE(stored().constFirst().state, HandOverState::Confirmed);
        QCOMPARE(stored().constFirst().bytes, summer().status.tarBytes);
    }

    void detachingLeavesItGoing()
    {
        QVERIFY(service().start(run(), m_place, CancelToken()));
        const CancelToken cancel;
        const Result<HandOver> left =
            service().attach(run(), m_place, cancel, [&cancel](const Progress &) { cancel.cancel(); });
        QVERIFY(!left);
        QCOMPARE(left.error().kind, ErrorKind::Cancelled);
        QCOMPARE(stored().constFirst().state, HandOverState::Working);
        QVERIFY(m_server.inputs(RemoteProgram::HandOverStop).isEmpty());
    }

    void whatCannotBeHandedOverIsNot_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("copy");
        QTest::addColumn<bool>("confirmed");
        QTest::addColumn<QString>("place");
        QTest::addColumn<int>("kind");
        const auto row = [](const char *name, ArchiveState state, ArchiveCopy copy, bool confirmed, const char *place,
                            ErrorKind kind) {
            QTest::newRow(name) << int(state) << int(copy) << confirmed << QString::fromLatin1(place) << int(kind);
        };
        row("not finished", ArchiveState::Resumable, ArchiveCopy::InPlace, false, "vault", ErrorKind::BadInput);
        row("still being made", ArchiveState::Working, ArchiveCopy::InPlace, false, "vault", ErrorKind::BadInput);
        row("gone", ArchiveState::Complete, ArchiveCopy::Gone, false, "vault", ErrorKind::BadInput);
        row("altered", ArchiveState::Complete, ArchiveCopy::Altered, false, "vault", ErrorKind::BadInput);
        row("returned and not read", ArchiveState::Complete, ArchiveCopy::Returned, false, "vault",
            ErrorKind::BadInput);
        row("there already", ArchiveState::Complete, ArchiveCopy::InPlace, true, "vault", ErrorKind::BadInput);
        row("no such place", ArchiveState::Complete, ArchiveCopy::InPlace, false, "cellar", ErrorKind::NotFound);
    }
    void whatCannotBeHandedOverIsNot()
    {
        QFETCH(int, state);
        QFETCH(int, copy);
        QFETCH(bool, confirmed);
        QFETCH(QString, place);
        QFETCH(int, kind);
        ArchiveRecord record = summer();
        record.status.state = ArchiveState(state);
        record.status.copy = ArchiveCopy(copy);
        if (record.status.state != ArchiveState::Complete)
            record.status.sha256.clear();
        QVERIFY(m_workspace->archiveStore.saveArchiveRun(record));
        if (confirmed)
            keep(HandOverState::Confirmed);
        const Result<HandOver> started = service().start(run(), place, CancelToken());
        QVERIFY(!started);
        QCOMPARE(int(started.error().kind), kind);
        QVERIFY(m_workspace->hosts.calls().isEmpty());
        QVERIFY(audited(QStringLiteral("archive.hand-over")).isEmpty());
    }

    /// A connection that was cut says nothing of what became of the act.
    void anAnswerThatDidNotComeIsAskedFor()
    {
        m_server.fails(RemoteProgram::HandOverStart, Error {ErrorKind::Unreachable, QStringLiteral("Cut off.")});
        m_server.set("working");
        const Result<HandOver> begun = service().start(run(), m_place, CancelToken());
        QVERIFY2(begun, why(begun).constData());
        QCOMPARE(begun->state, HandOverState::Working);
        QCOMPARE(audited(QStringLiteral("archive.hand-over")).last(), QStringLiteral("after:unknown"));
    }

    void oneThatNeverBeganLeavesNothing()
    {
        m_server.fails(RemoteProgram::HandOverStart, Error {ErrorKind::TimedOut, QStringLiteral("Too slow.")});
        const Result<HandOver> begun = service().start(run(), m_place, CancelToken());
        QVERIFY(!begun);
        QCOMPARE(begun.error().kind, ErrorKind::TimedOut);
        QVERIFY(stored().isEmpty());
    }

    void aRefusalIsAFailure()
    {
        m_server.fails(RemoteProgram::HandOverStart, Error {ErrorKind::Busy, QStringLiteral("Anna does it.")});
        const Result<HandOver> begun = service().start(run(), m_place, CancelToken());
        QVERIFY(!begun);
        QCOMPARE(begun.error().message, QStringLiteral("Anna does it."));
        QVERIFY(m_server.inputs(RemoteProgram::HandOverStatus).isEmpty());
        QCOMPARE(audited(QStringLiteral("archive.hand-over")).last(), QStringLiteral("after:failed"));
    }

    void withoutItsLineNothingIsDone()
    {
        m_workspace->auditLog.setWriteFailure(Error {ErrorKind::DiskFull, QStringLiteral("Full.")});
        QVERIFY(!service().start(run(), m_place, CancelToken()));
        QVERIFY(m_server.inputs(RemoteProgram::HandOverStart).isEmpty());
    }

    void confirming_data()
    {
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<int>("state");
        QTest::newRow("there") << QByteArray("found") << int(HandOverState::Confirmed);
        QTest::newRow("not there") << QByteArray("missing") << int(HandOverState::Missing);
        QTest::newRow("something else") << QByteArray("altered") << int(HandOverState::Altered);
    }
    void confirming()
    {
        QFETCH(QByteArray, found);
        QFETCH(int, state);
        keep(HandOverState::Confirmed);
        m_server.setLook(found);
        const Result<HandOver> asked = service().confirm(run(), m_place, HandOverService::Depth::Read, CancelToken());
        QVERIFY2(asked, why(asked).constData());
        QCOMPARE(int(asked->state), state);
        QCOMPARE(int(stored().constFirst().state), state);
        const QByteArrayList fields = m_server.inputs(RemoteProgram::HandOverConfirm).constFirst().split('\0');
        QVERIFY(fields.contains("read"));
        QVERIFY(fields.contains(summer().status.sha256));
    }

    void itIsAskedForByTheDescriptionThatItHas()
    {
        keep(HandOverState::Confirmed);
        HandOver theirs = stored().value(0);
        theirs.description = QStringLiteral("Nightkeep archive summer: of another workspace");
        QVERIFY(m_workspace->handOverStore.saveHandOver(theirs));
        QVERIFY(service().confirm(run(), m_place, HandOverService::Depth::Look, CancelToken()));
        const QByteArrayList asked = m_server.inputs(RemoteProgram::HandOverConfirm);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.constFirst().split('\0').value(4), theirs.description.toUtf8());
    }

    void whatAPersonNotedMeanwhileStays()
    {
        keep(HandOverState::Confirmed);
        m_workspace->hosts.setAnswer([workspace = m_workspace.get(), id = run(),
                                      place = m_place](const Server &, RemoteProgram program, const QByteArray &,
                                                       const CancelToken &) -> Result<QByteArray> {
            std::ignore = workspace->keeping().noteDeleted(id, place, QStringLiteral("ticket 4711"));
            const QList<FrameRecord> records {
                {"looked", {"missing", "", "", "", "", "/data/archive/summer.tar", "folder", ""}}, {"finished", {}}};
            return frameOf(remoteProgramName(program).toLatin1(), records);
        });
        const Result<HandOver> seen = service().confirm(run(), m_place, HandOverService::Depth::Look, CancelToken());
        QVERIFY2(seen, why(seen).constData());
        QCOMPARE(seen->state, HandOverState::Deleted);
        QVERIFY(stored().value(0).deleted.has_value());
    }

    void oneThatNobodyHandedOverIsNotConfirmed()
    {
        const Result<HandOver> asked = service().confirm(run(), m_place, HandOverService::Depth::Look, CancelToken());
        QVERIFY(!asked);
        QCOMPARE(asked.error().kind, ErrorKind::NotFound);
        QVERIFY(m_workspace->hosts.calls().isEmpty());
    }

    void itIsStopped()
    {
        QVERIFY(service().start(run(), m_place, CancelToken()));
        const Result<HandOver> stopped = service().stop(run(), m_place, CancelToken());
        QVERIFY2(stopped, why(stopped).constData());
        QCOMPARE(stopped->state, HandOverState::Failed);
        QCOMPARE(audited(QStringLiteral("archive.hand-over.stop")).last(), QStringLiteral("after:ok"));
    }

    void aPlanSaysWhereTheJobHandsOver_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<bool>("isStarted");
        QTest::addColumn<bool>("isTold"); // the server
        QTest::newRow("a folder there") << m_place << true << true;
        QTest::newRow("a workstation, which takes by itself") << QStringLiteral("desk") << true << false;
        QTest::newRow("one that is gone") << QStringLiteral("cellar") << false << false;
    }
    void aPlanSaysWhereTheJobHandsOver()
    {
        QFETCH(QString, place);
        QFETCH(bool, isStarted);
        QFETCH(bool, isTold);
        ArchivePlace desk = vault();
        desk.name = QStringLiteral("desk");
        desk.kind = PlaceKind::Workstation;
        desk.folder = "/home/anna";
        QVERIFY(service().savePlace(desk, std::nullopt));
        const auto inputs = std::make_shared<QByteArrayList>();
        m_workspace->hosts.setAnswer([inputs](const Server &, RemoteProgram program, const QByteArray &input,
                                              const CancelToken &) -> Result<QByteArray> {
            const QByteArray moment = "1227950000";
            QList<FrameRecord> records;
            if (program == RemoteProgram::ArchiveStatus)
                records = {{"now", {moment}}};
            if (program == RemoteProgram::Zips)
                records = {
                    {"now", {moment}}, {"zip", {"500", moment, "33/backupdata/a.zip"}}, {"free", {"1000000000"}}};
            if (program == RemoteProgram::ArchiveStart) {
                inputs->append(input);
                records = {{"started", {moment, "4711", ""}}};
            }
            records.append(FrameRecord {"finished", {}});
            return frameOf(remoteProgramName(program).toLatin1(), records);
        });
        ArchiveRequest request;
        request.site = QStringLiteral("moodle");
        request.rule = ArchiveRule::SinceLastRun;
        request.name = QStringLiteral("moodle-2008-autumn");
        Result<ArchivePlan> plan = m_workspace->archives().plan(request, CancelToken());
        QVERIFY2(plan, why(plan).constData());
        plan->request.places = {place}; // a place may go while a person reads the plan
        const Result<ArchiveRecord> started = m_workspace->archives().start(*plan, CancelToken());
        QCOMPARE(inputs->size(), isStarted ? 1 : 0);
        if (!isStarted) {
            QVERIFY(!started);
            QCOMPARE(started.error().kind, ErrorKind::BadInput);
            QVERIFY(started.error().message.contains(place));
            QCOMPARE(m_workspace->archives().runs()->size(), 1);
            return;
        }
        QCOMPARE(inputs->constFirst().contains("/mnt/vault"), isTold);
        const auto lines = m_workspace->audit().entries(QStringLiteral("archive.start"));
        QVERIFY(lines && !lines->isEmpty());
        QCOMPARE(std::any_of(lines->cbegin(), lines->cend(),
                             [&place](const AuditEntry &line) { return line.detail.contains(place); }),
                 isTold);
        QVERIFY(!inputs->constFirst().contains("/home/anna"));
    }

    void aReadOnlyWorkspaceShowsWhatWasAsked()
    {
        m_server.set("ended");
        m_workspace->makeReadOnly();
        const Result<QList<HandOver>> asked = service().ask(run(), CancelToken());
        QVERIFY2(asked, why(asked).constData());
        QVERIFY(asked->constFirst().warning.has_value());
        QVERIFY(stored().isEmpty());
        const Result<QList<HandOver>> shown = service().handOvers();
        QVERIFY2(shown, why(shown).constData());
        QCOMPARE(shown->size(), 1);
        QCOMPARE(shown->constFirst().state, HandOverState::Confirmed);
    }
};

NIGHTKEEP_TEST(TstHandOverService, unit, Core)
#include "tst_handoverservice.moc"
