// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/history/diskforecast.h"
#include "widgets/common/byteschart.h"

namespace Nightkeep {

/// How full one disk was over time, and the line it goes along: used bytes from nothing to all, the
/// days along the bottom.
class DiskChart final : public BytesChart
{
    Q_OBJECT

public:
    explicit DiskChart(QWidget *parent = nullptr);

    void setDisk(const DiskSeries &series, const DiskForecast &forecast);
    void clear() { setContents({}); }
};

} // namespace Nightkeep
