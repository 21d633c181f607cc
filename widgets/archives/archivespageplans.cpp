// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivespage.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivecomparedialog.h"
#include "widgets/archives/keptplansdialog.h"
#include "widgets/archives/termsdialog.h"
#include "widgets/common/openmodal.h"

namespace Nightkeep {

std::optional<ArchiveWish> ArchivesPage::newWish()
{
    clearError();
    const Result<CatalogueRecords> &catalogue = estate().reading.catalogue;
    if (!catalogue) {
        showError(catalogue.error());
        return {};
    }
    return ArchiveWish {catalogue->terms, catalogue->places};
}

void ArchivesPage::showTerms()
{
    const std::optional<ArchiveWish> wish = newWish();
    if (!wish)
        return;
    connect(openModal(new TermsDialog(context(), wish->terms, this)), &TermsDialog::changed, this,
            &ArchivesPage::workspaceChanged);
}

void ArchivesPage::showKeptPlans()
{
    clearError();
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<QList<SavedPlan>>(
        tr("Read the kept plans"), QStringLiteral("kept plans"), this,
        [&archives](const CancelToken &, const ProgressSink &) { return archives.savedPlans(); },
        [this](const Result<QList<SavedPlan>> &plans) {
            if (!plans) {
                showError(plans.error());
                return;
            }
            if (findChild<KeptPlansDialog *>()) // asked for twice
                return;
            const auto *dialog = openModal(new KeptPlansDialog(context(), *plans, m_model->rows(), this));
            connect(dialog, &KeptPlansDialog::openWanted, this, [this](const SavedPlan &plan) {
                std::optional<ArchiveWish> wish = newWish();
                if (!wish)
                    return;
                if (m_sites.isEmpty()) {
                    showError({ErrorKind::NotFound, tr("The workspace has no Moodle site any more."),
                               tr("Say first where a site's database and folders are.")});
                    return;
                }
                wish->kept = plan;
                openWizard(wish);
            });
        });
}

void ArchivesPage::compareArchives()
{
    clearError();
    const ArchiveRecord *chosen = m_model->find(table()->currentKey());
    if (chosen && chosen->status.state == ArchiveState::Complete)
        openModal(new ArchiveCompareDialog(context(), *chosen, m_model->rows(), this));
}

} // namespace Nightkeep
