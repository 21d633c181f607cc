// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/verificationservice.h"
#include "models/courses/localcopies.h"

namespace Nightkeep {

/// Takes single copies out of archives, and looks into them. Trusts nothing that lies in an archive: a name is never a
/// path, and what does not have the manifest's hash is not kept. Calls block: use a job.
class ExtractionService
{
public:
    ExtractionService(VerificationService &verification, ArchiveService &archives, ServerStore &servers,
                      RemoteHosts &hosts, LocalCopies &copies, LocalArchives &files, AuditLog &audit, Clock clock);

    /// What is inside one zip or mbz of the archive, which comes here for that, up to 512 MiB, and is not kept.
    [[nodiscard]] Result<QList<InnerMember>> members(const QString &runId, const BytePath &path,
                                                     const CancelToken &cancel, const ProgressSink &progress = {});
    /// To a file of this machine; Conflict where there is one. Damaged where it is not what was archived; then nothing
    /// is kept. Audited.
    [[nodiscard]] Result<void> extract(const QString &runId, const BytePath &path, const QString &fileName,
                                       const CancelToken &cancel, const ProgressSink &progress = {});
    /// The same out of a tar of this machine, as one that came back from tape.
    [[nodiscard]] Result<void> extractFrom(const QString &tarFile, const QString &runId, const BytePath &path,
                                           const QString &fileName, const CancelToken &cancel);
    /// To a folder of the archive's server, under its own last name, never in the place of another. Audited.
    [[nodiscard]] Result<BytePath> extractThere(const QString &runId, const BytePath &path, const BytePath &folder,
                                                const CancelToken &cancel);

private:
    struct Wanted; ///< what is to be taken out
    [[nodiscard]] Result<Wanted> find(const QString &runId, const BytePath &path, const CancelToken &cancel);
    [[nodiscard]] Result<void> comeHere(const Wanted &wanted, const OutputSink &sink, const CancelToken &cancel,
                                        const ProgressSink &progress);

    VerificationService &m_verification;
    ArchiveService &m_archives;
    ServerStore &m_servers;
    RemoteHosts &m_hosts;
    LocalCopies &m_copies;
    LocalArchives &m_files;
    AuditLog &m_audit;
    Clock m_clock;
};

} // namespace Nightkeep
