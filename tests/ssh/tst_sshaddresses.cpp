// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/sshforward.h"
#include "app/ssh/unixsocket.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <arpa/inet.h>
#include <atomic>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace Nightkeep;

namespace {

/// Greets whoever comes to an address of this machine, as a database server does; or keeps a port there silent.
class AddressGreeter
{
public:
    enum class Manner { Greets, Silent };

    AddressGreeter(const char *address, Manner manner)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in at {};
        at.sin_family = AF_INET;
        socklen_t size = sizeof at;
        auto *const any = reinterpret_cast<sockaddr *>(&at);
        const bool greets = manner == Manner::Greets;
        if (::inet_pton(AF_INET, address, &at.sin_addr) != 1 || ::bind(m_socket, any, size) != 0
            || (greets && ::listen(m_socket, 8) != 0) || ::getsockname(m_socket, any, &size) != 0)
            return;
        m_port = ntohs(at.sin_port);
        if (greets)
            m_thread = std::thread([this] { greet(); });
    }
    ~AddressGreeter()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
        ::close(m_socket);
    }
    AddressGreeter(const AddressGreeter &) = delete;
    AddressGreeter &operator=(const AddressGreeter &) = delete;
    [[nodiscard]] int port() const { return m_port; }

private:
    void greet()
    {
        while (!m_stop) {
            pollfd caller {m_socket, POLLIN, 0};
            if (::poll(&caller, 1, 20) != 1)
                continue;
            const int client = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0)
                continue;
            static_cast<void>(::send(client, "hello", 5, MSG_NOSIGNAL) == 5);
            ::close(client);
        }
    }

    int m_socket;
    int m_port = 0;
    std::atomic_bool m_stop {false};
    std::thread m_thread;
};

QString addressAt(const char *host, const AddressGreeter &greeter)
{
    return QStringLiteral("%1:%2").arg(QLatin1String(host)).arg(greeter.port());
}

QByteArray heardThrough(const SocketForward &forward)
{
    const UnixSocket socket = UnixSocket::connectTo(QFile::encodeName(forward.localPath()));
    return socket.isValid() ? socket.receive(60000) : QByteArray();
}

/// What the script finds, with functions in place of the programs that it asks.
SocketPresence addressFound(const QString &socket, const QByteArray &before)
{
    QProcess shell;
    shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), QString::fromUtf8(before + presenceScript(socket))});
    return shell.waitForFinished(60000) ? presenceIn(shell.readAllStandardOutput()) : SocketPresence::Unknown;
}

} // namespace

/// A database that the server reaches at an address, and this machine only through ssh.
class TstSshAddresses : public QObject
{
    Q_OBJECT

private:
    SshFixture m_fixture;
    QTemporaryDir m_folder;

private slots:
    void initTestCase() { QVERIFY2(m_fixture.start(), qPrintable(m_fixture.problem())); }
    void cleanup() { QTRY_VERIFY_WITH_TIMEOUT(hasNoSsh(), 30000); }

    void leadsThere_data()
    {
        QTest::addColumn<QByteArray>("listens");
        QTest::addColumn<QByteArray>("asked");
        QTest::newRow("another address") << QByteArray("127.0.0.2") << QByteArray("127.0.0.2");
        QTest::newRow("name") << QByteArray("127.0.0.1") << QByteArray("localhost");
    }
    void leadsThere()
    {
        QFETCH(QByteArray, listens);
        QFETCH(QByteArray, asked);
        const AddressGreeter greeter(listens.constData(), AddressGreeter::Manner::Greets);
        QVERIFY(greeter.port() > 0);
        SshHosts hosts(hostsOptions(m_fixture));
        const auto host = openHost(hosts, m_fixture);
        QVERIFY(host);
        const auto forward = host->forwardSocket(addressAt(asked.constData(), greeter), CancelToken());
        QVERIFY2(forward, forward ? "" : qPrintable(forward.error().message + forward.error().detail));
        QCOMPARE(heardThrough(**forward), QByteArray("hello"));
        QVERIFY((*forward)->localPath().startsWith(u'/')); // no port of this machine
    }

    void saysThatNothingListens()
    {
        const AddressGreeter silent("127.0.0.2", AddressGreeter::Manner::Silent);
        QVERIFY(silent.port() > 0);
        SshHosts hosts(hostsOptions(m_fixture));
        const auto host = openHost(hosts, m_fixture);
        QVERIFY(host);
        const auto forward = host->forwardSocket(addressAt("127.0.0.2", silent), CancelToken());
        QVERIFY2(forward, forward ? "" : qPrintable(forward.error().message + forward.error().detail));
        const std::optional<Error> trouble = (*forward)->trouble({});
        QVERIFY(trouble);
        QCOMPARE(trouble->kind, ErrorKind::Unreachable);
        QVERIFY2(trouble->message.contains(QLatin1String("no program listens")), qPrintable(trouble->message));
    }

    void saysThatItIsForbidden()
    {
        const AddressGreeter greeter("127.0.0.2", AddressGreeter::Manner::Greets);
        QVERIFY(greeter.port() > 0);
        SshFixture fixture;
        SshFixture::Options options;
        options.extraConfig = {QStringLiteral("PermitOpen 127.0.0.1:*")};
        QVERIFY2(fixture.start(options), qPrintable(fixture.problem()));
        SshHosts hosts(hostsOptions(fixture));
        const auto host = openHost(hosts, fixture);
        QVERIFY(host);
        const auto forward = host->forwardSocket(addressAt("127.0.0.2", greeter), CancelToken());
        QVERIFY2(forward, forward ? "" : qPrintable(forward.error().message + forward.error().detail));
        const std::optional<Error> trouble = (*forward)->trouble({});
        QVERIFY(trouble);
        QCOMPARE(trouble->kind, ErrorKind::PermissionDenied);
        QVERIFY2(trouble->message.contains(QLatin1String("forbids the tunnel")), qPrintable(trouble->message));
    }

    void whatIsThere_data()
    {
        QTest::addColumn<QString>("socket");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<int>("presence");
        const QString name = QStringLiteral("db.internal:3306");
        QTest::newRow("a name that nobody knows")
            << name << QByteArray("getent() { return 2; }\n") << int(SocketPresence::Missing);
        QTest::newRow("one that lets in")
            << name << QByteArray("getent() { :; }\nperl() { printf open; }\n") << int(SocketPresence::Open);
        QTest::newRow("no program there")
            << name << QByteArray("getent() { :; }\nperl() { printf unheard; }\n") << int(SocketPresence::Unheard);
        QTest::newRow("neither program") << name << QByteArray("getent() { return 127; }\nperl() { return 127; }\n")
                                         << int(SocketPresence::Unknown);
        QTest::newRow("IPv6") << QStringLiteral("[2001:db8::5]:3306") << QByteArray() << int(SocketPresence::Unknown);
    }
    void whatIsThere()
    {
        QFETCH(QString, socket);
        QFETCH(QByteArray, before);
        QFETCH(int, presence);
        QCOMPARE(int(addressFound(socket, before)), presence);
    }

    void looksForItself()
    {
        const AddressGreeter greeter("127.0.0.2", AddressGreeter::Manner::Greets);
        const AddressGreeter silent("127.0.0.3", AddressGreeter::Manner::Silent);
        QVERIFY(greeter.port() > 0 && silent.port() > 0);
        QCOMPARE(int(addressFound(addressAt("127.0.0.2", greeter), {})), int(SocketPresence::Open));
        QCOMPARE(int(addressFound(addressAt("127.0.0.3", silent), {})), int(SocketPresence::Unheard));
    }

    void saysThatANameIsNotKnown()
    {
        const Error error = forwardingError(QStringLiteral("moodledb-a"), QStringLiteral("db.internal:3306"),
                                            SocketPresence::Missing, {});
        QCOMPARE(error.kind, ErrorKind::Unreachable);
        QVERIFY2(error.message.contains(QLatin1String("knows no machine")), qPrintable(error.message));
        QVERIFY2(error.message.contains(QLatin1String("db.internal:3306")), qPrintable(error.message));
        QVERIFY(!error.advice.isEmpty());
    }

    void aFolderOfThisMachineRefuses()
    {
        SshHosts hosts(hostsOptions(m_fixture));
        Server server;
        server.name = QStringLiteral("moodle-demo");
        server.connection.kind = ServerConnection::Kind::LocalFolder;
        server.connection.root = m_folder.path();
        const auto host = hosts.open(server, Attendance::Background);
        QVERIFY(host);
        for (const char *address : {"db.internal:3306", "127.0.0.2:3306", "localhost:3306"}) {
            const auto forward = (*host)->forwardSocket(QLatin1String(address), CancelToken());
            QVERIFY2(!forward, address);
            QCOMPARE(forward.error().kind, ErrorKind::BadInput);
        }
    }
};

NIGHTKEEP_TEST(TstSshAddresses, integration, Core, 300)
#include "tst_sshaddresses.moc"
