// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeworkspace.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;
using Change = MeetingService::Change;

namespace {

const QString meetingPromise = QStringLiteral("courseNights/atLeast");
const QString meetingServer = QStringLiteral("moodle-a.example.org");

Decision meetingSaid(const QString &item)
{
    Decision decision;
    decision.item = item;
    decision.title = QStringLiteral("What do we promise?");
    decision.on = QDate(2008, 11, 4);
    decision.people = QStringLiteral("Ann, Bob");
    decision.text = QStringLiteral("So it is to be.");
    decision.reason = QStringLiteral("Teachers ask for it.");
    return decision;
}

} // namespace

/// Decisions and what they change, over a workspace in memory.
class TstMeetingService : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;

    MeetingService &meeting() { return m_workspace->meeting(); }
    std::optional<Promise> promise()
    {
        const Result<RetentionRecords> records = m_workspace->retention().records();
        if (!records)
            return std::nullopt;
        for (const Promise &each : records->promises) {
            if (each.key == meetingPromise)
                return each;
        }
        return std::nullopt;
    }
    Server server()
    {
        const Result<QList<Server>> servers = m_workspace->serverStore.servers();
        for (const Server &each : *servers) {
            if (each.name == meetingServer)
                return each;
        }
        return {};
    }
    QString agreedKeep()
    {
        return m_workspace->settingsStore.agreedSettings(QStringLiteral("moodle"))->value(keep).value;
    }
    QStringList acts(const QString &prefix)
    {
        QStringList acts;
        const Result<QList<AuditEntry>> entries = m_workspace->auditLog.entries(prefix);
        for (const AuditEntry &entry : *entries)
            acts << entry.act;
        return acts;
    }

    Change promiseChange(int figure)
    {
        Change change;
        change.promiseSeen = promise();
        change.promise = change.promiseSeen;
        change.promise->figure = figure;
        change.promise->agreement = {Agreement::State::Agreed, QDate(2008, 11, 4), QStringLiteral("Ann, Bob"), {}};
        return change;
    }
    Change serverChange()
    {
        Change change;
        change.serverSeen = server();
        change.server = change.serverSeen;
        change.server->decisions.backup.versionsExist = 5;
        change.server->decisions.policyAgreement = {
            Agreement::State::Agreed, QDate(2008, 11, 4), QStringLiteral("Ann"), {}};
        return change;
    }
    static Change optionChange()
    {
        Change change;
        change.site = QStringLiteral("moodle");
        change.option = keep;
        change.valueSeen = QStringLiteral("1");
        change.value = QStringLiteral("7");
        return change;
    }
    Change changeNamed(const QString &what)
    {
        return what == u"promise" ? promiseChange(90) : what == u"server" ? serverChange() : optionChange();
    }
    /// All that decisions can change, as it stands now.
    QString standing()
    {
        const std::optional<Promise> now = promise();
        const auto copies = server().decisions.backup.versionsExist;
        return QStringLiteral("%1 %2 %3")
            .arg(now ? now->figure.value_or(-1) : -2)
            .arg(copies.value_or(-1))
            .arg(agreedKeep());
    }
    static void changes()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("after");
        QTest::newRow("a promise") << QStringLiteral("promise") << QStringLiteral("90 -1 1");
        QTest::newRow("a server's policy") << QStringLiteral("server") << QStringLiteral("60 5 1");
        QTest::newRow("an option") << QStringLiteral("option") << QStringLiteral("60 -1 7");
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        m_workspace->fillSmallEstate();
        QCOMPARE(standing(), QStringLiteral("60 -1 1"));
    }

    void theChangeIsMadeAndRecorded_data() { changes(); }
    void theChangeIsMadeAndRecorded()
    {
        QFETCH(QString, what);
        QFETCH(QString, after);
        const Result<Decision> decided = meeting().decide(meetingSaid(QStringLiteral("item")), changeNamed(what));
        QVERIFY2(decided, decided ? "" : qPrintable(decided.error().message));
        QCOMPARE(decided->number, qint64(1));
        QVERIFY(!decided->before.isEmpty() && !decided->after.isEmpty() && decided->before != decided->after);
        QCOMPARE(standing(), after);
        const Result<QList<Decision>> stored = meeting().decisions();
        QVERIFY(stored);
        QCOMPARE(*stored, QList<Decision> {*decided});
        QCOMPARE(decided->by, m_workspace->auditLog.who());
        QCOMPARE(decided->at, m_workspace->time.now());
        QCOMPARE(acts(QStringLiteral("meeting.")), QStringList {QStringLiteral("meeting.decide")});
    }

    void withoutAFigureItIsOnlyRecorded()
    {
        const Result<Decision> decided = meeting().decide(meetingSaid(QStringLiteral("question/pair")), {});
        QVERIFY(decided);
        QVERIFY(decided->before.isEmpty() && decided->after.isEmpty() && !decided->now);
        QCOMPARE(standing(), QStringLiteral("60 -1 1"));
        QVERIFY(meeting().takeBack(*decided).has_value());
        QVERIFY(!meeting().decisions()->first().holds());
    }

    void whatIsMissingIsAskedFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("people");
        QTest::addColumn<QDate>("on");
        const QDate day(2008, 11, 4);
        QTest::newRow("text") << QStringLiteral("  ") << QStringLiteral("Ann") << day;
        QTest::newRow("people") << QStringLiteral("Yes.") << QString() << day;
        QTest::newRow("day") << QStringLiteral("Yes.") << QStringLiteral("Ann") << QDate();
        QTest::newRow("a day to come") << QStringLiteral("Yes.") << QStringLiteral("Ann") << QDate(2008, 12, 24);
        QTest::newRow("before all backups") << QStringLiteral("Yes.") << QStringLiteral("Ann") << QDate(208, 11, 4);
    }
    void whatIsMissingIsAskedFor()
    {
        QFETCH(QString, text);
        QFETCH(QString, people);
        QFETCH(QDate, on);
        Decision decision = meetingSaid(QStringLiteral("item"));
        decision.text = text;
        decision.people = people;
        decision.on = on;
        const Result<Decision> decided = meeting().decide(decision, promiseChange(90));
        QVERIFY(!decided);
        QCOMPARE(decided.error().kind, ErrorKind::BadInput);
        QVERIFY(!decided.error().advice.isEmpty());
        QCOMPARE(standing(), QStringLiteral("60 -1 1"));
        QVERIFY(meeting().decisions()->isEmpty());
    }

    void withoutItsRecordTheChangeIsTakenBack_data() { changes(); }
    void withoutItsRecordTheChangeIsTakenBack()
    {
        QFETCH(QString, what);
        m_workspace->meetingStore.setWriteFailure(Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")});
        const Result<Decision> decided = meeting().decide(meetingSaid(QStringLiteral("item")), changeNamed(what));
        QVERIFY(!decided);
        QCOMPARE(decided.error().kind, ErrorKind::DiskFull);
        QVERIFY2(decided.error().message.contains(QStringLiteral("as it was again")),
                 qPrintable(decided.error().message));
        QCOMPARE(standing(), QStringLiteral("60 -1 1"));
        QVERIFY(acts(QStringLiteral("meeting.")).isEmpty());
    }

    void itIsTakenBackWithWhatItChanged_data() { changes(); }
    void itIsTakenBackWithWhatItChanged()
    {
        QFETCH(QString, what);
        QFETCH(QString, after);
        const Result<Decision> decided = meeting().decide(meetingSaid(QStringLiteral("item")), changeNamed(what));
        QVERIFY(decided);
        const Result<void> taken = meeting().takeBack(*decided);
        QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
        QCOMPARE(standing(), QStringLiteral("60 -1 1"));
        const Decision stored = meeting().decisions()->first();
        QVERIFY(!stored.holds());
        QCOMPARE(stored.takenBackBy, m_workspace->auditLog.who());
        QCOMPARE(stored.takenBackAt, m_workspace->time.now());
        QCOMPARE(acts(QStringLiteral("meeting.")).last(), QStringLiteral("meeting.takeBack"));
        const Result<void> twice = meeting().takeBack(stored);
        QVERIFY(!twice && twice.error().kind == ErrorKind::Conflict);

        const Result<Decision> again = meeting().decideAgain(stored); // to undo that
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(again->number, qint64(2));
        QVERIFY(again->holds());
        QCOMPARE(standing(), after);
    }

    /// With the day and the people of before, and not only its value.
    void anOptionIsAgreedAndTakenBackExactly()
    {
        const auto standing = [this] {
            return m_workspace->settingsStore.agreedSettings(QStringLiteral("moodle"))->value(keep);
        };
        const AgreedSetting before {QStringLiteral("1"), QDate(2008, 9, 2), QStringLiteral("Carol")};
        QVERIFY(m_workspace->settingsStore.setAgreed(QStringLiteral("moodle"), keep, standing(), before));
        const Decision said = meetingSaid(QStringLiteral("item"));
        const Result<Decision> decided = meeting().decide(said, optionChange());
        QVERIFY2(decided, decided ? "" : qPrintable(decided.error().message));
        const AgreedSetting after {QStringLiteral("7"), said.on, said.people};
        QCOMPARE(standing(), after);
        QVERIFY(meeting().takeBack(*decided).has_value());
        QCOMPARE(standing(), before);
        const Result<Decision> again = meeting().decideAgain(meeting().decisions()->first());
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(standing(), after);

        AgreedSetting anew = after; // the same value, agreed by others: what was decided no longer stands
        anew.by = QStringLiteral("Dave");
        QVERIFY(m_workspace->settingsStore.setAgreed(QStringLiteral("moodle"), keep, after, anew));
        const Result<void> taken = meeting().takeBack(*again);
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::Conflict);
        QCOMPARE(standing(), anew);
    }

    /// Decisions of before there were days and people are taken back to what they knew.
    void anOlderDecisionIsTakenBack()
    {
        const QString site = QStringLiteral("moodle");
        const AgreedSetting one {QStringLiteral("1"), {}, {}};
        const AgreedSetting seven {QStringLiteral("7"), {}, {}};
        QVERIFY(m_workspace->settingsStore.setAgreed(site, keep, one, seven));
        Decision old = meetingSaid(QStringLiteral("item"));
        old.was = DecidedValue();
        old.was->site = site;
        old.was->option = keep;
        old.was->value = one.value;
        old.now = old.was;
        old.now->value = seven.value;
        old.number = m_workspace->meetingStore.addDecision(old).value_or(0);
        const Result<void> taken = meeting().takeBack(old);
        QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
        QCOMPARE(m_workspace->settingsStore.agreedSettings(site)->value(keep), one);
    }

    void whatHasChangedSinceIsNotTakenBack()
    {
        const Result<Decision> decided =
            meeting().decide(meetingSaid(QStringLiteral("promise/") + meetingPromise), promiseChange(90));
        QVERIFY(decided);
        const Change other = promiseChange(120);
        QVERIFY(m_workspace->retention().agree(*other.promise, other.promiseSeen).has_value());
        const Result<void> taken = meeting().takeBack(*decided);
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::Conflict);
        QCOMPARE(*promise()->figure, 120);
        QVERIFY(meeting().decisions()->first().holds());
    }

    void anotherQuestionAgreedSinceStays()
    {
        const Result<Decision> policy = meeting().decide(meetingSaid(QStringLiteral("item")), serverChange());
        QVERIFY(policy);
        Change archive;
        archive.serverSeen = server();
        archive.server = archive.serverSeen;
        archive.server->decisions.archive.keepYears = 4;
        archive.server->decisions.archiveAgreement = {
            Agreement::State::Agreed, QDate(2008, 11, 4), QStringLiteral("Bob"), {}};
        QVERIFY(meeting().decide(meetingSaid(QStringLiteral("other")), archive).has_value());
        const Result<void> taken = meeting().takeBack(*policy);
        QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
        ServerDecisions expected = archive.server->decisions;
        expected.backup.versionsExist.reset();
        expected.policyAgreement = policy->was->decisions->policyAgreement;
        QVERIFY(server().decisions == expected);
    }

    void ofTwoEditorsTheSecondIsTold_data() { changes(); }
    void ofTwoEditorsTheSecondIsTold()
    {
        QFETCH(QString, what);
        QFETCH(QString, after);
        const Change seen = changeNamed(what); // by both
        const Result<Decision> first = meeting().decide(meetingSaid(QStringLiteral("item")), seen);
        QVERIFY(first);
        const Result<Decision> second = meeting().decide(meetingSaid(QStringLiteral("item")), seen);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        QCOMPARE(meeting().decisions()->size(), qsizetype(1));
        QCOMPARE(standing(), after);
        QVERIFY(meeting().takeBack(*first).has_value());
        QVERIFY(!meeting().takeBack(*first)); // the other one still sees it as it was
        QCOMPARE(standing(), QStringLiteral("60 -1 1"));
    }

    void withoutItsRecordItIsNotTakenBack()
    {
        const Result<Decision> decided = meeting().decide(meetingSaid(QStringLiteral("item")), promiseChange(90));
        QVERIFY(decided);
        m_workspace->meetingStore.setWriteFailure(Error {ErrorKind::DiskFull, QStringLiteral("The disk is full.")});
        const Result<void> taken = meeting().takeBack(*decided);
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::DiskFull);
        QCOMPARE(standing(), QStringLiteral("90 -1 1"));
        QVERIFY(meeting().decisions()->first().holds());
    }

    void theLastPackIsKept()
    {
        QVERIFY(!*meeting().lastPack());
        Pack pack;
        pack.title = QStringLiteral("For the meeting");
        pack.madeAt = m_workspace->time.now();
        QVERIFY(meeting().keepPack(pack).has_value());
        const Result<std::optional<PackSummary>> last = meeting().lastPack();
        QVERIFY(last && *last);
        QCOMPARE(**last, summaryOf(pack));
        QCOMPARE(acts(QStringLiteral("meeting.")), QStringList {QStringLiteral("meeting.pack")});
    }
};

NIGHTKEEP_TEST(TstMeetingService, unit, Core)
#include "tst_meetingservice.moc"
