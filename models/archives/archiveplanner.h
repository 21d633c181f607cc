// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiveplan.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <QLocale>
#include <QMap>
#include <QSet>

#include <algorithm>

namespace Nightkeep {

// What planArchive() is made of; for nobody else.

// The record that ends every zip; anything shorter holds nothing.
inline constexpr qint64 smallestZip = 22;

inline QString planDay(const QDate &day)
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
    int chosen = -1; ///< by a person: then the others count for nothing
    QList<int> ofOtherOrigin; ///< the newest first
    int handMade = -1; ///< of these, the newest sound one that people made, where it is up to date
};

inline bool planIsByPeople(CopyKind kind)
{
    return kind == CopyKind::MadeByPeople || kind == CopyKind::HandNamed;
}

/// All that was found, by course, before anything is decided.
class PlannedCourses
{
public:
    PlannedCourses(const ArchiveRequest &request, const ArchiveFacts &facts)
        : m_facts(facts)
        , m_day(request.notBefore)
        , m_start(request.notBefore.isValid() ? request.notBefore.startOfDay(facts.zone) : QDateTime())
        , m_unseen(unseenCourses(facts.problems))
    {
        m_plan.request = request;
        m_instead = QSet<BytePath>(request.instead.cbegin(), request.instead.cend());
        m_plan.plannedAt = facts.now.toUTC();
        m_plan.coursesKnown = facts.courses.has_value();
        m_plan.freeBytes = facts.freeBytes;
        m_plan.roomHere = facts.roomHere;
        m_plan.problems = facts.problems;
        CourseNames names;
        if (facts.courses) {
            for (const Course &course : *facts.courses) {
                m_names.insert(course.id, course.shortName);
                names.add(course.shortName, course.id);
            }
        }
        // What lies in a folder for all courses may be any course's, and so may what lies in a pool.
        if (facts.isShared || isLater())
            m_unseen = UnseenCourses {{}, !unseenFolders(facts.problems).isEmpty()};
        m_plan.zips.reserve(facts.zips.size());
        for (const ZipFile &file : facts.zips)
            m_plan.zips.append(placed(file, names));
        std::sort(m_plan.zips.begin(), m_plan.zips.end(),
                  [](const PlannedZip &a, const PlannedZip &b) { return a.file.path < b.file.path; });
        for (const PlannedZip &zip : std::as_const(m_plan.zips)) {
            const QDateTime made = facts.known.value(zip.file.path).made;
            m_dates.append(made.isValid() ? ZipDates {made, {}, made} : datesOfZip(zip.file, facts.zone, facts.now));
        }
        groupByCourse();
    }

protected:
    [[nodiscard]] const PlannedZip &zip(int index) const { return m_plan.zips[index]; }
    [[nodiscard]] bool isEmpty(int index) const { return zip(index).file.bytes < smallestZip; }
    [[nodiscard]] bool isDoubtful(int index) const { return hasFault(index) || isEmpty(index); }
    [[nodiscard]] bool hasFault(int index) const
    {
        return zip(index).file.check.isDoubtful() || !m_facts.known.value(zip(index).file.path).fault.isEmpty();
    }
    [[nodiscard]] bool isLater() const { return m_facts.edition == MoodleEdition::Later; }
    [[nodiscard]] bool isChosen(int index) const
    {
        return m_plan.request.rule == ArchiveRule::NewestPerCourse && m_instead.contains(zip(index).file.path);
    }
    [[nodiscard]] bool isOfOrigin(int index) const
    {
        switch (m_plan.request.origin) {
        case ZipOrigin::ByMoodle:
            return zip(index).kind == CopyKind::MadeByMoodle;
        case ZipOrigin::ByPeople:
            return planIsByPeople(zip(index).kind);
        case ZipOrigin::Any:
            break;
        }
        return true;
    }
    /// Without a full stop; empty: nothing is known against it.
    [[nodiscard]] QString faultWords(int index) const
    {
        const QString known = m_facts.known.value(zip(index).file.path).fault;
        return known.isEmpty() ? zipFaultWords(zip(index).file.check) : known;
    }

    [[nodiscard]] PlannedZip placed(const ZipFile &file, const CourseNames &names) const
    {
        PlannedZip zip {
            file, m_facts.isShared ? file.check.course : courseOfZip(file.path), ZipDecision::Included, {}, {}};
        const KnownCopy known = m_facts.known.value(file.path);
        if (isLater()) {
            zip.courseId = known.course;
        } else if (m_facts.isShared && !zip.courseId) {
            const auto told = m_facts.courseOf.constFind(file.path);
            zip.courseId = told == m_facts.courseOf.cend() ? names.courseOf(file.path) : std::optional(*told);
        }
        zip.course = zip.courseId ? m_names.value(*zip.courseId) : QString();
        zip.kind = known.kind;
        zip.source = known.source;
        return zip;
    }

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
        if (const QString fault = faultWords(index); !fault.isEmpty())
            return Tr::tr(" It is doubtful: %1.").arg(fault);
        if (check.level != ZipLevel::NotChecked && zip(index).courseId && !check.course)
            return Tr::tr(" It is %1; of which course it is could not be told.").arg(zipLevelWord(check.level));
        return Tr::tr(" It is %1.").arg(zipLevelWord(check.level));
    }

    void groupByCourse()
    {
        m_rank.resize(m_plan.zips.size());
        for (int i = 0; i < m_plan.zips.size(); ++i) {
            if (!zip(i).courseId)
                continue;
            CourseZips &course = m_byCourse[*zip(i).courseId];
            const bool counts = isChosen(i) || isOfOrigin(i);
            (counts ? course.newestFirst : course.ofOtherOrigin).append(i);
            if (isChosen(i))
                course.chosen = i;
        }
        const auto isLaterMade = [this](int a, int b) {
            const QDateTime one = m_dates[a].made();
            const QDateTime other = m_dates[b].made();
            // Names may carry a date stamp, so the greater of two names with one time is the later one.
            return one != other ? one > other : zip(a).file.path > zip(b).file.path;
        };
        for (CourseZips &course : m_byCourse) {
            std::sort(course.newestFirst.begin(), course.newestFirst.end(), isLaterMade);
            std::sort(course.ofOtherOrigin.begin(), course.ofOtherOrigin.end(), isLaterMade);
            for (qsizetype rank = 0; rank < course.newestFirst.size(); ++rank)
                m_rank[course.newestFirst[rank]] = rank;
            lookThrough(course);
        }
    }

    void lookThrough(CourseZips &course) const
    {
        for (const int i : std::as_const(course.newestFirst)) {
            if (course.chosen >= 0 && i != course.chosen)
                continue;
            if (!isDoubtful(i)) {
                course.newest = i;
                break;
            }
            if (!isEmpty(i) && course.doubtful < 0)
                course.doubtful = i;
            course.newestIsEmpty = course.newestIsEmpty || isEmpty(i);
        }
        const auto wouldDo = [this](int i) {
            return planIsByPeople(zip(i).kind) && !isDoubtful(i) && zip(i).file.check.level != ZipLevel::NotChecked
                && !(m_dates[i].made() < m_start);
        };
        const auto found = std::find_if(course.ofOtherOrigin.cbegin(), course.ofOtherOrigin.cend(), wouldDo);
        if (found != course.ofOtherOrigin.cend() && m_plan.request.rule == ArchiveRule::NewestPerCourse)
            course.handMade = *found;
    }

    [[nodiscard]] bool isTaken(const CourseZips &course) const
    {
        if (course.doubtful < 0 || zip(course.doubtful).file.check.fault == ZipFault::Unreadable)
            return false;
        return course.chosen >= 0 || (m_plan.request.takeDoubtful && !(m_dates[course.doubtful].made() < m_start));
    }

    [[nodiscard]] QString courseName(qint64 id) const
    {
        const QString name = m_names.value(id);
        return name.isEmpty() ? Tr::tr("course %1").arg(id) : name;
    }
    [[nodiscard]] bool isLiving(qint64 id) const { return !m_facts.courses || m_names.contains(id); }

    const ArchiveFacts &m_facts;
    QDate m_day;
    QDateTime m_start;
    UnseenCourses m_unseen;
    ArchivePlan m_plan;
    QSet<BytePath> m_instead; ///< as its request has it
    QList<ZipDates> m_dates; ///< of the plan's zips
    QList<qsizetype> m_rank; ///< of each among its course's, the newest first
    QMap<qint64, CourseZips> m_byCourse;
    QMap<qint64, QString> m_names;
};

/// What is to be known of the courses, once all is decided.
class PlanWarnings : public PlannedCourses
{
public:
    using PlannedCourses::PlannedCourses;

protected:
    void warn();

private:
    void warn(ArchiveWarning::Kind kind, qint64 id, const QString &text, bool leavesWithout = false, int index = -1);
    void accept();
    void warnOfUnseen(qint64 id);
    void warnOfCourse(qint64 id, const CourseZips &course);
    void warnOfName(qint64 id, int newest);
    void warnOfDoubtful(qint64 id, const CourseZips &course);
    /// In a folder for all courses: any of them may be the newest of some course.
    void warnOfHomelessOnes();
    /// In an archive of all zips the doubtful ones go along, each with a word, but for those that cannot be read.
    void warnOfDoubtfulOnes();
};

} // namespace Nightkeep
