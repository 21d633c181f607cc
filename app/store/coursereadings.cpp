// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/coursereadings.h"

#include "app/apptr.h"
#include "app/store/packedpayload.h"
#include "app/store/recording.h"
#include "app/store/workspacejson.h"

#include <QCryptographicHash>
#include <QMap>

#include <algorithm>
#include <tuple>

namespace Nightkeep {

namespace {

constexpr const char *readingCourses = "course";
constexpr const char *readingRecords = "course-record";
constexpr const char *readingFiles = "course-file";
constexpr const char *readingLogs = "course-log";
constexpr const char *readingUsage = "course-usage";

struct ReadingRecords
{
    QList<FileRecord> list;

    static constexpr auto fields() { return std::tuple {Field {"records", &ReadingRecords::list}}; }
};

struct ReadingFiles
{
    QList<FoundFile> list;

    static constexpr auto fields() { return std::tuple {Field {"files", &ReadingFiles::list}}; }
};

QByteArray readingPartOfCourse(qint64 course)
{
    return QByteArray::number(course).rightJustified(10, '0');
}

QByteArray readingPartOfRecord(const FileRecord &record)
{
    return record.hash.left(3);
}

QByteArray readingPartOfDay(const QDate &day)
{
    return day.toString(Qt::ISODate).toLatin1();
}

/// In a course's folder by its number, which its path begins with; else spread evenly.
QByteArray readingPartOfFile(const FoundFile &file)
{
    const QByteArray place = nameOf(file.place).toLatin1() + '/';
    if (file.place == CopyPlace::Pool || file.place == CopyPlace::Trash)
        return place + file.path.left(3);
    const QByteArray folder = file.path.left(std::max<qsizetype>(file.path.indexOf('/'), 0));
    const bool isNumber = !folder.isEmpty() && folder.size() <= 20
        && std::all_of(folder.cbegin(), folder.cend(), [](char c) { return c >= '0' && c <= '9'; });
    if (file.place == CopyPlace::CourseFolder && isNumber)
        return place + folder;
    return place + QCryptographicHash::hash(file.path, QCryptographicHash::Sha1).toHex().left(3);
}

bool readingRecordBefore(const FileRecord &a, const FileRecord &b)
{
    return std::tie(a.hash, a.course, a.area, a.name, a.made, a.bytes)
        < std::tie(b.hash, b.course, b.area, b.name, b.made, b.bytes);
}

/// The rows of a site in one collection: part and packed payload.
using ReadingParts = QMap<QByteArray, QByteArray>;

template<typename Row, typename T>
ReadingParts readingParts(Collections &values, const QList<T> &all, QByteArray (*partFor)(const T &))
{
    QHash<QByteArray, qsizetype> counts;
    QMap<QByteArray, Row> rows;
    for (const T &one : all) {
        const QByteArray part = partFor(one);
        const qsizetype further = counts[part]++ / readingRowSize;
        rows[further == 0 ? part : part + '/' + QByteArray::number(further)].list.append(one);
    }
    ReadingParts parts;
    for (auto row = rows.cbegin(); row != rows.cend(); ++row)
        parts.insert(row.key(), packedPayload(values, row.value()));
    return parts;
}

/// Gives how many rows it wrote or removed: those that are as they were are left alone.
qint64 putReadingParts(Collections &values, const char *collection, const QByteArray &site, const ReadingParts &parts)
{
    QSet<QByteArray> same;
    QByteArrayList gone;
    for (const StoredRow &row : values.rows(collection, {site})) {
        const QByteArray part = Collections::partOfRow(row);
        const auto wanted = parts.constFind(part);
        if (wanted == parts.cend())
            gone.append(part);
        else if (*wanted == Collections::payloadOfRow(row))
            same.insert(part);
    }
    for (const QByteArray &part : std::as_const(gone))
        values.removeRows(collection, {site, part});
    for (auto part = parts.cbegin(); part != parts.cend(); ++part) {
        if (!same.contains(part.key()))
            values.putRow(collection, site, part.key(), part.value());
    }
    return gone.size() + parts.size() - same.size();
}

template<Described T> T readingValue(Collections &values, const StoredRow &row)
{
    return values.valueFrom<T>(unpacked(Collections::payloadOfRow(row)),
                               AppTr::tr("what was read of a site's courses"));
}

/// All values of a site in one collection, in any order.
template<typename Row> auto readingList(Collections &values, const char *collection, const QByteArray &site)
{
    decltype(Row::list) all;
    for (const StoredRow &row : values.rows(collection, {site}))
        all += readingValue<Row>(values, row).list;
    return all;
}

std::optional<CourseReading> storedReading(Collections &values, const QByteArray &site)
{
    const std::optional<CourseReadingHead> head = values.find<CourseReadingHead>(site);
    if (!head)
        return std::nullopt;
    CourseReading reading;
    reading.head = *head;
    for (const StoredRow &row : values.rows(readingCourses, {site}))
        reading.courses.append(readingValue<CourseState>(values, row));
    reading.records = readingList<ReadingRecords>(values, readingRecords, site);
    reading.files = readingList<ReadingFiles>(values, readingFiles, site);
    std::sort(reading.courses.begin(), reading.courses.end(),
              [](const CourseState &a, const CourseState &b) { return a.id < b.id; });
    std::sort(reading.records.begin(), reading.records.end(), readingRecordBefore);
    std::sort(reading.files.begin(), reading.files.end(), isBefore);
    return reading;
}

qint64 putReading(Collections &values, const QByteArray &site, const CourseReading &reading)
{
    const std::optional<CourseReadingHead> before = values.find<CourseReadingHead>(site);
    if (values.failed())
        return 0;
    CourseReadingHead head = reading.head;
    head.revision = (before ? before->revision : 0) + 1;
    values.put(site, head);

    ReadingParts courses;
    for (const CourseState &course : reading.courses)
        courses.insert(readingPartOfCourse(course.id), packedPayload(values, course));
    QList<FileRecord> records = reading.records; // a database gives them in any order
    std::sort(records.begin(), records.end(), readingRecordBefore);
    return putReadingParts(values, readingCourses, site, courses)
        + putReadingParts(values, readingRecords, site,
                          readingParts<ReadingRecords>(values, records, readingPartOfRecord))
        + putReadingParts(values, readingFiles, site,
                          readingParts<ReadingFiles>(values, reading.files, readingPartOfFile));
}

/// At whatever moment of the day they were listed.
bool readingIsSameUsage(UsagePoint one, const UsagePoint &other)
{
    one.at = other.at;
    return one == other;
}

/// The key of a site that must be in the workspace.
QByteArray readingSite(Collections &values, const QString &site)
{
    const QByteArray key = lookupKey(site);
    if (!values.find<Site>(key))
        values.refuse(ErrorKind::NotFound, AppTr::tr("The site %1 is not in this workspace any more.").arg(site),
                      AppTr::tr("Add it again, or choose another site."));
    return key;
}

} // namespace

void dropCourseReading(Collections &values, const QByteArray &site)
{
    values.remove<CourseReadingHead>(site);
    for (const char *collection : {readingCourses, readingRecords, readingFiles, readingLogs, readingUsage})
        values.removeRows(collection, {site});
}

QList<UsagePoint> storedUsage(Collections &values, const QByteArray &site)
{
    QList<UsagePoint> points;
    for (const StoredRow &row : values.rows(readingUsage, {site}))
        points.append(readingValue<UsagePoint>(values, row));
    return points;
}

void putUsage(Collections &values, const QByteArray &site, const QList<UsagePoint> &added)
{
    QMap<QDate, UsagePoint> points;
    for (const UsagePoint &point : storedUsage(values, site))
        points.insert(point.day, point);
    for (const UsagePoint &point : added) {
        const auto known = points.constFind(point.day);
        if (!point.day.isValid() || (known != points.cend() && readingIsSameUsage(*known, point)))
            continue;
        points.insert(point.day, point);
        values.putRow(readingUsage, site, readingPartOfDay(point.day), packedPayload(values, point));
    }
    for (const QDate &day : usageDaysToDrop(points.keys()))
        values.removeRows(readingUsage, {site, readingPartOfDay(day)});
}

void moveUsage(Collections &values, const QByteArray &from, const QByteArray &to)
{
    for (const StoredRow &row : values.rows(readingUsage, {from}))
        values.putRow(readingUsage, to, Collections::partOfRow(row), Collections::payloadOfRow(row));
}

Result<std::optional<CourseReadingHead>> WorkspaceStore::courseReadingHead(const QString &site) const
{
    return read([&](Collections &values) { return values.find<CourseReadingHead>(lookupKey(site)); });
}

Result<std::optional<CourseReading>> WorkspaceStore::courseReading(const QString &site) const
{
    return read([&](Collections &values) { return storedReading(values, lookupKey(site)); });
}

Result<qint64> WorkspaceStore::saveCourseReading(const QString &site, const CourseReading &reading,
                                                 const std::optional<UsagePoint> &usage)
{
    qint64 rows = 0;
    return write([&](Collections &values) {
               const QByteArray key = readingSite(values, site);
               rows = putReading(values, key, reading);
               if (usage)
                   putUsage(values, key, {*usage});
           })
        .map([&rows] { return rows; });
}

Result<QList<UsagePoint>> WorkspaceStore::usagePoints(const QString &site) const
{
    return read([&](Collections &values) { return storedUsage(values, lookupKey(site)); });
}

Result<void> WorkspaceStore::saveUsagePoints(const QString &site, const QList<UsagePoint> &points)
{
    return write([&](Collections &values) { putUsage(values, readingSite(values, site), points); });
}

Result<std::optional<CourseLog>> WorkspaceStore::courseLog(const QString &site, qint64 course) const
{
    return read([&](Collections &values) -> std::optional<CourseLog> {
        const QList<StoredRow> rows = values.rows(readingLogs, {lookupKey(site), readingPartOfCourse(course)});
        return rows.isEmpty() ? std::nullopt : std::optional(readingValue<CourseLog>(values, rows.first()));
    });
}

Result<void> WorkspaceStore::saveCourseLog(const QString &site, const CourseLog &log)
{
    return write([&](Collections &values) {
        values.putRow(readingLogs, readingSite(values, site), readingPartOfCourse(log.course),
                      packedPayload(values, log));
    });
}

} // namespace Nightkeep
