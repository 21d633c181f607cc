// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/catalogue/copyfinder.h"
#include "models/catalogue/storageversions.h"

namespace Nightkeep {

/// What a find knows of a site beside the archives' contents, as the workspace has it.
struct FinderFacts
{
    SiteBackups backups;
    QList<ArchiveRecord> runs; ///< of all sites
    CatalogueRecords records;
    std::optional<QList<ManagementClass>> classes; ///< of the data server
    QDateTime now;
};

/// As a shell takes it: one word, whatever is in it.
[[nodiscard]] QString shellWord(const BytePath &text);

/// Where a copy lies on the data server; empty where its place was not looked through.
[[nodiscard]] BytePath absolutePath(const SiteBackups &site, const BackupCopy &copy);
[[nodiscard]] FoundCopy foundOnServer(const FinderFacts &facts, const BackupCopy &copy);
/// Wherever the archive of the hit is; sentences into `notAsked` where it is nowhere that anybody knows.
[[nodiscard]] QList<FoundCopy> foundInArchive(const FinderFacts &facts, const CatalogueHit &hit, QStringList &notAsked);
/// `known`: the same file on the server, as it was seen; null: none.
[[nodiscard]] FoundCopy foundInStorageManager(const FinderFacts &facts, const StorageVersion &version,
                                              const BackupCopy *known);

} // namespace Nightkeep
