// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/serverhistory.h"

#include "app/apptr.h"
#include "app/store/maprows.h"
#include "app/store/packedpayload.h"
#include "app/store/serverchanges.h"
#include "models/history/snapshotthinning.h"

#include <QDataStream>
#include <QIODevice>
#include <QJsonDocument>
#include <QSet>
#include <QtEndian>
#include <QTimeZone>

#include <algorithm>
#include <limits>
#include <optional>

namespace Nightkeep {

namespace {

constexpr qsizetype lengthBytes = 4;

QByteArray momentKey(const QDateTime &moment)
{
    return momentText(moment).toLatin1();
}

QByteArray packed(const ServerSnapshot &snapshot)
{
    return qCompress(toPayload(snapshot));
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

ServerSnapshot snapshotOf(Collections &values, const StoredRow &row)
{
    const QByteArray payload = Collections::payloadOfRow(row);
    const qsizetype begin = snapshotBegin(payload);
    return values.valueFrom<ServerSnapshot>(begin < 0 ? QByteArray() : unpacked(payload.mid(begin)),
                                            AppTr::tr("a remembered snapshot"));
}

/// The sizes at the beginning of a payload, added to the server's series.
void addDisks(Collections &values, const QByteArray &payload, const QDateTime &at, QList<DiskSeries> &series)
{
    const qsizetype begin = snapshotBegin(payload);
    const QJsonDocument disks =
        begin < 0 ? QJsonDocument() : QJsonDocument::fromJson(payload.mid(lengthBytes, begin - lengthBytes));
    if (!disks.isArray())
        values.refuseDamaged(AppTr::tr("A remembered snapshot has no sizes."));
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
}

/// A row of disks, as numbers alone: there may be hundreds of thousands, and the pages read all of them each time. Of
/// each disk its name and how many points it has, of each point its milliseconds since 1970, total and free bytes.
constexpr QDataStream::Version formOfDisks = QDataStream::Qt_6_4;

QByteArray disksPayload(const QList<DiskSeries> &disks)
{
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    out.setVersion(formOfDisks);
    for (const DiskSeries &disk : disks) {
        out << disk.mount << quint32(disk.points.size());
        for (const DiskPoint &point : disk.points)
            out << point.at.toMSecsSinceEpoch() << point.totalBytes << point.freeBytes;
    }
    return payload;
}

/// Of each disk the points from a moment on; nothing where they cannot be read.
std::optional<QList<DiskSeries>> disksOf(const StoredRow &row, const QDateTime &since)
{
    constexpr qsizetype bytesOfPoint = 3 * sizeof(qint64);
    const qint64 from = since.isValid() ? since.toMSecsSinceEpoch() : std::numeric_limits<qint64>::min();
    const QTimeZone utc = QTimeZone::utc();
    QHash<qint64, QDateTime> moments; // the disks of a server have the same ones
    const QByteArray payload = Collections::payloadOfRow(row);
    QDataStream in(payload);
    in.setVersion(formOfDisks);
    QList<DiskSeries> all;
    while (!in.atEnd() && in.status() == QDataStream::Ok) {
        DiskSeries series;
        quint32 points = 0;
        in >> series.mount >> points;
        series.points.reserve(std::min(qsizetype(points), payload.size() / bytesOfPoint)); // it may say anything
        for (; points > 0 && in.status() == QDataStream::Ok; --points) {
            qint64 at = 0;
            DiskPoint point;
            in >> at >> point.totalBytes >> point.freeBytes;
            if (at < from)
                continue;
            QDateTime &moment = moments[at];
            if (!moment.isValid())
                moment = QDateTime::fromMSecsSinceEpoch(at, utc);
            point.at = moment;
            series.points.append(point);
        }
        if (!series.points.isEmpty())
            all.append(series);
    }
    if (in.status() != QDataStream::Ok)
        return std::nullopt;
    std::sort(all.begin(), all.end(),
              [](const DiskSeries &one, const DiskSeries &other) { return one.mount < other.mount; });
    return all;
}

QDateTime momentOfPart(Collections &values, const QByteArray &part)
{
    const QDateTime moment = momentFromText(QString::fromUtf8(part));
    if (!moment.isValid())
        values.refuseDamaged(AppTr::tr("A remembered snapshot has no moment."));
    return moment;
}

void thinOut(Collections &values, const QByteArray &key, const ServerSnapshot &latest, const QDateTime &now)
{
    const QList<QDateTime> times = historyTimes(values, key);
    // Of two clocks that disagree one is wrong, and it may be the one that would say what is old.
    const QList<QDateTime> kept = latest.clocksAgree() ? thinnedSnapshots(times, now) : thinnedByNumber(times);
    for (const QDateTime &time : times) {
        if (!kept.contains(time))
            values.removeRows(HistoryCollection, {key, momentKey(time)});
    }
}

} // namespace

QList<QDateTime> historyTimes(Collections &values, const QByteArray &key)
{
    values.prove(HistoryCollection, key);
    // Keys alone: payloads are read only where they are wanted.
    const QList<QVariantList> rows = values.select(
        1, QStringLiteral("SELECT part FROM nk_values WHERE collection = ? AND value_key = ? ORDER BY part"),
        {QByteArray(HistoryCollection), key});
    QList<QDateTime> times;
    for (const QVariantList &row : rows)
        times.append(momentOfPart(values, row.first().toByteArray()));
    return times;
}

std::optional<ServerSnapshot> historyAt(Collections &values, const QByteArray &key, const QDateTime &moment)
{
    values.prove(HistoryCollection, key);
    const QList<QVariantList> newest =
        values.select(1,
                      QStringLiteral("SELECT part FROM nk_values WHERE collection = ? AND value_key = ?"
                                     " AND part <= ? ORDER BY part DESC LIMIT 1"),
                      {QByteArray(HistoryCollection), key, momentKey(moment)});
    if (newest.isEmpty())
        return std::nullopt;
    const QList<StoredRow> rows = values.rows(HistoryCollection, {key, newest.first().first().toByteArray()});
    return rows.isEmpty() ? std::nullopt : std::optional(snapshotOf(values, rows.first()));
}

QHash<QByteArray, QList<ServerSnapshot>> wholeHistory(Collections &values)
{
    QHash<QByteArray, QList<ServerSnapshot>> history;
    for (const StoredRow &row : values.rows(HistoryCollection))
        history[Collections::keyOfRow(row)].append(snapshotOf(values, row));
    return history;
}

QList<ServerSnapshot> historyOf(Collections &values, const QByteArray &key)
{
    QList<ServerSnapshot> history;
    for (const StoredRow &row : values.rows(HistoryCollection, {key}))
        history.append(snapshotOf(values, row));
    return history;
}

QList<DiskSeries> storedDiskSeries(Collections &values, const QDateTime &since)
{
    const QList<StoredRow> rows = values.rows(DisksCollection);
    const auto read = mapRows(rows, [&since](const StoredRow &row) { return disksOf(row, since); });
    QHash<QByteArray, QList<DiskSeries>> ofServer;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (!read.at(i))
            values.refuseDamaged(AppTr::tr("The sizes of a server's disks cannot be read."));
        else
            ofServer.insert(Collections::keyOfRow(rows.at(i)), *read.at(i));
    }
    QList<DiskSeries> all;
    for (const auto &[key, server] : presentServers(values)) {
        for (DiskSeries &disk : ofServer[key]) {
            disk.server = server.name;
            all.append(disk);
        }
    }
    return all;
}

void rememberSnapshot(Collections &values, const QByteArray &key, const ServerSnapshot &snapshot, const QDateTime &now)
{
    if (historyTimes(values, key).isEmpty()) { // what a workspace without a memory knew
        if (const std::optional<ServerSnapshot> older = values.find<ServerSnapshot>(key))
            putHistory(values, key, *older);
    }
    values.put(key, snapshot);
    values.remove<StoredFailure>(key);
    putHistory(values, key, snapshot);
    deriveStandings(values, key, snapshot); // while the probe before it is there
    thinOut(values, key, snapshot, now);
    deriveDisks(values, key);
}

void putHistory(Collections &values, const QByteArray &key, const ServerSnapshot &snapshot)
{
    if (snapshot.takenAt.isValid())
        values.putRow(HistoryCollection, key, momentKey(snapshot.takenAt), payloadOf(snapshot));
}

void deriveDisks(Collections &values, const QByteArray &key)
{
    QList<DiskSeries> disks;
    for (const StoredRow &row : values.rows(HistoryCollection, {key}))
        addDisks(values, Collections::payloadOfRow(row), momentOfPart(values, Collections::partOfRow(row)), disks);
    if (disks.isEmpty())
        values.removeRows(DisksCollection, {key});
    else
        values.putRow(DisksCollection, key, {}, disksPayload(disks));
}

void deriveStandings(Collections &values, const QByteArray &key, const ServerSnapshot &latest)
{
    const Server server = values.find<StoredServer>(key).value_or(StoredServer()).server;
    std::optional<QList<QDateTime>> times; // of earlier probes; asked for only where one is wanted
    const auto earlier = [&]() -> std::optional<ServerSnapshot> {
        if (!times) {
            times = historyTimes(values, key);
            times->removeIf([&latest](const QDateTime &time) { return time >= latest.takenAt; });
        }
        return times->isEmpty() ? std::nullopt : historyAt(values, key, times->takeLast());
    };
    const QList<CoverageRow> rows = server.wanted.isEmpty() ? QList<CoverageRow>() : compareCoverage(server, latest);
    const StoredStandings before = values.find<StoredStandings>(key).value_or(StoredStandings());
    const StoredStandings after {folderStandings(server, rows, latest.takenAt, before.folders, earlier)};
    if (after.folders == before.folders)
        return;
    if (after.folders.isEmpty())
        values.remove<StoredStandings>(key);
    else
        values.put(key, after);
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
