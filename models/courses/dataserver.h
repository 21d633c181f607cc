// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/site.h"
#include "models/coverage/serverstore.h"
#include "models/servers/remotehost.h"

namespace Nightkeep {

/// The server that holds a site's data folder. NotFound where the matrix has none of that name.
[[nodiscard]] Result<Server> dataServerOf(const ServerStore &servers, const Site &site);
[[nodiscard]] Result<std::unique_ptr<RemoteHost>> openDataServer(const ServerStore &servers, RemoteHosts &hosts,
                                                                 const Site &site, Attendance attendance);

} // namespace Nightkeep
