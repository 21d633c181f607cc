// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/demoworkspace.h"

#include "app/apptr.h"
#include "app/demo/democases.h"
#include "app/demo/democatalogue.h"
#include "app/demo/demohistory.h"
#include "app/demo/demomoodle.h"
#include "app/demo/oldcase.h"
#include "models/settings/backupoption.h"

namespace Nightkeep {

namespace {

/// Its backup was made larger, as was asked.
QString askedAbout()
{
    return QStringLiteral("moodle-c.ucl.ac.uk");
}

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
    const Result<QHash<QString, AgreedSetting>> known = store.agreedSettings(estate.site.name);
    if (!known)
        return fail(known.error());
    for (const auto &[name, value] : agreedOnPage()) {
        if (known->contains(name))
            continue;
        if (const Result<void> stored =
                store.setAgreed(estate.site.name, name, std::nullopt, AgreedSetting {value, {}, {}});
            !stored)
            return stored;
    }
    return {};
}

Result<void> rememberServers(const DemoEstate &estate, const QList<DemoServer> &servers, ServerStore &store)
{
    for (const DemoServer &server : servers) {
        const QString &name = server.server.name;
        const Result<QList<ServerSnapshot>> history = demoHistory(server, estate.now, estate.seed);
        if (!history)
            return fail(history.error());
        for (const ServerSnapshot &snapshot : *history) {
            if (const Result<void> saved = store.saveSnapshot(name, snapshot); !saved)
                return saved;
        }
        if (server.isReachable())
            continue;
        const Error silence {ErrorKind::Unreachable, AppTr::tr("%1 does not answer.").arg(name),
                             AppTr::tr("See whether it is switched on and its name is still right.")};
        if (const Result<void> saved = store.saveFailure(name, silence, demoLastAsked(estate.now)); !saved)
            return saved;
    }
    return {};
}

/// What was asked about a server whose backup was made larger since.
Result<void> rememberRequest(const DemoEstate &estate, const DemoServer &server, const QList<ServerSnapshot> &history,
                             RequestStore &store)
{
    const auto rowOf = [&server](const ServerSnapshot &snapshot) {
        return ServerRow {server.server, snapshot, {}, compareCoverage(server.server, snapshot)};
    };
    StorageRequest request;
    request.sentAt = request.createdAt = demoLastAsked(estate.now).addDays(-40).addSecs(3 * 3600);
    request.sentBy = request.createdBy = demoColleague();
    request.note = QStringLiteral("From the team's meeting of this week.");
    for (const ServerSnapshot &snapshot : history) {
        if (snapshot.takenAt > request.sentAt && request.items.isEmpty())
            return {}; // nothing had to be asked
        if (snapshot.takenAt > request.sentAt) {
            request = settled(request, {rowOf(snapshot)});
            continue;
        }
        request.items.clear();
        for (const ProposedItem &proposed : proposeItems({rowOf(snapshot)}, {})) {
            if (proposed.item.kind == RequestItem::Kind::AddFolder)
                request.items.append(proposed.item);
        }
    }
    RequestItem question;
    question.kind = RequestItem::Kind::Question;
    question.text = QStringLiteral("How long is a file kept in the backup if it does not change?");
    request.items.append(question);
    // The rest of it was answered by mail.
    for (RequestItem &item : request.items) {
        if (item.state != RequestItem::State::Open)
            continue;
        item.state = RequestItem::State::Withdrawn;
        item.endedAt = request.sentAt.addDays(5);
        item.endedWhy = item.kind == RequestItem::Kind::Question
            ? QStringLiteral("For as long as it is on the server: only older versions of it go.")
            : QStringLiteral("It is backed up now; what is left out is only the cache.");
    }
    return store.addStorageRequest(request).map([](qint64) {});
}

/// What the answer left as it is.
Result<void> acceptWhatIsLeftOut(const DemoEstate &estate, const DemoServer &server,
                                 const QList<ServerSnapshot> &history, AcceptanceStore &store)
{
    if (history.isEmpty())
        return {};
    const QList<Finding> findings = coverageFindings(compareCoverage(server.server, history.constLast()));
    for (const Finding &finding : findings) {
        if (finding.severity != Severity::Warning)
            continue;
        AcceptedFinding accepted;
        accepted.finding = finding.id;
        accepted.severity = finding.severity;
        accepted.kind = finding.kind;
        accepted.title = finding.title;
        accepted.reason = QStringLiteral("Only the cache is left out, and Moodle makes that anew.");
        accepted.by = demoColleague();
        accepted.at = demoLastAsked(estate.now).addDays(-35);
        if (const Result<void> saved = store.saveAcceptedFinding(accepted); !saved)
            return saved;
    }
    return {};
}

Result<void> rememberLife(const DemoEstate &estate, const DemoStores &stores)
{
    const Result<QList<DemoServer>> servers = demoServers(int(estate.servers.size()), estate.folder);
    if (!servers)
        return fail(servers.error());
    if (const Result<void> done = rememberServers(estate, *servers, stores.servers); !done)
        return done;
    for (const DemoServer &server : *servers) {
        if (server.server.name != askedAbout())
            continue;
        const Result<QList<ServerSnapshot>> history = demoHistory(server, estate.now, estate.seed);
        if (!history)
            return fail(history.error());
        if (const Result<void> done = rememberRequest(estate, server, *history, stores.requests); !done)
            return done;
        if (const Result<void> done = acceptWhatIsLeftOut(estate, server, *history, stores.acceptances); !done)
            return done;
    }
    if (const Result<void> done = rememberDemoArchives(estate, stores); !done)
        return done;
    MoodleConfig config = demoMoodleConfig();
    int courses = estate.courses;
    if (estate.later) {
        config.values.insert(QStringLiteral("backup_sche_destination"), QString::fromUtf8(OldCase::folderForAll()));
        courses += int(demoCases(MoodleEdition::Old).size());
    }
    return stores.settings.saveSettings(estate.site.name, {demoLastAsked(estate.now), config, courses});
}

Result<void> addSites(const DemoEstate &estate, SiteStore &store)
{
    if (estate.later) {
        if (const Result<void> added = store.replaceSite(Site(), *estate.later); !added)
            return added;
    }
    return store.replaceSite(Site(), estate.site);
}

} // namespace

Result<void> fillDemoWorkspace(const DemoEstate &estate, const DemoStores &stores)
{
    if (const Result<void> filled = fillServers(estate, stores.servers); !filled)
        return filled;
    const Result<QList<Site>> known = stores.sites.sites();
    if (!known)
        return fail(known.error());
    // Sites come last: a workspace that has one is full, and what a person changes there stays.
    if (!known->isEmpty())
        return {};
    if (const Result<void> filled = fillSettings(estate, stores.settings); !filled)
        return filled;
    if (estate.unasked && !estate.later)
        return addSites(estate, stores.sites);
    return stores.audit
        .record([&]() -> Result<AuditEntry> {
            if (const Result<void> done = estate.unasked ? Result<void>() : rememberLife(estate, stores); !done)
                return fail(done.error());
            if (const Result<void> done = addSites(estate, stores.sites); !done)
                return fail(done.error());
            AuditEntry entry;
            entry.act = QStringLiteral("demo.fill");
            entry.phase = QStringLiteral("done");
            entry.object = estate.site.name;
            entry.result = QStringLiteral("ok");
            return entry;
        })
        .map([](qint64) {});
}

} // namespace Nightkeep
