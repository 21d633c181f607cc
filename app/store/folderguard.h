// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/workstationmemory.h"
#include "models/servers/remotehost.h"
#include "models/servers/server.h"

namespace Nightkeep {

/// Servers as they were and as they became, all at once: two may have exchanged their names.
using ChangedServers = QList<QPair<Server, Server>>;

/// The servers of one workspace. A folder of this workstation stands in for a server only where a person chose it here,
/// or, in a demo, below the demo's own folder: a row that somebody else wrote does not read the reader's disk.
/// Thread-safe; all that it is given outlives it.
class FolderGuard final : public RemoteHosts
{
public:
    FolderGuard(RemoteHosts &hosts, const WorkstationMemory &memory, QString location, const QString &demoFolder = {});

    /// PermissionDenied for a folder that nobody chose here.
    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> open(const Server &server, Attendance attendance) override;

private:
    [[nodiscard]] Result<void> allows(const Server &server) const;

    RemoteHosts &m_hosts;
    const WorkstationMemory &m_memory;
    QString m_location;
    QString m_demoFolder; ///< canonical; empty: no demo
};

/// Remembers what a person has chosen here by these changes, one after the other, which are made already. Incomplete:
/// that it could not, so that the folder will not be read.
[[nodiscard]] Result<void> rememberFolders(WorkstationMemory &memory, const QString &location,
                                           const QList<ChangedServers> &changes);

} // namespace Nightkeep
