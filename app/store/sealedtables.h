// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/schema.h"

#include <QHash>

namespace Nightkeep {

/// A row's values in the order of StoredTable::columns: QString, QByteArray or qint64.
using StoredRow = QVariantList;

/// Reads and writes whole rows, and keeps for each table a digest over its rows (the exclusive or of
/// their SHA-256, so that order does not matter and one row costs one row). SQLite has no checksums
/// of its own: without the digest, a flipped byte in a text would be believed. On a database server it shows what
/// was written past Nightkeep. It is no signature: whoever may write the rows, and knows how, can seal them too.
/// Lives inside one transaction of one connection; writeSeals() must come before the commit.
class SealedTables
{
public:
    explicit SealedTables(StoreConnection &connection);

    [[nodiscard]] StoreConnection &connection() const { return m_connection; }

    [[nodiscard]] Result<QList<StoredRow>> all(const StoredTable &table) const; ///< in the order of the key
    /// Rows whose first key columns have these values, in the order of the key.
    [[nodiscard]] Result<QList<StoredRow>> matching(const StoredTable &table, const QVariantList &keyStart) const;
    [[nodiscard]] Result<void> insert(const StoredTable &table, const StoredRow &row);
    [[nodiscard]] Result<void> remove(const StoredTable &table, const QVariantList &keyStart);
    /// Puts a row in the place of the one with the same key, if there is one.
    [[nodiscard]] Result<void> put(const StoredTable &table, const StoredRow &row);
    [[nodiscard]] Result<void> clear(const StoredTable &table);

    [[nodiscard]] Result<void> writeSeals();
    [[nodiscard]] Result<void> sealEverything(int version); ///< of a workspace of this schema version
    /// Damaged, naming the first table whose rows are not those that were sealed. Gives how many rows it held against
    /// their seals.
    [[nodiscard]] Result<qint64> verify(const QList<StoredTable> &tables) const;
    /// Equal for workspaces with equal contents in these tables.
    [[nodiscard]] Result<QByteArray> fingerprint(const QList<StoredTable> &tables) const;

private:
    void note(const StoredTable &table, const QByteArray &digest);
    [[nodiscard]] Result<QByteArray> storedDigest(const QByteArray &table) const;
    [[nodiscard]] Result<void> storeDigest(const QByteArray &table, const QByteArray &digest);

    StoreConnection &m_connection;
    QHash<QByteArray, QByteArray> m_changes; ///< of the digests, by table
};

/// Type, length and bytes of each value: no two rows have the same.
[[nodiscard]] QByteArray rowBytes(const StoredTable &table, const StoredRow &row);

} // namespace Nightkeep
