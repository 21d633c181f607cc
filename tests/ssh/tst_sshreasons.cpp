// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/serverlook.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

using namespace Nightkeep;

namespace {

bool makeRsaKey(const QString &fileName, int bits)
{
    return QProcess::execute(QStringLiteral("ssh-keygen"),
                             {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("rsa"), QStringLiteral("-b"),
                              QString::number(bits), QStringLiteral("-N"), QString(), QStringLiteral("-f"), fileName})
        == 0;
}

QByteArray contents(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString &fileName, const QByteArray &bytes)
{
    QFile file(fileName);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// The lines of an ssh_config that an advice ends with.
QByteArray linesOf(const Error &error)
{
    return (error.advice.mid(error.advice.indexOf(QLatin1String("\nHost ")) + 1) + QLatin1Char('\n')).toUtf8();
}

} // namespace

/// Why a server cannot be used, where ssh or the server's side keep it to themselves.
class TstSshReasons : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void nothingInCommon_data();
    void nothingInCommon();
    void nothingInCommonWithAJumpHost();
    void endsWithoutWords_data();
    void endsWithoutWords();
    void aBannerIsNotTakenForAReason();
    void serversThatSpeakForThemselves_data();
    void serversThatSpeakForThemselves();
    void configurationsOfPeople_data();
    void configurationsOfPeople();
    void thisMachineIsCheckedToo();
    void oldServersTakeOldSignatures_data();
    void oldServersTakeOldSignatures();
    void cutOffDuringTheLogin();
    void wordsOfOthersAreNotHeard_data();
    void wordsOfOthersAreNotHeard();
};

void TstSshReasons::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
}

void TstSshReasons::nothingInCommon_data()
{
    QTest::addColumn<QStringList>("server"); // lines of sshd_config; KEY stands for an RSA key
    QTest::addColumn<QStringList>("person"); // of ssh_config
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("lines");
    const auto row = [](const char *name, const QStringList &server, const char *word, const char *lines,
                        const QStringList &person = {}) {
        QTest::newRow(name) << server << person << QString::fromLatin1(word) << QString::fromLatin1(lines);
    };
    row("key exchange", {QStringLiteral("KexAlgorithms diffie-hellman-group1-sha1")}, "key exchange",
        "KexAlgorithms +diffie-hellman-group1-sha1");
    row("the better of two key exchanges",
        {QStringLiteral("KexAlgorithms diffie-hellman-group1-sha1,diffie-hellman-group14-sha1")}, "key exchange",
        "KexAlgorithms +diffie-hellman-group14-sha1");
    row("host key", {QStringLiteral("HostKeyAlgorithms ssh-rsa"), QStringLiteral("HostKey KEY")}, "host key",
        "HostKeyAlgorithms +ssh-rsa\n    PubkeyAcceptedAlgorithms +ssh-rsa");
    row("cipher", {QStringLiteral("Ciphers 3des-cbc,aes128-cbc")}, "encryption", "Ciphers +aes128-cbc");
    row("MAC", {QStringLiteral("Ciphers aes128-ctr"), QStringLiteral("MACs hmac-md5-96,hmac-md5")}, "checksums",
        "MACs +hmac-md5");
    row("forbidden by the person's own file", {QStringLiteral("KexAlgorithms ecdh-sha2-nistp521")}, "key exchange",
        "KexAlgorithms +ecdh-sha2-nistp521", {QStringLiteral("KexAlgorithms curve25519-sha256")});
    row("host key too short", {QStringLiteral("HostKeyAlgorithms rsa-sha2-512"), QStringLiteral("HostKey KEY")},
        "shorter", "RequiredRSASize 1024", {QStringLiteral("RequiredRSASize 2048")});
}

void TstSshReasons::nothingInCommon()
{
    QFETCH(QStringList, server);
    QFETCH(QStringList, person);
    QFETCH(QString, word);
    QFETCH(QString, lines);
    SshFixture fixture;
    const QString key = fixture.folder() + QStringLiteral("/rsa");
    const bool isShort = !person.filter(QStringLiteral("RequiredRSASize")).isEmpty();
    QVERIFY(makeRsaKey(key, isShort ? 1024 : 2048));
    SshFixture::Options options;
    options.extraConfig = server.replaceInStrings(QStringLiteral("KEY"), key);
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHostsOptions ours = hostsOptions(fixture, person);
    const QByteArray rsa = contents(key + QStringLiteral(".pub"));
    QVERIFY(write(ours.knownHostsFile,
                  contents(ours.knownHostsFile) + "[127.0.0.1]:" + QByteArray::number(fixture.port()) + ' ' + rsa));

    Error error;
    {
        SshHosts hosts(ours);
        const auto snapshot = probe(*openHost(hosts, fixture));
        QVERIFY(!snapshot);
        error = snapshot.error();
    }
    QCOMPARE(error.kind, ErrorKind::Unreachable);
    QVERIFY2(error.message.contains(word), qPrintable(error.message));
    QVERIFY2(error.advice.contains(ours.configFile), qPrintable(error.advice));
    QCOMPARE(linesOf(error), "Host nightkeep-test\n    " + lines.toUtf8() + "\nHost *\n");
    QVERIFY2(!error.detail.isEmpty(), qPrintable(error.message));

    // The advice is worth what it says: with these lines it works, and what holds for all hosts still does.
    QVERIFY(write(ours.configFile, linesOf(error) + "ServerAliveCountMax 7\n" + contents(ours.configFile)));
    QProcess elsewhere;
    elsewhere.start(QStringLiteral("ssh"),
                    {QStringLiteral("-G"), QStringLiteral("-F"), ours.configFile, QStringLiteral("elsewhere")});
    QVERIFY(elsewhere.waitForFinished());
    QVERIFY(elsewhere.readAllStandardOutput().contains("serveralivecountmax 7"));
    SshHosts hosts(ours);
    const auto mended = probe(*openHost(hosts, fixture));
    QVERIFY2(mended, said(mended).constData());
}

void TstSshReasons::nothingInCommonWithAJumpHost()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshFixture jump;
    SshFixture::Options old;
    old.extraConfig = {QStringLiteral("KexAlgorithms diffie-hellman-group1-sha1")};
    QVERIFY2(jump.start(old), qPrintable(jump.problem()));
    const SshHostsOptions ours = hostsOptions(fixture, {QStringLiteral("ProxyJump nightkeep-jump")});
    QVERIFY(
        write(ours.configFile, contents(ours.configFile) + jump.sshConfig(QStringLiteral("nightkeep-jump")).toUtf8()));
    SshHosts hosts(ours);
    const auto snapshot = probe(*openHost(hosts, fixture));
    QVERIFY(!snapshot);
    QVERIFY2(snapshot.error().message.contains(QLatin1String("key exchange")), said(snapshot).constData());
    QVERIFY(snapshot.error().advice.contains(QLatin1String("on the way")));
    QVERIFY(!snapshot.error().advice.contains(QLatin1String("Host nightkeep-test")));
    QVERIFY(snapshot.error().detail.contains(QStringLiteral("port %1").arg(jump.port())));
}

void TstSshReasons::endsWithoutWords_data()
{
    QTest::addColumn<QString>("server"); // what plays it, instead of a connection
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("person"); // a line of ssh_config
    const auto closed = QStringLiteral("printf 'SSH-2.0-OpenSSH_5.1p1 Debian-5\\r\\n'");
    // Once it has read ssh's name: to one that has ended before, ssh cannot even tell that, and breaks off.
    const auto first = QStringLiteral("sh -c \"printf 'SSH-1.5-OpenSSH_3.9p1\\n'; read -r name\"");
    const auto none = QStringLiteral("Compression no");
    QTest::newRow("closed after its name")
        << closed << QStringLiteral("broke off") << QStringLiteral("Connection ") << none;
    QTest::newRow("first version of the protocol")
        << first << QStringLiteral("first version") << QStringLiteral("versions") << none;
    // What ssh or a program on the way writes besides is no reason.
    const auto row = [&](const char *name, const QString &server, const char *person) {
        QTest::newRow(name) << server << QStringLiteral("broke off") << QStringLiteral("Connection ")
                            << QString::fromLatin1(person);
    };
    row("an option of old", closed, "RSAAuthentication yes");
    row("a condition that speaks", closed, "Match exec \"echo at home >&2\"");
    row("a program that greets", QStringLiteral("sh -c \"echo Welcome to the gate >&2; %1\"").arg(closed),
        "Compression no");
}

void TstSshReasons::endsWithoutWords()
{
    QFETCH(QString, server);
    QFETCH(QString, word);
    QFETCH(QString, detail);
    QFETCH(QString, person);
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture, {QStringLiteral("ProxyCommand ") + server, person}));
    const auto snapshot = probe(*openHost(hosts, fixture));
    QVERIFY(!snapshot);
    VERIFY_FAILED(snapshot, ErrorKind::Unreachable);
    QVERIFY2(snapshot.error().message.contains(word), said(snapshot).constData());
    QVERIFY2(snapshot.error().detail.contains(detail), said(snapshot).constData());
}

void TstSshReasons::aBannerIsNotTakenForAReason()
{
    SshFixture fixture;
    const QString banner = fixture.folder() + QStringLiteral("/banner");
    QVERIFY(write(banner,
                  "debug1: Server host key: ssh-ed25519 SHA256:made-up\n"
                  "Unable to negotiate with you: no matching cipher found. Their offer: none\n"
                  "Host key verification failed.\n"));
    SshFixture::Options options;
    options.extraConfig = {QStringLiteral("Banner ") + banner};
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    QVERIFY(write(fixture.folder() + QStringLiteral("/authorized_keys"), "# nobody\n"));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    const auto snapshot = probe(*host);
    QVERIFY(!snapshot);
    VERIFY_FAILED(snapshot, ErrorKind::AuthenticationFailed);
    QVERIFY2(!said(snapshot).contains("negotiate"), said(snapshot).constData());
    QVERIFY(!snapshot.error().advice.contains(QLatin1String("ssh-rsa"))); // this one is not old
    const auto offered = host->offeredHostKey({});
    QVERIFY(offered && offered->isTrusted); // already, whatever it writes
}

void TstSshReasons::serversThatSpeakForThemselves_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("told"); // the first also in the message
    QTest::newRow("use another account") << QStringLiteral("echo 'Log in as \"debian\" instead of \"root\".'; exit 142")
                                         << QStringList {QStringLiteral("Log in as \"debian\" instead of \"root\".")};
    QTest::newRow("closed account") << QStringLiteral("echo 'This account is closed.'; exit 1")
                                    << QStringList {QStringLiteral("This account is closed.")};
    QTest::newRow("with the status of ssh's own failures") << QStringLiteral("echo 'Maintenance until noon'; exit 255")
                                                           << QStringList {QStringLiteral("Maintenance until noon")};
    QTest::newRow("on both streams") << QStringLiteral("echo 'to the left'; echo 'to the right' >&2; exit 3")
                                     << QStringList {QStringLiteral("to the left"), QStringLiteral("to the right")};
    QTest::newRow("many lines") << QStringLiteral("printf '\\nfirst\\r\\nsecond\\033[31m\\n'; exit 9")
                                << QStringList {QStringLiteral("first"), QStringLiteral("second\\x1b[31m")};
    QTest::newRow("and ends well") << QStringLiteral("echo 'Only rsync is served here.'")
                                   << QStringList {QStringLiteral("Only rsync is served here.")};
}

void TstSshReasons::serversThatSpeakForThemselves()
{
    QFETCH(QString, command);
    QFETCH(QStringList, told);
    SshFixture fixture;
    SshFixture::Options options;
    options.forcedCommand = command;
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto snapshot = probe(*openHost(hosts, fixture));
    QVERIFY(!snapshot);
    for (const QString &line : told)
        QVERIFY2(snapshot.error().detail.contains(line), said(snapshot).constData());
    if (command.contains(QLatin1String("exit"))) {
        VERIFY_FAILED(snapshot, ErrorKind::Failed);
        QVERIFY2(snapshot.error().message.contains(told.first()), said(snapshot).constData());
    }
}

void TstSshReasons::configurationsOfPeople_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("goes to the background") << QStringList {QStringLiteral("ForkAfterAuthentication yes")};
    QTest::newRow("never a session") << QStringList {QStringLiteral("SessionType none")};
    QTest::newRow("a subsystem") << QStringList {QStringLiteral("SessionType subsystem")};
    QTest::newRow("talks of everything") << QStringList {QStringLiteral("LogVerbose *:*:*"),
                                                         QStringLiteral("LogLevel DEBUG3")};
    QTest::newRow("shares connections of its own") << QStringList {
        QStringLiteral("ControlMaster auto"), QStringLiteral("ControlPersist 1h"), QStringLiteral("ControlPath none")};
    QTest::newRow("a terminal and a command") << QStringList {
        QStringLiteral("RequestTTY force"), QStringLiteral("RemoteCommand cat"), QStringLiteral("StdinNull yes")};
    QTest::newRow("asks a program that prints")
        << QStringList {QStringLiteral("Match exec \"echo to the left; echo to the right >&2; true\"")};
    QTest::newRow("sends variables") << QStringList {QStringLiteral("SetEnv NK_NOTE=\"a b\""),
                                                     QStringLiteral("SendEnv LANG LC_*")};
    QTest::newRow("nothing on its input")
        << QStringList {QStringLiteral("StdinNull yes"), QStringLiteral("EscapeChar none")};
    QTest::newRow("forwardings that must succeed")
        << QStringList {QStringLiteral("LocalForward 1 127.0.0.1:1"), QStringLiteral("ExitOnForwardFailure yes")};
}

void TstSshReasons::configurationsOfPeople()
{
    QFETCH(QStringList, lines);
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    const SshHostsOptions ours = hostsOptions(fixture, lines);
    SshHosts hosts(ours);
    const auto host = openHost(hosts, fixture);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
    const auto offered = host->offeredHostKey({});
    QVERIFY(offered && offered->isTrusted); // and it came to an end
}

void TstSshReasons::thisMachineIsCheckedToo()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    const SshHostsOptions ours = hostsOptions(fixture, {QStringLiteral("NoHostAuthenticationForLocalhost yes")});
    QVERIFY(write(ours.knownHostsFile, {}));
    SshHosts hosts(ours);
    const auto snapshot = probe(*openHost(hosts, fixture));
    QVERIFY(!snapshot);
    VERIFY_FAILED(snapshot, ErrorKind::HostKeyUnknown);
}

void TstSshReasons::oldServersTakeOldSignatures_data()
{
    // ssh's words about servers of these versions, as it writes them.
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<bool>("old");
    const QByteArray line = "debug1: kex_input_ext_info: server-sig-algs=<";
    QTest::newRow("says nothing of signatures") << QByteArray() << true;
    QTest::newRow("knows the new ones") << line + "ssh-ed25519,rsa-sha2-256,rsa-sha2-512,ssh-rsa>\r\n" << false;
    QTest::newRow("knows one of the new ones") << line + "rsa-sha2-256,ssh-dss>\r\n" << false;
    QTest::newRow("knows the new ones, told in later words")
        << QByteArray("debug1: kex_ext_info_client_parse: server-sig-algs=<rsa-sha2-512>\r\n") << false;
    QTest::newRow("only says so before its name")
        << QByteArray("debug1: kex_exchange_identification: banner line 0: server-sig-algs=<rsa-sha2-512>\r\n") << true;
    QTest::newRow("knows the old ones alone") << line + "ssh-rsa,ssh-dss>\r\n" << true;
}

void TstSshReasons::oldServersTakeOldSignatures()
{
    QFETCH(QByteArray, extension);
    QFETCH(bool, old);
    const ServerLook look =
        heardOfServer("debug1: Remote protocol version 2.0, remote software version OpenSSH_5.1p1 Debian-5\r\n"
                      "debug1: Server host key: ssh-rsa SHA256:abc\r\n"
                      + extension + "debug1: SSH2_MSG_SERVICE_ACCEPT received\r\n");
    QVERIFY(look.reachedLogin);
    QCOMPARE(look.software, QStringLiteral("OpenSSH_5.1p1 Debian-5"));
    QCOMPARE(look.shownKey, QStringLiteral("RSA SHA256:abc"));
    const Error refused = sshError(QStringLiteral("moodle-a"), "u@h: Permission denied (publickey).\r\n");
    const Error error =
        explained(QStringLiteral("moodle-a"), refused, look, {QStringLiteral("h"), QStringLiteral("/c/config")});
    QCOMPARE(error.message, refused.message);
    QCOMPARE(error.advice.contains(QLatin1String("/c/config")), old);
    QCOMPARE(error.advice.endsWith(QLatin1String("Host h\n    PubkeyAcceptedAlgorithms +ssh-rsa\nHost *")), old);
}

void TstSshReasons::cutOffDuringTheLogin()
{
    ServerLook look;
    look.reachedLogin = true;
    look.takesNewRsa = true;
    look.software = QStringLiteral("OpenSSH_9.2p1");
    const QString server = QStringLiteral("moodle-a");
    const Error error = explained(server, sshError(server, "/c line 3: Unsupported option \"x\"\r\n"), look, {});
    QCOMPARE(error.kind, ErrorKind::Unreachable);
    QVERIFY2(error.message.contains(QLatin1String("during the login")), qPrintable(error.message));
    QVERIFY2(error.advice.contains(QLatin1String("nologin")), qPrintable(error.advice));
    QVERIFY2(error.detail.contains(QLatin1String("Unsupported")), qPrintable(error.detail));
    QVERIFY2(error.detail.contains(look.software), qPrintable(error.detail));
}

void TstSshReasons::wordsOfOthersAreNotHeard_data()
{
    QTest::addColumn<QByteArray>("own"); // what our ssh writes
    QTest::addColumn<QByteArray>("others"); // what those on the way write
    QTest::addColumn<QString>("shownKey");
    QTest::addColumn<bool>("reachedLogin");
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("onTheWay");
    const QByteArray key = "debug1: Server host key: ssh-ed25519 SHA256:abc\r\n";
    const QByteArray changed = key + "Host key verification failed.\r\n";
    const QByteArray accept = "SSH2_MSG_SERVICE_ACCEPT received\r\n";
    const QString shown = QStringLiteral("ED25519 SHA256:abc");
    const QByteArray failed = "Host key verification failed.";
    const QByteArray ours = "OpenSSH_9.2p1, OpenSSL 3\r\ndebug1: Reading configuration data /run/c2\r\n";
    const QByteArray proxied = "Connection closed by UNKNOWN port 65535";
    const auto row = [](const char *name, const QByteArray &own, const QByteArray &others, const QString &shownKey,
                        bool reachedLogin, const QByteArray &said, const QByteArray &onTheWay = {}) {
        QTest::newRow(name) << own << others << shownKey << reachedLogin << said << onTheWay;
    };
    row("after the login began",
        key + "debug1: " + accept + "Unable to negotiate with me\r\n"
            + "debug1: Server host key: ssh-ed25519 SHA256:other\r\n",
        {}, shown, true, {});
    row("a banner", key + "debug1: " + accept, "Unable to negotiate with you\n", shown, true, {});
    row("in a line before the name", "debug1: kex_exchange_identification: banner line 0: " + accept + changed, {},
        shown, false, failed);
    row("in a line before the name, as ssh would write it",
        "debug1: kex_exchange_identification: banner line 0: debug1: " + accept + changed, {}, shown, false, failed);
    row("in the name",
        "debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2 debug1: " + accept + changed, {},
        shown, false, failed);
    row("a key in the name",
        "debug1: Remote protocol version 2.0, remote software version x debug1: Server host key: ssh-rsa SHA256:x\r\n",
        {}, {}, false, {});
    row("in a message of the server", "debug1: Remote: x\r\n" + key + "debug1: " + accept + changed, {}, {}, false, {});
    row("in its farewell", "Received disconnect from h port 22:2: x\r\n" + key + "debug1: " + accept, {}, {}, false,
        "Received disconnect from h port 22:2: x");
    row("among its signatures",
        key + "debug1: SSH2_MSG_NEWKEYS sent\r\ndebug1: kex_input_ext_info: server-sig-algs=<x>\r\n" + failed
            + "\r\n>\r\n",
        {}, shown, false, {});
    row("in the certificate of its key",
        "debug1: Server host certificate: ssh-ed25519-cert-v01@openssh.com SHA256:abc, serial 0 ID \"x\n"
        "debug1: Server host key: ssh-ed25519 SHA256:forged\n"
            + failed + "\ndebug1: SSH2_MSG_NEWKEYS sent\ndebug1: " + accept + "z\" CA ssh-ed25519 SHA256:ca\r\n",
        {}, shown, false, {});
    row("in an error of GSSAPI", "GSSAPI Error: \n" + changed + "debug1: " + accept, {}, {}, false, "GSSAPI Error:");
    row("in the certificate of a jump host's key", proxied,
        ours + "debug1: Server host certificate: ssh-rsa SHA256:x, serial 0 ID \"\n" + failed, {}, false, proxied);
    row("of a talkative jump host", changed,
        "debug1: Server host key: ssh-ed25519 SHA256:jump\r\ndebug1: " + accept + "debug2: x\r\nA greeting\n", shown,
        false, failed);
    // What leads to it: its ssh is known by our rules, and believed until a host there can speak.
    row("of a jump host with another key", proxied, ours + failed, {}, false, proxied, failed);
    row("of a jump host whose login began", proxied, ours + "debug1: " + accept + failed, {}, false, proxied);
    row("of a jump host that names other rules", proxied, "debug1: Reading configuration data /run/c3\r\n" + failed, {},
        false, proxied);
    row("of a person's own ProxyCommand", proxied, failed, {}, false, proxied);
    row("of the ProxyCommand of a jump host", proxied,
        ours + "debug1: Executing proxy command: exec ssh -W h:22 gate\r\n" + failed, {}, false, proxied);
    row("of a jump host behind another", proxied,
        ours + "debug1: Executing proxy command: exec ssh -F /run/c2 -v -W h:22 gate\r\n" + ours + failed, {}, false,
        proxied, failed);
}

void TstSshReasons::wordsOfOthersAreNotHeard()
{
    QFETCH(QByteArray, own);
    QFETCH(QByteArray, others);
    QFETCH(QString, shownKey);
    QFETCH(bool, reachedLogin);
    QFETCH(QByteArray, said);
    QFETCH(QByteArray, onTheWay);
    const ServerLook look = heardOfServer(own, others, QStringLiteral("/run/c2"));
    QCOMPARE(look.reachedLogin, reachedLogin);
    QCOMPARE(look.shownKey, shownKey);
    QCOMPARE(look.said, said);
    QCOMPARE(look.onTheWay, onTheWay);
    const Error error = reasonOf(QStringLiteral("moodle-a"), look, {});
    QCOMPARE(error.kind == ErrorKind::HostKeyUnknown, (said + onTheWay).contains("verification failed"));
    QVERIFY(!look.takesNewRsa);
}

NIGHTKEEP_TEST(TstSshReasons, integration, Core, 300)
#include "tst_sshreasons.moc"
