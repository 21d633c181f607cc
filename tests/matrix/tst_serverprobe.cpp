// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/connectionchecks.h"
#include "tests/matrix/serviceroom.h"
#include "tests/support/testmain.h"

#include <QSemaphore>
#include <QThread>
#include <QTimeZone>
#include <QtTest>

#include <tuple>

using namespace Nightkeep;

namespace {

constexpr int PatienceMs = 200000; // 64 answers are stored within it

Server server(const QString &name)
{
    Server made;
    made.name = name;
    made.current = {"/data", "/var"};
    made.wanted = {"/data/moodle", "/data"};
    return made;
}

QByteArray soundAnswer(qint64 clockOffset = 0)
{
    const QByteArray second = QByteArray::number(noon().toSecsSinceEpoch() + clockOffset);
    QList<QByteArrayList> records {{"OS", "PRETTY_NAME=\"Debian\""}, {"MOUNTS", "/dev/sda1 / ext4 rw 0 0\n"}};
    for (const QString &tool : probedTools())
        records.append({"TOOL", tool.toLatin1(), "/usr/bin/" + tool.toLatin1()});
    records += QList<QByteArrayList> {
        {"FOLDER", "/data/moodle", "dir"}, {"DSMC", "absent"}, {"CLOCK", second, second, "+0000"}};
    return probeAnswer(records);
}

FakeServer answering(const QByteArray &answer)
{
    FakeServer fake;
    fake.run = [answer](const QByteArray &, const CancelToken &) -> Result<QByteArray> { return answer; };
    return fake;
}

FakeServer failing(ErrorKind kind)
{
    FakeServer fake;
    fake.run = [kind](const QByteArray &, const CancelToken &) -> Result<QByteArray> {
        return fail(kind, QStringLiteral("it went wrong"), QStringLiteral("the next step"));
    };
    return fake;
}

struct ProbedRoom : Room
{
    void add(const QString &name, const FakeServer &fake)
    {
        store.put({server(name)});
        hosts.servers.insert(name, fake);
    }
};

QString printed(const QList<ConnectionCheck> &checks)
{
    QStringList words;
    for (const ConnectionCheck &check : checks) {
        const QStringList marks {QStringLiteral("+"), QStringLiteral("!"), QStringLiteral("-"), QStringLiteral("?")};
        words.append(marks.at(int(check.outcome)) + check.name);
    }
    return words.join(u' ');
}

QList<ConnectionCheck> reachedChecks()
{
    return {{QStringLiteral("name"), QStringLiteral("found"), ConnectionCheck::Outcome::Passed, {}},
            {QStringLiteral("login"), QStringLiteral("slow"), ConnectionCheck::Outcome::Warned, {}}};
}

} // namespace

class TstServerProbe : public QObject
{
    Q_OBJECT

private slots:
    void asksForAllFoldersOnce();
    void hostileFoldersTravelWhole();
    void storesWhatTheServerSaid();
    void endings_data();
    void endings();
    void failureThatCannotBeStored();
    void snapshotThatCannotBeStored_data();
    void snapshotThatCannotBeStored();
    void cancelledBeforeItBegan();
    void manyAtOnceButNotMore();
    void aSlowOneHoldsUpNobody();
    void rowAfterAnAnswer();
    void manyInTheirOrderWithProgress();
    void manyCancelledHalfway();
    void connectionTest_data();
    void connectionTest();
    void connectionTestGivesAdvice();
    void findings();
    void dumpsInNoWantedFolder_data();
    void dumpsInNoWantedFolder();
};

void TstServerProbe::asksForAllFoldersOnce()
{
    ProbedRoom room;
    room.add(QStringLiteral("a"), answering(soundAnswer()));
    QVERIFY(room.workspace.probe(server(QStringLiteral("a")), Attendance::Background, {}).snapshot);
    QCOMPARE(room.hosts.inputs(), QByteArrayList {probeInput(probedTools(), {"/data/moodle", "/data", "/var"})});
    QCOMPARE(room.hosts.attendances(), QList<Attendance> {Attendance::Background});
}

void TstServerProbe::hostileFoldersTravelWhole()
{
    ProbedRoom room;
    const QList<BytePath> hostile {"/a\nb", "/-rf", "/$(reboot)", "/'\"", "/\xff\xfe", "/ "};
    FakeServer fake;
    fake.run = [&hostile](const QByteArray &input, const CancelToken &) -> Result<QByteArray> {
        const QByteArray second = QByteArray::number(noon().toSecsSinceEpoch());
        QList<QByteArrayList> records {{"CLOCK", second, second, "+0000"}, {"DSMC", "absent"}};
        for (const BytePath &folder : input.split('\0').mid(1 + probedTools().size(), hostile.size()))
            records.append({"FOLDER", folder, "dir"});
        return probeAnswer(records);
    };
    room.add(QStringLiteral("a"), fake);
    Server asked = server(QStringLiteral("a"));
    asked.current = {};
    asked.wanted = hostile;
    const ProbeOutcome outcome = room.workspace.probe(asked, Attendance::Background, {});
    QVERIFY2(outcome.snapshot, qPrintable(outcome.snapshot ? QString() : outcome.snapshot.error().message));
    for (const BytePath &folder : hostile)
        QCOMPARE(outcome.snapshot->folders.value(folder, FolderPresence::Missing), FolderPresence::Present);
}

void TstServerProbe::storesWhatTheServerSaid()
{
    ProbedRoom room;
    room.add(QStringLiteral("a"), answering(soundAnswer(300)));
    QVERIFY(
        room.store.saveFailure(QStringLiteral("a"), Error {ErrorKind::Unreachable, QStringLiteral("away")}, noon()));
    const ProbeOutcome outcome = room.workspace.probe(server(QStringLiteral("a")), Attendance::Attended, {});
    QVERIFY(outcome.snapshot);
    QCOMPARE(outcome.server, QStringLiteral("a"));
    QCOMPARE(outcome.snapshot->clockOffsetSeconds, 300);
    QCOMPARE(outcome.snapshot->osRelease, QStringLiteral("Debian"));
    QCOMPARE(*room.store.latestSnapshot(QStringLiteral("a")), std::optional<ServerSnapshot>(*outcome.snapshot));
    QVERIFY(room.store.withFailure().isEmpty());
    QVERIFY(room.audit.lines().isEmpty());
}

void TstServerProbe::endings_data()
{
    QTest::addColumn<QByteArray>("answer"); // empty: the call fails
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("stored");
    const QByteArray sound = soundAnswer();
    QTest::newRow("unreachable") << QByteArray() << int(ErrorKind::Unreachable) << true;
    QTest::newRow("wrong password") << QByteArray() << int(ErrorKind::AuthenticationFailed) << true;
    QTest::newRow("host key changed") << QByteArray() << int(ErrorKind::HostKeyChanged) << true;
    QTest::newRow("too slow") << QByteArray() << int(ErrorKind::TimedOut) << true;
    QTest::newRow("cancelled") << QByteArray() << int(ErrorKind::Cancelled) << false;
    QTest::newRow("broken off") << sound.left(sound.size() / 2) << int(ErrorKind::Incomplete) << true;
    QTest::newRow("footer lost") << sound.left(sound.lastIndexOf("END")) << int(ErrorKind::Incomplete) << true;
    QTest::newRow("a greeting in front") << "Welcome!\n" + sound << int(ErrorKind::Damaged) << true;
    QTest::newRow("no clock") << probeAnswer({{"OS", "x"}}) << int(ErrorKind::Damaged) << true;
}

void TstServerProbe::endings()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, kind);
    QFETCH(bool, stored);
    ProbedRoom room;
    const QString name = QStringLiteral("a");
    ServerSnapshot old;
    old.takenAt = noon().addDays(-1);
    room.add(name, answer.isEmpty() ? failing(ErrorKind(kind)) : answering(answer));
    QVERIFY(room.store.saveSnapshot(name, old));
    const ProbeOutcome outcome = room.workspace.probe(server(name), Attendance::Background, {});
    QVERIFY(!outcome.snapshot);
    QCOMPARE(outcome.snapshot.error().kind, ErrorKind(kind));
    QCOMPARE(room.store.withFailure().contains(name), stored);
    QCOMPARE(*room.store.latestSnapshot(name), std::optional<ServerSnapshot>(old));
}

void TstServerProbe::failureThatCannotBeStored()
{
    ProbedRoom room;
    room.store.setWriteFailure(Error {ErrorKind::ReadOnly, QStringLiteral("read-only")});
    room.add(QStringLiteral("a"), failing(ErrorKind::Unreachable));
    const ProbeOutcome outcome = room.workspace.probe(server(QStringLiteral("a")), Attendance::Background, {});
    QCOMPARE(outcome.snapshot.error().kind, ErrorKind::Unreachable);
    QVERIFY(outcome.notKept && outcome.notKept->message.contains(QStringLiteral("read-only")));
    const Result<QList<ServerRow>> rows = room.workspace.rows();
    QVERIFY(rows && rows->first().failure);
    QCOMPARE(rows->first().failure->kind, ErrorKind::Unreachable);
}

void TstServerProbe::snapshotThatCannotBeStored_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("shown"); // to whoever looks at the rows afterwards
    QTest::newRow("read-only workspace") << int(ErrorKind::ReadOnly) << true;
    QTest::newRow("full disk") << int(ErrorKind::DiskFull) << false;
    QTest::newRow("busy workspace") << int(ErrorKind::Busy) << false;
    QTest::newRow("lost database") << int(ErrorKind::Unreachable) << false;
}

void TstServerProbe::snapshotThatCannotBeStored()
{
    QFETCH(int, kind);
    QFETCH(bool, shown);
    ProbedRoom room;
    const QString name = QStringLiteral("a");
    room.store.setWriteFailure(Error {ErrorKind(kind), QStringLiteral("it takes nothing")});
    room.add(name, answering(soundAnswer()));
    const ProbeOutcome outcome = room.workspace.probe(server(name), Attendance::Background, {});
    QVERIFY(outcome.snapshot); // the server has answered
    QVERIFY(outcome.notKept);
    QCOMPARE(outcome.notKept->kind, ErrorKind(kind));
    QCOMPARE(outcome.notKept->message, QStringLiteral("The answer is shown, but not kept: it takes nothing"));
    QVERIFY(room.store.withSnapshot().isEmpty());
    Result<QList<ServerRow>> rows = room.workspace.rows();
    QVERIFY(rows);
    QCOMPARE(rows->first().snapshot.has_value(), shown);

    // Somebody who may write has asked since, first in vain.
    room.store.setWriteFailure(std::nullopt);
    QVERIFY(room.store.saveFailure(name, {ErrorKind::Unreachable, QStringLiteral("gone")}, noon().addSecs(3600)));
    rows = room.workspace.rows();
    QVERIFY(rows);
    QVERIFY(rows->first().failure.has_value());
    ServerSnapshot later;
    later.takenAt = noon().addDays(1);
    QVERIFY(room.store.saveSnapshot(name, later));
    rows = room.workspace.rows();
    QVERIFY(rows);
    QCOMPARE(rows->first().snapshot, std::optional<ServerSnapshot>(later));
}

void TstServerProbe::cancelledBeforeItBegan()
{
    ProbedRoom room;
    const CancelToken cancel;
    cancel.cancel();
    const ProbeOutcome outcome = room.workspace.probe(server(QStringLiteral("a")), Attendance::Background, cancel);
    QCOMPARE(outcome.snapshot.error().kind, ErrorKind::Cancelled);
    QVERIFY(room.hosts.attendances().isEmpty());
    QVERIFY(room.store.withFailure().isEmpty());
}

void TstServerProbe::manyAtOnceButNotMore()
{
    constexpr int Parallel = 3;
    constexpr int Servers = 10;
    ProbedRoom room;
    QSemaphore arrived;
    QSemaphore gate;
    FakeServer fake;
    fake.run = [&](const QByteArray &, const CancelToken &) -> Result<QByteArray> {
        arrived.release();
        gate.acquire();
        return soundAnswer();
    };
    QList<Server> servers;
    for (int i = 0; i < Servers; ++i) {
        servers.append(server(QStringLiteral("s%1").arg(i)));
        room.add(servers.last().name, fake);
    }
    QList<ProbeOutcome> outcomes;
    const std::unique_ptr<QThread> thread(QThread::create(
        [&] { outcomes = room.workspace.probeAll(servers, Attendance::Background, Parallel, {}, {}); }));
    thread->start();
    const bool together = arrived.tryAcquire(Parallel, PatienceMs);
    gate.release(Servers);
    QVERIFY(thread->wait(PatienceMs));
    QVERIFY(together);
    QCOMPARE(room.hosts.mostAtOnce(), Parallel);
    QCOMPARE(room.store.withSnapshot().size(), Servers);
    QCOMPARE(outcomes.size(), Servers);
}

void TstServerProbe::aSlowOneHoldsUpNobody()
{
    constexpr int Servers = 64;
    ProbedRoom room;
    QSemaphore gate;
    QSemaphore told;
    FakeServer slow; // until its time limit, which the test keeps for it
    slow.run = [&gate](const QByteArray &, const CancelToken &) -> Result<QByteArray> {
        gate.acquire();
        return fail(ErrorKind::TimedOut, QStringLiteral("it did not answer in time"));
    };
    QList<Server> servers;
    for (int i = 0; i < Servers; ++i) {
        servers.append(server(QStringLiteral("s%1").arg(i)));
        room.add(servers.last().name, i == 3 ? slow : answering(soundAnswer()));
    }
    QStringList names; // guarded by the promise that calls come one at a time
    bool stored = true;
    bool counted = true;
    qint64 progressed = 0;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        std::ignore = room.workspace.probeAll(
            servers, Attendance::Background, 8, {}, [&](const Progress &progress) { progressed = progress.done; },
            [&](const ProbeOutcome &outcome) {
                names.append(outcome.server);
                counted = counted && progressed == names.size() - 1;
                stored = stored
                    && (outcome.snapshot ? room.store.latestSnapshot(outcome.server)->has_value()
                                         : room.store.latestFailure(outcome.server)->has_value());
                told.release();
            });
    }));
    thread->start();
    const bool others = told.tryAcquire(Servers - 1, PatienceMs);
    const bool slowIsOpen = !names.contains(QStringLiteral("s3"));
    gate.release();
    QVERIFY(thread->wait(PatienceMs));
    QVERIFY(others && slowIsOpen && stored && counted);
    QCOMPARE(names.size(), Servers);
    QCOMPARE(names.last(), QStringLiteral("s3"));
    QCOMPARE(progressed, Servers);
    QVERIFY(room.hosts.mostAtOnce() <= 8);
}

void TstServerProbe::rowAfterAnAnswer()
{
    const ServerRow before {server(QStringLiteral("a")), {}, Error {ErrorKind::Unreachable, {}, {}, {}}, {}};
    ServerSnapshot snapshot;
    snapshot.osRelease = QStringLiteral("Debian");
    const ServerRow answered = rowAfter(before, {before.server.name, snapshot});
    QCOMPARE(answered.snapshot, std::optional(snapshot));
    QVERIFY(!answered.failure);
    QCOMPARE(answered.coverage, compareCoverage(before.server, snapshot));
    const Error silent {ErrorKind::TimedOut, QStringLiteral("no answer"), {}, {}};
    const ServerRow failed = rowAfter(answered, {before.server.name, fail(silent)});
    QCOMPARE(failed.snapshot, answered.snapshot); // what was known stays
    QCOMPARE(failed.failure, std::optional(silent));
    QCOMPARE(failed.coverage, answered.coverage);
    QCOMPARE(rowAfter(answered, {before.server.name, fail(ErrorKind::Cancelled, QString())}), answered);
}

void TstServerProbe::manyInTheirOrderWithProgress()
{
    ProbedRoom room;
    QList<Server> servers;
    for (const char *name : {"a", "b", "c", "d"})
        servers.append(server(QString::fromLatin1(name)));
    room.add(QStringLiteral("a"), answering(soundAnswer()));
    room.add(QStringLiteral("b"), failing(ErrorKind::Unreachable));
    room.add(QStringLiteral("c"), answering("rubbish"));
    FakeServer closed;
    closed.refusesToOpen = Error {ErrorKind::BadInput, QStringLiteral("no such host")};
    room.add(QStringLiteral("d"), closed);
    QList<Progress> told;
    const auto outcomes = room.workspace.probeAll(servers, Attendance::Background, 0, {},
                                                  [&](const Progress &progress) { told.append(progress); });
    QStringList endings;
    for (const ProbeOutcome &outcome : outcomes)
        endings.append(outcome.server + u' '
                       + (outcome.snapshot ? QStringLiteral("ok") : nameOf(outcome.snapshot.error().kind)));
    QCOMPARE(endings,
             (QStringList {QStringLiteral("a ok"), QStringLiteral("b unreachable"), QStringLiteral("c damaged"),
                           QStringLiteral("d badInput")}));
    QCOMPARE(told.size(), 5);
    for (qsizetype i = 0; i < told.size(); ++i) {
        QCOMPARE(told.at(i).done, i);
        QCOMPARE(told.at(i).total, 4);
    }
    QCOMPARE(room.store.withFailure().size(), 3);
}

void TstServerProbe::manyCancelledHalfway()
{
    ProbedRoom room;
    const CancelToken cancel;
    FakeServer canceller;
    canceller.run = [&](const QByteArray &, const CancelToken &token) -> Result<QByteArray> {
        cancel.cancel();
        return token.isCancelled() ? Result<QByteArray>(fail(ErrorKind::Cancelled, QStringLiteral("stopped")))
                                   : Result<QByteArray>(soundAnswer());
    };
    room.add(QStringLiteral("a"), answering(soundAnswer()));
    room.add(QStringLiteral("b"), canceller);
    room.add(QStringLiteral("c"), answering(soundAnswer()));
    const QList<Server> servers {server(QStringLiteral("a")), server(QStringLiteral("b")), server(QStringLiteral("c"))};
    const auto outcomes = room.workspace.probeAll(servers, Attendance::Background, 1, cancel, {});
    QVERIFY(outcomes.at(0).snapshot);
    QCOMPARE(outcomes.at(1).snapshot.error().kind, ErrorKind::Cancelled);
    QCOMPARE(outcomes.at(2).snapshot.error().kind, ErrorKind::Cancelled);
    QCOMPARE(room.hosts.inputs().size(), 2);
    QVERIFY(room.store.withFailure().isEmpty());
    QCOMPARE(room.store.withSnapshot(), QStringList {QStringLiteral("a")});
}

void TstServerProbe::connectionTest_data()
{
    QTest::addColumn<FakeServer>("fake");
    QTest::addColumn<QString>("expected");
    const QString untried =
        QStringLiteral(" ?clock ?find ?tar ?dd ?od ?df ?sync ?cmp ?hash ?detach ?timeout ?storage-manager");
    const auto row = [](const char *name, FakeServer fake, const QString &expected) {
        QTest::newRow(name) << std::move(fake) << expected;
    };
    FakeServer sound = answering(soundAnswer());
    sound.checks = reachedChecks();
    row("all there but the storage manager", sound,
        QStringLiteral("+name !login +probe +clock +find +tar +dd +od +df +sync +cmp +hash +detach +timeout "
                       "!storage-manager"));
    FakeServer bare = answering(probeAnswer({{"CLOCK", "1224936000", "1224936001", "+0000"},
                                             {"TOOL", "find", ""},
                                             {"TOOL", "tar", "/bin/tar"},
                                             {"TOOL", "openssl", "/usr/bin/openssl"},
                                             {"TOOL", "nohup", "/usr/bin/nohup"},
                                             {"DSMC", "absent"}}));
    bare.checks = reachedChecks();
    row("without find", bare,
        QStringLiteral("+name !login +probe +clock -find +tar -dd -od -df -sync -cmp +hash +detach !timeout "
                       "!storage-manager"));
    FakeServer late = answering(soundAnswer(-3600));
    late.checks = reachedChecks();
    row("an hour behind", late,
        QStringLiteral("+name !login +probe !clock +find +tar +dd +od +df +sync +cmp +hash +detach +timeout "
                       "!storage-manager"));
    FakeServer silent = failing(ErrorKind::TimedOut);
    silent.checks = reachedChecks();
    row("the probe fails", silent, QStringLiteral("+name !login -probe") + untried);
    FakeServer stopped = failing(ErrorKind::Cancelled);
    stopped.checks = reachedChecks();
    row("cancelled", stopped, QStringLiteral("+name !login ?probe") + untried);
    FakeServer locked;
    locked.checks = reachedChecks();
    locked.checks[1].outcome = ConnectionCheck::Outcome::Failed;
    row("not let in", locked, QStringLiteral("+name -login ?probe") + untried);
    FakeServer closed;
    closed.refusesToOpen = Error {ErrorKind::BadInput, QStringLiteral("no such host"), QStringLiteral("mend it")};
    row("a host that cannot be", closed, QStringLiteral("-name ?probe") + untried);
}

void TstServerProbe::connectionTest()
{
    QFETCH(FakeServer, fake);
    QFETCH(QString, expected);
    ProbedRoom room;
    room.add(QStringLiteral("a"), fake);
    const QList<ConnectionCheck> checks = room.workspace.testConnection(server(QStringLiteral("a")), {});
    QCOMPARE(printed(checks), expected);
    QCOMPARE(room.hosts.attendances(), QList<Attendance> {Attendance::Attended});
    QVERIFY(room.store.withSnapshot().isEmpty() && room.store.withFailure().isEmpty());
    for (const ConnectionCheck &check : checks)
        QVERIFY2(!check.sentence.isEmpty(), qPrintable(check.name));
}

void TstServerProbe::connectionTestGivesAdvice()
{
    const QList<ConnectionCheck> checks = probeChecks(ServerSnapshot());
    int unsound = 0;
    for (const ConnectionCheck &check : checks) {
        const bool good = check.outcome == ConnectionCheck::Outcome::Passed;
        unsound += good ? 0 : 1;
        QCOMPARE(check.advice.isEmpty(), good);
    }
    QCOMPARE(unsound, 11);
    QCOMPARE(printed(untriedProbeChecks()).count(u'?'), checks.size());
}

void TstServerProbe::findings()
{
    const auto row = [](const char *name) {
        Server made = server(QString::fromLatin1(name));
        made.wanted.clear();
        made.current.clear();
        return ServerRow {made, std::nullopt, std::nullopt, {}};
    };
    ServerRow fresh = row("fresh");
    fresh.snapshot = ServerSnapshot();
    fresh.snapshot->takenAt = noon();
    ServerRow never = row("never.example");
    ServerRow away = row("away");
    away.failure = Error {ErrorKind::Unreachable, QStringLiteral("no route"), QStringLiteral("look"), {}};
    ServerRow changed = row("changed");
    changed.failure = Error {ErrorKind::HostKeyChanged, QStringLiteral("other key"), {}, {}};
    ServerRow stopped = row("stopped");
    stopped.failure = Error {ErrorKind::Cancelled, QStringLiteral("stopped"), {}, {}};
    ServerRow ahead = fresh;
    ahead.server.name = QStringLiteral("ahead");
    ahead.snapshot->clockOffsetSeconds = 121;
    ServerRow old = fresh;
    old.server.name = QStringLiteral("old");
    old.snapshot->takenAt = noon().addDays(-8);
    ServerRow stuck = fresh;
    stuck.server.name = QStringLiteral("stuck");
    stuck.snapshot->fileSpaces = QList<FileSpace> {
        {"/", noon().addDays(-1)}, {"/data", noon().addDays(-40)}, {"/gone", noon().addDays(-90)}, {"/never", {}}};
    stuck.snapshot->domain = QList<BytePath> {"/", "/data", "/never"};
    ServerRow bare = row("bare");
    bare.snapshot = fresh.snapshot;
    bare.coverage = compareCoverage(server(QStringLiteral("bare")), std::nullopt);
    bare.coverage.first().state = CoverageState::Uncovered;

    QStringList ids;
    for (const Finding &finding :
         ServerService::findings({fresh, never, away, changed, stopped, ahead, old, stuck, bare}, noon())) {
        ids.append(nameOf(finding.severity) + u' ' + finding.id);
        QVERIFY(!finding.title.isEmpty() && !finding.reason.isEmpty());
        if (finding.kind == u"old")
            QCOMPARE(finding.since, noon().addDays(-1)); // not since it was asked
    }
    QCOMPARE(ids.join(u'\n'),
             QStringLiteral("warning server/away/failure\ncritical server/changed/failure\n"
                            "warning server/ahead/clock\nwarning server/old/old\n"
                            "critical coverage/bare//data/moodle\n"
                            "info coverage/bare//var\ninfo servers/never-asked"));
}

void TstServerProbe::dumpsInNoWantedFolder_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("service");
    QTest::addColumn<QByteArrayList>("wanted");
    QTest::addColumn<bool>("told");
    const auto row = [](const char *what, const char *name, const char *service, const QByteArrayList &wanted,
                        bool told) {
        QTest::newRow(what) << QString::fromLatin1(name) << QString::fromLatin1(service) << wanted << told;
    };
    row("no wanted folder", "sqlhost-a", "MySQL master/slave pair", {}, true);
    row("by its name", "moodledb-a.example.org", "", {}, true);
    row("by its name, with a number", "db2.example.org", "", {}, true);
    row("another server", "moodle-a", "live Moodle", {}, false);
    row("a name that only has the letters", "feedback-a", "forms", {}, false);
    row("the usual folder", "moodledb-a", "", {"/usr/local/mysql/backup"}, false);
    row("a folder above it", "moodledb-a", "", {"/usr"}, false);
    row("all of it", "moodledb-a", "", {"/etc", "/"}, false);
    row("a folder of dumps elsewhere", "moodledb-a", "", {"/srv/dumps"}, false);
    row("of backups", "moodledb-a", "MariaDB", {"/data/backup/nightly"}, false);
    row("the configuration alone", "moodledb-a", "", {"/etc/mysql"}, true);
    row("the running database's own files", "moodledb-a", "databases", {"/var/lib/mysql"}, true);
    row("something else", "moodledb-a", "PostgreSQL", {"/home"}, true);
    row("of Moodle's backups", "moodledb-a", "", {"/backup/moodle"}, false);
    row("only a folder in the usual one", "moodledb-a", "", {"/usr/local/mysql/backup/old"}, true);
    row("by its name, with a word", "dbmaster1", "", {}, true);
    row("by its name, short", "sql01.example.org", "", {}, true);
    row("by the service, first", "host-a", "Databases of the portal", {}, true);
    row("by the service, of Moodle", "host-a", "live Moodle database", {}, true);
    row("a database of another kind", "web-b", "publications database", {}, false);
    row("a database of entries", "web-b", "the staff database, and forms", {}, false);
}

void TstServerProbe::dumpsInNoWantedFolder()
{
    QFETCH(QString, name);
    QFETCH(QString, service);
    QFETCH(QByteArrayList, wanted);
    QFETCH(bool, told);
    Server asked = server(name);
    asked.service = service;
    asked.wanted = wanted;
    const QList<Finding> findings = ServerService::findings({{asked, std::nullopt, std::nullopt, {}}}, noon());
    const auto found = std::find_if(findings.begin(), findings.end(), [](const Finding &finding) {
        return finding.id.endsWith(QLatin1String("/dumps"));
    });
    QCOMPARE(found != findings.end(), told);
    if (told) {
        QCOMPARE(found->severity, Severity::Warning);
        QVERIFY(found->title.contains(shortName(name)) && !found->advice.isEmpty());
    }
}

NIGHTKEEP_TEST(TstServerProbe, unit, Core)
#include "tst_serverprobe.moc"
