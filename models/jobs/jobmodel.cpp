// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/jobs/jobrunner.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

namespace Nightkeep {

namespace {

constexpr int PushEveryMilliseconds = 100;

bool isListed(const Job &job)
{
    return !job.look || job.phase() == Job::Phase::Failed;
}

/// -1: not started
qint64 jobSeconds(const Job &job, const QDateTime &now)
{
    if (!job.startedAt.isValid())
        return -1;
    return std::max<qint64>(0, job.startedAt.secsTo(job.finishedAt.isValid() ? job.finishedAt : now));
}

QString jobError(const Job &job)
{
    return job.error ? job.error->message : QString();
}

TableDescription<Job> jobColumns()
{
    using Column = TableColumn<Job>;
    return {[](const Job &job) { return QString::number(job.id); },
            {{Tr::tr("Job"),
              [](const Job &job) { return job.title.isEmpty() ? Tr::tr("Reading the workspace") : job.title; }},
             Column(Tr::tr("State"), JobModel::phaseWord)
                 .with(&Column::sortValue, [](const Job &job) { return stateRank(job.state()); })
                 .with(&Column::state, &Job::state)
                 .with(&Column::toolTip, jobError),
             Column(Tr::tr("Progress"), JobModel::progressText)
                 .with(&Column::sortValue,
                       [](const Job &job) {
                           const Progress &progress = job.progress;
                           return progress.total > 0 ? QVariant(double(progress.done) / double(progress.total))
                                                     : QVariant();
                       })
                 .with(&Column::toolTip, jobError),
             Column(Tr::tr("Started"),
                    [](const Job &job, const QDateTime &now) {
                        return job.startedAt.isValid() ? ageInWords(job.startedAt, now) : QString();
                    })
                 .with(&Column::sortValue, &Job::startedAt)
                 .with(&Column::toolTip, jobError),
             Column(Tr::tr("Duration"),
                    [](const Job &job, const QDateTime &now) {
                        return job.startedAt.isValid() ? durationInWords(jobSeconds(job, now)) : QString();
                    })
                 .with(&Column::sortValue,
                       [](const Job &job, const QDateTime &now) {
                           return job.startedAt.isValid() ? QVariant(jobSeconds(job, now)) : QVariant();
                       })
                 .with(&Column::toolTip, jobError)
                 .with(&Column::isNumber, true)}};
}

} // namespace

JobModel::JobModel(const JobRunner &runner, Clock clock, QObject *parent)
    : ColumnTable(jobColumns(), parent)
    , m_runner(runner)
    , m_clock(std::move(clock))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(PushEveryMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &JobModel::showJobs);
    connect(&runner, &JobRunner::jobAdded, this, &JobModel::showJobs);
    connect(&runner, &JobRunner::jobChanged, this, &JobModel::change);
    connect(&runner, &JobRunner::jobShifted, this, &JobModel::showJobs);
    connect(&runner, &JobRunner::jobRemoved, this, &JobModel::showJobs);
    showJobs();
}

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    if (role != PermilleRole || index.column() != ProgressColumn)
        return ColumnTable::data(index, role);
    const Progress &progress = rows().at(index.row()).progress;
    return progress.total > 0 ? QVariant(int(std::clamp<qint64>(progress.done * 1000 / progress.total, 0, 1000)))
                              : QVariant();
}

QString JobModel::phaseWord(const Job &job)
{
    switch (job.phase()) {
    case Job::Phase::Waiting:
        return job.cancelRequested ? Tr::tr("cancelling") : Tr::tr("waiting");
    case Job::Phase::Running:
        return job.cancelRequested ? Tr::tr("cancelling") : Tr::tr("running");
    case Job::Phase::Done:
        return Tr::tr("done");
    case Job::Phase::Failed:
        return Tr::tr("failed");
    case Job::Phase::Cancelled:
        return Tr::tr("cancelled");
    }
    return {};
}

QString JobModel::progressText(const Job &job)
{
    const Progress &progress = job.progress;
    if (progress.total <= 0)
        return progress.text;
    const QLocale locale;
    const QString done = progress.inBytes ? bytesInWords(progress.done, locale) : locale.toString(progress.done);
    const QString total = progress.inBytes ? bytesInWords(progress.total, locale) : locale.toString(progress.total);
    if (progress.text.isEmpty())
        return Tr::tr("%1 of %2").arg(done, total);
    return Tr::tr("%1 of %2: %3").arg(done, total, progress.text);
}

void JobModel::tick()
{
    setNow(m_clock());
}

void JobModel::change(const Job &job)
{
    const Job *shown = find(QString::number(job.id));
    Job withoutProgress = job;
    if (shown)
        withoutProgress.progress = shown->progress;
    if (!shown || *shown != withoutProgress)
        showJobs();
    else if (!m_soon.isActive())
        m_soon.start();
}

void JobModel::showJobs()
{
    QList<Job> listed;
    std::copy_if(m_runner.jobs().crbegin(), m_runner.jobs().crend(), std::back_inserter(listed), isListed);
    setRows(listed, m_clock());
}

} // namespace Nightkeep
