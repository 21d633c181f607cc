// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/showntable.h"
#include "models/history/servercomparison.h"

namespace Nightkeep {

/// Two servers side by side, a row for each thing that should be the same.
class ComparisonModel final : public ShownTable<ComparisonRow>
{
    Q_OBJECT

public:
    enum Column {
        VerdictColumn, ///< with its state
        GroupColumn,
        FieldColumn,
        AColumn,
        BColumn,
        ColumnCount,
    };
    using ShownTable::ShownTable;

    void setComparison(const ServerComparison &comparison);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;

protected:
    [[nodiscard]] QString keyOf(const ComparisonRow &row) const override;
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] QString text(const ComparisonRow &row, int column) const override;
    [[nodiscard]] QVariant sortValue(const ComparisonRow &row, int column) const override;
    [[nodiscard]] std::optional<State> state(const ComparisonRow &row, int column) const override;

private:
    QString m_a;
    QString m_b;
};

} // namespace Nightkeep
