// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a person changes on the page before it is written, and what is agreed; what the page shows is in
// settingspage.cpp.
#include "widgets/settings/settingspage.h"

#include "models/base/bytepath.h"
#include "models/jobs/jobrunner.h"
#include "models/settings/settingsmodel.h"
#include "models/settings/settingsrecord.h"
#include "models/settings/settingsview.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/themeicons.h"
#include "widgets/common/valuecommand.h"
#include "widgets/settings/agreedvaluedialog.h"
#include "widgets/settings/settingpanel.h"

#include <QAction>
#include <QTableView>
#include <QUndoStack>

#include <tuple>

namespace Nightkeep {

// --- the chosen option ---

void SettingsPage::showDetail()
{
    m_panel->setVisible(!m_model->view().rows.isEmpty());
    if (const SettingRow *row = currentRow())
        m_panel->showOption(*row, m_model->view(), stepFor(*row), m_past, now());
    else
        m_panel->showNothing();
}

NextSteps::Step SettingsPage::stepFor(const SettingRow &row) const
{
    const bool unlocked = m_model->isUnlocked();
    if (!m_model->view().readAt.isValid())
        return {State::Unknown, tr("What Moodle has here was never read."), {}, m_read};
    if (m_model->isOutdated(row))
        return {State::Bad, m_model->conflictInWords(row), {}, m_keepMine, m_takeBack};
    if (const auto pending = m_model->pending(row.option.name))
        return {State::Attention,
                tr("%1 is pending: review it, then write it.").arg(settingInWords(row.option.name, pending)),
                {},
                unlocked ? m_review : m_unlock,
                m_takeBack};
    if (row.option.kind == OptionKind::Text)
        return {State::Unknown, tr("There is nothing to do: it is only shown.")};
    if (row.isDuplicate)
        return {State::Attention, tr("The table has several rows of it, and which one counts is not known."),
                tr("Have all but one removed by who looks after the database.")};
    const QString fixed = m_model->whyFixed(row);
    if (row.state == SettingState::Unknown)
        return {State::Unknown, tr("What stands here makes no sense: choose a value that the option can have."), fixed,
                !fixed.isEmpty() ? nullptr
                    : unlocked   ? m_change
                                 : m_unlock};
    if (!row.agreed)
        return {State::Unknown, tr("Nothing is agreed to compare it with."), {}, m_agree};
    if (effective(row) != *row.agreed)
        return {State::Attention, tr("It is not as agreed, which is %1.").arg(row.agreedInWords), fixed,
                !fixed.isEmpty() ? nullptr
                    : unlocked   ? m_useAgreed
                                 : m_unlock};
    if (!isInForceKnown(m_model->view()))
        return {State::Unknown, tr("By the table it is as agreed. Moodle itself could not be asked.")};
    if (!row.value)
        return {State::Unknown, tr("Moodle has no row for it, and runs with what was agreed.")};
    return {State::Good, tr("There is nothing to do: it is as agreed.")};
}

void SettingsPage::readHistory()
{
    const Site site = chosenSite();
    if (site.name.isEmpty())
        return;
    SettingsService *service = &context().workspace.settings();
    context().jobs.look<QList<SettingsHistoryEntry>>(
        tr("Look at the history of %1").arg(site.name), {}, this,
        [service, site](const CancelToken &, const ProgressSink &) { return service->history(site); },
        [this, site](const Result<QList<SettingsHistoryEntry>> &history) {
            if (!history || site.name != chosenSite().name)
                return;
            m_past = *history;
            showDetail();
        });
}

// --- what is pending ---

QString SettingsPage::whyNotChanged(const SettingRow &row) const
{
    if (row.option.kind == OptionKind::Text)
        return tr("%1 is only shown.").arg(row.option.title);
    if (!isWritable())
        return m_unlock->toolTip();
    if (const QString fixed = m_model->whyFixed(row); !fixed.isEmpty())
        return fixed;
    return m_model->view().readAt.isValid() ? tr("Unlock editing first, then change the value.")
                                            : tr("Read the settings first, then unlock editing.");
}

void SettingsPage::changeValue()
{
    QTableView *view = m_table->view();
    QModelIndex index = view->currentIndex();
    if (!index.flags().testFlag(Qt::ItemIsEditable))
        index = index.siblingAtColumn(SettingsModel::PendingColumn);
    const SettingRow *row = currentRow();
    if (row && !index.flags().testFlag(Qt::ItemIsEditable)) {
        say(whyNotChanged(*row));
        return;
    }
    if (!m_change->isEnabled())
        return;
    if (view->isPersistentEditorOpen(index)) // or any other editor
        return;
    view->showColumn(index.column());
    view->setCurrentIndex(index);
    view->scrollTo(index);
    view->edit(index);
}

/// The one act for all that differs. It unlocks: the review is the question before anything is written.
void SettingsPage::bringInLine()
{
    const QList<ConfigChange> changes = changesToAgreed(m_model->view());
    if (changes.isEmpty() || m_outside != 0 || whyNoDoor())
        return;
    QList<QPair<QString, std::optional<QString>>> agreed;
    for (const ConfigChange &change : changes)
        agreed += qMakePair(change.name, std::optional(change.wanted));
    m_unlock->setChecked(true);
    setPending(tr("Bring in line with what was agreed"), agreed);
    review();
}

void SettingsPage::keepMine()
{
    const SettingRow *row = currentRow();
    if (!row || !m_model->isOutdated(*row))
        return;
    const QString title = row->option.title;
    m_model->setPending(row->option.name, m_model->pending(row->option.name));
    say(m_model->pending(row->option.name)
            ? tr("Your change of %1 stays pending, over the value that is there now.").arg(title)
            : tr("Moodle has your value of %1 already: nothing is pending for it.").arg(title));
}

void SettingsPage::takeBack()
{
    const SettingRow *row = currentRow();
    if (!row || !m_model->pending(row->option.name))
        return;
    const QString title = row->option.title;
    setPending(tr("Take back the change of %1").arg(title), {{row->option.name, std::nullopt}});
    sayUndoable(tr("Your change of %1 was taken back.").arg(title));
}

qsizetype SettingsPage::setPending(const QString &act, const QList<QPair<QString, std::optional<QString>>> &values)
{
    using Change = std::tuple<QString, std::optional<ConfigChange>, std::optional<ConfigChange>>; // before, after
    QList<Change> made;
    for (const auto &[name, value] : values) {
        const std::optional<ConfigChange> before = m_model->pendingChange(name);
        m_model->setPending(name, value);
        if (const std::optional<ConfigChange> after = m_model->pendingChange(name); after != before)
            made += Change {name, before, after};
    }
    if (made.isEmpty()) // there would be an Undo that does nothing
        return 0;
    m_undo->beginMacro(act);
    for (const auto &[name, before, after] : made)
        notePending(name, before, after);
    m_undo->endMacro();
    return made.size();
}

void SettingsPage::notePending(const QString &name, const std::optional<ConfigChange> &before,
                               const std::optional<ConfigChange> &after)
{
    const BackupOption *option = findBackupOption(name);
    m_undo->push(new ValueCommand(
        tr("Change %1").arg(option ? option->title : name), [this, name, before] { m_model->putPending(name, before); },
        [this, name, after] { m_model->putPending(name, after); }));
}

QStringList SettingsPage::unwrittenEdits() const
{
    QStringList edits;
    for (const ConfigChange &change : m_model->pendingChanges()) {
        const BackupOption *option = findBackupOption(change.name);
        edits << tr("%1 of %2: %3 instead of %4", "option, site, wanted value, live value")
                     .arg(option ? option->title : change.name, chosenSite().name,
                          settingInWords(change.name, change.wanted), settingInWords(change.name, change.seen));
    }
    return edits;
}

void SettingsPage::setUnlocked(bool unlocked)
{
    m_unlock->setIcon(themeIcon(unlocked ? QStringLiteral("unlock") : QStringLiteral("lock")));
    m_unlock->setText(unlocked ? tr("&Lock") : tr("&Unlock"));
    m_model->setUnlocked(unlocked);
    showRemarks();
    showDetail();
    updateActions();
}

// --- what is agreed ---

void SettingsPage::useAgreed()
{
    const SettingRow *row = currentRow();
    if (!row || !row->agreed || !m_model->isUnlocked())
        return;
    const QModelIndex first = m_model->index(int(row - m_model->view().rows.constData()), SettingsModel::PendingColumn);
    static_cast<void>(m_model->setData(first, *row->agreed));
}

void SettingsPage::agree()
{
    const SettingRow *row = currentRow();
    if (!row || row->option.kind == OptionKind::Text)
        return;
    auto *dialog = openModal(new AgreedValueDialog(*row, now().date(), context().settings, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog, site = chosenSite().name, name = row->option.name] {
        if (site != chosenSite().name)
            showError({ErrorKind::Stale, tr("Nothing was noted: another site is shown by now."), {}});
        else if (dialog->before() == dialog->agreed())
            say(tr("Nothing was changed."));
        else
            setAgreed(name, dialog->before(), dialog->agreed(), true);
    });
}

void SettingsPage::forgetAgreed()
{
    if (const SettingRow *row = currentRow(); row && row->agreed)
        setAgreed(row->option.name, agreedOn(row->option.name), std::nullopt, true);
}

std::optional<AgreedSetting> SettingsPage::agreedOn(const QString &name) const
{
    const SettingRow *row = findRow(m_model->view(), name);
    return row ? agreedOf(*row) : std::nullopt;
}

void SettingsPage::setAgreed(const QString &name, const std::optional<AgreedSetting> &before,
                             const std::optional<AgreedSetting> &after, bool undoable)
{
    clearError();
    const Site site = chosenSite();
    const SettingRow *row = findRow(m_model->view(), name);
    const QString title = row ? row->option.title : name;
    SettingsService *service = &context().workspace.settings();
    context().jobs.start<void>(
        tr("Note the agreed value of %1").arg(title), QStringLiteral("workspace"), this,
        [service, site, name, before, after](const CancelToken &, const ProgressSink &) {
            return service->setAgreed(site, name, before, after);
        },
        [this, site, name, before, after, title, undoable](const Result<void> &kept) {
            if (!kept) {
                reload();
                showError(kept.error());
                return;
            }
            const QString value = after ? settingInWords(name, after->value) : QString();
            const QString sentence = !after ? tr("Nothing is agreed about %1 any more.").arg(title)
                : after->by.isEmpty()       ? tr("Agreed: %1 is %2.").arg(title, value)
                                            : tr("Agreed: %1 is %2, by %3.", "an option, its value, names of people")
                                            .arg(title, value, visibleText(after->by));
            if (undoable && site.name == chosenSite().name) { // the stack is that of the chosen site
                m_undo->push(new ValueCommand(
                    tr("Agree on %1").arg(title),
                    [this, name, before, after] { setAgreed(name, after, before, false); },
                    [this, name, before, after] { setAgreed(name, before, after, false); }));
                sayUndoable(sentence);
            } else {
                say(sentence);
            }
            emit workspaceChanged();
        });
}

void SettingsPage::discard()
{
    QList<QPair<QString, std::optional<QString>>> none;
    for (const ConfigChange &change : m_model->pendingChanges())
        none += qMakePair(change.name, std::optional<QString>());
    setPending(tr("Discard the pending changes"), none);
    sayUndoable(tr("%n pending changes were discarded; Undo brings them back.", nullptr, int(none.size())));
}

void SettingsPage::discardEdits()
{
    m_model->clearPending();
    m_undo->clear();
}

} // namespace Nightkeep
