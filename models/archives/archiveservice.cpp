// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveservice.h"

#include "models/archives/archiveanswers.h"
#include "models/archives/archiveserviceparts.h"
#include "models/base/auditedact.h"
#include "models/base/tr.h"

#include <QThread>

#include <algorithm>

namespace Nightkeep {

namespace {

using namespace std::chrono_literals;

// A server that is silent for this many questions in a row is given up.
constexpr int patience = 5;

/// As afterAsking(), for a run that may never have begun. Nothing cancels a complete archive: the server may only have
/// lost its memory of it.
ArchiveStatus settled(const ArchiveStatus &known, const ArchiveStatus &asked)
{
    if (asked.state != ArchiveState::None || known.state != ArchiveState::Unknown || wasVerified(known))
        return afterAsking(known, asked);
    ArchiveStatus status;
    status.state = ArchiveState::None;
    status.failure = Tr::tr("It never began: the server knows nothing of it.");
    return status;
}

} // namespace

ArchiveService::ArchiveService(ArchiveStore &store, SiteStore &sites, ServerStore &servers, RemoteHosts &hosts,
                               MoodleSites &moodles, const TarLister &lister, AuditLog &audit, Clock clock,
                               const LocalCopies *here)
    : m_store(store)
    , m_sites(sites)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_moodles(moodles)
    , m_lister(lister)
    , m_audit(audit)
    , m_clock(std::move(clock))
    , m_here(here)
{
}

Result<QList<ArchiveRecord>> ArchiveService::runs() const
{
    Result<QList<ArchiveRecord>> runs = m_store.archiveRuns();
    if (!runs)
        return runs;
    for (const ArchiveRecord &held : m_unkept.all()) {
        const auto stored = std::find_if(runs->begin(), runs->end(),
                                         [&held](const ArchiveRecord &each) { return each.run.id == held.run.id; });
        if (stored == runs->end()) {
            const auto older = std::find_if(runs->begin(), runs->end(), [&held](const ArchiveRecord &each) {
                return each.run.startedAt < held.run.startedAt;
            });
            runs->insert(older, held);
        } else if (!(stored->asOf > held.asOf)) { // else somebody who may write has asked since
            stored->status = held.status;
            stored->asOf = held.asOf;
        }
    }
    return runs;
}

Result<ArchiveService::Place> ArchiveService::placeOf(const QString &name) const
{
    const Result<QList<Site>> sites = m_sites.sites();
    if (!sites)
        return fail(sites.error());
    const auto site =
        std::find_if(sites->cbegin(), sites->cend(), [&name](const Site &each) { return each.name == name; });
    if (site == sites->cend())
        return fail(ErrorKind::NotFound, Tr::tr("There is no site named \"%1\" in this workspace.").arg(name),
                    Tr::tr("Choose one of the sites, or add it."));
    if (site->dataFolder.isEmpty() || site->archiveFolder.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The site %1 has no data folder or no archive folder.").arg(name),
                    Tr::tr("Enter both in the site's settings."));
    const Result<QList<Server>> servers = m_servers.servers();
    if (!servers)
        return fail(servers.error());
    for (const Server &server : *servers) {
        if (server.name.compare(site->dataServer, Qt::CaseInsensitive) == 0)
            return Place {*site, server};
    }
    return fail(ErrorKind::NotFound,
                Tr::tr("The data server %1 of %2 is not in the matrix.").arg(site->dataServer, name),
                Tr::tr("Add the server, or correct the site."));
}

Result<ArchiveRecord> ArchiveService::recordOf(const QString &runId) const
{
    const Result<QList<ArchiveRecord>> records = runs();
    if (!records)
        return fail(records.error());
    for (const ArchiveRecord &record : *records) {
        if (record.run.id == runId)
            return record;
    }
    return fail(ErrorKind::NotFound,
                Tr::tr("There is no archive run \"%1\" in this workspace.").arg(visibleText(runId)),
                Tr::tr("List the runs; one that was started elsewhere is found by asking the server."));
}

Result<std::unique_ptr<RemoteHost>> ArchiveService::openServer(const QString &name, Attendance attendance) const
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

Result<ZipListing> ArchiveService::listZips(RemoteHost &host, const Site &site, const ZipLook &look,
                                            const CancelToken &cancel) const
{
    RemoteLimits limits = patientLimits();
    if (look.through)
        limits.time = 12h;
    const Result<QList<FrameRecord>> records =
        askServer(host, RemoteProgram::Zips, zipListingFields(site.dataFolder, site.archiveFolder, look),
                  site.dataServer, cancel, limits);
    if (!records)
        return fail(records.error());
    return parseZips(*records);
}

Result<QList<ArchiveRecord>> ArchiveService::askRuns(RemoteHost &host, const Site &site, const CancelToken &cancel)
{
    const Result<QList<FrameRecord>> records =
        askServer(host, RemoteProgram::ArchiveStatus, {site.archiveFolder, {}}, site.dataServer, cancel, quickLimits());
    if (!records)
        return fail(records.error());
    Result<QList<ArchiveRecord>> found = parseArchiveRuns(*records);
    if (!found)
        return found;
    const Result<QList<ArchiveRecord>> known = runs();
    if (!known)
        return fail(known.error());

    const auto keep = [this](ArchiveRecord &record) -> Result<void> {
        const Result<void> stored = m_store.saveArchiveRun(record);
        record.warning = m_unkept.settle(record.run.id, record, stored);
        return stored || stored.error().kind == ErrorKind::ReadOnly ? Result<void>() : stored;
    };
    QList<ArchiveRecord> added;
    for (ArchiveRecord &record : *found) {
        const auto old = std::find_if(known->cbegin(), known->cend(),
                                      [&record](const ArchiveRecord &each) { return each.run.id == record.run.id; });
        if (old != known->cend()) {
            const ArchiveStatus asked = record.status;
            record = *old;
            record.take(afterAsking(old->status, asked), m_clock().toUTC());
        } else {
            record.asOf = m_clock().toUTC();
            // Another workspace may know the site and its server by other names.
            record.run.request.site = site.name;
            record.run.server = site.dataServer;
            record.run.archiveFolder = site.archiveFolder;
            // Nor must what nobody here can know look settled.
            record.run.warnings.append(
                {ArchiveWarning::Kind::NotSeen,
                 0,
                 {},
                 Tr::tr("It was planned in another workspace: what its plan warned of, and what it had to leave out, "
                        "is not known here.")});
        }
        if (const Result<void> kept = keep(record); !kept)
            return fail(kept.error());
        if (old == known->cend())
            added.append(record);
    }
    for (ArchiveRecord record : *known) {
        const bool isThere = std::any_of(found->cbegin(), found->cend(),
                                         [&record](const ArchiveRecord &each) { return each.run.id == record.run.id; });
        if (isThere || record.run.server.compare(site.dataServer, Qt::CaseInsensitive) != 0
            || record.run.archiveFolder != site.archiveFolder
            || (record.status.state != ArchiveState::Unknown && !wasVerified(record.status)))
            continue;
        ArchiveStatus nothing;
        nothing.state = ArchiveState::None;
        record.take(settled(record.status, nothing), m_clock().toUTC());
        if (const Result<void> kept = keep(record); !kept)
            return fail(kept.error());
    }
    return added;
}

Result<ArchiveRecord> ArchiveService::askStatus(RemoteHost &host, ArchiveRecord record, const CancelToken &cancel)
{
    const Result<QList<FrameRecord>> answer =
        askServer(host, RemoteProgram::ArchiveStatus, {record.run.archiveFolder, record.run.id.toUtf8()},
                  record.run.server, cancel, quickLimits());
    if (!answer)
        return fail(answer.error());
    const Result<ArchiveStatus> status = parseArchiveStatus(*answer);
    if (!status)
        return fail(status.error());
    record.take(settled(record.status, *status), m_clock().toUTC());
    return noted(record);
}

ArchiveRecord ArchiveService::noted(ArchiveRecord record)
{
    // The question may have taken hours, and a person may have said something of the run meanwhile.
    if (const Result<ArchiveRecord> stored = recordOf(record.run.id)) {
        record.moved = stored->moved;
        record.accepted = stored->accepted;
    }
    const std::optional<Error> problem = m_unkept.settle(record.run.id, record, m_store.saveArchiveRun(record));
    if (!record.warning)
        record.warning = problem;
    return record;
}

Result<ArchiveRecord> ArchiveService::status(const QString &runId, const CancelToken &cancel, Attendance attendance)
{
    const Result<ArchiveRecord> record = recordOf(runId);
    if (!record)
        return record;
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, attendance);
    if (!host)
        return fail(host.error());
    return askStatus(**host, *record, cancel);
}

Result<ArchiveRecord> ArchiveService::attach(const QString &runId, const CancelToken &cancel,
                                             const ProgressSink &progress)
{
    const Result<ArchiveRecord> known = recordOf(runId);
    if (!known)
        return known;
    const Result<std::unique_ptr<RemoteHost>> host = openServer(known->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    int silent = 0;
    ArchiveRecord last = *known;
    while (true) {
        const Result<ArchiveRecord> now = askStatus(**host, last, cancel);
        if (!now) {
            if (!mayBeTransient(now.error().kind) || ++silent >= patience)
                return now;
        } else {
            silent = 0;
            last = *now;
            last.warning.reset();
            if (progress)
                progress(now->status.progress);
            if (now->status.state != ArchiveState::Working)
                return now;
        }
        for (auto waited = 0ms; waited < m_pollInterval && !cancel.isCancelled(); waited += 50ms)
            QThread::msleep(50);
        if (cancel.isCancelled())
            return fail(ErrorKind::Cancelled, Tr::tr("Detached. The archive goes on by itself."));
    }
}

Result<ArchiveRecord> ArchiveService::cancelRun(const QString &runId, const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = recordOf(runId);
    if (!record)
        return record;
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    Result<AuditedAct> act = AuditedAct::begin(
        m_audit,
        auditOf(QStringLiteral("archive.cancel"), record->run, Tr::tr("run %1 on %2").arg(runId, record->run.server)));
    if (!act)
        return fail(act.error());
    const Result<QList<FrameRecord>> answer = askServer(
        **host, RemoteProgram::ArchiveCancel, {record->run.archiveFolder, runId.toUtf8(), act->before().who.toUtf8()},
        record->run.server, cancel, quickLimits());
    const Result<bool> stopped = answer ? parseArchiveCancelled(*answer) : fail(answer.error());
    if (!stopped)
        return fail(withWarning(stopped.error(), act->end(auditEnd(stopped.error(), {}))));
    ArchiveRecord ended = *record;
    ended.warning = act->end(auditEnd(std::nullopt, *stopped ? Tr::tr("cancelled") : Tr::tr("was complete already")));
    return askStatus(**host, ended, CancelToken());
}

Result<ArchiveContents> ArchiveService::contents(const QString &runId, const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = recordOf(runId);
    if (!record)
        return fail(record.error());
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    const Result<QList<FrameRecord>> answer =
        askServer(**host, RemoteProgram::TarHeaders, {record->run.archiveFolder, runId.toUtf8()}, record->run.server,
                  cancel, patientLimits());
    if (!answer)
        return fail(answer.error());
    const Result<TarHeaders> headers = parseTarHeaders(*answer);
    if (!headers)
        return fail(headers.error());
    const Result<QList<ArchiveMember>> members = m_lister.list(headers->tar);
    if (!members)
        return fail(members.error());
    const ZipsChecked &checked = record->run.zipsChecked;
    ArchiveContents contents {runId, checkMembers(*members, headers->included), checked};
    for (ArchiveMember &member : contents.members)
        if (member.check == ArchiveMember::Check::Matches || member.check == ArchiveMember::Check::Missing)
            member.zip = checked.of(member.path); // nobody has looked into any other
    if (const Result<void> kept = m_store.saveArchivedFiles(runId, contents.matching()); !kept)
        contents.notKept = notKept(kept.error());
    return contents;
}

Result<ArchiveRecord> ArchiveService::verify(const QString &runId, const CancelToken &cancel)
{
    const Result<ArchiveRecord> known = recordOf(runId);
    if (!known)
        return known;
    if (known->status.sha256.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The archive %1 has not been completed.").arg(known->run.request.name),
                    Tr::tr("Ask for its state first."));
    const Result<std::unique_ptr<RemoteHost>> host = openServer(known->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    RemoteLimits limits = quickLimits();
    limits.time = 12h;
    const Result<QList<FrameRecord>> answer =
        askServer(**host, RemoteProgram::ArchiveVerify, {known->run.archiveFolder, runId.toUtf8()}, known->run.server,
                  cancel, limits);
    const Result<ArchiveReading> read = answer ? parseArchiveRead(*answer) : fail(answer.error());
    if (!read)
        return fail(read.error());
    const Result<ArchiveRecord> meanwhile = recordOf(runId);
    ArchiveRecord record = meanwhile ? *meanwhile : *known;
    ArchiveStatus status = record.status;
    status.readAt = m_clock().toUTC();
    const bool isWhole = read->sha256 == status.sha256;
    status.copy = isWhole ? ArchiveCopy::InPlace : ArchiveCopy::Altered;
    status.failure = isWhole
        ? QString()
        : Tr::tr("Its SHA-256 is %1 now, which is not that of the finished archive: a byte of it has changed.")
              .arg(QString::fromLatin1(read->sha256));
    record.take(status, status.readAt);
    return noted(record);
}

Result<QList<ArchiveRecord>> ArchiveService::discover(const QString &site, const CancelToken &cancel)
{
    const Result<Place> place = placeOf(site);
    if (!place)
        return fail(place.error());
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(place->server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    return askRuns(**host, place->site, cancel);
}

} // namespace Nightkeep
