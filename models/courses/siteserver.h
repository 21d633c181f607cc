// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/site.h"
#include "models/coverage/serverstore.h"

namespace Nightkeep {

/// The server that holds the site's files. NotFound where the matrix has none of that name.
[[nodiscard]] Result<Server> dataServerOf(const ServerStore &servers, const Site &site);

} // namespace Nightkeep
