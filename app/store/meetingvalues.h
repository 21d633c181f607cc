// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/numberedvalues.h"
#include "models/meeting/decision.h"
#include "models/meeting/pack.h"

namespace Nightkeep {

// What meetings decided, by its number, and what the pack was that a meeting had last.

template<> inline constexpr const char *CollectionOf<Decision> = "decision";
template<> inline constexpr const char *CollectionOf<PackSummary> = "meeting-pack";

[[nodiscard]] inline QByteArray lastPackKey()
{
    return QByteArrayLiteral("last");
}

} // namespace Nightkeep
