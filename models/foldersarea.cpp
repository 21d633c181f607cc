// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tr.h"
#include "models/coverage/coveragemodel.h"
#include "models/estate.h"

namespace Nightkeep {

/// Its findings are among those of the servers.
Result<AreaStanding> foldersArea(const WorkspaceReading &reading)
{
    if (!reading.servers)
        return fail(reading.servers.error());
    QList<CoverageRow> folders;
    AreaStanding area {Page::Folders};
    area.isAsked = false;
    int fromThePage = 0; // nobody has asked their servers, or these did not say
    for (const ServerRow &row : *reading.servers) {
        folders << row.coverage;
        area.isAsked |= !row.coverage.isEmpty() && (row.snapshot || row.failure);
        const CoverageCounts counts = countCoverage(row.coverage);
        fromThePage += row.snapshot ? counts.byPage : counts.wanted();
    }
    for (const CoverageRow &folder : std::as_const(folders)) {
        area.search << SearchEntry {Page::Folders,
                                    coverageKey(folder),
                                    displayPath(folder.folder),
                                    folder.server,
                                    {coverageStateWord(folder.state)}};
    }
    const CoverageCounts counts = countCoverage(folders);
    area.isEmpty = folders.isEmpty();
    area.isKnown = counts.wanted() > 0 && counts.unknown + fromThePage == 0;
    area.text = Tr::tr("%1 of %n wanted folders known to be backed up", nullptr, counts.wanted())
                    .arg(counts.covered - counts.byPage);
    if (counts.wanted() == 0)
        area.text = Tr::tr("No wanted folders yet");
    else if (counts.uncovered > 0)
        area.detail = Tr::tr("%n not backed up", nullptr, counts.uncovered);
    else if (counts.partly > 0)
        area.detail = Tr::tr("%n only partly", nullptr, counts.partly);
    else if (counts.stale > 0)
        area.detail = Tr::tr("%n stale", nullptr, counts.stale);
    else if (counts.unknown > 0)
        area.detail = Tr::tr("%n unknown", nullptr, counts.unknown);
    else if (fromThePage > 0)
        area.detail = Tr::tr("%n by the page alone", nullptr, fromThePage);
    else
        area.detail = Tr::tr("none is missing");
    return area;
}

} // namespace Nightkeep
