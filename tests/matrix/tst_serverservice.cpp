// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/matrix/serviceroom.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

Server server(const char *name)
{
    Server made;
    made.name = QString::fromLatin1(name);
    made.current = {"/data"};
    made.wanted = {"/data/moodle"};
    return made;
}

Error error(ErrorKind kind, const char *message)
{
    return {kind, QString::fromLatin1(message), QStringLiteral("the next step"), {}};
}

} // namespace

class TstServerService : public QObject
{
    Q_OBJECT

private slots:
    void rowsJoinWhatIsKnown();
    void rowsTellWhatCannotBeRead();
    void replaceAddsEditsRemoves();
    void replaceRefuses_data();
    void replaceRefuses();
    void replaceAllowsChangeOfCase();
    void replaceMeetsConflict();
    void replaceKeepsBytesInTheLog();
    void whatCannotBeRecordedIsNotDone();
    void importPlansFromTheFile();
    void importPassesOnWhyNot();
    void importStoresWhatWasAccepted();
    void importRefusesAStalePlan_data();
    void importRefusesAStalePlan();
    void importWithNothingToDo();
    void trustIsRecordedAroundTheAct();
    void trustNotRecordedIsNotDone();
    void trustEndings_data();
    void trustEndings();
    void offeredKeyIsPassedOn();
};

void TstServerService::rowsJoinWhatIsKnown()
{
    Room room;
    room.store.put({server("a"), server("b")});
    ServerSnapshot snapshot;
    snapshot.takenAt = noon();
    snapshot.fileSpaces = QList<FileSpace>();
    QVERIFY(room.store.saveSnapshot(QStringLiteral("a"), snapshot));
    QVERIFY(room.store.saveFailure(QStringLiteral("b"), error(ErrorKind::Unreachable, "away"), noon()));
    const auto rows = room.workspace.rows();
    QVERIFY(rows);
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->at(0).server, server("a"));
    QCOMPARE(rows->at(0).snapshot, std::optional(snapshot));
    QVERIFY(!rows->at(0).failure);
    QCOMPARE(rows->at(0).coverage.first().state, CoverageState::Uncovered);
    QCOMPARE(rows->at(1).failure, std::optional(error(ErrorKind::Unreachable, "away")));
    QCOMPARE(rows->at(1).coverage.first().state, CoverageState::Covered);
}

void TstServerService::rowsTellWhatCannotBeRead()
{
    Room room;
    room.store.setFailure(error(ErrorKind::Damaged, "torn"));
    QCOMPARE(room.workspace.rows().error().kind, ErrorKind::Damaged);
    room.wiki.answer = QList<WikiTable>();
    QVERIFY(!room.workspace.planImport(QStringLiteral("page.md")));
}

void TstServerService::replaceAddsEditsRemoves()
{
    Room room;
    QVERIFY(room.workspace.replaceServer({}, server("a")));
    Server edited = server("a");
    edited.note = QStringLiteral("new hardware");
    edited.connection.port = 2222;
    QVERIFY(room.workspace.replaceServer(server("a"), edited));
    QCOMPARE(room.store.all(), QList<Server> {edited});
    QVERIFY(room.workspace.replaceServer(edited, {}));
    QVERIFY(room.store.all().isEmpty());

    QCOMPARE(room.audit.lines().size(), 3);
    const QStringList acts {QStringLiteral("server.add"), QStringLiteral("server.edit"),
                            QStringLiteral("server.remove")};
    for (qsizetype i = 0; i < acts.size(); ++i) {
        const AuditEntry line = room.audit.lines().at(i);
        QCOMPARE(line.act, acts.at(i));
        QCOMPARE(line.phase, QStringLiteral("done"));
        QCOMPARE(line.object, QStringLiteral("a"));
        QCOMPARE(line.result, QStringLiteral("ok"));
        QCOMPARE(line.oldValue.isEmpty(), i == 0);
        QCOMPARE(line.newValue.isEmpty(), i == 2);
    }
    const QJsonObject logged = QJsonDocument::fromJson(room.audit.lines().at(1).newValue.toUtf8()).object();
    QCOMPARE(logged.value(QStringLiteral("note")).toString(), edited.note);
    QCOMPARE(logged.value(QStringLiteral("connection")).toObject().value(QStringLiteral("port")).toInt(), 2222);
    QCOMPARE(room.journal.first(), QStringLiteral("stored"));
}

void TstServerService::replaceRefuses_data()
{
    QTest::addColumn<Server>("after");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *says, auto change) {
        Server after = server("a");
        change(after);
        QTest::newRow(name) << after << QString::fromLatin1(says);
    };
    row("a name with a space", "a b", [](Server &s) { s.name = QStringLiteral("a b"); });
    row("a name that is an option", "-v", [](Server &s) { s.name = QStringLiteral("-v"); });
    row("a name with a new line", "\\n", [](Server &s) { s.name = QStringLiteral("a\nb"); });
    row("a folder that is not absolute", "data", [](Server &s) { s.current = {"data"}; });
    row("a folder with parents", "/a/../b", [](Server &s) { s.wanted = {"/a/../b"}; });
    row("an empty folder", "empty", [](Server &s) { s.wanted = {""}; });
    row("a folder with a NUL", "NUL", [](Server &s) { s.wanted = {BytePath("/a\0b", 4)}; });
    row("a folder with needless slashes", "/data/", [](Server &s) { s.wanted = {"/data/"}; });
    row("a folder twice", "twice", [](Server &s) { s.wanted = {"/x", "/y", "/x"}; });
    row("a host that is an option", "-oProxyCommand=x",
        [](Server &s) { s.connection.host = QStringLiteral("-oProxyCommand=x"); });
    row("a host with a command in it", "x;reboot", [](Server &s) { s.connection.host = QStringLiteral("x;reboot"); });
    row("a user with a quote", "o'hara", [](Server &s) { s.connection.user = QStringLiteral("o'hara"); });
    row("a user at another host", "a@b", [](Server &s) { s.connection.user = QStringLiteral("a@b"); });
    row("a port below none", "-1", [](Server &s) { s.connection.port = -1; });
    row("a port beyond the last", "65536", [](Server &s) { s.connection.port = 65536; });
    row("a local folder without a root", "empty",
        [](Server &s) { s.connection.kind = ServerConnection::Kind::LocalFolder; });
    row("a name that is taken", "already", [](Server &s) { s.name = QStringLiteral("TAKEN"); });
}

void TstServerService::replaceRefuses()
{
    QFETCH(Server, after);
    QFETCH(QString, says);
    Room room;
    room.store.put({server("a"), server("taken")});
    const QList<Server> workspace = room.store.all();
    for (const Server &before : {server("a"), Server()}) {
        const Result<void> done = room.workspace.replaceServer(before, after);
        QVERIFY(!done);
        QVERIFY2(done.error().message.contains(says), qPrintable(done.error().message));
        QVERIFY(!done.error().advice.isEmpty());
        QCOMPARE(room.store.all(), workspace);
        QVERIFY(room.audit.lines().isEmpty());
    }
}

void TstServerService::replaceAllowsChangeOfCase()
{
    Room room;
    room.store.put({server("a")});
    QVERIFY(room.workspace.replaceServer(server("a"), server("A")));
    QCOMPARE(room.store.all(), QList<Server> {server("A")});
}

void TstServerService::replaceMeetsConflict()
{
    Room room;
    Server stored = server("a");
    stored.os = QStringLiteral("solaris");
    room.store.put({stored});
    const Result<void> done = room.workspace.replaceServer(server("a"), server("a"));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Conflict);
    QCOMPARE(room.store.all(), QList<Server> {stored});
    QVERIFY(room.audit.lines().isEmpty());
}

void TstServerService::replaceKeepsBytesInTheLog()
{
    Room room;
    Server hostile = server("a");
    hostile.wanted = {"/data/\xff\xfe", "/data/-rf \"x'\n$(reboot)"};
    QVERIFY(room.workspace.replaceServer({}, hostile));
    QCOMPARE(room.store.all().first().wanted, hostile.wanted);
    QVERIFY(room.audit.lines().first().newValue.contains(QStringLiteral("%FF%FE")));
    QVERIFY(!room.audit.lines().first().newValue.contains(u'\n'));
}

void TstServerService::whatCannotBeRecordedIsNotDone()
{
    Room room;
    room.audit.refusedPhase = QStringLiteral("done");
    const Result<void> done = room.workspace.replaceServer({}, server("a"));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::ReadOnly);
    QVERIFY(done.error().message.contains(QStringLiteral("Nothing was changed")));
    QVERIFY(room.store.all().isEmpty());
}

void TstServerService::importPlansFromTheFile()
{
    Room room;
    const auto cell = [](const char *text) { return WikiCell {{QString::fromLatin1(text)}, {}}; };
    room.wiki.answer = QList<WikiTable> {
        {{cell("server name"), cell("folders currently backed up"), cell("folders we want backed up")},
         {{cell("a"), cell("/data"), cell("/data/moodle")}, {cell("b"), cell("/"), {}}}}};
    room.store.put({server("a")});
    const auto plan = room.workspace.planImport(QStringLiteral("page.md"));
    QVERIFY(plan);
    QCOMPARE(room.wiki.asked, QStringLiteral("page.md"));
    QCOMPARE(plan->changes.size(), 2);
    QCOMPARE(plan->changes.at(0).kind, ImportChange::Kind::Same);
    QCOMPARE(plan->changes.at(1).kind, ImportChange::Kind::Added);
    QVERIFY(room.workspace.applyImport(*plan));
    QCOMPARE(room.store.all().size(), 2);
    const auto again = room.workspace.planImport(QStringLiteral("page.md"));
    QVERIFY(again && again->changesNothing());
}

void TstServerService::importPassesOnWhyNot()
{
    Room room;
    room.wiki.answer = fail(error(ErrorKind::NotFound, "no such file"));
    QCOMPARE(room.workspace.planImport(QStringLiteral("x")).error().kind, ErrorKind::NotFound);
    room.wiki.answer = QList<WikiTable> {WikiTable()};
    QCOMPARE(room.workspace.planImport(QStringLiteral("x")).error().kind, ErrorKind::BadInput);
}

void TstServerService::importStoresWhatWasAccepted()
{
    Room room;
    room.store.put({server("changed"), server("declined"), server("only-here")});
    WikiMatrix matrix;
    matrix.servers = {server("new"), server("changed"), server("declined")};
    matrix.servers[1].os = QStringLiteral("ubuntu");
    matrix.servers[2].os = QStringLiteral("ubuntu");
    ImportPlan plan = planImport(room.store.all(), matrix);
    plan.changes[2].accepted = false;
    QVERIFY(room.workspace.applyImport(plan));
    QCOMPARE(room.store.all(),
             (QList<Server> {matrix.servers.at(1), server("declined"), server("only-here"), server("new")}));
    QCOMPARE(room.journal, (QStringList {QStringLiteral("stored"), QStringLiteral("log done")}));
    const AuditEntry line = room.audit.lines().first();
    QCOMPARE(line.act, QStringLiteral("import.wiki"));
    QCOMPARE(line.oldValue.count(u'\n'), 0);
    QCOMPARE(line.newValue.count(u'\n'), 1);
    QVERIFY(line.newValue.contains(QStringLiteral("\"new\"")));
}

void TstServerService::importRefusesAStalePlan_data()
{
    QTest::addColumn<QList<Server>>("workspace");
    QTest::addColumn<bool>("late"); // the store itself meets the change
    Server edited = server("changed");
    edited.note = QStringLiteral("edited");
    QTest::newRow("a row was edited") << QList<Server> {edited} << false;
    QTest::newRow("a row was removed") << QList<Server>() << false;
    QTest::newRow("a row was added") << QList<Server> {server("changed"), server("NEW")} << false;
    QTest::newRow("changed at the last moment") << QList<Server> {server("changed")} << true;
}

void TstServerService::importRefusesAStalePlan()
{
    QFETCH(QList<Server>, workspace);
    QFETCH(bool, late);
    Room room;
    WikiMatrix matrix;
    matrix.servers = {server("new"), server("changed")};
    matrix.servers[1].os = QStringLiteral("ubuntu");
    const ImportPlan plan = planImport({server("changed")}, matrix);
    room.store.put(workspace);
    if (late)
        room.store.setWriteFailure(error(ErrorKind::Conflict, "changed meanwhile"));
    const Result<void> done = room.workspace.applyImport(plan);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Stale);
    QCOMPARE(room.store.all(), workspace);
    QVERIFY(room.audit.lines().isEmpty());
}

void TstServerService::importWithNothingToDo()
{
    Room room;
    room.store.put({server("a")});
    room.store.setWriteFailure(error(ErrorKind::ReadOnly, "read-only"));
    QVERIFY(room.workspace.applyImport(planImport(room.store.all(), WikiMatrix {{server("a")}, {}, 0, 0})));
    QVERIFY(room.audit.lines().isEmpty());
}

void TstServerService::trustIsRecordedAroundTheAct()
{
    Room room;
    room.hosts.servers.insert(QStringLiteral("a"), FakeServer());
    const OfferedHostKey key {QStringLiteral("a"), QStringLiteral("ED25519"), QStringLiteral("SHA256:x")};
    QVERIFY(room.workspace.trustHostKey(server("a"), key, {}));
    QCOMPARE(
        room.journal,
        (QStringList {QStringLiteral("log before"), QStringLiteral("trusted SHA256:x"), QStringLiteral("log after")}));
    QCOMPARE(room.audit.lines().at(0).newValue, QStringLiteral("a ED25519 SHA256:x"));
    QCOMPARE(room.audit.lines().at(1).before, room.audit.lines().at(0).id);
    QCOMPARE(room.audit.lines().at(1).result, QStringLiteral("ok"));
    QCOMPARE(room.audit.lines().at(0).act, room.audit.lines().at(1).act);
}

void TstServerService::trustNotRecordedIsNotDone()
{
    Room room;
    room.audit.refusedPhase = QStringLiteral("before");
    const Result<void> done = room.workspace.trustHostKey(server("a"), {}, {});
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::ReadOnly);
    QVERIFY(room.journal.isEmpty());

    room.audit.refusedPhase = QStringLiteral("after");
    const Result<void> half = room.workspace.trustHostKey(server("a"), {}, {});
    QVERIFY(!half);
    QVERIFY(half.error().message.contains(QStringLiteral("trusted now")));
}

void TstServerService::trustEndings_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("result");
    QTest::newRow("failed") << int(ErrorKind::HostKeyChanged) << "failed";
    QTest::newRow("cancelled") << int(ErrorKind::Cancelled) << "cancelled";
}

void TstServerService::trustEndings()
{
    QFETCH(int, kind);
    QFETCH(QString, result);
    Room room;
    FakeServer fake;
    fake.trusts = fail(error(ErrorKind(kind), "not trusted"));
    room.hosts.servers.insert(QStringLiteral("a"), fake);
    const Result<void> done = room.workspace.trustHostKey(server("a"), {}, {});
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind(kind));
    QCOMPARE(room.audit.lines().size(), 2);
    QCOMPARE(room.audit.lines().last().result, result);
    QCOMPARE(room.audit.lines().last().detail, QStringLiteral("not trusted"));
}

void TstServerService::offeredKeyIsPassedOn()
{
    Room room;
    FakeServer fake;
    fake.offered = OfferedHostKey {QStringLiteral("a"), QStringLiteral("RSA"), QStringLiteral("SHA256:y")};
    room.hosts.servers.insert(QStringLiteral("a"), fake);
    QCOMPARE(room.workspace.offeredHostKey(server("a"), {}), fake.offered);
    room.hosts.servers[QStringLiteral("a")].refusesToOpen = error(ErrorKind::BadInput, "no");
    QCOMPARE(room.workspace.offeredHostKey(server("a"), {}).error().kind, ErrorKind::BadInput);
    QVERIFY(room.audit.lines().isEmpty());
}

NIGHTKEEP_TEST(TstServerService, unit, Core)
#include "tst_serverservice.moc"
