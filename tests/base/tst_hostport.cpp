// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/hostport.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// What may become part of an argument of ssh, or of a database library's options.
class TstHostPort : public QObject
{
    Q_OBJECT

private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host"); // empty: it is none
        QTest::addColumn<int>("port");
        const auto row = [](const char *name, const char *text, const char *host = "", int port = 0) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(host) << port;
        };
        row("name", "db.internal:3306", "db.internal", 3306);
        row("short name", "db:1", "db", 1);
        row("capitals and digits", "DB-2.Example.ORG:13306", "DB-2.Example.ORG", 13306);
        row("IPv4", "192.0.2.7:3306", "192.0.2.7", 3306);
        row("IPv6", "[2001:db8::5]:3306", "2001:db8::5", 3306);
        row("IPv6 of this machine", "[::1]:3306", "::1", 3306);
        row("IPv6 that holds an IPv4", "[::ffff:192.0.2.7]:3306", "::ffff:192.0.2.7", 3306);
        row("last port", "db:65535", "db", 65535);
        row("no port", "db.internal");
        row("port 0", "db:0");
        row("port past the last", "db:65536");
        row("port of six digits", "db:000001");
        row("port in other digits", "db:٣٣٠٦");
        row("no host", ":3306");
        row("empty", "");
        row("IPv6 without brackets", "2001:db8::5:3306");
        row("name in brackets", "[db]:3306");
        row("IPv4 in brackets", "[192.0.2.7]:3306");
        row("IPv6 with a zone", "[fe80::1%eth0]:3306");
        row("bracket that is not closed", "[::1:3306");
        row("option", "-oProxyCommand:1");
        row("dot first", ".db:3306");
        row("blank", "db internal:3306");
        row("blank at the end", "db:3306 ");
        row("line break at the end", "db:3306\n");
        row("second forwarding", "db:3306:x:1");
        row("option of the library", "db;ssl-verify-server-cert=0:3306");
        row("token of ssh", "%h:3306");
        row("variable", "${HOME}:3306");
        row("quote", "db':3306");
        row("path", "/run/db:3306");
        row("letter of another script", "dб:3306");
        row("user", "root@db:3306");
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        const std::optional<HostPort> read = hostPort(text);
        QCOMPARE(read.has_value(), !host.isEmpty());
        if (read) {
            QCOMPARE(read->host, host);
            QCOMPARE(read->port, port);
        }
    }
    void knowsPortsOfWhoeverAsks()
    {
        for (const char *own : {"localhost:1", "LOCALHOST:1", "127.0.0.1:1", "[::1]:1"})
            QVERIFY2(isOwnPort(hostPort(QLatin1String(own)).value_or(HostPort {})), own);
        for (const char *other : {"127.0.0.2:1", "localhost.example.org:1", "db:1", "[::2]:1"})
            QVERIFY2(!isOwnPort(hostPort(QLatin1String(other)).value_or(HostPort {})), other);
    }
    void takesNoNameThatIsTooLong()
    {
        QVERIFY(hostPort(QString(253, u'a') + QStringLiteral(":3306")));
        QVERIFY(!hostPort(QString(254, u'a') + QStringLiteral(":3306")));
    }
};

NIGHTKEEP_TEST(TstHostPort, unit, Core)
#include "tst_hostport.moc"
