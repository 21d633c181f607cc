// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places/handoveranswers.h"
#include "tests/support/testmain.h"

#include <QTimeZone>
#include <QtTest>

using namespace Nightkeep;

namespace {

const BytePath answeredTar = "/data/archives/summer 2008.tar";
const QString answeredDescription = QStringLiteral("Nightkeep archive r1: summer of moodle");

ExpectedCopy expectedSummer()
{
    return {answeredTar, 1500, QByteArray(64, 'a'), answeredDescription};
}

ArchiveRun summerRun()
{
    ArchiveRun run;
    run.id = QStringLiteral("r1");
    run.request.name = QStringLiteral("summer");
    run.request.site = QStringLiteral("moodle");
    run.archiveFolder = "/data/archives";
    return run;
}

ArchiveStatus summerStatus()
{
    ArchiveStatus status;
    status.state = ArchiveState::Complete;
    status.tarBytes = 1500;
    status.sha256 = QByteArray(64, 'a');
    return status;
}

/// A record of handover-status.sh of a folder, ended and done; `changes` by the number of the field.
FrameRecord toldRecord(const QHash<int, QByteArray> &changes)
{
    QByteArrayList fields {"nas",        "ended",      "naming",
                           "0",          "0",          "",
                           "",           "",           "folder",
                           "",           "/mnt/nas",   "described",
                           "rfg",        "1219970000", "/data/archives/summer.tar",
                           "",           "",           "",
                           "",           "1500",       QByteArray(64, 'a'),
                           "1219980000", "",           "",
                           "",           "",           "no",
                           "log"};
    for (auto change = changes.cbegin(); change != changes.cend(); ++change)
        fields[change.key()] = change.value();
    return {"handover", fields};
}

const QDateTime askedMoment(QDate(2008, 8, 29), QTime(12, 0), QTimeZone::utc());

} // namespace

class TstHandOverAnswers : public QObject
{
    Q_OBJECT

private slots:
    void queriedLines_data();
    void queriedLines();
    void outcomes_data();
    void outcomes();
    void whatTheServerTells_data();
    void whatTheServerTells();
    void whoOnlyLookedHasNotRead();
    void whatIsKnownStays();
    void whatWasDeletedStaysDeleted();
    void looks_data();
    void looks();
    void whoOnlyLooksKnowsNoBetter_data();
    void whoOnlyLooksKnowsNoBetter();
    void whatIsNotKnownIsNotHeldAgainst();
    void brokenAnswersAreRefused();
    void places_data();
    void places();
    void descriptionsArePlain();
};

void TstHandOverAnswers::queriedLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<qint64>("bytes"); // -1: no object
    QTest::addColumn<int>("expiry");
    QTest::addColumn<QDate>("day");
    const QByteArray path = answeredTar;
    const QByteArray described = ' ' + answeredDescription.toUtf8();
    const auto row = [](const char *name, const QByteArray &line, qint64 bytes, Expiry::Kind kind = Expiry::Kind::Never,
                        QDate day = {}) { QTest::newRow(name) << line << bytes << int(kind) << day; };
    row("bytes", "   1,500  B  03/28/2022 11:59:54    " + path + " Never" + described, 1500);
    row("kilobytes", " 1,244,997,334 KB  04/07/2019 04:00:05    " + path + " Never" + described, 1244997334LL * 1024);
    row("an old client", "1500  2008-11-29 09:30:00  " + path + " 2018-11-27" + described, 1500, Expiry::Kind::OnDay,
        QDate(2018, 11, 27));
    row("American", "1,500 B 11/29/2008 09:30:00 PM " + path + " 11/27/2018" + described, 1500, Expiry::Kind::OnDay,
        QDate(2018, 11, 27));
    row("German", "1.500 B 29.11.2008 09:30:00 " + path + " 27.11.2018" + described, 1500, Expiry::Kind::OnDay,
        QDate(2018, 11, 27));
    row("two digits", "1500 B 11/29/08 09:30:00 " + path + " 11/27/18" + described, 1500, Expiry::Kind::OnDay,
        QDate(2018, 11, 27));
    row("blanks between thousands", "1 500 B 29.11.2008 09:30:00 " + path + " Jamais" + described, 1500);
    row("a word that is not known", "1500 B 2008-11-29 09:30:00 " + path + " Ever" + described, 1500,
        Expiry::Kind::NotKnown);
    row("held", "1500 B 2008-11-29 09:30:00 " + path + " 2018-11-27" + described + " RetInit:STARTED ObjHeld:YES", 1500,
        Expiry::Kind::NotFixed);
    row("an event that has not come",
        "1500 B 2008-11-29 09:30:00 " + path + " Never" + described + " RetInit: PENDING ObjHeld: NO", 1500,
        Expiry::Kind::NotFixed);
    row("megabytes tell nothing", "2 MB 2008-11-29 09:30:00 " + path + " Never" + described, -1);
    row("another path", "1500 B 2008-11-29 09:30:00 " + path + ".old Never" + described, -1);
    row("a longer path", "1500 B 2008-11-29 09:30:00 /x" + path + " Never" + described, -1);
    row("a message", "ANS1092W No files " + path + " matching", -1);
    row("no moment", "1500 B " + path + " Never" + described, -1);
    row("a line without end", "1500 B 2008-11-29 09:30:00 " + path + " Never " + QByteArray(10000, 'x'), -1);
}

void TstHandOverAnswers::queriedLines()
{
    QFETCH(QByteArray, line);
    QFETCH(qint64, bytes);
    QFETCH(int, expiry);
    QFETCH(QDate, day);
    const QList<ArchivedObject> objects =
        parseQueryArchive("Node Name: A\n   Size  Archive Date\n" + line + "\nmore\n", answeredTar);
    QCOMPARE(objects.size(), bytes < 0 ? 0 : 1);
    if (objects.isEmpty())
        return;
    QCOMPARE(objects.first().bytes, bytes);
    QCOMPARE(int(objects.first().expiry.kind), expiry);
    QCOMPARE(objects.first().expiry.day, day);
    QCOMPARE(objects.first().description, answeredDescription);
}

void TstHandOverAnswers::outcomes_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("found");
    QTest::addColumn<int>("state");
    struct Outcome
    {
        const char *name;
        ClientEnd end;
        int status;
    };
    for (const Outcome &outcome :
         {Outcome {"0", ClientEnd::Exited, 0}, Outcome {"4", ClientEnd::Exited, 4}, Outcome {"8", ClientEnd::Exited, 8},
          Outcome {"12", ClientEnd::Exited, 12}, Outcome {"other", ClientEnd::Exited, 255},
          Outcome {"signal", ClientEnd::Signalled, 0}, Outcome {"hang", ClientEnd::HungUp, 0},
          Outcome {"missing", ClientEnd::NotThere, 0}}) {
        const bool isSaid = outcome.end == ClientEnd::Exited && outcome.status == 0;
        QTest::addRow("%s, found", outcome.name)
            << int(outcome.end) << outcome.status << true
            << int(isSaid ? HandOverState::Confirmed : HandOverState::NotConfirmed);
        QTest::addRow("%s, not found", outcome.name)
            << int(outcome.end) << outcome.status << false
            << int(isSaid ? HandOverState::NotConfirmed : HandOverState::Failed);
    }
}

void TstHandOverAnswers::outcomes()
{
    QFETCH(int, end);
    QFETCH(int, status);
    QFETCH(bool, found);
    QFETCH(int, state);
    const QByteArray described = answeredDescription.toUtf8();
    const QByteArray line = "2 KB 2008-11-29 09:30:00 " + answeredTar + " Never " + described + '\n';
    const QByteArray others = "1499 B 2008-11-29 09:30:00 " + answeredTar + " Never Archive Date: 2008-11-29\n";
    const HandOverVerdict verdict =
        judgeStorageManager(ClientEnd(end), status, found ? others + line : others, expectedSummer());
    QCOMPARE(int(verdict.state), state);
    QCOMPARE(verdict.object.has_value(), found);
    QCOMPARE(verdict.sentence.isEmpty(), verdict.state == HandOverState::Confirmed);
    // Under our own description, but of another size: somebody has to look, whatever was said.
    const HandOverVerdict other = judgeStorageManager(
        ClientEnd(end), status, "9 KB 2008-11-29 09:30:00 " + answeredTar + " Never " + described, expectedSummer());
    QCOMPARE(other.state, HandOverState::NotConfirmed);
}

void TstHandOverAnswers::whatTheServerTells_data()
{
    using Changes = QHash<int, QByteArray>;
    QTest::addColumn<Changes>("changes");
    QTest::addColumn<int>("state");
    const auto row = [](const char *name, const Changes &changes, HandOverState state) {
        QTest::newRow(name) << changes << int(state);
    };
    row("done", {}, HandOverState::Confirmed);
    row("working", {{1, "working"}, {2, "sending"}, {3, "700"}, {4, "1500"}, {21, ""}}, HandOverState::Working);
    row("on another machine", {{1, "unknown"}, {5, "elsewhere"}, {6, "b"}}, HandOverState::Unknown);
    row("another hash than the archive's", {{20, QByteArray(64, 'b')}}, HandOverState::NotConfirmed);
    row("another size", {{19, "1499"}}, HandOverState::NotConfirmed);
    row("done without a reading", {{20, ""}}, HandOverState::NotConfirmed);
    row("died while sending", {{5, "died"}, {7, "sending"}, {21, ""}}, HandOverState::Failed);
    row("died while naming", {{5, "died"}, {7, "naming"}, {21, ""}}, HandOverState::NotConfirmed);
    row("stopped", {{5, "died"}, {7, "sending"}, {21, ""}, {26, "yes"}}, HandOverState::Failed);
    row("looked for and gone", {{22, "missing"}, {23, "1219990000"}}, HandOverState::Missing);
    row("read and another", {{22, "altered"}, {23, "1219990000"}}, HandOverState::Altered);
    row("read again", {{22, "found"}, {23, "1219990000"}, {24, "1500"}, {25, QByteArray(64, 'a')}},
        HandOverState::Confirmed);
    row("the storage manager's died while sending", {{8, "storageManager"}, {5, "died"}, {7, "sending"}, {21, ""}},
        HandOverState::NotConfirmed);
    row("the storage manager's could not be asked",
        {{8, "storageManager"}, {5, "not-asked"}, {6, "12"}, {7, "room"}, {21, ""}}, HandOverState::Failed);
    row("the storage manager's is not confirmed, and nobody answered",
        {{8, "storageManager"},
         {5, "not-confirmed"},
         {7, "confirming"},
         {15, "exited"},
         {16, "0"},
         {17, "12"},
         {18, "ANS1017E"},
         {21, ""}},
        HandOverState::NotConfirmed);
    row("the storage manager's failed, and its list says nothing at all",
        {{8, "storageManager"},
         {5, "not-confirmed"},
         {7, "confirming"},
         {15, "exited"},
         {16, "4"},
         {17, "0"},
         {21, ""}},
        HandOverState::NotConfirmed);
    row("away, and back with its size", {{20, ""}, {22, "found"}, {23, "1219990000"}, {24, "1500"}},
        HandOverState::NotConfirmed);
    row("the storage manager's was refused",
        {{8, "storageManager"},
         {5, "not-confirmed"},
         {7, "confirming"},
         {15, "exited"},
         {16, "12"},
         {17, "8"},
         {18, "ANS1092W"},
         {21, ""}},
        HandOverState::Failed);
    row("done, and the storage manager's list says nothing of it",
        {{8, "storageManager"}, {15, "exited"}, {16, "0"}, {17, "8"}, {18, "ANS1092W"}, {20, ""}},
        HandOverState::NotConfirmed);
    row("done, and listed",
        {{8, "storageManager"},
         {15, "exited"},
         {16, "0"},
         {17, "0"},
         {18, "1500 B 2008-11-29 09:30:00 /data/archives/summer.tar Never described"},
         {20, ""}},
        HandOverState::Confirmed);
}

void TstHandOverAnswers::whatTheServerTells()
{
    using Changes = QHash<int, QByteArray>;
    QFETCH(Changes, changes);
    QFETCH(int, state);
    const Result<QList<HandOver>> all =
        parseHandOvers({toldRecord(changes), {"finished", {}}}, summerRun(), summerStatus(), {}, askedMoment);
    QVERIFY2(all.has_value(), all ? "" : qPrintable(all.error().detail));
    QCOMPARE(all->size(), 1);
    QCOMPARE(int(all->first().state), state);
    QCOMPARE(all->first().key(), QStringLiteral("r1/nas"));
    QCOMPARE(all->first().failure.isEmpty(),
             all->first().state == HandOverState::Confirmed || all->first().state == HandOverState::Working);
}

void TstHandOverAnswers::whoOnlyLookedHasNotRead()
{
    const auto confirmedAt = [](const QByteArray &sha) {
        const auto all = parseHandOvers({toldRecord({{22, "found"}, {23, "1219990000"}, {24, "1500"}, {25, sha}})},
                                        summerRun(), summerStatus(), {}, askedMoment);
        return all && all->size() == 1 && all->first().state == HandOverState::Confirmed
            ? all->first().confirmedAt.toSecsSinceEpoch()
            : qint64(-1);
    };
    QCOMPARE(confirmedAt({}), qint64(1219980000));
    QCOMPARE(confirmedAt(QByteArray(64, 'a')), qint64(1219990000));
}

void TstHandOverAnswers::whatIsKnownStays()
{
    HandOver forgotten;
    forgotten.run = QStringLiteral("r1");
    forgotten.place = QStringLiteral("tsm");
    forgotten.state = HandOverState::Confirmed;
    HandOver working = forgotten;
    working.place = QStringLiteral("second");
    working.state = HandOverState::Working;
    HandOver before = forgotten;
    before.place = QStringLiteral("nas");
    before.confirmedAt = askedMoment.addDays(1);
    before.expiry = {Expiry::Kind::OnDay, QDate(2018, 1, 1)};
    HandOver other = forgotten;
    other.run = QStringLiteral("r2");
    const Result<QList<HandOver>> all =
        parseHandOvers({toldRecord({{22, "missing"}}), {"finished", {}}}, summerRun(), summerStatus(),
                       {forgotten, working, before, other}, askedMoment);
    QCOMPARE(all->size(), 3);
    QCOMPARE(all->at(0).confirmedAt, before.confirmedAt);
    QCOMPARE(all->at(0).expiry, before.expiry);
    QCOMPARE(all->at(0).state, HandOverState::Missing);
    QCOMPARE(all->at(1), forgotten);
    QCOMPARE(all->at(2).state, HandOverState::Unknown); // nobody knows what became of it
}

/// Nobody finds again what was deleted, unless it was begun or seen anew.
void TstHandOverAnswers::whatWasDeletedStaysDeleted()
{
    HandOver before;
    before.run = QStringLiteral("r1");
    before.place = QStringLiteral("nas");
    const QList<FrameRecord> told {toldRecord({}), {"finished", {}}};
    const Result<QList<HandOver>> first = parseHandOvers(told, summerRun(), summerStatus(), {before}, askedMoment);
    QCOMPARE(first->constFirst().state, HandOverState::Confirmed);
    before = first->constFirst();
    before.state = HandOverState::Deleted;
    before.deleted = ArchiveNote {QStringLiteral("ticket 4711"), QStringLiteral("jessica"), askedMoment};
    const auto now = [&](const HandOver &known) {
        return parseHandOvers(told, summerRun(), summerStatus(), {known}, askedMoment)->constFirst();
    };
    QCOMPARE(now(before), before);
    HandOver earlier = before;
    earlier.startedAt = before.startedAt.addDays(-1);
    QCOMPARE(now(earlier).state, HandOverState::Confirmed); // it was handed over again
    QVERIFY(!now(earlier).deleted);
    HandOver seen = before;
    seen.deleted->at = before.confirmedAt.addSecs(-1);
    QCOMPARE(now(seen).state, HandOverState::Confirmed); // somebody saw it there since

    const auto look = [&before](const QByteArray &word) {
        const QByteArray size = word == "found" ? QByteArray("1500") : QByteArray();
        return parseConfirmed({{"looked", {word, size, "", "", "", answeredTar, "folder", ""}}, {"finished", {}}},
                              before, expectedSummer(), askedMoment.addDays(1));
    };
    QCOMPARE(look("missing")->state, HandOverState::Deleted);
    QVERIFY(look("missing")->deleted);
    QCOMPARE(look("found")->state, HandOverState::NotConfirmed); // what came back is read first
    QVERIFY(!look("found")->deleted);
}

void TstHandOverAnswers::looks_data()
{
    QTest::addColumn<QByteArrayList>("said");
    QTest::addColumn<bool>("wasConfirmed");
    QTest::addColumn<int>("state"); // -1: an error
    const QByteArray sha(64, 'a');
    const QByteArray path = answeredTar;
    const QByteArray line = "1500 B 2008-11-29 09:30:00 " + path + " Never " + answeredDescription.toUtf8();
    const auto row = [](const char *name, const QByteArrayList &said, bool wasConfirmed, int state) {
        QTest::newRow(name) << said << wasConfirmed << state;
    };
    row("read", {"found", "1500", sha, "", "", path, "folder", ""}, false, int(HandOverState::Confirmed));
    row("looked at, confirmed before", {"found", "1500", "", "", "", path, "folder", ""}, true,
        int(HandOverState::Confirmed));
    row("looked at for the first time", {"found", "1500", "", "", "", path, "folder", ""}, false,
        int(HandOverState::NotConfirmed));
    row("gone", {"missing", "", "", "", "", path, "folder", ""}, true, int(HandOverState::Missing));
    row("never there", {"missing", "", "", "", "", path, "folder", ""}, false, int(HandOverState::Failed));
    row("another", {"altered", "9", "", "", "", path, "folder", ""}, true, int(HandOverState::Altered));
    row("another hash under a good word", {"found", "1500", QByteArray(64, 'b'), "", "", path, "folder", ""}, true,
        int(HandOverState::Altered));
    row("listed, confirmed before", {"found", "", "", "0", line, path, "storageManager", ""}, true,
        int(HandOverState::Confirmed));
    row("listed, never said to be done", {"found", "", "", "0", line, path, "storageManager", ""}, false,
        int(HandOverState::NotConfirmed));
    row("retrieved", {"found", "1500", sha, "0", line, path, "storageManager", ""}, false,
        int(HandOverState::Confirmed));
    row("nobody answered", {"not-asked", "", "", "12", "ANS1017E", path, "storageManager", ""}, true, -1);
    row("not read", {"not-read", "", "", "0", line, path, "storageManager", ""}, true, -1);
    row("not mounted", {"not-mounted", "", "", "", "", path, "folder", ""}, true, -1);
    row("the archive itself", {"same", "", "", "", "", path, "folder", ""}, true, -1);
    row("a word of another version", {"perhaps", "", "", "", "", path, "folder", ""}, true, -1);
    row("a field less", {"found", "1500", sha, "", "", path, "folder"}, true, -1);
    row("upwards", {"found", "1500", sha, "", "", "/a/../b", "folder", ""}, true, -1);
}

void TstHandOverAnswers::looks()
{
    QFETCH(QByteArrayList, said);
    QFETCH(bool, wasConfirmed);
    QFETCH(int, state);
    HandOver known;
    known.state = wasConfirmed ? HandOverState::Confirmed : HandOverState::NotConfirmed;
    known.confirmedAt = wasConfirmed ? askedMoment.addDays(-9) : QDateTime();
    known.clientStatus = 4;
    known.description = answeredDescription;
    const Result<HandOver> seen =
        parseConfirmed({{"looked", said}, {"finished", {}}}, known, expectedSummer(), askedMoment);
    QCOMPARE(seen ? int(seen->state) : -1, state);
    if (!seen)
        return;
    QCOMPARE(seen->askedAt, askedMoment);
    QCOMPARE(seen->failure.isEmpty(), seen->state == HandOverState::Confirmed);
    QCOMPARE(seen->path, said.at(6) == "storageManager" ? answeredTar : QByteArray()); // by which it is retrieved
}

void TstHandOverAnswers::whoOnlyLooksKnowsNoBetter_data()
{
    QTest::addColumn<bool>("isStorage");
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("looked");
    QTest::addColumn<int>("read");
    const auto row = [](const char *name, bool isStorage, HandOverState before, HandOverState looked) {
        QTest::newRow(name) << isStorage << int(before) << int(looked) << int(HandOverState::Confirmed);
    };
    row("a folder's, found altered", false, HandOverState::Altered, HandOverState::Altered);
    row("a folder's, that was away", false, HandOverState::Missing, HandOverState::NotConfirmed);
    row("a folder's, back and not read since", false, HandOverState::NotConfirmed, HandOverState::NotConfirmed);
    row("the storage manager's, found altered", true, HandOverState::Altered, HandOverState::Altered);
    row("the storage manager's, that was not listed", true, HandOverState::Missing, HandOverState::Confirmed);
}

void TstHandOverAnswers::whoOnlyLooksKnowsNoBetter()
{
    QFETCH(bool, isStorage);
    QFETCH(int, before);
    QFETCH(int, looked);
    QFETCH(int, read);
    HandOver known;
    known.state = HandOverState(before);
    known.failure = QStringLiteral("as before");
    known.confirmedAt = askedMoment.addDays(-9);
    known.clientStatus = 0;
    known.description = answeredDescription;
    const QByteArray line =
        "1500 B 2008-11-29 09:30:00 " + answeredTar + " Never " + answeredDescription.toUtf8() + '\n';
    const auto seen = [&](const QByteArray &sha) {
        const QByteArrayList said {
            "found",     isStorage && sha.isEmpty() ? "" : "1500", sha, "0", isStorage ? line : QByteArray(),
            answeredTar, isStorage ? "storageManager" : "folder",  ""};
        const auto now = parseConfirmed({{"looked", said}}, known, expectedSummer(), askedMoment);
        return now ? int(now->state) : -1;
    };
    QCOMPARE(seen({}), looked);
    QCOMPARE(seen(QByteArray(64, 'a')), read);
}

void TstHandOverAnswers::whatIsNotKnownIsNotHeldAgainst()
{
    HandOver known;
    known.state = HandOverState::Confirmed;
    known.confirmedAt = askedMoment.addDays(-9);
    const FrameRecord read {"looked", {"found", "1500", QByteArray(64, 'a'), "", "", answeredTar, "folder", ""}};
    const Result<HandOver> seen = parseConfirmed({read}, known, {answeredTar, 1500, {}, {}}, askedMoment);
    QVERIFY(!seen.has_value());
    QCOMPARE(seen.error().kind, ErrorKind::BadInput);
    const HandOverVerdict verdict = judgeCopy(1500, QByteArray(64, 'a'), {answeredTar, 1500, {}, {}});
    QCOMPARE(verdict.state, HandOverState::NotConfirmed);
    QVERIFY2(verdict.sentence.contains(QLatin1String("not known")), qPrintable(verdict.sentence));
}

void TstHandOverAnswers::brokenAnswersAreRefused()
{
    const auto isTaken = [](const FrameRecord &record) {
        return parseHandOvers({record}, summerRun(), summerStatus(), {}, askedMoment).has_value();
    };
    QVERIFY(isTaken(toldRecord({})));
    FrameRecord shorter = toldRecord({});
    shorter.fields.removeLast();
    QVERIFY(!isTaken(shorter));
    QVERIFY(!isTaken(toldRecord({{0, ""}})));
    QVERIFY(!isTaken(toldRecord({{8, "attic"}})));
    QVERIFY(!isTaken(toldRecord({{8, "workstation"}})));
    QVERIFY(!isTaken(toldRecord({{10, "/mnt/../etc"}})));
    QVERIFY(!isTaken(toldRecord({{13, "99999999999"}})));
    QVERIFY(!isTaken(toldRecord({{19, "9223372036854775807"}})));
    QVERIFY(!isTaken(toldRecord({{4, "-5"}})));
    QVERIFY(!parseHandOverStopped({{"finished", {}}}).has_value());
}

void TstHandOverAnswers::places_data()
{
    QTest::addColumn<ArchivePlace>("place");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char *title, bool isGood, PlaceKind kind, const char *name, const char *managementClass,
                        const char *host, const char *folder, int years = -1) {
        QTest::newRow(title) << ArchivePlace {QString::fromUtf8(name),
                                              kind,
                                              QString::fromUtf8(managementClass),
                                              QString::fromUtf8(host),
                                              folder,
                                              years,
                                              {}}
                             << isGood;
    };
    using Kind = PlaceKind;
    row("the default class", true, Kind::StorageManager, "tsm", "", "", "");
    row("a class", true, Kind::StorageManager, "tsm", "TEN_YEARS", "", "", 10);
    row("an option as class", false, Kind::StorageManager, "tsm", "-deletefiles", "", "");
    row("two words as class", false, Kind::StorageManager, "tsm", "A -deletefiles", "", "");
    row("no name", false, Kind::StorageManager, "", "", "", "");
    row("an option as name", false, Kind::StorageManager, "-x", "", "", "");
    row("a path as name", false, Kind::StorageManager, "../x", "", "", "");
    row("a newline behind the name", false, Kind::StorageManager, "tsm\n", "", "", "");
    row("no years", false, Kind::StorageManager, "tsm", "", "", "", 0);
    row("a server", true, Kind::SshServer, "second", "", "nk@second.example", "/srv/archives");
    row("an option as server", false, Kind::SshServer, "second", "", "-oProxyCommand=x", "/srv");
    row("an option as user", false, Kind::SshServer, "second", "", "-l@second", "/srv");
    row("a command as server", false, Kind::SshServer, "second", "", "a;b", "/srv");
    row("no server", false, Kind::SshServer, "second", "", "", "/srv");
    row("a blank in its folder", false, Kind::SshServer, "second", "", "second", "/srv/my archives");
    row("a quote in its folder", false, Kind::SshServer, "second", "", "second", "/srv/'x");
    row("a folder", true, Kind::Folder, "nas", "", "", "/mnt/nas/my archives");
    row("a folder that is not absolute", false, Kind::Folder, "nas", "", "", "mnt");
    row("a folder that leads upwards", false, Kind::Folder, "nas", "", "", "/mnt/../etc");
    row("a folder written otherwise", false, Kind::Folder, "nas", "", "", "/mnt//nas/");
    row("no folder", false, Kind::Workstation, "here", "", "", "");
}

void TstHandOverAnswers::places()
{
    QFETCH(ArchivePlace, place);
    QFETCH(bool, isGood);
    const Result<void> checked = checkPlace(place);
    QVERIFY2(checked.has_value() == isGood, checked ? "" : qPrintable(checked.error().message));
    if (!checked) {
        QCOMPARE(checked.error().kind, ErrorKind::BadInput);
        QVERIFY(!checked.error().advice.isEmpty());
    }
    QCOMPARE(placeFields(place).size(), 5);
}

void TstHandOverAnswers::descriptionsArePlain()
{
    ArchiveRun run = summerRun();
    QCOMPARE(handOverDescription(run), answeredDescription);
    run.request.site = QStringLiteral("\"a' `b` ") + QChar(0xe4) + QStringLiteral(" $x\n") + QString(500, u'y');
    const QString text = handOverDescription(run);
    QVERIFY(text.size() <= 254);
    QVERIFY(text.startsWith(QLatin1String("Nightkeep archive r1: summer of _a_ _b_ _ _x")));
    for (const QChar c : text)
        QVERIFY(c.unicode() < 127 && !QStringLiteral("\"'`$\n").contains(c));
}

NIGHTKEEP_TEST(TstHandOverAnswers, unit, Core)
#include "tst_handoveranswers.moc"
