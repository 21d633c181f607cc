// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the hand-over programs on servers are given, and what those that act answer.
#include "models/base/framefields.h"
#include "models/base/tr.h"
#include "models/places/handoveranswers.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// What becomes of one of which the place has told; `looked` is the program's word.
void takeLook(HandOver &handOver, const QByteArray &looked, bool isProven)
{
    if (looked == "missing" && handOver.state == HandOverState::Deleted)
        return; // as somebody had it
    handOver.deleted.reset();
    const bool wasConfirmed = handOver.confirmedAt.isValid();
    if (looked == "missing") {
        handOver.state = wasConfirmed ? HandOverState::Missing : HandOverState::Failed;
        handOver.failure = wasConfirmed
            ? Tr::tr("It was there once and is not found any more. Find out who removed it, and hand it over again.")
            : Tr::tr("It is not there. Hand it over again.");
    } else if (looked == "altered") {
        handOver.state = wasConfirmed ? HandOverState::Altered : HandOverState::NotConfirmed;
        handOver.failure = Tr::tr("Something of another size or content lies in its place. Do not rely on it: find out "
                                  "who changed it.");
    } else if (isProven) {
        handOver.state = HandOverState::Confirmed;
        handOver.step = HandOverStep::Done;
        handOver.failure.clear();
        handOver.confirmedAt = handOver.askedAt;
    } else if (wasConfirmed && handOver.state == HandOverState::Confirmed) {
        handOver.failure.clear(); // as it was; there with its size
    } else if (handOver.state != HandOverState::Altered) { // else who has not read it knows no better
        handOver.state = HandOverState::NotConfirmed;
        handOver.failure = Tr::tr("It is there with its size, but nobody has read it yet. Confirm it by reading it.");
    }
}

} // namespace

ExpectedCopy expectedCopy(const ArchiveRun &run, const ArchiveStatus &archive)
{
    return {run.archiveFolder + '/' + run.request.name.toUtf8() + ".tar", archive.tarBytes, archive.sha256,
            handOverDescription(run)};
}

QByteArrayList handOverStartFields(const ArchiveRun &run, const ArchivePlace &place, const QString &who)
{
    return QByteArrayList {run.archiveFolder, run.id.toUtf8(), who.toUtf8(), handOverJobText(),
                           handOverDescription(run).toUtf8()}
    + placeFields(place);
}

QByteArrayList handOverStatusFields(const ArchiveRun &run)
{
    return {run.archiveFolder, run.id.toUtf8()};
}

QByteArrayList handOverConfirmFields(const ArchiveRun &run, const ArchivePlace &place, const QString &who,
                                     bool readsAll, const ExpectedCopy &expected)
{
    QByteArrayList fields = handOverStartFields(run, place, who);
    if (!expected.description.isEmpty())
        fields.replace(4, expected.description.toUtf8());
    return fields
        + QByteArrayList {readsAll ? QByteArrayLiteral("read") : QByteArrayLiteral("look"),
                          QByteArray::number(expected.bytes), expected.sha256};
}

QByteArrayList handOverStopFields(const ArchiveRun &run, const QString &place, const QString &who)
{
    return {run.archiveFolder, run.id.toUtf8(), place.toUtf8(), who.toUtf8()};
}

Result<bool> parseHandOverStopped(const QList<FrameRecord> &records)
{
    for (const FrameRecord &record : records) {
        if (record.type == "result")
            return record.fields.value(0) == "stopped";
    }
    return damagedRecord({QByteArrayLiteral("answer"), {}});
}

Result<HandOver> parseConfirmed(const QList<FrameRecord> &records, const HandOver &known, const ExpectedCopy &expected,
                                const QDateTime &now)
{
    const auto record =
        std::find_if(records.cbegin(), records.cend(), [](const FrameRecord &each) { return each.type == "looked"; });
    if (record == records.cend())
        return damagedRecord({QByteArrayLiteral("answer"), {}});
    FrameFields fields(*record, 8);
    const QByteArray word = fields.bytes();
    const qint64 bytes = fields.number();
    const QByteArray sha256 = fields.bytes();
    std::ignore = fields.number(); // the status of the query
    const QByteArray queried = fields.bytes();
    ExpectedCopy there = expected;
    there.path = fields.bytes();
    const auto kind = fromName<PlaceKind>(fields.text());
    const QString said = displayPath(fields.bytes());
    const bool isSound = fields.sound() && kind && bytes <= (1LL << 60) && !leadsUpwards(there.path);
    static const QByteArrayList words {"found", "missing", "altered", "same", "not-asked", "not-read", "not-mounted"};
    if (!isSound || !words.contains(word))
        return damagedRecord(*record);
    if (word == "not-mounted")
        return fail(ErrorKind::Unreachable, Tr::tr("The disk of the place %1 is not mounted.").arg(known.place),
                    Tr::tr("Mount it and ask again. What was known before is kept."), said);
    if (word == "same")
        return fail(
            ErrorKind::BadInput,
            Tr::tr("What lies at the place %1 is the archive itself, so it is no second copy.").arg(known.place),
            Tr::tr("Give the place another folder, and hand the archive over again."), said);
    if (word == "not-asked" || word == "not-read")
        return fail(word == "not-asked" ? ErrorKind::Unreachable : ErrorKind::Failed,
                    (word == "not-asked" ? Tr::tr("The place %1 could not be asked.")
                                         : Tr::tr("The archive could not be read to its end at %1."))
                        .arg(known.place),
                    Tr::tr("What was known before is kept. The details hold what was said."), said);
    if (word != "missing" && (expected.sha256.size() != 64 || expected.bytes < 0))
        return fail(ErrorKind::BadInput, Tr::tr("What the archive's size and hash are is not known here."),
                    Tr::tr("Ask for the archive's state first."));
    HandOver handOver = known;
    handOver.askedAt = now;
    const bool isRead = word == "found" && judgeCopy(bytes, sha256, expected).state == HandOverState::Confirmed;
    bool isListed = false;
    if (*kind == PlaceKind::StorageManager) {
        there.description = known.description.isEmpty() ? expected.description : known.description;
        // Said to be done once: by the client when it was sent, or by whoever confirmed it.
        const bool wasSaid = known.clientStatus == 0 || known.confirmedAt.isValid();
        const HandOverVerdict verdict =
            judgeStorageManager(wasSaid ? ClientEnd::Exited : ClientEnd::Signalled, 0, queried, there);
        isListed =
            word == "found" && verdict.state == HandOverState::Confirmed && known.state != HandOverState::Altered;
        if (verdict.object)
            handOver.expiry = verdict.object->expiry;
        if (word != "missing")
            handOver.path = there.path;
    }
    const bool isOther = word == "found" && !sha256.isEmpty() && !isRead;
    if (word != "missing" && bytes >= 0)
        handOver.bytes = bytes;
    if (!sha256.isEmpty())
        handOver.sha256 = sha256;
    takeLook(handOver, isOther ? QByteArrayLiteral("altered") : word, isRead || isListed);
    return handOver;
}

} // namespace Nightkeep
