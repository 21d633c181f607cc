// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/coursefindings.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copykinds.h"
#include "models/courses/sitefindings.h"

#include <algorithm>

namespace Nightkeep {

namespace {

constexpr qint64 findingDay = 24 * 3600;
constexpr double findingShrunkShare = 0.5; // of the one before: a copy of less somebody should look at
constexpr qint64 findingLeastShrunk = 100 * 1024; // bytes; of smaller ones a share says nothing
constexpr qint64 findingSameCopy = 3600; // seconds: in the pool and in a folder it is the same
constexpr qsizetype findingNamesTold = 5; // a short name may be how all others begin

QString findingShortName(const CourseState &course)
{
    const QString name = visibleText(course.shortName.trimmed());
    return name.isEmpty() ? Tr::tr("course %1", "its number").arg(course.id) : name;
}

/// What was looked at speaks against it, or Moodle records it and it is not there.
bool findingIsFaulty(const BackupCopy &copy)
{
    return !copy.isSound && !isUnsure(copy);
}

QString findingSomeOf(const QStringList &names)
{
    const QString told = names.mid(0, findingNamesTold).join(QLatin1String(", "));
    const int more = int(names.size() - findingNamesTold);
    return more > 0 ? Tr::tr("%1 and %n more", nullptr, more).arg(told) : told;
}

bool findingIsFailure(const CourseRun &run)
{
    return run.end == RunEnd::Failed || run.end == RunEnd::Died;
}

/// By the first of each pair of collidingNames(), of those that Moodle lets collide.
QHash<qint64, QStringList> findingCollisions(const SiteBackups &site)
{
    QHash<qint64, QStringList> collisions;
    const MoodleFacts &facts = site.head.moodle;
    if (facts.edition != MoodleEdition::Old || facts.storage == BackupStorage::Courses)
        return collisions;
    QList<CourseState> states;
    for (const CourseBackups &course : site.courses)
        states.append(course.course);
    for (const auto &[first, second] : collidingNames(states)) {
        const CourseBackups *one = site.find(first);
        const CourseBackups *other = site.find(second);
        // One that begins as the other is only taken for an old one of it where old ones are deleted.
        if (one && other && (facts.keep > 0 || courseNameInFile(one->course) == courseNameInFile(other->course)))
            collisions[first] << findingShortName(other->course);
    }
    return collisions;
}

class FindingsOfCourse
{
public:
    FindingsOfCourse(const SiteBackups &site, const CourseBackups &course, const QDateTime &now,
                     QList<Finding> &findings)
        : m_site(site)
        , m_course(course)
        , m_state(course.course)
        , m_now(now)
        , m_readAt(site.head.moodleReadAt)
        , m_name(findingShortName(course.course))
        , m_findings(findings)
    {
    }
    void addAll(const QStringList &collidesWith);

private:
    void add(const char *kind, Severity severity, const FindingWords &words, const QDateTime &since = {});
    void addVerdict();
    void addMissing();
    void addIncomplete();
    void addNewestDamaged();
    void addShrunk();
    void addErrorTwice();
    void addStuck();
    void addQueued();
    void addMasked();
    void addSkipped();
    void addCollision(const QStringList &collidesWith);
    void addDates();
    [[nodiscard]] QString age(const QDateTime &moment) const;
    [[nodiscard]] QString runWords(const CourseRun &run) const;
    [[nodiscard]] QString datesWords(const BackupCopy &copy) const;

    const SiteBackups &m_site;
    const CourseBackups &m_course;
    const CourseState &m_state;
    const QDateTime &m_now;
    const QDateTime &m_readAt; ///< what ran then is judged by that moment, not by when somebody looks
    const QString m_name;
    QList<Finding> &m_findings;
};

void FindingsOfCourse::add(const char *kind, Severity severity, const FindingWords &words, const QDateTime &since)
{
    Finding finding = newCourseFinding(m_site.site.name, m_state.id, QLatin1String(kind), severity, words);
    finding.since = since;
    // Of a copy or a run that later ones replace: nobody knows whether it is the first that is so.
    finding.orEarlier = since.isValid();
    m_findings.append(finding);
}

QString FindingsOfCourse::age(const QDateTime &moment) const
{
    return moment.isValid() ? ageInWords(moment, m_now) : Tr::tr("at a time that is not known");
}

/// "10 days ago: broke off, at "zipping files"".
QString FindingsOfCourse::runWords(const CourseRun &run) const
{
    if (run.step.isEmpty())
        return Tr::tr("%1: %2", "when a run began, how it ended").arg(age(run.started), runEndWord(run.end));
    return Tr::tr("%1: %2, at \"%3\"", "when a run began, how it ended, its last step")
        .arg(age(run.started), runEndWord(run.end), visibleText(run.step));
}

void FindingsOfCourse::addMissing()
{
    const bool isListed = m_state.status != CourseStatus::NotYetRun && m_state.status != CourseStatus::Unlisted;
    if (m_state.status == CourseStatus::Ok || m_state.status == CourseStatus::Warning) {
        add("ok-without-file", Severity::Critical,
            {Tr::tr("Moodle says of the backup of %1: %2. There is no copy of it.")
                 .arg(m_name, courseStatusWord(m_state.status)),
             m_course.reason,
             Tr::tr("See in its log whether it was made and what deleted it; make one by hand until that is mended.")},
            m_state.lastEnd);
    } else if (!isListed && m_course.copies.isEmpty()) {
        const bool isNew = m_state.created.isValid() && m_state.created >= m_site.due;
        add("never-ran", isNew ? Severity::Info : Severity::Warning,
            {Tr::tr("Moodle has never backed up %1.").arg(m_name), m_course.reason,
             isNew ? Tr::tr("It is newer than the last run: see that the next one takes it.")
                   : Tr::tr("See whether Moodle's cron comes to it; make a copy by hand until then.")},
            m_state.created);
    } else {
        add("course-missing", Severity::Critical,
            {Tr::tr("There is no copy of %1 that would restore.").arg(m_name), m_course.reason,
             Tr::tr("See in its log where its last run stopped, and make a copy by hand until that is mended.")});
    }
}

void FindingsOfCourse::addIncomplete()
{
    const BackupCopy *good = m_course.lastGood();
    const BackupCopy *newest = m_course.newestCopy();
    const bool isNewestCut = newest && newest->file.check.fault == ZipFault::MissingFiles;
    if (good && !good->isWhole && !isNewestCut)
        add("without-contents", Severity::Warning,
            {Tr::tr("The last good copy of %1 lacks what we want in it.").arg(m_name), m_course.reason,
             Tr::tr("Have Moodle's automated backups hold users' data and files, or accept it with a reason.")},
            good->made);
    else
        add("copy-incomplete", Severity::Critical,
            {Tr::tr("Files are missing in the copy of %1.").arg(m_name), m_course.reason,
             Tr::tr("Look for the lost files in the storage manager's backup of Moodle's files, put them back, and "
                    "back the course up anew.")},
            newest ? newest->made : QDateTime());
}

void FindingsOfCourse::addVerdict()
{
    switch (m_course.verdict) {
    case CourseVerdict::Safe:
        break;
    case CourseVerdict::Missing:
        addMissing();
        break;
    case CourseVerdict::Damaged:
        add("copy-damaged", Severity::Critical,
            {Tr::tr("The newest copy of %1 would not restore.").arg(m_name), m_course.reason,
             Tr::tr("Back the course up anew, by hand if need be, and keep the one before until that is checked.")},
            m_course.newestCopy() ? m_course.newestCopy()->made : QDateTime());
        break;
    case CourseVerdict::Incomplete:
        addIncomplete();
        break;
    case CourseVerdict::Old:
        add("copy-old", Severity::Warning,
            {Tr::tr("The last good copy of %1 is too old.").arg(m_name), m_course.reason,
             Tr::tr("See in its log why later runs left none; make one by hand until that is mended.")});
        break;
    case CourseVerdict::Doubtful:
        add("copy-doubtful", Severity::Warning,
            {Tr::tr("Whether %1 has a good copy is not known.").arg(m_name), m_course.reason,
             Tr::tr("Let be read what could not be read, then check the course.")});
        break;
    }
}

void FindingsOfCourse::addNewestDamaged()
{
    const BackupCopy *newest = m_course.newestCopy();
    const BackupCopy *good = m_course.lastGood();
    const bool isToldAlready =
        m_course.verdict == CourseVerdict::Damaged || m_course.verdict == CourseVerdict::Incomplete;
    if (!newest || !good || isToldAlready || !findingIsFaulty(*newest))
        return;
    const QStringList reasons {
        Tr::tr("%1, made %2: %3.", "a copy, an age, a fault").arg(newest->name, age(newest->made), newest->fault),
        Tr::tr("The last good one was made %1.").arg(age(good->made))};
    add("newest-damaged", Severity::Warning,
        {Tr::tr("The newest copy of %1 is spoilt; an earlier one counts.").arg(m_name), reasons.join(u' '),
         Tr::tr("Back the course up anew before the earlier one is deleted.")},
        newest->made);
}

void FindingsOfCourse::addShrunk()
{
    const auto isCounted = [](const BackupCopy &copy) { return copy.isSound && copy.kind == CopyKind::MadeByMoodle; };
    const QList<BackupCopy> &copies = m_course.copies;
    const auto newest = std::find_if(copies.cbegin(), copies.cend(), isCounted);
    if (newest == copies.cend())
        return;
    SizePoint before;
    const auto look = [&before, &newest](const QDateTime &made, qint64 bytes) {
        const bool isEarlier = made.isValid() && made.secsTo(newest->made) > findingSameCopy;
        if (isEarlier && (!before.made.isValid() || made > before.made))
            before = {made, bytes};
    };
    for (const BackupCopy &copy : copies) {
        if (isCounted(copy))
            look(copy.made, copy.file.bytes);
    }
    for (const SizePoint &point : m_state.sizes)
        look(point.made, point.bytes);
    if (before.bytes < findingLeastShrunk || double(newest->file.bytes) >= findingShrunkShare * double(before.bytes))
        return;
    add("shrunk", Severity::Warning,
        {Tr::tr("The newest copy of %1 is much smaller than the one before.").arg(m_name),
         Tr::tr("It has %1 and was made %2; the one before had %3 and was made %4.")
             .arg(bytesInWords(newest->file.bytes), age(newest->made), bytesInWords(before.bytes), age(before.made)),
         Tr::tr("Ask whether the course was emptied: what it has lost is in no later copy.")},
        newest->made);
}

void FindingsOfCourse::addErrorTwice()
{
    QList<CourseRun> failed; // the latest without another end between
    bool isFirstKnown = false;
    for (const CourseRun &run : m_state.runs) {
        if (mayStillRun(run, m_site.head.moodle.edition, m_readAt))
            continue;
        isFirstKnown = !findingIsFailure(run);
        if (isFirstKnown)
            break;
        failed.append(run);
    }
    if (failed.size() < 2)
        return;
    add("error-twice", m_course.verdict == CourseVerdict::Safe ? Severity::Warning : Severity::Critical,
        {Tr::tr("The last %n backups of %1 failed.", nullptr, int(failed.size())).arg(m_name),
         Tr::tr("The last two: %1; %2.").arg(runWords(failed.at(0)), runWords(failed.at(1))),
         Tr::tr("It will not mend itself: see in its log where it stops, and make copies by hand until then.")},
        failed.last().started);
    m_findings.last().orEarlier = !isFirstKnown;
}

void FindingsOfCourse::addStuck()
{
    if (m_state.status != CourseStatus::Unfinished)
        return;
    QDateTime sign = m_state.lastStart;
    if (!m_state.runs.isEmpty()) {
        for (const QDateTime &moment : {m_state.runs.first().started, m_state.runs.first().lastSign})
            sign = sign.isValid() && !(moment > sign) ? sign : moment;
    }
    if (sign.isValid() && sign.secsTo(m_readAt) <= runPatience(m_site.head.moodle.edition))
        return;
    QStringList reasons {Tr::tr("Moodle says that it is running; the last sign of it is from %1.").arg(age(sign))};
    if (!m_state.runs.isEmpty() && !m_state.runs.first().step.isEmpty())
        reasons << Tr::tr("It got as far as: %1.", "a line of a log").arg(visibleText(m_state.runs.first().step));
    add("run-stuck", Severity::Warning,
        {Tr::tr("The backup of %1 began and did not end.").arg(m_name), reasons.join(u' '),
         Tr::tr("Moodle leaves the course out of its next run or calls this one OK: make a copy by hand.")},
        sign);
}

void FindingsOfCourse::addQueued()
{
    if (m_state.status != CourseStatus::Queued)
        return;
    const bool isLost = m_state.hasTask && !*m_state.hasTask;
    // That Moodle plans the next run already does not mean that this one began.
    const QDateTime &due = m_state.nextRun.isValid() && m_state.nextRun <= m_readAt ? m_state.nextRun : m_site.due;
    const bool hasBegun = m_state.lastStart.isValid() && m_state.lastStart >= due;
    const bool isLate = m_state.nextRun.isValid() && due.secsTo(m_readAt) > findingDay && !hasBegun;
    if (!isLost && !isLate)
        return;
    add("queued-forever", Severity::Warning,
        {Tr::tr("The backup of %1 waits in a queue from which nobody takes it.").arg(m_name),
         isLost ? Tr::tr("Moodle calls it queued, and has no task for it.")
                : Tr::tr("Moodle calls it queued; it was due %1 and has not begun since.").arg(age(due)),
         Tr::tr("Moodle will not queue it again by itself: have its status reset, and make a copy by hand.")},
        isLate ? due : QDateTime());
}

void FindingsOfCourse::addMasked()
{
    if (m_state.status != CourseStatus::Ok)
        return;
    QString reason;
    if (m_state.lastEnd.isValid() && m_state.lastStart.isValid() && m_state.lastEnd < m_state.lastStart) {
        reason = Tr::tr("It last began %1, and its last end is from %2: Moodle turns what did not end into OK after a "
                        "day.")
                     .arg(age(m_state.lastStart), age(m_state.lastEnd));
    } else if (!m_state.runs.isEmpty()) {
        const CourseRun &run = m_state.runs.first();
        // Where Moodle has forgotten its runs, the latest that is known is not the latest.
        const bool isLatest = !m_state.lastStart.isValid() || run.started >= m_state.lastStart.addSecs(-60);
        if (isLatest && findingIsFailure(run) && !mayStillRun(run, m_site.head.moodle.edition, m_readAt))
            reason = Tr::tr("The run of %1.", "when it began, how it ended").arg(runWords(run));
    }
    if (!reason.isEmpty())
        add("masked-as-ok", Severity::Warning,
            {Tr::tr("Moodle calls the backup of %1 OK, and its last run did not end well.").arg(m_name), reason,
             Tr::tr("Go by its copies and its log, not by Moodle's report.")},
            m_state.lastStart);
}

void FindingsOfCourse::addSkipped()
{
    if (m_state.status != CourseStatus::Skipped)
        return;
    const QString advice = Tr::tr("See what Moodle is set to skip; make a copy by hand.");
    const BackupCopy *good = m_course.lastGood();
    if (!good && m_course.verdict == CourseVerdict::Doubtful)
        return; // there may be one
    if (!good)
        add("skipped-though-changed", Severity::Warning,
            {Tr::tr("Moodle skips %1, which has no good copy.").arg(m_name), m_course.reason, advice});
    // What has changed since the last run is for the next one.
    else if (m_state.changed.isValid() && m_state.changed > good->made && m_state.changed <= m_site.due)
        add("skipped-though-changed", Severity::Warning,
            {Tr::tr("Moodle skips %1 although it has changed.").arg(m_name),
             Tr::tr("It changed %1; its last good copy was made %2.").arg(age(m_state.changed), age(good->made)),
             advice},
            m_state.changed);
}

void FindingsOfCourse::addCollision(const QStringList &collidesWith)
{
    if (collidesWith.isEmpty())
        return;
    const QString others = findingSomeOf(collidesWith);
    add("short-name-collides", Severity::Critical,
        {Tr::tr("The backups of %1 and of %2 delete or overwrite one another.").arg(m_name, others),
         Tr::tr("All are kept in one folder, where Moodle knows a course's old backups by the beginning of their "
                "names: to it, those of %1 are of %2 too.")
             .arg(others, m_name),
         Tr::tr("Change the short names, or let Moodle keep backups in each course's own folder.")});
}

/// What is known of the three dates.
QString FindingsOfCourse::datesWords(const BackupCopy &copy) const
{
    QStringList parts {Tr::tr("%1: made %2", "a copy, an age").arg(copy.name, age(copy.made))};
    if (copy.file.check.made.isValid())
        parts << Tr::tr("inside stands %1").arg(age(copy.file.check.made));
    if (copy.file.modified.isValid())
        parts << Tr::tr("its file is from %1").arg(age(copy.file.modified));
    return parts.join(QLatin1String(", ")) + u'.';
}

void FindingsOfCourse::addDates()
{
    for (const BackupCopy *copy : {m_course.lastGood(), m_course.newestCopy()}) {
        if (!copy || !copy->datesDiffer)
            continue;
        add("dates-differ", Severity::Info,
            {Tr::tr("The dates of a copy of %1 do not agree.").arg(m_name), datesWords(*copy),
             Tr::tr("Somebody has copied or renamed it, or a clock was wrong: see which date is right.")});
        break;
    }
    const auto future = std::find_if(m_course.copies.cbegin(), m_course.copies.cend(),
                                     [](const BackupCopy &copy) { return copy.isOfTheFuture; });
    if (future != m_course.copies.cend())
        add("of-the-future", Severity::Warning,
            {Tr::tr("A copy of %1 is dated in the future.").arg(m_name), datesWords(*future),
             Tr::tr("See which clock is wrong: by such a date Moodle keeps the copy longer than any that it makes.")});
}

void FindingsOfCourse::addAll(const QStringList &collidesWith)
{
    addVerdict();
    addNewestDamaged();
    addShrunk();
    addErrorTwice();
    addStuck();
    addQueued();
    addMasked();
    addSkipped();
    addCollision(collidesWith);
    addDates();
}

} // namespace

QList<Finding> courseFindings(const SiteBackups &site, const QDateTime &now)
{
    QList<Finding> findings = siteFindings(site, now);
    const QHash<qint64, QStringList> collisions = findingCollisions(site);
    for (const CourseBackups &course : site.courses)
        FindingsOfCourse(site, course, now, findings).addAll(collisions.value(course.course.id));
    return findings;
}

QList<QPair<qint64, qint64>> collidingNames(const QList<CourseState> &courses)
{
    QList<QPair<qint64, qint64>> pairs;
    QHash<QByteArray, qint64> first;
    for (const CourseState &course : courses) {
        const QByteArray name = courseNameInFile(course);
        if (const auto same = first.constFind(name); same != first.cend())
            pairs.append({*same, course.id});
        else
            first.insert(name, course.id);
    }
    for (const CourseState &course : courses) {
        const QByteArray name = courseNameInFile(course);
        for (qsizetype at = name.indexOf('-'); at > 0; at = name.indexOf('-', at + 1)) {
            if (const auto shorter = first.constFind(name.left(at)); shorter != first.cend())
                pairs.append({*shorter, course.id});
        }
    }
    return pairs;
}

} // namespace Nightkeep
