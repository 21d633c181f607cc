// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveservice.h"

#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 oldWorking = 24 * 60 * 60; // a term archive takes minutes, at worst hours

bool overtaken(const ArchiveRecord &record, const QList<ArchiveRecord> &runs)
{
    return std::any_of(runs.cbegin(), runs.cend(), [&record](const ArchiveRecord &other) {
        return other.run.request.site == record.run.request.site && other.run.request.name == record.run.request.name
            && other.run.startedAt > record.run.startedAt;
    });
}

/// Each thing that may happen to it is a finding of its own: who accepts one has not accepted what comes after it.
Finding newFinding(const ArchiveRecord &record, const char *what)
{
    Finding finding;
    finding.id = QStringLiteral("archive/%1/%2").arg(record.run.id, QLatin1String(what));
    finding.page = Page::Archives;
    finding.object = record.run.id;
    finding.severity = Severity::Warning;
    finding.kind = QStringLiteral("archive-") + QLatin1String(what);
    return finding;
}

Finding findingOf(const ArchiveRecord &record, const QDateTime &now)
{
    const QString &name = record.run.request.name;
    Finding finding = newFinding(record, record.status.state == ArchiveState::Resumable ? "unfinished" : "unknown");
    finding.since = record.run.startedAt;
    finding.reason = record.status.failure;
    if (record.status.state == ArchiveState::Resumable) {
        finding.title = Tr::tr("The archive %1 did not finish.").arg(name);
        finding.advice = Tr::tr("Nothing older was touched. Plan it again and start it.");
        finding.act = FindingAct::StartAgain;
    } else if (record.status.state == ArchiveState::Unknown) {
        finding.title = Tr::tr("What became of the archive %1 is not known.").arg(name);
        finding.advice = Tr::tr("Ask %1 for its state.").arg(record.run.server);
    } else {
        finding.title = Tr::tr("The archive %1 was still being made when it was last asked about, %2.")
                            .arg(name, ageInWords(record.asOf, now));
        finding.advice = Tr::tr("Ask %1 for its state.").arg(record.run.server);
    }
    return finding;
}

/// What a person has not accepted yet of what its plan warned of.
QList<Finding> findingsOfWarnings(const ArchiveRecord &record)
{
    if (!record.hasOpenWarnings())
        return {};
    const QString &name = record.run.request.name;
    const QList<ArchiveWarning> open = openOnes(record.run.warnings);
    const int without = coursesWithout(open);
    Finding finding = newFinding(record, "warnings");
    finding.since = record.run.startedAt;
    finding.title = without > 0
        ? Tr::tr("%n courses have no up-to-date backup in the archive %1.", nullptr, without).arg(name)
        : Tr::tr("The plan of the archive %1 warned of something.").arg(name);
    finding.reason = open.constFirst().text;
    finding.advice = Tr::tr("Look through the run's warnings; accept them with a reason once they are settled.");
    finding.act = FindingAct::AcceptWarnings;
    return {finding};
}

/// Of a run that was completed: what became of its copy.
QList<Finding> findingsOfCopy(const ArchiveRecord &record)
{
    const QString &name = record.run.request.name;
    QList<Finding> findings;
    if (record.status.copy == ArchiveCopy::Altered) {
        Finding finding = newFinding(record, "altered");
        finding.severity = Severity::Critical;
        finding.title = Tr::tr("The archive %1 was complete and is no longer there as it was.").arg(name);
        finding.reason = record.status.failure;
        finding.advice = Tr::tr("Do not rely on that file; fetch the copy from the storage manager if there is one.");
        findings << finding;
    } else if (record.status.copy != ArchiveCopy::InPlace && !record.moved) {
        const bool isBack = record.status.copy == ArchiveCopy::Returned;
        Finding finding = newFinding(record, isBack ? "returned" : "gone");
        finding.title = (isBack ? Tr::tr("The archive %1 is at its place again and has not been read since.")
                                : Tr::tr("The archive %1 is no longer at its place."))
                            .arg(name);
        finding.reason = record.status.failure;
        finding.advice = isBack ? Tr::tr("Read it back on the server: \"archive verify\".")
                                : Tr::tr("Say where it went; if nobody knows, find out who moved it.");
        findings << finding;
    }
    return findings;
}

bool needsAttention(const ArchiveRecord &record, const QDateTime &now)
{
    switch (record.status.state) {
    case ArchiveState::Resumable:
    case ArchiveState::Unknown:
        return true;
    case ArchiveState::Working:
        return record.asOf.secsTo(now) > oldWorking;
    case ArchiveState::None:
    case ArchiveState::Complete:
        break;
    }
    return false;
}

} // namespace

QList<Finding> ArchiveService::findings(const QList<ArchiveRecord> &runs, const QDateTime &now)
{
    QList<Finding> findings;
    for (const ArchiveRecord &record : runs) {
        if (record.status.state == ArchiveState::Complete)
            findings += findingsOfCopy(record);
        else if (needsAttention(record, now) && !overtaken(record, runs))
            findings.append(findingOf(record, now));
        findings += findingsOfWarnings(record);
    }
    return findings;
}

} // namespace Nightkeep
