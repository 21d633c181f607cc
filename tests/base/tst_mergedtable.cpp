// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/mergedtable.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Nightkeep;

namespace {

struct Row
{
    QString key;
    int value = 0;

    bool operator==(const Row &) const = default;
};

constexpr int ValueColumn = 1;

class RowTable final : public MergedTable<Row>
{
public:
    using MergedTable::merge;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const Row &row = rows().at(index.row());
        return index.column() == 0 ? QVariant(row.key) : QVariant(row.value);
    }

protected:
    [[nodiscard]] QString keyOf(const Row &row) const override { return row.key; }
};

QList<Row> numbered(int first, int count)
{
    QList<Row> rows;
    for (int number = first; number < first + count; ++number)
        rows.append({QStringLiteral("row %1").arg(number), number});
    return rows;
}

/// What a view holds: it is told of each change and must end as the rows are.
class Mirror final : public QObject
{
public:
    explicit Mirror(const RowTable &table)
        : m_table(table)
    {
        connect(&table, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
            for (int row = first; row <= last; ++row)
                rows.insert(row, m_table.rows().at(row));
            ++signalsHeard;
        });
        connect(&table, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) {
            rows.remove(first, last - first + 1);
            ++signalsHeard;
        });
        connect(&table, &QAbstractItemModel::rowsMoved, this,
                [this](const QModelIndex &, int from, int, const QModelIndex &, int to) {
                    rows.move(from, to > from ? to - 1 : to);
                    ++signalsHeard;
                });
        connect(&table, &QAbstractItemModel::layoutChanged, this, [this] {
            rows = m_table.rows();
            ++signalsHeard;
        });
        connect(&table, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last) {
                    for (int row = first.row(); row <= last.row(); ++row)
                        rows[row] = m_table.rows().at(row);
                    ++signalsHeard;
                });
    }
    QList<Row> rows;
    int signalsHeard = 0;

private:
    const RowTable &m_table;
};

} // namespace

class TstMergedTable : public QObject
{
    Q_OBJECT

private slots:
    void followsAnyChange_data()
    {
        QTest::addColumn<int>("keys");
        QTest::addColumn<int>("rounds");
        QTest::newRow("few rows, each told by itself") << 10 << 400;
        QTest::newRow("some rows, by both ways") << 45 << 200;
        QTest::newRow("many rows, told at once") << 500 << 30;
    }
    void followsAnyChange();
    void manyDifferencesAreFewSignals_data();
    void manyDifferencesAreFewSignals();
    void oneRowThatMovesIsOneMove_data();
    void oneRowThatMovesIsOneMove();
    void rowsAreFoundByKey();
    void findsTheRowWhileItMerges();
};

/// Random sets of keys in random orders: the table ends as a plain rebuild would, no view is told to
/// begin anew, and what was selected stays selected as long as its row exists.
void TstMergedTable::followsAnyChange()
{
    QFETCH(int, keys);
    QFETCH(int, rounds);
    QRandomGenerator random(7);
    RowTable table;
    const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const Mirror mirror(table);
    const QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
    QItemSelectionModel selection(&table);
    int kept = 0;
    for (int round = 0; round < rounds; ++round) {
        QList<Row> wanted = numbered(0, keys);
        std::shuffle(wanted.begin(), wanted.begin() + random.bounded(keys + 1), random);
        wanted.removeIf([&](const Row &) { return random.bounded(4) == 0; });
        for (Row &row : wanted)
            row.value = random.bounded(3);
        QSet<QString> wantedKeys;
        for (const Row &row : std::as_const(wanted))
            wantedKeys.insert(row.key);

        QSet<QString> selected;
        QList<std::pair<QPersistentModelIndex, QString>> held;
        for (int row = 0; row < table.rowCount(); ++row) {
            const QString key = table.rows().at(row).key;
            held.append({table.index(row, ValueColumn), key});
            if (random.bounded(2) == 0)
                continue;
            selection.select(table.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
            if (wantedKeys.contains(key))
                selected.insert(key);
        }
        table.merge(wanted);
        QCOMPARE(table.rows(), wanted);
        QCOMPARE(mirror.rows, wanted);
        for (const auto &[index, key] : std::as_const(held)) {
            QCOMPARE(index.isValid(), wantedKeys.contains(key));
            if (index.isValid())
                QCOMPARE(table.rows().at(index.row()).key, key);
        }
        QSet<QString> still;
        for (const QModelIndex &index : selection.selectedRows())
            still.insert(index.data().toString());
        QCOMPARE(still, selected);
        kept += int(still.size());
        selection.clear();
    }
    QCOMPARE(resets.count(), 0);
    QVERIFY2(kept > rounds, qPrintable(QString::number(kept)));
}

void TstMergedTable::manyDifferencesAreFewSignals_data()
{
    QTest::addColumn<QList<Row>>("before");
    QTest::addColumn<QList<Row>>("after");
    constexpr int count = 20000;
    const QList<Row> plain = numbered(0, count);
    QList<Row> reversed = plain;
    std::reverse(reversed.begin(), reversed.end());
    QList<Row> shuffled = plain;
    QRandomGenerator random(5);
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    QList<Row> everySecond;
    QList<Row> changed = plain;
    for (int row = 0; row < count; row += 2) {
        everySecond.append(plain.at(row));
        ++changed[row].value;
    }
    QTest::newRow("reversed") << plain << reversed;
    QTest::newRow("shuffled") << plain << shuffled;
    QTest::newRow("in front") << plain << numbered(count, 2000) + plain;
    QTest::newRow("every second goes") << plain << everySecond;
    QTest::newRow("every second comes") << everySecond << plain;
    QTest::newRow("every second is another") << plain << changed;
    QTest::newRow("all are others") << plain << numbered(count, count);
}

/// Each signal costs a view time by the number of rows: their number must not grow with it.
void TstMergedTable::manyDifferencesAreFewSignals()
{
    QFETCH(QList<Row>, before);
    QFETCH(QList<Row>, after);
    RowTable table;
    table.merge(before);
    Mirror mirror(table);
    mirror.rows = before;
    table.merge(after);
    QCOMPARE(mirror.rows, after);
    QVERIFY2(mirror.signalsHeard <= 40, qPrintable(QString::number(mirror.signalsHeard)));
}

void TstMergedTable::oneRowThatMovesIsOneMove_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::newRow("to the end") << 0 << 999;
    QTest::newRow("to the front") << 999 << 0;
    QTest::newRow("down") << 100 << 600;
    QTest::newRow("up") << 600 << 100;
}

void TstMergedTable::oneRowThatMovesIsOneMove()
{
    QFETCH(int, from);
    QFETCH(int, to);
    RowTable table;
    QList<Row> rows = numbered(0, 1000);
    table.merge(rows);
    const QSignalSpy moves(&table, &QAbstractItemModel::rowsMoved);
    const QSignalSpy layouts(&table, &QAbstractItemModel::layoutChanged);
    rows.move(from, to);
    table.merge(rows);
    QCOMPARE(table.rows(), rows);
    QCOMPARE(moves.count(), 1);
    QCOMPARE(layouts.count(), 0);
}

void TstMergedTable::rowsAreFoundByKey()
{
    RowTable table;
    table.merge({{QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}, {QStringLiteral("a"), 3}});
    QCOMPARE(table.rowCount(), 3); // a key that comes twice hides no row
    QCOMPARE(table.find(QStringLiteral("a"))->value, 1);
    QCOMPARE(table.find(QStringLiteral("a#1"))->value, 3);
    QCOMPARE(table.rowOf(QStringLiteral("b")), 1);
    QVERIFY(!table.find(QStringLiteral("c")));
    table.merge({{QStringLiteral("b"), 2}});
    QVERIFY(!table.find(QStringLiteral("a")));
    QCOMPARE(table.find(QStringLiteral("b"))->value, 2);
}

/// A view that hears of a removal asks for the row it shows while other changes are still to come.
void TstMergedTable::findsTheRowWhileItMerges()
{
    RowTable table;
    table.merge(numbered(0, 10));
    int asked = 0;
    const auto look = [&] {
        for (const Row &row : table.rows()) {
            QVERIFY(table.find(row.key));
            QCOMPARE(table.find(row.key)->key, row.key);
            ++asked;
        }
    };
    connect(&table, &QAbstractItemModel::rowsRemoved, this, look);
    connect(&table, &QAbstractItemModel::rowsInserted, this, look);
    connect(&table, &QAbstractItemModel::rowsMoved, this, look);
    QList<Row> wanted = numbered(5, 20);
    wanted.move(0, 12);
    table.merge(wanted);
    QCOMPARE(table.rows(), wanted);
    QVERIFY(asked > 10);
}

NIGHTKEEP_TEST(TstMergedTable, unit, Core)
#include "tst_mergedtable.moc"
