// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqlconnection.h"
#include "models/courses/siterights.h"

/// What a site's account may do, by what its server lists of it. It only looks. An error is a server that cannot be
/// asked; what it does not list is in SiteRights::unknown, and never counted as granted.
namespace Nightkeep::SiteRightsReader {

/// `version` is the Moodle's, empty where it is not known.
[[nodiscard]] Result<SiteRights> read(SqlConnection &connection, const SqlAddress &address, const Site &site,
                                      MoodleEdition edition, const QString &version);

} // namespace Nightkeep::SiteRightsReader
