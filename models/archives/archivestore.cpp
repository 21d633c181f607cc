// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivestore.h"

namespace Nightkeep {

bool ArchiveRecord::hasOpenWarnings() const
{
    return status.state == ArchiveState::Complete && !run.warnings.isEmpty() && !accepted;
}

State ArchiveRecord::standing() const
{
    if (status.state != ArchiveState::Complete)
        return archiveStateColour(status.state);
    if (status.copy == ArchiveCopy::Altered)
        return State::Bad;
    const bool isAccountedFor = status.copy == ArchiveCopy::InPlace || moved;
    return isAccountedFor && !hasOpenWarnings() ? State::Good : State::Attention;
}

} // namespace Nightkeep
