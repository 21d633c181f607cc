// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/changestable.h"
#include "models/history/historyservice.h"
#include "models/history/historytable.h"
#include "tests/history/gib.h"
#include "tests/support/fakeworkspace.h"
#include "tests/support/printedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Nightkeep;

namespace {

ServerSnapshot snapshotOf(const QDateTime &at, const QString &os, qint64 free = 50)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = at;
    snapshot.osRelease = os;
    snapshot.mounts = {{"/", QStringLiteral("ext4"), "/dev/sda1", 100 * GiB, free * GiB}};
    return snapshot;
}

} // namespace

class TstHistoryService : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeWorkspace> m_workspace;
    QString m_a {QStringLiteral("a.example")};
    QString m_b {QStringLiteral("b.example")};

    void save(const QString &server, const QDateTime &at, const QString &os, qint64 free = 50)
    {
        QVERIFY(m_workspace->serverStore.saveSnapshot(server, snapshotOf(at, os, free)));
    }

    static QStringList printed(const QList<ServerChanges> &all)
    {
        QStringList lines;
        for (const ServerChanges &one : all) {
            QString line = one.server + u' ' + one.from.toString(QStringLiteral("d")) + u'-'
                + one.to.toString(QStringLiteral("d"));
            for (const SnapshotChange &change : one.changes)
                line += u' ' + nameOf(change.kind);
            lines << (one.note.isEmpty() ? line : line + QStringLiteral(" (") + one.note + u')');
        }
        return lines;
    }

private slots:
    void init()
    {
        m_workspace = std::make_unique<FakeWorkspace>();
        for (const QString &name : {m_a, m_b}) {
            Server server;
            server.name = name;
            QVERIFY(m_workspace->serverStore.replaceServer({}, server));
        }
    }

    void historyOfOneServer()
    {
        const QDateTime now = m_workspace->time.now();
        QVERIFY(m_workspace->history().history(m_a)->isEmpty());
        save(m_a, now.addDays(-2), QStringLiteral("one"));
        save(m_a, now.addDays(-1), QStringLiteral("one"));
        save(m_a, now, QStringLiteral("two"));
        QCOMPARE(m_workspace->history().times(m_a)->size(), 3);
        const QList<HistoryEntry> entries = *m_workspace->history().history(m_a.toUpper());
        QCOMPARE(entries.size(), 3);
        QCOMPARE(entries.at(0).snapshot.osRelease, QStringLiteral("two"));
        QCOMPARE(entries.at(0).changes.size(), 1);
        QVERIFY(entries.at(1).changes.isEmpty() && !entries.at(1).first);
        QVERIFY(entries.at(2).first);
        QCOMPARE(m_workspace->history().history(QStringLiteral("c")).error().kind, ErrorKind::NotFound);
    }

    void changesSinceTheLastOne()
    {
        const QDateTime now = m_workspace->time.now(); // the 29th
        QCOMPARE(printed(*m_workspace->history().changesSinceLast({}))
                     .filter(QStringLiteral("Nothing is remembered"))
                     .size(),
                 2);
        save(m_a, now.addDays(-9), QStringLiteral("zero"));
        save(m_a, now.addDays(-1), QStringLiteral("one"));
        save(m_a, now, QStringLiteral("two"));
        save(m_b, now, QStringLiteral("one"));
        const QStringList lines = printed(*m_workspace->history().changesSinceLast({}));
        QCOMPARE(lines.at(0), QStringLiteral("a.example 28-29 os"));
        QVERIFY2(lines.at(1).startsWith(QStringLiteral("b.example -29 (Only one probe")), qPrintable(lines.at(1)));
        QCOMPARE(m_workspace->history().changesSinceLast({m_b.toUpper()})->size(), 1);
        QCOMPARE(m_workspace->history().changesSinceLast({m_a, QStringLiteral("c")}).error().kind, ErrorKind::NotFound);
    }

    void changesSinceADate()
    {
        const QDateTime now = m_workspace->time.now();
        save(m_a, now.addDays(-9), QStringLiteral("zero")); // the 20th
        save(m_a, now.addDays(-4), QStringLiteral("one")); // the 25th
        save(m_a, now, QStringLiteral("two"));
        const auto since = [&](int daysAgo) {
            return printed(*m_workspace->history().changesSince({m_a}, now.addDays(-daysAgo))).first();
        };
        QCOMPARE(since(9), QStringLiteral("a.example 20-29 os"));
        QCOMPARE(since(5), QStringLiteral("a.example 20-29 os"));
        QCOMPARE(since(4), QStringLiteral("a.example 25-29 os"));
        QVERIFY2(since(0).contains(QStringLiteral("not been asked since")), qPrintable(since(0)));
        QVERIFY2(since(30).startsWith(QStringLiteral("a.example 20-29 os (Nothing is remembered from before")),
                 qPrintable(since(30)));
        m_workspace->serverStore.setFailure(Error {ErrorKind::Unreachable, QStringLiteral("gone")});
        QCOMPARE(m_workspace->history().changesSince({}, now).error().kind, ErrorKind::Unreachable);
        QCOMPARE(m_workspace->history().forecasts().error().kind, ErrorKind::Unreachable);
        QCOMPARE(allFindings(*m_workspace).error().kind, ErrorKind::Unreachable);
    }

    void fillingDisksAreFindings()
    {
        const QDateTime now = m_workspace->time.now();
        for (int day = 10; day >= 0; --day) {
            save(m_a, now.addDays(-day), QStringLiteral("one"), 20 + day * 5);
            save(m_b, now.addDays(-day), QStringLiteral("one"), 50);
        }
        QCOMPARE(m_workspace->history().forecasts()->size(), 2);
        QCOMPARE(m_workspace->history().forecasts(m_b.toUpper())->size(), 1);
        QCOMPARE(m_workspace->history().disks(m_a)->first().points.size(), 11);
        const QList<Finding> all = *allFindings(*m_workspace);
        QStringList ids;
        for (const Finding &finding : all)
            ids << finding.id;
        QVERIFY2(ids.contains(QStringLiteral("server/a.example/disk//")), qPrintable(ids.join(u' ')));
        QVERIFY(!ids.contains(QStringLiteral("server/b.example/disk//")));
    }

    void comparing()
    {
        save(m_a, m_workspace->time.now(), QStringLiteral("one"));
        save(m_b, m_workspace->time.now(), QStringLiteral("two"));
        const Result<ServerComparison> comparison = m_workspace->history().compare(m_a.toUpper(), m_b);
        QVERIFY(comparison);
        QCOMPARE(comparison->a, m_a);
        QCOMPARE(comparison->count(ComparisonRow::Verdict::Differs), 1);
        QCOMPARE(m_workspace->history().compare(m_a, QStringLiteral("c")).error().kind, ErrorKind::NotFound);
    }

    void historyModel()
    {
        ColumnTable model(HistoryTable::description());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QDateTime now = m_workspace->time.now();
        HistoryEntry first {snapshotOf(now.addSecs(-7200), QStringLiteral("one\n")), true};
        HistoryEntry second {snapshotOf(now.addSecs(-600), QStringLiteral("two")), false};
        second.changes = {
            {SnapshotChange::Kind::MountGone, Severity::Warning, QStringLiteral("/x"), "/x", QStringLiteral("Gone.")},
            {SnapshotChange::Kind::Os, Severity::Info, {}, {}, QStringLiteral("Other.")}};
        model.setRows({second, first}, now);
        QCOMPARE(printedTable(model),
                 QStringList({QStringLiteral("10 minutes ago | [attention] 2 changes, 1 to look at | Gone. | two"),
                              QStringLiteral("today, %1 | the first one remembered |  | one\\n")
                                  .arg(QLocale().toString(now.addSecs(-7200).time(), QLocale::ShortFormat))}));
        QVERIFY(!model.index(1, HistoryTable::ChangedColumn).data(SortRole).isValid());
        QVERIFY(!model.index(0, HistoryTable::TakenColumn).data(Qt::ToolTipRole).toString().isEmpty());
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        HistoryEntry third {snapshotOf(now, QStringLiteral("two")), false};
        model.setRows({third, second, first}, now);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, HistoryTable::ChangedColumn).data().toString(), QStringLiteral("nothing changed"));
        QVERIFY(!model.index(0, HistoryTable::ChangedColumn).data(StateRole).isValid());
        model.setRows({}, now);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(resets.count(), 0);
    }

    void changesModel()
    {
        ColumnTable model(ChangesTable::description());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QDateTime now = m_workspace->time.now();
        ServerChanges a {m_a, now.addSecs(-1200), now.addSecs(-600)};
        a.changes = {{SnapshotChange::Kind::CoverageLost, Severity::Critical, QStringLiteral("/x"), "/x",
                      QStringLiteral("It left.")},
                     {SnapshotChange::Kind::Os, Severity::Info, {}, {}, QStringLiteral("Other.")}};
        ServerChanges b {m_b, now.addSecs(-1200), now.addSecs(-600)};
        ServerChanges c {QStringLiteral("c"), {}, now};
        c.note = QStringLiteral("Only one.");
        model.setRows(ChangesTable::rows({a, b, c}), now);
        QCOMPARE(printedTable(model),
                 QStringList({QStringLiteral("a.example | [bad] Backup of a folder | /x | It left. | "
                                             "20 minutes ago and 10 minutes ago"),
                              QStringLiteral("a.example | System |  | Other. | 20 minutes ago and 10 minutes ago"),
                              QStringLiteral("b.example |  |  | Nothing changed. | "
                                             "20 minutes ago and 10 minutes ago"),
                              QStringLiteral("c | [unknown]  |  | Only one. | ")}));
        QCOMPARE(int(changesState({a, b, c})), int(State::Bad));
        QCOMPARE(int(changesState({b})), int(State::Good));
        QCOMPARE(int(changesState({b, c})), int(State::Unknown));
        QCOMPARE(int(changesState({})), int(State::Unknown));
        const QString sentence = changesSentence({a, b, c});
        QVERIFY2(sentence.contains(QStringLiteral("left the backup")), qPrintable(sentence));
        QCOMPARE(changesSentence({b}), QStringLiteral("Nothing changed."));
        model.setRows(ChangesTable::rows({b, a}), now);
        model.setRows({}, now);
        QCOMPARE(model.rowCount(), 0);
    }
};

NIGHTKEEP_TEST(TstHistoryService, unit, Core)
#include "tst_historyservice.moc"
