// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QtConcurrentRun>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

using namespace Nightkeep;
using namespace std::chrono_literals;

/// What may happen to a master while nobody looks, and to the program that owns it.
class TstSshRecovery : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void killedMaster();
    void stoppedMaster();
    void removedSocket();
    void foreignFileInPlaceOfTheSocket();
    void serverRestarted();
    void cutSessions();
    void cutStreams();
    void cutAfterAGreeting();
    void frozenConnection();
    void neverConnectsByItself();
    void aStatusIsTheServersIfSshSaysSo();
    void masterEndsWithAKilledProgram();

private:
    [[nodiscard]] QString socketOf(qint64 master) const;

    SshFixture m_fixture;
};

void TstSshRecovery::initTestCase()
{
    QVERIFY2(m_fixture.start(), qPrintable(m_fixture.problem()));
}

void TstSshRecovery::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
}

QString TstSshRecovery::socketOf(qint64 master) const
{
    const QByteArray line = commandLineOf(master);
    return QFile::decodeName(line.mid(line.indexOf(" -S ") + 4).split(' ').value(0));
}

void TstSshRecovery::killedMaster()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    for (int i = 0; i < 3; ++i) {
        VERIFY_DONE(probe(*host));
        QCOMPARE(masters().size(), 1);
        const qint64 killed = masters().at(0);
        QVERIFY(::kill(static_cast<pid_t>(killed), SIGKILL) == 0); // leaves its socket behind
        const auto snapshot = probe(*host);
        QVERIFY2(snapshot, said(snapshot).constData());
        QTRY_VERIFY_WITH_TIMEOUT(isGone(killed), 30000);
        QVERIFY(masters().value(0) != killed);
    }
}

void TstSshRecovery::stoppedMaster()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    VERIFY_DONE(probe(*host));
    const qint64 stopped = masters().value(0);
    QVERIFY(::kill(static_cast<pid_t>(stopped), SIGSTOP) == 0);
    QElapsedTimer elapsed;
    elapsed.start();
    VERIFY_FAILED(probe(*host, {"/"}, {}, {1500ms, 1024 * 1024}), ErrorKind::TimedOut);
    QVERIFY(elapsed.elapsed() < 90000);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
    QTRY_VERIFY_WITH_TIMEOUT(isGone(stopped), 30000);
    QCOMPARE(masters().size(), 1);
}

void TstSshRecovery::removedSocket()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    VERIFY_DONE(probe(*host));
    const qint64 before = masters().value(0);
    QVERIFY(QFile::remove(socketOf(before)));
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
    QTRY_VERIFY_WITH_TIMEOUT(isGone(before), 30000);
    QCOMPARE(masters().size(), 1);
}

void TstSshRecovery::foreignFileInPlaceOfTheSocket()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    VERIFY_DONE(probe(*host));
    const QString socket = socketOf(masters().value(0));
    QVERIFY(QFile::remove(socket));
    QFile file(socket);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
}

void TstSshRecovery::serverRestarted()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshHostsOptions options = hostsOptions(fixture);
    SshHosts hosts(options);
    const auto host = openHost(hosts, fixture);
    VERIFY_DONE(probe(*host));
    QVERIFY(fixture.swapHostKey());
    VERIFY_FAILED(probe(*host), ErrorKind::HostKeyChanged);
    QCOMPARE(fixture.knownHostsFile(), options.knownHostsFile); // now trusts the present key
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
}

void TstSshRecovery::cutSessions()
{
    // From the server's first byte to some way into an answer of 60 kB; a login takes about 3 kB.
    QList<int> offsets {0, 1, 2, 20, 41, 42, 43, 100, 500, 1000, 1100, 1200, 1500, 1700, 2000, 2300};
    for (int bytes = 2500; offsets.size() < 36; bytes += 331)
        offsets.append(bytes);
    QList<BytePath> folders;
    for (int i = 0; i < 1000; ++i)
        folders.append("/nonexistent/" + QByteArray(40, 'x') + QByteArray::number(i));
    int refused = 0;
    for (const int bytes : std::as_const(offsets)) {
        const QString proxy = QStringLiteral("ProxyCommand %1 %2 %3 cut")
                                  .arg(testBinary(QStringLiteral("nightkeep-cutproxyprogram")))
                                  .arg(m_fixture.port())
                                  .arg(bytes);
        SshHosts hosts(hostsOptions(m_fixture, {proxy}));
        const auto host = openHost(hosts, m_fixture);
        QElapsedTimer elapsed;
        elapsed.start();
        const auto answer =
            host->run(RemoteProgram::Probe, probeInput({}, folders), CancelToken(), {2min, 1024 * 1024});
        QVERIFY2(!answer, qPrintable(QStringLiteral("accepted after %1 bytes").arg(bytes)));
        QVERIFY2(answer.error().kind == ErrorKind::Unreachable, said(answer).constData());
        QVERIFY2(elapsed.elapsed() < 120000, qPrintable(QStringLiteral("hung after %1 bytes").arg(bytes)));
        ++refused;
    }
    QVERIFY(refused >= 30);
    qInfo("%d cuts, 0 partial answers accepted", refused);
}

void TstSshRecovery::cutStreams()
{
    // What was handed on is never handed on again, though the program only reads.
    QList<BytePath> folders;
    for (int i = 0; i < 1000; ++i)
        folders.append("/nonexistent/" + QByteArray(40, 'x') + QByteArray::number(i));
    qsizetype most = 0;
    for (const int bytes : {1000, 9000, 20000, 40000}) {
        const QString proxy = QStringLiteral("ProxyCommand %1 %2 %3 cut")
                                  .arg(testBinary(QStringLiteral("nightkeep-cutproxyprogram")))
                                  .arg(m_fixture.port())
                                  .arg(bytes);
        SshHosts hosts(hostsOptions(m_fixture, {proxy}));
        const auto host = openHost(hosts, m_fixture);
        QByteArray taken;
        const auto take = [&taken](QByteArrayView piece) -> Result<void> {
            taken.append(piece.data(), piece.size());
            return {};
        };
        const auto ended =
            host->runInto(RemoteProgram::Probe, probeInput({}, folders), take, CancelToken(), {2min, 1024 * 1024});
        QVERIFY2(!ended, qPrintable(QStringLiteral("accepted after %1 bytes").arg(bytes)));
        QVERIFY2(ended.error().kind == ErrorKind::Unreachable, said(ended).constData());
        QVERIFY(taken.size() < bytes && taken.count("NIGHTKEEP/1") <= 1);
        most = std::max(most, taken.size());
    }
    QVERIFY(most > 0);
}

void TstSshRecovery::frozenConnection()
{
    for (const int bytes : {0, 30, 1500, 2600, 6000}) {
        const QString proxy = QStringLiteral("ProxyCommand %1 %2 %3 freeze")
                                  .arg(testBinary(QStringLiteral("nightkeep-cutproxyprogram")))
                                  .arg(m_fixture.port())
                                  .arg(bytes);
        SshHosts hosts(hostsOptions(m_fixture, {proxy}));
        const auto host = openHost(hosts, m_fixture);
        QElapsedTimer elapsed;
        elapsed.start();
        const auto answer = host->run(RemoteProgram::Probe, probeInput({}, QList<BytePath>(2000, "/nonexistent")),
                                      CancelToken(), {2500ms, 1024 * 1024});
        QVERIFY2(!answer && answer.error().kind == ErrorKind::TimedOut, said(answer).constData());
        QVERIFY(elapsed.elapsed() < 90000);
    }
}

void TstSshRecovery::neverConnectsByItself()
{
    // A session without a master must fail, though the key and the port would let it in.
    const qsizetype before = m_fixture.log().count("Connection from");
    QProcess ssh;
    const SshDestination destination {QStringLiteral("127.0.0.1"), {}, 0};
    ssh.start(QStringLiteral("ssh"),
              sessionArguments(destination, m_fixture.folder() + QStringLiteral("/none"),
                               m_fixture.folder() + QStringLiteral("/log"), QStringLiteral("true")));
    QVERIFY(ssh.waitForFinished());
    QCOMPARE(ssh.exitCode(), 255);
    SessionResult result;
    QFile log(m_fixture.folder() + QStringLiteral("/log"));
    QVERIFY(log.open(QIODevice::ReadOnly));
    result.log = log.readAll();
    QVERIFY2(result.isUnsent(), result.log.constData());
    QCOMPARE(m_fixture.log().count("Connection from"), before);
}

void TstSshRecovery::aStatusIsTheServersIfSshSaysSo()
{
    // Where its log cannot be opened ssh ends with a status of its own, which was taken for the server's.
    QProcess ssh;
    const SshDestination destination {QStringLiteral("127.0.0.1"), {}, 0};
    ssh.start(QStringLiteral("ssh"),
              sessionArguments(destination, m_fixture.folder() + QStringLiteral("/none"),
                               m_fixture.folder() + QStringLiteral("/none/log"), QStringLiteral("true")));
    QVERIFY(ssh.waitForFinished());
    SessionResult result;
    result.ending = ProcessResult::Ending::ExitCode;
    result.exitCode = ssh.exitCode();
    QVERIFY(result.exitCode != 0);
    QVERIFY(!result.isServers());
    result.log = "debug1: x\r\ndebug2: Received exit status from master 1\r\n";
    QVERIFY(result.isServers());
}

void TstSshRecovery::masterEndsWithAKilledProgram()
{
    const QTemporaryDir folder;
    const QString ready = folder.filePath(QStringLiteral("ready"));
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(testBinary(QStringLiteral("nightkeep-sshprogram")),
                  {folder.path(), m_fixture.knownHostsFile(), m_fixture.configFile(), ready});
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ready) || program.state() == QProcess::NotRunning, 120000);
    QVERIFY2(QFile::exists(ready), "the program ended before it had reached the server");
    const QList<qint64> owned = masters(program.processId());
    QCOMPARE(owned.size(), 1);
    program.kill();
    QVERIFY(program.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(isGone(owned.at(0)), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture.descendants().isEmpty(), 30000); // and the server has nothing left of it
}

void TstSshRecovery::cutAfterAGreeting()
{
    // A login script's words, then the end of the whole connection: no answer of the server's side.
    SshFixture fixture;
    SshFixture::Options options;
    options.forcedCommand =
        QStringLiteral("if [ -e %1 ]; then eval \"$SSH_ORIGINAL_COMMAND\"; "
                       "else touch %1; echo Welcome; sleep 0.2; kill -9 $PPID; fi") // the words are to arrive first
            .arg(fixture.folder() + QStringLiteral("/greeted"));
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto snapshot = probe(*openHost(hosts, fixture));
    QVERIFY2(snapshot, said(snapshot).constData());
    QVERIFY(QFile::exists(fixture.folder() + QStringLiteral("/greeted")));
}

NIGHTKEEP_TEST(TstSshRecovery, fault, Core, 600)
#include "tst_sshrecovery.moc"
