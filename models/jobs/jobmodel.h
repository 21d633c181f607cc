// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/columntable.h"
#include "models/jobs/job.h"

#include <QTimer>

namespace Nightkeep {

class JobRunner;

/// The runner's records as a table, newest first. Looks are not listed unless they fail. A job's ends show at once; its
/// progress is collected and shown a few times a second. Lives on the window's thread.
class JobModel final : public ColumnTable<Job>
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

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    [[nodiscard]] const Job *findJob(const QString &key) const { return find(key); }
    [[nodiscard]] static QString phaseWord(const Job &job); ///< "waiting", "running", "cancelled" ...
    /// "12 of 40 files" or what the job says of itself; empty before it begins.
    [[nodiscard]] static QString progressText(const Job &job);

public slots:
    void tick(); ///< the clock has moved: durations of running jobs are shown anew

private:
    void change(const Job &job);
    void showJobs();

    const JobRunner &m_runner;
    Clock m_clock;
    QTimer m_soon; // progress not shown yet
};

} // namespace Nightkeep
