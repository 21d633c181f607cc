// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/workspace.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"

#include <algorithm>

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

template<typename T> std::optional<Error> failureOf(const Result<T> &read)
{
    return read ? std::nullopt : std::optional(read.error());
}

Result<QList<RetentionView>> readRetention(const WorkspaceReading &reading)
{
    QList<RetentionView> views;
    if (!reading.sites)
        return fail(reading.sites.error());
    for (const SettingsView &site : *reading.sites) {
        const auto isOfSite = [&site](const SiteBackups &each) { return each.site.name == site.site.name; };
        if (reading.courses && std::none_of(reading.courses->cbegin(), reading.courses->cend(), isOfSite))
            continue; // removed while the others were read
        const Result<RetentionReading> of = retentionReading(reading, site.site.name);
        if (!of)
            return fail(of.error());
        views << makeRetentionView(*of);
    }
    return views;
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

Result<RetentionReading> retentionReading(const WorkspaceReading &reading, const QString &site, int nights)
{
    for (const std::optional<Error> &failure :
         {failureOf(reading.sites), failureOf(reading.courses), failureOf(reading.servers), failureOf(reading.archives),
          failureOf(reading.retentionRecords), failureOf(reading.catalogue)}) {
        if (failure)
            return fail(*failure);
    }
    const auto isOfSite = [&site](const auto &each) { return each.site.name == site; };
    const auto settings = std::find_if(reading.sites->begin(), reading.sites->end(), isOfSite);
    const auto backups = std::find_if(reading.courses->begin(), reading.courses->end(), isOfSite);
    if (settings == reading.sites->end() || backups == reading.courses->end())
        return fail(ErrorKind::NotFound, Tr::tr("The workspace has no site \"%1\".").arg(visibleText(site)));
    return RetentionReading {settings->site,
                             reading.now,
                             *backups,
                             *settings,
                             *reading.servers,
                             *reading.archives,
                             *reading.retentionRecords,
                             nights,
                             reading.catalogue->handOvers};
}

WorkspaceReading readWorkspace(Workspace &workspace)
{
    const Disks disks = workspace.history().disks();
    WorkspaceReading reading {
        workspace.clock()(),
        workspace.servers().rows(),
        workspace.requests().requests(),
        disks.map([&workspace](const QList<DiskSeries> &all) { return workspace.history().findings(all); }),
        readSites(workspace.settings()),
        workspace.archives().runs(),
        workspace.acceptances().accepted(),
        workspace.courses().lastBackups(),
        readUsages(workspace, disks),
        workspace.retention().records(),
        {},
        workspace.meeting().decisions(),
        workspace.catalogue()};
    reading.retention = readRetention(reading);
    return reading;
}

} // namespace Nightkeep
