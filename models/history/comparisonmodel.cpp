// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/history/comparisonmodel.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

namespace Nightkeep {

void ComparisonModel::setComparison(const ServerComparison &comparison)
{
    m_a = comparison.a;
    m_b = comparison.b;
    merge(comparison.rows);
    emit headerDataChanged(Qt::Horizontal, AColumn, BColumn);
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ComparisonModel::keyOf(const ComparisonRow &row) const
{
    return comparisonGroupName(row.group) + u'/' + row.field;
}

QString ComparisonModel::heading(int column) const
{
    switch (Column(column)) {
    case VerdictColumn:
        return Tr::tr("Verdict");
    case GroupColumn:
        return Tr::tr("About");
    case FieldColumn:
        return Tr::tr("What");
    case AColumn:
        return visibleText(m_a);
    case BColumn:
        return visibleText(m_b);
    case ColumnCount:
        break;
    }
    return {};
}

QString ComparisonModel::text(const ComparisonRow &row, int column) const
{
    const auto value = [&row](const QString &said) {
        return said.isEmpty() && row.verdict == ComparisonRow::Verdict::Unknown ? Tr::tr("unknown") : said;
    };
    switch (Column(column)) {
    case VerdictColumn:
        return verdictWord(row.verdict);
    case GroupColumn:
        return comparisonGroupTitle(row.group);
    case FieldColumn:
        return row.field;
    case AColumn:
        return value(row.a);
    case BColumn:
        return value(row.b);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ComparisonModel::sortValue(const ComparisonRow &row, int column) const
{
    switch (Column(column)) {
    case VerdictColumn:
        return int(row.verdict);
    case GroupColumn:
        return int(row.group);
    case FieldColumn:
        return row.field;
    case AColumn:
        return row.a.isEmpty() ? QVariant() : QVariant(row.a);
    case BColumn:
        return row.b.isEmpty() ? QVariant() : QVariant(row.b);
    case ColumnCount:
        break;
    }
    return {};
}

std::optional<State> ComparisonModel::state(const ComparisonRow &row, int column) const
{
    return column == VerdictColumn ? std::optional(verdictState(row.verdict)) : std::nullopt;
}

} // namespace Nightkeep
