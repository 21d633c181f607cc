// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/pgwatch.h"
#include "tests/support/pgpackets.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Nightkeep;

namespace {

PgWatch pgWatch(const SqlLimits &limits = {})
{
    return {QStringLiteral("db"), QStringLiteral("workspace"), QStringLiteral("moodle"), limits};
}

/// Up to the first that is refused.
Result<void> pgHear(PgWatch &watch, const PgPackets::Talk &talk)
{
    for (const PgPackets::Said &said : talk) {
        QByteArray packet = said.packet;
        if (const Result<void> passed = said.byServer ? watch.fromServer(packet) : watch.fromClient(packet); !passed)
            return passed;
    }
    return {};
}

PgPackets::Talk pgStarted(const PgPackets::Talk &more)
{
    return PgPackets::Talk {{false, PgPackets::startup()}} + more;
}

PgPackets::Talk pgAsked(const PgPackets::Talk &answer)
{
    return PgPackets::md5Login() + PgPackets::Talk {{false, PgPackets::query("SELECT name")}} + answer;
}

} // namespace

/// What is read along of a PostgreSQL conversation, packet by packet.
class TstPgWatch : public QObject
{
    Q_OBJECT

private slots:
    void passesWhatIsSound_data();
    void passesWhatIsSound();
    void keepsNoticesAway();
    void refuses_data();
    void refuses();
    void saysWhyTheLoginWasRefused_data();
    void saysWhyTheLoginWasRefused();
    void holdsToItsLimits_data();
    void holdsToItsLimits();
    void tellsLengths();
    void survivesDamage();

private:
    void refusedLogins();
    void refusedReplies();
    void refusedAnswers();
};

void TstPgWatch::passesWhatIsSound_data()
{
    QTest::addColumn<PgPackets::Talk>("login");
    QTest::newRow("scram") << PgPackets::scramLogin();
    QTest::newRow("md5") << PgPackets::md5Login();
    QTest::newRow("no password asked") << pgStarted(PgPackets::letIn());
    QTest::newRow("an earlier form of the protocol")
        << pgStarted(PgPackets::Talk {{true, PgPackets::packet('v', PgPackets::number(0, 4) + PgPackets::number(0, 4))}}
                     + PgPackets::letIn());
    QTest::newRow("scram among others")
        << PgPackets::Talk {{false, PgPackets::startup()},
                            {true,
                             PgPackets::way(
                                 10, PgPackets::word("SCRAM-SHA-256-PLUS") + PgPackets::word("SCRAM-SHA-256") + '\0')},
                            {false, PgPackets::scramFirst()},
                            {true, PgPackets::scramAsks()},
                            {false, PgPackets::scramLast()},
                            {true, PgPackets::scramProves()}}
            + PgPackets::letIn();
}

void TstPgWatch::passesWhatIsSound()
{
    QFETCH(PgPackets::Talk, login);
    PgWatch watch = pgWatch();
    QVERIFY(!watch.isLoggedIn() && !watch.isIdle());
    const Result<void> heard = pgHear(watch, login);
    QVERIFY2(heard, heard ? "" : qPrintable(heard.error().message + heard.error().detail));
    QVERIFY(watch.isLoggedIn() && watch.isIdle());
    const Result<void> answered = pgHear(watch, PgPackets::statements());
    QVERIFY2(answered, answered ? "" : qPrintable(answered.error().message + answered.error().detail));
    QVERIFY(watch.isIdle());
}

void TstPgWatch::keepsNoticesAway()
{
    PgWatch watch = pgWatch();
    QVERIFY(pgHear(watch, pgAsked({})));
    QByteArray notice = PgPackets::error("01000", "to the terminal", 'N');
    QVERIFY(watch.fromServer(notice));
    QVERIFY(notice.isEmpty());
    QByteArray row = PgPackets::columns({"name"});
    const QByteArray before = row;
    QVERIFY(watch.fromServer(row));
    QCOMPARE(row, before);
}

void TstPgWatch::refuses_data()
{
    QTest::addColumn<PgPackets::Talk>("talk"); // its last is what is refused
    QTest::addColumn<ErrorKind>("kind");
    refusedLogins();
    refusedReplies();
    refusedAnswers();
}

void TstPgWatch::refusedLogins()
{
    const auto asks = [](const char *name, const QByteArray &packet, ErrorKind kind = ErrorKind::PermissionDenied) {
        QTest::newRow(name) << pgStarted({{true, packet}}) << kind;
    };
    const ErrorKind damaged = ErrorKind::Damaged;
    asks("the password in clear", PgPackets::way(3));
    asks("crypt", PgPackets::way(4, "ab"));
    asks("Kerberos 5", PgPackets::way(2));
    asks("GSS", PgPackets::way(7));
    asks("GSS goes on", PgPackets::way(8, "x"));
    asks("SSPI", PgPackets::way(9));
    asks("an unknown way", PgPackets::way(13));
    asks("another mechanism", PgPackets::scramBegins("OAUTHBEARER"));
    asks("scram with binding alone", PgPackets::scramBegins("SCRAM-SHA-256-PLUS"));
    asks("mechanisms without an end", PgPackets::way(10, PgPackets::word("SCRAM-SHA-256")), damaged);
    asks("md5 without its salt", PgPackets::way(5), damaged);
    asks("scram from its middle", PgPackets::scramAsks(), damaged);
    asks("scram from its end", PgPackets::scramProves(), damaged);
    asks("no way", PgPackets::packet('R', {}), damaged);
    asks("ready at once", PgPackets::ready(), damaged);
    asks("a row", PgPackets::row({}), damaged);
    asks("a key", PgPackets::packet('K', QByteArray(8, 'k')), damaged);
    asks("a greeting of MySQL", QByteArray("J\0\0\0\x0a", 5), damaged);
    asks("a page of the web", "HTTP/", damaged);
    asks("a length that is none", QByteArray("R\0\0\0\3", 5), damaged);
    asks("an error without an end", PgPackets::packet('E', "C28P01"), damaged);
    QTest::newRow("before it is spoken to") << PgPackets::Talk {{true, PgPackets::way(0)}} << damaged;
    QTest::newRow("let in without a proof")
        << PgPackets::scramLogin().first(5) + PgPackets::Talk {{true, PgPackets::way(0)}} << damaged;
    QTest::newRow("let in before the answer")
        << PgPackets::scramLogin().first(2) + PgPackets::Talk {{true, PgPackets::way(0)}} << damaged;
    QTest::newRow("clear, after scram") << PgPackets::scramLogin().first(5)
            + PgPackets::Talk {{true, PgPackets::way(3)}}
                                        << ErrorKind::PermissionDenied;
    QTest::newRow("clear, after it was let in")
        << PgPackets::scramLogin().first(7) + PgPackets::Talk {{true, PgPackets::way(3)}} << damaged;
    for (const char *rounds : {"1000001", "2147483647", "99999999999", "0", "-1", "x", ""})
        QTest::addRow("scram of \"%s\" rounds", rounds)
            << PgPackets::scramLogin().first(3) + PgPackets::Talk {{true, PgPackets::scramAsks(rounds)}} << damaged;
}

void TstPgWatch::refusedReplies()
{
    const auto answers = [](const char *name, const PgPackets::Talk &before, const QByteArray &packet) {
        QTest::newRow(name) << before + PgPackets::Talk {{false, packet}} << ErrorKind::PermissionDenied;
    };
    answers("encryption", {}, PgPackets::number(8, 4) + PgPackets::number(80877103, 4));
    answers("a wish to stop", {}, PgPackets::number(16, 4) + PgPackets::number(80877102, 4) + QByteArray(8, 'k'));
    answers("the second protocol", {}, PgPackets::startup(2 << 16));
    answers("a password unasked", pgStarted({}), PgPackets::packet('p', PgPackets::word("canary")));
    const PgPackets::Talk md5 = PgPackets::md5Login().first(2);
    answers("the password instead of md5", md5, PgPackets::packet('p', PgPackets::word("canary")));
    answers("md5 of another length", md5, PgPackets::packet('p', PgPackets::word("md5canary")));
    const PgPackets::Talk scram = PgPackets::scramLogin();
    answers("the password instead of scram", scram.first(2), PgPackets::packet('p', PgPackets::word("canary")));
    answers("another mechanism", scram.first(2), PgPackets::scramFirst("n,,n=,r=abc", "PLAIN"));
    answers("scram, bound", scram.first(2), PgPackets::scramFirst("y,,n=,r=abc"));
    answers("the password instead of a proof", scram.first(4), PgPackets::packet('p', PgPackets::word("canary")));
    answers("no proof", scram.first(4), PgPackets::scramLast("c=biws,r=abcdef"));
    answers("a proof twice", scram.first(5), PgPackets::scramLast());
    const PgPackets::Talk in = PgPackets::md5Login();
    answers("a password after the login", in, PgPackets::packet('p', PgPackets::word("canary")));
    answers("part of a copy", in, PgPackets::packet('d', "root:x"));
    answers("the other way of asking", in, PgPackets::packet('P', PgPackets::word({}) + PgPackets::word("SELECT 1")));
    answers("two statements", in, PgPackets::packet('Q', PgPackets::word("a") + PgPackets::word("b")));
    answers("a statement without its end", in, PgPackets::packet('Q', "a"));
    answers("nothing for a statement", in, PgPackets::packet('Q', {}));
    answers("a statement before the answer", pgAsked({}), PgPackets::query("SELECT value"));
    answers("a length that is none", in, QByteArray("Q\0\0\0\0", 5));
}

void TstPgWatch::refusedAnswers()
{
    const auto says = [](const char *name, const PgPackets::Talk &answer, ErrorKind kind = ErrorKind::Damaged) {
        QTest::newRow(name) << pgAsked(answer) << kind;
    };
    const PgPackets::Said one {true, PgPackets::columns({"name"})};
    const PgPackets::Said end {true, PgPackets::complete("SELECT 0")};
    says("a copy to here", {{true, PgPackets::packet('H', QByteArray(3, '\0'))}});
    says("a copy from here", {{true, PgPackets::packet('G', QByteArray(3, '\0'))}});
    says("both", {{true, PgPackets::packet('W', QByteArray(3, '\0'))}});
    says("news that nobody listens to", {{true, PgPackets::packet('A', QByteArray(6, '\0'))}});
    says("a way of logging in", {{true, PgPackets::way(3)}});
    says("rows without columns", {{true, PgPackets::row({QByteArray("x")})}});
    says("a row too wide", {one, {true, PgPackets::row({QByteArray("x"), QByteArray("y")})}});
    says("a value past the end",
         {one, {true, PgPackets::packet('D', PgPackets::number(1, 2) + PgPackets::number(9, 4) + "x")}});
    says("a value of less than nothing",
         {one, {true, PgPackets::packet('D', PgPackets::number(1, 2) + PgPackets::number(0xfffffffe, 4))}});
    says("more behind the values",
         {one, {true, PgPackets::packet('D', PgPackets::number(1, 2) + PgPackets::number(0, 4) + "x")}});
    says("columns that are not text", {{true, PgPackets::columns({"name"}, 1)}});
    says("fewer columns than it says", {{true, PgPackets::packet('T', PgPackets::number(1, 2))}});
    says("very many columns", {{true, PgPackets::packet('T', PgPackets::number(0xffff, 2))}}, ErrorKind::Incomplete);
    says("an end without a word", {one, {true, PgPackets::packet('C', {})}});
    says("an end without its end", {one, {true, PgPackets::packet('C', "SELECT 0")}});
    says("a second answer", {one, end, one});
    says("a second end", {one, end, end});
    says("an error behind the end", {one, end, {true, PgPackets::error("XX000", "late")}});
    says("ready without an end", {one, {true, PgPackets::ready()}});
    says("ready in an odd way", {one, end, {true, PgPackets::ready('?')}});
    says("rows that nobody asked for", {one, end, {true, PgPackets::ready()}, one});
    says("ended while idle", {one, end, {true, PgPackets::ready()}, {true, PgPackets::error("57P01", "bye")}},
         ErrorKind::Unreachable);
}

void TstPgWatch::refuses()
{
    QFETCH(PgPackets::Talk, talk);
    QFETCH(ErrorKind, kind);
    PgWatch watch = pgWatch();
    const Result<void> before = pgHear(watch, talk.first(talk.size() - 1));
    QVERIFY2(before, before ? "" : qPrintable(before.error().message + before.error().detail));
    const Result<void> last = pgHear(watch, talk.last(1));
    QVERIFY(!last);
    QVERIFY2(last.error().kind == kind, qPrintable(last.error().message + last.error().detail));
    QVERIFY(!last.error().advice.isEmpty());
}

void TstPgWatch::saysWhyTheLoginWasRefused_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("named"); // in the message or the advice
    const auto row = [](const char *code, ErrorKind kind, const char *named) {
        QTest::newRow(code) << QByteArray(code) << kind << QString::fromLatin1(named);
    };
    row("28P01", ErrorKind::AuthenticationFailed, "workspace");
    row("28000", ErrorKind::PermissionDenied, "pg_hba.conf");
    row("3D000", ErrorKind::NotFound, "moodle");
    row("42501", ErrorKind::PermissionDenied, "CONNECT");
    row("53300", ErrorKind::Busy, "connections");
    row("57P03", ErrorKind::Unreachable, "starting");
    row("XX000", ErrorKind::Failed, "administrator");
    row("", ErrorKind::Failed, "administrator");
}

void TstPgWatch::saysWhyTheLoginWasRefused()
{
    QFETCH(QByteArray, code);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, named);
    const PgPackets::Said refusal {true, PgPackets::error(code, "no \x1b[2J")};
    // Some are told before the server has let in, some after that.
    for (const PgPackets::Talk &before : {pgStarted({}), pgStarted({{true, PgPackets::way(0)}})}) {
        PgWatch watch = pgWatch();
        QVERIFY(pgHear(watch, before));
        const Result<void> heard = pgHear(watch, {refusal});
        QVERIFY(!heard);
        const Error &error = heard.error();
        QVERIFY2(error.kind == kind, qPrintable(error.message));
        QVERIFY2((error.message + error.advice).contains(named), qPrintable(error.message + error.advice));
        QVERIFY(error.detail.contains(QString::fromLatin1(code)) && !error.detail.contains(QChar(0x1b)));
    }
}

void TstPgWatch::holdsToItsLimits_data()
{
    QTest::addColumn<PgPackets::Talk>("before");
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<int>("most"); // that pass
    const PgPackets::Talk started = pgStarted({});
    const PgPackets::Talk asked = pgAsked({{true, PgPackets::columns({"name"})}});
    const QByteArray notice = PgPackets::error("01000", "x", 'N');
    QTest::newRow("settings in a login") << started << PgPackets::setting("a", "b") << 100;
    QTest::newRow("bytes of a login") << started << PgPackets::setting("a", QByteArray(20'000, 'b')) << 3;
    QTest::newRow("notices in a login") << started << notice << 200;
    QTest::newRow("notices in an answer") << asked << notice << 1000;
    QTest::newRow("settings in an answer") << asked << PgPackets::setting("a", "b") << 100;
    QTest::newRow("rows") << asked << PgPackets::row({QByteArray("x")}) << 1999; // and the columns
    QTest::newRow("bytes of rows") << asked << PgPackets::row({QByteArray(30'000, 'x')}) << 3;
}

void TstPgWatch::holdsToItsLimits()
{
    QFETCH(PgPackets::Talk, before);
    QFETCH(QByteArray, packet);
    QFETCH(int, most);
    SqlLimits limits;
    limits.mostPackets = 2000;
    limits.mostBytes = 100'000;
    PgWatch watch = pgWatch(limits);
    QVERIFY(pgHear(watch, before));
    for (int i = 0; i < most; ++i)
        QVERIFY2(pgHear(watch, {{true, packet}}), qPrintable(QString::number(i)));
    const Result<void> more = pgHear(watch, {{true, packet}});
    QVERIFY(!more);
    QCOMPARE(more.error().kind, ErrorKind::Incomplete);
}

void TstPgWatch::tellsLengths()
{
    PgWatch watch = pgWatch();
    const QByteArray start = PgPackets::startup();
    QCOMPARE(watch.headerSizeOf(WireWatch::Side::Client), 4);
    QCOMPARE(watch.packetSize(WireWatch::Side::Client, QByteArrayView(start).first(4)), start.size());
    QVERIFY(pgHear(watch, PgPackets::md5Login()));
    const QByteArray statement = PgPackets::query("SELECT 1");
    QCOMPARE(watch.headerSizeOf(WireWatch::Side::Client), 5);
    QCOMPARE(watch.packetSize(WireWatch::Side::Client, QByteArrayView(statement).first(5)), statement.size());
    const QByteArray row = PgPackets::row({QByteArray(70'000, 'x')});
    QCOMPARE(watch.packetSize(WireWatch::Side::Server, QByteArrayView(row).first(5)), row.size());
    // What it announces is not waited for.
    QVERIFY(watch.packetSize(WireWatch::Side::Server, QByteArrayView("HTTP/")) < 5);
}

void TstPgWatch::survivesDamage()
{
    QRandomGenerator random(20261130);
    const PgPackets::Talk talk = PgPackets::scramLogin() + PgPackets::statements();
    int refused = 0;
    int passed = 0;
    for (int round = 0; round < 2000; ++round) {
        PgWatch watch = pgWatch();
        PgPackets::Talk damaged = talk;
        QByteArray &packet = damaged[random.bounded(int(talk.size()))].packet;
        for (int times = 1 + random.bounded(3); times > 0; --times) {
            const int at = random.bounded(int(packet.size()));
            packet[at] = char(random.bounded(4) == 0 ? 0xfc + random.bounded(4) : random.bounded(256));
        }
        (pgHear(watch, damaged) ? passed : refused) += 1;
    }
    qInfo("%d refused, %d passed", refused, passed);
    QVERIFY(refused > 200); // a text may be any text, and passes
    QVERIFY(passed > 50);
}

NIGHTKEEP_TEST(TstPgWatch, unit, Core)
#include "tst_pgwatch.moc"
