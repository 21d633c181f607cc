// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqlconnection.h"
#include "models/courses/sitestore.h"
#include "models/reachability/databasereader.h"
#include "models/servers/remotehost.h"

#include <functional>
#include <optional>

namespace Nightkeep {

/// Asks database servers through their forwarded sockets, with fixed statements that only look.
/// Thread-safe as far as its parts are.
class DatabaseReaderAdapter final : public DatabaseReader
{
public:
    /// As MoodleSitesAdapter's: the account's password is kept with the site.
    using PasswordSource = std::function<Result<std::optional<QString>>(const Site &)>;

    /// All outlive the adapter. An empty source means: no passwords.
    DatabaseReaderAdapter(RemoteHosts &hosts, const SiteStore &sites, PasswordSource password,
                          Attendance attendance = Attendance::Attended);

    [[nodiscard]] Result<DatabaseAccess> accessFor(const Server &one, const Server &other,
                                                   const DatabaseAccess &given) const override;
    [[nodiscard]] Result<DatabaseAnswer> read(const Server &server, const DatabaseAccess &access,
                                              const CancelToken &cancel) override;

private:
    [[nodiscard]] Result<QString> passwordOf(const DatabaseAccess &access) const;

    RemoteHosts &m_hosts;
    const SiteStore &m_sites;
    PasswordSource m_password;
    Attendance m_attendance;
    SqlConnections m_connections;
};

} // namespace Nightkeep
