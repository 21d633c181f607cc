// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/judging.h"

#include "models/base/bytepath.h"
#include "models/base/tr.h"
#include "models/retention/coursewalk.h"

#include <QBitArray>

#include <algorithm>
#include <vector>

namespace Nightkeep {

namespace {

/// The nights before today, by number from the oldest; a moment belongs to the night on whose date it is.
class JudgedNights
{
public:
    /// What a run of the late evening makes after midnight is of its night.
    JudgedNights(const QDateTime &now, int nights, int minuteOfDay)
        : m_first(now.date().addDays(-nights))
    {
        const int late = lateSeconds(minuteOfDay);
        m_run = qint64(minuteOfDay) * 60 - late;
        m_starts.reserve(std::size_t(nights) + 1);
        for (int i = 0; i <= nights; ++i) // asked of the zone once, and not for each of many copies
            m_starts.push_back(m_first.addDays(i).startOfDay(now.timeZone()).toSecsSinceEpoch() + late);
    }
    [[nodiscard]] int count() const { return int(m_starts.size()) - 1; }
    [[nodiscard]] QDate night(int number) const { return m_first.addDays(number); }
    [[nodiscard]] int numberOf(const QDate &night) const
    {
        const qint64 number = m_first.daysTo(night);
        return number >= 0 && number < count() ? int(number) : -1;
    }
    [[nodiscard]] int numberOf(const QDateTime &moment) const ///< -1: none of them
    {
        if (!moment.isValid())
            return -1;
        const auto after = std::upper_bound(m_starts.cbegin(), m_starts.cend(), moment.toSecsSinceEpoch());
        return after == m_starts.cbegin() || after == m_starts.cend() ? -1 : int(after - m_starts.cbegin()) - 1;
    }
    [[nodiscard]] qint64 start(int number) const { return m_starts[std::size_t(number)]; }
    [[nodiscard]] qint64 end(int number) const { return m_starts[std::size_t(number) + 1]; }
    [[nodiscard]] qint64 run(int number) const { return start(number) + m_run; }

private:
    QDate m_first;
    qint64 m_run; ///< seconds from the beginning of a night to that of its run
    std::vector<qint64> m_starts;
};

/// What is known of one course's nights.
struct CourseNightsSeen
{
    QBitArray copies; ///< of which a sound copy is there, or was seen and is kept by the rules
    /// Of which there may be a copy: Moodle's log says that a run ended well, or nobody knows whether it is whole, or
    /// whether it was taken off the server before it went.
    QBitArray unsure;
    QBitArray failed;
    qint64 firstRun = 0; ///< of those that the log still has; 0: none
};

/// `takenUntil`: when the storage manager last came by; invalid: not known.
CourseNightsSeen nightsSeen(const CourseBackups &course, const JudgedNights &nights, const QBitArray &byRules,
                            const QDateTime &takenUntil)
{
    CourseNightsSeen seen {QBitArray(nights.count()), QBitArray(nights.count()), QBitArray(nights.count())};
    const qint64 taken = takenUntil.isValid() ? takenUntil.toSecsSinceEpoch() : 0;
    walkCourse(course, nights, [&seen, &byRules, taken](int night, NightSign sign, qint64 seconds) {
        switch (sign) {
        case NightSign::There:
            seen.copies.setBit(night);
            break;
        case NightSign::Once:
            if (byRules.testBit(night))
                (seconds <= taken ? seen.copies : seen.unsure).setBit(night);
            break;
        case NightSign::Doubted:
        case NightSign::Ran:
            seen.unsure.setBit(night);
            break;
        case NightSign::Failed:
            seen.failed.setBit(night);
            break;
        }
    });
    for (const CourseRun &run : course.course.runs) {
        if (run.started.isValid())
            seen.firstRun = run.started.toSecsSinceEpoch(); // the oldest comes last
    }
    return seen;
}

enum class NightOfCourse { There, NotThere, Unknown };

NightOfCourse nightOf(const CourseBackups &course, const CourseNightsSeen &seen, const JudgedNights &nights, int night,
                      qint64 readAt)
{
    const CourseState &state = course.course;
    const bool isNew = state.created.isValid() && state.created.toSecsSinceEpoch() >= nights.run(night);
    if (seen.copies.testBit(night) || isNew)
        return NightOfCourse::There;
    if (seen.unsure.testBit(night))
        return NightOfCourse::Unknown;
    if (seen.failed.testBit(night))
        return NightOfCourse::NotThere;
    // Moodle may have skipped one that had not changed; its row does not tell of what students did in it since.
    const BackupCopy *good = course.lastGood();
    if (good && state.changed.isValid() && good->made >= state.changed
        && good->made.toSecsSinceEpoch() < nights.start(night))
        return NightOfCourse::Unknown;
    // That there is no run says something of nights alone that the log had when it was read.
    const bool isInLog = seen.firstRun > 0 && seen.firstRun < nights.start(night) && nights.end(night) <= readAt;
    return isInLog ? NightOfCourse::NotThere : NightOfCourse::Unknown;
}

void judgeCoursesSeen(PromiseJudgement &judged, const JudgedNights &nights, const QBitArray &byRules)
{
    const QString look = Tr::tr("Read the courses' backups on the page of courses.");
    if (!judged.reading.backups.isRead()) {
        judged.unknown(Tr::tr("Nobody has looked which copies were made."), look);
        return;
    }
    const PromisedCourses promised(judged.reading.records.promises, judged.promise());
    const qint64 readAt = judged.reading.backups.head.moodleReadAt.toSecsSinceEpoch();
    QBitArray lacking(nights.count());
    int lackingCourses = 0;
    int unsureCourses = 0;
    int unplacedCourses = 0;
    for (const CourseBackups &course : judged.reading.backups.courses) {
        unplacedCourses += promised.cannotTell(course.course) ? 1 : 0;
        if (!promised.contains(course.course))
            continue;
        const CourseNightsSeen seen = nightsSeen(course, nights, byRules, judged.view.data.lastIncremental);
        bool isLacking = false;
        bool isUnsure = false;
        for (int night = 0; night < nights.count(); ++night) {
            if (!byRules.testBit(night))
                continue;
            const NightOfCourse found = nightOf(course, seen, nights, night, readAt);
            isUnsure = isUnsure || found == NightOfCourse::Unknown;
            if (found == NightOfCourse::NotThere) {
                isLacking = true;
                lacking.setBit(night);
            }
        }
        unsureCourses += isUnsure ? 1 : 0;
        if (isLacking) {
            ++lackingCourses;
            judged.addName(visibleText(course.course.shortName));
        }
    }
    for (int night = 0; night < nights.count(); ++night) {
        if (lacking.testBit(night))
            judged.addNight(nights.night(night));
    }
    if (lackingCourses > 0)
        judged.broken(Tr::tr("%n courses lack nights that the rules would give.", nullptr, lackingCourses),
                      Tr::tr("See on the page of courses why their backups failed."));
    if (unsureCourses > 0)
        judged.unknown(Tr::tr("Of %n courses nobody has seen every copy that was to be made.", nullptr, unsureCourses),
                       Tr::tr("Read the courses' backups after each run: a copy that was never seen does not count."));
    if (unplacedCourses > 0)
        judged.unknown(Tr::tr("Of %n courses the category is not known.", nullptr, unplacedCourses), look);
}

/// Nights that the rules alone do not give.
void judgeRulesOfCourses(PromiseJudgement &judged, const JudgedNights &nights, const QBitArray &byRules)
{
    const std::optional<CourseRules> &rules = judged.view.policy.course;
    int never = 0;
    int unsure = 0;
    for (int night = 0; night < nights.count(); ++night) {
        if (byRules.testBit(night))
            continue;
        // Without the storage manager's figures it may have what the server has no more, unless it takes nothing.
        if (judged.view.policy.storage || judged.view.data.isKnown || !rules->runsOn(nights.night(night))) {
            ++never;
            judged.addNight(nights.night(night));
        } else {
            ++unsure;
        }
    }
    if (never > 0)
        judged.broken(Tr::tr("By the rules %1 of the last %2 nights cannot be restored for any course.", "two numbers")
                          .arg(QString::number(never), QString::number(nights.count())),
                      Tr::tr("Try on the page of retention which change of the rules would keep the promise."));
    else if (unsure == 0)
        judged.say(rules->skips()
                       ? Tr::tr("By the rules each of the last %n nights can be restored of a course that changes "
                                "before each run.",
                                nullptr, nights.count())
                       : Tr::tr("By the rules each of the last %n nights can be restored.", nullptr, nights.count()));
    if (rules->skipsChanged())
        judged.unknown(Tr::tr("Which courses Moodle skips is not known: it also skips one that changed since its last "
                              "backup, if that was more than %n days before a run.",
                              nullptr, rules->skipUnchangedDays),
                       Tr::tr("Let Moodle skip courses after more days than lie between two runs, or never."));
    if (unsure > 0)
        judged.unknown(Tr::tr("Whether the storage manager still has the copies of %n nights is not known: its figures "
                              "are missing.",
                              nullptr, unsure),
                       Tr::tr("Ask the data server, or agree on the figures of its backup."));
}

} // namespace

void judgeCourseNights(PromiseJudgement &judged)
{
    const int promised = promisedNights(judged.promise(), judged.view.now);
    if (!judged.view.policy.course) {
        judged.unknown(Tr::tr("When Moodle backs the courses up, and how many copies it keeps, is not known."),
                       Tr::tr("Read the site's settings and its courses."));
        return;
    }
    const JudgedNights nights(judged.view.now, std::min(promised, playDays), judged.view.policy.course->minuteOfDay);
    QBitArray byRules(nights.count());
    bool isOffServer = false;
    for (const RestorePoint &point : judged.view.courses) {
        const int number = nights.numberOf(point.night);
        if (number < 0)
            continue;
        byRules.setBit(number);
        isOffServer = isOffServer || !point.homes.testFlag(CopyHome::Server);
    }
    if (isOffServer) {
        const Site &site = judged.view.site;
        const BytePath &folder = site.backupFolder;
        if (folder.isEmpty())
            judgeCoverage(judged, site.dataServer, site.dataFolder, judged.view.data);
        else
            judgeCoverage(judged, site.dataServer, folder, folderStorage(judged.reading, site.dataServer, folder));
    }
    if (promised > playDays)
        judged.unknown(
            Tr::tr("The rules are played for %n days: what was before that cannot be told.", nullptr, playDays),
            Tr::tr("Promise what is older by an archive."));
    judgeRulesOfCourses(judged, nights, byRules);
    judgeCoursesSeen(judged, nights, byRules);
}

} // namespace Nightkeep
