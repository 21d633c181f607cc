// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/estate.h"

#include <QObject>

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

signals:
    void wasRead(const Nightkeep::Estate &estate);

private:
    Workspace &m_workspace;
    JobRunner &m_jobs;
    quint64 m_reading = 0;
};

} // namespace Nightkeep
