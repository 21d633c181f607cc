// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/deletioncheck.h"

#include "models/archives/deletionarchives.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

using Obstacle = DeletionObstacle;

/// Judges the copies of courses, one after the other.
class DeletionJudge
{
public:
    DeletionJudge(const SiteBackups &site, const QList<ArchiveHolding> &archives, const QDateTime &now)
        : m_archived(site, archives)
        , m_now(now)
    {
    }
    [[nodiscard]] CourseDeletion judge(const CourseBackups &course) const
    {
        CourseDeletion best {course.course.id, course.course.shortName, DeletionAnswer::MayNot, {}};
        for (const BackupCopy &copy : course.copies) {
            const CourseDeletion by = judgedBy(course.course, copy);
            if (!best.copy || by.reasons.size() < best.reasons.size()
                || (by.reasons.isEmpty() && by.answer < best.answer))
                best = by;
        }
        if (!best.copy)
            best.reasons = {noCopyOf(course)};
        return best;
    }

private:
    [[nodiscard]] DeletionReason noCopyOf(const CourseBackups &course) const
    {
        QString text = Tr::tr("No copy of it is known. %1").arg(course.reason);
        if (const QString archive = m_archived.anyOf(course.course.id); !archive.isEmpty())
            text += u' '
                + Tr::tr("The archive %1 holds a zip of it that is no longer on the server: whether users' data and "
                         "files are in that cannot be told.")
                      .arg(archive);
        return {Obstacle::NoCopy, text,
                Tr::tr("Back it up with users and files, read the copy through and archive it.")};
    }
    [[nodiscard]] CourseDeletion judgedBy(const CourseState &course, const BackupCopy &copy) const
    {
        const FoundFile &file = copy.file;
        const ArchivedAt at = m_archived.find(copy);
        CourseDeletion judged {course.id, course.shortName, DeletionAnswer::MayNot, {}};
        const ZipLevel level = std::max(file.check.level, at.check.level); // the same file: either look is one at it
        judged.reasons = ofReading(copy, level, at.check);
        judged.reasons += ofInside(file.inside);
        // An mbz names its files in a list of its own, and a zip of 1.9 does not.
        if (m_archived.isOfLater() && level == ZipLevel::ReadThrough && file.inside.files == true)
            judged.reasons.append({Obstacle::FilesNotKnown,
                                   Tr::tr("Whether all the files that belong to it are inside is not known."),
                                   Tr::tr("Read it through; if that does not tell, back the course up again.")});
        judged.reasons += ofMoment(course, copy);
        if (judged.reasons.isEmpty() && !copy.isSound)
            judged.reasons = {{Obstacle::Doubtful, Tr::tr("The copy is not known to be good: %1.").arg(copy.fault),
                               Tr::tr("Read its copies through, or back the course up again.")}};
        if (at.obstacle)
            judged.reasons.append(*at.obstacle);
        if (judged.reasons.isEmpty())
            judged.answer = at.isByNote ? DeletionAnswer::ByNote : DeletionAnswer::MayBeDeleted;
        judged.copy = DeletionCopy {file.place, file.path, file.bytes, file.modified, copy.made, level, {}, {}, {}, {}};
        if (at.archive) {
            const ArchiveRecord &record = at.archive->record;
            judged.copy->run = record.run.id;
            judged.copy->archive = record.run.request.name;
            judged.copy->sha256 = record.status.sha256;
            judged.copy->noted = at.isByNote ? record.moved->text : QString();
        }
        return judged;
    }
    [[nodiscard]] static QList<DeletionReason> ofReading(const BackupCopy &copy, ZipLevel level, const ZipCheck &taken)
    {
        const QString reading = Tr::tr("Read its copies through, and take another copy if this one is no good.");
        if (copy.sight != CopySight::Seen)
            return {{Obstacle::NotSeen, Tr::tr("Nobody has seen the copy: %1.").arg(copy.fault),
                     Tr::tr("See why it is not where Moodle records it, or back the course up again.")}};
        const ZipCheck &faulty = copy.file.check.isDoubtful() ? copy.file.check : taken;
        if (faulty.isDoubtful())
            return {{Obstacle::Damaged, Tr::tr("The copy is not sound: %1.").arg(zipFaultWords(faulty)),
                     Tr::tr("Back the course up again, read that copy through and archive it.")}};
        if (level < ZipLevel::ReadThrough)
            return {{Obstacle::NotReadThrough, Tr::tr("Nobody has read every byte of it."), reading}};
        return {};
    }
    [[nodiscard]] static QList<DeletionReason> ofInside(const BackupInside &inside)
    {
        const QString anew = Tr::tr("Back the course up with users and files, read that copy through and archive it.");
        const QString look = Tr::tr("Read it through; if that does not tell, back the course up again.");
        QList<DeletionReason> reasons;
        if (!inside.users)
            reasons.append({Obstacle::UsersNotKnown, Tr::tr("Whether it holds users' data is not known."), look});
        else if (!*inside.users || inside.anonymous)
            reasons.append({Obstacle::WithoutUsers,
                            *inside.users ? Tr::tr("It holds users' data without their names.")
                                          : Tr::tr("It holds no users' data."),
                            anew});
        if (!inside.files)
            reasons.append(
                {Obstacle::FilesNotKnown, Tr::tr("Whether it holds the course's files is not known."), look});
        else if (!*inside.files)
            reasons.append({Obstacle::WithoutFiles, Tr::tr("It does not hold the course's files."), anew});
        return reasons;
    }
    [[nodiscard]] QList<DeletionReason> ofMoment(const CourseState &course, const BackupCopy &copy) const
    {
        // Where nothing inside tells it, signs that contradict one another do not either.
        if (!copy.made.isValid() || copy.isOfTheFuture || (copy.datesDiffer && !copy.file.check.made.isValid()))
            return {{Obstacle::MomentNotKnown, Tr::tr("When it was made cannot be told."),
                     Tr::tr("Back the course up again, read that copy through and archive it.")}};
        // Moodle 1.9 writes no time of a change until there is one.
        const QDateTime changed = course.changed.isValid() ? course.changed : course.created;
        if (!changed.isValid())
            return {{Obstacle::ChangeNotKnown, Tr::tr("When the course was last changed is not known."),
                     Tr::tr("See in Moodle when it was changed, and decide by hand.")}};
        if (copy.made >= changed)
            return {};
        return {{Obstacle::ChangedSince,
                 Tr::tr("The course was changed %1, after the copy was made, %2.", "two ages")
                     .arg(ageInWords(changed, m_now), ageInWords(copy.made, m_now)),
                 Tr::tr("Back it up as it is now, read that copy through and archive it.")}};
    }

    ArchivedFiles m_archived;
    QDateTime m_now;
};

CourseDeletion unclearWord(const ListedCourses::Unclear &unclear, const QString &site)
{
    CourseDeletion row;
    row.shortName = unclear.text;
    if (unclear.isOfSeveral)
        row.reasons = {{Obstacle::SeveralCourses, Tr::tr("This line names several courses."),
                        Tr::tr("Put each on a line of its own.")}};
    else
        row.reasons = {{Obstacle::NoSuchCourse, Tr::tr("%1 has no such course.").arg(visibleText(site)),
                        Tr::tr("See whether it is spelt as in Moodle, or was deleted before.")}};
    return row;
}

void refuseHeld(CourseDeletion &course, const QString &why)
{
    course.answer = DeletionAnswer::MayNot;
    course.reasons.prepend(
        {Obstacle::LegalHold, why,
         Tr::tr("Ask who holds it. \"nightkeepctl retention holds\" lists the holds, and end-hold ends one.")});
}

} // namespace

QString deletionAnswerWord(DeletionAnswer answer)
{
    switch (answer) {
    case DeletionAnswer::MayBeDeleted:
        return Tr::tr("may be deleted");
    case DeletionAnswer::ByNote:
        return Tr::tr("may be deleted: archive on tape, as noted");
    case DeletionAnswer::MayNot:
        break;
    }
    return Tr::tr("not to be deleted");
}

State deletionAnswerState(DeletionAnswer answer)
{
    switch (answer) {
    case DeletionAnswer::MayBeDeleted:
        return State::Good;
    case DeletionAnswer::ByNote:
        return State::Attention;
    case DeletionAnswer::MayNot:
        break;
    }
    return State::Bad;
}

PageAnswer deletionAnswer(const DeletionCheckHead &head, const QDateTime &now)
{
    PageAnswer answer;
    QStringList sentences;
    if (head.failed > 0) {
        answer.state = State::Bad;
        sentences << Tr::tr("%n courses are not to be deleted.", nullptr, int(head.failed));
    }
    if (const qint64 passed = head.courses - head.failed; passed > 0 || head.failed == 0) {
        if (head.failed == 0)
            answer.state = head.byNote > 0 || head.offline ? State::Attention : State::Good;
        sentences << Tr::tr("%n courses may be deleted.", nullptr, int(passed));
    }
    if (head.byNote > 0)
        sentences << Tr::tr("%n of them rest on an archive that is on tape, as somebody noted.", nullptr,
                            int(head.byNote));
    if (!head.notRead.isEmpty()) {
        if (head.failed == 0)
            answer.state = State::Unknown;
        sentences << Tr::tr("Not all could be asked anew: %1").arg(visibleText(head.notRead.join(u' ')));
    }
    if (head.offline || !head.notRead.isEmpty())
        sentences << Tr::tr("Moodle was read %1, the files were looked through %2.", "two ages")
                         .arg(ageInWords(head.moodleReadAt, now), ageInWords(head.listedAt, now));
    answer.sentence = sentences.join(u' ');
    return answer;
}

Result<DeletionCheck> checkBeforeDeletion(const DeletionList &list, const SiteBackups &site,
                                          const QList<ArchiveHolding> &archives, const QDateTime &now,
                                          const QHash<qint64, QString> &held)
{
    const Result<ListedCourses> listed = listedCourses(list, site);
    if (!listed)
        return fail(listed.error());
    DeletionCheck check;
    check.list = list;
    check.head.at = now.toUTC();
    check.head.site = site.site.name;
    check.head.moodleReadAt = site.head.moodleReadAt;
    check.head.listedAt = site.head.listedAt;
    for (const ListedCourses::Unclear &unclear : listed->unclear)
        check.courses.append(unclearWord(unclear, site.site.name));
    const DeletionJudge judge(site, archives, now);
    for (const CourseBackups *course : listed->courses) {
        check.courses.append(judge.judge(*course));
        for (const qint64 id : {course->course.id, qint64(0)}) {
            if (const auto why = held.constFind(id); why != held.cend())
                refuseHeld(check.courses.last(), *why);
        }
    }
    std::stable_sort(check.courses.begin(), check.courses.end(),
                     [](const CourseDeletion &a, const CourseDeletion &b) { return a.answer > b.answer; });
    check.head.courses = check.courses.size();
    for (const CourseDeletion &course : std::as_const(check.courses)) {
        check.head.failed += course.answer == DeletionAnswer::MayNot ? 1 : 0;
        check.head.byNote += course.answer == DeletionAnswer::ByNote ? 1 : 0;
    }
    return check;
}

} // namespace Nightkeep
