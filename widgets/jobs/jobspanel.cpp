// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/jobspanel.h"

#include "models/jobs/jobmodel.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/datatable.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/newaction.h"
#include "widgets/common/plainlabel.h"
#include "widgets/common/viewstate.h"
#include "widgets/jobs/progressdelegate.h"

#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace Nightkeep {

namespace {

constexpr int TickMilliseconds = 1000;

} // namespace

JobsPanel::JobsPanel(JobRunner &runner, QSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_model(new JobModel(
          runner, [&runner] { return runner.now(); }, this))
    , m_table(new DataTable(QStringLiteral("jobs"), settings, this))
    , m_detail(plainLabel(this))
    , m_error(new ErrorBanner(this))
    , m_cancel(newAction(this, QStringLiteral("cancelJob"), QStringLiteral("cancel"), tr("Cancel the job"),
                         &JobsPanel::cancelChosen))
    , m_ticks(new QTimer(this))
{
    setObjectName(QStringLiteral("jobsPanel"));
    m_table->setModel(m_model);
    m_table->view()->setAccessibleName(tr("Jobs of this sitting"));
    m_table->setEmptyText(tr("Jobs of this sitting stand here: what runs, how far it is, and what came of it."));
    m_table->view()->setItemDelegateForColumn(JobModel::ProgressColumn, new ProgressDelegate(m_table->view()));
    m_table->view()->addAction(m_cancel);

    m_cancel->setShortcut(QKeySequence::Delete);
    m_cancel->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    auto *button = new QToolButton(this);
    button->setObjectName(QStringLiteral("cancelJobButton"));
    button->setDefaultAction(m_cancel);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);

    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_detail);
    column->addWidget(m_error);
    column->addStretch(1);
    column->addWidget(button, 0, Qt::AlignLeft);
    m_detail->setObjectName(QStringLiteral("jobDetail"));

    auto *splitter = new QSplitter(this);
    splitter->setObjectName(QStringLiteral("jobsSplitter"));
    splitter->addWidget(m_table);
    splitter->addWidget(side);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    rememberSplitter(splitter, settings, QStringLiteral("jobs"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter);

    connect(m_table, &DataTable::currentKeyChanged, this, &JobsPanel::showChosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &JobsPanel::showChosen);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &JobsPanel::showChosen);
    m_ticks->setInterval(TickMilliseconds);
    connect(m_ticks, &QTimer::timeout, m_model, &JobModel::tick);
    m_ticks->start();
    setFocusProxy(m_table->view());
    showChosen();
}

void JobsPanel::showJob(quint64 job)
{
    m_table->selectKey(QString::number(job));
}

void JobsPanel::showChosen()
{
    const Job *job = m_model->findJob(m_table->currentKey());
    m_cancel->setEnabled(job && !job->finishedAt.isValid() && !job->cancelRequested);
    if (!job) {
        m_error->clear();
        m_detail->setText(m_model->rowCount() > 0 ? tr("Choose a job to see what came of it.") : QString());
        return;
    }
    m_detail->setText(tr("%1: %2", "a job's title and its state").arg(job->title, JobModel::phaseWord(*job)));
    if (job->phase() == Job::Phase::Failed)
        m_error->showError(*job->error);
    else
        m_error->clear();
}

void JobsPanel::cancelChosen()
{
    if (const Job *job = m_model->findJob(m_table->currentKey()))
        m_runner.cancel(job->id);
}

} // namespace Nightkeep
