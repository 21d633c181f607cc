// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/inspectionservice.h"
#include "tests/coverage/inspectionnoon.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

/// What is asked on demand: change rates and previews, from the answer's records to the store.
class TstEvidence : public QObject
{
    Q_OBJECT

private slots:
    void rates_data();
    void rates();
    void percents();
    void counting();
    void countingWhereFoldersReallyAre();
    void countingEndings_data();
    void countingEndings();
    void previewRows_data();
    void previewRows();
    void previewTroubles_data();
    void previewTroubles();
    void previewedFolders_data();
    void previewedFolders();
    void previewsAreKeptPerFolder();
    void answersThatAreNotKept_data();
    void answersThatAreNotKept();
    void somebodyElseAsksLater();
};

namespace {

FrameRecord rate(const char *folder, const char *state, const QByteArrayList &numbers)
{
    return {"RATE", QByteArrayList {folder, state} + numbers};
}

const QByteArrayList Eight {"8", "800", "1", "100", "2", "200", "4", "400"};

Server moodle()
{
    Server server;
    server.name = QStringLiteral("moodle.example.org");
    server.wanted = {"/data/moodle", "/data/fs"};
    server.current = {"/"};
    return server;
}

struct Room
{
    Room() { std::ignore = workspace.serverStore.replaceServer({}, moodle()); }
    void says(const char *program, const QList<FrameRecord> &records)
    {
        const QByteArray answer = framed(program, records);
        workspace.hosts.setAnswer([this, answer](const Server &, RemoteProgram, const QByteArray &input,
                                                 const CancelToken &) -> Result<QByteArray> {
            asked = input;
            return answer;
        });
    }
    FakeWorkspace workspace;
    QByteArray asked;
};

} // namespace

void TstEvidence::rates_data()
{
    QTest::addColumn<QList<FrameRecord>>("records");
    QTest::addColumn<int>("state"); // -1: damaged
    using State = ChangeRate::State;
    const auto row = [](const char *name, const FrameRecord &record, int state) {
        QTest::newRow(name) << QList<FrameRecord> {record} << state;
    };
    row("counted", rate("/a", "done", Eight), int(State::Counted));
    row("partly", rate("/a", "partly", Eight), int(State::Partly));
    row("unfinished", rate("/a", "unfinished", Eight), int(State::Unfinished));
    row("missing", rate("/a", "missing", Eight), int(State::Missing));
    row("no folder", rate("/a", "other", Eight), int(State::NotFolder));
    row("unreadable", rate("/a", "unreadable", Eight), int(State::Unreadable));
    row("unable", rate("/a", "unable", Eight), int(State::Unable));
    row("unknown word", rate("/a", "perhaps", Eight), -1);
    row("a number too few", rate("/a", "done", Eight.mid(1)), -1);
    row("a number too many", rate("/a", "done", Eight + QByteArrayList {"1"}), -1);
    row("no number", rate("/a", "done", Eight.mid(1) + QByteArrayList {"1e9"}), -1);
    row("below zero", rate("/a", "done", Eight.mid(1) + QByteArrayList {"-1"}), -1);
    row("another record", {"ZIP", {}}, -1);
}

void TstEvidence::rates()
{
    QFETCH(QList<FrameRecord>, records);
    QFETCH(int, state);
    const auto rates = parseChangeRate(records);
    QCOMPARE(rates.has_value(), state >= 0);
    if (!rates) {
        QCOMPARE(rates.error().kind, ErrorKind::Damaged);
        return;
    }
    QCOMPARE(*rates, (QList<ChangeRate> {{"/a", ChangeRate::State(state), {8, 800}, {1, 100}, {2, 200}, {4, 400}}}));
    QVERIFY(!changeRateStateWord(rates->first().state).isEmpty());
    QVERIFY(!nameOf(rates->first().state).isEmpty());
}

void TstEvidence::percents()
{
    QCOMPARE(changedPercent({1, 25}, {2, 100}), 25.0);
    QCOMPARE(changedPercent({0, 0}, {2, 100}), 0.0);
    QCOMPARE(changedPercent({0, 0}, {0, 0}), -1.0);
    QCOMPARE(changedPercent({1, 1LL << 60}, {1, 1LL << 60}), 100.0);
}

void TstEvidence::counting()
{
    Room room;
    room.says("change-rate", {rate("/data/moodle", "done", Eight), rate("/data/fs", "missing", Eight)});
    const auto counted = room.workspace.inspection().countChanges(moodle(), Attendance::Background, {});
    QVERIFY(counted);
    QVERIFY(!counted->notKept);
    QCOMPARE(counted->answer.takenAt, room.workspace.time.now());
    QCOMPARE(counted->answer.folders.size(), 2);
    QCOMPARE(room.asked, QByteArray("240\0/data/moodle\0/data/moodle\0/data/fs\0/data/fs\0", 48));
    QCOMPARE(*room.workspace.inspection().lastChanges(moodle().name), std::optional(counted->answer));
    QVERIFY(!room.workspace.inspection().lastChanges(QStringLiteral("other"))->has_value());
}

void TstEvidence::countingWhereFoldersReallyAre()
{
    Room room;
    ServerSnapshot snapshot;
    snapshot.realPaths.insert("/data/fs", "/net/fs");
    QVERIFY(room.workspace.serverStore.saveSnapshot(moodle().name, snapshot));
    room.says("change-rate", {});
    QVERIFY(room.workspace.inspection().countChanges(moodle(), Attendance::Background, {}));
    QVERIFY(room.asked.endsWith(QByteArray("/data/fs\0/net/fs\0", 17)));
    // Nothing is wanted: then what is backed up is counted.
    Server server = moodle();
    server.wanted.clear();
    QVERIFY(room.workspace.inspection().countChanges(server, Attendance::Background, {}));
    QCOMPARE(room.asked, QByteArray("240\0/\0/\0", 8));
}

void TstEvidence::countingEndings_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("unreachable") << int(ErrorKind::Unreachable);
    QTest::newRow("cancelled") << int(ErrorKind::Cancelled);
    QTest::newRow("cancelled before") << int(ErrorKind::Cancelled);
    QTest::newRow("too slow") << int(ErrorKind::TimedOut);
    QTest::newRow("broken off") << int(ErrorKind::Incomplete);
    QTest::newRow("no folders") << int(ErrorKind::BadInput);
}

void TstEvidence::countingEndings()
{
    QFETCH(int, kind);
    Room room;
    const ChangeRates old {Noon, {}};
    QVERIFY(room.workspace.evidenceStore.saveChangeRates(moodle().name, old));
    room.workspace.hosts.setAnswer(
        [kind](const Server &, RemoteProgram, const QByteArray &, const CancelToken &) -> Result<QByteArray> {
            if (ErrorKind(kind) == ErrorKind::Incomplete)
                return framed("change-rate", {rate("/a", "done", Eight)}).chopped(4);
            return fail(ErrorKind(kind), QStringLiteral("it went wrong"));
        });
    Server server = moodle();
    if (ErrorKind(kind) == ErrorKind::BadInput)
        server.wanted = server.current = {};
    CancelToken cancel;
    const bool before = QByteArray(QTest::currentDataTag()) == "cancelled before";
    if (before)
        cancel.cancel();
    const auto counted = room.workspace.inspection().countChanges(server, Attendance::Background, cancel);
    QVERIFY(!counted);
    QCOMPARE(counted.error().kind, ErrorKind(kind));
    QCOMPARE(*room.workspace.inspection().lastChanges(moodle().name), std::optional(old));
    QCOMPARE(room.workspace.hosts.calls().isEmpty(), before || ErrorKind(kind) == ErrorKind::BadInput);
}

void TstEvidence::previewRows_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected"); // "+", "-path|rule|source", or nothing
    const auto row = [](const char *name, const char *line, const char *expected) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(expected);
    };
    row("taken", "/data/a  File  Included", "+");
    row("left out", "/data/a  File  Excluded  /.../a  dsm.sys", "-/data/a|/.../a|dsm.sys");
    row("tabs", "/data/a b\tFile\t12,048\tExcluded\t/.../a b\t/opt/incl.excl", "-/data/a b|/.../a b|/opt/incl.excl");
    row("verdict first", "Excluded  /data/a  /.../a  dsm.sys", "-/data/a|/.../a|dsm.sys");
    row("quoted", "Excluded  \"/data/a  b\"  /.../a  dsm.sys", "-/data/a  b|/.../a|dsm.sys");
    row("one blank apart", "/data/a Excluded /.../a dsm.sys", "-/data/a|/.../a|dsm.sys");
    row("one blank apart, verdict first", "Excluded /data/a", "-/data/a||");
    row("a name with the word in it", "/data/Excluded  File  Included", "+");
    row("German", "/data/a  Datei  Ausgeschlossen  /.../a  Server", "-/data/a|/.../a|Server");
    row("German, taken", "/data/a  Datei  Eingeschlossen", "+");
    row("bytes that are no text", "/data/\xe9  File  Excluded  /.../x  y", "-/data/\xe9|/.../x|y");
    row("banner", "  Client date/time: 2008-11-28 23:30:00", "");
    row("summary", "Total number of objects excluded: 12", "");
    row("heading", "Name\tType\tStatus\tPattern\tSource", "");
}

void TstEvidence::previewRows()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, expected);
    const auto preview = parsePreview(
        {{"DSMC", {"asked"}}, {"PREVIEW", {"0", "whole", line + "\nANS1092W nothing more\n"}}}, "/data", Noon);
    QVERIFY(preview);
    QByteArray found;
    if (preview->included == 1)
        found = "+";
    for (const ExcludedObject &object : preview->firstExcluded)
        found += '-' + object.path + '|' + object.rule.toUtf8() + '|' + object.source.toUtf8();
    QCOMPARE(found, expected);
    QCOMPARE(preview->included + preview->excluded, expected.isEmpty() ? 0 : 1);
}

void TstEvidence::previewTroubles_data()
{
    QTest::addColumn<QList<FrameRecord>>("records");
    QTest::addColumn<QString>("expected"); // a state's name, or a part of the failure's sentence
    const QByteArray one = "/data/a  File  Included\n";
    const auto row = [](const char *name, const QList<FrameRecord> &records, const char *expected) {
        QTest::newRow(name) << records << QString::fromUtf8(expected);
    };
    row("whole", {{"DSMC", {"asked"}}, {"PREVIEW", {"0", "whole", one}}}, "whole");
    row("warnings", {{"DSMC", {"asked"}}, {"PREVIEW", {"8", "whole", one}}}, "whole");
    row("out of time", {{"DSMC", {"asked"}}, {"PREVIEW", {"124", "whole", one}}}, "unfinished");
    row("killed", {{"DSMC", {"asked"}}, {"PREVIEW", {"137", "whole", one}}}, "unfinished");
    row("cut", {{"DSMC", {"asked"}}, {"PREVIEW", {"", "cut", one}}}, "cut");
    row("nothing there", {{"DSMC", {"asked"}}, {"PREVIEW", {"8", "whole", "ANS1092W No files\n"}}}, "whole");
    row("error", {{"DSMC", {"asked"}}, {"PREVIEW", {"12", "whole", "ANS1017E No.\n"}}}, "ANS1017E");
    row("password", {{"DSMC", {"asked"}}, {"PREVIEW", {"124", "whole", "Enter your password:"}}}, "in time");
    row("not understood", {{"DSMC", {"asked"}}, {"PREVIEW", {"0", "whole", "hello\n"}}}, "not understood");
    row("no client", {{"DSMC", {"absent"}}}, "not found");
    row("no timeout", {{"DSMC", {"no-timeout"}}}, "timeout");
    row("no records", {}, "not found");
}

void TstEvidence::previewTroubles()
{
    QFETCH(QList<FrameRecord>, records);
    QFETCH(QString, expected);
    const auto preview = parsePreview(records, "/data", Noon);
    if (preview) {
        QCOMPARE(nameOf(preview->state), expected);
        QVERIFY(previewSentence(*preview).contains(QStringLiteral("/data")));
    } else {
        QCOMPARE(preview.error().kind, ErrorKind::NotFound);
        QVERIFY2(preview.error().message.contains(expected), qPrintable(preview.error().message));
        QVERIFY(!preview.error().advice.isEmpty());
    }
}

void TstEvidence::previewedFolders_data()
{
    QTest::addColumn<QByteArray>("folder");
    QTest::addColumn<bool>("sound");
    QTest::newRow("plain") << QByteArray("/data/moodle") << true;
    QTest::newRow("root") << QByteArray("/") << true;
    QTest::newRow("blank") << QByteArray("/data/old files") << true;
    QTest::newRow("bytes") << QByteArray("/data/\xe9") << true;
    QTest::newRow("dollar") << QByteArray("/data/$(reboot)") << true;
    for (const char *bad : {"/a*", "/a?", "/a[b]", "/a{b}", "/a\"b", "/a'b", "/a\nb", "/a\x01", "a", ""})
        QTest::newRow(bad[0] ? bad : "empty") << QByteArray(bad) << false;
}

void TstEvidence::previewedFolders()
{
    QFETCH(QByteArray, folder);
    QFETCH(bool, sound);
    const auto input = previewInput(9, 100, folder);
    QCOMPARE(input.has_value(), sound);
    if (input)
        QCOMPARE(*input,
                 QByteArray("9\0"
                            "100\0",
                            6)
                     + folder + '\0');
    else
        QCOMPARE(input.error().kind, ErrorKind::BadInput);
}

void TstEvidence::previewsAreKeptPerFolder()
{
    Room room;
    InspectionService &workspace = room.workspace.inspection();
    room.says("backup-preview", {{"DSMC", {"asked"}}, {"PREVIEW", {"0", "whole", "/x  Excluded  /x  y\n"}}});
    for (const char *folder : {"/b", "/a", "/b"})
        QVERIFY(workspace.preview(moodle(), folder, Attendance::Background, {}));
    const auto kept = workspace.lastPreviews(moodle().name);
    QVERIFY(kept);
    QCOMPARE(kept->size(), 2);
    QCOMPARE(kept->first().folder, BytePath("/a"));
    // A failure leaves what was known.
    room.says("backup-preview", {{"DSMC", {"absent"}}});
    QVERIFY(!workspace.preview(moodle(), "/a", Attendance::Background, {}));
    QCOMPARE(*workspace.lastPreviews(moodle().name), *kept);
}

void TstEvidence::answersThatAreNotKept_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("shown"); // to whoever looks afterwards
    QTest::newRow("read-only workspace") << int(ErrorKind::ReadOnly) << true;
    QTest::newRow("full disk") << int(ErrorKind::DiskFull) << false;
}

void TstEvidence::answersThatAreNotKept()
{
    QFETCH(int, kind);
    QFETCH(bool, shown);
    Room room;
    InspectionService &service = room.workspace.inspection();
    room.workspace.evidenceStore.setWriteFailure(Error {ErrorKind(kind), QStringLiteral("it takes nothing")});
    room.says("change-rate", {rate("/data/moodle", "done", Eight)});
    const auto counted = service.countChanges(moodle(), Attendance::Background, {});
    QVERIFY(counted); // the server has answered
    QVERIFY(counted->notKept);
    QCOMPARE(counted->notKept->kind, ErrorKind(kind));
    QCOMPARE(counted->notKept->message, QStringLiteral("The answer is shown, but not kept: it takes nothing"));
    QCOMPARE(*service.lastChanges(moodle().name), shown ? std::optional(counted->answer) : std::nullopt);
    QCOMPARE(*service.lastChanges(QStringLiteral("other")), std::optional<ChangeRates>());

    room.says("backup-preview", {{"DSMC", {"asked"}}, {"PREVIEW", {"0", "whole", "/x  Excluded  /x  y\n"}}});
    for (const char *folder : {"/b", "/a", "/b"}) {
        const auto preview = service.preview(moodle(), folder, Attendance::Background, {});
        QVERIFY(preview);
        QCOMPARE(preview->answer.excluded, 1);
        QVERIFY(preview->notKept);
        QCOMPARE(preview->notKept->kind, ErrorKind(kind));
    }
    QCOMPARE(service.lastPreviews(moodle().name)->size(), shown ? 2 : 0);
    QCOMPARE(service.lastPreviews(QStringLiteral("other"))->size(), 0);
}

void TstEvidence::somebodyElseAsksLater()
{
    Room room;
    InspectionService &service = room.workspace.inspection();
    room.workspace.makeReadOnly();
    room.says("change-rate", {rate("/data/moodle", "done", Eight)});
    QVERIFY(service.countChanges(moodle(), Attendance::Background, {}));
    room.says("backup-preview", {{"DSMC", {"asked"}}, {"PREVIEW", {"0", "whole", "/x  Excluded  /x  y\n"}}});
    QVERIFY(service.preview(moodle(), "/a", Attendance::Background, {}));
    const QDateTime now = room.workspace.time.now();
    WorkspaceStore &theirs = room.workspace.stored->store();
    for (const bool later : {false, true}) {
        const QDateTime at = now.addSecs(later ? 60 : -60);
        QVERIFY(theirs.saveChangeRates(moodle().name, {at, {}}));
        QVERIFY(theirs.saveBackupPreview(moodle().name, {"/a", at}));
        QVERIFY(theirs.saveBackupPreview(moodle().name, {"/b", at}));
        QCOMPARE((*service.lastChanges(moodle().name))->takenAt, later ? at : now);
        const auto previews = service.lastPreviews(moodle().name);
        QVERIFY(previews);
        QCOMPARE(previews->size(), 2);
        QCOMPARE(previews->first().takenAt, later ? at : now);
        QCOMPARE(previews->last().takenAt, at);
    }
}

NIGHTKEEP_TEST(TstEvidence, unit, Core)
#include "tst_inspection.moc"
