// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/json.h"
#include "models/matrix/decisionfindings.h"
#include "models/matrix/serverservice.h"
#include "models/servers/servercheck.h"
#include "models/servers/serverfield.h"
#include "models/storage/decisionwords.h"
#include "tests/matrix/fakewikipagereader.h"
#include "tests/support/fakeremotehosts.h"
#include "tests/support/faultystores.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QTimeZone>
#include <QTranslator>
#include <QtTest>

using namespace Nightkeep;

namespace {

const QDate today(2026, 11, 25);

Server server(const char *name, const ServerDecisions &decisions = {})
{
    Server made;
    made.name = QString::fromLatin1(name);
    made.wanted = {"/data/moodle"};
    made.decisions = decisions;
    return made;
}

ServerDecisions agreed(const QDate &on = {}, const char *by = "")
{
    ServerDecisions decisions;
    decisions.policyAgreement = {Agreement::State::Agreed, on, QString::fromLatin1(by), {}};
    return decisions;
}

ServerDecisions toBeAgreed(const QDate &by, DecisionSubject subject = DecisionSubject::Policy)
{
    ServerDecisions decisions;
    agreementOf(decisions, subject) = {Agreement::State::ToBeAgreed, by, {}, {}};
    return decisions;
}

struct Room
{
    FaultyServerStore store;
    FakeRemoteHosts hosts;
    FakeWikiPageReader wiki;
    FaultyAuditLog audit;
    ServerService workspace {store, hosts, wiki, audit,
                             [] { return QDateTime(today, QTime(12, 0), QTimeZone::utc()); }};
};

} // namespace

class TstServerDecisions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // The words for one of a thing are in English's own catalogue.
        QVERIFY(m_english.load(QStringLiteral(":/i18n/nightkeep_en.qm")));
        QVERIFY(QCoreApplication::installTranslator(&m_english));
    }

    void figuresHaveLimits_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("value");
        QTest::addColumn<bool>("sound");
        const auto row = [](const char *key, int value, bool sound) {
            QTest::addRow("%s %d", key, value) << QString::fromLatin1(key) << value << sound;
        };
        for (const char *key : {"everyDays", "timesAYear"}) {
            row(key, NoLimit, false);
            row(key, 0, false);
            row(key, 1, true);
            row(key, 366, true);
            row(key, 367, false);
        }
        row("copies", NoLimit, true);
        row("copies", 0, false);
        row("copies", 1, true);
        row("copies", 9999, true);
        row("copies", 10000, false);
        row("deletedCopies", NoLimit, true);
        row("deletedCopies", 0, true);
        row("deletedCopies", 10000, false);
        for (const char *key : {"days", "deletedDays"}) {
            row(key, -2, false);
            row(key, NoLimit, true);
            row(key, 0, true);
            row(key, 36500, true);
            row(key, 36501, false);
        }
        row("keepYears", NoLimit, true);
        row("keepYears", 0, false);
        row("keepYears", 100, true);
        row("keepYears", 101, false);
    }

    void figuresHaveLimits()
    {
        QFETCH(const QString, key);
        QFETCH(const int, value);
        QFETCH(const bool, sound);
        Server checked = server("a");
        bool met = false;
        for (const Figure figure : allFigures()) {
            if (figureKey(figure) != key)
                continue;
            figureOf(checked.decisions, figure) = value;
            met = true;
        }
        QVERIFY(met);
        const Result<void> done = checkServer(checked);
        QCOMPARE(done.has_value(), sound);
        if (!sound)
            QCOMPARE(done.error().kind, ErrorKind::BadInput);
    }

    void agreementsAreSane_data()
    {
        QTest::addColumn<Agreement>("agreement");
        QTest::addColumn<bool>("sound");
        using S = Agreement::State;
        QTest::newRow("unsaid") << Agreement {} << true;
        QTest::newRow("agreed") << Agreement {S::Agreed, {}, {}, {}} << true;
        QTest::newRow("all") << Agreement {S::ToBeAgreed, today, QStringLiteral("Ann"), QStringLiteral("x")} << true;
        QTest::newRow("unsaid with a day") << Agreement {S::Unsaid, today, {}, {}} << false;
        QTest::newRow("unsaid with a name") << Agreement {S::Unsaid, {}, QStringLiteral("Ann"), {}} << false;
        QTest::newRow("long ago") << Agreement {S::Agreed, QDate(1066, 10, 14), {}, {}} << false;
        QTest::newRow("far away") << Agreement {S::Agreed, QDate(3000, 1, 1), {}, {}} << false;
        QTest::newRow("longest name") << Agreement {S::Agreed, {}, QString(200, u'n'), {}} << true;
        QTest::newRow("too long a name") << Agreement {S::Agreed, {}, QString(201, u'n'), {}} << false;
        QTest::newRow("too long a note") << Agreement {S::Agreed, {}, {}, QString(2001, u'n')} << false;
    }

    void agreementsAreSane()
    {
        QFETCH(const Agreement, agreement);
        QFETCH(const bool, sound);
        for (const DecisionSubject subject : decisionSubjects()) {
            Server checked = server("a");
            agreementOf(checked.decisions, subject) = agreement;
            QCOMPARE(checkServer(checked).has_value(), sound);
        }
    }

    void figuresReadAsSentences_data()
    {
        QTest::addColumn<BackupFigures>("figures");
        QTest::addColumn<QString>("words");
        const auto row = [](const BackupFigures &figures, const char *words) {
            QTest::newRow(words) << figures << QString::fromLatin1(words);
        };
        row({}, "");
        row({1, 2, 30, 1, 60},
            "a maximum of 2 copies for 30 days; if the file is deleted, 1 copy for 60 days; every night");
        row({7, 1, 1, 0, 60}, "a maximum of 1 copy for 1 day; if the file is deleted, no copy; every week");
        row({2, NoLimit, NoLimit, NoLimit, NoLimit},
            "all copies for ever; if the file is deleted, all copies for ever; every 2 days");
        row({{}, 3, {}, 2, {}}, "a maximum of 3 copies; if the file is deleted, 2 copies");
        row({{}, {}, 30, {}, 60}, "replaced copies for 30 days; if the file is deleted, the last copy for 60 days");
        row({1, {}, {}, {}, {}}, "every night");
    }

    void figuresReadAsSentences()
    {
        QFETCH(const BackupFigures, figures);
        QFETCH(const QString, words);
        QCOMPARE(figuresInWords(figures), words);
    }

    void archivesReadAsSentences()
    {
        QCOMPARE(figuresInWords(ArchiveFigures {}), QString());
        QCOMPARE(figuresInWords(ArchiveFigures {3, NoLimit}), QStringLiteral("3 times a year, kept for ever"));
        QCOMPARE(figuresInWords(ArchiveFigures {1, 7}), QStringLiteral("once a year, kept for 7 years"));
        QCOMPARE(figuresInWords(ArchiveFigures {{}, 1}), QStringLiteral("kept for 1 year"));
        ServerDecisions decisions;
        decisions.archive = {3, {}};
        QCOMPARE(figuresInWords(decisions, DecisionSubject::Archive), QStringLiteral("3 times a year"));
        QCOMPARE(figuresInWords(decisions, DecisionSubject::Policy), QString());
        QCOMPARE(figuresInWords(decisions, DecisionSubject::Wanted), QString());
    }

    void agreementsReadAsWords_data()
    {
        QTest::addColumn<Agreement>("agreement");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("state"); // -1: none
        using S = Agreement::State;
        const QString ann = QStringLiteral("Ann");
        const auto row = [](const Agreement &agreement, const char *words, int state) {
            QTest::newRow(words) << agreement << QString::fromLatin1(words) << state;
        };
        row({}, "", -1);
        row({S::Agreed, {}, {}, {}}, "agreed", int(State::Good));
        row({S::Agreed, {}, ann, {}}, "agreed, Ann", int(State::Good));
        row({S::Agreed, today, {}, {}}, "agreed on 25 November 2026", int(State::Good));
        row({S::Agreed, QDate(2008, 1, 2), ann, {}}, "agreed on 2 January 2008, Ann", int(State::Good));
        row({S::ToBeAgreed, {}, {}, {}}, "to be agreed", int(State::Unknown));
        row({S::ToBeAgreed, {}, ann, {}}, "to be agreed, Ann", int(State::Unknown));
        row({S::ToBeAgreed, today, {}, {}}, "to be agreed by 25 November 2026", int(State::Unknown));
        row({S::ToBeAgreed, today.addDays(-1), ann, {}}, "to be agreed by 24 November 2026, Ann",
            int(State::Attention));
        row({S::ToBeAgreed, {}, QStringLiteral("A\nB"), {}}, "to be agreed, A\\nB", int(State::Unknown));
    }

    void agreementsReadAsWords()
    {
        QFETCH(const Agreement, agreement);
        QFETCH(const QString, words);
        QFETCH(const int, state);
        QCOMPARE(agreementInWords(agreement), words);
        const std::optional<State> shown = agreementState(agreement, today);
        QCOMPARE(shown ? int(*shown) : -1, state);
    }

    void theLogTellsWhatChanged()
    {
        const Server before = server("a");
        QVERIFY(!serverInOneLine(before).contains(QStringLiteral("decisions")));
        Server after = before;
        after.decisions.backup = {1, 2, NoLimit, {}, {}};
        after.decisions.wantedAgreement = {Agreement::State::Agreed, today, QStringLiteral("Ann"),
                                           QStringLiteral("\"q\"")};
        const QJsonObject decisions = QJsonDocument::fromJson(serverInOneLine(after).toUtf8())
                                          .object()
                                          .value(QStringLiteral("decisions"))
                                          .toObject();
        QCOMPARE(decisions, toJson(after.decisions, JsonManner::Brief));
        QCOMPARE(decisions.value(QStringLiteral("copies")).toInt(), 2);
        QCOMPARE(decisions.value(QStringLiteral("days")).toInt(), -1);
        QVERIFY(!decisions.contains(QStringLiteral("deletedDays"))); // not decided
        const QJsonObject wanted = decisions.value(QStringLiteral("wanted")).toObject();
        QCOMPARE(wanted.value(QStringLiteral("state")).toString(), QStringLiteral("agreed"));
        QCOMPARE(wanted.value(QStringLiteral("on")).toString(), QStringLiteral("2026-11-25"));
        QCOMPARE(wanted.value(QStringLiteral("by")).toString(), QStringLiteral("Ann"));
    }

    void findingsSayWhatIsStillToBeAgreed()
    {
        ServerDecisions both = toBeAgreed(today.addDays(-1));
        both.wantedAgreement = {Agreement::State::ToBeAgreed, today.addDays(9), {}, {}};
        const QList<Finding> findings = decisionFindings(
            {server("agreed.x", agreed()), server("open.x", toBeAgreed({})), server("due.x", toBeAgreed(today)),
             server("late.x", both), server("archive.x", toBeAgreed({}, DecisionSubject::Archive))},
            today);
        QStringList told;
        for (const Finding &finding : findings) {
            told << finding.object + u' ' + nameOf(finding.severity);
            QVERIFY(!finding.title.isEmpty() && !finding.reason.isEmpty() && !finding.advice.isEmpty());
            QCOMPARE(finding.page, Page::Servers);
        }
        QCOMPARE(told,
                 QStringList({QStringLiteral("open.x info"), QStringLiteral("due.x info"),
                              QStringLiteral("late.x warning"), QStringLiteral("archive.x info")}));
        QVERIFY(findings.at(2).reason.contains(QStringLiteral("Backup policy: to be agreed by 24 November 2026")));
        QVERIFY(!findings.at(2).reason.contains(QStringLiteral("Wanted")));
    }

    void oneFindingForAllThatNobodySpokeOf()
    {
        Server nothingWanted = server("c.x");
        nothingWanted.wanted.clear();
        const QList<Finding> findings =
            decisionFindings({server("a.x"), server("b.x"), nothingWanted, server("d.x", agreed())}, today);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().severity, Severity::Info);
        QVERIFY(findings.first().title.contains(QStringLiteral("2 servers")));
        QVERIFY(findings.first().reason.contains(QStringLiteral("a, b")));
        QVERIFY(decisionFindings({}, today).isEmpty());
    }

    void thePageLeavesDecisionsAlone()
    {
        Server known = server("a.x", agreed(today, "Ann"));
        known.decisions.backup.versionsExist = 2;
        Server imported = server("A.X");
        imported.policy = QStringLiteral("new text");
        const ImportPlan plan = planImport({known}, WikiMatrix {.servers = {imported}, .skipped = {}});
        QCOMPARE(plan.changes.first().kind, ImportChange::Kind::Changed);
        QCOMPARE(plan.changes.first().after.decisions, known.decisions);
        for (const ServerField field : serverFields()) {
            Server copy = known;
            copyServerField(copy, imported, field);
            QCOMPARE(copy.decisions, known.decisions);
        }
        QVERIFY(differingFields(known, server("a.x")).isEmpty());
        QCOMPARE(withServerField(known, ServerField::Policy, QStringLiteral("typed"))->decisions, known.decisions);
    }

    void severalServersAreOneWrite()
    {
        Room room;
        room.store.put({server("a"), server("b"), server("c")});
        const QList<QPair<Server, Server>> changes {{server("a"), server("a", agreed())},
                                                    {server("b"), server("b", agreed())}};
        QVERIFY(room.workspace.replaceServers(changes));
        QCOMPARE(room.store.all(), QList<Server>({server("a", agreed()), server("b", agreed()), server("c")}));
        QCOMPARE(room.audit.lines().size(), 1);
        QCOMPARE(room.audit.lines().first().object, QStringLiteral("a, b"));
        QCOMPARE(room.audit.lines().first().newValue.count(u'\n'), 1);
        QVERIFY(room.audit.lines().first().newValue.contains(QStringLiteral("agreed")));
        // One of them was changed meanwhile: neither is written.
        const QList<Server> before = room.store.all();
        const Result<void> conflict = room.workspace.replaceServers(
            {{server("c"), server("c", agreed())}, {server("a"), server("a", agreed(today))}});
        QCOMPARE(conflict.error().kind, ErrorKind::Conflict);
        QCOMPARE(room.store.all(), before);
        QCOMPARE(room.audit.lines().size(), 1);
    }

    void severalServersAreChecked()
    {
        Room room;
        room.store.put({server("a"), server("b")});
        ServerDecisions bad;
        bad.backup.everyDays = 0;
        const auto kindOf = [&](const Server &before, const Server &after) {
            const Result<void> done =
                room.workspace.replaceServers({{server("a"), server("a", agreed())}, {before, after}});
            return done ? QStringLiteral("done") : nameOf(done.error().kind);
        };
        QCOMPARE(kindOf(server("b"), server("b", bad)), nameOf(ErrorKind::BadInput));
        QCOMPARE(kindOf({}, server("c")), nameOf(ErrorKind::Internal));
        QCOMPARE(kindOf(server("b"), {}), nameOf(ErrorKind::Internal));
        QCOMPARE(kindOf(server("b"), server("c")), nameOf(ErrorKind::Internal));
        QCOMPARE(room.store.all(), QList<Server>({server("a"), server("b")}));
        QVERIFY(room.workspace.replaceServers({}));
        QCOMPARE(room.workspace.replaceServers({{server("b"), server("b", bad)}}).error().kind, ErrorKind::BadInput);
    }

    void anExportThatWouldNotReadTheSameIsRefused()
    {
        Room room;
        room.store.put({server("a")});
        room.wiki.answer = QList<WikiTable>(); // a page without a matrix
        QVERIFY(!room.workspace.exportWiki());
        WikiTable table;
        for (const char *heading : {"server", "folders currently backed up", "folders we want to be backed up"})
            table.header.append(WikiCell {{QString::fromLatin1(heading)}, {}});
        table.rows = {{WikiCell {{QStringLiteral("a")}, {}}, WikiCell {}, WikiCell {}}};
        room.wiki.answer = QList<WikiTable> {table};
        QCOMPARE(room.workspace.exportWiki().error().kind, ErrorKind::BadInput); // its wanted folder is lost
        table.rows[0][2].lines = {QStringLiteral("/data/moodle")};
        room.wiki.answer = QList<WikiTable> {table};
        const Result<QByteArray> exported = room.workspace.exportWiki();
        QVERIFY(exported);
        QVERIFY(exported->contains("/data/moodle"));
        room.store.setFailure(Error {ErrorKind::Damaged, QStringLiteral("torn")});
        QCOMPARE(room.workspace.exportWiki().error().kind, ErrorKind::Damaged);
    }

private:
    QTranslator m_english;
};

NIGHTKEEP_TEST(TstServerDecisions, unit, Core)
#include "tst_serverdecisions.moc"
