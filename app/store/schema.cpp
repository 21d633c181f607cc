// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/schema.h"

#include "app/apptr.h"
#include "app/store/sealedtables.h"
#include "app/store/storedvalues.h"
#include "app/store/storeupgrade.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace Nightkeep {

namespace {

constexpr int firstVersionOfValues = 4;
constexpr int firstVersionOfParts = 6;

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

/// With the words in braces.
QStringList readStatements(const QString &fileName)
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
            statements += statement.trimmed();
            statement.clear();
        }
    }
    return statements;
}

QString stepFile(int version, const char *ending)
{
    return QStringLiteral(":/nightkeep/sql/%1").arg(version, 4, 10, QLatin1Char('0')) + QLatin1String(ending);
}

Result<void> runStep(StoreConnection &connection, int version, const QString &program, const QDateTime &now)
{
    const QStringList statements = schemaStep(version, connection.dialect());
    if (!QFile::exists(stepFile(version, ".sql")))
        return fail(ErrorKind::Internal, AppTr::tr("The schema step %1 is missing from the program.").arg(version));
    bool broughtOver = version != firstVersionOfValues;
    for (const QString &statement : statements) {
        if (!broughtOver && statement.startsWith(QLatin1String("DROP"))) {
            if (const Result<void> done = bringOverOldTables(connection); !done)
                return done;
            broughtOver = true;
        }
        if (const Result<void> done = connection.runFixed(statement); !done)
            return done;
    }
    if (version == 1) {
        const Result<QList<QVariantList>> there =
            connection.select(1, QStringLiteral("SELECT id FROM nk_workspace WHERE id = 1"));
        if (!there)
            return fail(there.error());
        if (there->isEmpty()) {
            const Result<void> done = connection.run(
                QStringLiteral("INSERT INTO nk_workspace (id, created_at) VALUES (1, ?)"), {momentText(now)});
            if (!done)
                return done;
        }
    }
    // MariaDB has ended the transaction with the last table or trigger that it made. The version and the seals must
    // come together: one without the other is a damaged workspace.
    if (connection.dialect() == StoreDialect::MySql) {
        // As every writer: what is sealed here must be what the last one of them left.
        if (const Result<void> begun = connection.beginWrite(); !begun)
            return begun;
    }
    if (version == firstVersionOfParts) {
        if (const Result<void> derived = deriveDisksOfAll(connection); !derived)
            return derived;
    }
    const Result<void> done =
        connection.run(QStringLiteral("INSERT INTO nk_schema_version (version, program, applied_at) VALUES (?, ?, ?)"),
                       {version, storable(program), momentText(now)});
    // Each step leaves a whole workspace: the next one may fail, or the program end in between.
    if (!done || version < firstSealedVersion)
        return done;
    return SealedTables(connection).sealEverything(version);
}

StoredTable tableMadeBy(const QString &statement)
{
    static const QRegularExpression heading(QStringLiteral("^CREATE TABLE IF NOT EXISTS (\\w+)"));
    static const QRegularExpression column(QStringLiteral("^    (\\w+) \\{(\\w+)\\}"),
                                           QRegularExpression::MultilineOption);
    static const QRegularExpression key(QStringLiteral("PRIMARY KEY \\(([^)]*)\\)"));
    StoredTable table {heading.match(statement).captured(1).toLatin1()};
    for (auto match = column.globalMatch(statement); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const QString type = found.captured(2);
        table.columns.append({found.captured(1).toLatin1(),
                              type == QLatin1String("text")          ? StoredType::Text
                                  : type == QLatin1String("integer") ? StoredType::Integer
                                                                     : StoredType::Bytes});
    }
    table.keyColumns = key.match(statement).captured(1).count(QLatin1Char(',')) + 1;
    return table;
}

/// Seals are not sealed themselves, nor is what a database server writes by its triggers.
void applyStep(QList<StoredTable> &tables, int version)
{
    const QString drops = QStringLiteral("DROP TABLE IF EXISTS ");
    const QStringList statements = readStatements(stepFile(version, ".sql"));
    for (const QString &statement : statements) {
        const StoredTable made = tableMadeBy(statement);
        const QByteArrayList unsealed {"nk_seals", "nk_part_seals", "nk_audit_accounts"};
        if (!made.name.isEmpty() && !unsealed.contains(made.name))
            tables.append(made);
        if (statement.startsWith(drops))
            tables.removeIf([name = statement.mid(drops.size()).toLatin1()](const StoredTable &table) {
                return table.name == name;
            });
    }
    for (StoredTable &table : tables)
        table.inParts = version >= firstVersionOfParts && table.name == "nk_values";
}

const StoredTable &newest(const char *name)
{
    const QList<StoredTable> &tables = Schema::of(newestSchemaVersion);
    return *std::find_if(tables.cbegin(), tables.cend(),
                         [name](const StoredTable &table) { return table.name == name; });
}

// Two programs that open the same shared workspace after an update must not both take the step.
Result<void> lockMigration(StoreConnection &connection)
{
    if (connection.dialect() == StoreDialect::Sqlite)
        return {};
    const Result<QList<QVariantList>> locked =
        connection.select(1, QStringLiteral("SELECT GET_LOCK(CONCAT('nightkeep.', LEFT(DATABASE(), 50)), 30)"));
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
        names += QString::fromLatin1(column.name);
    return names.join(QLatin1String(", "));
}

const QList<StoredTable> &Schema::of(int version)
{
    static const auto all = [] {
        std::array<QList<StoredTable>, newestSchemaVersion + 1> versions;
        for (int step = 1; step <= newestSchemaVersion; ++step) {
            versions[size_t(step)] = versions[size_t(step) - 1];
            applyStep(versions[size_t(step)], step);
        }
        return versions;
    }();
    return all.at(size_t(version));
}

const StoredTable &Schema::versions()
{
    static const StoredTable &table = newest("nk_schema_version");
    return table;
}

const StoredTable &Schema::auditLog()
{
    static const StoredTable &table = newest("nk_audit_log");
    return table;
}

const StoredTable &Schema::importedHistory()
{
    static const StoredTable &table = newest("nk_imported_history");
    return table;
}

const StoredTable &Schema::values()
{
    static const StoredTable &table = newest("nk_values");
    return table;
}

QStringList schemaStep(int version, StoreDialect dialect)
{
    QStringList statements = readStatements(stepFile(version, ".sql"))
        + readStatements(stepFile(version, dialect == StoreDialect::Sqlite ? ".sqlite.sql" : ".mysql.sql"));
    for (QString &statement : statements)
        statement = inDialect(statement, dialect);
    return statements;
}

Result<void> makeEmptySchema(StoreConnection &connection, int version)
{
    for (int step = 1; step <= version; ++step) {
        const QStringList statements = schemaStep(step, connection.dialect());
        for (const QString &statement : statements) {
            if (const Result<void> done = connection.runFixed(statement); !done)
                return done;
        }
    }
    return {};
}

Result<SchemaVersion> schemaVersion(StoreConnection &connection)
{
    const QString present = connection.dialect() == StoreDialect::Sqlite
        ? QStringLiteral("SELECT name FROM sqlite_master WHERE name = 'nk_schema_version'")
        : QStringLiteral("SELECT table_name FROM information_schema.tables"
                         " WHERE table_schema = DATABASE() AND table_name = 'nk_schema_version'");
    const Result<QList<QVariantList>> table = connection.select(1, present);
    if (!table)
        return fail(table.error());
    if (table->isEmpty())
        return SchemaVersion();
    const Result<QList<QVariantList>> newest = connection.select(
        2, QStringLiteral("SELECT version, program FROM nk_schema_version ORDER BY version DESC LIMIT 1"));
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
