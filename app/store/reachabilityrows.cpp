// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/reachabilityrows.h"

#include "app/apptr.h"
#include "app/store/serverrows.h"
#include "app/store/sqlerror.h"

namespace Nightkeep {

namespace {

template<typename T>
Result<std::optional<T>> readAnswer(const SealedTables &tables, const QString &server, const QByteArray &kind,
                                    T (*read)(JsonReader &))
{
    const Result<std::optional<QJsonObject>> payload = readObservationRow(tables, server, kind);
    if (!payload)
        return fail(payload.error());
    if (!*payload)
        return std::nullopt;
    JsonFault fault;
    JsonReader reader(**payload, AppTr::tr("answer of %1").arg(server), fault);
    T answer = read(reader);
    if (fault.found())
        return fail(damagedError(tables.connection().location(), fault.error().message));
    return answer;
}

} // namespace

Result<std::optional<WebAnswer>> readWebRow(const SealedTables &tables, const QString &server)
{
    return readAnswer<WebAnswer>(tables, server, "web", readWebAnswer);
}

Result<void> writeWebRow(SealedTables &tables, const QString &server, const WebAnswer &answer)
{
    return writeObservationRow(tables, server, "web", toJson(answer));
}

Result<std::optional<DatabaseAnswer>> readDatabaseRow(const SealedTables &tables, const QString &server)
{
    return readAnswer<DatabaseAnswer>(tables, server, "database", readDatabaseAnswer);
}

Result<void> writeDatabaseRow(SealedTables &tables, const QString &server, const DatabaseAnswer &answer)
{
    return writeObservationRow(tables, server, "database", toJson(answer));
}

} // namespace Nightkeep
