// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verbs.h"
#include "models/removal.h"

namespace Nightkeep {

namespace {

/// Tells what hangs on it, asks once, removes.
template<typename Thing>
VerbResult removeNamed(CliContext &context, Workspace &workspace, const Thing &thing,
                       Result<void> (*remove)(Workspace &, const Thing &))
{
    const Result<Removal> removal = removalOf(workspace, thing);
    if (!removal)
        return fail(removal.error());
    const bool dryRun = context.has("dry-run");
    const QJsonObject object {{QStringLiteral("name"), thing.name},
                              {QStringLiteral("dryRun"), dryRun},
                              {QStringLiteral("obstacles"), QJsonArray::fromStringList(removal->obstacles)},
                              {QStringLiteral("losses"), QJsonArray::fromStringList(removal->losses)}};
    for (const QString &loss : removal->losses)
        context.say(loss);
    if (dryRun) {
        for (const QString &obstacle : removal->obstacles)
            context.say(obstacle);
        return CliAnswer {QJsonDocument(object), AppTr::tr("Dry run: nothing was removed.\n"),
                          removal->obstacles.isEmpty() ? ExitStatus::Fine : ExitStatus::Refused};
    }
    if (removal->obstacles.isEmpty()) {
        const Result<void> agreed =
            context.agree(AppTr::tr("Remove %1 from the workspace?").arg(visibleText(thing.name)),
                          AppTr::tr("See what goes with it with --dry-run; --yes removes it."));
        if (!agreed)
            return fail(agreed.error());
    }
    if (const Result<void> removed = remove(workspace, thing); !removed)
        return fail(removed.error());
    return CliAnswer {
        QJsonDocument(object),
        AppTr::tr("Removed %1 from the workspace; nothing outside was touched.\n").arg(visibleText(thing.name))};
}

VerbResult removeNamedServer(CliContext &context, Workspace &workspace, const Server &server)
{
    return removeNamed(context, workspace, server, removeServer);
}

VerbResult removeNamedSite(CliContext &context, Workspace &workspace)
{
    const Result<Site> site = siteNamed(context, context.word(0));
    return site ? removeNamed(context, workspace, *site, removeSite) : fail(site.error());
}

} // namespace

const QList<Verb> Verbs::serversRemove {
    {"servers remove", "NAME [--dry-run] [--yes]", withServer<removeNamedServer>, {Options::DryRun}},
};

const QList<Verb> Verbs::sitesRemove {
    {"sites remove", "NAME [--dry-run] [--yes]", withWorkspace<removeNamedSite>, {Options::DryRun}},
};

} // namespace Nightkeep
