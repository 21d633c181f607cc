// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/filecheck.h"
#include "models/base/clock.h"
#include "models/workspace.h"

#include <optional>

namespace Nightkeep {

/// "<name>.last-good", beside the file.
[[nodiscard]] QString lastGoodName(const QString &fileName);

/// Writes what the connection reads to `copyName`: to a temporary name, read back and checked, synced,
/// then renamed. Does nothing if an equal and sound copy is there.
[[nodiscard]] Result<void> keepLastGood(StoreConnection &connection, const FileFindings &findings,
                                        const QString &copyName);

[[nodiscard]] std::optional<LastGoodCopy> findLastGood(const StoreLocation &location);

/// Sets the file aside, unchanged, as "<name>.damaged-<UTC>", with what lies beside it, and puts the
/// copy in its place; the copy itself stays. Conflict if the file is sound after all.
[[nodiscard]] Result<void> restoreLastGood(const StoreLocation &location, const Clock &clock);

/// Copies a file and the side files that exist.
[[nodiscard]] bool copyWithSideFiles(const QString &from, const QString &to);

} // namespace Nightkeep
