// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/requests/storagerequest.h"

#include <QList>

namespace Nightkeep {

/// Where the workspace keeps what was asked of the storage team. Thread-safe, blocking; implemented by the
/// workspace's store.
class RequestStore
{
public:
    virtual ~RequestStore() = default;

    [[nodiscard]] virtual Result<QList<StorageRequest>> storageRequests() const = 0; ///< oldest first
    /// Gives it the next number, whatever its own, and returns that.
    [[nodiscard]] virtual Result<qint64> addStorageRequest(const StorageRequest &request) = 0;
    /// `before` is what the caller saw: Conflict if the stored one with its number differs from it or
    /// is not there.
    [[nodiscard]] virtual Result<void> replaceStorageRequest(const StorageRequest &before,
                                                             const StorageRequest &after) = 0;
};

} // namespace Nightkeep
