// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/jobline.h"

#include "models/jobs/jobmodel.h"
#include "models/jobs/jobrunner.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/themeicons.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

namespace Nightkeep {

namespace {

constexpr int SettleMilliseconds = 250;

} // namespace

JobLine::JobLine(JobRunner &runner, QWidget *parent)
    : QWidget(parent)
    , m_runner(runner)
    , m_text(new QToolButton(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
    , m_soon(new QTimer(this))
{
    setObjectName(QStringLiteral("jobLine"));
    m_text->setObjectName(QStringLiteral("jobLineText"));
    m_text->setAutoRaise(true);
    m_text->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bar->setObjectName(QStringLiteral("jobLineBar"));
    m_bar->setTextVisible(false);
    m_bar->setMaximumWidth(fontMetrics().averageCharWidth() * 18);
    m_bar->setMaximumHeight(fontMetrics().height());
    m_cancel->setObjectName(QStringLiteral("jobLineCancel"));
    m_cancel->setIcon(themeIcon(QStringLiteral("cancel")));
    m_cancel->setAutoRaise(true);
    m_cancel->setToolTip(tr("Cancel this job"));
    m_cancel->setAccessibleName(tr("Cancel this job"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_text);
    row->addWidget(m_bar);
    row->addWidget(m_cancel);

    connect(m_text, &QToolButton::clicked, this,
            [this] { emit activated(m_shownId == 0 && m_failure ? m_failure->id : m_shownId); });
    connect(m_cancel, &QToolButton::clicked, this, [this] { m_runner.cancel(m_shownId); });
    connect(&m_runner, &JobRunner::jobAdded, this, &JobLine::onChanged);
    connect(&m_runner, &JobRunner::jobChanged, this, &JobLine::onChanged);
    m_soon->setSingleShot(true);
    m_soon->setInterval(SettleMilliseconds);
    connect(m_soon, &QTimer::timeout, this, &JobLine::showState);
    showState();
}

void JobLine::forgetFailure()
{
    m_failure.reset();
    showState();
}

void JobLine::onChanged(const Job &job)
{
    if (job.phase() == Job::Phase::Failed)
        m_failure = job;
    if (!m_soon->isActive())
        m_soon->start();
}

const Job *JobLine::shownJob(int *others) const
{
    const Job *shown = nullptr;
    *others = 0;
    for (const Job &job : m_runner.jobs()) {
        if (job.finishedAt.isValid() || job.look)
            continue;
        if (!shown || (!shown->startedAt.isValid() && job.startedAt.isValid()))
            shown = &job;
        ++*others;
    }
    *others -= shown ? 1 : 0;
    return shown;
}

void JobLine::showState()
{
    int others = 0;
    const Job *job = shownJob(&others);
    m_bar->setVisible(job != nullptr);
    m_cancel->setVisible(job != nullptr);
    m_shownId = job ? job->id : 0;
    QString text;
    QString whole;
    if (job) {
        const QString progress = JobModel::progressText(*job);
        text = others > 0 ? tr("%1 and %n more", nullptr, others).arg(job->title) : job->title;
        whole = progress.isEmpty() ? text : tr("%1: %2", "a job's title and its progress").arg(text, progress);
        m_bar->setMaximum(job->progress.total > 0 ? 1000 : 0);
        m_bar->setValue(job->progress.total > 0 ? int(job->progress.done * 1000 / job->progress.total) : 0);
        m_cancel->setEnabled(!job->cancelRequested);
        m_text->setIcon(stateIcon(State::Working));
    } else if (m_failure) {
        text = tr("Failed: %1").arg(m_failure->title);
        whole = m_failure->error->message;
        m_text->setIcon(stateIcon(State::Bad));
    } else {
        text = tr("No job is running");
        whole = tr("Show the jobs of this sitting");
        m_text->setIcon(themeIcon(QStringLiteral("jobs")));
    }
    const int most = fontMetrics().averageCharWidth() * 45;
    QString shown = fontMetrics().elidedText(text, Qt::ElideMiddle, most);
    m_text->setText(shown.replace(u'&', QLatin1String("&&")));
    setPlainToolTip(*m_text, whole);
    m_text->setAccessibleName(whole);
}

} // namespace Nightkeep
