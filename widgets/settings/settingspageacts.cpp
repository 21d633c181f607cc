// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The page's acts on the outside world and on sites; what it shows is in settingspage.cpp, what is changed before it is
// written in settingspageedits.cpp.
#include "widgets/settings/settingspage.h"

#include "models/base/bytepath.h"
#include "models/courses/sitecheck.h"
#include "models/jobs/jobrunner.h"
#include "models/removal.h"
#include "models/settings/settingsmodel.h"
#include "models/settings/settingsrecord.h"
#include "models/workspace.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/settings/historydialog.h"
#include "widgets/settings/reviewdialog.h"
#include "widgets/settings/sitedialog.h"

#include <QUndoStack>

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

void SettingsPage::review()
{
    const Site site = chosenSite();
    const QList<ConfigChange> changes = m_model->pendingChanges();
    if (changes.isEmpty() || !m_model->isUnlocked() || m_outside != 0)
        return;
    clearError();
    SettingsService *service = &context().workspace.settings();
    m_outside = context().jobs.start<SettingsPlan>(
        tr("Plan the changes to %1").arg(site.name), site.databaseServer, this,
        [service, site, changes](const CancelToken &cancel, const ProgressSink &) {
            return service->plan(site, changes, cancel);
        },
        [this](const Result<SettingsPlan> &plan) {
            m_outside = 0;
            updateActions();
            if (plan)
                openReview(*plan);
            else
                showError(plan.error());
        });
    updateActions();
}

void SettingsPage::openReview(const SettingsPlan &plan)
{
    auto *dialog = openModal(new ReviewDialog(plan, this));
    connect(dialog, &QDialog::accepted, this, [this, plan] { apply(plan); });
}

void SettingsPage::apply(const SettingsPlan &plan)
{
    const Site site = chosenSite();
    if (m_outside != 0 || !m_model->isUnlocked()) {
        showError({ErrorKind::Locked, tr("Nothing was written: editing is locked, or another job is at work."),
                   tr("Unlock editing, then review the changes again.")});
        return;
    }
    SettingsService *service = &context().workspace.settings();
    m_outside = context().jobs.start<SettingsApplied>(
        tr("Change the settings of %1").arg(site.name), site.databaseServer, this,
        [service, site, plan](const CancelToken &cancel, const ProgressSink &) {
            return service->apply(site, plan, cancel);
        },
        [this, site](const Result<SettingsApplied> &applied) {
            m_outside = 0;
            if (applied)
                showApplied(site, *applied);
            else
                showError(applied.error());
            emit workspaceChanged();
        });
    updateActions();
}

void SettingsPage::showApplied(const Site &site, const SettingsApplied &applied)
{
    const bool isChosen = site.name == chosenSite().name; // else what is pending is another site's
    QStringList sentences;
    bool incomplete = false;
    for (const ConfigOutcome &outcome : applied.outcomes) {
        sentences += outcomeSentence(outcome);
        if (outcome.kind != ConfigOutcome::Kind::Written && outcome.kind != ConfigOutcome::Kind::Same)
            incomplete = true;
        else if (isChosen && m_model->pending(outcome.change.name) == outcome.change.wanted)
            m_model->setPending(outcome.change.name, std::nullopt);
    }
    if (isChosen)
        m_undo->clear(); // what is written is taken back through the history, against the live value
    if (applied.hasConflict()) {
        showError({ErrorKind::Conflict, tr("Somebody else changed an option meanwhile; it was not written over."),
                   tr("Read the settings again, then keep your change or take it back."), sentences.join(u'\n')});
        auto *dialog = openModal(new ConflictDialog(applied.outcomes, this));
        connect(dialog, &QDialog::accepted, this, &SettingsPage::readLive);
    } else if (incomplete) {
        showError({ErrorKind::Incomplete, tr("Not every option could be written, or it is not known whether it was."),
                   tr("Read the settings to see what is there now."), sentences.join(u'\n')});
    } else if (applied.workspaceProblem) {
        Error problem = *applied.workspaceProblem;
        problem.message = tr("Moodle was changed, but the workspace could not note all of it: %1").arg(problem.message);
        showError(problem);
    } else {
        say(tr("%n options were written to Moodle.", nullptr, int(applied.outcomes.size())));
    }
}

void SettingsPage::showHistory()
{
    clearError();
    const Site site = chosenSite();
    SettingsService *service = &context().workspace.settings();
    context().jobs.start<QList<SettingsHistoryEntry>>(
        tr("Read the history of %1").arg(site.name), {}, this,
        [service, site](const CancelToken &, const ProgressSink &) { return service->history(site); },
        [this](const Result<QList<SettingsHistoryEntry>> &history) {
            if (!history) {
                showError(history.error());
                return;
            }
            auto *dialog = openModal(new HistoryDialog(*history, now(), m_model->isUnlocked(), this));
            connect(dialog, &HistoryDialog::undoRequested, this, &SettingsPage::planUndo);
        });
}

void SettingsPage::planUndo(qint64 historyId)
{
    const Site site = chosenSite();
    if (m_outside != 0)
        return;
    clearError();
    SettingsService *service = &context().workspace.settings();
    m_outside = context().jobs.start<SettingsPlan>(
        tr("Plan to undo a change of %1").arg(site.name), site.databaseServer, this,
        [service, site, historyId](const CancelToken &cancel, const ProgressSink &) {
            return service->planUndo(site, historyId, cancel);
        },
        [this](const Result<SettingsPlan> &plan) {
            m_outside = 0;
            reload(); // planning has read the live values
            if (plan)
                openReview(*plan);
            else
                showError(plan.error());
        });
    updateActions();
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
    connect(dialog, &QDialog::accepted, this, [this, dialog] { writeSite({}, dialog->site()); });
}

void SettingsPage::editSite()
{
    const Site site = chosenSite();
    if (site.name.isEmpty())
        return;
    auto *dialog = openModal(new SiteDialog(site, namesOf(m_servers), this));
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
            if (!after.name.isEmpty() && before.name == m_model->view().site.name)
                m_model->setSiteName(after.name);
            say(after.name.isEmpty()        ? tr("The site %1 was removed.").arg(before.name)
                    : before.name.isEmpty() ? tr("The site %1 was added.").arg(after.name)
                                            : tr("The site %1 was changed.").arg(after.name));
            emit workspaceChanged();
        });
}

} // namespace Nightkeep
