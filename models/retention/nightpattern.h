// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/nightpicture.h"

#include <QLineF>
#include <QRectF>
#include <QSizeF>

namespace Nightkeep {

/// How a state of a night is told without a colour, in a cell that begins at 0, 0. The window and paper draw this one,
/// as people see the projector and the paper together.
struct NightPattern
{
    QList<QRectF> filled;
    QList<QLineF> lines; ///< within the cell
    double pen = 0; ///< of the lines
    bool hasBorder = false;
};
[[nodiscard]] NightPattern nightPattern(NightState state, const QSizeF &cell);

} // namespace Nightkeep
