// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What lies in archives, as their manifests have it. By the run's id a head ("manifest"); of each some thousand files,
// by run and number, rows of few ("manifest-file"), so that one of them is read with little else; where in the archives
// a course is, by the last digits of its number and the run ("manifest-course"); and all names, by run, to be looked
// through ("manifest-name"). Not in the exported document: an archive's manifest can be read anew.
#include "app/store/cataloguevalues.h"
#include "app/store/packedlist.h"
#include "app/store/recording.h"
#include "app/store/workspacejson.h"

#include <QByteArrayMatcher>

#include <algorithm>
#include <utility>

namespace Nightkeep {

namespace {

/// A manifest but for its files.
struct ManifestHead
{
    ArchiveRun run;
    qint64 tarBytes = -1;
    QByteArray tarSha256;
    QDateTime finishedAt;
    QByteArray sha256;
    qint64 count = 0; ///< of its files

    static constexpr auto fields()
    {
        return std::tuple {Field {"run", &ManifestHead::run},
                           Field {"tarBytes", &ManifestHead::tarBytes},
                           Field {"tarSha256", &ManifestHead::tarSha256},
                           Field {"finishedAt", &ManifestHead::finishedAt},
                           Field {"sha256", &ManifestHead::sha256},
                           Field {"count", &ManifestHead::count}.from(0, 1'000'000'000)};
    }
};

} // namespace

template<> inline constexpr const char *CollectionOf<ManifestHead> = "manifest";

namespace {

constexpr const char *manifestNames = "manifest-name";
constexpr qsizetype manifestBlockSize = 2000; ///< files that share a key, which is sealed by itself
constexpr qsizetype manifestRowSize = 50;
constexpr qint64 manifestCourseKeys = 64;

QString manifestWords()
{
    return AppTr::tr("the files of an archive");
}

QByteArray manifestNumber(qsizetype number)
{
    return QByteArray::number(number).rightJustified(10, '0');
}

QByteArray manifestBlockKey(const QByteArray &run, qsizetype position)
{
    return run + '/' + manifestNumber(position - position % manifestBlockSize);
}

QByteArray manifestCourseKey(qint64 course)
{
    return QByteArray::number((course % manifestCourseKeys + manifestCourseKeys) % manifestCourseKeys)
        .rightJustified(2, '0');
}

/// What the manifest says, or where it says nothing, in which course's folder the file was.
std::optional<qint64> manifestCourse(const ArchivedFile &file)
{
    if (file.course)
        return file.course;
    const qsizetype slash = file.path.indexOf("/backupdata/");
    bool isNumber = false;
    const qint64 course = slash > 0 ? file.path.left(slash).toLongLong(&isNumber) : 0;
    return isNumber ? std::optional(course) : std::nullopt;
}

/// As names are compared: case does not count, and what ends a line is none of it.
QByteArray manifestFolded(const QString &text)
{
    QByteArray folded = text.toCaseFolded().toUtf8();
    std::replace_if(
        folded.begin(), folded.end(), [](char c) { return c == '\n' || c == '\t' || c == '\0'; }, ' ');
    return folded;
}

QByteArray manifestLine(const ArchivedFile &file)
{
    return manifestFolded(file.shortName) + '\t'
        + manifestFolded(QString::fromUtf8(file.path.mid(file.path.lastIndexOf('/') + 1))) + '\n';
}

/// Whether a line is of a course of that folded name.
bool manifestIsNamed(const QByteArray &line, const QByteArray &name)
{
    return line.startsWith('\t') ? line.contains('-' + name + '-') : line.startsWith(name + '\t');
}

QByteArray manifestPacked(Collections &values, const QByteArray &text)
{
    constexpr int quickest = 1;
    const QByteArray payload = text.size() > qsizetype(largestPayload) ? QByteArray() : qCompress(text, quickest);
    refuseUnpacked(values, payload);
    return payload;
}

void dropManifest(Collections &values, const QByteArray &key, qint64 count)
{
    for (qsizetype begin = 0; begin < count; begin += manifestBlockSize)
        values.removeRows(ArchivedCollection, {manifestBlockKey(key, begin)});
    for (qint64 course = 0; course < manifestCourseKeys; ++course)
        values.removeParts(ArchivedCourseCollection, manifestCourseKey(course), {key});
    values.removeRows(manifestNames, {key});
}

void putManifestFiles(Collections &values, const QByteArray &key, const QList<ArchivedFile> &files)
{
    for (qsizetype block = 0; block < files.size(); block += manifestBlockSize) {
        const qsizetype end = std::min(block + manifestBlockSize, files.size());
        QMap<QByteArray, QByteArray> rows;
        for (qsizetype begin = block; begin < end; begin += manifestRowSize)
            rows.insert(manifestNumber(begin),
                        packedPayload(values, PackedRow<ArchivedFile> {files.mid(begin, manifestRowSize)}));
        values.putNewRows(ArchivedCollection, manifestBlockKey(key, block), rows);
    }
}

void putManifestIndex(Collections &values, const QByteArray &key, const QList<ArchivedFile> &files)
{
    QMap<QByteArray, QByteArray> courses; // "24881 17\n", a course and where in the archive
    QMap<QByteArray, QByteArray> names;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const ArchivedFile &file = files.at(i);
        if (const std::optional<qint64> course = manifestCourse(file))
            courses[manifestCourseKey(*course)] += QByteArray::number(*course) + ' ' + QByteArray::number(i) + '\n';
        names[manifestNumber(i - i % manifestBlockSize)] += manifestLine(file);
    }
    for (auto course = courses.cbegin(); course != courses.cend(); ++course)
        values.putRow(ArchivedCourseCollection, course.key(), key, manifestPacked(values, *course));
    for (QByteArray &text : names)
        text = manifestPacked(values, text);
    values.putNewRows(manifestNames, key, names);
}

using ManifestPlaces = QMap<QByteArray, QList<qsizetype>>; ///< where in which archive, by the run's key, ascending

ManifestPlaces manifestPlacesOfCourse(Collections &values, qint64 course)
{
    ManifestPlaces places;
    const QByteArray wanted = QByteArray::number(course) + ' ';
    for (const StoredRow &row : values.rows(ArchivedCourseCollection, {manifestCourseKey(course)})) {
        const QByteArrayList lines = unpacked(Collections::payloadOfRow(row)).split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith(wanted))
                places[Collections::partOfRow(row)].append(line.mid(wanted.size()).toLongLong());
        }
    }
    return places;
}

/// The lines of a text in which something is, by their numbers.
QList<qsizetype> manifestLinesWith(const QByteArray &text, const QByteArrayMatcher &wanted, bool isWholeName)
{
    QList<qsizetype> lines;
    qsizetype line = 0;
    qsizetype counted = 0; // up to where lines are
    for (qsizetype found = wanted.indexIn(text); found >= 0;) {
        line += std::count(text.cbegin() + counted, text.cbegin() + found, '\n');
        const qsizetype begin = text.lastIndexOf('\n', found) + 1;
        counted = text.indexOf('\n', found);
        const qsizetype end = counted < 0 ? text.size() : counted;
        if (!isWholeName || manifestIsNamed(text.mid(begin, end - begin), wanted.pattern()))
            lines.append(line);
        if (counted < 0)
            break;
        found = wanted.indexIn(text, counted);
    }
    return lines;
}

ManifestPlaces manifestPlacesOfText(Collections &values, const QByteArray &text, bool isWholeName)
{
    const QByteArrayMatcher wanted(text);
    const QList<StoredRow> rows = values.rows(manifestNames);
    const QList<QList<qsizetype>> found = mapRows(rows, [&wanted, isWholeName](const StoredRow &row) {
        return manifestLinesWith(unpacked(Collections::payloadOfRow(row)), wanted, isWholeName);
    });
    ManifestPlaces places;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const qsizetype first = Collections::partOfRow(rows.at(i)).toLongLong();
        for (const qsizetype line : found.at(i))
            places[Collections::keyOfRow(rows.at(i))].append(first + line);
    }
    return places;
}

/// Rows of files: those in which one of these places is, or of no places all.
QList<StoredRow> manifestRows(Collections &values, const QByteArray &key, qint64 count,
                              const std::optional<QList<qsizetype>> &places)
{
    QList<StoredRow> rows;
    if (!places) {
        for (qsizetype begin = 0; begin < count; begin += manifestBlockSize)
            rows += values.rows(ArchivedCollection, {manifestBlockKey(key, begin)});
        return rows;
    }
    qsizetype last = -1;
    for (const qsizetype place : *places) {
        const qsizetype begin = place - place % manifestRowSize;
        if (begin != std::exchange(last, begin))
            rows += values.rows(ArchivedCollection, {manifestBlockKey(key, place), manifestNumber(begin)});
    }
    return rows;
}

/// In the order of the rows.
QList<QList<ArchivedFile>> manifestFilesOf(Collections &values, const QList<StoredRow> &rows)
{
    const QString what = manifestWords();
    const auto read = mapRows(rows, [&what](const StoredRow &row) {
        return fromJsonText<PackedRow<ArchivedFile>>(unpacked(Collections::payloadOfRow(row)), what);
    });
    QList<QList<ArchivedFile>> files;
    for (const Result<PackedRow<ArchivedFile>> &row : read) {
        if (!row)
            values.refuseDamaged(row.error().message);
        files.append(row ? row->list : QList<ArchivedFile>());
    }
    return files;
}

/// Whether a file is what was asked for; of places that an index gave too, which is no proof.
bool manifestAnswers(const CatalogueQuery &query, const QByteArray &text, const ArchivedFile &file)
{
    const QDate day = file.made.isValid() ? file.made.toUTC().date() : QDate();
    const bool isInTime = (!query.from.isValid() || (day.isValid() && day >= query.from))
        && (!query.to.isValid() || (day.isValid() && day <= query.to));
    if (!isInTime || (query.course && manifestCourse(file) != query.course))
        return false;
    if (text.isEmpty())
        return true;
    const QByteArray line = manifestLine(file);
    return query.isWholeName ? manifestIsNamed(line, text) : line.contains(text);
}

QList<CatalogueHit> manifestHits(Collections &values, const CatalogueQuery &query)
{
    const QByteArray site = lookupKey(query.site);
    const QByteArray text = manifestFolded(query.text);
    std::optional<ManifestPlaces> places;
    if (query.course)
        places = manifestPlacesOfCourse(values, *query.course);
    else if (!text.isEmpty())
        places = manifestPlacesOfText(values, text, query.isWholeName);
    QList<StoredRow> rows;
    QStringList runs; // of each row
    const QMap<QByteArray, ManifestHead> heads = values.all<ManifestHead>();
    for (auto head = heads.cbegin(); head != heads.cend(); ++head) {
        if ((!query.site.isEmpty() && lookupKey(head->run.request.site) != site)
            || (places && !places->contains(head.key())))
            continue;
        rows += manifestRows(values, head.key(), head->count,
                             places ? std::optional(places->value(head.key())) : std::nullopt);
        while (runs.size() < rows.size())
            runs.append(head->run.id);
    }
    QList<CatalogueHit> hits;
    const QList<QList<ArchivedFile>> files = manifestFilesOf(values, rows);
    for (qsizetype row = 0; row < files.size(); ++row) {
        for (const ArchivedFile &file : files.at(row)) {
            if (manifestAnswers(query, text, file))
                hits.append({runs.at(row), file});
        }
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const CatalogueHit &a, const CatalogueHit &b) { return a.file.made > b.file.made; });
    return hits;
}

std::optional<ArchiveManifest> storedManifest(Collections &values, const QByteArray &key)
{
    const std::optional<ManifestHead> head = values.find<ManifestHead>(key);
    if (!head)
        return std::nullopt;
    ArchiveManifest manifest {head->run, head->tarBytes, head->tarSha256, head->finishedAt, {}, head->sha256};
    const QList<QList<ArchivedFile>> rows =
        manifestFilesOf(values, manifestRows(values, key, head->count, std::nullopt));
    for (const QList<ArchivedFile> &row : rows)
        manifest.files += row;
    if (!values.failed() && manifest.files.size() != head->count)
        values.refuseDamaged(AppTr::tr("Of %1 some are missing.").arg(manifestWords()));
    return manifest;
}

void putManifest(Collections &values, const ArchiveManifest &manifest)
{
    const QByteArray key = storable(manifest.run.id).toUtf8();
    const std::optional<ManifestHead> known = values.find<ManifestHead>(key);
    if (known && !manifest.sha256.isEmpty() && known->sha256 == manifest.sha256)
        return;
    if (known)
        dropManifest(values, key, known->count);
    values.put(key,
               ManifestHead {manifest.run, manifest.tarBytes, manifest.tarSha256, manifest.finishedAt, manifest.sha256,
                             manifest.files.size()});
    putManifestFiles(values, key, manifest.files);
    putManifestIndex(values, key, manifest.files);
}

/// `siteOf` gives the name to be changed.
template<typename T, typename SiteOf>
void renameSiteIn(Collections &values, const QByteArray &from, const QString &to, const SiteOf &siteOf)
{
    const QMap<QByteArray, T> all = values.all<T>();
    for (auto each = all.cbegin(); each != all.cend(); ++each) {
        T renamed = *each;
        QString &site = siteOf(renamed);
        if (lookupKey(site) != from)
            continue;
        site = to;
        values.put(each.key(), renamed);
    }
}

} // namespace

void moveArchives(Collections &values, const QString &from, const QString &to)
{
    const QByteArray key = lookupKey(from);
    renameSiteIn<ArchiveRecord>(values, key, to,
                                [](ArchiveRecord &record) -> QString & { return record.run.request.site; });
    renameSiteIn<ManifestHead>(values, key, to, [](ManifestHead &head) -> QString & { return head.run.request.site; });
    renameSiteIn<RestoreDrill>(values, key, to, [](RestoreDrill &drill) -> QString & { return drill.site; });
}

QStringList keptManifests(Collections &values)
{
    QStringList runs;
    const QList<ManifestHead> heads = values.all<ManifestHead>().values();
    for (const ManifestHead &head : heads)
        runs.append(head.run.id);
    return runs;
}

Result<std::optional<ArchiveManifest>> WorkspaceStore::manifest(const QString &id) const
{
    return read([&](Collections &values) { return storedManifest(values, storable(id).toUtf8()); });
}

Result<void> WorkspaceStore::saveManifest(const ArchiveManifest &manifest)
{
    return write([&](Collections &values) { putManifest(values, manifest); });
}

Result<QList<CatalogueHit>> WorkspaceStore::search(const CatalogueQuery &query) const
{
    return read([&](Collections &values) { return manifestHits(values, query); });
}

} // namespace Nightkeep
