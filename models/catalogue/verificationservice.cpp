// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Manifests and their signatures; archives read again are in verificationread.cpp.
#include "models/catalogue/verificationservice.h"

#include "models/archives/archiverefusal.h"
#include "models/archives/archiveserviceparts.h"
#include "models/base/auditedact.h"
#include "models/base/tr.h"
#include "models/catalogue/finishedarchive.h"
#include "models/courses/copystream.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 MostOfASignature = 65536;
constexpr qint64 MostOfAManifest = 64LL * 1024 * 1024;
constexpr qint64 AroundAManifest = 128LL * 1024;

QByteArray manifestSum(const QByteArray &manifest)
{
    return QCryptographicHash::hash(manifest, QCryptographicHash::Sha256).toHex();
}

/// Why what lies there cannot be the archive's manifest; empty: it can.
QString whyNotOf(const ArchiveRecord &record, const Result<ArchiveManifest> &there,
                 const std::optional<ArchiveManifest> &kept)
{
    if (!there)
        return Tr::tr("The manifest cannot be read: %1").arg(there.error().message);
    if (there->run.id != record.run.id)
        return Tr::tr("The manifest is that of another run, %1.").arg(there->run.id);
    if (kept && kept->sha256 != there->sha256)
        return Tr::tr("The manifest has changed since this workspace read it first.");
    if (!record.status.sha256.isEmpty() && there->tarSha256 != record.status.sha256)
        return Tr::tr("The manifest names another SHA-256 for the archive than it was finished with.");
    return {};
}

Error strangeManifest(const ArchiveRecord &record, const QString &why)
{
    return {ErrorKind::Damaged,
            Tr::tr("What lies on %1 as the manifest of %2 is not to be relied on. %3")
                .arg(record.run.server, record.run.request.name, why),
            Tr::tr("Find out who changed it. The archive itself can be read back: \"archive verify\".")};
}

/// As it is kept: another workspace may have started it, which knows the site and its server by other names.
ArchiveManifest byNamesHere(ArchiveManifest manifest, const ArchiveRun &run)
{
    manifest.run.request.site = run.request.site;
    manifest.run.server = run.server;
    manifest.run.archiveFolder = run.archiveFolder;
    return manifest;
}

/// What was read holds, whether or not a workspace that is read-only can take it.
Result<void> unlessReadOnly(const Result<void> &kept)
{
    return kept || kept.error().kind == ErrorKind::ReadOnly ? Result<void>() : kept;
}

Result<AllowedSigner> checkedSigner(AllowedSigner signer)
{
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._@+-]*\\z"));
    static const QRegularExpression key(
        QStringLiteral("\\A((?:sk-)?(?:ssh|ecdsa)-[a-z0-9.@-]+)\\s+([A-Za-z0-9+/]{16,}={0,2})(?:\\s.*)?\\z"));
    if (!name.match(signer.name).hasMatch())
        return fail(ErrorKind::BadInput, Tr::tr("\"%1\" cannot be a signer's name.").arg(signer.name),
                    Tr::tr("Use letters, digits and . _ @ + - only, such as \"moodle-team@example.org\"."));
    const QRegularExpressionMatch match = key.match(signer.publicKey.trimmed());
    if (!match.hasMatch())
        return fail(ErrorKind::BadInput, Tr::tr("That is no public key."),
                    Tr::tr("Give the line of the key's .pub file: \"ssh-ed25519 AAAA...\"."));
    signer.publicKey = match.captured(1) + u' ' + match.captured(2);
    return signer;
}

} // namespace

struct VerificationService::Lying
{
    QByteArray manifest;
    QString signature; ///< empty: none
};

VerificationService::VerificationService(CatalogueStore &store, ArchiveStore &archiveStore, ArchiveService &archives,
                                         HandOverService &handOvers, ServerStore &servers, RemoteHosts &hosts,
                                         ManifestSigner &signer, LocalArchives &files, AuditLog &audit, Clock clock)
    : m_store(store)
    , m_archiveStore(archiveStore)
    , m_archives(archives)
    , m_handOvers(handOvers)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_signer(signer)
    , m_files(files)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<VerificationService::Lying> VerificationService::readThere(RemoteHost &host, const ArchiveRun &run,
                                                                  const CancelToken &cancel)
{
    QByteArray all;
    CopyStream stream({run.archiveFolder, {}, -1, QDateTime::fromSecsSinceEpoch(0)},
                      [&all](QByteArrayView bytes) -> Result<void> {
                          all.append(bytes.data(), bytes.size());
                          return {};
                      },
                      {RemoteProgram::ArchiveManifest, MostOfAManifest + MostOfASignature, refusalOf});
    const Result<void> ran =
        host.runInto(RemoteProgram::ArchiveManifest, inputFields({run.archiveFolder, run.id.toUtf8()}),
                     [&stream](QByteArrayView bytes) { return stream.take(bytes); }, cancel,
                     {patientLimits().time, MostOfAManifest + MostOfASignature + AroundAManifest});
    const Result<QByteArray> came = ran ? stream.finish(run.server) : fail(ran.error());
    if (!came)
        return fail(came.error());
    const qsizetype end = all.indexOf('\0');
    if (end < 0 || end > MostOfASignature)
        return fail(ErrorKind::Damaged, Tr::tr("The server's answer is not that of our program."),
                    Tr::tr("Try again; if it happens again, look for what else writes there."));
    return Lying {all.mid(end + 1), QString::fromUtf8(all.left(end))};
}

Result<ManifestSignature> VerificationService::signatureOf(const QString &runId) const
{
    const Result<CatalogueRecords> records = m_store.catalogueRecords();
    if (!records)
        return fail(records.error());
    for (const ManifestSignature &signature : records->signatures) {
        if (signature.run == runId)
            return signature;
    }
    ManifestSignature none;
    none.run = runId;
    return none;
}

Result<ArchiveManifest> VerificationService::manifest(const QString &runId, const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    if (!record)
        return fail(record.error());
    const Result<std::optional<ArchiveManifest>> kept = m_archiveStore.manifest(runId);
    if (!kept)
        return fail(kept.error());
    const Result<std::unique_ptr<RemoteHost>> host = openArchiveServer(m_servers, m_hosts, record->run.server);
    const Result<Lying> there = host ? readThere(**host, record->run, cancel) : fail(host.error());
    if (!there) {
        if (*kept && there.error().kind != ErrorKind::Cancelled)
            return **kept;
        return fail(there.error());
    }
    const Result<ArchiveManifest> read = parseManifest(there->manifest);
    const QString why = whyNotOf(*record, read, *kept);
    if (why.isEmpty()) {
        const ArchiveManifest ours = byNamesHere(*read, record->run);
        const Result<void> saved = *kept ? Result<void>() : unlessReadOnly(m_archiveStore.saveManifest(ours));
        return saved ? Result<ArchiveManifest>(ours) : fail(saved.error());
    }
    Result<ManifestSignature> seen = signatureOf(runId);
    if (!seen)
        return fail(seen.error());
    seen->verdict = SignatureVerdict::Bad;
    seen->reason = why;
    seen->checkedAt = m_clock().toUTC();
    if (const Result<void> saved = unlessReadOnly(m_store.saveSignature(*seen)); !saved)
        return fail(saved.error());
    if (*kept)
        return **kept;
    return fail(strangeManifest(*record, why));
}

Result<void> VerificationService::replaceSigner(const std::optional<AllowedSigner> &seen,
                                                const std::optional<AllowedSigner> &signer)
{
    std::optional<AllowedSigner> wanted;
    if (signer) {
        const Result<AllowedSigner> checked = checkedSigner(*signer);
        if (!checked)
            return fail(checked.error());
        wanted = *checked;
        if (!wanted->addedAt.isValid() || (seen && seen->publicKey != wanted->publicKey)) {
            wanted->addedAt = m_clock().toUTC();
            wanted->addedBy = m_audit.who();
        }
    }
    if (!seen && !wanted)
        return {};
    AuditEntry entry;
    entry.act = QStringLiteral("archive.signer");
    entry.object = wanted ? wanted->name : seen->name;
    const auto words = [](const std::optional<AllowedSigner> &each) {
        if (!each)
            return QString();
        const QString until = each->until.isValid() ? u' ' + each->until.toUTC().toString(Qt::ISODate) : QString();
        return each->name + u' ' + each->publicKey + until;
    };
    entry.oldValue = words(seen);
    entry.newValue = words(wanted);
    return noteDone(m_audit, entry, [&] { return m_store.replaceSigner(seen, wanted); });
}

Result<ManifestSignature> VerificationService::checkLying(const Lying &there, const ManifestSignature &known,
                                                          const QList<AllowedSigner> &signers,
                                                          const QDateTime &signedAt, const CancelToken &cancel)
{
    ManifestSignature asked = known;
    const bool isOther = !there.signature.isEmpty() && there.signature != known.signature;
    // One that lies there and was never seen here: since when is not known.
    if (isOther) {
        asked.signature = there.signature;
        asked.manifestSha256 = manifestSum(there.manifest);
        asked.signedAt = signedAt;
    } else if (!asked.signedAt.isValid()) {
        asked.signedAt = signedAt;
    }
    Result<ManifestSignature> checked = m_signer.check(there.manifest, asked, signers, cancel);
    if (!checked || !isOther || signedAt.isValid() || known.signature.isEmpty()
        || checked->verdict == SignatureVerdict::Good)
        return checked;
    // Anybody who may write there can put something in its place: what was good here, or was made here, is not given
    // up for it.
    Result<ManifestSignature> before = m_signer.check(there.manifest, known, signers, cancel);
    if (!before || (before->verdict != SignatureVerdict::Good && !known.signedAt.isValid()))
        return before ? checked : before;
    before->verdict = SignatureVerdict::Bad;
    before->reason =
        Tr::tr("Beside the manifest lies another signature than this workspace knows.") + u' ' + checked->reason;
    return before;
}

Result<ManifestSignature> VerificationService::judge(const ArchiveRecord &record, const Lying &there,
                                                     const QDateTime &signedAt, const CancelToken &cancel)
{
    const Result<CatalogueRecords> records = m_store.catalogueRecords();
    const Result<ManifestSignature> known = signatureOf(record.run.id);
    const Result<std::optional<ArchiveManifest>> kept = m_archiveStore.manifest(record.run.id);
    if (!records || !known || !kept)
        return fail(!records ? records.error() : !known ? known.error() : kept.error());
    Result<ManifestSignature> checked = checkLying(there, *known, records->signers, signedAt, cancel);
    if (!checked)
        return checked;
    const Result<ArchiveManifest> read = parseManifest(there.manifest);
    QString why = whyNotOf(record, read, *kept);
    if (why.isEmpty() && !checked->signature.isEmpty() && checked->manifestSha256 != manifestSum(there.manifest))
        why = Tr::tr("The manifest has changed since it was signed.");
    if (!why.isEmpty()) {
        checked->verdict = SignatureVerdict::Bad;
        checked->reason = why;
    } else if (!*kept) {
        const ArchiveManifest ours = byNamesHere(*read, record.run);
        if (const Result<void> saved = unlessReadOnly(m_archiveStore.saveManifest(ours)); !saved)
            return fail(saved.error());
    }
    checked->checkedAt = m_clock().toUTC();
    if (const Result<void> saved = unlessReadOnly(m_store.saveSignature(*checked)); !saved)
        return fail(saved.error());
    return checked;
}

Result<ManifestSignature> VerificationService::checkSignature(const QString &runId, const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    if (!record)
        return fail(record.error());
    const Result<std::unique_ptr<RemoteHost>> host = openArchiveServer(m_servers, m_hosts, record->run.server);
    const Result<Lying> there = host ? readThere(**host, record->run, cancel) : fail(host.error());
    return there ? judge(*record, *there, {}, cancel) : fail(there.error());
}

Result<ManifestSignature> VerificationService::sign(const QString &runId, const QString &keyFile,
                                                    const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    if (!record)
        return fail(record.error());
    const Result<std::optional<ArchiveManifest>> kept = m_archiveStore.manifest(runId);
    if (!kept)
        return fail(kept.error());
    const Result<std::unique_ptr<RemoteHost>> host = openArchiveServer(m_servers, m_hosts, record->run.server);
    const Result<Lying> there = host ? readThere(**host, record->run, cancel) : fail(host.error());
    if (!there)
        return fail(there.error());
    if (const QString why = whyNotOf(*record, parseManifest(there->manifest), *kept); !why.isEmpty())
        return fail(strangeManifest(*record, why));
    return signThere(**host, *record, *there, keyFile, cancel);
}

Result<ManifestSignature> VerificationService::signThere(RemoteHost &host, const ArchiveRecord &record,
                                                         const Lying &there, const QString &keyFile,
                                                         const CancelToken &cancel)
{
    const QString sum = QString::fromLatin1(manifestSum(there.manifest));
    Result<AuditedAct> act =
        AuditedAct::begin(m_audit, archiveActLine(QStringLiteral("archive.sign"), record.run, sum));
    if (!act)
        return fail(act.error());
    const Result<QString> signature = m_signer.sign(there.manifest, keyFile, cancel);
    const Result<QList<FrameRecord>> put = signature
        ? askServer(host, RemoteProgram::ArchiveSign,
                    {record.run.archiveFolder, record.run.id.toUtf8(), signature->toUtf8()}, record.run.server, cancel,
                    quickLimits())
        : fail(signature.error());
    const std::optional<Error> failure = put ? std::nullopt : std::optional(put.error());
    const std::optional<Error> unwritten = act->end(archiveActEnd(failure, sum));
    if (failure)
        return fail(withWarning(*failure, unwritten));
    const Result<Lying> now = readThere(host, record.run, cancel);
    if (!now)
        return fail(withWarning(now.error(), unwritten));
    Result<ManifestSignature> checked = judge(record, *now, m_clock().toUTC(), cancel);
    if (checked && unwritten)
        checked->reason = QStringList {checked->reason, unwritten->message}.join(u' ').trimmed();
    return checked;
}

} // namespace Nightkeep
