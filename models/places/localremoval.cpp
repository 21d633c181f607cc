// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Removing an archive's tar from its server; the rest of the service is in keepingservice.cpp.
#include "models/archives/archiveserviceparts.h"
#include "models/base/auditedact.h"
#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/places/handoverparts.h"
#include "models/places/keepingservice.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int removalDaysLeft = 60; // a copy that ends sooner is none to rely on

/// A folder keeps until somebody removes it; the storage manager by rules that it has to tell.
bool hasUnknownEnd(const HandOver &handOver)
{
    return handOver.kind == PlaceKind::StorageManager && handOver.expiry.kind == Expiry::Kind::NotKnown;
}

bool isStaying(const HandOver &handOver, const QDate &today)
{
    return isThereOn(handOver, today.addDays(removalDaysLeft)) && !hasUnknownEnd(handOver);
}

Result<void> checkRemovable(const ArchiveRecord &record)
{
    const QString &name = record.run.request.name;
    if (record.status.state == ArchiveState::Complete && record.status.copy == ArchiveCopy::InPlace)
        return {};
    if (record.status.state != ArchiveState::Complete)
        return fail(ErrorKind::BadInput, Tr::tr("The archive %1 is not complete.").arg(name),
                    Tr::tr("What is half made is removed by cancelling its run."));
    return fail(ErrorKind::BadInput, Tr::tr("The archive %1 is not at its place as it was finished.").arg(name),
                Tr::tr("See what became of it; what has returned is verified first."));
}

Unexpected removalNowhereElse(const ArchiveRun &run, const QStringList &reasons)
{
    return fail(ErrorKind::BadInput,
                Tr::tr("No other place is known to have the archive %1 and to keep it.").arg(run.request.name),
                Tr::tr("Nothing was removed. Hand it over to a place first; one that keeps it for less than %n more "
                       "days does not count.",
                       nullptr, removalDaysLeft),
                reasons.join(u'\n'));
}

struct ArchivedCourses
{
    QSet<qint64> courses;
    bool isWhole = true; ///< of each file it is known whose it is

    void add(const std::optional<qint64> &course)
    {
        if (course)
            courses.insert(*course);
        else
            isWhole = false;
    }
};

Result<ArchivedCourses> coursesInArchive(const ArchiveStore &store, const QString &runId)
{
    ArchivedCourses in;
    const Result<std::optional<ArchiveManifest>> manifest = store.manifest(runId);
    if (!manifest)
        return fail(manifest.error());
    if (*manifest) {
        for (const ArchivedFile &file : (*manifest)->files)
            in.add(file.course ? file.course : courseOfZip(file.path));
        return in;
    }
    const Result<std::optional<QList<ZipFile>>> files = store.archivedFiles(runId);
    if (!files)
        return fail(files.error());
    in.isWhole = files->has_value();
    for (const ZipFile &file : files->value_or(QList<ZipFile>()))
        in.add(courseOfZip(file.path));
    return in;
}

} // namespace

Result<void> KeepingService::checkHolds(const ArchiveRun &run) const
{
    const Result<QHash<qint64, QString>> held = m_readHeld(run.request.site);
    if (!held)
        return fail(held.error());
    if (held->isEmpty())
        return {};
    const QString advice = Tr::tr("Nothing was removed. End the hold first, on the page Retention, if it may end.");
    if (held->contains(0))
        return fail(
            ErrorKind::BadInput,
            Tr::tr("Nobody can say whether the archive %1 belongs to a case that is held.").arg(run.request.name),
            advice, held->value(0));
    const Result<ArchivedCourses> in = coursesInArchive(m_archiveStore, run.id);
    if (!in)
        return fail(in.error());
    for (auto each = held->cbegin(); each != held->cend(); ++each) {
        if (in->courses.contains(each.key()))
            return fail(ErrorKind::BadInput,
                        Tr::tr("The archive %1 has a backup of the course %2, which is held.")
                            .arg(run.request.name)
                            .arg(each.key()),
                        advice, each.value());
    }
    if (!in->isWhole)
        return fail(ErrorKind::BadInput,
                    Tr::tr("Courses of %1 are held, and whose backups are in the archive %2 is not known.")
                        .arg(visibleText(run.request.site), run.request.name),
                    Tr::tr("Nothing was removed. Verify the archive, or look at its contents, so that it becomes "
                           "known."));
    return {};
}

Result<QList<HandOver>> KeepingService::elsewhere(const QString &runId) const
{
    const Result<QList<HandOver>> all = m_handOvers.handOvers();
    if (!all)
        return all;
    QList<HandOver> there;
    const QDate today = m_clock().toUTC().date();
    std::copy_if(all->cbegin(), all->cend(), std::back_inserter(there),
                 [&](const HandOver &each) { return each.run == runId && isStaying(each, today); });
    return there;
}

Result<void> KeepingService::mayRemoveLocal(const QString &runId) const
{
    const Result<ArchiveRecord> record = m_archives.recordOf(runId);
    if (!record)
        return fail(record.error());
    if (const Result<void> removable = checkRemovable(*record); !removable)
        return removable;
    if (const Result<void> free = checkHolds(record->run); !free)
        return free;
    const Result<QList<HandOver>> there = elsewhere(runId);
    if (!there)
        return fail(there.error());
    if (!there->isEmpty())
        return {};
    QStringList reasons;
    const QList<HandOver> all = m_handOvers.handOvers().value_or(QList<HandOver>());
    for (const HandOver &each : all) {
        if (each.run == runId && each.state == HandOverState::Confirmed && hasUnknownEnd(each))
            reasons << Tr::tr("%1: until when it keeps the archive is not known. Confirm it anew.")
                           .arg(visibleText(each.place));
    }
    return removalNowhereElse(record->run, reasons);
}

Result<HandOver> KeepingService::confirmedAnew(const ArchiveRecord &record, const CancelToken &cancel,
                                               const ProgressSink &progress)
{
    const Result<QList<HandOver>> there = elsewhere(record.run.id);
    if (!there)
        return fail(there.error());
    const QDate today = m_clock().toUTC().date();
    QStringList reasons;
    for (const HandOver &known : *there) {
        const Result<HandOver> now =
            m_handOvers.confirm(record.run.id, known.place, HandOverService::Depth::Look, cancel, progress);
        if (now && isStaying(*now, today))
            return now;
        if (!now && now.error().kind == ErrorKind::Cancelled)
            return now;
        reasons << Tr::tr("%1: %2", "a place, why it does not count")
                       .arg(visibleText(known.place),
                            now ? handOverStateWord(now->state) + u' ' + now->failure : now.error().message);
    }
    return removalNowhereElse(record.run, reasons);
}

Result<void> KeepingService::removeThere(const ArchiveRecord &record, const CancelToken &cancel)
{
    const ArchiveRun &run = record.run;
    const Result<QList<Server>> servers = m_servers.servers();
    if (!servers)
        return fail(servers.error());
    const auto server = std::find_if(servers->cbegin(), servers->cend(), [&run](const Server &each) {
        return each.name.compare(run.server, Qt::CaseInsensitive) == 0;
    });
    if (server == servers->cend())
        return fail(ErrorKind::NotFound, Tr::tr("The server %1 is not in the matrix any more.").arg(run.server),
                    Tr::tr("Add it again to reach what it holds."));
    const Result<std::unique_ptr<RemoteHost>> host = m_hosts.open(*server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    const Result<QList<FrameRecord>> answer = askServer(
        **host, RemoteProgram::ArchiveRemove,
        {run.archiveFolder, run.id.toUtf8(), QByteArray::number(record.status.tarBytes), record.status.sha256},
        run.server, cancel, quickLimits());
    if (!answer)
        return fail(answer.error());
    const bool isRemoved = std::any_of(answer->cbegin(), answer->cend(), [](const FrameRecord &each) {
        return each.type == "result" && each.fields.value(0) == "removed";
    });
    if (!isRemoved)
        return fail(ErrorKind::Damaged, Tr::tr("What %1 answered is not understood.").arg(run.server),
                    Tr::tr("Ask for the archive's state."));
    return {};
}

Result<ArchiveRecord> KeepingService::removeLocal(const QString &runId, const QString &typedName,
                                                  const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<ArchiveRecord> known = m_archives.recordOf(runId);
    if (!known)
        return known;
    const QString name = known->run.request.name;
    if (typedName != name)
        return fail(ErrorKind::BadInput, Tr::tr("What was typed is not the archive's name, which is %1.").arg(name),
                    Tr::tr("Nothing was removed. Type the name as it is."));
    if (const Result<void> may = mayRemoveLocal(runId); !may)
        return fail(may.error());
    const Result<ArchiveRecord> record = m_archives.status(runId, cancel);
    if (!record)
        return record;
    if (const Result<void> removable = checkRemovable(*record); !removable)
        return fail(removable.error());
    const Result<HandOver> place = confirmedAnew(*record, cancel, progress);
    if (!place)
        return fail(place.error());
    // Somebody may have set a hold while the place was asked.
    if (const Result<void> free = checkHolds(record->run); !free)
        return fail(free.error());
    Result<AuditedAct> act =
        AuditedAct::begin(m_audit, handOverLine(QStringLiteral("archive.remove-local"), record->run, place->place));
    if (!act)
        return fail(act.error());
    const Result<void> removed = removeThere(*record, cancel);
    const std::optional<Error> unwritten =
        act->end(handOverEnd(removed ? std::nullopt : std::optional(removed.error())));
    // Something may have been done there: a person's wish to stop waiting may not hide it.
    Result<ArchiveRecord> now = m_archives.status(runId, CancelToken());
    const bool isGone = removed || (now && mayHaveHappened(removed.error()) && now->status.copy == ArchiveCopy::Gone);
    if (!isGone)
        return fail(withWarning(removed.error(), unwritten));
    const Result<ArchiveRecord> noted = m_archives.noteMoved(
        runId,
        Tr::tr("removed from %1 by %2; it is at %3", "a server, a person, a place and where that is")
            .arg(known->run.server, act->before().who, placeInNote(*place)));
    ArchiveRecord after = noted ? *noted : now.value_or(*record);
    if (!noted)
        after.warning = noted.error();
    else if (unwritten)
        after.warning = unwritten;
    return after;
}

} // namespace Nightkeep
