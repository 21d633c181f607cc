// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/teachertext.h"

#include "models/base/format.h"
#include "models/base/tr.h"

namespace Nightkeep {

namespace {

constexpr qint64 teacherFreshDays = 3; ///< since somebody looked, after which the letter says that it is long ago

class TeacherLetter
{
public:
    TeacherLetter(const SiteBackups &site, const CourseBackups &course, const QDateTime &now)
        : m_site(site)
        , m_course(course)
        , m_now(now)
    {
    }
    [[nodiscard]] QStringList paragraphs() const;

private:
    [[nodiscard]] QString day(const QDateTime &moment) const;
    [[nodiscard]] bool hasSchedule() const
    {
        return lastScheduledRun(m_site.head.moodle, m_site.zone, m_now).isValid();
    }
    [[nodiscard]] QString opening() const;
    [[nodiscard]] QString whatIsBackedUp() const;
    [[nodiscard]] QString lastGood() const;
    [[nodiscard]] QString withoutGood() const;
    [[nodiscard]] QString howFarLooked() const;
    [[nodiscard]] const BackupCopy *newerBad() const;
    [[nodiscard]] QString contents() const;
    [[nodiscard]] QString whatIsWrong() const;
    [[nodiscard]] QString whatWeDo() const;
    [[nodiscard]] QString whatYouCanDo() const;
    [[nodiscard]] QString steps() const;

    const SiteBackups &m_site;
    const CourseBackups &m_course;
    const QDateTime &m_now;
};

/// "14 December 2008"
QString TeacherLetter::day(const QDateTime &moment) const
{
    return moment.isValid() ? dayAndMonth(moment.toTimeZone(m_site.zone).date())
                            : Tr::tr("a day that is not known", "a copy of a course is of it");
}

QString TeacherLetter::opening() const
{
    QStringList sentences {
        Tr::tr("This is about the backups of your course %1 (%2) in Moodle.", "its full, its short name")
            .arg(visibleText(m_course.course.fullName), visibleText(m_course.course.shortName))};
    const CourseReadingHead &head = m_site.head;
    if (!head.moodleReadAt.isValid() || !head.listedAt.isValid())
        return sentences.first();
    const QDateTime seen = qMin(head.moodleReadAt, head.listedAt);
    sentences << Tr::tr("It says what we saw on %1.", "a day").arg(day(seen));
    if (seen.daysTo(m_now) > teacherFreshDays)
        sentences << Tr::tr("Nobody has looked since, so it may be different by now.");
    return sentences.join(u' ');
}

QString TeacherLetter::whatIsBackedUp() const
{
    const MoodleFacts &facts = m_site.head.moodle;
    const QString rule =
        Tr::tr("A backup is a copy of a whole course, from which it can be brought back if something goes wrong.");
    if (hasSchedule())
        return rule + u' ' + Tr::tr("Moodle makes such copies by itself.");
    if (facts.edition != MoodleEdition::Unknown && facts.active != BackupActive::On)
        return rule + u' ' + Tr::tr("At the moment Moodle makes no such copies by itself.");
    return rule;
}

QString TeacherLetter::howFarLooked() const
{
    switch (m_course.lastGood()->file.check.level) {
    case ZipLevel::Complete:
        return Tr::tr("We have read this copy from end to end, and nothing that belongs to it is missing.");
    case ZipLevel::ReadThrough:
        return Tr::tr("We have read this copy from end to end and found no damage.");
    case ZipLevel::Closed:
    case ZipLevel::NotChecked:
        break;
    }
    return Tr::tr("We have looked at this copy only in part so far, and found no damage.");
}

QString TeacherLetter::contents() const
{
    const BackupInside &inside = m_course.lastGood()->file.inside;
    QStringList sentences;
    if (!inside.users)
        sentences << Tr::tr("We do not know whether it holds your students' work.");
    else if (!*inside.users)
        sentences << Tr::tr("It does not hold your students' work: submissions, posts and grades would be lost.");
    else if (inside.anonymous)
        sentences << Tr::tr("It holds your students' work without their names.");
    else
        sentences << Tr::tr("It holds your students' work, too.");
    if (!inside.files)
        sentences << Tr::tr("We do not know whether it holds the files of the course.");
    else if (!*inside.files)
        sentences << Tr::tr("It does not hold the files of the course.");
    return sentences.join(u' ');
}

QString TeacherLetter::withoutGood() const
{
    switch (m_course.verdict) {
    case CourseVerdict::Missing:
        return Tr::tr("There is no copy of your course. If something were lost now, it could not be brought back.");
    case CourseVerdict::Damaged:
        return Tr::tr(
            "What copies there are of your course are damaged. If something were lost now, we could not rely on "
            "bringing it back.");
    case CourseVerdict::Incomplete:
        return Tr::tr("What copies there are of your course lack a part of it. If something were lost now, it could be "
                      "brought back in part at best.");
    case CourseVerdict::Safe:
    case CourseVerdict::Old:
    case CourseVerdict::Doubtful:
        break;
    }
    return Tr::tr(
        "We do not know at the moment whether there is a copy of your course that can be used, so please do not "
        "rely on one.");
}

QString TeacherLetter::lastGood() const
{
    const BackupCopy *good = m_course.lastGood();
    if (!good)
        return withoutGood();
    const QString of = day(good->made);
    if (m_course.verdict == CourseVerdict::Doubtful)
        return Tr::tr("The last copy that we know of and found nothing wrong with is of %1, and something about it, or "
                      "about a later one, is not clear to us yet. Please do not rely on it until we have found out.")
            .arg(of);
    QStringList sentences {Tr::tr("As far as we know, the last good copy of your course is of %1.", "a day").arg(of)};
    if (m_course.verdict == CourseVerdict::Incomplete && !newerBad())
        sentences << Tr::tr("If something were lost now, only what is in this copy could be brought back.");
    else
        sentences << Tr::tr(
            "If something were lost now, the course could be brought back as it was on that day, and what "
            "was changed since would be lost.");
    sentences << howFarLooked() << contents();
    return sentences.join(u' ');
}

/// The newest copy, where that is later than the good one.
const BackupCopy *TeacherLetter::newerBad() const
{
    const BackupCopy *good = m_course.lastGood();
    const BackupCopy *newest = m_course.newestCopy();
    return newest && (!good || newest->made > good->made) ? newest : nullptr;
}

QString TeacherLetter::whatIsWrong() const
{
    const BackupCopy *good = m_course.lastGood();
    const BackupCopy *newer = newerBad();
    const CourseStatus status = m_course.course.status;
    switch (m_course.verdict) {
    case CourseVerdict::Safe:
        return good && m_site.due.isValid() && good->made < m_site.due.addSecs(-dueSlack)
            ? Tr::tr("There is no newer one, for the course has not changed since.")
            : QString();
    case CourseVerdict::Old:
        return hasSchedule()
            ? Tr::tr("This copy is older than it should be: a newer one was due on %1.", "a day").arg(day(m_site.due))
            : Tr::tr("This copy is older than it should be.");
    case CourseVerdict::Missing:
        if (status == CourseStatus::Skipped)
            return Tr::tr("Moodle has left your course out.", "when it made copies");
        return status == CourseStatus::NotYetRun || status == CourseStatus::Unlisted
            ? Tr::tr("Moodle has not made one yet.")
            : Tr::tr("Moodle was to make one, and we do not find it.");
    case CourseVerdict::Damaged:
        return newer ? Tr::tr("The newest copy, of %1, is damaged and cannot be used.").arg(day(newer->made))
                     : QString();
    case CourseVerdict::Incomplete:
        if (newer)
            return Tr::tr("The newest copy, of %1, is not complete.").arg(day(newer->made));
        return good && !good->isWhole ? Tr::tr("So this copy does not hold all that it should.")
                                      : Tr::tr("When Moodle made it, it warned that files may be missing from it.");
    case CourseVerdict::Doubtful:
        break;
    }
    return {};
}

QString TeacherLetter::whatWeDo() const
{
    switch (m_course.verdict) {
    case CourseVerdict::Safe:
        return Tr::tr("You need not do anything. We keep looking at the copies, and tell you if one is missing.");
    case CourseVerdict::Doubtful:
        return Tr::tr("We will find out how it stands, and tell you.");
    case CourseVerdict::Old:
    case CourseVerdict::Missing:
    case CourseVerdict::Damaged:
    case CourseVerdict::Incomplete:
        break;
    }
    return Tr::tr("We will find out why, see to it that a new copy is made, and tell you once there is one.");
}

/// In the words that a teacher sees there.
QString TeacherLetter::steps() const
{
    switch (m_site.head.moodle.edition) {
    case MoodleEdition::Old:
        return Tr::tr(
            "open the course, choose \"Backup\" in the block \"Administration\", leave what is chosen there as "
            "it is, and press \"Continue\" until Moodle says that the backup is complete. Then choose \"Files\" "
            "in the same block, open the folder \"backupdata\", and save the newest file on a computer of "
            "yours.");
    case MoodleEdition::Later:
        return Tr::tr(
            "open the course, choose \"Backup\" (in newer versions of Moodle below \"More\", \"Course "
            "reuse\"), leave what is chosen there as it is, and go on to the last step, \"Perform backup\". "
            "Then choose \"Restore\" at the same place, and download the newest file of the list to a computer "
            "of yours.");
    case MoodleEdition::Unknown:
        break;
    }
    return Tr::tr("ask us: we will make one with you.");
}

QString TeacherLetter::whatYouCanDo() const
{
    if (m_course.verdict == CourseVerdict::Safe)
        return {};
    const QString how = Tr::tr("If you want a copy now, make one by hand: %1", "steps").arg(steps());
    return m_site.head.moodle.edition == MoodleEdition::Unknown
        ? how
        : how + u' ' + Tr::tr("Keep it where nobody else can read it: it may hold your students' names and work.");
}

QStringList TeacherLetter::paragraphs() const
{
    QStringList all {Tr::tr("Dear colleague,"), opening(), whatIsBackedUp(), lastGood()};
    if (const QString wrong = whatIsWrong(); !wrong.isEmpty())
        all << wrong;
    all << whatWeDo();
    if (const QString can = whatYouCanDo(); !can.isEmpty())
        all << can;
    return all << Tr::tr("Your Moodle team", "the end of a letter");
}

} // namespace

TeacherText teacherText(const SiteBackups &site, const CourseBackups &course, const QDateTime &now)
{
    return {Tr::tr("The backups of your course %1", "a subject").arg(visibleText(course.course.shortName)),
            TeacherLetter(site, course, now).paragraphs().join(QLatin1String("\n\n"))};
}

} // namespace Nightkeep
