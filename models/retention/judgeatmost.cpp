// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/retention/judging.h"

#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"

#include <algorithm>

namespace Nightkeep {

namespace {

/// Looks for what lasts longer than a figure, place by place.
class AtMostJudge
{
public:
    explicit AtMostJudge(PromiseJudgement &judged)
        : m_judged(judged)
        , m_zone(judged.view.now.timeZone())
        , m_courses(judged.reading.records.promises, judged.promise())
    {
        // Years after an event of each course: no copy is too old before somebody says when that was.
        if (judged.promise().event.isEmpty())
            m_cutoff = *promisedSince(judged.promise(), judged.view.now);
        for (const LegalHold &hold : judged.view.holds) {
            if (hold.site == judged.view.site.name && hold.course != 0)
                m_held.insert(hold.course);
        }
    }

    void judgeEvent()
    {
        if (!m_cutoff.isValid())
            m_judged.unknown(
                Tr::tr("When it begins to count (\"%1\") is not known for each course.", "an event")
                    .arg(visibleText(m_judged.promise().event)),
                Tr::tr("Promise so long from when it was made, or keep the list of these days elsewhere."));
    }
    void judgeServer();
    void judgeCourseRules();
    void judgeDumps();
    void judgeArchives();

private:
    void judgeCopy(const QString &course, const BackupCopy &copy);
    void judgeHeld(int heldCourses);
    [[nodiscard]] bool isTooOld(const QDateTime &made) const { return m_cutoff.isValid() && made < m_cutoff; }
    /// Whether what was made then and goes at `end` is kept longer than promised.
    [[nodiscard]] bool isTooLong(WallMinute made, WallMinute end) const
    {
        const std::optional<QDateTime> until = promisedUntil(m_judged.promise(), dayOf(made).startOfDay(m_zone));
        return m_cutoff.isValid() && until && dayOf(end) > until->date();
    }

    PromiseJudgement &m_judged;
    QTimeZone m_zone;
    PromisedCourses m_courses;
    QDateTime m_cutoff; ///< invalid: it counts from an event
    QSet<qint64> m_held;
    int m_tooOld = 0;
    int m_undated = 0;
    int m_byHand = 0;
};

QString storageAdvice()
{
    return Tr::tr("Ask the server, or agree on the figures of its backup.");
}

void AtMostJudge::judgeCopy(const QString &course, const BackupCopy &copy)
{
    if (copy.sight != CopySight::Seen || copy.kind == CopyKind::NoBackup)
        return;
    const QDateTime made = copy.made.isValid() ? copy.made : copy.file.modified;
    const bool isByHand =
        copy.kind == CopyKind::MadeByPeople || copy.kind == CopyKind::HandNamed || copy.kind == CopyKind::OldName;
    if (!made.isValid()) {
        ++m_undated;
    } else if (isTooOld(made)) {
        ++m_tooOld;
        const QString name = visibleText(copy.name);
        m_judged.addName(course.isEmpty() ? name : visibleText(course) + QLatin1String(", ") + name);
    } else if (isByHand) {
        ++m_byHand;
    }
}

void AtMostJudge::judgeHeld(int heldCourses)
{
    if (heldCourses > 0)
        m_judged.suspended(
            Tr::tr("%n courses are held: for them nothing has to go before that ends.", nullptr, heldCourses));
}

void AtMostJudge::judgeServer()
{
    const SiteBackups &backups = m_judged.reading.backups;
    const QString look = Tr::tr("Read the courses' backups on the page of courses.");
    if (!backups.isRead() || !backups.head.listedAt.isValid())
        m_judged.unknown(Tr::tr("Nobody has looked which copies lie on the server."), look);
    int held = 0;
    int unplaced = 0;
    for (const CourseBackups &course : backups.courses) {
        unplaced += m_courses.cannotTell(course.course) ? 1 : 0;
        if (!m_courses.contains(course.course))
            continue;
        if (m_held.contains(course.course.id)) {
            ++held;
            continue;
        }
        for (const BackupCopy &copy : course.copies)
            judgeCopy(course.course.shortName, copy);
    }
    if (m_judged.promise().category.isEmpty()) { // what is of no living course is of no category either
        for (const BackupCopy &copy : backups.others)
            judgeCopy({}, copy);
    }
    if (m_tooOld > 0)
        m_judged.broken(Tr::tr("%n copies on the server are older than promised.", nullptr, m_tooOld),
                        Tr::tr("See on the page of courses what they are, and have them deleted."));
    if (m_undated > 0)
        m_judged.unknown(Tr::tr("When %n copies on the server were made cannot be told.", nullptr, m_undated), look);
    if (unplaced > 0)
        m_judged.unknown(Tr::tr("Of %n courses the category is not known.", nullptr, unplaced), look);
    if (m_byHand > 0)
        m_judged.say(Tr::tr("%n copies that people made are deleted by no rule: somebody has to.", nullptr, m_byHand));
    judgeHeld(held);
}

void AtMostJudge::judgeCourseRules()
{
    const RetentionPolicy &policy = m_judged.view.policy;
    if (!policy.course)
        m_judged.unknown(Tr::tr("How many copies Moodle keeps is not known."),
                         Tr::tr("Read the site's settings and its courses."));
    else if (policy.course->keep == 0 && policy.course->deleteDays == 0)
        m_judged.broken(Tr::tr("Moodle is set to delete no old copy of a course."),
                        Tr::tr("Say on the page of settings how many copies it keeps."));
    if (!policy.storage) {
        m_judged.unknown(Tr::tr("How long the copies of %1 are kept is not known.", "a server")
                             .arg(visibleText(m_judged.view.site.dataServer)),
                         storageAdvice());
        return;
    }
    if (policy.storage->retainOnly == NoLimit && policy.storage->versionsDeleted != 0)
        m_judged.impossible(
            Tr::tr("The storage manager never deletes the last copy of a file of %1 that was deleted.", "a server")
                .arg(visibleText(m_judged.view.site.dataServer)),
            Tr::tr("Ask the storage team for another management class."));
    for (const RestorePoint &point : m_judged.view.courses) {
        if (!point.inStorageUntil || !isTooLong(point.made, *point.inStorageUntil))
            continue;
        m_judged.broken(Tr::tr("By the rules the copies of %1 are in the storage manager until %2.", "two days")
                            .arg(dayInWords(point.night, QLocale::ShortFormat),
                                 dayInWords(dayOf(*point.inStorageUntil), QLocale::ShortFormat)),
                        Tr::tr("Ask the storage team to keep the copies of deleted files for fewer days."));
        break; // the others last as long
    }
}

void AtMostJudge::judgeDumps()
{
    const RetentionPolicy &policy = m_judged.view.policy;
    const QString server = visibleText(m_judged.view.site.databaseServer);
    if (!policy.dumps) {
        m_judged.unknown(Tr::tr("When the database is dumped, and by which names, is not known."),
                         Tr::tr("Say on the page of settings which server has the site's database."));
        return;
    }
    if (!policy.dumpStorage)
        m_judged.unknown(Tr::tr("How long the copies of %1 are kept is not known.", "a server").arg(server),
                         storageAdvice());
    else if (policy.dumpStorage->retainOnly == NoLimit && policy.dumpStorage->versionsDeleted != 0)
        m_judged.impossible(
            Tr::tr("The storage manager never deletes the last copy of a file of %1 that was deleted.", "a server")
                .arg(server),
            Tr::tr("Ask the storage team for another management class."));
    int endless = 0;
    int tooLong = 0;
    for (const RestorePoint &point : m_judged.view.dumps) {
        const QString name = Tr::tr("database dump of %1", "a day").arg(dayInWords(point.night, QLocale::ShortFormat));
        const std::optional<WallMinute> last = std::max(point.onServerUntil, point.inStorageUntil);
        if (point.homes.testFlag(CopyHome::Server) && !point.onServerUntil) {
            ++endless;
            m_judged.addName(name);
        } else if (last && isTooLong(point.made, *last)) {
            ++tooLong;
            m_judged.addName(name);
        }
    }
    if (endless > 0)
        m_judged.broken(Tr::tr("%n database dumps stay on the server for ever: nothing overwrites or deletes them.",
                               nullptr, endless),
                        Tr::tr("Have the yearly dumps deleted when their time is over."));
    if (tooLong > 0)
        m_judged.broken(Tr::tr("By the rules %n database dumps are kept longer than promised.", nullptr, tooLong),
                        Tr::tr("Have the dumps overwritten or deleted sooner."));
}

void AtMostJudge::judgeArchives()
{
    const std::optional<ArchiveRules> &rules = m_judged.view.policy.archives;
    int here = 0;
    int tooOld = 0;
    for (const ArchiveRecord &record : m_judged.reading.archives) {
        if (record.run.request.site != m_judged.view.site.name || !wasVerified(record.status))
            continue;
        const bool hasExpired = rules && rules->keepYears != NoLimit && record.status.copy != ArchiveCopy::InPlace
            && record.run.startedAt.addYears(rules->keepYears) < m_judged.view.now;
        if (hasExpired)
            continue;
        ++here;
        const bool isEndless = rules && rules->keepYears == NoLimit;
        tooOld += isTooOld(record.run.startedAt) ? 1 : 0;
        if (isEndless || isTooOld(record.run.startedAt))
            m_judged.addName(Tr::tr("archive %1").arg(visibleText(record.run.request.name)));
    }
    if (!rules) {
        m_judged.unknown(Tr::tr("How long the storage manager keeps an archive is not known."), storageAdvice());
    } else if (rules->keepYears == NoLimit) {
        m_judged.impossible(Tr::tr("The storage manager never deletes an archive, so nothing that is in one can go; "
                                   "%n finished archives are known.",
                                   nullptr, here),
                            Tr::tr("Ask the storage team for an archive class with an end, or promise no end."));
    } else if (m_cutoff.isValid() && m_cutoff.addYears(rules->keepYears) > m_judged.view.now) {
        m_judged.broken(Tr::tr("The storage manager keeps an archive %n years.", nullptr, rules->keepYears),
                        Tr::tr("Ask the storage team for an archive class with an earlier end."));
    }
    if (tooOld > 0)
        m_judged.broken(Tr::tr("%n archives are older than promised.", nullptr, tooOld),
                        Tr::tr("Have them deleted, on the server and by the storage team."));
}

} // namespace

void judgeAtMost(PromiseJudgement &judged)
{
    const bool isHeld =
        std::any_of(judged.view.holds.cbegin(), judged.view.holds.cend(), [&judged](const LegalHold &hold) {
            return hold.course == 0 && (hold.site.isEmpty() || hold.site == judged.view.site.name);
        });
    if (isHeld) {
        judged.suspended(Tr::tr("A case is held of which nobody can say what belongs to it: nothing has to go before "
                                "that ends."));
        return;
    }
    const PromiseSubject subject = judged.promise().subject;
    const bool isAll = subject == PromiseSubject::StudentData;
    AtMostJudge judge(judged);
    judge.judgeEvent();
    if (isAll || subject == PromiseSubject::CourseNights) {
        judge.judgeServer();
        judge.judgeCourseRules();
    }
    if (isAll || subject == PromiseSubject::DataAndDumps)
        judge.judgeDumps();
    if (isAll || subject == PromiseSubject::Archives)
        judge.judgeArchives();
}

} // namespace Nightkeep
