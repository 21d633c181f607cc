// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivestore.h"

namespace Nightkeep {

bool ArchiveRecord::hasOpenWarnings() const
{
    return (status.state == ArchiveState::Complete || status.state == ArchiveState::Working) && anyOpen(run.warnings)
        && !accepted;
}

void ArchiveRecord::take(const ArchiveStatus &asked, const QDateTime &moment)
{
    const bool wasThere = status.state == ArchiveState::Complete && status.copy == ArchiveCopy::InPlace;
    const QDateTime seen = wasThere ? asOf : status.seenAt;
    status = asked;
    asOf = moment;
    const bool isThere = status.state != ArchiveState::Complete || status.copy == ArchiveCopy::InPlace;
    status.seenAt = isThere ? QDateTime() : seen;
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
