// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"

namespace Nightkeep {

/// A zip or mbz that lies in an archive, as the manifest has it.
struct ArchivedFile
{
    BytePath path; ///< the member's name
    qint64 bytes = 0;
    QDateTime modified; ///< UTC
    QByteArray sha256; ///< hex, of the source as it was packed; empty: a manifest of before there were such
    std::optional<qint64> course; ///< nullopt: not known
    QDateTime made; ///< UTC, what is written inside; invalid: not known
    QString shortName; ///< of the course then; empty: not known

    static constexpr auto fields()
    {
        return std::tuple {
            Field {"path", &ArchivedFile::path}.namesObject(), Field {"bytes", &ArchivedFile::bytes}.from(0),
            Field {"modified", &ArchivedFile::modified},       Field {"sha256", &ArchivedFile::sha256},
            Field {"course", &ArchivedFile::course},           Field {"made", &ArchivedFile::made},
            Field {"shortname", &ArchivedFile::shortName}};
    }
    bool operator==(const ArchivedFile &) const = default;
};

/// NAME.tar.manifest: a frame "archive-manifest" of run(12 fields), tar(bytes, sha256, finished) and file records:
/// (path, bytes, mtime) of older ones, else (path, bytes, mtime, sha256, course, made inside as epoch, short name).
struct ArchiveManifest
{
    ArchiveRun run; ///< as far as the server knows it
    qint64 tarBytes = -1;
    QByteArray tarSha256; ///< hex
    QDateTime finishedAt; ///< UTC
    QList<ArchivedFile> files; ///< in the tar's order
    QByteArray sha256; ///< hex, of the manifest's own bytes, which a signature is of
    bool operator==(const ArchiveManifest &) const = default;
};

/// Up to 64 MiB and 500,000 files; Damaged for anything that does not fit together, paths that lead upwards and moments
/// outside the years from 1990 to 2100. Each byte is looked at once.
[[nodiscard]] Result<ArchiveManifest> parseManifest(const QByteArray &bytes);

} // namespace Nightkeep
