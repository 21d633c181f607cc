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

WorkspaceReading readWorkspace(Workspace &workspace)
{
    return {workspace.clock()(),
            workspace.servers().rows(),
            workspace.requests().requests(),
            workspace.history().findings(),
            readSites(workspace.settings()),
            workspace.archives().runs(),
            workspace.acceptances().accepted(),
            workspace.courses().lastBackups()};
}

} // namespace Nightkeep
