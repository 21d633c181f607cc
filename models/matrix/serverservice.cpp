// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/matrix/serverservice.h"

#include "models/base/auditedact.h"
#include "models/base/tr.h"
#include "models/matrix/wikiexport.h"
#include "models/reachability/reachabilityservice.h"
#include "models/servers/connectionchecks.h"
#include "models/servers/servercheck.h"

#include <QMutex>
#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

Unexpected cancelled(const QString &server)
{
    return fail(ErrorKind::Cancelled, Tr::tr("Asking %1 was cancelled.").arg(server));
}

/// What the log says of an ending.
QString resultWord(const Result<void> &outcome)
{
    if (outcome)
        return QStringLiteral("ok");
    if (outcome.error().kind == ErrorKind::Cancelled)
        return QStringLiteral("cancelled");
    return QStringLiteral("failed");
}

QByteArray questions(const Server &server)
{
    QList<BytePath> folders = server.wanted;
    for (const BytePath &folder : server.current) {
        if (!folders.contains(folder))
            folders.append(folder);
    }
    return probeInput(probedTools(), folders);
}

/// The storage manager's client may take 24 seconds of it, and the login comes on top.
constexpr RemoteLimits probeLimits {std::chrono::seconds(60)};

Result<ServerSnapshot> askProbe(RemoteHost &host, const Server &server, const CancelToken &cancel, const Clock &clock)
{
    const QDateTime sentAt = clock();
    const Result<QList<FrameRecord>> records =
        askProgram(host, RemoteProgram::Probe, questions(server), server.name, cancel, probeLimits);
    const QDateTime receivedAt = clock();
    if (!records)
        return fail(records.error());
    return parseProbe(*records, sentAt, receivedAt);
}

const Server *serverNamed(const QList<Server> &servers, const QString &name)
{
    const auto found = std::find_if(servers.begin(), servers.end(), [&](const Server &server) {
        return server.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == servers.end() ? nullptr : &*found;
}

Unexpected stalePlan(const QString &server)
{
    return fail(ErrorKind::Stale,
                Tr::tr("%1 was changed after this import was planned; nothing was written.").arg(server),
                Tr::tr("Plan the import again and look at what it would change."));
}

} // namespace

ServerRow rowAfter(const ServerRow &before, const ProbeOutcome &outcome)
{
    ServerRow row = before;
    if (outcome.snapshot) {
        row.snapshot = *outcome.snapshot;
        row.failure.reset();
        row.coverage = compareCoverage(row.server, row.snapshot);
        std::optional<ServerSnapshot> earlier = before.snapshot;
        row.standings = folderStandings(row.server, row.coverage, row.snapshot->takenAt, before.standings,
                                        [&earlier] { return std::exchange(earlier, std::nullopt); });
        row.coverage = withStandings(row.coverage, row.snapshot->takenAt, row.standings);
    } else if (outcome.snapshot.error().kind != ErrorKind::Cancelled) {
        row.failure = outcome.snapshot.error();
    }
    return row;
}

ServerService::ServerService(ServerStore &store, RemoteHosts &hosts, const WikiPageReader &wiki, AuditLog &audit,
                             Clock clock, const ReachabilityService *reachability)
    : m_store(store)
    , m_hosts(hosts)
    , m_wiki(wiki)
    , m_audit(audit)
    , m_clock(std::move(clock))
    , m_reachability(reachability)
{
}

Result<QList<ServerRow>> ServerService::rows() const
{
    const Result<QList<ServerRecord>> records = m_store.records();
    if (!records)
        return fail(records.error());
    QList<ServerRow> rows;
    for (const ServerRecord &record : *records) {
        rows.append(
            {record.server, record.snapshot, record.failure,
             withStandings(compareCoverage(record.server, record.snapshot),
                           record.snapshot ? record.snapshot->takenAt : QDateTime(), record.standings),
             m_reachability ? m_reachability->latestWeb(record.server.name, record.web) : record.web,
             m_reachability ? m_reachability->latestDatabase(record.server.name, record.database) : record.database,
             record.standings});
        const std::optional<Held> held = m_unkept.find(record.server.name.toLower());
        // Somebody who may write can have asked since, and got an answer or none.
        const bool isOlder = held
            && ((record.snapshot && record.snapshot->takenAt > held->at)
                || (record.failure && record.failedAt > held->at));
        if (held && !isOlder)
            rows.last() = rowAfter(rows.last(), held->outcome);
    }
    return rows;
}

Result<ImportPlan> ServerService::planImport(const QString &fileName) const
{
    const Result<QList<WikiTable>> tables = m_wiki.readFile(fileName);
    if (!tables)
        return fail(tables.error());
    const Result<WikiMatrix> matrix = readWikiMatrix(*tables);
    if (!matrix)
        return fail(matrix.error());
    const Result<QList<Server>> workspace = m_store.servers();
    if (!workspace)
        return fail(workspace.error());
    ImportPlan plan = Nightkeep::planImport(*workspace, *matrix);
    plan.tables = *tables;
    return plan;
}

Result<void> ServerService::applyImport(const ImportPlan &plan)
{
    const Result<QList<Server>> workspace = m_store.servers();
    if (!workspace)
        return fail(workspace.error());
    QList<QPair<Server, Server>> writes;
    QStringList before;
    QStringList after;
    for (const ImportChange &change : plan.changes) {
        const bool adds = change.kind == ImportChange::Kind::Added;
        if (!change.accepted || !(adds || change.kind == ImportChange::Kind::Changed))
            continue;
        const Server *stored = serverNamed(*workspace, change.after.name);
        if (adds ? stored != nullptr : !stored || *stored != change.before)
            return stalePlan(change.after.name);
        if (const Result<void> sound = checkServer(change.after); !sound)
            return sound;
        writes.append({change.before, change.after});
        if (!adds)
            before.append(serverInOneLine(change.before));
        after.append(serverInOneLine(change.after));
    }
    if (writes.isEmpty())
        return {};
    AuditEntry entry;
    entry.act = QStringLiteral("import.wiki");
    entry.object = Tr::tr("%n servers", nullptr, static_cast<int>(writes.size()));
    entry.oldValue = before.join(u'\n');
    entry.newValue = after.join(u'\n');
    const Result<void> written = noteDone(m_audit, entry, [&] { return m_store.replaceServers(writes); });
    return !written && written.error().kind == ErrorKind::Conflict ? stalePlan(Tr::tr("A server")) : written;
}

Result<void> ServerService::replaceServer(const Server &before, const Server &after)
{
    const bool adds = before.name.isEmpty();
    const bool removes = after.name.isEmpty();
    const bool renames = !removes && before.name.compare(after.name, Qt::CaseInsensitive) != 0;
    if (!removes || adds) {
        if (const Result<void> sound = checkServer(after); !sound)
            return sound;
    }
    if (renames) {
        const Result<QList<Server>> workspace = m_store.servers();
        if (!workspace)
            return fail(workspace.error());
        if (serverNamed(*workspace, after.name))
            return fail(ErrorKind::Conflict, Tr::tr("There is a server %1 already.").arg(after.name),
                        Tr::tr("Give this one another name, or change that one."));
    }
    AuditEntry entry;
    entry.act = adds ? QStringLiteral("server.add")
        : removes    ? QStringLiteral("server.remove")
                     : QStringLiteral("server.edit");
    entry.object = removes ? before.name : after.name;
    entry.oldValue = serverInOneLine(before);
    entry.newValue = serverInOneLine(after);
    return noteDone(m_audit, entry, [&] { return m_store.replaceServer(before, after); });
}

Result<void> ServerService::replaceServers(const QList<QPair<Server, Server>> &beforeAfter)
{
    if (beforeAfter.size() == 1)
        return replaceServer(beforeAfter.first().first, beforeAfter.first().second);
    QStringList names;
    QStringList oldValues;
    QStringList newValues;
    for (const auto &[before, after] : beforeAfter) {
        if (before.name.isEmpty() || before.name.compare(after.name, Qt::CaseInsensitive) != 0)
            return fail(ErrorKind::Internal, Tr::tr("Several servers cannot be added, removed or renamed at once."));
        if (const Result<void> sound = checkServer(after); !sound)
            return sound;
        names << after.name;
        oldValues << serverInOneLine(before);
        newValues << serverInOneLine(after);
    }
    if (beforeAfter.isEmpty())
        return {};
    AuditEntry entry;
    entry.act = QStringLiteral("server.edit");
    entry.object = names.join(QStringLiteral(", "));
    entry.oldValue = oldValues.join(u'\n');
    entry.newValue = newValues.join(u'\n');
    return noteDone(m_audit, entry, [&] { return m_store.replaceServers(beforeAfter); });
}

Result<QByteArray> ServerService::exportWiki() const
{
    const Result<QList<Server>> workspace = m_store.servers();
    if (!workspace)
        return fail(workspace.error());
    const QByteArray table = wikiTable(*workspace);
    const Result<QList<WikiTable>> tables = m_wiki.read(table);
    if (!tables)
        return fail(tables.error());
    const Result<WikiMatrix> matrix = readWikiMatrix(*tables);
    if (!matrix)
        return fail(matrix.error());
    if (const Result<void> same = checkReadBack(*workspace, matrix->servers); !same)
        return fail(same.error());
    return table;
}

ProbeOutcome ServerService::probe(const Server &server, Attendance attendance, const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return {server.name, cancelled(server.name)};
    Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(server, attendance);
    Result<ServerSnapshot> snapshot =
        host ? askProbe(**host, server, cancel, m_clock) : Result<ServerSnapshot>(fail(host.error()));
    ProbeOutcome outcome {server.name, std::move(snapshot)};
    // A person's wish to stop says nothing about the server: what was known of it stays.
    if (!outcome.snapshot && outcome.snapshot.error().kind == ErrorKind::Cancelled)
        return outcome;
    const QDateTime now = m_clock();
    const Result<void> stored = outcome.snapshot ? m_store.saveSnapshot(server.name, *outcome.snapshot)
                                                 : m_store.saveFailure(server.name, outcome.snapshot.error(), now);
    outcome.notKept = m_unkept.settle(server.name.toLower(), {now, outcome}, stored);
    return outcome;
}

QList<ProbeOutcome> ServerService::probeAll(const QList<Server> &servers, Attendance attendance, int parallel,
                                            const CancelToken &cancel, const ProgressSink &progress,
                                            const ProbedSink &probed)
{
    QList<ProbeOutcome> outcomes;
    for (const Server &server : servers)
        outcomes.append({server.name, cancelled(server.name)});
    // Threads write to places of their own; the list itself stays as it is.
    ProbeOutcome *const places = outcomes.data();
    QMutex telling; // progress is told in order, and never backwards
    qint64 done = 0;
    const auto tell = [&](const QString &text) {
        if (progress)
            progress({.done = done, .total = servers.size(), .inBytes = false, .text = text});
    };
    tell({});
    QThreadPool pool;
    pool.setMaxThreadCount(std::max(1, parallel));
    for (qsizetype i = 0; i < servers.size(); ++i) {
        pool.start([&, i] {
            places[i] = probe(servers.at(i), attendance, cancel);
            const QMutexLocker locker(&telling);
            if (probed)
                probed(places[i]);
            ++done;
            tell(servers.at(i).name);
        });
    }
    pool.waitForDone();
    return outcomes;
}

QList<ConnectionCheck> ServerService::testConnection(const Server &server, const CancelToken &cancel)
{
    using Outcome = ConnectionCheck::Outcome;
    Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(server, Attendance::Attended);
    if (!host) {
        const ConnectionCheck name {QStringLiteral("name"), host.error().message, Outcome::Failed, host.error().advice};
        return QList<ConnectionCheck> {name} + untriedProbeChecks();
    }
    const QList<ConnectionCheck> connection = (*host)->checkConnection(cancel);
    const bool reached = std::all_of(connection.begin(), connection.end(), [](const ConnectionCheck &check) {
        return check.outcome == Outcome::Passed || check.outcome == Outcome::Warned;
    });
    if (!reached || cancel.isCancelled())
        return connection + untriedProbeChecks();
    return connection + probeChecks(askProbe(**host, server, cancel, m_clock));
}

Result<OfferedHostKey> ServerService::offeredHostKey(const Server &server, const CancelToken &cancel)
{
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(server, Attendance::Attended);
    return host ? (*host)->offeredHostKey(cancel) : Result<OfferedHostKey>(fail(host.error()));
}

Result<void> ServerService::trustHostKey(const Server &server, const OfferedHostKey &key, const CancelToken &cancel)
{
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    AuditEntry entry;
    entry.act = QStringLiteral("host-key.trust");
    entry.object = server.name;
    entry.newValue = QStringList {key.host, key.type, key.fingerprint}.join(u' ');
    Result<AuditedAct> act = AuditedAct::begin(m_audit, entry);
    if (!act)
        return fail(act.error());

    const Result<void> trusted = (*host)->trustHostKey(key, cancel);
    entry.result = resultWord(trusted);
    if (!trusted)
        entry.detail = trusted.error().message;
    const std::optional<Error> unwritten = act->end(entry);
    if (trusted && unwritten) {
        Error error = *unwritten;
        error.message = Tr::tr("The key of %1 is trusted now. %2").arg(server.name, error.message);
        return fail(error);
    }
    return trusted ? trusted : fail(withWarning(trusted.error(), unwritten));
}

} // namespace Nightkeep
