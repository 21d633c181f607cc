// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/history/diskforecast.h"

namespace Nightkeep {

/// Disks, with the day each is full at its present rate.
struct ForecastTable
{
    enum Column {
        MountColumn,
        OutlookColumn, ///< with its state
        FullColumn,
        FreeColumn,
        SizeColumn,
        RateColumn, ///< by which it grows each day
        SentenceColumn,
        ColumnCount,
    };
    [[nodiscard]] static TableDescription<DiskForecast> description();
};

} // namespace Nightkeep
