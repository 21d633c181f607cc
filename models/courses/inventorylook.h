// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/inventory.h"
#include "models/servers/remotehost.h"

namespace Nightkeep {

/// Looks through the places of a data server. Where files are to be looked into to Closed and some are known already,
/// all are listed first, and then only those are looked into of which nothing is known: those of `earlier`, by place
/// and path, that are the same keep nothing here, which is for keepEarlierChecks().
[[nodiscard]] Result<Inventory> lookThroughPlaces(RemoteHost &host, const QString &server, const InventoryOrder &order,
                                                  const QList<FoundFile> &earlier, const CancelToken &cancel);

/// Puts what was seen of some files in the place of what was listed of them. Both by place and path.
void takeLooks(QList<FoundFile> &files, const QList<FoundFile> &looked);

} // namespace Nightkeep
