// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/servercomparisontable.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

TableColumn<ComparisonRow> sideColumn(const QString &server, QString ComparisonRow::*said)
{
    using Column = TableColumn<ComparisonRow>;
    return Column(visibleText(server),
                  [said](const ComparisonRow &row) {
                      const bool unknown = row.verdict == ComparisonRow::Verdict::Unknown;
                      return (row.*said).isEmpty() && unknown ? Tr::tr("unknown") : row.*said;
                  })
        .with(&Column::sortValue,
              [said](const ComparisonRow &row) { return (row.*said).isEmpty() ? QVariant() : QVariant(row.*said); })
        .with(&Column::width, 44);
}

} // namespace

TableDescription<ComparisonRow> ServerComparisonTable::description(const QString &a, const QString &b)
{
    using Row = ComparisonRow;
    using Column = TableColumn<Row>;
    return {[](const Row &row) { return nameOf(row.group) + u'/' + row.field; },
            {Column(Tr::tr("Verdict"), [](const Row &row) { return verdictWord(row.verdict); })
                 .with(&Column::sortValue, [](const Row &row) { return int(row.verdict); })
                 .with(&Column::state, [](const Row &row) { return verdictState(row.verdict); }),
             Column(Tr::tr("About"), [](const Row &row) { return comparisonGroupTitle(row.group); })
                 .with(&Column::sortValue, [](const Row &row) { return int(row.group); }),
             {Tr::tr("What"), &Row::field},
             sideColumn(a, &Row::a),
             sideColumn(b, &Row::b)}};
}

} // namespace Nightkeep
