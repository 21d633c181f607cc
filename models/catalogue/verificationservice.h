// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveservice.h"
#include "models/catalogue/manifestsigner.h"
#include "models/places/handoverservice.h"

namespace Nightkeep {

/// Manifests, their signatures, and archives read again. Calls block: use a job.
class VerificationService
{
public:
    VerificationService(CatalogueStore &store, ArchiveStore &archiveStore, ArchiveService &archives,
                        HandOverService &handOvers, ServerStore &servers, RemoteHosts &hosts, ManifestSigner &signer,
                        LocalArchives &files, AuditLog &audit, Clock clock);

    /// Reads a complete archive's manifest on its server and keeps it; where the server cannot give it any more, the
    /// kept one. So too where the server's is another by now, which is noted as a bad signature; Damaged where none is
    /// kept that it could be held against.
    [[nodiscard]] Result<ArchiveManifest> manifest(const QString &runId, const CancelToken &cancel);

    /// Adds, replaces or removes one. Audited; no network.
    [[nodiscard]] Result<void> replaceSigner(const std::optional<AllowedSigner> &seen,
                                             const std::optional<AllowedSigner> &signer);
    /// Signs the manifest as it lies on the server, puts the signature beside it, and checks it. Audited.
    [[nodiscard]] Result<ManifestSignature> sign(const QString &runId, const QString &keyFile,
                                                 const CancelToken &cancel);
    /// Reads manifest and signature on the server and checks both against what this workspace knows.
    [[nodiscard]] Result<ManifestSignature> checkSignature(const QString &runId, const CancelToken &cancel);

    /// `place` as of ArchiveVerification. Kept, with a line in the audit log, whatever came of it but Cancelled; what
    /// could not be read is kept as Failed, and its error is the answer.
    [[nodiscard]] Result<ArchiveVerification> verify(const QString &runId, const QString &place,
                                                     const CancelToken &cancel, const ProgressSink &progress = {});
    /// The same on the archive's own server, and the run as it is known then.
    [[nodiscard]] Result<ArchiveRecord> verifyThere(const QString &runId, const CancelToken &cancel,
                                                    const ProgressSink &progress = {});
    /// The same at a place, and the hand-over to it as it is known then.
    [[nodiscard]] Result<HandOver> verifyAt(const QString &runId, const QString &place, const CancelToken &cancel,
                                            const ProgressSink &progress = {});
    /// What was longest not read, one in so many of all copies that can be: so that all are, in so many rounds. And
    /// what could not be read when it was last tried.
    struct Due
    {
        QString run;
        QString place;
        QDateTime lastAt; ///< invalid: never
        bool operator==(const Due &) const = default;
    };
    [[nodiscard]] static QList<Due> due(const QList<ArchiveRecord> &runs, const CatalogueRecords &records, int share);
    [[nodiscard]] static QList<Finding> findings(const QList<ArchiveRecord> &runs, const CatalogueRecords &records,
                                                 const QDateTime &now);

private:
    struct Lying;
    [[nodiscard]] static Result<Lying> readThere(RemoteHost &host, const ArchiveRun &run, const CancelToken &cancel);
    [[nodiscard]] Result<ManifestSignature> signatureOf(const QString &runId) const;
    /// The signature that lies there, or the known one where none does, or none that could stand in its place.
    [[nodiscard]] Result<ManifestSignature> checkLying(const Lying &there, const ManifestSignature &known,
                                                       const QList<AllowedSigner> &signers, const QDateTime &signedAt,
                                                       const CancelToken &cancel);
    /// Holds what lies there against what this workspace knows, and keeps what came of it.
    [[nodiscard]] Result<ManifestSignature> judge(const ArchiveRecord &record, const Lying &there,
                                                  const QDateTime &signedAt, const CancelToken &cancel);
    [[nodiscard]] Result<ManifestSignature> signThere(RemoteHost &host, const ArchiveRecord &record, const Lying &there,
                                                      const QString &keyFile, const CancelToken &cancel);
    /// What is known then of what was read: of the run itself, or of its hand-over to a place.
    struct KnownThen
    {
        ArchiveRecord record;
        std::optional<HandOver> handOver;
    };
    [[nodiscard]] Result<void> readAt(ArchiveVerification &verification, KnownThen &known, const CancelToken &cancel,
                                      const ProgressSink &progress);
    /// Keeps what came of it.
    [[nodiscard]] Result<ArchiveVerification> verifyRun(KnownThen &known, const QString &place,
                                                        const CancelToken &cancel, const ProgressSink &progress);

    CatalogueStore &m_store;
    ArchiveStore &m_archiveStore;
    ArchiveService &m_archives;
    HandOverService &m_handOvers;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    ManifestSigner &m_signer;
    LocalArchives &m_files;
    AuditLog &m_audit;
    Clock m_clock;
};

} // namespace Nightkeep
