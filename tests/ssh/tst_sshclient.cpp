// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/serverlook.h"
#include "app/ssh/sshclient.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Nightkeep;

/// With an ssh that lacks what came with 8.5 to 9.1, and the key type that went with 10.0.
class TstSshClient : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void takes_data();
    void takes();
    void tellsWhichOfSeveralItDoesNotTake();
    void leavesOptionsOut_data();
    void leavesOptionsOut();
    void connects();
    void offersNothingThatItDoesNotKnow_data();
    void offersNothingThatItDoesNotKnow();
    void asksForNoLessThanIsAsked_data();
    void asksForNoLessThanIsAsked();

private:
    QTemporaryDir m_folder;
    QByteArray m_path;
};

void TstSshClient::initTestCase()
{
    const QString real = QStandardPaths::findExecutable(QStringLiteral("ssh"));
    QFile ssh(m_folder.filePath(QStringLiteral("ssh")));
    QVERIFY(ssh.open(QIODevice::WriteOnly));
    ssh.write(QStringLiteral("#!/bin/sh\n"
                             "for word; do case $word in\n"
                             "    ForkAfterAuthentication* | SessionType* | LogVerbose* | PubkeyAcceptedAlgorithms*)\n"
                             "        echo 'command-line: line 0: Bad configuration option: x' >&2; exit 255 ;;\n"
                             "    *ssh-dss*) echo 'command-line line 0: Bad key types.' >&2; exit 255 ;;\n"
                             "    esac; done\n"
                             "exec '%1' \"$@\"\n")
                  .arg(real)
                  .toLocal8Bit());
    ssh.close();
    QVERIFY(ssh.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    m_path = qgetenv("PATH");
    qputenv("PATH", QFile::encodeName(m_folder.path()) + ':' + m_path);
}

void TstSshClient::cleanupTestCase()
{
    qputenv("PATH", m_path);
}

void TstSshClient::takes_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<bool>("taken");
    QTest::newRow("known") << QStringLiteral("ServerAliveInterval 5") << true;
    QTest::newRow("with an equals sign") << QStringLiteral("ServerAliveInterval=5") << true;
    QTest::newRow("of another release") << QStringLiteral("SessionType=default") << false;
    QTest::newRow("unheard of") << QStringLiteral("NoSuchOption yes") << false;
    QTest::newRow("passed over") << QStringLiteral("AFSTokenPassing no") << false;
    QTest::newRow("known key exchange") << QStringLiteral("KexAlgorithms +diffie-hellman-group14-sha256") << true;
    QTest::newRow("unheard of key exchange") << QStringLiteral("KexAlgorithms +no-such-kex") << false;
    QTest::newRow("unheard of key type") << QStringLiteral("HostKeyAlgorithms +no-such-type") << false;
    QTest::newRow("key type of old") << QStringLiteral("HostKeyAlgorithms +ssh-dss") << false;
    QTest::newRow("unheard of cipher") << QStringLiteral("Ciphers +no-such-cipher") << false;
    QTest::newRow("unheard of checksum") << QStringLiteral("MACs +no-such-mac") << false;
}

void TstSshClient::takes()
{
    QFETCH(QString, option);
    QFETCH(bool, taken);
    QCOMPARE(sshTakes(option), taken);
}

void TstSshClient::tellsWhichOfSeveralItDoesNotTake()
{
    const QStringList taken {QStringLiteral("ServerAliveInterval 5"), QStringLiteral("Tunnel=no")};
    const QStringList unknown {QStringLiteral("NoSuchOption yes"), QStringLiteral("AFSTokenPassing no"),
                               QStringLiteral("SessionType=default")};
    QCOMPARE(optionsNotTaken(taken), QStringList());
    QCOMPARE(optionsNotTaken(unknown), unknown);
    QCOMPARE(optionsNotTaken(taken + unknown), unknown);
}

void TstSshClient::leavesOptionsOut_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("left");
    QTest::newRow("in the middle") << QStringLiteral("-T -o A=1 -o B=2 -- h") << QStringLiteral("-T -o B=2 -- h");
    QTest::newRow("the last") << QStringLiteral("-o B=2 -o A=1 -- h") << QStringLiteral("-o B=2 -- h");
    QTest::newRow("two") << QStringLiteral("-o A=1 -o C=3 -- h") << QStringLiteral("-- h");
    QTest::newRow("of another value") << QStringLiteral("-o A=2 -- h") << QStringLiteral("-o A=2 -- h");
    QTest::newRow("not what is run there") << QStringLiteral("-- h -o A=1") << QStringLiteral("-- h -o A=1");
    QTest::newRow("none") << QStringLiteral("-- h") << QStringLiteral("-- h");
}

void TstSshClient::leavesOptionsOut()
{
    QFETCH(QString, arguments);
    QFETCH(QString, left);
    const QStringList unknown {QStringLiteral("A=1"), QStringLiteral("C=3")};
    QCOMPARE(withoutOptions(arguments.split(QLatin1Char(' ')), unknown).join(QLatin1Char(' ')), left);
}

void TstSshClient::connects()
{
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
    const auto offered = host->offeredHostKey({});
    QVERIFY2(offered && offered->isTrusted, said(offered).constData());
}

void TstSshClient::offersNothingThatItDoesNotKnow_data()
{
    QTest::addColumn<QString>("offer");
    QTest::addColumn<QString>("word"); // of the advice; empty: no lines
    QTest::newRow("a type that has gone") << QStringLiteral("ssh-dss") << QString();
    QTest::newRow("that and an old one") << QStringLiteral("ssh-dss,ssh-rsa")
                                         << QStringLiteral("HostKeyAlgorithms +ssh-rsa");
    QTest::newRow("unheard of") << QStringLiteral("no-such-type") << QString();
}

void TstSshClient::offersNothingThatItDoesNotKnow()
{
    QFETCH(QString, offer);
    QFETCH(QString, word);
    const QString words = QStringLiteral(
        "Unable to negotiate with 192.0.2.1 port 22: no matching host key type found. Their offer: %1\r\n");
    const Error error = sshError(QStringLiteral("moodle-a"), words.arg(offer).toUtf8(), {QStringLiteral("h"), {}});
    QCOMPARE(error.advice.contains(QLatin1String("Host h")), !word.isEmpty());
    QVERIFY2(error.advice.contains(word), qPrintable(error.advice));
    QVERIFY2(!error.advice.contains(QLatin1String("+ssh-dss")), qPrintable(error.advice));
    QVERIFY2(!error.advice.contains(QLatin1String("PubkeyAcceptedAlgorithms")), qPrintable(error.advice));
    ServerLook old;
    old.reachedLogin = true;
    const Error refused = sshError(QStringLiteral("moodle-a"), "u@h: Permission denied (publickey).\r\n");
    QCOMPARE(explained(QStringLiteral("moodle-a"), refused, old, {QStringLiteral("h"), {}}).advice, refused.advice);
}

void TstSshClient::asksForNoLessThanIsAsked_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<bool>("helps");
    QTest::newRow("nothing is said") << QByteArray("Host h\n") << false;
    QTest::newRow("more is asked of this host") << QByteArray("Host h\n    RequiredRSASize 3072\n") << true;
    QTest::newRow("more is asked of another") << QByteArray("Host other\n    RequiredRSASize 3072\n") << false;
    QTest::newRow("the least is asked") << QByteArray("RequiredRSASize 1024\n") << false;
}

void TstSshClient::asksForNoLessThanIsAsked()
{
    QFETCH(QByteArray, config);
    QFETCH(bool, helps);
    QFile file(m_folder.filePath(QStringLiteral("config")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(config) == config.size());
    file.close();
    const Error error = sshError(QStringLiteral("moodle-a"), "Bad server host key: Invalid key length\r\n",
                                 {QStringLiteral("h"), file.fileName()});
    QVERIFY2(error.message.contains(QLatin1String("shorter")), qPrintable(error.message));
    QCOMPARE(error.advice.contains(QLatin1String("RequiredRSASize 1024")), helps);
}

NIGHTKEEP_TEST(TstSshClient, integration, Core, 300)
#include "tst_sshclient.moc"
