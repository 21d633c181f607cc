// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/showntable.h"
#include "models/history/historyservice.h"

namespace Nightkeep {

/// The remembered snapshots of one server, with what had changed at each.
class HistoryModel final : public ShownTable<HistoryEntry>
{
    Q_OBJECT

public:
    enum Column {
        TakenColumn,
        ChangedColumn, ///< how many changes, with the worst one's state
        FirstChangeColumn, ///< the sentence of the most severe change
        OsColumn,
        ColumnCount,
    };
    using ShownTable::ShownTable;

    void setEntries(const QList<HistoryEntry> &entries, const QDateTime &now);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;

protected:
    [[nodiscard]] QString keyOf(const HistoryEntry &entry) const override;
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] QString text(const HistoryEntry &entry, int column) const override;
    [[nodiscard]] QVariant sortValue(const HistoryEntry &entry, int column) const override;
    [[nodiscard]] std::optional<State> state(const HistoryEntry &entry, int column) const override;
    [[nodiscard]] QVariant toolTip(const HistoryEntry &entry, int column) const override;

private:
    QDateTime m_now;
};

} // namespace Nightkeep
