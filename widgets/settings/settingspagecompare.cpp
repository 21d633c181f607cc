// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The page's dialogs to look with: the next runs, and several sites side by side, of which one may be copied.
#include "widgets/settings/settingspage.h"

#include "models/base/bytepath.h"
#include "models/settings/settingsmodel.h"
#include "models/settings/settingsview.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/settings/comparesitesdialog.h"
#include "widgets/settings/nextrunsdialog.h"

#include <QAction>

#include <algorithm>

namespace Nightkeep {

void SettingsPage::showNextRuns()
{
    openModal(new NextRunsDialog(context(), m_model->view(), m_model->pendingChanges(), this));
}

void SettingsPage::compareSites()
{
    const Result<QList<SettingsView>> &sites = estate().reading.sites;
    if (!sites || sites->size() < 2)
        return;
    auto *dialog = openModal(new CompareSitesDialog(context(), *sites, chosenSite().name, this));
    connect(dialog, &CompareSitesDialog::copyRequested, this, [this, dialog](const QString &from) {
        dialog->accept();
        copyFrom(from);
    });
}

/// Nothing is written by it: what can be copied is pending, and reviewed as any other change.
void SettingsPage::copyFrom(const QString &site)
{
    const Result<QList<SettingsView>> &sites = estate().reading.sites;
    if (!sites)
        return;
    const auto from = std::find_if(sites->cbegin(), sites->cend(),
                                   [&site](const SettingsView &view) { return view.site.name == site; });
    if (from == sites->cend())
        return;
    clearError();
    if (const std::optional<Error> problem = whyNoDoor()) {
        showError(*problem);
        return;
    }
    QStringList leftOut;
    QList<QPair<QString, std::optional<QString>>> values;
    for (const ConfigChange &change : changesToCopy(*from, m_model->view(), leftOut))
        values += qMakePair(change.name, std::optional(change.wanted));
    const QString to = chosenSite().name;
    Question question;
    question.title = tr("Copy the settings of %1").arg(site);
    question.text = values.isEmpty()
        ? tr("There is nothing to copy: what the options mean in both, %1 has as %2 already.").arg(to, site)
        : tr("%n options of %1 would be pending for %2. Nothing is written before you have reviewed it.", "two sites",
             int(values.size()))
              .arg(site, to);
    if (!leftOut.isEmpty())
        question.text += u' ' + tr("What is listed here is left out.");
    question.details = leftOut.join(u'\n');
    question.accept = values.isEmpty() ? tr("Change nothing") : tr("Choose these values");
    context().dialogs.confirm(this, question, [this, to, site, values] {
        if (values.isEmpty() || to != chosenSite().name)
            return;
        const qsizetype copied = setPending(tr("Copy the settings of %1").arg(site), values);
        const QString sentence = tr("%n options were copied and are pending.", nullptr, int(copied));
        if (copied > 0)
            sayUndoable(sentence);
        else
            say(sentence);
    });
}

} // namespace Nightkeep
