// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivedesk.h"

#include "models/archives/archiveanswers.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <QThread>

#include <algorithm>

namespace Nightkeep {

namespace {

using namespace std::chrono_literals;

const RemoteLimits quick {60s, 16LL * 1024 * 1024};
const RemoteLimits patient {15min, 512LL * 1024 * 1024};
// A server that is silent for this many questions in a row is given up.
constexpr int patience = 5;

Result<QList<FrameRecord>> ask(RemoteHost &host, RemoteProgram program, const QByteArrayList &fields,
                               const QString &server, const CancelToken &cancel, const RemoteLimits &limits)
{
    const Result<QByteArray> bytes = host.run(program, inputFields(fields), cancel, limits);
    if (!bytes)
        return fail(bytes.error());
    Result<QList<FrameRecord>> records = readFrame(*bytes, remoteProgramName(program).toLatin1());
    if (!records)
        return records;
    const Result<void> answer = checkArchiveAnswer(*records, server);
    if (!answer)
        return fail(answer.error());
    return records;
}

bool isTransient(ErrorKind kind)
{
    return kind == ErrorKind::Unreachable || kind == ErrorKind::TimedOut || kind == ErrorKind::Incomplete;
}

/// Whether a start may have happened although its answer did not arrive.
bool leavesStartUnknown(ErrorKind kind)
{
    return isTransient(kind) || kind == ErrorKind::Cancelled || kind == ErrorKind::Damaged;
}

QString summaryOf(const ArchiveRun &run)
{
    return Tr::tr("%n zip(s), %1", nullptr, run.files).arg(bytesInWords(run.bytes));
}

} // namespace

struct ArchiveDesk::Place
{
    Site site;
    Server server;
};

ArchiveDesk::ArchiveDesk(ArchiveStore &store, SiteStore &sites, ServerStore &servers, RemoteHosts &hosts,
                         MoodleSites &moodles, const TarLister &lister, AuditLog &audit, Clock clock)
    : m_store(store)
    , m_sites(sites)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_moodles(moodles)
    , m_lister(lister)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<QList<ArchiveRecord>> ArchiveDesk::runs() const
{
    return m_store.archiveRuns();
}

Result<ArchiveDesk::Place> ArchiveDesk::placeOf(const QString &name) const
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

Result<ArchiveRecord> ArchiveDesk::recordOf(const QString &runId) const
{
    const Result<QList<ArchiveRecord>> records = m_store.archiveRuns();
    if (!records)
        return fail(records.error());
    for (const ArchiveRecord &record : *records) {
        if (record.run.id == runId)
            return record;
    }
    return fail(ErrorKind::NotFound, Tr::tr("There is no archive run \"%1\" in this workspace.").arg(runId),
                Tr::tr("List the runs; one that was started elsewhere is found by asking the server."));
}

Result<std::unique_ptr<RemoteHost>> ArchiveDesk::openServer(const QString &name, Attendance attendance) const
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

Result<ZipListing> ArchiveDesk::listZips(RemoteHost &host, const Site &site, const CancelToken &cancel) const
{
    const Result<QList<FrameRecord>> records =
        ask(host, RemoteProgram::Zips, {site.dataFolder, site.archiveFolder}, site.dataServer, cancel, patient);
    if (!records)
        return fail(records.error());
    return parseZips(*records);
}

Result<QList<ArchiveRecord>> ArchiveDesk::askRuns(RemoteHost &host, const Site &site, const CancelToken &cancel)
{
    const Result<QList<FrameRecord>> records =
        ask(host, RemoteProgram::ArchiveStatus, {site.archiveFolder, {}}, site.dataServer, cancel, quick);
    if (!records)
        return fail(records.error());
    Result<QList<ArchiveRecord>> found = parseArchiveRuns(*records);
    if (!found)
        return found;
    const Result<QList<ArchiveRecord>> known = m_store.archiveRuns();
    if (!known)
        return fail(known.error());

    QList<ArchiveRecord> added;
    for (ArchiveRecord &record : *found) {
        const auto old = std::find_if(known->cbegin(), known->cend(),
                                      [&record](const ArchiveRecord &each) { return each.run.id == record.run.id; });
        record.asOf = m_clock().toUTC();
        if (old != known->cend()) {
            record.run = old->run;
        } else {
            // Another workspace may know the site and its server by other names.
            record.run.request.site = site.name;
            record.run.server = site.dataServer;
            record.run.archiveFolder = site.archiveFolder;
            added.append(record);
        }
        const Result<void> saved = m_store.saveArchiveRun(record);
        if (!saved)
            return fail(saved.error());
    }
    return added;
}

Result<QDateTime> ArchiveDesk::lastRun(const QString &site) const
{
    const Result<QList<ArchiveRecord>> records = m_store.archiveRuns();
    if (!records)
        return fail(records.error());
    QDateTime last;
    for (const ArchiveRecord &record : *records) {
        if (record.run.request.site == site && wasVerified(record.status)
            && (!last.isValid() || record.run.startedAt > last))
            last = record.run.startedAt;
    }
    return last;
}

Result<ArchivePlan> ArchiveDesk::plan(const ArchiveRequest &request, const CancelToken &cancel)
{
    const Result<void> name = checkArchiveName(request.name);
    if (!name)
        return fail(name.error());
    const Result<Place> place = placeOf(request.site);
    if (!place)
        return fail(place.error());
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(place->server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    const Result<ZipListing> listing = listZips(**host, place->site, cancel);
    if (!listing)
        return fail(listing.error());
    // Runs of colleagues count as the last run too. A missing archive folder is the plan's to tell.
    if (listing->freeBytes >= 0) {
        const Result<QList<ArchiveRecord>> others = askRuns(**host, place->site, cancel);
        if (!others)
            return fail(others.error());
    }
    const Result<QDateTime> last = lastRun(request.site);
    if (!last)
        return fail(last.error());

    ArchiveFacts facts;
    facts.zips = listing->zips;
    facts.lastRun = *last;
    facts.freeBytes = listing->freeBytes;
    facts.now = m_clock();
    facts.zone = facts.now.timeZone();
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(place->site, cancel);
    const Result<QList<Course>> courses = moodle ? (*moodle)->courses() : fail(moodle.error());
    if (courses)
        facts.courses = *courses;
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, Tr::tr("Planning was cancelled."));
    Result<ArchivePlan> plan = planArchive(request, facts);
    if (plan) {
        plan->server = place->server.name;
        plan->dataFolder = place->site.dataFolder;
        plan->archiveFolder = place->site.archiveFolder;
        plan->problems = listing->problems;
        plan->coursesProblem = courses ? QString() : courses.error().message;
    }
    return plan;
}

Result<ZipListing> ArchiveDesk::checkPlan(RemoteHost &host, const ArchivePlan &plan, const Place &place,
                                          const CancelToken &cancel) const
{
    const auto stale = [](const QString &why) {
        return fail(ErrorKind::Stale, why, Tr::tr("Nothing was started. Make a new plan."));
    };
    if (plan.includedCount() == 0)
        return fail(ErrorKind::BadInput, Tr::tr("The plan holds no zip, so there is nothing to archive."),
                    Tr::tr("Choose an earlier date or the other rule."));
    if (place.server.name != plan.server || place.site.dataFolder != plan.dataFolder
        || place.site.archiveFolder != plan.archiveFolder)
        return stale(Tr::tr("The site %1 has been changed since the plan was made.").arg(plan.request.site));
    Result<ZipListing> listing = listZips(host, place.site, cancel);
    if (!listing)
        return listing;
    const Result<QDateTime> last = lastRun(plan.request.site);
    if (!last)
        return fail(last.error());
    ArchiveFacts facts;
    facts.zips = listing->zips;
    facts.lastRun = *last;
    facts.freeBytes = listing->freeBytes;
    facts.now = m_clock();
    facts.zone = facts.now.timeZone();
    const Result<ArchivePlan> again = planArchive(plan.request, facts);
    if (!again)
        return fail(again.error());
    if (again->fingerprint != plan.fingerprint)
        return stale(Tr::tr("The zips on %1 are no longer those of the plan.").arg(plan.server));
    if (again->freeBytes < 0)
        return fail(
            ErrorKind::Failed,
            Tr::tr("How much is free in %1 on %2 cannot be told.").arg(displayPath(plan.archiveFolder), plan.server),
            Tr::tr("See whether the folder exists there."));
    if (!again->fits())
        return fail(ErrorKind::DiskFull,
                    Tr::tr("%1 on %2 has %3 free, and the archive needs %4.")
                        .arg(displayPath(plan.archiveFolder), plan.server, bytesInWords(again->freeBytes),
                             bytesInWords(again->neededBytes())),
                    Tr::tr("Make room there, or choose another archive folder. Nothing was started."));
    return listing;
}

ArchiveRun ArchiveDesk::newRun(const ArchivePlan &plan, const QDateTime &listedAt) const
{
    ArchiveRun run;
    run.id = m_clock().toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss-")) + plan.request.name;
    run.request = plan.request;
    run.server = plan.server;
    run.dataFolder = plan.dataFolder;
    run.archiveFolder = plan.archiveFolder;
    // By the server's clock, as the zips' own times are: what is newer belongs to the next run.
    run.startedAt = listedAt;
    run.files = plan.includedCount();
    run.bytes = plan.includedBytes();
    return run;
}

Result<ArchiveRecord> ArchiveDesk::start(const ArchivePlan &plan, const CancelToken &cancel)
{
    const Result<Place> place = placeOf(plan.request.site);
    if (!place)
        return fail(place.error());
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(place->server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    const Result<ZipListing> listing = checkPlan(**host, plan, *place, cancel);
    if (!listing)
        return fail(listing.error());
    return launch(**host, plan, newRun(plan, listing->listedAt), cancel);
}

Result<ArchiveRecord> ArchiveDesk::launch(RemoteHost &host, const ArchivePlan &plan, ArchiveRun run,
                                          const CancelToken &cancel)
{
    const Result<AuditEntry> before =
        noteBefore(QStringLiteral("archive.start"), run,
                   Tr::tr("run %1 from %2 to %3 on %4")
                       .arg(run.id, displayPath(run.dataFolder), displayPath(run.archiveFolder), run.server));
    if (!before)
        return fail(before.error());
    run.startedBy = before->who;

    ArchiveStartInput input {run, plan.neededBytes(), {}, archiveJobText()};
    for (const PlannedZip &zip : plan.zips) {
        if (zip.decision == ZipDecision::Included)
            input.files.append(zip.file);
    }
    QByteArray fields = archiveStartFields(input);
    fields.chop(1); // ask() ends the last field itself
    const Result<QList<FrameRecord>> answer =
        ask(host, RemoteProgram::ArchiveStart, {fields}, run.server, cancel, quick);
    if (!answer) {
        noteAfter(*before, answer.error(), {});
        return leavesStartUnknown(answer.error().kind) ? afterUnknownStart(host, run, answer.error())
                                                       : fail(answer.error());
    }
    noteAfter(*before, std::nullopt, summaryOf(run));
    ArchiveRecord record {run, {}, m_clock().toUTC()};
    record.status.state = ArchiveState::Working;
    const Result<void> saved = m_store.saveArchiveRun(record);
    if (!saved)
        return fail(saved.error());
    // The job runs by now, so a person's wish to stop waiting must not hide it.
    Result<ArchiveRecord> now = askStatus(host, record, CancelToken());
    return now ? now : record;
}

Result<ArchiveRecord> ArchiveDesk::afterUnknownStart(RemoteHost &host, const ArchiveRun &run, const Error &error)
{
    ArchiveRecord record {run, {}, m_clock().toUTC()};
    Result<ArchiveRecord> found = askStatus(host, record, CancelToken());
    if (found && found->status.state != ArchiveState::None)
        return found;
    if (found)
        return fail(error);
    const Result<void> saved = m_store.saveArchiveRun(record);
    if (!saved)
        return fail(saved.error());
    return fail(error.kind, Tr::tr("Whether the archive was started is not known: %1").arg(error.message),
                Tr::tr("It is in the list as unknown. Ask for its state when %1 answers again.").arg(run.server),
                error.detail);
}

Result<ArchiveRecord> ArchiveDesk::askStatus(RemoteHost &host, ArchiveRecord record, const CancelToken &cancel)
{
    const Result<QList<FrameRecord>> answer =
        ask(host, RemoteProgram::ArchiveStatus, {record.run.archiveFolder, record.run.id.toUtf8()}, record.run.server,
            cancel, quick);
    if (!answer)
        return fail(answer.error());
    const Result<ArchiveStatus> status = parseArchiveStatus(*answer);
    if (!status)
        return fail(status.error());
    if (status->state == ArchiveState::None && wasVerified(record.status)) {
        // Nothing cancels a complete archive: the server has only lost its memory of it.
        record.status.state = ArchiveState::Unknown;
        record.status.failure = Tr::tr("It was complete, but its run's folder is gone from the server.");
    } else {
        record.status = *status;
    }
    record.asOf = m_clock().toUTC();
    const Result<void> saved = m_store.saveArchiveRun(record);
    if (!saved)
        return fail(saved.error());
    return record;
}

Result<ArchiveRecord> ArchiveDesk::status(const QString &runId, const CancelToken &cancel, Attendance attendance)
{
    const Result<ArchiveRecord> record = recordOf(runId);
    if (!record)
        return record;
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, attendance);
    if (!host)
        return fail(host.error());
    return askStatus(**host, *record, cancel);
}

Result<ArchiveRecord> ArchiveDesk::attach(const QString &runId, const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<ArchiveRecord> known = recordOf(runId);
    if (!known)
        return known;
    const Result<std::unique_ptr<RemoteHost>> host = openServer(known->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    int silent = 0;
    while (true) {
        const Result<ArchiveRecord> now = askStatus(**host, *known, cancel);
        if (!now) {
            if (!isTransient(now.error().kind) || ++silent >= patience)
                return now;
        } else {
            silent = 0;
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

Result<ArchiveRecord> ArchiveDesk::cancelRun(const QString &runId, const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = recordOf(runId);
    if (!record)
        return record;
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    const Result<AuditEntry> before = noteBefore(QStringLiteral("archive.cancel"), record->run,
                                                 Tr::tr("run %1 on %2").arg(runId, record->run.server));
    if (!before)
        return fail(before.error());
    const Result<QList<FrameRecord>> answer =
        ask(**host, RemoteProgram::ArchiveCancel, {record->run.archiveFolder, runId.toUtf8(), before->who.toUtf8()},
            record->run.server, cancel, quick);
    const Result<bool> stopped = answer ? parseArchiveCancelled(*answer) : fail(answer.error());
    if (!stopped) {
        noteAfter(*before, stopped.error(), {});
        return fail(stopped.error());
    }
    noteAfter(*before, std::nullopt, *stopped ? Tr::tr("cancelled") : Tr::tr("was complete already"));
    return askStatus(**host, *record, CancelToken());
}

Result<ArchiveContents> ArchiveDesk::contents(const QString &runId, const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = recordOf(runId);
    if (!record)
        return fail(record.error());
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record->run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    const Result<QList<FrameRecord>> answer =
        ask(**host, RemoteProgram::TarHeaders, {record->run.archiveFolder, runId.toUtf8()}, record->run.server, cancel,
            patient);
    if (!answer)
        return fail(answer.error());
    const Result<TarHeaders> headers = parseTarHeaders(*answer);
    if (!headers)
        return fail(headers.error());
    const Result<QList<ArchiveMember>> members = m_lister.list(headers->tar);
    if (!members)
        return fail(members.error());
    return ArchiveContents {runId, checkMembers(*members, headers->included)};
}

Result<QList<ArchiveRecord>> ArchiveDesk::discover(const QString &site, const CancelToken &cancel)
{
    const Result<Place> place = placeOf(site);
    if (!place)
        return fail(place.error());
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(place->server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    return askRuns(**host, place->site, cancel);
}

Result<AuditEntry> ArchiveDesk::noteBefore(const QString &act, const ArchiveRun &run, const QString &detail)
{
    AuditEntry entry;
    entry.act = act;
    entry.phase = QStringLiteral("before");
    entry.object = QStringLiteral("%1/%2").arg(run.request.site, run.request.name);
    entry.newValue = summaryOf(run);
    entry.detail = detail;
    const Result<qint64> id = m_audit.append(entry);
    if (!id)
        return fail(id.error());
    entry.id = *id;
    // The log knows who sits here; the run is noted under the same name.
    const Result<QList<AuditEntry>> written = m_audit.entries(act);
    if (!written)
        return fail(written.error());
    const auto own = std::find_if(written->cbegin(), written->cend(),
                                  [&entry](const AuditEntry &each) { return each.id == entry.id; });
    if (own != written->cend())
        entry.who = own->who;
    return entry;
}

void ArchiveDesk::noteAfter(AuditEntry before, const std::optional<Error> &error, const QString &newValue)
{
    AuditEntry after;
    after.act = before.act;
    after.phase = QStringLiteral("after");
    after.object = before.object;
    after.before = before.id;
    after.newValue = newValue;
    after.result = QStringLiteral("ok");
    if (error) {
        after.result = leavesStartUnknown(error->kind) ? QStringLiteral("unknown") : QStringLiteral("failed");
        after.detail = error->message;
    }
    // The act is over whether or not its line can be written; a "before" line without one tells.
    [[maybe_unused]] const Result<qint64> id = m_audit.append(after);
}

} // namespace Nightkeep
