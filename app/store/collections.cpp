// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/collections.h"

namespace Nightkeep {

QList<StoredRow> Collections::rows(const QByteArray &kind, const QVariantList &keyStart)
{
    if (failed())
        return {};
    const QVariantList asked = QVariantList {kind} + keyStart;
    const QByteArray key = keyStart.value(0).toByteArray();
    const SealedPart part = key.isEmpty() ? SealedPart {kind, {}} : partOf(kind, key);
    const bool isWhole = asked == keyStartOf(part); // then what is read anyway is what was sealed
    if (!isWhole)
        prove(kind, key);
    const QList<StoredRow> found = failed() ? QList<StoredRow>() : take(m_tables.matching(Schema::values(), asked));
    if (isWhole)
        prove(part, found);
    return failed() ? QList<StoredRow>() : found;
}

void Collections::prove(const QByteArray &kind, const QByteArray &key)
{
    const SealedPart part = key.isEmpty() ? SealedPart {kind, {}} : partOf(kind, key);
    if (!failed() && !isProven(part))
        prove(part, take(m_tables.matching(Schema::values(), keyStartOf(part))));
}

void Collections::prove(const SealedPart &part, const QList<StoredRow> &rows)
{
    if (failed() || isProven(part))
        return;
    take(m_tables.verifyPart(Schema::values(), keyStartOf(part), rows));
    if (!failed())
        m_proven->insert(part);
}

void Collections::putRow(const QByteArray &kind, const QByteArray &key, const QByteArray &part,
                         const QByteArray &payload)
{
    if (!failed())
        take(m_tables.put(Schema::values(), {kind, storableBytes(key), storableBytes(part), payload}));
}

void Collections::putNewRows(const QByteArray &kind, const QByteArray &key, const QMap<QByteArray, QByteArray> &parts)
{
    QList<StoredRow> rows;
    rows.reserve(parts.size());
    for (auto part = parts.cbegin(); part != parts.cend(); ++part)
        rows.append({kind, storableBytes(key), storableBytes(part.key()), part.value()});
    if (!failed())
        take(m_tables.insertAll(Schema::values(), rows));
}

void Collections::removeRows(const QByteArray &kind, const QVariantList &keyStart)
{
    if (!failed())
        take(m_tables.remove(Schema::values(), QVariantList {kind} + keyStart));
}

QByteArrayList Collections::parts(const QByteArray &kind, const QByteArray &key)
{
    prove(kind, key);
    QByteArrayList parts;
    for (const QVariantList &row :
         select(1, QStringLiteral("SELECT part FROM nk_values WHERE collection = ? AND value_key = ?"),
                {kind, storableBytes(key)}))
        parts.append(row.first().toByteArray());
    return parts;
}

void Collections::removeParts(const QByteArray &kind, const QByteArray &key, const QByteArrayList &parts)
{
    if (!failed())
        take(m_tables.removeAll(Schema::values(), {kind, storableBytes(key)},
                                QVariantList(parts.cbegin(), parts.cend())));
}

void Collections::removeEverything()
{
    if (!failed())
        take(m_tables.clear(Schema::values()));
}

QList<QVariantList> Collections::select(int columns, const QString &statement, const QVariantList &values)
{
    return failed() ? QList<QVariantList>() : take(m_tables.connection().select(columns, statement, values));
}

void Collections::refuse(const Error &error)
{
    if (!m_failure)
        m_failure = error;
}

} // namespace Nightkeep
