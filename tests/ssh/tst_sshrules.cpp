// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/privatefolder.h"
#include "app/ssh/sshclient.h"
#include "app/ssh/sshrules.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <pwd.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

const auto Jump = QStringLiteral("nightkeep-jump");

QString checking(const char *value) // no file of ours may have it in one piece
{
    return QStringLiteral("StrictHostKeyChecking %1").arg(QLatin1String(value));
}

bool appendTo(const QString &fileName, const QByteArray &text)
{
    QFile file(fileName);
    return file.open(QIODevice::WriteOnly | QIODevice::Append)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(text) == text.size();
}

QByteArray textOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What ssh makes of a configuration for a host.
QByteArrayList effective(const QString &configFile, const QString &host)
{
    QProcess ssh;
    ssh.start(QStringLiteral("ssh"),
              {QStringLiteral("-G"), QStringLiteral("-F"), configFile, QStringLiteral("--"), host});
    return ssh.waitForFinished() && ssh.exitCode() == 0 ? ssh.readAllStandardOutput().split('\n')
                                                        : QByteArrayList {ssh.readAllStandardError()};
}

} // namespace

/// Host keys are checked whatever a person's configuration says, and those of jump hosts too. In the attack a person's
/// "accept-new" let an unseen jump host in, and "NoHostAuthenticationForLocalhost yes" one with a foreign key.
class TstSshRules : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void comeBeforeAPersons_data();
    void comeBeforeAPersons();
    void oddNames_data();
    void oddNames();
    void ownConfigurationStaysInForce();
    void unreadableConfiguration();
    void configurationThatIsMadeLater();
    void jumpHostsAreChecked_data();
    void jumpHostsAreChecked();
    void aJumpHostIsTrustedByAnAct();
    void theSecondJumpHostIsTrustedByAnAct();

private:
    [[nodiscard]] SshHostsOptions behindTheJumpHost(const QStringList &ofTheJumpHost);

    SshFixture m_fixture;
    SshFixture m_jump;
};

void TstSshRules::initTestCase()
{
    QVERIFY2(m_fixture.start(), qPrintable(m_fixture.problem()));
    QVERIFY2(m_jump.start(), qPrintable(m_jump.problem()));
}

void TstSshRules::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
}

void TstSshRules::comeBeforeAPersons_data()
{
    QTest::addColumn<QString>("person");
    for (const char *value : {"no", "off", "accept-new"})
        QTest::newRow(value) << checking(value);
    QTest::newRow("for all hosts") << QStringLiteral("Host *\n  ") + checking("no");
    QTest::newRow("for this one") << QStringLiteral("Host %1\n  ").arg(Jump) + checking("no");
    QTest::newRow("at the very end") << QStringLiteral("Match final all\n  ") + checking("no");
    QTest::newRow("by a condition") << QStringLiteral("Match exec true\n  ") + checking("no");
    QTest::newRow("for this machine") << QStringLiteral("NoHostAuthenticationForLocalhost yes");
    QTest::newRow("by the server's word") << QStringLiteral("UpdateHostKeys yes\nVerifyHostKeyDNS yes");
    QTest::newRow("by a program's word") << QStringLiteral("KnownHostsCommand /bin/true");
    if (sshTakes(QStringLiteral("GSSAPIKeyExchange no"))) // then nobody looks at the key
        QTest::newRow("by a network's tickets") << QStringLiteral("GSSAPIKeyExchange yes");
    QTest::newRow("kept nowhere") << QStringLiteral("UserKnownHostsFile /dev/null");
}

void TstSshRules::comeBeforeAPersons()
{
    QFETCH(QString, person);
    QTemporaryDir folder;
    const QString config = folder.filePath(QStringLiteral("config"));
    QVERIFY(appendTo(config, person.toUtf8() + '\n'));
    for (const UnknownKeys unknown : {UnknownKeys::Refused, UnknownKeys::AskedAbout}) {
        const QString rules =
            folder.filePath(unknown == UnknownKeys::Refused ? QStringLiteral("rules") : QStringLiteral("meeting"));
        QVERIFY(appendTo(rules, sshRules({config, QStringLiteral("/d/known hosts"), {}}, unknown, {config})));
        const QByteArrayList lines = effective(rules, Jump);
        for (const char *line :
             {unknown == UnknownKeys::Refused ? "stricthostkeychecking true" : "stricthostkeychecking ask",
              "nohostauthenticationforlocalhost no", "updatehostkeys false", "verifyhostkeydns false",
              "userknownhostsfile /d/known hosts"})
            QVERIFY2(lines.contains(line), (QByteArray(line) + " is not in:\n" + lines.join('\n')).constData());
        QVERIFY(!lines.contains("knownhostscommand /bin/true") && !lines.contains("gssapikeyexchange yes"));
    }
}

void TstSshRules::oddNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << QStringLiteral("config");
    QTest::newRow("a space") << QStringLiteral("my config");
    QTest::newRow("a letter beyond ASCII") << QStringLiteral("f\u00fcr uns");
    QTest::newRow("a pattern") << QStringLiteral("c[a-z]*?{x,y}");
    QTest::newRow("a percent sign") << QStringLiteral("50%h");
    QTest::newRow("a variable") << QStringLiteral("${HOME}");
    QTest::newRow("quotes") << QStringLiteral("a\"b\\c'd");
    QTest::newRow("a comment") << QStringLiteral("a #b");
}

void TstSshRules::oddNames()
{
    QFETCH(QString, name);
    SshHostsOptions options = hostsOptions(m_fixture);
    QTemporaryDir folder;
    const QString config = folder.filePath(name);
    QVERIFY(appendTo(config, textOf(options.configFile)));
    options.configFile = config;
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, m_fixture));
    QVERIFY2(snapshot, said(snapshot).constData());
}

void TstSshRules::ownConfigurationStaysInForce()
{
    // Of a person's settings none but those of host keys is lost.
    QTemporaryDir folder;
    const QString config = folder.filePath(QStringLiteral("config"));
    QVERIFY(appendTo(config, "Compression yes\nHost nightkeep-test\n  ServerAliveCountMax 7\n  ProxyJump a,b\n"));
    const QString rules = folder.filePath(QStringLiteral("rules"));
    QVERIFY(appendTo(rules, sshRules({config, QStringLiteral("/d/known_hosts"), {}}, UnknownKeys::Refused, {config})));
    const QByteArrayList without = effective(config, QStringLiteral("nightkeep-test"));
    QByteArrayList changed;
    for (const QByteArray &line : effective(rules, QStringLiteral("nightkeep-test"))) {
        if (!without.contains(line))
            changed << line.left(line.indexOf(' '));
    }
    for (const QByteArray &option : std::as_const(changed))
        QVERIFY2(QByteArrayList({"stricthostkeychecking", "userknownhostsfile", "updatehostkeys", "checkhostip"})
                     .contains(option),
                 option.constData());
    QVERIFY(changed.contains("userknownhostsfile"));
    QVERIFY(without.contains("serveralivecountmax 7") && without.contains("proxyjump a,b"));
}

void TstSshRules::unreadableConfiguration()
{
    // ssh takes a pattern that names no file for nothing to include: it would connect by other settings.
    SshHostsOptions options = hostsOptions(m_fixture);
    options.configFile += QStringLiteral(".gone");
    SshHosts hosts(options);
    const auto host = hosts.open(m_fixture.server(), Attendance::Background);
    QVERIFY(!host);
    VERIFY_FAILED(host, ErrorKind::BadInput);
    QVERIFY(host.error().message.contains(options.configFile));
}

void TstSshRules::configurationThatIsMadeLater()
{
    // A person without one was advised to write it, and it did not count until the program was started again.
    const passwd *const account = ::getpwuid(::getuid());
    const QString own = QFile::decodeName(account ? account->pw_dir : "") + QStringLiteral("/.ssh/config");
    const bool counts = account && (!QFileInfo::exists(own) || QFileInfo(own).isReadable());
    QTemporaryDir parent;
    const PrivateFolder folder(parent.path());
    QVERIFY(folder.isValid());
    SshSettings settings;
    settings.knownHostsFile = QStringLiteral("/d/known_hosts");
    QVERIFY(writeSshRules(settings, folder));
    for (const QString &file : {settings.rulesFile, settings.meetingFile})
        QCOMPARE(textOf(file).contains("\nInclude \"" + QFile::encodeName(own) + "\"\n"), counts);
    const QString rules = parent.filePath(QStringLiteral("rules"));
    QVERIFY(
        appendTo(rules, sshRules(settings, UnknownKeys::Refused, {parent.filePath(QStringLiteral("gone/config"))})));
    QVERIFY(effective(rules, Jump).contains("stricthostkeychecking true")); // which is nothing to ssh
}

SshHostsOptions TstSshRules::behindTheJumpHost(const QStringList &ofTheJumpHost)
{
    SshHostsOptions options = hostsOptions(m_fixture, {QStringLiteral("ProxyJump ") + Jump});
    return appendTo(options.configFile, m_jump.sshConfig(Jump, ofTheJumpHost).toUtf8()) ? options : SshHostsOptions();
}

void TstSshRules::jumpHostsAreChecked_data()
{
    QTest::addColumn<QString>("person"); // of the jump host
    QTest::addColumn<bool>("isForeign"); // another key is known for it
    QTest::newRow("unseen, accept-new") << checking("accept-new") << false;
    QTest::newRow("unseen, no") << checking("no") << false;
    QTest::newRow("unseen, for this machine") << QStringLiteral("NoHostAuthenticationForLocalhost yes") << false;
    QTest::newRow("unseen, kept nowhere")
        << checking("no") + QStringLiteral("\n    UserKnownHostsFile /dev/null") << false;
    QTest::newRow("unseen, known to a program")
        << QStringLiteral("KnownHostsCommand /bin/echo ") + QString::fromLatin1(m_jump.knownHostsLine().trimmed())
        << false;
    QTest::newRow("foreign key, no") << checking("no") << true;
    QTest::newRow("foreign key, for this machine") << QStringLiteral("NoHostAuthenticationForLocalhost yes") << true;
}

void TstSshRules::jumpHostsAreChecked()
{
    QFETCH(QString, person);
    QFETCH(bool, isForeign);
    const SshHostsOptions options = behindTheJumpHost({person});
    QVERIFY(!options.configFile.isEmpty());
    if (isForeign) { // the server's own, under the name of the jump host
        const QByteArray line = m_jump.knownHostsLine();
        const QByteArray key = m_fixture.knownHostsLine();
        QVERIFY(appendTo(options.knownHostsFile, line.left(line.indexOf(' ')) + key.mid(key.indexOf(' '))));
    }
    const QByteArray known = textOf(options.knownHostsFile);
    const qsizetype jumps = m_jump.log().count("Accepted ");
    const qsizetype logins = m_fixture.log().count("Accepted ");
    for (const Attendance attendance : {Attendance::Background, Attendance::Attended}) {
        FakePrompter prompter(QStringLiteral("yes"));
        SshHostsOptions asking = options;
        asking.prompter = &prompter;
        SshHosts hosts(asking);
        const auto snapshot = probe(*openHost(hosts, m_fixture, attendance));
        QVERIFY(!snapshot);
        QVERIFY2(snapshot.error().kind == (isForeign ? ErrorKind::HostKeyChanged : ErrorKind::HostKeyUnknown),
                 said(snapshot).constData());
        QCOMPARE(snapshot.error().advice.contains(QStringLiteral("ssh-keygen -f '%1' -R '[127.0.0.1]:%2'")
                                                      .arg(options.knownHostsFile)
                                                      .arg(m_jump.port())),
                 isForeign);
        QCOMPARE(prompter.prompts().size(), 0);
    }
    QCOMPARE(textOf(options.knownHostsFile), known);
    QCOMPARE(m_jump.log().count("Accepted "), jumps);
    QCOMPARE(m_fixture.log().count("Accepted "), logins);
}

void TstSshRules::aJumpHostIsTrustedByAnAct()
{
    const SshHostsOptions options = behindTheJumpHost({QStringLiteral("UserKnownHostsFile /dev/null")});
    QVERIFY(!options.configFile.isEmpty());
    SshHosts hosts(options);
    const auto host = openHost(hosts, m_fixture);
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY2(key, said(key).constData());
    QCOMPARE(key->fingerprint, m_jump.fingerprint());
    QVERIFY(key->host.contains(QString::number(m_jump.port())));
    const auto trusted = host->trustHostKey(*key, CancelToken());
    QVERIFY2(trusted, said(trusted).constData());
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
}

void TstSshRules::theSecondJumpHostIsTrustedByAnAct()
{
    // Its ssh speaks when the first could have spoken already: its words are not believed, but its question is.
    SshFixture second;
    QVERIFY2(second.start(), qPrintable(second.problem()));
    const SshHostsOptions options = hostsOptions(m_fixture, {QStringLiteral("ProxyJump %1,second-jump").arg(Jump)});
    QVERIFY(appendTo(options.configFile,
                     (m_jump.sshConfig(Jump) + second.sshConfig(QStringLiteral("second-jump"))).toUtf8()));
    QVERIFY(appendTo(options.knownHostsFile, m_jump.knownHostsLine()));
    SshHosts hosts(options);
    const auto host = openHost(hosts, m_fixture);
    const auto refused = probe(*host);
    QVERIFY2(!refused && refused.error().kind == ErrorKind::HostKeyUnknown, said(refused).constData());
    QVERIFY2(refused.error().message.contains(second.fingerprint()), said(refused).constData());
    const auto key = host->offeredHostKey(CancelToken());
    QVERIFY2(key, said(key).constData());
    QCOMPARE(key->fingerprint, second.fingerprint());
    const auto trusted = host->trustHostKey(*key, CancelToken());
    QVERIFY2(trusted, said(trusted).constData());
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
}

NIGHTKEEP_TEST(TstSshRules, integration, Core, 300)
#include "tst_sshrules.moc"
