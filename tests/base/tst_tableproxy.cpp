// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/mergedtable.h"
#include "models/base/tableproxy.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace Nightkeep;

namespace {

struct RawRow
{
    QString key;
    QVariant sort;
    QVariant state;
    QStringList lines;
};

/// One column whose raw values a test gives.
class RowModel final : public QAbstractTableModel
{
public:
    enum Column { OnlyColumn, ColumnCount };
    QList<RawRow> rows;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : ColumnCount;
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const RawRow &row = rows.at(index.row());
        switch (role) {
        case Qt::DisplayRole:
        case KeyRole:
            return row.key;
        case SortRole:
            return row.sort;
        case StateRole:
            return row.state;
        case LinesRole:
            return row.lines.isEmpty() ? QVariant() : QVariant(row.lines);
        default:
            return {};
        }
    }
    void insert(int at, const RawRow &row)
    {
        beginInsertRows({}, at, at);
        rows.insert(at, row);
        endInsertRows();
    }
    void remove(int at)
    {
        beginRemoveRows({}, at, at);
        rows.removeAt(at);
        endRemoveRows();
    }
    void setSort(int at, const QVariant &value)
    {
        rows[at].sort = value;
        emit dataChanged(index(at, OnlyColumn), index(at, OnlyColumn));
    }
};

QString keys(const TableProxy &proxy)
{
    QStringList list;
    for (int row = 0; row < proxy.rowCount(); ++row)
        list.append(proxy.index(row, RowModel::OnlyColumn).data(KeyRole).toString());
    return list.join(u' ');
}

struct NamedValue
{
    QString name;
    int value = 0;
    bool operator==(const NamedValue &) const = default;
};

/// As all tables are refreshed.
class NamedTable final : public MergedTable<NamedValue>
{
public:
    using MergedTable::merge;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        const NamedValue &row = rows().at(index.row());
        if (role == SortRole)
            return row.value;
        return role == KeyRole || role == Qt::DisplayRole ? QVariant(row.name) : QVariant();
    }

protected:
    [[nodiscard]] QString keyOf(const NamedValue &row) const override { return row.name; }
};

/// As one that is made now shows it.
QString shownAnew(QAbstractItemModel &model, const QString &words, Qt::SortOrder order)
{
    TableProxy proxy;
    proxy.setSourceModel(&model);
    proxy.setFilterText(words);
    proxy.sort(0, order);
    return keys(proxy);
}

int compareValues(const QVariant &left, const QVariant &right, const QCollator &collator)
{
    return SortKey(left, collator).compare(SortKey(right, collator), collator);
}

QVariant randomValue(QRandomGenerator &random)
{
    switch (random.bounded(8)) {
    case 0:
        return {};
    case 1:
        return random.bounded(-3, 3);
    case 2:
        return double(random.bounded(-6, 6)) / 2;
    case 3:
        return QDateTime::fromSecsSinceEpoch(random.bounded(5), QTimeZone::utc());
    case 4:
        return QDateTime();
    case 5:
        return QString(QLatin1Char(char('a' + random.bounded(3))));
    case 6:
        return QDate(2008, 11, 1 + random.bounded(3));
    default:
        return qint64(random.bounded(-3, 3));
    }
}

/// A long table's sorting begins with the next turn of the event loop.
void letItBegin()
{
    bool hasTurned = false;
    QTimer::singleShot(0, qApp, [&hasTurned] { hasTurned = true; });
    QTRY_VERIFY(hasTurned);
}

} // namespace

class TstTableproxy : public QObject
{
    Q_OBJECT

private slots:
    void unknownValuesComeLastInBothOrders_data()
    {
        QTest::addColumn<QVariantList>("values"); // of rows a, b, c ...
        QTest::addColumn<QString>("ascending");
        QTest::addColumn<QString>("descending");
        const QVariant none;
        const QDateTime early = QDateTime::fromSecsSinceEpoch(10, QTimeZone::utc());
        const QDateTime late = QDateTime::fromSecsSinceEpoch(20, QTimeZone::utc());
        QTest::newRow("numbers with a missing one")
            << QVariantList {2, none, 1} << QStringLiteral("c a b") << QStringLiteral("a c b");
        QTest::newRow("all missing keep their order")
            << QVariantList {none, none, none} << QStringLiteral("a b c") << QStringLiteral("a b c");
        QTest::newRow("equal ones keep their order")
            << QVariantList {1, 1, 0, 1} << QStringLiteral("c a b d") << QStringLiteral("a b d c");
        QTest::newRow("moments with an invalid one")
            << QVariantList {QDateTime(), late, early} << QStringLiteral("c b a") << QStringLiteral("b c a");
        QTest::newRow("whole and broken numbers")
            << QVariantList {2, 1.5, qint64(1)} << QStringLiteral("c b a") << QStringLiteral("a b c");
        QTest::newRow("texts whatever the case, blank last")
            << QVariantList {QStringLiteral("beta"), QString(), QStringLiteral("Alpha")} << QStringLiteral("c a b")
            << QStringLiteral("a c b");
        QTest::newRow("large numbers keep their difference")
            << QVariantList {qint64(9007199254740993), qint64(9007199254740992)} << QStringLiteral("b a")
            << QStringLiteral("a b");
        QTest::newRow("a number that is none")
            << QVariantList {std::nan(""), 1.0} << QStringLiteral("b a") << QStringLiteral("b a");
    }
    void unknownValuesComeLastInBothOrders()
    {
        QFETCH(QVariantList, values);
        RowModel model;
        for (qsizetype row = 0; row < values.size(); ++row)
            model.rows.append({QString(QLatin1Char(char('a' + row))), values.at(row), {}, {}});
        TableProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(RowModel::OnlyColumn, Qt::AscendingOrder);
        QTEST(keys(proxy), "ascending");
        proxy.sort(RowModel::OnlyColumn, Qt::DescendingOrder);
        QTEST(keys(proxy), "descending");
        proxy.sort(-1);
        QString given;
        for (const RawRow &row : std::as_const(model.rows))
            given += (given.isEmpty() ? QString() : QStringLiteral(" ")) + row.key;
        QCOMPARE(keys(proxy), given);
    }

    void comparisonIsAStrictOrder()
    {
        QRandomGenerator random(20081129);
        int tried = 0;
        for (int round = 0; round < 20000; ++round) {
            const QVariant a = randomValue(random);
            const QVariant b = randomValue(random);
            const QVariant c = randomValue(random);
            QCOMPARE(compareValues(a, b, peoplesOrder()), -compareValues(b, a, peoplesOrder()));
            QCOMPARE(compareValues(a, a, peoplesOrder()), 0);
            if (compareValues(a, b, peoplesOrder()) <= 0 && compareValues(b, c, peoplesOrder()) <= 0) {
                QVERIFY2(compareValues(a, c, peoplesOrder()) <= 0,
                         qPrintable(QStringLiteral("%1, %2, %3").arg(a.toString(), b.toString(), c.toString())));
                ++tried;
            }
        }
        QVERIFY(tried > 1000);
    }

    void wordsAndARuleFilter_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("state"); // -1: any
        QTest::addColumn<QString>("shown");
        QTest::newRow("nothing typed") << QString() << -1 << QStringLiteral("moodle-a moodle-b webapps");
        QTest::newRow("a part of a name") << QStringLiteral("ODLE") << -1 << QStringLiteral("moodle-a moodle-b");
        QTest::newRow("a later line of a cell") << QStringLiteral("htdocs") << -1 << QStringLiteral("moodle-a");
        QTest::newRow("words in any order") << QStringLiteral(" htdocs   /data ") << -1 << QStringLiteral("moodle-a");
        QTest::newRow("one word missing") << QStringLiteral("htdocs nowhere") << -1 << QString();
        QTest::newRow("a state") << QString() << int(State::Bad) << QStringLiteral("moodle-b");
        QTest::newRow("a state that no row has") << QString() << int(State::Working) << QString();
        QTest::newRow("words and a state") << QStringLiteral("webapps") << int(State::Bad) << QString();
        QTest::newRow("no pattern is meant") << QStringLiteral(".*") << -1 << QString();
    }
    void wordsAndARuleFilter()
    {
        QFETCH(QString, words);
        QFETCH(int, state);
        RowModel model;
        model.rows = {{QStringLiteral("moodle-a"),
                       1,
                       int(State::Good),
                       {QStringLiteral("moodle-a"), QStringLiteral("/data"), QStringLiteral("/data/apache/htdocs")}},
                      {QStringLiteral("moodle-b"), 2, int(State::Bad), {}},
                      {QStringLiteral("webapps"), 3, {}, {}}};
        TableProxy proxy;
        proxy.setSourceModel(&model);
        proxy.setFilterText(words);
        if (state >= 0)
            proxy.setRowFilter([&model, state](int row) {
                return model.index(row, RowModel::OnlyColumn).data(StateRole) == QVariant(state);
            });
        QTEST(keys(proxy), "shown");
    }

    void staysSoundThroughEveryMutation()
    {
        RowModel model;
        TableProxy proxy;
        QAbstractItemModelTester sourceTester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setSourceModel(&model);
        proxy.sort(RowModel::OnlyColumn, Qt::DescendingOrder);
        QRandomGenerator random(7);
        for (int step = 0; step < 400; ++step) {
            switch (random.bounded(5)) {
            case 0:
            case 1:
                model.insert(random.bounded(int(model.rows.size()) + 1),
                             {QString::number(step), randomValue(random), int(random.bounded(5)), {}});
                break;
            case 2:
                if (!model.rows.isEmpty())
                    model.remove(random.bounded(int(model.rows.size())));
                break;
            case 3:
                if (!model.rows.isEmpty())
                    model.setSort(random.bounded(int(model.rows.size())), randomValue(random));
                break;
            default:
                proxy.setFilterText(random.bounded(2) ? QString::number(random.bounded(10)) : QString());
                break;
            }
        }
        proxy.setFilterText({});
        QCOMPARE(keys(proxy), shownAnew(model, {}, Qt::DescendingOrder));
        QCOMPARE(proxy.rowCount(), int(model.rows.size()));
        for (int row = 1; row < proxy.rowCount(); ++row) {
            const QVariant above = proxy.index(row - 1, RowModel::OnlyColumn).data(SortRole);
            const QVariant below = proxy.index(row, RowModel::OnlyColumn).data(SortRole);
            QVERIFY(isUnknownValue(below)
                    || (!isUnknownValue(above) && compareValues(above, below, peoplesOrder()) >= 0));
        }
    }

    /// Of few and of many changes: which rows there are, in which order, and what views hold on to.
    void staysSoundThroughRefreshes()
    {
        NamedTable model;
        TableProxy proxy;
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setSourceModel(&model);
        proxy.sort(0);
        QRandomGenerator random(23);
        QList<NamedValue> rows;
        QString typed;
        for (int round = 0; round < 150; ++round) {
            const int changes = round % 3 == 0 ? 60 : 3;
            for (int change = 0; change < changes; ++change) {
                const int at = rows.isEmpty() ? 0 : random.bounded(int(rows.size()));
                switch (random.bounded(4)) {
                case 0:
                    rows.insert(at, {QStringLiteral("%1-%2").arg(round).arg(change), random.bounded(9)});
                    break;
                case 1:
                    if (rows.size() > 40)
                        rows.removeAt(at);
                    break;
                case 2:
                    if (!rows.isEmpty())
                        rows[at].value = random.bounded(9);
                    break;
                default:
                    if (!rows.isEmpty())
                        rows.move(at, random.bounded(int(rows.size())));
                }
            }
            if (round % 5 == 0) {
                typed = random.bounded(2) ? QString() : QString::number(random.bounded(10));
                proxy.setFilterText(typed);
            }
            QList<QPersistentModelIndex> held;
            QStringList names;
            for (int row = 0; row < proxy.rowCount(); row += 7) {
                held.append(proxy.index(row, 0));
                names.append(held.last().data(KeyRole).toString());
            }
            model.merge(rows);
            QCOMPARE(keys(proxy), shownAnew(model, typed, Qt::AscendingOrder));
            for (qsizetype i = 0; i < held.size(); ++i) {
                if (held.at(i).isValid())
                    QCOMPARE(held.at(i).data(KeyRole).toString(), names.at(i));
                else
                    QVERIFY2(!model.find(names.at(i)), qPrintable(names.at(i)));
            }
        }
    }

    void aLongTableIsSortedAside()
    {
        constexpr int count = TableProxy::mostAtOnce * 4;
        NamedTable model;
        QList<NamedValue> rows;
        QRandomGenerator random(5);
        for (int row = 0; row < count; ++row)
            rows.append({QStringLiteral("course %1").arg(row), int(random.bounded(count))});
        model.merge(rows);
        TableProxy proxy;
        proxy.setPatient(true);
        proxy.setSourceModel(&model);
        const QString given = keys(proxy);
        proxy.sort(0, Qt::DescendingOrder);
        QVERIFY(proxy.isBusy());
        QCOMPARE(keys(proxy), given); // until it is known
        QTRY_VERIFY_WITH_TIMEOUT(!proxy.isBusy(), 60000);
        QCOMPARE(keys(proxy), shownAnew(model, {}, Qt::DescendingOrder));

        proxy.setFilterText(QStringLiteral("COURSE 77"));
        QCOMPARE(proxy.rowCount(), count);
        QTRY_VERIFY_WITH_TIMEOUT(!proxy.isBusy(), 60000);
        QCOMPARE(keys(proxy), shownAnew(model, QStringLiteral("course 77"), Qt::DescendingOrder));
        proxy.setFilterText({});
        QCOMPARE(keys(proxy), shownAnew(model, {}, Qt::DescendingOrder)); // read once

        // What changes while it is sorted, and what is longer than that.
        proxy.sort(0, Qt::AscendingOrder);
        rows.remove(100, 50);
        rows[7].value = -1;
        rows.append({QStringLiteral("course of today"), 1});
        model.merge(rows);
        QCOMPARE(proxy.rowCount(), int(rows.size()));
        QTRY_VERIFY_WITH_TIMEOUT(!proxy.isBusy(), 60000);
        QCOMPARE(keys(proxy), shownAnew(model, {}, Qt::AscendingOrder));
        rows[9].value = -2;
        model.merge(rows);
        QVERIFY(!proxy.isBusy()); // one row finds its place at once
        QCOMPARE(keys(proxy), shownAnew(model, {}, Qt::AscendingOrder));
        const QPersistentModelIndex held = proxy.index(count / 2, 0);
        const QString name = held.data(KeyRole).toString();
        std::shuffle(rows.begin(), rows.end(), random); // a new layout
        model.merge(rows);
        QVERIFY(!proxy.isBusy());
        QCOMPARE(keys(proxy), shownAnew(model, {}, Qt::AscendingOrder));
        QCOMPARE(held.data(KeyRole).toString(), name);
        proxy.sort(0, Qt::DescendingOrder);
        const QString before = keys(proxy);
        std::shuffle(rows.begin(), rows.end(), random);
        model.merge(rows);
        QCOMPARE(keys(proxy), before); // until it is known
        QTRY_VERIFY_WITH_TIMEOUT(!proxy.isBusy(), 60000);
        QCOMPARE(keys(proxy), shownAnew(model, {}, Qt::DescendingOrder));
        for (NamedValue &row : rows)
            row.value = count - row.value;
        model.merge(rows);
        QTRY_VERIFY_WITH_TIMEOUT(!proxy.isBusy(), 60000);
        QCOMPARE(keys(proxy), shownAnew(model, {}, Qt::DescendingOrder));
    }

    /// Rows that go, a source that goes, and itself.
    void whatGoesWhileALongTableIsSorted()
    {
        NamedTable model;
        QList<NamedValue> rows;
        for (int row = 0; row < TableProxy::mostAtOnce * 4; ++row)
            rows.append({QStringLiteral("course %1").arg(row), row * 7919 % 10007});
        model.merge(rows);
        auto proxy = std::make_unique<TableProxy>();
        proxy->setPatient(true);
        proxy->setSourceModel(&model);
        proxy->setFilterText(QStringLiteral("7"));
        proxy->sort(0);
        letItBegin();
        QVERIFY(proxy->isBusy());
        model.merge(rows.mid(70, 8));
        QTRY_VERIFY_WITH_TIMEOUT(!proxy->isBusy(), 60000);
        QCOMPARE(proxy->rowCount(), 8);
        QCOMPARE(keys(*proxy), shownAnew(model, QStringLiteral("7"), Qt::AscendingOrder));

        model.merge(rows);
        QVERIFY(proxy->isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!proxy->isBusy(), 60000);
        QCOMPARE(keys(*proxy), shownAnew(model, QStringLiteral("7"), Qt::AscendingOrder));
        proxy->sort(0, Qt::DescendingOrder);
        letItBegin();
        {
            NamedTable other;
            other.merge(rows);
            proxy->setSourceModel(&other);
            QVERIFY(proxy->isBusy());
            letItBegin();
        }
        QVERIFY(!proxy->isBusy());
        QCOMPARE(proxy->rowCount(), 0);
        proxy->setSourceModel(&model);
        QTRY_VERIFY_WITH_TIMEOUT(!proxy->isBusy(), 60000);
        QCOMPARE(keys(*proxy), shownAnew(model, QStringLiteral("7"), Qt::DescendingOrder));
        proxy->sort(0);
        letItBegin();
        proxy.reset(); // waits for what it began
    }

    void placesAreOfItsOwnModelsAlone()
    {
        NamedTable model;
        model.merge({{QStringLiteral("b"), 2}, {QStringLiteral("a"), 1}});
        NamedTable other;
        other.merge(model.rows());
        TableProxy proxy;
        proxy.setSourceModel(&model);
        proxy.sort(0);
        QCOMPARE(proxy.mapFromSource(model.index(0, 0)), proxy.index(1, 0));
        QCOMPARE(proxy.mapToSource(proxy.index(1, 0)), model.index(0, 0));
        QVERIFY(!proxy.mapFromSource(other.index(0, 0)).isValid());
        QVERIFY(!proxy.mapToSource(other.index(0, 0)).isValid());
        QVERIFY(!proxy.mapFromSource({}).isValid());
        QVERIFY(!proxy.mapToSource({}).isValid());
    }

    void outlivesItsSource()
    {
        TableProxy proxy;
        {
            NamedTable model;
            model.merge({{QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}});
            proxy.setSourceModel(&model);
            proxy.setSourceModel(&model); // once more changes nothing
            QCOMPARE(proxy.rowCount(), 2);
        }
        QVERIFY(!proxy.sourceModel());
        QCOMPARE(proxy.rowCount(), 0);
        QVERIFY(!proxy.index(0, 0).isValid());
    }
};

NIGHTKEEP_TEST(TstTableproxy, unit, Core)
#include "tst_tableproxy.moc"
