// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/tilerows.h"

#include "widgets/shell/tile.h"

#include <QEvent>
#include <QGridLayout>
#include <QScopedValueRollback>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int leastColumns = 3;

} // namespace

TileRows::TileRows(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
}

void TileRows::add(Tile *tile)
{
    m_tiles.append(tile);
    arrange(int(m_tiles.size()));
}

int TileRows::widthOf(int columns, int (Tile::*ofOne)() const) const
{
    int all = 0;
    int widest = 0;
    for (const Tile *tile : m_tiles) {
        const int least = (tile->*ofOne)();
        all += least;
        widest = std::max(widest, least);
    }
    // In one row each has the room that it needs; of several the columns are alike.
    return (columns < m_tiles.size() ? columns * widest : all) + std::max(0, columns - 1) * m_grid->horizontalSpacing();
}

QSize TileRows::minimumSizeHint() const
{
    return {widthOf(std::min(leastColumns, int(m_tiles.size())), &Tile::leastWidth),
            QWidget::minimumSizeHint().height()};
}

bool TileRows::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) // a tile's words are others
        fit();
    return done;
}

int TileRows::columnsThatFit() const
{
    const int count = int(m_tiles.size());
    int columns = count;
    for (int rows = 2; columns > leastColumns && widthOf(columns, &Tile::widthForWords) > width(); ++rows)
        columns = (count + rows - 1) / rows;
    return columns;
}

void TileRows::setMostHeight(int height)
{
    m_mostHeight = height;
    fit();
}

void TileRows::fit()
{
    if (m_tiles.isEmpty() || m_isFitting)
        return;
    const QScopedValueRollback fitting(m_isFitting, true); // what a tile shows lays the page out at once
    const int columns = columnsThatFit();
    const int wide = (width() - (columns - 1) * m_grid->horizontalSpacing()) / columns;
    int needed = 0;
    for (qsizetype first = 0; first < m_tiles.size(); first += columns) {
        int highest = 0;
        for (qsizetype i = first; i < std::min(first + columns, m_tiles.size()); ++i)
            highest = std::max(highest, m_tiles.at(i)->heightWithWords(wide));
        needed += highest + (first > 0 ? m_grid->verticalSpacing() : 0);
    }
    // In narrow ones with large letters a sentence would be as high as the page.
    const bool isWordy = needed <= m_mostHeight && widthOf(columns, &Tile::widthForWords) <= width();
    for (Tile *tile : std::as_const(m_tiles))
        tile->setWordy(isWordy);
    arrange(columns);
}

void TileRows::arrange(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (int i = 0; i < m_tiles.size(); ++i) {
        m_grid->addWidget(m_tiles.at(i), i / columns, i % columns);
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

} // namespace Nightkeep
