// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storeconnection.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace Nightkeep;
using Samples::why;

namespace {

/// On loopback, with a port of its own. Not at 127.0.0.1, which libmariadb from 3.4 on takes for proven.
int listeningSocket(int *port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
    socklen_t size = sizeof address;
    auto *any = reinterpret_cast<sockaddr *>(&address);
    if (socket < 0 || ::bind(socket, any, size) != 0 || ::listen(socket, 4) != 0
        || ::getsockname(socket, any, &size) != 0)
        return -1;
    *port = ntohs(address.sin_port);
    return socket;
}

/// What a MariaDB server says first, that cannot or will not have TLS.
QByteArray clearGreeting()
{
    const quint32 abilities = ~quint32(0x800); // all but TLS
    QByteArray body("\x0a"
                    "10.11.0-MariaDB\0"
                    "\x07\0\0\0"
                    "12345678\0",
                    30);
    body += char(abilities & 0xff);
    body += char((abilities >> 8) & 0xff);
    body += QByteArray("\x21\x02\0", 3);
    body += char((abilities >> 16) & 0xff);
    body += char((abilities >> 24) & 0xff);
    body += QByteArray("\x15\0\0\0\0\0\0\0\0\0\0"
                       "123456789012\0"
                       "mysql_native_password\0",
                       46);
    return QByteArray(1, char(body.size())) + QByteArray("\0\0\0", 3) + body;
}

} // namespace

/// A shared workspace over the network, and somebody in between.
class TstStoreTls : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder {Samples::memoryFolder()};
    MariaDbFixture m_server;
    int m_port = 0;

    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] QString address(const QString &query, int port) const
    {
        return QStringLiteral("mysql://me@127.0.0.2:%1/team%2").arg(port).arg(query);
    }
    [[nodiscard]] QString ownAuthority() const { return QStringLiteral("?ca=") + path("cert"); }
    [[nodiscard]] static StoreOptions withPassword()
    {
        StoreOptions options;
        options.password = QStringLiteral("p;w{}=");
        return options;
    }
    /// Its own authority, for one address.
    void makeCertificate(const QString &name)
    {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-days"),
                       QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=nightkeep-test"),
                       QStringLiteral("-addext"), QStringLiteral("subjectAltName=") + name, QStringLiteral("-keyout"),
                       path("key"), QStringLiteral("-out"), path("cert")});
        QVERIFY(openssl.waitForFinished(60000));
        QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
    }

private slots:
    void initTestCase()
    {
        makeCertificate(QStringLiteral("DNS:elsewhere.example.org"));
        Result<void> started = fail(ErrorKind::Internal, QString());
        // Somebody else may take the port between.
        for (int tries = 0; !started && tries < 5; ++tries) {
            const int found = listeningSocket(&m_port);
            QVERIFY(found >= 0);
            ::close(found);
            started =
                m_server.start({QStringLiteral("--skip-networking=0"), QStringLiteral("--bind-address=127.0.0.2"),
                                QStringLiteral("--port=%1").arg(m_port), QStringLiteral("--ssl-cert=") + path("cert"),
                                QStringLiteral("--ssl-key=") + path("key"), QStringLiteral("--secure-auth=0")});
        }
        QVERIFY2(started, why(started).constData());
        QVERIFY(m_server.sql(QStringLiteral("CREATE USER 'me'@'127.0.0.%' IDENTIFIED BY 'p;w{}=';"
                                            "GRANT ALL ON *.* TO 'me'@'127.0.0.%'")));
        const auto made =
            WorkspaceStore::create(QStringLiteral("mysql://root@localhost/team?socket=") + m_server.socketPath());
        QVERIFY2(made, why(made).constData());
    }

    /// The attack: a man in the middle, whose certificate is not of the server's name or of no known authority.
    void aServerThatIsNotProvenIsNotUsed()
    {
        const QStringList queries {QString(), QStringLiteral("?ca=/nowhere"), ownAuthority()};
        for (const QString &query : queries) {
            const auto opened = WorkspaceStore::open(address(query, m_port), withPassword());
            QVERIFY2(!opened, qPrintable(query));
            QCOMPARE(opened.error().kind, ErrorKind::Unreachable);
            QVERIFY2(opened.error().message.contains(QStringLiteral("did not prove")), why(opened).constData());
            QVERIFY2(opened.error().advice.contains(QStringLiteral("ssh -N -L")), why(opened).constData());
        }
    }

    void aProvenServerIsUsed()
    {
        makeCertificate(QStringLiteral("IP:127.0.0.2"));
        QVERIFY(m_server.sql(QStringLiteral("FLUSH SSL")));
        const QString location = address(ownAuthority(), m_port);
        const auto opened = WorkspaceStore::open(location, withPassword());
        QVERIFY2(opened, why(opened).constData());
        QCOMPARE((*opened)->location(), location);
        QVERIFY((*opened)->append({}));
        StoreTarget target {*parseStoreLocation(location)};
        target.password = withPassword().password;
        const auto connection = StoreConnection::open(target);
        QVERIFY2(connection, why(connection).constData());
        const auto cipher = (*connection)->select(2, QStringLiteral("SHOW SESSION STATUS LIKE 'Ssl_cipher'"));
        QVERIFY(cipher && cipher->size() == 1);
        QVERIFY(!cipher->first().value(1).toString().isEmpty());
        // A wrong password is one still, and no missing proof.
        StoreOptions wrong;
        wrong.password = QStringLiteral("wrong");
        QCOMPARE(WorkspaceStore::open(location, wrong).error().kind, ErrorKind::AuthenticationFailed);
        // And the same server without its authority is not proven.
        QCOMPARE(WorkspaceStore::open(address({}, m_port), withPassword()).error().kind, ErrorKind::Unreachable);
    }

    /// The attack: a server whose certificate is good asks for the password in a form that gives it away. No relay
    /// reads along over the network; the library answered.
    void aWeakProofIsNotSent()
    {
        QVERIFY(m_server.sql(QStringLiteral("CREATE USER 'old'@'127.0.0.%' IDENTIFIED VIA mysql_old_password USING"
                                            " '6f8c114b58f2ce9e'")));
        StoreTarget target {*parseStoreLocation(address(ownAuthority(), m_port))};
        target.location.user = QStringLiteral("old");
        target.password = QStringLiteral("canary");
        const auto refused = StoreConnection::open(target);
        QVERIFY(!refused);
        QVERIFY2(refused.error().kind == ErrorKind::PermissionDenied, why(refused).constData());
    }

    void loopbackIsNoName()
    {
        for (const char *host : {"127.0.0.1", "[::1]"}) {
            const auto refused = parseStoreLocation(QStringLiteral("mysql://me@%1:3306/team").arg(QLatin1String(host)));
            QVERIFY2(!refused, host);
            QCOMPARE(refused.error().kind, ErrorKind::BadInput);
            QVERIFY2(refused.error().advice.contains(QStringLiteral("ssh -N -L")), why(refused).constData());
        }
    }

    /// The attack: the man in the middle says that there is no TLS, and reads what follows.
    void aServerInClearHearsNothing()
    {
        int port = 0;
        const int listener = listeningSocket(&port);
        QVERIFY(listener >= 0);
        qsizetype heard = -1;
        std::thread rogue([listener, &heard] {
            const int client = ::accept(listener, nullptr, nullptr);
            const QByteArray greeting = clearGreeting();
            if (::send(client, greeting.constData(), size_t(greeting.size()), MSG_NOSIGNAL) == greeting.size()) {
                char said[4096];
                heard = ::recv(client, said, sizeof said, 0); // 0: it hung up
            }
            ::close(client);
        });
        const auto opened = WorkspaceStore::open(address(ownAuthority(), port), withPassword());
        ::shutdown(listener, SHUT_RDWR);
        rogue.join();
        ::close(listener);
        QVERIFY(!opened);
        QCOMPARE(heard, 0);
        QVERIFY2(opened.error().message.contains(QStringLiteral("did not prove")), why(opened).constData());
    }
};

NIGHTKEEP_TEST(TstStoreTls, integration, Core, 120)
#include "tst_storetls.moc"
