// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/inspectionjson.h"
#include "app/store/sealedtables.h"

namespace Nightkeep {

// What servers answered on demand, as rows of kind "change-rate" and "preview". Writing happens inside the
// caller's transaction; NotFound if the server has left the workspace meanwhile.

[[nodiscard]] Result<std::optional<ChangeRates>> readChangeRatesRow(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<void> writeChangeRatesRow(SealedTables &tables, const QString &server, const ChangeRates &rates);
[[nodiscard]] Result<QList<BackupPreview>> readPreviewsRow(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<void> writePreviewsRow(SealedTables &tables, const QString &server,
                                            const QList<BackupPreview> &previews);

} // namespace Nightkeep
