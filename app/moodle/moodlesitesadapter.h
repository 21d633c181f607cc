// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqlconnection.h"
#include "models/courses/moodlesite.h"
#include "models/coverage/serverstore.h"
#include "models/servers/remotehost.h"

#include <functional>
#include <optional>

namespace Nightkeep {

/// Opens Moodles' databases: through the server's forwarded socket, or, where the server is a local
/// folder, as the SQLite file `databaseName` below that folder. Thread-safe as far as its parts are.
class MoodleSitesAdapter final : public MoodleSites
{
public:
    /// Asked for each connection, on the worker's thread; nullopt: the account has no password.
    using PasswordSource = std::function<Result<std::optional<QString>>(const Site &)>;

    /// All outlive the adapter and the sites that it opens. An empty source means: no passwords.
    MoodleSitesAdapter(RemoteHosts &hosts, const ServerStore &servers, PasswordSource password,
                       Attendance attendance = Attendance::Attended);

    /// Kinds beside those of RemoteHosts and SqlMoodleSite::open: NotFound when the workspace has no server
    /// of that name, BadInput when the site's details are not complete.
    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> open(const Site &site, const CancelToken &cancel) override;

private:
    [[nodiscard]] Result<Server> serverOf(const Site &site) const;
    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> openFile(const Site &site, const Server &server);
    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> openSocket(const Site &site, const Server &server,
                                                                 const CancelToken &cancel);

    RemoteHosts &m_hosts;
    const ServerStore &m_servers;
    PasswordSource m_password;
    Attendance m_attendance;
    SqlConnections m_connections;
};

} // namespace Nightkeep
