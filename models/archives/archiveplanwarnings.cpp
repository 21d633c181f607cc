// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplanner.h"

namespace Nightkeep {

void PlanWarnings::warn(ArchiveWarning::Kind kind, qint64 id, const QString &text, bool leavesWithout, int index)
{
    ArchiveWarning warning {
        kind, id, courseName(id), text, index < 0 ? BytePath() : zip(index).file.path, leavesWithout && isLiving(id)};
    if (const int handMade = m_byCourse.value(id).handMade; warning.leavesWithout && handMade >= 0)
        warning.handMade = zip(handMade).file.path;
    m_plan.warnings.append(warning);
}

void PlanWarnings::accept()
{
    QHash<qint64, QString> reasons;
    for (const AcceptedCourse &accepted : std::as_const(m_plan.request.accepted))
        reasons.insert(accepted.course, accepted.reason);
    for (ArchiveWarning &warning : m_plan.warnings)
        warning.accepted = reasons.value(warning.courseId);
}

void PlanWarnings::warn()
{
    for (auto name = m_names.cbegin(); name != m_names.cend(); ++name) {
        if (m_byCourse.contains(name.key()))
            continue;
        if (!m_unseen.contains(name.key()))
            warn(ArchiveWarning::Kind::NoZip, name.key(), Tr::tr("%1 has no backup.").arg(courseName(name.key())),
                 true);
        else if (m_unseen.all)
            warnOfUnseen(name.key());
    }
    for (const qint64 id : std::as_const(m_unseen.courses)) {
        if (!m_unseen.all || !m_names.contains(id) || m_byCourse.contains(id))
            warnOfUnseen(id);
    }
    if (m_unseen.all)
        m_plan.warnings.append({ArchiveWarning::Kind::NotSeen,
                                0,
                                {},
                                Tr::tr("Not all could be seen, so there may be later backups than these.")});
    for (auto course = m_byCourse.cbegin(); course != m_byCourse.cend(); ++course)
        warnOfCourse(course.key(), course.value());
    if (m_plan.request.rule == ArchiveRule::SinceLastRun)
        warnOfDoubtfulOnes();
    else
        warnOfHomelessOnes();
    std::stable_sort(m_plan.warnings.begin(), m_plan.warnings.end(),
                     [](const ArchiveWarning &a, const ArchiveWarning &b) {
                         return a.kind != b.kind ? a.kind < b.kind : a.courseId < b.courseId;
                     });
    accept();
}

void PlanWarnings::warnOfUnseen(qint64 id)
{
    if (m_byCourse.contains(id))
        warn(ArchiveWarning::Kind::NotSeen, id,
             Tr::tr("Not all backups of %1 could be seen, so there may be later ones: a part of its folder cannot "
                    "be read.")
                 .arg(courseName(id)));
    else
        warn(ArchiveWarning::Kind::NotSeen, id,
             Tr::tr("Whether %1 has a backup is not known: its folder cannot be read.").arg(courseName(id)), true);
}

void PlanWarnings::warnOfCourse(qint64 id, const CourseZips &course)
{
    if (m_facts.courses && !m_names.contains(id))
        warn(ArchiveWarning::Kind::CourseGone, id,
             Tr::tr("There are backups of course %1, which exists no longer.").arg(id));
    const bool hasNone = course.newest < 0;
    if (course.newestFirst.isEmpty())
        warn(ArchiveWarning::Kind::NoZip, id,
             (m_plan.request.origin == ZipOrigin::ByMoodle ? Tr::tr("%1 has no backup that Moodle made by itself.")
                                                           : Tr::tr("%1 has no backup that was made by hand."))
                 .arg(courseName(id)),
             true);
    if (course.newestIsEmpty && course.doubtful < 0)
        warn(ArchiveWarning::Kind::EmptyZip, id, Tr::tr("The newest backup of %1 is empty.").arg(courseName(id)),
             hasNone);
    if (course.doubtful >= 0 && m_plan.request.rule == ArchiveRule::NewestPerCourse)
        warnOfDoubtful(id, course);
    if (!hasNone)
        warnOfName(id, course.newest);
    if (hasNone || !m_start.isValid())
        return;
    const QDateTime newest = m_dates[course.newest].made();
    if (newest < m_start)
        warn(ArchiveWarning::Kind::TooOld, id,
             (course.chosen < 0 ? Tr::tr("The newest backup of %1 is of %2, before %3.")
                                : Tr::tr("The backup that was chosen for %1 is of %2, before %3."))
                 .arg(courseName(id), shownTime(newest), planDay(m_day)),
             true, course.newest);
    if (m_dates[course.newest].differ())
        warn(ArchiveWarning::Kind::DatesDiffer, id,
             Tr::tr("When the newest backup of %1 was made is doubtful.").arg(courseName(id))
                 + datesWords(course.newest),
             false, course.newest);
}

void PlanWarnings::warnOfName(qint64 id, int newest)
{
    const QString inside = zip(newest).file.check.shortName;
    const QString name = m_names.value(id).trimmed();
    if (!inside.isEmpty() && !name.isEmpty() && inside != name)
        warn(ArchiveWarning::Kind::NameDiffers, id,
             Tr::tr("The newest backup of %1 is of a course called %2: it was renamed since, or the backup is of "
                    "another Moodle.")
                 .arg(name, inside),
             false, newest);
}

void PlanWarnings::warnOfDoubtful(qint64 id, const CourseZips &course)
{
    const QString doubt = (course.chosen < 0 ? Tr::tr("The newest backup of %1, of %2, is doubtful: %3.")
                                             : Tr::tr("The backup that was chosen for %1, of %2, is doubtful: %3."))
                              .arg(courseName(id), madeWords(course.doubtful), faultWords(course.doubtful));
    const bool isUpToDate = course.newest >= 0 && !(m_dates[course.newest].made() < m_start);
    QString instead = Tr::tr("There is no older one that is sound.");
    if (isTaken(course))
        instead = isUpToDate ? Tr::tr("It is taken beside the sound one of %1.").arg(madeWords(course.newest))
                             : Tr::tr("It is taken all the same.");
    else if (course.newest >= 0)
        instead = (isUpToDate ? Tr::tr("The one of %1 is taken in its place.")
                              : Tr::tr("The newest sound one is of %1, which is too old."))
                      .arg(madeWords(course.newest));
    warn(ArchiveWarning::Kind::DoubtfulZip, id, doubt + u' ' + instead, !isUpToDate, course.doubtful);
}

void PlanWarnings::warnOfHomelessOnes()
{
    for (int i = 0; (m_facts.isShared || isLater()) && i < m_plan.zips.size(); ++i) {
        if (zip(i).courseId || !isDoubtful(i))
            continue;
        const QString fault = faultWords(i);
        const QString why = fault.isEmpty() ? Tr::tr("it is empty") : fault;
        m_plan.warnings.append({ArchiveWarning::Kind::DoubtfulZip,
                                0,
                                {},
                                Tr::tr("Of which course %1 is cannot be told, and it is doubtful: %2.")
                                    .arg(displayPath(zip(i).file.path), why),
                                zip(i).file.path});
    }
}

void PlanWarnings::warnOfDoubtfulOnes()
{
    for (int i = 0; i < m_plan.zips.size(); ++i) {
        const PlannedZip &planned = zip(i);
        const bool isLeftOut = planned.decision == ZipDecision::Doubtful;
        if (!hasFault(i) || isEmpty(i) || (!isLeftOut && planned.decision != ZipDecision::Included))
            continue;
        const CourseZips course = planned.courseId ? m_byCourse.value(*planned.courseId) : CourseZips();
        const QString text = (isLeftOut ? Tr::tr("%1 is left out: %2.") : Tr::tr("%1 is taken, but doubtful: %2."))
                                 .arg(displayPath(planned.file.path), faultWords(i));
        const bool isOnlyOne = planned.courseId && i == course.doubtful && course.newest < 0;
        warn(ArchiveWarning::Kind::DoubtfulZip, planned.courseId.value_or(0), text, isOnlyOne, i);
    }
}

} // namespace Nightkeep
