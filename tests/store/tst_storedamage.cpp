// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sealedtables.h"
#include "app/store/storeconnection.h"
#include "tests/store/samples.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <QTimeZone>

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

    QString makeBook(const QString &fileName, int servers = 4)
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
        const QString book = m_places.next(QStringLiteral("sqlite"));
        QCOMPARE(makeBook(book), QString());
        const QByteArray good = contents(book);
        const QByteArray expected = *(*WorkspaceStore::open(book))->exportJson();
        QVERIFY(!QFileInfo::exists(book + QStringLiteral("-wal")));

        QRandomGenerator random(20081129);
        int damaged = 0;
        int same = 0;
        constexpr int tries = 260;
        QDir folder(m_places.folder());
        QVERIFY(folder.mkdir(QStringLiteral("spoilt")));
        const QString spoilt = folder.filePath(QStringLiteral("spoilt/book"));
        for (int i = 0; i < tries; ++i) {
            const QByteArray bytes = spoil(good, random);
            write(spoilt, bytes);
            const auto opened = WorkspaceStore::open(spoilt);
            if (opened) {
                const Result<QByteArray> read = (*opened)->exportJson();
                QVERIFY2(read, why(read).constData());
                QVERIFY2(*read == expected, "a spoilt file gave other data without a word");
                QVERIFY((*opened)->append({}));
                ++same;
            } else {
                QVERIFY2(opened.error().kind == ErrorKind::Damaged, why(opened).constData());
                QVERIFY(!opened.error().advice.isEmpty());
                QCOMPARE(contents(spoilt), bytes);
                QCOMPARE(QDir(folder.filePath(QStringLiteral("spoilt"))).entryList(QDir::Files),
                         QStringList {QStringLiteral("book")});
                ++damaged;
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
        const QStringList changes {
            QStringLiteral("UPDATE nk_servers SET note = note || 'x' WHERE place = 1"),
            QStringLiteral("UPDATE nk_server_folders SET path = x'2f' WHERE place = 0"),
            QStringLiteral("DELETE FROM nk_server_failures"),
            QStringLiteral("DELETE FROM nk_server_snapshots"),
            QStringLiteral("UPDATE nk_sites SET archive_folder = x'2f'"),
            QStringLiteral("DELETE FROM nk_agreed_settings WHERE site_key = x'6d6f6f646c652030'"),
            QStringLiteral("UPDATE nk_settings_snapshots SET payload = '{}'"),
            QStringLiteral("UPDATE nk_archive_runs SET bytes = bytes + 1"),
            QStringLiteral("DELETE FROM nk_server_decisions"),
            QStringLiteral("UPDATE nk_server_history SET payload = payload || x'00'"),
            QStringLiteral("UPDATE nk_server_history SET taken_at = x'30' WHERE taken_at ="
                           " (SELECT MIN(taken_at) FROM nk_server_history)"),
            QStringLiteral("UPDATE nk_server_observations SET payload = '{}'"),
            QStringLiteral("DELETE FROM nk_storage_requests"),
            QStringLiteral("UPDATE nk_workspace SET created_at = ''"),
            QStringLiteral("UPDATE nk_schema_version SET version = 9 WHERE version = 2"),
            QStringLiteral("DELETE FROM nk_seals WHERE table_key = x'6e6b5f73657276657273'"),
            QStringLiteral("DROP TRIGGER nk_audit_log_no_delete"),
            QStringLiteral("CREATE TABLE more (a)")};
        for (const QString &change : changes) {
            const QString book = m_places.next(QStringLiteral("sqlite"));
            QCOMPARE(makeBook(book), QString());
            {
                const auto connection = StoreConnection::open({*parseStoreLocation(book)});
                QVERIFY2((*connection)->runFixed(change), qPrintable(change));
            }
            const auto opened = WorkspaceStore::open(book);
            QVERIFY2(!opened, qPrintable(change));
            QVERIFY2(opened.error().kind == ErrorKind::Damaged, why(opened).constData());
        }
    }

    void theLastGoodCopyIsKeptAndRestored()
    {
        const QString book = m_places.next(QStringLiteral("sqlite"));
        QCOMPARE(makeBook(book), QString());
        const QString copyName = book + QStringLiteral(".last-good");
        const QByteArray before = *(*WorkspaceStore::open(book))->exportJson();
        const auto copy = WorkspaceStore::lastGoodCopy(book);
        QVERIFY(copy);
        QCOMPARE(copy->fileName, copyName);
        QCOMPARE(QFile::permissions(copyName), QFile::permissions(book));

        // Nothing changed since: the copy is not written again. Something did: it is.
        QFile copyFile(copyName);
        QVERIFY(copyFile.open(QIODevice::ReadWrite));
        const QDateTime longAgo(QDate(2001, 1, 1), QTime(), QTimeZone::utc());
        QVERIFY(copyFile.setFileTime(longAgo, QFileDevice::FileModificationTime));
        copyFile.close();
        QVERIFY(WorkspaceStore::open(book));
        QCOMPARE(QFileInfo(copyName).lastModified().toUTC(), longAgo);
        QVERIFY((*WorkspaceStore::open(book))->append({}));
        QVERIFY(WorkspaceStore::open(book));
        QVERIFY(QFileInfo(copyName).lastModified().toUTC() > longAgo);
        const QByteArray after = *(*WorkspaceStore::open(book))->exportJson();
        QVERIFY(after != before);

        QCOMPARE(WorkspaceStore::restoreLastGoodCopy(book).error().kind, ErrorKind::Conflict);

        QByteArray bytes = contents(book);
        bytes.replace(0, 4000, QByteArray(4000, 'x'));
        write(book, bytes);
        write(book + QStringLiteral("-wal"), "what a crash left");
        const QByteArray copyBytes = contents(copyName);
        QCOMPARE(WorkspaceStore::open(book).error().kind, ErrorKind::Damaged);
        QCOMPARE(contents(book), bytes);
        QCOMPARE(contents(copyName), copyBytes);

        StoreOptions options;
        options.clock = [] { return QDateTime(QDate(2008, 11, 29), QTime(3, 15), QTimeZone::utc()); };
        const Result<void> restored = WorkspaceStore::restoreLastGoodCopy(book, options);
        QVERIFY2(restored, why(restored).constData());
        const QString aside = book + QStringLiteral(".damaged-20081129T031500Z");
        QCOMPARE(contents(aside), bytes);
        QCOMPARE(contents(aside + QStringLiteral("-wal")), QByteArray("what a crash left"));
        QVERIFY(!QFileInfo::exists(book + QStringLiteral("-wal")));
        QCOMPARE(*(*WorkspaceStore::open(book))->exportJson(), after);

        write(book, "again");
        QVERIFY(WorkspaceStore::restoreLastGoodCopy(book, options));
        QCOMPARE(contents(aside + QStringLiteral("-2")), QByteArray("again"));
        QCOMPARE(contents(aside), bytes);

        write(book, "again");
        write(copyName, "spoilt too");
        QCOMPARE(WorkspaceStore::restoreLastGoodCopy(book).error().kind, ErrorKind::Damaged);
        QCOMPARE(contents(book), QByteArray("again"));
        QVERIFY(QFile::remove(copyName));
        QVERIFY(!WorkspaceStore::lastGoodCopy(book));
        QCOMPARE(WorkspaceStore::restoreLastGoodCopy(book).error().kind, ErrorKind::NotFound);
    }

    void openWhileAnotherProgramWrites()
    {
        const QString book = m_places.next(QStringLiteral("sqlite"));
        QCOMPARE(makeBook(book, 2), QString());
        const auto store = WorkspaceStore::open(book);
        QVERIFY(store);
        const StoreTarget target {*parseStoreLocation(book)};
        const auto writer = StoreConnection::open(target);
        QVERIFY((*writer)->beginWrite());
        QVERIFY((*writer)->run(QStringLiteral("UPDATE nk_servers SET note = 'half done'")));
        const auto other = WorkspaceStore::open(book);
        QVERIFY2(other, why(other).constData());
        QVERIFY(!(*other)->readOnly());
        QCOMPARE(*(*other)->servers(), *(*store)->servers());
        QVERIFY((*other)->servers()->first().note != QStringLiteral("half done"));
        (*writer)->rollback();
        QVERIFY((*other)->append({}));
    }
};

QTEST_GUILESS_MAIN(TstStoreDamage)
#include "tst_storedamage.moc"
