// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/snapshotthinning.h"
#include "tests/support/samples.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace Nightkeep;
using Samples::why;

/// What the workspace remembers of servers, in files and in databases.
class TstStoreHistory : public QObject
{
    Q_OBJECT

private:
    Samples::Places m_places;
    QDateTime m_now {QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc()};

    std::unique_ptr<WorkspaceStore> makeWorkspace(const QString &dialect)
    {
        const QString place = m_places.next(dialect);
        StoreOptions options;
        options.clock = [this] { return m_now; };
        Result<std::unique_ptr<WorkspaceStore>> store = WorkspaceStore::create(place, options);
        if (!store)
            qWarning("%s %s", qPrintable(m_places.problem()), why(store).constData());
        return store ? std::move(*store) : nullptr;
    }

    static ServerSnapshot snapshotOf(const QDateTime &at, const QString &os = QStringLiteral("Debian"))
    {
        ServerSnapshot snapshot;
        snapshot.takenAt = at;
        snapshot.osRelease = os;
        return snapshot;
    }

    static Mount disk(const BytePath &target, qint64 total, qint64 free)
    {
        return {target, QStringLiteral("ext4"), "/dev/sda1", total, free};
    }

    /// The client takes these file systems, and did so last night.
    static ServerSnapshot backedUp(const QDateTime &at, const char *spaces)
    {
        ServerSnapshot snapshot = snapshotOf(at);
        snapshot.mounts = {disk("/", 100, 50), disk("/data", 100, 50)};
        snapshot.domain = QByteArray(spaces).split(' ');
        snapshot.fileSpaces.emplace();
        for (const BytePath &space : *snapshot.domain)
            snapshot.fileSpaces->append({space, at.addSecs(-6 * 3600)});
        return snapshot;
    }

    static Server named(const QString &name)
    {
        Server server;
        server.name = name;
        return server;
    }

    static void dialects()
    {
        QTest::addColumn<QString>("dialect");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("mariadb") << QStringLiteral("mariadb");
    }

private slots:
    void init() { m_now = QDateTime(QDate(2008, 11, 29), QTime(9, 14), QTimeZone::utc()); }

    void everySnapshotIsRemembered_data() { dialects(); }
    void everySnapshotIsRemembered()
    {
        QFETCH(QString, dialect);
        const auto workspace = makeWorkspace(dialect);
        QVERIFY(workspace);
        const QString name = QStringLiteral("Moodle-A");
        QVERIFY(workspace->replaceServer({}, named(name)));
        QVERIFY(workspace->replaceServer({}, named(QStringLiteral("moodle-a2"))));
        QVERIFY(workspace->snapshotTimes(name)->isEmpty());
        QVERIFY(!workspace->snapshotAt(name, m_now)->has_value());
        QRandomGenerator random(8);
        QList<ServerSnapshot> saved;
        for (int i = 0; i < 12; ++i) {
            ServerSnapshot snapshot = Samples::sample<ServerSnapshot>(random);
            snapshot.takenAt = m_now.addSecs(i * 60).addMSecs(i);
            saved.append(snapshot);
        }
        QList<ServerSnapshot> shuffled = saved;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        for (const ServerSnapshot &snapshot : shuffled) {
            const Result<void> done = workspace->saveSnapshot(name, snapshot);
            QVERIFY2(done, why(done).constData());
            QCOMPARE(**workspace->latestSnapshot(name), snapshot); // the latest that came, whatever its moment
        }
        const QString other = QStringLiteral("moodle-a2");
        QVERIFY(workspace->saveSnapshot(other, snapshotOf(m_now)));
        const Result<QList<ServerSnapshot>> all = workspace->snapshots(QStringLiteral("MOODLE-a"));
        QVERIFY2(all, why(all).constData());
        QCOMPARE(*all, saved);
        QCOMPARE(workspace->snapshotTimes(name)->size(), 12);
        QCOMPARE(workspace->snapshotTimes(name)->at(3), saved.at(3).takenAt);
        for (int i = 0; i < 12; ++i) {
            QCOMPARE(**workspace->snapshotAt(name, saved.at(i).takenAt), saved.at(i));
            QCOMPARE(**workspace->snapshotAt(name, saved.at(i).takenAt.addMSecs(59)), saved.at(i));
        }
        QVERIFY(!workspace->snapshotAt(name, saved.first().takenAt.addMSecs(-1))->has_value());
        QVERIFY(!workspace->snapshotAt(name, {})->has_value());

        // The same moment again takes the place of what was there.
        ServerSnapshot again = saved.at(5);
        again.kernel = QStringLiteral("6.1");
        QVERIFY(workspace->saveSnapshot(name, again));
        QCOMPARE(workspace->snapshotTimes(name)->size(), 12);
        QCOMPARE(**workspace->snapshotAt(name, again.takenAt), again);

        ServerSnapshot timeless = saved.at(1);
        timeless.takenAt = QDateTime();
        QVERIFY(workspace->saveSnapshot(name, timeless));
        QCOMPARE(**workspace->latestSnapshot(name), timeless);
        QCOMPARE(workspace->snapshotTimes(name)->size(), 12);
        QCOMPARE(workspace->saveSnapshot(QStringLiteral("nobody"), snapshotOf(m_now)).error().kind,
                 ErrorKind::NotFound);
    }

    void itThinsOutOnItsOwn_data() { dialects(); }
    void itThinsOutOnItsOwn()
    {
        QFETCH(QString, dialect);
        const auto workspace = makeWorkspace(dialect);
        QVERIFY(workspace);
        const QString name = QStringLiteral("a");
        QVERIFY(workspace->replaceServer({}, named(name)));
        QRandomGenerator random(3);
        QList<QDateTime> all;
        for (int i = 0; i < 150; ++i) {
            all.append(m_now);
            QVERIFY(workspace->saveSnapshot(name, snapshotOf(m_now, QString::number(i))));
            QCOMPARE(*workspace->snapshotTimes(name), thinnedSnapshots(all, m_now));
            m_now = m_now.addSecs(1 + random.bounded(5 * 24 * 3600));
        }
        const QList<QDateTime> kept = *workspace->snapshotTimes(name);
        QVERIFY2(kept.size() < 110, qPrintable(QString::number(kept.size())));
        QCOMPARE(kept.first(), all.first());
        QCOMPARE(kept.last(), all.last());
        const QList<ServerSnapshot> remembered = *workspace->snapshots(name);
        for (const ServerSnapshot &snapshot : remembered)
            QCOMPARE(snapshot.osRelease, QString::number(all.indexOf(snapshot.takenAt)));
        const Result<std::unique_ptr<WorkspaceStore>> opened = WorkspaceStore::open(workspace->location());
        QVERIFY2(opened, why(opened).constData());
        const Result<WorkspaceCheck> check = (*opened)->verify(); // the seals fit what is left
        QVERIFY2(check, why(check).constData());
    }

    /// A workstation's clock 400 days ahead thinned the memory: one probe a month remained.
    void aWrongClockForgetsNothing_data() { dialects(); }
    void aWrongClockForgetsNothing()
    {
        QFETCH(QString, dialect);
        const auto workspace = makeWorkspace(dialect);
        QVERIFY(workspace);
        const QString name = QStringLiteral("a");
        QVERIFY(workspace->replaceServer({}, named(name)));
        const auto save = [&](const QDateTime &moment, qint64 offset) {
            m_now = moment;
            ServerSnapshot snapshot = snapshotOf(m_now);
            snapshot.clockOffsetSeconds = offset;
            return workspace->saveSnapshot(name, snapshot).has_value();
        };
        constexpr int probes = 48;
        const QDateTime start = m_now;
        for (int i = 0; i < probes; ++i)
            QVERIFY(save(start.addSecs(i * 3600), 2));
        QCOMPARE(workspace->snapshotTimes(name)->size(), probes);
        constexpr qint64 ahead = 400 * 86400;
        for (int i = 0; i < 3; ++i)
            QVERIFY(save(start.addDays(2).addSecs(ahead + i * 3600), -ahead));
        QCOMPARE(workspace->snapshotTimes(name)->size(), probes + 3);
        // Set right again, it forgets by the rule and not by what the wrong one said.
        QVERIFY(save(start.addDays(2).addSecs(4 * 3600), 2));
        QCOMPARE(workspace->snapshotTimes(name)->size(), probes + 4);
    }

    void itFollowsItsServer_data() { dialects(); }
    void itFollowsItsServer()
    {
        QFETCH(QString, dialect);
        const auto workspace = makeWorkspace(dialect);
        QVERIFY(workspace);
        const Server a = named(QStringLiteral("a"));
        QVERIFY(workspace->replaceServer({}, a));
        QVERIFY(workspace->saveSnapshot(a.name, snapshotOf(m_now)));
        Server edited = a;
        edited.note = QStringLiteral("edited");
        QVERIFY(workspace->replaceServer(a, edited));
        QCOMPARE(workspace->snapshotTimes(a.name)->size(), 1);
        Server respelt = edited;
        respelt.name = QStringLiteral("A");
        QVERIFY(workspace->replaceServer(edited, respelt));
        QCOMPARE(workspace->snapshotTimes(a.name)->size(), 1);
        Server renamed = respelt;
        renamed.name = QStringLiteral("b");
        QVERIFY(workspace->replaceServer(respelt, renamed));
        QVERIFY(workspace->snapshotTimes(a.name)->isEmpty());
        QCOMPARE(workspace->snapshotTimes(renamed.name)->size(), 1);
        QVERIFY(workspace->saveSnapshot(renamed.name, snapshotOf(m_now)));
        QVERIFY(workspace->replaceServer(renamed, {}));
        QVERIFY(workspace->snapshotTimes(renamed.name)->isEmpty());
        QVERIFY((*WorkspaceStore::open(workspace->location()))->verify());
    }

    /// Since when folders are not backed up is a row of its own, which no page has to read the memory for.
    void foldersStandSinceADay_data() { dialects(); }
    void foldersStandSinceADay()
    {
        QFETCH(QString, dialect);
        const auto workspace = makeWorkspace(dialect);
        QVERIFY(workspace);
        Server server = named(QStringLiteral("a"));
        server.wanted = {"/data/moodle"};
        QVERIFY(workspace->replaceServer({}, server));
        const QDateTime first = m_now;
        for (int day = 0; day < 80; ++day) { // by then the days on which it began are thinned out
            m_now = first.addDays(day);
            QVERIFY(workspace->saveSnapshot(server.name, backedUp(m_now, day < 5 ? "/ /data" : "/")));
        }
        const QList<QDateTime> times = *workspace->snapshotTimes(server.name);
        QVERIFY(!times.contains(first.addDays(4)) && !times.contains(first.addDays(5)));
        const QList<FolderStanding> expected {
            FolderStanding {"/data/moodle", CoverageState::Uncovered, first.addDays(5), first.addDays(4)}};
        const auto standings = [](const WorkspaceStore &store) { return store.records()->constFirst().standings; };
        QCOMPARE(standings(*workspace), expected);
        QCOMPARE(standings(**WorkspaceStore::open(workspace->location())), expected);

        Server wider = server;
        wider.wanted.append("/data/mail");
        QVERIFY(workspace->replaceServer(server, wider));
        const QList<FolderStanding> both = standings(*workspace);
        QCOMPARE(both.size(), 2);
        QCOMPARE(both.constFirst(), expected.constFirst()); // what is known is not asked of a thinned memory again
        QVERIFY(both.constLast().since > first.addDays(5) && both.constLast().since < first.addDays(13));
        QVERIFY(both.constLast().otherwiseAt < first.addDays(4));

        const auto other = makeWorkspace(dialect);
        QVERIFY(other);
        QVERIFY(other->importJson(*workspace->exportJson()));
        QCOMPARE(standings(*other).constFirst().since, both.constLast().since);
        QCOMPARE(standings(*other).size(), 2);

        Server none = wider;
        none.wanted.clear();
        QVERIFY(workspace->replaceServer(wider, none));
        QVERIFY(standings(*workspace).isEmpty());
        QVERIFY(workspace->replaceServer(none, server));
        QCOMPARE(standings(*workspace).size(), 1);
        m_now = m_now.addDays(1);
        QVERIFY(workspace->saveSnapshot(server.name, backedUp(m_now, "/ /data")));
        QVERIFY(standings(*workspace).isEmpty());
        QVERIFY((*WorkspaceStore::open(workspace->location()))->verify());
    }

    void disksAreReadWithoutSnapshots_data() { dialects(); }
    void disksAreReadWithoutSnapshots()
    {
        QFETCH(QString, dialect);
        const auto workspace = makeWorkspace(dialect);
        QVERIFY(workspace);
        QVERIFY(workspace->replaceServer({}, named(QStringLiteral("Z"))));
        QVERIFY(workspace->replaceServer({}, named(QStringLiteral("a"))));
        constexpr qint64 large = 9007199254740993;
        for (int i = 0; i < 3; ++i) {
            ServerSnapshot snapshot = snapshotOf(m_now.addSecs(i));
            snapshot.mounts = {disk("/data/\xff\n", large, large - i), disk("/", 100, 50)};
            if (i == 1)
                snapshot.mounts.removeLast();
            Mount others = disk("/n", 100, 50);
            others.local = false;
            snapshot.mounts.append(others);
            snapshot.mounts.append(disk("/unknown", -1, -1));
            snapshot.mounts.append(disk("/tmp", 100, 50));
            snapshot.mounts.last().type = QStringLiteral("tmpfs");
            snapshot.mounts.append(disk("/iso", 100, 0));
            snapshot.mounts.last().readOnly = true;
            snapshot.mounts.append(disk("/bound", 100, 50));
            snapshot.mounts.last().bindOf = "/";
            QVERIFY(workspace->saveSnapshot(QStringLiteral("Z"), snapshot));
            snapshot.mounts = {disk("/", 10, 10), disk("/", 20, 20)}; // the last one is what is seen
            QVERIFY(workspace->saveSnapshot(QStringLiteral("a"), snapshot));
        }
        const QDateTime t = m_now;
        const QList<DiskSeries> expected {
            {QStringLiteral("Z"), "/", {{t, 100, 50}, {t.addSecs(2), 100, 50}}},
            {QStringLiteral("Z"),
             "/data/\xff\n",
             {{t, large, large}, {t.addSecs(1), large, large - 1}, {t.addSecs(2), large, large - 2}}},
            {QStringLiteral("a"), "/", {{t, 20, 20}, {t.addSecs(1), 20, 20}, {t.addSecs(2), 20, 20}}}};
        const Result<QList<DiskSeries>> all = workspace->diskSeries({});
        QVERIFY2(all, why(all).constData());
        QCOMPARE(*all, expected);
        const QList<DiskSeries> later = *workspace->diskSeries(t.addSecs(2));
        QCOMPARE(later.size(), 3);
        QCOMPARE(later.first().points, (QList<DiskPoint> {{t.addSecs(2), 100, 50}}));
        QVERIFY(workspace->diskSeries(t.addSecs(3))->isEmpty());
    }
};

NIGHTKEEP_TEST(TstStoreHistory, integration, Core)
#include "tst_storehistory.moc"
