// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/places/keepingdialogs.h"

#include "models/jobs/jobrunner.h"
#include "widgets/common/datatable.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/writing.h"
#include "widgets/requests/requestdialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

namespace {

QString keepingLane(const QString &run)
{
    return QStringLiteral("keeping/") + run; // one after another, as they are seen
}

} // namespace

RemoveLocalDialog::RemoveLocalDialog(const PageContext &context, const ArchiveRecord &record,
                                     std::function<void()> changed, QWidget *parent)
    : InputDialog(parent)
    , m_context(context)
    , m_record(record)
    , m_changed(std::move(changed))
    , m_answer(plainLabel(this, tr("Looking whether it may be removed…")))
    , m_error(new ErrorBanner(this))
    , m_name(new QLineEdit(this))
    , m_remove(new QPushButton(tr("Remove it from the server"), this))
{
    setObjectName(QStringLiteral("removeLocalDialog"));
    setWindowTitle(tr("Remove %1 from its server").arg(record.run.request.name));
    m_answer->setObjectName(QStringLiteral("removeLocalAnswer"));
    m_name->setObjectName(QStringLiteral("removeLocalName"));
    m_remove->setObjectName(QStringLiteral("removeLocalRemove"));
    m_remove->setAutoDefault(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_remove, QDialogButtonBox::ActionRole);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Leave it there"));
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("removeLocalCancel"));
    auto *form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->addRow(tr("Type the archive's name, %1:").arg(record.run.request.name), m_name);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(plainLabel(
        this,
        tr("%1.tar is removed from %2. A place that has it is asked anew before, and has to confirm it. The manifest, "
           "its signature and the folder of the job stay there.")
            .arg(record.run.request.name, record.run.server)));
    layout->addWidget(m_answer);
    layout->addWidget(m_error);
    layout->addLayout(form);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_name, &QLineEdit::textChanged, this, &RemoveLocalDialog::updateActions);
    connect(m_remove, &QPushButton::clicked, this, &RemoveLocalDialog::remove);
    m_name->setFocus();
    rememberGeometry(this, context.settings, 80, 14);
    updateActions();
    look();
}

void RemoveLocalDialog::look()
{
    KeepingService &service = m_context.workspace.keeping();
    m_context.jobs.look<bool>(
        tr("See whether %1 may be removed").arg(m_record.run.request.name), keepingLane(m_record.run.id), this,
        [&service, run = m_record.run.id](const CancelToken &, const ProgressSink &) -> Result<bool> {
            if (const Result<void> may = service.mayRemoveLocal(run); !may)
                return fail(may.error());
            return true;
        },
        [this](const Result<bool> &may) {
            m_isPossible = may.has_value();
            m_answer->setText(may ? tr("By what is known another place has it.") : tr("It has to stay."));
            if (!may)
                showRefusal(may.error());
            updateActions();
        });
}

void RemoveLocalDialog::remove()
{
    m_isRemoving = true;
    m_error->clear();
    m_answer->setText(tr("Asking a place that has it, and then removing it…"));
    updateActions();
    KeepingService &service = m_context.workspace.keeping();
    const QPointer<RemoveLocalDialog> self(this);
    m_job = m_context.jobs.start<ArchiveRecord>(
        tr("Remove %1 from %2").arg(m_record.run.request.name, m_record.run.server), keepingLane(m_record.run.id),
        pageUnder(this),
        [&service, run = m_record.run.id, name = m_name->text()](const CancelToken &cancel,
                                                                 const ProgressSink &progress) {
            return service.removeLocal(run, name, cancel, progress);
        },
        [self, changed = m_changed, say = m_context.say](const Result<ArchiveRecord> &ended) {
            if (ended)
                say(RemoveLocalDialog::tr("%1 is removed from %2.").arg(ended->run.request.name, ended->run.server)
                    + (ended->warning ? u' ' + ended->warning->message : QString()));
            if (self)
                self->showEnd(ended);
            changed(); // what a place said is known by now
        });
}

void RemoveLocalDialog::showEnd(const Result<ArchiveRecord> &ended)
{
    m_isRemoving = false;
    if (ended) {
        inputTaken();
        accept();
        return;
    }
    m_answer->setText(tr("As far as is known, it was not removed."));
    showRefusal(ended.error());
    updateActions();
}

/// All of it, where the screen has room.
void RemoveLocalDialog::showRefusal(const Error &error)
{
    m_error->showError(error);
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

/// Who leaves it there wants it to stay: what is under way is stopped, and what came of it is said here.
void RemoveLocalDialog::reject()
{
    if (m_isRemoving)
        m_context.jobs.cancel(m_job);
    else
        InputDialog::reject();
}

void RemoveLocalDialog::updateActions()
{
    const bool writable = !m_context.workspace.info().readOnly;
    enableWriting(m_remove, writable, m_isPossible && !m_isRemoving && m_name->text() == m_record.run.request.name);
    m_name->setEnabled(!m_isRemoving);
}

PastYearsDialog::PastYearsDialog(const PageContext &context, std::function<void()> changed, QWidget *parent)
    : TableDialog(context, QStringLiteral("pastYears"), QStringLiteral("past-their-years.csv"), parent)
    , m_changed(std::move(changed))
    , m_model(new ColumnTable(pastYearsDescription(), this))
    , m_ask(addButton(QStringLiteral("pastYearsAsk"), tr("Ask the storage team…")))
    , m_record(addButton(QStringLiteral("pastYearsRecord"), tr("Record a deletion…")))
    , m_remove(addButton(QStringLiteral("pastYearsRemove"), tr("Remove from its server…")))
{
    setWindowTitle(tr("Archives past their years"));
    setModel(m_model, tr("No copy of an archive is known that is kept for longer than was agreed."));
    content()->addWidget(table(), 1);
    m_ask->setToolTip(tr("Write a request to delete what the storage manager has of these"));
    m_record->setToolTip(tr("That the chosen copy was deleted at its place, and how that is known"));
    m_remove->setToolTip(tr("Remove the chosen archive from its own server, if another place has it"));
    connect(table(), &DataTable::currentKeyChanged, this, &PastYearsDialog::updateActions);
    connect(m_ask, &QPushButton::clicked, this, &PastYearsDialog::askStorageTeam);
    connect(m_record, &QPushButton::clicked, this, &PastYearsDialog::recordDeletion);
    connect(m_remove, &QPushButton::clicked, this, &PastYearsDialog::removeLocal);
    setAnswer(State::Unknown, tr("Reading the archives…"));
    begin(130, 22);
    updateActions();
    load();
}

const CopyPastYears *PastYearsDialog::chosen() const
{
    return m_model->find(table()->currentKey());
}

const ArchiveRecord *PastYearsDialog::chosenRun() const
{
    const CopyPastYears *copy = chosen();
    const auto found = std::find_if(m_known.runs.cbegin(), m_known.runs.cend(),
                                    [copy](const ArchiveRecord &each) { return copy && each.run.id == copy->run; });
    return found == m_known.runs.cend() ? nullptr : &*found;
}

void PastYearsDialog::load()
{
    Workspace &workspace = context().workspace;
    context().jobs.look<Known>(
        tr("Read the archives past their years"), QStringLiteral("past years"), this,
        [&workspace](const CancelToken &, const ProgressSink &) -> Result<Known> {
            const WorkspaceReading reading = readWorkspace(workspace);
            const Result<QList<CopyPastYears>> copies = copiesPastYears(reading);
            if (!copies)
                return fail(copies.error());
            return Known {*copies, *reading.archives};
        },
        [this](const Result<Known> &known) { showKnown(known); });
}

void PastYearsDialog::showKnown(const Result<Known> &known)
{
    if (!known) {
        showFailure(known.error());
        return;
    }
    m_known = *known;
    m_model->setRows(m_known.copies, now());
    const PageAnswer answer = pastYearsAnswer(m_known.copies);
    setAnswer(answer.state, answer.sentence);
    if (!chosen())
        table()->selectFirst();
    updateActions();
}

void PastYearsDialog::reload()
{
    load();
    m_changed();
}

void PastYearsDialog::askStorageTeam()
{
    const bool writable = !context().workspace.info().readOnly;
    auto *dialog = openModal(new RequestDialog(context(), proposedDeletions(m_known.copies), writable, this));
    connect(dialog, &RequestDialog::sent, this, [this] {
        context().say(tr("The request is remembered as sent."));
        reload();
    });
}

void PastYearsDialog::recordDeletion()
{
    if (!chosen())
        return;
    const CopyPastYears copy = *chosen();
    context().dialogs.askText(
        this, tr("Record a deletion"),
        tr("Who deleted %1 at %2, and how is that known?").arg(copy.archive, visibleText(copy.place)), {}, false,
        [this, copy](const QString &how) {
            KeepingService &service = context().workspace.keeping();
            context().jobs.start<HandOver>(
                tr("Record that %1 was deleted at %2").arg(copy.archive, visibleText(copy.place)),
                keepingLane(copy.run), this,
                [&service, copy, how](const CancelToken &, const ProgressSink &) {
                    return service.noteDeleted(copy.run, copy.place, how);
                },
                [this, copy](const Result<HandOver> &noted) {
                    if (!noted) {
                        showError(noted.error());
                        return;
                    }
                    context().say(
                        tr("It is recorded that %1 was deleted at %2.").arg(copy.archive, visibleText(copy.place)));
                    if (noted->warning)
                        showError(*noted->warning);
                    reload();
                });
        });
}

void PastYearsDialog::removeLocal()
{
    if (const ArchiveRecord *record = chosenRun())
        openModal(new RemoveLocalDialog(
            context(), *record,
            [self = QPointer<PastYearsDialog>(this), changed = m_changed] {
                if (self)
                    self->load();
                changed();
            },
            this));
}

void PastYearsDialog::updateActions()
{
    const CopyPastYears *copy = chosen();
    const bool writable = !context().workspace.info().readOnly;
    m_ask->setEnabled(std::any_of(m_known.copies.cbegin(), m_known.copies.cend(),
                                  [](const CopyPastYears &each) { return each.request.has_value(); }));
    enableWriting(m_record, writable, copy && !copy->place.isEmpty());
    enableWriting(m_remove, writable, copy && copy->place.isEmpty());
}

} // namespace Nightkeep
