// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/reachability/databasestatus.h"
#include "models/reachability/webcheck.h"

namespace Nightkeep {

/// Where the workspace keeps the latest answers to what is only asked on demand; they are read with the
/// server's record. Thread-safe, blocking. NotFound if the server has left the workspace meanwhile.
class ReachabilityStore
{
public:
    virtual ~ReachabilityStore() = default;
    [[nodiscard]] virtual Result<void> saveWeb(const QString &server, const WebAnswer &answer) = 0;
    /// Both in one transaction; each is kept with the server that it names.
    [[nodiscard]] virtual Result<void> savePair(const DatabaseAnswer &one, const DatabaseAnswer &other) = 0;
};

} // namespace Nightkeep
