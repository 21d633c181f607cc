// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/reachabilityjson.h"
#include "app/store/sealedtables.h"

namespace Nightkeep {

// Answers to what is only asked on demand, as rows of the observations. Writing happens inside the
// caller's transaction; NotFound if the server has left the workspace meanwhile.
[[nodiscard]] Result<std::optional<WebAnswer>> readWebRow(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<void> writeWebRow(SealedTables &tables, const QString &server, const WebAnswer &answer);
[[nodiscard]] Result<std::optional<DatabaseAnswer>> readDatabaseRow(const SealedTables &tables, const QString &server);
[[nodiscard]] Result<void> writeDatabaseRow(SealedTables &tables, const QString &server, const DatabaseAnswer &answer);

} // namespace Nightkeep
