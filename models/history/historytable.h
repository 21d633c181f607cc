// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/history/historyservice.h"

namespace Nightkeep {

/// The remembered snapshots of one server, with what had changed at each.
struct HistoryTable
{
    enum Column {
        TakenColumn,
        ChangedColumn, ///< how many changes, with the worst one's state
        FirstChangeColumn, ///< the sentence of the most severe change
        OsColumn,
        ColumnCount,
    };
    [[nodiscard]] static TableDescription<HistoryEntry> description();
};

} // namespace Nightkeep
