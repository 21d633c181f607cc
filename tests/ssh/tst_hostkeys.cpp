// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/hostkeys.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace Nightkeep;

namespace {

/// What sshd's log (DEBUG1) says of a client that asks to be let in, and of one that is in.
constexpr const char *RequestWords[] = {"userauth-request for user", "Accepted publickey",
                                        "Entering interactive session", "server_input_channel_open",
                                        "Starting session"};

} // namespace

class TstHostKeys : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void unknownKeyIsRefused();
    void offeredKeyIsTheServers();
    void offeringTrustsNothing();
    void trustedKeyIsAccepted();
    void trustedKeyIsTold();
    void anotherFingerprintIsNotTrusted();
    void keySwappedBetweenShowingAndTrusting();
    void changedKeyIsRefused();
    void changedKeyIsNotOffered_data();
    void changedKeyIsNotOffered();
    void checksSayWhichStep();
    void throughAJumpHost();
    void nothingIsTypedAtAJumpHost();
    void unwritableKnownHosts();
    void closedPort();
    void onlyFilesAreReadForKeys();
    void goodKeyForComparison();
    void blockedBeforeAnyWord_data();
    void blockedBeforeAnyWord();
    void blockedCount();

private:
    [[nodiscard]] SshHostsOptions options(const QStringList &config = {});
    [[nodiscard]] QByteArray knownHosts() const;
    [[nodiscard]] bool trust(const QByteArray &lines);
    [[nodiscard]] static bool append(const QString &fileName, const QString &text);
    /// Restarts the server so that its log tells of every request.
    [[nodiscard]] bool startTalkative();
    [[nodiscard]] QByteArray logSince(qsizetype before);

    int m_blocked = 0;

    std::unique_ptr<SshFixture> m_fixture;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TstHostKeys::init()
{
    m_fixture = std::make_unique<SshFixture>();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY2(m_fixture->start(), qPrintable(m_fixture->problem()));
}

void TstHostKeys::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
}

SshHostsOptions TstHostKeys::options(const QStringList &config)
{
    SshHostsOptions options = hostsOptions(*m_fixture, config);
    options.knownHostsFile = m_folder->filePath(QStringLiteral("data/known_hosts")); // not made yet
    return options;
}

QByteArray TstHostKeys::knownHosts() const
{
    QFile file(m_folder->filePath(QStringLiteral("data/known_hosts")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TstHostKeys::unknownKeyIsRefused()
{
    for (const Attendance attendance : {Attendance::Background, Attendance::Attended}) {
        FakePrompter prompter(QStringLiteral("yes"));
        SshHostsOptions with = options();
        with.prompter = &prompter;
        SshHosts hosts(with);
        const auto host = openHost(hosts, *m_fixture, attendance);
        const auto snapshot = probe(*host);
        QVERIFY2(!snapshot && snapshot.error().kind == ErrorKind::HostKeyUnknown, said(snapshot).constData());
        QVERIFY(prompter.prompts().isEmpty());
    }
    QVERIFY(knownHosts().isEmpty());
    QVERIFY(!m_fixture->log().contains("Accepted"));
}

void TstHostKeys::offeredKeyIsTheServers()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY2(key, said(key).constData());
    QCOMPARE(key->fingerprint, m_fixture->fingerprint());
    QCOMPARE(key->type, QStringLiteral("ED25519"));
    QCOMPARE(key->host, QStringLiteral("[127.0.0.1]:%1").arg(m_fixture->port()));
}

void TstHostKeys::offeringTrustsNothing()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    VERIFY_DONE(host->offeredHostKey(CancelToken()));
    QVERIFY(knownHosts().isEmpty());
    VERIFY_FAILED(probe(*host), ErrorKind::HostKeyUnknown);
}

void TstHostKeys::trustedKeyIsAccepted()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    VERIFY_DONE(key);
    const auto trusted = host->trustHostKey(*key, CancelToken());
    QVERIFY2(trusted, said(trusted).constData());
    QCOMPARE(knownHosts().count('\n'), 1);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
}

void TstHostKeys::trustedKeyIsTold()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY(key && host->trustHostKey(*key, CancelToken()));
    QVERIFY(!key->isTrusted);
    const auto again = host->offeredHostKey(CancelToken());
    QVERIFY2(again && again->isTrusted, said(again).constData());
    QCOMPARE(again->fingerprint, m_fixture->fingerprint());
    QCOMPARE(again->type, key->type);
    QVERIFY(host->trustHostKey(*key, CancelToken()));
    OfferedHostKey another = *key;
    another.fingerprint = QStringLiteral("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    const auto other = host->trustHostKey(another, CancelToken());
    QVERIFY2(!other && other.error().kind == ErrorKind::HostKeyChanged, said(other).constData());
    QCOMPARE(knownHosts().count('\n'), 1);
}

void TstHostKeys::anotherFingerprintIsNotTrusted()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    auto key = host->offeredHostKey(CancelToken());
    VERIFY_DONE(key);
    for (const QString &fingerprint :
         {QStringLiteral("SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), QStringLiteral("yes"), QString()}) {
        key->fingerprint = fingerprint;
        const auto trusted = host->trustHostKey(*key, CancelToken());
        QVERIFY(!trusted);
        QCOMPARE(trusted.error().kind, ErrorKind::HostKeyChanged);
    }
    QVERIFY(knownHosts().isEmpty());
}

void TstHostKeys::keySwappedBetweenShowingAndTrusting()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    VERIFY_DONE(key);
    QVERIFY(m_fixture->swapHostKey());
    VERIFY_FAILED(host->trustHostKey(*key, CancelToken()), ErrorKind::HostKeyChanged);
    QVERIFY(knownHosts().isEmpty());
}

void TstHostKeys::changedKeyIsRefused()
{
    const SshHostsOptions with = options();
    {
        SshHosts hosts(with);
        const auto host = openHost(hosts, *m_fixture);
        const auto key = host->offeredHostKey(CancelToken());
        QVERIFY(key && host->trustHostKey(*key, CancelToken()) && probe(*host));
    }
    QVERIFY(m_fixture->swapHostKey());
    const QByteArray logBefore = m_fixture->log();
    SshHosts hosts(with);
    const auto host = openHost(hosts, *m_fixture);
    const auto snapshot = probe(*host);
    QVERIFY2(!snapshot && snapshot.error().kind == ErrorKind::HostKeyChanged, said(snapshot).constData());
    const QString command =
        QStringLiteral("ssh-keygen -f '%1' -R '[127.0.0.1]:%2'").arg(with.knownHostsFile).arg(m_fixture->port());
    QVERIFY2(snapshot.error().advice.contains(command), qPrintable(snapshot.error().advice));
    const QByteArray logSince = m_fixture->log().mid(logBefore.size());
    QVERIFY(!logSince.contains("Accepted") && !logSince.contains("Starting session"));
}

void TstHostKeys::changedKeyIsNotOffered_data()
{
    QTest::addColumn<QString>("server"); // a line of sshd_config
    QTest::addColumn<bool>("jumps");
    QTest::newRow("plain") << QStringLiteral("MaxSessions 10") << false;
    QTest::newRow("it calls itself trusted")
        << QStringLiteral("VersionAddendum SSH2_MSG_SERVICE_ACCEPT received") << false;
    QTest::newRow("behind a jump host whose ssh is talkative") << QStringLiteral("MaxSessions 10") << true;
}

void TstHostKeys::changedKeyIsNotOffered()
{
    QFETCH(QString, server);
    QFETCH(bool, jumps);
    m_fixture = std::make_unique<SshFixture>();
    SshFixture::Options with;
    with.extraConfig = {server};
    QVERIFY2(m_fixture->start(with), qPrintable(m_fixture->problem()));
    SshFixture jump;
    QVERIFY2(jump.start(), qPrintable(jump.problem()));
    const SshHostsOptions ours =
        options(jumps ? QStringList {QStringLiteral("ProxyJump nightkeep-jump")} : QStringList());
    QVERIFY(append(ours.configFile,
                   jump.sshConfig(QStringLiteral("nightkeep-jump")) + QStringLiteral("Host *\n    LogLevel DEBUG1\n")));
    QVERIFY(trust(jump.knownHostsLine()));
    SshHosts hosts(ours);
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY(key && host->trustHostKey(*key, CancelToken()));
    const QByteArray before = knownHosts();
    QVERIFY(m_fixture->swapHostKey());
    VERIFY_FAILED(host->offeredHostKey(CancelToken()), ErrorKind::HostKeyChanged);
    VERIFY_FAILED(host->trustHostKey(*key, CancelToken()), ErrorKind::HostKeyChanged);
    OfferedHostKey swapped = *key;
    swapped.fingerprint = m_fixture->fingerprint();
    VERIFY_FAILED(host->trustHostKey(swapped, CancelToken()), ErrorKind::HostKeyChanged);
    QCOMPARE(knownHosts(), before);
}

void TstHostKeys::checksSayWhichStep()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    const QList<ConnectionCheck> checks = host->checkConnection(CancelToken());
    QCOMPARE(checks.at(1).outcome, ConnectionCheck::Outcome::Passed);
    QCOMPARE(checks.at(2).name, QStringLiteral("host-key"));
    QCOMPARE(checks.at(2).outcome, ConnectionCheck::Outcome::Failed);
    QCOMPARE(checks.at(3).outcome, ConnectionCheck::Outcome::NotTried);
}

bool TstHostKeys::append(const QString &fileName, const QString &text)
{
    QFile file(fileName);
    return file.open(QIODevice::Append) && file.write(text.toLocal8Bit()) > 0;
}

void TstHostKeys::nothingIsTypedAtAJumpHost()
{
    SshFixture jump;
    SshFixture::Options asking;
    asking.passwords = true;
    QVERIFY2(jump.start(asking), qPrintable(jump.problem()));
    const SshHostsOptions with = options({QStringLiteral("ProxyJump nightkeep-jump")});
    QVERIFY(append(with.configFile,
                   jump.sshConfig(QStringLiteral("nightkeep-jump"), {QStringLiteral("PubkeyAuthentication no")})));
    QVERIFY(trust(jump.knownHostsLine()));
    SshHosts hosts(with);
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY2(!key && key.error().kind == ErrorKind::AuthenticationFailed, said(key).constData());
    QVERIFY2(key.error().message.contains(QLatin1String("on the way")), said(key).constData());
    // Not even an empty one: some lock whoever fails out.
    QTRY_VERIFY_WITH_TIMEOUT(jump.descendants().isEmpty(), 30000);
    QVERIFY(jump.log().contains("Connection "));
    QVERIFY2(!jump.log().contains("Failed password"), jump.log().constData());
}

void TstHostKeys::throughAJumpHost()
{
    SshFixture jump;
    QVERIFY2(jump.start(), qPrintable(jump.problem()));
    SshHostsOptions with = options({QStringLiteral("ProxyJump nightkeep-jump")});
    QVERIFY(append(with.configFile, jump.sshConfig(QStringLiteral("nightkeep-jump"))));
    QVERIFY(trust(jump.knownHostsLine()));
    SshHosts hosts(with);
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY2(key, said(key).constData());
    QCOMPARE(key->fingerprint, m_fixture->fingerprint());
    QVERIFY(host->trustHostKey(*key, CancelToken()));
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
    QVERIFY(jump.log().contains("Accepted publickey"));
}

void TstHostKeys::unwritableKnownHosts()
{
    SshHostsOptions with = options();
    with.knownHostsFile = QStringLiteral("/proc/known_hosts");
    SshHosts hosts(with);
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    VERIFY_DONE(key);
    const auto trusted = host->trustHostKey(*key, CancelToken());
    QVERIFY2(!trusted && trusted.error().kind == ErrorKind::ReadOnly, said(trusted).constData());
}

void TstHostKeys::closedPort()
{
    const SshHostsOptions with = options();
    QVERIFY2(m_fixture->closePort(), qPrintable(m_fixture->problem()));
    SshHosts hosts(with);
    const auto host = openHost(hosts, *m_fixture);
    VERIFY_FAILED(host->offeredHostKey(CancelToken()), ErrorKind::Unreachable);
}

void TstHostKeys::onlyFilesAreReadForKeys()
{
    // A name of a pipe, or of a device without end, was read like any other.
    const QString pipe = m_folder->filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QCOMPARE(knownKeyAt(pipe, 1), QString());
    QCOMPARE(knownKeyAt(QStringLiteral("/dev/zero"), 2), QString());
    QVERIFY(trust(m_fixture->knownHostsLine()));
    const QString file = m_folder->filePath(QStringLiteral("data/known_hosts"));
    QCOMPARE(knownKeyAt(file, 1), QStringLiteral("ED25519 ") + m_fixture->fingerprint());
    QCOMPARE(knownKeyAt(file, 2), QString());
}

bool TstHostKeys::trust(const QByteArray &lines)
{
    QFile file(m_folder->filePath(QStringLiteral("data/known_hosts")));
    return QDir(m_folder->path()).mkpath(QStringLiteral("data")) && file.open(QIODevice::WriteOnly)
        && file.write(lines) == lines.size();
}

bool TstHostKeys::startTalkative()
{
    m_fixture = std::make_unique<SshFixture>();
    SshFixture::Options talkative;
    talkative.extraConfig = {QStringLiteral("LogLevel DEBUG1")};
    return m_fixture->start(talkative);
}

QByteArray TstHostKeys::logSince(qsizetype before)
{
    // What a connection did is in the log once its process has gone.
    static_cast<void>(QTest::qWaitFor([this] { return m_fixture->descendants().isEmpty(); }, 10000));
    return m_fixture->log().mid(before);
}

void TstHostKeys::goodKeyForComparison()
{
    // The words whose absence proves a block are there when nothing is blocked.
    QVERIFY(startTalkative());
    QVERIFY(trust(m_fixture->knownHostsLine()));
    {
        SshHosts hosts(options());
        const auto snapshot = probe(*openHost(hosts, *m_fixture));
        QVERIFY2(snapshot, said(snapshot).constData());
    }
    const QByteArray log = logSince(0);
    for (const char *word : RequestWords)
        QVERIFY2(log.contains(word), word);
}

void TstHostKeys::blockedBeforeAnyWord_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("namesTrusted");
    QTest::newRow("unknown") << QStringLiteral("unknown") << ErrorKind::HostKeyUnknown
                             << QStringLiteral("has not been trusted yet") << false;
    QTest::newRow("changed") << QStringLiteral("changed") << ErrorKind::HostKeyChanged
                             << QStringLiteral("another host key than the trusted one") << true;
    QTest::newRow("revoked") << QStringLiteral("revoked") << ErrorKind::HostKeyChanged
                             << QStringLiteral("has been revoked") << true;
    QTest::newRow("of another type") << QStringLiteral("type") << ErrorKind::HostKeyChanged
                                     << QStringLiteral("of another type than the trusted one") << true;
}

void TstHostKeys::blockedBeforeAnyWord()
{
    QFETCH(QString, key);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, words);
    QFETCH(bool, namesTrusted);
    QVERIFY(startTalkative());
    const QString otherKey = m_folder->filePath(QStringLiteral("other"));
    const QString type = key == QLatin1String("type") ? QStringLiteral("ecdsa") : QStringLiteral("ed25519");
    QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                               {QStringLiteral("-q"), QStringLiteral("-t"), type, QStringLiteral("-N"), QString(),
                                QStringLiteral("-f"), otherKey}),
             0);
    QFile otherFile(otherKey + QStringLiteral(".pub"));
    QVERIFY(otherFile.open(QIODevice::ReadOnly));
    const QByteArray name = "[127.0.0.1]:" + QByteArray::number(m_fixture->port()) + ' ';
    const QByteArray own = m_fixture->knownHostsLine();
    const QByteArray lines = key == QLatin1String("unknown") ? "\n"
        : key == QLatin1String("revoked")                    ? own + "@revoked " + own
                                                             : "# a comment\n" + name + otherFile.readAll();
    QVERIFY(trust(lines));
    const QString trusted = knownKeyAt(m_folder->filePath(QStringLiteral("data/known_hosts")), 2);

    for (int run = 0; run < 10; ++run) {
        FakePrompter prompter(QStringLiteral("yes"));
        const qsizetype before = m_fixture->log().size();
        {
            SshHostsOptions with = options();
            with.prompter = &prompter;
            SshHosts hosts(with);
            const auto host = openHost(hosts, *m_fixture, run % 2 == 0 ? Attendance::Background : Attendance::Attended);
            Error error;
            if (run % 5 == 4) {
                const auto forward = host->forwardSocket(QStringLiteral("/run/x"), CancelToken());
                QVERIFY(!forward);
                error = forward.error();
            } else {
                const auto snapshot = probe(*host);
                QVERIFY2(!snapshot, said(snapshot).constData());
                error = snapshot.error();
            }
            QVERIFY2(error.message.contains(words), qPrintable(error.message));
            QVERIFY(error.kind == kind || key == QLatin1String("type")); // which ssh's release decides
            QVERIFY2(error.message.contains(m_fixture->fingerprint()), qPrintable(error.message));
            QCOMPARE(error.detail.contains(trusted) && !trusted.isEmpty(), namesTrusted);
            QVERIFY(!error.advice.isEmpty());
        }
        const QByteArray log = logSince(before);
        QVERIFY(log.contains("Connection from")); // it was met indeed
        for (const char *word : RequestWords)
            QVERIFY2(!log.contains(word), word);
        QVERIFY(prompter.prompts().isEmpty());
        QCOMPARE(knownHosts(), lines);
        ++m_blocked;
    }
}

void TstHostKeys::blockedCount()
{
    qInfo("%d of 40 blocked, no request for a login and no byte of a command sent", m_blocked);
    QCOMPARE(m_blocked, 40);
}

NIGHTKEEP_TEST(TstHostKeys, integration, Core, 300)
#include "tst_hostkeys.moc"
