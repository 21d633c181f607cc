// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mariadbfixture.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <csignal>

using namespace Nightkeep;

/// The fixture that other rooms' tests stand on.
class TstMariaDbFixture : public QObject
{
    Q_OBJECT

private slots:
    void answersStopsAndStartsAgain()
    {
        qint64 pid = 0;
        {
            MariaDbFixture server;
            const Result<void> started = server.start();
            QVERIFY2(started, started ? "" : qPrintable(started.error().message + started.error().detail));
            pid = server.processId();
            QVERIFY(server.socketPath().size() < 100);

            QVERIFY(server.createDatabase(QStringLiteral("odd `name"), QStringLiteral("latin1")));
            QVERIFY(server.sql(QStringLiteral("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('x\ty'), ('\u00fc')"),
                               QStringLiteral("odd `name")));
            const Result<QByteArray> rows = server.sql(QStringLiteral("SELECT a FROM t"), QStringLiteral("odd `name"));
            QVERIFY(rows);
            QCOMPARE(*rows, QByteArray("x\\ty\n\xc3\xbc\n"));

            QVERIFY(server.createUser(QStringLiteral("o'brien"), QStringLiteral("p\\w'"),
                                      {QStringLiteral("SELECT ON `odd ``name`.*")}));
            QCOMPARE(*server.sql(QStringLiteral("SELECT COUNT(*) FROM mysql.user WHERE user='o''brien'")),
                     QByteArray("1\n"));

            const Result<QByteArray> refused = server.sql(QStringLiteral("SELECT 1; NONSENSE"));
            QVERIFY(!refused);
            QVERIFY(refused.error().detail.contains(QStringLiteral("NONSENSE")));

            server.stop();
            QVERIFY(!server.sql(QStringLiteral("SELECT 1")));
            QVERIFY(server.start());
            QCOMPARE(*server.sql(QStringLiteral("SELECT COUNT(*) FROM t"), QStringLiteral("odd `name")),
                     QByteArray("2\n"));
            server.kill();
            QVERIFY(server.start());
            QVERIFY(server.processId() != pid);
            pid = server.processId();
        }
        QCOMPARE(::kill(static_cast<pid_t>(pid), 0), -1);
    }

    void aBadOptionIsToldWithTheServersWords()
    {
        MariaDbFixture server;
        const Result<void> started = server.start({QStringLiteral("--no-such-option")});
        QVERIFY(!started);
        QVERIFY2(started.error().detail.contains(QStringLiteral("no-such-option")), qPrintable(started.error().detail));
    }
};

NIGHTKEEP_TEST(TstMariaDbFixture, integration, Core)
#include "tst_mariadbfixture.moc"
