// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courseverdict.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copywords.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 verdictDay = 24 * 3600;
constexpr qint64 verdictHour = 3600;

QString verdictPlaceWords(const PlaceSeen &place)
{
    const QString folder = displayPath(place.folder);
    switch (place.sight) {
    case PlaceSight::Seen:
        return {};
    case PlaceSight::Partly:
        return Tr::tr("not all of %1 could be looked into").arg(folder);
    case PlaceSight::Missing:
        return Tr::tr("there is no folder %1").arg(folder);
    case PlaceSight::Unreadable:
        return Tr::tr("%1 may not be read").arg(folder);
    case PlaceSight::NotAsked:
        break;
    }
    return Tr::tr("nobody could look into %1").arg(folder);
}

/// The step at which the latest run of a course without a copy stopped; empty where it did not.
QString verdictRunWords(const CourseState &course, MoodleEdition edition, const QDateTime &now)
{
    if (course.runs.isEmpty())
        return {};
    const CourseRun &run = course.runs.first();
    if (run.end != RunEnd::Failed && run.end != RunEnd::Died)
        return {};
    const QString age = ageInWords(run.started, now);
    if (mayStillRun(run, edition, now))
        return Tr::tr("A run that began %1 may not be done yet.").arg(age);
    if (run.step.isEmpty())
        return Tr::tr("Its last run, %1, did not come to its end.").arg(age);
    return Tr::tr("Its last run, %1, got as far as: %2.", "an age, a line of a log").arg(age, visibleText(run.step));
}

QString verdictLyingWords(const BackupCopy &copy)
{
    switch (copy.kind) {
    case CopyKind::OtherCourse:
        return Tr::tr("At its place lies a backup of course %1.").arg(copy.course.value_or(0));
    case CopyKind::DeletedCourse:
        return Tr::tr("At its place lies a backup of a course that is no more.");
    case CopyKind::OtherSite:
        return Tr::tr("At its place lies a backup of another Moodle.");
    case CopyKind::Part:
        return Tr::tr("There is only a backup of a part of it.");
    case CopyKind::MadeByMoodle:
    case CopyKind::MadeByPeople:
    case CopyKind::HandNamed:
    case CopyKind::OldName:
    case CopyKind::Unplaced:
    case CopyKind::NoBackup:
        break;
    }
    return Tr::tr("At its place lies a file that is no backup.");
}

/// A sentence of each kind.
QStringList verdictLying(const QList<BackupCopy> &lying)
{
    QStringList sentences;
    for (const BackupCopy &copy : lying) {
        if (const QString sentence = verdictLyingWords(copy); sentences.size() < 3 && !sentences.contains(sentence))
            sentences.append(sentence);
    }
    return sentences;
}

} // namespace

CourseJudge::CourseJudge(const SiteBackups &site, const QDateTime &now, const WantedCopy &wanted)
    : m_site(site)
    , m_now(now)
    , m_wanted(wanted)
    , m_hasSchedule(lastScheduledRun(site.head.moodle, site.zone, now).isValid())
    , m_since(wanted.since.isValid() ? site.due : site.due.addSecs(-dueSlack))
    , m_folders(nullptr)
{
    const MoodleFacts &facts = site.head.moodle;
    if (!site.head.listedAt.isValid())
        m_unseen = Tr::tr("the files of this site have never been looked through");
    m_foldersWords = Tr::tr("the courses' folders have not been looked into");
    const BytePath &agreed = site.site.backupFolder;
    const bool usesShared = agreed.isEmpty() ? facts.storage != BackupStorage::Courses : agreed != site.site.dataFolder;
    bool hasShared = false;
    for (const PlaceSeen &place : site.head.places) {
        if (place.kind == CopyPlace::CourseFolder) {
            m_folders = SeenPaths(&place);
            m_foldersWords = verdictPlaceWords(place);
        } else if (place.kind == CopyPlace::SharedFolder) {
            hasShared = true;
            if (usesShared && m_unseen.isEmpty() && place.sight != PlaceSight::Seen)
                m_unseen = verdictPlaceWords(place);
        }
    }
    if (m_unseen.isEmpty() && usesShared && !hasShared)
        m_unseen = Tr::tr("the folder for all courses has not been looked into");
}

QString CourseJudge::age(const QDateTime &moment) const
{
    if (!moment.isValid())
        return Tr::tr("at a time that is not known");
    if (moment.secsTo(m_now) < verdictHour)
        return ageInWords(moment, m_now);
    // It names a minute, or less, and a night's many courses share those.
    QString &words = m_ages[moment.toSecsSinceEpoch() / 60];
    if (words.isEmpty())
        words = ageInWords(moment, m_now);
    return words;
}

bool CourseJudge::isUpToDate(const BackupCopy &copy) const
{
    return copy.made >= m_since;
}

QString CourseJudge::unseenOf(const CourseState &course) const
{
    const CourseReadingHead &head = m_site.head;
    if (!m_unseen.isEmpty())
        return m_unseen;
    if (head.inventoryFailure && course.lastStart.isValid() && course.lastStart > head.listedAt)
        return Tr::tr("Moodle has backed it up since the files were looked through");
    if (head.moodle.edition == MoodleEdition::Later
        || m_folders.contains(QByteArray::number(course.id) + "/backupdata"))
        return {};
    return m_foldersWords;
}

QString CourseJudge::damagedWords(const BackupCopy &copy) const
{
    return Tr::tr("Its newest copy, made %1, would not restore: %2.").arg(age(copy.made), copy.fault);
}

QString CourseJudge::incompleteWords(const BackupCopy &copy) const
{
    const BackupInside &inside = copy.file.inside;
    if (inside.filesMissing <= 0)
        return Tr::tr("Its newest copy, made %1, is not complete: %2.").arg(age(copy.made), copy.fault);
    const QString first = inside.firstMissing.isEmpty() ? copy.file.check.detail : inside.firstMissing;
    return Tr::tr("Its newest copy, made %1, lacks %n files that belong to it; the first is %2.", nullptr,
                  int(std::min<qint64>(inside.filesMissing, 1'000'000'000)))
        .arg(age(copy.made), visibleText(first));
}

CourseJudge::Verdict CourseJudge::withoutCopy(const CourseBackups &course, const VerdictBasis &basis) const
{
    const CourseState &state = course.course;
    if (const QString unseen = unseenOf(state); !unseen.isEmpty())
        return {CourseVerdict::Doubtful, Tr::tr("Whether it has a copy is not known: %1.").arg(unseen)};
    QStringList sentences;
    if (state.status != CourseStatus::NotYetRun && state.status != CourseStatus::Unlisted)
        sentences << Tr::tr("There is no copy of it; Moodle says: %1.").arg(courseStatusWord(state.status));
    else if (state.created.isValid())
        sentences << Tr::tr("There is no copy of it: Moodle has never backed it up. The course was made %1.")
                         .arg(age(state.created));
    else
        sentences << Tr::tr("There is no copy of it: Moodle has never backed it up.");
    if (const QString run = verdictRunWords(state, m_site.head.moodle.edition, m_now); !run.isEmpty())
        sentences << run;
    return {CourseVerdict::Missing, (sentences + verdictLying(basis.lying)).join(u' ')};
}

CourseJudge::Verdict CourseJudge::withoutSound(const CourseBackups &course) const
{
    const QList<BackupCopy> &copies = course.copies;
    if (const auto found = std::find_if(copies.cbegin(), copies.cend(), isUnsure); found != copies.cend()) {
        QStringList sentences {
            Tr::tr("Whether its copy, made %1, would restore is not known: %2.").arg(age(found->made), found->fault)};
        if (found->sight == CopySight::Seen && !m_site.head.notChecked.isEmpty())
            sentences << m_site.head.notChecked;
        else if (!m_site.head.moodle.fileSystemClass.isEmpty())
            sentences << Tr::tr("This Moodle keeps its files elsewhere (%1).")
                             .arg(visibleText(m_site.head.moodle.fileSystemClass));
        return {CourseVerdict::Doubtful, sentences.join(u' ')};
    }
    if (std::all_of(copies.cbegin(), copies.cend(),
                    [](const BackupCopy &copy) { return copy.sight == CopySight::NotThere; }))
        return {CourseVerdict::Missing,
                Tr::tr("Moodle records %n copies of it, and the pool has none of them.", nullptr, int(copies.size()))};
    const BackupCopy *newest = course.newestCopy();
    if (!newest)
        return {CourseVerdict::Doubtful, Tr::tr("The times of all its copies lie in the future.")};
    if (newest->file.check.fault == ZipFault::MissingFiles)
        return {CourseVerdict::Incomplete, incompleteWords(*newest)};
    QString reason = damagedWords(*newest);
    if (copies.size() > 1)
        reason += u' ' + Tr::tr("None of the others is sound.");
    return {CourseVerdict::Damaged, reason};
}

CourseJudge::Verdict CourseJudge::withOldCopy(const CourseBackups &course) const
{
    const BackupCopy &good = *course.lastGood();
    const BackupCopy &newest = *course.newestCopy();
    const QString goodWords = Tr::tr("The last good one was made %1.").arg(age(good.made));
    if (newest.made > good.made) {
        if (newest.file.check.fault == ZipFault::MissingFiles)
            return {CourseVerdict::Incomplete, incompleteWords(newest) + u' ' + goodWords};
        if (isUnsure(newest))
            return {CourseVerdict::Doubtful,
                    Tr::tr("Whether its newest copy, made %1, would restore is not known: %2.")
                            .arg(age(newest.made), newest.fault)
                        + u' ' + goodWords};
        if (!newest.isSound)
            return {CourseVerdict::Damaged, damagedWords(newest) + u' ' + goodWords};
    }
    if (const QString unseen = unseenOf(course.course); !unseen.isEmpty())
        return {CourseVerdict::Doubtful,
                Tr::tr("Its last good copy was made %1, and whether there is a newer one is not known: %2.")
                    .arg(age(good.made), unseen)};
    if (m_hasSchedule || m_wanted.since.isValid())
        return {CourseVerdict::Old,
                Tr::tr("Its last good copy was made %1; a newer one was due %2.").arg(age(good.made), age(m_site.due))};
    return {CourseVerdict::Old,
            Tr::tr("Its last good copy was made %1, more than %2 days ago, and no schedule is known.")
                .arg(age(good.made), QLocale().toString(daysWithoutSchedule))};
}

CourseJudge::Verdict CourseJudge::withCopy(const CourseBackups &course, const VerdictBasis &basis) const
{
    const BackupCopy &good = *course.lastGood();
    const PlacedCopy &placed = basis.own.at(course.good);
    const CourseState &state = course.course;
    const QString made = age(good.made);
    if (!good.isWhole) {
        const bool lacksUsers = m_wanted.users && placed.lacksUsers;
        const QString words = lacksUsers && m_wanted.files && placed.lacksFiles
            ? Tr::tr("Its last good copy, made %1, holds neither users' data nor files.")
            : lacksUsers ? Tr::tr("Its last good copy, made %1, holds no users' data.")
                         : Tr::tr("Its last good copy, made %1, holds no files.");
        const QString pool = placed.lacksFiles ? copyPoolWords(good, m_site.head.moodle, m_now) : QString();
        return {CourseVerdict::Incomplete, pool.isEmpty() ? words.arg(made) : words.arg(made) + u' ' + pool};
    }
    if (state.status == CourseStatus::Warning && state.lastStart.isValid() && good.made >= state.lastStart.addSecs(-60)
        && good.file.check.level < ZipLevel::Complete)
        return {CourseVerdict::Incomplete,
                Tr::tr("When Moodle made its last copy, %1, it warned that files are missing, and nobody has checked "
                       "yet which.")
                    .arg(made)};
    if (good.datesDiffer) {
        // For one that is good because nothing changed since, too old is what that does not hold of.
        const QDateTime limit = isUpToDate(good) ? m_since : state.changed;
        const bool isDated = placed.named.isValid() || placed.recorded.isValid();
        for (const QDateTime &date : {placed.recorded, placed.named, isDated ? QDateTime() : good.file.modified}) {
            if (date.isValid() && date.secsTo(good.made) > verdictDay && date < limit)
                return {CourseVerdict::Doubtful,
                        Tr::tr("Its last good copy was made %1 by one of its dates and %2 by another, which would be "
                               "too old.")
                            .arg(made, age(date))};
        }
    }
    QStringList sentences {Tr::tr("Its last good copy was made %1: %2.", "an age, how far it was checked")
                               .arg(made, zipLevelWord(good.file.check.level))};
    if (!isUpToDate(good))
        sentences << Tr::tr("Moodle skips the course: it has not changed since.");
    const BackupCopy *newest = course.newestCopy();
    if (newest->made > good.made && !newest->isSound)
        sentences << Tr::tr("A later one, made %1, does not count: %2.").arg(age(newest->made), newest->fault);
    return {CourseVerdict::Safe, sentences.join(u' ')};
}

void CourseJudge::judge(CourseBackups &course, const VerdictBasis &basis) const
{
    const CourseState &state = course.course;
    int sound = -1;
    int whole = -1;
    course.copies.reserve(basis.own.size());
    for (const PlacedCopy &placed : basis.own) {
        const int at = int(course.copies.size());
        course.copies.append(placed.copy);
        if (sound < 0 && placed.copy.isSound)
            sound = at;
        if (whole < 0 && placed.copy.isSound && placed.copy.isWhole)
            whole = at;
    }
    Verdict verdict;
    if (sound < 0) {
        verdict = course.copies.isEmpty() ? withoutCopy(course, basis) : withoutSound(course);
    } else {
        const bool isWholeBest =
            whole >= 0 && (isUpToDate(course.copies.at(whole)) || !isUpToDate(course.copies.at(sound)));
        course.good = isWholeBest ? whole : sound;
        const BackupCopy &good = course.copies.at(course.good);
        const bool isUnchanged =
            state.status == CourseStatus::Skipped && state.changed.isValid() && state.changed <= good.made;
        verdict = isUpToDate(good) || isUnchanged ? withCopy(course, basis) : withOldCopy(course);
    }
    course.verdict = verdict.verdict;
    course.reason = verdict.reason;
}

} // namespace Nightkeep
