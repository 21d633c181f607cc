// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/coverage/backuppreview.h"
#include "models/coverage/changerate.h"

#include <QString>

#include <optional>

namespace Nightkeep {

/// Where the workspace keeps what servers answered when asked on demand: the latest of each. Thread-safe,
/// blocking; implemented by the workspace's store.
class InspectionStore
{
public:
    virtual ~InspectionStore() = default;

    [[nodiscard]] virtual Result<std::optional<ChangeRates>> changeRates(const QString &server) const = 0;
    /// NotFound if the server has left the workspace meanwhile.
    [[nodiscard]] virtual Result<void> saveChangeRates(const QString &server, const ChangeRates &rates) = 0;

    /// One of each folder that was asked about, by folder.
    [[nodiscard]] virtual Result<QList<BackupPreview>> backupPreviews(const QString &server) const = 0;
    /// Puts it in the place of an earlier one of the same folder. NotFound as above.
    [[nodiscard]] virtual Result<void> saveBackupPreview(const QString &server, const BackupPreview &preview) = 0;
};

/// The list with one of its folder replaced or added, in the order of folders.
[[nodiscard]] QList<BackupPreview> withPreview(QList<BackupPreview> previews, const BackupPreview &preview);

} // namespace Nightkeep
