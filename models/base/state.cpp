// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/state.h"

#include "models/base/tr.h"

namespace Nightkeep {

QString stateWord(State state)
{
    switch (state) {
    case State::Good:
        return Tr::tr("good");
    case State::Attention:
        return Tr::tr("attention");
    case State::Bad:
        return Tr::tr("bad");
    case State::Unknown:
        return Tr::tr("unknown");
    case State::Working:
        return Tr::tr("working");
    }
    return {};
}

int stateRank(State state)
{
    switch (state) {
    case State::Bad:
        return 0;
    case State::Attention:
        return 1;
    case State::Unknown:
        return 2;
    case State::Working:
        return 3;
    case State::Good:
        break;
    }
    return 4;
}

} // namespace Nightkeep
