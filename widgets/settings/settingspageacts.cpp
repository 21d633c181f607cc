// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The page's acts on the outside world and on sites; what it shows is in settingspage.cpp, what is changed before it is
// written in settingspageedits.cpp, the review and the write in settingspagereview.cpp.
#include "widgets/settings/settingspage.h"

#include "models/base/bytepath.h"
#include "models/courses/sitecheck.h"
#include "models/jobs/jobrunner.h"
#include "models/removal.h"
#include "models/settings/settingsmodel.h"
#include "models/workspace.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/settings/historydialog.h"
#include "widgets/settings/sitedialog.h"

namespace Nightkeep {

namespace {

QStringList namesOf(const QList<Server> &servers)
{
    QStringList names;
    for (const Server &server : servers)
        names << server.name;
    return names;
}

} // namespace

void SettingsPage::readLive()
{
    if (!chosenSite().name.isEmpty())
        readSites({chosenSite()});
}

/// One that cannot be read keeps nobody from reading the next.
void SettingsPage::readSites(const QList<Site> &sites)
{
    if (sites.isEmpty() || m_outside != 0)
        return;
    clearError();
    QStringList names;
    for (const Site &site : sites)
        names << site.name;
    SettingsService *service = &context().workspace.settings();
    using Views = QList<SettingsView>;
    m_outside = context().jobs.start<Views>(
        tr("Read the settings of %1").arg(names.join(QStringLiteral(", "))), sites.first().databaseServer, this,
        [service, sites](const CancelToken &cancel, const ProgressSink &) -> Result<Views> {
            Views views;
            std::optional<Error> failure;
            for (const Site &site : sites) {
                const Result<SettingsView> view = service->read(site, cancel);
                if (view)
                    views << *view;
                else if (!failure)
                    failure = view.error();
            }
            return failure ? fail(*failure) : Result<Views>(views);
        },
        [this, names](const Result<Views> &views) {
            m_outside = 0;
            if (!views) {
                showError(views.error());
                reload();
                return;
            }
            say(tr("The settings of %1 were read.").arg(names.join(QStringLiteral(", "))));
            for (const SettingsView &view : *views) {
                if (view.notKept)
                    showNotKept(*view.notKept);
            }
            emit workspaceChanged();
        });
    updateActions();
}

void SettingsPage::showHistory()
{
    clearError();
    const Site site = chosenSite();
    SettingsService *service = &context().workspace.settings();
    context().jobs.start<QList<SettingsHistoryEntry>>(
        tr("Read the history of %1").arg(site.name), {}, this,
        [service, site](const CancelToken &, const ProgressSink &) { return service->history(site); },
        [this, site](const Result<QList<SettingsHistoryEntry>> &history) {
            if (!history) {
                showError(history.error());
                return;
            }
            if (site.name != chosenSite().name)
                return;
            auto *dialog = openModal(new HistoryDialog(*history, m_model->view(), now(), m_model->isUnlocked(), this));
            connect(dialog, &HistoryDialog::undoRequested, this, &SettingsPage::planUndo);
        });
}

void SettingsPage::planUndo(qint64 historyId)
{
    const Site site = chosenSite();
    SettingsService *service = &context().workspace.settings();
    planAndReview(
        tr("Plan to undo a change of %1").arg(site.name),
        [service, site, historyId](const CancelToken &cancel) { return service->planUndo(site, historyId, cancel); },
        true);
}

// --- sites ---

void SettingsPage::keepPassword()
{
    const Site chosen = chosenSite();
    const QString &site = chosen.name;
    QString question = tr("Password of the database account of %1. It goes into the keychain of this "
                          "session; left empty, it is forgotten.")
                           .arg(site);
    QString destination;
    for (const Server &server : std::as_const(m_servers)) { // whose rows another person may have changed
        if (server.name.compare(chosen.databaseServer, Qt::CaseInsensitive) == 0)
            destination = siteDestination(chosen, server);
    }
    if (!destination.isEmpty())
        question += u' ' + tr("It will be sent to %1.").arg(visibleText(destination));
    const auto keep = [this, site, destination](const QString &password) {
        clearError();
        Workspace &workspace = context().workspace;
        context().jobs.start<bool>(
            tr("Keep the database password of %1").arg(site), {}, this,
            [&workspace, site, destination, password](const CancelToken &, const ProgressSink &) -> Result<bool> {
                const Result<void> kept = workspace.keepDatabasePassword(site, {}, destination, password);
                return kept ? Result<bool>(true) : fail(kept.error());
            },
            [this, site, forgotten = password.isEmpty()](const Result<bool> &kept) {
                if (!kept)
                    showError(kept.error());
                else
                    say(forgotten ? tr("The database password of %1 is forgotten.").arg(site)
                                  : tr("The database password of %1 is in the keychain.").arg(site));
            });
    };
    context().dialogs.askText(this, tr("Database password"), question, {}, true, keep);
}

void SettingsPage::addSite()
{
    auto *dialog = openModal(new SiteDialog({}, namesOf(m_servers), this));
    serve(dialog);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { writeSite({}, dialog->site()); });
}

void SettingsPage::editSite()
{
    const Site site = chosenSite();
    if (site.name.isEmpty())
        return;
    auto *dialog = openModal(new SiteDialog(site, namesOf(m_servers), this));
    serve(dialog);
    connect(dialog, &QDialog::accepted, this, [this, dialog, site] {
        if (dialog->site() != site)
            writeSite(site, dialog->site());
        else
            say(tr("Nothing was changed."));
    });
    connect(dialog, &SiteDialog::removeRequested, this, [this, dialog, site] {
        dialog->reject();
        removeSite(site);
    });
}

void SettingsPage::removeSite(const Site &site)
{
    clearError();
    Workspace *workspace = &context().workspace;
    context().jobs.look<QStringList>(
        tr("Look what goes with the site %1").arg(site.name), {}, this,
        [workspace, site](const CancelToken &, const ProgressSink &) { return lossesWith(*workspace, site); },
        [this, site](const Result<QStringList> &losses) {
            if (!losses) {
                showError(losses.error());
                return;
            }
            Question question;
            question.title = tr("Remove a site");
            question.text =
                tr("Remove the site \"%1\" from the workspace, with what was read and agreed for it? Moodle "
                   "itself is not touched.")
                    .arg(site.name);
            QStringList goes = *losses;
            for (const QString &edit : unwrittenEdits())
                goes << tr("Not written yet: %1").arg(edit);
            question.details = goes.join(u'\n');
            question.accept = tr("Remove %1").arg(site.name);
            question.dangerous = true;
            context().dialogs.confirm(this, question, [this, site] { writeSite(site, {}); });
        });
}

void SettingsPage::writeSite(const Site &before, const Site &after)
{
    clearError();
    Workspace *workspace = &context().workspace;
    context().jobs.start<void>(
        tr("Write the site %1").arg(after.name.isEmpty() ? before.name : after.name), QStringLiteral("workspace"), this,
        [workspace, before, after](const CancelToken &, const ProgressSink &) {
            return after.name.isEmpty() ? Nightkeep::removeSite(*workspace, before)
                                        : workspace->settings().replaceSite(before, after);
        },
        [this, before, after](const Result<void> &written) {
            if (!written) {
                showError(written.error());
                reload();
                return;
            }
            if (before.name == chosenSite().name || unwrittenEdits().isEmpty())
                m_wantedSite = after.name;
            if (after.name.isEmpty() && before.name == chosenSite().name)
                discardEdits(); // they were in the question
            if (!after.name.isEmpty() && before.name == m_model->view().site.name)
                m_model->setSiteName(after.name);
            say(after.name.isEmpty()        ? tr("The site %1 was removed.").arg(before.name)
                    : before.name.isEmpty() ? tr("The site %1 was added.").arg(after.name)
                                            : tr("The site %1 was changed.").arg(after.name));
            emit workspaceChanged();
        });
}

} // namespace Nightkeep
