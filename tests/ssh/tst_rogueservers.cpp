// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

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
    void fakeVerdictOfAJumpHost();
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
    const auto answer = host->run(RemoteProgram::ArchiveStart, {}, CancelToken(), {60s, 1024 * 1024});
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

void TstRogueServers::fakeVerdictOfAJumpHost()
{
    // Its banner is written beside ssh's own words where a person's ProxyCommand leads to it.
    SshFixture fixture;
    QVERIFY2(fixture.start(), qPrintable(fixture.problem()));
    SshHostsOptions options = hostsOptions(fixture);
    QFile banner(fixture.folder() + QStringLiteral("/banner"));
    QVERIFY(banner.open(QIODevice::WriteOnly) && banner.write(ChangedKey) > 0);
    banner.close();
    options.configFile =
        fixture.configFile({QStringLiteral("ProxyCommand sh -c \"cat %1 >&2; exit 1\"").arg(banner.fileName())});
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, fixture));
    QVERIFY2(!snapshot && snapshot.error().kind == ErrorKind::Unreachable, said(snapshot).constData());
    QVERIFY2(snapshot.error().detail.contains(QLatin1String("IDENTIFICATION")), said(snapshot).constData());
    for (const char *word : {"ssh-keygen", "passwd", "bank"}) {
        QVERIFY2(!snapshot.error().advice.contains(QLatin1String(word)), qPrintable(snapshot.error().advice));
        QVERIFY2(!snapshot.error().message.contains(QLatin1String(word)), qPrintable(snapshot.error().message));
    }
}

void TstRogueServers::talksWithoutEnd_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("seconds"); // it may take
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("on standard error") << QStringLiteral("exec yes >&2") << 3 << ErrorKind::TimedOut;
    QTest::newRow("nothing but NULs") << QStringLiteral("exec cat /dev/zero") << 60 << ErrorKind::Failed;
    QTest::newRow("60 MiB of NULs on standard error, and status 255")
        << QStringLiteral("head -c 62914560 /dev/zero >&2; exit 255") << 60 << ErrorKind::Failed;
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
    QVERIFY2(elapsed.elapsed() < (seconds + 30) * 1000, qPrintable(QString::number(elapsed.elapsed())));
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
