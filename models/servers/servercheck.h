// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/servers/server.h"

namespace Nightkeep {

/// Whether a server may be stored: a name and connection that ssh may be given, clean folders, each
/// once, decisions that can be. BadInput, naming the first thing that is wrong.
[[nodiscard]] Result<void> checkServer(const Server &server);

/// All of a server as one line of JSON, for the audit log; empty for one without a name. Folders that
/// are not UTF-8 are percent-encoded objects as in `nightkeepctl --json`.
[[nodiscard]] QString serverInOneLine(const Server &server);

} // namespace Nightkeep
