// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

using namespace Nightkeep;
using namespace std::chrono_literals;

namespace {

/// As ssh says it of a changed key, with a file and a host of the server's choice.
constexpr char ChangedKey[] = "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\r\n"
                              "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n"
                              "@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\r\n"
                              "Offending ED25519 key in /etc/passwd:3\r\n"
                              "Host key for bank.example.org has changed and you have requested strict checking.\r\n"
                              "Host key verification failed.\r\n";

} // namespace

/// What a server writes in its session is not ssh's verdict: text on standard error with status 255 made us say that
/// the host key had changed and advise a command of the server's choice, or start a program again.
class TstRogueServers : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000); }
    void fakeVerdict_data();
    void fakeVerdict();
    void fakeVerdictOfAJumpHost_data();
    void fakeVerdictOfAJumpHost();
    void fakeFaultOfOurConfiguration();
    void wordsInACertificate_data();
    void wordsInACertificate();
    void talksWithoutEnd_data();
    void talksWithoutEnd();
    void talksWithoutEndBeforeTheLogin();
};

void TstRogueServers::fakeVerdict_data()
{
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QString>("end"); // of the session
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](const char *name, const QByteArray &words) {
        QTest::newRow(name) << words << QStringLiteral("exit 255") << ErrorKind::Failed;
        QTest::newRow((QByteArray(name) + ", cut off").constData())
            << words << QStringLiteral("kill -9 $$") << ErrorKind::Unreachable;
    };
    row("a changed key", ChangedKey);
    row("an unknown key", "No ED25519 host key is known for h and you have requested strict checking.\r\n");
    row("no master, by an old mark", "nightkeep-no-master\r\n");
    row("no master, as ssh's log has it", "debug1: Executing proxy command: exec /bin/false\r\n");
    row("a refused session", "mux_client_request_session: session request failed: Session open refused by peer\r\n");
    row("a refused login", "u@h: Permission denied (publickey).\r\n");
    row("our configuration", "/etc/passwd: line 1: Bad configuration option: \033[31mx\r\n");
}

void TstRogueServers::fakeVerdict()
{
    QFETCH(QByteArray, words);
    QFETCH(QString, end);
    QFETCH(ErrorKind, kind);
    SshFixture fixture;
    const QString begun = fixture.folder() + QStringLiteral("/begun");
    QFile file(fixture.folder() + QStringLiteral("/words"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(words) == words.size());
    file.close();
    SshFixture::Options options;
    options.forcedCommand = QStringLiteral("printf x >>%1; cat %2 >&2; %3").arg(begun, file.fileName(), end);
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    const auto answer = host->run(RemoteProgram::ArchiveStart, {}, CancelToken(), {2min, 1024 * 1024});
    QVERIFY(!answer);
    const Error error = answer.error();
    QVERIFY2(error.kind == kind, said(answer).constData());
    QCOMPARE(QFileInfo(begun).size(), 1); // what acts was not begun twice
    for (const char *word : {"ssh-keygen", "passwd", "bank", "trust", "log in", "configuration"})
        QVERIFY2(!error.advice.contains(QLatin1String(word)), qPrintable(error.advice));
    const QString first = QString::fromLatin1(words.split('\r').value(words.startsWith("@@") ? 1 : 0)).trimmed();
    QVERIFY2(error.detail.contains(QString(first).replace(u'\033', QStringLiteral("\\x1b"))), qPrintable(error.detail));
    QVERIFY(!error.detail.contains(u'\033') && !error.message.contains(u'\033'));
    QVERIFY2(!error.message.contains(QLatin1String("host key than")), qPrintable(error.message));
    if (kind == ErrorKind::Failed)
        QCOMPARE(masters().size(), 1); // it says nothing against the connection
}

void TstRogueServers::fakeVerdictOfAJumpHost_data()
{
    QTest::addColumn<bool>("asks"); // before it: then nobody looks a second time
    QTest::newRow("it only writes") << false;
    QTest::newRow("it asks for a password first") << true;
}

void TstRogueServers::fakeVerdictOfAJumpHost()
{
    // Its banner is written beside ssh's own words where a person's ProxyCommand leads to it.
    QFETCH(bool, asks);
    FakePrompter prompter(QStringLiteral("secret"));
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshHostsOptions options = hostsOptions(fixture);
    QFile banner(fixture.folder() + QStringLiteral("/banner"));
    QVERIFY(banner.open(QIODevice::WriteOnly) && banner.write(ChangedKey) > 0);
    banner.close();
    options.configFile = fixture.configFile(
        {QStringLiteral("ProxyCommand sh -c \"%1cat %2 >&2; exit 1\"")
             .arg(asks ? QStringLiteral("$SSH_ASKPASS Password: >/dev/null; ") : QString(), banner.fileName())});
    options.prompter = &prompter;
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, fixture, asks ? Attendance::Attended : Attendance::Background));
    QCOMPARE(prompter.prompts().size(), asks ? 1 : 0);
    QVERIFY2(!snapshot && snapshot.error().kind == ErrorKind::Unreachable, said(snapshot).constData());
    QVERIFY2(snapshot.error().detail.contains(QLatin1String("IDENTIFICATION")), said(snapshot).constData());
    for (const char *word : {"ssh-keygen", "passwd", "bank"}) {
        QVERIFY2(!snapshot.error().advice.contains(QLatin1String(word)), qPrintable(snapshot.error().advice));
        QVERIFY2(!snapshot.error().message.contains(QLatin1String(word)), qPrintable(snapshot.error().message));
    }
}

void TstRogueServers::fakeFaultOfOurConfiguration()
{
    // What leads to the server named a line of the person's configuration, and we advised to change it.
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshHostsOptions options = hostsOptions(fixture);
    options.configFile =
        fixture.configFile({QStringLiteral("ProxyCommand sh -c \"echo '/home/u/.ssh/config: line 3: Bad configuration "
                                           "option: hashknownhosts' >&2; exit 1\"")});
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, fixture));
    QVERIFY2(!snapshot && snapshot.error().kind == ErrorKind::Unreachable, said(snapshot).constData());
    QVERIFY2(snapshot.error().detail.contains(QLatin1String("hashknownhosts")), said(snapshot).constData());
    for (const QString &text : {snapshot.error().message, snapshot.error().advice})
        QVERIFY2(!text.contains(QLatin1String("configuration")) && !text.contains(QLatin1String("line")),
                 qPrintable(text));
}

void TstRogueServers::wordsInACertificate_data()
{
    QTest::addColumn<QString>("known"); // of the server
    QTest::newRow("another key") << QStringLiteral("key");
    QTest::newRow("nothing") << QString();
    QTest::newRow("the authority, which is an honest one") << QStringLiteral("authority");
}

void TstRogueServers::wordsInACertificate()
{
    // Anybody can make an authority: ssh writes the name in a host key's certificate, line ends and all, into its log
    // before it looks whether it knows the key. So a key was "trusted", and an advised command was another's.
    QFETCH(QString, known);
    QTemporaryDir folder;
    const QString key = folder.filePath(QStringLiteral("key"));
    const QString authority = folder.filePath(QStringLiteral("authority"));
    const auto keygen = [](const QStringList &arguments) {
        return QProcess::execute(QStringLiteral("ssh-keygen"), QStringList {QStringLiteral("-q")} + arguments) == 0;
    };
    for (const QString &file : {key, authority})
        QVERIFY(keygen({QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"), QString(),
                        QStringLiteral("-f"), file}));
    const QString name = QStringLiteral("x\"\n") + QString::fromLatin1(ChangedKey)
        + QStringLiteral("debug1: Server host key: ssh-ed25519 SHA256:FORGED\ndebug1: SSH2_MSG_NEWKEYS sent\n"
                         "debug1: SSH2_MSG_SERVICE_ACCEPT received\nz");
    QVERIFY(keygen({QStringLiteral("-s"), authority, QStringLiteral("-h"), QStringLiteral("-n"),
                    QStringLiteral("127.0.0.1"), QStringLiteral("-I"), name, key + QStringLiteral(".pub")}));
    SshFixture fixture;
    SshFixture::Options with;
    with.extraConfig = {QStringLiteral("HostKeyAlgorithms ssh-ed25519-cert-v01@openssh.com"),
                        QStringLiteral("HostKey ") + key, QStringLiteral("HostCertificate %1-cert.pub").arg(key)};
    QVERIFY2(fixture.start(with), qPrintable(fixture.problem()));
    const SshHostsOptions options = hostsOptions(fixture); // which knows the key that is not shown
    QFile publicKey(authority + QStringLiteral(".pub"));
    QVERIFY(publicKey.open(QIODevice::ReadOnly));
    const QByteArray trusting =
        "@cert-authority [127.0.0.1]:" + QByteArray::number(fixture.port()) + ' ' + publicKey.readAll();
    QFile knownHosts(options.knownHostsFile);
    if (known != QLatin1String("key")) {
        QVERIFY(knownHosts.open(QIODevice::WriteOnly));
        QVERIFY(known.isEmpty() || knownHosts.write(trusting) == trusting.size());
        knownHosts.close();
    }
    SshHosts hosts(options);
    const auto host = openHost(hosts, fixture);
    const auto snapshot = probe(*host);
    const auto offered = host->offeredHostKey(CancelToken());
    const auto trusted = host->trustHostKey({QStringLiteral("[127.0.0.1]:%1").arg(fixture.port()),
                                             QStringLiteral("ED25519"), QStringLiteral("SHA256:FORGED")},
                                            CancelToken());
    QVERIFY2(!trusted, "the forged key");
    QCOMPARE(snapshot.has_value(), known == QLatin1String("authority"));
    QCOMPARE(offered.has_value(), known.isEmpty());
    if (offered)
        QVERIFY2(!offered->isTrusted && offered->fingerprint != QLatin1String("SHA256:FORGED"),
                 qPrintable(offered->fingerprint));
    else
        QVERIFY2(offered.error().kind == ErrorKind::HostKeyUnknown
                     && offered.error().message.contains(QLatin1String("certificate")),
                 said(offered).constData());
    if (!snapshot)
        QVERIFY2(snapshot.error().kind == (known.isEmpty() ? ErrorKind::HostKeyUnknown : ErrorKind::HostKeyChanged),
                 said(snapshot).constData());
    for (const Error &error :
         {snapshot ? Error() : snapshot.error(), offered ? Error() : offered.error(), trusted.error()})
        for (const char *word : {"ssh-keygen", "passwd", "bank", "FORGED"})
            QVERIFY2(!(error.advice + error.message).contains(QLatin1String(word)), qPrintable(error.message));
}

void TstRogueServers::talksWithoutEnd_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("seconds"); // it may take
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("on standard error") << QStringLiteral("exec yes >&2") << 3 << ErrorKind::TimedOut;
    QTest::newRow("nothing but NULs") << QStringLiteral("exec cat /dev/zero") << 150 << ErrorKind::Failed;
    QTest::newRow("60 MiB of NULs on standard error, and status 255")
        << QStringLiteral("head -c 62914560 /dev/zero >&2; exit 255") << 150 << ErrorKind::Failed;
}

void TstRogueServers::talksWithoutEnd()
{
    QFETCH(QString, command);
    QFETCH(int, seconds);
    QFETCH(ErrorKind, kind);
    SshFixture fixture;
    SshFixture::Options options;
    options.forcedCommand = command;
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    QVERIFY(host);
    QElapsedTimer elapsed;
    elapsed.start();
    const auto answer =
        host->run(RemoteProgram::Probe, {}, CancelToken(), {std::chrono::seconds(seconds), 1024 * 1024});
    QVERIFY(!answer);
    QVERIFY2(answer.error().kind == kind, said(answer).left(2000).constData());
    QVERIFY2(elapsed.elapsed() < (seconds + 90) * 1000, qPrintable(QString::number(elapsed.elapsed())));
    QVERIFY2(answer.error().message.size() < 2000, qPrintable(QString::number(answer.error().message.size())));
    QVERIFY(answer.error().detail.size() < 5 * 64 * 1024); // of 64 KiB, escaped
}

void TstRogueServers::talksWithoutEndBeforeTheLogin()
{
    // Lines before its name: ssh reads 1024 of them. They may say what they like.
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshHostsOptions options = hostsOptions(fixture);
    options.configFile = fixture.configFile(
        {QStringLiteral("ProxyCommand yes '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @'")});
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, fixture));
    QVERIFY(!snapshot);
    QVERIFY2(snapshot.error().kind == ErrorKind::Unreachable, said(snapshot).constData());
    QVERIFY(!snapshot.error().advice.contains(QLatin1String("ssh-keygen")));
}

NIGHTKEEP_TEST(TstRogueServers, integration, Core, 300)
#include "tst_rogueservers.moc"
