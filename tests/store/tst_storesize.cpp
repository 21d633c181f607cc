// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/historyrows.h"
#include "app/store/serverrows.h"
#include "models/history/diskforecast.h"
#include "models/history/historyservice.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;
using Samples::why;

namespace {

const QDateTime now(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc());

/// As a large server gives it: thirty mounts, file spaces and folders.
ServerSnapshot largeSnapshot(QRandomGenerator &random, const QDateTime &at)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = at;
    snapshot.osRelease = QStringLiteral("Debian GNU/Linux 12 (bookworm)");
    snapshot.kernel = QStringLiteral("6.1.0-18-amd64");
    snapshot.uptimeSeconds = random.bounded(10000000);
    snapshot.fileSpaces.emplace();
    snapshot.domain.emplace();
    for (int i = 0; i < 30; ++i) {
        const BytePath place = "/data/volume-" + QByteArray::number(i);
        const qint64 total = 900LL << 30;
        snapshot.mounts.append({place, QStringLiteral("ext4"), "/dev/mapper/vg0-volume" + QByteArray::number(i), total,
                                total - qint64(random.bounded(1000)) * (1LL << 29)});
        snapshot.fileSpaces->append({place, at.addSecs(-random.bounded(86400))});
        snapshot.domain->append(place);
        snapshot.folders.insert(place + "/moodledata", FolderPresence::Present);
        snapshot.tools.insert(QStringLiteral("tool%1").arg(i), QStringLiteral("/usr/bin/tool%1").arg(i));
    }
    return snapshot;
}

QString nameOf(int server)
{
    return QStringLiteral("server-%1.example").arg(server);
}

} // namespace

/// A team with many servers, and one that has asked its servers for years: everything is still there
/// and counted. The times are printed and judged by nobody: machines differ.
class TstStoreSize : public QObject
{
    Q_OBJECT

private:
    static QString fillWorkspace(const QString &place, int servers, int snapshots)
    {
        const auto connection = StoreConnection::open({*parseStoreLocation(place)});
        SealedTables tables(**connection);
        QRandomGenerator random(1);
        QString problem;
        const auto note = [&problem](const Result<void> &result) {
            if (!result)
                problem = QString::fromUtf8(why(result));
        };
        note((*connection)->beginWrite());
        for (int server = 0; server < servers; ++server) {
            Server row;
            row.name = nameOf(server);
            row.wanted = {"/data/volume-1/moodledata", "/data/volume-2/moodledata"};
            note(replaceServerRows(tables, {{Server(), row}}));
            for (int i = snapshots - 1; i >= 0; --i) {
                const ServerSnapshot snapshot =
                    largeSnapshot(random, now.addSecs(-12 * 3600LL * (i < 100 ? i : 100 + (i - 100) * 14)));
                note(writeHistoryRow(tables, row.name, snapshot));
                if (i == 0)
                    note(writeSnapshotRow(tables, row.name, snapshot));
            }
        }
        note(tables.writeSeals());
        note((*connection)->commit());
        return problem;
    }

private slots:
    void manyServersAndAFullMemory_data()
    {
        QTest::addColumn<int>("servers");
        QTest::addColumn<int>("snapshots");
        QTest::newRow("many servers") << 24 << 12;
        QTest::newRow("a long memory") << 4 << 120;
    }
    void manyServersAndAFullMemory()
    {
        QFETCH(int, servers);
        QFETCH(int, snapshots);
        Samples::Places places;
        const QString place = places.next(QStringLiteral("sqlite"));
        StoreOptions options;
        options.clock = [] { return now; };
        QVERIFY(WorkspaceStore::create(place, options));
        QCOMPARE(fillWorkspace(place, servers, snapshots), QString());
        static_cast<void>(WorkspaceStore::open(place, options)); // makes the copy that is kept

        QElapsedTimer timer;
        timer.start();
        const auto store = WorkspaceStore::open(place, options);
        QVERIFY2(store, why(store).constData());
        const qint64 opening = timer.restart();
        QCOMPARE((*store)->records()->size(), servers);
        const qint64 records = timer.restart();
        const HistoryService workspace(**store, **store, options.clock);
        const Result<QList<DiskForecast>> forecasts = workspace.forecasts();
        QVERIFY2(forecasts, why(forecasts).constData());
        QCOMPARE(forecasts->size(), servers * 30);
        const qint64 forecasting = timer.restart();
        QCOMPARE(workspace.changesSince({}, now.addDays(-30))->size(), servers);
        const qint64 changes = timer.restart();
        QCOMPARE(workspace.history(nameOf(2))->size(), snapshots);
        const qint64 history = timer.restart();
        QRandomGenerator random(2);
        QVERIFY((*store)->saveSnapshot(nameOf(3), largeSnapshot(random, now)));
        const qint64 saving = timer.restart();
        const Result<QByteArray> document = (*store)->exportJson();
        QVERIFY2(document, why(document).constData());
        qInfo(
            "%d servers x %d snapshots, %lld kB: opening %lld ms, records %lld ms, forecasts %lld ms, changes since a "
            "date %lld ms, one history %lld ms, saving %lld ms, export %lld ms of %lld kB",
            servers, snapshots, QFileInfo(place).size() / 1024, opening, records, forecasting, changes, history, saving,
            timer.elapsed(), qint64(document->size()) / 1024);
    }
};

NIGHTKEEP_TEST(TstStoreSize, integration, Core, 300)
#include "tst_storesize.moc"
