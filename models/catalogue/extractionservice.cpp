// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalogue/extractionservice.h"

#include "models/archives/archiverefusal.h"
#include "models/base/auditedact.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/catalogue/finishedarchive.h"
#include "models/courses/copystream.h"

#include <QCryptographicHash>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr std::chrono::hours ExtractionTime {12};
constexpr qint64 AroundAMember = 128LL * 1024;
constexpr qint64 MostLookedInto = 512LL * 1024 * 1024; // it is held while it is looked into

Error isNotAsArchived(const BytePath &path, const QString &where)
{
    return {ErrorKind::Damaged,
            Tr::tr("What lies in the archive on %1 as %2 is not what was archived.").arg(where, displayPath(path)),
            Tr::tr("Nothing of it was kept. Read the archive back, and take the copy from another place where it was "
                   "handed over to.")};
}

Error extractionRefused(const FrameRecord &record, const QString &server)
{
    const QByteArray code = record.fields.value(0);
    const QString what = displayPath(record.fields.value(1));
    if (code == "no-member")
        return {ErrorKind::NotFound, Tr::tr("There is no %1 in the archive on %2.").arg(what, server),
                Tr::tr("Its contents list what there is. If the manifest names it, the archive was changed.")};
    if (code == "not-finished")
        return {ErrorKind::NotFound, Tr::tr("The archive %1 is not at its place on %2 any more.").arg(what, server),
                Tr::tr("Bring it back from where it was handed over to, and take the copy out of that file.")};
    if (code == "there")
        return {ErrorKind::Conflict, Tr::tr("There is a file %1 on %2 already.").arg(what, server),
                Tr::tr("It was left as it is. Choose another folder, or move that file away.")};
    if (code == "altered")
        return isNotAsArchived(record.fields.value(1), server);
    if (code == "full")
        return {ErrorKind::DiskFull,
                Tr::tr("The disk of that folder on %1 has %2 free, and the copy needs %3.")
                    .arg(server, bytesInWords(record.fields.value(1).toLongLong()),
                         bytesInWords(record.fields.value(2).toLongLong())),
                Tr::tr("Make room there, or choose another folder. Nothing was kept.")};
    Error error = refusalOf(record, server);
    if (code == "unsafe")
        error.advice = Tr::tr("Nothing was written. Choose a folder that only root and the account of Nightkeep can "
                              "change; from there the copy can be put where Moodle reads it.");
    return error;
}

/// Whether what came has the hash of the manifest; an old manifest has none, then the size says it alone.
bool isAsArchived(const ArchivedFile &file, const QByteArray &sha256)
{
    return file.sha256.isEmpty() || file.sha256 == sha256;
}

} // namespace

struct ExtractionService::Wanted
{
    ArchiveRecord record;
    ArchivedFile file;
};

ExtractionService::ExtractionService(VerificationService &verification, ArchiveService &archives, ServerStore &servers,
                                     RemoteHosts &hosts, LocalCopies &copies, LocalArchives &files, AuditLog &audit,
                                     Clock clock)
    : m_verification(verification)
    , m_archives(archives)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_copies(copies)
    , m_files(files)
    , m_audit(audit)
    , m_clock(std::move(clock))
{
}

Result<ExtractionService::Wanted> ExtractionService::find(const QString &runId, const BytePath &path,
                                                          const CancelToken &cancel)
{
    const Result<ArchiveRecord> record = finishedRun(m_archives, runId);
    if (!record)
        return fail(record.error());
    const Result<ArchiveManifest> manifest = m_verification.manifest(runId, cancel);
    if (!manifest)
        return fail(manifest.error());
    const auto found = std::find_if(manifest->files.cbegin(), manifest->files.cend(),
                                    [&path](const ArchivedFile &file) { return file.path == path; });
    if (found == manifest->files.cend())
        return fail(ErrorKind::NotFound,
                    Tr::tr("There is no %1 in the archive %2.").arg(displayPath(path), record->run.request.name),
                    Tr::tr("Its contents list what there is."));
    return Wanted {*record, *found};
}

Result<void> ExtractionService::comeHere(const Wanted &wanted, const OutputSink &sink, const CancelToken &cancel,
                                         const ProgressSink &progress)
{
    const ArchiveRun &run = wanted.record.run;
    const ArchivedFile &file = wanted.file;
    const Result<std::unique_ptr<RemoteHost>> host = openArchiveServer(m_servers, m_hosts, run.server);
    if (!host)
        return fail(host.error());
    QCryptographicHash sha256(QCryptographicHash::Sha256);
    qint64 done = 0;
    qint64 told = 0;
    const CopyOrder order {run.archiveFolder, file.path, file.bytes, file.modified};
    CopyStream stream(order,
                      [&](QByteArrayView bytes) -> Result<void> {
                          sha256.addData(bytes);
                          done += bytes.size();
                          if (progress && (done - told > 1048576 || done == file.bytes)) {
                              told = done;
                              progress({done, file.bytes, true, Tr::tr("Fetching the copy")});
                          }
                          return sink(bytes);
                      },
                      {RemoteProgram::ArchiveMember, 0, extractionRefused});
    const QByteArrayList fields {run.archiveFolder, run.id.toUtf8(), file.path, QByteArray::number(file.bytes),
                                 QByteArray::number(file.modified.toSecsSinceEpoch())};
    const Result<void> ran = (*host)->runInto(RemoteProgram::ArchiveMember, inputFields(fields),
                                              [&stream](QByteArrayView bytes) { return stream.take(bytes); }, cancel,
                                              {ExtractionTime, file.bytes + AroundAMember});
    const Result<QByteArray> came = ran ? stream.finish(run.server) : fail(ran.error());
    if (!came)
        return fail(came.error());
    return isAsArchived(file, sha256.result().toHex()) ? Result<void>() : fail(isNotAsArchived(file.path, run.server));
}

Result<QList<InnerMember>> ExtractionService::members(const QString &runId, const BytePath &path,
                                                      const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<Wanted> wanted = find(runId, path, cancel);
    if (!wanted)
        return fail(wanted.error());
    if (wanted->file.bytes > MostLookedInto)
        return fail(ErrorKind::BadInput,
                    Tr::tr("%1 has %2, which is too much to look into from here.")
                        .arg(displayPath(path), bytesInWords(wanted->file.bytes)),
                    Tr::tr("Take it out, and look into the file."));
    QByteArray copy;
    const Result<void> came = comeHere(
        *wanted,
        [&copy](QByteArrayView bytes) -> Result<void> {
            copy.append(bytes.data(), bytes.size());
            return {};
        },
        cancel, progress);
    return came ? m_files.members(copy, cancel) : fail(came.error());
}

Result<void> ExtractionService::extract(const QString &runId, const BytePath &path, const QString &fileName,
                                        const CancelToken &cancel, const ProgressSink &progress)
{
    const Result<Wanted> wanted = find(runId, path, cancel);
    if (!wanted)
        return fail(wanted.error());
    Result<std::unique_ptr<ArrivingCopy>> arriving = m_copies.begin(fileName, wanted->file.bytes, false);
    if (!arriving)
        return fail(arriving.error());
    AuditEntry before = // users' data leave the server with it
        archiveActLine(QStringLiteral("archive.extract"), wanted->record.run, fileName);
    before.oldValue = displayPath(path);
    Result<AuditedAct> act = AuditedAct::begin(m_audit, before);
    if (!act)
        return fail(act.error());
    const Result<void> came = comeHere(
        *wanted, [&arriving](QByteArrayView bytes) { return (*arriving)->add(bytes); }, cancel, progress);
    const Result<void> kept = came ? (*arriving)->keep() : came;
    const std::optional<Error> failure = kept ? std::nullopt : std::optional(kept.error());
    const std::optional<Error> unwritten = act->end(archiveActEnd(failure, fileName));
    return kept ? kept : fail(withWarning(kept.error(), unwritten));
}

Result<void> ExtractionService::extractFrom(const QString &tarFile, const QString &runId, const BytePath &path,
                                            const QString &fileName, const CancelToken &cancel)
{
    const Result<Wanted> wanted = find(runId, path, cancel);
    if (!wanted)
        return fail(wanted.error());
    const Result<QByteArray> copy = m_files.memberOf(tarFile, path, cancel);
    if (!copy)
        return fail(copy.error());
    const QByteArray sum = QCryptographicHash::hash(*copy, QCryptographicHash::Sha256).toHex();
    if (copy->size() != wanted->file.bytes || !isAsArchived(wanted->file, sum))
        return fail(
            ErrorKind::Damaged,
            Tr::tr("What lies in \"%1\" as %2 is not what was archived.").arg(visibleText(tarFile), displayPath(path)),
            Tr::tr("Nothing of it was kept. See whether that is the archive's file: \"archive verify --file\"."));
    const Result<std::unique_ptr<ArrivingCopy>> arriving = m_copies.begin(fileName, copy->size(), false);
    if (!arriving)
        return fail(arriving.error());
    const Result<void> added = (*arriving)->add(*copy);
    return added ? (*arriving)->keep() : added;
}

Result<BytePath> ExtractionService::extractThere(const QString &runId, const BytePath &path, const BytePath &folder,
                                                 const CancelToken &cancel)
{
    const Result<BytePath> clean = cleanFolder(folder);
    if (!clean)
        return fail(clean.error());
    const Result<Wanted> wanted = find(runId, path, cancel);
    if (!wanted)
        return fail(wanted.error());
    const ArchiveRun &run = wanted->record.run;
    const ArchivedFile &file = wanted->file;
    const Result<std::unique_ptr<RemoteHost>> host = openArchiveServer(m_servers, m_hosts, run.server);
    if (!host)
        return fail(host.error());
    const BytePath target = (*clean == "/" ? BytePath() : *clean) + '/' + path.mid(path.lastIndexOf('/') + 1);
    AuditEntry before = archiveActLine(QStringLiteral("archive.extract"), run, run.server + u':' + displayPath(target));
    before.oldValue = displayPath(path);
    Result<AuditedAct> act = AuditedAct::begin(m_audit, before);
    if (!act)
        return fail(act.error());
    const QByteArrayList fields {run.archiveFolder, run.id.toUtf8(), file.path, QByteArray::number(file.bytes),
                                 file.sha256,       *clean};
    const Result<QList<FrameRecord>> answer =
        askProgram(**host, RemoteProgram::ArchiveExtract, inputFields(fields), run.server, cancel, {ExtractionTime});
    std::optional<Error> failure = answer ? std::nullopt : std::optional(answer.error());
    const FrameRecord said = answer ? answer->value(0) : FrameRecord();
    if (said.type == "refused")
        failure = extractionRefused(said, run.server);
    else if (answer && said.type != "extracted")
        failure = Error {ErrorKind::Damaged, Tr::tr("The server's answer is not that of our program."),
                         Tr::tr("Look into the folder; then try again.")};
    const std::optional<Error> unwritten = act->end(archiveActEnd(failure, before.newValue));
    if (failure)
        return fail(withWarning(*failure, unwritten));
    return target;
}

} // namespace Nightkeep
