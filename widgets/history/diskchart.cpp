// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/diskchart.h"

#include "models/base/format.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int shownAhead = 30; // days beyond the last point, so that a near end is seen
constexpr double mostAhead = 4e18; // bytes: a server may say what it likes of its disk

ChartPoint diskChartPoint(const QDateTime &at, qint64 used, const QString &words)
{
    constexpr qreal msecsOfDay = 24.0 * 60 * 60 * 1000;
    return {qreal(at.toMSecsSinceEpoch()) / msecsOfDay, used, dayInWords(at.date(), QLocale::ShortFormat), words};
}

} // namespace

DiskChart::DiskChart(QWidget *parent)
    : BytesChart(QStringLiteral("diskChart"), tr("How full the chosen disk was"),
                 tr("Choose a disk to see how it fills."), parent)
{
}

void DiskChart::setDisk(const DiskSeries &series, const DiskForecast &forecast)
{
    ChartContents contents;
    contents.heading = displayPath(series.mount);
    contents.words = tr("%1: %2", "disk, forecast").arg(displayPath(series.mount), forecast.sentence);
    for (const DiskPoint &point : series.points) {
        const qint64 used = point.totalBytes - point.freeBytes;
        contents.points.append(diskChartPoint(point.at, used,
                                              tr("%1: %2 of %3 in use", "a moment, a size, a size")
                                                  .arg(momentInWords(point.at, QLocale::ShortFormat),
                                                       bytesInWords(used), bytesInWords(point.totalBytes))));
        contents.top = std::max(contents.top, point.totalBytes);
    }
    if (!series.points.isEmpty() && forecast.points > 0 && forecast.bytesPerDay > 0) {
        const ChartPoint &last = contents.points.constLast();
        const double then = double(last.bytes) + forecast.bytesPerDay * shownAhead;
        contents.ahead =
            diskChartPoint(series.points.constLast().at.addDays(shownAhead), qint64(std::min(then, mostAhead)), {});
    }
    setContents(contents);
}

} // namespace Nightkeep
