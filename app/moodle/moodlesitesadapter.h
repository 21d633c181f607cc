// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/moodledoor.h"
#include "app/moodle/sqlconnection.h"
#include "models/base/passwords.h"
#include "models/courses/moodlesite.h"
#include "models/coverage/serverstore.h"
#include "models/servers/remotehost.h"

namespace Nightkeep {

/// Opens Moodles' databases: through the server's forwarded socket, at the site's own address by TLS, or, where the
/// server is a local folder, as the SQLite file `databaseName` below that folder. Thread-safe as far as its parts are.
class MoodleSitesAdapter final : public MoodleSites
{
public:
    /// All outlive the adapter and the sites that it opens.
    MoodleSitesAdapter(RemoteHosts &hosts, const ServerStore &servers, Passwords &passwords,
                       Attendance attendance = Attendance::Attended);

    /// Kinds beside those of RemoteHosts and SqlMoodleSite::open: NotFound when the workspace has no server
    /// of that name, BadInput when the site's details are not complete.
    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> open(const Site &site, const CancelToken &cancel) override;
    [[nodiscard]] Result<DestinationFacts> destination(const Site &site, const BytePath &folder,
                                                       const CancelToken &cancel) override;

private:
    [[nodiscard]] Result<Server> serverOf(const Site &site) const;
    [[nodiscard]] std::unique_ptr<MoodleDoor> doorOf(const Site &site);
    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> openFile(const Site &site, const Server &server);
    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> openDirect(const Site &site, const Server &server,
                                                                 const CancelToken &cancel);
    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> openSocket(const Site &site, const Server &server,
                                                                 const CancelToken &cancel);

    RemoteHosts &m_hosts;
    const ServerStore &m_servers;
    Passwords &m_passwords;
    Attendance m_attendance;
    SqlConnections m_connections;
};

} // namespace Nightkeep
