// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/auditlog.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/base/unkept.h"
#include "models/coverage/serverrow.h"
#include "models/coverage/serverstore.h"
#include "models/matrix/wikipage.h"
#include "models/servers/remotehost.h"

namespace Nightkeep {

class ReachabilityService;

struct ProbeOutcome
{
    QString server;
    Result<ServerSnapshot> snapshot;
    std::optional<Error> notKept = {}; ///< why the workspace did not take it
};

/// Told of each server as soon as it has answered or failed, and that is stored or not. Called on the thread
/// that asked it, one call at a time; lanes wait for it, so be quick.
using ProbedSink = std::function<void(const ProbeOutcome &outcome)>;

/// A row as it is once the server has been asked: what reads of the workspace will say of it, save the page's
/// own part, which stays as it was in `before`. A cancelled probe changes nothing.
[[nodiscard]] ServerRow rowAfter(const ServerRow &before, const ProbeOutcome &outcome);

/// All acts on servers, the same for the window and `nightkeepctl`. Calls block: use a job.
/// Thread-safe as far as its parts are; keeps no state of its own but what a read-only workspace does not take.
class ServerService
{
public:
    /// `reachability`: whose answers the rows show too where the workspace does not take them.
    ServerService(ServerStore &store, RemoteHosts &hosts, const WikiPageReader &wiki, AuditLog &audit, Clock clock,
                  const ReachabilityService *reachability = nullptr);

    [[nodiscard]] Result<QList<ServerRow>> rows() const;

    [[nodiscard]] Result<ImportPlan> planImport(const QString &fileName) const;
    /// Stale if a row that it changes is no longer what the plan saw. One transaction, audited.
    [[nodiscard]] Result<void> applyImport(const ImportPlan &plan);

    /// Checks names, folders and the connection, then stores; audited. See ServerStore::replaceServer.
    [[nodiscard]] Result<void> replaceServer(const Server &before, const Server &after);

    /// The same for servers that keep their names: all or none, in one transaction, one line of the log.
    [[nodiscard]] Result<void> replaceServers(const QList<QPair<Server, Server>> &beforeAfter);

    /// The matrix as the wiki page's table, read back before it is handed out: importing it changes
    /// nothing. BadInput, naming the servers, where a page cannot hold what the workspace says.
    [[nodiscard]] Result<QByteArray> exportWiki() const;

    /// Probes servers one after another and stores what they said, where the workspace takes it. One server's failure
    /// is its own. The folders asked about are the wanted and the current ones.
    [[nodiscard]] ProbeOutcome probe(const Server &server, Attendance attendance, const CancelToken &cancel);
    /// The same for many, at most `parallel` at a time on threads of its own; blocks until all ended.
    /// Outcomes stand in the order of `servers`; those not begun when it was cancelled are Cancelled.
    /// A slow server keeps one lane busy and none of the others; `probed` hears of each as it comes.
    [[nodiscard]] QList<ProbeOutcome> probeAll(const QList<Server> &servers, Attendance attendance, int parallel,
                                               const CancelToken &cancel, const ProgressSink &progress,
                                               const ProbedSink &probed = {});

    /// RemoteHost::checkConnection, then the checks on what the probe says (clock within 120 s, the
    /// tools we need, storage manager client). All are listed, tried or not, in a fixed order.
    [[nodiscard]] QList<ConnectionCheck> testConnection(const Server &server, const CancelToken &cancel);
    [[nodiscard]] Result<OfferedHostKey> offeredHostKey(const Server &server, const CancelToken &cancel);
    /// Audited: accepting a key is an act that somebody answers for.
    [[nodiscard]] Result<void> trustHostKey(const Server &server, const OfferedHostKey &key, const CancelToken &cancel);

    /// Coverage findings, servers that could not be asked, clocks more than 120 s off, data older than
    /// 7 days, what web addresses and database pairs said when they were last asked, figures of the storage manager
    /// that are not as agreed, and what is still to be agreed.
    [[nodiscard]] static QList<Finding> findings(const QList<ServerRow> &rows, const QDateTime &now);

private:
    ServerStore &m_store;
    RemoteHosts &m_hosts;
    const WikiPageReader &m_wiki;
    AuditLog &m_audit;
    Clock m_clock;
    const ReachabilityService *m_reachability;
    struct Held
    {
        QDateTime at;
        ProbeOutcome outcome;
    };
    Unkept<Held> m_unkept; ///< by the server's name in lower case
};

} // namespace Nightkeep
