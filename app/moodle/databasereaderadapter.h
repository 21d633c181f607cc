// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqlconnection.h"
#include "models/base/passwords.h"
#include "models/courses/sitestore.h"
#include "models/reachability/databasereader.h"
#include "models/servers/remotehost.h"

namespace Nightkeep {

/// Asks database servers through their forwarded sockets, with fixed statements that only look.
/// Thread-safe as far as its parts are.
class DatabaseReaderAdapter final : public DatabaseReader
{
public:
    /// All outlive the adapter.
    DatabaseReaderAdapter(RemoteHosts &hosts, const SiteStore &sites, Passwords &passwords,
                          Attendance attendance = Attendance::Attended);

    [[nodiscard]] Result<DatabaseAccess> accessFor(const Server &one, const Server &other,
                                                   const DatabaseAccess &given) const override;
    [[nodiscard]] Result<DatabaseAnswer> read(const Server &server, const DatabaseAccess &access,
                                              const CancelToken &cancel) override;

private:
    RemoteHosts &m_hosts;
    const SiteStore &m_sites;
    Passwords &m_passwords;
    Attendance m_attendance;
    SqlConnections m_connections;
};

} // namespace Nightkeep
