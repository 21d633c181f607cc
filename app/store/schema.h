// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/storeconnection.h"

#include <QDateTime>
#include <QList>

namespace Nightkeep {

enum class StoredType { Text, Bytes, Integer };

struct StoredColumn
{
    QByteArray name;
    StoredType type;
};

/// A table as the statements of resources/sql make it. The first `keyColumns` are its primary key.
struct StoredTable
{
    QByteArray name;
    qsizetype keyColumns = 1;
    QList<StoredColumn> columns = {};
    bool inParts = false; ///< sealed in parts as well as wholly

    [[nodiscard]] QString columnList() const; ///< "a, b, c"
};

/// The tables whose contents are sealed.
struct Schema
{
    static const QList<StoredTable> &of(int version); ///< those that a workspace of this version has
    // Of the newest version.
    static const StoredTable &versions();
    static const StoredTable &auditLog();
    static const StoredTable &importedHistory();
    static const StoredTable &values();
};

constexpr int newestSchemaVersion = 9;
constexpr int firstSealedVersion = 2;
constexpr int firstSealedServerVersion = 5; ///< before it, the tables of a database server had no seals to believe

/// The statements of one step in a dialect, from resources/sql. None: it changes what is in the rows alone.
[[nodiscard]] QStringList schemaStep(int version, StoreDialect dialect);

/// The tables of a version in an empty database, without seals and with nothing in them: to hold others against.
[[nodiscard]] Result<void> makeEmptySchema(StoreConnection &connection, int version);

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
