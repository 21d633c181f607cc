// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page watches of hand-overs; the dialog that begins them is of the room of places.
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivespage.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 longestAwaited = 24 * 60 * 60; // then it is said that nothing is known, and asked for by a person

/// Whether the server is to hand it over by itself, and has not told of each place; a workstation's copy is none of
/// its.
bool awaitsPlaces(const ArchiveRecord &record, const CatalogueRecords &catalogue)
{
    const QStringList untold = HandOverService::untold(record, catalogue.handOvers);
    return std::any_of(untold.cbegin(), untold.cend(), [&catalogue](const QString &name) {
        return std::none_of(catalogue.places.cbegin(), catalogue.places.cend(), [&name](const ArchivePlace &place) {
            return place.kind == PlaceKind::Workstation && place.name.compare(name, Qt::CaseInsensitive) == 0;
        });
    });
}

} // namespace

QStringList ArchivesPage::handedRuns() const
{
    QStringList runs;
    for (const HandOver &handOver : m_catalogue.handOvers) {
        if (handOver.state == HandOverState::Working && handOver.kind != PlaceKind::Workstation
            && !runs.contains(handOver.run) && m_model->find(handOver.run))
            runs << handOver.run;
    }
    for (const ArchiveRecord &record : m_model->rows()) {
        const QDateTime &finished = record.status.finishedAt;
        if (finished.isValid() && finished.secsTo(now()) <= longestAwaited && !runs.contains(record.run.id)
            && awaitsPlaces(record, m_catalogue))
            runs << record.run.id;
    }
    return runs;
}

void ArchivesPage::askAboutHandOvers()
{
    const QStringList runs = handedRuns();
    for (const QString &run : runs)
        askAboutHandOversOf(m_model->find(run)->run);
}

/// One that has just been found may have been handed over by who started it.
void ArchivesPage::askAboutAwaited(const QList<ArchiveRecord> &found, const QString &server)
{
    for (const ArchiveRecord &record : found) {
        if (record.status.state == ArchiveState::Complete)
            askAboutHandOversOf(record.run);
    }
    for (const ArchiveRecord &record : m_model->rows()) {
        if (record.run.server.compare(server, Qt::CaseInsensitive) == 0 && awaitsPlaces(record, m_catalogue))
            askAboutHandOversOf(record.run);
    }
}

void ArchivesPage::askAboutHandOversOf(const ArchiveRun &asked)
{
    const QString run = asked.id;
    if (m_handing.contains(run))
        return;
    m_handing.insert(run);
    HandOverService &service = context().workspace.handOvers();
    // A poll has nobody to ask, and one that fails once says nothing: the job goes on without us.
    context().jobs.look<QList<HandOver>>(
        tr("Ask how the hand-overs of %1 stand").arg(asked.request.name), asked.server, this,
        [&service, run](const CancelToken &cancel, const ProgressSink &) {
            return service.ask(run, cancel, Attendance::Background);
        },
        [this, run](const Result<QList<HandOver>> &handOvers) {
            m_handing.remove(run);
            if (handOvers)
                showHandOvers(*handOvers);
        });
}

/// What a poll brings is shown by itself: the workspace is only read again where it means something else.
void ArchivesPage::showHandOvers(const QList<HandOver> &asked)
{
    bool isOther = false;
    for (const HandOver &handOver : asked) {
        const auto known = std::find_if(m_catalogue.handOvers.begin(), m_catalogue.handOvers.end(),
                                        [&handOver](const HandOver &each) { return each.key() == handOver.key(); });
        isOther = isOther || known == m_catalogue.handOvers.end() || known->state != handOver.state;
        if (known == m_catalogue.handOvers.end())
            m_catalogue.handOvers.append(handOver);
        else
            *known = handOver;
    }
    showDetail();
    if (isOther)
        emit workspaceChanged();
}

} // namespace Nightkeep
