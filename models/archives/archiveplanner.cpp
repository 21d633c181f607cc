// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/archiveplan.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <QMap>

#include <algorithm>

namespace Nightkeep {

namespace {

// The record that ends every zip; anything shorter holds nothing.
constexpr qint64 smallestZip = 22;

QString shownDay(const QDate &day)
{
    return dayInWords(day, QLocale::LongFormat);
}

/// Everything found of one course: indexes, the newest first.
struct CourseZips
{
    QList<int> newestFirst;
    int newest = -1; ///< the newest that is no doubtful one
    int doubtful = -1; ///< the newest doubtful one, where it is newer than that
    bool newestIsEmpty = false;
};

class Planner
{
public:
    Planner(const ArchiveRequest &request, const ArchiveFacts &facts)
        : m_facts(facts)
        , m_day(request.notBefore)
        , m_start(request.notBefore.isValid() ? request.notBefore.startOfDay(facts.zone) : QDateTime())
        , m_unseen(unseenCourses(facts.problems))
    {
        m_plan.request = request;
        m_plan.plannedAt = facts.now.toUTC();
        m_plan.coursesKnown = facts.courses.has_value();
        m_plan.freeBytes = facts.freeBytes;
        m_plan.problems = facts.problems;
        CourseNames names;
        if (facts.courses) {
            for (const Course &course : *facts.courses) {
                m_names.insert(course.id, course.shortName);
                names.add(course.shortName, course.id);
            }
        }
        // What lies in a folder for all courses may be any course's.
        if (facts.isShared)
            m_unseen = UnseenCourses {{}, !unseenFolders(facts.problems).isEmpty()};
        m_plan.zips.reserve(facts.zips.size());
        for (const ZipFile &file : facts.zips) {
            std::optional<qint64> course = facts.isShared ? file.check.course : courseOfZip(file.path);
            if (facts.isShared && !course) {
                const auto told = facts.courseOf.constFind(file.path);
                course = told == facts.courseOf.cend() ? names.courseOf(file.path) : std::optional(*told);
            }
            m_plan.zips.append({file, course, ZipDecision::Included, {}, course ? m_names.value(*course) : QString()});
        }
        std::sort(m_plan.zips.begin(), m_plan.zips.end(),
                  [](const PlannedZip &a, const PlannedZip &b) { return a.file.path < b.file.path; });
        for (const PlannedZip &zip : std::as_const(m_plan.zips))
            m_dates.append(datesOfZip(zip.file, facts.zone, facts.now));
        groupByCourse();
    }

    ArchivePlan plan()
    {
        for (int i = 0; i < m_plan.zips.size(); ++i) {
            if (m_plan.request.rule == ArchiveRule::SinceLastRun)
                decideSinceLastRun(i, m_plan.zips[i]);
            else
                decideNewest(i, m_plan.zips[i]);
        }
        warn();
        m_plan.fingerprint = planFingerprint(m_plan.zips);
        return m_plan;
    }

private:
    [[nodiscard]] const PlannedZip &zip(int index) const { return m_plan.zips[index]; }
    [[nodiscard]] bool isEmpty(int index) const { return zip(index).file.bytes < smallestZip; }
    [[nodiscard]] bool isDoubtful(int index) const { return zip(index).file.check.isDoubtful() || isEmpty(index); }

    [[nodiscard]] QString shownTime(const QDateTime &time) const
    {
        return momentInWords(time.toTimeZone(m_facts.zone), QLocale::ShortFormat);
    }
    [[nodiscard]] QString madeWords(int index) const { return shownTime(m_dates[index].made()); }
    /// Empty, or a sentence with a blank before it.
    [[nodiscard]] QString datesWords(int index) const
    {
        const ZipDates &dates = m_dates[index];
        if (!dates.differ())
            return {};
        QStringList said {Tr::tr("its file %1").arg(shownTime(dates.file))};
        if (dates.name.isValid())
            said << Tr::tr("its name %1").arg(shownTime(dates.name));
        if (dates.inside.isValid())
            said << Tr::tr("its moodle.xml %1").arg(shownTime(dates.inside));
        return Tr::tr(" Its dates differ: %1.").arg(said.join(QStringLiteral(", ")));
    }
    /// What was seen of a zip that is taken; a sentence with a blank before it.
    [[nodiscard]] QString checkWords(int index) const
    {
        const ZipCheck &check = zip(index).file.check;
        if (check.isDoubtful())
            return Tr::tr(" It is doubtful: %1.").arg(zipFaultWords(check));
        if (check.level != ZipLevel::NotChecked && zip(index).courseId && !check.course)
            return Tr::tr(" It is %1; of which course it is could not be told.").arg(zipLevelWord(check.level));
        return Tr::tr(" It is %1.").arg(zipLevelWord(check.level));
    }

    void groupByCourse()
    {
        m_rank.resize(m_plan.zips.size());
        for (int i = 0; i < m_plan.zips.size(); ++i) {
            if (zip(i).courseId)
                m_byCourse[*zip(i).courseId].newestFirst.append(i);
        }
        for (CourseZips &course : m_byCourse) {
            std::sort(course.newestFirst.begin(), course.newestFirst.end(), [this](int a, int b) {
                const QDateTime one = m_dates[a].made();
                const QDateTime other = m_dates[b].made();
                // Names may carry a date stamp, so the greater of two names with one time is the later one.
                return one != other ? one > other : zip(a).file.path > zip(b).file.path;
            });
            for (qsizetype rank = 0; rank < course.newestFirst.size(); ++rank)
                m_rank[course.newestFirst[rank]] = rank;
            for (const int i : std::as_const(course.newestFirst)) {
                if (!isDoubtful(i)) {
                    course.newest = i;
                    break;
                }
                if (!isEmpty(i) && course.doubtful < 0)
                    course.doubtful = i;
                course.newestIsEmpty = course.newestIsEmpty || isEmpty(i);
            }
        }
    }

    [[nodiscard]] bool wasLeftOut(const BytePath &path) const
    {
        return std::any_of(m_facts.leftOut.cbegin(), m_facts.leftOut.cend(), [&path](const BytePath &left) {
            return left == "." || path == left || path.startsWith(left + '/');
        });
    }

    void decideSinceLastRun(int index, PlannedZip &planned) const
    {
        const QDateTime modified = planned.file.modified;
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
            planned.reason = m_facts.isShared ? Tr::tr("Neither its moodle.xml nor its name tells its course.")
                                              : Tr::tr("It does not lie in a course's backupdata folder.");
            return;
        }
        const CourseZips &course = *m_byCourse.constFind(*planned.courseId);
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
            planned.reason = Tr::tr("The course's newest, but made on %1, before %2.").arg(time, shownDay(m_day))
                + datesWords(index);
        } else {
            planned.reason = Tr::tr("The newest of %n backups of the course, made on %1, not before %2.", nullptr,
                                    int(course.newestFirst.size()))
                                 .arg(time, shownDay(m_day))
                + checkWords(index) + datesWords(index);
        }
    }

    [[nodiscard]] bool isTaken(const CourseZips &course) const
    {
        return m_plan.request.takeDoubtful && course.doubtful >= 0
            && zip(course.doubtful).file.check.fault != ZipFault::Unreadable
            && m_dates[course.doubtful].made() >= m_start;
    }

    void decideDoubtful(int index, PlannedZip &planned, const CourseZips &course) const
    {
        const QString doubt = Tr::tr("Made on %1, but %2.").arg(madeWords(index), zipFaultWords(planned.file.check));
        if (index == course.doubtful && isTaken(course)) {
            planned.reason = doubt + u' ' + Tr::tr("It is taken as well, as was asked for.");
            return;
        }
        planned.decision = ZipDecision::Doubtful;
        planned.reason = doubt + u' '
            + (course.newest < 0 ? Tr::tr("The course has no sound one.")
                                 : Tr::tr("The newest sound one is of %1.").arg(madeWords(course.newest)));
    }

    [[nodiscard]] QString courseName(qint64 id) const
    {
        const QString name = m_names.value(id);
        return name.isEmpty() ? Tr::tr("course %1").arg(id) : name;
    }
    [[nodiscard]] bool isLiving(qint64 id) const { return !m_facts.courses || m_names.contains(id); }

    void warn(ArchiveWarning::Kind kind, qint64 id, const QString &text, bool leavesWithout = false, int index = -1)
    {
        m_plan.warnings.append({kind, id, courseName(id), text, index < 0 ? BytePath() : zip(index).file.path,
                                leavesWithout && isLiving(id)});
    }

    void warn()
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
    }

    void warnOfUnseen(qint64 id)
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

    void warnOfCourse(qint64 id, const CourseZips &course)
    {
        if (m_facts.courses && !m_names.contains(id))
            warn(ArchiveWarning::Kind::CourseGone, id,
                 Tr::tr("There are backups of course %1, which exists no longer.").arg(id));
        const bool hasNone = course.newest < 0;
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
                 Tr::tr("The newest backup of %1 is of %2, before %3.")
                     .arg(courseName(id), shownTime(newest), shownDay(m_day)),
                 true, course.newest);
        if (m_dates[course.newest].differ())
            warn(ArchiveWarning::Kind::DatesDiffer, id,
                 Tr::tr("When the newest backup of %1 was made is doubtful.").arg(courseName(id))
                     + datesWords(course.newest),
                 false, course.newest);
    }

    void warnOfName(qint64 id, int newest)
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

    void warnOfDoubtful(qint64 id, const CourseZips &course)
    {
        const QString doubt =
            Tr::tr("The newest backup of %1, of %2, is doubtful: %3.")
                .arg(courseName(id), madeWords(course.doubtful), zipFaultWords(zip(course.doubtful).file.check));
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

    /// In a folder for all courses: any of them may be the newest of some course.
    void warnOfHomelessOnes()
    {
        for (int i = 0; m_facts.isShared && i < m_plan.zips.size(); ++i) {
            if (zip(i).courseId || !isDoubtful(i))
                continue;
            const ZipCheck &check = zip(i).file.check;
            const QString why = check.isDoubtful() ? zipFaultWords(check) : Tr::tr("it is empty");
            m_plan.warnings.append({ArchiveWarning::Kind::DoubtfulZip,
                                    0,
                                    {},
                                    Tr::tr("Of which course %1 is cannot be told, and it is doubtful: %2.")
                                        .arg(displayPath(zip(i).file.path), why),
                                    zip(i).file.path});
        }
    }

    /// In an archive of all zips the doubtful ones go along, each with a word, but for those that cannot be read.
    void warnOfDoubtfulOnes()
    {
        for (int i = 0; i < m_plan.zips.size(); ++i) {
            const PlannedZip &planned = zip(i);
            const bool isLeftOut = planned.decision == ZipDecision::Doubtful;
            if (!planned.file.check.isDoubtful() || isEmpty(i)
                || (!isLeftOut && planned.decision != ZipDecision::Included))
                continue;
            const CourseZips course = planned.courseId ? m_byCourse.value(*planned.courseId) : CourseZips();
            const QString text = (isLeftOut ? Tr::tr("%1 is left out: %2.") : Tr::tr("%1 is taken, but doubtful: %2."))
                                     .arg(displayPath(planned.file.path), zipFaultWords(planned.file.check));
            const bool isOnlyOne = planned.courseId && i == course.doubtful && course.newest < 0;
            warn(ArchiveWarning::Kind::DoubtfulZip, planned.courseId.value_or(0), text, isOnlyOne, i);
        }
    }

    const ArchiveFacts &m_facts;
    QDate m_day;
    QDateTime m_start;
    UnseenCourses m_unseen;
    ArchivePlan m_plan;
    QList<ZipDates> m_dates; ///< of the plan's zips
    QList<qsizetype> m_rank; ///< of each among its course's, the newest first
    QMap<qint64, CourseZips> m_byCourse;
    QMap<qint64, QString> m_names;
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
    if (!facts.zone.isValid())
        return fail(ErrorKind::BadInput, Tr::tr("The site's time zone is not known."),
                    Tr::tr("Without it a day has no beginning: set the time zone of this machine."));
    return Planner(request, facts).plan();
}

} // namespace Nightkeep
