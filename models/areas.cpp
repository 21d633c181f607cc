// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/estate.h"

namespace Nightkeep {

Result<AreaStanding> serversArea(const WorkspaceReading &reading);
Result<AreaStanding> foldersArea(const WorkspaceReading &reading);
Result<AreaStanding> settingsArea(const WorkspaceReading &reading);
Result<AreaStanding> coursesArea(const WorkspaceReading &reading);
Result<AreaStanding> archivesArea(const WorkspaceReading &reading);
Result<AreaStanding> retentionArea(const WorkspaceReading &reading);
Result<AreaStanding> meetingArea(const WorkspaceReading &reading);

const QList<Area> &allAreas()
{
    static const QList<Area> areas {serversArea,  foldersArea,   settingsArea, coursesArea,
                                    archivesArea, retentionArea, meetingArea};
    return areas;
}

} // namespace Nightkeep
