// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/pgdialect.h"

#include "app/apptr.h"
#include "app/moodle/sqlerrors.h"

#include <QFileInfo>
#include <QSqlError>

#include <algorithm>
#include <optional>

namespace Nightkeep::Postgres {

namespace {

// The schemas that a name without one is looked for in, as Moodle's own are.
const QString pgInSchemas =
    QStringLiteral("CAST(t.table_schema AS VARCHAR) = ANY (CAST(current_schemas(false) AS VARCHAR[]))");

QStringList pgNames(const QStringList &tables)
{
    QStringList names;
    for (const QString &table : tables)
        names += table.toLower(); // as Sql::spelt() has them
    return names;
}

Error pgNotReached(const SqlAddress &address, const QString &detail)
{
    return {ErrorKind::Unreachable,
            AppTr::tr("The database server of %1 does not answer at its socket.").arg(address.server),
            AppTr::tr("Check on that server that PostgreSQL runs, and that the socket's path in the site's details is "
                      "right: it ends with .s.PGSQL. and the port's number."),
            detail};
}

Error pgForbidden(const SqlAddress &address, const QString &table, const QString &detail)
{
    return {ErrorKind::PermissionDenied,
            AppTr::tr("The account \"%1\" may not do this with the table \"%2\" of %3.")
                .arg(address.user, table, address.server),
            AppTr::tr("Reading needs USAGE on the schema and SELECT on the table. Ask the database's administrator."),
            detail};
}

Error pgOtherCharacters(const SqlAddress &address, const QString &table, const QString &detail)
{
    return {ErrorKind::Damaged,
            AppTr::tr("The table \"%1\" of %2 holds texts that are not in the database's own character set.")
                .arg(table, address.server),
            AppTr::tr("Moodle needs a database in UTF8. Ask the database's administrator to look at its encoding."),
            detail};
}

/// What the library alone has to say of a login; nothing if it is something else.
std::optional<Error> pgLibrarysOwn(const SqlAddress &address, const QString &words, const QString &detail)
{
    if (words.contains(QLatin1String("fe_sendauth"))) // it was asked for, and there is none
        return Error {ErrorKind::AuthenticationFailed,
                      AppTr::tr("The database server of %1 asks for the password of the account \"%2\".")
                          .arg(address.server, address.user),
                      AppTr::tr("Check the account in the site's details, and its password."), detail};
    if (words.contains(QLatin1String("server signature"))) // of SCRAM
        return Error {ErrorKind::PermissionDenied,
                      AppTr::tr("The database server of %1 could not prove that it knows the account \"%2\". The "
                                "password was not sent.")
                          .arg(address.server, address.user),
                      AppTr::tr("Somebody may have taken the server's place: do not log in there by other programs "
                                "either, and have the server looked at."),
                      detail};
    return std::nullopt;
}

bool pgIsLost(const QString &code)
{
    // No code: the library alone speaks. 57P..: the server is going down, or somebody ended the session.
    return code.isEmpty() || code.startsWith(QLatin1String("08")) || code.startsWith(QLatin1String("57P"));
}

} // namespace

QString connectOptions(const SqlAddress &address)
{
    constexpr std::chrono::seconds grace {5};
    // A file beside the relay's socket that is not there: the library then looks at no other.
    QString noFile = QFileInfo(address.location).path() + QStringLiteral("/none");
    noFile.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'"));
    // The driver leaves out an empty one, and the library then looks elsewhere.
    const QString empty = address.password.isEmpty() ? QStringLiteral("password='';") : QString();
    return empty
        + QStringLiteral("sslmode=disable;gssencmode=disable;channel_binding=disable;passfile='%1';connect_timeout=%2;"
                         "client_encoding=UTF8;application_name=nightkeep;options='';replication='';hostaddr='';"
                         "requirepeer='';sslcert='';sslkey='';sslrootcert='';sslcrl='';krbsrvname='';"
                         "target_session_attrs=any")
              .arg(noFile, QString::number((Sql::loginLimit(address) + grace).count()));
}

QStringList sessionStatements(const SqlAddress &address)
{
    const auto milliseconds = [](std::chrono::seconds limit) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(limit).count();
    };
    return {
        QStringLiteral("SET default_transaction_read_only = on"),
        // The relay's limits end the waiting; by this the server ends the work too.
        QStringLiteral("SET statement_timeout = %1")
            .arg(milliseconds(std::max(address.wholeLimit, Sql::longestAnswer))),
        QStringLiteral("SET lock_timeout = %1").arg(milliseconds(address.lockLimit)),
    };
}

SqlStatement askSession()
{
    return {QStringLiteral("SELECT current_setting('transaction_read_only'), pg_client_encoding(), "
                           "pg_backend_pid()"),
            {},
            3};
}

Result<void> checkSession(const SqlAddress &address, const QStringList &session)
{
    if (session.value(0) != u"on")
        return fail(
            ErrorKind::Failed,
            AppTr::tr("The database server of %1 does not promise that nothing is written.").arg(address.server),
            AppTr::tr("Reach PostgreSQL itself, and not a pool of connections in front of it (pgbouncer)."));
    if (session.value(1) != u"UTF8")
        return fail(ErrorKind::Failed,
                    AppTr::tr("The database server of %1 does not send texts in UTF-8.").arg(address.server),
                    AppTr::tr("Moodle needs a database in UTF8. Ask the database's administrator to look at its "
                              "encoding."));
    return {};
}

SqlStatement describeTable(const QString &table)
{
    return {QStringLiteral("SELECT 'YES', MAX(c.character_maximum_length) FROM information_schema.tables t "
                           "LEFT JOIN information_schema.columns c ON c.table_schema = t.table_schema "
                           "AND c.table_name = t.table_name AND c.column_name = 'value' "
                           "WHERE %1 AND CAST(t.table_name AS VARCHAR) = ? GROUP BY t.table_name")
                .arg(pgInSchemas),
            pgNames({table}), 2};
}

SqlStatement tablesAmong(const QStringList &tables)
{
    return {QStringLiteral("SELECT t.table_name FROM information_schema.tables t "
                           "WHERE %1 AND CAST(t.table_name AS VARCHAR) IN (%2)")
                .arg(pgInSchemas, QStringList(tables.size(), QStringLiteral("?")).join(QStringLiteral(", "))),
            pgNames(tables), 1};
}

SqlFailure failureFor(const SqlAddress &address, const QString &table, const QSqlError &error)
{
    const QString code = error.nativeErrorCode();
    // The driver has the server's words among the "database text"; its own stand before them.
    const QString detail = AppTr::tr("%1 (code %2)").arg(error.text().trimmed(), code);
    const auto is = [&code](const char *state) { return code == QLatin1String(state); };
    if (const std::optional<Error> own = code.isEmpty() ? pgLibrarysOwn(address, error.text(), detail) : std::nullopt)
        return {*own, true};
    if (is("08001")) // the relay found no server
        return {pgNotReached(address, detail), true};
    if (pgIsLost(code))
        return {Sql::connectionLost(address, detail), true};
    if (is("42P01") || is("3F000")) // undefined_table, invalid_schema_name
        return {Sql::missingTable(address, table, detail)};
    if (is("42501")) // insufficient_privilege
        return {pgForbidden(address, table, detail)};
    if (is("25006")) // read_only_sql_transaction
        return {{ErrorKind::ReadOnly, AppTr::tr("The database of %1 is only read.").arg(address.server),
                 AppTr::tr("Nightkeep writes nothing to a PostgreSQL database: change it on Moodle's own pages."),
                 detail}};
    if (is("57014")) // query_canceled: the time limit, or an administrator
        return {{ErrorKind::TimedOut,
                 AppTr::tr("The database server of %1 stopped a statement before its end.").arg(address.server),
                 AppTr::tr("Try again in a moment; if it happens again, look on that server what keeps it busy."),
                 detail}};
    if (is("55P03")) // lock_not_available
        return {{ErrorKind::Busy,
                 AppTr::tr("Somebody else keeps the table \"%1\" of %2 locked.").arg(table, address.server),
                 AppTr::tr("Try again when Moodle's backup or the other person has finished."), detail}};
    if (is("40001") || is("40P01")) // serialization_failure (also on a standby), deadlock_detected
        return {{ErrorKind::Busy,
                 AppTr::tr("Somebody else was changing the table \"%1\" of %2.").arg(table, address.server),
                 AppTr::tr("Try again."), detail},
                false,
                true};
    if (is("53100")) // disk_full
        return {Sql::diskFull(address, detail)};
    if (code.startsWith(QLatin1String("53"))) // out of memory, of locks, of connections
        return {{ErrorKind::Busy, AppTr::tr("The database server of %1 has not enough memory now.").arg(address.server),
                 AppTr::tr("Try again in a moment."), detail}};
    // undefined_file, io_error, data_corrupted, index_corrupted
    if (is("58P01") || is("58030") || is("XX001") || is("XX002"))
        return {Sql::damagedTable(address, table, detail)};
    if (is("22021") || is("22P05")) // character_not_in_repertoire, untranslatable_character
        return {pgOtherCharacters(address, table, detail)};
    return {{ErrorKind::Failed, AppTr::tr("The database of %1 refused a statement.").arg(address.server),
             AppTr::tr("Copy the details and show them to the database's administrator."), detail}};
}

} // namespace Nightkeep::Postgres
