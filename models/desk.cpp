// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/desk.h"

#include <algorithm>

namespace Nightkeep {

Result<QList<Finding>> allFindings(Desk &desk)
{
    const QDateTime now = desk.clock()();
    QList<Finding> all;

    const Result<QList<ServerRow>> servers = desk.servers().rows();
    if (!servers)
        return fail(servers.error());
    all += ServerDesk::findings(*servers, now);

    const Result<QList<StorageRequest>> requests = desk.requests().requests();
    if (!requests)
        return fail(requests.error());
    noteRequests(all, *requests);
    all += requestFindings(*requests, now);
    const Result<QList<Finding>> remembered = desk.history().findings();
    if (!remembered)
        return fail(remembered.error());
    all += *remembered;

    const Result<QList<Site>> sites = desk.settings().sites();
    if (!sites)
        return fail(sites.error());
    for (const Site &site : *sites) {
        const Result<SettingsView> view = desk.settings().lastView(site);
        if (!view)
            return fail(view.error());
        all += SettingsDesk::findings(*view, now);
    }

    const Result<QList<ArchiveRecord>> runs = desk.archives().runs();
    if (!runs)
        return fail(runs.error());
    all += ArchiveDesk::findings(*runs, now);

    std::stable_sort(all.begin(), all.end(),
                     [](const Finding &a, const Finding &b) { return a.severity > b.severity; });
    return all;
}

} // namespace Nightkeep
