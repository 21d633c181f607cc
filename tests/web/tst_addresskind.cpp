// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/web/addresskind.h"
#include "app/web/responsehead.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// What the web check judges by: where an address can be reached from, and the head of an answer.
class TstAddressKind : public QObject
{
    Q_OBJECT

private slots:
    void addressesAreOfAKind_data()
    {
        QTest::addColumn<int>("kind");
        const auto rows = [](AddressKind kind, const QStringList &addresses) {
            for (const QString &address : addresses)
                QTest::newRow(qPrintable(address)) << int(kind);
        };
        rows(AddressKind::Public,
             QStringLiteral("192.0.2.1 9.255.255.255 11.0.0.0 172.15.255.255 172.32.0.0 100.63.255.255 100.128.0.0 "
                            "128.0.0.1 169.253.255.255 192.169.0.1 223.255.255.255 2001:db8::1 2002:c000:201:: "
                            "64:ff9b::192.0.2.1 ::ffff:192.0.2.1")
                 .split(u' '));
        rows(AddressKind::Private,
             QStringLiteral("10.0.0.0 10.255.255.255 172.16.0.0 172.31.255.255 192.168.255.255 100.64.0.1 198.19.0.1 "
                            "fc00::1 fdff::1 fec0::1 ::ffff:10.0.0.1 ::10.0.0.1 64:ff9b::10.0.0.1 2002:a00:1::")
                 .split(u' '));
        rows(AddressKind::LinkLocal,
             QStringLiteral("169.254.169.254 224.0.0.1 240.0.0.1 255.255.255.255 fe80::1 febf::1 ff02::1 "
                            "::ffff:169.254.169.254")
                 .split(u' '));
        rows(AddressKind::Loopback,
             QStringLiteral("127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 ::1 :: ::ffff:127.0.0.1 ::127.0.0.1 "
                            "64:ff9b::127.0.0.1 2002:7f00:1::")
                 .split(u' '));
    }
    void addressesAreOfAKind()
    {
        QFETCH(int, kind);
        const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(!address.isNull());
        QCOMPARE(int(kindOf(address)), kind);
    }

    void outwardsAndAmongItsLike()
    {
        const QHostAddress outside(QStringLiteral("192.0.2.1"));
        const QList<QHostAddress> ofEachKind {outside, QHostAddress(QStringLiteral("10.0.0.1")),
                                              QHostAddress(QStringLiteral("169.254.0.1")),
                                              QHostAddress(QHostAddress::LocalHost)};
        int allowed = 0;
        for (const QHostAddress &from : ofEachKind) {
            for (const QHostAddress &to : ofEachKind)
                allowed += mayLead(from, to, {}) ? 1 : 0;
            QVERIFY(mayLead(from, from, {}) && mayLead(from, outside, {}) && mayLead(from, {}, {}));
            QCOMPARE(mayLead({}, from, {}), from == outside); // one that is not known counts as public
        }
        QCOMPARE(allowed, 7);
    }

    /// The attack: a server sends the check to the public address of the workstation, where services listen that its
    /// network alone is to reach.
    void ownAddressesAreThisMachine_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("may");
        const auto row = [](const char *name, const char *from, const char *to, bool may) {
            QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(to) << may;
        };
        row("from outside", "192.0.2.1", "192.0.2.7", false);
        row("from outside, written as a new one", "192.0.2.1", "::ffff:192.0.2.7", false);
        row("from outside to the new one", "192.0.2.1", "2001:db8::7", false);
        row("from inside", "10.0.0.1", "192.0.2.7", false);
        row("from inside to the one there", "10.0.0.1", "10.0.0.7", false);
        row("on the wire", "fe80::1", "fe80::7", false);
        row("from who knows where", "", "192.0.2.7", false);
        row("a neighbour's", "192.0.2.1", "192.0.2.8", true);
        row("from itself", "192.0.2.7", "192.0.2.7", true);
        row("from itself to another of its own", "10.0.0.7", "192.0.2.7", true);
        row("from itself to a neighbour", "10.0.0.7", "10.0.0.8", true);
        row("from its loop", "127.0.0.1", "192.0.2.7", true);
        row("from another of its loop", "127.0.0.2", "127.0.0.1", true);
    }
    void ownAddressesAreThisMachine()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(bool, may);
        QList<QHostAddress> own;
        for (const QString &each : QStringLiteral("127.0.0.1 192.0.2.7 10.0.0.7 2001:db8::7 fe80::7%eth0").split(u' '))
            own.append(QHostAddress(each));
        QCOMPARE(mayLead(QHostAddress(from), QHostAddress(to), own), may);
    }

    void headsAreRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        using State = ResponseHead::State;
        const auto row = [](const char *name, const QByteArray &bytes, State state, int status = 0,
                            const QByteArray &location = {}) {
            QTest::newRow(name) << bytes << int(state) << status << location;
        };
        row("whole", "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", State::Whole, 200);
        row("no headers", "HTTP/1.0 404\r\n\r\n", State::Whole, 404);
        row("ends of lines alone", "HTTP/1.1 302 Found\nlocation:/in\n\n", State::Whole, 302, "/in");
        row("a place", "HTTP/1.1 301 Moved\r\nX-Location: no\r\nLOCATION :  /a b \r\n\r\n", State::Whole, 301, "/a b");
        row("the first of two", "HTTP/1.1 301 M\r\nLocation: /1\r\nLocation: /2\r\n\r\n", State::Whole, 301, "/1");
        row("after another",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLocation: /no\r\n\r\n"
            "HTTP/1.1 204 None\r\n\r\n",
            State::Whole, 204);
        row("not yet", "HTTP/1.1 200 OK\r\nA: b\r\n", State::Unfinished);
        row("nothing", "", State::Unfinished);
        row("its beginning", "HTT", State::Unfinished);
        row("another protocol", "SSH-2.0-OpenSSH_9.2\r\n", State::NotHttp);
        row("another beginning", "HTX", State::NotHttp);
        row("no number", "HTTP/1.1 fine\r\n\r\n", State::NotHttp);
        row("too small a number", "HTTP/1.1 99\r\n\r\n", State::NotHttp);
        row("too large a number", "HTTP/1.1 99999999999999999999\r\n\r\n", State::NotHttp);
        row("too long", "HTTP/1.1 200 OK\r\n" + QByteArray(ResponseHead::MostBytes, 'x'), State::TooLong);
    }
    void headsAreRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, state);
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(1 << 20)}) {
            ResponseHead head;
            for (qsizetype at = 0; at < bytes.size(); at += piece)
                head.add(bytes.mid(at, piece));
            QCOMPARE(int(head.state()), state);
            QCOMPARE(head.status(), status);
            QCOMPARE(head.location(), location);
        }
    }
};

NIGHTKEEP_TEST(TstAddressKind, unit, Core)
#include "tst_addresskind.moc"
