// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QtConcurrentRun>

#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;
using namespace std::chrono_literals;

class TstSshHost : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void runsAProgram();
    void allBytesPass();
    void hostileFolders();
    void manyRunsShareOneConnection();
    void hostsOfOneServerShareOneConnection();
    void privateFolderIsPrivate();
    void outputLimit();
    void timeLimit();
    void cancel();
    void programThatFails();
    void loginScriptThatPrints();
    void oneSessionAtATime();
    void backgroundNeverAsks();
    void wrongPassword();
    void promptThatIsClosed();
    void passphrase();
    void promptTimeDoesNotCount();
    void closedPort();
    void unknownName();
    void unusableNames_data();
    void unusableNames();
    void brokenConfiguration_data();
    void brokenConfiguration();
    void idleMasterIsClosed();
    void checksInOrder();
    void checksOfAClosedPort();

private:
    SshFixture m_fixture;
};

void TstSshHost::initTestCase()
{
    QVERIFY2(m_fixture.start(), qPrintable(m_fixture.problem()));
}

void TstSshHost::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
}

void TstSshHost::runsAProgram()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto snapshot = probe(*host, {"/", "/nonexistent", "/etc/passwd"});
    QVERIFY2(snapshot, said(snapshot).constData());
    QCOMPARE(snapshot->folders.value("/"), FolderPresence::Present);
    QCOMPARE(snapshot->folders.value("/nonexistent"), FolderPresence::Missing);
    QCOMPARE(snapshot->folders.value("/etc/passwd"), FolderPresence::NotFolder);
    QVERIFY(!snapshot->tools.value(QStringLiteral("sh")).isEmpty());
    QVERIFY(qAbs(snapshot->clockOffsetSeconds) < 30);
}

void TstSshHost::allBytesPass()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    QByteArray name = "/";
    for (int byte = 1; byte < 256; ++byte)
        name.append(static_cast<char>(byte));
    const auto snapshot = probe(*host, {name});
    QVERIFY2(snapshot, said(snapshot).constData());
    QCOMPARE(snapshot->folders.keys(), QList<BytePath> {name});
}

void TstSshHost::hostileFolders()
{
    const QTemporaryDir folder;
    const QByteArray base = QFile::encodeName(folder.path());
    const QByteArray canary = base + "/canary";
    const QList<QByteArray> names {"line\nbreak", "trailing\n",   "-rf",        "$(touch " + canary + ")",
                                   "`touch c`",   "'; touch c'",  "\"quoted\"", "*",
                                   " space ",     "\xff\xfe",     "%s%n",       "back\\slash\\n",
                                   "\x1b[31m",    "\xe2\x80\xae", "&& touch c", "tab\t"};
    QList<BytePath> folders;
    for (const QByteArray &name : names) {
        QByteArray path = base + '/' + QByteArray(name).replace('/', "\xe2\x88\x95");
        QVERIFY(::mkdir(path.constData(), 0700) == 0);
        folders.append(path);
        folders.append(path + "-missing");
    }
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto snapshot = probe(*host, folders);
    QVERIFY2(snapshot, said(snapshot).constData());
    QCOMPARE(snapshot->folders.size(), folders.size());
    for (const BytePath &path : std::as_const(folders))
        QCOMPARE(snapshot->folders.value(path),
                 path.endsWith("-missing") ? FolderPresence::Missing : FolderPresence::Present);
    QVERIFY(!QFile::exists(QFile::decodeName(canary)));
    for (const BytePath &path : std::as_const(folders)) // Qt cannot name them all
        static_cast<void>(::rmdir(path.constData()));
}

void TstSshHost::manyRunsShareOneConnection()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const qsizetype before = m_fixture.log().count("Accepted publickey");
    for (int i = 0; i < 5; ++i)
        VERIFY_DONE(probe(*host));
    QCOMPARE(m_fixture.log().count("Accepted publickey") - before, 1);
    QCOMPARE(masters().size(), 1);
}

void TstSshHost::hostsOfOneServerShareOneConnection()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const qsizetype before = m_fixture.log().count("Accepted publickey");
    QList<QFuture<Result<ServerSnapshot>>> running;
    for (int i = 0; i < 6; ++i)
        running.append(QtConcurrent::run([&] { return probe(*openHost(hosts, m_fixture)); }));
    for (auto &future : running)
        future.waitForFinished(); // all, before a check may return: what runs uses what is above
    for (auto &future : running)
        VERIFY_DONE(future.result());
    QCOMPARE(m_fixture.log().count("Accepted publickey") - before, 1);
}

void TstSshHost::privateFolderIsPrivate()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    VERIFY_DONE(probe(*host));
    const QByteArray master = commandLineOf(masters().value(0));
    const QByteArray socket = master.mid(master.indexOf(" -S ") + 4).split(' ').value(0);
    QVERIFY(socket.size() + 17 <= 104);
    const QFileInfo folder(QFileInfo(QFile::decodeName(socket)).path());
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(folder.isDir());
    QVERIFY(!(folder.permissions() & others));
}

void TstSshHost::outputLimit()
{
    SshFixture fixture;
    SshFixture::Options options;
    options.forcedCommand = QStringLiteral("exec yes");
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    const auto answer = host->run(RemoteProgram::Probe, {}, CancelToken(), {2min, 1024 * 1024});
    QVERIFY(!answer);
    VERIFY_FAILED(answer, ErrorKind::Failed);
    QVERIFY(answer.error().message.contains(QStringLiteral("MiB")));
}

void TstSshHost::timeLimit()
{
    SshFixture fixture;
    SshFixture::Options options;
    options.forcedCommand = QStringLiteral("exec sleep 100");
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    QElapsedTimer elapsed;
    elapsed.start();
    const auto answer = host->run(RemoteProgram::Probe, {}, CancelToken(), {1500ms, 1024});
    VERIFY_FAILED(answer, ErrorKind::TimedOut);
    QVERIFY(elapsed.elapsed() < 90000); // not the 100 s of what is run
}

void TstSshHost::cancel()
{
    SshFixture fixture;
    SshFixture::Options options;
    options.forcedCommand = QStringLiteral("exec sleep 100");
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    const CancelToken token;
    auto future = QtConcurrent::run([&] { return host->run(RemoteProgram::Probe, {}, token, {2min, 1024}); });
    const auto ending = qScopeGuard([&] { // what runs uses all above
        token.cancel();
        future.waitForFinished();
    });
    const auto sleeps = [&fixture] {
        const QList<qint64> ids = fixture.descendants();
        return std::any_of(ids.begin(), ids.end(), [](qint64 id) { return commandLineOf(id) == "sleep 100"; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(sleeps(), 90000);
    token.cancel();
    QCOMPARE(future.result().error().kind, ErrorKind::Cancelled);
}

void TstSshHost::programThatFails()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto answer = host->run(RemoteProgram::Probe, "not a number\0", CancelToken(), {2min, 1024 * 1024});
    QVERIFY2(!answer && answer.error().kind == ErrorKind::Failed, said(answer).constData());
    QVERIFY2(answer.error().message.contains(QStringLiteral("2")), said(answer).constData());
    QVERIFY2(answer.error().detail.contains(QStringLiteral("probe:")), said(answer).constData());
}

void TstSshHost::loginScriptThatPrints()
{
    SshFixture fixture;
    SshFixture::Options options;
    options.forcedCommand = QStringLiteral("echo Welcome; eval \"$SSH_ORIGINAL_COMMAND\"");
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    VERIFY_FAILED(probe(*host), ErrorKind::Damaged);
    const QList<ConnectionCheck> checks = host->checkConnection(CancelToken());
    QCOMPARE(checks.last().name, QStringLiteral("shell"));
    QCOMPARE(checks.last().outcome, ConnectionCheck::Outcome::Failed);
}

void TstSshHost::oneSessionAtATime()
{
    SshFixture fixture;
    SshFixture::Options options;
    options.maxSessions = 1;
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    QList<QFuture<Result<ServerSnapshot>>> running;
    for (int i = 0; i < 5; ++i)
        running.append(QtConcurrent::run([&] { return probe(*openHost(hosts, fixture)); }));
    for (auto &future : running)
        future.waitForFinished(); // all, before a check may return: what runs uses what is above
    for (auto &future : running)
        VERIFY_DONE(future.result());
    QCOMPARE(fixture.log().count("Accepted publickey"), 1);
}

void TstSshHost::backgroundNeverAsks()
{
    SshFixture fixture;
    SshFixture::Options options;
    options.passwords = true;
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    FakePrompter prompter(QStringLiteral("wrong"));
    SshHostsOptions hostsWith = hostsOptions(fixture, {QStringLiteral("PubkeyAuthentication no")});
    hostsWith.prompter = &prompter;
    SshHosts hosts(hostsWith);
    const auto host = openHost(hosts, fixture, Attendance::Background);
    QElapsedTimer elapsed;
    elapsed.start();
    const auto snapshot = probe(*host);
    VERIFY_FAILED(snapshot, ErrorKind::AuthenticationFailed);
    QVERIFY(prompter.prompts().isEmpty());
    QVERIFY(elapsed.elapsed() < 100000); // it was refused, and did not run into its limit
}

void TstSshHost::wrongPassword()
{
    SshFixture fixture;
    SshFixture::Options options;
    options.passwords = true;
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    FakePrompter prompter(QStringLiteral("wrong"));
    SshHostsOptions hostsWith =
        hostsOptions(fixture, {QStringLiteral("PubkeyAuthentication no"), QStringLiteral("NumberOfPasswordPrompts 2")});
    hostsWith.prompter = &prompter;
    SshHosts hosts(hostsWith);
    const auto host = openHost(hosts, fixture, Attendance::Attended);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot.error().kind == ErrorKind::AuthenticationFailed, said(snapshot).constData());
    QCOMPARE(prompter.prompts().size(), 2);
    QCOMPARE(prompter.prompts().at(0).server, fixture.server().name);
    QVERIFY(prompter.prompts().at(0).secret);
    QVERIFY(prompter.prompts().at(0).text.contains(QStringLiteral("password")));
    QVERIFY(fixture.log().contains("Failed password"));
}

void TstSshHost::promptThatIsClosed()
{
    SshFixture fixture;
    SshFixture::Options options;
    options.passwords = true;
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    FakePrompter prompter;
    SshHostsOptions hostsWith = hostsOptions(fixture, {QStringLiteral("PubkeyAuthentication no")});
    hostsWith.prompter = &prompter;
    SshHosts hosts(hostsWith);
    const auto host = openHost(hosts, fixture, Attendance::Attended);
    VERIFY_FAILED(probe(*host), ErrorKind::Cancelled);
    QCOMPARE(prompter.prompts().size(), 1);
}

void TstSshHost::passphrase()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    QVERIFY(fixture.setPassphrase(QStringLiteral("long and secret")));
    FakePrompter prompter(QStringLiteral("long and secret"));
    SshHostsOptions hostsWith = hostsOptions(fixture);
    hostsWith.prompter = &prompter;
    SshHosts hosts(hostsWith);
    const auto unattended = openHost(hosts, fixture, Attendance::Background);
    VERIFY_FAILED(probe(*unattended), ErrorKind::AuthenticationFailed);
    const auto attended = openHost(hosts, fixture, Attendance::Attended);
    const auto snapshot = probe(*attended);
    QVERIFY2(snapshot, said(snapshot).constData());
    QCOMPARE(prompter.prompts().size(), 1);
    QVERIFY(prompter.prompts().at(0).text.contains(QStringLiteral("passphrase")));
    VERIFY_DONE(probe(*unattended)); // the login that a person made serves the background too
}

void TstSshHost::promptTimeDoesNotCount()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    QVERIFY(fixture.setPassphrase(QStringLiteral("secret")));
    // A machine that stalls may need the whole limit for the login alone: then there is another try.
    qsizetype asked = 0;
    for (int attempt = 0; attempt < 5 && asked != 1; ++attempt) {
        FakePrompter prompter(QStringLiteral("secret"));
        QElapsedTimer thinking;
        prompter.whileAsked = [&thinking] {
            thinking.start();
            while (thinking.elapsed() < 6500) { }
        };
        SshHostsOptions hostsWith = hostsOptions(fixture);
        hostsWith.prompter = &prompter;
        SshHosts hosts(hostsWith);
        const auto host = openHost(hosts, fixture, Attendance::Attended);
        const auto snapshot = probe(*host, {"/"}, {}, {6000ms, 1024 * 1024});
        QVERIFY2(snapshot || snapshot.error().kind == ErrorKind::TimedOut, said(snapshot).constData());
        const auto again = probe(*host);
        QVERIFY2(again, said(again).constData());
        asked = prompter.prompts().size();
    }
    QCOMPARE(asked, 1); // the login itself was not given up while the person thought
}

void TstSshHost::closedPort()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    const SshHostsOptions options = hostsOptions(fixture);
    QVERIFY2(fixture.closePort(), qPrintable(fixture.problem()));
    SshHosts hosts(options);
    const auto host = openHost(hosts, fixture);
    const auto snapshot = probe(*host);
    VERIFY_FAILED(snapshot, ErrorKind::Unreachable);
    QVERIFY2(snapshot.error().message.contains(QStringLiteral("refuses")), said(snapshot).constData());
}

void TstSshHost::unknownName()
{
    // A name with a doubled dot is refused by the resolver's own parser: nothing is looked up.
    SshHosts hosts(hostsOptions(m_fixture));
    Server server = m_fixture.server();
    server.connection.host = QStringLiteral("nightkeep..invalid");
    const auto host = hosts.open(server, Attendance::Background);
    QVERIFY(host);
    const QList<ConnectionCheck> checks = (*host)->checkConnection(CancelToken());
    QCOMPARE(checks.at(0).name, QStringLiteral("name"));
    QCOMPARE(checks.at(0).outcome, ConnectionCheck::Outcome::Failed);
    QCOMPARE(checks.at(1).outcome, ConnectionCheck::Outcome::NotTried);
}

void TstSshHost::unusableNames_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("user");
    QTest::addColumn<int>("port");
    QTest::newRow("option as host") << QStringLiteral("-oProxyCommand=id") << QString() << 0;
    QTest::newRow("command as host") << QStringLiteral("$(id)") << QString() << 0;
    QTest::newRow("two words as host") << QStringLiteral("a b") << QString() << 0;
    QTest::newRow("user in host") << QStringLiteral("root@host") << QString() << 0;
    QTest::newRow("option as user") << QStringLiteral("host") << QStringLiteral("-oProxyCommand=id") << 0;
    QTest::newRow("line break in user") << QStringLiteral("host") << QStringLiteral("a\nb") << 0;
    QTest::newRow("port too large") << QStringLiteral("host") << QString() << 65536;
    QTest::newRow("negative port") << QStringLiteral("host") << QString() << -1;
}

void TstSshHost::unusableNames()
{
    QFETCH(QString, host);
    QFETCH(QString, user);
    QFETCH(int, port);
    SshHosts hosts(hostsOptions(m_fixture));
    Server server = m_fixture.server();
    server.connection = {ServerConnection::Kind::Ssh, host, user, port, {}};
    const auto opened = hosts.open(server, Attendance::Background);
    QVERIFY(!opened);
    VERIFY_FAILED(opened, ErrorKind::BadInput);
}

void TstSshHost::brokenConfiguration_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("no such option") << QStringList {QStringLiteral("NoSuchOption yes")};
    QTest::newRow("misspelt") << QStringList {QStringLiteral("ForwardAgnet no"), QStringLiteral("Compression yes")};
    QTest::newRow("of another program") << QStringList {QStringLiteral("password = secret")};
    QTest::newRow("a word that is no yes") << QStringList {QStringLiteral("Compression maybe")};
}

void TstSshHost::brokenConfiguration()
{
    QFETCH(QStringList, lines);
    SshHosts hosts(hostsOptions(m_fixture, lines));
    const auto host = openHost(hosts, m_fixture);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot.error().kind == ErrorKind::BadInput, said(snapshot).constData());
    QVERIFY2(snapshot.error().detail.contains(QLatin1String("line 2")), said(snapshot).constData());
}

void TstSshHost::idleMasterIsClosed()
{
    SshHostsOptions options = hostsOptions(m_fixture);
    options.idleTime = 0ms;
    SshHosts hosts(options);
    VERIFY_DONE(probe(*openHost(hosts, m_fixture)));
    QCOMPARE(masters().size(), 1);
    Server other = m_fixture.server();
    other.connection.user = QStringLiteral("somebody");
    QVERIFY(hosts.open(other, Attendance::Background));
    QTRY_COMPARE_WITH_TIMEOUT(masters().size(), 0, 30000);
    VERIFY_DONE(probe(*openHost(hosts, m_fixture)));
}

void TstSshHost::checksInOrder()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    QStringList names;
    const QList<ConnectionCheck> checks = host->checkConnection(CancelToken());
    for (const ConnectionCheck &check : checks) {
        names.append(check.name);
        QCOMPARE(check.outcome, ConnectionCheck::Outcome::Passed);
        QVERIFY(!check.sentence.isEmpty());
    }
    QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("name network host-key login shell"));
}

void TstSshHost::checksOfAClosedPort()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    const SshHostsOptions options = hostsOptions(fixture);
    QVERIFY2(fixture.closePort(), qPrintable(fixture.problem()));
    SshHosts hosts(options);
    const auto host = openHost(hosts, fixture);
    const QList<ConnectionCheck> checks = host->checkConnection(CancelToken());
    QCOMPARE(checks.size(), 5);
    QCOMPARE(checks.at(0).outcome, ConnectionCheck::Outcome::Passed);
    QCOMPARE(checks.at(1).outcome, ConnectionCheck::Outcome::Failed);
    QVERIFY(!checks.at(1).advice.isEmpty());
    for (qsizetype i = 2; i < checks.size(); ++i)
        QCOMPARE(checks.at(i).outcome, ConnectionCheck::Outcome::NotTried);
}

NIGHTKEEP_TEST(TstSshHost, integration, Core, 300)
#include "tst_sshhost.moc"
