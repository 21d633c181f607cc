// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/coursereadings.h"

#include "app/apptr.h"
#include "app/store/maprows.h"
#include "app/store/packedpayload.h"
#include "app/store/recording.h"
#include "app/store/workspacejson.h"

#include <QCryptographicHash>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <tuple>
#include <type_traits>

namespace Nightkeep {

namespace {

constexpr const char *readingCourses = "course";
constexpr const char *readingRecords = "course-record";
constexpr const char *readingFiles = "course-file";
constexpr const char *readingLogs = "course-log";
constexpr const char *readingUsage = "course-usage";

struct ReadingCourses
{
    QList<CourseState> list;

    static constexpr auto fields() { return std::tuple {Field {"courses", &ReadingCourses::list}}; }
};

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

constexpr int readingDigits = 10;

QByteArray readingPartOfCourse(qint64 course)
{
    return QByteArray::number(course).rightJustified(readingDigits, '0');
}

/// Of numbers that share a row: "0000000032-0000000063". No earlier part is named so.
QByteArray readingPartOfNumbers(qulonglong number)
{
    constexpr qulonglong together = readingNumbersInRow;
    const auto word = [](qulonglong one) { return QByteArray::number(one).rightJustified(readingDigits, '0'); };
    const qulonglong first = number - number % together;
    return word(first) + '-' + word(first + together - 1);
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
    const bool inCourses = file.place == CopyPlace::CourseFolder;
    if (inCourses && isNumber)
        return place + readingPartOfNumbers(folder.toULongLong());
    // Earlier parts were a course's folder, or the three digits alone, which may be the same number.
    return place + (inCourses ? "other-" : "")
        + QCryptographicHash::hash(file.path, QCryptographicHash::Sha1).toHex().left(3);
}

bool readingRecordBefore(const FileRecord &a, const FileRecord &b)
{
    return std::tie(a.hash, a.course, a.area, a.name, a.made, a.bytes)
        < std::tie(b.hash, b.course, b.area, b.name, b.made, b.bytes);
}

/// What belongs into the rows of a collection, by part.
template<typename T> using ReadingGroups = QMap<QByteArray, QList<const T *>>;

template<typename T> ReadingGroups<T> readingGroups(const QList<T> &all, QByteArray (*partFor)(const T &))
{
    QHash<QByteArray, qsizetype> counts;
    ReadingGroups<T> groups;
    for (const T &one : all) {
        const QByteArray part = partFor(one);
        const qsizetype further = counts[part]++ / readingRowSize;
        groups[further == 0 ? part : part + '/' + QByteArray::number(further)].append(&one);
    }
    return groups;
}

template<typename Row, typename T> QByteArray readingPacked(const QList<const T *> &group)
{
    Row row;
    row.list.reserve(group.size());
    for (const T *one : group)
        row.list.append(*one);
    return packed(row);
}

using ReadingParts = QMap<QByteArray, QByteArray>; ///< packed payloads by part

template<typename Row, typename T> ReadingParts readingParts(Collections &values, const ReadingGroups<T> &groups)
{
    const QByteArrayList payloads = mapRows(groups.values(), readingPacked<Row, T>);
    ReadingParts parts;
    auto payload = payloads.cbegin();
    for (auto group = groups.cbegin(); group != groups.cend(); ++group, ++payload) {
        refuseUnpacked(values, *payload);
        parts.insert(parts.cend(), group.key(), *payload);
    }
    return parts;
}

/// What is to be written so that the rows of a collection are as they should be.
struct ReadingChange
{
    ReadingParts fresh;
    ReadingParts changed;
    QByteArrayList gone;
};

/// By what is known to be stored, in rows of these parts: an earlier program has spread it otherwise.
template<typename Row, typename T>
ReadingChange readingChange(Collections &values, const ReadingGroups<T> &now, const ReadingGroups<T> &known,
                            const QByteArrayList &stored)
{
    const auto isEqual = [](const T *one, const T *other) { return *one == *other; };
    const QSet<QByteArray> parts(stored.cbegin(), stored.cend());
    ReadingGroups<T> fresh;
    ReadingGroups<T> changed;
    for (auto group = now.cbegin(); group != now.cend(); ++group) {
        const auto before = known.constFind(group.key());
        if (!parts.contains(group.key()))
            fresh.insert(group.key(), *group);
        else if (before == known.cend()
                 || !std::equal(group->cbegin(), group->cend(), before->cbegin(), before->cend(), isEqual))
            changed.insert(group.key(), *group);
    }
    ReadingChange change {readingParts<Row>(values, fresh), readingParts<Row>(values, changed), {}};
    for (const QByteArray &part : stored) {
        if (!now.contains(part))
            change.gone.append(part);
    }
    return change;
}

/// By the rows that are stored.
ReadingChange readingChange(const ReadingParts &now, const QList<StoredRow> &stored)
{
    ReadingChange change;
    change.fresh = now;
    for (const StoredRow &row : stored) {
        const QByteArray part = Collections::partOfRow(row);
        const auto wanted = now.constFind(part);
        change.fresh.remove(part);
        if (wanted == now.cend())
            change.gone.append(part);
        else if (*wanted != Collections::payloadOfRow(row))
            change.changed.insert(part, *wanted);
    }
    return change;
}

/// What of a reading is in one collection: T in rows of Row.
template<typename Row, typename T> struct ReadingKind
{
    const char *collection;
    QByteArray (*partFor)(const T &);
};

/// Gives how many rows it wrote or removed: those that are as they were are left alone. `known`: null, or what is
/// stored.
template<typename Row, typename T>
qint64 putReadingKind(Collections &values, const QByteArray &site, const ReadingKind<Row, T> &kind, const QList<T> &now,
                      const QList<T> *known)
{
    if (known && now == *known)
        return 0;
    const ReadingGroups<T> groups = readingGroups(now, kind.partFor);
    const ReadingChange change = known
        ? readingChange<Row>(values, groups, readingGroups(*known, kind.partFor), values.parts(kind.collection, site))
        : readingChange(readingParts<Row>(values, groups), values.rows(kind.collection, {site}));
    values.removeParts(kind.collection, site, change.gone + change.changed.keys());
    values.putNewRows(kind.collection, site, change.fresh);
    values.putNewRows(kind.collection, site, change.changed);
    return change.gone.size() + change.fresh.size() + change.changed.size();
}

QString readingName()
{
    return AppTr::tr("what was read of a site's courses");
}

template<Described T> T readingValue(Collections &values, const StoredRow &row)
{
    return values.valueFrom<T>(unpacked(Collections::payloadOfRow(row)), readingName());
}

template<Described Row> Result<Row> readingRow(const StoredRow &row, const QString &name)
{
    const QByteArray payload = unpacked(Collections::payloadOfRow(row));
    if constexpr (std::is_same_v<Row, ReadingCourses>) {
        // Of an earlier program: a course had a row of its own. A number below 0 has its sign further to the left.
        if (Collections::partOfRow(row).indexOf('-') < readingDigits)
            return fromJsonText<CourseState>(payload, name).map([](const CourseState &one) { return Row {{one}}; });
    }
    return fromJsonText<Row>(payload, name);
}

/// What the rows of a site in one collection hold, in any order.
template<Described Row> auto readingList(Collections &values, const char *collection, const QByteArray &site)
{
    const QString name = readingName();
    const QList<Result<Row>> rows =
        mapRows(values.rows(collection, {site}), [&name](const StoredRow &row) { return readingRow<Row>(row, name); });
    decltype(Row::list) all;
    for (const Result<Row> &row : rows) {
        if (!row)
            values.refuseDamaged(row.error().message);
        else
            all += row->list;
    }
    return all;
}

std::optional<CourseReading> storedReading(Collections &values, const QByteArray &site)
{
    const std::optional<CourseReadingHead> head = values.find<CourseReadingHead>(site);
    if (!head)
        return std::nullopt;
    CourseReading reading;
    reading.head = *head;
    reading.courses = readingList<ReadingCourses>(values, readingCourses, site);
    reading.records = readingList<ReadingRecords>(values, readingRecords, site);
    reading.files = readingList<ReadingFiles>(values, readingFiles, site);
    std::sort(reading.courses.begin(), reading.courses.end(),
              [](const CourseState &a, const CourseState &b) { return a.id < b.id; });
    std::sort(reading.records.begin(), reading.records.end(), readingRecordBefore);
    std::sort(reading.files.begin(), reading.files.end(), isBefore);
    return reading;
}

QList<FileRecord> readingSorted(QList<FileRecord> records)
{
    std::sort(records.begin(), records.end(), readingRecordBefore); // a database gives them in any order
    return records;
}

QByteArray readingPartOf(const CourseState &course)
{
    return readingPartOfNumbers(qulonglong(course.id));
}

qint64 putReading(Collections &values, const QByteArray &site, const CourseReading &reading, const CourseReading *known)
{
    const std::optional<CourseReadingHead> before = values.find<CourseReadingHead>(site);
    if (values.failed())
        return 0;
    if (known && (!before || *before != known->head)) // somebody else has written since
        known = nullptr;
    CourseReadingHead head = reading.head;
    head.revision = (before ? before->revision : 0) + 1;
    values.put(site, head);
    const QList<FileRecord> records = readingSorted(reading.records);
    const QList<FileRecord> knownRecords = known ? readingSorted(known->records) : QList<FileRecord>();
    return putReadingKind<ReadingCourses, CourseState>(values, site, {readingCourses, readingPartOf}, reading.courses,
                                                       known ? &known->courses : nullptr)
        + putReadingKind<ReadingRecords, FileRecord>(values, site, {readingRecords, readingPartOfRecord}, records,
                                                     known ? &knownRecords : nullptr)
        + putReadingKind<ReadingFiles, FoundFile>(values, site, {readingFiles, readingPartOfFile}, reading.files,
                                                  known ? &known->files : nullptr);
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
                                                 const std::optional<UsagePoint> &usage, const CourseReading *known)
{
    qint64 rows = 0;
    return write([&](Collections &values) {
               const QByteArray key = readingSite(values, site);
               rows = putReading(values, key, reading, known);
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
