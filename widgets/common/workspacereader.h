// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/estate.h"

#include <QObject>
#include <QTimer>

namespace Nightkeep {

class JobRunner;

/// Reads the open workspace off the window's thread, once for all pages and the window's frame. What they
/// are told is always the latest reading that was asked for.
class WorkspaceReader final : public QObject
{
    Q_OBJECT

public:
    WorkspaceReader(Workspace &workspace, JobRunner &jobs, QObject *parent = nullptr); ///< both outlive it

    void read();
    /// The moment that all ages are told from, so that they agree: of the last reading, or the minute that passed
    /// since.
    [[nodiscard]] const QDateTime &now() const { return m_now; }

signals:
    void wasRead(const Nightkeep::Estate &estate);
    void minutePassed(); ///< ages are told anew, all at once

private:
    Workspace &m_workspace;
    JobRunner &m_jobs;
    QDateTime m_now;
    QTimer m_minutes;
    quint64 m_reading = 0;
};

} // namespace Nightkeep
