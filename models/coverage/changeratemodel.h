// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/coverage/changerate.h"

#include <QAbstractTableModel>

namespace Nightkeep {

/// One counting of a server, a row for each folder, keyed by the folder (percent-encoded). Cells without
/// a count are empty and sort last.
class ChangeRateModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
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
    Q_ENUM(Column)

    using QAbstractTableModel::QAbstractTableModel;

    /// Another counting: the model resets.
    void setRates(const ChangeRates &rates);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    ChangeRates m_rates;
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
