// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archiveyears.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/catalogue/drilltable.h"
#include "models/estate.h"

namespace Nightkeep {

namespace {

/// The newest moment at which any archive was read from its first byte to its last and found the same.
QDateTime lastVerification(const QList<ArchiveRecord> &runs, const CatalogueRecords &catalogue)
{
    QDateTime last;
    for (const ArchiveRecord &record : runs) {
        if (record.status.copy == ArchiveCopy::InPlace && !(last > record.status.readAt))
            last = record.status.readAt;
    }
    for (const ArchiveVerification &each : catalogue.verifications) {
        if (each.outcome == ArchiveVerification::Outcome::Same && !(last > each.at))
            last = each.at;
    }
    return last;
}

/// When the last archive was finished, when one was last verified, and when a restore was last proven.
std::function<QString(const QDateTime &now)> lastArchiveWords(const QDateTime &last, const QDateTime &verified,
                                                              const RestoreDrill *drill)
{
    return [last, verified, proven = drill ? drill->at : QDateTime()](const QDateTime &now) {
        const QStringList parts {Tr::tr("last one %1").arg(ageInWords(last, now)),
                                 verified.isValid() ? Tr::tr("last verified %1").arg(ageInWords(verified, now))
                                                    : Tr::tr("none verified since"),
                                 proven.isValid() ? Tr::tr("last proven restore %1").arg(ageInWords(proven, now))
                                                  : Tr::tr("no restore proven yet")};
        return parts.join(QStringLiteral("; "));
    };
}

Result<QList<Finding>> archiveFindingsOfAll(const WorkspaceReading &reading)
{
    const QList<ArchiveRecord> &runs = *reading.archives;
    const Result<QList<CopyPastYears>> old = copiesPastYears(reading);
    if (!old)
        return fail(old.error());
    return ArchiveService::findings(runs, reading.now)
        + HandOverService::findings(runs, reading.catalogue->handOvers, reading.now)
        + VerificationService::findings(runs, *reading.catalogue, reading.now) + pastYearsFindings(*old);
}

} // namespace

Result<AreaStanding> archivesArea(const WorkspaceReading &reading)
{
    if (!reading.archives)
        return fail(reading.archives.error());
    const Result<QList<Finding>> findings = archiveFindingsOfAll(reading);
    if (!findings)
        return fail(findings.error());
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
    area.findings = *findings;
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
            area.detailAt = lastArchiveWords(last, lastVerification(*reading.archives, *reading.catalogue),
                                             lastProvenDrill(reading.catalogue->drills));
    }
    return area;
}

} // namespace Nightkeep
