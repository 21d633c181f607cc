// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/numberedvalues.h"
#include "models/catalogue/cataloguestore.h"

namespace Nightkeep {

template<> inline constexpr const char *CollectionOf<Term> = "term";
template<> inline constexpr const char *CollectionOf<ArchivePlace> = "archive-place";
template<> inline constexpr const char *CollectionOf<SavedPlan> = "archive-plan";
template<> inline constexpr const char *CollectionOf<HandOver> = "hand-over";
template<> inline constexpr const char *CollectionOf<AllowedSigner> = "allowed-signer";
template<> inline constexpr const char *CollectionOf<ManifestSignature> = "manifest-signature";
template<> inline constexpr const char *CollectionOf<ArchiveVerification> = "archive-verification";
template<> inline constexpr const char *CollectionOf<RestoreDrill> = "restore-drill";
template<> inline constexpr const char *CollectionOf<ArchivedMoodle> = "archived-moodle";

[[nodiscard]] CatalogueRecords catalogueOf(Collections &values);
[[nodiscard]] QStringList keptManifests(Collections &values); ///< the runs' ids
/// Of a site that has another name by now: its runs, what lies in them, and drills with its copies.
void moveArchives(Collections &values, const QString &from, const QString &to);
void putCatalogue(Collections &values, const CatalogueRecords &records); ///< into a workspace that has none

} // namespace Nightkeep
