// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mysql/sqlwatch.h"
#include "tests/support/rogueserver.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Nightkeep;

namespace {

QByteArray asPacket(const QByteArray &payload, int number)
{
    return RogueServer::number(quint64(payload.size()), 3) + char(number) + payload;
}

/// As servers before 5.5.7 greet: no ways of logging in are named.
QByteArray oldGreeting(quint64 abilities)
{
    return RogueServer::number(10, 1) + QByteArray("5.0.77-log") + RogueServer::number(0, 1) + RogueServer::number(7, 4)
        + "12345678" + RogueServer::number(0, 1) + RogueServer::number(abilities, 2) + RogueServer::number(33, 1)
        + RogueServer::number(2, 2) + QByteArray(13, '\0') + "123456789012" + RogueServer::number(0, 1);
}

/// The client's account: what it can, the most it takes, a name, the answer, a database, the way of logging in.
QByteArray account(const QByteArray &answer = QByteArray(20, 'a'), const QByteArray &plugin = "mysql_native_password")
{
    return RogueServer::number(0x000aa2af, 4) + RogueServer::number(1 << 24, 4) + QByteArray(24, '\0') + "workspace"
        + RogueServer::number(0, 1) + RogueServer::number(quint64(answer.size()), 1) + answer + "moodle"
        + RogueServer::number(0, 1) + plugin + RogueServer::number(0, 1);
}

struct Said
{
    bool byServer = true;
    QByteArray payload;
};

/// With its number: those of the login go on, and a statement begins anew.
QByteArray packetOf(const QList<Said> &talk, int turn)
{
    const Said &said = talk.at(turn);
    return asPacket(said.payload, turn < 3 ? turn : int(said.byServer));
}

/// A login, a statement of text and a prepared one, as MariaDB carries them out.
QList<Said> soundTalk()
{
    const QByteArray name = RogueServer::column("name", 253, 765);
    const QByteArray id = RogueServer::column("id", 8, 20);
    const QByteArray end = RogueServer::endOfRows();
    const QByteArray execute = RogueServer::number(0x17, 1) + RogueServer::number(5, 4) + RogueServer::number(0, 5);
    return {
        {true, RogueServer::greeting()},
        {false, account()},
        {true, RogueServer::ok()},
        {false, "\3SHOW"},
        {true, "\2"},
        {true, name},
        {true, id},
        {true, end},
        {true, "\5keeps\xfb"},
        {true, end},
        {false, "\x16SELECT name, id FROM t WHERE name = ?"},
        {true,
         RogueServer::number(0, 1) + RogueServer::number(5, 4) + RogueServer::number(2, 2) + RogueServer::number(1, 2)
             + RogueServer::number(0, 3)},
        {true, RogueServer::column("?", 253, 0)},
        {true, end},
        {true, name},
        {true, id},
        {true, end},
        {false, execute},
        {true, "\2"},
        {true, name},
        {true, id},
        {true, end},
        {true, RogueServer::number(0, 2) + "\4keep" + RogueServer::number(8, 8)},
        {true, RogueServer::number(0, 1) + RogueServer::number(8, 1) + "\4hour"}, // no id
        {true, end},
        {false, QByteArray("\x19") + RogueServer::number(5, 4)},
        {false, "\3UPDATE"},
        {true, RogueServer::ok()},
    };
}

} // namespace

/// What is read along of a MySQL conversation, packet by packet.
class TstSqlWatch : public QObject
{
    Q_OBJECT

private slots:
    void passesWhatIsSound();
    void takesGreetings_data();
    void takesGreetings();
    void looksAtTheAnswer_data();
    void looksAtTheAnswer();
    void saysWhatALoginNeeds_data();
    void saysWhatALoginNeeds();
    void keepsTheLoginsOrder();
    void sendsNoFile();
    void survivesDamage();
};

void TstSqlWatch::passesWhatIsSound()
{
    SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
    int changed = 0;
    const QList<Said> talk = soundTalk();
    for (int i = 0; i < talk.size(); ++i) {
        const QByteArray before = packetOf(talk, i);
        QByteArray packet = before;
        const Result<void> passed = talk.at(i).byServer ? watch.fromServer(packet) : watch.fromClient(packet);
        QVERIFY2(passed, passed ? "" : qPrintable(passed.error().detail + QString::fromLatin1(before.toHex(' '))));
        QCOMPARE(packet.size(), before.size());
        changed += packet == before ? 0 : 1;
    }
    QCOMPARE(changed, 2); // what the two can do
    QVERIFY(watch.isIdle());
}

void TstSqlWatch::takesGreetings_data()
{
    QTest::addColumn<QByteArray>("greeting");
    QTest::addColumn<bool>("taken");
    QTest::newRow("MariaDB") << RogueServer::greeting() << true;
    QTest::newRow("MySQL 8") << RogueServer::greeting("caching_sha2_password") << true;
    QTest::newRow("ed25519") << RogueServer::greeting("client_ed25519") << true;
    QTest::newRow("MySQL 5.0") << oldGreeting(0xa22c) << true;
    QTest::newRow("before 4.1") << oldGreeting(0x002c) << false;
    QTest::newRow("clear") << RogueServer::greeting("mysql_clear_password") << true;
    QTest::newRow("dialog") << RogueServer::greeting("dialog") << true;
    QTest::newRow("the beginning of an allowed name") << RogueServer::greeting("mysql_native") << true;
    QTest::newRow("more than an allowed name") << RogueServer::greeting("mysql_native_password2") << true;
    QTest::newRow("no name") << RogueServer::greeting({}) << true;
    // Where the library's and the watch's names of the way of logging in would be two.
    QByteArray shifted = RogueServer::greeting();
    shifted[shifted.indexOf(QByteArray("\x2f\0\x15", 3)) + 2] = '\x0f';
    QTest::newRow("random numbers of another length") << shifted << false;
    QTest::newRow("no error but progress") << QByteArray::fromHex("ffffff01010100000000") << false;
    QTest::newRow("half an error") << QByteArray("\xff\x10\x04") << false;
    QTest::newRow("too many connections") << QByteArray("\xff\x10\x04Too many connections") << true;
}

void TstSqlWatch::takesGreetings()
{
    QFETCH(QByteArray, greeting);
    QFETCH(bool, taken);
    SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
    QByteArray packet = asPacket(greeting, 0);
    const Result<void> passed = watch.fromServer(packet);
    QCOMPARE(passed.has_value(), taken);
    if (!taken || watch.isOver())
        return;
    // What the library is told, in whole: one of those that are allowed, whatever the server likes best.
    QCOMPARE(packet.size(), SqlWatch::sizeOf(packet));
    const bool named = packet.endsWith(QByteArray("mysql_native_password") + '\0')
        || packet.endsWith(QByteArray("caching_sha2_password") + '\0')
        || packet.endsWith(QByteArray("client_ed25519") + '\0') || greeting == oldGreeting(0xa22c);
    QVERIFY(named && !packet.contains("clear") && !packet.contains("dialog"));
}

void TstSqlWatch::looksAtTheAnswer_data()
{
    QTest::addColumn<QByteArray>("asked"); // by the greeting
    QTest::addColumn<QByteArray>("account");
    QTest::addColumn<QList<QByteArray>>("more"); // by the server, after that
    QTest::addColumn<bool>("taken");
    const QByteArray native = "mysql_native_password";
    const QByteArray sha2 = "caching_sha2_password";
    const QByteArray digest(32, 'a');
    const QByteArray ok = RogueServer::ok();
    QTest::newRow("native") << native << account() << QList<QByteArray> {ok} << true;
    QTest::newRow("no password") << native << account({}) << QList<QByteArray> {ok} << true;
    QTest::newRow("sha2") << sha2 << account(digest, sha2) << QList<QByteArray> {"\1\3", ok} << true;
    QTest::newRow("sha2 without a password")
        << sha2 << account(QByteArray(1, '\0'), sha2) << QList<QByteArray> {ok} << true;
    QTest::newRow("in clear") << native << account("canary", "mysql_clear_password") << QList<QByteArray> {} << false;
    QTest::newRow("in clear by another name") << native << account("canary") << QList<QByteArray> {} << false;
    QTest::newRow("sha2 let in unlooked") << sha2 << account(digest, sha2) << QList<QByteArray> {ok} << false;
    QTest::newRow("sha2 looked twice") << sha2 << account(digest, sha2) << QList<QByteArray> {"\1\3", "\1\3"} << false;
}

void TstSqlWatch::looksAtTheAnswer()
{
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, account);
    QFETCH(QList<QByteArray>, more);
    QFETCH(bool, taken);
    SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
    QByteArray packet = asPacket(RogueServer::greeting(asked), 0);
    QVERIFY(watch.fromServer(packet));
    packet = asPacket(account, 1);
    bool passed = watch.fromClient(packet).has_value();
    for (int i = 0; passed && i < more.size(); ++i) {
        packet = asPacket(more.at(i), 2 + i);
        passed = watch.fromServer(packet).has_value();
    }
    QCOMPARE(passed, taken);
    QCOMPARE(watch.isIdle(), taken);
}

void TstSqlWatch::saysWhatALoginNeeds_data()
{
    QTest::addColumn<QByteArray>("asked"); // by the greeting
    QTest::addColumn<QByteArray>("account");
    QTest::addColumn<QByteArray>("answer"); // of the server to it
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("advice");
    const QByteArray native = "mysql_native_password";
    const QByteArray sha2 = "caching_sha2_password";
    const QByteArray end = RogueServer::number(0, 1);
    const QString old = QStringLiteral("MySQL before 4.1");
    QTest::newRow("a password of 16 digits, MySQL 5.0")
        << native << account() << QByteArray("\xfe") << old << QStringLiteral("SET PASSWORD");
    QTest::newRow("a password of 16 digits, MySQL 5.5")
        << native << account() << "\xfemysql_old_password" + end + QByteArray(8, 'a') + end << old
        << QStringLiteral("old_passwords = 0");
    QTest::newRow("a password that MySQL 8 does not remember")
        << sha2 << account(QByteArray(32, 'a'), sha2) << QByteArray("\1\4") << QStringLiteral("does not remember")
        << QString();
    QTest::newRow("another way") << native << account() << "\xfegssapi" + end << QStringLiteral("gssapi")
                                 << QStringLiteral("caching_sha2_password");
}

void TstSqlWatch::saysWhatALoginNeeds()
{
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, account);
    QFETCH(QByteArray, answer);
    QFETCH(QString, said);
    QFETCH(QString, advice);
    SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
    QByteArray packet = asPacket(RogueServer::greeting(asked), 0);
    QVERIFY(watch.fromServer(packet));
    packet = asPacket(account, 1);
    QVERIFY(watch.fromClient(packet));
    packet = asPacket(answer, 2);
    const Result<void> passed = watch.fromServer(packet);
    QVERIFY(!passed);
    QCOMPARE(passed.error().kind, ErrorKind::PermissionDenied);
    QVERIFY2(passed.error().message.contains(said), qPrintable(passed.error().message));
    QVERIFY2(passed.error().advice.contains(advice) && !passed.error().advice.isEmpty(),
             qPrintable(passed.error().advice));
}

void TstSqlWatch::keepsTheLoginsOrder()
{
    SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
    QByteArray packet = asPacket(RogueServer::greeting(), 0);
    QVERIFY(watch.fromServer(packet));
    packet = asPacket(account(), 1);
    QVERIFY(watch.fromClient(packet));
    packet = asPacket(RogueServer::ok(), 255); // the library's next would have the number of a statement
    QVERIFY(!watch.fromServer(packet));
}

void TstSqlWatch::sendsNoFile()
{
    // What a library sends of a file goes on with the server's numbers; a statement begins with 0.
    SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
    const QList<Said> talk = soundTalk();
    for (int i = 0; i < talk.size(); ++i) {
        QByteArray packet = packetOf(talk, i);
        QVERIFY(talk.at(i).byServer ? watch.fromServer(packet) : watch.fromClient(packet));
    }
    QByteArray file = asPacket("root:x:0:0", 2);
    QVERIFY(!watch.fromClient(file));
    QByteArray none = asPacket({}, 2);
    QVERIFY(!watch.fromClient(none));
}

void TstSqlWatch::survivesDamage()
{
    QRandomGenerator random(20261129);
    const QList<Said> talk = soundTalk();
    int refused = 0;
    int passed = 0;
    for (int round = 0; round < 2000; ++round) {
        SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
        const int damaged = random.bounded(int(talk.size()));
        bool open = true;
        for (int i = 0; open && i < talk.size(); ++i) {
            QByteArray packet = packetOf(talk, i);
            QByteArray payload = packet.mid(4);
            for (int times = i == damaged ? 1 + random.bounded(3) : 0; times > 0 && !payload.isEmpty(); --times) {
                const int at = random.bounded(int(payload.size()));
                if (random.bounded(3) == 0)
                    payload.truncate(at);
                else
                    payload[at] = char(random.bounded(4) == 0 ? 0xfc + random.bounded(4) : random.bounded(256));
            }
            packet = asPacket(payload, packet.at(3));
            open = (talk.at(i).byServer ? watch.fromServer(packet) : watch.fromClient(packet)).has_value();
        }
        (open ? passed : refused) += 1;
    }
    qInfo("%d refused, %d passed", refused, passed);
    QVERIFY(refused > 200); // a text may be any text, and passes
    QVERIFY(passed > 50);
}

NIGHTKEEP_TEST(TstSqlWatch, unit, Core)
#include "tst_sqlwatch.moc"
