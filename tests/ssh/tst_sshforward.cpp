// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshforward.h"
#include "app/ssh/unixsocket.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <atomic>
#include <csignal>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Nightkeep;

namespace {

/// Greets each caller, and sends back what they send.
class EchoServer
{
public:
    explicit EchoServer(const QString &path)
        : m_socket(UnixSocket::listenAt(QFile::encodeName(path)))
        , m_thread([this] {
            while (!m_stop) {
                const UnixSocket caller = m_socket.accept();
                if (caller.isValid()) {
                    static_cast<void>(caller.send("echo "));
                    static_cast<void>(caller.send(caller.receive(60000)));
                    caller.endSending();
                } else {
                    static_cast<void>(m_socket.firstSign(20)); // of a caller: nobody spins while others work
                }
            }
        })
    {
    }
    ~EchoServer()
    {
        m_stop = true;
        m_thread.join();
    }
    [[nodiscard]] bool isValid() const { return m_socket.isValid(); }

private:
    UnixSocket m_socket;
    std::atomic_bool m_stop {false};
    std::thread m_thread;
};

/// Listens at a port of one address of this machine, or keeps it from others.
class Listener
{
public:
    explicit Listener(const char *address, int port = 0, bool listens = true)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in at {};
        at.sin_family = AF_INET;
        at.sin_port = htons(static_cast<quint16>(port));
        socklen_t size = sizeof at;
        auto *const any = reinterpret_cast<sockaddr *>(&at);
        if (::inet_pton(AF_INET, address, &at.sin_addr) == 1 && ::bind(m_socket, any, size) == 0
            && (!listens || ::listen(m_socket, 1) == 0) && ::getsockname(m_socket, any, &size) == 0)
            m_port = ntohs(at.sin_port);
    }
    ~Listener() { ::close(m_socket); }
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;
    [[nodiscard]] int port() const { return m_port; }

private:
    int m_socket;
    int m_port = 0;
};

/// What the script finds, run as somebody who is not almighty.
SocketPresence found(const QString &socket, const QByteArray &before = {})
{
    QStringList command {QStringLiteral("sh"), QStringLiteral("-c"),
                         QString::fromUtf8(before + presenceScript(socket))};
    if (::geteuid() == 0)
        command = QStringList {QStringLiteral("setpriv"), QStringLiteral("--reuid=65534"),
                               QStringLiteral("--regid=65534"), QStringLiteral("--clear-groups")}
            + command;
    QProcess shell;
    const QString program = command.takeFirst();
    shell.start(program, command);
    return shell.waitForFinished(60000) ? presenceIn(shell.readAllStandardOutput()) : SocketPresence::Unknown;
}

QByteArray ask(const QString &path, const QByteArray &question)
{
    const UnixSocket socket = UnixSocket::connectTo(QFile::encodeName(path));
    if (!socket.isValid() || !socket.send(question))
        return {};
    socket.endSending();
    return socket.receive(60000);
}

} // namespace

class TstSshForward : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void reachesTheSocket();
    void endsWithTheObject();
    void twoAtOnce();
    void outlivesAKilledMaster();
    void recoversFromAKilledMasterBefore();
    void isPrivate();
    void missingRemoteSocket();
    void unusablePaths_data();
    void unusablePaths();
    void localFolder();
    void saysWhyNothingComesThrough_data();
    void saysWhyNothingComesThrough();
    void whatIsThere_data();
    void whatIsThere();
    void whatIsAtAPort_data();
    void whatIsAtAPort();
    void noTroubleWhereItWorks();
    void leadsToAPort();
    void saysWhyAPortIsSilent_data();
    void saysWhyAPortIsSilent();
    void knowsWhichServersForwardSockets_data();
    void knowsWhichServersForwardSockets();

private:
    SshFixture m_fixture;
    QTemporaryDir m_folder;
};

void TstSshForward::initTestCase()
{
    QVERIFY2(m_fixture.start(), qPrintable(m_fixture.problem()));
}

void TstSshForward::cleanup()
{
    QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000);
}

void TstSshForward::reachesTheSocket()
{
    const QString path = m_folder.filePath(QStringLiteral("echo1"));
    const EchoServer echo(path);
    QVERIFY(echo.isValid());
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto forward = host->forwardSocket(path, CancelToken());
    QVERIFY2(forward, said(forward).constData());
    QByteArray bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes.append(static_cast<char>(byte));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(ask((*forward)->localPath(), bytes), "echo " + bytes);
}

void TstSshForward::endsWithTheObject()
{
    const QString path = m_folder.filePath(QStringLiteral("echo2"));
    const EchoServer echo(path);
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    QString localPath;
    {
        const auto forward = host->forwardSocket(path, CancelToken());
        VERIFY_DONE(forward);
        localPath = (*forward)->localPath();
        QCOMPARE(ask(localPath, "x"), QByteArray("echo x"));
    }
    QVERIFY(!QFile::exists(localPath));
    VERIFY_DONE(probe(*host)); // the login stays
    QCOMPARE(masters().size(), 1);
}

void TstSshForward::twoAtOnce()
{
    const QString path = m_folder.filePath(QStringLiteral("echo3"));
    const EchoServer echo(path);
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    auto first = host->forwardSocket(path, CancelToken());
    const auto second = host->forwardSocket(path, CancelToken());
    QVERIFY(first && second);
    QVERIFY((*first)->localPath() != (*second)->localPath());
    first->reset();
    QCOMPARE(ask((*second)->localPath(), "y"), QByteArray("echo y"));
}

void TstSshForward::outlivesAKilledMaster()
{
    const QString path = m_folder.filePath(QStringLiteral("echo4"));
    const EchoServer echo(path);
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto forward = host->forwardSocket(path, CancelToken());
    VERIFY_DONE(forward);
    QVERIFY(::kill(static_cast<pid_t>(masters().value(0)), SIGKILL) == 0);
    QTRY_VERIFY_WITH_TIMEOUT(masters().isEmpty(), 30000);
    QVERIFY(ask((*forward)->localPath(), "z").isEmpty()); // says so at once, and its end does not hang
}

void TstSshForward::recoversFromAKilledMasterBefore()
{
    const QString path = m_folder.filePath(QStringLiteral("echo5"));
    const EchoServer echo(path);
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    VERIFY_DONE(probe(*host));
    QVERIFY(::kill(static_cast<pid_t>(masters().value(0)), SIGKILL) == 0);
    const auto forward = host->forwardSocket(path, CancelToken());
    QVERIFY2(forward, said(forward).constData());
    QCOMPARE(ask((*forward)->localPath(), "x"), QByteArray("echo x"));
}

void TstSshForward::isPrivate()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto forward = host->forwardSocket(QStringLiteral("/nonexistent/socket"), CancelToken());
    VERIFY_DONE(forward);
    const auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const QFileInfo socket((*forward)->localPath());
    QVERIFY(!(socket.permissions() & others));
    QVERIFY(!(QFileInfo(socket.path()).permissions() & others));
}

void TstSshForward::missingRemoteSocket()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto forward = host->forwardSocket(QStringLiteral("/nonexistent/socket"), CancelToken());
    VERIFY_DONE(forward); // ssh only looks when somebody connects
    QVERIFY(ask((*forward)->localPath(), "x").isEmpty());
    VERIFY_DONE(probe(*host));
}

void TstSshForward::unusablePaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("relative") << QStringLiteral("mysqld.sock");
    QTest::newRow("second forwarding inside") << QStringLiteral("/a:/b");
    QTest::newRow("token") << QStringLiteral("/run/%u");
    QTest::newRow("line break") << QStringLiteral("/run/a\nb");
}

void TstSshForward::unusablePaths()
{
    QFETCH(QString, path);
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto forward = host->forwardSocket(path, CancelToken());
    QVERIFY(!forward);
    VERIFY_FAILED(forward, ErrorKind::BadInput);
}

void TstSshForward::localFolder()
{
    SshHosts hosts(hostsOptions(m_fixture));
    Server server;
    server.name = QStringLiteral("moodle-demo");
    server.connection.kind = ServerConnection::Kind::LocalFolder;
    server.connection.root = m_folder.path();
    const auto host = hosts.open(server, Attendance::Background);
    QVERIFY(host);
    const auto forward = (*host)->forwardSocket(QStringLiteral("/run/x.sock"), CancelToken());
    VERIFY_DONE(forward);
    QCOMPARE((*forward)->localPath(), m_folder.path() + QStringLiteral("/run/x.sock"));
}

void TstSshForward::saysWhyNothingComesThrough_data()
{
    QTest::addColumn<QString>("config"); // of sshd
    QTest::addColumn<QString>("keyOptions"); // before the key in authorized_keys
    QTest::addColumn<QString>("socket"); // "echo": one that answers; "left": one that nobody listens at any more;
                                         // "link": another name for "echo"
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("offersThePort");
    const auto row = [](const char *name, const char *config, const char *key, const char *socket, const char *word,
                        bool offers) {
        QTest::newRow(name) << QString::fromLatin1(config) << QString::fromLatin1(key) << QString::fromLatin1(socket)
                            << QString::fromLatin1(word) << offers;
    };
    row("forbidden", "AllowStreamLocalForwarding no", "", "echo", "forbids socket forwarding", true);
    row("forbidden here", "AllowStreamLocalForwarding remote", "", "echo", "forbids socket forwarding", true);
    row("all forwarding forbidden", "DisableForwarding yes", "", "echo", "forbids socket forwarding", true);
    row("forbidden for the key", "MaxSessions 10", "no-port-forwarding ", "echo", "forbids socket forwarding", true);
    row("forbidden, and no such socket", "AllowStreamLocalForwarding no", "", "/nonexistent/socket",
        "does not answer at its socket", false);
    row("no such socket", "MaxSessions 10", "", "/nonexistent/socket", "does not answer at its socket", false);
    row("a folder", "MaxSessions 10", "", "/tmp", "does not answer at its socket", false);
    row("a file", "MaxSessions 10", "", "/etc/passwd", "does not answer at its socket", false);
    row("left behind", "MaxSessions 10", "", "left", "no program listens", false);
    row("forbidden, by another name", "AllowStreamLocalForwarding no", "", "link", "forbids socket forwarding", true);
    const char *const chatty = R"(command="echo Welcome; eval \"$SSH_ORIGINAL_COMMAND\"; echo Bye" )";
    row("chatty, no such socket", "MaxSessions 10", chatty, "/nonexistent/socket", "does not answer at its socket",
        false);
    row("chatty, forbidden", "AllowStreamLocalForwarding no", chatty, "echo", "forbids socket forwarding", true);
    row("may only tunnel", "AllowStreamLocalForwarding no", R"(restrict,port-forwarding,command="/bin/false" )", "echo",
        "could not be found out", true);
    row("no session at all", "MaxSessions 0\nAllowStreamLocalForwarding no", "", "echo", "could not be found out",
        true);
}

void TstSshForward::saysWhyNothingComesThrough()
{
    QFETCH(QString, config);
    QFETCH(QString, keyOptions);
    QFETCH(QString, socket);
    QFETCH(QString, word);
    QFETCH(bool, offersThePort);
    SshFixture fixture;
    SshFixture::Options options;
    options.extraConfig = {config};
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    QFile keys(fixture.folder() + QStringLiteral("/authorized_keys"));
    QVERIFY(keys.open(QIODevice::ReadWrite));
    const QByteArray key = keys.readAll();
    QVERIFY(keys.resize(0) && keys.seek(0) && keys.write(keyOptions.toLatin1() + key) > 0);
    keys.close();
    const QString echoPath = m_folder.filePath(QStringLiteral("echo6"));
    QFile::remove(echoPath);
    const EchoServer echo(echoPath);
    const QString leftPath = m_folder.filePath(QStringLiteral("left"));
    QFile::remove(leftPath);
    QVERIFY(UnixSocket::listenAt(QFile::encodeName(leftPath)).isValid()); // closed with this line

    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    const QString linkPath = m_folder.filePath(QStringLiteral("link"));
    QFile::remove(linkPath);
    QVERIFY(QFile::link(echoPath, linkPath));
    const QString path = socket == QLatin1String("echo") ? echoPath
        : socket == QLatin1String("left")                ? leftPath
        : socket == QLatin1String("link")                ? linkPath
                                                         : socket;
    const auto forward = host->forwardSocket(path, CancelToken());
    QVERIFY2(forward, said(forward).constData());
    const std::optional<Error> trouble = (*forward)->trouble({});
    QVERIFY(trouble);
    QVERIFY2(trouble->message.contains(word), qPrintable(trouble->message));
    QVERIFY(trouble->message.contains(fixture.server().name));
    QCOMPARE(trouble->advice.contains(QLatin1String("127.0.0.1:3306")), offersThePort);
    QCOMPARE(trouble->kind,
             word.startsWith(QLatin1String("forbids")) ? ErrorKind::PermissionDenied : ErrorKind::Unreachable);
}

void TstSshForward::whatIsThere_data()
{
    QTest::addColumn<QString>("socket");
    QTest::addColumn<int>("presence");
    QTest::addColumn<int>("withoutPerl"); // by the kernel's list alone
    const auto row = [](const char *name, const char *socket, SocketPresence presence, SocketPresence withoutPerl) {
        QTest::newRow(name) << QString::fromLatin1(socket) << int(presence) << int(withoutPerl);
    };
    using P = SocketPresence;
    row("listening", "a/my.sock", P::Open, P::Open);
    row("by a link", "link.sock", P::Open, P::Open);
    row("in a folder that is a link", "linked/my.sock", P::Open, P::Open);
    row("left behind, another of its name listening", "b/my.sock", P::Unheard, P::Unknown);
    row("a link to what was left behind", "oldlink.sock", P::Unheard, P::Unknown);
    row("not there", "a/none.sock", P::Missing, P::Missing);
    row("no such folder", "none/my.sock", P::Missing, P::Missing);
    row("a link to nothing", "deadlink.sock", P::Missing, P::Missing);
    row("a file", "file", P::Missing, P::Missing);
    row("a folder", "a", P::Missing, P::Missing);
    row("in a closed folder", "shut/my.sock", P::Closed, P::Closed);
    row("a link into a closed folder", "shutlink.sock", P::Closed, P::Closed);
    row("closed itself", "a/closed.sock", P::Closed, P::Closed);
}

void TstSshForward::whatIsThere()
{
    QFETCH(QString, socket);
    QFETCH(int, presence);
    QFETCH(int, withoutPerl);
    QTemporaryDir top(QStringLiteral("/tmp/nightkeep-sockets-XXXXXX"));
    const QDir folder(top.path());
    const auto at = [&folder](const char *name) { return folder.filePath(QString::fromLatin1(name)); };
    for (const char *name : {"a", "b", "shut"})
        QVERIFY(folder.mkdir(QString::fromLatin1(name)));
    const EchoServer open(at("a/my.sock"));
    const EchoServer closed(at("a/closed.sock"));
    const EchoServer hidden(at("shut/my.sock"));
    QVERIFY(open.isValid() && closed.isValid() && hidden.isValid());
    QVERIFY(UnixSocket::listenAt(QFile::encodeName(at("b/my.sock"))).isValid()); // closed with this line
    QFile file(at("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(QFile::link(at("a/my.sock"), at("link.sock")) && QFile::link(at("a"), at("linked"))
            && QFile::link(at("b/my.sock"), at("oldlink.sock")) && QFile::link(at("a/none"), at("deadlink.sock"))
            && QFile::link(at("shut/my.sock"), at("shutlink.sock")));
    for (const char *name : {".", "a", "b"})
        QCOMPARE(::chmod(QFile::encodeName(at(name)).constData(), 0755), 0);
    for (const char *name : {"a/my.sock", "b/my.sock", "shut/my.sock"})
        QCOMPARE(::chmod(QFile::encodeName(at(name)).constData(), 0777), 0);
    QCOMPARE(::chmod(QFile::encodeName(at("a/closed.sock")).constData(), 0), 0);
    QCOMPARE(::chmod(QFile::encodeName(at("shut")).constData(), 0), 0);

    const SocketPresence seen = found(folder.filePath(socket));
    const SocketPresence seenWithout = found(folder.filePath(socket), "perl() { return 127; }\n");
    QCOMPARE(::chmod(QFile::encodeName(at("shut")).constData(), 0755), 0); // or it cannot be removed
    QCOMPARE(int(seen), presence);
    QCOMPARE(int(seenWithout), withoutPerl);
}

void TstSshForward::whatIsAtAPort_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("open");
    QTest::newRow("the one that is asked for") << QByteArray("127.0.0.1") << true;
    QTest::newRow("all") << QByteArray("0.0.0.0") << true;
    QTest::newRow("another of this machine") << QByteArray("127.0.0.5") << false;
}

void TstSshForward::whatIsAtAPort()
{
    QFETCH(QByteArray, address);
    QFETCH(bool, open);
    // Nobody else of this machine is to listen here, at the port of the one that listens elsewhere.
    const Listener here("127.0.0.1", 0, false);
    const Listener listener(address.constData(), open ? 0 : here.port());
    QVERIFY(listener.port() > 0);
    for (const char *name : {"127.0.0.1", "localhost"}) {
        const QString socket = QStringLiteral("%1:%2").arg(QLatin1String(name)).arg(listener.port());
        QCOMPARE(int(found(socket)), int(open ? SocketPresence::Open : SocketPresence::Unheard));
    }
}

void TstSshForward::noTroubleWhereItWorks()
{
    const QString path = m_folder.filePath(QStringLiteral("echo7"));
    const EchoServer echo(path);
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    const auto forward = host->forwardSocket(path, CancelToken());
    QVERIFY2(forward, said(forward).constData());
    QVERIFY(!(*forward)->trouble({}));
    QCOMPARE(ask((*forward)->localPath(), "x"), QByteArray("echo x"));
}

void TstSshForward::leadsToAPort()
{
    SshHosts hosts(hostsOptions(m_fixture));
    const auto host = openHost(hosts, m_fixture);
    // What listens at a port of the server is its own sshd, which greets.
    const auto forward = host->forwardSocket(QStringLiteral("127.0.0.1:%1").arg(m_fixture.port()), CancelToken());
    QVERIFY2(forward, said(forward).constData());
    QVERIFY(ask((*forward)->localPath(), "no ssh\r\n").startsWith("SSH-2.0-"));
    QVERIFY(!(*forward)->trouble({}));
}

void TstSshForward::saysWhyAPortIsSilent_data()
{
    QTest::addColumn<QString>("config");
    QTest::addColumn<bool>("listens");
    QTest::addColumn<QString>("word");
    QTest::newRow("nothing listens") << QStringLiteral("MaxSessions 10") << false
                                     << QStringLiteral("no program listens");
    QTest::newRow("forbidden") << QStringLiteral("AllowTcpForwarding no") << true
                               << QStringLiteral("forbids the tunnel");
    QTest::newRow("only elsewhere") << QStringLiteral("PermitOpen 192.0.2.1:80") << true
                                    << QStringLiteral("forbids the tunnel");
}

void TstSshForward::saysWhyAPortIsSilent()
{
    QFETCH(QString, config);
    QFETCH(bool, listens);
    QFETCH(QString, word);
    SshFixture fixture;
    SshFixture::Options options;
    options.extraConfig = {config};
    QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
    SshHosts hosts(hostsOptions(fixture));
    const auto host = openHost(hosts, fixture);
    const auto forward = host->forwardSocket(QStringLiteral("localhost:%1").arg(listens ? fixture.port() : 1), {});
    QVERIFY2(forward, said(forward).constData());
    const std::optional<Error> trouble = (*forward)->trouble({});
    QVERIFY(trouble);
    QVERIFY2(trouble->message.contains(word), qPrintable(trouble->message));
}

void TstSshForward::knowsWhichServersForwardSockets_data()
{
    QTest::addColumn<QString>("software");
    QTest::addColumn<QString>("word");
    const QString old = QStringLiteral("does not know socket forwarding");
    const QString able = QStringLiteral("forbids socket forwarding");
    QTest::newRow("of 2006") << QStringLiteral("OpenSSH_4.3") << old;
    QTest::newRow("of 2008") << QStringLiteral("OpenSSH_5.1p1 Debian-5") << old;
    QTest::newRow("the last that does not") << QStringLiteral("OpenSSH_6.6.1p1 Ubuntu-2ubuntu2") << old;
    QTest::newRow("the first that does") << QStringLiteral("OpenSSH_6.7p1 Debian-5") << able;
    QTest::newRow("of 2025") << QStringLiteral("OpenSSH_10.0p2 Debian-7") << able;
    QTest::newRow("a small one") << QStringLiteral("dropbear_2022.83") << old;
    QTest::newRow("of Solaris") << QStringLiteral("Sun_SSH_1.1.4") << old;
    QTest::newRow("not known") << QString() << QStringLiteral("could not be found out");
}

void TstSshForward::knowsWhichServersForwardSockets()
{
    QFETCH(QString, software);
    QFETCH(QString, word);
    const Error error =
        forwardingError(QStringLiteral("moodledb-a"), QStringLiteral("/run/s"), SocketPresence::Open, software);
    QVERIFY2(error.message.contains(word), qPrintable(error.message));
    QVERIFY(error.advice.contains(QLatin1String("127.0.0.1:3306")));
    QVERIFY(error.detail.contains(software));
    const Error closed =
        forwardingError(QStringLiteral("moodledb-a"), QStringLiteral("/run/s"), SocketPresence::Closed, software);
    QVERIFY2(closed.message.contains(QLatin1String("may not use the socket")), qPrintable(closed.message));
    // Whatever could be seen of the socket, what is too old is too old; nothing else is certain.
    const Error unseen =
        forwardingError(QStringLiteral("moodledb-a"), QStringLiteral("/run/s"), SocketPresence::Unknown, software);
    const bool tooOld = word.startsWith(QLatin1String("does not know"));
    QVERIFY2(unseen.message.contains(tooOld ? word : QStringLiteral("could not be found out")),
             qPrintable(unseen.message));
    QCOMPARE(unseen.kind, ErrorKind::Unreachable);
    const Error port = forwardingError(QStringLiteral("moodledb-a"), QStringLiteral("127.0.0.1:3306"),
                                       SocketPresence::Unknown, software);
    QVERIFY2(port.message.contains(QLatin1String("could not be found out")), qPrintable(port.message));
}

NIGHTKEEP_TEST(TstSshForward, integration, Core, 300)
#include "tst_sshforward.moc"
