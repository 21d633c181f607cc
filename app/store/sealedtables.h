// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/schema.h"

#include <QHash>
#include <QMap>

namespace Nightkeep {

/// A row's values in the order of StoredTable::columns: QString, QByteArray or qint64.
using StoredRow = QVariantList;

/// What a workspace remembers of servers: most of it, and little of it is wanted at a time.
inline constexpr const char *HistoryCollection = "history";

/// What archives hold, and in which of their files a course is: a find wants a little of it.
inline constexpr const char *ArchivedCollection = "manifest-file";
inline constexpr const char *ArchivedCourseCollection = "manifest-course";

/// What is sealed by itself of a table that is sealed in parts: a collection, or of those above one key.
using SealedPart = QPair<QByteArray, QByteArray>;
[[nodiscard]] SealedPart partOf(const QByteArray &collection, const QByteArray &key);
[[nodiscard]] QVariantList keyStartOf(const SealedPart &part);

/// How much of a workspace is held against its seals. When it is opened: all but the rows of the table that is sealed
/// in parts, of which only the seals are held against the table's; its rows follow part by part, before the first of
/// them is believed, and all of them before anything is written.
enum class CheckDepth { Opening, Whole };

/// Reads and writes whole rows, and keeps for each table a digest over its rows (the exclusive or of
/// their SHA-256, so that order does not matter and one row costs one row). SQLite has no checksums
/// of its own: without the digest, a flipped byte in a text would be believed. On a database server it shows what
/// was written past Nightkeep. It is no signature: whoever may write the rows, and knows how, can seal them too.
/// A table that is sealed in parts has a digest for each of them too, of which its own is the exclusive or.
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
    /// Many at a time.
    [[nodiscard]] Result<void> insertAll(const StoredTable &table, const QList<StoredRow> &rows);
    [[nodiscard]] Result<void> remove(const StoredTable &table, const QVariantList &keyStart);
    /// Of the rows with that beginning of the key, those whose next key column has one of these values; many at a time.
    [[nodiscard]] Result<void> removeAll(const StoredTable &table, const QVariantList &keyStart,
                                         const QVariantList &next);
    /// Puts a row in the place of the one with the same key, if there is one.
    [[nodiscard]] Result<void> put(const StoredTable &table, const StoredRow &row);
    [[nodiscard]] Result<void> clear(const StoredTable &table);

    [[nodiscard]] Result<void> writeSeals();
    [[nodiscard]] Result<void> sealEverything(int version); ///< of a workspace of this schema version
    /// Damaged, naming the first table whose rows are not those that were sealed. Gives how many rows it held against
    /// their seals. Holds one part's rows in memory at a time.
    [[nodiscard]] Result<qint64> verify(const QList<StoredTable> &tables, CheckDepth depth = CheckDepth::Whole) const;
    /// Damaged where these are not the rows that were sealed of one part, or of all parts of one collection.
    [[nodiscard]] Result<void> verifyPart(const StoredTable &table, const QVariantList &keyStart,
                                          const QList<StoredRow> &rows) const;
    /// Equal for workspaces with equal contents in these tables.
    [[nodiscard]] Result<QByteArray> fingerprint(const QList<StoredTable> &tables) const;

private:
    using PartDigests = QMap<SealedPart, QByteArray>;
    void note(const StoredTable &table, const QList<StoredRow> &rows); ///< that come or go
    [[nodiscard]] Result<QList<StoredRow>> found(const StoredTable &table, const QString &condition,
                                                 const QVariantList &values) const;
    [[nodiscard]] Result<void> removeFound(const StoredTable &table, const QString &condition,
                                           const QVariantList &values);
    [[nodiscard]] Error notAsWritten(const StoredTable &table) const;
    [[nodiscard]] Error noDigest(const QByteArray &table) const;
    [[nodiscard]] Result<QByteArray> storedDigest(const QByteArray &table) const;
    [[nodiscard]] Result<void> storeDigest(const QByteArray &table, const QByteArray &digest);
    [[nodiscard]] Result<PartDigests> storedParts(const QVariantList &keyStart = {}) const;
    [[nodiscard]] Result<void> storePart(const SealedPart &part, const QByteArray &digest);
    [[nodiscard]] Result<void> sealParts(const QList<StoredRow> &rows);
    [[nodiscard]] Result<qint64> verifyRows(const StoredTable &table) const;
    [[nodiscard]] Result<void> verifySeals(const StoredTable &table, const PartDigests &parts) const;
    [[nodiscard]] Result<qint64> verifyParts(const StoredTable &table, CheckDepth depth) const;

    StoreConnection &m_connection;
    QHash<QByteArray, QByteArray> m_changes; ///< of the digests, by table
    PartDigests m_partChanges;
};

/// Type, length and bytes of each value: no two rows have the same.
[[nodiscard]] QByteArray rowBytes(const StoredTable &table, const StoredRow &row);

} // namespace Nightkeep
