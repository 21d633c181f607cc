// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/databasereaderadapter.h"
#include "app/ssh/sshhosts.h"
#include "models/reachability/databasepair.h"
#include "models/reachability/reachabilityservice.h"
#include "tests/support/fakeoutside.h"
#include "tests/support/faultystores.h"
#include "tests/support/fixedpasswords.h"
#include "tests/support/mariadbfixture.h"
#include "tests/support/sshfixture.h"
#include "tests/support/testmain.h"

#include <QTcpServer>
#include <QTest>

#include <tuple>

using namespace Nightkeep;

namespace {

const QString nameA = QStringLiteral("moodledb-a.example.org");
const QString nameB = QStringLiteral("moodledb-b.example.org");

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

QStringList pairOptions(quint16 port, int id)
{
    return {QStringLiteral("--skip-networking=0"),    QStringLiteral("--bind-address=127.0.0.1"),
            QStringLiteral("--port=%1").arg(port),    QStringLiteral("--server-id=%1").arg(id),
            QStringLiteral("--log-bin=bin"),          QStringLiteral("--relay-log=relay"),
            QStringLiteral("--report-host=127.0.0.1")};
}

/// On a free port, which is given back: another program may take it before the server does, then another.
Result<quint16> startWith(MariaDbFixture &server, int id, const QStringList &extra)
{
    Result<void> started = fail(ErrorKind::Failed, QStringLiteral("No port is free."));
    for (int attempt = 0; attempt < 5; ++attempt) {
        const quint16 port = freePort();
        started = server.start(pairOptions(port, id) + extra);
        if (started)
            return port;
    }
    return fail(started.error());
}

template<typename T> QByteArray why(const Result<T> &result)
{
    return result ? QByteArray() : (result.error().message + u'\n' + result.error().detail).toUtf8();
}

} // namespace

/// A real pair of MariaDB servers that replicate over 127.0.0.1, asked as a person's pair is.
class TstDatabaseReader : public QObject
{
    Q_OBJECT

private:
    MariaDbFixture m_primary;
    MariaDbFixture m_replica;
    quint16 m_port = 0;
    FaultySiteStore m_sites;
    SshFixture m_sshd;
    std::unique_ptr<SshHosts> m_hosts;

    /// Sockets of the two servers differ here, where on real servers the path is the same: so each is
    /// asked by an access of its own.
    [[nodiscard]] Result<DatabaseAnswer> ask(MariaDbFixture &database, const QString &name,
                                             const QString &user = QStringLiteral("monitor"),
                                             const CancelToken &cancel = {})
    {
        FixedPasswords passwords([](const Account &account) { return account.name + QStringLiteral("-secret"); });
        DatabaseReaderAdapter reader(*m_hosts, m_sites, passwords);
        DatabaseAccess access {database.socketPath(), user, QStringLiteral("moodle")};
        Result<DatabaseAnswer> answer = reader.read(m_sshd.server(name), access, cancel);
        if (answer)
            answer->server = name;
        return answer;
    }
    [[nodiscard]] Result<PairVerdict> judge(const QString &user = QStringLiteral("monitor"))
    {
        const Result<DatabaseAnswer> one = ask(m_primary, nameA, user);
        const Result<DatabaseAnswer> other = ask(m_replica, nameB, user);
        if (!one)
            return fail(one.error());
        return other ? Result<PairVerdict>(judgePair(*one, *other)) : fail(other.error());
    }
    [[nodiscard]] Result<void> startReplica()
    {
        // "No" of the second thread would else be a leftover of the state before.
        const QString sql = QStringLiteral("STOP SLAVE; RESET SLAVE ALL; CHANGE MASTER TO MASTER_HOST='127.0.0.1', "
                                           "MASTER_PORT=%1, MASTER_USER='repl', MASTER_PASSWORD='repl', "
                                           "MASTER_USE_GTID=slave_pos; START SLAVE;")
                                .arg(m_port);
        return m_replica.sql(sql).map([](const QByteArray &) {});
    }
    [[nodiscard]] ReplicationChannel channel()
    {
        const Result<DatabaseAnswer> answer = ask(m_replica, nameB);
        return answer && answer->channels && !answer->channels->isEmpty() ? answer->channels->first()
                                                                          : ReplicationChannel();
    }

private slots:
    void initTestCase()
    {
        const Result<quint16> primary = startWith(m_primary, 11, {});
        QVERIFY2(primary, why(primary).constData());
        m_port = *primary;
        const Result<quint16> replica = startWith(m_replica, 12, {QStringLiteral("--read-only")});
        QVERIFY2(replica, why(replica).constData());
        // The accounts are each server's own.
        for (MariaDbFixture *database : {&m_primary, &m_replica}) {
            const Result<QByteArray> made =
                database->sql(QStringLiteral("SET sql_log_bin = 0; CREATE USER repl@'127.0.0.1' IDENTIFIED BY 'repl';"
                                             "GRANT REPLICATION SLAVE ON *.* TO repl@'127.0.0.1';"
                                             "CREATE USER monitor@localhost IDENTIFIED BY 'moodle-secret';"
                                             "GRANT SLAVE MONITOR ON *.* TO monitor@localhost;"
                                             "CREATE USER `o'reader`@localhost IDENTIFIED BY 'moodle-secret';"));
            QVERIFY2(made, why(made).constData());
        }
        QVERIFY2(m_sshd.start(), qPrintable(m_sshd.problem()));
        SshHostsOptions options;
        options.configFile = m_sshd.configFile();
        options.knownHostsFile = m_sshd.knownHostsFile();
        m_hosts = std::make_unique<SshHosts>(options);

        Site site;
        site.name = QStringLiteral("moodle");
        site.databaseServer = nameA;
        site.databaseSocket = m_primary.socketPath();
        site.databaseName = QStringLiteral("moodle");
        site.databaseUser = QStringLiteral("monitor");
        QVERIFY(m_sites.replaceSite({}, site));
    }

    void twoThatFollowNobody()
    {
        const Result<DatabaseAnswer> one = ask(m_primary, nameA);
        QVERIFY2(one, why(one).constData());
        QCOMPARE(one->version.vendor, DatabaseVersion::Vendor::MariaDb);
        QVERIFY(one->version.major >= 10);
        QCOMPARE(one->serverId, 11);
        QCOMPARE(one->readOnly, false);
        QCOMPARE(one->binaryLog, true);
        QVERIFY(one->channels);
        QVERIFY(one->channels->isEmpty());
        const Result<PairVerdict> verdict = judge();
        QVERIFY2(verdict, why(verdict).constData());
        QCOMPARE(verdict->state, State::Attention);
        QVERIFY(verdict->sentence.contains(QStringLiteral("Neither moodledb-a nor moodledb-b follows the other")));
    }

    void aPairThatReplicates()
    {
        const Result<void> started = startReplica();
        QVERIFY2(started, why(started).constData());
        QTRY_VERIFY_WITH_TIMEOUT(channel().io == ReplicaThread::Running && channel().lagSeconds == 0, 30000);
        const Result<DatabaseAnswer> replica = ask(m_replica, nameB);
        QVERIFY2(replica, why(replica).constData());
        QCOMPARE(replica->readOnly, true);
        QCOMPARE(replica->channels->size(), 1);
        const ReplicationChannel follows = replica->channels->first();
        QCOMPARE(follows.sourceHost, QStringLiteral("127.0.0.1"));
        QCOMPARE(follows.sourcePort, m_port);
        QCOMPARE(follows.sourceServerId, 11);
        QCOMPARE(follows.sql, ReplicaThread::Running);
        QCOMPARE(follows.errors, QStringList());
        const Result<PairVerdict> verdict = judge();
        QVERIFY2(verdict, why(verdict).constData());
        QCOMPARE(verdict->state, State::Good);
        QVERIFY(verdict->sentence.contains(QStringLiteral("Both run MariaDB ")));
        QVERIFY(verdict->sentence.contains(QStringLiteral("moodledb-b follows 127.0.0.1")));
    }

    void theFetchingThreadStands()
    {
        QVERIFY(m_replica.sql(QStringLiteral("STOP SLAVE IO_THREAD")));
        QTRY_COMPARE_WITH_TIMEOUT(channel().io, ReplicaThread::Stopped, 30000);
        const Result<PairVerdict> verdict = judge();
        QVERIFY2(verdict, why(verdict).constData());
        QCOMPARE(verdict->state, State::Bad);
        QCOMPARE(verdict->remarks.first().severity, Severity::Critical);
        QVERIFY(verdict->sentence.contains(QStringLiteral("the thread that fetches changes is stopped")));
        QVERIFY(m_replica.sql(QStringLiteral("START SLAVE IO_THREAD")));
        QTRY_COMPARE_WITH_TIMEOUT(channel().io, ReplicaThread::Running, 30000);
    }

    void aRowThatIsThereAlreadyStopsIt()
    {
        QVERIFY(m_primary.sql(QStringLiteral("CREATE DATABASE work; CREATE TABLE work.t (id INT PRIMARY KEY)")));
        QTRY_VERIFY_WITH_TIMEOUT(m_replica.sql(QStringLiteral("SELECT * FROM work.t")).has_value(), 30000);
        QVERIFY(m_replica.sql(QStringLiteral("SET sql_log_bin = 0; INSERT INTO work.t VALUES (1)")));
        QVERIFY(m_primary.sql(QStringLiteral("INSERT INTO work.t VALUES (1)")));
        QTRY_COMPARE_WITH_TIMEOUT(channel().sql, ReplicaThread::Stopped, 30000);
        const Result<DatabaseAnswer> answer = ask(m_replica, nameB);
        QVERIFY2(answer, why(answer).constData());
        const ReplicationChannel stands = answer->channels->first();
        QCOMPARE(stands.io, ReplicaThread::Running);
        QCOMPARE(stands.lagSeconds, std::nullopt);
        QCOMPARE(stands.errors.size(), 1);
        QVERIFY2(stands.errors.first().contains(QStringLiteral("Duplicate entry")), qPrintable(stands.errors.first()));
        const Result<PairVerdict> verdict = judge();
        QVERIFY2(verdict, why(verdict).constData());
        QCOMPARE(verdict->state, State::Bad);
        QVERIFY(verdict->sentence.contains(QStringLiteral("the thread that carries changes out is stopped")));
        QVERIFY(verdict->sentence.contains(QStringLiteral("Duplicate entry")));
    }

    void anAccountThatMayNotLookIsToldWhatToAskFor()
    {
        const Result<DatabaseAnswer> answer = ask(m_replica, nameB, QStringLiteral("o'reader"));
        QVERIFY2(answer, why(answer).constData());
        QCOMPARE(answer->version.vendor, DatabaseVersion::Vendor::MariaDb); // that much everybody may see
        QCOMPARE(answer->channels, std::nullopt);
        QVERIFY(answer->replicationProblem);
        QCOMPARE(answer->replicationProblem->kind, ErrorKind::PermissionDenied);
        const QString grant = QStringLiteral("GRANT SLAVE MONITOR ON *.* TO 'o''reader'@'localhost';");
        QVERIFY2(answer->replicationProblem->advice.contains(grant), qPrintable(answer->replicationProblem->advice));
        const Result<PairVerdict> verdict = judge(QStringLiteral("o'reader"));
        QVERIFY2(verdict, why(verdict).constData());
        QCOMPARE(verdict->state, State::Unknown);

        // And what is asked for is enough.
        QVERIFY(m_replica.sql(QStringLiteral("SET sql_log_bin = 0; ") + grant));
        const Result<DatabaseAnswer> allowed = ask(m_replica, nameB, QStringLiteral("o'reader"));
        QVERIFY2(allowed, why(allowed).constData());
        QVERIFY(allowed->channels);
    }

    void aWrongAccountIsRefused()
    {
        const Result<DatabaseAnswer> answer = ask(m_primary, nameA, QStringLiteral("nobody"));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::AuthenticationFailed);
    }

    void theServiceAsksBothAndKeepsWhatTheySaid()
    {
        FixedPasswords passwords(QStringLiteral("moodle-secret"));
        DatabaseReaderAdapter reader(*m_hosts, m_sites, passwords);
        FaultyServerStore store;
        const Server a = m_sshd.server(nameA);
        Server b = m_sshd.server(nameB);
        QVERIFY(store.replaceServers({{{}, a}, {{}, b}}));
        FakeWebProber web;
        ReachabilityService service(store, web, reader, FakeClock().clock(), [] { return false; });
        // From the site alone: socket, account and password. Here both names lead to the same machine.
        const Result<PairAnswer> pair = service.askPair(a, b, {}, {}, {});
        QVERIFY2(pair, why(pair).constData());
        QCOMPARE(pair->one.serverId, 11);
        QCOMPARE(pair->other.server, nameB);
        const Result<QList<ServerRecord>> records = store.records();
        QCOMPARE(records->first().database, pair->one);
        QCOMPARE(records->last().database, pair->other);

        const CancelToken cancelled;
        cancelled.cancel();
        const Result<PairAnswer> stopped = service.askPair(a, b, {}, cancelled, {});
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    }

    void accessComesFromTheSiteOrThePerson_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("socket");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("site"); // whose password; "refused": there is no access
        QTest::newRow("all from the site") << nameA << QString() << QString() << QStringLiteral("moodle");
        QTest::newRow("the site's user in other words")
            << nameA.toUpper() << QStringLiteral("/s") << QStringLiteral("monitor") << QStringLiteral("moodle");
        QTest::newRow("another user has not the site's password")
            << nameA << QString() << QStringLiteral("root") << QString();
        QTest::newRow("no site, all given")
            << QStringLiteral("x") << QStringLiteral("/s") << QStringLiteral("u") << QString();
        QTest::newRow("no site, no user")
            << QStringLiteral("x") << QStringLiteral("/s") << QString() << QStringLiteral("refused");
        QTest::newRow("no site, no socket")
            << QStringLiteral("x") << QString() << QStringLiteral("u") << QStringLiteral("refused");
    }
    void accessComesFromTheSiteOrThePerson()
    {
        QFETCH(QString, one);
        QFETCH(QString, socket);
        QFETCH(QString, user);
        QFETCH(QString, site);
        FixedPasswords passwords;
        const DatabaseReaderAdapter reader(*m_hosts, m_sites, passwords);
        Server first;
        first.name = one;
        Server second;
        second.name = nameB;
        const Result<DatabaseAccess> access = reader.accessFor(first, second, {socket, user, {}});
        QCOMPARE(access.has_value(), site != QLatin1String("refused"));
        if (!access) {
            QCOMPARE(access.error().kind, ErrorKind::BadInput);
            return;
        }
        QCOMPARE(access->site, site);
        QVERIFY(!access->socket.isEmpty() && !access->user.isEmpty());
        QVERIFY(user.isEmpty() || access->user == user);
        QVERIFY(socket.isEmpty() || access->socket == socket);
    }

    void isNotAskedOfPostgres()
    {
        FaultySiteStore sites;
        Site site;
        site.name = QStringLiteral("campus");
        site.databaseKind = DatabaseKind::PostgreSql;
        site.databaseServer = nameA;
        site.databaseSocket = QStringLiteral("/var/run/postgresql/.s.PGSQL.5432");
        site.databaseName = QStringLiteral("moodle");
        site.databaseUser = QStringLiteral("monitor");
        QVERIFY(sites.replaceSite({}, site));
        FixedPasswords passwords;
        const DatabaseReaderAdapter reader(*m_hosts, sites, passwords);
        Server one;
        one.name = nameA;
        Server other;
        other.name = nameB;
        const Result<DatabaseAccess> none = reader.accessFor(one, other, {});
        QVERIFY(!none);
        QCOMPARE(none.error().kind, ErrorKind::BadInput);
        QVERIFY2(none.error().message.contains(QLatin1String("PostgreSQL")), qPrintable(none.error().message));
        // A MySQL beside it, of which all is said: without the password of the other.
        const Result<DatabaseAccess> given =
            reader.accessFor(one, other, {QStringLiteral("/s"), QStringLiteral("monitor"), {}});
        QVERIFY(given);
        QCOMPARE(given->site, QString());
    }

    void theSourceIsGone() // the last: nothing starts the servers again
    {
        QVERIFY(m_replica.sql(QStringLiteral("SET sql_log_bin = 0; DELETE FROM work.t; STOP SLAVE; START SLAVE")));
        QTRY_COMPARE_WITH_TIMEOUT(channel().sql, ReplicaThread::Running, 30000);
        m_primary.stop();
        QTRY_COMPARE_WITH_TIMEOUT(channel().io, ReplicaThread::Connecting, 30000);
        const Result<DatabaseAnswer> gone = ask(m_primary, nameA);
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::Unreachable);

        DatabaseAnswer failed;
        failed.server = nameA;
        failed.failure = gone.error();
        Result<DatabaseAnswer> other = ask(m_replica, nameB);
        QVERIFY2(other, why(other).constData());
        const PairVerdict verdict = judgePair(failed, *other);
        QVERIFY(verdict.state != State::Good);
        QCOMPARE(verdict.state, State::Attention); // it tries to reach the other
        QVERIFY(std::any_of(verdict.remarks.cbegin(), verdict.remarks.cend(), [](const PairRemark &remark) {
            return remark.id.startsWith(QLatin1String("asked/")) && remark.state == State::Unknown;
        }));
    }
};

NIGHTKEEP_TEST(TstDatabaseReader, integration, Core)
#include "tst_databasereader.moc"
