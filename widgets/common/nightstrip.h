// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/nightdrawing.h"

#include <QWidget>

#include <optional>

namespace Nightkeep {

/// The strip of nights, of all pages: one cell a night, a row a kind of data. Drawn by QPainter from the palette and
/// the font alone, as the chart of bytes is: Qt Charts knows neither patterns nor a keyboard nor a screen reader, draws
/// thousands of cells as so many items, and is a module more to bring along.
/// Nights are gone through by the arrow keys, Home and End, and Page Up and Down by a month; plus and minus zoom. The
/// one that is chosen is told above and to a screen reader, the one under the pointer by its tool tip.
class NightStrip : public QWidget
{
    Q_OBJECT

public:
    static constexpr int LeastNights = 60;
    static constexpr int MostNights = 1826; // five years

    NightStrip(const QString &name, const QString &accessibleName, const QString &emptyText, QWidget *parent);

    void setPicture(const NightPicture &picture); ///< the night that is chosen stays so
    [[nodiscard]] const NightPicture &picture() const { return m_picture; }

    void setNights(int nights); ///< to be shown, before the last one
    [[nodiscard]] int nights() const { return m_nights; }
    /// Its rows grow with the room that its page has, up to what is read from the back of a room.
    void growTo(int height);
    void zoomIn(); ///< fewer nights, each larger
    void zoomOut();

    void choose(int row, const QDate &night);
    [[nodiscard]] int chosenRow() const { return m_row; }
    [[nodiscard]] QDate chosenNight() const { return m_night; } ///< invalid: none; of several in a cell the first
    [[nodiscard]] QString chosenWords() const;
    [[nodiscard]] QList<NightSpan> cells() const; ///< of a row, as they are shown

    /// As it is shown, for white paper or a file; `grey`: in black alone.
    void paintInto(QPainter &painter, const QRectF &rect, bool grey) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void zoomed(int nights);
    void nightsWanted(int nights); ///< more than the picture has

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] bool isBlank() const { return m_picture.rows.isEmpty() || m_picture.nights() <= 0; }
    [[nodiscard]] NightDrawing drawing() const;
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString summary() const; ///< of all rows
    [[nodiscard]] std::optional<NightDrawing::Place> chosenPlace(const NightDrawing &drawing) const;
    void tell();
    void moveBySpans(int spans);
    void moveByMonths(int months);
    void moveByRows(int rows);

    QString m_emptyText;
    NightPicture m_picture;
    int m_nights = LeastNights;
    int m_room = 0;
    int m_row = 0;
    QDate m_night;
};

} // namespace Nightkeep
