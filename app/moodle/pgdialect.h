// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqldialect.h"

/// What of SqlDialect is PostgreSQL's.
namespace Nightkeep::Postgres {

/// All that the library would else take from the environment, from a service's file or from one of passwords is said,
/// so that none of it reaches in.
[[nodiscard]] QString connectOptions(const SqlAddress &address);
/// The first makes the session one that cannot write.
[[nodiscard]] QStringList sessionStatements(const SqlAddress &address);
/// Whether that is so ("on"), by what the server keeps texts, and its number of the session.
[[nodiscard]] SqlStatement askSession();
[[nodiscard]] Result<void> checkSession(const SqlAddress &address, const QStringList &session);
[[nodiscard]] SqlStatement describeTable(const QString &table);
[[nodiscard]] SqlStatement tablesAmong(const QStringList &tables);
/// `error` has the server's SQLSTATE, or nothing where the library alone speaks.
[[nodiscard]] SqlFailure failureFor(const SqlAddress &address, const QString &table, const QSqlError &error);

} // namespace Nightkeep::Postgres
