// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/siterightsreader.h"

#include "app/apptr.h"

#include <QFileInfo>
#include <QSet>

#include <array>

namespace Nightkeep::SiteRightsReader {

namespace {

const QString rightsSchema = QStringLiteral("information_schema");
using RightsRows = QList<QStringList>;

/// One of the tables in which a MySQL server lists rights, since its 5.0.
struct RightsList
{
    const char *table;
    const char *scope; ///< database, table and column; '' where the table has none
};

constexpr std::array rightsLists {
    RightsList {"USER_PRIVILEGES", "'', '', ''"},
    RightsList {"SCHEMA_PRIVILEGES", "TABLE_SCHEMA, '', ''"},
    RightsList {"TABLE_PRIVILEGES", "TABLE_SCHEMA, TABLE_NAME, ''"},
    RightsList {"COLUMN_PRIVILEGES", "TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME"},
};

/// As they come, each once: who may do everything has one for each table of all databases.
QList<AccountRight> eachRightOnce(const QList<AccountRight> &rights)
{
    QSet<QStringList> seen;
    QList<AccountRight> once;
    for (const AccountRight &right : rights) {
        const QStringList words {right.right, right.database, right.table, right.column};
        if (right.right.isEmpty() || seen.contains(words))
            continue;
        seen.insert(words);
        once += right;
    }
    return once;
}

/// "nightkeep@localhost" as those tables have it. The host follows the last '@': the name may hold one.
QString granteeOf(const QString &account)
{
    const qsizetype at = account.lastIndexOf(u'@');
    return QStringLiteral("'%1'@'%2'").arg(account.left(at), account.mid(at + 1));
}

SqlResult<QList<AccountRight>> listedByMySql(SqlConnection &connection, const QString &account)
{
    const QString grantee = granteeOf(account);
    QList<AccountRight> granted;
    for (const RightsList &list : rightsLists) {
        const SqlStatement statement {
            QStringLiteral("SELECT GRANTEE, PRIVILEGE_TYPE, IS_GRANTABLE, %1 FROM information_schema.%2 "
                           "WHERE GRANTEE = ?")
                .arg(QLatin1String(list.scope), QLatin1String(list.table)),
            {grantee},
            6};
        const SqlResult<RightsRows> rows = connection.select(rightsSchema, statement);
        if (!rows)
            return tl::unexpected(rows.error());
        for (const QStringList &row : *rows) {
            AccountRight right {row.at(1).toUpper(), row.at(3), row.at(4), row.at(5)};
            // These tables compare without case, and accounts are told by it.
            if (row.at(0) != grantee)
                continue;
            if (right.right != u"USAGE") // which may be given on all the same
                granted += right;
            if (row.at(2).compare(u"YES", Qt::CaseInsensitive) != 0)
                continue;
            right.right = QStringLiteral("GRANT OPTION");
            right.column.clear(); // of a table it is one
            granted += right;
        }
    }
    return eachRightOnce(granted);
}

/// The roles that are at work, as the server names them. None: also a server that has none.
SqlResult<QString> activeRoles(SqlConnection &connection)
{
    const SqlResult<RightsRows> rows =
        connection.select(rightsSchema, {QStringLiteral("SELECT CURRENT_ROLE()"), {}, 1});
    if (!rows && rows.error().lost)
        return tl::unexpected(rows.error());
    const QString roles = rows ? rows->value(0).value(0) : QString();
    return roles == u"NONE" ? QString() : QString(roles).remove(u'`');
}

/// SELECT, on no rows.
SqlResult<RightsRows> readNothing(SqlConnection &connection, const AccountRight &right)
{
    const SqlStatement tried {QStringLiteral("SELECT COUNT(*) FROM (SELECT %1 FROM %2 LIMIT 0) n")
                                  .arg(right.column.isEmpty() ? QStringLiteral("*") : Sql::quotedName(right.column),
                                       Sql::quotedName(right.table)),
                              {},
                              1};
    return connection.select(right.table, tried);
}

/// Whether the account may do it, however it came to that. SELECT is tried; what would write is asked of the list of
/// columns, which has of each what the account may do with it.
SqlResult<bool> isAllowed(SqlConnection &connection, const AccountRight &right)
{
    const bool isRead = right.right == u"SELECT";
    const SqlStatement asked {QStringLiteral("SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? "
                                             "AND TABLE_NAME = ? AND COLUMN_NAME = ? "
                                             "AND FIND_IN_SET(?, PRIVILEGES) > 0"),
                              {right.database, right.table, right.column, right.right.toLower()},
                              1};
    const SqlResult<RightsRows> rows = isRead ? readNothing(connection, right) : connection.select(right.table, asked);
    if (!rows && rows.error().lost)
        return tl::unexpected(rows.error());
    return rows && (isRead || rows->value(0).value(0).toInt() > 0);
}

/// Whether it is refused although it is listed: of several patterns for the database's name the server takes one alone,
/// and a part of what is granted on everything may have been taken back.
SqlResult<bool> isRefused(SqlConnection &connection, const AccountRight &right)
{
    if (right.right != u"SELECT")
        return false;
    const SqlResult<RightsRows> rows = readNothing(connection, right);
    if (!rows && rows.error().lost)
        return tl::unexpected(rows.error());
    return !rows && rows.error().error.kind == ErrorKind::PermissionDenied;
}

QString refusedInWords(const AccountRight &right)
{
    return AppTr::tr("SELECT on %1 is granted, and the server refuses it all the same: another of its lines for that "
                     "database stands before it, or takes it back.")
        .arg(visibleText(right.database + u'.' + right.table));
}

QString notListed(const QString &roles)
{
    return roles.isEmpty()
        ? AppTr::tr("The account has rights by what is granted to all accounts, or by a role; the server does not list "
                    "them, and what else they allow is not known.")
        : AppTr::tr("The account works with the role %1, whose rights the server does not list for it: what they allow "
                    "beside what Nightkeep needs is not known.")
              .arg(visibleText(roles));
}

SqlResult<SiteRights> readMySql(SqlConnection &connection, Site site, MoodleEdition edition, const QString &version)
{
    const SqlResult<RightsRows> session = connection.select(
        rightsSchema, {QStringLiteral("SELECT CURRENT_USER(), DATABASE(), @@lower_case_table_names"), {}, 3});
    if (!session)
        return tl::unexpected(session.error());
    const QString account = session->value(0).value(0);
    if (const QString database = session->value(0).value(1); !database.isEmpty())
        site.databaseName = database;
    if (session->value(0).value(2) == u"1") // then rights have all names so
        site.tablePrefix = site.tablePrefix.toLower();
    SqlResult<QList<AccountRight>> granted = listedByMySql(connection, account);
    if (!granted)
        return tl::unexpected(granted.error());
    const SqlResult<QString> roles = activeRoles(connection);
    if (!roles)
        return tl::unexpected(roles.error());
    bool isMore = !roles->isEmpty();
    QStringList refused;
    for (const AccountRight &right : neededRights(site, edition, version)) {
        const bool isListed = isCovered(right, *granted);
        const SqlResult<bool> tried = isListed ? isRefused(connection, right) : isAllowed(connection, right);
        if (!tried)
            return tl::unexpected(tried.error());
        if (!*tried)
            continue;
        if (isListed) {
            refused += refusedInWords(right);
        } else {
            *granted += right;
            isMore = true;
        }
    }
    SiteRights rights = judgeRights(site, edition, account, *granted, version);
    if (!refused.isEmpty())
        rights.mayRead = rights.mayWrite = false;
    rights.missing += refused;
    if (isMore)
        rights.unknown += notListed(*roles);
    return rights;
}

/// A statement of PostgreSQL's catalogues whose rows are right, schema or nothing, table and column.
SqlResult<void> addFromPostgres(SqlConnection &connection, const Site &site, const QString &text,
                                QList<AccountRight> &granted)
{
    const SqlResult<RightsRows> rows = connection.select(QStringLiteral("pg_catalog"), {text, {}, 4});
    if (!rows)
        return tl::unexpected(rows.error());
    for (const QStringList &row : *rows) {
        // Of Moodle's own schemas the database stands, of others their name; one may be called as the database is.
        const QString database = row.at(1) == u"." ? site.databaseName
            : row.at(1) == site.databaseName       ? site.databaseName + u'.' + row.at(1)
                                                   : row.at(1);
        granted += AccountRight {row.at(0), database, row.at(2), row.at(3)};
    }
    return {};
}

QStringList postgresLists()
{
    // The account itself, what is granted to all, and the roles whose rights it has.
    const QString ofAccount = QStringLiteral("(x.grantee = 0 OR pg_has_role(x.grantee, 'USAGE'))");
    const QString schema = QStringLiteral("CASE WHEN n.nspname = ANY (current_schemas(false)) THEN '.' "
                                          "ELSE CAST(n.nspname AS VARCHAR) END");
    const QString outside = QStringLiteral("n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'");
    return {
        QStringLiteral("SELECT r.name, '', '', '' FROM (SELECT 'SUPERUSER' AS name, rolsuper AS has, rolname FROM "
                       "pg_roles UNION ALL SELECT 'CREATEROLE', rolcreaterole, rolname FROM pg_roles UNION ALL "
                       "SELECT 'CREATEDB', rolcreatedb, rolname FROM pg_roles UNION ALL "
                       "SELECT 'REPLICATION', rolreplication, rolname FROM pg_roles) r "
                       "WHERE r.has AND r.rolname = current_user"),
        QStringLiteral("SELECT CASE WHEN rolname = 'pg_read_all_data' THEN 'SELECT' "
                       "WHEN rolname = 'pg_write_all_data' THEN 'UPDATE' "
                       "WHEN rolname IN ('pg_read_server_files', 'pg_write_server_files', "
                       "'pg_execute_server_program') THEN 'FILE' ELSE UPPER(CAST(rolname AS VARCHAR)) END, '', '', '' "
                       "FROM pg_roles WHERE rolname LIKE 'pg\\_%' AND pg_has_role(oid, 'USAGE') "
                       "AND NOT EXISTS (SELECT 1 FROM pg_roles s WHERE s.rolname = current_user AND s.rolsuper)"),
        QStringLiteral("SELECT 'USAGE', '.', '', '' FROM pg_namespace n "
                       "WHERE n.nspname = ANY (current_schemas(false)) AND has_schema_privilege(n.oid, 'USAGE') "
                       "LIMIT 1"),
        QStringLiteral("SELECT DISTINCT CAST(x.privilege_type AS VARCHAR), %1, CAST(c.relname AS VARCHAR), '' "
                       "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, "
                       "LATERAL aclexplode(COALESCE(c.relacl, acldefault('r', c.relowner))) x "
                       "WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND %2 AND %3")
            .arg(schema, outside, ofAccount),
        QStringLiteral("SELECT DISTINCT CAST(x.privilege_type AS VARCHAR), %1, CAST(c.relname AS VARCHAR), "
                       "CAST(a.attname AS VARCHAR) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
                       "JOIN pg_namespace n ON n.oid = c.relnamespace, LATERAL aclexplode(a.attacl) x "
                       "WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND %2 AND %3")
            .arg(schema, outside, ofAccount),
    };
}

SqlResult<SiteRights> readPostgres(SqlConnection &connection, const Site &site, MoodleEdition edition,
                                   const QString &version)
{
    const SqlResult<RightsRows> session = connection.select(
        QStringLiteral("pg_catalog"), {QStringLiteral("SELECT CAST(current_user AS VARCHAR)"), {}, 1});
    if (!session)
        return tl::unexpected(session.error());
    QList<AccountRight> granted;
    for (const QString &text : postgresLists()) {
        if (const SqlResult<void> added = addFromPostgres(connection, site, text, granted); !added)
            return tl::unexpected(added.error());
    }
    return judgeRights(site, edition, session->value(0).value(0), eachRightOnce(granted), version);
}

SiteRights rightsOfFile(const SqlAddress &address)
{
    SiteRights rights;
    rights.mayRead = true;
    rights.mayWrite = QFileInfo(address.location).isWritable();
    rights.unknown += AppTr::tr("The database is a file: it has no accounts, and no rights but those of the file.");
    return rights;
}

} // namespace

Result<SiteRights> read(SqlConnection &connection, const SqlAddress &address, const Site &site, MoodleEdition edition,
                        const QString &version)
{
    if (address.engine == SqlEngine::Sqlite)
        return rightsOfFile(address);
    return (site.databaseKind == DatabaseKind::PostgreSql ? readPostgres(connection, site, edition, version)
                                                          : readMySql(connection, site, edition, version))
        .map_error([](const SqlFailure &failure) { return failure.error; });
}

} // namespace Nightkeep::SiteRightsReader
