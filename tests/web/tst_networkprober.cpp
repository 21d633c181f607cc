// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/web/networkprober.h"
#include "tests/support/testmain.h"
#include "tests/web/loopbackserver.h"

#include <QElapsedTimer>
#include <QNetworkProxyFactory>
#include <QTcpSocket>
#include <QTest>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace Nightkeep;
using Outcome = WebAnswer::Outcome;
using namespace std::chrono_literals;

/// The prober against web servers of the test's own. Nothing but 127.0.0.1 and localhost is asked.
class TstNetworkProber : public QObject
{
    Q_OBJECT

private:
    TestCertificates m_certificates;

    [[nodiscard]] Result<WebAnswer> probe(const QString &address, std::chrono::milliseconds limit = 90s,
                                          const CancelToken &cancel = {}) const
    {
        const Result<QUrl> url = webAddress(address);
        if (!url)
            return fail(url.error());
        return NetworkProber(m_certificates.authority()).probe(*url, limit, cancel);
    }
    /// The same where names lead to what `names` says.
    [[nodiscard]] static Result<WebAnswer> probeNamed(const QString &address, const NameLookup &names)
    {
        return NetworkProber({}, names).probe(QUrl(address), 60s, {});
    }
    [[nodiscard]] static LoopbackReply movedTo(const QString &address, const QByteArray &status = "301 Moved")
    {
        return LoopbackServer::say(status, {"Location: " + address.toUtf8()}, {});
    }

private slots:
    void initTestCase()
    {
        QNetworkProxyFactory::setUseSystemConfiguration(false);
        QVERIFY2(m_certificates.make(), qPrintable(m_certificates.problem()));
    }

    void statusesAreTold_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("state");
        QTest::newRow("fine") << QByteArray("200 OK") << 200 << int(State::Good);
        QTest::newRow("nothing to say") << QByteArray("204 No Content") << 204 << int(State::Good);
        QTest::newRow("login asked for") << QByteArray("401 Unauthorized") << 401 << int(State::Attention);
        QTest::newRow("gone") << QByteArray("410 Gone") << 410 << int(State::Attention);
        QTest::newRow("broken") << QByteArray("500 Internal Server Error") << 500 << int(State::Bad);
        QTest::newRow("too busy") << QByteArray("503 Service Unavailable") << 503 << int(State::Bad);
        QTest::newRow("a redirect to nowhere") << QByteArray("302 Found") << 302 << int(State::Good);
    }
    void statusesAreTold()
    {
        QFETCH(QByteArray, status);
        QFETCH(int, number);
        QFETCH(int, state);
        const LoopbackServer server([&status](const LoopbackRequest &) { return LoopbackServer::say(status); });
        Result<WebAnswer> answer = probe(server.address());
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::Answered);
        QCOMPARE(answer->status, number);
        QCOMPARE(answer->finalAddress, server.address());
        QCOMPARE(answer->certificate, std::nullopt);
        QVERIFY(answer->firstByteMs >= 0);
        QCOMPARE(server.methods(), QByteArrayList {"HEAD"});
        answer->askedAt = QDateTime::currentDateTimeUtc();
        QCOMPARE(int(webState(*answer, answer->askedAt)), state);
    }

    void nothingOfAPersonIsSent()
    {
        const LoopbackServer server([](const LoopbackRequest &request) {
            if (request.path == "/")
                return LoopbackServer::say("302 Found", {"Location: /in", "Set-Cookie: session=1"});
            return LoopbackServer::say("200 OK");
        });
        QVERIFY(probe(server.address()));
        const QList<LoopbackRequest> requests = server.requests();
        QCOMPARE(requests.size(), 2);
        for (const LoopbackRequest &request : requests) {
            const QByteArray head = request.head.toLower();
            QVERIFY2(!head.contains("cookie:") && !head.contains("authorization:"), request.head.constData());
        }
    }

    void aServerWithoutHeadIsAskedAgain_data()
    {
        QTest::addColumn<QByteArray>("toHead"); // empty: it hangs up
        QTest::newRow("not allowed") << QByteArray("405 Method Not Allowed");
        QTest::newRow("not implemented") << QByteArray("501 Not Implemented");
        QTest::newRow("not found") << QByteArray("404 Not Found");
        QTest::newRow("hangs up") << QByteArray();
    }
    void aServerWithoutHeadIsAskedAgain()
    {
        QFETCH(QByteArray, toHead);
        // The page is far larger than what may be read of it.
        const LoopbackServer server([&toHead](const LoopbackRequest &request) {
            if (request.method == "HEAD")
                return toHead.isEmpty() ? LoopbackReply() : LoopbackServer::say(toHead);
            return LoopbackServer::say("200 OK", {}, QByteArray(32 * 1024 * 1024, 'x'));
        });
        const Result<WebAnswer> answer = probe(server.address());
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::Answered);
        QCOMPARE(answer->status, 200);
        QCOMPARE(server.methods().last(), QByteArray("GET"));
    }

    void redirectsAreFollowedAndTold()
    {
        const LoopbackServer secure([](const LoopbackRequest &) { return LoopbackServer::say("200 OK"); },
                                    m_certificates.valid);
        const QString target = secure.address(QStringLiteral("/moodle/"), QStringLiteral("localhost"));
        const LoopbackServer plain([&target](const LoopbackRequest &request) {
            return request.path == "/" ? movedTo(QStringLiteral("/moodle"), "302 Found") : movedTo(target);
        });
        const Result<WebAnswer> answer = probe(plain.address());
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::Redirected);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->finalAddress, target);
        const QList<WebHop> hops {{plain.address(), 302}, {plain.address(QStringLiteral("/moodle")), 301}};
        QCOMPARE(answer->redirects, hops);
        QVERIFY(answer->certificate);
        QCOMPARE(webRemarks(*answer), QStringList {QStringLiteral("What answers is another host: localhost.")});
    }

    void redirectsThatLeadNowhereEnd_data()
    {
        QTest::addColumn<QString>("location"); // "%" stands for a number that grows
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("hops");
        QTest::newRow("to itself") << QStringLiteral("/") << int(Outcome::RedirectLoop) << 1;
        QTest::newRow("ever on") << QStringLiteral("/%") << int(Outcome::RedirectLoop) << MostRedirects;
        QTest::newRow("another scheme") << QStringLiteral("ftp://127.0.0.1/") << int(Outcome::NotFollowed) << 1;
        QTest::newRow("a script") << QStringLiteral("javascript:alert(1)") << int(Outcome::NotFollowed) << 1;
        QTest::newRow("a file") << QStringLiteral("file:///etc/passwd") << int(Outcome::NotFollowed) << 1;
    }
    void redirectsThatLeadNowhereEnd()
    {
        QFETCH(QString, location);
        QFETCH(int, outcome);
        QFETCH(int, hops);
        int count = 0;
        const LoopbackServer server([&](const LoopbackRequest &) {
            QString to = location;
            return movedTo(to.replace(u'%', QString::number(++count)));
        });
        const Result<WebAnswer> answer = probe(server.address());
        QVERIFY(answer);
        QCOMPARE(int(answer->outcome), outcome);
        QCOMPARE(answer->redirects.size(), hops);
    }

    /// The attack: a server sends the check on to what only the workstation, or its network, can reach. Nothing but
    /// loopback addresses is connected to here, so the server's own kind is theirs.
    void redirectsInwardsAreToldNotFollowed_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("a private network") << QStringLiteral("http://10.0.0.1/");
        QTest::newRow("another, with a port") << QStringLiteral("http://192.168.0.1:8080/admin?x=1");
        QTest::newRow("where clouds keep secrets") << QStringLiteral("http://169.254.169.254/latest/meta-data/");
        QTest::newRow("encrypted") << QStringLiteral("https://172.16.0.1/");
        QTest::newRow("a new address") << QStringLiteral("http://[fd00::1]/");
        QTest::newRow("on the wire") << QStringLiteral("http://[fe80::1]/");
        QTest::newRow("an old address as a new one") << QStringLiteral("http://[::ffff:10.0.0.1]/");
    }
    void redirectsInwardsAreToldNotFollowed()
    {
        QFETCH(QString, target);
        const LoopbackServer server([&target](const LoopbackRequest &) { return movedTo(target); });
        const Result<WebAnswer> answer = probe(server.address());
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::NotFollowed);
        QCOMPARE(answer->status, 301);
        QCOMPARE(answer->finalAddress, server.address());
        QCOMPARE(answer->detail, shownAddress(QUrl(target)));
        QCOMPARE(answer->redirects, QList<WebHop>({{server.address(), 301}}));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(webSentence(*answer, now).contains(answer->detail));
        QCOMPARE(webState(*answer, now), State::Attention);
    }

    /// The attack: the name leads to the server where it is judged, and elsewhere where it is connected to.
    void aNameIsConnectedToWhereItWasJudged()
    {
        int lookups = 0;
        const NameLookup names = [&lookups](const QString &) {
            return QList {QHostAddress(++lookups == 1 ? QStringLiteral("127.0.0.1") : QStringLiteral("10.0.0.1"))};
        };
        bool moves = false;
        const LoopbackServer server([&moves](const LoopbackRequest &request) {
            if (request.method == "HEAD" && !moves)
                return LoopbackServer::say("405 Method Not Allowed");
            return moves && request.path == "/" ? movedTo(QStringLiteral("/in")) : LoopbackServer::say("200 OK");
        });
        const QString address = server.address(QStringLiteral("/"), QStringLiteral("moodle.example.org"));
        const Result<WebAnswer> stays = probeNamed(address, names);
        QVERIFY(stays);
        QCOMPARE(stays->outcome, Outcome::Answered);
        QCOMPARE(lookups, 1); // though it was asked twice
        QCOMPARE(server.methods(), QByteArrayList({"HEAD", "GET"}));
        QVERIFY(server.requests().first().head.contains("\r\nHost: moodle.example.org:"
                                                        + QByteArray::number(server.port())));

        lookups = 0;
        moves = true;
        const Result<WebAnswer> turned = probeNamed(address, names);
        QVERIFY(turned);
        QCOMPARE(turned->outcome, Outcome::NotFollowed);
        QCOMPARE(turned->detail,
                 server.address(QStringLiteral("/in"), QStringLiteral("moodle.example.org"))
                     + QStringLiteral(" (10.0.0.1)"));
        QCOMPARE(lookups, 2);
        QCOMPARE(server.requests().size(), 3);
    }

    void ofSeveralAddressesTheAllowedAreTried()
    {
        const LoopbackServer server([](const LoopbackRequest &request) {
            return request.path == "/" ? movedTo(QStringLiteral("/in")) : LoopbackServer::say("200 OK");
        });
        // Nobody listens at the second of this machine's own, and nothing asks the private one.
        int lookups = 0;
        const Result<WebAnswer> answer = probeNamed(
            server.address(QStringLiteral("/"), QStringLiteral("moodle.example.org")), [&lookups](const QString &) {
                const QList<QHostAddress> own {QHostAddress(QStringLiteral("127.0.0.2")),
                                               QHostAddress(QStringLiteral("127.0.0.1"))};
                return ++lookups == 1 ? own : QList {QHostAddress(QStringLiteral("10.0.0.1"))} + own;
            });
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::Redirected);
        QCOMPARE(answer->status, 200);
        const Result<WebAnswer> none = probeNamed(QStringLiteral("http://moodle.example.org/"),
                                                  [](const QString &) { return QList<QHostAddress>(); });
        QVERIFY(none);
        QCOMPARE(none->outcome, Outcome::NoName);
    }

    /// The attack, or a router: of two addresses the first swallows what is sent to it.
    void anAddressThatSwallowsAllIsLeftInTime()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return LoopbackServer::say("200 OK"); });
        sockaddr_in place = {};
        place.sin_family = AF_INET;
        place.sin_port = htons(server.port());
        place.sin_addr.s_addr = htonl(0x7f000002);
        const auto open = [] { return ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); };
        const int silent = open();
        QCOMPARE(::bind(silent, reinterpret_cast<const sockaddr *>(&place), sizeof place), 0);
        QCOMPARE(::listen(silent, 0), 0);
        // Whoever comes when its queue is full hears nothing.
        QList<int> waiting;
        bool isFull = false;
        while (!isFull && waiting.size() < 16) {
            waiting.append(open());
            ::connect(waiting.last(), reinterpret_cast<const sockaddr *>(&place), sizeof place);
            pollfd made {waiting.last(), POLLOUT, 0};
            isFull = ::poll(&made, 1, 300) == 0;
        }
        QVERIFY(isFull);
        const QUrl address(server.address(QStringLiteral("/"), QStringLiteral("moodle.example.org")));
        Result<WebAnswer> answer = WebAnswer();
        // Of a machine that stalls for all that is left of the time, more is asked.
        for (std::chrono::milliseconds limit = 12s; limit <= 48s; limit *= 2) {
            answer =
                NetworkProber({}, [](const QString &) {
                    return QList {QHostAddress(QStringLiteral("127.0.0.2")), QHostAddress(QStringLiteral("127.0.0.1"))};
                }).probe(address, limit, {});
            if (!answer || answer->outcome != Outcome::TimedOut)
                break;
        }
        for (const int each : waiting + QList {silent})
            ::close(each);
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::Answered);
        QCOMPARE(answer->status, 200);
    }

    /// The attack: a head without an end, which was read into memory for as long as it came.
    void aFloodEndsAtItsLimit_data()
    {
        QTest::addColumn<QByteArray>("begins");
        QTest::addColumn<QByteArray>("piece");
        QTest::newRow("headers") << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("X-Canary: canary\r\n");
        QTest::newRow("one line") << QByteArray("HTTP/1.1 200 ") << QByteArray("canary canary ");
        QTest::newRow("answers before the answer") << QByteArray() << QByteArray("HTTP/1.1 100 Continue\r\n\r\n");
    }
    void aFloodEndsAtItsLimit()
    {
        QFETCH(QByteArray, begins);
        QFETCH(QByteArray, piece);
        const QByteArray end = piece.endsWith("\n\r\n") ? "HTTP/1.1 200 OK\r\n\r\n" : "\r\n\r\n";
        const QByteArray flood = begins + piece.repeated(4 * 1024 * 1024 / piece.size()) + end;
        const LoopbackServer server([&flood](const LoopbackRequest &) { return LoopbackReply {flood, false}; });
        const Result<WebAnswer> answer = probe(server.address(), 60s);
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::NotUnderstood);
        QCOMPARE(answer->status, 0);
        QVERIFY(!answer->detail.contains(QLatin1String("canary")));
        QCOMPARE(server.methods(), QByteArrayList({"HEAD", "GET"}));
    }

    void aPasswordInARedirectIsNotTaken()
    {
        QString target;
        const LoopbackServer server([&target](const LoopbackRequest &request) {
            return request.path == "/" ? movedTo(target) : LoopbackServer::say("200 OK");
        });
        target = QStringLiteral("http://somebody:secret@127.0.0.1:%1/in").arg(server.port());
        const Result<WebAnswer> answer = probe(server.address());
        QVERIFY(answer);
        QCOMPARE(answer->finalAddress, server.address(QStringLiteral("/in")));
        QVERIFY(!server.requests().last().head.toLower().contains("authorization"));
    }

    void certificatesAreJudged_data()
    {
        QTest::addColumn<TestCertificate>("certificate");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QList<int>>("faults");
        QTest::addColumn<int>("days"); // until it ends
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, const TestCertificate &certificate, Outcome outcome,
                            const QList<int> &faults, int days, State state) {
            QTest::newRow(name) << certificate << int(outcome) << faults << days << int(state);
        };
        row("valid", m_certificates.valid, Outcome::Answered, {}, 365, State::Good);
        row("ends in five days", m_certificates.endsSoon, Outcome::Answered, {}, 5, State::Bad);
        row("expired", m_certificates.expired, Outcome::CertificateProblem, {int(CertificateFault::Expired)}, -1,
            State::Bad);
        row("made out to another host", m_certificates.wrongHost, Outcome::CertificateProblem,
            {int(CertificateFault::WrongHost)}, 365, State::Bad);
        row("signed by itself", m_certificates.selfSigned, Outcome::CertificateProblem,
            {int(CertificateFault::SelfSigned)}, 365, State::Bad);
    }
    void certificatesAreJudged()
    {
        QFETCH(TestCertificate, certificate);
        QFETCH(int, outcome);
        QFETCH(QList<int>, faults);
        QFETCH(int, days);
        QFETCH(int, state);
        const LoopbackServer server([](const LoopbackRequest &) { return LoopbackServer::say("200 OK"); }, certificate);
        Result<WebAnswer> answer = probe(server.address());
        QVERIFY(answer);
        QCOMPARE(int(answer->outcome), outcome);
        QVERIFY(answer->certificate);
        QList<int> found;
        for (const CertificateFault fault : answer->certificate->faults)
            found.append(int(fault));
        QCOMPARE(found, faults);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QVERIFY(qAbs(now.addDays(days).secsTo(answer->certificate->validTo)) < 3600);
        QVERIFY(!answer->certificate->subject.isEmpty());
        QVERIFY(!answer->certificate->issuer.isEmpty());
        answer->askedAt = now;
        QCOMPARE(int(webState(*answer, now)), state);
        // What was not accepted is asked for nothing.
        QCOMPARE(server.methods(), outcome == int(Outcome::Answered) ? QByteArrayList {"HEAD"} : QByteArrayList());
    }

    void anAuthorityThatNobodyTrusts()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return LoopbackServer::say("200 OK"); },
                                    m_certificates.valid);
        const Result<WebAnswer> answer = NetworkProber().probe(QUrl(server.address()), 90s, {});
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::CertificateProblem);
        QVERIFY(answer->certificate->faults.contains(CertificateFault::UnknownIssuer));
        QCOMPARE(answer->certificate->issuer, QStringLiteral("Test authority"));
    }

    void aCertificateProblemBehindARedirect()
    {
        const LoopbackServer bad([](const LoopbackRequest &) { return LoopbackServer::say("200 OK"); },
                                 m_certificates.expired);
        const LoopbackServer plain([&bad](const LoopbackRequest &) { return movedTo(bad.address()); });
        const Result<WebAnswer> answer = probe(plain.address());
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::CertificateProblem);
        QCOMPARE(answer->finalAddress, bad.address());
        QCOMPARE(answer->redirects.size(), 1);
        QCOMPARE(bad.requests().size(), 0);
    }

    void aClosedPortRefuses()
    {
        QTcpSocket closed; // it has the port, so that nobody else is given it, and does not listen
        closed.setProxy(QNetworkProxy::NoProxy);
        QVERIFY(closed.bind(QHostAddress(QHostAddress::LocalHost)));
        const Result<WebAnswer> answer = probe(QStringLiteral("http://127.0.0.1:%1/").arg(closed.localPort()));
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::Refused);
        QCOMPARE(answer->status, 0);
        QCOMPARE(answer->firstByteMs, -1);
        QVERIFY(!answer->detail.isEmpty());
    }

    void garbageIsNotUnderstood_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("encrypted"); // the address, not the server
        QTest::newRow("another protocol") << QByteArray("220 mail.example.org ESMTP\r\n") << false;
        QTest::newRow("noise") << QByteArray("\x01\x02\xff\xfe\r\n\r\n", 8) << false;
        QTest::newRow("hangs up") << QByteArray() << false;
        QTest::newRow("a plain server behind https") << QByteArray("HTTP/1.1 400 Bad\r\n\r\n") << true;
    }
    void garbageIsNotUnderstood()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, encrypted);
        const LoopbackServer server([&bytes](const LoopbackRequest &) { return LoopbackReply {bytes, false}; });
        QString address = server.address();
        if (encrypted)
            address.replace(QStringLiteral("http:"), QStringLiteral("https:"));
        const Result<WebAnswer> answer = probe(address);
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::NotUnderstood);
        QVERIFY(!answer->detail.isEmpty());
        QCOMPARE(answer->status, 0);
    }

    void aSlowServerTimesOut()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return LoopbackReply {{}, true}; });
        QElapsedTimer timer;
        timer.start();
        const Result<WebAnswer> answer = probe(server.address(), 300ms);
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::TimedOut);
        QVERIFY(timer.elapsed() < 60000);
    }

    void theLimitHoldsForAllRedirectsTogether()
    {
        const LoopbackServer server([](const LoopbackRequest &request) {
            if (request.path == "/")
                return movedTo(QStringLiteral("/1"));
            return request.path == "/1" ? movedTo(QStringLiteral("/2")) : LoopbackReply {{}, true};
        });
        Result<WebAnswer> answer = WebAnswer();
        // The redirects take a small part of it, unless the machine stalls: then there is another try.
        for (std::chrono::milliseconds limit = 2s; answer && answer->redirects.size() < 2 && limit < 60s; limit *= 4)
            answer = probe(server.address(), limit);
        QVERIFY(answer);
        QCOMPARE(answer->outcome, Outcome::TimedOut);
        QCOMPARE(answer->redirects.size(), 2);
        QCOMPARE(answer->status, 0);
    }

    void cancellingEndsAtOnce()
    {
        const CancelToken cancel;
        const LoopbackServer server([&cancel](const LoopbackRequest &) {
            cancel.cancel(); // while the prober waits for an answer
            return LoopbackReply {{}, true};
        });
        QElapsedTimer timer;
        timer.start();
        const Result<WebAnswer> answer = probe(server.address(), 60s, cancel);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
        QVERIFY(timer.elapsed() < 60000);
    }

    void manyAtOnceOnThreadsOfTheirOwn()
    {
        const LoopbackServer server([](const LoopbackRequest &) { return LoopbackServer::say("200 OK"); },
                                    m_certificates.valid);
        NetworkProber prober(m_certificates.authority());
        std::vector<int> statuses(16);
        std::vector<std::thread> threads;
        for (int &status : statuses)
            threads.emplace_back([&prober, &server, &status] {
                const Result<WebAnswer> answer = prober.probe(QUrl(server.address()), 60s, {});
                status = answer ? answer->status : -1;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(statuses, std::vector<int>(16, 200));
    }
};

NIGHTKEEP_TEST(TstNetworkProber, integration, Core)
#include "tst_networkprober.moc"
