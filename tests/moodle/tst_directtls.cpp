// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/moodlesitesadapter.h"
#include "models/courses/sitecheck.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/faultystores.h"
#include "tests/support/fixedpasswords.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Nightkeep;

namespace {

constexpr char tlsHost[] = "127.0.0.2"; // libmariadb asks 127.0.0.1 for no proof

int tlsSocket(int *port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
    socklen_t size = sizeof address;
    auto *const any = reinterpret_cast<sockaddr *>(&address);
    if (::bind(socket, any, size) != 0 || ::getsockname(socket, any, &size) != 0)
        return -1;
    *port = ntohs(address.sin_port);
    return socket;
}

/// Nobody goes by ssh here.
class NoHosts final : public RemoteHosts
{
public:
    int asked = 0;
    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> open(const Server &, Attendance) override
    {
        ++asked;
        return fail(ErrorKind::Unreachable, QStringLiteral("There is no way by ssh."));
    }
};

} // namespace

/// A Moodle's database over the network, without ssh, and somebody in between.
class TstDirectTls : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    MoodleTables m_tables;
    FaultyServerStore m_servers;
    NoHosts m_hosts;
    int m_port = 0;

    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] static QString password() { return QStringLiteral("p;w{}="); }

    [[nodiscard]] Site site() const
    {
        Site site;
        site.name = QStringLiteral("moodle");
        site.databaseServer = QStringLiteral("moodledb-a.example.org");
        site.databaseAddress = QStringLiteral("%1:%2").arg(QLatin1String(tlsHost)).arg(m_port);
        site.databaseAuthority = path("ca");
        site.databaseName = MoodleTables::databaseName(QStringLiteral("InnoDB"));
        site.databaseUser = QStringLiteral("direct");
        return site;
    }

    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> open(const Site &site, Passwords &passwords)
    {
        MoodleSitesAdapter adapter(m_hosts, m_servers, passwords);
        Result<std::unique_ptr<MoodleSite>> moodle = adapter.open(site, {});
        if (moodle) // what it uses goes with the adapter
            moodle->reset();
        return moodle;
    }

    [[nodiscard]] static bool openssl(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    }
    [[nodiscard]] static QStringList newKey()
    {
        return {QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"), QStringLiteral("-nodes")};
    }
    [[nodiscard]] bool makeAuthority() const
    {
        return openssl(newKey()
                       + QStringList {QStringLiteral("-x509"), QStringLiteral("-days"), QStringLiteral("2"),
                                      QStringLiteral("-subj"), QStringLiteral("/CN=nightkeep-test-authority"),
                                      QStringLiteral("-keyout"), path("cakey"), QStringLiteral("-out"), path("ca")});
    }
    /// The server's, of that name and for so many days, by the authority or by nobody.
    [[nodiscard]] bool makeCertificate(const QString &name, int days, bool byAuthority)
    {
        const QStringList subject {QStringLiteral("-subj"), QStringLiteral("/CN=nightkeep-test"),
                                   QStringLiteral("-keyout"), path("key")};
        const QString extension = QStringLiteral("subjectAltName=") + name;
        if (!byAuthority)
            return openssl(newKey() + subject
                           + QStringList {QStringLiteral("-x509"), QStringLiteral("-days"), QString::number(days),
                                          QStringLiteral("-addext"), extension, QStringLiteral("-out"), path("cert")});
        QFile extensions(path("extensions"));
        if (!extensions.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return false;
        extensions.write(extension.toLatin1() + '\n');
        extensions.close();
        const auto sign = [this](const QStringList &when) {
            return openssl(QStringList {QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"),
                                        path("request"), QStringLiteral("-CA"), path("ca"), QStringLiteral("-CAkey"),
                                        path("cakey"), QStringLiteral("-CAcreateserial"), QStringLiteral("-extfile"),
                                        path("extensions"), QStringLiteral("-out"), path("cert")}
                           + when);
        };
        // Since 3.4 openssl takes no days before today, but moments, which older ones do not know.
        return openssl(newKey() + subject + QStringList {QStringLiteral("-out"), path("request")})
            && (sign({QStringLiteral("-days"), QString::number(days)})
                || (days < 0
                    && sign({QStringLiteral("-not_before"), QStringLiteral("20200101000000Z"),
                             QStringLiteral("-not_after"), QStringLiteral("20200102000000Z")})));
    }
    [[nodiscard]] static QString rightName() { return QStringLiteral("IP:") + QLatin1String(tlsHost); }

    [[nodiscard]] QStringList network(const QStringList &more) const
    {
        return QStringList {QStringLiteral("--skip-networking=0"),
                            QStringLiteral("--bind-address=") + QLatin1String(tlsHost),
                            QStringLiteral("--port=%1").arg(m_port)}
        + more;
    }
    [[nodiscard]] bool useCertificate(const QString &name, int days, bool byAuthority)
    {
        return makeCertificate(name, days, byAuthority) && m_tables.server().sql(QStringLiteral("FLUSH SSL"));
    }

private slots:
    void initTestCase()
    {
        QVERIFY(makeAuthority());
        QVERIFY(makeCertificate(rightName(), 2, true));
        Server server;
        server.name = site().databaseServer;
        QVERIFY(m_servers.replaceServer({}, server));
        Result<void> started = fail(ErrorKind::Internal, QString());
        for (int tries = 0; !started && tries < 5; ++tries) { // somebody else may take the port between
            const int found = tlsSocket(&m_port);
            QVERIFY(found >= 0);
            ::close(found);
            started = m_tables.server().start(
                network({QStringLiteral("--ssl-cert=") + path("cert"), QStringLiteral("--ssl-key=") + path("key"),
                         QStringLiteral("--secure-auth=0")}));
        }
        QVERIFY2(started, started ? "" : qPrintable(started.error().message + started.error().detail));
        QVERIFY(m_tables.server().createDatabase(site().databaseName));
        QVERIFY(m_tables.reset(QStringLiteral("InnoDB")));
        QVERIFY(m_tables.server().sql(QStringLiteral(
            "CREATE USER 'direct'@'127.0.0.%' IDENTIFIED BY 'p;w{}=';"
            "GRANT SELECT, INSERT, UPDATE ON `moodle\\_%`.* TO 'direct'@'127.0.0.%';"
            "CREATE USER 'old'@'127.0.0.%' IDENTIFIED VIA mysql_old_password USING '6f8c114b58f2ce9e'")));
    }

    void aProvenServerIsUsed()
    {
        FixedPasswords passwords(password());
        MoodleSitesAdapter adapter(m_hosts, m_servers, passwords);
        {
            const Result<std::unique_ptr<MoodleSite>> moodle = adapter.open(site(), {});
            QVERIFY2(moodle, moodle ? "" : qPrintable(moodle.error().message + moodle.error().detail));
            const Result<QList<ConfigOutcome>> outcomes =
                (*moodle)->compareAndSet({{keep, QStringLiteral("1"), QStringLiteral("2")}});
            QVERIFY2(outcomes, outcomes ? "" : qPrintable(outcomes.error().message + outcomes.error().detail));
            QCOMPARE(outcomes->first().kind, ConfigOutcome::Kind::Written);
        }
        QCOMPARE(m_tables.config(QStringLiteral("InnoDB")).value(keep), QStringLiteral("2"));
        QCOMPARE(m_hosts.asked, 0);
        QCOMPARE(passwords.asked, QStringList {QStringLiteral("moodle")});
        QCOMPARE(passwords.destinations,
                 QStringList {QStringLiteral("tls://%1 %2").arg(site().databaseAddress, path("ca"))});
    }

    void whatPassesIsNotInClear()
    {
        SqlConnections connections;
        SqlAddress address;
        address.host = QLatin1String(tlsHost);
        address.port = m_port;
        address.authority = path("ca");
        address.user = site().databaseUser;
        address.password = password();
        address.server = site().databaseServer;
        const Result<std::unique_ptr<SqlConnection>> connection = connections.open(address);
        QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message + connection.error().detail));
        const auto cipher = (*connection)->show(QStringLiteral("SHOW SESSION STATUS LIKE 'Ssl_cipher'"));
        QVERIFY(cipher && cipher->size() == 1);
        QVERIFY(!cipher->constFirst().value(QStringLiteral("Value")).isEmpty());
    }

    void anUnprovenServerIsNotUsed_data()
    {
        QTest::addColumn<QString>("name"); // in the certificate
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("byAuthority");
        QTest::addColumn<QString>("authority"); // that the site names, below the folder; empty: the system's own
        const QString ours = QStringLiteral("ca");
        QTest::newRow("another name") << QStringLiteral("DNS:elsewhere.example.org") << 2 << true << ours;
        QTest::newRow("another address") << QStringLiteral("IP:127.0.0.3") << 2 << true << ours;
        QTest::newRow("run out") << rightName() << -1 << true << ours;
        QTest::newRow("signed by itself") << rightName() << 2 << false << ours;
        QTest::newRow("authority that this machine does not know") << rightName() << 2 << true << QString();
        QTest::newRow("authority's file that is not there") << rightName() << 2 << true << QStringLiteral("none");
        QTest::newRow("authority's file that is none") << rightName() << 2 << true << QStringLiteral("key");
    }
    void anUnprovenServerIsNotUsed()
    {
        QFETCH(QString, name);
        QFETCH(int, days);
        QFETCH(bool, byAuthority);
        QFETCH(QString, authority);
        QVERIFY(useCertificate(name, days, byAuthority));
        Site there = site();
        there.databaseAuthority = authority.isEmpty() ? QString() : m_folder.filePath(authority);
        FixedPasswords passwords(password());
        const auto opened = open(there, passwords);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Unreachable);
        QVERIFY2(opened.error().message.contains(QLatin1String("did not prove")),
                 qPrintable(opened.error().message + opened.error().detail));
        QVERIFY2(opened.error().message.contains(there.databaseAddress), qPrintable(opened.error().message));
        QVERIFY(opened.error().advice.contains(QLatin1String("ssh")));
        QCOMPARE(m_hosts.asked, 0); // no other way is tried
        QVERIFY(useCertificate(rightName(), 2, true));
    }

    void othersWordsAreTheirOwn_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("wrong password") << QStringLiteral("direct") << QStringLiteral("wrong")
                                        << ErrorKind::AuthenticationFailed;
        QTest::newRow("weak proof") << QStringLiteral("old") << QStringLiteral("canary") << ErrorKind::PermissionDenied;
    }
    void othersWordsAreTheirOwn()
    {
        QFETCH(QString, user);
        QFETCH(QString, password);
        QFETCH(ErrorKind, kind);
        Site there = site();
        there.databaseUser = user;
        FixedPasswords passwords(password);
        const auto refused = open(there, passwords);
        QVERIFY(!refused);
        QVERIFY2(refused.error().kind == kind, qPrintable(refused.error().message + refused.error().detail));
        QVERIFY(!refused.error().advice.isEmpty());
    }

    void nobodyThere()
    {
        Site there = site();
        there.databaseAddress = QStringLiteral("127.0.0.3:%1").arg(m_port);
        FixedPasswords passwords(password());
        const auto refused = open(there, passwords);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unreachable);
        QVERIFY2(refused.error().message.contains(QLatin1String("No database server answers")),
                 qPrintable(refused.error().message));
    }

    void aSilentServerIsNotWaitedForLong()
    {
        int port = 0;
        const int silent = tlsSocket(&port);
        QVERIFY(silent >= 0 && ::listen(silent, 4) == 0); // the system takes the call, and nobody speaks
        const auto closing = qScopeGuard([silent] { ::close(silent); });
        SqlConnections connections;
        SqlAddress address;
        address.host = QLatin1String(tlsHost);
        address.port = port;
        address.authority = path("ca");
        address.user = site().databaseUser;
        address.server = site().databaseServer;
        address.connectLimit = std::chrono::seconds(1);
        address.wholeLimit = std::chrono::seconds(1);
        const auto refused = connections.open(address);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unreachable);
        QVERIFY2(refused.error().message.contains(QLatin1String("No database server answers")),
                 qPrintable(refused.error().message + refused.error().detail));
    }

    void notForPostgreSql()
    {
        Site there = site();
        there.databaseKind = DatabaseKind::PostgreSql;
        FixedPasswords passwords(password());
        QCOMPARE(open(there, passwords).error().kind, ErrorKind::BadInput);
        QVERIFY(passwords.asked.isEmpty());
    }

    /// The last one: the server is another after it.
    void aServerWithoutTlsHearsNothing()
    {
        m_tables.server().stop();
        const Result<void> again =
            m_tables.server().start(network({QStringLiteral("--skip-ssl"), QStringLiteral("--general-log=1"),
                                             QStringLiteral("--general-log-file=") + path("general")}));
        QVERIFY2(again, again ? "" : qPrintable(again.error().message + again.error().detail));
        FixedPasswords passwords(password());
        const auto refused = open(site(), passwords);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Unreachable);
        QVERIFY2(refused.error().message.contains(QLatin1String("did not prove")),
                 qPrintable(refused.error().message + refused.error().detail));
        QFile log(path("general"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray heard = log.readAll();
        QVERIFY(heard.contains("SELECT 1")); // the fixture's own: it is written
        QVERIFY2(!heard.contains("direct@"), heard.constData()); // not even the account
    }
};

NIGHTKEEP_TEST(TstDirectTls, integration, Core, 300)
#include "tst_directtls.moc"
