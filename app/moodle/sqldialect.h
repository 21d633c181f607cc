// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mysql/wirewatch.h"
#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QString>
#include <QStringList>

#include <chrono>

class QSqlError;

namespace Nightkeep {

/// The database servers that a Moodle may have, and all that differs between them.
enum class SqlEngine {
    MySql, ///< MySQL and MariaDB by a unix socket of this machine
    PostgreSql, ///< the same way; read alone
    Sqlite, ///< a file: the demo's Moodle
};

/// Where a Moodle's database is, as this machine reaches it, and for how long it is waited for.
struct SqlAddress
{
    SqlEngine engine = SqlEngine::MySql;
    QString location; ///< the unix socket, or the SQLite file
    QString database; ///< not of a file
    QString user;
    QString password;
    QString server; ///< for people: "moodledb-a.ucl.ac.uk"
    std::chrono::seconds connectLimit {20}; ///< a login may take it twice
    std::chrono::seconds answerLimit {30}; ///< for the next byte of an answer
    std::chrono::seconds wholeLimit {120}; ///< for an answer to its end
    std::chrono::seconds lockLimit {10}; ///< how long somebody else's lock is waited for
    std::chrono::milliseconds recheckLimit {8000}; ///< how long a lost connection's outcome is looked for
    SqlLimits limits = {}; ///< on what an answer may be
    CancelToken cancel = {}; ///< ends the connection, and with it what is waited for
};

/// A statement with '?' for each value, never with a value in it. Names are quoted as quotedName() does, for all
/// engines.
struct SqlStatement
{
    QString text;
    QStringList values;
    int columns = 0; ///< of each row that answers it
};

/// Why a statement did not run, and what that means for those before it.
struct SqlFailure
{
    Error error;
    bool lost = false; ///< the connection is gone: the server may still have carried the statement out
    bool again = false; ///< the server ended the transaction in favour of another: it may be tried again
    bool duplicate = false; ///< the row exists already
    int code = 0; ///< the database's own number for it; 0: it has letters, as some of PostgreSQL's
};

template<typename T> using SqlResult = tl::expected<T, SqlFailure>;

namespace Sql {

[[nodiscard]] QString driverName(SqlEngine engine);
[[nodiscard]] QString driverPackage(SqlEngine engine); ///< what to install when the driver is missing
[[nodiscard]] std::chrono::seconds loginLimit(const SqlAddress &address); ///< for all its exchanges together
[[nodiscard]] QString connectOptions(const SqlAddress &address);
/// The most that a connection may be told to wait for an answer: one for which a table of millions of rows is gone
/// through.
inline constexpr std::chrono::seconds longestAnswer {600};
/// Sent once to a new connection; what an old server does not know of it is done without.
[[nodiscard]] QStringList sessionStatements(const SqlAddress &address);
[[nodiscard]] SqlFailure failureFor(const SqlAddress &address, const QString &table, const QSqlError &error);

[[nodiscard]] bool isSafePrefix(const QString &prefix); ///< [A-Za-z0-9_]*, no longer than 40
[[nodiscard]] QString quotedName(const QString &name); ///< for names of the program's own and safe prefixes
/// A statement's text as this engine takes it. PostgreSQL quotes names otherwise, and keeps those of a Moodle in lower
/// case: Moodle itself writes them unquoted.
[[nodiscard]] QString spelt(SqlEngine engine, const QString &text);
/// A column as text of no more characters than a path may have, in one character set with one order.
[[nodiscard]] QString asText(SqlEngine engine, const QString &column);
/// A NULL where others of the same column have whole numbers.
[[nodiscard]] QString noNumber(SqlEngine engine);
[[nodiscard]] QString begin(SqlEngine engine);
/// What the table is: engine has transactions ("YES"), longest value. No row: no such table.
[[nodiscard]] SqlStatement describeTable(SqlEngine engine, const QString &table);
/// Which of these tables there are, as far as the account may use them at all.
[[nodiscard]] SqlStatement tablesAmong(SqlEngine engine, const QStringList &tables);
/// Names and values of the rows with these names; `locked` keeps others from changing them meanwhile.
[[nodiscard]] SqlStatement selectRows(SqlEngine engine, const QString &table, const QStringList &names, bool locked);
/// Writes only where the bytes are still `seen`: collations take 'ABC' for 'abc' and 'a ' for 'a'.
[[nodiscard]] SqlStatement guardedUpdate(SqlEngine engine, const QString &table, const QString &charset,
                                         const QString &name, const QString &seen, const QString &wanted);
[[nodiscard]] SqlStatement insertRow(const QString &table, const QString &name, const QString &value);

/// The statement with its values in place, as a person would type it; ends with ';'.
[[nodiscard]] QString inFull(SqlEngine engine, const SqlStatement &statement);

} // namespace Sql

} // namespace Nightkeep
