// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqldialect.h"

#include "app/apptr.h"
#include "app/moodle/pgdialect.h"
#include "app/moodle/sqlerrors.h"

#include <QRegularExpression>
#include <QSqlError>

#include <algorithm>
#include <optional>

namespace Nightkeep::Sql {

namespace {

bool isPlain(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return std::all_of(characters.cbegin(), characters.cend(), [](uint c) { return QChar::isPrint(c); });
}

QString literal(SqlEngine engine, const QString &value)
{
    if (!isPlain(value)) { // what cannot be seen cannot be reviewed either
        const QString hex = QString::fromLatin1(value.toUtf8().toHex().toUpper());
        return engine == SqlEngine::MySql ? QStringLiteral("_utf8mb4 X'%1'").arg(hex)
                                          : QStringLiteral("CAST(X'%1' AS TEXT)").arg(hex);
    }
    QString inside = value;
    if (engine == SqlEngine::MySql)
        inside.replace(u'\\', QStringLiteral("\\\\"));
    inside.replace(u'\'', QStringLiteral("''"));
    return u'\'' + inside + u'\'';
}

QString placeholders(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QStringLiteral(", "));
}

Error notReached(const SqlAddress &address, const QString &detail)
{
    return {
        ErrorKind::Unreachable,
        AppTr::tr("The database server of %1 does not answer at its socket.").arg(address.server),
        AppTr::tr("Check on that server that MySQL runs, and that the socket's path in the site's details is right."),
        detail};
}

/// A number that stands in the words of an error: "Got error 145 from storage engine", "Can't open file: 'x.MYI'
/// (errno: 145)". They are in the server's language; the number is the last that is not quoted.
int numberIn(QString words)
{
    static const QRegularExpression quoted(QStringLiteral("\"[^\"]*\""));
    static const QRegularExpression number(QStringLiteral("\\b\\d+\\b"));
    words.remove(quoted);
    int last = 0;
    for (auto match = number.globalMatch(words); match.hasNext();)
        last = match.next().captured().toInt();
    return last;
}

bool isDamage(int number)
{
    constexpr int crashed = 126; // HA_ERR_CRASHED
    constexpr int crashedOnUsage = 145; // HA_ERR_CRASHED_ON_USAGE
    switch (number) {
    case 2: // ENOENT: one of the table's files
    case 175: // HA_ERR_FILE_TOO_SHORT
    case 176: // HA_ERR_WRONG_CRC
    case 180: // HA_ERR_INDEX_CORRUPT
    case 1017: // ER_FILE_NOT_FOUND
    case 1034: // ER_NOT_KEYFILE
    case 1035: // ER_OLD_KEYFILE
    case 1194: // ER_CRASHED_ON_USAGE
    case 1195: // ER_CRASHED_ON_REPAIR
    case 1712: // ER_INDEX_CORRUPT
    case 1877: // ER_TABLE_CORRUPT
    case 1932: // ER_NO_SUCH_TABLE_IN_ENGINE: its description is there, and it is not
        return true;
    default:
        return number >= crashed && number <= crashedOnUsage;
    }
}

/// What is wrong with the files of a table; nothing if it is something else.
std::optional<Error> storageError(const SqlAddress &address, const QString &table, int code, const QString &words,
                                  const QString &detail)
{
    // ER_CANT_OPEN_FILE, ER_FILE_NOT_FOUND, ER_GET_ERRNO: the operating system or the storage engine has the reason.
    const int reason = code == 1016 || code == 1017 || code == 1030 ? numberIn(words) : 0;
    switch (reason) {
    case 13: // EACCES
        return Error {
            ErrorKind::PermissionDenied,
            AppTr::tr("The database server of %1 may not use the files of its own tables.").arg(address.server),
            AppTr::tr("Have the owner and the permissions of its data folder put right."), detail};
    case 23: // ENFILE
    case 24: // EMFILE
        return Error {
            ErrorKind::Busy, AppTr::tr("The database server of %1 has too many files open.").arg(address.server),
            AppTr::tr("Try again in a moment; if it happens again, have its open_files_limit raised."), detail};
    case 28: // ENOSPC
        return diskFull(address, detail);
    default:
        break;
    }
    if (!isDamage(reason > 0 ? reason : code) && code != 1017)
        return std::nullopt;
    if (words.contains(QLatin1String("#sql")))
        return Error {ErrorKind::DiskFull,
                      AppTr::tr("The database server of %1 could not keep a table of its own while it worked: most "
                                "likely the disk of its temporary files is full.")
                          .arg(address.server),
                      AppTr::tr("Make room there first (tmpdir)."), detail};
    return damagedTable(address, table, detail);
}

Error engineStopped(const SqlAddress &address, const QString &table, const QString &detail)
{
    return {ErrorKind::Failed,
            AppTr::tr("The database server of %1 cannot read the table \"%2\": most likely the storage engine that "
                      "keeps it (InnoDB) does not run there, else the table's description is damaged.")
                .arg(address.server, table),
            AppTr::tr("Ask the database's administrator to look into the server's error log."), detail};
}

/// What the account may not do, or whence; nothing if it is something else.
std::optional<Error> accountError(const SqlAddress &address, const QString &table, int code, const QString &detail)
{
    switch (code) {
    case 1045: // ER_ACCESS_DENIED_ERROR
    case 1698: // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
        return Error {
            ErrorKind::AuthenticationFailed,
            AppTr::tr("The database server of %1 refused the account \"%2\".").arg(address.server, address.user),
            AppTr::tr("Check the account in the site's details, and its password."), detail};
    case 1044: // ER_DBACCESS_DENIED_ERROR
        return Error {ErrorKind::PermissionDenied,
                      AppTr::tr("The account \"%1\" may not use the database \"%2\" of %3.")
                          .arg(address.user, address.database, address.server),
                      AppTr::tr("Ask the database's administrator to grant it SELECT there."), detail};
    case 1142: // ER_TABLEACCESS_DENIED_ERROR
    case 1143: // ER_COLUMNACCESS_DENIED_ERROR
    case 1227: // ER_SPECIFIC_ACCESS_DENIED_ERROR
        return Error {
            ErrorKind::PermissionDenied,
            AppTr::tr("The account \"%1\" may not do this with the table \"%2\" of %3.")
                .arg(address.user, table, address.server),
            AppTr::tr("Reading needs SELECT, changing an option needs UPDATE on the column \"value\" too. Ask the "
                      "database's administrator."),
            detail};
    case 1049: // ER_BAD_DB_ERROR
        return Error {ErrorKind::NotFound,
                      AppTr::tr("%1 has no database \"%2\".").arg(address.server, address.database),
                      AppTr::tr("Check the database's name in the site's details."), detail};
    case 1130: // ER_HOST_NOT_PRIVILEGED
        return Error {ErrorKind::PermissionDenied,
                      AppTr::tr("The database server of %1 lets nobody in from the address that the tunnel comes from.")
                          .arg(address.server),
                      AppTr::tr("Ask the database's administrator for the account there too: GRANT SELECT ON %1.* TO "
                                "%2@'127.0.0.1'. Or use the server's socket instead of a port.")
                          .arg(address.database, address.user),
                      detail};
    case 1129: // ER_HOST_IS_BLOCKED
        return Error {
            ErrorKind::PermissionDenied,
            AppTr::tr("The database server of %1 has blocked the address that the tunnel comes from, after many "
                      "connections that broke off.")
                .arg(address.server),
            AppTr::tr("Ask the database's administrator to unblock it (FLUSH HOSTS), or use the server's socket "
                      "instead of a port."),
            detail};
    default:
        return std::nullopt;
    }
}

SqlFailure mysqlFailure(const SqlAddress &address, const QString &table, int code, const QString &words,
                        const QString &detail)
{
    if (const std::optional<Error> error = storageError(address, table, code, words, detail))
        return {*error};
    if (const std::optional<Error> error = accountError(address, table, code, detail))
        return {*error};
    switch (code) {
    case 1146: // ER_NO_SUCH_TABLE
        return {missingTable(address, table, detail)};
    case 1205: // ER_LOCK_WAIT_TIMEOUT
        return {{ErrorKind::Busy,
                 AppTr::tr("Somebody else keeps the table \"%1\" of %2 locked.").arg(table, address.server),
                 AppTr::tr("Try again when Moodle's backup or the other person has finished."), detail}};
    case 1213: // ER_LOCK_DEADLOCK
    case 1020: // ER_CHECKREAD
        return {{ErrorKind::Busy,
                 AppTr::tr("Somebody else was changing the table \"%1\" of %2.").arg(table, address.server),
                 AppTr::tr("Try again."), detail},
                false,
                true};
    case 1062: // ER_DUP_ENTRY
        return {{ErrorKind::Conflict, AppTr::tr("The row exists already in the table \"%1\".").arg(table), {}, detail},
                false,
                false,
                true};
    case 1290: // ER_OPTION_PREVENTS_STATEMENT: --read-only
    case 1792: // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
    case 1836: // ER_READ_ONLY_MODE
        return {{ErrorKind::ReadOnly, AppTr::tr("The database server of %1 allows no changes.").arg(address.server),
                 AppTr::tr("Perhaps it is the second of a pair: changes are made on the first."), detail}};
    case 1021: // ER_DISK_FULL
    case 1114: // ER_RECORD_FILE_FULL
        return {diskFull(address, detail)};
    case 1033: // ER_NOT_FORM_FILE: all tables of an InnoDB that did not start
    case 1286: // ER_UNKNOWN_STORAGE_ENGINE
        return {engineStopped(address, table, detail)};
    case 1040: // ER_CON_COUNT_ERROR
    case 1203: // ER_TOO_MANY_USER_CONNECTIONS
        return {{ErrorKind::Busy, AppTr::tr("The database server of %1 has too many connections.").arg(address.server),
                 AppTr::tr("Try again in a moment."), detail}};
    case 2002: // CR_CONNECTION_ERROR
    case 2003: // CR_CONN_HOST_ERROR
        return {notReached(address, detail), true};
    case 1053: // ER_SERVER_SHUTDOWN
    case 1077: // ER_NORMAL_SHUTDOWN
    case 1317: // ER_QUERY_INTERRUPTED
    case 1927: // ER_CONNECTION_KILLED
    case 2006: // CR_SERVER_GONE_ERROR
    case 2013: // CR_SERVER_LOST
    case 2014: // CR_COMMANDS_OUT_OF_SYNC
    case 2026: // CR_SSL_CONNECTION_ERROR
    case 2027: // CR_MALFORMED_PACKET
    case 2055: // CR_SERVER_LOST_EXTENDED
        return {connectionLost(address, detail), true};
    default:
        return {{ErrorKind::Failed, AppTr::tr("The database of %1 refused a statement.").arg(address.server),
                 AppTr::tr("Copy the details and show them to the database's administrator."), detail}};
    }
}

SqlFailure sqliteFailure(const SqlAddress &address, const QString &table, int code, const QString &detail)
{
    switch (code & 0xff) { // the low byte is the primary result code
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return {{ErrorKind::Busy, AppTr::tr("Somebody else keeps the database %1 locked.").arg(address.location),
                 AppTr::tr("Try again in a moment."), detail}};
    case 8: // SQLITE_READONLY
        return {{ErrorKind::ReadOnly, AppTr::tr("The database %1 cannot be written.").arg(address.location),
                 AppTr::tr("Check the permissions of the file and of its folder."), detail}};
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return {{ErrorKind::Damaged, AppTr::tr("The file %1 is not a sound database.").arg(address.location),
                 AppTr::tr("Make the demo estate anew."), detail}};
    case 13: // SQLITE_FULL
        return {{ErrorKind::DiskFull, AppTr::tr("The disk below %1 is full.").arg(address.location),
                 AppTr::tr("Make room there first."), detail}};
    case 14: // SQLITE_CANTOPEN
        return {{ErrorKind::Unreachable, AppTr::tr("The database %1 cannot be opened.").arg(address.location),
                 AppTr::tr("Check the permissions of the file and of its folder."), detail}};
    case 19: // SQLITE_CONSTRAINT
        return {{ErrorKind::Conflict, AppTr::tr("The row exists already in the table \"%1\".").arg(table), {}, detail},
                false,
                false,
                true};
    default:
        break;
    }
    if (detail.contains(QLatin1String("no such table")))
        return {{ErrorKind::MissingTable,
                 AppTr::tr("The database %1 has no table \"%2\".").arg(address.location, table),
                 AppTr::tr("Most likely the table prefix in the site's details is wrong."), detail}};
    return {{ErrorKind::Failed, AppTr::tr("The database %1 refused a statement.").arg(address.location),
             AppTr::tr("Copy the details and report them."), detail}};
}

} // namespace

QString driverName(SqlEngine engine)
{
    switch (engine) {
    case SqlEngine::MySql:
        return QStringLiteral("QMYSQL");
    case SqlEngine::PostgreSql:
        return QStringLiteral("QPSQL");
    case SqlEngine::Sqlite:
        break;
    }
    return QStringLiteral("QSQLITE");
}

QString driverPackage(SqlEngine engine)
{
    switch (engine) {
    case SqlEngine::MySql:
        return QStringLiteral("libqt6sql6-mysql");
    case SqlEngine::PostgreSql:
        return QStringLiteral("libqt6sql6-psql");
    case SqlEngine::Sqlite:
        break;
    }
    return QStringLiteral("libqt6sql6-sqlite");
}

std::chrono::seconds loginLimit(const SqlAddress &address)
{
    return 2 * address.connectLimit;
}

QString connectOptions(const SqlAddress &address)
{
    constexpr std::chrono::seconds grace {5};
    if (address.engine == SqlEngine::Sqlite)
        return QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1").arg(address.lockLimit.count() * 1000);
    if (address.engine == SqlEngine::PostgreSql)
        return Postgres::connectOptions(address);
    // Rows that matched are counted, not rows that changed. No automatic reconnection: it would
    // silently begin a new session in the middle of a transaction. The library's own limits stand behind the
    // relay's, which knows what came too late, and may be allowed more than at first.
    return QStringLiteral("UNIX_SOCKET=%1;MYSQL_OPT_CONNECT_TIMEOUT=%2;MYSQL_OPT_READ_TIMEOUT=%3;"
                          "MYSQL_OPT_WRITE_TIMEOUT=%3;CLIENT_FOUND_ROWS=1")
        .arg(address.location)
        .arg((loginLimit(address) + grace).count())
        .arg((std::max(address.answerLimit, longestAnswer) + grace).count());
}

QStringList sessionStatements(const SqlAddress &address)
{
    if (address.engine == SqlEngine::Sqlite)
        return {};
    if (address.engine == SqlEngine::PostgreSql)
        return Postgres::sessionStatements(address);
    return {
        // What an error has only in its words is looked for there.
        QStringLiteral("SET SESSION lc_messages = 'en_US'"),
        // Else a value that does not fit is cut off and stored with no more than a warning.
        QStringLiteral("SET SESSION sql_mode = 'STRICT_ALL_TABLES'"),
        QStringLiteral("SET SESSION lock_wait_timeout = %1").arg(address.lockLimit.count()),
        QStringLiteral("SET SESSION innodb_lock_wait_timeout = %1").arg(address.lockLimit.count()),
    };
}

SqlFailure failureFor(const SqlAddress &address, const QString &table, const QSqlError &error)
{
    if (address.engine == SqlEngine::PostgreSql)
        return Postgres::failureFor(address, table, error);
    const int code = error.nativeErrorCode().toInt();
    const QString detail = AppTr::tr("%1 (code %2)").arg(error.text().trimmed(), error.nativeErrorCode());
    SqlFailure failure = address.engine == SqlEngine::MySql
        ? mysqlFailure(address, table, code, error.databaseText(), detail)
        : sqliteFailure(address, table, code, detail);
    failure.code = code;
    return failure;
}

bool isSafePrefix(const QString &prefix)
{
    return prefix.size() <= 40 && std::all_of(prefix.cbegin(), prefix.cend(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
           });
}

QString quotedName(const QString &name)
{
    return u'`' + name + u'`';
}

QString spelt(SqlEngine engine, const QString &text)
{
    if (engine != SqlEngine::PostgreSql)
        return text;
    QStringList parts = text.split(u'`');
    for (qsizetype i = 1; i < parts.size(); i += 2) // the names
        parts[i] = parts.at(i).toLower();
    return parts.join(u'"');
}

QString asText(SqlEngine engine, const QString &column)
{
    // PostgreSQL fills a CHAR up with blanks; MySQL casts to no VARCHAR.
    return engine == SqlEngine::PostgreSql ? QStringLiteral("CAST(%1 AS VARCHAR(4096))").arg(column)
                                           : QStringLiteral("CAST(%1 AS CHAR(4096))").arg(column);
}

QString noNumber(SqlEngine engine)
{
    return engine == SqlEngine::PostgreSql ? QStringLiteral("CAST(NULL AS BIGINT)") : QStringLiteral("NULL");
}

QString begin(SqlEngine engine)
{
    // SQLite's plain BEGIN takes the write lock only at the first write, when it may be too late.
    return engine == SqlEngine::Sqlite ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("START TRANSACTION");
}

SqlStatement describeTable(SqlEngine engine, const QString &table)
{
    if (engine == SqlEngine::Sqlite)
        return {QStringLiteral("SELECT 'YES', 255 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?"),
                {table},
                2};
    if (engine == SqlEngine::PostgreSql)
        return Postgres::describeTable(table);
    return {QStringLiteral("SELECT e.TRANSACTIONS, c.CHARACTER_MAXIMUM_LENGTH FROM information_schema.TABLES t "
                           "LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE "
                           "LEFT JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA "
                           "AND c.TABLE_NAME = t.TABLE_NAME AND c.COLUMN_NAME = 'value' "
                           "WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_NAME = ?"),
            {table},
            2};
}

SqlStatement tablesAmong(SqlEngine engine, const QStringList &tables)
{
    if (engine == SqlEngine::PostgreSql)
        return Postgres::tablesAmong(tables);
    const QString text = engine == SqlEngine::MySql
        ? QStringLiteral("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() "
                         "AND TABLE_NAME IN (%1)")
        : QStringLiteral("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name IN (%1)");
    return {text.arg(placeholders(tables.size())), tables, 1};
}

SqlStatement selectRows(SqlEngine engine, const QString &table, const QStringList &names, bool locked)
{
    QString text = QStringLiteral("SELECT name, value FROM %1 WHERE name IN (%2)")
                       .arg(quotedName(table), placeholders(names.size()));
    if (locked && engine == SqlEngine::MySql)
        text += QStringLiteral(" FOR UPDATE");
    return {text, names, 2};
}

SqlStatement guardedUpdate(SqlEngine engine, const QString &table, const QString &charset, const QString &name,
                           const QString &seen, const QString &wanted)
{
    const QString text = engine == SqlEngine::MySql
        ? QStringLiteral("UPDATE %1 SET value = ? WHERE name = ? AND BINARY CONVERT(value USING %2) = ?")
              .arg(quotedName(table), charset)
        : QStringLiteral("UPDATE %1 SET value = ? WHERE name = ? AND value = ? COLLATE BINARY").arg(quotedName(table));
    return {text, {wanted, name, seen}};
}

SqlStatement insertRow(const QString &table, const QString &name, const QString &value)
{
    return {QStringLiteral("INSERT INTO %1 (name, value) VALUES (?, ?)").arg(quotedName(table)), {name, value}};
}

QString inFull(SqlEngine engine, const SqlStatement &statement)
{
    const QStringList parts = statement.text.split(u'?');
    QString text = parts.first();
    for (qsizetype i = 1; i < parts.size(); ++i)
        text += literal(engine, statement.values.at(i - 1)) + parts.at(i);
    return text + u';';
}

} // namespace Nightkeep::Sql
