// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivefoundstep.h"

#include "models/workspace.h"
#include "widgets/common/answerline.h"
#include "widgets/common/datatable.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/workspacereader.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace Nightkeep {

namespace {

constexpr std::array shownParts {PlanPart::All,        PlanPart::Ready, PlanPart::Damaged, PlanPart::Missing,
                                 PlanPart::NotChecked, PlanPart::Other, PlanPart::LeftOut};
constexpr int leastRows = 6; // of the table, in lines

} // namespace

ArchiveFoundStep::ArchiveFoundStep(const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_answer(new AnswerLine(QStringLiteral("planSummary"), 1.0, this))
    , m_looking(new QWidget(this))
    , m_progress(new QProgressBar(m_looking))
    , m_stop(new QPushButton(tr("Sto&p looking"), m_looking))
    , m_parts(new QTabBar(this))
    , m_table(new DataTable(QStringLiteral("archivePlan"), context.settings, this))
    , m_model(new ColumnTable(ArchivePlanTable::description(), this))
    , m_remarks(plainLabel(this))
    , m_accepting(new QWidget(this))
    , m_reason(new QLineEdit(m_accepting))
    , m_again(new QPushButton(tr("Look &again"), this))
    , m_copy(new QPushButton(tr("&Copy"), this))
    , m_save(new QPushButton(tr("Save as CS&V…"), this))
{
    setObjectName(QStringLiteral("archiveFound"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_answer);
    buildProgress(column);
    buildTable(column);
    m_remarks->setObjectName(QStringLiteral("planRemarks"));
    column->addWidget(m_remarks);
    auto *form = new QFormLayout(m_accepting);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_reason->setObjectName(QStringLiteral("planReason"));
    m_reason->setPlaceholderText(tr("empty: they stay open with the archive"));
    form->addRow(tr("&Why the warnings are accepted"), m_reason);
    column->addWidget(m_accepting);
    buildButtons(column);
    showNothing({});
}

void ArchiveFoundStep::buildProgress(QVBoxLayout *column)
{
    m_progress->setObjectName(QStringLiteral("planProgress"));
    m_progress->setAccessibleName(tr("How far the looking has come"));
    m_progress->setTextVisible(false); // the answer says it
    m_stop->setObjectName(QStringLiteral("stopPlan"));
    m_stop->setAutoDefault(false);
    connect(m_stop, &QPushButton::clicked, this, &ArchiveFoundStep::stopRequested);
    auto *line = new QHBoxLayout(m_looking);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_progress, 1);
    line->addWidget(m_stop);
    column->addWidget(m_looking);
}

void ArchiveFoundStep::buildTable(QVBoxLayout *column)
{
    m_parts->setObjectName(QStringLiteral("planParts"));
    m_parts->setAccessibleName(tr("Which part of it is shown"));
    m_parts->setExpanding(false);
    m_parts->setDrawBase(false);
    m_parts->setElideMode(Qt::ElideNone);
    m_parts->setUsesScrollButtons(true);
    for (const PlanPart part : shownParts)
        m_parts->addTab(planPartWords(part, 0));
    connect(m_parts, &QTabBar::currentChanged, this, &ArchiveFoundStep::showRows);
    column->addWidget(m_parts);
    m_table->setModel(m_model);
    m_table->setEmptyText(tr("Every zip that is found stands here with the decision on it and the reason."));
    m_table->view()->setAccessibleName(tr("What was found"));
    connect(m_table, &DataTable::copied, this, [this](const QString &sentence) { m_context.say(sentence); });
    m_table->setMinimumHeight(fontMetrics().lineSpacing() * 2 * leastRows);
    column->addWidget(m_table, 1);
}

void ArchiveFoundStep::buildButtons(QVBoxLayout *column)
{
    m_again->setObjectName(QStringLiteral("makePlan"));
    m_copy->setObjectName(QStringLiteral("copyPlan"));
    m_copy->setToolTip(tr("Copy the chosen rows, or all that are shown where none is chosen"));
    m_save->setObjectName(QStringLiteral("savePlan"));
    m_save->setToolTip(tr("Save the rows that are shown"));
    connect(m_again, &QPushButton::clicked, this, &ArchiveFoundStep::lookRequested);
    connect(m_copy, &QPushButton::clicked, this, &ArchiveFoundStep::copy);
    connect(m_save, &QPushButton::clicked, this, &ArchiveFoundStep::save);
    auto *line = new QHBoxLayout;
    for (QPushButton *button : {m_again, m_copy, m_save}) {
        button->setAutoDefault(false); // Enter goes on
        line->addWidget(button);
    }
    line->addStretch(1);
    column->addLayout(line);
}

QString ArchiveFoundStep::reason() const
{
    return m_plan && !m_plan->warnings.isEmpty() ? m_reason->text().trimmed() : QString();
}

void ArchiveFoundStep::showIdle(QWidget *next)
{
    const bool idle = next != m_stop;
    m_looking->setVisible(!idle);
    m_again->setEnabled(idle);
    m_parts->setVisible(m_plan.has_value());
    m_accepting->setVisible(m_plan && !m_plan->warnings.isEmpty());
    m_copy->setEnabled(m_plan.has_value());
    m_save->setEnabled(m_plan.has_value());
    m_remarks->setText(m_plan ? planRemarks(*m_plan).join(u'\n') : QString());
    m_remarks->setVisible(m_plan.has_value());
    showRows();
    setFocusProxy(next);
    if (isVisible()) // else what is hidden would take it to wherever it pleases
        next->setFocus();
}

void ArchiveFoundStep::showLooking()
{
    m_plan.reset();
    m_progress->setRange(0, 0);
    m_answer->setAnswer(State::Working, tr("Looking. Nothing is started by it."));
    showIdle(m_stop);
}

void ArchiveFoundStep::showProgress(const Progress &progress)
{
    m_progress->setRange(0, int(progress.total));
    m_progress->setValue(int(progress.done));
    if (!progress.text.isEmpty())
        m_answer->setAnswer(State::Working, progress.text);
}

void ArchiveFoundStep::showPlan(const ArchivePlan &plan)
{
    m_plan = plan;
    const PageAnswer answer = planAnswer(plan);
    m_answer->setAnswer(answer.state, answer.sentence);
    m_parts->setCurrentIndex(0);
    for (int i = 0; i < int(shownParts.size()); ++i) {
        const int count = countOf(plan, shownParts.at(i));
        m_parts->setTabText(i, planPartWords(shownParts.at(i), count));
        const bool isThere = count > 0 || shownParts.at(i) == PlanPart::All;
        m_parts->setTabEnabled(i, isThere); // else the arrow keys go to what is not shown
        m_parts->setTabVisible(i, isThere);
    }
    showIdle(m_parts);
}

void ArchiveFoundStep::showNothing(const QString &why)
{
    m_plan.reset();
    m_answer->setAnswer(State::Unknown, why);
    showIdle(m_again);
}

void ArchiveFoundStep::showRows()
{
    if (!m_plan) {
        m_model->setRows({});
        return;
    }
    const PlanPart part = shownParts.at(std::max(m_parts->currentIndex(), 0));
    QList<ArchivePlanRow> rows = ArchivePlanTable::rows(*m_plan);
    if (part != PlanPart::All)
        rows.removeIf([part](const ArchivePlanRow &row) { return partOf(row) != part; });
    m_model->setRows(rows, m_context.reader.now());
}

void ArchiveFoundStep::copy()
{
    if (m_table->selectedKeys().isEmpty())
        m_table->view()->selectAll();
    m_table->copy();
}

void ArchiveFoundStep::save()
{
    m_table->saveCsv(m_context, tr("Save the plan"), m_plan->request.name + QStringLiteral("-plan.csv"),
                     [this](const Error &error) { emit failed(error); });
}

} // namespace Nightkeep
