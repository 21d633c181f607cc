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

/// When a copy was last read from its first byte to its last; invalid: it never was.
QDateTime lastReadAt(const QList<ArchiveVerification> &verifications, const QString &run, const QString &place)
{
    const auto last = std::find_if(verifications.cbegin(), verifications.cend(), [&](const ArchiveVerification &each) {
        return each.run == run && each.place == place && each.outcome != ArchiveVerification::Outcome::Failed;
    });
    return last == verifications.cend() ? QDateTime() : last->at;
}

QList<VerificationService::Due> readableCopies(const QList<ArchiveRecord> &runs, const CatalogueRecords &records)
{
    QList<VerificationService::Due> copies;
    for (const ArchiveRecord &record : runs) {
        const QString &run = record.run.id;
        if (!wasVerified(record.status))
            continue;
        if (record.status.copy == ArchiveCopy::InPlace || record.status.copy == ArchiveCopy::Returned) {
            const QDateTime here = lastReadAt(records.verifications, run, {});
            // The job itself read it back when it was finished.
            copies.append({run, {}, std::max({here, record.status.readAt, record.status.finishedAt})});
        }
        for (const HandOver &handOver : records.handOvers) {
            if (handOver.run != run || handOver.state != HandOverState::Confirmed)
                continue;
            const QDateTime readThere = handOver.sha256.isEmpty() ? QDateTime() : handOver.confirmedAt;
            copies.append(
                {run, handOver.place, std::max(lastReadAt(records.verifications, run, handOver.place), readThere)});
        }
    }
    std::stable_sort(copies.begin(), copies.end(),
                     [](const auto &a, const auto &b) { return a.lastAt < b.lastAt; }); // never comes first
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

void addReadFindings(QList<Finding> &findings, const ArchiveRecord &record, const CatalogueRecords &records,
                     const QDateTime &now)
{
    const QString &name = record.run.request.name;
    QStringList seen;
    for (const ArchiveVerification &each : records.verifications) {
        // The newest word on a place counts; of the server's own copy the run's record says it.
        if (each.run != record.run.id || each.place.isEmpty() || each.place.startsWith(FilePrefix)
            || each.outcome == ArchiveVerification::Outcome::Failed || seen.contains(each.place))
            continue;
        seen << each.place;
        if (each.outcome != ArchiveVerification::Outcome::Differs)
            continue;
        Finding finding = verificationFinding(record, QStringLiteral("copy-differs/") + each.place, Severity::Critical);
        finding.title = Tr::tr("The copy of the archive %1 at %2 is not the archive.").arg(name, each.place);
        finding.reason = each.reason;
        finding.advice = Tr::tr("Do not rely on that copy; hand the archive over anew from a copy that is whole.");
        finding.since = each.at;
        findings << finding;
    }
    const QList<VerificationService::Due> copies = readableCopies({record}, records);
    const auto isOld = [&now](const VerificationService::Due &copy) {
        return !copy.lastAt.isValid() || copy.lastAt.secsTo(now) > LongestUnread;
    };
    // One that was read lately says that the archive is there; none, or none lately, says nothing.
    if (copies.isEmpty() || !std::all_of(copies.cbegin(), copies.cend(), isOld))
        return;
    Finding finding = verificationFinding(record, QStringLiteral("unread"), Severity::Warning);
    const QDateTime last = copies.constLast().lastAt;
    finding.title = last.isValid()
        ? Tr::tr("No copy of the archive %1 has been read through since %2.").arg(name, ageInWords(last, now))
        : Tr::tr("No copy of the archive %1 has ever been read through.").arg(name);
    finding.reason = Tr::tr("A copy that nobody reads may be spoilt without anybody knowing. Each is to be read once a "
                            "year.");
    finding.advice =
        Tr::tr("Read one back: \"archive verify\"; or a share of all each month: \"archive verify --due 12\".");
    finding.since = last;
    findings << finding;
}

} // namespace

Result<void> VerificationService::readAt(ArchiveVerification &verification, ArchiveRecord &record,
                                         const CancelToken &cancel, const ProgressSink &progress)
{
    using Outcome = ArchiveVerification::Outcome;
    const QString &place = verification.place;
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
        verification.sha256 = read->sha256;
        if (read->state != HandOverState::Confirmed && read->state != HandOverState::Altered) {
            verification.reason = read->failure;
            return {};
        }
        if (read->sha256.isEmpty()) {
            verification.outcome = read->state == HandOverState::Altered ? Outcome::Differs : Outcome::Failed;
            verification.reason = read->failure.isEmpty() ? Tr::tr("It was found, and not read.") : read->failure;
            return {};
        }
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
    Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    return record ? verifyRun(*record, place, cancel, progress) : fail(record.error());
}

Result<ArchiveRecord> VerificationService::verifyThere(const QString &runId, const CancelToken &cancel,
                                                       const ProgressSink &progress)
{
    Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    if (!record)
        return record;
    const Result<ArchiveVerification> read = verifyRun(*record, {}, cancel, progress);
    return read ? record : fail(read.error());
}

Result<ArchiveVerification> VerificationService::verifyRun(ArchiveRecord &record, const QString &place,
                                                           const CancelToken &cancel, const ProgressSink &progress)
{
    if (record.status.sha256.isEmpty())
        return fail(ErrorKind::BadInput,
                    Tr::tr("The hash of the archive %1 is not known here.").arg(record.run.request.name),
                    Tr::tr("Ask for its state first."));
    ArchiveVerification verification;
    verification.run = record.run.id;
    verification.place = place;
    verification.by = m_audit.who();
    const QDateTime begun = m_clock().toUTC();
    const Result<void> read = readAt(verification, record, cancel, progress);
    if (!read && read.error().kind == ErrorKind::Cancelled)
        return fail(read.error());
    if (!read)
        verification.reason = read.error().message;
    verification.at = m_clock().toUTC();
    verification.seconds = begun.secsTo(verification.at);
    const AuditEntry line =
        archiveActLine(QStringLiteral("archive.verify"), record.run,
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
    const QList<Due> copies = readableCopies(runs, records);
    const qsizetype rounds = std::max(1, share);
    return copies.first((copies.size() + rounds - 1) / rounds);
}

QList<Finding> VerificationService::findings(const QList<ArchiveRecord> &runs, const CatalogueRecords &records,
                                             const QDateTime &now)
{
    QList<Finding> findings;
    for (const ArchiveRecord &record : runs) {
        if (!wasVerified(record.status))
            continue;
        addSignatureFinding(findings, record, records);
        addReadFindings(findings, record, records, now);
    }
    return findings;
}

} // namespace Nightkeep
