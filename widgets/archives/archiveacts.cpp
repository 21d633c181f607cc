// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archiveacts.h"

#include "widgets/widgetstr.h"

namespace Nightkeep {

namespace {

bool isComplete(const ArchiveRecord *record)
{
    return record && record->status.state == ArchiveState::Complete;
}

bool always(const ArchiveRecord *)
{
    return true;
}

} // namespace

QList<ArchiveAct> archiveActs()
{
    using Group = ArchiveAct::Group;
    return {
        // One act a line or a few, each with what it opens in its own room.
    };
}

} // namespace Nightkeep
