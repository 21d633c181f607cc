// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/coursebackups.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copykinds.h"
#include "models/courses/copysum.h"
#include "models/courses/courseverdict.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace Nightkeep {

namespace {

QDateTime joinDue(const MoodleFacts &facts, const QTimeZone &zone, const QDateTime &now, const WantedCopy &wanted)
{
    if (wanted.since.isValid())
        return wanted.since.toUTC();
    const QDateTime run = lastScheduledRun(facts, zone, now);
    return run.isValid() ? run : now.toUTC().addDays(-daysWithoutSchedule);
}

/// Newest first, those of unknown age last; of two of one moment the sound one.
bool joinIsBefore(const PlacedCopy &placed, const PlacedCopy &other)
{
    const BackupCopy &a = placed.copy;
    const BackupCopy &b = other.copy;
    if (a.made.isValid() != b.made.isValid())
        return a.made.isValid();
    if (a.made.isValid() && a.made != b.made)
        return a.made > b.made;
    if (a.isSound != b.isSound)
        return a.isSound;
    return std::tie(a.file.place, a.file.path, a.name) < std::tie(b.file.place, b.file.path, b.name);
}

void joinCount(CourseBackups &course)
{
    CopySum sum;
    for (const BackupCopy &copy : std::as_const(course.copies)) {
        course.byMoodle += copy.kind == CopyKind::MadeByMoodle ? 1 : 0;
        sum.add(copy);
    }
    course.bytes = sum.bytes;
}

/// How many courses have that verdict, as a part of a sentence.
QString joinCountWords(CourseVerdict verdict, int count)
{
    switch (verdict) {
    case CourseVerdict::Missing:
        return Tr::tr("%n have none", "courses, no copy", count);
    case CourseVerdict::Damaged:
        return Tr::tr("%n have a damaged one", "courses, a copy", count);
    case CourseVerdict::Incomplete:
        return Tr::tr("%n have an incomplete one", "courses, a copy", count);
    case CourseVerdict::Old:
        return Tr::tr("%n have an old one", "courses, a copy", count);
    case CourseVerdict::Doubtful:
        return Tr::tr("of %n it is not known", "courses", count);
    case CourseVerdict::Safe:
        break;
    }
    return {};
}

/// How old what is shown is, where not all of it could be read anew.
QStringList joinStaleWords(const CourseReadingHead &head, const QDateTime &now)
{
    QStringList sentences;
    if (head.moodleFailure)
        sentences << Tr::tr("Moodle's database could not be read since.");
    if (!head.listedAt.isValid())
        sentences << Tr::tr("Its files have never been looked through.");
    else if (head.inventoryFailure)
        sentences << Tr::tr("Its files were last looked through %1.").arg(ageInWords(head.listedAt, now));
    return sentences;
}

} // namespace

QString courseVerdictWord(CourseVerdict verdict)
{
    switch (verdict) {
    case CourseVerdict::Safe:
        return Tr::tr("safe", "of a course's backups");
    case CourseVerdict::Old:
        return Tr::tr("old", "of a course's backups");
    case CourseVerdict::Missing:
        return Tr::tr("missing", "of a course's backups");
    case CourseVerdict::Damaged:
        return Tr::tr("damaged", "of a course's backups");
    case CourseVerdict::Incomplete:
        return Tr::tr("incomplete", "of a course's backups");
    case CourseVerdict::Doubtful:
        break;
    }
    return Tr::tr("doubtful", "of a course's backups");
}

State courseVerdictState(CourseVerdict verdict)
{
    switch (verdict) {
    case CourseVerdict::Safe:
        return State::Good;
    case CourseVerdict::Old:
    case CourseVerdict::Incomplete:
        return State::Attention;
    case CourseVerdict::Missing:
    case CourseVerdict::Damaged:
        return State::Bad;
    case CourseVerdict::Doubtful:
        break;
    }
    return State::Unknown;
}

QString copyKindWord(CopyKind kind)
{
    switch (kind) {
    case CopyKind::MadeByMoodle:
        return Tr::tr("made by Moodle");
    case CopyKind::MadeByPeople:
        return Tr::tr("made by hand");
    case CopyKind::HandNamed:
        return Tr::tr("named by hand");
    case CopyKind::OldName:
        return Tr::tr("under a former short name");
    case CopyKind::OtherCourse:
        return Tr::tr("of another course");
    case CopyKind::OtherSite:
        return Tr::tr("of another Moodle");
    case CopyKind::DeletedCourse:
        return Tr::tr("of a course that is no more");
    case CopyKind::Part:
        return Tr::tr("of a part of a course");
    case CopyKind::NoBackup:
        return Tr::tr("no backup of a course");
    case CopyKind::Unplaced:
        break;
    }
    return Tr::tr("of which course is not known");
}

const CourseBackups *SiteBackups::find(qint64 course) const
{
    const auto found = std::lower_bound(courses.cbegin(), courses.cend(), course,
                                        [](const CourseBackups &one, qint64 id) { return one.course.id < id; });
    return found != courses.cend() && found->course.id == course ? &*found : nullptr;
}

QHash<CourseVerdict, int> SiteBackups::counts() const
{
    QHash<CourseVerdict, int> counts;
    for (const CourseBackups &course : courses)
        ++counts[course.verdict];
    return counts;
}

PageAnswer SiteBackups::answer(const QDateTime &now) const
{
    const QString name = visibleText(site.name);
    if (isAskedInVain())
        return {State::Attention,
                Tr::tr("What backups the courses of %1 have is not known: Moodle's database could not be read so far.")
                    .arg(name)};
    if (!isRead())
        return {State::Unknown, Tr::tr("What backups the courses of %1 have has never been looked up.").arg(name)};
    if (courses.isEmpty())
        return {State::Unknown,
                Tr::tr("%1 has no courses. Read %2.", "a site, an age").arg(name, ageInWords(head.moodleReadAt, now))};
    const QHash<CourseVerdict, int> counted = counts();
    const int total = int(courses.size());
    const int safe = counted.value(CourseVerdict::Safe);
    QStringList sentences;
    if (safe == total)
        sentences << Tr::tr("All %n courses have an up-to-date copy that would restore.", nullptr, total);
    else
        sentences << Tr::tr("%n of %1 courses have an up-to-date copy that would restore.", nullptr, safe)
                         .arg(QLocale().toString(total));
    State state = State::Good;
    QStringList parts;
    // The worst comes last here, and first in the sentence.
    for (const CourseVerdict verdict : {CourseVerdict::Doubtful, CourseVerdict::Old, CourseVerdict::Incomplete,
                                        CourseVerdict::Damaged, CourseVerdict::Missing}) {
        if (const int count = counted.value(verdict); count > 0) {
            parts.prepend(joinCountWords(verdict, count));
            state = courseVerdictState(verdict);
        }
    }
    if (!parts.isEmpty())
        sentences << parts.join(QLatin1String(", ")) + u'.';
    const auto byItsEnd = std::count_if(courses.cbegin(), courses.cend(), [](const CourseBackups &course) {
        return course.verdict == CourseVerdict::Safe && course.lastGood()->file.check.level < ZipLevel::ReadThrough;
    });
    if (byItsEnd > 0)
        sentences << Tr::tr("Of %n of them only the end was looked at.", "courses, copies", int(byItsEnd));
    sentences << Tr::tr("Read %1.").arg(ageInWords(head.moodleReadAt, now));
    const QStringList stale = joinStaleWords(head, now);
    if (!stale.isEmpty() && state == State::Good)
        state = State::Attention;
    return {state, (sentences + stale).join(u' ')};
}

SiteBackups joinBackups(const Site &site, const CourseReading &reading, const QDateTime &now, const WantedCopy &wanted)
{
    SiteBackups joined;
    joined.site = site;
    joined.head = reading.head;
    joined.zone = siteZone(site, now);
    joined.due = joinDue(reading.head.moodle, joined.zone, now, wanted);

    QHash<qint64, VerdictBasis> bases;
    bases.reserve(reading.courses.size());
    QList<PlacedCopy> placedAll = placedCopies(reading, joined.zone, now, wanted);
    for (PlacedCopy &placed : placedAll) {
        if (isOwnCopy(placed.copy)) {
            bases[*placed.copy.course].own.append(std::move(placed));
            continue;
        }
        if (placed.lying > 0)
            bases[placed.lying].lying.append(placed.copy);
        joined.others.append(std::move(placed.copy));
    }
    const CourseJudge judge(joined, now, wanted);
    joined.courses.reserve(reading.courses.size());
    for (const CourseState &state : reading.courses) {
        VerdictBasis basis = bases.take(state.id);
        std::sort(basis.own.begin(), basis.own.end(), joinIsBefore);
        CourseBackups course;
        course.site = site.name;
        course.course = state;
        judge.judge(course, basis);
        joinCount(course);
        joined.courses.append(std::move(course));
    }
    std::sort(joined.courses.begin(), joined.courses.end(),
              [](const CourseBackups &a, const CourseBackups &b) { return a.course.id < b.course.id; });
    std::sort(joined.others.begin(), joined.others.end(), [](const BackupCopy &a, const BackupCopy &b) {
        return std::tie(a.file.place, a.file.path, a.name) < std::tie(b.file.place, b.file.path, b.name);
    });
    return joined;
}

} // namespace Nightkeep
