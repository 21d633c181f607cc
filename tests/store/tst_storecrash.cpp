// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
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
                    QVERIFY2(writer.waitForReadyRead(30000), writer.readAllStandardError().constData());
                told = writer.readLine().trimmed().toInt();
            }
            writer.kill();
            QVERIFY(writer.waitForFinished());
            while (writer.canReadLine())
                told = writer.readLine().trimmed().toInt();

            const auto store = WorkspaceStore::open(workspace);
            QVERIFY2(store, why(store).constData());
            const QList<Server> servers = *(*store)->servers();
            QCOMPARE(servers.size(), 2);
            QCOMPARE(servers.at(0).note, servers.at(1).note); // both or neither
            const int written = servers.at(0).note.toInt();
            QVERIFY2(written == told || written == told + 1, qPrintable(servers.at(0).note));
            const Result<void> sound = (*store)->verifyChain();
            QVERIFY2(sound, why(sound).constData());
            // Every number that was told has its line; a number that was not may have lost it.
            const QList<AuditEntry> entries = *(*store)->entries();
            QSet<int> numbers;
            for (const AuditEntry &entry : entries)
                numbers.insert(entry.newValue.toInt());
            QVERIFY(numbers.contains(told));
            QVERIFY(entries.size() >= told - kill && entries.size() <= written);
        }
        qInfo("%d kills, %d writes told, none lost", kills, told);
    }

    void aDatabaseServerThatDies()
    {
        Samples::Places places;
        const QString workspace = places.next(QStringLiteral("mariadb"));
        QVERIFY2(!workspace.isEmpty(), qPrintable(places.problem()));
        const auto store = WorkspaceStore::create(workspace);
        QVERIFY(store);
        QVERIFY((*store)->append({}));
        places.server().kill();
        QCOMPARE((*store)->append({}).error().kind, ErrorKind::Unreachable);
        QCOMPARE((*store)->servers().error().kind, ErrorKind::Unreachable);
        QVERIFY(places.server().start());
        QVERIFY((*store)->append({})); // the same store, once the server is back
        QVERIFY((*store)->verifyChain());
    }
};

NIGHTKEEP_TEST(TstStoreCrash, fault, Core, 300)
#include "tst_storecrash.moc"
