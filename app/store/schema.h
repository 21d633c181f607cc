// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/sqlconnection.h"

#include <QDateTime>
#include <QLatin1String>
#include <QList>

#include <initializer_list>

namespace Nightkeep {

enum class ColumnType { Text, Bytes, Integer };

struct Column
{
    const char *name;
    ColumnType type;
};

/// A table as the newest schema has it. The first `keyColumns` are its primary key.
struct Table
{
    const char *name;
    int keyColumns;
    QList<Column> columns;

    [[nodiscard]] QString columnList() const; ///< "a, b, c"
};

/// Every table whose contents are sealed, parents before the tables that refer to them.
struct Schema
{
    static const Table &versions();
    static const Table &workspace();
    static const Table &servers();
    static const Table &serverFolders();
    static const Table &serverSnapshots();
    static const Table &serverFailures();
    static const Table &sites();
    static const Table &agreedSettings();
    static const Table &settingsSnapshots();
    static const Table &archiveRuns();
    static const Table &auditLog();
    static const Table &importedHistory();
    static QList<const Table *> all();
};

constexpr int newestSchemaVersion = 2;
constexpr int firstSealedVersion = 2;

/// The statements of one step in a dialect, from resources/sql.
[[nodiscard]] QStringList schemaStep(int version, SqlDialect dialect);

struct SchemaVersion
{
    int version = 0; ///< 0: no Nightkeep workspace
    QString program; ///< the program's version that made it so
};
[[nodiscard]] Result<SchemaVersion> schemaVersion(SqlConnection &connection);

/// Takes a workspace step by step to `target`, each step in a transaction of its own that leaves
/// nothing behind when it fails. MariaDB commits each CREATE by itself: there a step that broke off
/// is run again from its beginning, which its statements allow, and the version is written last.
[[nodiscard]] Result<void> migrate(SqlConnection &connection, int target, const QString &program, const QDateTime &now);

} // namespace Nightkeep
