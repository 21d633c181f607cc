// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archivemanifest.h"

#include "models/archives/archiveanswers.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 mostManifestBytes = 1LL << 60; // as of a run: of one archive together
constexpr int oldFileFields = 3;

bool isManifestSum(const QByteArray &text)
{
    return text.size() == 64 && std::all_of(text.cbegin(), text.cend(), [](char digit) {
               return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
           });
}

Unexpected damagedManifest(const QString &detail)
{
    return fail(ErrorKind::Damaged, Tr::tr("The archive's manifest makes no sense."),
                Tr::tr("Do not rely on it. Read the archive back, and hold it against what this workspace knows."),
                detail);
}

/// A place in a tar: a way that leads down, and is written as nothing else.
bool isManifestPath(const BytePath &path)
{
    return !path.isEmpty() && !path.startsWith('/') && !leadsUpwards(path);
}

Result<ArchivedFile> parseArchivedFile(const FrameRecord &record)
{
    FrameFields fields(record, int(record.fields.size()));
    ArchivedFile file;
    file.path = fields.bytes();
    file.bytes = fields.number();
    file.modified = fields.time();
    bool isSound =
        isManifestPath(file.path) && file.bytes >= 0 && file.bytes <= mostManifestBytes && file.modified.isValid();
    if (record.fields.size() != oldFileFields) {
        file.sha256 = fields.bytes();
        const qint64 course = fields.number(0);
        if (course > 0)
            file.course = course;
        file.made = fields.time();
        file.shortName = fields.text();
        isSound = isSound && record.fields.size() == oldFileFields + 4 && course >= 0 && isManifestSum(file.sha256);
    }
    if (!isSound || !fields.sound())
        return damagedRecord(record);
    return file;
}

Result<void> readTarRecord(const FrameRecord &record, ArchiveManifest &manifest)
{
    FrameFields fields(record, 3);
    manifest.tarBytes = fields.number();
    manifest.tarSha256 = fields.bytes();
    manifest.finishedAt = fields.time();
    if (record.type != "tar" || !fields.sound() || manifest.tarBytes < 0 || manifest.tarBytes > mostManifestBytes
        || !isManifestSum(manifest.tarSha256) || !manifest.finishedAt.isValid())
        return damagedRecord(record);
    return {};
}

} // namespace

Result<ArchiveManifest> parseManifest(const QByteArray &bytes)
{
    const Result<QList<FrameRecord>> records = readFrame(bytes, "archive-manifest");
    if (!records)
        return fail(records.error());
    if (records->size() < 2 || records->first().type != "run")
        return damagedManifest(Tr::tr("It does not begin with its run and its tar."));
    ArchiveManifest manifest;
    const Result<ArchiveRun> run = parseArchiveRun(records->first());
    if (!run)
        return fail(run.error());
    manifest.run = *run;
    if (const Result<void> tar = readTarRecord(records->at(1), manifest); !tar)
        return fail(tar.error());
    qint64 together = 0;
    QSet<BytePath> paths;
    manifest.files.reserve(records->size() - 2);
    for (qsizetype i = 2; i < records->size(); ++i) {
        const FrameRecord &record = records->at(i);
        const Result<ArchivedFile> file = record.type == "file" ? parseArchivedFile(record) : damagedRecord(record);
        if (!file)
            return fail(file.error());
        if (paths.contains(file->path))
            return damagedManifest(Tr::tr("It names %1 twice.").arg(displayPath(file->path)));
        together += file->bytes;
        if (together > manifest.tarBytes)
            return damagedManifest(Tr::tr("Its files are larger than its tar."));
        paths.insert(file->path);
        manifest.files.append(*file);
    }
    if (manifest.files.size() != manifest.run.files)
        return damagedManifest(
            Tr::tr("Its run has %1 files, and it names %2.").arg(manifest.run.files).arg(manifest.files.size()));
    manifest.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    return manifest;
}

} // namespace Nightkeep
