// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/demoestate.h"
#include "models/archives/archivestore.h"
#include "models/base/acceptedfinding.h"
#include "models/base/auditlog.h"
#include "models/catalogue/cataloguestore.h"
#include "models/courses/sitestore.h"
#include "models/coverage/serverstore.h"
#include "models/requests/requeststore.h"
#include "models/settings/settingsstore.h"

namespace Nightkeep {

/// Where a workspace keeps what a demo's is filled with.
struct DemoStores
{
    ServerStore &servers;
    SiteStore &sites;
    SettingsStore &settings;
    ArchiveStore &archives;
    RequestStore &requests;
    AcceptanceStore &acceptances;
    HandOverStore &handOvers;
    CatalogueStore &catalogue;
    AuditLog &audit; ///< whose recording is one transaction of all of them
};

/// Writes what the team knows of the estate into its workspace: the matrix, its sites, the options agreed; and, unless
/// it is an unasked one, what it remembers: sixty days of answers, the options read this morning, the archives of three
/// terms with what is known about them, a request that was answered, and what was accepted of it. Does nothing to a
/// workspace that has a site, but leads servers to their folders if the estate was moved.
[[nodiscard]] Result<void> fillDemoWorkspace(const DemoEstate &estate, const DemoStores &stores);

} // namespace Nightkeep
