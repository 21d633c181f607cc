// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/copywords.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copykinds.h"

#include <algorithm>
#include <iterator>

namespace Nightkeep {

State copyState(const BackupCopy &copy)
{
    if (copy.isSound)
        return copy.isWhole ? State::Good : State::Attention;
    const bool isUnseen = copy.sight == CopySight::CannotTell;
    const bool isUnread = copy.sight == CopySight::Seen && !copy.file.check.isDoubtful()
        && copy.file.bytes >= leastBackupBytes; // of less nobody needs to read anything
    return isUnseen || isUnread ? State::Unknown : State::Bad;
}

QString copyLookedAt(const BackupCopy &copy)
{
    const QString level = zipLevelWord(copy.file.check.level);
    if (copy.isSound)
        return copy.isWhole ? level : Tr::tr("%1, without all that is wanted", "how far a copy was read").arg(level);
    return copy.fault.isEmpty() ? level : copy.fault;
}

QString copyContents(const BackupCopy &copy)
{
    const BackupInside &inside = copy.file.inside;
    QStringList parts;
    if (inside.users)
        parts << (*inside.users ? Tr::tr("users", "what a copy holds") : Tr::tr("no users", "what a copy holds"));
    if (inside.anonymous)
        parts << Tr::tr("without their names", "users in a copy");
    if (inside.files)
        parts << (*inside.files ? Tr::tr("files", "what a copy holds") : Tr::tr("no files", "what a copy holds"));
    return parts.isEmpty() ? Tr::tr("not known") : parts.join(QLatin1String(", "));
}

QString copyPoolWords(const BackupCopy &copy, const MoodleFacts &facts, const QDateTime &now)
{
    const BackupInside &inside = copy.file.inside;
    // Where the pool may be elsewhere, nothing follows from what is not in its folder.
    const bool isPoolHere = facts.fileSystemClass.isEmpty() && (facts.fileSystemKnown || inside.inPool > 0);
    if (!isPoolHere || !copy.file.checkedAt.isValid() || inside.inPool < 0 || inside.notInPool < 0
        || inside.inPool + inside.notInPool == 0)
        return {};
    const auto count = [](qint64 files) { return int(std::min<qint64>(files, 1'000'000'000)); };
    const QString day = dayAndMonth(copy.file.checkedAt.toTimeZone(now.timeZone()).date());
    if (inside.notInPool == 0)
        return Tr::tr("It restores whole only while Moodle's pool keeps the %n files that it names: it had all of them "
                      "on %1.",
                      nullptr, count(inside.inPool))
            .arg(day);
    return Tr::tr(
               "Of the %1 files that it names, %n were gone from Moodle's pool on %2: it would restore without them.",
               nullptr, count(inside.notInPool))
        .arg(QLocale().toString(inside.inPool + inside.notInPool), day);
}

QString copyPlace(const BackupCopy &copy)
{
    return Tr::tr("%1: %2", "a kind of place, a path").arg(copyPlaceWord(copy.file.place), displayPath(copy.file.path));
}

QList<BackupCopy> othersOfCourse(const SiteBackups &site, qint64 course)
{
    const QByteArray folder = QByteArray::number(course) + '/';
    QList<BackupCopy> found;
    std::copy_if(site.others.cbegin(), site.others.cend(), std::back_inserter(found), [&](const BackupCopy &copy) {
        const bool isInFolder = copy.file.place == CopyPlace::CourseFolder && copy.file.path.startsWith(folder);
        return isInFolder || copy.course == course;
    });
    return found;
}

PageAnswer coursesAnswer(const QList<SiteBackups> &sites, const QDateTime &now)
{
    if (sites.isEmpty())
        return {State::Unknown, Tr::tr("There is no Moodle site whose courses could be looked at.")};
    PageAnswer worst {State::Good, {}};
    QStringList sentences;
    for (const SiteBackups &site : sites) {
        const PageAnswer answer = site.answer(now);
        if (stateRank(answer.state) < stateRank(worst.state))
            worst.state = answer.state;
        sentences << (sites.size() == 1
                          ? answer.sentence
                          : Tr::tr("%1: %2", "a site, its answer").arg(visibleText(site.site.name), answer.sentence));
    }
    worst.sentence = sentences.join(u' ');
    return worst;
}

} // namespace Nightkeep
