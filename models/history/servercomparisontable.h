// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/history/servercomparison.h"

namespace Nightkeep {

/// Two servers side by side, a row for each thing that should be the same.
struct ServerComparisonTable
{
    enum Column {
        VerdictColumn, ///< with its state
        GroupColumn,
        FieldColumn,
        AColumn,
        BColumn,
        ColumnCount,
    };
    /// `a` and `b` are the servers' names.
    [[nodiscard]] static TableDescription<ComparisonRow> description(const QString &a, const QString &b);
};

} // namespace Nightkeep
