// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/storeupgrade.h"

#include "app/store/serverchanges.h"
#include "app/store/serverhistory.h"
#include "app/store/workspacejson.h"

#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr int lastOfTables = 3; ///< the schema version

using OldRow = QJsonObject; ///< by the columns' names

class OldTables
{
public:
    explicit OldTables(Collections &values)
        : m_values(values)
    {
        for (const StoredTable &table : Schema::of(lastOfTables))
            m_tables.insert(table.name, &table);
    }

    [[nodiscard]] QList<StoredRow> raw(const QByteArray &table)
    {
        return m_values.failed() ? QList<StoredRow>() : m_values.take(m_values.tables().all(*m_tables.value(table)));
    }

    /// As the JSON of described types says it: bytes percent-encoded, nothing for an empty moment; but keys as text.
    [[nodiscard]] QList<OldRow> rows(const QByteArray &table)
    {
        QList<OldRow> rows;
        const QList<StoredColumn> &columns = m_tables.value(table)->columns;
        for (const StoredRow &row : raw(table)) {
            OldRow object;
            for (qsizetype i = 0; i < columns.size(); ++i)
                object.insert(QString::fromLatin1(columns.at(i).name), json(columns.at(i), row.at(i)));
            rows.append(object);
        }
        return rows;
    }

private:
    static QJsonValue json(const StoredColumn &column, const QVariant &value)
    {
        if (column.type == StoredType::Integer)
            return value.toLongLong();
        if (column.name.endsWith("_key"))
            return QString::fromUtf8(value.toByteArray());
        if (column.type == StoredType::Bytes)
            return QString::fromLatin1(percentEncoded(value.toByteArray()));
        const bool moment = column.name.endsWith("_at") || column.name == "not_before" || column.name == "as_of";
        return moment && value.toString().isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(value.toString());
    }

    Collections &m_values;
    QHash<QByteArray, const StoredTable *> m_tables;
};

QByteArray takeKey(OldRow &row, const QString &name = QStringLiteral("name_key"))
{
    return row.take(name).toString().toUtf8();
}

/// The members under the names that the described type gives them: "data_folder" is "dataFolder".
QJsonObject camelCased(const OldRow &row)
{
    QJsonObject object;
    for (auto member = row.begin(); member != row.end(); ++member) {
        QStringList words = member.key().split(QLatin1Char('_'));
        for (qsizetype i = 1; i < words.size(); ++i)
            words[i] = words.at(i).left(1).toUpper() + words.at(i).mid(1);
        object.insert(words.join(QString()), member.value());
    }
    return object;
}

QJsonValue parsed(Collections &values, const QJsonValue &payload)
{
    const Result<QJsonObject> object = parseJsonObject(payload.toString().toUtf8());
    if (!object)
        values.refuseDamaged(object.error().message);
    return object.value_or(QJsonObject());
}

void put(Collections &values, const char *collection, const QByteArray &key, const QJsonObject &value)
{
    values.putRow(collection, key, {}, compactJson(value).toUtf8());
}

/// What was JSON already, under the same key.
void bringPayloads(Collections &values, OldTables &old, const QByteArray &table, const char *collection)
{
    for (const StoredRow &row : old.raw(table))
        values.putRow(collection, row.first().toByteArray(), {}, row.last().toString().toUtf8());
}

void bringServers(Collections &values, OldTables &old)
{
    QHash<QByteArray, QHash<bool, QJsonArray>> folders;
    for (OldRow &row : old.rows("nk_server_folders")) // in the order of the key: server, list, place
        folders[takeKey(row)][row.value(QLatin1String("wanted")).toInt() != 0].append(row.value(QLatin1String("path")));
    QHash<QByteArray, QJsonValue> decisions;
    for (OldRow &row : old.rows("nk_server_decisions"))
        decisions.insert(takeKey(row), parsed(values, row.value(QLatin1String("payload"))));
    for (OldRow &row : old.rows("nk_servers")) {
        const QByteArray key = takeKey(row);
        const QJsonValue place = row.take(QLatin1String("place"));
        QJsonObject connection;
        for (const char *part : {"kind", "host", "user", "port", "root"})
            connection.insert(QLatin1String(part), row.take(QLatin1String("connection_") + QLatin1String(part)));
        QJsonObject server = camelCased(row);
        server.insert(QStringLiteral("connection"), connection);
        server.insert(QStringLiteral("current"), folders.value(key).value(false));
        server.insert(QStringLiteral("wanted"), folders.value(key).value(true));
        if (decisions.contains(key))
            server.insert(QStringLiteral("decisions"), decisions.value(key));
        put(values, CollectionOf<StoredServer>, key,
            {{QStringLiteral("place"), place},
             {QStringLiteral("removedAt"), QJsonValue::Null},
             {QStringLiteral("server"), server}});
    }
}

void bringWhatBelongsToServers(Collections &values, OldTables &old)
{
    bringPayloads(values, old, "nk_server_snapshots", CollectionOf<ServerSnapshot>);
    for (OldRow &row : old.rows("nk_server_failures")) {
        const QByteArray key = takeKey(row);
        row.insert(QStringLiteral("when"), row.take(QLatin1String("failed_at")));
        put(values, CollectionOf<StoredFailure>, key, row);
    }
    for (const StoredRow &row : old.raw("nk_server_observations"))
        values.putRow(row.at(1).toByteArray(), row.at(0).toByteArray(), {}, row.at(2).toString().toUtf8());
    for (const StoredRow &row : old.raw("nk_server_history"))
        values.putRow(HistoryCollection, row.at(0).toByteArray(), row.at(1).toByteArray(), row.at(2).toByteArray());
}

void bringSites(Collections &values, OldTables &old)
{
    for (OldRow &row : old.rows("nk_sites")) {
        const QByteArray key = takeKey(row);
        put(values, CollectionOf<Site>, key, camelCased(row));
    }
    QMap<QString, QJsonArray> agreed;
    for (const OldRow &row : old.rows("nk_agreed_settings"))
        agreed[row.value(QLatin1String("site_key")).toString()].append(
            QJsonObject {{QStringLiteral("name"), row.value(QLatin1String("option_key"))},
                         {QStringLiteral("value"), row.value(QLatin1String("value"))}});
    QMap<QString, QJsonValue> snapshots;
    for (const OldRow &row : old.rows("nk_settings_snapshots")) {
        const QString site = row.value(QLatin1String("site_key")).toString();
        snapshots.insert(site, parsed(values, row.value(QLatin1String("payload"))));
        agreed[site];
    }
    for (auto site = agreed.cbegin(); site != agreed.cend(); ++site)
        put(values, CollectionOf<SiteSettings>, site.key().toUtf8(),
            {{QStringLiteral("site"), site.key()},
             {QStringLiteral("agreed"), *site},
             {QStringLiteral("snapshot"), snapshots.value(site.key(), QJsonValue::Null)}});
}

void bringArchiveRuns(Collections &values, OldTables &old)
{
    for (OldRow &row : old.rows("nk_archive_runs")) {
        QJsonObject record;
        record.insert(QStringLiteral("status"), parsed(values, row.take(QLatin1String("status"))));
        record.insert(QStringLiteral("asOf"), row.take(QLatin1String("as_of")));
        QJsonObject request;
        for (const char *part : {"site", "rule", "not_before", "name"})
            request.insert(QLatin1String(part), row.take(QLatin1String(part)));
        const QByteArray key = takeKey(row, QStringLiteral("id_key"));
        QJsonObject run = camelCased(row);
        run.insert(QStringLiteral("id"), QString::fromUtf8(key));
        run.insert(QStringLiteral("request"), camelCased(request));
        record.insert(QStringLiteral("run"), run);
        put(values, CollectionOf<ArchiveRecord>, key, record);
    }
}

Result<bool> allAreThere(StoreConnection &connection, const QList<StoredTable> &tables)
{
    const Result<QList<QVariantList>> names = connection.select(
        1,
        connection.dialect() == StoreDialect::Sqlite
            ? QStringLiteral("SELECT name FROM sqlite_master")
            : QStringLiteral("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"));
    if (!names)
        return fail(names.error());
    QSet<QString> present;
    for (const QVariantList &row : *names)
        present.insert(textOf(row.first()));
    return std::all_of(tables.cbegin(), tables.cend(), [&present](const StoredTable &table) {
        return present.contains(QString::fromLatin1(table.name));
    });
}

} // namespace

Result<void> bringOverOldTables(StoreConnection &connection)
{
    const Result<bool> there = allAreThere(connection, Schema::of(lastOfTables));
    if (!there || !*there)
        return there.map([](bool) {});
    // MariaDB has ended the transaction with the statement that made the new table, and ends this one with the first
    // that drops an old one.
    if (connection.dialect() == StoreDialect::MySql) {
        if (const Result<void> begun = connection.runFixed(QStringLiteral("START TRANSACTION")); !begun)
            return begun;
    }
    SealedTables tables(connection);
    Collections values(tables);
    OldTables old(values);
    bringServers(values, old);
    bringWhatBelongsToServers(values, old);
    bringSites(values, old);
    bringArchiveRuns(values, old);
    for (const StoredRow &row : old.raw("nk_storage_requests"))
        values.putRow(CollectionOf<StorageRequest>, QByteArray::number(row.first().toLongLong()), {},
                      row.last().toString().toUtf8());
    return values.failed() ? fail(values.failure()) : Result<void>();
}

Result<void> deriveDisksOfAll(StoreConnection &connection)
{
    SealedTables tables(connection);
    Collections values(tables);
    const QList<QVariantList> keys =
        values.select(1, QStringLiteral("SELECT DISTINCT value_key FROM nk_values WHERE collection = ?"),
                      {QByteArray(HistoryCollection)});
    for (const QVariantList &key : keys)
        deriveDisks(values, key.first().toByteArray());
    return values.failed() ? fail(values.failure()) : Result<void>();
}

} // namespace Nightkeep
