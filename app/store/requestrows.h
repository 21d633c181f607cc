// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sealedtables.h"
#include "models/requests/storagerequest.h"

namespace Nightkeep {

// Requests to the storage team, as rows. Writing happens inside the caller's transaction.

[[nodiscard]] Result<QList<StorageRequest>> readRequestRows(const SealedTables &tables); ///< oldest first
/// See RequestStore::addStorageRequest.
[[nodiscard]] Result<qint64> addRequestRow(SealedTables &tables, const StorageRequest &request);
/// See RequestStore::replaceStorageRequest.
[[nodiscard]] Result<void> replaceRequestRow(SealedTables &tables, const StorageRequest &before,
                                             const StorageRequest &after);
/// These and no others, each with its own number.
[[nodiscard]] Result<void> writeRequestRows(SealedTables &tables, const QList<StorageRequest> &requests);

} // namespace Nightkeep
