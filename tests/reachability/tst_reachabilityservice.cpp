// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeworkspace.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <tuple>

using namespace Nightkeep;

namespace {

Server serverNamed(const QString &name, const QString &web = {})
{
    Server server;
    server.name = name;
    server.web = web;
    return server;
}

WebAnswer answeredWell()
{
    WebAnswer answer;
    answer.outcome = WebAnswer::Outcome::Answered;
    answer.status = 200;
    answer.firstByteMs = 3;
    return answer;
}

DatabaseAnswer databaseOf(const QString &version)
{
    DatabaseAnswer answer;
    answer.version = parseDatabaseVersion(version);
    answer.channels = QList<ReplicationChannel>();
    return answer;
}

} // namespace

class TstReachabilityService : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    const Server m_a = serverNamed(QStringLiteral("a.example.org"), QStringLiteral("a.example.org/x"));
    const Server m_b = serverNamed(QStringLiteral("b.example.org"), QStringLiteral("https://b.example.org"));

    [[nodiscard]] ServerRecord record(const QString &name) const
    {
        const Result<QList<ServerRecord>> records = m_workspace->serverStore.records();
        for (const ServerRecord &record : *records) {
            if (record.server.name == name)
                return record;
        }
        return {};
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        std::ignore = m_workspace->serverStore.replaceServers({{{}, m_a}, {{}, m_b}});
    }

    void anAnswerIsStampedAndKept()
    {
        m_workspace->web.setAnswer(QStringLiteral("http://a.example.org/x"), answeredWell());
        const WebOutcome outcome = m_workspace->reachability().checkWeb(m_a, {});
        QVERIFY(outcome.answer);
        QCOMPARE(outcome.answer->asked, QStringLiteral("http://a.example.org/x"));
        QCOMPARE(outcome.answer->askedAt, m_workspace->time.now());
        QCOMPARE(record(m_a.name).web, *outcome.answer);
        QCOMPARE(m_workspace->servers().rows()->first().web, *outcome.answer);
        QCOMPARE(record(m_b.name).web, std::nullopt);
    }

    void whatIsNoAddressIsAnAnswerToo()
    {
        const Server server = serverNamed(m_a.name, QStringLiteral("not yet"));
        const WebOutcome outcome = m_workspace->reachability().checkWeb(server, {});
        QVERIFY(outcome.answer);
        QCOMPARE(outcome.answer->outcome, WebAnswer::Outcome::NotAnAddress);
        QVERIFY(m_workspace->web.asked().isEmpty());
        QVERIFY(answersFor(*outcome.answer, server));
    }

    void nothingIsAskedWithoutAnAddress()
    {
        const WebOutcome outcome = m_workspace->reachability().checkWeb(serverNamed(m_a.name), {});
        QCOMPARE(outcome.answer.error().kind, ErrorKind::BadInput);
        QVERIFY(m_workspace->web.asked().isEmpty());
    }

    void theDemoAsksNobody()
    {
        m_workspace->about.demo = true;
        const WebOutcome web = m_workspace->reachability().checkWeb(m_a, {});
        QCOMPARE(web.answer.error().kind, ErrorKind::Locked);
        const Result<PairAnswer> pair = m_workspace->reachability().askPair(m_a, m_b, {}, {}, {});
        QCOMPARE(pair.error().kind, ErrorKind::Locked);
        for (const WebOutcome &outcome : m_workspace->reachability().checkAllWeb({m_a, m_b}, 2, {}, {}))
            QCOMPARE(outcome.answer.error().kind, ErrorKind::Locked);
        QVERIFY(m_workspace->web.asked().isEmpty());
        QVERIFY(m_workspace->databases.asked().isEmpty());
    }

    void aLocalFolderIsNeverAsked()
    {
        Server local = m_a;
        local.connection.kind = ServerConnection::Kind::LocalFolder;
        local.connection.root = QStringLiteral("/tmp/x");
        QCOMPARE(m_workspace->reachability().checkWeb(local, {}).answer.error().kind, ErrorKind::Locked);
        for (const auto &[one, other] : {std::pair(local, m_b), std::pair(m_b, local)})
            QCOMPARE(m_workspace->reachability().askPair(one, other, {}, {}, {}).error().kind, ErrorKind::Locked);
        QVERIFY(m_workspace->web.asked().isEmpty());
        QVERIFY(m_workspace->databases.asked().isEmpty());
    }

    void cancellingKeepsWhatWasKnown()
    {
        m_workspace->web.setAnswer(QStringLiteral("http://a.example.org/x"), answeredWell());
        QVERIFY(m_workspace->reachability().checkWeb(m_a, {}).answer);
        const std::optional<WebAnswer> before = record(m_a.name).web;
        m_workspace->web.setAnswer(QStringLiteral("http://a.example.org/x"),
                                   fail(ErrorKind::Cancelled, QStringLiteral("Stopped.")));
        QCOMPARE(m_workspace->reachability().checkWeb(m_a, {}).answer.error().kind, ErrorKind::Cancelled);
        QCOMPARE(record(m_a.name).web, before);

        const CancelToken cancel;
        cancel.cancel();
        const qsizetype asked = m_workspace->web.asked().size();
        for (const WebOutcome &outcome : m_workspace->reachability().checkAllWeb({m_a, m_b}, 2, cancel, {}))
            QCOMPARE(outcome.answer.error().kind, ErrorKind::Cancelled);
        QCOMPARE(m_workspace->web.asked().size(), asked);
    }

    void manyAreAskedInOrderAndTold()
    {
        QList<Server> servers;
        QList<qint64> told;
        for (int i = 0; i < 20; ++i) {
            servers << serverNamed(QStringLiteral("s%1").arg(i), QStringLiteral("http://s%1.example.org/").arg(i));
            if (i % 2 == 0)
                m_workspace->web.setAnswer(servers.last().web, answeredWell());
        }
        m_workspace->serverStore.put(servers);
        const QList<WebOutcome> outcomes = m_workspace->reachability().checkAllWeb(
            servers, 4, {}, [&told](const Progress &progress) { told << progress.done; });
        QCOMPARE(outcomes.size(), 20);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(outcomes.at(i).server, servers.at(i).name);
            QVERIFY(outcomes.at(i).answer);
            QCOMPARE(outcomes.at(i).answer->outcome,
                     i % 2 == 0 ? WebAnswer::Outcome::Answered : WebAnswer::Outcome::Refused);
        }
        QCOMPARE(told.size(), 20);
        QVERIFY(std::is_sorted(told.cbegin(), told.cend()));
        QCOMPARE(m_workspace->reachability().checkAllWeb({}, 4, {}, {}).size(), 0);
    }

    void anAnswerThatIsNotKeptIsSaid_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("shown"); // to whoever looks at the rows afterwards
        QTest::newRow("read-only workspace") << int(ErrorKind::ReadOnly) << true;
        QTest::newRow("full disk") << int(ErrorKind::DiskFull) << false;
    }
    void anAnswerThatIsNotKeptIsSaid()
    {
        QFETCH(int, kind);
        QFETCH(bool, shown);
        m_workspace->serverStore.setWriteFailure(Error {ErrorKind(kind), QStringLiteral("it takes nothing")});
        m_workspace->web.setAnswer(QStringLiteral("http://a.example.org/x"), answeredWell());
        const WebOutcome web = m_workspace->reachability().checkWeb(m_a, {});
        QVERIFY(web.answer); // it was answered
        QVERIFY(web.notKept);
        QCOMPARE(web.notKept->kind, ErrorKind(kind));
        QCOMPARE(web.notKept->message, QStringLiteral("The answer is shown, but not kept: it takes nothing"));
        m_workspace->databases.setAnswer(m_a.name, databaseOf(QStringLiteral("5.0.45")));
        const Result<PairAnswer> pair = m_workspace->reachability().askPair(m_a, m_b, {}, {}, {});
        QVERIFY(pair);
        QVERIFY(pair->notKept);
        QCOMPARE(pair->notKept->kind, ErrorKind(kind));
        const Result<QList<ServerRow>> rows = m_workspace->servers().rows();
        QVERIFY(rows);
        QCOMPARE(rows->first().web, shown ? std::optional(*web.answer) : std::nullopt);
        QCOMPARE(rows->first().database, shown ? std::optional(pair->one) : std::nullopt);
        QCOMPARE(rows->last().web, std::nullopt);
        QCOMPARE(rows->last().database, shown ? std::optional(pair->other) : std::nullopt);
        QCOMPARE(record(m_a.name).web, std::nullopt);
    }

    void somebodyWhoMayWriteAsksLater()
    {
        m_workspace->makeReadOnly();
        m_workspace->web.setAnswer(QStringLiteral("http://a.example.org/x"), answeredWell());
        QVERIFY(m_workspace->reachability().checkWeb(m_a, {}).answer);
        QVERIFY(m_workspace->reachability().askPair(m_a, m_b, {}, {}, {}));
        const QDateTime asked = m_workspace->time.now();
        for (const bool later : {false, true}) {
            WebAnswer web = answeredWell();
            DatabaseAnswer one = databaseOf(QStringLiteral("5.0.45"));
            one.server = m_a.name;
            DatabaseAnswer other = one;
            other.server = m_b.name;
            web.askedAt = one.askedAt = other.askedAt = asked.addSecs(later ? 60 : -60);
            WorkspaceStore &theirs = m_workspace->stored->store();
            QVERIFY(theirs.saveWeb(m_a.name, web));
            QVERIFY(theirs.savePair(one, other));
            const Result<QList<ServerRow>> rows = m_workspace->servers().rows();
            QVERIFY(rows && rows->first().web && rows->first().database);
            QCOMPARE(rows->first().web->askedAt, later ? web.askedAt : asked);
            QCOMPARE(rows->first().database->askedAt, later ? web.askedAt : asked);
        }
    }

    void aPairIsAskedAndKept()
    {
        m_workspace->databases.setAnswer(m_a.name, databaseOf(QStringLiteral("5.0.45")));
        m_workspace->databases.setAnswer(m_b.name, databaseOf(QStringLiteral("5.0.51")));
        const DatabaseAccess given {QStringLiteral("/s"), QStringLiteral("u"), {}};
        const Result<PairAnswer> pair = m_workspace->reachability().askPair(m_a, m_b, given, {}, {});
        QVERIFY(pair);
        QCOMPARE(m_workspace->databases.asked(),
                 (QList<QPair<QString, DatabaseAccess>> {{m_a.name, given}, {m_b.name, given}}));
        QCOMPARE(pair->one.partner, m_b.name);
        QCOMPARE(pair->other.partner, m_a.name);
        QCOMPARE(pair->one.askedAt, m_workspace->time.now());
        QCOMPARE(record(m_a.name).database, pair->one);
        QCOMPARE(record(m_b.name).database, pair->other);
        QCOMPARE(pair->verdict, judgePair(pair->one, pair->other));
        QCOMPARE(pair->verdict.state, State::Attention);
        QVERIFY(!ServerService::findings(*m_workspace->servers().rows(), m_workspace->time.now()).isEmpty());
    }

    void oneThatIsAwayIsPartOfTheAnswer()
    {
        m_workspace->databases.setAnswer(m_a.name, databaseOf(QStringLiteral("5.0.45")));
        const Result<PairAnswer> pair = m_workspace->reachability().askPair(m_a, m_b, {}, {}, {});
        QVERIFY(pair);
        QCOMPARE(pair->other.failure->kind, ErrorKind::Unreachable);
        QVERIFY(pair->verdict.state != State::Good);
        QCOMPARE(record(m_b.name).database->failure->kind, ErrorKind::Unreachable);
    }

    void aPairIsRefused()
    {
        Server same = m_a;
        same.name = m_a.name.toUpper();
        QCOMPARE(m_workspace->reachability().askPair(m_a, same, {}, {}, {}).error().kind, ErrorKind::BadInput);
        m_workspace->databases.setAccess(fail(ErrorKind::BadInput, QStringLiteral("No socket is known.")));
        QCOMPARE(m_workspace->reachability().askPair(m_a, m_b, {}, {}, {}).error().kind, ErrorKind::BadInput);
        QVERIFY(m_workspace->databases.asked().isEmpty());
        // Stopped while the second is asked: nothing of the first is kept either.
        m_workspace->databases.setAccess(DatabaseAccess {QStringLiteral("/s"), QStringLiteral("u"), {}});
        m_workspace->databases.setAnswer(m_a.name, databaseOf(QStringLiteral("5.0.45")));
        m_workspace->databases.setAnswer(m_b.name, fail(ErrorKind::Cancelled, QStringLiteral("Stopped.")));
        QCOMPARE(m_workspace->reachability().askPair(m_a, m_b, {}, {}, {}).error().kind, ErrorKind::Cancelled);
        QCOMPARE(record(m_a.name).database, std::nullopt);
    }
};

NIGHTKEEP_TEST(TstReachabilityService, unit, Core)
#include "tst_reachabilityservice.moc"
