// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/courses/site.h"

#include <QList>

namespace Nightkeep {

/// Where the workspace keeps sites. Thread-safe, blocking; implemented by the workspace's store.
class SiteStore
{
public:
    virtual ~SiteStore() = default;
    [[nodiscard]] virtual Result<QList<Site>> sites() const = 0; ///< by name
    /// As ServerStore::replaceServer: compares with `before`, empty name adds or removes.
    [[nodiscard]] virtual Result<void> replaceSite(const Site &before, const Site &after) = 0;
};

} // namespace Nightkeep
