// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/coverage/changerate.h"

namespace Nightkeep {

/// One counting of a server, a row for each folder, keyed by the folder (percent-encoded). Cells without
/// a count are empty and sort last.
struct ChangeRateTable
{
    enum Column {
        FolderColumn,
        StateColumn,
        FilesColumn,
        BytesColumn,
        DayColumn,
        WeekColumn,
        MonthColumn,
        ShareColumn, ///< of the bytes that changed in 30 days, in all bytes
        ColumnCount
    };
    [[nodiscard]] static TableDescription<ChangeRate> description();
};

/// "In the last 7 days 55 files with 1.8 MiB changed, of 2.4 MiB in all. Counted 3 minutes ago.", and
/// whether that is all there is to say.
struct ChangeRateAnswer
{
    bool whole = false; ///< every folder was counted to its end
    QString sentence;
};
[[nodiscard]] ChangeRateAnswer changeRateAnswer(const ChangeRates &rates, const QDateTime &now);

} // namespace Nightkeep
