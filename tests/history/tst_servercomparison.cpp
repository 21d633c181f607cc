// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/servercomparison.h"
#include "models/history/servercomparisontable.h"
#include "tests/history/gib.h"
#include "tests/support/printedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <functional>

using namespace Nightkeep;
using Verdict = ComparisonRow::Verdict;

namespace {

ServerRow rowOf(const QString &name)
{
    ServerRow row;
    row.server.name = name;
    row.server.note = QStringLiteral("note of ") + name;
    row.server.os = QStringLiteral("Debian 12");
    row.server.current = {"/", "/data"};
    row.server.wanted = {"/data/moodle", "/etc"};
    row.server.policy = QStringLiteral("nightly");
    ServerSnapshot snapshot;
    snapshot.takenAt = QDateTime(QDate(2008, 11, 29), QTime(3, 0), QTimeZone::utc());
    snapshot.osRelease = QStringLiteral("Debian GNU/Linux 12");
    snapshot.kernel = QStringLiteral("6.1");
    snapshot.mounts = {{"/", QStringLiteral("ext4"), "/dev/sda1", 40 * GiB, 3 * GiB},
                       {"/data", QStringLiteral("xfs"), "/dev/sdb1", 400 * GiB, 30 * GiB},
                       {"/proc", QStringLiteral("proc"), "proc"}};
    snapshot.tools = {{QStringLiteral("tar"), QStringLiteral("/bin/tar")}};
    snapshot.fileSpaces = {{"/", snapshot.takenAt}, {"/data", snapshot.takenAt}};
    snapshot.domain = {"/", "/data"};
    snapshot.rules = QList<IncludeExcludeRule>();
    ManagementClass standard;
    standard.name = QStringLiteral("STANDARD");
    standard.versionsExist = 3;
    snapshot.managementClasses = {standard};
    row.snapshot = snapshot;
    row.coverage = {{name, "/data/moodle", true, CoverageState::Covered},
                    {name, "/etc", true, CoverageState::Covered},
                    {name, "/", false, CoverageState::Covered}};
    return row;
}

using RowEdit = std::function<void(ServerRow &a, ServerRow &b)>;

} // namespace

class TstServerComparison : public QObject
{
    Q_OBJECT

private slots:
    void differences_data()
    {
        QTest::addColumn<RowEdit>("edit");
        QTest::addColumn<QStringList>("expected"); // all rows that are not the same
        const auto row = [](const char *name, const RowEdit &edit, const QStringList &expected) {
            QTest::newRow(name) << edit << expected;
        };
        using R = ServerRow;
        row("the same", [](R &, R &) {}, {});
        row("folders in another order", [](R &, R &b) { std::reverse(b.server.wanted.begin(), b.server.wanted.end()); },
            {});
        row("the page",
            [](R &a, R &b) {
                a.server.service = QStringLiteral("Moodle");
                b.server.wanted.removeLast();
            },
            {QStringLiteral("differs page Service: Moodle | "),
             QStringLiteral("differs page Wanted: /data/moodle,/etc | /data/moodle")});
        row("coverage",
            [](R &a, R &b) {
                a.coverage[0].state = CoverageState::Uncovered;
                b.coverage[1].state = CoverageState::Unknown;
                b.coverage.append({b.server.name, "/odd\xff\n", true, CoverageState::Covered});
            },
            {QStringLiteral("differs coverage /data/moodle: not covered | page says covered"),
             QStringLiteral("differs coverage /odd\\xff\\n: not wanted | page says covered"),
             QStringLiteral("unknown coverage /etc: page says covered | ")});
        row("system",
            [](R &a, R &b) {
                a.snapshot->osRelease.clear();
                b.snapshot->kernel = QStringLiteral("6.2");
                b.snapshot->clockOffsetSeconds = -4000;
                b.snapshot->tools.insert(QStringLiteral("tar"), QString());
                b.snapshot->tools.insert(QStringLiteral("dsmc"), QStringLiteral("/x"));
            },
            {QStringLiteral("differs system Kernel: 6.1 | 6.2"), QStringLiteral("differs system Clock: right | wrong"),
             QStringLiteral("differs system Program tar: there | not there"),
             QStringLiteral("unknown system Operating system, as seen:  | Debian GNU/Linux 12"),
             QStringLiteral("unknown system Program dsmc:  | there")});
        row("mounts",
            [](R &a, R &b) {
                a.snapshot->mounts[0].totalBytes = 80 * GiB;
                b.snapshot->mounts[1].type = QStringLiteral("nfs4");
                b.snapshot->mounts[1].local = false;
                b.snapshot->mounts[1].totalBytes = -1;
                b.snapshot->mounts.append({"/srv", QStringLiteral("ext4"), "/dev/sdc1", GiB, GiB});
            },
            {QStringLiteral("differs mounts Size of /: 80.0 GiB | 40.0 GiB"),
             QStringLiteral("differs mounts /data: xfs | nfs4, from the network"),
             QStringLiteral("differs mounts /srv: not mounted | ext4"),
             QStringLiteral("unknown mounts Size of /data: 400.0 GiB | ")});
        row("a size within one percent", [](R &a, R &) { a.snapshot->mounts[1].totalBytes += 3 * GiB; }, {});
        row("storage manager",
            [](R &a, R &b) {
                a.snapshot->domain = QList<BytePath> {"/data", "/"};
                b.snapshot->fileSpaces->removeLast();
                b.snapshot->rules->append({false, IncludeExcludeRule::Scope::Directory, "/x", QString()});
                (*b.snapshot->managementClasses)[0].versionsExist = NoLimit;
                ManagementClass years;
                years.name = QStringLiteral("YEARS");
                a.snapshot->managementClasses->append(years);
            },
            {QStringLiteral("differs storage-manager File spaces: /,/data | /"),
             QStringLiteral("differs storage-manager Include and exclude rules:  | leaves out /x"),
             QStringLiteral("differs storage-manager Management class STANDARD: copies: 3, once deleted: unknown,"
                            "days: unknown, the last copy: unknown,days in the archive: unknown | "
                            "copies: no limit, once deleted: unknown,days: unknown, the last copy: unknown,"
                            "days in the archive: unknown"),
             QStringLiteral("differs storage-manager Management class YEARS: copies: unknown, once deleted: unknown,"
                            "days: unknown, the last copy: unknown,days in the archive: unknown | not there")});
        row("a client that does not answer",
            [](R &a, R &) {
                a.snapshot->domain.reset();
                a.snapshot->fileSpaces.reset();
                a.snapshot->rules.reset();
                a.snapshot->managementClasses.reset();
            },
            {QStringLiteral("differs storage-manager Client: does not answer | answers"),
             QStringLiteral("unknown storage-manager Nightly run takes:  | /,/data"),
             QStringLiteral("unknown storage-manager File spaces:  | /,/data"),
             QStringLiteral("unknown storage-manager Include and exclude rules:  | "),
             QStringLiteral("unknown storage-manager Management class STANDARD:  | copies: 3, once deleted: unknown,"
                            "days: unknown, the last copy: unknown,days in the archive: unknown")});
    }
    void differences()
    {
        QFETCH(RowEdit, edit);
        QFETCH(QStringList, expected);
        ServerRow a = rowOf(QStringLiteral("a"));
        ServerRow b = rowOf(QStringLiteral("b"));
        edit(a, b);
        const ServerComparison comparison = compareServers(a, b);
        QStringList printed;
        for (const ComparisonRow &row : comparison.rows) {
            if (row.verdict != Verdict::Same)
                printed << QStringLiteral("%1 %2 %3: %4 | %5")
                               .arg(nameOf(row.verdict), nameOf(row.group), row.field, row.a, row.b)
                               .replace(u'\n', u',');
        }
        QCOMPARE(printed, expected);
        QVERIFY(comparison.count(Verdict::Same) > 5);
        QCOMPARE(comparison.rows.size(), comparison.count(Verdict::Same) + expected.size());

        // The other way round the same things differ.
        const ServerComparison turned = compareServers(b, a);
        QCOMPARE(turned.count(Verdict::Differs), comparison.count(Verdict::Differs));
        QCOMPARE(turned.count(Verdict::Unknown), comparison.count(Verdict::Unknown));
    }

    void neverAsked()
    {
        ServerRow a = rowOf(QStringLiteral("a"));
        ServerRow b = rowOf(QStringLiteral("b"));
        b.snapshot.reset();
        const ServerComparison comparison = compareServers(a, b);
        for (const ComparisonRow &row : comparison.rows) {
            if (row.group != ComparisonRow::Group::Page && row.group != ComparisonRow::Group::Coverage)
                QCOMPARE(nameOf(row.verdict), QStringLiteral("unknown"));
        }
        a.snapshot.reset();
        QCOMPARE(compareServers(a, b).count(Verdict::Unknown), 0); // nothing is known: nothing is listed
        QVERIFY(comparisonSentence(comparison).contains(QString::number(comparison.count(Verdict::Unknown))));
    }

    void model()
    {
        ColumnTable model(ServerComparisonTable::description(QStringLiteral("a.example"), QStringLiteral("b.example")));
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        ServerRow a = rowOf(QStringLiteral("a.example"));
        ServerRow b = rowOf(QStringLiteral("b.example"));
        b.snapshot->kernel = QStringLiteral("6.2");
        b.snapshot->osRelease.clear();
        model.setRows(compareServers(a, b).rows);
        const QStringList table = printedTable(model);
        QCOMPARE(table.at(0), QStringLiteral("[attention] differs | System | Kernel | 6.1 | 6.2"));
        QCOMPARE(
            table.at(1),
            QStringLiteral("[unknown] unknown | System | Operating system, as seen | Debian GNU/Linux 12 | unknown"));
        QVERIFY(table.at(2).startsWith(QStringLiteral("[good] same | Page | ")));
        QStringList headings;
        for (int column = 0; column < ServerComparisonTable::ColumnCount; ++column)
            headings << model.headerData(column, Qt::Horizontal).toString();
        QCOMPARE(headings.join(u'|'), QStringLiteral("Verdict|About|What|a.example|b.example"));
        QVERIFY(!model.index(1, ServerComparisonTable::BColumn).data(SortRole).isValid());
        QSet<QString> keys;
        for (int i = 0; i < model.rowCount(); ++i)
            keys.insert(model.index(i, 0).data(KeyRole).toString());
        QCOMPARE(keys.size(), model.rowCount());
        model.setRows(compareServers(a, a).rows);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }
};

NIGHTKEEP_TEST(TstServerComparison, unit, Core)
#include "tst_servercomparison.moc"
