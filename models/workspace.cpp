// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace.h"

namespace Nightkeep {

namespace {

Result<QList<SettingsView>> readSites(const SettingsService &settings)
{
    const Result<QList<Site>> sites = settings.sites();
    if (!sites)
        return fail(sites.error());
    QList<SettingsView> views;
    for (const Site &site : *sites) {
        const Result<SettingsView> view = settings.lastView(site);
        if (!view)
            return fail(view.error());
        views << *view;
    }
    return views;
}

using Disks = Result<QList<DiskSeries>>;

Result<UsageHistory> usageOf(Workspace &workspace, const Site &site, const Disks &disks)
{
    const Result<QList<UsagePoint>> points = workspace.courses().usagePoints(site);
    if (!points)
        return fail(points.error());
    return disks.map(
        [&](const QList<DiskSeries> &all) { return usageHistory(site, *points, all, workspace.clock()()); });
}

Result<QList<UsageHistory>> readUsages(Workspace &workspace, const Disks &disks)
{
    const Result<QList<Site>> sites = workspace.settings().sites();
    if (!sites)
        return fail(sites.error());
    QList<UsageHistory> usages;
    for (const Site &site : *sites) {
        const Result<UsageHistory> usage = usageOf(workspace, site, disks);
        if (!usage)
            return fail(usage.error());
        usages << *usage;
    }
    return usages;
}

} // namespace

Result<std::unique_ptr<Workspace>> ownWorkspace(WorkspaceOpener &opener, const CancelToken &cancel)
{
    const QString place = opener.defaultLocation();
    Result<std::unique_ptr<Workspace>> own = opener.open(place, cancel);
    if (!own && own.error().kind == ErrorKind::NotFound && !opener.lastGoodCopy(place))
        return std::unique_ptr<Workspace>();
    return own;
}

Result<std::unique_ptr<Workspace>> openOwnWorkspace(WorkspaceOpener &opener, const CancelToken &cancel)
{
    Result<std::unique_ptr<Workspace>> own = ownWorkspace(opener, cancel);
    return own && !*own ? opener.create(opener.defaultLocation(), cancel) : std::move(own);
}

Result<UsageHistory> readUsage(Workspace &workspace, const Site &site)
{
    return usageOf(workspace, site, workspace.history().disks(site.dataServer));
}

WorkspaceReading readWorkspace(Workspace &workspace)
{
    const Disks disks = workspace.history().disks();
    return {workspace.clock()(),
            workspace.servers().rows(),
            workspace.requests().requests(),
            disks.map([&workspace](const QList<DiskSeries> &all) { return workspace.history().findings(all); }),
            readSites(workspace.settings()),
            workspace.archives().runs(),
            workspace.acceptances().accepted(),
            workspace.courses().lastBackups(),
            readUsages(workspace, disks)};
}

} // namespace Nightkeep
