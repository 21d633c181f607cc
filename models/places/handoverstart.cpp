// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a hand-over begins, and one to this workstation; the rest of the service is in handoverservice.cpp.
#include "models/archives/archiveanswers.h"
#include "models/archives/archiveserviceparts.h"
#include "models/base/auditedact.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copystream.h"
#include "models/places/handoverparts.h"
#include "models/places/handoverservice.h"

namespace Nightkeep {

namespace {

constexpr std::chrono::hours BringingTime {12};
constexpr qint64 AroundAnArchive = 128LL * 1024;

BytePath broughtTarName(const ArchiveRun &run)
{
    return run.request.name.toUtf8() + ".tar";
}

/// "anna@desk" works at "desk".
QString workstationOf(const QString &who)
{
    return who.section(u'@', -1);
}

QString machineOf(const HandOver &handOver)
{
    return handOver.where.section(u':', 0, 0);
}

/// Where a place of this kind lies, for people; of a workstation by its name, for each has folders of its own.
QString placeWhereWords(const ArchiveRun &run, const ArchivePlace &place, const QString &who)
{
    const QString below = displayPath(place.folder + '/' + broughtTarName(run));
    switch (place.kind) {
    case PlaceKind::StorageManager:
        return Tr::tr("storage manager, %1").arg(displayPath(run.archiveFolder + '/' + broughtTarName(run)));
    case PlaceKind::SshServer:
        return place.host + u':' + below;
    case PlaceKind::Folder:
        return below;
    case PlaceKind::Workstation:
        return workstationOf(who) + u':' + below;
    }
    return {};
}

HandOver begunHandOver(const ArchiveRun &run, const ArchivePlace &place, const QString &who, const QDateTime &now)
{
    HandOver handOver;
    handOver.run = run.id;
    handOver.place = place.name;
    handOver.kind = place.kind;
    handOver.where = placeWhereWords(run, place, who);
    handOver.state = HandOverState::Working;
    handOver.startedBy = who;
    handOver.startedAt = now;
    handOver.askedAt = now;
    return handOver;
}

Result<QString> placeFileNameHere(const ArchiveRun &run, const ArchivePlace &place)
{
    const BytePath path = place.folder + '/' + broughtTarName(run);
    const QString name = QString::fromUtf8(path);
    if (place.folder.isEmpty() || name.toUtf8() != path)
        return fail(ErrorKind::BadInput,
                    Tr::tr("The folder of the place %1 cannot be named on this machine.").arg(visibleText(place.name)),
                    Tr::tr("Name another folder for it."));
    return name;
}

/// What is wrong with what came, in the words of who hands over and not of who fetches a course's copy.
Error notBrought(const Error &error, const ArchiveRecord &record)
{
    if (error.kind == ErrorKind::Stale || error.kind == ErrorKind::NotFound)
        return {
            error.kind,
            Tr::tr("The archive %1 is not on %2 as it was finished.").arg(record.run.request.name, record.run.server),
            Tr::tr("Ask %1 for its state, then verify it there.").arg(record.run.server), error.message};
    return error;
}

/// It may have come whole before, or meanwhile, and only the workspace not have heard of it; else what was `wrong`.
Result<FileHere> whatIsHere(LocalCopies &files, const QString &fileName, const ExpectedCopy &expected,
                            const Error &wrong, const CancelToken &cancel, const ProgressSink &progress)
{
    if (wrong.kind != ErrorKind::Conflict)
        return fail(wrong);
    const Result<FileHere> there = files.look(fileName, true, cancel, progress);
    if (there && judgeCopy(there->bytes, there->sha256, expected).state == HandOverState::Confirmed)
        return there;
    if (there)
        return fail(ErrorKind::Conflict, Tr::tr("Another file is \"%1\" already.").arg(visibleText(fileName)),
                    Tr::tr("Nothing was replaced. Move that file away, then hand the archive over again."));
    return there.error().kind == ErrorKind::NotFound ? fail(wrong) : fail(there.error());
}

/// One that comes to another workstation at this moment, as far as can be known: it cannot be asked from here.
bool comesElsewhere(const HandOver &known, const QString &who, const QDateTime &now)
{
    return known.kind == PlaceKind::Workstation && known.state == HandOverState::Working
        && machineOf(known) != workstationOf(who)
        && known.startedAt.secsTo(now) < std::chrono::seconds(BringingTime).count();
}

} // namespace

AuditEntry handOverLine(const QString &act, const ArchiveRun &run, const QString &place)
{
    AuditEntry entry;
    entry.act = act;
    entry.object = QStringLiteral("%1/%2").arg(run.request.site, run.request.name);
    entry.newValue = place;
    entry.detail = Tr::tr("run %1 on %2").arg(run.id, run.server);
    return entry;
}

bool mayHaveHappened(const Error &error)
{
    return mayBeTransient(error.kind) || error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Damaged;
}

AuditEntry handOverEnd(const std::optional<Error> &error)
{
    AuditEntry after;
    after.result = !error         ? QStringLiteral("ok")
        : mayHaveHappened(*error) ? QStringLiteral("unknown")
                                  : QStringLiteral("failed");
    if (error)
        after.detail = error->message;
    return after;
}

Result<HandOver> HandOverService::start(const QString &runId, const QString &placeName, const CancelToken &cancel,
                                        const ProgressSink &progress)
{
    const Result<ArchiveRecord> record = m_archives.recordOf(runId);
    if (!record)
        return fail(record.error());
    const Result<ArchivePlace> place = placeNamed(placeName);
    if (!place)
        return fail(place.error());
    const QString &name = record->run.request.name;
    if (!wasVerified(record->status))
        return fail(ErrorKind::BadInput, Tr::tr("The archive %1 is not complete.").arg(name),
                    Tr::tr("Hand it over once it is: ask for its state first."));
    if (record->status.copy != ArchiveCopy::InPlace)
        return fail(ErrorKind::BadInput, Tr::tr("The archive %1 is not at its place as it was finished.").arg(name),
                    Tr::tr("See what became of it; what has returned is verified first."));
    const Result<HandOver> known = knownOf(runId, place->name);
    if (!known && known.error().kind != ErrorKind::NotFound)
        return known;
    if (known && known->state == HandOverState::Confirmed)
        return fail(ErrorKind::BadInput,
                    Tr::tr("The archive %1 has been handed over to %2 already; that was confirmed %3.")
                        .arg(name, place->name, ageInWords(known->confirmedAt, m_clock())),
                    Tr::tr("Confirm it anew to see whether it is still there."));
    if (known && place->kind == PlaceKind::Workstation && comesElsewhere(*known, m_audit.who(), m_clock()))
        return fail(ErrorKind::Busy,
                    Tr::tr("%1 has the archive %2 come to the workstation %3; that began %4.")
                        .arg(visibleText(known->startedBy), name, visibleText(machineOf(*known)),
                             ageInWords(known->startedAt, m_clock())),
                    Tr::tr("Wait until it has ended there."));
    return place->kind == PlaceKind::Workstation ? bringHere(*record, *place, cancel, progress)
                                                 : startThere(*record, *place, cancel);
}

Result<HandOver> HandOverService::startThere(const ArchiveRecord &record, const ArchivePlace &place,
                                             const CancelToken &cancel)
{
    const ArchiveRun &run = record.run;
    const Result<std::unique_ptr<RemoteHost>> host = openServer(run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    Result<AuditedAct> act =
        AuditedAct::begin(m_audit, handOverLine(QStringLiteral("archive.hand-over"), run, place.name));
    if (!act)
        return fail(act.error());
    const QString who = act->before().who;
    const Result<QList<FrameRecord>> answer = askServer(
        **host, RemoteProgram::HandOverStart, handOverStartFields(run, place, who), run.server, cancel, quickLimits());
    const Result<QString> note = answer ? parseArchiveStarted(*answer, run.server) : fail(answer.error());
    const std::optional<Error> error = note ? std::nullopt : std::optional(note.error());
    const std::optional<Error> unwritten = act->end(handOverEnd(error));
    if (error && !mayHaveHappened(*error))
        return fail(withWarning(*error, unwritten));
    // It is under way by now, or may be: a person's wish to stop waiting may not hide it.
    Result<HandOver> now = askOne(**host, record, place.name, CancelToken());
    if (now) {
        now->note = note ? *note : note.error().message;
        if (unwritten)
            now->warning = unwritten;
        return now;
    }
    HandOver handOver = begunHandOver(run, place, who, m_clock().toUTC());
    handOver.description = place.kind == PlaceKind::StorageManager ? handOverDescription(run) : QString();
    handOver.note = note.value_or(QString());
    handOver.warning = unwritten;
    if (!error)
        return noted(handOver);
    if (now.error().kind == ErrorKind::NotFound) // it never began
        return fail(withWarning(*error, unwritten));
    handOver.state = HandOverState::Unknown;
    handOver.failure = error->message;
    handOver = noted(handOver);
    return fail(error->kind, Tr::tr("Whether the hand-over was started is not known: %1").arg(error->message),
                Tr::tr("Ask for its state when %1 answers again.").arg(run.server), error->detail);
}

Result<FileHere> HandOverService::comeHere(const ArchiveRecord &record, const QString &fileName,
                                           const CancelToken &cancel, const ProgressSink &progress)
{
    const ExpectedCopy expected = expectedCopy(record.run, record.status);
    Result<std::unique_ptr<ArrivingCopy>> arriving = m_files.begin(fileName, expected.bytes, false);
    if (!arriving)
        return whatIsHere(m_files, fileName, expected, arriving.error(), cancel, progress);
    const Result<std::unique_ptr<RemoteHost>> host = openServer(record.run.server, Attendance::Attended);
    if (!host)
        return fail(host.error());
    qint64 told = 0;
    qint64 done = 0;
    const CopyOrder order {record.run.archiveFolder, broughtTarName(record.run), expected.bytes, {}};
    CopyStream stream(order, [&](QByteArrayView bytes) -> Result<void> {
        done += bytes.size();
        if (progress && (done - told > 1048576 || done == order.bytes)) {
            told = done;
            progress({done, order.bytes, true, Tr::tr("Fetching the archive")});
        }
        return (*arriving)->add(bytes);
    });
    const Result<void> ran = (*host)->runInto(RemoteProgram::Fetch, inputFields(copyFields(order)),
                                              [&stream](QByteArrayView bytes) { return stream.take(bytes); }, cancel,
                                              {BringingTime, order.bytes + AroundAnArchive});
    const Result<QByteArray> said = ran ? stream.finish(record.run.server) : fail(ran.error());
    if (!said)
        return fail(notBrought(said.error(), record));
    const Result<QByteArray> sum = (*arriving)->readBack(cancel, progress);
    if (!sum)
        return fail(sum.error());
    if (judgeCopy(done, *sum, expected).state != HandOverState::Confirmed)
        return fail(ErrorKind::Damaged,
                    Tr::tr("What came of the archive %1 is not what was finished on %2: its SHA-256 is another.")
                        .arg(record.run.request.name, record.run.server),
                    Tr::tr("Nothing of it was kept. Verify the archive on %1, then hand it over again.")
                        .arg(record.run.server));
    if (const Result<void> kept = (*arriving)->keep(); !kept)
        return whatIsHere(m_files, fileName, expected, kept.error(), cancel, progress);
    return FileHere {done, *sum};
}

Result<HandOver> HandOverService::bringHere(const ArchiveRecord &record, const ArchivePlace &place,
                                            const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<QString> fileName = placeFileNameHere(record.run, place);
    if (!fileName)
        return fail(fileName.error());
    Result<AuditedAct> act = // users' data leave the server with it
        AuditedAct::begin(m_audit, handOverLine(QStringLiteral("archive.hand-over"), record.run, place.name));
    if (!act)
        return fail(act.error());
    HandOver handOver = begunHandOver(record.run, place, act->before().who, m_clock().toUTC());
    handOver.step = HandOverStep::Sending;
    handOver = noted(handOver);
    const Result<FileHere> came = comeHere(record, *fileName, cancel, progress);
    const std::optional<Error> error = came ? std::nullopt : std::optional(came.error());
    AuditEntry after = handOverEnd(error);
    if (error) // whatever it was, nothing is here
        after.result = error->kind == ErrorKind::Cancelled ? QStringLiteral("cancelled") : QStringLiteral("failed");
    const std::optional<Error> unwritten = act->end(after);
    handOver.askedAt = m_clock().toUTC();
    if (error) {
        handOver.state = HandOverState::Failed;
        handOver.failure =
            error->kind == ErrorKind::Cancelled ? Tr::tr("It was stopped before all had come.") : error->message;
        // What another program has proven meanwhile stays.
        const Result<HandOver> meanwhile = knownOf(record.run.id, place.name);
        if (!meanwhile || meanwhile->state != HandOverState::Confirmed)
            handOver = noted(handOver);
        return fail(withWarning(*error, unwritten));
    }
    handOver.state = HandOverState::Confirmed;
    handOver.step = HandOverStep::Done;
    handOver.bytes = came->bytes;
    handOver.sha256 = came->sha256;
    handOver.confirmedAt = handOver.askedAt;
    handOver.warning = unwritten;
    return noted(handOver);
}

Result<HandOver> HandOverService::lookHere(const ArchiveRecord &record, HandOver known, Depth depth,
                                           const CancelToken &cancel, const ProgressSink &progress)
{
    const QString machine = machineOf(known);
    if (machine != workstationOf(m_audit.who()))
        return fail(ErrorKind::NotFound,
                    Tr::tr("%1 lies on the workstation %2, and cannot be seen from here.")
                        .arg(record.run.request.name, visibleText(machine)),
                    Tr::tr("Confirm it on that workstation."));
    const Result<ArchivePlace> place = placeNamed(known.place);
    if (!place)
        return fail(place.error());
    const Result<QString> fileName = placeFileNameHere(record.run, *place);
    if (!fileName)
        return fail(fileName.error());
    if (known.where != placeWhereWords(record.run, *place, m_audit.who()))
        return fail(ErrorKind::Stale,
                    Tr::tr("The place %1 is another folder by now than when %2 came to %3.")
                        .arg(visibleText(known.place), record.run.request.name, visibleText(known.where)),
                    Tr::tr("Give the place its folder back, then ask again. What was known before is kept."));
    const Result<FileHere> there = m_files.look(*fileName, depth == Depth::Read, cancel, progress);
    if (!there && there.error().kind != ErrorKind::NotFound)
        return fail(there.error());
    const ExpectedCopy expected = expectedCopy(record.run, record.status);
    const bool wasThere = known.confirmedAt.isValid();
    known.askedAt = m_clock().toUTC();
    known.failure.clear();
    if (!there && known.state == HandOverState::Deleted)
        return noted(known); // as somebody had it
    known.deleted.reset();
    if (!there) {
        known.state = wasThere ? HandOverState::Missing : HandOverState::Failed;
        known.failure = there.error().message;
        return noted(known);
    }
    known.bytes = there->bytes;
    if (depth == Depth::Look && there->bytes == expected.bytes) {
        // Its size is no proof of its content: what was read of it before stands, and no more.
        if (known.state == HandOverState::Altered) {
            known.failure = Tr::tr("It was found changed, and has not been read since.");
        } else if (known.state != HandOverState::Confirmed) {
            known.state = HandOverState::NotConfirmed;
            known.failure = Tr::tr("A file of its size is there, which nobody has read since: read it.");
        }
        return noted(known);
    }
    known.sha256 = there->sha256;
    const HandOverVerdict verdict = judgeCopy(there->bytes, there->sha256, expected);
    known.state = verdict.state;
    known.failure = verdict.sentence;
    if (verdict.state == HandOverState::Confirmed) {
        known.failure.clear();
        known.step = HandOverStep::Done;
        known.confirmedAt = known.askedAt;
    } else if (wasThere) {
        known.state = HandOverState::Altered;
    }
    return noted(known);
}

} // namespace Nightkeep
