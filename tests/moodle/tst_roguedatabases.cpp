// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/support/rogueserver.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <sys/resource.h>
#include <unistd.h>

using namespace Nightkeep;
using Talk = RogueServer::Talk;
using std::chrono::milliseconds;

namespace {

const QByteArray canary = "canary-2e9d-of-the-account";
constexpr qint64 generousMs = 200'000; // a busy machine; what has no end is far beyond

/// Greets and hears who comes; then a script asks for what it wants.
RogueServer::Script afterGreeting(const QByteArray &plugin, RogueServer::Script then)
{
    return [plugin, then](Talk &talk) {
        if (!talk.send(RogueServer::greeting(plugin)) || !talk.receive())
            return;
        then(talk);
        talk.untilTheEnd();
    };
}

RogueServer::Script switchesTo(const QByteArray &name, const QByteArray &data)
{
    return afterGreeting("mysql_native_password",
                         [name, data](Talk &talk) { talk.send("\xfe" + name + RogueServer::number(0, 1) + data); });
}

/// Lets in; then a script answers the statement that begins with SHOW or with SELECT value.
RogueServer::Script answers(const QByteArray &word, RogueServer::Script then)
{
    return [word, then](Talk &talk) {
        if (!RogueServer::serveUntil(talk, word))
            return;
        then(talk);
        talk.untilTheEnd();
    };
}

RogueServer::Script shows(RogueServer::Script then)
{
    return answers("SHOW", std::move(then));
}

/// The head of an answer of one column of text.
bool oneColumn(Talk &talk)
{
    return talk.send("\1") && talk.send(RogueServer::column("a", 253, 100)) && talk.send(RogueServer::endOfRows());
}

/// Of a statement without values, with these columns; then hears what is sent to carry it out.
bool prepares(Talk &talk, const QList<QByteArray> &columns)
{
    const auto count = quint64(columns.size());
    if (!talk.send(RogueServer::number(0, 1) + RogueServer::number(9, 4) + RogueServer::number(count, 2)
                   + RogueServer::number(0, 5)))
        return false;
    for (const QByteArray &column : columns)
        talk.send(column);
    talk.send(RogueServer::endOfRows());
    while (const std::optional<QByteArray> asked = talk.receive()) {
        if (asked->startsWith('\x17'))
            return true;
        if (!asked->startsWith('\x19'))
            talk.send(RogueServer::ok());
    }
    return false;
}

void endlessRows(Talk &talk, qsizetype size)
{
    const QByteArray row = size < 251 ? RogueServer::number(quint64(size), 1) + QByteArray(size, 'x')
                                      : "\xfd" + RogueServer::number(quint64(size), 3) + QByteArray(size, 'x');
    if (!oneColumn(talk))
        return;
    for (;;) {
        QByteArray many;
        while (many.size() < 60'000)
            many += talk.packet(row);
        if (!talk.sendRaw(many))
            return;
    }
}

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

qint64 mostBytes()
{
    rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    return qint64(usage.ru_maxrss) * 1024;
}

} // namespace

/// Database servers that want the password, this computer's files or memory, or one's time. Each attack was tried
/// against libmariadb through Qt's driver alone: it sent the password, read the terminal, stored without end.
class TstRogueDatabases : public QObject
{
    Q_OBJECT

private:
    SqlConnections m_connections;
    QTemporaryDir m_folder;

    SqlAddress address(const RogueServer &server) const
    {
        SqlAddress address;
        address.location = server.socketPath();
        address.database = QStringLiteral("moodle");
        address.user = QStringLiteral("workspace");
        address.password = QString::fromLatin1(canary);
        address.server = QStringLiteral("moodledb-a");
        address.connectLimit = std::chrono::seconds(100);
        return address;
    }

    /// Logs in, looks in both ways, and gives the first error.
    static std::optional<Error> use(SqlConnections &connections, const SqlAddress &address)
    {
        Result<std::unique_ptr<SqlConnection>> opened = connections.open(address);
        if (!opened)
            return opened.error();
        const auto shown = (*opened)->show(QStringLiteral("SHOW GLOBAL VARIABLES"));
        if (!shown)
            return shown.error().error;
        const auto selected =
            (*opened)->select(QStringLiteral("t"), {QStringLiteral("SELECT value FROM mdl_backup_config"), {}, 1});
        return selected ? std::nullopt : std::optional(selected.error().error);
    }

    static void ends(const char *name, ErrorKind kind, RogueServer::Script script)
    {
        QTest::newRow(name) << kind << script << 100 << 100 << 250; // far more than any of them takes
    }

    static void wantsThePassword();
    static void loginsOfNoEnd();
    static void answersOfNoEnd();
    static void wrongAnswers();

private slots:
    void endsWithin_data();
    void endsWithin();
    void hidesWhatIsNotUsed();
    void stopsWhileItStalls_data();
    void stopsWhileItStalls();
    void finishesAChangeThatHasBegun();
    void stopsAChangeBeforeItsFirstWrite();
};

void TstRogueDatabases::wantsThePassword()
{
    constexpr auto denied = ErrorKind::PermissionDenied;
    ends("asks for it in clear", denied, switchesTo("mysql_clear_password", {}));
    ends("greets so", denied, afterGreeting("mysql_clear_password", [](Talk &talk) {
             talk.send("\xfemysql_clear_password" + RogueServer::number(0, 1));
         }));
    ends("asks by a dialog", denied, switchesTo("dialog", "\4Password: "));
    ends("greets with a dialog", ErrorKind::Damaged,
         afterGreeting("dialog", [](Talk &talk) { talk.send("\4Password: "); }));
    ends("asks for it locked with its own key", denied, switchesTo("sha256_password", QByteArray(21, 'a')));
    ends("asks for the oldest form", denied,
         afterGreeting("mysql_native_password", [](Talk &talk) { talk.send("\xfe"); }));
    ends("asks for all of it after the digest", denied,
         afterGreeting("caching_sha2_password", [](Talk &talk) { talk.send("\1\4"); }));
    // The name is where the library looks for it: by the length of the random numbers, which is 15 and not 21.
    ends("greets so by other lengths", ErrorKind::Damaged, [](Talk &talk) {
        talk.sendRaw(
            QByteArray::fromHex("590000000a352e352e352d31302e31312e362d4d61726961444200070000006d7973716c5f636c"
                                "000faa2102000f0000000000000000000000006561725f70617373776f7264006d7973716c5f"
                                "6e61746976655f70617373776f726400"));
        talk.untilTheEnd();
    });
    // What the library sends next has the number 0 and looks like a statement; it is the password.
    ends("lets in after the digest, out of order", ErrorKind::Damaged,
         afterGreeting("caching_sha2_password",
                       [](Talk &talk) { talk.sendRaw(QByteArray::fromHex("070000ff00000002000000")); }));
    ends("lets in after the digest, unlooked", ErrorKind::Damaged,
         afterGreeting("caching_sha2_password", [](Talk &talk) { talk.send(RogueServer::ok()); }));
    ends("asks for one factor more", ErrorKind::Damaged,
         afterGreeting("mysql_native_password", [](Talk &talk) { talk.send("\2mysql_clear_password"); }));
    ends("asks for a file", denied, shows([](Talk &talk) { talk.send("\xfb/etc/passwd"); }));
}

void TstRogueDatabases::loginsOfNoEnd()
{
    const RogueServer::Script silent = [](Talk &talk) { talk.untilTheEnd(); };
    QTest::newRow("never greets") << ErrorKind::TimedOut << silent << 1 << 30 << 120;
    const RogueServer::Script slow = [](Talk &talk) {
        const QByteArray greeting = talk.packet(RogueServer::greeting());
        for (const char byte : greeting) {
            if (!talk.sendRaw(QByteArray(1, byte)) || !talk.pause(milliseconds(200)))
                return;
        }
    };
    QTest::newRow("greets a byte at a time") << ErrorKind::TimedOut << slow << 1 << 30 << 120;
    ends("asks for another form for ever", ErrorKind::Damaged, [](Talk &talk) {
        bool more = talk.send(RogueServer::greeting());
        while (more && talk.receive())
            more = talk.send("\xfemysql_native_password" + RogueServer::number(0, 1) + QByteArray(20, 'a')
                             + RogueServer::number(0, 1));
    });
    ends("greets with 16 MB, and as much again", ErrorKind::Incomplete, [](Talk &talk) {
        while (talk.sendRaw(QByteArray("\xff\xff\xff\x00", 4) + QByteArray(60'000, 'a'))) { }
    });
    ends("is another kind of server", ErrorKind::Incomplete, [](Talk &talk) {
        talk.sendRaw("SSH-2.0-OpenSSH_9.2\r\n");
        talk.untilTheEnd();
    });
    ends("greets with half of it", ErrorKind::Damaged, [](Talk &talk) {
        talk.send(RogueServer::greeting().first(30));
        talk.untilTheEnd();
    });
    ends("greets with a report on progress", ErrorKind::Damaged, [](Talk &talk) {
        talk.send(QByteArray::fromHex("ffffff01010100000000"));
        talk.untilTheEnd();
    });
    ends("closes at once", ErrorKind::Unreachable, [](Talk &) {});
    ends("closes amid its greeting", ErrorKind::Unreachable,
         [](Talk &talk) { talk.sendRaw(talk.packet(RogueServer::greeting()).first(20)); });
    ends("lets in unasked", ErrorKind::Damaged, [](Talk &talk) {
        talk.sendRaw(talk.packet(RogueServer::greeting()) + talk.packet(RogueServer::ok()));
        talk.untilTheEnd();
    });
}

void TstRogueDatabases::answersOfNoEnd()
{
    ends("small rows for ever", ErrorKind::Incomplete, shows([](Talk &talk) { endlessRows(talk, 1); }));
    ends("large rows for ever", ErrorKind::Incomplete, shows([](Talk &talk) { endlessRows(talk, 50'000); }));
    ends("a row of 16 MB, and as much again", ErrorKind::Incomplete, shows([](Talk &talk) {
             if (!oneColumn(talk))
                 return;
             while (talk.sendRaw(QByteArray("\xff\xff\xff\x04", 4) + QByteArray(60'000, 'a'))) { }
         }));
    ends("16 million columns", ErrorKind::Incomplete, shows([](Talk &talk) { talk.send("\xfd\xff\xff\xff"); }));
    ends("columns for ever", ErrorKind::Damaged, shows([](Talk &talk) {
             talk.send("\3");
             while (talk.send(RogueServer::column("a", 253, 100))) { }
         }));
    ends("a column of 4 GiB", ErrorKind::Incomplete,
         answers("SELECT value", [](Talk &talk) { prepares(talk, {RogueServer::column("a", 253, 0xffffffff)}); }));
    ends("290,000 rows, and their end", ErrorKind::Incomplete, shows([](Talk &talk) { // below the limit on packets
             if (!oneColumn(talk))
                 return;
             QByteArray rows;
             for (int i = 0; i < 290'000; ++i)
                 rows += talk.packet("\1x");
             talk.sendRaw(rows + talk.packet(RogueServer::endOfRows()));
         }));
    ends("a million empty cells", ErrorKind::Incomplete, shows([](Talk &talk) { // of a byte each, until texts are made
             constexpr int columns = 250;
             talk.send(RogueServer::number(columns, 1));
             for (int i = 0; i < columns; ++i)
                 talk.send(RogueServer::column("a", 253, 100));
             talk.send(RogueServer::endOfRows());
             for (int i = 0; i < 5000; ++i)
                 talk.send(QByteArray(columns, '\xfb'));
             talk.send(RogueServer::endOfRows());
         }));
    const RogueServer::Script stalls = shows([](Talk &talk) { oneColumn(talk); });
    QTest::newRow("falls silent") << ErrorKind::TimedOut << stalls << 100 << 1 << 120;
    const RogueServer::Script slowly = shows([](Talk &talk) {
        bool more = oneColumn(talk);
        while (more && talk.pause(milliseconds(100)))
            more = talk.send("\1x");
    });
    QTest::newRow("a row at a time") << ErrorKind::TimedOut << slowly << 100 << 30 << 2;
}

void TstRogueDatabases::wrongAnswers()
{
    constexpr auto damaged = ErrorKind::Damaged;
    ends("a text that runs past its row", damaged, shows([](Talk &talk) {
             oneColumn(talk);
             talk.send("\x7fx");
         }));
    ends("a length that runs past everything", damaged, shows([](Talk &talk) {
             oneColumn(talk);
             talk.send("\xfe" + RogueServer::number(~quint64(0), 8) + "x");
         }));
    ends("a column of no type", damaged, shows([](Talk &talk) {
             talk.send("\1");
             talk.send(RogueServer::column("a", 100, 100));
         }));
    ends("half a column", damaged, shows([](Talk &talk) {
             talk.send("\1");
             talk.send(RogueServer::column("a", 253, 100).first(12));
         }));
    ends("fewer columns than announced", damaged, shows([](Talk &talk) {
             talk.send("\2");
             talk.send(RogueServer::column("a", 253, 100));
             talk.send(RogueServer::endOfRows());
         }));
    ends("another answer behind the first", damaged, shows([](Talk &talk) { talk.send(RogueServer::ok(2 | 8)); }));
    ends("more columns than prepared", damaged, answers("SELECT value", [](Talk &talk) {
             const QByteArray column = RogueServer::column("a", 253, 100);
             if (!prepares(talk, {column}))
                 return;
             talk.send("\2");
             talk.send(column);
             talk.send(column);
             talk.send(RogueServer::endOfRows());
         }));
    ends("a value that runs past its row", damaged, answers("SELECT value", [](Talk &talk) {
             const QByteArray column = RogueServer::column("a", 252, 100); // a blob: its length becomes a buffer
             if (!prepares(talk, {column}))
                 return;
             talk.send("\1");
             talk.send(column);
             talk.send(RogueServer::endOfRows());
             talk.send(RogueServer::number(0, 2) + "\xfe" + RogueServer::number(quint64(1) << 40, 8) + "x");
             talk.send(RogueServer::endOfRows());
         }));
    const auto answersWith = [](const QByteArray &column, const QByteArray &row) {
        return answers("SELECT value", [column, row](Talk &talk) {
            if (!prepares(talk, {column}))
                return;
            talk.send("\1");
            talk.send(column);
            talk.send(RogueServer::endOfRows());
            talk.send(row);
            talk.send(RogueServer::endOfRows());
        });
    };
    const QByteArray text = RogueServer::column("a", 253, 100);
    ends("an end of rows that is too long", damaged, answersWith(text, "\xfe" + QByteArray(7, '\0')));
    ends("a time of five bytes", damaged,
         answersWith(RogueServer::column("a", 12, 19), RogueServer::number(0, 2) + "\5" + QByteArray(5, '\1')));
    ends("reports on progress", damaged,
         shows([](Talk &talk) { talk.send(QByteArray::fromHex("ffffff01010100000000")); }));
    ends("other columns than asked for", damaged, answers("SELECT value", [text](Talk &talk) {
             if (!prepares(talk, {text, text}))
                 return;
             talk.send("\2");
             talk.send(text);
             talk.send(text);
             talk.send(RogueServer::endOfRows());
             talk.send(RogueServer::number(0, 2) + "\1x\1y");
             talk.send(RogueServer::endOfRows());
         }));
    // The driver would take it for the next answer: "exists already".
    ends("an error that nobody asked for", ErrorKind::Unreachable, shows([](Talk &talk) {
             if (oneColumn(talk))
                 talk.sendRaw(talk.packet(RogueServer::endOfRows()) + talk.packet("\xff\x26\x04#23000Duplicate"));
         }));
    ends("closes between two rows", ErrorKind::Unreachable, [](Talk &talk) {
        if (RogueServer::serveUntil(talk, "SHOW") && oneColumn(talk))
            talk.send("\1x");
    });
}

void TstRogueDatabases::endsWithin_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<RogueServer::Script>("script");
    QTest::addColumn<int>("connectLimit");
    QTest::addColumn<int>("answerLimit");
    QTest::addColumn<int>("wholeLimit");
    wantsThePassword();
    loginsOfNoEnd();
    answersOfNoEnd();
    wrongAnswers();
}

void TstRogueDatabases::endsWithin()
{
    QFETCH(ErrorKind, kind);
    QFETCH(RogueServer::Script, script);
    QFETCH(int, connectLimit);
    QFETCH(int, answerLimit);
    QFETCH(int, wholeLimit);
    RogueServer server(m_folder.path(), script);
    SqlAddress where = address(server);
    where.connectLimit = std::chrono::seconds(connectLimit);
    where.answerLimit = std::chrono::seconds(answerLimit);
    where.wholeLimit = std::chrono::seconds(wholeLimit);
    const qint64 before = residentBytes();
    QElapsedTimer timer;
    timer.start();
    const std::optional<Error> error = use(m_connections, where);
    const qint64 took = timer.elapsed();
    const qint64 grown = mostBytes() - before;
    const QByteArray heard = server.received();
    qInfo("%lld ms, %lld MB more, %lld bytes sent to it", took, grown / 1'000'000, qint64(heard.size()));
    QVERIFY(error);
    QVERIFY2(error->kind == kind, qPrintable(nameOf(error->kind) + u' ' + error->message + u' ' + error->detail));
    QVERIFY(!error->advice.isEmpty());
    QVERIFY(took < generousMs);
    QVERIFY(grown < 256 * 1024 * 1024);
    QVERIFY(!heard.contains(canary));
    QVERIFY(!heard.contains("root:")); // nor what is in the file that one of them asks for
    QVERIFY(!(error->message + error->advice + error->detail).contains(QString::fromLatin1(canary)));
}

void TstRogueDatabases::hidesWhatIsNotUsed()
{
    // LOCAL INFILE is announced by the server and known to the library; neither hears of the other.
    std::promise<QByteArray> reply;
    RogueServer server(m_folder.path(), [&reply](Talk &talk) {
        if (!talk.send(RogueServer::greeting()))
            return;
        reply.set_value(talk.receive().value_or(QByteArray()));
    });
    std::future<QByteArray> replied = reply.get_future();
    QVERIFY(!m_connections.open(address(server)));
    QVERIFY(replied.wait_for(std::chrono::seconds(100)) == std::future_status::ready);
    const QByteArray first = replied.get();
    QVERIFY(first.size() > 32);
    QCOMPARE(static_cast<unsigned char>(first.at(0)) & 0xa0, 0); // neither that nor compression
    QVERIFY(first.contains("workspace"));
}

void TstRogueDatabases::stopsWhileItStalls_data()
{
    QTest::addColumn<QByteArray>("heard"); // by then it stalls
    QTest::addColumn<RogueServer::Script>("script");
    QTest::newRow("before the greeting") << QByteArray() << RogueServer::Script([](Talk &talk) { talk.untilTheEnd(); });
    QTest::newRow("in the login") << QByteArray("workspace") << afterGreeting("mysql_native_password", [](Talk &) {});
    QTest::newRow("in an answer") << QByteArray("SHOW") << shows([](Talk &talk) { oneColumn(talk); });
    QTest::newRow("before an answer") << QByteArray("SHOW") << shows([](Talk &) {});
}

void TstRogueDatabases::stopsWhileItStalls()
{
    QFETCH(QByteArray, heard);
    QFETCH(RogueServer::Script, script);
    std::atomic_bool came {false};
    RogueServer server(m_folder.path(), [&](Talk &talk) {
        came = true;
        script(talk);
    });
    SqlAddress where = address(server);
    where.connectLimit = std::chrono::hours(1);
    where.answerLimit = std::chrono::hours(1);
    where.wholeLimit = std::chrono::hours(1);
    std::future<std::optional<Error>> used =
        std::async(std::launch::async, [this, where] { return use(m_connections, where); });
    const auto ending = qScopeGuard([&where] { where.cancel.cancel(); }); // a failure waits for no server
    QTRY_VERIFY_WITH_TIMEOUT(came && server.received().contains(heard), 100000);
    where.cancel.cancel();
    QVERIFY(used.wait_for(std::chrono::seconds(100)) == std::future_status::ready);
    const std::optional<Error> error = used.get();
    QVERIFY(error);
    QVERIFY2(error->kind == ErrorKind::Cancelled, qPrintable(error->message + error->detail));
}

void TstRogueDatabases::finishesAChangeThatHasBegun()
{
    const CancelToken cancel;
    RogueServer server(m_folder.path(), answers("UPDATE", [&cancel](Talk &talk) {
                           cancel.cancel();
                           if (talk.pause(milliseconds(300))) // longer than a wish to stop takes to be heard
                               talk.send(RogueServer::ok());
                       }));
    SqlAddress where = address(server);
    where.cancel = cancel;
    const Result<std::unique_ptr<SqlConnection>> opened = m_connections.open(where);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message + opened.error().detail));
    (*opened)->ignoreCancel();
    const SqlResult<int> sent = (*opened)->send(QStringLiteral("UPDATE t SET a = 1"));
    QVERIFY2(sent, sent ? "" : qPrintable(sent.error().error.message));
}

void TstRogueDatabases::stopsAChangeBeforeItsFirstWrite()
{
    const CancelToken cancel;
    RogueServer server(m_folder.path(), answers("SELECT name", [&cancel](Talk &) { cancel.cancel(); }));
    SqlAddress where = address(server);
    where.cancel = cancel;
    const Result<std::unique_ptr<MoodleSite>> site =
        SqlMoodleSite::open(m_connections, where, QStringLiteral("mdl_"), nullptr);
    QVERIFY2(site, site ? "" : qPrintable(site.error().message + site.error().detail));
    const ConfigChange change {QStringLiteral("backup_auto_keep"), QStringLiteral("1"), QStringLiteral("2")};
    const auto outcomes = (*site)->compareAndSet({change});
    QVERIFY(!outcomes);
    QVERIFY2(outcomes.error().kind == ErrorKind::Cancelled, qPrintable(outcomes.error().message));
}

NIGHTKEEP_TEST(TstRogueDatabases, fault, Core, 300)
#include "tst_roguedatabases.moc"
