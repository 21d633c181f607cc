// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/nightpicture.h"

#include <QFontMetricsF>
#include <QLocale>
#include <QPalette>
#include <QRectF>

#include <optional>

class QPainter;

namespace Nightkeep {

/// The nights of one cell: places in the picture, counted from its first night.
struct NightSpan
{
    int first = 0;
    int last = 0;

    [[nodiscard]] int nights() const { return last - first + 1; }
    bool operator==(const NightSpan &) const = default;
};

/// Of several nights the one that a promise fails by first; nights to come count only where there are no others.
[[nodiscard]] NightState worstNight(const NightRow &row, const NightSpan &span);
/// All that is to be said of a cell: its row, its night or nights, and what there is of them.
[[nodiscard]] QString nightWords(const NightPicture &picture, int row, const NightSpan &span, const QLocale &locale);
/// By the palette; grey: black on white, for paper.
[[nodiscard]] QColor nightInk(NightState state, const QPalette &palette, bool grey);
/// One cell. Each state has strokes of its own, that tell it from all others without a colour.
void paintNight(QPainter &painter, const QRectF &cell, NightState state, const QColor &ink, qreal stroke);

/// A picture of nights as it lies in a rectangle, of a window or of a sheet.
class NightDrawing
{
public:
    struct Place
    {
        int row = 0;
        NightSpan span;
    };
    struct Look
    {
        QPalette palette;
        bool grey = false;
        QString heading; ///< above it
        std::optional<Place> chosen = {};
    };

    /// `shown`: so many of its last nights.
    NightDrawing(const NightPicture &picture, int shown, const QFontMetricsF &metrics, const QRectF &rect,
                 Qt::LayoutDirection direction, const QLocale &locale);

    /// Nights each, or weeks or months of them where a cell would be too narrow to be seen.
    [[nodiscard]] const QList<NightSpan> &spans() const { return m_spans; }
    [[nodiscard]] int spanAt(int night) const; ///< which of spans() has that night
    [[nodiscard]] QRectF cell(const Place &place) const;
    [[nodiscard]] std::optional<Place> placeAt(const QPointF &point) const;
    void paint(QPainter &painter, const Look &look) const;

    /// Lines of text that it wants. With fewer the legend is left to tool tips, and rows are lower.
    [[nodiscard]] static qreal wantedLines(qsizetype rows) { return 5.6 + 1.3 * qreal(rows); }
    /// Of more than these it makes nothing.
    [[nodiscard]] static qreal mostLines(qsizetype rows) { return 5.6 + MostRowLines * qreal(rows); }

private:
    static constexpr qreal MostRowLines = 2.4;
    struct Key
    {
        std::optional<NightState> state; ///< none: the line of what is promised
        QString word;
        QRectF place;
    };
    void group();
    void layLegend();
    [[nodiscard]] qreal rowHeight() const
    {
        return m_cells.height() / qreal(qMax<qsizetype>(1, m_picture.rows.size()));
    }
    [[nodiscard]] qreal nightWidth() const { return m_cells.width() / m_shown; }
    [[nodiscard]] QRectF mirrored(const QRectF &rect) const;
    [[nodiscard]] QPointF mirrored(const QPointF &point) const;
    void paintTitles(QPainter &painter, const QColor &text) const;
    void paintRow(QPainter &painter, int row, const Look &look) const;
    void paintPromise(QPainter &painter, int row, const QColor &text) const;
    void paintDays(QPainter &painter, const QColor &text) const;
    void paintLegend(QPainter &painter, const Look &look, const QColor &text) const;

    NightPicture m_picture;
    int m_shown;
    QFontMetricsF m_metrics;
    QRectF m_rect;
    Qt::LayoutDirection m_direction;
    QLocale m_locale;
    qreal m_line;
    qreal m_letter;
    QRectF m_cells; ///< as it is written from left to right
    QList<NightSpan> m_spans;
    QList<Key> m_legend;
};

} // namespace Nightkeep
