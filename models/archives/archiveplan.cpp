// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplan.h"

#include "models/base/tr.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QMap>

#include <algorithm>
#include <numeric>

namespace Nightkeep {

namespace {

constexpr qint64 tarBlock = 512;
constexpr qint64 tarRecord = 2048 * tarBlock;

qint64 roundedUp(qint64 bytes, qint64 unit)
{
    return (bytes + unit - 1) / unit * unit;
}

} // namespace

Result<void> checkArchiveName(const QString &name)
{
    const auto allowed = [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.'
            || c == u'_' || c == u'-';
    };
    const bool good = !name.isEmpty() && name.size() <= 100 && std::all_of(name.cbegin(), name.cend(), allowed)
        && !name.startsWith(u'.') && !name.startsWith(u'-')
        && !name.endsWith(QLatin1String(".tar"), Qt::CaseInsensitive);
    if (good)
        return {};
    return fail(ErrorKind::BadInput, Tr::tr("\"%1\" cannot be an archive's name.").arg(visibleText(name)),
                Tr::tr("Use letters without accents, digits, dots, dashes and underscores, as in "
                       "\"moodle-2008-summer\", without \".tar\"."));
}

QByteArray planFingerprint(const QList<PlannedZip> &zips)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const PlannedZip &zip : zips) {
        if (zip.decision != ZipDecision::Included)
            continue;
        QByteArray line = zip.file.path;
        line.append('\0').append(QByteArray::number(zip.file.bytes));
        line.append('\0').append(QByteArray::number(zip.file.modified.toSecsSinceEpoch())).append('\0');
        if (!zip.source.isEmpty())
            line.append(zip.source).append('\0');
        hash.addData(line);
    }
    return hash.result().toHex();
}

std::optional<qint64> recordedCourse(const PlannedZip &zip)
{
    const std::optional<qint64> &inside = zip.file.check.course;
    return inside && *inside > 0 ? inside : zip.courseId;
}

qint64 ArchivePlan::includedBytes() const
{
    return std::accumulate(zips.cbegin(), zips.cend(), qint64(0), [](qint64 sum, const PlannedZip &zip) {
        return zip.decision == ZipDecision::Included ? sum + zip.file.bytes : sum;
    });
}

int ArchivePlan::includedCount() const
{
    return int(std::count_if(zips.cbegin(), zips.cend(),
                             [](const PlannedZip &zip) { return zip.decision == ZipDecision::Included; }));
}

qint64 ArchivePlan::neededBytes() const
{
    qint64 tar = 2 * tarBlock;
    qint64 lists = 0;
    for (const PlannedZip &zip : zips) {
        if (zip.decision != ZipDecision::Included)
            continue;
        const qint64 name = zip.file.path.size();
        if (name > 100) // GNU tar writes a long name as a member of its own
            tar += tarBlock + roundedUp(name + 1, tarBlock);
        tar += tarBlock + roundedUp(zip.file.bytes, tarBlock);
        lists += name + 64;
    }
    // Lists, manifest and log, and a hundredth so that the disk is not left without a byte.
    return roundedUp(tar, tarRecord) + 4 * lists + tar / 100 + 4 * 1024 * 1024;
}

bool ArchivePlan::fits() const
{
    return freeBytes >= 0 && neededBytes() <= freeBytes;
}

const RoomHere *ArchivePlan::tooSmallHere() const
{
    const auto found = std::find_if(roomHere.cbegin(), roomHere.cend(), [needed = neededBytes()](const RoomHere &room) {
        return room.freeBytes >= 0 && room.freeBytes < needed;
    });
    return found == roomHere.cend() ? nullptr : &*found;
}

bool ArchivePlan::sawAllFolders() const
{
    return destinationProblem.isEmpty()
        && std::none_of(warnings.cbegin(), warnings.cend(),
                        [](const ArchiveWarning &warning) { return warning.kind == ArchiveWarning::Kind::NotSeen; });
}

bool ArchivePlan::sawEverything() const
{
    return coursesKnown && sawAllFolders();
}

ZipsChecked ArchivePlan::zipsChecked() const
{
    QMap<ZipLevel, int> counts;
    for (const PlannedZip &zip : zips) {
        if (zip.decision == ZipDecision::Included && !zip.file.check.isDoubtful())
            ++counts[zip.file.check.level];
    }
    ZipsChecked checked;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (*count > counts.value(checked.level))
            checked.level = count.key();
    }
    for (const PlannedZip &zip : zips) {
        const ZipCheck &check = zip.file.check;
        if (zip.decision == ZipDecision::Included && (check.isDoubtful() || check.level != checked.level))
            checked.exceptions.append({zip.file.path, check});
    }
    return checked;
}

QList<BytePath> ArchivePlan::leftOut() const
{
    QList<BytePath> paths;
    for (const PlannedZip &zip : zips) {
        if (zip.decision == ZipDecision::Doubtful && zip.file.check.fault == ZipFault::Unreadable)
            paths.append(zip.file.path);
    }
    return paths + unseenFolders(problems);
}

ZipCheck ZipsChecked::of(const BytePath &path) const
{
    const auto found = std::find_if(exceptions.cbegin(), exceptions.cend(),
                                    [&path](const ZipException &exception) { return exception.path == path; });
    if (found != exceptions.cend())
        return found->check;
    ZipCheck check;
    check.level = level;
    return check;
}

QString ZipsChecked::inWords(int files) const
{
    int doubtful = 0;
    QMap<ZipLevel, int> counts {{level, files - int(exceptions.size())}};
    for (const ZipException &exception : exceptions) {
        if (exception.check.isDoubtful())
            ++doubtful;
        else
            ++counts[exception.check.level];
    }
    QStringList parts;
    for (const ZipLevel each : {ZipLevel::ReadThrough, ZipLevel::Closed, ZipLevel::NotChecked}) {
        if (counts.value(each) > 0)
            parts << QStringLiteral("%1 %2").arg(QLocale().toString(counts.value(each)), zipLevelWord(each));
    }
    if (doubtful > 0)
        parts << Tr::tr("%1 doubtful").arg(QLocale().toString(doubtful));
    return parts.join(QStringLiteral(", "));
}

PlanDifference differenceOf(const ArchivePlan &seen, const ArchivePlan &now)
{
    QMap<BytePath, const PlannedZip *> left;
    for (const PlannedZip &zip : now.zips) {
        if (zip.decision == ZipDecision::Included)
            left.insert(zip.file.path, &zip);
    }
    PlanDifference difference;
    for (const PlannedZip &zip : seen.zips) {
        if (zip.decision != ZipDecision::Included)
            continue;
        const PlannedZip *same = left.take(zip.file.path);
        if (!same)
            difference.gone.append(zip.file.path);
        else if (same->file.bytes != zip.file.bytes || same->file.modified != zip.file.modified
                 || same->source != zip.source)
            difference.changed.append(zip.file.path);
    }
    difference.added = left.keys();
    return difference;
}

QStringList PlanDifference::inWords(int most) const
{
    QStringList lines;
    const auto add = [&lines](const QList<BytePath> &paths, const QString &text) {
        for (const BytePath &path : paths)
            lines << text.arg(displayPath(path));
    };
    add(changed, Tr::tr("%1 has changed."));
    add(gone, Tr::tr("%1 is no longer taken: it is gone, or there is a better one."));
    add(added, Tr::tr("%1 is to be taken now."));
    if (const qsizetype more = lines.size() - most; more > 0) {
        lines = lines.mid(0, most);
        lines << Tr::tr("And %1 more.").arg(more);
    }
    return lines;
}

bool anyOpen(const QList<ArchiveWarning> &warnings)
{
    return std::any_of(warnings.cbegin(), warnings.cend(),
                       [](const ArchiveWarning &warning) { return warning.accepted.isEmpty(); });
}

QList<ArchiveWarning> openOnes(const QList<ArchiveWarning> &warnings)
{
    QList<ArchiveWarning> open = warnings;
    open.removeIf([](const ArchiveWarning &warning) { return !warning.accepted.isEmpty(); });
    return open;
}

int coursesWithout(const QList<ArchiveWarning> &warnings)
{
    QSet<qint64> courses;
    for (const ArchiveWarning &warning : warnings) {
        if (warning.leavesWithout)
            courses.insert(warning.courseId);
    }
    return int(courses.size());
}

} // namespace Nightkeep
