// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/nightpattern.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// So that a cell of no height, as where a strip has no room, is neither endless nor thousands of strokes.
constexpr double mostAcross = 40;

NightPattern slantedPattern(double wide, double high)
{
    const double apart = std::max(high / 4, wide / mostAcross);
    NightPattern pattern {{}, {}, apart * 0.35, true};
    for (double sum = apart; sum < wide + high; sum += apart) // x + y of a slant
        pattern.lines.append(
            {std::max(0.0, sum - high), std::min(sum, high), std::min(sum, wide), std::max(0.0, sum - wide)});
    return pattern;
}

NightPattern dottedPattern(double wide, double high)
{
    const double apart = high / 3;
    const int columns = qRound(std::clamp(wide / apart, 1.0, mostAcross));
    const double side = std::min(apart, wide) * 0.4;
    NightPattern pattern;
    for (int column = 0; column < columns; ++column) {
        for (int row = 0; row < 3; ++row)
            pattern.filled.append(
                {(column + 0.5) * wide / columns - side / 2, (row + 0.5) * apart - side / 2, side, side});
    }
    return pattern;
}

} // namespace

NightPattern nightPattern(NightState state, const QSizeF &cell)
{
    const double wide = cell.width();
    const double high = cell.height();
    if (!(wide > 0 && high > 0))
        return {};
    switch (state) {
    case NightState::Everywhere:
        return {{{0, 0, wide, high}}, {}, 0, true};
    case NightState::OnServer:
        return {{{0, high / 2, wide, high / 2}}, {}, 0, true};
    case NightState::OffServer:
        return slantedPattern(wide, high);
    case NightState::Partly:
        return {{{0, 0, wide, high / 5}, {0, high * 2 / 5, wide, high / 5}, {0, high * 4 / 5, wide, high / 5}},
                {},
                0,
                false};
    case NightState::None: // seen from afar: it is what people must act on
        return {{}, {{0, 0, wide, high}, {0, high, wide, 0}}, std::min(wide, high) * 0.22, true};
    case NightState::Unknown:
        return dottedPattern(wide, high);
    case NightState::Ahead:
        break;
    }
    return {{}, {{0, high / 2, wide, high / 2}}, high * 0.06, false};
}

} // namespace Nightkeep
