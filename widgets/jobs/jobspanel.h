// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QSettings;
class QTimer;

namespace Nightkeep {

class DataTable;
class ErrorBanner;
class JobModel;
class JobRunner;

/// All jobs of this sitting: what runs, how far it is, what came of it. The chosen job's error stands
/// beside the table, with its details to copy; Delete or the button cancels.
class JobsPanel final : public QWidget
{
    Q_OBJECT

public:
    /// All outlive the panel.
    JobsPanel(JobRunner &runner, QSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] JobModel *model() const { return m_model; }
    void showJob(quint64 job); ///< chosen in the list, with what came of it

private:
    void showChosen();
    void cancelChosen();

    JobRunner &m_runner;
    JobModel *m_model;
    DataTable *m_table;
    QLabel *m_detail;
    ErrorBanner *m_error;
    QAction *m_cancel;
    QTimer *m_ticks;
};

} // namespace Nightkeep
