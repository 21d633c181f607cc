// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/historyservice.h"
#include "tests/support/processortime.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QFileInfo>
#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <limits>

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

/// The processor's milliseconds of what a window does with a workspace, each the best of all tries.
struct Costs
{
    static constexpr double Untried = std::numeric_limits<double>::infinity();
    double opening = Untried;
    double records = Untried;
    double forecasts = Untried;
    double changes = Untried;
    double history = Untried; ///< of one server
    double exporting = Untried;
};

template<typename Work> void tryThrice(double &best, const Work &work)
{
    for (int i = 0; i < 3; ++i) {
        const double begun = processorMilliseconds();
        work();
        best = std::min(best, processorMilliseconds() - begun);
    }
}

/// What costs more than it may; empty: nothing.
QString tooMuch(const Costs &small, const Costs &large, double snapshotsMore)
{
    const struct
    {
        const char *what;
        double small;
        double large;
        double times; ///< as much work
    } rows[] = {{"opening", small.opening, large.opening, 4},
                // What is known last of each server does not ask how much is remembered.
                {"records", small.records, large.records, 4 / snapshotsMore},
                {"forecasts", small.forecasts, large.forecasts, 4},
                {"changes", small.changes, large.changes, 4 / snapshotsMore},
                {"one history", small.history, large.history, snapshotsMore},
                {"export", small.exporting, large.exporting, 4}};
    for (const auto &row : rows) {
        // Twice that and a moment, for a machine that does other things too; squares give 16.
        if (row.large > 2 * row.times * row.small + 20)
            return QStringLiteral("%1: %2 ms, then %3 ms").arg(QLatin1String(row.what)).arg(row.small).arg(row.large);
    }
    return {};
}

} // namespace

/// A team with many servers, and one that has asked its servers for years: everything is still there as
/// it was written, and four times as much costs about four times as much, in time and on the disk.
/// Machines differ, so a workspace is only held against a smaller one on the same machine, and by the processor's time.
class TstStoreSize : public QObject
{
    Q_OBJECT

private:
    struct Filled
    {
        QString place;
        std::unique_ptr<WorkspaceStore> store;
        QHash<QString, QList<ServerSnapshot>> written; ///< oldest first
        qint64 bytes = 0;
        Costs costs;
    };

    static StoreOptions options()
    {
        StoreOptions options;
        options.clock = [] { return now; };
        return options;
    }

    void fill(Filled &filled, int servers, int snapshots)
    {
        filled.place = m_places.next(QStringLiteral("sqlite"));
        Result<std::unique_ptr<WorkspaceStore>> made = WorkspaceStore::create(filled.place, options());
        QVERIFY2(made, why(made).constData());
        filled.store = std::move(*made);
        QRandomGenerator random(1);
        for (int i = 0; i < servers; ++i) {
            Server server;
            server.name = nameOf(i);
            server.wanted = {"/data/volume-1/moodledata", "/data/volume-2/moodledata"};
            QVERIFY(filled.store->replaceServer({}, server));
            for (int n = snapshots - 1; n >= 0; --n) {
                // One a day, none of which is thinned out before two months.
                const ServerSnapshot snapshot = largeSnapshot(random, now.addDays(-n));
                const Result<void> saved = filled.store->saveSnapshot(server.name, snapshot);
                QVERIFY2(saved, why(saved).constData());
                filled.written[server.name].append(snapshot);
            }
        }
        filled.bytes = QFileInfo(filled.place).size();
    }

    /// Everything comes back as it was written.
    static void look(const Filled &filled)
    {
        const Result<QList<ServerRecord>> records = filled.store->records();
        QVERIFY2(records, why(records).constData());
        QCOMPARE(records->size(), filled.written.size());
        for (const ServerRecord &record : *records) {
            const QList<ServerSnapshot> &written = filled.written[record.server.name];
            QVERIFY(record.snapshot == written.last());
            QVERIFY(*filled.store->snapshots(record.server.name) == written);
        }
        const HistoryService history(*filled.store, *filled.store, options().clock);
        QCOMPARE(history.forecasts()->size(), filled.written.size() * 30);
    }

    static void measure(Filled &filled)
    {
        const HistoryService history(*filled.store, *filled.store, options().clock);
        Costs &costs = filled.costs;
        const WorkspaceStore &store = *filled.store;
        tryThrice(costs.opening, [&] { QVERIFY(WorkspaceStore::open(filled.place, options())); });
        tryThrice(costs.records, [&] { QVERIFY(store.records()); });
        tryThrice(costs.forecasts, [&] { QVERIFY(history.forecasts()); });
        tryThrice(costs.changes, [&] { QVERIFY(history.changesSince({}, now.addDays(-30))); });
        tryThrice(costs.history, [&] { QVERIFY(history.history(nameOf(2))); });
        tryThrice(costs.exporting, [&] { QVERIFY(store.exportJson()); });
        qInfo("%lld servers x %lld snapshots, %lld kB: opening %.1f ms, records %.1f, forecasts %.1f, changes since a "
              "date %.1f, one history %.1f, export %.1f",
              qint64(filled.written.size()), qint64(filled.written.constBegin()->size()), filled.bytes / 1024,
              costs.opening, costs.records, costs.forecasts, costs.changes, costs.history, costs.exporting);
    }

    Samples::Places m_places;

private slots:
    void fourTimesAsMuch_data()
    {
        QTest::addColumn<int>("servers"); // of the smaller one
        QTest::addColumn<int>("snapshots");
        QTest::addColumn<int>("moreServers"); // of the larger one
        QTest::addColumn<int>("moreSnapshots");
        QTest::newRow("many servers") << 6 << 4 << 24 << 4;
        QTest::newRow("a long memory") << 3 << 15 << 3 << 60;
    }
    void fourTimesAsMuch()
    {
        QFETCH(int, servers);
        QFETCH(int, snapshots);
        QFETCH(int, moreServers);
        QFETCH(int, moreSnapshots);
        Filled small;
        Filled large;
        fill(small, servers, snapshots);
        fill(large, moreServers, moreSnapshots);
        for (const Filled *filled : {&small, &large}) {
            if (QTest::currentTestFailed())
                return;
            look(*filled);
        }
        QVERIFY2(large.bytes < small.bytes * 5, "the file grows faster than what is in it");

        // By turns, and again where one of the two met a bad moment: what grows too fast does so each time.
        const double snapshotsMore = double(moreSnapshots) / snapshots;
        QString problem;
        for (int round = 0; round == 0 || (!problem.isEmpty() && round < 10); ++round) {
            measure(small);
            measure(large);
            if (QTest::currentTestFailed())
                return;
            problem = tooMuch(small.costs, large.costs, snapshotsMore);
        }
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }
};

NIGHTKEEP_TEST(TstStoreSize, integration, Core, 300)
#include "tst_storesize.moc"
