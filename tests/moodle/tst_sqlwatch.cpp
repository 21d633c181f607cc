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

/// The client's account: what it can, the most it takes, and a name.
QByteArray account()
{
    return RogueServer::number(0x000aa2af, 4) + RogueServer::number(1 << 24, 4) + QByteArray(24, '\0') + "workspace"
        + RogueServer::number(0, 2);
}

struct Said
{
    bool byServer = true;
    QByteArray payload;
};

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
    void sendsNoFile();
    void survivesDamage();
};

void TstSqlWatch::passesWhatIsSound()
{
    SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
    int changed = 0;
    for (const Said &said : soundTalk()) {
        const QByteArray before = asPacket(said.payload, said.byServer ? 1 : 0);
        QByteArray packet = before;
        const Result<void> passed = said.byServer ? watch.fromServer(packet) : watch.fromClient(packet);
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
    QTest::newRow("clear") << RogueServer::greeting("mysql_clear_password") << false;
    QTest::newRow("dialog") << RogueServer::greeting("dialog") << false;
    QTest::newRow("the beginning of an allowed name") << RogueServer::greeting("mysql_native") << false;
    QTest::newRow("more than an allowed name") << RogueServer::greeting("mysql_native_password2") << false;
    QTest::newRow("no name") << RogueServer::greeting({}) << false;
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
    if (!taken)
        QCOMPARE(passed.error().kind, ErrorKind::PermissionDenied);
}

void TstSqlWatch::sendsNoFile()
{
    // What a library sends of a file goes on with the server's numbers; a statement begins with 0.
    SqlWatch watch(QStringLiteral("db"), QStringLiteral("workspace"));
    for (const Said &said : soundTalk()) {
        QByteArray packet = asPacket(said.payload, said.byServer ? 1 : 0);
        QVERIFY(said.byServer ? watch.fromServer(packet) : watch.fromClient(packet));
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
            QByteArray payload = talk.at(i).payload;
            for (int times = i == damaged ? 1 + random.bounded(3) : 0; times > 0 && !payload.isEmpty(); --times) {
                const int at = random.bounded(int(payload.size()));
                if (random.bounded(3) == 0)
                    payload.truncate(at);
                else
                    payload[at] = char(random.bounded(4) == 0 ? 0xfc + random.bounded(4) : random.bounded(256));
            }
            QByteArray packet = asPacket(payload, talk.at(i).byServer ? 1 : 0);
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
