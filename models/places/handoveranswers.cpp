// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/places/handoveranswers.h"

#include "models/base/format.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"

#include <algorithm>
#include <cstdlib>

namespace Nightkeep {

namespace {

constexpr qint64 mostHandOverBytes = 1LL << 60;

/// A record of handover-status.sh.
struct ToldHandOver
{
    HandOver handOver; ///< what needs no judgement
    QByteArray life;
    QByteArray failure;
    QByteArray argument;
    HandOverStep failedStep = HandOverStep::Queued;
    BytePath path;
    ClientEnd end = ClientEnd::NotThere;
    bool wasAsked = false; ///< the storage manager, which answered
    QByteArray queried;
    QDateTime doneAt;
    QByteArray looked;
    QDateTime lookedAt;
    bool wasReadThen = false; ///< at the last look
    bool isStopped = false;
};

QString tarName(const ArchiveRun &run)
{
    return run.request.name + QStringLiteral(".tar");
}

ClientEnd clientEndOf(const QByteArray &word)
{
    if (word == "exited")
        return ClientEnd::Exited;
    if (word == "hung")
        return ClientEnd::HungUp;
    // What an earlier attempt sent, of whose end nobody knows, is as little a success.
    return word == "signalled" || word == "earlier" ? ClientEnd::Signalled : ClientEnd::NotThere;
}

/// A query that found nothing is an answer: its status is that of a warning then, with a number of its own. One without
/// a word of the path is none.
bool storageAnswered(qint64 status, const QByteArray &queried, const BytePath &path)
{
    return status >= 0 && (queried.contains("ANS1092") || (status < 8 && queried.contains(' ' + path + ' ')));
}

QString placeInWords(const HandOver &handOver, const QString &host, const BytePath &folder, const QString &tar,
                     const BytePath &path)
{
    const QString copy = displayPath(folder) + u'/' + tar;
    switch (handOver.kind) {
    case PlaceKind::StorageManager:
        return Tr::tr("storage manager, %1").arg(displayPath(path));
    case PlaceKind::SshServer:
        return visibleText(host) + u':' + copy;
    case PlaceKind::Folder:
    case PlaceKind::Workstation:
        return copy;
    }
    return {};
}

QString linesInWords(const QByteArray &text)
{
    QStringList lines;
    const QByteArrayList all = text.split('\n');
    for (const QByteArray &line : all)
        lines.append(displayPath(line));
    return lines.join(u'\n');
}

Result<ToldHandOver> readTold(const FrameRecord &record, const ArchiveRun &run, const QDateTime &now)
{
    FrameFields fields(record, 28);
    ToldHandOver told;
    HandOver &handOver = told.handOver;
    handOver.run = run.id;
    handOver.place = fields.text();
    told.life = fields.bytes();
    handOver.step = fromName<HandOverStep>(fields.text()).value_or(HandOverStep::Queued);
    handOver.progress.done = fields.number(0);
    handOver.progress.total = fields.number(0);
    handOver.progress.inBytes = true;
    handOver.progress.text = handOverStepWord(handOver.step);
    told.failure = fields.bytes();
    told.argument = fields.bytes();
    told.failedStep = fromName<HandOverStep>(fields.text()).value_or(HandOverStep::Queued);
    const auto kind = fromName<PlaceKind>(fields.text());
    const QString host = fields.text();
    const BytePath folder = fields.bytes();
    handOver.kind = kind.value_or(PlaceKind::StorageManager);
    handOver.description = fields.text();
    handOver.startedBy = fields.text();
    handOver.startedAt = fields.time();
    told.path = fields.bytes();
    handOver.where = placeInWords(handOver, host, folder, tarName(run), told.path);
    if (kind == PlaceKind::StorageManager)
        handOver.path = told.path;
    told.end = clientEndOf(fields.bytes());
    const qint64 status = fields.number();
    handOver.clientStatus = told.end == ClientEnd::Exited && status <= 255 ? int(status) : -1;
    const qint64 asked = fields.number();
    told.queried = fields.bytes();
    told.wasAsked = storageAnswered(asked, told.queried, told.path);
    handOver.bytes = fields.number();
    handOver.sha256 = fields.bytes();
    told.doneAt = fields.time();
    told.looked = fields.bytes();
    told.lookedAt = fields.time();
    const qint64 seenBytes = fields.number();
    const QByteArray seenSha = fields.bytes();
    told.isStopped = fields.bytes() == "yes";
    handOver.log = linesInWords(fields.bytes());
    handOver.askedAt = now;
    if (!fields.sound() || handOver.place.isEmpty() || !kind || *kind == PlaceKind::Workstation
        || handOver.progress.done < 0 || handOver.progress.total < 0 || handOver.bytes > mostHandOverBytes
        || seenBytes > mostHandOverBytes || leadsUpwards(folder) || leadsUpwards(told.path))
        return damagedRecord(record);
    if (!told.looked.isEmpty()) {
        handOver.bytes = seenBytes;
        told.wasReadThen = told.looked == "found" && !seenSha.isEmpty();
        if (!seenSha.isEmpty() || told.looked != "found")
            handOver.sha256 = seenSha;
    }
    return told;
}

/// Whether what was sent may lie at the place, though the job did not come to its end.
bool mayBeThere(const ToldHandOver &told)
{
    if (told.failure == "exists")
        return false;
    return told.handOver.kind == PlaceKind::StorageManager
        ? told.failedStep == HandOverStep::Sending || told.failedStep == HandOverStep::Confirming
        : told.failedStep == HandOverStep::Naming;
}

QString failureOfPlace(const ToldHandOver &told)
{
    const QString what = displayPath(told.argument);
    const QString during = handOverStepWord(told.failedStep);
    const QByteArray &code = told.failure;
    if (code == "not-reached")
        return Tr::tr("%1 could not be reached by ssh without questions. Log in to the archive's server and try \"ssh "
                      "%1\"; the log has what it said.")
            .arg(what);
    if (code == "no-folder")
        return Tr::tr("The folder %1 is not there. Make it, or mount its disk, and start again.").arg(what);
    if (code == "not-writable" || code == "not-written" || code == "owners" || code == "no-part")
        return Tr::tr("Nothing can be written to %1. See whose folder it is and whether its disk is full or read-only.")
            .arg(what);
    if (code == "no-room")
        return Tr::tr("The place has %1 free, which is not enough. Make room there and start again.")
            .arg(bytesInWords(told.argument.toLongLong()));
    if (code == "full")
        return Tr::tr("The disk is full (while %1). Make room and start again.").arg(during);
    if (code == "exists")
        return Tr::tr("Something else named %1 is at the place; it was left as it is. Look whose it is.").arg(what);
    if (code == "same")
        return Tr::tr("%1 has the archive itself, so there would be no second copy. Give the place another folder and "
                      "start again.")
            .arg(what);
    if (code == "lacks")
        return Tr::tr("The place's server has no \"%1\" that can be used. Install it there and start again.").arg(what);
    if (code == "differs")
        return Tr::tr(
            "What was read back at the place is not what was sent. Its disk or the way to it may be failing.");
    return {};
}

QString failureInWords(const ToldHandOver &told)
{
    if (told.isStopped)
        return Tr::tr("It was stopped by a person.");
    if (const QString ofPlace = failureOfPlace(told); !ofPlace.isEmpty())
        return ofPlace;
    const QString what = displayPath(told.argument);
    const QByteArray &code = told.failure;
    if (code == "not-sent")
        return Tr::tr("It could not be sent whole (status %1). The log says why; start it again.").arg(what);
    if (code == "not-asked")
        return Tr::tr("The storage manager could not be asked (status %1), so nothing was sent. The log says why.")
            .arg(what);
    if (code == "no-client")
        return Tr::tr("The storage manager's client (dsmc) is not installed there.");
    if (code == "path")
        return Tr::tr("The storage manager's client takes %1 for a pattern. Use an archive folder without *, ?, "
                      "quotes and braces.")
            .arg(what);
    if (code == "link")
        return Tr::tr("%1 is a link, which the storage manager would keep instead of the archive.").arg(what);
    if (code == "not-finished")
        return Tr::tr("The archive is not finished.");
    if (code == "died")
        return Tr::tr("The job ended without a word (while %1): it was killed, or the server was restarted.")
            .arg(handOverStepWord(told.failedStep));
    if (code == "elsewhere")
        return Tr::tr("It was started by machine %1, which this server cannot speak for.").arg(what);
    return Tr::tr("It failed while %1. The log says why.").arg(handOverStepWord(told.failedStep));
}

void settle(HandOver &handOver, const HandOverVerdict &verdict)
{
    handOver.state = verdict.state;
    handOver.failure = verdict.sentence;
    if (!verdict.object)
        return;
    handOver.expiry = verdict.object->expiry;
    if (handOver.sha256.isEmpty() && !verdict.object->inKilobytes)
        handOver.bytes = verdict.object->bytes;
}

QString missingInWords()
{
    return Tr::tr("It was there once and is not found any more. Find out who removed it, and hand it over again.");
}

QString alteredInWords()
{
    return Tr::tr(
        "Something of another size or content lies in its place. Do not rely on it: find out who changed it.");
}

/// What came of one that is there for certain, or was.
void judgeDone(ToldHandOver &told, const ExpectedCopy &expected)
{
    HandOver &handOver = told.handOver;
    handOver.step = HandOverStep::Done;
    const bool isStorage = handOver.kind == PlaceKind::StorageManager;
    handOver.confirmedAt = told.doneAt;
    HandOverVerdict listed;
    if (isStorage)
        listed = judgeStorageManager(told.end, handOver.clientStatus, told.queried, expected);
    if (told.looked == "missing")
        settle(handOver, {HandOverState::Missing, missingInWords()});
    else if (told.looked == "altered")
        settle(handOver, {HandOverState::Altered, alteredInWords()});
    else if (isStorage && !told.wasReadThen)
        settle(handOver, listed);
    else
        settle(handOver, judgeCopy(handOver.bytes, handOver.sha256, expected));
    if (listed.object)
        handOver.expiry = listed.object->expiry;
    if (handOver.state == HandOverState::Confirmed && told.looked == "found" && (isStorage || told.wasReadThen))
        handOver.confirmedAt = told.lookedAt;
}

void judgeNotDone(ToldHandOver &told, const ExpectedCopy &expected)
{
    HandOver &handOver = told.handOver;
    const bool isThere = told.looked == "found" || told.looked == "altered";
    if (told.failure == "not-confirmed" && handOver.kind == PlaceKind::StorageManager && !told.isStopped) {
        if (told.wasAsked)
            settle(handOver, judgeStorageManager(told.end, handOver.clientStatus, told.queried, expected));
        else
            settle(handOver,
                   {HandOverState::NotConfirmed,
                    Tr::tr("The storage manager could not be asked whether it has the archive. Confirm it later.")});
    } else if (told.looked == "missing" || !(isThere || mayBeThere(told))) {
        settle(handOver, {HandOverState::Failed, failureInWords(told)});
    } else {
        settle(handOver,
               {HandOverState::NotConfirmed,
                failureInWords(told) + u' '
                    + Tr::tr("It may be there all the same: confirm it by reading it, or start it again; what is there "
                             "is not sent twice.")});
    }
}

HandOver judged(ToldHandOver told, const ExpectedCopy &expectedByRun)
{
    ExpectedCopy expected = expectedByRun;
    expected.path = told.path; // as the server itself knows it: behind links, below a root
    expected.description = told.handOver.description;
    HandOver &handOver = told.handOver;
    if (told.life == "working") {
        handOver.state = HandOverState::Working;
    } else if (told.life == "ended") {
        if (told.doneAt.isValid())
            judgeDone(told, expected);
        else
            judgeNotDone(told, expected);
    } else {
        handOver.failure = failureInWords(told);
    }
    return handOver;
}

QString endInWords(ClientEnd end, int status)
{
    switch (end) {
    case ClientEnd::Exited:
        return Tr::tr("its client ended with status %1").arg(status);
    case ClientEnd::Signalled:
        return Tr::tr("its client was ended before it could say so");
    case ClientEnd::HungUp:
        return Tr::tr("its client did not end in time");
    case ClientEnd::NotThere:
        return Tr::tr("its client is not installed there");
    }
    return {};
}

/// The client tells large sizes in KiB.
bool hasSize(const ArchivedObject &object, qint64 bytes)
{
    return object.inKilobytes ? std::abs(object.bytes - bytes) < 1024 : object.bytes == bytes;
}

} // namespace

HandOverVerdict judgeStorageManager(ClientEnd end, int status, const QByteArray &queried, const ExpectedCopy &expected)
{
    const QList<ArchivedObject> objects = parseQueryArchive(queried, expected.path);
    std::optional<ArchivedObject> found;
    qint64 otherSize = -1;
    for (const ArchivedObject &object : objects) {
        if (expected.description.isEmpty() || !object.description.startsWith(expected.description))
            continue;
        if (hasSize(object, expected.bytes))
            found = object;
        else
            otherSize = object.bytes;
    }
    const bool isSaid = end == ClientEnd::Exited && status == 0;
    if (isSaid && found)
        return {HandOverState::Confirmed, {}, found};
    if (found)
        return {HandOverState::NotConfirmed,
                Tr::tr("The storage manager lists the archive, but %1. Confirm it by reading it back.")
                    .arg(endInWords(end, status)),
                found};
    if (otherSize >= 0)
        return {HandOverState::NotConfirmed,
                Tr::tr("The storage manager lists %1 instead of %2 under the archive's path and description. Ask the "
                       "storage team.")
                    .arg(bytesInWords(otherSize), bytesInWords(expected.bytes))};
    if (isSaid)
        return {HandOverState::NotConfirmed,
                Tr::tr("The storage manager's client said that it was done, but the archive is not listed with its "
                       "path, size and description. Confirm it later; if it stays so, start it again.")};
    return {HandOverState::Failed,
            Tr::tr("The storage manager does not list the archive, and %1. The log says why; start it again.")
                .arg(endInWords(end, status))};
}

HandOverVerdict judgeCopy(qint64 bytes, const QByteArray &sha256, const ExpectedCopy &expected)
{
    if (expected.sha256.size() != 64 || expected.bytes < 0)
        return {HandOverState::NotConfirmed,
                Tr::tr("What the archive's size and hash are is not known here. Ask for the archive's state first.")};
    if (sha256.size() == 64 && sha256 == expected.sha256 && bytes == expected.bytes)
        return {HandOverState::Confirmed, {}};
    if (sha256.isEmpty() && bytes == expected.bytes)
        return {HandOverState::NotConfirmed,
                Tr::tr("It is there with its size, but nobody has read it yet. Confirm it by reading it.")};
    return {HandOverState::NotConfirmed, alteredInWords()};
}

Result<QList<HandOver>> parseHandOvers(const QList<FrameRecord> &records, const ArchiveRun &run,
                                       const ArchiveStatus &archive, const QList<HandOver> &known, const QDateTime &now)
{
    const ExpectedCopy expected = expectedCopy(run, archive);
    QList<HandOver> all;
    for (const FrameRecord &record : records) {
        if (record.type != "handover")
            continue;
        const Result<ToldHandOver> told = readTold(record, run, now);
        if (!told)
            return fail(told.error());
        all.append(judged(*told, expected));
    }
    for (const HandOver &before : known) {
        if (before.run != run.id)
            continue;
        const auto same = std::find_if(all.begin(), all.end(),
                                       [&before](const HandOver &each) { return each.place == before.place; });
        if (same == all.end()) {
            all.append(before);
            if (before.state == HandOverState::Working && before.kind != PlaceKind::Workstation) {
                all.last().state = HandOverState::Unknown;
                all.last().failure = Tr::tr("The server has lost its memory of it. Confirm it.");
            }
            continue;
        }
        // What the server remembers of it was before that, unless it was begun or seen anew since.
        const bool isStillDeleted = before.state == HandOverState::Deleted && before.deleted
            && same->startedAt == before.startedAt && !(same->confirmedAt > before.deleted->at);
        if (isStillDeleted) {
            *same = before;
            continue;
        }
        if (!same->confirmedAt.isValid() || (before.confirmedAt.isValid() && before.confirmedAt > same->confirmedAt))
            same->confirmedAt = before.confirmedAt;
        if (same->expiry.kind == Expiry::Kind::NotKnown)
            same->expiry = before.expiry;
    }
    return all;
}

} // namespace Nightkeep
