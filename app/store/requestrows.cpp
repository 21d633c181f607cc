// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/requestrows.h"

#include "app/apptr.h"
#include "app/store/sqlerror.h"

namespace Nightkeep {

namespace {

constexpr std::initializer_list<std::pair<RequestItem::Kind, const char *>> kindWords = {
    {RequestItem::Kind::AddFolder, "addFolder"},
    {RequestItem::Kind::ReachFolder, "reachFolder"},
    {RequestItem::Kind::DropFolder, "dropFolder"},
    {RequestItem::Kind::Figures, "figures"},
    {RequestItem::Kind::Question, "question"}};
constexpr std::initializer_list<std::pair<RequestItem::State, const char *>> stateWords = {
    {RequestItem::State::Open, "open"},
    {RequestItem::State::Done, "done"},
    {RequestItem::State::Withdrawn, "withdrawn"}};
constexpr std::initializer_list<std::pair<SendingWay, const char *>> wayWords = {
    {SendingWay::Mail, "mail"}, {SendingWay::Copied, "copied"}, {SendingWay::File, "file"}};
constexpr std::initializer_list<std::pair<Evidence, const char *>> evidenceWords = {{Evidence::Observed, "observed"},
                                                                                    {Evidence::Declared, "declared"}};

struct ItemFigure
{
    const char *name;
    std::optional<int> *value;
};

QList<ItemFigure> figuresOf(RequestItem &item)
{
    return {{"everyDays", &item.backup.everyDays},     {"versionsExist", &item.backup.versionsExist},
            {"retainExtra", &item.backup.retainExtra}, {"versionsDeleted", &item.backup.versionsDeleted},
            {"retainOnly", &item.backup.retainOnly},   {"timesAYear", &item.archive.timesAYear},
            {"keepYears", &item.archive.keepYears}};
}

QJsonObject itemJson(RequestItem item)
{
    QJsonObject figures;
    for (const ItemFigure &figure : figuresOf(item))
        figures.insert(QLatin1String(figure.name),
                       *figure.value ? QJsonValue(**figure.value) : QJsonValue(QJsonValue::Null));
    return {{QStringLiteral("kind"), wordFor(item.kind, kindWords)},
            {QStringLiteral("server"), item.server},
            {QStringLiteral("storageNode"), item.storageNode},
            {QStringLiteral("folder"), jsonBytes(item.folder)},
            {QStringLiteral("text"), item.text},
            {QStringLiteral("figures"), figures},
            {QStringLiteral("reason"), item.reason},
            {QStringLiteral("evidence"), wordFor(item.evidence, evidenceWords)},
            {QStringLiteral("observedAt"), jsonMoment(item.observedAt)},
            {QStringLiteral("state"), wordFor(item.state, stateWords)},
            {QStringLiteral("endedAt"), jsonMoment(item.endedAt)},
            {QStringLiteral("endedWhy"), item.endedWhy}};
}

RequestItem readItem(JsonReader &reader)
{
    RequestItem item;
    item.kind = reader.choice("kind", kindWords);
    item.server = reader.text("server");
    item.storageNode = reader.text("storageNode");
    item.folder = reader.bytes("folder");
    item.text = reader.text("text");
    JsonReader figures = reader.object("figures");
    for (const ItemFigure &figure : figuresOf(item)) {
        if (!figures.isNull(figure.name))
            *figure.value = static_cast<int>(figures.integer(figure.name, NoLimit, std::numeric_limits<int>::max()));
    }
    figures.finish();
    item.reason = reader.text("reason");
    item.evidence = reader.choice("evidence", evidenceWords);
    item.observedAt = reader.moment("observedAt");
    item.state = reader.choice("state", stateWords);
    item.endedAt = reader.moment("endedAt");
    item.endedWhy = reader.text("endedWhy");
    return item;
}

Result<StorageRequest> requestFromRow(const StoredRow &row, const StoreLocation &location)
{
    const qint64 id = row.at(0).toLongLong();
    const Result<QJsonObject> object = parseJsonObject(row.at(1).toString().toUtf8());
    JsonFault fault;
    JsonReader reader(object ? QJsonValue(*object) : QJsonValue(), AppTr::tr("request %1").arg(id), fault);
    const StorageRequest request = readStorageRequest(reader);
    if (!fault.found() && request.id != id)
        reader.refuse("id", QString::number(request.id));
    if (fault.found())
        return fail(damagedError(location, fault.error().message));
    return request;
}

Result<void> putRequest(SealedTables &tables, const StorageRequest &request)
{
    return tables.put(Schema::storageRequests(), {request.id, compactJson(toJson(request))});
}

} // namespace

QJsonObject toJson(const StorageRequest &request)
{
    QJsonArray items;
    for (const RequestItem &item : request.items)
        items.append(itemJson(item));
    return {{QStringLiteral("id"), request.id},
            {QStringLiteral("createdAt"), jsonMoment(request.createdAt)},
            {QStringLiteral("createdBy"), request.createdBy},
            {QStringLiteral("note"), request.note},
            {QStringLiteral("sentAt"), jsonMoment(request.sentAt)},
            {QStringLiteral("sentBy"), request.sentBy},
            {QStringLiteral("way"), wordFor(request.way, wayWords)},
            {QStringLiteral("items"), items}};
}

StorageRequest readStorageRequest(JsonReader &reader)
{
    StorageRequest request;
    request.id = reader.integer("id", 1);
    request.createdAt = reader.moment("createdAt");
    request.createdBy = reader.text("createdBy");
    request.note = reader.text("note");
    request.sentAt = reader.moment("sentAt");
    request.sentBy = reader.text("sentBy");
    request.way = reader.choice("way", wayWords);
    request.items = reader.list<RequestItem>("items", readItem);
    return request;
}

Result<QList<StorageRequest>> readRequestRows(const SealedTables &tables)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::storageRequests());
    if (!rows)
        return fail(rows.error());
    QList<StorageRequest> requests;
    for (const StoredRow &row : *rows) {
        const Result<StorageRequest> request = requestFromRow(row, tables.connection().location());
        if (!request)
            return fail(request.error());
        requests.append(*request);
    }
    return requests;
}

Result<qint64> addRequestRow(SealedTables &tables, const StorageRequest &request)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::storageRequests());
    if (!rows)
        return fail(rows.error());
    StorageRequest numbered = request;
    numbered.id = rows->isEmpty() ? 1 : rows->last().first().toLongLong() + 1;
    if (const Result<void> done = putRequest(tables, numbered); !done)
        return fail(done.error());
    return numbered.id;
}

Result<void> replaceRequestRow(SealedTables &tables, const StorageRequest &before, const StorageRequest &after)
{
    const Result<QList<StoredRow>> rows = tables.matching(Schema::storageRequests(), {before.id});
    if (!rows)
        return fail(rows.error());
    const bool asSeen =
        !rows->isEmpty() && after.id == before.id && rows->first().at(1).toString() == compactJson(toJson(before));
    if (!asSeen)
        return fail(ErrorKind::Conflict,
                    AppTr::tr("Request %1 has been changed since it was shown; nothing was written.").arg(before.id),
                    AppTr::tr("Look at it again."));
    return putRequest(tables, after);
}

Result<void> writeRequestRows(SealedTables &tables, const QList<StorageRequest> &requests)
{
    if (const Result<void> done = tables.clear(Schema::storageRequests()); !done)
        return done;
    for (const StorageRequest &request : requests) {
        if (const Result<void> done = putRequest(tables, request); !done)
            return done;
    }
    return {};
}

} // namespace Nightkeep
