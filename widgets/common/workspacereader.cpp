// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/workspacereader.h"

#include "models/jobs/jobrunner.h"

#include <chrono>

namespace Nightkeep {

WorkspaceReader::WorkspaceReader(Workspace &workspace, JobRunner &jobs, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_jobs(jobs)
    , m_now(workspace.clock()())
{
    connect(&m_minutes, &QTimer::timeout, this, [this] {
        m_now = m_workspace.clock()();
        emit minutePassed();
    });
    m_minutes.start(std::chrono::minutes(1));
}

void WorkspaceReader::read()
{
    m_jobs.look<Estate>(
        tr("Read the workspace"), {}, this,
        [workspace = &m_workspace](const CancelToken &, const ProgressSink &) -> Result<Estate> {
            return readEstate(*workspace);
        },
        [this, reading = ++m_reading](const Result<Estate> &estate) {
            if (reading != m_reading || !estate)
                return;
            m_now = m_workspace.clock()();
            emit wasRead(*estate);
        });
}

} // namespace Nightkeep
