// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/removal.h"

#include "models/base/tr.h"
#include "models/estate.h"

#include <algorithm>

namespace Nightkeep {

namespace {

bool isSame(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

/// Archives of a server or a site: one that is being made needs it, others are only told.
template<typename IsOfIt> Result<void> addArchives(Removal &removal, Workspace &workspace, IsOfIt isOfIt)
{
    const Result<QList<ArchiveRecord>> records = workspace.archives().runs();
    if (!records)
        return fail(records.error());
    int finished = 0;
    for (const ArchiveRecord &record : *records) {
        if (!isOfIt(record.run))
            continue;
        if (record.status.state == ArchiveState::Working)
            removal.obstacles +=
                Tr::tr("The archive %1 is being made: let it end, or cancel it first.").arg(record.run.id);
        else if (record.status.state == ArchiveState::Resumable)
            removal.losses += Tr::tr("What the archive %1 half made can no longer be cleared away.").arg(record.run.id);
        else
            ++finished;
    }
    if (finished > 0)
        removal.losses +=
            Tr::tr("%n archives stay in the list, but can no longer be looked at where they lie.", nullptr, finished);
    return {};
}

template<typename IsOfIt> Result<void> addFindings(Removal &removal, Workspace &workspace, IsOfIt isOfIt)
{
    const Result<QList<Finding>> findings = allFindings(workspace);
    if (!findings)
        return fail(findings.error());
    if (const auto count = std::count_if(findings->cbegin(), findings->cend(), isOfIt); count > 0)
        removal.losses += Tr::tr("%n findings about it are no longer told.", nullptr, int(count));
    return {};
}

/// Whether what it is about is a site, or something of one.
bool isOfASite(const Finding &finding)
{
    return finding.page == Page::Settings || finding.page == Page::Courses;
}

Result<void> addRequests(Removal &removal, Workspace &workspace, const Server &server)
{
    const Result<QList<StorageRequest>> requests = workspace.requests().requests();
    if (!requests)
        return fail(requests.error());
    for (const StorageRequest &request : *requests) {
        const bool asks = std::any_of(request.items.cbegin(), request.items.cend(), [&](const RequestItem &item) {
            return item.state == RequestItem::State::Open && isSame(item.server, server.name);
        });
        if (request.isOpen() && asks)
            removal.losses += Tr::tr("Request %1 asks something for it, and no probe can close that.").arg(request.id);
    }
    return {};
}

template<typename Thing> Result<QStringList> lossesUnlessNeeded(Workspace &workspace, const Thing &thing)
{
    const Result<Removal> removal = removalOf(workspace, thing);
    if (!removal)
        return fail(removal.error());
    if (!removal->obstacles.isEmpty())
        return fail(ErrorKind::Conflict,
                    Tr::tr("%1 cannot be removed: it is needed. Nothing was changed.").arg(visibleText(thing.name)),
                    removal->obstacles.join(u'\n'));
    return removal->losses;
}

} // namespace

Result<Removal> removalOf(Workspace &workspace, const Server &server)
{
    Removal removal;
    const Result<QList<Site>> sites = workspace.settings().sites();
    if (!sites)
        return fail(sites.error());
    for (const Site &site : *sites) {
        if (isSame(site.databaseServer, server.name))
            removal.obstacles += Tr::tr("The site \"%1\" has its database there.").arg(visibleText(site.name));
        if (isSame(site.dataServer, server.name))
            removal.obstacles += Tr::tr("The site \"%1\" has its data folder there.").arg(visibleText(site.name));
    }
    if (!server.wanted.isEmpty())
        removal.losses += Tr::tr("%n wanted folders of it are forgotten.", nullptr, int(server.wanted.size()));
    if (!server.decisions.isEmpty())
        removal.losses += Tr::tr("What was decided about it is forgotten.");
    const Result<QList<QDateTime>> probes = workspace.history().times(server.name);
    if (!probes)
        return fail(probes.error());
    if (!probes->isEmpty())
        removal.losses += Tr::tr("What %n probes saw of it is kept for 30 days, for the same server added again, and "
                                 "then forgotten.",
                                 nullptr, int(probes->size()));
    Result<void> added = addRequests(removal, workspace, server);
    if (added)
        added = addArchives(removal, workspace, [&](const ArchiveRun &run) { return isSame(run.server, server.name); });
    if (added)
        added = addFindings(removal, workspace, [&](const Finding &finding) {
            return !isOfASite(finding) && isSame(finding.object.section(u'/', 0, 0), server.name);
        });
    return added ? Result<Removal>(removal) : fail(added.error());
}

Result<Removal> removalOf(Workspace &workspace, const Site &site)
{
    Removal removal;
    const Result<SettingsView> view = workspace.settings().lastView(site);
    if (!view)
        return fail(view.error());
    const auto agreed = std::count_if(view->rows.cbegin(), view->rows.cend(),
                                      [](const SettingRow &row) { return row.agreed.has_value(); });
    if (agreed > 0)
        removal.losses += Tr::tr("What was agreed for %n options is forgotten.", nullptr, int(agreed));
    const Result<QList<SettingsHistoryEntry>> history = workspace.settings().history(site);
    if (!history)
        return fail(history.error());
    if (!history->isEmpty())
        removal.losses +=
            Tr::tr("%n changes of its options can no longer be taken back.", nullptr, int(history->size()));
    const Result<SiteBackups> backups = workspace.courses().lastBackups(site);
    if (!backups)
        return fail(backups.error());
    if (backups->isRead())
        removal.losses +=
            Tr::tr("What was read of the backups of %n courses is forgotten.", nullptr, int(backups->courses.size()));
    const Result<QList<UsagePoint>> usage = workspace.courses().usagePoints(site);
    if (!usage)
        return fail(usage.error());
    if (!usage->isEmpty())
        removal.losses +=
            Tr::tr("How much room its backups took on %n days is forgotten.", nullptr, int(usage->size()));
    Result<void> added =
        addArchives(removal, workspace, [&](const ArchiveRun &run) { return isSame(run.request.site, site.name); });
    if (added)
        added = addFindings(removal, workspace, [&](const Finding &finding) {
            return isOfASite(finding) && finding.object.section(u'/', 0, 0) == site.name;
        });
    return added ? Result<Removal>(removal) : fail(added.error());
}

Result<QStringList> lossesWith(Workspace &workspace, const Server &server)
{
    return lossesUnlessNeeded(workspace, server);
}

Result<QStringList> lossesWith(Workspace &workspace, const Site &site)
{
    return lossesUnlessNeeded(workspace, site);
}

Result<void> removeServer(Workspace &workspace, const Server &server)
{
    const Result<QStringList> losses = lossesWith(workspace, server);
    return losses ? workspace.servers().replaceServer(server, {}) : fail(losses.error());
}

Result<void> removeSite(Workspace &workspace, const Site &site)
{
    const Result<QStringList> losses = lossesWith(workspace, site);
    return losses ? workspace.settings().replaceSite(site, {}) : fail(losses.error());
}

} // namespace Nightkeep
