// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/serverservice.h"
#include "models/reachability/databasepair.h"
#include "tests/reachability/morning.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

#include <functional>

using namespace Nightkeep;

namespace {

const QString nameA = QStringLiteral("moodledb-a.example.org");
const QString nameB = QStringLiteral("moodledb-b.example.org");

DatabaseAnswer answerOf(const QString &server, const QString &version, qint64 id)
{
    DatabaseAnswer answer;
    answer.server = server;
    answer.partner = server == nameA ? nameB : nameA;
    answer.askedAt = now.addSecs(-120);
    answer.version = parseDatabaseVersion(version);
    answer.serverId = id;
    answer.readOnly = false;
    answer.binaryLog = true;
    answer.channels = QList<ReplicationChannel>();
    return answer;
}

ReplicationChannel channelTo(const QString &host, std::optional<qint64> id, std::optional<qint64> lag = 0)
{
    ReplicationChannel channel;
    channel.sourceHost = host;
    channel.sourcePort = 3306;
    channel.sourceServerId = id;
    channel.io = ReplicaThread::Running;
    channel.sql = ReplicaThread::Running;
    channel.lagSeconds = lag;
    return channel;
}

struct Pair
{
    DatabaseAnswer a = answerOf(nameA, QStringLiteral("5.0.45-log"), 1);
    DatabaseAnswer b = answerOf(nameB, QStringLiteral("5.0.45-log"), 2);
    Pair() { b.channels->append(channelTo(QStringLiteral("moodledb-a"), 1)); }
};

/// "version warning; replication/moodledb-b critical": what becomes a finding.
QString inBrief(const PairVerdict &verdict)
{
    QStringList brief;
    for (const PairRemark &remark : verdict.remarks) {
        if (remark.severity)
            brief << QString(remark.id).remove(QStringLiteral(".example.org")) + u' ' + nameOf(*remark.severity);
    }
    return brief.join(QStringLiteral("; "));
}

Server serverOf(const QString &name, const QString &service)
{
    Server server;
    server.name = name;
    server.service = service;
    return server;
}

} // namespace

using Change = std::function<void(Pair &)>;
Q_DECLARE_METATYPE(Change)

class TstDatabasePair : public QObject
{
    Q_OBJECT

private slots:
    void pairsAreJudged_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("findings");
        QTest::addColumn<QString>("says"); // must be in the verdict's sentence
        const auto row = [](const char *name, State state, const QString &findings, const QString &says,
                            const Change &change) { QTest::newRow(name) << change << int(state) << findings << says; };
        const Error away {ErrorKind::Unreachable, QStringLiteral("It is away."), QStringLiteral("Wait.")};
        row("all well", State::Good, {},
            QStringLiteral("Both run MySQL 5.0.45. moodledb-b follows moodledb-a and is 0 seconds behind."),
            [](Pair &) {});
        row("the page's worry", State::Attention, QStringLiteral("version warning"),
            QStringLiteral(
                "moodledb-a runs MySQL 5.0.45, moodledb-b MySQL 5.0.51: the slave could not take over safely."),
            [](Pair &pair) { pair.b.version = parseDatabaseVersion(QStringLiteral("5.0.51a")); });
        row("another maker", State::Attention, QStringLiteral("version warning"), QStringLiteral("MariaDB 5.0.45"),
            [](Pair &pair) { pair.b.version = parseDatabaseVersion(QStringLiteral("5.0.45-MariaDB")); });
        row("a version that cannot be read", State::Unknown, {},
            QStringLiteral("The version of moodledb-a cannot be read"), [](Pair &pair) { pair.a.version = {}; });
        row("fetching stopped", State::Bad, QStringLiteral("replication/moodledb-b critical"),
            QStringLiteral("the thread that fetches changes is stopped"),
            [](Pair &pair) { pair.b.channels->first().io = ReplicaThread::Stopped; });
        row("carrying out stopped, with an error", State::Bad, QStringLiteral("replication/moodledb-b critical"),
            QStringLiteral("The server says: Duplicate entry"), [](Pair &pair) {
                pair.b.channels->first().sql = ReplicaThread::Stopped;
                pair.b.channels->first().errors = QStringList {QStringLiteral("Duplicate entry")};
            });
        row("both stopped", State::Bad, QStringLiteral("replication/moodledb-b critical"),
            QStringLiteral("both of its threads"), [](Pair &pair) {
                pair.b.channels->first().io = ReplicaThread::Stopped;
                pair.b.channels->first().sql = ReplicaThread::Stopped;
            });
        row("connecting", State::Attention, QStringLiteral("replication/moodledb-b warning"),
            QStringLiteral("is trying to reach moodledb-a"),
            [](Pair &pair) { pair.b.channels->first().io = ReplicaThread::Connecting; });
        row("threads that say nothing", State::Unknown, {}, QStringLiteral("is not known"),
            [](Pair &pair) { pair.b.channels->first().sql = ReplicaThread::Unknown; });
        row("an hour behind is borne", State::Good, {}, QStringLiteral("3600 seconds behind"),
            [](Pair &pair) { pair.b.channels->first().lagSeconds = 3600; });
        row("more than an hour behind", State::Attention, QStringLiteral("replication/moodledb-b warning"),
            QStringLiteral("behind moodledb-a"), [](Pair &pair) { pair.b.channels->first().lagSeconds = 3601; });
        row("running, but the lag is not said", State::Unknown, {}, QStringLiteral("how far behind is not known"),
            [](Pair &pair) { pair.b.channels->first().lagSeconds.reset(); });
        row("nobody follows", State::Attention, QStringLiteral("none warning"),
            QStringLiteral("Neither moodledb-a nor moodledb-b follows the other"),
            [](Pair &pair) { pair.b.channels->clear(); });
        row("one may not look, the other follows nobody", State::Unknown,
            QStringLiteral("privilege/moodledb-b warning"), QStringLiteral("may not"), [](Pair &pair) {
                pair.b.channels.reset();
                pair.b.replicationProblem = Error {ErrorKind::PermissionDenied, QStringLiteral("The account may not."),
                                                   QStringLiteral("GRANT")};
            });
        row("one away", State::Unknown, QStringLiteral("asked/moodledb-b warning"),
            QStringLiteral("could not be asked. It is away."), [away](Pair &pair) {
                pair.b.failure = away;
                pair.b.channels.reset();
            });
        row("the source away, the replica well", State::Unknown, QStringLiteral("asked/moodledb-a warning"),
            QStringLiteral("moodledb-a could not be asked"), [away](Pair &pair) {
                pair.a.failure = away;
                pair.a.channels.reset();
                pair.a.serverId.reset();
            });
        row("both away", State::Unknown, QStringLiteral("asked/moodledb-a warning; asked/moodledb-b warning"),
            QStringLiteral("moodledb-b could not be asked"), [away](Pair &pair) {
                for (DatabaseAnswer *answer : {&pair.a, &pair.b}) {
                    answer->failure = away;
                    answer->channels.reset();
                }
            });
        row("stopped is worse than away", State::Bad,
            QStringLiteral("replication/moodledb-b critical; asked/moodledb-a warning"),
            QStringLiteral("does not follow"), [away](Pair &pair) {
                pair.a.failure = away;
                pair.b.channels->first().io = ReplicaThread::Stopped;
            });
        row("follows a third one", State::Attention, QStringLiteral("source/moodledb-b warning"),
            QStringLiteral("another server than moodledb-a"),
            [](Pair &pair) { pair.b.channels->first().sourceServerId = 9; });
        row("the number tells, whatever the host is called", State::Good, {}, QStringLiteral("follows 10.0.0.7"),
            [](Pair &pair) { pair.b.channels->first().sourceHost = QStringLiteral("10.0.0.7"); });
        row("no number, the name tells", State::Good, {}, QStringLiteral("follows moodledb-a"),
            [](Pair &pair) { pair.b.channels->first().sourceServerId.reset(); });
        row("no number, no name", State::Unknown, {}, QStringLiteral("whether that is moodledb-a cannot be told"),
            [](Pair &pair) { pair.b.channels->first() = channelTo(QStringLiteral("10.0.0.7"), {}); });
        row("one of two sources is the partner", State::Good, {}, QStringLiteral("Both run"), [](Pair &pair) {
            pair.b.channels->first().name = QStringLiteral("main");
            pair.b.channels->append(channelTo(QStringLiteral("other"), 9));
        });
        row("each follows the other", State::Good, {}, QStringLiteral("moodledb-a follows moodledb-b"),
            [](Pair &pair) { pair.a.channels->append(channelTo(QStringLiteral("moodledb-b"), 2)); });
        row("two things at once", State::Bad, QStringLiteral("replication/moodledb-b critical; version warning"),
            QStringLiteral("does not follow"), [](Pair &pair) {
                pair.a.version = parseDatabaseVersion(QStringLiteral("5.0.51"));
                pair.b.channels->first().io = ReplicaThread::Stopped;
            });
    }
    void pairsAreJudged()
    {
        QFETCH(Change, change);
        QFETCH(int, state);
        QFETCH(QString, findings);
        QFETCH(QString, says);
        Pair pair;
        change(pair);
        const PairVerdict verdict = judgePair(pair.a, pair.b);
        QVERIFY2(int(verdict.state) == state, qPrintable(verdict.sentence));
        QCOMPARE(inBrief(verdict), findings);
        QVERIFY2(verdict.sentence.contains(says), qPrintable(verdict.sentence));
        // The same, whichever of the two comes first.
        QCOMPARE(judgePair(pair.b, pair.a).state, verdict.state);
        for (const PairRemark &remark : verdict.remarks)
            QVERIFY2(!remark.severity || !remark.advice.isEmpty(), qPrintable(remark.sentence));
    }

    void thePageNamesItsPairs_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<bool>("pair");
        const auto row = [](const char *service, bool pair) {
            QTest::newRow(service) << QString::fromLatin1(service) << pair;
        };
        row("MySQL master/slave pair", true);
        row("mysql Master / Slave", true);
        row("MariaDB primary and replica", true);
        row("Moodle database pair", true);
        row("MySQL", false);
        row("Moodle live", false);
        row("web servers, a pair", false);
        row("MySQL repair", false);
        row("", false);
    }
    void thePageNamesItsPairs()
    {
        QFETCH(QString, service);
        QFETCH(bool, pair);
        QCOMPARE(saysDatabasePair(serverOf(nameA, service)), pair);
    }

    void pairsAreGroupedByTheirText()
    {
        const QString text = QStringLiteral("MySQL master/slave pair");
        const Server a = serverOf(nameA, text);
        const Server b = serverOf(nameB, QStringLiteral("mysql  master/slave\npair "));
        const Server lone = serverOf(QStringLiteral("x"), QStringLiteral("Other MySQL pair"));
        const QList<QPair<Server, Server>> one {{a, b}};
        QCOMPARE(databasePairs({a, lone, b}), one);
        // Of three nobody can say which two belong together.
        QCOMPARE(databasePairs({a, b, serverOf(QStringLiteral("c"), text)}), (QList<QPair<Server, Server>>()));
        QCOMPARE(databasePairs({}), (QList<QPair<Server, Server>>()));
    }

    void findingsAreOfPairsThatWereAskedTogether()
    {
        Pair pair;
        pair.b.channels->first().io = ReplicaThread::Stopped;
        QList<ServerRow> rows;
        for (const DatabaseAnswer &answer : {pair.a, pair.b}) {
            ServerRow row;
            row.server.name = answer.server;
            row.database = answer;
            rows.append(row);
        }
        QList<DatabaseAnswer> answers {pair.a, pair.b};
        QList<Finding> findings = pairFindings(answers, now);
        QCOMPARE(findings.size(), 1); // once, not once for each of the two
        QCOMPARE(findings.first().severity, Severity::Critical);
        QCOMPARE(findings.first().object, nameA);
        QCOMPARE(findings.first().id, QStringLiteral("pair/%1/%2/replication/%2").arg(nameA, nameB));
        QVERIFY(findings.first().reason.contains(QStringLiteral("2 minutes ago")));
        QVERIFY(ServerService::findings(rows, now).contains(findings.first()));

        answers[0].partner = QStringLiteral("somebody else"); // since then asked with another
        QCOMPARE(pairFindings(answers, now).size(), 0);
        answers.removeFirst();
        QCOMPARE(pairFindings(answers, now).size(), 0);
    }

    void wordsForTheTable()
    {
        Pair pair;
        QCOMPARE(databaseRole(pair.a), QStringLiteral("follows nobody"));
        QCOMPARE(databaseRole(pair.b), QStringLiteral("follows moodledb-a"));
        QCOMPARE(replicationInWords(pair.b), QStringLiteral("running"));
        QCOMPARE(lagInWords(pair.b), QStringLiteral("none"));
        pair.b.channels.reset();
        for (const QString &word : {databaseRole(pair.b), replicationInWords(pair.b), lagInWords(pair.b)})
            QCOMPARE(word, QStringLiteral("not known"));
    }
};

NIGHTKEEP_TEST(TstDatabasePair, unit, Core)
#include "tst_databasepair.moc"
