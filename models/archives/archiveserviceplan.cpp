// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveservice.h"

#include "models/archives/archiveserviceparts.h"
#include "models/archives/webroots.h"
#include "models/base/tr.h"
#include "models/courses/localcopies.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int planSteps = 3; // as people count them

/// What a Moodle 1.9 knows of its runs; nothing where that cannot be read: then nobody can tell who made a zip.
CourseReading oldReading(MoodleSite &moodle)
{
    CourseReading reading;
    const Result<MoodleFacts> facts = moodle.facts();
    const Result<MoodleCourses> states = facts ? moodle.courseStates(*facts) : fail(facts.error());
    if (!states)
        return reading;
    reading.head.moodle = *facts;
    reading.head.moodle.edition = MoodleEdition::Old;
    reading.courses = states->courses;
    return reading;
}

/// What such a plan takes is looked into, and what it would take instead of a doubtful one.
ZipLook lookFor(const ArchiveRequest &request, const ArchiveFacts &facts)
{
    if (facts.isShared)
        return {ZipLook::Which::Shared, {}, request.readThrough};
    // Where a person or the origin chooses, the newest need not be what is taken.
    if (request.origin != ZipOrigin::Any || !request.instead.isEmpty())
        return {ZipLook::Which::Since, QDateTime(), request.readThrough};
    if (request.rule == ArchiveRule::NewestPerCourse)
        return {ZipLook::Which::Newest, {}, request.readThrough};
    return {ZipLook::Which::Since, facts.leftOut.isEmpty() ? facts.lastRun : QDateTime(), request.readThrough};
}

/// Where the backups of all courses go is Moodle's word: on the data server that folder may have another name.
Error withoutDestination(Error error, const Site &site)
{
    if (error.kind != ErrorKind::NotFound)
        return error;
    error.message = Tr::tr("The folder of the backups of all courses, %1, does not exist on %2.")
                        .arg(displayPath(site.dataFolder), site.dataServer);
    error.advice = Tr::tr("It is Moodle's backup_sche_destination, unless the site names one. If it has another name "
                          "there, give that as the site's folder of all backups (backupFolder); the data folder itself "
                          "stands for the courses' own folders.");
    return error;
}

} // namespace

Result<ArchiveFacts> ArchiveService::factsOf(const ArchiveRequest &request, const Site &site) const
{
    const Result<QList<ArchiveRecord>> records = runs();
    if (!records)
        return fail(records.error());
    ArchiveFacts facts;
    facts.now = m_clock();
    facts.zone = siteZone(site, facts.now);
    if (m_here) {
        const Result<QList<ArchivePlace>> places = m_store.places();
        if (!places)
            return fail(places.error());
        for (const ArchivePlace &place : *places) {
            if (place.kind == PlaceKind::Workstation && request.places.contains(place.name))
                facts.roomHere.append({place.name, m_here->freeBytes(QString::fromUtf8(place.folder))});
        }
    }
    for (const ArchiveRecord &record : *records) {
        const ArchiveRun &run = record.run;
        // Only what such a run took from this very folder is archived as this rule would do it, and one of a single
        // origin has left the others' zips where they are.
        const bool tookThese = run.request.origin == ZipOrigin::Any || run.request.origin == request.origin;
        if (run.request.site == request.site && run.request.rule == request.rule && tookThese
            && run.dataFolder == site.dataFolder && wasVerified(record.status)
            && (!facts.lastRun.isValid() || run.startedAt > facts.lastRun)) {
            facts.lastRun = run.startedAt;
            facts.leftOut = run.leftOut;
        }
    }
    return facts;
}

void ArchiveService::Moodle::heed(const Site &site)
{
    const BytePath &said = site.backupFolder;
    if (said.isEmpty())
        return;
    destination = said == site.dataFolder ? BytePath() : said;
    problem.clear();
    remark.clear();
}

ArchiveService::Moodle ArchiveService::askMoodle(const Site &site, const CancelToken &cancel) const
{
    const Result<std::unique_ptr<MoodleSite>> moodle = m_moodles.open(site, cancel);
    if (!moodle)
        return {fail(moodle.error())};
    const Result<MoodleConfig> config = (*moodle)->backupConfig();
    if (!config && config.error().kind == ErrorKind::MissingTable)
        return {fail(config.error())};
    if (config && config->edition == MoodleEdition::Later)
        return laterMoodle(**moodle, site);
    Moodle answer {(*moodle)->courses()};
    if (answer.courses)
        answer.reading = oldReading(**moodle);
    if (!config) {
        answer.problem = Tr::tr("Where Moodle saves its backups could not be read: %1").arg(config.error().message);
        return answer;
    }
    const QByteArray destination = config->values.value(QStringLiteral("backup_sche_destination")).trimmed().toUtf8();
    if (destination.isEmpty())
        return answer;
    const QString active = config->values.value(QStringLiteral("backup_sche_active"));
    const Result<BytePath> folder = cleanFolder(destination);
    if (!active.isEmpty() && active != QLatin1String("1"))
        answer.remark = Tr::tr("Moodle's schedule is switched off, so its backup_sche_destination, %1, is not looked "
                               "at but the courses' own folders.")
                            .arg(displayPath(destination));
    else if (folder)
        answer.destination = *folder;
    else
        answer.problem = Tr::tr("Moodle's backup_sche_destination is no folder: %1").arg(folder.error().message);
    return answer;
}

std::optional<ArchiveWarning> ArchiveService::warningOfOwnFolders(RemoteHost &host, const Site &site,
                                                                  const BytePath &destination,
                                                                  const CancelToken &cancel) const
{
    const auto warning = [](const QString &text) {
        return ArchiveWarning {ArchiveWarning::Kind::Elsewhere, 0, {}, text};
    };
    const Result<ZipListing> own = listZips(host, site, {}, cancel);
    if (!own)
        return warning(Tr::tr("Whether there are backups in the courses' own folders too, below %1, could not be "
                              "seen: %2")
                           .arg(displayPath(site.dataFolder), own.error().message));
    const auto count = std::count_if(own->zips.cbegin(), own->zips.cend(),
                                     [](const ZipFile &zip) { return courseOfZip(zip.path).has_value(); });
    if (count == 0)
        return std::nullopt;
    return warning(Tr::tr("Zips in the courses' own folders below %1, which are no part of this plan, because the "
                          "backups are saved in %2: %3.")
                       .arg(displayPath(site.dataFolder), displayPath(destination), QString::number(count)));
}

/// Where nobody can look, nothing is said but what the site's own folders tell.
QString ArchiveService::webRemarkOf(RemoteHost &host, const Site &site, const CancelToken &cancel) const
{
    const Result<WebRoots> seen = askServer(host, RemoteProgram::WebRoots, {site.archiveFolder, site.codeFolder},
                                            site.dataServer, cancel, quickLimits())
                                      .and_then(parseWebRoots);
    return webRemark(site.archiveFolder, site.codeFolder, seen.value_or(WebRoots()));
}

Error ArchiveService::withoutOrigin(const Error &error)
{
    return {error.kind,
            Tr::tr("Which backups Moodle made by itself cannot be told, because its database does not say: %1")
                .arg(error.message),
            Tr::tr("Mend the way to Moodle's database, or take backups of any origin."), error.detail};
}

/// Lists what such a plan is made from, and looks into it.
Result<ZipListing> ArchiveService::listFor(RemoteHost &host, const ArchiveRequest &request, const Site &site,
                                           Moodle &moodle, ArchiveFacts &facts, const CancelToken &cancel) const
{
    if (moodle.courses)
        facts.courses = *moodle.courses;
    else if (request.origin != ZipOrigin::Any)
        return fail(withoutOrigin(moodle.courses.error()));
    facts.isShared = !moodle.destination.isEmpty();
    if (moodle.edition() == MoodleEdition::Later)
        return listLater(host, request, site, moodle, facts, cancel);
    const Result<ZipListing> listing = listZips(host, site, lookFor(request, facts), cancel);
    if (!listing)
        return fail(facts.isShared ? withoutDestination(listing.error(), site) : listing.error());
    addListing(facts, *listing);
    addKinds(facts, moodle);
    return listing;
}

Result<ArchivePlan> ArchiveService::plan(const ArchiveRequest &wanted, const CancelToken &cancel,
                                         const ProgressSink &progress)
{
    const auto tell = [&progress](int step, const QString &text) {
        if (progress)
            progress({step, planSteps, false, text});
    };
    ArchiveRequest request = wanted;
    for (AcceptedCourse &accepted : request.accepted)
        accepted.by = accepted.by.isEmpty() ? m_audit.who() : accepted.by;
    request.places.removeDuplicates(); // the server takes one order a place
    if (const Result<void> fine = checkRequest(request); !fine)
        return fail(fine.error());
    const Result<Place> place = placeOf(request.site);
    if (!place)
        return fail(place.error());
    tell(0, Tr::tr("Asking %1 which archives it has").arg(place->server.name));
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(place->server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    // Runs of colleagues count as the last run too. A missing archive folder is the plan's to tell.
    const Result<QList<ArchiveRecord>> others = askRuns(**host, place->site, cancel);
    if (!others && others.error().kind != ErrorKind::NotFound)
        return fail(others.error());
    tell(1, Tr::tr("Asking Moodle for its courses"));
    Moodle moodle = askMoodle(place->site, cancel);
    moodle.heed(place->site);
    Site site = place->site;
    std::optional<ArchiveWarning> elsewhere;
    if (!moodle.destination.isEmpty()) {
        site.dataFolder = moodle.destination;
        if (moodle.edition() != MoodleEdition::Later && !holdsPath(site.dataFolder, place->site.dataFolder))
            elsewhere = warningOfOwnFolders(**host, place->site, site.dataFolder, cancel);
    }
    Result<ArchiveFacts> facts = factsOf(request, site);
    if (!facts)
        return fail(facts.error());
    tell(2, Tr::tr("Looking for the zips on %1, and into them").arg(place->server.name));
    const Result<ZipListing> listing = listFor(**host, request, site, moodle, *facts, cancel);
    if (!listing)
        return fail(listing.error());
    const QString webRemark = webRemarkOf(**host, place->site, cancel);
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, Tr::tr("Planning was cancelled."));
    Result<ArchivePlan> plan = planArchive(request, *facts);
    if (plan) {
        plan->server = place->server.name;
        plan->dataFolder = site.dataFolder;
        plan->destination = moodle.destination;
        plan->destinationProblem = moodle.problem;
        plan->destinationRemark = moodle.remark;
        plan->archiveFolder = site.archiveFolder;
        plan->notChecked = listing->notChecked;
        plan->coursesProblem = moodle.courses ? QString() : moodle.courses.error().message;
        plan->webRemark = webRemark;
        if (elsewhere)
            plan->warnings.append(*elsewhere);
    }
    return plan;
}

} // namespace Nightkeep
