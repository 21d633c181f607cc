// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"
#include "models/archives/archivestore.h"
#include "models/courses/site.h"
#include "models/settings/settingsstore.h"

namespace Nightkeep {

// Sites, their settings and the archive runs, as rows. Writing happens inside the caller's transaction.

[[nodiscard]] Result<QList<Site>> readSites(const SealedTables &tables);
/// See SiteStore::replaceSite. A renamed site keeps its settings, a removed one loses them.
[[nodiscard]] Result<void> replaceSiteRow(SealedTables &tables, const Site &before, const Site &after);

/// What was agreed and last read, by site; a site need not be in the workspace to have them.
struct SiteSettings
{
    QString site; ///< case folded
    QHash<QString, QString> agreed;
    std::optional<SettingsSnapshot> snapshot;

    static constexpr auto fields()
    {
        return std::tuple {Field {"site", &SiteSettings::site}, Field {"agreed", &SiteSettings::agreed},
                           Field {"snapshot", &SiteSettings::snapshot}};
    }
};
[[nodiscard]] Result<SiteSettings> readSettings(const SealedTables &tables, const QString &site);
[[nodiscard]] Result<QList<SiteSettings>> readAllSettings(const SealedTables &tables);
[[nodiscard]] Result<void> writeAgreed(SealedTables &tables, const QString &site, const QString &name,
                                       const std::optional<QString> &value);
[[nodiscard]] Result<void> writeSettings(SealedTables &tables, const QString &site, const SettingsSnapshot &snapshot);

[[nodiscard]] Result<QList<ArchiveRecord>> readArchiveRuns(const SealedTables &tables); ///< newest first
[[nodiscard]] Result<void> writeArchiveRun(SealedTables &tables, const ArchiveRecord &record);
[[nodiscard]] Result<void> removeRun(SealedTables &tables, const QString &id);

} // namespace Nightkeep
