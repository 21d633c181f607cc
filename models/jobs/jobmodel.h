// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/jobs/job.h"

#include <QAbstractTableModel>
#include <QList>
#include <QTimer>

namespace Nightkeep {

class JobRunner;

/// The runner's records as a table, newest first. Jobs without a title are the window's own quick
/// readings of the workspace: they are not listed unless they fail. A job's ends show at once; its
/// progress is collected and shown a few times a second. Lives on the window's thread.
class JobModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TitleColumn,
        StateColumn,
        ProgressColumn,
        StartedColumn,
        DurationColumn,
        ColumnCount,
    };
    /// After ItemRole's: those are the common ones.
    enum Role {
        PermilleRole = 0x0201, ///< of ProgressColumn: 0..1000, invalid where the end is not known
    };

    JobModel(const JobRunner &runner, Clock clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

    [[nodiscard]] const Job *findJob(const QString &key) const; ///< by KeyRole; null if it is not listed
    [[nodiscard]] static QString phaseWord(const Job &job); ///< "waiting", "running", "cancelled" ...
    /// "12 of 40 files" or what the job says of itself; empty before it begins.
    [[nodiscard]] static QString progressText(const Job &job);

public slots:
    void tick(); ///< the clock has moved: durations of running jobs are shown anew

private:
    void add(const Job &job);
    void change(const Job &job);
    void remove(quint64 id);
    void push();
    [[nodiscard]] qsizetype rowOf(quint64 id) const; ///< -1: not listed
    [[nodiscard]] QVariant textOf(const Job &job, Column column) const;
    [[nodiscard]] QVariant sortValue(const Job &job, Column column) const;
    [[nodiscard]] qint64 secondsOf(const Job &job) const; ///< -1: not started

    Clock m_clock;
    QList<Job> m_jobs;
    QList<Job> m_pending; // progress not shown yet
    QTimer m_soon;
};

} // namespace Nightkeep
