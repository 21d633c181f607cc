// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/mergedtable.h"
#include "models/base/tableproxy.h"
#include "tests/benchmarks/comparison.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

constexpr int Rows = 100'000;
constexpr int NewRows = 2'000;

struct Row
{
    QString key;
    QString text;
    qint64 bytes = 0;

    bool operator==(const Row &) const = default;
};

class RowTable final : public MergedTable<Row>
{
public:
    using MergedTable::merge;

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        return role == SortRole || role == Qt::DisplayRole ? QVariant(rows().at(index.row()).text) : QVariant();
    }

protected:
    [[nodiscard]] QString keyOf(const Row &row) const override { return row.key; }
};

QList<Row> numbered(int first, int count)
{
    QList<Row> rows;
    for (int number = first; number < first + count; ++number)
        rows.append({QStringLiteral("server/%1").arg(number, 7, 10, QLatin1Char('0')),
                     QStringLiteral("/data/moodle/course %1").arg(number), number});
    return rows;
}

struct Arrangement
{
    const char *name;
    QList<Row> rows;
};

QList<Arrangement> arrangements(const QList<Row> &plain)
{
    QList<Row> reversed = plain;
    std::reverse(reversed.begin(), reversed.end());
    QList<Row> shuffled = plain;
    QRandomGenerator random(11);
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    return {{"reversed", reversed}, {"shuffled", shuffled}, {"2,000 in front", numbered(Rows, NewRows) + plain}};
}

QStringList keysOf(const QList<Row> &rows, QString Row::*key)
{
    QStringList keys;
    for (const Row &row : rows)
        keys.append(row.*key);
    return keys;
}

} // namespace

bool benchMerge()
{
    const QList<Row> plain = numbered(0, Rows);
    bool ran = true;
    for (const Arrangement &arrangement : arrangements(plain)) {
        RowTable table;
        table.merge(plain);
        bool there = false;
        // There and back in turns: both are the same work but for the rows in front, which come and go.
        const auto subject = [&] {
            there = !there;
            const QList<Row> &wanted = there ? arrangement.rows : plain;
            table.merge(wanted);
            return table.rows() == wanted;
        };
        const QStringList keys = keysOf(arrangement.rows, &Row::key);
        const auto peer = [&] {
            QStringList sorted = keys;
            std::sort(sorted.begin(), sorted.end());
            return sorted.size() == keys.size();
        };
        ran = compare({QByteArray("merge of 100,000 rows, ") + arrangement.name, "std::sort of their keys", 3.0, 9,
                       subject, peer})
            && ran;
    }
    return ran;
}

bool benchSort()
{
    const QList<Row> plain = numbered(0, Rows);
    bool ran = true;
    for (const Arrangement &arrangement : arrangements(plain)) {
        RowTable table;
        table.merge(arrangement.rows);
        const auto subject = [&] {
            TableProxy proxy;
            proxy.setSourceModel(&table);
            proxy.sort(0);
            return proxy.rowCount() == table.rowCount();
        };
        const QStringList texts = keysOf(arrangement.rows, &Row::text);
        const auto peer = [&] {
            QStringList sorted = texts;
            const QCollator order = peoplesOrder();
            std::sort(sorted.begin(), sorted.end(), order);
            return sorted.size() == texts.size();
        };
        ran = compare({QByteArray("sort of 100,000 rows, ") + arrangement.name,
                       "std::sort of their texts by one collator", 3.0, 9, subject, peer})
            && ran;
    }
    return ran;
}

} // namespace Nightkeep
