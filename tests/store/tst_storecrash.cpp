// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/auditedact.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QProcess>
#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// A program that is killed while it writes.
class TstStoreCrash : public QObject
{
    Q_OBJECT

private slots:
    void killedWhileWriting_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<int>("kills");
        QTest::newRow("sqlite") << QStringLiteral("sqlite") << 22;
        QTest::newRow("mariadb") << QStringLiteral("mariadb") << 8;
    }
    void killedWhileWriting()
    {
        QFETCH(QString, dialect);
        QFETCH(int, kills);
        Samples::Places places;
        const QString workspace = places.next(dialect);
        QVERIFY2(!workspace.isEmpty(), qPrintable(places.problem()));
        {
            const auto store = WorkspaceStore::create(workspace);
            QVERIFY2(store, why(store).constData());
            for (const char *name : {"a", "b"}) {
                Server server;
                server.name = QString::fromLatin1(name);
                server.note = QStringLiteral("0");
                QVERIFY((*store)->replaceServer({}, server));
            }
        }
        QRandomGenerator random(42);
        int told = 0;
        for (int kill = 0; kill < kills; ++kill) {
            QProcess writer;
            writer.start(qEnvironmentVariable("NIGHTKEEP_BIN_DIR") + QStringLiteral("/nightkeep-writerprogram"),
                         {workspace});
            for (int lines = 1 + random.bounded(6); lines > 0; --lines) {
                while (!writer.canReadLine())
                    QVERIFY2(
                        writer.waitForReadyRead(120000),
                        (writer.readAllStandardError() + " exit " + QByteArray::number(writer.exitCode())).constData());
                told = writer.readLine().trimmed().toInt();
            }
            writer.kill();
            QVERIFY(writer.waitForFinished(120000));
            while (writer.canReadLine())
                told = writer.readLine().trimmed().toInt();

            const auto store = WorkspaceStore::open(workspace);
            QVERIFY2(store, why(store).constData());
            const QList<Server> servers = *(*store)->servers();
            QCOMPARE(servers.size(), 2);
            QCOMPARE(servers.at(0).note, servers.at(1).note); // both or neither
            const int written = servers.at(0).note.toInt();
            QVERIFY2(written == told || written == told + 1, qPrintable(servers.at(0).note));
            const Result<WorkspaceCheck> sound = (*store)->verify();
            QVERIFY2(sound, why(sound).constData());
            // The attack: killed between a change and its line, so that nobody knows who made it. Every change has
            // its line, also the one that was not told.
            const QList<AuditEntry> entries = *(*store)->entries();
            QCOMPARE(entries.size(), written);
            for (qsizetype i = 0; i < entries.size(); ++i)
                QCOMPARE(entries.at(i).newValue, QString::number(i + 1));
        }
        qInfo("%d kills, %d writes told, none lost, 0 changes without a line", kills, told);
    }

    void whatIsRecordedIsOneTransaction_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("mariadb") << QStringLiteral("mariadb");
    }
    void whatIsRecordedIsOneTransaction()
    {
        QFETCH(QString, dialect);
        Samples::Places places;
        const QString workspace = places.next(dialect);
        QVERIFY2(!workspace.isEmpty(), qPrintable(places.problem()));
        const auto store = WorkspaceStore::create(workspace);
        QVERIFY2(store, why(store).constData());
        const auto other = WorkspaceStore::open(workspace);
        QVERIFY2(other, why(other).constData());
        Server server;
        server.name = QStringLiteral("a");
        qsizetype seenWithin = -1;
        qsizetype seenByOthers = -1;
        const auto change = [&] {
            const Result<void> added = (*store)->replaceServer({}, server);
            if (!added)
                return added;
            seenWithin = (*store)->servers()->size();
            seenByOthers = (*other)->servers()->size();
            return added;
        };
        QVERIFY(noteDone(**store, {}, change));
        QCOMPARE(seenWithin, 1);
        QCOMPARE(seenByOthers, 0);
        QCOMPARE((*other)->servers()->size(), 1);
        QCOMPARE((*other)->entries()->size(), 1);
        QCOMPARE(noteDone(**store, {}, change).error().kind, ErrorKind::Conflict);
        QCOMPARE((*store)->entries()->size(), 1);

        // A record within another is part of it: what the outer one cannot say, the inner one has not done.
        const Result<qint64> outer = (*store)->record([&]() -> Result<AuditEntry> {
            const Result<void> inner = noteDone(**store, {}, [&] { return (*store)->replaceServer(server, {}); });
            if (!inner)
                return fail(inner.error());
            return fail(ErrorKind::Failed, QStringLiteral("second thoughts"));
        });
        QCOMPARE(outer.error().kind, ErrorKind::Failed);
        QCOMPARE((*store)->servers()->size(), 1);
        QCOMPARE((*store)->entries()->size(), 1);
        QVERIFY((*store)->verifyChain());
    }

    void aDatabaseServerThatDies()
    {
        Samples::Places places;
        const QString workspace = places.next(QStringLiteral("mariadb"));
        QVERIFY2(!workspace.isEmpty(), qPrintable(places.problem()));
        // Else what the last second wrote, which may be the workspace itself, goes with the server.
        QVERIFY(places.server().sql(QStringLiteral("SET GLOBAL innodb_flush_log_at_trx_commit = 1")));
        const auto store = WorkspaceStore::create(workspace);
        QVERIFY2(store, why(store).constData());
        QVERIFY((*store)->append({}));
        places.server().kill();
        QCOMPARE((*store)->append({}).error().kind, ErrorKind::Unreachable);
        QCOMPARE((*store)->servers().error().kind, ErrorKind::Unreachable);
        const Result<void> back = places.server().start();
        QVERIFY2(back, why(back).constData());
        const Result<qint64> appended = (*store)->append({}); // the same store, once the server is back
        QVERIFY2(appended, why(appended).constData());
        const Result<void> sound = (*store)->verifyChain();
        QVERIFY2(sound, why(sound).constData());
    }
};

NIGHTKEEP_TEST(TstStoreCrash, fault, Core, 300)
#include "tst_storecrash.moc"
