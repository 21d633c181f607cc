// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveservice.h"

#include "models/archives/archiveanswers.h"
#include "models/archives/archiveserviceparts.h"
#include "models/base/auditedact.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <QHash>

#include <algorithm>
#include <iterator>

namespace Nightkeep {

namespace {

constexpr int mostDifferences = 20; // the rest are counted

/// Whether an act may have happened although its answer did not arrive.
bool leavesUnknown(ErrorKind kind)
{
    return mayBeTransient(kind) || kind == ErrorKind::Cancelled || kind == ErrorKind::Damaged;
}

QString summaryOf(const ArchiveRun &run)
{
    return Tr::tr("%n zips, %1", nullptr, run.files).arg(bytesInWords(run.bytes));
}

/// To which the server itself hands over; a workstation takes by itself what comes to it.
Result<QList<ArchivePlace>> placesToTell(const ArchiveStore &store, const ArchiveRequest &request)
{
    const Result<QList<ArchivePlace>> known = store.places();
    if (!known)
        return known;
    QList<ArchivePlace> told;
    for (const QString &name : request.places) {
        const auto place = std::find_if(known->cbegin(), known->cend(),
                                        [&name](const ArchivePlace &each) { return each.name == name; });
        if (place == known->cend())
            return fail(
                ErrorKind::BadInput,
                Tr::tr("There is no place \"%1\" for archives in this workspace any more.").arg(visibleText(name)),
                Tr::tr("Nothing was started. Choose the places anew."));
        if (const Result<void> possible = checkPlace(*place); !possible) // it may have come with an imported document
            return fail(possible.error());
        if (place->kind != PlaceKind::Workstation)
            told.append(*place);
    }
    return told;
}

QList<ZipFile> includedFiles(const ArchivePlan &plan)
{
    QList<ZipFile> files;
    for (const PlannedZip &zip : plan.zips) {
        if (zip.decision == ZipDecision::Included)
            files.append(zip.file);
    }
    return files;
}

QList<PlannedZip> includedZips(const ArchivePlan &plan)
{
    QList<PlannedZip> zips;
    std::copy_if(plan.zips.cbegin(), plan.zips.cend(), std::back_inserter(zips),
                 [](const PlannedZip &zip) { return zip.decision == ZipDecision::Included; });
    return zips;
}

} // namespace

Result<ZipListing> ArchiveService::listAgain(RemoteHost &host, const ArchivePlan &plan, const Site &own,
                                             const Site &site, ArchiveFacts &facts, const CancelToken &cancel) const
{
    const bool isLater = plan.edition == MoodleEdition::Later;
    facts.isShared = !plan.destination.isEmpty();
    // Who made a zip that has come since, and what later Moodles have recorded since, the database says.
    const bool needsMoodle = isLater || plan.request.origin != ZipOrigin::Any;
    Moodle moodle {QList<Course>()};
    const QDateTime asked = m_clock();
    if (needsMoodle) {
        moodle = askMoodle(own, cancel);
        moodle.heed(own);
        if (moodle.courses)
            facts.courses = *moodle.courses;
        else if (!isLater) // who lists a later one says it in its own words
            return fail(withoutOrigin(moodle.courses.error()));
    }
    ArchiveRequest quick = plan.request;
    quick.readThrough = false;
    Result<ZipListing> listing =
        isLater ? listLater(host, quick, site, moodle, facts, cancel) : listZips(host, site, {}, cancel);
    if (!listing)
        return listing;
    // A file that is as it was when it was looked into need not be looked into again.
    QHash<BytePath, ZipFile> seen;
    for (const PlannedZip &zip : plan.zips) {
        seen.insert(zip.file.path, zip.file);
        if (zip.courseId)
            facts.courseOf.insert(zip.file.path, *zip.courseId);
    }
    for (ZipFile &file : listing->zips) {
        const ZipFile before = seen.value(file.path);
        if (before.bytes == file.bytes && before.modified == file.modified)
            file.check = before.check;
    }
    addListing(facts, *listing);
    if (needsMoodle && !isLater)
        addKinds(facts, moodle);
    // What came after Moodle had been asked is none of this run's, though it lay there when the files were listed.
    if (needsMoodle)
        listing->listedAt = listing->listedAt.addSecs(-std::max<qint64>(asked.secsTo(m_clock()), 0) - 1);
    return listing;
}

Result<ZipListing> ArchiveService::checkPlan(RemoteHost &host, const ArchivePlan &plan, const Place &place,
                                             const CancelToken &cancel) const
{
    const auto stale = [](const QString &why, const QString &difference = {}) {
        return fail(ErrorKind::Stale, why, Tr::tr("Nothing was started. Make a new plan."), difference);
    };
    if (plan.includedCount() == 0)
        return fail(ErrorKind::BadInput, Tr::tr("The plan holds no zip, so there is nothing to archive."),
                    Tr::tr("Choose an earlier date or the other rule."));
    Site site = place.site;
    if (!plan.destination.isEmpty())
        site.dataFolder = plan.destination;
    if (place.server.name != plan.server || site.dataFolder != plan.dataFolder
        || site.archiveFolder != plan.archiveFolder
        || (!site.backupFolder.isEmpty() && site.backupFolder != plan.dataFolder))
        return stale(Tr::tr("The site %1 has been changed since the plan was made.").arg(plan.request.site));
    Result<ArchiveFacts> facts = factsOf(plan.request, site);
    if (!facts)
        return fail(facts.error());
    const Result<ZipListing> listing = listAgain(host, plan, place.site, site, *facts, cancel);
    if (!listing)
        return listing;
    const Result<ArchivePlan> again = planArchive(plan.request, *facts);
    if (!again && again.error().kind == ErrorKind::NotFound)
        return stale(again.error().message); // what a person chose is gone
    if (!again)
        return fail(again.error());
    if (again->fingerprint != plan.fingerprint)
        return stale(Tr::tr("The zips on %1 are no longer those of the plan.").arg(plan.server),
                     differenceOf(plan, *again).inWords(mostDifferences).join(u'\n'));
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
    if (const RoomHere *room = again->tooSmallHere())
        return fail(
            ErrorKind::DiskFull,
            Tr::tr("%1 on this workstation has %2 free, and the archive needs %3.")
                .arg(visibleText(room->place), bytesInWords(room->freeBytes), bytesInWords(again->neededBytes())),
            Tr::tr("Make room there, or plan it without that place. Nothing was started."));
    return listing;
}

ArchiveRun ArchiveService::newRun(const ArchivePlan &plan, const QDateTime &listedAt) const
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
    run.warnings = plan.warnings;
    // What nobody could tell when it was planned must not look settled later.
    for (const QString &unknown : {plan.coursesProblem, plan.notChecked, plan.destinationProblem}) {
        if (!unknown.isEmpty())
            run.warnings.append({ArchiveWarning::Kind::NotSeen, 0, {}, unknown});
    }
    run.leftOut = plan.leftOut();
    run.zipsChecked = plan.zipsChecked();
    return run;
}

Result<ArchiveRecord> ArchiveService::start(const ArchivePlan &plan, const CancelToken &cancel)
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

Result<ArchiveRecord> ArchiveService::launch(RemoteHost &host, const ArchivePlan &plan, ArchiveRun run,
                                             const CancelToken &cancel)
{
    const Result<QList<ArchivePlace>> places = placesToTell(m_store, run.request);
    if (!places)
        return fail(places.error());
    Result<AuditedAct> act = AuditedAct::begin(
        m_audit,
        auditOf(QStringLiteral("archive.start"), run,
                Tr::tr("run %1 from %2 to %3 on %4")
                    .arg(run.id, displayPath(run.dataFolder), displayPath(run.archiveFolder), run.server)));
    if (!act)
        return fail(act.error());
    run.startedBy = act->before().who;
    // Stored before it begins, as unknown: whatever becomes of the answer, the run can be asked about.
    ArchiveRecord record {run, {}, m_clock().toUTC()};
    if (const Result<void> saved = m_store.saveArchiveRun(record); !saved)
        return fail(withWarning(saved.error(), act->end(auditEnd(saved.error(), {}))));
    if (const Result<void> saved = m_store.saveArchivedFiles(run.id, includedFiles(plan)); !saved)
        return neverBegun(record, withWarning(saved.error(), act->end(auditEnd(saved.error(), {}))));

    const ArchiveStartInput input {run, plan.neededBytes(), includedZips(plan), archiveJobText(), *places};
    QByteArray fields = archiveStartFields(input);
    fields.chop(1); // askServer() ends the last field itself
    const Result<QList<FrameRecord>> answer =
        askServer(host, RemoteProgram::ArchiveStart, {fields}, run.server, cancel, quickLimits());
    const Result<QString> note = answer ? parseArchiveStarted(*answer, run.server) : fail(answer.error());
    if (!note) {
        const std::optional<Error> unwritten = act->end(auditEnd(note.error(), {}));
        if (leavesUnknown(note.error().kind))
            return afterUnknownStart(host, record, withWarning(note.error(), unwritten));
        return neverBegun(record, withWarning(note.error(), unwritten));
    }
    record.note = *note;
    record.warning = act->end(auditEnd(std::nullopt, summaryOf(run)));
    record.status.state = ArchiveState::Working;
    // The job runs by now: neither a person's wish to stop waiting nor a busy workspace may hide it.
    const Result<ArchiveRecord> now = askStatus(host, record, CancelToken());
    return now ? *now : noted(record);
}

Result<ArchiveRecord> ArchiveService::afterUnknownStart(RemoteHost &host, const ArchiveRecord &record,
                                                        const Error &error)
{
    const Result<ArchiveRecord> found = askStatus(host, record, CancelToken());
    if (found && found->status.state != ArchiveState::None)
        return found;
    if (found)
        return neverBegun(record, error);
    return fail(error.kind, Tr::tr("Whether the archive was started is not known: %1").arg(error.message),
                Tr::tr("It is in the list as unknown. Ask for its state when %1 answers again.").arg(record.run.server),
                error.detail);
}

Unexpected ArchiveService::neverBegun(const ArchiveRecord &record, const Error &error)
{
    const Result<void> removed = m_store.removeArchiveRun(record.run.id);
    // Where it stays, the next question about it settles it.
    return fail(removed ? error : withWarning(error, removed.error()));
}

AuditEntry ArchiveService::auditOf(const QString &act, const ArchiveRun &run, const QString &detail)
{
    AuditEntry entry;
    entry.act = act;
    entry.object = QStringLiteral("%1/%2").arg(run.request.site, run.request.name);
    entry.newValue = summaryOf(run);
    entry.detail = detail;
    return entry;
}

AuditEntry ArchiveService::auditEnd(const std::optional<Error> &error, const QString &newValue)
{
    AuditEntry after;
    after.newValue = newValue;
    after.result = QStringLiteral("ok");
    if (error) {
        after.result = leavesUnknown(error->kind) ? QStringLiteral("unknown") : QStringLiteral("failed");
        after.detail = error->message;
    }
    return after;
}

} // namespace Nightkeep
