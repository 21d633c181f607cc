// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;

namespace Nightkeep {

class Tile;

/// The tiles beside one another, in as few rows as there is room for, three in a row at least.
class TileRows final : public QWidget
{
    Q_OBJECT

public:
    explicit TileRows(QWidget *parent = nullptr);

    void add(Tile *tile);
    void setMostHeight(int height); ///< with words; where they need more, the tiles are without
    [[nodiscard]] QSize minimumSizeHint() const override; ///< as narrow as three in a row are

protected:
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int widthOf(int columns, int (Tile::*ofOne)() const) const;
    [[nodiscard]] int columnsThatFit() const;
    void arrange(int columns);
    void fit();

    QGridLayout *m_grid;
    QList<Tile *> m_tiles;
    int m_columns = 0;
    bool m_isFitting = false;
    int m_mostHeight = QWIDGETSIZE_MAX;
};

} // namespace Nightkeep
