// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Archives read again, what is due, and what is to be known of it; the rest of the service is in
// verificationservice.cpp.
#include "models/base/auditedact.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/catalogue/finishedarchive.h"
#include "models/catalogue/prooftables.h"
#include "models/catalogue/verificationservice.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 LongestUnread = 400LL * 24 * 60 * 60; // each copy once a year, with a month to do it in
const QString FilePrefix = QStringLiteral("file:");

/// A copy, and what came of the last try to read it.
struct ReadableCopy
{
    VerificationService::Due copy;
    QDateTime failedAt; ///< of the newest try, where it could not be read; invalid: it was, or nobody tried

    [[nodiscard]] QDateTime triedAt() const { return std::max(copy.lastAt, failedAt); }
};

/// `otherwise`: when it was read by something that is no verification.
ReadableCopy readableCopy(const CatalogueRecords &records, const QString &run, const QString &place,
                          const QDateTime &otherwise)
{
    ReadableCopy readable {{run, place, otherwise}, {}};
    for (const ArchiveVerification &each : records.verifications) { // newest first
        if (each.run != run || each.place != place)
            continue;
        if (each.outcome != ArchiveVerification::Outcome::Failed) {
            readable.copy.lastAt = std::max(each.at, otherwise);
            break;
        }
        if (!readable.failedAt.isValid())
            readable.failedAt = each.at;
    }
    if (readable.failedAt <= readable.copy.lastAt)
        readable.failedAt = QDateTime();
    return readable;
}

/// When the hand-over read the copy back itself. A later look is none: it may find no more than a name and a size, and
/// that is all that the storage manager is asked for.
QDateTime readWhenHandedOver(const HandOver &handOver)
{
    const bool wasRead = handOver.kind != PlaceKind::StorageManager && !handOver.sha256.isEmpty();
    return wasRead ? handOver.startedAt : QDateTime();
}

/// Those that were longest not tried first; without those that were to expire before `today`, where it is given.
QList<ReadableCopy> readableCopies(const QList<ArchiveRecord> &runs, const CatalogueRecords &records,
                                   const QDate &today = {})
{
    QList<ReadableCopy> copies;
    for (const ArchiveRecord &record : runs) {
        const QString &run = record.run.id;
        if (!wasVerified(record.status))
            continue;
        if (record.status.copy == ArchiveCopy::InPlace || record.status.copy == ArchiveCopy::Returned) {
            // The job itself read it back when it was finished; but what came back since may be anything.
            ReadableCopy here =
                readableCopy(records, run, {}, std::max(record.status.readAt, record.status.finishedAt));
            if (record.status.copy == ArchiveCopy::Returned)
                here.copy.lastAt = QDateTime();
            copies.append(here);
        }
        for (const HandOver &handOver : records.handOvers) {
            if (handOver.run != run || handOver.state != HandOverState::Confirmed
                || (today.isValid() && isExpiredOn(handOver, today)))
                continue;
            copies.append(readableCopy(records, run, handOver.place, readWhenHandedOver(handOver)));
        }
    }
    std::stable_sort(copies.begin(), copies.end(),
                     [](const auto &a, const auto &b) { return a.triedAt() < b.triedAt(); }); // never comes first
    return copies;
}

Finding verificationFinding(const ArchiveRecord &record, const QString &what, Severity severity)
{
    Finding finding;
    finding.id = QStringLiteral("archive/%1/%2").arg(record.run.id, what);
    finding.page = Page::Archives;
    finding.object = record.run.id;
    finding.severity = severity;
    finding.kind = QStringLiteral("archive-") + what.section(u'/', 0, 0);
    return finding;
}

void addSignatureFinding(QList<Finding> &findings, const ArchiveRecord &record, const CatalogueRecords &records)
{
    const auto found = std::find_if(records.signatures.cbegin(), records.signatures.cend(),
                                    [&record](const ManifestSignature &each) { return each.run == record.run.id; });
    const SignatureVerdict verdict = found == records.signatures.cend() ? SignatureVerdict::NotKnown : found->verdict;
    const QString &name = record.run.request.name;
    if (verdict == SignatureVerdict::Bad) {
        Finding finding = verificationFinding(record, QStringLiteral("signature-bad"), Severity::Critical);
        finding.title = Tr::tr("The manifest of the archive %1 is not what was signed or first read.").arg(name);
        finding.reason = found->reason;
        finding.advice = Tr::tr("Find out who changed it; hold the archive against the hash that the workspace keeps: "
                                "\"archive verify\".");
        finding.since = found->checkedAt;
        findings << finding;
    } else if (verdict == SignatureVerdict::UnknownSigner) {
        Finding finding = verificationFinding(record, QStringLiteral("signer-unknown"), Severity::Warning);
        finding.title =
            Tr::tr("The manifest of the archive %1 is signed by a key that nobody here has allowed.").arg(name);
        finding.reason = found->reason;
        finding.advice =
            Tr::tr("If it is the team's key, add it to the allowed signers; if not, find out whose it is.");
        finding.since = found->checkedAt;
        findings << finding;
    }
}

/// Whether the archive was handed over to a place anew since: what was read there is another copy then.
bool wasHandedOverSince(const CatalogueRecords &records, const ArchiveVerification &read)
{
    return std::any_of(records.handOvers.cbegin(), records.handOvers.cend(), [&read](const HandOver &each) {
        return each.run == read.run && each.place == read.place && each.startedAt > read.at;
    });
}

void addDifferingCopies(QList<Finding> &findings, const ArchiveRecord &record, const CatalogueRecords &records)
{
    const QString &name = record.run.request.name;
    QStringList seen;
    for (const ArchiveVerification &each : records.verifications) {
        // The newest word on a place counts; of the server's own copy the run's record says it.
        if (each.run != record.run.id || each.place.isEmpty() || each.place.startsWith(FilePrefix)
            || each.outcome == ArchiveVerification::Outcome::Failed || seen.contains(each.place))
            continue;
        seen << each.place;
        if (each.outcome != ArchiveVerification::Outcome::Differs || wasHandedOverSince(records, each))
            continue;
        Finding finding = verificationFinding(record, QStringLiteral("copy-differs/") + each.place, Severity::Critical);
        finding.title = Tr::tr("The copy of the archive %1 at %2 is not the archive.").arg(name, each.place);
        finding.reason = each.reason;
        finding.advice = Tr::tr("Do not rely on that copy; hand the archive over anew from a copy that is whole.");
        finding.since = each.at;
        findings << finding;
    }
}

void addUnread(QList<Finding> &findings, const ArchiveRecord &record, const CatalogueRecords &records,
               const QDateTime &now)
{
    const QString &name = record.run.request.name;
    const QList<ReadableCopy> copies = readableCopies({record}, records, now.date());
    if (copies.isEmpty())
        return;
    QDateTime last;
    for (const ReadableCopy &each : copies)
        last = std::max(last, each.copy.lastAt);
    // One that was read lately says that the archive is there; none, or none lately, says nothing.
    if (last.isValid() && last.secsTo(now) <= LongestUnread)
        return;
    Finding finding = verificationFinding(record, QStringLiteral("unread"), Severity::Warning);
    finding.title = last.isValid()
        ? Tr::tr("No copy of the archive %1 has been read through since %2.").arg(name, ageInWords(last, now))
        : Tr::tr("No copy of the archive %1 that is there now has been read through.").arg(name);
    finding.reason = Tr::tr("A copy that nobody reads may be spoilt without anybody knowing. Each is to be read once a "
                            "year.");
    finding.advice =
        Tr::tr("Read one back: \"archive verify\"; or a share of all each month: \"archive verify --due 12\".");
    finding.since = last;
    findings << finding;
}

} // namespace

Result<void> VerificationService::readAt(ArchiveVerification &verification, KnownThen &known, const CancelToken &cancel,
                                         const ProgressSink &progress)
{
    using Outcome = ArchiveVerification::Outcome;
    ArchiveRecord &record = known.record;
    const QString place = verification.place;
    if (place.isEmpty()) {
        const Result<ArchiveRecord> read = m_archives.verify(record.run.id, cancel);
        if (!read)
            return fail(read.error());
        record = *read;
        const bool isSame = read->status.copy == ArchiveCopy::InPlace;
        verification.outcome = isSame ? Outcome::Same : Outcome::Differs;
        verification.sha256 = isSame ? read->status.sha256 : QByteArray();
        verification.reason = isSame ? QString() : read->status.failure;
        return {};
    }
    if (place.startsWith(FilePrefix)) {
        const Result<LocalArchives::Sum> read = m_files.sum(place.mid(FilePrefix.size()), cancel, progress);
        if (!read)
            return fail(read.error());
        verification.sha256 = read->sha256;
    } else {
        const Result<HandOver> read =
            m_handOvers.confirm(record.run.id, place, HandOverService::Depth::Read, cancel, progress);
        if (!read)
            return fail(read.error());
        known.handOver = *read;
        verification.place = read->place; // as it is written there, whatever its case here
        if (read->state == HandOverState::Altered) {
            // By its size alone, perhaps: the hash is an earlier one's then.
            verification.outcome = Outcome::Differs;
            verification.reason = read->failure;
            if (read->sha256 != record.status.sha256)
                verification.sha256 = read->sha256;
            return {};
        }
        if (read->state != HandOverState::Confirmed || read->sha256.isEmpty()) {
            verification.reason = read->failure.isEmpty() ? Tr::tr("It was found, and not read.") : read->failure;
            return {};
        }
        verification.sha256 = read->sha256;
    }
    const bool isSame = verification.sha256 == record.status.sha256;
    verification.outcome = isSame ? Outcome::Same : Outcome::Differs;
    if (!isSame)
        verification.reason = Tr::tr("Its SHA-256 is %1, which is not that of the finished archive.")
                                  .arg(QString::fromLatin1(verification.sha256));
    return {};
}

Result<ArchiveVerification> VerificationService::verify(const QString &runId, const QString &place,
                                                        const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    if (!record)
        return fail(record.error());
    KnownThen known {*record, {}};
    return verifyRun(known, place, cancel, progress);
}

Result<ArchiveRecord> VerificationService::verifyThere(const QString &runId, const CancelToken &cancel,
                                                       const ProgressSink &progress)
{
    const Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    if (!record)
        return record;
    KnownThen known {*record, {}};
    const Result<ArchiveVerification> read = verifyRun(known, {}, cancel, progress);
    return read ? Result<ArchiveRecord>(known.record) : fail(read.error());
}

Result<HandOver> VerificationService::verifyAt(const QString &runId, const QString &place, const CancelToken &cancel,
                                               const ProgressSink &progress)
{
    const Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    if (!record)
        return fail(record.error());
    KnownThen known {*record, {}};
    const Result<ArchiveVerification> read = verifyRun(known, place, cancel, progress);
    if (!known.handOver)
        return read ? fail(ErrorKind::BadInput, Tr::tr("\"%1\" is no place.").arg(visibleText(place)))
                    : fail(read.error());
    if (!read) // found, and not kept
        known.handOver->warning = read.error();
    return *known.handOver;
}

Result<ArchiveVerification> VerificationService::verifyRun(KnownThen &known, const QString &place,
                                                           const CancelToken &cancel, const ProgressSink &progress)
{
    const ArchiveRun &run = known.record.run;
    if (known.record.status.sha256.isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The hash of the archive %1 is not known here.").arg(run.request.name),
                    Tr::tr("Ask for its state first."));
    ArchiveVerification verification;
    verification.run = run.id;
    verification.place = place;
    verification.by = m_audit.who();
    const QDateTime begun = m_clock().toUTC();
    const Result<void> read = readAt(verification, known, cancel, progress);
    if (!read && read.error().kind == ErrorKind::Cancelled)
        return fail(read.error());
    if (!read)
        verification.reason = read.error().message;
    verification.at = m_clock().toUTC();
    verification.seconds = begun.secsTo(verification.at);
    const AuditEntry line =
        archiveActLine(QStringLiteral("archive.verify"), run,
                       verifiedPlaceWords(place) + QStringLiteral(": ") + nameOf(verification.outcome));
    const Result<void> noted = noteDone(m_audit, line, [&]() -> Result<void> {
        const Result<qint64> number = m_store.addVerification(verification);
        if (!number)
            return fail(number.error());
        verification.number = *number;
        return {};
    });
    // What was read holds, whether or not a workspace that is read-only can take it.
    if (!noted && noted.error().kind != ErrorKind::ReadOnly)
        return fail(noted.error());
    if (!read)
        return fail(read.error());
    return verification;
}

QList<VerificationService::Due> VerificationService::due(const QList<ArchiveRecord> &runs,
                                                         const CatalogueRecords &records, int share)
{
    const QList<ReadableCopy> copies = readableCopies(runs, records);
    const qsizetype rounds = std::max(1, share);
    const qsizetype many = (copies.size() + rounds - 1) / rounds;
    QList<Due> due;
    for (qsizetype i = 0; i < copies.size(); ++i) {
        // What could not be read is tried again each time, beside the share: it keeps no other copy waiting.
        if (i < many || copies.at(i).failedAt.isValid())
            due.append(copies.at(i).copy);
    }
    return due;
}

QList<Finding> VerificationService::findings(const QList<ArchiveRecord> &runs, const CatalogueRecords &records,
                                             const QDateTime &now)
{
    QList<Finding> findings;
    for (const ArchiveRecord &record : runs) {
        if (!wasVerified(record.status))
            continue;
        addSignatureFinding(findings, record, records);
        addDifferingCopies(findings, record, records);
        addUnread(findings, record, records, now);
    }
    return findings;
}

} // namespace Nightkeep
