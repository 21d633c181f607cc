// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/storeconnection.h"

namespace Nightkeep {

/// Step 4 of the schema: puts what versions 1 to 3 kept in tables of many forms into nk_values. Does nothing once
/// one of those tables is gone, for then it has been done.
[[nodiscard]] Result<void> bringOverOldTables(StoreConnection &connection);

/// Step 6: what every server's history says of its disks, in a row of its own. Its seal comes with the step's.
[[nodiscard]] Result<void> deriveDisksOfAll(StoreConnection &connection);

} // namespace Nightkeep
