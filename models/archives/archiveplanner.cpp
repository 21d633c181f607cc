// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplanner.h"

namespace Nightkeep {

namespace {

class Planner final : public PlanWarnings
{
public:
    using PlanWarnings::PlanWarnings;

    ArchivePlan plan()
    {
        for (int i = 0; i < m_plan.zips.size(); ++i) {
            if (m_plan.request.rule == ArchiveRule::SinceLastRun)
                decideSinceLastRun(i, m_plan.zips[i]);
            else
                decideNewest(i, m_plan.zips[i]);
        }
        warn();
        m_plan.edition = m_facts.edition;
        m_plan.fingerprint = planFingerprint(m_plan.zips);
        return m_plan;
    }

private:
    [[nodiscard]] bool wasLeftOut(const BytePath &path) const
    {
        return std::any_of(m_facts.leftOut.cbegin(), m_facts.leftOut.cend(), [&path](const BytePath &left) {
            return left == "." || path == left || path.startsWith(left + '/');
        });
    }

    /// Whether a zip of another origin was decided on.
    [[nodiscard]] bool decidedByOrigin(int index, PlannedZip &planned) const
    {
        if (isOfOrigin(index))
            return false;
        planned.decision = ZipDecision::OtherOrigin;
        const bool isKnown = planned.kind == CopyKind::MadeByMoodle || planIsByPeople(planned.kind);
        planned.reason = !isKnown                          ? Tr::tr("Who made it could not be told.")
            : m_plan.request.origin == ZipOrigin::ByMoodle ? Tr::tr("It was made by hand.")
                                                           : Tr::tr("Moodle made it by itself.");
        return true;
    }

    void decideSinceLastRun(int index, PlannedZip &planned) const
    {
        if (decidedByOrigin(index, planned))
            return;
        // A pool has a content once, with the time of whichever file brought it first.
        const QDateTime recorded = m_facts.known.value(planned.file.path).recorded;
        const QDateTime modified =
            recorded.isValid() ? std::max(planned.file.modified, recorded) : planned.file.modified;
        // A zip of the very second of the last run may have missed it: twice is better than never.
        const bool newer = !m_facts.lastRun.isValid() || modified >= m_facts.lastRun;
        const bool again = !newer && wasLeftOut(planned.file.path);
        if (!newer && !again) {
            planned.decision = ZipDecision::BeforeLastRun;
            planned.reason =
                Tr::tr("Made on %1, before the last run of %2.").arg(shownTime(modified), shownTime(m_facts.lastRun));
            return;
        }
        if (planned.file.check.fault == ZipFault::Unreadable) {
            planned.decision = ZipDecision::Doubtful;
            planned.reason =
                Tr::tr("Left out, because %1; the next run tries it again.").arg(zipFaultWords(planned.file.check));
            return;
        }
        if (again)
            planned.reason = Tr::tr("The last run had to leave it out.");
        else if (!m_facts.lastRun.isValid())
            planned.reason = Tr::tr("No archive of this rule has been completed before, so every zip is taken.");
        else
            planned.reason =
                Tr::tr("Made on %1, since the last run of %2.").arg(shownTime(modified), shownTime(m_facts.lastRun));
        planned.reason += checkWords(index);
    }

    void decideNewest(int index, PlannedZip &planned) const
    {
        if (!planned.courseId) {
            planned.decision = ZipDecision::NotCourseBackup;
            planned.reason = isLater() ? Tr::tr("It is no backup of a course of this Moodle.")
                : m_facts.isShared     ? Tr::tr("Neither its moodle.xml nor its name tells its course.")
                                       : Tr::tr("It does not lie in a course's backupdata folder.");
            return;
        }
        const CourseZips &course = *m_byCourse.constFind(*planned.courseId);
        if (isChosen(index)) {
            decideChosen(index, planned);
            return;
        }
        if (decidedByOrigin(index, planned))
            return;
        if (course.chosen >= 0) {
            planned.decision = ZipDecision::Replaced;
            planned.reason = Tr::tr("The one of %1 was chosen for the course.").arg(madeWords(course.chosen));
            return;
        }
        const QString time = madeWords(index);
        const bool isOlder = course.newest >= 0 && m_rank[index] > m_rank[course.newest];
        if (isEmpty(index)) {
            planned.decision = isOlder ? ZipDecision::NotNewest : ZipDecision::Empty;
            planned.reason = Tr::tr("It is empty, so it cannot be a backup.");
        } else if (isOlder) {
            planned.decision = ZipDecision::NotNewest;
            planned.reason =
                Tr::tr("Made on %1; the course has a newer one of %2.").arg(time, madeWords(course.newest));
        } else if (isDoubtful(index)) {
            decideDoubtful(index, planned, course);
        } else if (m_dates[index].made() < m_start) {
            planned.decision = ZipDecision::TooOld;
            planned.reason =
                Tr::tr("The course's newest, but made on %1, before %2.").arg(time, planDay(m_day)) + datesWords(index);
        } else {
            planned.reason = Tr::tr("The newest of %n backups of the course, made on %1, not before %2.", nullptr,
                                    int(course.newestFirst.size()))
                                 .arg(time, planDay(m_day))
                + checkWords(index) + datesWords(index);
        }
    }

    void decideChosen(int index, PlannedZip &planned) const
    {
        if (isEmpty(index)) {
            planned.decision = ZipDecision::Empty;
            planned.reason = Tr::tr("It was chosen, but is empty, so it cannot be a backup.");
        } else if (planned.file.check.fault == ZipFault::Unreadable) {
            planned.decision = ZipDecision::Doubtful;
            planned.reason = Tr::tr("It was chosen, but %1.").arg(faultWords(index));
        } else {
            planned.reason = Tr::tr("It was chosen for the course; made on %1.").arg(madeWords(index))
                + datesWords(index) + checkWords(index);
        }
    }

    void decideDoubtful(int index, PlannedZip &planned, const CourseZips &course) const
    {
        const QString doubt = Tr::tr("Made on %1, but %2.").arg(madeWords(index), faultWords(index));
        if (index == course.doubtful && isTaken(course)) {
            planned.reason = doubt + u' ' + Tr::tr("It is taken as well, as was asked for.");
            return;
        }
        planned.decision = ZipDecision::Doubtful;
        planned.reason = doubt + u' '
            + (course.newest < 0 ? Tr::tr("The course has no sound one.")
                                 : Tr::tr("The newest sound one is of %1.").arg(madeWords(course.newest)));
    }
};

} // namespace

Result<ArchivePlan> planArchive(const ArchiveRequest &request, const ArchiveFacts &facts)
{
    const Result<void> name = checkArchiveName(request.name);
    if (!name)
        return fail(name.error());
    if (request.rule == ArchiveRule::NewestPerCourse && !request.notBefore.isValid())
        return fail(ErrorKind::BadInput, Tr::tr("The rule \"newest per course\" needs a date."),
                    Tr::tr("Give the day before which a backup is too old."));
    for (const AcceptedCourse &accepted : request.accepted) {
        if (accepted.course <= 0 || accepted.reason.trimmed().isEmpty())
            return fail(ErrorKind::BadInput, Tr::tr("A course is accepted without a reason."),
                        Tr::tr("Say in a few words why the archive is made without an up-to-date backup of it."));
    }
    if (!facts.zone.isValid())
        return fail(ErrorKind::BadInput, Tr::tr("The site's time zone is not known."),
                    Tr::tr("Without it a day has no beginning: set the time zone of this machine."));
    const ArchivePlan plan = Planner(request, facts).plan();
    for (const BytePath &chosen : request.instead) {
        const auto zip = std::lower_bound(
            plan.zips.cbegin(), plan.zips.cend(), chosen,
            [](const PlannedZip &each, const BytePath &path) { return each.file.path < path; }); // they are by path
        if (zip == plan.zips.cend() || zip->file.path != chosen || !zip->courseId)
            return fail(ErrorKind::NotFound,
                        Tr::tr("%1, which is to be taken, is no course's backup there.").arg(displayPath(chosen)),
                        Tr::tr("Plan again, and choose one that is listed."));
    }
    return plan;
}

} // namespace Nightkeep
