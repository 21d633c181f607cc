// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/dataserver.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/servers/server.h"

#include <algorithm>

namespace Nightkeep {

Result<Server> dataServerOf(const ServerStore &servers, const Site &site)
{
    const Result<QList<Server>> all = servers.servers();
    if (!all)
        return fail(all.error());
    const auto server = std::find_if(all->cbegin(), all->cend(), [&site](const Server &one) {
        return one.name.compare(site.dataServer, Qt::CaseInsensitive) == 0;
    });
    if (server == all->cend())
        return fail(ErrorKind::NotFound,
                    Tr::tr("The data server %1 of %2 is not in the matrix.")
                        .arg(visibleText(site.dataServer), visibleText(site.name)),
                    Tr::tr("Add the server, or correct the site."));
    return *server;
}

Result<std::unique_ptr<RemoteHost>> openDataServer(const ServerStore &servers, RemoteHosts &hosts, const Site &site,
                                                   Attendance attendance)
{
    const Result<Server> server = dataServerOf(servers, site);
    return server ? hosts.open(*server, attendance) : fail(server.error());
}

} // namespace Nightkeep
