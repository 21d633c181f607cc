// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reachability/reachabilityservice.h"

#include "models/base/tr.h"

#include <QMutex>
#include <QThreadPool>

#include <algorithm>

namespace Nightkeep {

namespace {

Unexpected stopped()
{
    return fail(ErrorKind::Cancelled, Tr::tr("Asking was stopped."));
}

} // namespace

ReachabilityService::ReachabilityService(ReachabilityStore &store, WebProber &web, DatabaseReader &databases,
                                         Clock clock, std::function<bool()> isDemo)
    : m_store(store)
    , m_web(web)
    , m_databases(databases)
    , m_clock(std::move(clock))
    , m_isDemo(std::move(isDemo))
{
}

Result<void> ReachabilityService::mayAsk(const Server &server) const
{
    if (m_isDemo && m_isDemo())
        return fail(ErrorKind::Locked,
                    Tr::tr("The demo estate is made up: nothing on the network is asked about %1.")
                        .arg(visibleText(shortName(server.name))),
                    Tr::tr("Open a workspace of your own to check web addresses and database servers."));
    if (server.connection.kind == ServerConnection::Kind::LocalFolder)
        return fail(ErrorKind::Locked,
                    Tr::tr("%1 is a folder of this machine: nothing on the network is asked about it.")
                        .arg(visibleText(shortName(server.name))),
                    Tr::tr("Change how the server is reached, if it is a real one."));
    return {};
}

WebOutcome ReachabilityService::checkWeb(const Server &server, const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return {server.name, stopped()};
    if (const Result<void> allowed = mayAsk(server); !allowed)
        return {server.name, fail(allowed.error())};
    if (server.web.trimmed().isEmpty())
        return {server.name,
                fail(ErrorKind::BadInput, Tr::tr("%1 has no web address.").arg(visibleText(shortName(server.name))),
                     Tr::tr("Write the web server's address in the matrix first."))};
    WebAnswer answer;
    const QDateTime askedAt = m_clock();
    if (const Result<QUrl> address = webAddress(server.web); address) {
        Result<WebAnswer> said = m_web.probe(*address, WebLimit, cancel);
        if (!said)
            return {server.name, fail(said.error())};
        answer = *said;
        answer.asked = shownAddress(*address);
    } else {
        answer.asked = server.web.trimmed();
        answer.outcome = WebAnswer::Outcome::NotAnAddress;
        answer.detail = address.error().message;
    }
    answer.askedAt = askedAt;
    return {server.name, answer,
            m_unkeptWeb.settle(server.name.toLower(), answer, m_store.saveWeb(server.name, answer))};
}

QList<WebOutcome> ReachabilityService::checkAllWeb(const QList<Server> &servers, int parallel,
                                                   const CancelToken &cancel, const ProgressSink &progress)
{
    QList<WebOutcome> outcomes;
    for (const Server &server : servers)
        outcomes.append({server.name, stopped()});
    // Threads write to places of their own; the list itself stays as it is.
    WebOutcome *const places = outcomes.data();
    QMutex telling;
    qint64 done = 0;
    QThreadPool pool;
    pool.setMaxThreadCount(std::max(1, parallel));
    for (qsizetype i = 0; i < servers.size(); ++i) {
        pool.start([&, i] {
            places[i] = checkWeb(servers.at(i), cancel);
            const QMutexLocker locker(&telling);
            ++done;
            if (progress)
                progress({.done = done, .total = servers.size(), .inBytes = false, .text = servers.at(i).web});
        });
    }
    pool.waitForDone();
    return outcomes;
}

Result<DatabaseAnswer> ReachabilityService::askDatabase(const Server &server, const Server &partner,
                                                        const DatabaseAccess &access, const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return stopped();
    const QDateTime askedAt = m_clock();
    Result<DatabaseAnswer> answer = m_databases.read(server, access, cancel);
    if (!answer) {
        if (answer.error().kind == ErrorKind::Cancelled)
            return answer;
        DatabaseAnswer failed;
        failed.failure = answer.error();
        answer = failed;
    }
    answer->server = server.name;
    answer->partner = partner.name;
    answer->askedAt = askedAt;
    return answer;
}

Result<PairAnswer> ReachabilityService::askPair(const Server &one, const Server &other, const DatabaseAccess &given,
                                                const CancelToken &cancel, const ProgressSink &progress)
{
    if (one.name.compare(other.name, Qt::CaseInsensitive) == 0)
        return fail(ErrorKind::BadInput, Tr::tr("A pair takes two servers; %1 is one.").arg(visibleText(one.name)),
                    Tr::tr("Choose the other one too."));
    for (const Server *server : {&one, &other}) {
        if (const Result<void> allowed = mayAsk(*server); !allowed)
            return fail(allowed.error());
    }
    const Result<DatabaseAccess> access = m_databases.accessFor(one, other, given);
    if (!access)
        return fail(access.error());
    const auto tell = [&progress](qint64 done, const Server &server) {
        if (progress)
            progress({.done = done, .total = 2, .inBytes = false, .text = server.name});
    };
    tell(0, one);
    const Result<DatabaseAnswer> first = askDatabase(one, other, *access, cancel);
    if (!first)
        return fail(first.error());
    tell(1, other);
    const Result<DatabaseAnswer> second = askDatabase(other, one, *access, cancel);
    if (!second)
        return fail(second.error());
    PairAnswer pair {*first, *second, judgePair(*first, *second)};
    const Result<void> stored = m_store.savePair(*first, *second);
    for (const DatabaseAnswer &answer : {*first, *second})
        pair.notKept = m_unkeptDatabases.settle(answer.server.toLower(), answer, stored);
    return pair;
}

std::optional<WebAnswer> ReachabilityService::latestWeb(const QString &server,
                                                        const std::optional<WebAnswer> &stored) const
{
    return m_unkeptWeb.latest(server.toLower(), stored, &WebAnswer::askedAt);
}

std::optional<DatabaseAnswer> ReachabilityService::latestDatabase(const QString &server,
                                                                  const std::optional<DatabaseAnswer> &stored) const
{
    return m_unkeptDatabases.latest(server.toLower(), stored, &DatabaseAnswer::askedAt);
}

} // namespace Nightkeep
