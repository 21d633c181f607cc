// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/base/unkept.h"
#include "models/reachability/databasepair.h"
#include "models/reachability/databasereader.h"
#include "models/reachability/reachabilitystore.h"
#include "models/reachability/webprober.h"

#include <chrono>
#include <functional>

namespace Nightkeep {

/// How long one web address may take, redirects included.
constexpr std::chrono::milliseconds WebLimit {20000};

struct WebOutcome
{
    QString server;
    Result<WebAnswer> answer; ///< an answer may well be that nothing answers
    std::optional<Error> notKept = {}; ///< why the workspace did not take it
};

struct PairAnswer
{
    DatabaseAnswer one;
    DatabaseAnswer other;
    PairVerdict verdict;
    std::optional<Error> notKept = {}; ///< why the workspace did not take it
};

/// Looks at servers from outside, and only when a person asks: web addresses, and pairs of database
/// servers. The same for the window and `nightkeepctl`. Calls block: use a job. Thread-safe as far as
/// its parts are; keeps no state of its own but what a read-only workspace does not take. The demo estate has neither,
/// and its names are other people's: there everything is refused (Locked) before the network is touched, as it is for a
/// server that is a local folder.
class ReachabilityService
{
public:
    /// `isDemo` is asked at each act.
    ReachabilityService(ReachabilityStore &store, WebProber &web, DatabaseReader &databases, Clock clock,
                        std::function<bool()> isDemo);

    /// Asks the server's web address and stores the answer, where the workspace takes it. Errors: Locked, BadInput (it
    /// has none), Cancelled (the answer before stays), MissingTool.
    [[nodiscard]] WebOutcome checkWeb(const Server &server, const CancelToken &cancel);
    /// The same for many, at most `parallel` at a time on threads of its own; blocks until all ended.
    /// Outcomes stand in the order of `servers`; those not begun when it was cancelled are Cancelled.
    [[nodiscard]] QList<WebOutcome> checkAllWeb(const QList<Server> &servers, int parallel, const CancelToken &cancel,
                                                const ProgressSink &progress);

    /// Asks both, one after the other, and stores what they said, where the workspace takes it. One that cannot be
    /// asked is part of the answer. Errors: Locked, BadInput (one server twice; no access known), Cancelled.
    [[nodiscard]] Result<PairAnswer> askPair(const Server &one, const Server &other, const DatabaseAccess &given,
                                             const CancelToken &cancel, const ProgressSink &progress);

    /// What is shown of a server, of which the workspace holds this.
    [[nodiscard]] std::optional<WebAnswer> latestWeb(const QString &server,
                                                     const std::optional<WebAnswer> &stored) const;
    [[nodiscard]] std::optional<DatabaseAnswer> latestDatabase(const QString &server,
                                                               const std::optional<DatabaseAnswer> &stored) const;

private:
    [[nodiscard]] Result<void> mayAsk(const Server &server) const;
    [[nodiscard]] Result<DatabaseAnswer> askDatabase(const Server &server, const Server &partner,
                                                     const DatabaseAccess &access, const CancelToken &cancel);

    ReachabilityStore &m_store;
    WebProber &m_web;
    DatabaseReader &m_databases;
    Clock m_clock;
    std::function<bool()> m_isDemo;
    Unkept<WebAnswer> m_unkeptWeb; ///< by the server's name in lower case, as the next
    Unkept<DatabaseAnswer> m_unkeptDatabases;
};

} // namespace Nightkeep
