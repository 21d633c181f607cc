// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/schema.h"
#include "app/store/serverchanges.h"
#include "models/base/auditedact.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QTest>
#include <QTimeZone>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

using namespace Nightkeep;
using Samples::why;

namespace {

const QDateTime firstDay(QDate(2008, 11, 1), QTime(3, 15), QTimeZone::utc());

template<typename T> Result<void> withoutValue(const Result<T> &result)
{
    return result.map([](const T &) {});
}

} // namespace

/// What opening a workspace leaves for later: what it costs, that damage there is told before it is believed or written
/// into, and that it is told at the next opening.
class TstWholeCheck : public QObject
{
    Q_OBJECT

private:
    using Store = std::unique_ptr<WorkspaceStore>;
    using Act = std::function<Result<void>(WorkspaceStore &)>;

    Samples::Places m_places;

    static QString nameOf(int server) { return QStringLiteral("server-%1").arg(server); }

    static ServerSnapshot snapshotOf(int day)
    {
        ServerSnapshot snapshot;
        snapshot.takenAt = firstDay.addDays(day);
        snapshot.mounts = {Mount {"/", QStringLiteral("ext4"), "/dev/sda1", 1000, 900 - day},
                           Mount {"/data", QStringLiteral("ext4"), "/dev/sdb1", 9000, 900 - day}};
        return snapshot;
    }

    static StoreOptions options(WorkstationMemory *memory = nullptr)
    {
        StoreOptions options;
        options.clock = [] { return firstDay.addDays(29); };
        options.memory = memory;
        return options;
    }

    /// A workspace with so many servers, each remembered for so many days; empty: it could not be made.
    QString made(const QString &dialect, int servers, int days)
    {
        const QString place = m_places.next(dialect);
        const Result<Store> store = WorkspaceStore::create(place, options());
        if (!store) {
            qWarning("%s %s", qPrintable(m_places.problem()), why(store).constData());
            return {};
        }
        for (int i = 0; i < servers; ++i) {
            Server server;
            server.name = nameOf(i);
            bool done = (*store)->replaceServer({}, server).has_value();
            for (int day = 0; day < days; ++day)
                done = done && (*store)->saveSnapshot(server.name, snapshotOf(day));
            if (!done)
                return {};
        }
        return place;
    }

    /// A row of the history goes wrong, by the disk's fault or past Nightkeep: the second server's second day.
    Result<void> spoil(const QString &place)
    {
        const QString database = parseStoreLocation(place)->database;
        const QString text = database.isEmpty() ? QStringLiteral("CAST('%1' AS BLOB)") : QStringLiteral("'%1'");
        const QString statement =
            QStringLiteral("UPDATE nk_values SET payload = '' WHERE collection = %1 AND value_key = %2 AND part = %3")
                .arg(text.arg(QStringLiteral("history")), text.arg(nameOf(1)),
                     text.arg(QStringLiteral("2008-11-02T03:15:00.000Z")));
        if (database.isEmpty())
            return Samples::runAll(place, {statement});
        return m_places.server().sql(statement, database) ? Result<void>() : fail(ErrorKind::Failed, QString());
    }

    static void dialects()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("mariadb") << QStringLiteral("mariadb");
    }

    template<typename Work> static StoreConnection::Counts counted(const Work &work)
    {
        const StoreConnection::Counts before = StoreConnection::counts();
        work();
        const StoreConnection::Counts after = StoreConnection::counts();
        return {after.selects - before.selects, after.rows - before.rows};
    }

private slots:
    void openingDoesNotAskHowMuchIsRemembered_data() { dialects(); }
    void openingDoesNotAskHowMuchIsRemembered()
    {
        QFETCH(QString, dialect);
        QList<StoreConnection::Counts> openings;
        QList<StoreConnection::Counts> readings; // of what the pages show
        for (const auto &size : {std::pair(3, 4), std::pair(3, 28), std::pair(12, 4)}) { // servers, days
            const int servers = size.first;
            const QString place = made(dialect, servers, size.second);
            QVERIFY(!place.isEmpty());
            Result<Store> store = fail(ErrorKind::Failed, QString());
            openings += counted([&] { store = WorkspaceStore::open(place, options()); });
            QVERIFY2(store, why(store).constData());
            readings += counted([&] {
                QCOMPARE((*store)->records()->size(), servers);
                QCOMPARE((*store)->diskSeries({})->size(), 2 * servers);
                QVERIFY((*store)->storageRequests() && (*store)->archiveRuns() && (*store)->sites());
            });
        }
        QCOMPARE(openings.at(1).rows, openings.at(0).rows);
        QCOMPARE(openings.at(1).selects, openings.at(0).selects);
        QCOMPARE(openings.at(2).selects, openings.at(0).selects);
        QCOMPARE(readings.at(1).rows, readings.at(0).rows);
        QCOMPARE(readings.at(1).selects, readings.at(0).selects);
        QCOMPARE(readings.at(2).selects, readings.at(0).selects);
    }

    void damageInTheHistoryIsTold_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<Act>("act");
        const QString server = nameOf(1);
        const QList<QPair<const char *, Act>> acts {
            {"its moments", [=](WorkspaceStore &store) { return withoutValue(store.snapshotTimes(server)); }},
            {"another day", [=](WorkspaceStore &store) { return withoutValue(store.snapshotAt(server, firstDay)); }},
            {"all days", [=](WorkspaceStore &store) { return withoutValue(store.snapshots(server)); }},
            {"an export", [](WorkspaceStore &store) { return withoutValue(store.exportJson()); }},
            {"a line of the log", [](WorkspaceStore &store) { return withoutValue(store.append({})); }},
            {"another server's probe",
             [](WorkspaceStore &store) { return store.saveSnapshot(nameOf(0), snapshotOf(29)); }},
            {"a change with its line",
             [](WorkspaceStore &store) {
                 Server added;
                 added.name = QStringLiteral("new");
                 return noteDone(store, {}, [&] { return store.replaceServer({}, added); });
             }},
            {"the whole check", [](WorkspaceStore &store) { return withoutValue(store.checkWhole()); }},
            {"verify", [](WorkspaceStore &store) { return withoutValue(store.verify()); }}};
        for (const char *dialect : {"sqlite", "mariadb"}) {
            for (const auto &[name, act] : acts)
                QTest::addRow("%s, %s", dialect, name) << QString::fromLatin1(dialect) << act;
        }
    }
    void damageInTheHistoryIsTold()
    {
        QFETCH(QString, dialect);
        QFETCH(Act, act);
        const QString place = made(dialect, 3, 4);
        QVERIFY(!place.isEmpty());
        QVERIFY(spoil(place));
        const Result<Store> store = WorkspaceStore::open(place, options());
        QVERIFY2(store, why(store).constData());
        // What is not of it is shown meanwhile.
        QCOMPARE((*store)->records()->size(), 3);
        QCOMPARE((*store)->diskSeries({})->size(), 6);
        QCOMPARE((*store)->snapshots(nameOf(0))->size(), 4);

        const qsizetype lines = (*store)->entries()->size();
        const Result<void> told = act(**store);
        QVERIFY(!told);
        QVERIFY2(told.error().kind == ErrorKind::Damaged, why(told).constData());
        QVERIFY(!told.error().advice.isEmpty());
        QCOMPARE((*store)->entries()->size(), lines);
        QCOMPARE((*store)->records()->size(), 3);
    }

    /// Where a person is asked whether the good copy shall be put in its place.
    void whatWasFoundIsToldAtTheNextOpening()
    {
        const QString place = made(QStringLiteral("sqlite"), 3, 4);
        QVERIFY(!place.isEmpty());
        const QTemporaryDir folder(Samples::memoryFolder());
        WorkstationMemory memory(folder.filePath(QStringLiteral("workspaces.json")));
        const auto open = [&] { return WorkspaceStore::open(place, options(&memory)); };
        QVERIFY((*open())->checkWhole());
        QVERIFY(spoil(place));
        QVERIFY((*open())->servers());
        QVERIFY(open());
        QVERIFY(!(*open())->snapshots(nameOf(1)));
        QCOMPARE(open().error().kind, ErrorKind::Damaged);
        QCOMPARE(open().error().kind, ErrorKind::Damaged);

        QVERIFY(WorkspaceStore::restoreLastGoodCopy(place, options(&memory)));
        const Result<Store> restored = open();
        QVERIFY2(restored, why(restored).constData());
        QCOMPARE((*restored)->snapshots(nameOf(1))->size(), 4);
        QVERIFY(!memory.of((*restored)->identity())->suspect);
    }

    void theWholeIsCheckedOnce()
    {
        const QString place = made(QStringLiteral("sqlite"), 3, 4);
        QVERIFY(!place.isEmpty());
        const Result<Store> store = WorkspaceStore::open(place, options());
        QVERIFY2(store, why(store).constData());
        const auto rows = [&] { return counted([&] { QVERIFY((*store)->checkWhole()); }).rows; };
        QVERIFY(rows() > 3 * 4);
        QCOMPARE(rows(), 0);
        // Nor is a part held against its seal once more.
        QCOMPARE(counted([&] { QCOMPARE((*store)->snapshotTimes(nameOf(0))->size(), 4); }).selects, 2);
    }

    void whatKeepsTheCopyFromBeingKeptIsTold()
    {
        const QString place = made(QStringLiteral("sqlite"), 1, 1);
        QVERIFY(!place.isEmpty());
        const QString copy = place + QStringLiteral(".last-good");
        QVERIFY(QFile::remove(copy) && QDir().mkpath(copy + QStringLiteral("/in the way")));
        const Result<Store> store = WorkspaceStore::open(place, options());
        QVERIFY2(store, why(store).constData());
        QCOMPARE((*store)->notices(), QStringList());
        const Result<qint64> line = (*store)->append({}); // no reason not to write
        QVERIFY2(line, why(line).constData());
        QCOMPARE((*store)->notices().size(), 1);
        QVERIFY((*store)->notices().first().contains(copy));
        QCOMPARE(*(*store)->checkWhole(), (*store)->notices());
    }

    /// Nothing would seal its rows in parts: the workspace would be damaged for everybody else.
    void anOlderNightkeepWritesNothing_data() { dialects(); }
    void anOlderNightkeepWritesNothing()
    {
        QFETCH(QString, dialect);
        const QString place = made(dialect, 1, 1);
        QVERIFY(!place.isEmpty());
        const Result<void> older =
            Samples::runAll(place, {QStringLiteral("DELETE FROM nk_seals")}); // as version 5 seals
        QVERIFY(!older);
        QVERIFY2(older.error().detail.contains(QStringLiteral("newer Nightkeep")), why(older).constData());

        // And this one is the older one when the next version has come meanwhile.
        const Result<Store> store = WorkspaceStore::open(place, options());
        QVERIFY2(store, why(store).constData());
        QVERIFY((*store)->append({}));
        QVERIFY(Samples::runAll(
            place,
            {QStringLiteral("INSERT INTO nk_schema_version VALUES (%1, '9.0', '')").arg(newestSchemaVersion + 1)}));
        const Result<qint64> refused = (*store)->append({});
        QVERIFY(!refused);
        QVERIFY2(refused.error().kind == ErrorKind::TooNew, why(refused).constData());
        QCOMPARE((*store)->entries()->size(), 1);
    }

    /// A key that somebody wrote as text is equal to none that is asked for: no part has the row.
    void aRowThatNothingFindsIsTold()
    {
        const QString place = made(QStringLiteral("sqlite"), 1, 1);
        QVERIFY(!place.isEmpty());
        QVERIFY(Samples::runAll(place, {QStringLiteral("INSERT INTO nk_values VALUES ('server', 'x', '', '{}')")}));
        const Result<Store> store = WorkspaceStore::open(place, options());
        QVERIFY2(store, why(store).constData());
        QCOMPARE((*store)->append({}).error().kind, ErrorKind::Damaged);
        QCOMPARE((*store)->verify().error().kind, ErrorKind::Damaged);
    }

    void nothingIsWrittenIntoWhatVerifyFoundDamaged_data() { dialects(); }
    void nothingIsWrittenIntoWhatVerifyFoundDamaged()
    {
        QFETCH(QString, dialect);
        const QString place = made(dialect, 3, 4);
        QVERIFY(!place.isEmpty());
        const Result<Store> store = WorkspaceStore::open(place, options());
        QVERIFY2(store, why(store).constData());
        QVERIFY((*store)->append({}));
        QVERIFY(spoil(place));
        QCOMPARE((*store)->verify().error().kind, ErrorKind::Damaged);
        QCOMPARE((*store)->append({}).error().kind, ErrorKind::Damaged);
        QCOMPARE((*store)->snapshots(nameOf(1)).error().kind, ErrorKind::Damaged);
    }

    /// A window's check goes on while its jobs write and read.
    void othersWorkMeanwhile()
    {
        const QString place = made(QStringLiteral("sqlite"), 3, 4);
        QVERIFY(!place.isEmpty());
        const Result<Store> store = WorkspaceStore::open(place, options());
        QVERIFY2(store, why(store).constData());
        std::atomic_int failed = 0;
        std::vector<std::thread> threads;
        const QList<Act> acts {[](WorkspaceStore &one) { return withoutValue(one.checkWhole()); },
                               [](WorkspaceStore &one) { return withoutValue(one.append({})); },
                               [](WorkspaceStore &one) { return withoutValue(one.exportJson()); },
                               [](WorkspaceStore &one) { return one.saveSnapshot(nameOf(2), snapshotOf(29)); }};
        for (const Act &act : acts)
            threads.emplace_back([&] {
                for (int i = 0; i < 5; ++i)
                    failed += act(**store) ? 0 : 1;
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failed.load(), 0);
        QVERIFY((*store)->verify());
        QVERIFY((*WorkspaceStore::open(place, options()))->checkWhole());
    }

    /// They are kept a second time: what is thinned out, imported or removed goes from both.
    void theDisksAreThoseOfTheHistory_data() { dialects(); }
    void theDisksAreThoseOfTheHistory()
    {
        QFETCH(QString, dialect);
        const QString place = made(dialect, 2, 28);
        QVERIFY(!place.isEmpty());
        const Result<Store> store = WorkspaceStore::open(place, options());
        QVERIFY2(store, why(store).constData());
        const auto moments = [&](const WorkspaceStore &one) {
            QList<QDateTime> ofDisk;
            const QList<DiskSeries> series = *one.diskSeries({});
            for (const DiskPoint &point : series.at(2).points)
                ofDisk.append(point.at);
            return ofDisk;
        };
        QCOMPARE(moments(**store).size(), 28);
        QCOMPARE(moments(**store), *(*store)->snapshotTimes(nameOf(1)));

        const Result<Store> other = WorkspaceStore::create(m_places.next(dialect), options());
        QVERIFY2(other, why(other).constData());
        QVERIFY((*other)->importJson(*(*store)->exportJson()));
        QCOMPARE(*(*other)->diskSeries({}), *(*store)->diskSeries({}));

        StoreOptions later = options();
        later.clock = [] { return firstDay.addDays(800); };
        const Result<Store> old = WorkspaceStore::open(place, later);
        QVERIFY2(old, why(old).constData());
        QVERIFY((*old)->saveSnapshot(nameOf(1), snapshotOf(800)));
        QVERIFY(moments(**old).size() < 28);
        QCOMPARE(moments(**old), *(*old)->snapshotTimes(nameOf(1)));

        // They come back with a server whose removal is undone, and go with one that was removed long ago.
        const QList<DiskSeries> disks = *(*old)->diskSeries({});
        const Server removed = (*old)->servers()->at(1);
        QVERIFY((*old)->replaceServer(removed, {}));
        QCOMPARE((*old)->diskSeries({})->size(), 2);
        QVERIFY((*old)->replaceServer({}, removed));
        QCOMPARE(*(*old)->diskSeries({}), disks);
        QVERIFY((*old)->replaceServer(removed, {}));
        later.clock = [] { return firstDay.addDays(800 + RemovedServerDays + 1); };
        const Result<Store> older = WorkspaceStore::open(place, later);
        QVERIFY2(older, why(older).constData());
        QVERIFY((*older)->replaceServer((*older)->servers()->first(), {}));
        const auto connection = StoreConnection::open({*parseStoreLocation(place)});
        const auto rows = (*connection)
                              ->select(1, QStringLiteral("SELECT value_key FROM nk_values WHERE collection = ?"),
                                       {QByteArray("disks")});
        QVERIFY2(rows, why(rows).constData());
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->first().first().toByteArray(), nameOf(0).toLatin1());
    }
};

NIGHTKEEP_TEST(TstWholeCheck, fault, Core, 300)
#include "tst_wholecheck.moc"
