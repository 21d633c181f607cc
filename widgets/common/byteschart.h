// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <optional>

class QPainter;

namespace Nightkeep {

struct ChartPoint
{
    qreal x = 0; ///< along the bottom: a day's number, a rank
    qint64 bytes = 0;
    QString label; ///< below it, where there is room: a day, a name
    QString words; ///< all that is to be said of it
};

/// What a chart shows. All texts from outside have been through visibleText().
struct ChartContents
{
    enum class Form {
        Line,
        Bars,
    } form = Form::Line;
    QString heading; ///< above it, while no point is chosen
    QString words; ///< what it shows, in a sentence
    QList<ChartPoint> points; ///< by x
    qint64 top = 0; ///< of the scale, unless a point is higher
    std::optional<ChartPoint> ahead; ///< beyond the last point: where it leads
};

/// Sizes along a line, of days or of things in their order: drawn from the palette and the font alone, in any
/// direction of writing. Points are gone through by the arrow keys, Home and End, or chosen by a click; the one that is
/// chosen is told above and to a screen reader, the one under the pointer by its tool tip. Beside each chart stands the
/// table of what it shows.
class BytesChart : public QWidget
{
    Q_OBJECT

public:
    BytesChart(const QString &name, const QString &accessibleName, const QString &emptyText, QWidget *parent);

    void setContents(const ChartContents &contents); ///< and no point is chosen
    void choose(int point); ///< as it is chosen elsewhere; -1: none
    [[nodiscard]] int chosen() const { return m_chosen; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void pointChosen(int point); ///< by a person

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRectF area() const; ///< of the points, as it is written from left to right
    [[nodiscard]] qreal barRoom() const; ///< of a step along the bottom
    [[nodiscard]] QPointF placeOf(const ChartPoint &point) const;
    [[nodiscard]] int nearest(qreal x) const;
    [[nodiscard]] QRectF mirrored(const QRectF &rect) const;
    void chooseByPerson(int point);
    void paintFrame(QPainter &painter) const;
    void paintLine(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintChosen(QPainter &painter) const;

    QString m_emptyText;
    ChartContents m_contents;
    qint64 m_top = 1; ///< of the scale
    int m_chosen = -1;
};

} // namespace Nightkeep
