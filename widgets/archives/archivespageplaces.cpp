// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page watches of hand-overs; the dialog that begins them is of the room of places.
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivespage.h"

#include <algorithm>

namespace Nightkeep {

QStringList ArchivesPage::handedRuns() const
{
    QStringList runs;
    for (const HandOver &handOver : m_catalogue.handOvers) {
        if (handOver.state == HandOverState::Working && handOver.kind != PlaceKind::Workstation
            && !runs.contains(handOver.run) && m_model->find(handOver.run))
            runs << handOver.run;
    }
    return runs;
}

void ArchivesPage::askAboutHandOvers()
{
    HandOverService &service = context().workspace.handOvers();
    const QStringList runs = handedRuns();
    for (const QString &run : runs) {
        if (m_handing.contains(run))
            continue;
        m_handing.insert(run);
        const ArchiveRun &asked = m_model->find(run)->run;
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
