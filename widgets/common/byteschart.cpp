// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/byteschart.h"

#include "models/base/format.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace Nightkeep {

BytesChart::BytesChart(const QString &name, const QString &accessibleName, const QString &emptyText, QWidget *parent)
    : QWidget(parent)
    , m_emptyText(emptyText)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
}

void BytesChart::setContents(const ChartContents &contents)
{
    m_contents = contents;
    m_chosen = -1;
    m_top = std::max<qint64>(1, contents.top);
    for (const ChartPoint &point : contents.points)
        m_top = std::max(m_top, point.bytes);
    setFocusPolicy(contents.points.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    setPlainToolTip(*this, contents.words);
    update();
}

void BytesChart::choose(int point)
{
    const int chosen = point < m_contents.points.size() ? point : -1;
    if (chosen == m_chosen)
        return;
    m_chosen = chosen;
    setAccessibleDescription(chosen < 0 ? m_contents.words : m_contents.points.at(chosen).words);
    update();
}

void BytesChart::chooseByPerson(int point)
{
    if (m_contents.points.isEmpty())
        return;
    choose(std::clamp(point, 0, int(m_contents.points.size()) - 1));
    emit pointChosen(m_chosen);
}

QSize BytesChart::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 44, fontMetrics().lineSpacing() * 9};
}

QSize BytesChart::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().lineSpacing() * 6};
}

QRectF BytesChart::area() const
{
    const qreal line = fontMetrics().lineSpacing();
    const int margin = fontMetrics().averageCharWidth();
    const qreal labels =
        std::max(fontMetrics().horizontalAdvance(bytesInWords(m_top)), fontMetrics().horizontalAdvance(bytesInWords(0)))
        + 2 * margin;
    return {labels, line * 1.6, width() - labels - margin, height() - line * 3};
}

QRectF BytesChart::mirrored(const QRectF &rect) const
{
    return isRightToLeft() ? QRectF(width() - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
}

qreal BytesChart::barRoom() const
{
    const QList<ChartPoint> &points = m_contents.points;
    return area().width() / (points.constLast().x - points.constFirst().x + 1);
}

QPointF BytesChart::placeOf(const ChartPoint &point) const
{
    const QRectF area = this->area();
    const QList<ChartPoint> &points = m_contents.points;
    const qreal from = points.constFirst().x;
    const qreal last = m_contents.ahead ? m_contents.ahead->x : points.constLast().x;
    const qreal x = m_contents.form == ChartContents::Form::Bars
        ? (point.x - from + 0.5) * barRoom()
        : area.width() * (point.x - from) / (last > from ? last - from : 1);
    return {isRightToLeft() ? width() - area.left() - x : area.left() + x,
            area.bottom() - area.height() * qreal(point.bytes) / qreal(m_top)};
}

int BytesChart::nearest(qreal x) const
{
    int nearest = -1;
    qreal distance = 0;
    for (int i = 0; i < m_contents.points.size(); ++i) {
        const qreal here = std::abs(placeOf(m_contents.points.at(i)).x() - x);
        if (nearest >= 0 && here >= distance)
            continue;
        nearest = i;
        distance = here;
    }
    return nearest;
}

bool BytesChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_contents.points.isEmpty())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (!mirrored(area()).contains(help->pos())) // where the chart as a whole is told of
        return QWidget::event(event);
    QToolTip::showText(help->globalPos(), plainToolTip(m_contents.points.at(nearest(help->pos().x())).words), this);
    return true;
}

void BytesChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_contents.points.size()) - 1;
    const int onwards = event->key() == (isRightToLeft() ? Qt::Key_Left : Qt::Key_Right) ? 1 : -1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        chooseByPerson(m_chosen < 0 ? last : m_chosen + onwards);
        break;
    case Qt::Key_Home:
        chooseByPerson(0);
        break;
    case Qt::Key_End:
        chooseByPerson(last);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void BytesChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !m_contents.points.isEmpty())
        chooseByPerson(nearest(event->position().x()));
    else
        QWidget::mousePressEvent(event);
}

void BytesChart::paintFrame(QPainter &painter) const
{
    const QRectF area = this->area();
    const qreal line = fontMetrics().lineSpacing();
    QColor dim = palette().color(QPalette::WindowText);
    dim.setAlphaF(0.35F);
    painter.setPen(dim);
    painter.drawRect(mirrored(area));
    painter.setPen(palette().color(QPalette::WindowText));
    const QRectF beside(0, area.top() - line / 2, area.left() - fontMetrics().averageCharWidth(), line);
    painter.drawText(mirrored(beside), Qt::AlignRight | Qt::AlignVCenter, bytesInWords(m_top));
    painter.drawText(mirrored(beside.translated(0, area.height())), Qt::AlignRight | Qt::AlignVCenter, bytesInWords(0));
    const QString first = m_contents.points.constFirst().label;
    const QString last = (m_contents.ahead ? *m_contents.ahead : m_contents.points.constLast()).label;
    const QRectF half(area.left(), area.bottom(), area.width() / 2, line);
    const auto fitting = [&](const QString &label) {
        return fontMetrics().elidedText(label, Qt::ElideRight, int(half.width()));
    };
    painter.drawText(mirrored(half), Qt::AlignLeft | Qt::AlignVCenter, fitting(first)); // turned round with the painter
    painter.drawText(mirrored(half.translated(half.width(), 0)), Qt::AlignRight | Qt::AlignVCenter, fitting(last));
}

void BytesChart::paintLine(QPainter &painter) const
{
    QPainterPath path;
    for (const ChartPoint &point : m_contents.points) {
        if (path.elementCount() == 0)
            path.moveTo(placeOf(point));
        else
            path.lineTo(placeOf(point));
    }
    const qreal width = std::max<qreal>(1.5, fontMetrics().averageCharWidth() / 4.0);
    painter.setPen(QPen(stateColor(State::Working, palette()), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    if (m_contents.points.size() == 1)
        painter.drawPoint(path.currentPosition());
    if (!m_contents.ahead)
        return;
    painter.save();
    painter.setClipRect(mirrored(area()));
    painter.setPen(QPen(palette().color(QPalette::WindowText), width / 2, Qt::DashLine));
    painter.drawLine(path.currentPosition(), placeOf(*m_contents.ahead));
    painter.restore();
}

void BytesChart::paintBars(QPainter &painter) const
{
    const qreal wide = std::clamp<qreal>(barRoom() * 0.8, 1, fontMetrics().averageCharWidth() * 4);
    const qreal bottom = area().bottom();
    for (const ChartPoint &point : m_contents.points) {
        const QPointF top = placeOf(point);
        painter.fillRect(QRectF(top.x() - wide / 2, top.y(), wide, bottom - top.y()),
                         stateColor(State::Working, palette()));
    }
}

void BytesChart::paintChosen(QPainter &painter) const
{
    if (m_chosen < 0)
        return;
    const QPointF at = placeOf(m_contents.points.at(m_chosen));
    const qreal around = fontMetrics().averageCharWidth() / 2.0;
    painter.setPen(QPen(palette().color(QPalette::WindowText), around / 3));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawLine(at, QPointF(at.x(), area().bottom()));
    painter.drawEllipse(at, around, around);
}

void BytesChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_contents.points.isEmpty()) {
        painter.setPen(dimmedColor(palette()));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const QString heading = m_chosen < 0 ? m_contents.heading : m_contents.points.at(m_chosen).words;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(0, 0, width(), fontMetrics().lineSpacing()), Qt::AlignCenter,
                     fontMetrics().elidedText(heading, Qt::ElideMiddle, width()));
    paintFrame(painter);
    if (m_contents.form == ChartContents::Form::Line)
        paintLine(painter);
    else
        paintBars(painter);
    paintChosen(painter);
    if (!hasFocus())
        return;
    QStyleOptionFocusRect focus;
    focus.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
}

} // namespace Nightkeep
