// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/webcheck.h"
#include "models/servers/server.h"
#include "tests/reachability/morning.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;
using Outcome = WebAnswer::Outcome;

namespace {

Server serverAt(const QString &web)
{
    Server server;
    server.name = QStringLiteral("moodle-a.example.org");
    server.web = web;
    return server;
}

WebAnswer answered(int status = 200, const QString &address = QStringLiteral("https://moodle.example.org/"))
{
    WebAnswer answer;
    answer.asked = address;
    answer.finalAddress = address;
    answer.askedAt = now.addSecs(-60);
    answer.outcome = Outcome::Answered;
    answer.status = status;
    answer.firstByteMs = 12;
    return answer;
}

WebAnswer certified(qint64 secondsLeft, const QList<CertificateFault> &faults = {})
{
    WebAnswer answer = answered();
    answer.certificate = WebCertificate {QStringLiteral("moodle.example.org"), QStringLiteral("An authority"),
                                         now.addYears(-1), now.addSecs(secondsLeft), faults};
    if (!faults.isEmpty()) {
        answer.outcome = Outcome::CertificateProblem;
        answer.status = 0;
        answer.firstByteMs = -1;
    }
    return answer;
}

WebAnswer failedWith(Outcome outcome)
{
    WebAnswer answer = answered(0);
    answer.outcome = outcome;
    answer.firstByteMs = -1;
    return answer;
}

/// "certificate critical, plain info": what the findings are about, in their order.
QString inBrief(const QList<Finding> &findings)
{
    QStringList brief;
    for (const Finding &finding : findings)
        brief << finding.id.section(u'/', -1) + u' ' + nameOf(finding.severity);
    return brief.join(QStringLiteral(", "));
}

constexpr qint64 day = 24 * 60 * 60;

} // namespace

class TstWebCheck : public QObject
{
    Q_OBJECT

private slots:
    void addressesAreRead_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("address"); // empty: refused
        QTest::newRow("whole") << QStringLiteral("https://moodle.example.org/a?b=c")
                               << QStringLiteral("https://moodle.example.org/a?b=c");
        QTest::newRow("without a path") << QStringLiteral("http://moodle.example.org")
                                        << QStringLiteral("http://moodle.example.org/");
        QTest::newRow("without a scheme")
            << QStringLiteral("moodle.example.org") << QStringLiteral("http://moodle.example.org/");
        QTest::newRow("a port without a scheme") << QStringLiteral("wiki.example.org:8080/confluence")
                                                 << QStringLiteral("http://wiki.example.org:8080/confluence");
        QTest::newRow("blanks around") << QStringLiteral("  http://a.example.org/ \n")
                                       << QStringLiteral("http://a.example.org/");
        QTest::newRow("capitals") << QStringLiteral("HTTP://A.Example.org/X")
                                  << QStringLiteral("http://a.example.org/X");
        QTest::newRow("a fragment goes") << QStringLiteral("http://a.example.org/#top")
                                         << QStringLiteral("http://a.example.org/");
        QTest::newRow("an IPv6 host") << QStringLiteral("http://[::1]:8080/") << QStringLiteral("http://[::1]:8080/");
        QTest::newRow("nothing") << QStringLiteral(" ") << QString();
        QTest::newRow("two addresses") << QStringLiteral("http://a.example.org\nhttp://b.example.org") << QString();
        QTest::newRow("a sentence") << QStringLiteral("not yet") << QString();
        QTest::newRow("a control character") << QStringLiteral("http://a.example.org/\u0007") << QString();
        QTest::newRow("a direction mark") << QStringLiteral("http://a.example.org/\u202e") << QString();
        QTest::newRow("another scheme") << QStringLiteral("ftp://a.example.org/") << QString();
        QTest::newRow("a file") << QStringLiteral("file:///etc/passwd") << QString();
        QTest::newRow("a password") << QStringLiteral("http://me:secret@a.example.org/") << QString();
        QTest::newRow("a user") << QStringLiteral("https://me@a.example.org/") << QString();
        QTest::newRow("no host") << QStringLiteral("http:///path") << QString();
        QTest::newRow("a port that is none") << QStringLiteral("http://a.example.org:99999/") << QString();
    }
    void addressesAreRead()
    {
        QFETCH(QString, cell);
        QFETCH(QString, address);
        const Result<QUrl> url = webAddress(cell);
        QCOMPARE(url.has_value(), !address.isEmpty());
        if (!url) {
            QCOMPARE(url.error().kind, ErrorKind::BadInput);
            QVERIFY(!url.error().advice.isEmpty());
            return;
        }
        QCOMPARE(shownAddress(*url), address);
        QCOMPARE(shownAddress(*webAddress(address)), address); // one spelling
    }

    void answersAreJudged_data()
    {
        QTest::addColumn<WebAnswer>("answer");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("findings");
        QTest::addColumn<QString>("says"); // must be in the sentence
        const auto row = [](const char *name, const WebAnswer &answer, State state, const QString &findings,
                            const QString &says) { QTest::newRow(name) << answer << int(state) << findings << says; };
        row("fine", answered(), State::Good, {}, QStringLiteral("Answers with status 200 after 12 ms."));
        row("not encrypted", answered(200, QStringLiteral("http://moodle.example.org/")), State::Good,
            QStringLiteral("plain info"), QStringLiteral("status 200"));
        row("not found", answered(404), State::Attention, QStringLiteral("status info"), QStringLiteral("404"));
        row("broken", answered(500), State::Bad, QStringLiteral("status warning"), QStringLiteral("500"));
        row("the last that is the server's", answered(599), State::Bad, QStringLiteral("status warning"),
            QStringLiteral("599"));

        WebAnswer toHttps = answered();
        toHttps.asked = QStringLiteral("http://moodle.example.org/");
        toHttps.outcome = Outcome::Redirected;
        toHttps.redirects = {{toHttps.asked, 301}};
        row("redirected to https", toHttps, State::Good, {},
            QStringLiteral("Redirects to https://moodle.example.org/, which answers with status 200"));
        WebAnswer elsewhere = toHttps;
        elsewhere.finalAddress = QStringLiteral("https://login.example.org/%20x%2Fy");
        row("redirected to another host", elsewhere, State::Good, QStringLiteral("elsewhere info"),
            QStringLiteral(
                "Redirects to https://login.example.org/%20x%2Fy, which answers with status 200 after 12 ms."));

        row("31 days left", certified(31 * day), State::Good, {}, QStringLiteral("for 31 more days"));
        row("a second more than 30 days", certified(30 * day + 1), State::Good, {}, QStringLiteral("valid until"));
        row("30 days left", certified(30 * day), State::Attention, QStringLiteral("certificate warning"),
            QStringLiteral("for 30 more days"));
        row("a second more than 7 days", certified(7 * day + 1), State::Attention,
            QStringLiteral("certificate warning"), QStringLiteral("valid until"));
        row("7 days left", certified(7 * day), State::Bad, QStringLiteral("certificate critical"),
            QStringLiteral("for 7 more days"));
        row("an hour left", certified(3600), State::Bad, QStringLiteral("certificate critical"),
            QStringLiteral("for 0 more days"));
        row("has ended since it was asked", certified(0), State::Bad, QStringLiteral("certificate critical"),
            QStringLiteral("The certificate ended on"));
        row("expired", certified(-day, {CertificateFault::Expired}), State::Bad, QStringLiteral("certificate critical"),
            QStringLiteral("The certificate ended on"));
        row("expired and for another host", certified(-day, {CertificateFault::Expired, CertificateFault::WrongHost}),
            State::Bad, QStringLiteral("certificate critical"),
            QStringLiteral("Also: it is made out to another host."));
        row("self-signed", certified(300 * day, {CertificateFault::SelfSigned}), State::Bad,
            QStringLiteral("certificate critical"), QStringLiteral("signed by itself"));

        WebAnswer both = certified(3 * day);
        both.status = 503;
        row("two things at once", both, State::Bad, QStringLiteral("certificate critical, status warning"),
            QStringLiteral("503"));

        row("timed out", failedWith(Outcome::TimedOut), State::Bad, QStringLiteral("answer warning"),
            QStringLiteral("did not answer in time"));
        row("refused", failedWith(Outcome::Refused), State::Bad, QStringLiteral("answer warning"),
            QStringLiteral("Nothing listens"));
        row("no such name", failedWith(Outcome::NoName), State::Bad, QStringLiteral("answer warning"),
            QStringLiteral("no host of the name"));
        row("a circle", failedWith(Outcome::RedirectLoop), State::Bad, QStringLiteral("answer warning"),
            QStringLiteral("circle"));
        row("not understood", failedWith(Outcome::NotUnderstood), State::Bad, QStringLiteral("answer warning"),
            QStringLiteral("no web server's answer"));
        row("out of reach", failedWith(Outcome::Unreachable), State::Bad, QStringLiteral("answer warning"),
            QStringLiteral("cannot be reached"));
        row("sends inwards", failedWith(Outcome::NotFollowed), State::Attention, QStringLiteral("answer info"),
            QStringLiteral("answers and redirects to"));
        row("behind a proxy that is closed", failedWith(Outcome::ProxyFailed), State::Unknown,
            QStringLiteral("answer info"), QStringLiteral("was not asked: the proxy"));
        row("no address", failedWith(Outcome::NotAnAddress), State::Attention, QStringLiteral("answer warning"),
            QStringLiteral("is no web address"));

        WebAnswer old = answered();
        old.askedAt = now.addDays(-7);
        row("a week old", old, State::Good, {}, QStringLiteral("200"));
        old.askedAt = now.addDays(-7).addSecs(-1);
        row("older than a week", old, State::Unknown, {}, QStringLiteral("200"));
        old.askedAt = {};
        row("of no known age", old, State::Unknown, {}, QStringLiteral("200"));
        WebAnswer oldAndBad = failedWith(Outcome::Refused);
        oldAndBad.askedAt = now.addYears(-1);
        row("bad news stay bad", oldAndBad, State::Bad, QStringLiteral("answer warning"),
            QStringLiteral("Nothing listens"));
    }
    void answersAreJudged()
    {
        QFETCH(WebAnswer, answer);
        QFETCH(int, state);
        QFETCH(QString, findings);
        QFETCH(QString, says);
        const Server server = serverAt(answer.asked);
        QCOMPARE(int(webState(answer, now)), state);
        const QList<Finding> found = webFindings(server, answer, now);
        QCOMPARE(inBrief(found), findings);
        const QString sentence = webSentence(answer, now);
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
        QVERIFY2(!sentence.contains(QStringLiteral("%1")) && !sentence.contains(QStringLiteral("%n")),
                 qPrintable(sentence));
        for (const Finding &finding : found) {
            QVERIFY(finding.id.startsWith(QStringLiteral("server/moodle-a.example.org/web/")));
            QCOMPARE(finding.object, server.name);
            QVERIFY(!finding.title.isEmpty() && !finding.reason.isEmpty() && !finding.advice.isEmpty());
        }
    }

    void whatAnsweredIsNotSaidToBeSilent()
    {
        QStringList titles;
        for (const Outcome outcome : {Outcome::NotFollowed, Outcome::ProxyFailed, Outcome::TimedOut})
            titles.append(webFindings(serverAt(QStringLiteral("http://a.example.org/")), failedWith(outcome), now)
                              .value(0)
                              .title);
        QCOMPARE(titles.filter(QStringLiteral("does not answer")), titles.mid(2));
        QCOMPARE(QSet<QString>(titles.begin(), titles.end()).size(), 3);
    }

    void anAnswerBelongsToItsAddress()
    {
        const WebAnswer answer = answered(200, QStringLiteral("http://moodle.example.org/"));
        QVERIFY(answersFor(answer, serverAt(QStringLiteral("moodle.example.org"))));
        QVERIFY(answersFor(answer, serverAt(QStringLiteral(" http://MOODLE.example.org/ "))));
        QVERIFY(!answersFor(answer, serverAt(QStringLiteral("https://moodle.example.org/"))));
        QVERIFY(!answersFor(answer, serverAt({})));
        WebAnswer none = failedWith(Outcome::NotAnAddress);
        none.asked = QStringLiteral("not yet");
        QVERIFY(answersFor(none, serverAt(QStringLiteral("not yet"))));
        QVERIFY(!answersFor(none, serverAt(QStringLiteral("http://a.example.org"))));
    }

    void textFromOutsideIsMadeVisible()
    {
        WebAnswer answer = failedWith(Outcome::NotAnAddress);
        answer.asked = QStringLiteral("a\u202eb\nc");
        answer.finalAddress.clear();
        QVERIFY(!webSentence(answer, now).contains(QChar(0x202e)));
        QVERIFY(!webSentence(answer, now).contains(u'\n'));
    }
};

NIGHTKEEP_TEST(TstWebCheck, unit, Core)
#include "tst_webcheck.moc"
