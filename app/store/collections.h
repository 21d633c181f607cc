// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/store/maprows.h"
#include "app/store/sealedtables.h"
#include "app/store/sqlerror.h"
#include "app/store/storedvalues.h"

#include <QMap>
#include <QSet>

#include <mutex>
#include <optional>

namespace Nightkeep {

/// What the collection of a type's values is called in nk_values. Each stored type gives its own, beside itself:
/// that is all there is to a new collection.
template<typename T> inline constexpr const char *CollectionOf = nullptr;

template<Described T> [[nodiscard]] QByteArray toPayload(const T &value, JsonManner manner = JsonManner::Stored)
{
    return compactJson(toJson(value, manner)).toUtf8();
}

/// Whether both would be stored alike.
template<Described T> [[nodiscard]] bool storedAlike(const T &one, const T &other)
{
    return toJson(one) == toJson(other);
}

/// What of the table of values was held against its seal since the workspace was opened. Thread-safe.
class ProvenParts
{
public:
    [[nodiscard]] bool contains(const SealedPart &part) const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all || m_parts.contains(part) || m_parts.contains({part.first, {}});
    }
    void insert(const SealedPart &part)
    {
        const std::scoped_lock lock(m_mutex);
        m_parts.insert(part);
    }
    [[nodiscard]] bool hasAll() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_all;
    }
    void insertAll() ///< and whatever else there is of a workspace
    {
        const std::scoped_lock lock(m_mutex);
        m_all = true;
    }
    void forget()
    {
        const std::scoped_lock lock(m_mutex);
        m_parts.clear();
        m_all = false;
    }

private:
    mutable std::mutex m_mutex;
    QSet<SealedPart> m_parts; ///< without a key: all of the collection
    bool m_all = false;
};

/// The workspace's values within one transaction: of each stored type a collection, by key. The first failure is
/// kept; whatever follows it finds nothing and writes nothing, and whoever began the transaction asks for it at the
/// end. A value is read strictly: one that does not make sense is Damaged, and so is one of a part whose rows are not
/// those that were sealed, unless that part was `proven` before.
class Collections
{
public:
    /// Without `proven` for who holds the whole against its seals, or makes it.
    explicit Collections(SealedTables &tables, ProvenParts *proven = nullptr)
        : m_tables(tables)
        , m_proven(proven)
    {
    }

    template<Described T> [[nodiscard]] QMap<QByteArray, T> all()
    {
        QMap<QByteArray, T> values;
        const QList<StoredRow> found = rows(CollectionOf<T>);
        const QList<Result<T>> read = mapRows(found, [](const StoredRow &row) { return readRow<T>(row); });
        for (qsizetype i = 0; i < found.size(); ++i)
            values.insert(values.cend(), keyOfRow(found.at(i)), believed(read.at(i)));
        return values;
    }
    template<Described T> [[nodiscard]] std::optional<T> find(const QByteArray &key)
    {
        const QList<StoredRow> found = rows(CollectionOf<T>, {key});
        return found.isEmpty() ? std::nullopt : std::optional(believed(readRow<T>(found.first())));
    }
    /// Whether the value is there as somebody saw it: the question before it is replaced.
    template<Described T> [[nodiscard]] bool isStill(const QByteArray &key, const T &seen)
    {
        const std::optional<T> stored = find<T>(key);
        return stored && storedAlike(*stored, seen);
    }
    /// In the place of one with this key, if there is one.
    template<Described T> void put(const QByteArray &key, const T &value)
    {
        putRow(CollectionOf<T>, key, {}, toPayload(value));
    }
    template<Described T> void put(const QByteArray &key, const std::optional<T> &value)
    {
        if (value)
            put(key, *value);
    }
    template<Described T> void remove(const QByteArray &key) { removeRows(CollectionOf<T>, {key}); }

    // What is no described value as it stands, and the parts of a value that are kept one by one.
    [[nodiscard]] QList<StoredRow> rows(const QByteArray &kind, const QVariantList &keyStart = {});
    void putRow(const QByteArray &kind, const QByteArray &key, const QByteArray &part, const QByteArray &payload);
    /// Payloads by their parts, of which none is there.
    void putNewRows(const QByteArray &kind, const QByteArray &key, const QMap<QByteArray, QByteArray> &parts);
    void removeRows(const QByteArray &kind, const QVariantList &keyStart);
    [[nodiscard]] QByteArrayList parts(const QByteArray &kind, const QByteArray &key);
    void removeParts(const QByteArray &kind, const QByteArray &key, const QByteArrayList &parts);
    void removeEverything();
    /// Holds the part in which these rows are against its seal, once; `key` empty: all of a collection.
    void prove(const QByteArray &kind, const QByteArray &key);
    /// Of a part that was proven: nothing else asks whether these rows are sealed.
    [[nodiscard]] QList<QVariantList> select(int columns, const QString &statement, const QVariantList &values);
    [[nodiscard]] static QByteArray keyOfRow(const StoredRow &row) { return row.at(1).toByteArray(); }
    [[nodiscard]] static QByteArray partOfRow(const StoredRow &row) { return row.at(2).toByteArray(); }
    [[nodiscard]] static QByteArray payloadOfRow(const StoredRow &row) { return row.at(3).toByteArray(); }

    void refuse(const Error &error); ///< unless something failed before
    void refuse(ErrorKind kind, const QString &message, const QString &advice = {})
    {
        refuse(Error {kind, message, advice});
    }
    void refuseDamaged(const QString &reason) { refuse(damagedError(m_tables.connection().location(), reason)); }
    /// The result, or nothing and its failure kept.
    template<typename T> T take(const Result<T> &result)
    {
        if (!result)
            refuse(result.error());
        if constexpr (!std::is_void_v<T>)
            return result.value_or(T {});
    }
    [[nodiscard]] bool failed() const { return m_failure.has_value(); }
    [[nodiscard]] const Error &failure() const { return *m_failure; }
    [[nodiscard]] SealedTables &tables() { return m_tables; }

    /// From its payload; `what` names it for people.
    template<Described T> [[nodiscard]] T valueFrom(const QByteArray &payload, const QString &what)
    {
        return believed(fromJsonText<T>(payload, what));
    }

private:
    template<Described T> [[nodiscard]] static Result<T> readRow(const StoredRow &row)
    {
        return fromJsonText<T>(payloadOfRow(row),
                               QLatin1String(CollectionOf<T>) + QLatin1Char(' ') + QString::fromUtf8(keyOfRow(row)));
    }
    template<typename T> [[nodiscard]] T believed(const Result<T> &value)
    {
        if (!value)
            refuseDamaged(value.error().message);
        return value.value_or(T {});
    }

    [[nodiscard]] bool isProven(const SealedPart &part) const { return !m_proven || m_proven->contains(part); }
    void prove(const SealedPart &part, const QList<StoredRow> &rows);

    SealedTables &m_tables;
    ProvenParts *m_proven;
    std::optional<Error> m_failure;
};

/// What is known under a key, if anything.
template<typename T> [[nodiscard]] std::optional<T> known(const QMap<QByteArray, T> &values, const QByteArray &key)
{
    const auto found = values.constFind(key);
    return found == values.cend() ? std::nullopt : std::optional(*found);
}

} // namespace Nightkeep
