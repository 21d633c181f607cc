// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlconnection.h"
#include "tests/support/pgpackets.h"
#include "tests/support/rogueserver.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Nightkeep;

namespace {

const QByteArray pgCanary = "canary-7b1c-of-the-account";
constexpr qint64 pgGenerousMs = 200'000; // a busy machine; what has no end is far beyond

using PgTalk = RogueServer::Talk;
using PgScript = RogueServer::Script;

/// A packet's letter and contents; of the first one, which has no letter, the contents alone.
std::optional<QByteArray> pgReceived(PgTalk &talk, bool isFirst = false)
{
    const std::optional<QByteArray> type = isFirst ? QByteArray() : talk.take(1);
    const std::optional<QByteArray> length = type ? talk.take(4) : std::nullopt;
    if (!length)
        return std::nullopt;
    qsizetype size = 0;
    for (const char byte : *length)
        size = size << 8 | static_cast<unsigned char>(byte);
    const std::optional<QByteArray> payload = talk.take(size - 4);
    return payload ? std::optional(*type + *payload) : std::nullopt;
}

void pgUntilTheEnd(PgTalk &talk)
{
    while (talk.take(1)) { }
}

void pgLetIn(PgTalk &talk)
{
    const PgPackets::Talk said = PgPackets::letIn();
    for (const PgPackets::Said &one : said)
        talk.sendRaw(one.packet);
}

/// What an honest server says to a statement of the driver's or of the connection's.
QByteArray pgAnswer(const QByteArray &statement, const QByteArray &readOnly)
{
    QByteArrayList columns;
    QList<std::optional<QByteArray>> row;
    if (statement.contains("version()")) {
        columns = {"version"};
        row = {QByteArray("PostgreSQL 15.3 on x86_64-pc-linux-gnu")};
    } else if (statement.startsWith("SELECT")) { // how it takes a backslash
        columns = {"x"};
        row = {QByteArray("\\")};
    } else if (statement.startsWith("EXECUTE")) {
        columns = {"read_only", "encoding", "pid"};
        row = {readOnly, QByteArray("UTF8"), QByteArray("4711")};
    } else {
        return PgPackets::complete("SET") + PgPackets::ready();
    }
    return PgPackets::columns(columns) + PgPackets::row(row) + PgPackets::complete("SELECT 1") + PgPackets::ready();
}

/// Asks for something at once, when it has heard who comes.
PgScript pgAsks(PgScript then)
{
    return [then](PgTalk &talk) {
        if (!pgReceived(talk, true))
            return;
        then(talk);
        pgUntilTheEnd(talk);
    };
}

/// Lets in, and is honest but for the answer of the table of courses.
PgScript pgAnswers(PgScript then, const QByteArray &readOnly = "on")
{
    return pgAsks([then, readOnly](PgTalk &talk) {
        pgLetIn(talk);
        bool isPrepared = false;
        while (const std::optional<QByteArray> heard = pgReceived(talk)) {
            const QByteArray statement = heard->mid(1);
            if (isPrepared && statement.startsWith("EXECUTE"))
                then(talk);
            else
                talk.sendRaw(pgAnswer(statement, readOnly));
            isPrepared = isPrepared || statement.contains("mdl_course");
        }
    });
}

/// Again and again, until nobody listens.
PgScript pgEndless(const QByteArray &first, const QByteArray &packet)
{
    return [first, packet](PgTalk &talk) {
        if (!first.isEmpty())
            talk.sendRaw(first);
        while (talk.sendRaw(packet)) { }
    };
}

PgScript pgSays(const QByteArray &bytes)
{
    return [bytes](PgTalk &talk) { talk.sendRaw(bytes); };
}

} // namespace

/// Servers in PostgreSQL's place that want the password, this computer's memory, or one's time.
class TstRoguePostgres : public QObject
{
    Q_OBJECT

private slots:
    void isHonestUntilThen();
    void endsWithin_data();
    void endsWithin();

private:
    [[nodiscard]] SqlAddress address(const RogueServer &server) const
    {
        SqlAddress address;
        address.engine = SqlEngine::PostgreSql;
        address.location = server.socketPath();
        address.database = QStringLiteral("moodle");
        address.user = QStringLiteral("workspace");
        address.password = QString::fromLatin1(pgCanary);
        address.server = QStringLiteral("moodledb-a");
        address.connectLimit = std::chrono::seconds(100);
        address.answerLimit = std::chrono::seconds(100);
        address.wholeLimit = std::chrono::seconds(200);
        address.limits.mostPackets = 50'000;
        return address;
    }
    /// Logs in and reads the courses' names.
    [[nodiscard]] SqlResult<QList<QStringList>> use(const SqlAddress &address)
    {
        const Result<std::unique_ptr<SqlConnection>> opened = m_connections.open(address);
        if (!opened)
            return tl::unexpected(SqlFailure {opened.error()});
        return (*opened)->select(QStringLiteral("mdl_course"),
                                 {QStringLiteral("SELECT fullname FROM `mdl_course`"), {}, 1});
    }
    static void logins();
    static void answers();

    SqlConnections m_connections;
    QTemporaryDir m_folder;
};

void TstRoguePostgres::isHonestUntilThen()
{
    const QByteArray sound = PgPackets::columns({"fullname"}) + PgPackets::row({QByteArray("Course 1")})
        + PgPackets::row({std::nullopt}) + PgPackets::complete("SELECT 2") + PgPackets::ready();
    const RogueServer server(m_folder.path(), pgAnswers(pgSays(sound)));
    const SqlResult<QList<QStringList>> rows = use(address(server));
    QVERIFY2(rows, rows ? "" : qPrintable(rows.error().error.message + rows.error().error.detail));
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->at(0).constFirst(), QStringLiteral("Course 1"));
    QVERIFY(rows->at(1).constFirst().isNull());
}

void TstRoguePostgres::logins()
{
    const auto row = [](const char *name, ErrorKind kind, const PgScript &script, int connectLimit = 100) {
        QTest::newRow(name) << kind << script << connectLimit << 100;
    };
    const QByteArray notice = PgPackets::error("01000", QByteArray(100, 'x'), 'N');
    row("wants the password", ErrorKind::PermissionDenied, pgAsks(pgSays(PgPackets::way(3))));
    row("wants Kerberos", ErrorKind::PermissionDenied, pgAsks(pgSays(PgPackets::way(7))));
    row("wants the password amid scram", ErrorKind::PermissionDenied, pgAsks([](PgTalk &talk) {
            talk.sendRaw(PgPackets::scramBegins());
            if (pgReceived(talk))
                talk.sendRaw(PgPackets::way(3));
        }));
    row("lets it reckon for hours", ErrorKind::Damaged, pgAsks([](PgTalk &talk) {
            talk.sendRaw(PgPackets::scramBegins());
            if (pgReceived(talk))
                talk.sendRaw(PgPackets::scramAsks("2000000000"));
        }));
    row("does not know the password", ErrorKind::PermissionDenied, pgAsks([](PgTalk &talk) {
            talk.sendRaw(PgPackets::scramBegins());
            const QByteArray first = pgReceived(talk).value_or(QByteArray());
            const QByteArray nonce = first.mid(first.indexOf(",r=") + 3);
            talk.sendRaw(PgPackets::way(11, "r=" + nonce + "more,s=c2FsdA==,i=4096"));
            if (pgReceived(talk))
                talk.sendRaw(PgPackets::way(12, "v=" + QByteArray(32, 'x').toBase64()) + PgPackets::way(0));
        }));
    row("speaks first", ErrorKind::Damaged, [](PgTalk &talk) {
        talk.sendRaw(RogueServer::number(74, 3) + QByteArray(1, '\0') + RogueServer::greeting());
        pgUntilTheEnd(talk);
    });
    row("is no database", ErrorKind::Damaged, pgAsks(pgSays("HTTP/1.1 400 Bad Request\r\n\r\n")));
    row("notices without end", ErrorKind::Incomplete, pgAsks(pgEndless({}, notice)));
    row("settings without end", ErrorKind::Incomplete,
        pgAsks(pgEndless(PgPackets::way(0), PgPackets::setting("a", "b"))));
    row("announces a gigabyte", ErrorKind::Incomplete, pgAsks(pgSays(QByteArray("R\x40\0\0\0", 5))));
    row("says nothing", ErrorKind::TimedOut, pgAsks([](PgTalk &) {}), 1);
    row("breaks off", ErrorKind::Unreachable, [](PgTalk &talk) { static_cast<void>(pgReceived(talk, true)); });
    row("promises nothing", ErrorKind::Failed, pgAnswers([](PgTalk &) {}, "off"));
}

void TstRoguePostgres::answers()
{
    const auto row = [](const char *name, ErrorKind kind, const PgScript &script, int answerLimit = 100) {
        QTest::newRow(name) << kind << pgAnswers(script) << 100 << answerLimit;
    };
    const QByteArray one = PgPackets::columns({"fullname"});
    const QByteArray notice = PgPackets::error("01000", QByteArray(100, 'x'), 'N');
    row("rows without end", ErrorKind::Incomplete, pgEndless(one, PgPackets::row({QByteArray(100, 'x')})));
    row("large rows without end", ErrorKind::Incomplete, pgEndless(one, PgPackets::row({QByteArray(1'000'000, 'x')})));
    row("notices before an answer without end", ErrorKind::Incomplete, pgEndless({}, notice));
    row("announces a row of a gigabyte", ErrorKind::Incomplete, pgSays(one + QByteArray("D\x40\0\0\0", 5)));
    row("copies to here", ErrorKind::Damaged, pgSays(PgPackets::packet('H', QByteArray(3, '\0'))));
    row("copies from here", ErrorKind::Damaged, pgSays(PgPackets::packet('G', QByteArray(3, '\0'))));
    row("wants the password again", ErrorKind::Damaged, pgSays(PgPackets::way(3)));
    row("other columns", ErrorKind::Damaged,
        pgSays(PgPackets::columns({"a", "b"}) + PgPackets::row({QByteArray("a"), QByteArray("b")})
               + PgPackets::complete("SELECT 1") + PgPackets::ready()));
    row("no rows at all", ErrorKind::Damaged, pgSays(PgPackets::complete("SET") + PgPackets::ready()));
    row(
        "says nothing", ErrorKind::TimedOut, [](PgTalk &) {}, 5);
    row("stops amid the rows", ErrorKind::TimedOut, pgSays(one + PgPackets::row({QByteArray("x")})), 5);
}

void TstRoguePostgres::endsWithin_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<RogueServer::Script>("script");
    QTest::addColumn<int>("connectLimit");
    QTest::addColumn<int>("answerLimit");
    logins();
    answers();
}

void TstRoguePostgres::endsWithin()
{
    QFETCH(ErrorKind, kind);
    QFETCH(RogueServer::Script, script);
    QFETCH(int, connectLimit);
    QFETCH(int, answerLimit);
    const RogueServer server(m_folder.path(), script);
    SqlAddress where = address(server);
    where.connectLimit = std::chrono::seconds(connectLimit);
    where.answerLimit = std::chrono::seconds(answerLimit);
    QElapsedTimer timer;
    timer.start();
    const SqlResult<QList<QStringList>> rows = use(where);
    QVERIFY(!rows);
    const Error &error = rows.error().error;
    QVERIFY2(error.kind == kind, qPrintable(nameOf(error.kind) + u' ' + error.message + u' ' + error.detail));
    QVERIFY(!error.advice.isEmpty());
    QVERIFY(timer.elapsed() < pgGenerousMs);
    QVERIFY(!server.received().contains(pgCanary));
    QVERIFY(!(error.message + error.advice + error.detail).contains(QString::fromLatin1(pgCanary)));
}

NIGHTKEEP_TEST(TstRoguePostgres, fault, Core, 300)
#include "tst_roguepostgres.moc"
