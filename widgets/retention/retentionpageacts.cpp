// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/retention/retentionpage.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/nightstrip.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/valuecommand.h"
#include "widgets/retention/agreedialog.h"
#include "widgets/retention/erasuredialogs.h"
#include "widgets/retention/holddialogs.h"
#include "widgets/retention/lossdialog.h"
#include "widgets/retention/stripfile.h"
#include "widgets/retention/survivaldialog.h"
#include "widgets/retention/whatifdialog.h"

#include <QUndoStack>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr QLatin1String RetentionLane("retention"); // one after another, as they are undone

} // namespace

QDate RetentionPage::today() const
{
    return context().workspace.clock()().date();
}

QMap<qint64, QString> RetentionPage::courseNames() const
{
    QMap<qint64, QString> names;
    if (!view() || !estate().reading.courses)
        return names;
    for (const SiteBackups &site : *estate().reading.courses) {
        if (site.site.name != view()->site.name)
            continue;
        for (const CourseBackups &course : site.courses)
            names.insert(course.course.id, course.course.shortName);
    }
    return names;
}

// --- figures ---

void RetentionPage::agree()
{
    const PromiseLine *line = m_model->find(table()->currentKey());
    if (!line)
        return;
    clearError();
    auto *dialog = openModal(new AgreeDialog(line->verdict.promise, today(), context().settings, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const Promise wanted = dialog->promise();
        if (wanted == dialog->before())
            say(tr("Nothing was changed."));
        else
            writePromise(wanted, dialog->before(), tr("It is written: %1", "a promise").arg(promiseInWords(wanted)),
                         false);
    });
}

void RetentionPage::change(const QString &title, const std::function<Result<void>()> &act, const QString &done,
                           const std::function<QUndoCommand *()> &command)
{
    clearError();
    context().jobs.start<void>(
        title, RetentionLane, this, [act](const CancelToken &, const ProgressSink &) { return act(); },
        [this, done, command](const Result<void> &changed) {
            if (!changed) {
                if (!command)
                    m_undo->clear(); // what it would undo next is no longer so
                showError(changed.error());
            } else if (command) {
                m_undo->push(command());
                sayUndoable(done);
            } else {
                say(done);
            }
            emit workspaceChanged();
        });
}

/// `isUndone`: by Undo or Redo, whose command is there already.
void RetentionPage::writePromise(const Promise &wanted, const Promise &seen, const QString &done, bool isUndone)
{
    const QString back = tr("It is as it was: %1", "a promise").arg(promiseInWords(seen));
    const auto command = [this, wanted, seen, done, back] {
        return new ValueCommand(
            tr("Agree on a figure"), [this, wanted, seen, back] { writePromise(seen, wanted, back, true); },
            [this, wanted, seen, done] { writePromise(wanted, seen, done, true); });
    };
    change(
        tr("Write what was promised"),
        [&retention = context().workspace.retention(), wanted, seen] { return retention.agree(wanted, seen); }, done,
        isUndone ? std::function<QUndoCommand *()>() : command);
}

void RetentionPage::setPromised(const Promise &promise, bool isPromised, bool isUndone)
{
    const QString done =
        (isPromised ? tr("It is promised again: %1", "a promise") : tr("It is promised no longer: %1", "a promise"))
            .arg(promiseInWords(promise));
    const auto command = [this, promise] {
        return new ValueCommand(
            tr("Withdraw a promise"), [this, promise] { setPromised(promise, true, true); },
            [this, promise] { setPromised(promise, false, true); });
    };
    change(
        tr("Write what was promised"),
        [&retention = context().workspace.retention(), promise, isPromised] {
            return isPromised ? retention.agree(promise, std::nullopt) : retention.withdraw(promise);
        },
        done, isUndone ? std::function<QUndoCommand *()>() : command);
}

WhatIfDialog *RetentionPage::whatIf()
{
    if (!view())
        return nullptr;
    clearError();
    return openModal(new WhatIfDialog(context(), *view(), this));
}

void RetentionPage::propose()
{
    const PromiseLine *line = m_model->find(table()->currentKey());
    const bool dumps = line && line->verdict.promise.subject == PromiseSubject::DataAndDumps;
    if (WhatIfDialog *dialog = whatIf()) {
        dialog->chooseGoal(dumps);
        dialog->propose();
    }
}

void RetentionPage::afterLoss()
{
    if (!view())
        return;
    clearError();
    openModal(new LossDialog(context(), *view(), records() ? records()->erasures : QList<ErasureRecord>(), this));
}

// --- holds ---

void RetentionPage::hold()
{
    if (!view())
        return;
    clearError();
    auto *dialog = openModal(new HoldDialog(view()->site.name, courseNames(), today(), context().settings, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog] { startHold(dialog->hold()); });
}

void RetentionPage::startHold(const LegalHold &wanted)
{
    RetentionService &retention = context().workspace.retention();
    context().jobs.start<LegalHold>(
        tr("Hold %1").arg(heldInWords(wanted)), RetentionLane, this,
        [&retention, wanted](const CancelToken &, const ProgressSink &) { return retention.hold(wanted); },
        [this](const Result<LegalHold> &held) {
            if (!held) {
                showError(held.error());
                return;
            }
            pushHold(*held, false);
            sayUndoable(tr("It is held: %1. What to ask of the storage team is under Holds.").arg(heldInWords(*held)));
            emit workspaceChanged();
        });
}

void RetentionPage::showHolds()
{
    if (!records())
        return;
    clearError();
    auto *dialog = openModal(new HoldsDialog(context(), records()->holds, m_views, isWritable(), this));
    connect(dialog, &HoldsDialog::endWanted, this, &RetentionPage::endHold);
}

void RetentionPage::endHold(const LegalHold &hold)
{
    context().dialogs.askText(this, tr("End the hold"), tr("Why it is held no longer: %1").arg(heldInWords(hold)), {},
                              false, [this, hold](const QString &reason) {
                                  clearError();
                                  RetentionService &retention = context().workspace.retention();
                                  context().jobs.start<void>(
                                      tr("End the hold of %1").arg(heldInWords(hold)), RetentionLane, this,
                                      [&retention, hold, reason](const CancelToken &, const ProgressSink &) {
                                          return retention.endHold(hold, reason);
                                      },
                                      [this, hold](const Result<void> &ended) {
                                          if (!ended) {
                                              showError(ended.error());
                                              return;
                                          }
                                          pushHold(hold, true);
                                          sayUndoable(tr("It is held no longer: %1.").arg(heldInWords(hold)));
                                          emit workspaceChanged();
                                      });
                              });
}

void RetentionPage::pushHold(const LegalHold &hold, bool isEnd)
{
    const QString held = tr("It is held: %1.").arg(heldInWords(hold));
    const QString free = tr("It is held no longer: %1.").arg(heldInWords(hold));
    const auto holdAgain = [this, number = hold.number, held] { setHeld(number, true, {}, held); };
    const auto end = [this, number = hold.number, free] { setHeld(number, false, tr("It was undone."), free); };
    m_undo->push(isEnd ? new ValueCommand(tr("End the hold"), holdAgain, end)
                       : new ValueCommand(tr("Hold a course"), end, holdAgain));
}

/// Undone or redone, whatever number of times: the hold is looked for as it is now.
void RetentionPage::setHeld(qint64 number, bool held, const QString &reason, const QString &done)
{
    RetentionService &retention = context().workspace.retention();
    const auto act = [&retention, number, held, reason]() -> Result<void> {
        const Result<RetentionRecords> all = retention.records();
        if (!all)
            return fail(all.error());
        const auto found = std::find_if(all->holds.cbegin(), all->holds.cend(),
                                        [number](const LegalHold &each) { return each.number == number; });
        if (found == all->holds.cend() || found->holds() == held)
            return fail(ErrorKind::Stale, tr("Somebody has changed this hold meanwhile."));
        return held ? retention.holdAgain(*found) : retention.endHold(*found, reason);
    };
    change(tr("Change a hold"), act, done, {});
}

// --- erasures, places, the strip ---

void RetentionPage::recordErasure()
{
    if (!view())
        return;
    clearError();
    auto *dialog = openModal(new ErasureDialog(view()->site.name, courseNames(), today(), context().settings, this));
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        RetentionService &retention = context().workspace.retention();
        context().jobs.start<ErasureRecord>(
            tr("Record an erasure"), RetentionLane, this,
            [&retention, record = dialog->record()](const CancelToken &, const ProgressSink &) {
                return retention.recordErasure(record);
            },
            [this](const Result<ErasureRecord> &recorded) {
                if (!recorded) {
                    showError(recorded.error());
                    return;
                }
                say(tr("The erasure %1 is recorded; the copies that are left stand under Erasures.")
                        .arg(visibleText(recorded->reference)));
                emit workspaceChanged();
            });
    });
}

void RetentionPage::showErasures()
{
    if (!records())
        return;
    clearError();
    auto *dialog = openModal(new ErasuresDialog(context(), estate().reading, records()->erasures, isWritable(), this));
    connect(dialog, &ErasuresDialog::removeWanted, this,
            [this](const ErasureRecord &record) { setErased(record, false, false); });
}

void RetentionPage::setErased(const ErasureRecord &record, bool isRecorded, bool isUndone)
{
    const QString done =
        (isRecorded ? tr("The erasure %1 is recorded again.")
                    : tr("The erasure %1 was recorded in error and is removed; the audit log keeps it."))
            .arg(visibleText(record.reference));
    const auto command = [this, record] {
        return new ValueCommand(
            tr("Remove an erasure record"), [this, record] { setErased(record, true, true); },
            [this, record] { setErased(record, false, true); });
    };
    change(
        tr("Remove an erasure record"),
        [&retention = context().workspace.retention(), record, isRecorded] {
            return isRecorded ? retention.putErasureBack(record) : retention.removeErasure(record);
        },
        done, isUndone ? std::function<QUndoCommand *()>() : command);
}

void RetentionPage::showSurvival()
{
    if (!view())
        return;
    clearError();
    openModal(new SurvivalDialog(context(), *view(), this));
}

void RetentionPage::saveStrip()
{
    if (!view())
        return;
    clearError();
    context().dialogs.saveFile(this, tr("Save the strip of nights"), QStringLiteral("retention-nights.png"),
                               tr("Picture (*.png);;PDF (*.pdf);;Drawing (*.svg)"), [this](const QString &file) {
                                   const Result<void> written =
                                       context().writeFile(file, stripFile(*m_strip, file, m_grey->isChecked()));
                                   if (written)
                                       say(tr("The strip was saved as %1.").arg(visibleText(file)));
                                   else
                                       showError(written.error());
                               });
}

} // namespace Nightkeep
