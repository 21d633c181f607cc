// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QString>

namespace Nightkeep {

/// The demo's time of day. It begins at the estate's own moment and runs on like the machine's; after
/// twelve hours in which nobody opened the estate it goes on from where it was left, so that "last night"
/// stays last night. Written beside the estate ("clock-offset"), where its servers read it too.
/// An estate that cannot be written has a clock for this program alone.
[[nodiscard]] Clock startDemoClock(const QString &folder, const QDateTime &estateNow, const Clock &machine);

} // namespace Nightkeep
