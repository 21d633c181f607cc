// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoworkspace.h"

#include "models/settings/backupoption.h"

namespace Nightkeep {

namespace {

Result<void> fillServers(const DemoEstate &estate, ServerStore &store)
{
    const Result<QList<Server>> known = store.servers();
    if (!known)
        return fail(known.error());
    QList<QPair<Server, Server>> changes;
    if (known->isEmpty()) {
        for (const Server &server : estate.servers)
            changes.append({Server(), server});
    }
    for (const Server &before : *known) {
        const QString inside = u'/' + QString::fromUtf8(demoServerFolder(before.name));
        const QString &root = before.connection.root;
        if (root.endsWith(inside) && root != estate.folder + inside) {
            Server after = before;
            after.connection.root = estate.folder + inside;
            changes.append({before, after});
        }
    }
    return changes.isEmpty() ? Result<void>() : store.replaceServers(changes);
}

Result<void> fillSettings(const DemoEstate &estate, SettingsStore &store)
{
    const Result<QHash<QString, QString>> known = store.agreedSettings(estate.site.name);
    if (!known)
        return fail(known.error());
    for (const auto &[name, value] : agreedOnPage()) {
        if (known->contains(name))
            continue;
        if (const Result<void> stored = store.setAgreed(estate.site.name, name, value); !stored)
            return stored;
    }
    return {};
}

} // namespace

Result<void> fillDemoWorkspace(const DemoEstate &estate, ServerStore &servers, SiteStore &sites,
                               SettingsStore &settings)
{
    if (const Result<void> filled = fillServers(estate, servers); !filled)
        return filled;
    const Result<QList<Site>> known = sites.sites();
    if (!known)
        return fail(known.error());
    // The site comes last: a workspace that has it is full, and what a person changes there stays.
    if (!known->isEmpty())
        return {};
    if (const Result<void> filled = fillSettings(estate, settings); !filled)
        return filled;
    return sites.replaceSite(Site(), estate.site);
}

} // namespace Nightkeep
