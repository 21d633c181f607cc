// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What pending changes mean, their review, and how they are written.
#include "widgets/settings/settingspage.h"

#include "models/base/bytepath.h"
#include "models/jobs/jobrunner.h"
#include "models/settings/settingsmodel.h"
#include "models/settings/settingsrecord.h"
#include "models/workspace.h"
#include "widgets/common/openmodal.h"
#include "widgets/settings/copiestogodialog.h"
#include "widgets/settings/editbar.h"
#include "widgets/settings/reviewdialog.h"

#include <QUndoStack>

namespace Nightkeep {

// --- what they mean ---

/// One at a time: what has changed meanwhile is reckoned after it, and only that is shown.
void SettingsPage::reckonMeaning()
{
    const quint64 wanted = ++m_meaningWanted;
    m_bar->tellMeaning(State::Unknown, {});
    const QList<ConfigChange> changes = m_model->pendingChanges();
    if (changes.isEmpty())
        return;
    m_bar->tellMeaning(State::Working, tr("What it means is being reckoned…"));
    if (m_isReckoning)
        return;
    m_isReckoning = true;
    context().jobs.look<SettingsMeaning>(
        tr("Reckon what the changes to %1 mean").arg(chosenSite().name), {}, this,
        [reading = estate().reading, view = m_model->view(), changes](const CancelToken &, const ProgressSink &) {
            return Result<SettingsMeaning>(meaningOf(reading, view, changes));
        },
        [this, wanted](const Result<SettingsMeaning> &meaning) {
            m_isReckoning = false;
            if (wanted != m_meaningWanted)
                reckonMeaning();
            else if (meaning)
                showMeaning(*meaning);
            else
                m_bar->tellMeaning(State::Unknown, meaning.error().message);
        });
}

/// The gravest two; the review has all of them.
void SettingsPage::showMeaning(const SettingsMeaning &meaning)
{
    constexpr qsizetype Shown = 2;
    QStringList sentences = meaning.sentences.mid(0, Shown);
    if (sentences.isEmpty())
        sentences = meaning.unknown.mid(0, 1);
    if (!sentences.isEmpty() && meaning.sentences.size() + meaning.unknown.size() > sentences.size())
        sentences << tr("The review says more.");
    m_bar->tellMeaning(stateOfMeaning(meaning), sentences.join(u' '));
}

// --- the review ---

void SettingsPage::review()
{
    const Site site = chosenSite();
    const QList<ConfigChange> changes = m_model->pendingChanges();
    if (changes.isEmpty() || !m_model->isUnlocked())
        return;
    SettingsService *service = &context().workspace.settings();
    planAndReview(tr("Plan the changes to %1").arg(site.name),
                  [service, site, changes](const CancelToken &cancel) { return service->plan(site, changes, cancel); });
}

void SettingsPage::planAndReview(const QString &title, const Planning &planning, bool reads)
{
    if (m_outside != 0) {
        say(tr("Moodle is being asked already: try again when that has ended."));
        return;
    }
    clearError();
    SettingsService *service = &context().workspace.settings();
    m_outside = context().jobs.start<Reviewed>(
        title, chosenSite().databaseServer, this,
        [service, planning, reads, reading = estate().reading,
         view = m_model->view()](const CancelToken &cancel, const ProgressSink &) -> Result<Reviewed> {
            const Result<SettingsPlan> plan = planning(cancel);
            if (!plan)
                return fail(plan.error());
            const Result<SettingsView> seen = reads ? service->lastView(view.site) : Result<SettingsView>(view);
            return Reviewed {view.site, *plan, meaningOf(reading, seen ? *seen : view, plan->changes)};
        },
        [this, reads](const Result<Reviewed> &reviewed) {
            m_outside = 0;
            if (reads)
                reload();
            updateActions();
            if (!reviewed)
                showError(reviewed.error());
            else if (reviewed->plan.changes.isEmpty())
                showNotice(tr("There is nothing to write: Moodle has these values already. Read the settings to see "
                              "them."));
            else
                openReview(*reviewed);
        });
    updateActions();
}

void SettingsPage::openReview(const Reviewed &reviewed)
{
    if (reviewed.site.name != chosenSite().name) {
        say(tr("The changes to %1 are not reviewed: another site is shown by now.")
                .arg(visibleText(reviewed.site.name)));
        return;
    }
    auto *dialog = openModal(new ReviewDialog(reviewed.plan, reviewed.meaning, this));
    connect(dialog, &ReviewDialog::copiesWanted, dialog, [this, dialog, reviewed] {
        openModal(new CopiesToGoDialog(context(), reviewed.plan.site,
                                       reviewed.meaning.deletions.value_or(QList<CopyToGo>()), dialog));
    });
    connect(dialog, &QDialog::accepted, this, [this, dialog, reviewed] {
        SettingsPlan plan = reviewed.plan;
        plan.reason = dialog->reason();
        apply(reviewed.site, plan);
    });
}

// --- writing ---

void SettingsPage::apply(const Site &site, const SettingsPlan &plan)
{
    if (site != chosenSite()) { // with other details the same statements would go elsewhere
        showError({ErrorKind::Stale,
                   tr("Nothing was written: the details of the site %1 have been changed since the review.")
                       .arg(visibleText(site.name)),
                   tr("Review the changes again.")});
        return;
    }
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
    if (incomplete) {
        if (applied.workspaceProblem)
            sentences += tr("The workspace could not note all of it: %1").arg(applied.workspaceProblem->message);
        showIncomplete(applied, sentences.join(u'\n'));
    } else if (applied.workspaceProblem) {
        Error problem = *applied.workspaceProblem;
        problem.message = tr("Moodle was changed, but the workspace could not note all of it: %1").arg(problem.message);
        showError(problem);
    } else {
        say(appliedInWords(applied));
    }
}

void SettingsPage::showIncomplete(const SettingsApplied &applied, const QString &details)
{
    if (isConflictAlone(applied)) {
        showError({ErrorKind::Conflict, tr("Somebody else changed an option meanwhile; it was not written over."),
                   tr("Read the settings again, then keep your change or take it back."), details});
        auto *dialog = openModal(new ConflictDialog(applied.outcomes, this));
        connect(dialog, &QDialog::accepted, this, &SettingsPage::readLive);
        return;
    }
    showError({ErrorKind::Incomplete, tr("Not every option could be written, or it is not known whether it was."),
               tr("Read the settings to see what is there now."), details});
    auto *dialog = openModal(new OutcomeDialog(applied, this));
    connect(dialog, &QDialog::accepted, this, &SettingsPage::readLive);
}

} // namespace Nightkeep
