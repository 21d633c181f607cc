// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/history/diskforecast.h"

#include <QWidget>

class QPainter;

namespace Nightkeep {

/// How full one disk was over time, and the line it goes along: used bytes from nothing to all, the
/// days along the bottom. Drawn from the palette alone; says in words what it shows to those who do
/// not see it.
class DiskChart final : public QWidget
{
    Q_OBJECT

public:
    explicit DiskChart(QWidget *parent = nullptr);

    void setDisk(const DiskSeries &series, const DiskForecast &forecast);
    void clear();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QDateTime lastDay() const;
    void paintFrame(QPainter &painter, const QRectF &area) const;
    void paintPoints(QPainter &painter, const QRectF &area) const;

    DiskSeries m_series;
    DiskForecast m_forecast;
};

} // namespace Nightkeep
