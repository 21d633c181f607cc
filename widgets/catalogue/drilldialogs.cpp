// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/drilldialogs.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/writing.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Nightkeep {

Result<DrillChoice> readDrillChoice(Workspace &workspace)
{
    const Result<CatalogueRecords> records = workspace.catalogue();
    if (!records)
        return fail(records.error());
    const Result<QList<SiteBackups>> sites = workspace.courses().lastBackups();
    if (!sites)
        return fail(sites.error());
    return DrillChoice {*records, *sites};
}

DrillsDialog::DrillsDialog(const PageContext &context, std::function<void()> changed, QWidget *parent)
    : TableDialog(context, QStringLiteral("drills"), QStringLiteral("drills.csv"), parent)
    , m_model(new ColumnTable(drillsDescription(), this))
    , m_changed(std::move(changed))
    , m_record(addButton(QStringLiteral("drillsRecord"), tr("Record a drill…")))
    , m_run(addButton(QStringLiteral("drillsRun"), tr("Run a drill…")))
    , m_remove(addButton(QStringLiteral("drillsRemove"), tr("Remove…")))
{
    setWindowTitle(tr("Restore drills"));
    setModel(m_model, tr("A copy that nobody has ever restored is only believed to be one. Record each that was."));
    content()->addWidget(table(), 1);
    m_record->setToolTip(tr("What somebody restored by hand, and what came back"));
    m_run->setToolTip(tr("Let a Moodle for tests restore a copy by its own program, and compare what came back"));
    connect(table(), &DataTable::currentKeyChanged, this, &DrillsDialog::updateActions);
    connect(m_remove, &QPushButton::clicked, this, &DrillsDialog::removeChosen);
    connect(m_record, &QPushButton::clicked, this, [this] {
        auto *dialog = new DrillRecordDialog(this->context(), RestoreDrill(), this);
        connect(dialog, &DrillRecordDialog::recorded, this, &DrillsDialog::readChanged);
        openModal(dialog);
    });
    connect(m_run, &QPushButton::clicked, this, [this] {
        auto *dialog = new DrillRunDialog(this->context(), RestoreDrill(), this);
        connect(dialog, &DrillRunDialog::recorded, this, &DrillsDialog::readChanged);
        openModal(dialog);
    });
    setAnswer(State::Working, tr("Reading the workspace…"));
    begin(140, 28);
    updateActions();
    read();
}

void DrillsDialog::readChanged()
{
    m_changed();
    read();
}

void DrillsDialog::read()
{
    Workspace *workspace = &context().workspace;
    context().jobs.look<DrillChoice>(
        tr("Read the restore drills"), {}, this,
        [workspace](const CancelToken &, const ProgressSink &) { return readDrillChoice(*workspace); },
        [this](const Result<DrillChoice> &choice) {
            if (choice)
                showChoice(*choice);
            else
                showFailure(choice.error());
        });
}

void DrillsDialog::showChoice(const DrillChoice &choice)
{
    m_model->setRows(choice.records.drills, now());
    const PageAnswer answer = drillsAnswer(choice.records.drills, now());
    setAnswer(answer.state, answer.sentence);
    if (table()->currentKey().isEmpty())
        table()->selectFirst();
    updateActions();
}

void DrillsDialog::updateActions()
{
    const bool writable = !context().workspace.info().readOnly;
    enableWriting(m_record, writable);
    enableWriting(m_run, writable);
    enableWriting(m_remove, writable, m_model->find(table()->currentKey()));
}

void DrillsDialog::removeChosen()
{
    const RestoreDrill *chosen = m_model->find(table()->currentKey());
    if (!chosen)
        return;
    Question question;
    question.title = tr("Remove a restore drill");
    question.text =
        tr("The drill of %1 goes from the list; the log keeps it. Remove one only that was recorded in error.")
            .arg(drilledInWords(*chosen));
    question.accept = tr("Remove it");
    question.dangerous = true;
    DrillService *drills = &context().workspace.drills();
    context().dialogs.confirm(this, question, [this, drills, drill = *chosen] {
        context().jobs.start<void>(
            tr("Remove a restore drill"), {}, this,
            [drills, drill](const CancelToken &, const ProgressSink &) { return drills->remove(drill); },
            [this](const Result<void> &removed) {
                if (!removed)
                    showError(removed.error());
                else
                    readChanged();
            });
    });
}

RestorableDialog::RestorableDialog(const PageContext &context, const ArchiveRecord &record,
                                   std::function<void()> changed, QWidget *parent)
    : TableDialog(context, QStringLiteral("restorable"), QStringLiteral("restorable.csv"), parent)
    , m_model(new ColumnTable(restorableDescription(), this))
    , m_run(record.run)
    , m_changed(std::move(changed))
    , m_ask(addButton(QStringLiteral("restorableAsk"), tr("Read its Moodle")))
{
    setWindowTitle(tr("Which Moodle takes the copies of %1").arg(visibleText(m_run.request.name)));
    setModel(m_model, tr("The workspace has no Moodle site."));
    content()->addWidget(table(), 1);
    m_ask->setToolTip(
        tr("Keep the release and the plugins of the archive's Moodle as they are today with the archive"));
    enableWriting(m_ask, !context.workspace.info().readOnly);
    connect(m_ask, &QPushButton::clicked, this, &RestorableDialog::askMoodle);
    setAnswer(State::Working, tr("Reading the workspace…"));
    begin(130, 22);
    read();
}

void RestorableDialog::read()
{
    Workspace *workspace = &context().workspace;
    context().jobs.look<DrillChoice>(
        tr("Read which Moodle takes an archive's copies"), {}, this,
        [workspace](const CancelToken &, const ProgressSink &) { return readDrillChoice(*workspace); },
        [this](const Result<DrillChoice> &choice) {
            if (choice)
                showChoice(*choice);
            else
                showFailure(choice.error());
        });
}

void RestorableDialog::showChoice(const DrillChoice &choice)
{
    std::optional<MoodleVersion> moodle;
    for (const ArchivedMoodle &kept : choice.records.moodles) {
        if (kept.run == m_run.id)
            moodle = kept.moodle;
    }
    const auto site = std::find_if(choice.sites.cbegin(), choice.sites.cend(),
                                   [this](const SiteBackups &one) { return one.site.name == m_run.request.site; });
    // What it was made from; or else the kind that its site is today, where that is the oldest that there is.
    CopyOrigin origin = originOf(m_run, moodle);
    if (origin.release.isEmpty() && site != choice.sites.cend() && site->head.moodle.edition == MoodleEdition::Old)
        origin.format = MoodleEdition::Old;
    const QList<Restorable> all = restorable(origin, choice.sites);
    m_model->setRows(all, now());
    const bool isTaken = std::any_of(all.cbegin(), all.cend(), [](const Restorable &one) {
        return one.taken == Taken::Whole || one.taken == Taken::WithoutUsers;
    });
    const QString detail = !origin.release.isEmpty()
        ? tr("They are of Moodle %1.").arg(visibleText(origin.release))
        : tr("Which Moodle they are of is not kept with the archive: what depends on its release is not known.");
    enableWriting(m_ask, !context().workspace.info().readOnly, !moodle || moodle->release.isEmpty());
    setAnswer(all.isEmpty() ? State::Unknown : takenState(all.constFirst().taken),
              isTaken ? tr("%1 takes them best, by Moodle's own rules.").arg(visibleText(all.constFirst().site))
                      : tr("Of no site it is known that its Moodle takes them."),
              detail);
}

void RestorableDialog::askMoodle()
{
    DrillService *drills = &context().workspace.drills();
    m_ask->setEnabled(false);
    context().jobs.start<ArchivedMoodle>(
        tr("Read the Moodle of %1").arg(m_run.request.site), QStringLiteral("moodle/") + m_run.request.site, this,
        [drills, run = m_run.id](const CancelToken &cancel, const ProgressSink &) {
            return drills->noteMoodle(run, cancel);
        },
        [this](const Result<ArchivedMoodle> &noted) {
            if (!noted) {
                m_ask->setEnabled(true);
                showError(noted.error());
                return;
            }
            m_changed();
            read();
        });
}

} // namespace Nightkeep
