// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sealedtables.h"

#include "app/apptr.h"
#include "app/store/maprows.h"
#include "app/store/sqlerror.h"
#include "app/store/storedvalues.h"

#include <QCryptographicHash>

#include <numeric>

namespace Nightkeep {

namespace {

constexpr qsizetype digestBytes = 32;
// Of one statement: what no server's limit on a packet is below, and what SqlLimits::mostColumns lets through.
constexpr qsizetype bytesAtOnce = 512 * 1024;
constexpr qsizetype valuesAtOnce = 240;

QByteArray nothing()
{
    return QByteArray(digestBytes, '\0');
}

void mix(QByteArray &digest, const QByteArray &other)
{
    if (digest.isEmpty())
        digest = nothing();
    for (qsizetype i = 0; i < digestBytes; ++i)
        digest[i] =
            static_cast<char>(static_cast<unsigned char>(digest.at(i)) ^ static_cast<unsigned char>(other.at(i)));
}

QByteArray rowDigest(const StoredTable &table, const StoredRow &row)
{
    return QCryptographicHash::hash(rowBytes(table, row), QCryptographicHash::Sha256);
}

QByteArrayList rowDigests(const StoredTable &table, const QList<StoredRow> &rows)
{
    return mapRows(rows, [&table](const StoredRow &row) { return rowDigest(table, row); });
}

QByteArray tableDigest(const StoredTable &table, const QList<StoredRow> &rows)
{
    QByteArray digest = nothing();
    const QByteArrayList digests = rowDigests(table, rows);
    for (const QByteArray &each : digests)
        mix(digest, each);
    return digest;
}

QVariant typed(const QVariant &value, StoredType type)
{
    switch (type) {
    case StoredType::Text:
        return storable(textOf(value));
    case StoredType::Bytes:
        return storableBytes(value.toByteArray());
    case StoredType::Integer:
        return value.toLongLong();
    }
    return {};
}

StoredRow typedRow(const StoredTable &table, const StoredRow &row)
{
    StoredRow values;
    for (qsizetype i = 0; i < table.columns.size(); ++i)
        values.append(typed(row.value(i), table.columns.at(i).type));
    return values;
}

QString placeholders(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QLatin1String(", "));
}

QString keyColumns(const StoredTable &table)
{
    QStringList names;
    for (int i = 0; i < table.keyColumns; ++i)
        names += QLatin1String(table.columns.at(i).name);
    return names.join(QLatin1String(", "));
}

/// That the first key columns have these values.
QString condition(const StoredTable &table, const QVariantList &keyStart)
{
    QStringList parts;
    for (qsizetype i = 0; i < keyStart.size(); ++i)
        parts += QLatin1String(table.columns.at(i).name) + QLatin1String(" = ?");
    return parts.isEmpty() ? QString() : QLatin1String(" WHERE ") + parts.join(QLatin1String(" AND "));
}

SealedPart partOfRow(const StoredRow &row)
{
    return partOf(row.at(0).toByteArray(), row.at(1).toByteArray());
}

} // namespace

SealedPart partOf(const QByteArray &collection, const QByteArray &key)
{
    const bool isByKey =
        collection == HistoryCollection || collection == ArchivedCollection || collection == ArchivedCourseCollection;
    return {collection, isByKey ? storableBytes(key) : QByteArray("")};
}

QVariantList keyStartOf(const SealedPart &part)
{
    return part.second.isEmpty() ? QVariantList {part.first} : QVariantList {part.first, part.second};
}

QByteArray rowBytes(const StoredTable &table, const StoredRow &row)
{
    QByteArray bytes = table.name + '\n';
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        const StoredType type = table.columns.at(i).type;
        const QVariant value = typed(row.value(i), type);
        const QByteArray content = type == StoredType::Bytes ? value.toByteArray() : value.toString().toUtf8();
        bytes += type == StoredType::Text ? 't' : type == StoredType::Bytes ? 'b' : 'i';
        bytes += QByteArray::number(content.size()) + ':' + content;
    }
    return bytes;
}

SealedTables::SealedTables(StoreConnection &connection)
    : m_connection(connection)
{
}

void SealedTables::note(const StoredTable &table, const QList<StoredRow> &rows)
{
    const QByteArrayList digests = rowDigests(table, rows);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        mix(m_changes[table.name], digests.at(i));
        if (table.inParts)
            mix(m_partChanges[partOfRow(rows.at(i))], digests.at(i));
    }
}

Result<QList<StoredRow>> SealedTables::matching(const StoredTable &table, const QVariantList &keyStart) const
{
    return found(table, condition(table, keyStart), keyStart);
}

Result<QList<StoredRow>> SealedTables::found(const StoredTable &table, const QString &condition,
                                             const QVariantList &values) const
{
    Result<QList<StoredRow>> rows = m_connection.select(
        int(table.columns.size()),
        QLatin1String("SELECT ") + table.columnList() + QLatin1String(" FROM ") + QLatin1String(table.name) + condition
            + QLatin1String(" ORDER BY ") + keyColumns(table),
        values);
    if (!rows)
        return rows;
    for (StoredRow &row : *rows)
        row = typedRow(table, row);
    return rows;
}

Result<QList<StoredRow>> SealedTables::all(const StoredTable &table) const
{
    return matching(table, {});
}

Result<void> SealedTables::insert(const StoredTable &table, const StoredRow &row)
{
    return insertAll(table, {row});
}

Result<void> SealedTables::insertAll(const StoredTable &table, const QList<StoredRow> &rows)
{
    for (qsizetype first = 0; first < rows.size();) {
        QList<StoredRow> written;
        QVariantList values;
        qsizetype bytes = 0;
        do {
            written.append(typedRow(table, rows.at(first)));
            for (const QVariant &value : std::as_const(written.last()))
                bytes += value.typeId() == QMetaType::QByteArray ? value.toByteArray().size() : 0;
            values += written.last();
            ++first;
        } while (first < rows.size() && bytes < bytesAtOnce && values.size() + table.columns.size() <= valuesAtOnce);
        const QString row = QLatin1Char('(') + placeholders(table.columns.size()) + QLatin1Char(')');
        const Result<void> done = m_connection.run(
            QLatin1String("INSERT INTO ") + QLatin1String(table.name) + QLatin1String(" (") + table.columnList()
                + QLatin1String(") VALUES ") + QStringList(written.size(), row).join(QLatin1String(", ")),
            values);
        if (!done)
            return done;
        note(table, written);
    }
    return {};
}

Result<void> SealedTables::remove(const StoredTable &table, const QVariantList &keyStart)
{
    return removeFound(table, condition(table, keyStart), keyStart);
}

Result<void> SealedTables::removeAll(const StoredTable &table, const QVariantList &keyStart, const QVariantList &next)
{
    const QString begin = condition(table, keyStart) + QLatin1String(" AND ")
        + QLatin1String(table.columns.at(keyStart.size()).name) + QLatin1String(" IN (");
    const qsizetype atOnce = valuesAtOnce - keyStart.size();
    for (qsizetype first = 0; first < next.size(); first += atOnce) {
        const QVariantList some = next.mid(first, atOnce);
        const Result<void> done =
            removeFound(table, begin + placeholders(some.size()) + QLatin1Char(')'), keyStart + some);
        if (!done)
            return done;
    }
    return {};
}

Result<void> SealedTables::removeFound(const StoredTable &table, const QString &condition, const QVariantList &values)
{
    const Result<QList<StoredRow>> rows = found(table, condition, values);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return {};
    const Result<void> done =
        m_connection.run(QLatin1String("DELETE FROM ") + QLatin1String(table.name) + condition, values);
    if (done)
        note(table, *rows);
    return done;
}

Result<void> SealedTables::put(const StoredTable &table, const StoredRow &row)
{
    const QVariantList key = row.first(table.keyColumns);
    const Result<QList<StoredRow>> present = matching(table, key);
    if (!present)
        return fail(present.error());
    if (present->isEmpty())
        return insert(table, row);

    // Updated in its place: rows of other tables may refer to it.
    const StoredRow values = typedRow(table, row);
    QStringList assignments;
    for (qsizetype i = table.keyColumns; i < table.columns.size(); ++i)
        assignments += QLatin1String(table.columns.at(i).name) + QLatin1String(" = ?");
    const Result<void> done =
        m_connection.run(QLatin1String("UPDATE ") + QLatin1String(table.name) + QLatin1String(" SET ")
                             + assignments.join(QLatin1String(", ")) + condition(table, key),
                         values.mid(table.keyColumns) + key);
    if (done)
        note(table, *present + QList<StoredRow> {values});
    return done;
}

Result<void> SealedTables::clear(const StoredTable &table)
{
    return remove(table, {});
}

Error SealedTables::notAsWritten(const StoredTable &table) const
{
    return damagedError(
        m_connection.location(),
        AppTr::tr("The rows of the table %1 are not those that were written.").arg(QString::fromLatin1(table.name)));
}

Error SealedTables::noDigest(const QByteArray &table) const
{
    return damagedError(m_connection.location(),
                        AppTr::tr("The seal of the table %1 is not a digest.").arg(QString::fromLatin1(table)));
}

Result<QByteArray> SealedTables::storedDigest(const QByteArray &table) const
{
    const Result<QList<QVariantList>> rows =
        m_connection.select(1, QStringLiteral("SELECT digest FROM nk_seals WHERE table_key = ?"), {table});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return nothing();
    const QByteArray digest = QByteArray::fromHex(textOf(rows->first().first()).toLatin1());
    if (digest.size() != digestBytes)
        return fail(noDigest(table));
    return digest;
}

Result<void> SealedTables::storeDigest(const QByteArray &table, const QByteArray &digest)
{
    const Result<QList<QVariantList>> present =
        m_connection.select(1, QStringLiteral("SELECT digest FROM nk_seals WHERE table_key = ?"), {table});
    if (!present)
        return fail(present.error());
    const QString text = QString::fromLatin1(digest.toHex());
    // In its place: what deletes a seal is an older Nightkeep, which is refused (step 6 of the schema).
    return present->isEmpty()
        ? m_connection.run(QStringLiteral("INSERT INTO nk_seals (table_key, digest) VALUES (?, ?)"), {table, text})
        : m_connection.run(QStringLiteral("UPDATE nk_seals SET digest = ? WHERE table_key = ?"), {text, table});
}

Result<SealedTables::PartDigests> SealedTables::storedParts(const QVariantList &keyStart) const
{
    const Result<QList<QVariantList>> rows =
        m_connection.select(3,
                            QStringLiteral("SELECT collection, value_key, digest FROM nk_part_seals")
                                + condition(Schema::values(), keyStart),
                            keyStart);
    if (!rows)
        return fail(rows.error());
    PartDigests digests;
    for (const QVariantList &row : *rows) {
        const QByteArray digest = QByteArray::fromHex(textOf(row.at(2)).toLatin1());
        if (digest.size() != digestBytes)
            return fail(noDigest(Schema::values().name));
        digests.insert({row.at(0).toByteArray(), row.at(1).toByteArray()}, digest);
    }
    return digests;
}

Result<void> SealedTables::storePart(const SealedPart &part, const QByteArray &digest)
{
    const QVariantList key {storableBytes(part.first), storableBytes(part.second)};
    const Result<void> done =
        m_connection.run(QStringLiteral("DELETE FROM nk_part_seals WHERE collection = ? AND value_key = ?"), key);
    if (!done || digest == nothing()) // a part that has no rows has no seal
        return done;
    return m_connection.run(
        QStringLiteral("INSERT INTO nk_part_seals (collection, value_key, digest) VALUES (?, ?, ?)"),
        key + QVariantList {QString::fromLatin1(digest.toHex())});
}

Result<void> SealedTables::writeSeals()
{
    for (auto change = m_changes.cbegin(); change != m_changes.cend(); ++change) {
        Result<QByteArray> digest = storedDigest(change.key());
        if (!digest)
            return fail(digest.error());
        mix(*digest, change.value());
        if (const Result<void> done = storeDigest(change.key(), *digest); !done)
            return done;
    }
    m_changes.clear();
    for (auto change = m_partChanges.cbegin(); change != m_partChanges.cend(); ++change) {
        const SealedPart &part = change.key();
        const Result<PartDigests> stored = storedParts({part.first, storableBytes(part.second)});
        if (!stored)
            return fail(stored.error());
        QByteArray digest = stored->value(part, nothing());
        mix(digest, change.value());
        if (const Result<void> done = storePart(part, digest); !done)
            return done;
    }
    m_partChanges.clear();
    return {};
}

Result<void> SealedTables::sealParts(const QList<StoredRow> &rows)
{
    PartDigests digests;
    for (const StoredRow &row : rows)
        mix(digests[partOfRow(row)], rowDigest(Schema::values(), row));
    if (const Result<void> cleared = m_connection.run(QStringLiteral("DELETE FROM nk_part_seals")); !cleared)
        return cleared;
    for (auto part = digests.cbegin(); part != digests.cend(); ++part) {
        if (const Result<void> done = storePart(part.key(), *part); !done)
            return done;
    }
    return {};
}

Result<void> SealedTables::sealEverything(int version)
{
    for (const StoredTable &table : Schema::of(version)) {
        const Result<QList<StoredRow>> rows = all(table);
        if (!rows)
            return fail(rows.error());
        if (const Result<void> done = storeDigest(table.name, tableDigest(table, *rows)); !done)
            return done;
        if (const Result<void> done = table.inParts ? sealParts(*rows) : Result<void>(); !done)
            return done;
    }
    return {};
}

Result<qint64> SealedTables::verify(const QList<StoredTable> &tables, CheckDepth depth) const
{
    qint64 count = 0;
    for (const StoredTable &table : tables) {
        const Result<qint64> rows = table.inParts ? verifyParts(table, depth) : verifyRows(table);
        if (!rows)
            return rows;
        count += *rows;
    }
    return count;
}

Result<qint64> SealedTables::verifyRows(const StoredTable &table) const
{
    const Result<QByteArray> digest = storedDigest(table.name);
    if (!digest)
        return fail(digest.error());
    const Result<QList<StoredRow>> rows = all(table);
    if (!rows)
        return fail(rows.error());
    if (*digest != tableDigest(table, *rows))
        return fail(notAsWritten(table));
    return rows->size();
}

Result<void> SealedTables::verifyPart(const StoredTable &table, const QVariantList &keyStart,
                                      const QList<StoredRow> &rows) const
{
    const Result<PartDigests> seals = storedParts(keyStart);
    if (!seals)
        return fail(seals.error());
    QByteArray sealed = nothing();
    for (const QByteArray &seal : *seals)
        mix(sealed, seal);
    return sealed == tableDigest(table, rows) ? Result<void>() : fail(notAsWritten(table));
}

Result<void> SealedTables::verifySeals(const StoredTable &table, const PartDigests &parts) const
{
    const Result<QByteArray> whole = storedDigest(table.name);
    if (!whole)
        return fail(whole.error());
    QByteArray together = nothing();
    for (const QByteArray &part : parts)
        mix(together, part);
    return together == *whole ? Result<void>() : fail(notAsWritten(table));
}

Result<qint64> SealedTables::verifyParts(const StoredTable &table, CheckDepth depth) const
{
    Result<PartDigests> seals = storedParts();
    if (!seals)
        return fail(seals.error());
    if (const Result<void> agree = verifySeals(table, *seals); !agree)
        return fail(agree.error());
    if (depth == CheckDepth::Opening)
        return qint64(0);
    const Result<QList<QVariantList>> keys =
        m_connection.select(2, QStringLiteral("SELECT DISTINCT collection, value_key FROM nk_values"));
    if (!keys)
        return fail(keys.error());
    QMap<SealedPart, qint64> rowsOf;
    for (const QVariantList &key : *keys)
        rowsOf.insert(partOfRow(key), 0);
    for (auto part = rowsOf.begin(); part != rowsOf.end(); ++part) {
        const Result<QList<StoredRow>> rows = matching(table, keyStartOf(part.key()));
        if (!rows)
            return fail(rows.error());
        if (seals->take(part.key()) != tableDigest(table, *rows))
            return fail(notAsWritten(table));
        *part = rows->size();
    }
    const Result<QList<QVariantList>> present =
        m_connection.select(1, QStringLiteral("SELECT COUNT(*) FROM nk_values"));
    if (!present)
        return fail(present.error());
    const qint64 count = std::accumulate(rowsOf.cbegin(), rowsOf.cend(), qint64(0));
    // Seals of rows that are gone; or rows that nothing finds, since a file may hold text where the keys are bytes.
    if (!seals->isEmpty() || present->value(0).value(0).toLongLong() != count)
        return fail(notAsWritten(table));
    return count;
}

Result<QByteArray> SealedTables::fingerprint(const QList<StoredTable> &tables) const
{
    QByteArray together;
    for (const StoredTable &table : tables) {
        const Result<QByteArray> digest = storedDigest(table.name);
        if (!digest)
            return digest;
        together += *digest;
    }
    return together;
}

} // namespace Nightkeep
