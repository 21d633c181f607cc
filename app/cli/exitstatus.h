// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

namespace Nightkeep {

/// What `nightkeepctl` ends with. Scripts and monitoring rely on the numbers.
enum class ExitStatus {
    Fine = 0,
    Findings = 1, ///< findings at or above the asked severity; a difference; an archive that does not match
    WrongUsage = 2,
    Unreachable = 3, ///< something could not be reached or read
    Refused = 4, ///< stale plan, conflict, locked, not agreed to
    Cancelled = 5, ///< stopped by a person: neither done nor failed
    NotWritten = 6, ///< a disk, or what the answer was written to, is full
    PipeClosed = 141, ///< who read the answer has gone; as a shell tells it of every program (128 + SIGPIPE)
};

[[nodiscard]] ExitStatus exitStatusOf(ErrorKind kind);
/// The worse ending of two; a person's stop is above all.
[[nodiscard]] ExitStatus worse(ExitStatus one, ExitStatus other);

} // namespace Nightkeep
