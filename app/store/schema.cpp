// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/schema.h"

#include "app/apptr.h"
#include "app/store/sealedtables.h"
#include "app/store/storedvalues.h"

#include <QFile>

namespace Nightkeep {

namespace {

constexpr StoredType text = StoredType::Text;
constexpr StoredType bytes = StoredType::Bytes;
constexpr StoredType integer = StoredType::Integer;

// The one place that knows how the dialects differ in what both can say.
QString inDialect(QString statement, StoreDialect dialect)
{
    const bool file = dialect == StoreDialect::Sqlite;
    statement.replace(QStringLiteral("{integer}"), file ? QStringLiteral("INTEGER") : QStringLiteral("BIGINT"));
    statement.replace(QStringLiteral("{text}"), file ? QStringLiteral("TEXT") : QStringLiteral("LONGTEXT"));
    statement.replace(QStringLiteral("{blob}"), file ? QStringLiteral("BLOB") : QStringLiteral("LONGBLOB"));
    statement.replace(QStringLiteral("{key}"), file ? QStringLiteral("BLOB") : QStringLiteral("VARBINARY(1020)"));
    statement.replace(QStringLiteral("{options}"),
                      file ? QString() : QStringLiteral("ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"));
    return statement.trimmed();
}

QStringList readStatements(const QString &fileName, StoreDialect dialect)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList statements;
    QString statement;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n')) + QStringList {QString()};
    for (const QString &line : lines) {
        if (line.startsWith(QLatin1String("--")))
            continue;
        if (!line.trimmed().isEmpty()) {
            statement += line + QLatin1Char('\n');
        } else if (!statement.isEmpty()) {
            statements += inDialect(statement, dialect);
            statement.clear();
        }
    }
    return statements;
}

Result<void> runStep(StoreConnection &connection, int version, const QString &program, const QDateTime &now)
{
    const QStringList statements = schemaStep(version, connection.dialect());
    if (statements.isEmpty())
        return fail(ErrorKind::Internal, AppTr::tr("The schema step %1 is missing from the program.").arg(version));
    for (const QString &statement : statements) {
        if (const Result<void> done = connection.runFixed(statement); !done)
            return done;
    }
    if (version == 1) {
        const Result<QList<QVariantList>> there =
            connection.select(QStringLiteral("SELECT id FROM nk_workspace WHERE id = 1"));
        if (!there)
            return fail(there.error());
        if (there->isEmpty()) {
            const Result<void> done = connection.run(
                QStringLiteral("INSERT INTO nk_workspace (id, created_at) VALUES (1, ?)"), {momentText(now)});
            if (!done)
                return done;
        }
    }
    const Result<void> done =
        connection.run(QStringLiteral("INSERT INTO nk_schema_version (version, program, applied_at) VALUES (?, ?, ?)"),
                       {version, storable(program), momentText(now)});
    // Each step leaves a whole workspace: the next one may fail, or the program end in between.
    if (!done || version < firstSealedVersion)
        return done;
    return SealedTables(connection).sealEverything(version);
}

// Two programs that open the same shared workspace after an update must not both take the step.
Result<void> lockMigration(StoreConnection &connection)
{
    if (connection.dialect() == StoreDialect::Sqlite)
        return {};
    const Result<QList<QVariantList>> locked =
        connection.select(QStringLiteral("SELECT GET_LOCK(CONCAT('nightkeep.', LEFT(DATABASE(), 50)), 30)"));
    if (!locked)
        return fail(locked.error());
    if (locked->isEmpty() || locked->first().value(0).toInt() != 1)
        return fail(ErrorKind::Busy,
                    AppTr::tr("The workspace %1 is being brought to a newer version by another program.")
                        .arg(connection.location().shown()),
                    AppTr::tr("Try again in a moment."));
    return {};
}

} // namespace

QString StoredTable::columnList() const
{
    QStringList names;
    for (const StoredColumn &column : columns)
        names += QLatin1String(column.name);
    return names.join(QLatin1String(", "));
}

const StoredTable &Schema::versions()
{
    static const StoredTable table {
        "nk_schema_version", 1, {{"version", integer}, {"program", text}, {"applied_at", text}}};
    return table;
}

const StoredTable &Schema::workspace()
{
    static const StoredTable table {"nk_workspace", 1, {{"id", integer}, {"created_at", text}}};
    return table;
}

const StoredTable &Schema::servers()
{
    static const StoredTable table {"nk_servers",
                                    1,
                                    {{"name_key", bytes},
                                     {"place", integer},
                                     {"name", text},
                                     {"note", text},
                                     {"os", text},
                                     {"service", text},
                                     {"web", text},
                                     {"storage_node", text},
                                     {"policy", text},
                                     {"archive", text},
                                     {"connection_kind", text},
                                     {"connection_host", text},
                                     {"connection_user", text},
                                     {"connection_port", integer},
                                     {"connection_root", text}}};
    return table;
}

const StoredTable &Schema::serverFolders()
{
    static const StoredTable table {
        "nk_server_folders", 3, {{"name_key", bytes}, {"wanted", integer}, {"place", integer}, {"path", bytes}}};
    return table;
}

const StoredTable &Schema::serverSnapshots()
{
    static const StoredTable table {"nk_server_snapshots", 1, {{"name_key", bytes}, {"payload", text}}};
    return table;
}

const StoredTable &Schema::serverFailures()
{
    static const StoredTable table {"nk_server_failures",
                                    1,
                                    {{"name_key", bytes},
                                     {"failed_at", text},
                                     {"kind", text},
                                     {"message", text},
                                     {"advice", text},
                                     {"detail", text}}};
    return table;
}

const StoredTable &Schema::sites()
{
    static const StoredTable table {"nk_sites",
                                    1,
                                    {{"name_key", bytes},
                                     {"name", text},
                                     {"database_server", text},
                                     {"database_socket", text},
                                     {"database_name", text},
                                     {"database_user", text},
                                     {"table_prefix", text},
                                     {"data_server", text},
                                     {"data_folder", bytes},
                                     {"code_folder", bytes},
                                     {"archive_folder", bytes}}};
    return table;
}

const StoredTable &Schema::agreedSettings()
{
    static const StoredTable table {
        "nk_agreed_settings", 2, {{"site_key", bytes}, {"option_key", bytes}, {"value", text}}};
    return table;
}

const StoredTable &Schema::settingsSnapshots()
{
    static const StoredTable table {"nk_settings_snapshots", 1, {{"site_key", bytes}, {"payload", text}}};
    return table;
}

const StoredTable &Schema::archiveRuns()
{
    static const StoredTable table {"nk_archive_runs",
                                    1,
                                    {{"id_key", bytes},
                                     {"site", text},
                                     {"rule", text},
                                     {"not_before", text},
                                     {"name", text},
                                     {"server", text},
                                     {"data_folder", bytes},
                                     {"archive_folder", bytes},
                                     {"started_at", text},
                                     {"started_by", text},
                                     {"files", integer},
                                     {"bytes", integer},
                                     {"status", text},
                                     {"as_of", text}}};
    return table;
}

const StoredTable &Schema::auditLog()
{
    static const StoredTable table {"nk_audit_log",
                                    1,
                                    {{"id", integer},
                                     {"at", text},
                                     {"who", text},
                                     {"act", text},
                                     {"phase", text},
                                     {"object", text},
                                     {"old_value", text},
                                     {"new_value", text},
                                     {"result", text},
                                     {"detail", text},
                                     {"before_id", integer},
                                     {"hash", text}}};
    return table;
}

const StoredTable &Schema::importedHistory()
{
    static const StoredTable table = [] {
        StoredTable history {"nk_imported_history", 2, {{"chain", integer}}};
        history.columns += auditLog().columns;
        history.since = 2;
        return history;
    }();
    return table;
}

const StoredTable &Schema::serverDecisions()
{
    static const StoredTable table {"nk_server_decisions", 1, {{"name_key", bytes}, {"payload", text}}, 3};
    return table;
}

const StoredTable &Schema::serverHistory()
{
    static const StoredTable table {
        "nk_server_history", 2, {{"name_key", bytes}, {"taken_at", bytes}, {"payload", bytes}}, 3};
    return table;
}

const StoredTable &Schema::serverObservations()
{
    static const StoredTable table {
        "nk_server_observations", 2, {{"name_key", bytes}, {"kind", bytes}, {"payload", text}}, 3};
    return table;
}

const StoredTable &Schema::storageRequests()
{
    static const StoredTable table {"nk_storage_requests", 1, {{"id", integer}, {"payload", text}}, 3};
    return table;
}

const StoredTable &Schema::removedServers()
{
    static const StoredTable table {"nk_removed_servers", 1, {{"name_key", bytes}, {"removed_at", text}}, 4};
    return table;
}

QList<const StoredTable *> Schema::all()
{
    return {&versions(),        &workspace(),       &servers(),         &serverFolders(),     &serverSnapshots(),
            &serverFailures(),  &sites(),           &agreedSettings(),  &settingsSnapshots(), &archiveRuns(),
            &auditLog(),        &importedHistory(), &serverDecisions(), &serverHistory(),     &serverObservations(),
            &storageRequests(), &removedServers()};
}

QList<const StoredTable *> Schema::of(int version)
{
    QList<const StoredTable *> tables = all();
    tables.removeIf([version](const StoredTable *table) { return table->since > version; });
    return tables;
}

QStringList schemaStep(int version, StoreDialect dialect)
{
    const QString base = QStringLiteral(":/nightkeep/sql/%1").arg(version, 4, 10, QLatin1Char('0'));
    return readStatements(base + QLatin1String(".sql"), dialect)
        + readStatements(
               base + (dialect == StoreDialect::Sqlite ? QLatin1String(".sqlite.sql") : QLatin1String(".mysql.sql")),
               dialect);
}

Result<SchemaVersion> schemaVersion(StoreConnection &connection)
{
    const QString present = connection.dialect() == StoreDialect::Sqlite
        ? QStringLiteral("SELECT name FROM sqlite_master WHERE name = 'nk_schema_version'")
        : QStringLiteral("SELECT table_name FROM information_schema.tables"
                         " WHERE table_schema = DATABASE() AND table_name = 'nk_schema_version'");
    const Result<QList<QVariantList>> table = connection.select(present);
    if (!table)
        return fail(table.error());
    if (table->isEmpty())
        return SchemaVersion();
    const Result<QList<QVariantList>> newest = connection.select(
        QStringLiteral("SELECT version, program FROM nk_schema_version ORDER BY version DESC LIMIT 1"));
    if (!newest)
        return fail(newest.error());
    if (newest->isEmpty())
        return SchemaVersion();
    return SchemaVersion {newest->first().value(0).toInt(), textOf(newest->first().value(1))};
}

Result<void> migrate(StoreConnection &connection, int target, const QString &program, const QDateTime &now)
{
    if (const Result<void> locked = lockMigration(connection); !locked)
        return locked;
    for (;;) {
        const QString begin = connection.dialect() == StoreDialect::Sqlite ? QStringLiteral("BEGIN IMMEDIATE")
                                                                           : QStringLiteral("START TRANSACTION");
        if (const Result<void> begun = connection.runFixed(begin); !begun)
            return begun;
        // Asked again under the lock: another program may have been quicker.
        const Result<SchemaVersion> present = schemaVersion(connection);
        Result<void> done = present ? Result<void>() : fail(present.error());
        const bool finished = present && present->version >= target;
        if (done && !finished)
            done = runStep(connection, present->version + 1, program, now);
        if (done)
            done = connection.runFixed(QStringLiteral("COMMIT"));
        if (!done) {
            static_cast<void>(connection.runFixed(QStringLiteral("ROLLBACK")));
            return done;
        }
        if (finished)
            return {};
    }
}

} // namespace Nightkeep
