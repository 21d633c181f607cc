// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/showntable.h"
#include "models/history/diskforecast.h"

namespace Nightkeep {

/// Disks, with the day each is full at its present rate.
class ForecastModel final : public ShownTable<DiskForecast>
{
    Q_OBJECT

public:
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
    using ShownTable::ShownTable;

    void setForecasts(const QList<DiskForecast> &forecasts, const QDateTime &now);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;

protected:
    [[nodiscard]] QString keyOf(const DiskForecast &forecast) const override;
    [[nodiscard]] QString heading(int column) const override;
    [[nodiscard]] QString text(const DiskForecast &forecast, int column) const override;
    [[nodiscard]] QVariant sortValue(const DiskForecast &forecast, int column) const override;
    [[nodiscard]] std::optional<State> state(const DiskForecast &forecast, int column) const override;

private:
    QDateTime m_now;
};

} // namespace Nightkeep
