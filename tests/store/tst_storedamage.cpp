// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sealedtables.h"
#include "app/store/storeconnection.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <QTimeZone>

#include <atomic>
#include <thread>

using namespace Nightkeep;
using Samples::why;

/// Spoilt files: told, left as they are, and mended from the copy that was kept.
class TstStoreDamage : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;

    static QByteArray contents(const QString &fileName)
    {
        QFile file(fileName);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }

    static void write(const QString &fileName, const QByteArray &bytes)
    {
        QFile file(fileName);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QString makeWorkspace(const QString &fileName, int servers = 4)
    {
        const auto store = WorkspaceStore::create(fileName);
        QRandomGenerator random(9);
        if (!store)
            return QString::fromUtf8(why(store));
        return Samples::fill(**store, random, servers);
    }

    static QByteArray spoil(QByteArray bytes, QRandomGenerator &random)
    {
        constexpr qsizetype page = 4096;
        const qsizetype at = random.bounded(bytes.size());
        switch (random.bounded(6)) {
        case 0:
            bytes.truncate(at);
            break;
        case 1: { // a page of zeros
            const qsizetype from = at / page * page;
            bytes.replace(from, std::min(page, bytes.size() - from),
                          QByteArray(std::min(page, bytes.size() - from), '\0'));
            break;
        }
        case 2: { // a page in the place of another
            const qsizetype other = random.bounded(bytes.size()) / page * page;
            bytes.replace(at / page * page, page, bytes.mid(other, page));
            break;
        }
        case 3: // in the header and the first page, where the schema is
            bytes[at % page] = static_cast<char>(random.bounded(256));
            break;
        default: // one bit anywhere
            bytes[at] = static_cast<char>(bytes.at(at) ^ (1 << random.bounded(8)));
        }
        return bytes;
    }

private slots:
    void spoiltFilesAreToldOrHoldTheSame()
    {
        const QString workspace = m_places.next(QStringLiteral("sqlite"));
        QCOMPARE(makeWorkspace(workspace), QString());
        const QByteArray good = contents(workspace);
        const QByteArray expected = *(*WorkspaceStore::open(workspace))->exportJson();
        QVERIFY(!QFileInfo::exists(workspace + QStringLiteral("-wal")));

        QRandomGenerator random(20081129);
        int damaged = 0;
        int same = 0;
        constexpr int tries = 260;
        QDir folder(m_places.folder());
        QVERIFY(folder.mkdir(QStringLiteral("spoilt")));
        const QString spoilt = folder.filePath(QStringLiteral("spoilt/workspace"));
        for (int i = 0; i < tries; ++i) {
            const QByteArray bytes = spoil(good, random);
            write(spoilt, bytes);
            // Told when it is opened, or when what is spoilt is read.
            auto opened = WorkspaceStore::open(spoilt);
            const Result<QByteArray> read = opened ? (*opened)->exportJson() : fail(opened.error());
            const Result<qint64> appended = opened ? (*opened)->append({}) : fail(opened.error());
            opened = fail(ErrorKind::Cancelled, QString()); // closed
            // What is spoilt where nothing was read is told before anything is written there.
            QVERIFY2(appended || appended.error().kind == ErrorKind::Damaged, why(appended).constData());
            if (read) {
                QVERIFY2(*read == expected, "a spoilt file gave other data without a word");
                ++same;
            } else {
                QVERIFY2(read.error().kind == ErrorKind::Damaged, why(read).constData());
                QVERIFY(!read.error().advice.isEmpty());
                QVERIFY2(!appended, "what is known to be damaged was written");
                ++damaged;
            }
            if (!appended) {
                QCOMPARE(contents(spoilt), bytes);
                QCOMPARE(QDir(folder.filePath(QStringLiteral("spoilt"))).entryList(QDir::Files),
                         QStringList {QStringLiteral("workspace")});
            }
            for (const QString &name : QDir(folder.filePath(QStringLiteral("spoilt"))).entryList(QDir::Files))
                QVERIFY(QFile::remove(folder.filePath(QStringLiteral("spoilt/") + name)));
        }
        qInfo("%d spoilt files: %d told as damaged, %d held the same data, 0 wrong", tries, damaged, same);
        QVERIFY(damaged > tries / 2);
        QCOMPARE(damaged + same, tries);
    }

    void everyTableIsSealed()
    {
        // One value changed by hand in each table, in a way that no page check can see.
        QStringList changes;
        for (const char *collection :
             {"server", "snapshot", "failure", "change-rate", "preview", "web", "database", "history", "site",
              "settings", "archive-run", "request", "deletion-check", "deletion-check-course", "deletion-check-list",
              "promise", "legal-hold", "erasure"})
            changes += QStringLiteral("UPDATE nk_values SET payload = CAST(payload || ' ' AS BLOB)"
                                      " WHERE collection = CAST('%1' AS BLOB)")
                           .arg(QLatin1String(collection));
        changes += {QStringLiteral("DELETE FROM nk_values WHERE collection = CAST('failure' AS BLOB)"),
                    QStringLiteral("UPDATE nk_values SET part = x'30' WHERE part = (SELECT MAX(part) FROM nk_values)"),
                    QStringLiteral("UPDATE nk_values SET value_key = x'30' WHERE collection = CAST('site' AS BLOB)"
                                   " AND value_key = (SELECT MAX(value_key) FROM nk_values"
                                   " WHERE collection = CAST('site' AS BLOB))"),
                    QStringLiteral("UPDATE nk_workspace SET created_at = ''"),
                    QStringLiteral("UPDATE nk_schema_version SET version = 0 WHERE version = 2"),
                    QStringLiteral("UPDATE nk_seals SET table_key = x'30' WHERE table_key = x'6e6b5f76616c756573'"),
                    QStringLiteral("DELETE FROM nk_part_seals WHERE collection = CAST('site' AS BLOB)"),
                    QStringLiteral("UPDATE nk_part_seals SET digest = 'x' WHERE collection = CAST('site' AS BLOB)"),
                    QStringLiteral("DROP TRIGGER nk_audit_log_no_delete"),
                    QStringLiteral("CREATE TABLE more (a)")};
        for (const QString &change : changes) {
            const QString workspace = m_places.next(QStringLiteral("sqlite"));
            QCOMPARE(makeWorkspace(workspace), QString());
            {
                const auto connection = StoreConnection::open({*parseStoreLocation(workspace)});
                QVERIFY2((*connection)->runFixed(change), qPrintable(change));
            }
            const auto opened = WorkspaceStore::open(workspace);
            const Result<QByteArray> read = opened ? (*opened)->exportJson() : fail(opened.error());
            QVERIFY2(!read, qPrintable(change));
            QVERIFY2(read.error().kind == ErrorKind::Damaged, why(read).constData());
            QCOMPARE(opened.has_value(),
                     change.contains(QStringLiteral("nk_values SET"))
                         || change.contains(QStringLiteral("DELETE FROM nk_values")));
            if (!opened)
                continue;
            QCOMPARE((*opened)->append({}).error().kind, ErrorKind::Damaged);
            QCOMPARE((*opened)->verify().error().kind, ErrorKind::Damaged);
        }
    }

    void theLastGoodCopyIsKeptAndRestored()
    {
        const QString workspace = m_places.next(QStringLiteral("sqlite"));
        QCOMPARE(makeWorkspace(workspace), QString());
        const QString copyName = workspace + QStringLiteral(".last-good");
        const QByteArray before = *(*WorkspaceStore::open(workspace))->exportJson();
        QVERIFY((*WorkspaceStore::open(workspace))->checkWhole());
        const auto copy = WorkspaceStore::lastGoodCopy(workspace);
        QVERIFY(copy);
        QCOMPARE(copy->fileName, copyName);
        QCOMPARE(QFile::permissions(copyName), QFile::permissions(workspace));

        // Nothing changed since: the copy is not written again. Something did: it is.
        QFile copyFile(copyName);
        QVERIFY(copyFile.open(QIODevice::ReadWrite));
        const QDateTime longAgo(QDate(2001, 1, 1), QTime(), QTimeZone::utc());
        QVERIFY(copyFile.setFileTime(longAgo, QFileDevice::FileModificationTime));
        copyFile.close();
        QVERIFY((*WorkspaceStore::open(workspace))->checkWhole());
        QCOMPARE(QFileInfo(copyName).lastModified().toUTC(), longAgo);
        QVERIFY((*WorkspaceStore::open(workspace))->append({}));
        QCOMPARE(QFileInfo(copyName).lastModified().toUTC(), longAgo); // it was equal before that was written
        QVERIFY((*WorkspaceStore::open(workspace))->checkWhole());
        QVERIFY(QFileInfo(copyName).lastModified().toUTC() > longAgo);
        const QByteArray after = *(*WorkspaceStore::open(workspace))->exportJson();
        QVERIFY(after != before);

        QCOMPARE(WorkspaceStore::restoreLastGoodCopy(workspace).error().kind, ErrorKind::Conflict);

        QByteArray bytes = contents(workspace);
        bytes.replace(0, 4000, QByteArray(4000, 'x'));
        write(workspace, bytes);
        write(workspace + QStringLiteral("-wal"), "what a crash left");
        const QByteArray copyBytes = contents(copyName);
        QCOMPARE(WorkspaceStore::open(workspace).error().kind, ErrorKind::Damaged);
        QCOMPARE(contents(workspace), bytes);
        QCOMPARE(contents(copyName), copyBytes);

        StoreOptions options;
        options.clock = [] { return QDateTime(QDate(2008, 11, 29), QTime(3, 15), QTimeZone::utc()); };
        const Result<void> restored = WorkspaceStore::restoreLastGoodCopy(workspace, options);
        QVERIFY2(restored, why(restored).constData());
        const QString aside = workspace + QStringLiteral(".damaged-20081129T031500Z");
        QCOMPARE(contents(aside), bytes);
        QCOMPARE(contents(aside + QStringLiteral("-wal")), QByteArray("what a crash left"));
        QVERIFY(!QFileInfo::exists(workspace + QStringLiteral("-wal")));
        QCOMPARE(*(*WorkspaceStore::open(workspace))->exportJson(), after);

        write(workspace, "again");
        QVERIFY(WorkspaceStore::restoreLastGoodCopy(workspace, options));
        QCOMPARE(contents(aside + QStringLiteral("-2")), QByteArray("again"));
        QCOMPARE(contents(aside), bytes);

        write(workspace, "again");
        write(copyName, "spoilt too");
        QCOMPARE(WorkspaceStore::restoreLastGoodCopy(workspace).error().kind, ErrorKind::Damaged);
        QCOMPARE(contents(workspace), QByteArray("again"));
        QVERIFY(QFile::remove(copyName));
        QVERIFY(!WorkspaceStore::lastGoodCopy(workspace));
        QCOMPARE(WorkspaceStore::restoreLastGoodCopy(workspace).error().kind, ErrorKind::NotFound);
    }

    void openWhileAnotherProgramWrites()
    {
        const QString workspace = m_places.next(QStringLiteral("sqlite"));
        QCOMPARE(makeWorkspace(workspace, 2), QString());
        const auto store = WorkspaceStore::open(workspace);
        QVERIFY(store);
        const StoreTarget target {*parseStoreLocation(workspace)};
        const auto writer = StoreConnection::open(target);
        QVERIFY((*writer)->beginWrite());
        QVERIFY((*writer)->run(QStringLiteral("DELETE FROM nk_values")));
        const auto other = WorkspaceStore::open(workspace);
        QVERIFY2(other, why(other).constData());
        QVERIFY(!(*other)->readOnly());
        QCOMPARE(*(*other)->servers(), *(*store)->servers());
        QVERIFY(!(*other)->servers()->isEmpty());
        (*writer)->rollback();
        QVERIFY((*other)->append({}));
    }

    /// A table and its seal were read one after the other: what was written between made a sound file a damaged one,
    /// or one whose good copy was not equal.
    void openWhileAnotherProgramGoesOnWriting()
    {
        const QString workspace = m_places.next(QStringLiteral("sqlite"));
        QCOMPARE(makeWorkspace(workspace, 2), QString());
        const auto store = WorkspaceStore::open(workspace);
        QVERIFY2(store, why(store).constData());
        const auto holder = StoreConnection::open({*parseStoreLocation(workspace)}); // keeps the log beside the file
        QVERIFY(holder && (*holder)->select(1, QStringLiteral("SELECT 1 FROM nk_workspace")));
        std::atomic_bool stops = false;
        std::atomic_int lines = 0;
        std::thread writer([&] {
            while (!stops)
                lines += (*store)->append({}) ? 1 : 0;
        });
        QStringList told;
        for (int i = 0; i < 10; ++i) {
            const auto opened = WorkspaceStore::open(workspace);
            const Result<QStringList> checked = opened ? (*opened)->checkWhole() : fail(opened.error());
            told += checked ? (*opened)->notices() : QStringList {QString::fromUtf8(why(checked))};
        }
        stops = true;
        writer.join();
        qInfo("%d lines written meanwhile", lines.load());
        QCOMPARE(told, QStringList());
        QVERIFY((*store)->verifyChain());
    }
};

NIGHTKEEP_TEST(TstStoreDamage, fault, Core, 300)
#include "tst_storedamage.moc"
