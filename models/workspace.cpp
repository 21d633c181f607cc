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

WorkspaceReading readWorkspace(Workspace &workspace)
{
    return {workspace.clock()(),
            workspace.servers().rows(),
            workspace.requests().requests(),
            workspace.history().findings(),
            readSites(workspace.settings()),
            workspace.archives().runs(),
            workspace.acceptances().accepted()};
}

} // namespace Nightkeep
