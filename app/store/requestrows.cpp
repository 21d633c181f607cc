// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/requestrows.h"

#include "app/apptr.h"
#include "app/store/payload.h"

namespace Nightkeep {

namespace {

Result<StorageRequest> requestFromRow(const SealedTables &tables, const StoredRow &row)
{
    const qint64 id = row.at(0).toLongLong();
    const QString what = AppTr::tr("request %1").arg(id);
    Result<StorageRequest> request = fromPayload<StorageRequest>(tables, row.at(1), what);
    if (request && request->id != id)
        return fail(damagedError(tables.connection().location(),
                                 AppTr::tr("The %1 says that it is request %2.").arg(what).arg(request->id)));
    return request;
}

Result<void> putRequest(SealedTables &tables, const StorageRequest &request)
{
    return tables.put(Schema::storageRequests(), {request.id, toPayload(request)});
}

} // namespace

Result<QList<StorageRequest>> readRequestRows(const SealedTables &tables)
{
    const Result<QList<StoredRow>> rows = tables.all(Schema::storageRequests());
    if (!rows)
        return fail(rows.error());
    QList<StorageRequest> requests;
    for (const StoredRow &row : *rows) {
        const Result<StorageRequest> request = requestFromRow(tables, row);
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
    if (!rows->isEmpty()) {
        const Result<StorageRequest> stored = requestFromRow(tables, rows->first());
        if (!stored)
            return fail(stored.error());
        if (after.id == before.id && storedAlike(*stored, before))
            return putRequest(tables, after);
    }
    return fail(ErrorKind::Conflict,
                AppTr::tr("Request %1 has been changed since it was shown; nothing was written.").arg(before.id),
                AppTr::tr("Look at it again."));
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
