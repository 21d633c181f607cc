// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh/unixsocket.h"
#include "tests/ssh/sshtesting.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

#include <atomic>
#include <csignal>
#include <thread>

using namespace Nightkeep;

namespace {

/// Sends back, with a greeting, what each caller sends.
class EchoServer
{
public:
    explicit EchoServer(const QString &path)
        : m_socket(UnixSocket::listenAt(QFile::encodeName(path)))
        , m_thread([this] {
            while (!m_stop) {
                const UnixSocket caller = m_socket.accept();
                if (caller.isValid()) {
                    static_cast<void>(caller.send("echo " + caller.receive(10000)));
                    caller.endSending();
                } else {
                    std::this_thread::yield();
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

QByteArray ask(const QString &path, const QByteArray &question)
{
    const UnixSocket socket = UnixSocket::connectTo(QFile::encodeName(path));
    if (!socket.isValid() || !socket.send(question))
        return {};
    socket.endSending();
    return socket.receive(10000);
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
        QVERIFY(forward);
        localPath = (*forward)->localPath();
        QCOMPARE(ask(localPath, "x"), QByteArray("echo x"));
    }
    QVERIFY(!QFile::exists(localPath));
    QVERIFY(probe(*host)); // the login stays
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
    QVERIFY(forward);
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
    QVERIFY(probe(*host));
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
    QVERIFY(forward);
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
    QVERIFY(forward); // ssh only looks when somebody connects
    QVERIFY(ask((*forward)->localPath(), "x").isEmpty());
    QVERIFY(probe(*host));
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
    QCOMPARE(forward.error().kind, ErrorKind::BadInput);
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
    QVERIFY(forward);
    QCOMPARE((*forward)->localPath(), m_folder.path() + QStringLiteral("/run/x.sock"));
}

NIGHTKEEP_TEST(TstSshForward, integration, Core, 300)
#include "tst_sshforward.moc"
