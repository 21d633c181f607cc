// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/collections.h"

namespace Nightkeep {

QList<StoredRow> Collections::rows(const QByteArray &kind, const QVariantList &keyStart)
{
    return failed() ? QList<StoredRow>() : take(m_tables.matching(Schema::values(), QVariantList {kind} + keyStart));
}

void Collections::putRow(const QByteArray &kind, const QByteArray &key, const QByteArray &part,
                         const QByteArray &payload)
{
    if (!failed())
        take(m_tables.put(Schema::values(), {kind, storableBytes(key), storableBytes(part), payload}));
}

void Collections::removeRows(const QByteArray &kind, const QVariantList &keyStart)
{
    if (!failed())
        take(m_tables.remove(Schema::values(), QVariantList {kind} + keyStart));
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
