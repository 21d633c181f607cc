// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobs/job.h"

#include <QWidget>

#include <optional>

class QProgressBar;
class QTimer;
class QToolButton;

namespace Nightkeep {

class JobRunner;

/// The jobs in one line of the status bar: what runs, how far it is, a button to cancel it; or the
/// last failure until the panel has been opened. A click opens the panel. Jobs that end within a
/// moment, and looks, do not flicker through it.
class JobLine final : public QWidget
{
    Q_OBJECT

public:
    explicit JobLine(JobRunner &runner, QWidget *parent = nullptr); ///< `runner` outlives the line

    void forgetFailure(); ///< the person has seen it

signals:
    void activated(quint64 job); ///< the one that is shown, or the last failure; 0: neither

private:
    void onChanged(const Job &job);
    void showState();
    [[nodiscard]] const Job *shownJob(int *others) const;

    JobRunner &m_runner;
    std::optional<Job> m_failure;
    quint64 m_shownId = 0;
    QToolButton *m_text;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
    QTimer *m_soon;
};

} // namespace Nightkeep
