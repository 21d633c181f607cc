// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the page asks of a site besides its settings: the folder where backups go, and the account's rights.
#include "widgets/settings/settingspage.h"

#include "models/settings/settingsmodel.h"
#include "models/settings/settingsview.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/settings/destinationdialog.h"
#include "widgets/settings/rightsdialog.h"
#include "widgets/settings/sitedialog.h"

namespace Nightkeep {

void SettingsPage::checkDestination()
{
    const SettingsView &view = m_model->view();
    const auto wanted = [this, &view](const SettingRow &row) {
        return m_model->pending(row.option.name)
            .value_or(view.readAt.isValid() ? effective(row) : row.agreed.value_or(QString()));
    };
    QString folder;
    bool isEachCoursesOwn = false;
    for (const SettingRow &row : view.rows) {
        if (row.option.kind == OptionKind::Folder)
            folder = wanted(row);
        else if (row.option.kind == OptionKind::Storage)
            isEachCoursesOwn = wanted(row) == u"0"; // whatever folder is filled in
    }
    if (isEachCoursesOwn)
        folder.clear();
    checkFolder(folder);
}

void SettingsPage::checkFolder(const QString &folder)
{
    if (!chosenSite().name.isEmpty())
        openModal(new DestinationDialog(context(), chosenSite(), folder.toUtf8(), this));
}

void SettingsPage::serve(SiteDialog *dialog)
{
    connect(dialog, &SiteDialog::testRequested, this, [this, dialog](const Site &site) {
        const SettingsView &view = m_model->view();
        const bool isKnown = view.readAt.isValid() && isSameMoodle(view.site, site);
        openModal(new RightsDialog(context(), site, isKnown ? view.config.edition : MoodleEdition::Unknown, dialog));
    });
    connect(dialog, &SiteDialog::authorityWanted, this, [this, dialog] {
        context().dialogs.openFile(dialog, tr("Certificates that vouch for the database server"),
                                   tr("Certificates (*.pem *.crt *.cer);;All files (*)"),
                                   [dialog](const QString &file) { dialog->setAuthority(file); });
    });
}

} // namespace Nightkeep
