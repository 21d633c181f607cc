// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqldialect.h"

/// What database servers of any make say alike.
namespace Nightkeep::Sql {

[[nodiscard]] Error connectionLost(const SqlAddress &address, const QString &detail);
[[nodiscard]] Error damagedTable(const SqlAddress &address, const QString &table, const QString &detail);
[[nodiscard]] Error diskFull(const SqlAddress &address, const QString &detail);
[[nodiscard]] Error missingTable(const SqlAddress &address, const QString &table, const QString &detail);

} // namespace Nightkeep::Sql
