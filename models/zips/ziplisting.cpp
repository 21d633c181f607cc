// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/zips/ziplisting.h"

#include "models/base/bytepath.h"
#include "models/base/framefields.h"
#include "models/base/tr.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

namespace {

QByteArray wordOf(ZipLook::Which which)
{
    switch (which) {
    case ZipLook::Which::Newest:
        return "newest";
    case ZipLook::Which::Since:
        return "since";
    case ZipLook::Which::Shared:
        return "shared";
    case ZipLook::Which::None:
        break;
    }
    return "none";
}

Result<ZipFile> parseZip(const FrameRecord &record)
{
    FrameFields fields(record, 3);
    ZipFile file;
    file.bytes = fields.number();
    file.modified = fields.fileTime();
    file.path = fields.bytes();
    if (!fields.sound() || file.bytes < 0 || file.bytes > MaxZipBytes || file.path.isEmpty() || leadsUpwards(file.path)
        || record.fields.at(1).isEmpty())
        return damagedRecord(record);
    return file;
}

Result<ZipCheck> parseCheck(const FrameRecord &record, const ZipFile &file)
{
    FrameFields fields(record, record.fields.size() == 6 ? 6 : 5);
    std::optional<ZipCheck> check = readZipCheck(fields);
    if (!check)
        return damagedRecord(record);
    const std::optional<qint64> folder = courseOfZip(file.path);
    if (folder && check->course && check->course != folder && !check->isDoubtful())
        check->fault = ZipFault::OtherCourse;
    return *check;
}

} // namespace

std::optional<ZipCheck> readZipCheck(FrameFields &fields)
{
    const std::optional<ZipLevel> level = fromName<ZipLevel>(fields.text());
    const QString word = fields.text();
    const std::optional<ZipFault> fault = word.isEmpty() ? ZipFault::None : fromName<ZipFault>(word);
    const QByteArray detail = fields.bytes();
    const qint64 course = fields.number();
    ZipCheck check;
    check.made = fields.fileTime();
    check.shortName = withoutEntities(fields.text());
    if (!fields.sound() || !level || !fault || course < -1)
        return std::nullopt;
    check.level = *level;
    check.fault = *fault;
    check.detail = check.fault == ZipFault::MissingFiles ? visibleText(withoutEntities(QString::fromUtf8(detail)))
                                                         : displayPath(detail);
    if (course >= 0)
        check.course = course;
    return check;
}

QString impossibleTime(const BytePath &path)
{
    return Tr::tr("./%1: its time lies outside the years from 1990 to 2100", "as find says it").arg(displayPath(path));
}

QString withoutEntities(QString text)
{
    return text.replace(QLatin1String("&lt;"), QLatin1String("<"))
        .replace(QLatin1String("&gt;"), QLatin1String(">"))
        .replace(QLatin1String("&quot;"), QLatin1String("\""))
        .replace(QLatin1String("&#039;"), QLatin1String("'"))
        .replace(QLatin1String("&amp;"), QLatin1String("&"))
        .trimmed();
}

QByteArrayList zipListingFields(const BytePath &data, const BytePath &archive, const ZipLook &look)
{
    return {data,
            archive,
            wordOf(look.which),
            QByteArray::number(look.since.isValid() ? look.since.toSecsSinceEpoch() : 0),
            look.through ? QByteArrayLiteral("through") : QByteArrayLiteral("closed"),
            StampInName};
}

Result<ZipListing> parseZips(const QList<FrameRecord> &records)
{
    ZipListing listing;
    for (const FrameRecord &record : records) {
        if (record.type == "zip") {
            const Result<ZipFile> file = parseZip(record);
            if (!file)
                return fail(file.error());
            listing.zips.append(*file);
        } else if (record.type == "check") {
            if (listing.zips.isEmpty())
                return damagedRecord(record);
            const Result<ZipCheck> check = parseCheck(record, listing.zips.last());
            if (!check)
                return fail(check.error());
            listing.zips.last().check = *check;
        } else if (record.type == "now" || record.type == "free") {
            FrameFields fields(record, 1);
            if (record.type == "now")
                listing.listedAt = fields.time();
            else
                listing.freeBytes = fields.number();
            if (!fields.sound())
                return damagedRecord(record);
        } else if (record.type == "problem") {
            listing.problems.append(displayPath(record.fields.value(0)));
        } else if (record.type == "LACKS") {
            listing.notChecked =
                Tr::tr("The zips were not checked: the server has no %1.").arg(displayPath(record.fields.value(0)));
        }
    }
    listing.zips.removeIf([&listing](const ZipFile &zip) {
        if (!zip.modified.isValid())
            listing.problems.append(impossibleTime(zip.path));
        return !zip.modified.isValid();
    });
    if (!listing.listedAt.isValid())
        return damagedRecord({QByteArrayLiteral("answer"), {}});
    std::sort(listing.zips.begin(), listing.zips.end(),
              [](const ZipFile &a, const ZipFile &b) { return a.path < b.path; });
    return listing;
}

QList<BytePath> unseenFolders(const QStringList &problems)
{
    // As find names them, in quotes or, the older one, without: './33/backupdata': Permission denied
    static const QRegularExpression named(QStringLiteral("^['`\"]?\\.(?:/([^'`\"\\\\]*))?['`\"]?: "));
    static const QRegularExpression ofFind(QStringLiteral("^(find |['`\"]?\\.['`\"/:])"));
    QList<BytePath> folders;
    QSet<BytePath> seen;
    for (const QString &problem : problems) {
        const QRegularExpressionMatch path = named.match(problem);
        if (!path.hasMatch() && !ofFind.match(problem).hasMatch())
            continue;
        const BytePath folder = path.captured(1).isEmpty() ? BytePath(".") : path.captured(1).toUtf8();
        // The file system's own, which nobody but root looks into.
        if (folder == "lost+found" || seen.contains(folder))
            continue;
        seen.insert(folder);
        folders.append(folder);
    }
    return folders;
}

UnseenCourses unseenCourses(const QStringList &problems)
{
    UnseenCourses unseen;
    for (const BytePath &folder : unseenFolders(problems)) {
        unseen.all = unseen.all || folder == ".";
        const QByteArrayList parts = folder.split('/');
        const bool mayHoldBackups = parts.size() == 1 || parts[1] == "backupdata";
        if (const std::optional<qint64> course = courseOfZip(parts[0] + "/backupdata/a"); course && mayHoldBackups)
            unseen.courses.insert(*course);
    }
    return unseen;
}

} // namespace Nightkeep
