// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ctime>

namespace Nightkeep {

/// What this process has had of the processor, in milliseconds: of a machine that is busy, or halts it, it knows
/// nothing.
inline double processorMilliseconds()
{
    timespec used {};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

} // namespace Nightkeep
