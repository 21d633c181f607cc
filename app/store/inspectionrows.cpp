// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/inspectionrows.h"

#include "app/apptr.h"
#include "app/store/serverrows.h"
#include "app/store/sqlerror.h"

namespace Nightkeep {

namespace {

const QByteArray ratesKind = QByteArrayLiteral("change-rate");
const QByteArray previewKind = QByteArrayLiteral("preview");

/// Reads a payload of the kind strictly; nothing where there is none.
template<typename T, typename F>
Result<std::optional<T>> readAnswer(const SealedTables &tables, const QString &server, const QByteArray &kind, F read)
{
    const Result<std::optional<QJsonObject>> payload = readObservationRow(tables, server, kind);
    if (!payload)
        return fail(payload.error());
    if (!*payload)
        return std::optional<T>();
    JsonFault fault;
    JsonReader reader(**payload, AppTr::tr("answer of %1").arg(server), fault);
    T answer = read(reader);
    reader.finish();
    if (fault.found())
        return fail(damagedError(tables.connection().location(), fault.error().message));
    return std::optional<T>(std::move(answer));
}

} // namespace

Result<std::optional<ChangeRates>> readChangeRatesRow(const SealedTables &tables, const QString &server)
{
    return readAnswer<ChangeRates>(tables, server, ratesKind, readChangeRates);
}

Result<void> writeChangeRatesRow(SealedTables &tables, const QString &server, const ChangeRates &rates)
{
    return writeObservationRow(tables, server, ratesKind, toJson(rates));
}

Result<QList<BackupPreview>> readPreviewsRow(const SealedTables &tables, const QString &server)
{
    const Result<std::optional<QList<BackupPreview>>> previews =
        readAnswer<QList<BackupPreview>>(tables, server, previewKind, [](JsonReader &reader) {
            return reader.list<BackupPreview>("previews", readBackupPreview);
        });
    if (!previews)
        return fail(previews.error());
    return previews->value_or(QList<BackupPreview>());
}

Result<void> writePreviewsRow(SealedTables &tables, const QString &server, const QList<BackupPreview> &previews)
{
    QJsonArray array;
    for (const BackupPreview &preview : previews)
        array.append(toJson(preview));
    return writeObservationRow(tables, server, previewKind, {{QStringLiteral("previews"), array}});
}

} // namespace Nightkeep
