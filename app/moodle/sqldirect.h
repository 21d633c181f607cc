// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/moodle/sqldialect.h"

#include <optional>

class QSqlDatabase;

namespace Nightkeep::Sql {

/// Sets a MySQL server up that is reached at its own address, by TLS and by nothing else: see provenHost().
///
/// What passes there no relay can read, so less holds than behind a socket. The library waits `connectLimit` for the
/// connection and the server's greeting, and after that `wholeLimit` for the next byte, whatever setAnswerLimits()
/// says; a person's wish to stop is heard between two statements. Of SqlLimits the cells and columns of an answer are
/// counted, not its bytes. Ways of logging in that give the password away are refused by the library; the rest of what
/// SqlWatch refuses, a server that an authority vouches for is trusted not to do. MissingTool: this machine has no list
/// of authorities.
[[nodiscard]] Result<void> setUpDirect(QSqlDatabase &database, const SqlAddress &address);

/// Why such a server was not reached or let nobody in, where that is another matter than behind a socket.
[[nodiscard]] std::optional<SqlFailure> directRefusal(const SqlAddress &address, const QSqlError &error);

} // namespace Nightkeep::Sql
