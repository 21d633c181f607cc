// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/ssherrors.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

Q_DECLARE_METATYPE(Nightkeep::ErrorKind)

class TstSshErrors : public QObject
{
    Q_OBJECT

private slots:
    void kinds_data();
    void kinds();
    void changedKeyNamesTheCommand();
    void changedKeyWithAHostileFileName();
    void serversWordsAreNoVerdict_data();
    void serversWordsAreNoVerdict();
    void nothingToCopyFromAnybody();
    void nameFailures();
    void turnedAway();
    void keepsReasons_data();
    void keepsReasons();
    void questions_data();
    void questions();
    void otherQuestionsAreNone();
};

void TstSshErrors::kinds_data()
{
    QTest::addColumn<QByteArray>("errors");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const char *errors, ErrorKind kind, const char *word) {
        QTest::newRow(name) << QByteArray(errors) << kind << QString::fromLatin1(word);
    };
    row("refused", "ssh: connect to host h port 22: Connection refused\r\n", ErrorKind::Unreachable, "refuses");
    row("no route", "ssh: connect to host h port 22: No route to host\r\n", ErrorKind::Unreachable, "no way");
    row("no network", "ssh: connect to host h port 22: Network is unreachable\r\n", ErrorKind::Unreachable, "no way");
    row("time out", "ssh: connect to host h port 22: Connection timed out\r\n", ErrorKind::Unreachable, "in time");
    row("silent server", "Connection timed out during banner exchange\r\n", ErrorKind::Unreachable, "in time");
    row("gone later", "Timeout, server h not responding.\r\n", ErrorKind::Unreachable, "no longer");
    row("unknown name", "ssh: Could not resolve hostname h: Name or service not known\r\n", ErrorKind::Unreachable,
        "No address");
    row("closed", "Connection closed by 127.0.0.1 port 22\r\n", ErrorKind::Unreachable, "broke off");
    row("reset", "kex_exchange_identification: read: Connection reset by peer\r\n", ErrorKind::Unreachable,
        "before the login");
    row("no words at all", "", ErrorKind::Unreachable, "broke off");
    row("no common algorithm",
        "Unable to negotiate with 127.0.0.1 port 22: no matching host key type found. Their offer: ssh-rsa\r\n",
        ErrorKind::Unreachable, "algorithm");
    row("no common algorithm that this ssh knows",
        "Unable to negotiate with 127.0.0.1 port 22: no matching cipher found. Their offer: blowfish-cbc,arcfour\r\n",
        ErrorKind::Unreachable, "algorithm for the encryption");
    row("no common compression",
        "Unable to negotiate with 127.0.0.1 port 22: no matching compression method found. Their offer: zlib\r\n",
        ErrorKind::Unreachable, "algorithm");
    row("another service", "kex_exchange_identification: banner line contains invalid characters\r\n",
        ErrorKind::Unreachable, "no ssh server");
    row("first protocol", "Protocol major versions differ: 2 vs. 1\r\n", ErrorKind::Unreachable, "first version");
    row("small numbers", "Connection to 127.0.0.1 port 22: DH GEX group out of range\r\n", ErrorKind::Unreachable,
        "smaller numbers");
    row("denied", "u@h: Permission denied (publickey,password).\r\n", ErrorKind::AuthenticationFailed, "log in");
    row("too many keys", "Received disconnect from 127.0.0.1 port 22:2: Too many authentication failures\r\n",
        ErrorKind::AuthenticationFailed, "too many");
    row("unknown key",
        "No ED25519 host key is known for h and you have requested strict checking.\r\nHost key verification "
        "failed.\r\n",
        ErrorKind::HostKeyUnknown, "not been trusted");
    row("question refused", "Host key verification failed.\r\n", ErrorKind::HostKeyUnknown, "not been trusted");
    row("revoked key", "@ WARNING: REVOKED HOST KEY DETECTED! @\r\nHost key verification failed.\r\n",
        ErrorKind::HostKeyChanged, "revoked");
    row("changed key",
        "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\r\nHost key for h has changed and you have requested "
        "strict checking.\r\nHost key verification failed.\r\n",
        ErrorKind::HostKeyChanged, "another host key");
    row("bad option",
        "/c: line 2: Bad configuration option: nosuch\r\n/c: terminating, 1 bad configuration options\r\n",
        ErrorKind::BadInput, "configuration");
    row("bad permissions", "Bad owner or permissions on /c\r\n", ErrorKind::BadInput, "configuration");
    row("bad name", "hostname contains invalid characters\r\n", ErrorKind::BadInput, "name");
}

void TstSshErrors::kinds()
{
    QFETCH(QByteArray, errors);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, word);
    const Error error = sshError(QStringLiteral("moodle-a"), errors);
    QCOMPARE(error.kind, kind);
    QVERIFY2(error.message.contains(word), qPrintable(error.message));
    QVERIFY(error.message.contains(QStringLiteral("moodle-a")));
    QVERIFY(!error.advice.isEmpty());
    QVERIFY(!error.detail.contains(QLatin1Char('\r')));
}

void TstSshErrors::changedKeyNamesTheCommand()
{
    const Error error = sshError(QStringLiteral("moodle-a"),
                                 "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n"
                                 "Offending ED25519 key in /home/u/.ssh/known_hosts:3\r\n"
                                 "Host key for [127.0.0.1]:2222 has changed and you have requested strict "
                                 "checking.\r\nHost key verification failed.\r\n");
    QCOMPARE(error.kind, ErrorKind::HostKeyChanged);
    QVERIFY(error.advice.contains(QStringLiteral("ssh-keygen -f '/home/u/.ssh/known_hosts' -R '[127.0.0.1]:2222'")));
}

void TstSshErrors::changedKeyWithAHostileFileName()
{
    const Error error = sshError(QStringLiteral("moodle-a"),
                                 "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n"
                                 "Offending key in /a'; rm -r b:3\r\n"
                                 "Host key for h has changed and you have requested strict checking.\r\n");
    QVERIFY(error.advice.contains(QStringLiteral("-f '/a'\\''; rm -r b' -R 'h'")));
}

void TstSshErrors::serversWordsAreNoVerdict_data()
{
    // A server's text stands behind ssh's own words in a line: it was searched like these.
    QTest::addColumn<QByteArray>("errors");
    QTest::addColumn<ErrorKind>("kind");
    const auto row = [](const char *name, const QByteArray &errors, ErrorKind kind = ErrorKind::Unreachable) {
        QTest::newRow(name) << errors << kind;
    };
    const QByteArray leave = "Received disconnect from 192.0.2.1 port 22:2: ";
    const QByteArray end = "\r\nDisconnected from 192.0.2.1 port 22\r\n";
    const QByteArray changed = "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @";
    row("a changed key", leave + changed + end);
    row("an unknown key", leave + "Host key verification failed." + end);
    row("a revoked key", leave + "@  WARNING: REVOKED HOST KEY DETECTED!  @" + end);
    row("our configuration", leave + "/home/u/.ssh/config: line 1: Bad configuration option: x" + end);
    row("no name", leave + "ssh: Could not resolve hostname h" + end);
    row("no name, in a line of its own", leave + "x\nssh: Could not resolve hostname h" + end);
    row("no algorithm",
        leave + "Unable to negotiate with h port 22: no matching cipher found. Their offer: 3des-cbc" + end);
    row("a login", leave + "u@h: Permission denied (publickey)." + end);
    row("as a way to log in", "u@h: Permission denied (" + changed + ",Offending key in /etc/passwd:1).\r\n",
        ErrorKind::AuthenticationFailed);
    // It may hold line ends, which ssh writes as they are.
    const QByteArray lines = "x\r\n" + changed
        + "\r\nOffending ED25519 key in /etc/passwd:3\r\n"
          "Host key for bank.example.org has changed and you have requested strict checking.\r\n";
    row("a changed key in lines of its own", leave + lines + end);
    row("a changed key as an algorithm",
        "Unable to negotiate with h port 22: no matching cipher found. Their offer: " + lines);
    row("a changed key as ways to log in", "u@h: Permission denied (" + lines, ErrorKind::AuthenticationFailed);
    row("a changed key as an error of GSSAPI", "GSSAPI Error: \n" + lines);
    row("of a jump host", "channel 0: open failed: unknown channel type: " + changed + "\r\n");
}

void TstSshErrors::serversWordsAreNoVerdict()
{
    QFETCH(QByteArray, errors);
    QFETCH(ErrorKind, kind);
    const Error error = sshError(QStringLiteral("moodle-a"), errors, {QStringLiteral("h"), {}});
    QCOMPARE(error.kind, kind);
    for (const char *word : {"ssh-keygen", "passwd", "Ciphers", ".ssh/config"})
        QVERIFY2(!error.advice.contains(QLatin1String(word)), qPrintable(error.advice));
    QVERIFY(!isNameFailure(QStringLiteral("moodle-a"), error));
}

void TstSshErrors::nothingToCopyFromAnybody()
{
    // Where a host on the way can write lines of its own, its file and host are in no command.
    const QByteArray changed = "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\n"
                               "Offending ED25519 key in /etc/passwd:3\r\n"
                               "Host key for bank.example.org has changed and you have requested strict checking.\r\n";
    const QByteArray weak = "Unable to negotiate with h port 22: no matching cipher found. Their offer: 3des-cbc\r\n";
    for (const QByteArray &words : {changed, weak}) {
        const Error error = sshError(QStringLiteral("moodle-a"), words, {QStringLiteral("h"), {}}, Speaker::Anybody);
        QCOMPARE(error.kind, words == changed ? ErrorKind::HostKeyChanged : ErrorKind::Unreachable);
        for (const char *word : {"ssh-keygen", "passwd", "bank", "3des"})
            QVERIFY2(!error.advice.contains(QLatin1String(word)), qPrintable(error.advice));
    }
}

void TstSshErrors::nameFailures()
{
    const QString server = QStringLiteral("s");
    QVERIFY(
        isNameFailure(server, sshError(server, "ssh: Could not resolve hostname h: Name or service not known\r\n")));
    QVERIFY(isNameFailure(server, sshError(server, "hostname contains invalid characters\r\n")));
    QVERIFY(!isNameFailure(server, sshError(server, "ssh: connect to host h port 22: Connection refused\r\n")));
}

void TstSshErrors::turnedAway()
{
    QVERIFY(isTurnedAway("kex_exchange_identification: read: Connection reset by peer\r\n"));
    QVERIFY(isTurnedAway("kex_exchange_identification: Connection closed by remote host\r\n"));
    QVERIFY(isTurnedAway("ssh_exchange_identification: Connection closed by remote host\r\n"));
    // What would be so the next time too, or was too long already.
    for (const QByteArray &cause :
         {QByteArray("channel 0: open failed: connect failed: Connection refused\r\nstdio forwarding failed\r\n"),
          QByteArray("channel 0: open failed: administratively prohibited: x\r\nstdio forwarding failed\r\n"),
          QByteArray("u@jump: Permission denied (publickey).\r\n"), QByteArray("Connection timed out\r\n")})
        QVERIFY2(!isTurnedAway(cause + "kex_exchange_identification: Connection closed by remote host\r\n"),
                 cause.constData());
    QVERIFY(!isTurnedAway("Connection closed by 127.0.0.1 port 22\r\n"));
    for (const char *late : {"Connection timed out during banner exchange\r\nConnection to h port 22 timed out\r\n",
                             "banner exchange: Connection to h port 22: Connection timed out\r\n"})
        QVERIFY2(greetsLate(late) && !isTurnedAway(late), late);
    for (const char *gone : {"ssh: connect to host h port 22: Connection timed out\r\n", "Connection timed out\r\n",
                             "Timeout, server h not responding.\r\n", ""})
        QVERIFY2(!greetsLate(gone), gone);
}

void TstSshErrors::keepsReasons_data()
{
    QTest::addColumn<QByteArray>("errors");
    QTest::addColumn<bool>("keeps");
    const auto row = [](const char *name, const char *errors, bool keeps) {
        QTest::newRow(name) << QByteArray(errors) << keeps;
    };
    row("nothing", "", true);
    row("an option of old", "/c line 3: Unsupported option \"rsaauthentication\"\r\n", true);
    row("a greeting on the way", "Welcome to the gate\r\n", true);
    row("closed without more", "Connection closed by 192.0.2.1 port 22\r\n", true);
    row("refused key", "u@h: Permission denied (publickey).\r\n", true);
    row("refused key and password", "u@h: Permission denied (publickey,password).\r\n", true);
    row("refused key, as Solaris lists it",
        "u@h: Permission denied (gssapi-keyex,gssapi-with-mic,publickey,keyboard-interactive).\r\n", true);
    row("refused password", "u@h: Permission denied (password,keyboard-interactive).\r\n", false);
    row("a refusal of something else", "Permission denied (console).\r\nno publickey here\r\n", false);
    row("refused", "ssh: connect to host h port 22: Connection refused\r\n", false);
    row("changed key", "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\r\n", false);
}

void TstSshErrors::keepsReasons()
{
    QFETCH(QByteArray, errors);
    QFETCH(bool, keeps);
    QCOMPARE(keepsAReason(errors), keeps);
}

void TstSshErrors::questions_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("type");
    QTest::newRow("by name") << QStringLiteral(
        "The authenticity of host 'moodle-a (192.0.2.1)' can't be established.\nED25519 key fingerprint is "
        "SHA256:abcDEF/+12.\nThis key is not known by any other names.\nAre you sure you want to continue connecting "
        "(yes/no/[fingerprint])? ")
                             << QStringLiteral("moodle-a") << QStringLiteral("ED25519");
    QTest::newRow("by address and port") << QStringLiteral(
        "The authenticity of host '[127.0.0.1]:2222 ([127.0.0.1]:2222)' can't be established.\nECDSA key fingerprint "
        "is SHA256:abcDEF/+12.\nAre you sure you want to continue connecting (yes/no/[fingerprint])? ")
                                         << QStringLiteral("[127.0.0.1]:2222") << QStringLiteral("ECDSA");
    QTest::newRow("behind a proxy") << QStringLiteral(
        "The authenticity of host 'moodle-a (<no hostip for proxy command>)' can't be established.\nRSA key "
        "fingerprint is SHA256:abcDEF/+12.\nAre you sure you want to continue connecting (yes/no/[fingerprint])? ")
                                    << QStringLiteral("moodle-a") << QStringLiteral("RSA");
    QTest::newRow("later versions, with a colon") << QStringLiteral(
        "The authenticity of host 'moodle-a (192.0.2.1)' can't be established.\nED25519 key fingerprint is: "
        "SHA256:abcDEF/+12\nAre you sure you want to continue connecting (yes/no/[fingerprint])? ")
                                                  << QStringLiteral("moodle-a") << QStringLiteral("ED25519");
}

void TstSshErrors::questions()
{
    QFETCH(QString, prompt);
    QFETCH(QString, host);
    QFETCH(QString, type);
    const auto offered = hostKeyQuestion(prompt);
    QVERIFY(offered);
    QCOMPARE(offered->host, host);
    QCOMPARE(offered->type, type);
    QCOMPARE(offered->fingerprint, QStringLiteral("SHA256:abcDEF/+12"));
}

void TstSshErrors::otherQuestionsAreNone()
{
    QVERIFY(!hostKeyQuestion(QStringLiteral("u@h's password: ")));
    QVERIFY(!hostKeyQuestion(QStringLiteral("Enter passphrase for key '/k': ")));
    QVERIFY(!hostKeyQuestion(QString()));
    QVERIFY(isHostKeyReminder(QStringLiteral("Please type 'yes', 'no' or the fingerprint: ")));
    QVERIFY(!isHostKeyReminder(QStringLiteral("u@h's password: ")));
}

NIGHTKEEP_TEST(TstSshErrors, unit, Core)
#include "tst_ssherrors.moc"
