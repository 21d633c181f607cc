// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/archives/archivefoundstep.h"

#include "models/workspace.h"
#include "widgets/archives/planfile.h"
#include "widgets/common/answerline.h"
#include "widgets/common/datatable.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/workspacereader.h"
#include "widgets/common/writing.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSet>
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

QPushButton *foundButton(QWidget *parent, const char *name, const QString &text, const QString &tip = {})
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(name));
    setPlainToolTip(*button, tip);
    button->setAutoDefault(false); // Enter goes on
    return button;
}

void addInLine(QVBoxLayout *column, const QList<QPushButton *> &buttons)
{
    auto *line = new QHBoxLayout;
    for (QPushButton *button : buttons)
        line->addWidget(button);
    line->addStretch(1);
    column->addLayout(line);
}

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
    , m_deciding(new QWidget(this))
    , m_course(foundButton(m_deciding, "planCourse", tr("Run it again: show the co&urse"),
                           tr("Go to the course's page, to have its backup run again before the archive is made")))
    , m_instead(foundButton(m_deciding, "planInstead", tr("Use the &hand-made one"),
                            tr("Take the sound hand-made backup of each chosen course, and look again")))
    , m_accept(foundButton(m_deciding, "planAccept", tr("Acc&ept without…"),
                           tr("Say why the archive is made without the chosen courses")))
    , m_accepting(new QWidget(this))
    , m_reason(new QLineEdit(m_accepting))
    , m_again(foundButton(this, "makePlan", tr("Look &again")))
    , m_copy(foundButton(this, "copyPlan", tr("&Copy"),
                         tr("Copy the chosen rows, or all that are shown where none is chosen")))
    , m_save(foundButton(this, "savePlan", tr("Save as CS&V…"), tr("Save the rows that are shown")))
    , m_keep(foundButton(this, "keepPlan", tr("&Keep the plan…"),
                         tr("Keep it in the workspace, to be compared or started later")))
    , m_whole(foundButton(this, "exportPlan", tr("To p&rint…"),
                          tr("Save the whole plan as PDF, web page, text, CSV or JSON")))
    , m_compare(foundButton(this, "comparePlan", tr("Co&mpare…"),
                            tr("See which courses an earlier archive has and this plan has not")))
{
    setObjectName(QStringLiteral("archiveFound"));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_answer);
    buildProgress(column);
    buildTable(column);
    m_remarks->setObjectName(QStringLiteral("planRemarks"));
    column->addWidget(m_remarks);
    buildDecisions(column);
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
    connect(m_table->view()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ArchiveFoundStep::updateDecisions);
    column->addWidget(m_table, 1);
}

void ArchiveFoundStep::buildDecisions(QVBoxLayout *column)
{
    m_deciding->setObjectName(QStringLiteral("planDecisions"));
    auto *inner = new QVBoxLayout(m_deciding);
    inner->setContentsMargins(0, 0, 0, 0);
    addInLine(inner, {m_course, m_instead, m_accept});
    connect(m_course, &QPushButton::clicked, this, [this] {
        if (const QList<ArchiveWarning> chosen = chosenWithout(); !chosen.isEmpty())
            emit courseWanted(chosen.constFirst().courseId);
    });
    connect(m_instead, &QPushButton::clicked, this, [this] {
        QList<BytePath> paths;
        QSet<BytePath> taken; // a term may have thousands
        const QList<ArchiveWarning> chosen = chosenWithout();
        for (const ArchiveWarning &warning : chosen) {
            if (warning.handMade.isEmpty() || taken.contains(warning.handMade))
                continue;
            taken.insert(warning.handMade);
            paths << warning.handMade;
        }
        emit insteadWanted(paths);
    });
    connect(m_accept, &QPushButton::clicked, this, &ArchiveFoundStep::acceptChosen);
    column->addWidget(m_deciding);
}

void ArchiveFoundStep::buildButtons(QVBoxLayout *column)
{
    connect(m_again, &QPushButton::clicked, this, &ArchiveFoundStep::lookRequested);
    connect(m_copy, &QPushButton::clicked, this, &ArchiveFoundStep::copy);
    connect(m_save, &QPushButton::clicked, this, &ArchiveFoundStep::save);
    connect(m_keep, &QPushButton::clicked, this, &ArchiveFoundStep::keepWanted);
    connect(m_whole, &QPushButton::clicked, this, &ArchiveFoundStep::saveWhole);
    connect(m_compare, &QPushButton::clicked, this, &ArchiveFoundStep::compareWanted);
    addInLine(column, {m_again, m_copy, m_save});
    addInLine(column, {m_keep, m_whole, m_compare});
}

QString ArchiveFoundStep::reason() const
{
    return m_plan && anyOpen(m_plan->warnings) ? m_reason->text().trimmed() : QString();
}

void ArchiveFoundStep::showIdle(QWidget *next)
{
    const bool idle = next != m_stop;
    m_looking->setVisible(!idle);
    m_again->setEnabled(idle);
    m_parts->setVisible(m_plan.has_value());
    m_accepting->setVisible(m_plan && anyOpen(m_plan->warnings));
    m_deciding->setVisible(m_plan && coursesWithout(m_plan->warnings) > 0);
    for (QPushButton *button : {m_copy, m_save, m_whole, m_compare})
        button->setEnabled(m_plan.has_value());
    enableWriting(m_keep, !m_context.workspace.info().readOnly, m_plan.has_value());
    QStringList remarks = m_plan ? planRemarks(*m_plan) : QStringList();
    if (!m_note.isEmpty())
        remarks.prepend(m_note);
    m_remarks->setText(remarks.join(u'\n'));
    m_remarks->setVisible(m_plan.has_value());
    showRows();
    setFocusProxy(next);
    if (isVisible()) // else what is hidden would take it to wherever it pleases
        next->setFocus();
}

void ArchiveFoundStep::showLooking()
{
    m_plan.reset();
    m_note.clear();
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

void ArchiveFoundStep::showPlan(const ArchivePlan &plan, const QString &note)
{
    if (!m_plan) {
        m_parts->setCurrentIndex(0);
        m_note = note;
    }
    m_plan = plan;
    const PageAnswer answer = planAnswer(plan);
    m_answer->setAnswer(answer.state, answer.sentence);
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
    m_note.clear();
    m_answer->setAnswer(State::Unknown, why);
    showIdle(m_again);
}

void ArchiveFoundStep::showRows()
{
    if (!m_plan) {
        m_model->setRows({});
        updateDecisions();
        return;
    }
    const PlanPart part = shownParts.at(std::max(m_parts->currentIndex(), 0));
    QList<ArchivePlanRow> rows = ArchivePlanTable::rows(*m_plan);
    if (part != PlanPart::All)
        rows.removeIf([part](const ArchivePlanRow &row) { return partOf(row) != part; });
    m_model->setRows(rows, m_context.reader.now());
    updateDecisions();
}

QList<ArchiveWarning> ArchiveFoundStep::chosenWithout() const
{
    QList<ArchiveWarning> chosen;
    const QStringList keys = m_table->selectedKeys();
    for (const QString &key : keys) {
        const ArchivePlanRow *row = m_model->find(key);
        const auto *warning = row ? std::get_if<ArchiveWarning>(row) : nullptr;
        if (warning && warning->leavesWithout && warning->accepted.isEmpty())
            chosen << *warning;
    }
    return chosen;
}

void ArchiveFoundStep::updateDecisions()
{
    const QList<ArchiveWarning> chosen = chosenWithout();
    m_course->setEnabled(chosen.size() == 1);
    m_accept->setEnabled(!chosen.isEmpty());
    const bool takesOthers = m_plan && m_plan->request.rule == ArchiveRule::NewestPerCourse;
    m_instead->setEnabled(takesOthers && std::any_of(chosen.cbegin(), chosen.cend(), [](const ArchiveWarning &each) {
                              return !each.handMade.isEmpty();
                          }));
}

void ArchiveFoundStep::acceptChosen()
{
    QList<qint64> courses;
    QSet<qint64> taken;
    const QList<ArchiveWarning> chosen = chosenWithout();
    for (const ArchiveWarning &warning : chosen) {
        if (taken.contains(warning.courseId))
            continue;
        taken.insert(warning.courseId);
        courses << warning.courseId;
    }
    if (courses.isEmpty())
        return;
    m_context.dialogs.askText(this, tr("Accept without these courses"),
                              tr("Why the archive is made without %n of its courses:", nullptr, int(courses.size())),
                              {}, false, [this, courses](const QString &reason) {
                                  if (!reason.trimmed().isEmpty())
                                      emit accepted(courses, reason.trimmed());
                              });
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

void ArchiveFoundStep::saveWhole()
{
    if (m_plan)
        savePlanFile(this, m_context, *m_plan, [this](const Error &error) { emit failed(error); });
}

} // namespace Nightkeep
