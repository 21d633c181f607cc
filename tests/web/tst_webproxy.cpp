// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/web/networkprober.h"
#include "tests/support/testmain.h"
#include "tests/web/loopbackserver.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTest>

using namespace Nightkeep;
using namespace std::chrono_literals;

/// The prober behind a proxy, which is a server of the test's own at 127.0.0.1. No name is looked up and nothing else
/// is connected to.
class TstWebProxy : public QObject
{
    Q_OBJECT

private:
    static void goThrough(quint16 port, const QString &user = {}, const QString &password = {})
    {
        QNetworkProxy::setApplicationProxy(
            QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), port, user, password));
    }
    /// `found`: of the name that is redirected to; nothing: it is known to the proxy alone.
    [[nodiscard]] static Result<WebAnswer> probe(const QString &address, const QString &first = {},
                                                 const QString &found = {})
    {
        const NameLookup names = [&](const QString &host) {
            const QString known = host == QLatin1String("moodle.example.org") ? first : found;
            return known.isEmpty() ? QList<QHostAddress>() : QList {QHostAddress(known)};
        };
        return NetworkProber({}, names).probe(QUrl(address), 60s, {});
    }

private slots:
    void cleanup() { QNetworkProxy::setApplicationProxy(QNetworkProxy(QNetworkProxy::NoProxy)); }

    void theProxyIsAskedInOurName()
    {
        const LoopbackServer proxy([](const LoopbackRequest &) { return LoopbackServer::say("200 OK"); });
        goThrough(proxy.port(), QStringLiteral("somebody"), QStringLiteral("canary"));
        const Result<WebAnswer> answer = probe(QStringLiteral("http://moodle.example.org/a?b=c"));
        QVERIFY(answer);
        QCOMPARE(answer->outcome, WebAnswer::Outcome::Answered);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->detail, QString()); // that the name is not known here is no fault
        QCOMPARE(proxy.methods(), QByteArrayList {"HEAD"});
        const LoopbackRequest request = proxy.requests().first();
        QCOMPARE(request.path, QByteArray("http://moodle.example.org/a?b=c"));
        QVERIFY(request.head.contains("\r\nHost: moodle.example.org\r\n"));
        QVERIFY(request.head.contains("\r\nProxy-Authorization: Basic " + QByteArray("somebody:canary").toBase64()
                                      + "\r\n"));
    }

    /// That nothing listens where the proxy should, and what it wants for itself, was told of the server.
    void itsFaultsAreNotTheServers_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QByteArray>("status"); // empty: nothing listens
        QTest::newRow("closed") << QStringLiteral("http") << QByteArray();
        QTest::newRow("closed, encrypted") << QStringLiteral("https") << QByteArray();
        QTest::newRow("wants a password") << QStringLiteral("http") << QByteArray("407 Proxy Authentication Required");
        QTest::newRow("wants a password, encrypted")
            << QStringLiteral("https") << QByteArray("407 Proxy Authentication Required");
    }
    void itsFaultsAreNotTheServers()
    {
        QFETCH(QString, scheme);
        QFETCH(QByteArray, status);
        const LoopbackServer proxy([&status](const LoopbackRequest &) {
            return LoopbackServer::say(status, {"Proxy-Authenticate: Basic realm=\"proxy\""});
        });
        QTcpSocket closed; // it has the port, so that nobody else is given it, and does not listen
        closed.setProxy(QNetworkProxy::NoProxy);
        QVERIFY(closed.bind(QHostAddress(QHostAddress::LocalHost)));
        const quint16 port = status.isEmpty() ? closed.localPort() : proxy.port();
        goThrough(port);
        const Result<WebAnswer> answer = probe(scheme + QStringLiteral("://moodle.example.org/"));
        QVERIFY(answer);
        QCOMPARE(answer->outcome, WebAnswer::Outcome::ProxyFailed);
        QCOMPARE(answer->status, 0);
        QVERIFY2(answer->detail.contains(QStringLiteral("127.0.0.1, port %1: ").arg(port)), qPrintable(answer->detail));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(webState(*answer, now), State::Unknown);
        QCOMPARE(proxy.requests().isEmpty(), status.isEmpty());
    }

    /// The attack: by a name, of which the proxy alone was to say where it leads, a server sent the check inwards.
    void namesAreJudgedHereToo_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("first"); // the asked server's address, as it is known here
        QTest::addColumn<QString>("found"); // the other's
        QTest::addColumn<bool>("followed");
        const QString outside = QStringLiteral("192.0.2.1");
        const QString other = QStringLiteral("login.example.org");
        QTest::newRow("to a name of the machine") << QStringLiteral("a.localhost") << outside << QString() << false;
        QTest::newRow("to its other name") << QStringLiteral("a.LocalHost.") << outside << QString() << false;
        QTest::newRow("to a name that leads to it") << other << outside << QStringLiteral("127.0.0.1") << false;
        QTest::newRow("inwards") << other << outside << QStringLiteral("10.0.0.1") << false;
        QTest::newRow("inwards, from who knows where") << other << QString() << QStringLiteral("10.0.0.1") << false;
        QTest::newRow("within") << other << QStringLiteral("10.0.0.2") << QStringLiteral("10.0.0.1") << true;
        QTest::newRow("outwards") << other << QStringLiteral("10.0.0.2") << outside << true;
        QTest::newRow("to what the proxy alone knows") << other << outside << QString() << true;
    }
    void namesAreJudgedHereToo()
    {
        QFETCH(QString, host);
        QFETCH(QString, first);
        QFETCH(QString, found);
        QFETCH(bool, followed);
        const QByteArray target = "http://" + host.toUtf8() + "/in";
        const LoopbackServer proxy([&target](const LoopbackRequest &request) {
            return request.path == "http://moodle.example.org/"
                ? LoopbackServer::say("302 Found", {"Location: " + target})
                : LoopbackServer::say("200 OK");
        });
        goThrough(proxy.port());
        const Result<WebAnswer> answer = probe(QStringLiteral("http://moodle.example.org/"), first, found);
        QVERIFY(answer);
        QCOMPARE(answer->outcome, followed ? WebAnswer::Outcome::Redirected : WebAnswer::Outcome::NotFollowed);
        QCOMPARE(answer->status, followed ? 200 : 302);
        QCOMPARE(proxy.requests().size(), followed ? 2 : 1);
        QVERIFY(followed || answer->detail.startsWith(shownAddress(QUrl(QString::fromUtf8(target)))));
    }
};

NIGHTKEEP_TEST(TstWebProxy, integration, Core)
#include "tst_webproxy.moc"
