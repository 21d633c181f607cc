// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/historyrows.h"

#include "app/apptr.h"
#include "app/store/serverrows.h"
#include "models/history/snapshotthinning.h"

#include <QJsonDocument>
#include <QSet>
#include <QtEndian>

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qsizetype lengthBytes = 4;
constexpr quint32 largestSnapshot = 64 * 1024 * 1024; ///< unpacked: what claims to be more is none of ours

/// Empty for what is no compressed text.
QByteArray unpacked(const QByteArray &packed)
{
    if (packed.size() < lengthBytes || qFromBigEndian<quint32>(packed.constData()) > largestSnapshot)
        return {};
    return qUncompress(packed);
}

QByteArray momentKey(const QDateTime &moment)
{
    return momentText(moment).toLatin1();
}

QByteArray packed(const ServerSnapshot &snapshot)
{
    return qCompress(toPayload(snapshot).toUtf8());
}

QByteArray payloadOf(const ServerSnapshot &snapshot)
{
    QJsonArray disks;
    for (const Mount &mount : snapshot.mounts) {
        if (isFillingDisk(mount))
            disks.append(
                QJsonArray {QString::fromLatin1(percentEncoded(mount.target)), mount.totalBytes, mount.freeBytes});
    }
    const QByteArray sizes = QJsonDocument(disks).toJson(QJsonDocument::Compact);
    QByteArray payload(lengthBytes, '\0');
    qToBigEndian(quint32(sizes.size()), payload.data());
    return payload + sizes + packed(snapshot);
}

/// Where the snapshot begins; -1 for a payload that cannot be one.
qsizetype snapshotBegin(const QByteArray &payload)
{
    if (payload.size() < lengthBytes)
        return -1;
    const qsizetype begin = lengthBytes + qsizetype(qFromBigEndian<quint32>(payload.constData()));
    return begin > payload.size() ? -1 : begin;
}

Unexpected damaged(const SealedTables &tables, const QString &reason)
{
    return fail(damagedError(tables.connection().location(), reason));
}

Result<ServerSnapshot> snapshotOf(const SealedTables &tables, const StoredRow &row)
{
    const QByteArray payload = row.at(2).toByteArray();
    const qsizetype begin = snapshotBegin(payload);
    const QByteArray json = begin < 0 ? QByteArray() : unpacked(payload.mid(begin));
    return fromPayload<ServerSnapshot>(tables, json, AppTr::tr("a remembered snapshot"));
}

/// The sizes at the beginning of a payload, added to the server's series.
Result<void> addDisks(const SealedTables &tables, const QByteArray &payload, const QDateTime &at,
                      QList<DiskSeries> &series)
{
    const qsizetype begin = snapshotBegin(payload);
    const QJsonDocument disks =
        begin < 0 ? QJsonDocument() : QJsonDocument::fromJson(payload.mid(lengthBytes, begin - lengthBytes));
    if (!disks.isArray())
        return damaged(tables, AppTr::tr("A remembered snapshot has no sizes."));
    const QJsonArray list = disks.array();
    QSet<BytePath> seen;
    for (qsizetype i = list.size() - 1; i >= 0; --i) { // of two at one place the last one is seen
        const QJsonArray disk = list.at(i).toArray();
        const BytePath mount = percentDecoded(disk.at(0).toString().toLatin1());
        if (seen.contains(mount))
            continue;
        seen.insert(mount);
        const auto known =
            std::find_if(series.begin(), series.end(), [&mount](const DiskSeries &one) { return one.mount == mount; });
        const DiskPoint point {at, disk.at(1).toInteger(), disk.at(2).toInteger()};
        if (known == series.end())
            series.append({{}, mount, {point}});
        else
            known->points.append(point);
    }
    return {};
}

/// Keys alone: payloads are read only where they are wanted.
Result<QList<QDateTime>> timesOf(const SealedTables &tables, const QByteArray &key)
{
    const Result<QList<QVariantList>> rows = tables.connection().select(
        QStringLiteral("SELECT taken_at FROM nk_server_history WHERE name_key = ? ORDER BY taken_at"), {key});
    if (!rows)
        return fail(rows.error());
    QList<QDateTime> times;
    for (const QVariantList &row : *rows) {
        times.append(momentFromText(textOf(row.first())));
        if (!times.last().isValid())
            return damaged(tables, AppTr::tr("A remembered snapshot has no moment."));
    }
    return times;
}

Result<void> thinOut(SealedTables &tables, const QByteArray &key, const QDateTime &now)
{
    const Result<QList<QDateTime>> times = timesOf(tables, key);
    if (!times)
        return fail(times.error());
    const QList<QDateTime> kept = thinnedSnapshots(*times, now);
    for (const QDateTime &time : *times) {
        if (kept.contains(time))
            continue;
        if (const Result<void> done = tables.remove(Schema::serverHistory(), {key, momentKey(time)}); !done)
            return done;
    }
    return {};
}

} // namespace

Result<QList<QDateTime>> readHistoryTimes(const SealedTables &tables, const QByteArray &key)
{
    return timesOf(tables, key);
}

Result<std::optional<ServerSnapshot>> readHistoryAt(const SealedTables &tables, const QByteArray &key,
                                                    const QDateTime &moment)
{
    const Result<QList<QVariantList>> newest =
        tables.connection().select(QStringLiteral("SELECT taken_at FROM nk_server_history WHERE name_key = ?"
                                                  " AND taken_at <= ? ORDER BY taken_at DESC LIMIT 1"),
                                   {key, momentKey(moment)});
    if (!newest)
        return fail(newest.error());
    if (newest->isEmpty())
        return std::nullopt;
    const Result<QList<StoredRow>> rows =
        tables.matching(Schema::serverHistory(), {key, newest->first().first().toByteArray()});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return std::nullopt;
    const Result<ServerSnapshot> snapshot = snapshotOf(tables, rows->first());
    if (!snapshot)
        return fail(snapshot.error());
    return *snapshot;
}

Result<QList<ServerSnapshot>> readHistory(const SealedTables &tables, const QByteArray &key)
{
    const Result<QList<StoredRow>> rows = tables.matching(Schema::serverHistory(), {key});
    if (!rows)
        return fail(rows.error());
    QList<ServerSnapshot> history;
    for (const StoredRow &row : *rows) {
        const Result<ServerSnapshot> snapshot = snapshotOf(tables, row);
        if (!snapshot)
            return fail(snapshot.error());
        history.append(*snapshot);
    }
    return history;
}

Result<QList<DiskSeries>> readDiskSeries(const SealedTables &tables, const QDateTime &since)
{
    const Result<QList<KeyedServer>> servers = readKeyedServers(tables);
    if (!servers)
        return fail(servers.error());
    const Result<QList<QVariantList>> rows =
        tables.connection().select(QStringLiteral("SELECT name_key, taken_at, payload FROM nk_server_history"
                                                  " WHERE taken_at >= ? ORDER BY name_key, taken_at"),
                                   {momentKey(since)});
    if (!rows)
        return fail(rows.error());
    QHash<QByteArray, QList<DiskSeries>> ofServer;
    for (const QVariantList &row : *rows) {
        const Result<void> added = addDisks(tables, row.at(2).toByteArray(), momentFromText(textOf(row.at(1))),
                                            ofServer[row.at(0).toByteArray()]);
        if (!added)
            return fail(added.error());
    }
    QList<DiskSeries> all;
    for (const auto &[key, server] : *servers) {
        QList<DiskSeries> disks = ofServer.value(key);
        std::sort(disks.begin(), disks.end(),
                  [](const DiskSeries &one, const DiskSeries &other) { return one.mount < other.mount; });
        for (DiskSeries &disk : disks) {
            disk.server = server.name;
            all.append(disk);
        }
    }
    return all;
}

Result<void> rememberSnapshot(SealedTables &tables, const QByteArray &key, const ServerSnapshot &snapshot,
                              const QDateTime &now)
{
    const Result<QList<QDateTime>> times = timesOf(tables, key);
    if (!times)
        return fail(times.error());
    std::optional<ServerSnapshot> older; // what a workspace without a memory knew
    if (times->isEmpty()) {
        const Result<std::optional<ServerSnapshot>> latest = readSnapshotRow(tables, key);
        if (!latest)
            return fail(latest.error());
        older = *latest;
    }
    if (const Result<void> done = writeSnapshotRow(tables, key, snapshot); !done)
        return done;
    if (older) {
        if (const Result<void> done = writeHistoryRow(tables, key, *older); !done)
            return done;
    }
    if (const Result<void> done = writeHistoryRow(tables, key, snapshot); !done)
        return done;
    return thinOut(tables, key, now);
}

Result<void> writeHistoryRow(SealedTables &tables, const QByteArray &key, const ServerSnapshot &snapshot)
{
    if (!snapshot.takenAt.isValid())
        return {};
    return tables.put(Schema::serverHistory(), {key, momentKey(snapshot.takenAt), payloadOf(snapshot)});
}

PackedSnapshot packedSnapshot(const ServerSnapshot &snapshot)
{
    return {snapshot.takenAt, QString::fromLatin1(packed(snapshot).toBase64())};
}

ServerSnapshot unpackedSnapshot(const PackedSnapshot &packed, const JsonPlace &place, JsonFault &fault)
{
    const QByteArray::FromBase64Result bytes = QByteArray::fromBase64Encoding(
        packed.packed.toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    const Result<ServerSnapshot> snapshot =
        fromJsonText<ServerSnapshot>(bytes ? unpacked(*bytes) : QByteArray(), place.text());
    if (!snapshot)
        fault.refuse({{}, &place, "packed"}, AppTr::tr("what is packed there"));
    else if (snapshot->takenAt != packed.takenAt)
        fault.refuse({{}, &place, "takenAt"}, momentText(packed.takenAt));
    return snapshot.value_or(ServerSnapshot());
}

} // namespace Nightkeep
