// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/storelocation.h"
#include "models/base/result.h"

class QSqlError;

namespace Nightkeep {

/// What a driver's error means for people: the kind by the driver's own number, the workspace's
/// name, the reason and the next step; the driver's words in the detail.
/// Numbers: sqlite.org "Result and Error Codes"; MariaDB "Error Codes".
[[nodiscard]] Error workspaceError(const QSqlError &error, const StoreLocation &location);

/// The sentences of errors that arise without the driver too.
[[nodiscard]] Error readOnlyError(const StoreLocation &location, const QString &detail = {});
[[nodiscard]] Error diskFullError(const StoreLocation &location, const QString &detail = {});
[[nodiscard]] Error damagedError(const StoreLocation &location, const QString &detail);

} // namespace Nightkeep
