// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace.h"

#include <algorithm>

namespace Nightkeep {

Result<QList<Finding>> allFindings(Workspace &workspace)
{
    const QDateTime now = workspace.clock()();
    QList<Finding> all;

    const Result<QList<ServerRow>> servers = workspace.servers().rows();
    if (!servers)
        return fail(servers.error());
    all += ServerService::findings(*servers, now);

    const Result<QList<StorageRequest>> requests = workspace.requests().requests();
    if (!requests)
        return fail(requests.error());
    noteRequests(all, *requests);
    all += requestFindings(*requests, now);
    const Result<QList<Finding>> remembered = workspace.history().findings();
    if (!remembered)
        return fail(remembered.error());
    all += *remembered;

    const Result<QList<Site>> sites = workspace.settings().sites();
    if (!sites)
        return fail(sites.error());
    for (const Site &site : *sites) {
        const Result<SettingsView> view = workspace.settings().lastView(site);
        if (!view)
            return fail(view.error());
        all += SettingsService::findings(*view, now);
    }

    const Result<QList<ArchiveRecord>> runs = workspace.archives().runs();
    if (!runs)
        return fail(runs.error());
    all += ArchiveService::findings(*runs, now);

    std::stable_sort(all.begin(), all.end(),
                     [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    return all;
}

} // namespace Nightkeep
