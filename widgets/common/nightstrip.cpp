// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/nightstrip.h"

#include "models/base/format.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace Nightkeep {

namespace {

// Two and three months, half a year, one to five years.
constexpr std::array NightZooms {NightStrip::LeastNights, 92, 183, 366, 731, 1096, NightStrip::MostNights};

/// A file is looked at elsewhere, whatever the colours of the window are.
QPalette paperPalette()
{
    QPalette paper;
    for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window})
        paper.setColor(ground, Qt::white);
    paper.setColor(QPalette::WindowText, Qt::black);
    return paper;
}

} // namespace

NightStrip::NightStrip(const QString &name, const QString &accessibleName, const QString &emptyText, QWidget *parent)
    : QWidget(parent)
    , m_emptyText(emptyText)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void NightStrip::setPicture(const NightPicture &picture)
{
    const bool isHigher = picture.rows.size() != m_picture.rows.size();
    m_picture = picture;
    if (m_night < picture.first || m_night > picture.last)
        m_night = {};
    m_row = std::clamp(m_row, 0, std::max(0, int(picture.rows.size()) - 1));
    setFocusPolicy(isBlank() ? Qt::NoFocus : Qt::StrongFocus);
    if (isHigher)
        updateGeometry();
    tell();
}

void NightStrip::setNights(int nights)
{
    const int shown = std::clamp(nights, LeastNights, MostNights);
    if (shown == m_nights)
        return;
    m_nights = shown;
    if (m_night.isValid() && m_night < m_picture.last.addDays(1 - shown))
        m_night = {}; // it is not shown any more
    tell();
    emit zoomed(shown);
    if (shown > m_picture.nights())
        emit nightsWanted(shown);
}

void NightStrip::growTo(int height)
{
    if (height == m_room)
        return;
    m_room = height;
    updateGeometry();
}

void NightStrip::zoomIn()
{
    const auto larger = std::lower_bound(NightZooms.begin(), NightZooms.end(), m_nights);
    setNights(larger == NightZooms.begin() ? LeastNights : *std::prev(larger));
}

void NightStrip::zoomOut()
{
    const auto further = std::upper_bound(NightZooms.begin(), NightZooms.end(), m_nights);
    setNights(further == NightZooms.end() ? MostNights : *further);
}

void NightStrip::choose(int row, const QDate &night)
{
    if (row < 0 || row >= m_picture.rows.size())
        return;
    m_row = row;
    m_night = night >= m_picture.first && night <= m_picture.last ? night : QDate();
    tell();
}

NightDrawing NightStrip::drawing() const
{
    return {m_picture, m_nights, QFontMetricsF(font(), this), QRectF(rect()), layoutDirection(), locale()};
}

QList<NightSpan> NightStrip::cells() const
{
    return isBlank() ? QList<NightSpan>() : drawing().spans();
}

std::optional<NightDrawing::Place> NightStrip::chosenPlace(const NightDrawing &drawing) const
{
    if (!m_night.isValid() || m_row >= m_picture.rows.size())
        return std::nullopt;
    const int span = drawing.spanAt(int(m_picture.first.daysTo(m_night)));
    if (span < 0)
        return std::nullopt;
    return NightDrawing::Place {m_row, drawing.spans().at(span)};
}

QString NightStrip::chosenWords() const
{
    if (isBlank())
        return {};
    const auto place = chosenPlace(drawing());
    return place ? nightWords(m_picture, place->row, place->span, locale()) : QString();
}

QString NightStrip::summary() const
{
    QStringList rows;
    for (const NightRow &row : m_picture.rows) {
        const int shown = std::min<int>(m_nights, int(row.cells.size()));
        const auto kept = std::count_if(row.cells.cend() - shown, row.cells.cend(),
                                        [](const NightCell &cell) { return isRestorable(cell.state); });
        rows << (row.isReal
                     ? tr("%1, as seen: %2 of %3 nights", "a kind of data, how many can be restored, of how many")
                     : tr("%1: %2 of %3 nights", "a kind of data, how many can be restored, of how many"))
                    .arg(row.title, locale().toString(qlonglong(kept)), locale().toString(shown));
    }
    return isBlank() ? m_emptyText : tr("Can be restored: %1", "rows").arg(rows.join(QStringLiteral("; ")));
}

QString NightStrip::heading() const
{
    const QString chosen = chosenWords();
    if (!chosen.isEmpty() || isBlank())
        return chosen;
    const int shown = std::min(m_nights, m_picture.nights());
    return tr("%1 to %2", "days")
        .arg(dayInWords(m_picture.last.addDays(1 - shown), QLocale::LongFormat, locale()),
             dayInWords(m_picture.last, QLocale::LongFormat, locale()));
}

void NightStrip::tell()
{
    const QString chosen = chosenWords();
    setAccessibleDescription(chosen.isEmpty() ? summary() : chosen);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    if (!chosen.isEmpty() && hasFocus()) {
        QAccessibleAnnouncementEvent spoken(this, chosen);
        QAccessible::updateAccessibility(&spoken);
    }
#endif
    update();
}

void NightStrip::moveBySpans(int spans)
{
    const NightDrawing now = drawing();
    const auto place = chosenPlace(now);
    const int last = int(now.spans().size()) - 1;
    const int from = place ? int(now.spans().indexOf(place->span)) : last + (spans < 0 ? 1 : 0);
    const int to = std::clamp(from + spans, 0, last);
    choose(m_row, m_picture.first.addDays(now.spans().at(to).first));
}

void NightStrip::moveByMonths(int months)
{
    const QDate from = m_night.isValid() ? m_night : m_picture.last;
    const QDate earliest = m_picture.last.addDays(1 - std::min(m_nights, m_picture.nights()));
    choose(m_row, std::clamp(from.addMonths(months), earliest, m_picture.last));
}

void NightStrip::moveByRows(int rows)
{
    const int row = std::clamp(m_row + rows, 0, int(m_picture.rows.size()) - 1);
    choose(m_night.isValid() ? row : m_row, m_night.isValid() ? m_night : m_picture.last);
}

bool NightStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || isBlank())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto place = drawing().placeAt(QPointF(help->pos()));
    const QString words = place ? nightWords(m_picture, place->row, place->span, locale()) : summary();
    QToolTip::showText(help->globalPos(), plainToolTip(words), this);
    return true;
}

void NightStrip::keyPressEvent(QKeyEvent *event)
{
    if (isBlank()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int all = int(m_picture.nights()) + 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        moveBySpans(event->key() == (isRightToLeft() ? Qt::Key_Left : Qt::Key_Right) ? 1 : -1);
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        moveByRows(event->key() == Qt::Key_Down ? 1 : -1);
        break;
    case Qt::Key_Home:
    case Qt::Key_End:
        moveBySpans(event->key() == Qt::Key_End ? all : -all);
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        moveByMonths(event->key() == Qt::Key_PageDown ? 1 : -1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // the same key
        zoomIn();
        break;
    case Qt::Key_Minus:
        zoomOut();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void NightStrip::mousePressEvent(QMouseEvent *event)
{
    const auto place =
        event->button() == Qt::LeftButton && !isBlank() ? drawing().placeAt(event->position()) : std::nullopt;
    if (place)
        choose(place->row, m_picture.first.addDays(place->span.first));
    else
        QWidget::mousePressEvent(event);
}

QSize NightStrip::sizeHint() const
{
    const qreal line = fontMetrics().lineSpacing();
    const qreal least = NightDrawing::wantedLines(m_picture.rows.size()) * line;
    const qreal most = NightDrawing::mostLines(m_picture.rows.size()) * line;
    return {fontMetrics().averageCharWidth() * 90, int(std::ceil(std::clamp(qreal(m_room), least, most)))};
}

/// With large letters on a small screen the heading alone stays, where keys tell each night: no strip makes its window
/// larger than the screen.
QSize NightStrip::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().lineSpacing()};
}

void NightStrip::paintInto(QPainter &painter, const QRectF &rect, bool grey) const
{
    if (isBlank())
        return;
    painter.save();
    painter.setFont(font());
    const NightDrawing drawn(m_picture, m_nights, QFontMetricsF(font(), painter.device()), rect, layoutDirection(),
                             locale());
    drawn.paint(painter, {paperPalette(), grey, heading()});
    painter.restore();
}

void NightStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (isBlank()) {
        painter.setPen(dimmedColor(palette()));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const NightDrawing drawn = drawing();
    drawn.paint(painter, {palette(), false, heading(), chosenPlace(drawn)});
    if (!hasFocus())
        return;
    QStyleOptionFocusRect focus;
    focus.initFrom(this);
    style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
}

} // namespace Nightkeep
