// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/catalogue/drilltable.h"
#include "models/estate.h"

namespace Nightkeep {

namespace {

/// When the last archive was finished, and when a restore was last proven.
std::function<QString(const QDateTime &now)> lastArchiveWords(const QDateTime &last,
                                                              const Result<CatalogueRecords> &catalogue)
{
    if (!catalogue)
        return [last](const QDateTime &now) { return Tr::tr("last one %1").arg(ageInWords(last, now)); };
    const RestoreDrill *drill = lastProvenDrill(catalogue->drills);
    if (!drill)
        return [last](const QDateTime &now) {
            return Tr::tr("last one %1; no restore proven yet").arg(ageInWords(last, now));
        };
    return [last, proven = drill->at](const QDateTime &now) {
        return Tr::tr("last one %1; last proven restore %2").arg(ageInWords(last, now), ageInWords(proven, now));
    };
}

} // namespace

Result<AreaStanding> archivesArea(const WorkspaceReading &reading)
{
    if (!reading.archives)
        return fail(reading.archives.error());
    AreaStanding area {Page::Archives, Tr::tr("No archives yet")};
    int complete = 0;
    int working = 0;
    QDateTime last; // when the newest complete one was finished
    for (const ArchiveRecord &record : *reading.archives) {
        working += record.status.state == ArchiveState::Working ? 1 : 0;
        if (record.status.state == ArchiveState::Complete) {
            ++complete;
            last = last.isValid() ? std::max(last, record.status.finishedAt) : record.status.finishedAt;
        }
        area.search << SearchEntry {Page::Archives,
                                    record.run.id,
                                    record.run.request.name,
                                    record.run.server,
                                    {record.run.id, record.run.request.site, record.run.startedBy}};
    }
    area.findings = ArchiveService::findings(*reading.archives, reading.now);
    area.isEmpty = reading.archives->isEmpty();
    area.isKnown = complete > 0; // one that was cancelled says nothing
    area.isWorking = working > 0;
    if (working > 0) {
        area.text = Tr::tr("%n archives being made", nullptr, working);
    } else if (!area.isEmpty) {
        const int all = int(reading.archives->size());
        area.text = Tr::tr("%1 of %n archives complete", nullptr, all).arg(complete);
        area.detail = Tr::tr("none has been finished");
        if (last.isValid())
            area.detailAt = lastArchiveWords(last, reading.catalogue);
    }
    return area;
}

} // namespace Nightkeep
