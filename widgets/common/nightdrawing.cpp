// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/nightdrawing.h"

#include "models/base/format.h"
#include "models/retention/nightpattern.h"
#include "widgets/common/themeicons.h"
#include "widgets/widgetstr.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <utility>

namespace Nightkeep {

namespace {

// The worst first.
constexpr std::array NightRanks {NightState::None,     NightState::Unknown,   NightState::Partly,
                                 NightState::OnServer, NightState::OffServer, NightState::Everywhere,
                                 NightState::Ahead};

NightState nightAt(const NightRow &row, int night)
{
    return night >= 0 && night < row.cells.size() ? row.cells.at(night).state : NightState::Unknown;
}

qsizetype nightRank(NightState state)
{
    return std::find(NightRanks.begin(), NightRanks.end(), state) - NightRanks.begin();
}

} // namespace

NightState worstNight(const NightRow &row, const NightSpan &span)
{
    NightState worst = nightAt(row, span.first);
    for (int night = span.first + 1; night <= span.last; ++night)
        worst = std::min(worst, nightAt(row, night),
                         [](NightState one, NightState other) { return nightRank(one) < nightRank(other); });
    return worst;
}

QString nightWords(const NightPicture &picture, int row, const NightSpan &span, const QLocale &locale)
{
    const NightRow &of = picture.rows.at(row);
    const QString from = dayInWords(picture.first.addDays(span.first), QLocale::LongFormat, locale);
    if (span.nights() == 1) {
        const QString words = span.first < of.cells.size() ? of.cells.at(span.first).words : QString();
        const QString state = nightStateWord(nightAt(of, span.first));
        return WidgetsTr::tr("%1, %2: %3", "a kind of data, a night, what there is of it")
            .arg(of.title, from, words.isEmpty() ? state : state + QStringLiteral(". ") + words);
    }
    QStringList counts;
    for (const NightState state : NightRanks) {
        int count = 0;
        for (int night = span.first; night <= span.last; ++night)
            count += nightAt(of, night) == state ? 1 : 0;
        if (count > 0)
            counts
                << WidgetsTr::tr("%1: %2", "what there is of nights, how many").arg(nightStateWord(state)).arg(count);
    }
    return WidgetsTr::tr("%1, %2 to %3. %4", "a kind of data, a day, a day, how many nights of which kind")
        .arg(of.title, from, dayInWords(picture.first.addDays(span.last), QLocale::LongFormat, locale),
             counts.join(QStringLiteral("; ")));
}

QColor nightInk(NightState state, const QPalette &palette, bool grey)
{
    return grey ? QColor(Qt::black) : stateColor(nightStateColour(state), palette);
}

void paintNight(QPainter &painter, const QRectF &cell, NightState state, const QColor &ink, qreal stroke)
{
    const NightPattern pattern = nightPattern(state, cell.size());
    painter.save();
    painter.setClipRect(cell, Qt::IntersectClip);
    for (const QRectF &filled : pattern.filled)
        painter.fillRect(filled.translated(cell.topLeft()), ink);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(ink, std::max(stroke, pattern.pen)));
    for (const QLineF &line : pattern.lines)
        painter.drawLine(line.translated(cell.topLeft()));
    painter.setPen(QPen(ink, stroke));
    if (pattern.hasBorder)
        painter.drawRect(cell);
    painter.restore();
}

NightDrawing::NightDrawing(const NightPicture &picture, int shown, const QFontMetricsF &metrics, const QRectF &rect,
                           Qt::LayoutDirection direction, const QLocale &locale)
    : m_picture(picture)
    , m_shown(std::clamp(shown, 1, std::max(1, picture.nights())))
    , m_metrics(metrics)
    , m_rect(rect)
    , m_direction(direction)
    , m_locale(locale)
    , m_line(metrics.lineSpacing())
    , m_letter(metrics.averageCharWidth())
{
    qreal titles = 0;
    for (const NightRow &row : std::as_const(m_picture.rows))
        titles = std::max(titles, m_metrics.horizontalAdvance(row.title));
    titles = std::min(titles + 2 * m_letter, rect.width() * 0.35);
    layLegend();
    const qreal top = m_line * 1.4;
    const qreal bare = rect.height() - top - m_line * 1.3;
    const qreal legend = m_legend.isEmpty() ? 0 : m_legend.constLast().place.bottom();
    const bool hasLegend = bare - legend >= m_line * 0.5 * qreal(m_picture.rows.size());
    if (!hasLegend)
        m_legend.clear();
    const qreal room = hasLegend ? bare - legend : bare;
    const qreal high = std::min(std::max(m_line, room), MostRowLines * m_line * qreal(m_picture.rows.size()));
    m_cells = {rect.left() + titles, rect.top() + top, std::max(m_letter, rect.width() - titles - m_letter), high};
    for (Key &key : m_legend)
        key.place.translate(rect.left(), m_cells.bottom() + m_line * 1.3);
    group();
}

void NightDrawing::group()
{
    const qreal least = m_letter * 0.35;
    const bool byNights = nightWidth() >= least;
    const bool byWeeks = nightWidth() * 7 >= least;
    const int nights = m_picture.nights();
    for (int night = std::max(0, nights - m_shown); night < nights; ++night) {
        const QDate day = m_picture.first.addDays(night);
        const bool begins = m_spans.isEmpty() || byNights
            || (byWeeks ? day.dayOfWeek() == int(m_locale.firstDayOfWeek()) : day.day() == 1);
        if (begins)
            m_spans.append({night, night});
        else
            m_spans.last().last = night;
    }
}

/// From the top of the legend on; only what the picture has.
void NightDrawing::layLegend()
{
    bool isPromised = false;
    for (const Name<NightState> &name : Names<NightState>) { // in the order of paper
        const NightState state = name.value;
        const bool occurs = std::any_of(m_picture.rows.cbegin(), m_picture.rows.cend(), [state](const NightRow &row) {
            return std::any_of(row.cells.cbegin(), row.cells.cend(),
                               [state](const NightCell &cell) { return cell.state == state; });
        });
        if (occurs)
            m_legend.append({state, nightStateWord(state), {}});
    }
    for (const NightRow &row : std::as_const(m_picture.rows))
        isPromised = isPromised || row.promised > 0;
    if (isPromised)
        m_legend.append({std::nullopt, promiseLineWord(), {}});
    qreal x = 0;
    qreal y = 0;
    for (Key &key : m_legend) {
        const qreal wide = m_metrics.horizontalAdvance(key.word) + m_letter * 5;
        if (x > 0 && x + wide > m_rect.width()) {
            x = 0;
            y += m_line * 1.2;
        }
        key.place = {x, y, wide, m_line * 1.2};
        x += wide;
    }
}

QRectF NightDrawing::mirrored(const QRectF &rect) const
{
    return m_direction == Qt::RightToLeft
        ? QRectF(m_rect.left() + m_rect.right() - rect.right(), rect.top(), rect.width(), rect.height())
        : rect;
}

QPointF NightDrawing::mirrored(const QPointF &point) const
{
    return m_direction == Qt::RightToLeft ? QPointF(m_rect.left() + m_rect.right() - point.x(), point.y()) : point;
}

int NightDrawing::spanAt(int night) const
{
    const auto at = std::find_if(m_spans.cbegin(), m_spans.cend(),
                                 [night](const NightSpan &span) { return night >= span.first && night <= span.last; });
    return at == m_spans.cend() ? -1 : int(at - m_spans.cbegin());
}

QRectF NightDrawing::cell(const Place &place) const
{
    const int from = m_picture.nights() - m_shown;
    const qreal inset = rowHeight() * (m_picture.rows.at(place.row).isReal ? 0.2 : 0.1);
    return mirrored(QRectF(m_cells.left() + nightWidth() * (place.span.first - from),
                           m_cells.top() + rowHeight() * place.row + inset, nightWidth() * place.span.nights(),
                           rowHeight() - 2 * inset));
}

std::optional<NightDrawing::Place> NightDrawing::placeAt(const QPointF &point) const
{
    const QPointF at = mirrored(point);
    if (m_spans.isEmpty() || m_picture.rows.isEmpty() || !m_cells.contains(at))
        return std::nullopt;
    const int row = std::clamp(int((at.y() - m_cells.top()) / rowHeight()), 0, int(m_picture.rows.size()) - 1);
    const int night =
        m_picture.nights() - m_shown + std::clamp(int((at.x() - m_cells.left()) / nightWidth()), 0, m_shown - 1);
    return Place {row, m_spans.at(std::max(0, spanAt(night)))};
}

void NightDrawing::paint(QPainter &painter, const Look &look) const
{
    const QColor text = look.grey ? QColor(Qt::black) : look.palette.color(QPalette::WindowText);
    painter.save();
    painter.setLayoutDirection(m_direction); // which turns what stands at the left round
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(text);
    painter.drawText(QRectF(m_rect.left(), m_rect.top(), m_rect.width(), m_line), Qt::AlignCenter,
                     m_metrics.elidedText(look.heading, Qt::ElideMiddle, m_rect.width()));
    paintTitles(painter, text);
    for (int row = 0; row < m_picture.rows.size(); ++row)
        paintRow(painter, row, look);
    for (int row = 0; row < m_picture.rows.size(); ++row)
        paintPromise(painter, row, text);
    paintDays(painter, text);
    paintLegend(painter, look, text);
    if (look.chosen) {
        const qreal wide = m_letter / 3;
        painter.setPen(QPen(text, wide));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cell(*look.chosen).adjusted(-wide, -wide, wide, wide));
    }
    painter.restore();
}

void NightDrawing::paintTitles(QPainter &painter, const QColor &text) const
{
    const QFont font = painter.font();
    painter.setPen(text);
    for (int row = 0; row < m_picture.rows.size(); ++row) {
        const NightRow &of = m_picture.rows.at(row);
        QFont own = font;
        own.setItalic(of.isReal);
        if (rowHeight() < m_line && font.pointSizeF() > 0) // there is little room
            own.setPointSizeF(font.pointSizeF() * std::max(0.35, rowHeight() / m_line));
        painter.setFont(own);
        const qreal from = of.isReal ? m_letter : 0;
        const QRectF place(m_rect.left() + from, m_cells.top() + rowHeight() * row,
                           m_cells.left() - m_rect.left() - m_letter - from, rowHeight());
        painter.drawText(mirrored(place), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                         m_metrics.elidedText(of.title, Qt::ElideRight, place.width()));
    }
    painter.setFont(font);
}

void NightDrawing::paintRow(QPainter &painter, int row, const Look &look) const
{
    const NightRow &of = m_picture.rows.at(row);
    for (const NightSpan &span : m_spans) {
        const QRectF whole = cell({row, span});
        const qreal gap = std::min(whole.width() * 0.1, m_letter * 0.15);
        const NightState state = worstNight(of, span);
        paintNight(painter, whole.adjusted(gap, 0, -gap, 0), state, nightInk(state, look.palette, look.grey),
                   std::clamp(whole.width() * 0.25, m_letter * 0.05, m_letter * 0.12));
    }
}

void NightDrawing::paintPromise(QPainter &painter, int row, const QColor &text) const
{
    const int promised = m_picture.rows.at(row).promised;
    if (promised <= 0 || promised > m_shown)
        return;
    const qreal x = m_cells.left() + nightWidth() * (m_shown - promised);
    const QPointF top = mirrored(QPointF(x, m_cells.top() + rowHeight() * row));
    painter.setPen(QPen(text, m_letter * 0.4));
    painter.drawLine(top, QPointF(top.x(), top.y() + rowHeight()));
}

/// Days where weeks have room, else months, or years of them.
void NightDrawing::paintDays(QPainter &painter, const QColor &text) const
{
    const auto days = [this](const QDate &day) { return dayInWords(day, QLocale::ShortFormat, m_locale); };
    const qreal dayRoom = m_metrics.horizontalAdvance(days(m_picture.last)) + m_letter;
    const bool byWeeks = nightWidth() * 7 >= dayRoom;
    const QString year = QStringLiteral("0000");
    const qreal monthRoom =
        m_metrics.horizontalAdvance(m_locale.standaloneMonthName(9, QLocale::ShortFormat) + u' ' + year) + m_letter * 2;
    int months = 1;
    while (months < 12 && nightWidth() * 30 * months < monthRoom)
        months *= months == 1 ? 3 : 2;
    painter.setPen(QPen(text, m_letter * 0.12));
    qreal free = m_cells.left() - m_letter;
    for (int night = 0; night < m_shown; ++night) {
        const QDate day = m_picture.last.addDays(night - m_shown + 1);
        const bool begins = byWeeks ? day.dayOfWeek() == int(m_locale.firstDayOfWeek())
                                    : day.day() == 1 && (day.month() - 1) % months == 0;
        if (!begins)
            continue;
        const qreal x = m_cells.left() + nightWidth() * night;
        painter.drawLine(mirrored(QPointF(x, m_cells.bottom())), mirrored(QPointF(x, m_cells.bottom() + m_line * 0.3)));
        const QString label = byWeeks ? days(day)
            : months == 12            ? m_locale.toString(day, QStringLiteral("yyyy"))
                                      : m_locale.standaloneMonthName(day.month(), QLocale::ShortFormat) + u' '
                + m_locale.toString(day, QStringLiteral("yyyy"));
        const QRectF place(x, m_cells.bottom() + m_line * 0.25, m_metrics.horizontalAdvance(label) + m_letter, m_line);
        if (x < free || place.right() > m_rect.right() + m_letter)
            continue;
        painter.drawText(mirrored(place), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, label);
        free = place.right();
    }
}

void NightDrawing::paintLegend(QPainter &painter, const Look &look, const QColor &text) const
{
    for (const Key &key : m_legend) {
        const QRectF sample(key.place.left(), key.place.top() + m_line * 0.2, m_letter * 2.4, m_line * 0.8);
        if (key.state) {
            paintNight(painter, mirrored(sample), *key.state, nightInk(*key.state, look.palette, look.grey),
                       m_letter * 0.12);
        } else {
            painter.setPen(QPen(text, m_letter * 0.4));
            const QRectF drawn = mirrored(sample);
            painter.drawLine(QPointF(drawn.center().x(), drawn.top()), QPointF(drawn.center().x(), drawn.bottom()));
        }
        painter.setPen(text);
        painter.drawText(mirrored(key.place.adjusted(m_letter * 3.2, 0, 0, 0)), Qt::AlignLeft | Qt::AlignVCenter,
                         key.word);
    }
}

} // namespace Nightkeep
