// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/tilerows.h"

#include "widgets/shell/tile.h"

#include <QEvent>
#include <QGridLayout>

#include <algorithm>

namespace Nightkeep {

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

QSize TileRows::minimumSizeHint() const
{
    int widest = 0;
    for (const Tile *tile : m_tiles)
        widest = std::max(widest, tile->minimumSizeHint().width());
    const int columns = columnsOfTwoRows();
    const int width = columns * widest + std::max(0, columns - 1) * m_grid->horizontalSpacing();
    return {width, QWidget::minimumSizeHint().height()};
}

bool TileRows::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) // a tile's words are others
        arrange(fitsInOneRow() ? int(m_tiles.size()) : columnsOfTwoRows());
    return done;
}

bool TileRows::fitsInOneRow() const
{
    int needed = (int(m_tiles.size()) - 1) * m_grid->horizontalSpacing();
    for (const Tile *tile : m_tiles)
        needed += tile->minimumSizeHint().width();
    return needed <= width();
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
