// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/history/diskchart.h"

#include "models/base/format.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int shownAhead = 30; // days beyond the last point, so that a near end is seen

qint64 largestTotal(const DiskSeries &series)
{
    qint64 largest = 1;
    for (const DiskPoint &point : series.points)
        largest = std::max(largest, point.totalBytes);
    return largest;
}

} // namespace

DiskChart::DiskChart(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("diskChart"));
    setAccessibleName(tr("How full the chosen disk was"));
}

void DiskChart::setDisk(const DiskSeries &series, const DiskForecast &forecast)
{
    m_series = series;
    m_forecast = forecast;
    setPlainToolTip(*this, tr("%1: %2", "disk, forecast").arg(displayPath(series.mount), forecast.sentence));
    update();
}

void DiskChart::clear()
{
    m_series = {};
    m_forecast = {};
    setPlainToolTip(*this, {});
    update();
}

QSize DiskChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 44, fontMetrics().lineSpacing() * 9};
}

QSize DiskChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().lineSpacing() * 6};
}

QDateTime DiskChart::lastDay() const
{
    const QDateTime last = m_series.points.last().at;
    return m_forecast.points > 0 && m_forecast.bytesPerDay > 0 ? last.addDays(shownAhead) : last;
}

void DiskChart::paintFrame(QPainter &painter, const QRectF &area) const
{
    QColor dim = palette().color(QPalette::Text);
    dim.setAlphaF(0.35F);
    painter.setPen(dim);
    painter.drawRect(area);
    painter.setPen(palette().color(QPalette::Text));
    const qreal line = fontMetrics().lineSpacing();
    const QRectF left(0, area.top() - line / 2, area.left() - fontMetrics().averageCharWidth(), line);
    painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter, bytesInWords(largestTotal(m_series)));
    painter.drawText(left.translated(0, area.height()), Qt::AlignRight | Qt::AlignVCenter, bytesInWords(0));
    const auto day = [](const QDateTime &moment) { return QLocale().toString(moment.date(), QLocale::ShortFormat); };
    const QRectF below(area.left(), area.bottom(), area.width(), line);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, day(m_series.points.first().at));
    painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, day(lastDay()));
}

void DiskChart::paintPoints(QPainter &painter, const QRectF &area) const
{
    const QDateTime from = m_series.points.first().at;
    const qreal span = std::max<qreal>(1, qreal(from.msecsTo(lastDay())));
    const auto total = qreal(largestTotal(m_series));
    const auto place = [&](const QDateTime &at, qreal used) {
        return QPointF(area.left() + area.width() * qreal(from.msecsTo(at)) / span,
                       area.bottom() - area.height() * used / total);
    };
    QPainterPath path;
    for (const DiskPoint &point : m_series.points) {
        const QPointF here = place(point.at, qreal(point.totalBytes - point.freeBytes));
        if (path.elementCount() == 0)
            path.moveTo(here);
        else
            path.lineTo(here);
    }
    const qreal width = std::max<qreal>(1.5, fontMetrics().averageCharWidth() / 4.0);
    painter.setPen(QPen(stateColor(State::Working, palette()), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    if (m_series.points.size() == 1)
        painter.drawPoint(path.currentPosition());
    if (m_forecast.points == 0 || m_forecast.bytesPerDay <= 0)
        return;
    const DiskPoint &last = m_series.points.last();
    const auto usedThen = qreal(last.totalBytes - last.freeBytes) + m_forecast.bytesPerDay * shownAhead;
    painter.setClipRect(area);
    painter.setPen(QPen(palette().color(QPalette::Text), width / 2, Qt::DashLine));
    painter.drawLine(path.currentPosition(), place(lastDay(), usedThen));
}

void DiskChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_series.points.isEmpty()) {
        painter.setPen(dimmedColor(palette()));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("Choose a disk to see how it fills."));
        return;
    }
    const qreal line = fontMetrics().lineSpacing();
    const qreal labels = std::max(fontMetrics().horizontalAdvance(bytesInWords(largestTotal(m_series))),
                                  fontMetrics().horizontalAdvance(bytesInWords(0)))
        + 2 * fontMetrics().averageCharWidth();
    const QRectF area(labels, line * 1.6, width() - labels - fontMetrics().averageCharWidth(), height() - line * 3);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(0, 0, width(), line), Qt::AlignCenter,
                     fontMetrics().elidedText(displayPath(m_series.mount), Qt::ElideMiddle, width()));
    paintFrame(painter, area);
    paintPoints(painter, area);
}

} // namespace Nightkeep
