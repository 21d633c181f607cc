// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/jobmodel.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/jobs/jobrunner.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int PushEveryMilliseconds = 100;

bool isListed(const Job &job)
{
    return !job.title.isEmpty() || job.phase() == Job::Phase::Failed;
}

} // namespace

JobModel::JobModel(const JobRunner &runner, Clock clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_clock(std::move(clock))
{
    for (const Job &job : runner.jobs()) {
        if (isListed(job))
            m_jobs.prepend(job);
    }
    m_soon.setSingleShot(true);
    m_soon.setInterval(PushEveryMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &JobModel::push);
    connect(&runner, &JobRunner::jobAdded, this, &JobModel::add);
    connect(&runner, &JobRunner::jobChanged, this, &JobModel::change);
    connect(&runner, &JobRunner::jobRemoved, this, &JobModel::remove);
}

int JobModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Job &job = m_jobs.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(job, column);
    case Qt::ToolTipRole:
        return job.error && column != TitleColumn ? job.error->message : QVariant();
    case Qt::TextAlignmentRole:
        return column == DurationColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case SortRole:
        return sortValue(job, column);
    case StateRole:
        return column == StateColumn ? QVariant(int(job.state())) : QVariant();
    case KeyRole:
        return QString::number(job.id);
    case PermilleRole:
        if (column == ProgressColumn && job.progress.total > 0)
            return int(std::clamp<qint64>(job.progress.done * 1000 / job.progress.total, 0, 1000));
        return {};
    default:
        return {};
    }
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount)
        return {};
    switch (Column(section)) {
    case TitleColumn:
        return Tr::tr("Job");
    case StateColumn:
        return Tr::tr("State");
    case ProgressColumn:
        return Tr::tr("Progress");
    case StartedColumn:
        return Tr::tr("Started");
    case DurationColumn:
        return Tr::tr("Duration");
    case ColumnCount:
        break;
    }
    return {};
}

const Job *JobModel::findJob(const QString &key) const
{
    const qsizetype row = rowOf(key.toULongLong());
    return row < 0 ? nullptr : &m_jobs.at(row);
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
    for (qsizetype row = 0; row < m_jobs.size(); ++row) {
        if (m_jobs.at(row).phase() == Job::Phase::Running) {
            const QModelIndex cell = index(int(row), DurationColumn);
            emit dataChanged(cell, cell, {Qt::DisplayRole, SortRole});
        }
    }
}

void JobModel::add(const Job &job)
{
    if (!isListed(job))
        return;
    const auto after =
        std::find_if(m_jobs.cbegin(), m_jobs.cend(), [&job](const Job &other) { return other.id < job.id; });
    const int row = int(after - m_jobs.cbegin());
    beginInsertRows({}, row, row);
    m_jobs.insert(row, job);
    endInsertRows();
}

void JobModel::change(const Job &job)
{
    const qsizetype row = rowOf(job.id);
    if (row < 0) {
        add(job);
        return;
    }
    m_pending.removeIf([&job](const Job &other) { return other.id == job.id; });
    Job withoutProgress = job;
    withoutProgress.progress = m_jobs.at(row).progress;
    if (withoutProgress == m_jobs.at(row)) {
        m_pending.append(job);
        if (!m_soon.isActive())
            m_soon.start();
        return;
    }
    m_jobs[row] = job;
    emit dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
}

void JobModel::remove(quint64 id)
{
    m_pending.removeIf([id](const Job &other) { return other.id == id; });
    const qsizetype row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, int(row), int(row));
    m_jobs.removeAt(row);
    endRemoveRows();
}

void JobModel::push()
{
    const QList<Job> pending = std::exchange(m_pending, {});
    for (const Job &job : pending) {
        const qsizetype row = rowOf(job.id);
        if (row < 0)
            continue;
        m_jobs[row] = job;
        const QModelIndex cell = index(int(row), ProgressColumn);
        emit dataChanged(cell, cell);
    }
}

qsizetype JobModel::rowOf(quint64 id) const
{
    const auto found = std::find_if(m_jobs.cbegin(), m_jobs.cend(), [id](const Job &job) { return job.id == id; });
    return found == m_jobs.cend() ? -1 : found - m_jobs.cbegin();
}

QVariant JobModel::textOf(const Job &job, Column column) const
{
    switch (column) {
    case TitleColumn:
        return job.title.isEmpty() ? Tr::tr("Reading the workspace") : job.title;
    case StateColumn:
        return phaseWord(job);
    case ProgressColumn:
        return progressText(job);
    case StartedColumn:
        return job.startedAt.isValid() ? ageInWords(job.startedAt, m_clock()) : QString();
    case DurationColumn:
        return secondsOf(job) < 0 ? QString() : durationInWords(secondsOf(job));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant JobModel::sortValue(const Job &job, Column column) const
{
    switch (column) {
    case TitleColumn:
        return job.title;
    case StateColumn:
        return int(job.phase());
    case ProgressColumn:
        return job.progress.total > 0 ? QVariant(double(job.progress.done) / double(job.progress.total)) : QVariant();
    case StartedColumn:
        return job.startedAt;
    case DurationColumn:
        return secondsOf(job) < 0 ? QVariant() : QVariant(secondsOf(job));
    case ColumnCount:
        break;
    }
    return {};
}

qint64 JobModel::secondsOf(const Job &job) const
{
    if (!job.startedAt.isValid())
        return -1;
    const QDateTime end = job.finishedAt.isValid() ? job.finishedAt : m_clock();
    return std::max<qint64>(0, job.startedAt.secsTo(end));
}

} // namespace Nightkeep
