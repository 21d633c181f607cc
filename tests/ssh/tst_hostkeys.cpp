// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/sshtesting.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Nightkeep;

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
    void trustedKeyIsNotOffered();
    void anotherFingerprintIsNotTrusted();
    void keySwappedBetweenShowingAndTrusting();
    void changedKeyIsRefused();
    void changedKeyIsNotOffered();
    void checksSayWhichStep();
    void throughAJumpHost();
    void unwritableKnownHosts();
    void closedPort();

private:
    [[nodiscard]] SshHostsOptions options(const QStringList &config = {});
    [[nodiscard]] QByteArray knownHosts() const;

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
    QTRY_VERIFY(hasNoSsh());
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
    QVERIFY(host->offeredHostKey(CancelToken()));
    QVERIFY(knownHosts().isEmpty());
    QCOMPARE(probe(*host).error().kind, ErrorKind::HostKeyUnknown);
}

void TstHostKeys::trustedKeyIsAccepted()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY(key);
    const auto trusted = host->trustHostKey(*key, CancelToken());
    QVERIFY2(trusted, said(trusted).constData());
    QCOMPARE(knownHosts().count('\n'), 1);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
}

void TstHostKeys::trustedKeyIsNotOffered()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY(key && host->trustHostKey(*key, CancelToken()));
    const auto again = host->offeredHostKey(CancelToken());
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::NotFound);
    QVERIFY(host->trustHostKey(*key, CancelToken()));
    QCOMPARE(knownHosts().count('\n'), 1);
}

void TstHostKeys::anotherFingerprintIsNotTrusted()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    auto key = host->offeredHostKey(CancelToken());
    QVERIFY(key);
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
    QVERIFY(key);
    QVERIFY(m_fixture->swapHostKey());
    QCOMPARE(host->trustHostKey(*key, CancelToken()).error().kind, ErrorKind::HostKeyChanged);
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

void TstHostKeys::changedKeyIsNotOffered()
{
    SshHosts hosts(options());
    const auto host = openHost(hosts, *m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY(key && host->trustHostKey(*key, CancelToken()));
    const QByteArray before = knownHosts();
    QVERIFY(m_fixture->swapHostKey());
    QCOMPARE(host->offeredHostKey(CancelToken()).error().kind, ErrorKind::HostKeyChanged);
    QCOMPARE(host->trustHostKey(*key, CancelToken()).error().kind, ErrorKind::HostKeyChanged);
    OfferedHostKey swapped = *key;
    swapped.fingerprint = m_fixture->fingerprint();
    QCOMPARE(host->trustHostKey(swapped, CancelToken()).error().kind, ErrorKind::HostKeyChanged);
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

void TstHostKeys::throughAJumpHost()
{
    SshFixture jump;
    QVERIFY2(jump.start(), qPrintable(jump.problem()));
    SshHostsOptions with = options({QStringLiteral("ProxyJump nightkeep-jump")});
    QFile config(with.configFile);
    QVERIFY(config.open(QIODevice::Append));
    // The jump host's own ssh reads this file, and nothing of ours: its known_hosts is named here.
    config.write(jump.sshConfig(QStringLiteral("nightkeep-jump"),
                                {QStringLiteral("UserKnownHostsFile %1").arg(jump.knownHostsFile())})
                     .toLocal8Bit());
    config.close();
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
    QVERIFY(key);
    const auto trusted = host->trustHostKey(*key, CancelToken());
    QVERIFY2(!trusted && trusted.error().kind == ErrorKind::ReadOnly, said(trusted).constData());
}

void TstHostKeys::closedPort()
{
    const SshHostsOptions with = options();
    m_fixture->stop();
    SshHosts hosts(with);
    const auto host = openHost(hosts, *m_fixture);
    QCOMPARE(host->offeredHostKey(CancelToken()).error().kind, ErrorKind::Unreachable);
}

QTEST_GUILESS_MAIN(TstHostKeys)
#include "tst_hostkeys.moc"
