// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/schema.h"
#include "app/store/storeconnection.h"
#include "tests/support/ownmounts.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace Nightkeep;
using Samples::why;

/// Disks that cannot be written and disks that are full, mounted for this test alone.
class TstStoreDisk : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder {Samples::memoryFolder()};
    QString m_workspace;

    static QByteArray contents(const QString &fileName)
    {
        QFile file(fileName);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }

    QString makeWorkspace()
    {
        const auto store = WorkspaceStore::create(m_workspace);
        QRandomGenerator random(3);
        return store ? Samples::fill(**store, random, 3) : QString::fromUtf8(why(store));
    }

    QStringList names() const
    {
        return QDir(m_folder.filePath(QStringLiteral("disk"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

    static void checkReadOnly(WorkspaceStore &store, const QByteArray &document)
    {
        QVERIFY(store.readOnly());
        QVERIFY(store.notices().join(QLatin1Char(' ')).contains(QStringLiteral("read-only")));
        QCOMPARE(*store.exportJson(), document);
        QVERIFY(store.verifyChain());
        const Server server = store.servers()->first();
        const QList<Result<void>> refused {
            store.replaceServer(server, {}),
            store.saveSnapshot(server.name, {}),
            store.saveFailure(server.name, {}, {}),
            store.replaceSite(store.sites()->first(), {}),
            store.setAgreed(QStringLiteral("a"), QStringLiteral("b"), std::nullopt, std::nullopt),
            store.saveSettings(QStringLiteral("a"), {}),
            store.saveArchiveRun(store.archiveRuns()->first()),
            store.append({}).map([](qint64) {}),
            store.importJson(document)};
        for (const Result<void> &result : refused) {
            QCOMPARE(result.error().kind, ErrorKind::ReadOnly);
            QVERIFY(!result.error().advice.isEmpty());
        }
    }

private slots:
    void init()
    {
        const QString disk = m_folder.filePath(QStringLiteral("disk"));
        QVERIFY(QDir(disk).removeRecursively());
        QVERIFY(QDir().mkpath(disk));
        m_workspace = disk + QStringLiteral("/workspace");
    }

    void aReadOnlyDisk()
    {
        OwnDisk disk(QFileInfo(m_workspace).path(), "8m");
        QVERIFY(disk.isMounted());
        QCOMPARE(makeWorkspace(), QString());
        const QByteArray document = *(*WorkspaceStore::open(m_workspace))->exportJson();
        const QByteArray bytes = contents(m_workspace);
        const QStringList before = names();
        QVERIFY(disk.setReadOnly(true));

        const auto store = WorkspaceStore::open(m_workspace);
        QVERIFY2(store, why(store).constData());
        checkReadOnly(**store, document);
        QCOMPARE(contents(m_workspace), bytes);
        QCOMPARE(names(), before);

        const auto made = WorkspaceStore::create(m_workspace + QStringLiteral("2"));
        QCOMPARE(made.error().kind, ErrorKind::ReadOnly);
        QVERIFY(!made.error().advice.isEmpty());
        QVERIFY(disk.setReadOnly(false));
        QVERIFY(!(*WorkspaceStore::open(m_workspace))->readOnly());
    }

    void aReadOnlyDiskWithUnfinishedWriting()
    {
        OwnDisk disk(QFileInfo(m_workspace).path(), "8m");
        QVERIFY(disk.isMounted());
        QCOMPARE(makeWorkspace(), QString());
        const QString crashed = m_workspace + QStringLiteral("-crashed");
        QByteArray document;
        {
            // While a connection holds the workspace, what is written stays in the log beside it.
            const auto holder = StoreConnection::open({*parseStoreLocation(m_workspace)});
            QVERIFY((*holder)->select(1, QStringLiteral("SELECT 1 FROM nk_workspace")));
            const auto store = WorkspaceStore::open(m_workspace);
            AuditEntry entry;
            entry.act = QStringLiteral("only in the log");
            QVERIFY((*store)->append(entry));
            document = *(*store)->exportJson();
            QVERIFY(QFile::copy(m_workspace, crashed));
            QVERIFY(QFile::copy(m_workspace + QStringLiteral("-wal"), crashed + QStringLiteral("-wal")));
        }
        QVERIFY(disk.setReadOnly(true));
        const auto store = WorkspaceStore::open(crashed);
        QVERIFY2(store, why(store).constData());
        QCOMPARE((*store)->entries()->last().act, QStringLiteral("only in the log"));
        checkReadOnly(**store, document);
    }

    void anOldWorkspaceOnAReadOnlyDisk_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version < newestSchemaVersion; ++version)
            QTest::addRow("version %d", version) << version;
    }
    void anOldWorkspaceOnAReadOnlyDisk()
    {
        QFETCH(int, version);
        OwnDisk disk(QFileInfo(m_workspace).path(), "8m");
        QVERIFY(disk.isMounted());
        QVERIFY(Samples::makeOldFile(m_workspace, version));
        const QByteArray bytes = contents(m_workspace);
        const QStringList before = names();
        QVERIFY(disk.setReadOnly(true));
        const auto store = WorkspaceStore::open(m_workspace);
        QVERIFY2(store, why(store).constData());
        QVERIFY((*store)->readOnly());
        QVERIFY((*store)->notices().join(u' ').contains(QStringLiteral("read-only")));
        const Result<QList<ServerRecord>> records = (*store)->records();
        QVERIFY2(records && !records->isEmpty(), why(records).constData());
        QVERIFY((*store)->exportJson());
        QCOMPARE((*store)->append({}).error().kind, ErrorKind::ReadOnly);
        QCOMPARE(contents(m_workspace), bytes); // it is a copy that was brought to this version
        QCOMPARE(names(), before);
    }

    void aReadOnlyFile()
    {
        QCOMPARE(makeWorkspace(), QString());
        const QByteArray document = *(*WorkspaceStore::open(m_workspace))->exportJson();
        const OwnCover cover(m_workspace, true);
        QVERIFY(cover.isMounted());
        const QStringList before = names();
        const auto store = WorkspaceStore::open(m_workspace);
        QVERIFY2(store, why(store).constData());
        checkReadOnly(**store, document);
        QCOMPARE(names(), before);
    }

    void aReadOnlyFolder()
    {
        QCOMPARE(makeWorkspace(), QString());
        const QByteArray document = *(*WorkspaceStore::open(m_workspace))->exportJson();
        const OwnCover folder(QFileInfo(m_workspace).path(), true);
        QVERIFY(folder.isMounted());
        const auto store = WorkspaceStore::open(m_workspace);
        QVERIFY2(store, why(store).constData());
        checkReadOnly(**store, document);
    }

    void aFullDisk()
    {
        OwnDisk disk(QFileInfo(m_workspace).path(), "2m");
        QVERIFY(disk.isMounted());
        QCOMPARE(makeWorkspace(), QString());
        const auto store = WorkspaceStore::open(m_workspace);
        QVERIFY2(store, why(store).constData());

        // What somebody clears away in the end; the workspace itself takes all that was left.
        QFile reserve(m_workspace + QStringLiteral(".reserve"));
        QVERIFY(reserve.open(QIODevice::WriteOnly) && reserve.write(QByteArray(300'000, 'r')) > 0 && reserve.flush());

        int written = static_cast<int>((*store)->entries()->size());
        int full = 0;
        for (int i = 0; i < 60 && full < 5; ++i) {
            AuditEntry entry;
            entry.act = QStringLiteral("fill");
            entry.detail = QString(90'000, QLatin1Char('x'));
            const Result<qint64> id = (*store)->append(entry);
            if (id) {
                QCOMPARE(*id, ++written);
                continue;
            }
            QVERIFY2(id.error().kind == ErrorKind::DiskFull, why(id).constData());
            QVERIFY(id.error().message.contains(m_workspace) && !id.error().advice.isEmpty());
            ++full;
        }
        QCOMPARE(full, 5);

        // The last bytes too: then not even what SQLite keeps beside the file finds room.
        QFile ballast(m_workspace + QStringLiteral(".ballast"));
        QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (ballast.write(QByteArray(4096, 'b')) > 0) { }
        QCOMPARE((*store)->append({}).error().kind, ErrorKind::DiskFull);
        const auto reopened = WorkspaceStore::open(m_workspace);
        QVERIFY2(reopened || reopened.error().kind == ErrorKind::DiskFull, why(reopened).constData());
        const auto made = WorkspaceStore::create(m_workspace + QStringLiteral("2"));
        QVERIFY2(!made && made.error().kind == ErrorKind::DiskFull, why(made).constData());
        QVERIFY(!QFileInfo::exists(m_workspace + QStringLiteral("2")));
        QVERIFY(QDir(QFileInfo(m_workspace).path()).entryList({QStringLiteral("book2*")}).isEmpty());

        QVERIFY(ballast.remove());
        QVERIFY(reserve.remove());
        QVERIFY(QFile::remove(m_workspace + QStringLiteral(".last-good")));
        const auto after = WorkspaceStore::open(m_workspace);
        QVERIFY2(after, why(after).constData());
        QCOMPARE((*after)->entries()->size(), written);
        QVERIFY((*after)->verifyChain());
        const Result<qint64> again = (*after)->append({});
        QVERIFY2(again, why(again).constData());
        QVERIFY((*after)->servers()->size() == 3);
    }
};

NIGHTKEEP_TEST(TstStoreDisk, fault, OwnMounts)
#include "tst_storedisk.moc"
