// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/storeconnection.h"

#include <QDateTime>
#include <QLatin1String>
#include <QList>

#include <initializer_list>

namespace Nightkeep {

enum class StoredType { Text, Bytes, Integer };

struct StoredColumn
{
    const char *name;
    StoredType type;
};

/// A table as the newest schema has it. The first `keyColumns` are its primary key.
struct StoredTable
{
    const char *name;
    int keyColumns;
    QList<StoredColumn> columns;
    int since = 1; ///< the schema version that brought it

    [[nodiscard]] QString columnList() const; ///< "a, b, c"
};

/// Every table whose contents are sealed, parents before the tables that refer to them.
struct Schema
{
    static const StoredTable &versions();
    static const StoredTable &workspace();
    static const StoredTable &servers();
    static const StoredTable &serverFolders();
    static const StoredTable &serverSnapshots();
    static const StoredTable &serverFailures();
    static const StoredTable &sites();
    static const StoredTable &agreedSettings();
    static const StoredTable &settingsSnapshots();
    static const StoredTable &archiveRuns();
    static const StoredTable &auditLog();
    static const StoredTable &importedHistory();
    static const StoredTable &serverDecisions();
    static const StoredTable &serverHistory();
    static const StoredTable &serverObservations();
    static const StoredTable &storageRequests();
    static const StoredTable &removedServers();
    static QList<const StoredTable *> all(); ///< of the newest version
    static QList<const StoredTable *> of(int version); ///< those that a workspace of this version has
};

constexpr int newestSchemaVersion = 4;
constexpr int firstSealedVersion = 2;

/// The statements of one step in a dialect, from resources/sql.
[[nodiscard]] QStringList schemaStep(int version, StoreDialect dialect);

struct SchemaVersion
{
    int version = 0; ///< 0: no Nightkeep workspace
    QString program; ///< the program's version that made it so
};
[[nodiscard]] Result<SchemaVersion> schemaVersion(StoreConnection &connection);

/// Takes a workspace step by step to `target`, each step in a transaction of its own that leaves
/// nothing behind when it fails. MariaDB commits each CREATE by itself: there a step that broke off
/// is run again from its beginning, which its statements allow, and the version is written last.
[[nodiscard]] Result<void> migrate(StoreConnection &connection, int target, const QString &program,
                                   const QDateTime &now);

} // namespace Nightkeep
