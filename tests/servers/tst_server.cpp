// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/remotehost.h"
#include "models/servers/server.h"
#include "tests/support/testmain.h"

#include <QSet>
#include <QTest>

using namespace Nightkeep;

class TstServer : public QObject
{
    Q_OBJECT

private slots:
    void shortNames_data();
    void shortNames();
    void safeNames_data();
    void safeNames();
    void everyCharacter();
    void programNames();
    void destinations();
};

void TstServer::shortNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("whole name") << QStringLiteral("moodle-a.example.org") << QStringLiteral("moodle-a");
    QTest::newRow("short already") << QStringLiteral("moodle-a") << QStringLiteral("moodle-a");
    QTest::newRow("address") << QStringLiteral("192.0.2.7") << QStringLiteral("192.0.2.7");
    QTest::newRow("begins with a dot") << QStringLiteral(".hidden") << QStringLiteral(".hidden");
    QTest::newRow("empty") << QString() << QString();
}

void TstServer::shortNames()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    QCOMPARE(shortName(name), expected);
}

/// What leads elsewhere does not read alike.
void TstServer::destinations()
{
    const auto place = [](const char *user, const char *host, int port, const char *socket) {
        Server server;
        server.name = QStringLiteral("db-a");
        server.connection.user = QLatin1String(user);
        server.connection.host = QLatin1String(host);
        server.connection.port = port;
        return socketDestination(server, QLatin1String(socket));
    };
    const QStringList places {place("", "", 0, "/run/s"),      place("u", "", 0, "/run/s"), place("", "h", 0, "/run/s"),
                              place("", "", 22, "/run/s"),     place("", "", 0, "/tmp/s"),  place("", "h", 22, "/s"),
                              place("", "h:22", 0, "/s"),      place("", "h", 2, "2 /s"),   place("u", "h:2", 2, "/s"),
                              place("u:h", "h", 22, "/run/s"), place("", "h", 222, "/s")};
    QCOMPARE(QSet<QString>(places.cbegin(), places.cend()).size(), places.size());
    QCOMPARE(places.first(), QStringLiteral("db-a /run/s"));
    QCOMPARE(place("u", "::1", 22, "/run/s"), QStringLiteral("u@[::1]:22 /run/s"));
}

void TstServer::safeNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("safe");
    QTest::newRow("name") << QStringLiteral("moodle-a.example.org") << true;
    QTest::newRow("IPv4") << QStringLiteral("192.0.2.7") << true;
    QTest::newRow("IPv6") << QStringLiteral("2001:db8::1") << true;
    QTest::newRow("IPv6 with a zone") << QStringLiteral("fe80::1%eth0") << true;
    QTest::newRow("underscore") << QStringLiteral("moodle_a") << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("option") << QStringLiteral("-oProxyCommand=id") << false;
    QTest::newRow("dash alone") << QStringLiteral("-") << false;
    QTest::newRow("substitution") << QStringLiteral("$(id)") << false;
    QTest::newRow("two words") << QStringLiteral("a b") << false;
    QTest::newRow("line break at the end") << QStringLiteral("a\n") << false;
    QTest::newRow("user and host") << QStringLiteral("u@h") << false;
    QTest::newRow("address of a page") << QStringLiteral("ssh://h") << false;
    QTest::newRow("brackets") << QStringLiteral("[::1]") << false;
    QTest::newRow("letters of another script") << QStringLiteral("mооdle") << false; // two Cyrillic letters
    QTest::newRow("digits of another script") << QStringLiteral("a\u0661") << false;
}

void TstServer::safeNames()
{
    QFETCH(QString, name);
    QFETCH(bool, safe);
    QCOMPARE(isSafeHostName(name), safe);
    QCOMPARE(isSafeUserName(name), safe);
}

void TstServer::everyCharacter()
{
    const QString allowed = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:%-");
    for (char16_t code = 0; code < 0x600; ++code)
        QCOMPARE(isSafeHostName(QStringLiteral("a") + QChar(code)), allowed.contains(QChar(code)));
}

void TstServer::programNames()
{
    QSet<QString> names;
    for (const RemoteProgram program :
         {RemoteProgram::Probe, RemoteProgram::Zips, RemoteProgram::ArchiveStart, RemoteProgram::ArchiveStatus,
          RemoteProgram::ArchiveCancel, RemoteProgram::TarHeaders, RemoteProgram::ChangeRate,
          RemoteProgram::BackupPreview})
        names.insert(remoteProgramName(program));
    QCOMPARE(names.size(), 8);
    QCOMPARE(remoteProgramName(RemoteProgram::ArchiveStart), QStringLiteral("archive-start"));
}

NIGHTKEEP_TEST(TstServer, unit, Core)
#include "tst_server.moc"
