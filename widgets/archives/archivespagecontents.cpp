// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What archives hold: it comes here by itself once one is complete, and copies are looked for in it.
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivespage.h"
#include "widgets/catalogue/findcopydialog.h"
#include "widgets/common/openmodal.h"

namespace Nightkeep {

/// After its server has just answered, so that nobody is asked for a password. Where it fails, the next question about
/// the archive tries it again.
void ArchivesPage::fetchManifest(const ArchiveRecord &record)
{
    const QString id = record.run.id;
    if (record.status.state != ArchiveState::Complete || m_catalogue.manifests.contains(id) || m_reading.contains(id))
        return;
    m_reading.insert(id);
    VerificationService &verification = context().workspace.verification();
    context().jobs.look<ArchiveManifest>(
        tr("Read what %1 holds").arg(record.run.request.name), record.run.server, this,
        [&verification, id](const CancelToken &cancel, const ProgressSink &) {
            return verification.manifest(id, cancel);
        },
        [this, id](const Result<ArchiveManifest> &manifest) {
            m_reading.remove(id);
            if (!manifest || m_catalogue.manifests.contains(id))
                return;
            m_catalogue.manifests.append(id);
            emit workspaceChanged();
        });
}

void ArchivesPage::showObject(const QString &key)
{
    if (const std::optional<SoughtCopy> sought = soughtCopy(key))
        openModal(new FindCopyDialog(context(), sought->site, sought->course, this));
    else
        TablePage::showObject(key);
}

} // namespace Nightkeep
