// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places/handoverservice.h"

#include "models/archives/archiveserviceparts.h"
#include "models/base/auditedact.h"
#include "models/base/json.h"
#include "models/base/tr.h"
#include "models/places/handoverparts.h"

#include <QThread>

#include <algorithm>

namespace Nightkeep {

namespace {

using namespace std::chrono_literals;

// A server that is silent for this many questions in a row is given up.
constexpr int placePatience = 5;

Result<HandOver> handOverTo(const QList<HandOver> &handOvers, const QString &runId, const QString &place)
{
    for (const HandOver &handOver : handOvers) {
        if (handOver.run == runId && handOver.place.compare(place, Qt::CaseInsensitive) == 0)
            return handOver;
    }
    return fail(ErrorKind::NotFound, Tr::tr("The archive was not handed over to \"%1\".").arg(visibleText(place)),
                Tr::tr("Hand it over first."));
}

bool isDeletedSince(const HandOver &stored, const HandOver &held)
{
    return stored.state == HandOverState::Deleted && stored.deleted && stored.deleted->at >= held.askedAt;
}

} // namespace

HandOverService::HandOverService(HandOverStore &store, ArchiveStore &archiveStore, ArchiveService &archives,
                                 ServerStore &servers, RemoteHosts &hosts, LocalCopies &files, AuditLog &audit,
                                 Clock clock)
    : m_store(store)
    , m_archiveStore(archiveStore)
    , m_archives(archives)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_files(files)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<QList<ArchivePlace>> HandOverService::places() const
{
    return m_archiveStore.places();
}

Result<void> HandOverService::savePlace(const ArchivePlace &place, const std::optional<ArchivePlace> &seen)
{
    if (const Result<void> possible = checkPlace(place); !possible)
        return possible;
    AuditEntry entry;
    entry.act = seen ? QStringLiteral("place.set") : QStringLiteral("place.add");
    entry.object = place.name;
    entry.oldValue = seen ? compactJson(toJson(*seen)) : QString();
    entry.newValue = compactJson(toJson(place));
    return noteDone(m_audit, entry, [&] { return m_archiveStore.replacePlace(seen, place); });
}

Result<void> HandOverService::removePlace(const ArchivePlace &seen)
{
    AuditEntry entry;
    entry.act = QStringLiteral("place.remove");
    entry.object = seen.name;
    entry.oldValue = compactJson(toJson(seen));
    return noteDone(m_audit, entry, [&] { return m_archiveStore.replacePlace(seen, std::nullopt); });
}

Result<QList<HandOver>> HandOverService::handOvers() const
{
    Result<QList<HandOver>> stored = m_store.handOvers();
    if (!stored)
        return stored;
    const QList<HandOver> unkept = m_unkept.all();
    for (const HandOver &held : unkept) {
        const auto same = std::find_if(stored->begin(), stored->end(),
                                       [&held](const HandOver &each) { return each.key() == held.key(); });
        if (same == stored->end())
            stored->append(held);
        else if (!(same->askedAt > held.askedAt) && !isDeletedSince(*same, held)) // else somebody has asked since
            *same = held;
    }
    return stored;
}

Result<ArchivePlace> HandOverService::placeNamed(const QString &name) const
{
    const Result<QList<ArchivePlace>> all = places();
    if (!all)
        return fail(all.error());
    for (const ArchivePlace &place : *all) {
        if (place.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        if (const Result<void> possible = checkPlace(place); !possible) // it may have come with an imported document
            return fail(possible.error());
        return place;
    }
    return fail(ErrorKind::NotFound,
                Tr::tr("There is no place \"%1\" for archives in this workspace.").arg(visibleText(name)),
                Tr::tr("Choose one of the places, or add it."));
}

Result<HandOver> HandOverService::knownOf(const QString &runId, const QString &place) const
{
    const Result<QList<HandOver>> all = handOvers();
    return all ? handOverTo(*all, runId, place) : fail(all.error());
}

Result<std::unique_ptr<RemoteHost>> HandOverService::openServer(const QString &name, Attendance attendance) const
{
    const Result<QList<Server>> servers = m_servers.servers();
    if (!servers)
        return fail(servers.error());
    for (const Server &server : *servers) {
        if (server.name.compare(name, Qt::CaseInsensitive) == 0)
            return m_hosts.open(server, attendance);
    }
    return fail(ErrorKind::NotFound, Tr::tr("The server %1 is not in the matrix any more.").arg(name),
                Tr::tr("Add it again to reach what it holds."));
}

HandOver HandOverService::noted(HandOver handOver)
{
    const std::optional<Error> problem = m_unkept.settle(handOver.key(), handOver, m_store.saveHandOver(handOver));
    if (!handOver.warning)
        handOver.warning = problem;
    return handOver;
}

Result<QList<HandOver>> HandOverService::ask(const QString &runId, const CancelToken &cancel, Attendance attendance)
{
    const Result<ArchiveRecord> record = m_archives.recordOf(runId);
    if (!record)
        return fail(record.error());
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, attendance);
    if (!host)
        return fail(host.error());
    return askThere(**host, *record, cancel);
}

Result<QList<HandOver>> HandOverService::askThere(RemoteHost &host, const ArchiveRecord &record,
                                                  const CancelToken &cancel)
{
    const ArchiveRun &run = record.run;
    const Result<QList<FrameRecord>> answer =
        askServer(host, RemoteProgram::HandOverStatus, handOverStatusFields(run), run.server, cancel, quickLimits());
    if (!answer)
        return fail(answer.error());
    const Result<QList<HandOver>> before = handOvers();
    if (!before)
        return before;
    QList<HandOver> known; // that the server can say something of
    QList<HandOver> here;
    for (const HandOver &handOver : *before) {
        if (handOver.run == run.id)
            (handOver.kind == PlaceKind::Workstation ? here : known).append(handOver);
    }
    Result<QList<HandOver>> now = parseHandOvers(*answer, run, record.status, known, m_clock().toUTC());
    if (!now)
        return now;
    for (HandOver &handOver : *now)
        handOver = noted(handOver);
    now->append(here);
    return now;
}

Result<HandOver> HandOverService::askOne(RemoteHost &host, const ArchiveRecord &record, const QString &place,
                                         const CancelToken &cancel)
{
    const Result<QList<HandOver>> all = askThere(host, record, cancel);
    return all ? handOverTo(*all, record.run.id, place) : fail(all.error());
}

Result<HandOver> HandOverService::attach(const QString &runId, const QString &place, const CancelToken &cancel,
                                         const ProgressSink &progress)
{
    const Result<ArchiveRecord> record = m_archives.recordOf(runId);
    if (!record)
        return fail(record.error());
    const Result<HandOver> known = knownOf(runId, place);
    if (known && known->kind == PlaceKind::Workstation)
        return known; // it runs in the program that began it
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    int silent = 0;
    while (true) {
        const Result<HandOver> now = askOne(**host, *record, place, cancel);
        if (!now) {
            if (!mayBeTransient(now.error().kind) || ++silent >= placePatience)
                return now;
        } else {
            silent = 0;
            if (progress)
                progress(now->progress);
            if (now->state != HandOverState::Working)
                return now;
        }
        for (auto waited = 0ms; waited < m_pollInterval && !cancel.isCancelled(); waited += 50ms)
            QThread::msleep(50);
        if (cancel.isCancelled())
            return fail(ErrorKind::Cancelled, Tr::tr("Detached. The hand-over goes on by itself."));
    }
}

Result<HandOver> HandOverService::confirm(const QString &runId, const QString &place, Depth depth,
                                          const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<ArchiveRecord> record = m_archives.recordOf(runId);
    if (!record)
        return fail(record.error());
    const Result<HandOver> known = knownOf(runId, place);
    if (!known)
        return known;
    if (known->state == HandOverState::Working && known->kind != PlaceKind::Workstation)
        return fail(ErrorKind::Busy,
                    Tr::tr("The archive is still being handed over to %1.").arg(visibleText(known->place)),
                    Tr::tr("Wait until it has ended, then ask again."));
    if (known->kind == PlaceKind::Workstation)
        return lookHere(*record, *known, depth, cancel, progress);
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    RemoteLimits limits = quickLimits();
    limits.time =
        depth == Depth::Read ? std::chrono::hours(12) : std::chrono::minutes(10); // a query of tapes takes time
    // Where the server remembers the hand-over, its own order counts: a place that was removed here is found too.
    ArchivePlace there;
    there.name = known->place;
    there.kind = known->kind;
    if (const Result<ArchivePlace> kept = placeNamed(known->place); kept && kept->kind == known->kind)
        there = *kept;
    ExpectedCopy expected = expectedCopy(record->run, record->status);
    if (!known->description.isEmpty()) // the one that it was archived with, be it by another workspace
        expected.description = known->description;
    const Result<QList<FrameRecord>> answer =
        askServer(**host, RemoteProgram::HandOverConfirm,
                  handOverConfirmFields(record->run, there, m_audit.who(), depth == Depth::Read, expected),
                  record->run.server, cancel, limits);
    // It may have taken hours, and a person may have noted meanwhile that it was deleted there.
    const Result<HandOver> meanwhile = knownOf(runId, known->place);
    const Result<HandOver> found = answer
        ? parseConfirmed(*answer, meanwhile ? *meanwhile : *known, expected, m_clock().toUTC())
        : fail(answer.error());
    if (!found)
        return found;
    return noted(*found);
}

Result<HandOver> HandOverService::stop(const QString &runId, const QString &place, const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = m_archives.recordOf(runId);
    if (!record)
        return fail(record.error());
    const Result<HandOver> known = knownOf(runId, place);
    if (!known)
        return known;
    if (known->kind == PlaceKind::Workstation)
        return fail(ErrorKind::BadInput,
                    Tr::tr("What comes to a workstation is a job of the program that began it there."),
                    Tr::tr("Stop the job in that program."));
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    Result<AuditedAct> act =
        AuditedAct::begin(m_audit, handOverLine(QStringLiteral("archive.hand-over.stop"), record->run, known->place));
    if (!act)
        return fail(act.error());
    const Result<QList<FrameRecord>> answer =
        askServer(**host, RemoteProgram::HandOverStop, handOverStopFields(record->run, known->place, act->before().who),
                  record->run.server, cancel, quickLimits());
    const Result<bool> stopped = answer ? parseHandOverStopped(*answer) : fail(answer.error());
    AuditEntry after = handOverEnd(stopped ? std::nullopt : std::optional(stopped.error()));
    if (stopped)
        after.newValue = *stopped ? Tr::tr("stopped") : Tr::tr("was there already");
    const std::optional<Error> unwritten = act->end(after);
    if (!stopped)
        return fail(withWarning(stopped.error(), unwritten));
    // Something was done there: neither a person's wish to stop waiting nor a busy workspace may hide it.
    Result<HandOver> now = askOne(**host, *record, known->place, CancelToken());
    if (now && unwritten)
        now->warning = unwritten;
    return now;
}

} // namespace Nightkeep
