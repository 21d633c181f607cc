// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/nightpicture.h"

#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

QString nightStateWord(NightState state)
{
    switch (state) {
    case NightState::Everywhere:
        return Tr::tr("on the server and off it");
    case NightState::OnServer:
        return Tr::tr("on the server alone");
    case NightState::OffServer:
        return Tr::tr("off the server");
    case NightState::Partly:
        return Tr::tr("in part", "a night whose copies are of some courses only");
    case NightState::None:
        return Tr::tr("no copy");
    case NightState::Unknown:
        return Tr::tr("not known");
    case NightState::Ahead:
        break;
    }
    return Tr::tr("outside what is kept");
}

QString promiseLineWord()
{
    return Tr::tr("promised from here on", "in the legend of a strip of nights");
}

State nightStateColour(NightState state)
{
    switch (state) {
    case NightState::Everywhere:
    case NightState::OffServer:
        return State::Good;
    case NightState::OnServer:
    case NightState::Partly:
        return State::Attention;
    case NightState::None:
        return State::Bad;
    case NightState::Unknown:
    case NightState::Ahead:
        break;
    }
    return State::Unknown;
}

bool isRestorable(NightState state)
{
    // A night of some courses only is no night that can be restored for each.
    return state == NightState::Everywhere || state == NightState::OnServer || state == NightState::OffServer;
}

int NightRow::restorable() const
{
    return int(
        std::count_if(cells.cbegin(), cells.cend(), [](const NightCell &cell) { return isRestorable(cell.state); }));
}

} // namespace Nightkeep
