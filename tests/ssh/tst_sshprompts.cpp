// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QStandardPaths>
#include <QtConcurrent>
#include <QTemporaryDir>

#include <csignal>

using namespace Nightkeep;
using namespace std::chrono_literals;

namespace {

/// A person who answers as a test says, on the thread that asks, and of whom is known what was asked.
class Person final : public Prompter
{
public:
    using Answer = std::function<std::optional<QString>(const Prompt &prompt, const CancelToken &cancel)>;
    explicit Person(Answer answer)
        : m_answer(std::move(answer))
    {
    }

    std::optional<QString> ask(const Prompt &prompt, const CancelToken &cancel) override
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_prompts.append(prompt);
        }
        return m_answer(prompt, cancel);
    }
    [[nodiscard]] QList<Prompt> prompts() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_prompts;
    }

private:
    Answer m_answer;
    mutable QMutex m_mutex;
    QList<Prompt> m_prompts;
};

/// A question that stands until it is taken back; false if that took longer than a minute.
bool waitsUntilTakenBack(const CancelToken &cancel)
{
    return QTest::qWaitFor([&cancel] { return cancel.isCancelled(); }, 60000);
}

bool writeFile(const QString &fileName, const QByteArray &text, bool executable = false)
{
    QFile file(fileName);
    return file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(text) == text.size()
        && (!executable || file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
}

/// Nothing that this program started runs any more: no ssh, no askpass, no proxy.
bool hasNoChildren(const QList<qint64> &servers)
{
    for (const qint64 process : descendantsOf(QCoreApplication::applicationPid())) {
        const QByteArray line = commandLineOf(process);
        if (!servers.contains(process) && (line.contains("askpass") || line.contains("ssh -")))
            return false;
    }
    return true;
}

} // namespace

class TstSshPrompts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aliasWithPortAndUserOfTheServer();
    void agent();
    void wrongPassphraseDoesNotLoop();
    void jumpHostAsks();
    void jumpHostInTheBackground();
    void password();
    void wrongPasswordDoesNotLoop();
    void oneTimeCode();
    void twoPromptsAtOnce();
    void cancelledWhileThePromptIsOpen();
    void promptIsTakenBackWhenSshEnds();
    void hardwareKey();
    void hardwareKeyCancelled();
    void hardwareKeyInTheBackground();

private:
    [[nodiscard]] bool startAsking(const QStringList &config);
    [[nodiscard]] QString standInForAHardwareKey(const QString &touched);

    std::unique_ptr<SshFixture> m_fixture;
    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_path;
};

void TstSshPrompts::init()
{
    m_fixture = std::make_unique<SshFixture>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = qgetenv("PATH");
    QVERIFY2(m_fixture->start(), qPrintable(m_fixture->problem()));
}

void TstSshPrompts::cleanup()
{
    qputenv("PATH", m_path);
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
    QTRY_VERIFY_WITH_TIMEOUT(hasNoChildren({m_fixture->processId()}), 30000);
}

void TstSshPrompts::aliasWithPortAndUserOfTheServer()
{
    // The server's own port goes before the one in the configuration.
    SshHosts hosts(hostsOptions(*m_fixture, {QStringLiteral("Port 1")}));
    Server server = m_fixture->server();
    server.connection.port = m_fixture->port();
    const auto host = hosts.open(server, Attendance::Background);
    QVERIFY(host);
    const auto snapshot = probe(**host);
    QVERIFY2(snapshot, said(snapshot).constData());
    server.connection.user = QStringLiteral("nobody-of-that-name");
    const auto stranger = hosts.open(server, Attendance::Background);
    QVERIFY(stranger);
    VERIFY_FAILED(probe(**stranger), ErrorKind::AuthenticationFailed);
    QVERIFY(m_fixture->log().contains("nobody-of-that-name"));
}

void TstSshPrompts::agent()
{
    const QString socket = m_folder->filePath(QStringLiteral("agent"));
    QProcess agent;
    agent.start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), socket});
    QVERIFY(agent.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(socket), 30000);
    QProcess add;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SSH_AUTH_SOCK"), socket);
    add.setProcessEnvironment(environment);
    add.start(QStringLiteral("ssh-add"), {QStringLiteral("-q"), m_fixture->folder() + QStringLiteral("/identity")});
    QVERIFY(add.waitForFinished() && add.exitCode() == 0);
    QVERIFY(m_fixture->setPassphrase(QStringLiteral("which nobody is asked for")));

    SshHosts hosts(hostsOptions(*m_fixture, {QStringLiteral("IdentityAgent ") + socket}));
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Background));
    QVERIFY2(snapshot, said(snapshot).constData());
    agent.terminate();
    QVERIFY(agent.waitForFinished());
    SshHosts later(hostsOptions(*m_fixture, {QStringLiteral("IdentityAgent ") + socket}));
    VERIFY_FAILED(probe(*openHost(later, *m_fixture, Attendance::Background)), ErrorKind::AuthenticationFailed);
}

void TstSshPrompts::wrongPassphraseDoesNotLoop()
{
    QVERIFY(m_fixture->setPassphrase(QStringLiteral("right")));
    Person person([](const Prompt &, const CancelToken &) { return QStringLiteral("wrong"); });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    const auto host = openHost(hosts, *m_fixture, Attendance::Attended);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot.error().kind == ErrorKind::AuthenticationFailed, said(snapshot).constData());
    QVERIFY(!snapshot.error().advice.isEmpty());
    QCOMPARE(person.prompts().size(), 3); // ssh's own NumberOfPasswordPrompts
    VERIFY_FAILED(host->forwardSocket(QStringLiteral("/run/x"), CancelToken()), ErrorKind::AuthenticationFailed);
    QCOMPARE(person.prompts().size(), 6); // once per act of a person
}

void TstSshPrompts::jumpHostAsks()
{
    SshFixture jump;
    QVERIFY2(jump.start(), qPrintable(jump.problem()));
    QVERIFY(jump.setPassphrase(QStringLiteral("of the jump host")));
    QVERIFY(m_fixture->setPassphrase(QStringLiteral("of the server")));
    Person person([&jump](const Prompt &prompt, const CancelToken &) {
        return prompt.text.contains(jump.folder()) ? QStringLiteral("of the jump host")
                                                   : QStringLiteral("of the server");
    });
    SshHostsOptions options = hostsOptions(*m_fixture, {QStringLiteral("ProxyJump nightkeep-jump")});
    options.prompter = &person;
    QVERIFY(writeFile(options.configFile, jump.sshConfig(QStringLiteral("nightkeep-jump")).toLocal8Bit()));
    QVERIFY(writeFile(options.knownHostsFile, jump.knownHostsLine()));
    SshHosts hosts(options);
    const auto host = openHost(hosts, *m_fixture, Attendance::Attended);
    const auto snapshot = probe(*host);
    QVERIFY2(snapshot, said(snapshot).constData());
    QCOMPARE(person.prompts().size(), 2);
    for (const Prompt &prompt : person.prompts()) // each says who asks
        QCOMPARE(prompt.text.startsWith(QLatin1String("For nightkeep-jump,")), prompt.text.contains(jump.folder()));
    QVERIFY(jump.log().contains("Accepted publickey") && m_fixture->log().contains("Accepted publickey"));
    VERIFY_DONE(probe(*host)); // nobody is asked again
    QCOMPARE(person.prompts().size(), 2);
}

void TstSshPrompts::jumpHostInTheBackground()
{
    SshFixture jump;
    QVERIFY2(jump.start(), qPrintable(jump.problem()));
    QVERIFY(jump.setPassphrase(QStringLiteral("of the jump host")));
    Person person([](const Prompt &, const CancelToken &) { return QStringLiteral("never"); });
    SshHostsOptions options = hostsOptions(*m_fixture, {QStringLiteral("ProxyJump nightkeep-jump")});
    options.prompter = &person;
    QVERIFY(writeFile(options.configFile, jump.sshConfig(QStringLiteral("nightkeep-jump")).toLocal8Bit()));
    QVERIFY(writeFile(options.knownHostsFile, jump.knownHostsLine()));
    SshHosts hosts(options);
    QElapsedTimer elapsed;
    elapsed.start();
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Background));
    QVERIFY2(snapshot.error().kind == ErrorKind::AuthenticationFailed, said(snapshot).constData());
    QVERIFY(elapsed.elapsed() < 100000); // and not because its limit ended it
    QVERIFY(person.prompts().isEmpty());
}

bool TstSshPrompts::startAsking(const QStringList &config)
{
    // The account of whoever runs the test keeps its own password: in a mount namespace of its own
    // this sshd asks a rule of ours instead, by PAM.
    const QString check = m_folder->filePath(QStringLiteral("check"));
    if (!writeFile(check,
                   "#!/bin/sh\n"
                   "given=$(tr -d '\\000')\n"
                   "[ \"$given\" = 'right password' ] || [ \"$given\" = '123 456' ]\n",
                   true))
        return false;
    m_fixture = std::make_unique<SshFixture>();
    SshFixture::Options options;
    options.mountScript =
        QStringLiteral(
            "mount -t tmpfs tmpfs /etc/pam.d\n"
            "printf '%s\\n' 'auth required pam_exec.so quiet expose_authtok %1' "
            "'auth required pam_permit.so' 'account required pam_permit.so' 'session required pam_permit.so' "
            ">/etc/pam.d/sshd\n")
            .arg(check);
    options.extraConfig = QStringList {QStringLiteral("UsePAM yes")} + config;
    return m_fixture->start(options);
}

void TstSshPrompts::password()
{
    QVERIFY2(startAsking({QStringLiteral("PasswordAuthentication yes"), QStringLiteral("PubkeyAuthentication no")}),
             qPrintable(m_fixture->problem()));
    Person person([](const Prompt &, const CancelToken &) { return QStringLiteral("right password"); });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Attended));
    QVERIFY2(snapshot, (said(snapshot) + m_fixture->log().right(600)).constData());
    QCOMPARE(person.prompts().size(), 1);
    QVERIFY(person.prompts().at(0).secret && !person.prompts().at(0).isNotice);
    QVERIFY(person.prompts().at(0).text.contains(QStringLiteral("password")));
    QVERIFY(m_fixture->log().contains("Accepted password"));
    // The login of a person serves the background, and ends with the program.
    VERIFY_DONE(probe(*openHost(hosts, *m_fixture, Attendance::Background)));
}

void TstSshPrompts::wrongPasswordDoesNotLoop()
{
    QVERIFY2(startAsking({QStringLiteral("PasswordAuthentication yes"), QStringLiteral("PubkeyAuthentication no")}),
             qPrintable(m_fixture->problem()));
    Person person([](const Prompt &, const CancelToken &) { return QStringLiteral("wrong"); });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Attended));
    QVERIFY2(snapshot.error().kind == ErrorKind::AuthenticationFailed, said(snapshot).constData());
    QVERIFY(!snapshot.error().advice.isEmpty());
    QCOMPARE(person.prompts().size(), 3);
}

void TstSshPrompts::oneTimeCode()
{
    QVERIFY2(startAsking({QStringLiteral("KbdInteractiveAuthentication yes"),
                          QStringLiteral("AuthenticationMethods publickey,keyboard-interactive")}),
             qPrintable(m_fixture->problem()));
    QVERIFY(m_fixture->setPassphrase(QStringLiteral("of the key")));
    Person person([](const Prompt &prompt, const CancelToken &) {
        return prompt.text.contains(QStringLiteral("passphrase")) ? QStringLiteral("of the key")
                                                                  : QStringLiteral("123 456");
    });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Attended));
    QVERIFY2(snapshot, (said(snapshot) + m_fixture->log().right(600)).constData());
    QCOMPARE(person.prompts().size(), 2); // the key's, then the server's
    QVERIFY(m_fixture->log().contains("Accepted keyboard-interactive"));
}

void TstSshPrompts::twoPromptsAtOnce()
{
    SshFixture second;
    QVERIFY2(second.start(), qPrintable(second.problem()));
    QVERIFY(m_fixture->setPassphrase(QStringLiteral("of the first")));
    QVERIFY(second.setPassphrase(QStringLiteral("of the second")));
    std::atomic_int open = 0;
    Person person([&open](const Prompt &prompt, const CancelToken &) -> std::optional<QString> {
        ++open;
        // Neither is answered before both stand there.
        static_cast<void>(QTest::qWaitFor([&open] { return open == 2; }, 60000));
        return QStringLiteral("of the ") + prompt.server;
    });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    QVERIFY(writeFile(options.configFile, second.sshConfig(QStringLiteral("nightkeep-second")).toLocal8Bit()));
    QVERIFY(writeFile(options.knownHostsFile, second.knownHostsLine()));
    SshHosts hosts(options);
    Server server = second.server(QStringLiteral("second"));
    server.connection.host = QStringLiteral("nightkeep-second");
    const auto ask = [&hosts](const Server &which) {
        const auto host = hosts.open(which, Attendance::Attended);
        return host ? probe(**host) : Result<ServerSnapshot>(fail(host.error()));
    };
    auto one = QtConcurrent::run([&] { return ask(m_fixture->server(QStringLiteral("first"))); });
    auto two = QtConcurrent::run([&] { return ask(server); });
    two.waitForFinished(); // before a check may return: what runs uses what is above
    VERIFY_DONE(one.result());
    VERIFY_DONE(two.result());
    QCOMPARE(person.prompts().size(), 2);
    QCOMPARE(open.load(), 2);
}

void TstSshPrompts::cancelledWhileThePromptIsOpen()
{
    QVERIFY(m_fixture->setPassphrase(QStringLiteral("secret")));
    std::atomic_bool isOpen = false;
    std::atomic_bool takenBack = false;
    Person person([&](const Prompt &, const CancelToken &cancel) -> std::optional<QString> {
        isOpen = true;
        takenBack = waitsUntilTakenBack(cancel);
        return std::nullopt;
    });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    const auto host = openHost(hosts, *m_fixture, Attendance::Attended);
    const CancelToken cancel;
    auto running = QtConcurrent::run([&] { return probe(*host, {"/"}, cancel); });
    const auto ending = qScopeGuard([&] { // what runs uses all above
        cancel.cancel();
        running.waitForFinished();
    });
    QTRY_VERIFY_WITH_TIMEOUT(isOpen, 90000);
    cancel.cancel();
    QCOMPARE(running.result().error().kind, ErrorKind::Cancelled);
    QVERIFY(takenBack);
    QVERIFY(hasNoSsh()); // though the connection still stands
}

void TstSshPrompts::promptIsTakenBackWhenSshEnds()
{
    QVERIFY(m_fixture->setPassphrase(QStringLiteral("secret")));
    std::atomic_bool takenBack = false;
    Person person([&](const Prompt &, const CancelToken &cancel) -> std::optional<QString> {
        for (const qint64 master : masters())
            ::kill(static_cast<pid_t>(master), SIGKILL);
        takenBack = waitsUntilTakenBack(cancel);
        return std::nullopt;
    });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Attended));
    QVERIFY(takenBack);
    // Nobody has cancelled anything: it is a failure.
    QVERIFY2(snapshot.error().kind == ErrorKind::Unreachable, said(snapshot).constData());
    QCOMPARE(person.prompts().size(), 1);
}

QString TstSshPrompts::standInForAHardwareKey(const QString &touched)
{
    // No such key can be had in a test: this ssh tells of one as the real one does (readpass.c,
    // notify_start and notify_complete), and once it has been touched becomes the real one.
    const QString real = QStandardPaths::findExecutable(QStringLiteral("ssh"));
    const QString program = m_folder->filePath(QStringLiteral("ssh"));
    const QString script = QStringLiteral("#!/bin/sh\n"
                                          "case \" $* \" in\n"
                                          "*' -N -M '*)\n"
                                          "    SSH_ASKPASS_PROMPT=none \"$SSH_ASKPASS\" \\\n"
                                          "        'Confirm user presence for key ED25519-SK SHA256:x' >/dev/null &\n"
                                          "    until [ -e %1 ]; do sleep 0.02; done\n"
                                          "    kill $! 2>/dev/null\n"
                                          "    wait $!\n"
                                          "    ;;\n"
                                          "esac\n"
                                          "exec %2 \"$@\"\n")
                               .arg(touched, real);
    if (real.isEmpty() || !writeFile(program, script.toLocal8Bit(), true))
        return {};
    qputenv("PATH", QFile::encodeName(m_folder->path()) + ':' + m_path);
    return program;
}

void TstSshPrompts::hardwareKey()
{
    const QString touched = m_folder->filePath(QStringLiteral("touched"));
    QVERIFY(!standInForAHardwareKey(touched).isEmpty());
    std::atomic_bool takenBack = false;
    Person person([&](const Prompt &, const CancelToken &cancel) -> std::optional<QString> {
        static_cast<void>(writeFile(touched, "x")); // the person does what is shown
        takenBack = waitsUntilTakenBack(cancel);
        return std::nullopt;
    });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Attended));
    QVERIFY2(snapshot, said(snapshot).constData());
    QVERIFY(takenBack);
    QCOMPARE(person.prompts().size(), 1);
    QVERIFY(person.prompts().at(0).isNotice);
    QCOMPARE(person.prompts().at(0).server, m_fixture->server().name);
    QVERIFY(person.prompts().at(0).text.startsWith(QStringLiteral("Confirm user presence")));
}

void TstSshPrompts::hardwareKeyCancelled()
{
    QVERIFY(!standInForAHardwareKey(m_folder->filePath(QStringLiteral("touched"))).isEmpty());
    Person person([](const Prompt &, const CancelToken &) { return std::nullopt; });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Attended));
    VERIFY_FAILED(snapshot, ErrorKind::Cancelled);
    QVERIFY(masters().isEmpty());
}

void TstSshPrompts::hardwareKeyInTheBackground()
{
    // Nobody is there to touch it: nothing is shown, and the limit ends it.
    QVERIFY(!standInForAHardwareKey(m_folder->filePath(QStringLiteral("touched"))).isEmpty());
    Person person([](const Prompt &, const CancelToken &) { return std::nullopt; });
    SshHostsOptions options = hostsOptions(*m_fixture);
    options.prompter = &person;
    SshHosts hosts(options);
    QElapsedTimer elapsed;
    elapsed.start();
    const auto snapshot = probe(*openHost(hosts, *m_fixture, Attendance::Background), {"/"}, {}, {1500ms, 1024 * 1024});
    VERIFY_FAILED(snapshot, ErrorKind::TimedOut);
    QVERIFY(elapsed.elapsed() < 90000);
    QVERIFY(person.prompts().isEmpty());
}

NIGHTKEEP_TEST(TstSshPrompts, integration, Core, 600)
#include "tst_sshprompts.moc"
