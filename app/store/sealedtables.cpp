// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/sealedtables.h"

#include "app/apptr.h"
#include "app/store/sqlerror.h"
#include "app/store/storedvalues.h"

#include <QCryptographicHash>

namespace Nightkeep {

namespace {

constexpr qsizetype digestBytes = 32;

QByteArray nothing()
{
    return QByteArray(digestBytes, '\0');
}

void mix(QByteArray &digest, const QByteArray &other)
{
    for (qsizetype i = 0; i < digestBytes; ++i)
        digest[i] =
            static_cast<char>(static_cast<unsigned char>(digest.at(i)) ^ static_cast<unsigned char>(other.at(i)));
}

QByteArray rowDigest(const Table &table, const Row &row)
{
    return QCryptographicHash::hash(rowBytes(table, row), QCryptographicHash::Sha256);
}

QByteArray tableDigest(const Table &table, const QList<Row> &rows)
{
    QByteArray digest = nothing();
    for (const Row &row : rows)
        mix(digest, rowDigest(table, row));
    return digest;
}

QVariant typed(const QVariant &value, ColumnType type)
{
    switch (type) {
    case ColumnType::Text:
        return storable(textOf(value));
    case ColumnType::Bytes:
        return storableBytes(value.toByteArray());
    case ColumnType::Integer:
        return value.toLongLong();
    }
    return {};
}

Row typedRow(const Table &table, const Row &row)
{
    Row values;
    for (qsizetype i = 0; i < table.columns.size(); ++i)
        values.append(typed(row.value(i), table.columns.at(i).type));
    return values;
}

QString placeholders(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QLatin1String(", "));
}

QString keyColumns(const Table &table)
{
    QStringList names;
    for (int i = 0; i < table.keyColumns; ++i)
        names += QLatin1String(table.columns.at(i).name);
    return names.join(QLatin1String(", "));
}

QString condition(const Table &table, const QVariantList &keyStart)
{
    QStringList parts;
    for (qsizetype i = 0; i < keyStart.size(); ++i)
        parts += QLatin1String(table.columns.at(i).name) + QLatin1String(" = ?");
    return parts.isEmpty() ? QString() : QLatin1String(" WHERE ") + parts.join(QLatin1String(" AND "));
}

} // namespace

QByteArray rowBytes(const Table &table, const Row &row)
{
    QByteArray bytes = QByteArray(table.name) + '\n';
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        const ColumnType type = table.columns.at(i).type;
        const QVariant value = typed(row.value(i), type);
        const QByteArray content = type == ColumnType::Bytes ? value.toByteArray() : value.toString().toUtf8();
        bytes += type == ColumnType::Text ? 't' : type == ColumnType::Bytes ? 'b' : 'i';
        bytes += QByteArray::number(content.size()) + ':' + content;
    }
    return bytes;
}

SealedTables::SealedTables(SqlConnection &connection)
    : m_connection(connection)
{
}

void SealedTables::note(const Table &table, const QByteArray &digest)
{
    QByteArray change = m_changes.value(&table, nothing());
    mix(change, digest);
    m_changes.insert(&table, change);
}

Result<QList<Row>> SealedTables::read(const Table &table, const QVariantList &keyStart) const
{
    Result<QList<Row>> rows = m_connection.select(
        QLatin1String("SELECT ") + table.columnList() + QLatin1String(" FROM ") + QLatin1String(table.name)
            + condition(table, keyStart) + QLatin1String(" ORDER BY ") + keyColumns(table),
        keyStart);
    if (!rows)
        return rows;
    for (Row &row : *rows)
        row = typedRow(table, row);
    return rows;
}

Result<QList<Row>> SealedTables::all(const Table &table) const
{
    return read(table, {});
}

Result<QList<Row>> SealedTables::matching(const Table &table, const QVariantList &keyStart) const
{
    return read(table, keyStart);
}

Result<void> SealedTables::insert(const Table &table, const Row &row)
{
    const Row values = typedRow(table, row);
    const Result<void> done = m_connection.run(
        QLatin1String("INSERT INTO ") + QLatin1String(table.name) + QLatin1String(" (") + table.columnList()
            + QLatin1String(") VALUES (") + placeholders(values.size()) + QLatin1Char(')'),
        values);
    if (done)
        note(table, rowDigest(table, values));
    return done;
}

Result<void> SealedTables::remove(const Table &table, const QVariantList &keyStart)
{
    const Result<QList<Row>> rows = read(table, keyStart);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return {};
    const Result<void> done = m_connection.run(
        QLatin1String("DELETE FROM ") + QLatin1String(table.name) + condition(table, keyStart), keyStart);
    if (done)
        note(table, tableDigest(table, *rows));
    return done;
}

Result<void> SealedTables::put(const Table &table, const Row &row)
{
    const QVariantList key = row.first(table.keyColumns);
    const Result<QList<Row>> present = read(table, key);
    if (!present)
        return fail(present.error());
    if (present->isEmpty())
        return insert(table, row);

    // Updated in its place: rows of other tables may refer to it.
    const Row values = typedRow(table, row);
    QStringList assignments;
    for (qsizetype i = table.keyColumns; i < table.columns.size(); ++i)
        assignments += QLatin1String(table.columns.at(i).name) + QLatin1String(" = ?");
    const Result<void> done =
        m_connection.run(QLatin1String("UPDATE ") + QLatin1String(table.name) + QLatin1String(" SET ")
                             + assignments.join(QLatin1String(", ")) + condition(table, key),
                         values.mid(table.keyColumns) + key);
    if (done) {
        note(table, tableDigest(table, *present));
        note(table, rowDigest(table, values));
    }
    return done;
}

Result<void> SealedTables::clear(const Table &table)
{
    return remove(table, {});
}

Result<QByteArray> SealedTables::storedDigest(const Table &table) const
{
    const Result<QList<QVariantList>> rows = m_connection.select(
        QStringLiteral("SELECT digest FROM nk_seals WHERE table_key = ?"), {QByteArray(table.name)});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return nothing();
    const QByteArray digest = QByteArray::fromHex(textOf(rows->first().first()).toLatin1());
    if (digest.size() != digestBytes)
        return fail(
            damagedError(m_connection.location(),
                         AppTr::tr("The seal of the table %1 is not a digest.").arg(QLatin1String(table.name))));
    return digest;
}

Result<void> SealedTables::storeDigest(const Table &table, const QByteArray &digest)
{
    const QByteArray key(table.name);
    if (const Result<void> done = m_connection.run(QStringLiteral("DELETE FROM nk_seals WHERE table_key = ?"), {key});
        !done)
        return done;
    return m_connection.run(QStringLiteral("INSERT INTO nk_seals (table_key, digest) VALUES (?, ?)"),
                            {key, QString::fromLatin1(digest.toHex())});
}

Result<void> SealedTables::writeSeals()
{
    for (auto change = m_changes.cbegin(); change != m_changes.cend(); ++change) {
        Result<QByteArray> digest = storedDigest(*change.key());
        if (!digest)
            return fail(digest.error());
        mix(*digest, change.value());
        if (const Result<void> done = storeDigest(*change.key(), *digest); !done)
            return done;
    }
    m_changes.clear();
    return {};
}

Result<void> SealedTables::sealEverything()
{
    const QList<const Table *> tables = Schema::all();
    for (const Table *table : tables) {
        const Result<QList<Row>> rows = all(*table);
        if (!rows)
            return fail(rows.error());
        if (const Result<void> done = storeDigest(*table, tableDigest(*table, *rows)); !done)
            return done;
    }
    return {};
}

Result<void> SealedTables::verify(const QList<const Table *> &tables) const
{
    for (const Table *table : tables) {
        const Result<QByteArray> digest = storedDigest(*table);
        if (!digest)
            return fail(digest.error());
        const Result<QList<Row>> rows = all(*table);
        if (!rows)
            return fail(rows.error());
        if (*digest != tableDigest(*table, *rows))
            return fail(damagedError(m_connection.location(),
                                     AppTr::tr("The rows of the table %1 are not those that were written.")
                                         .arg(QLatin1String(table->name))));
    }
    return {};
}

Result<QByteArray> SealedTables::fingerprint() const
{
    QByteArray together;
    const QList<const Table *> tables = Schema::all();
    for (const Table *table : tables) {
        const Result<QByteArray> digest = storedDigest(*table);
        if (!digest)
            return digest;
        together += *digest;
    }
    return together;
}

} // namespace Nightkeep
