// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/keptplansdialog.h"

#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/archives/archivecomparedialog.h"
#include "widgets/archives/planfile.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/writing.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

TableDescription<SavedPlan> keptPlansDescription()
{
    using Row = SavedPlan;
    using Column = TableColumn<Row>;
    const auto number = [](const QString &title, const std::function<qint64(const Row &)> &value,
                           const std::function<QString(qint64)> &words) {
        return Column(title, [value, words](const Row &row) { return words(value(row)); })
            .with(&Column::sortValue, [value](const Row &row) { return QVariant(value(row)); })
            .with(&Column::isNumber, true);
    };
    const auto moment = [](const QString &title, const std::function<QDateTime(const Row &)> &value) {
        return Column(title, [value](const Row &row, const QDateTime &now) { return ageInWords(value(row), now); })
            .with(&Column::sortValue, [value](const Row &row) { return QVariant(value(row)); });
    };
    const auto counted = [](qint64 count) { return QLocale().toString(count); };
    return {[](const Row &row) { return QString::number(row.number); },
            {{KeptPlansDialog::tr("Kept as"), [](const Row &row) { return visibleText(row.title); }},
             {KeptPlansDialog::tr("Site"), [](const Row &row) { return visibleText(row.plan.request.site); }},
             {KeptPlansDialog::tr("Archive"), [](const Row &row) { return row.plan.request.name; }},
             moment(KeptPlansDialog::tr("Planned"), [](const Row &row) { return row.plan.plannedAt; }),
             number(
                 KeptPlansDialog::tr("Zips"), [](const Row &row) { return row.plan.includedCount(); }, counted),
             number(
                 KeptPlansDialog::tr("Size"), [](const Row &row) { return row.plan.includedBytes(); },
                 [](qint64 bytes) { return bytesInWords(bytes); }),
             number(
                 KeptPlansDialog::tr("Courses without"),
                 [](const Row &row) { return coursesWithout(row.plan.warnings); }, counted),
             {KeptPlansDialog::tr("By"), [](const Row &row) { return visibleText(row.by); }},
             moment(KeptPlansDialog::tr("Kept"), [](const Row &row) { return row.at; })}};
}

} // namespace

KeptPlansDialog::KeptPlansDialog(const PageContext &context, const QList<SavedPlan> &plans,
                                 const QList<ArchiveRecord> &runs, QWidget *parent)
    : TableDialog(context, QStringLiteral("keptPlans"), QStringLiteral("plans.csv"), parent)
    , m_model(new ColumnTable(keptPlansDescription(), this))
    , m_runs(runs)
    , m_open(addButton(QStringLiteral("keptPlansOpen"), tr("&Open…")))
    , m_print(addButton(QStringLiteral("keptPlansPrint"), tr("To &print…")))
    , m_compare(addButton(QStringLiteral("keptPlansCompare"), tr("Co&mpare…")))
    , m_remove(addButton(QStringLiteral("keptPlansRemove"), tr("&Remove…")))
{
    setWindowTitle(tr("Kept plans"));
    setModel(m_model, tr("No plan is kept. A plan of an archive can be kept once it has been made."));
    content()->addWidget(table(), 1);
    m_open->setToolTip(tr("See it again, and start its archive: what is there now is held against it then"));
    m_print->setToolTip(tr("Save the whole plan as PDF, web page, text, CSV or JSON"));
    m_compare->setToolTip(tr("See which courses an archive has and this plan has not"));
    connect(table(), &DataTable::currentKeyChanged, this, &KeptPlansDialog::updateActions);
    connect(table(), &DataTable::keyActivated, this, &KeptPlansDialog::openChosen);
    connect(m_open, &QPushButton::clicked, this, &KeptPlansDialog::openChosen);
    connect(m_print, &QPushButton::clicked, this, &KeptPlansDialog::print);
    connect(m_compare, &QPushButton::clicked, this, &KeptPlansDialog::compare);
    connect(m_remove, &QPushButton::clicked, this, &KeptPlansDialog::remove);
    begin(120, 24);
    showPlans(plans);
    table()->selectFirst();
    updateActions();
}

const SavedPlan *KeptPlansDialog::chosen() const
{
    return m_model->find(table()->currentKey());
}

void KeptPlansDialog::showPlans(const QList<SavedPlan> &plans)
{
    m_model->setRows(plans, now());
    setAnswer(State::Unknown,
              plans.isEmpty() ? tr("No plan is kept.") : tr("%n plans are kept.", nullptr, int(plans.size())));
    updateActions();
}

void KeptPlansDialog::updateActions()
{
    for (QPushButton *button : {m_open, m_print, m_compare})
        button->setEnabled(chosen());
    enableWriting(m_remove, !context().workspace.info().readOnly, chosen());
}

void KeptPlansDialog::openChosen()
{
    if (!chosen())
        return;
    const SavedPlan wanted = *chosen();
    accept();
    emit openWanted(wanted);
}

void KeptPlansDialog::print()
{
    if (const SavedPlan *plan = chosen())
        savePlanFile(this, context(), plan->plan, [this](const Error &error) { showError(error); });
}

void KeptPlansDialog::compare()
{
    if (const SavedPlan *plan = chosen())
        openModal(new ArchiveCompareDialog(context(), plan->plan, m_runs, this));
}

void KeptPlansDialog::remove()
{
    const SavedPlan *plan = chosen();
    if (!plan)
        return;
    Question question;
    question.title = tr("Remove a kept plan");
    question.text =
        tr("\"%1\" is removed from the workspace. Archives that were made by it stay as they are.", "a plan's title")
            .arg(visibleText(plan->title));
    question.accept = tr("Remove the plan");
    question.reject = tr("Keep it");
    question.dangerous = true;
    context().dialogs.confirm(this, question, [this, kept = *plan] { removeNow(kept); });
}

void KeptPlansDialog::removeNow(const SavedPlan &plan)
{
    ArchiveService &archives = context().workspace.archives();
    context().jobs.start<QList<SavedPlan>>(
        tr("Remove a kept plan"), QStringLiteral("kept plans"), this,
        [&archives, plan](const CancelToken &, const ProgressSink &) -> Result<QList<SavedPlan>> {
            if (const Result<void> removed = archives.removeSavedPlan(plan); !removed)
                return fail(removed.error());
            return archives.savedPlans();
        },
        [this, title = plan.title](const Result<QList<SavedPlan>> &plans) {
            if (!plans) {
                showError(plans.error());
                return;
            }
            showPlans(*plans);
            context().say(tr("\"%1\" is no longer kept.", "a plan's title").arg(visibleText(title)));
        });
}

} // namespace Nightkeep
