// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/sitefindings.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copykinds.h"
#include "models/courses/copysum.h"

#include <algorithm>
#include <limits>

namespace Nightkeep {

namespace {

constexpr qsizetype findingProblemsTold = 3;
constexpr qsizetype findingCoursesTold = 3;

/// For a text with %n.
int findingCount(qint64 number)
{
    return int(std::min<qint64>(number, std::numeric_limits<int>::max()));
}

QString findingReadSentence(const QDateTime &readAt, const QDateTime &now)
{
    return readAt.isValid() ? Tr::tr("It was last read %1.").arg(ageInWords(readAt, now))
                            : Tr::tr("It has never been read.");
}

QString findingPlaceTitle(const PlaceSeen &place)
{
    const QString folder = displayPath(place.folder);
    switch (place.sight) {
    case PlaceSight::Seen:
    case PlaceSight::Partly:
        return Tr::tr("Not all of %1 could be looked into.").arg(folder);
    case PlaceSight::Missing:
        return Tr::tr("There is no folder %1.").arg(folder);
    case PlaceSight::Unreadable:
        return Tr::tr("The folder %1 may not be read.").arg(folder);
    case PlaceSight::NotAsked:
        break;
    }
    return Tr::tr("Nobody could look into %1.").arg(folder);
}

/// "CHEM (1.4 GiB), BIOL (300 MiB)": those with the most.
QString findingLargest(QList<QPair<qint64, QString>> courses)
{
    const qsizetype told = std::min(courses.size(), findingCoursesTold);
    std::partial_sort(courses.begin(), courses.begin() + told, courses.end(), [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    QStringList parts;
    for (qsizetype i = 0; i < told; ++i)
        parts << Tr::tr("%1 (%2)", "a course, a size").arg(courses.at(i).second, bytesInWords(courses.at(i).first));
    return parts.join(QLatin1String(", "));
}

bool findingIsMadeByHand(const BackupCopy &copy)
{
    return copy.kind == CopyKind::MadeByPeople || copy.kind == CopyKind::HandNamed;
}

class FindingsOfSite
{
public:
    FindingsOfSite(const SiteBackups &site, const QDateTime &now)
        : m_site(site)
        , m_head(site.head)
        , m_now(now)
        , m_name(visibleText(site.site.name))
    {
    }
    [[nodiscard]] QList<Finding> all();

private:
    Finding &add(const QString &kind, Severity severity, const FindingWords &words);
    void addNotRead();
    void addPlaces();
    void addPool();
    void addNotChecked();
    void addSettings();
    void addBeyond();
    void addDeleted();
    void addOrphans();
    void addHandmade();
    void addTrash();

    const SiteBackups &m_site;
    const CourseReadingHead &m_head;
    const QDateTime &m_now;
    const QString m_name;
    QList<Finding> m_findings;
};

Finding &FindingsOfSite::add(const QString &kind, Severity severity, const FindingWords &words)
{
    m_findings.append(newCourseFinding(m_site.site.name, 0, kind, severity, words));
    return m_findings.last();
}

void FindingsOfSite::addNotRead()
{
    if (!m_head.moodleFailure && !m_head.inventoryFailure)
        return;
    QStringList reasons;
    QString advice;
    if (m_head.moodleFailure) {
        reasons << Tr::tr("Moodle's database: %1", "a sentence").arg(m_head.moodleFailure->message)
                << findingReadSentence(m_head.moodleReadAt, m_now);
        advice = m_head.moodleFailure->advice;
    }
    if (m_head.inventoryFailure) {
        reasons << Tr::tr("The files: %1", "a sentence").arg(m_head.inventoryFailure->message)
                << findingReadSentence(m_head.listedAt, m_now);
        advice = advice.isEmpty() ? m_head.inventoryFailure->advice : advice;
    }
    add(QStringLiteral("courses-not-read"), Severity::Warning,
        {Tr::tr("The course backups of %1 could not be read anew.").arg(m_name), reasons.join(u' '),
         advice.isEmpty() ? Tr::tr("Refresh it.") : advice})
        .since = m_head.moodleFailure ? m_head.moodleReadAt : m_head.listedAt;
}

void FindingsOfSite::addPlaces()
{
    for (const PlaceSeen &place : m_head.places) {
        const bool isElsewhere = place.kind == CopyPlace::Pool && !m_head.moodle.fileSystemClass.isEmpty();
        // A folder that Moodle is set to, and does not use, may hold old copies and need not be there.
        const bool isUnused = place.kind == CopyPlace::SharedFolder && place.sight == PlaceSight::Missing
            && m_site.site.backupFolder.isEmpty() && m_head.moodle.storage == BackupStorage::Courses;
        if (isWhollySeen(place) || isElsewhere || isUnused) // the pool is told below
            continue;
        QStringList reasons {
            Tr::tr("Backups of %1 are kept there (%2): of what was not seen, nobody can say whether it "
                   "would restore.")
                .arg(m_name, copyPlaceWord(place.kind))};
        for (const QString &problem : place.problems.mid(0, findingProblemsTold))
            reasons << visibleText(problem);
        if (const qsizetype more = place.problems.size() - findingProblemsTold; more > 0)
            reasons << Tr::tr("And %n more.", "problems", int(more));
        Finding &finding =
            add(QStringLiteral("place-not-seen"), Severity::Warning,
                {findingPlaceTitle(place), reasons.join(u' '),
                 place.sight == PlaceSight::Missing
                     ? Tr::tr("See whether it is mounted, and whether Moodle and the site's folders name it rightly.")
                     : Tr::tr("Let the account that looks read it, then refresh.")});
        finding.id += u'/' + nameOf(place.kind) + QString::fromLatin1(percentEncoded(place.folder));
    }
}

void FindingsOfSite::addPool()
{
    const MoodleFacts &facts = m_head.moodle;
    if (facts.edition != MoodleEdition::Later)
        return;
    const QString advice = Tr::tr("See that what keeps them is backed up by its own means; here, have Moodle write "
                                  "its backups into a folder.");
    if (!facts.fileSystemClass.isEmpty()) {
        add(QStringLiteral("pool-elsewhere"), Severity::Warning,
            {Tr::tr("%1 keeps its files where nobody here can look.").arg(m_name),
             Tr::tr("Its alternative_file_system_class is %1.").arg(visibleText(facts.fileSystemClass)), advice});
        return;
    }
    int recorded = 0;
    for (const CourseBackups &course : m_site.courses) {
        for (const BackupCopy &copy : course.copies) {
            if (copy.file.place != CopyPlace::Pool)
                continue;
            if (copy.sight != CopySight::CannotTell) // what is known to be lost would be there
                return;
            ++recorded;
        }
    }
    const bool isPoolSeen = std::any_of(m_head.places.cbegin(), m_head.places.cend(), [](const PlaceSeen &place) {
        return place.kind == CopyPlace::Pool && place.sight == PlaceSight::Seen;
    });
    if (recorded > 0 && isPoolSeen && !facts.fileSystemKnown)
        add(QStringLiteral("pool-elsewhere"), Severity::Warning,
            {Tr::tr("%1 may keep its files where nobody here can look.").arg(m_name),
             Tr::tr("None of the %n copies that it records is in its pool, and its config.php, which may name another "
                    "place, could not be read.",
                    nullptr, recorded),
             advice});
}

void FindingsOfSite::addNotChecked()
{
    CopySum sum;
    for (const CourseBackups &course : m_site.courses) {
        for (const BackupCopy &copy : course.copies) {
            if (isUnlooked(copy))
                sum.add(copy);
        }
    }
    if (sum.files == 0)
        return;
    add(QStringLiteral("copies-not-checked"), Severity::Info,
        {Tr::tr("Nobody has looked into %n copies of courses of %1.", nullptr, findingCount(sum.files)).arg(m_name),
         QStringList {Tr::tr("They are listed, with %1.").arg(bytesInWords(sum.bytes)), m_head.notChecked}
             .join(u' ')
             .trimmed(),
         Tr::tr("Check them.")});
}

void FindingsOfSite::addSettings()
{
    const MoodleFacts &facts = m_head.moodle;
    if (facts.edition == MoodleEdition::Unknown)
        return;
    if (keepsNothing(facts))
        add(QStringLiteral("keeps-nothing"), Severity::Critical,
            {Tr::tr("%1 deletes every automated backup, the one just made included.").arg(m_name),
             Tr::tr("It is set to keep all, to delete what is older than %n days and to keep none at least: Moodle "
                    "then deletes all of a course, whatever their age, and calls that OK.",
                    nullptr, findingCount(facts.deleteDays)),
             Tr::tr("Set how many to keep, or how many to keep at least.")});
    QString reason;
    if (facts.active == BackupActive::Off)
        reason = Tr::tr("Automated backups are switched off.");
    else if (facts.active == BackupActive::Manual)
        reason = Tr::tr("They run only when somebody starts them at the command line.");
    else if (facts.weekdays.size() == 7 && !facts.weekdays.contains(u'1'))
        reason = Tr::tr("They are switched on, and no day of the week is chosen.");
    if (!reason.isEmpty())
        add(QStringLiteral("schedule-off"), Severity::Warning,
            {Tr::tr("%1 makes no backups of its courses by itself.").arg(m_name), reason,
             Tr::tr("Switch them on and choose days, or accept it with the reason why.")});
}

void FindingsOfSite::addBeyond()
{
    const CourseBackups *first = nullptr;
    int missed = 0;
    int begun = 0;
    QDateTime last;
    for (const CourseBackups &course : m_site.courses) {
        const CourseState &state = course.course;
        if (state.lastStart.isValid() && state.lastStart >= m_site.due) {
            ++begun;
            last = last.isValid() ? std::max(last, state.lastStart) : state.lastStart;
            continue;
        }
        const bool isElsewhere = state.status == CourseStatus::Skipped || state.status == CourseStatus::Unfinished
            || state.status == CourseStatus::Queued;
        if (isElsewhere || !state.nextRun.isValid() || state.nextRun >= m_head.moodleReadAt)
            continue;
        ++missed;
        first = first ? first : &course;
    }
    if (missed == 0 || begun == 0)
        return;
    add(QStringLiteral("beyond-the-night"), Severity::Warning,
        {Tr::tr("The last run of %1 did not come to %n courses.", nullptr, missed).arg(m_name),
         Tr::tr("They were due, and it began %1 others; the last of these %2. The first that it did not come to is %3.")
             .arg(QLocale().toString(begun), ageInWords(last, m_now), visibleText(first->course.shortName)),
         Tr::tr("See when Moodle's cron ends, and give the run more time or more nights.")});
}

void FindingsOfSite::addDeleted()
{
    CopySum sum;
    for (const BackupCopy &copy : m_site.others) {
        if (copy.kind == CopyKind::DeletedCourse && copy.file.place != CopyPlace::Trash)
            sum.add(copy);
    }
    if (sum.files > 0)
        add(QStringLiteral("deleted-course-copies"), Severity::Info,
            {Tr::tr("%n backups are of courses that %1 has no more.", nullptr, findingCount(sum.files)).arg(m_name),
             Tr::tr("They take %1; Moodle never deletes them.").arg(bytesInWords(sum.bytes)),
             Tr::tr("Archive what must be kept, then delete them.")});
}

void FindingsOfSite::addOrphans()
{
    CopySum sum;
    for (const BackupCopy &copy : m_site.others) {
        if ((copy.kind == CopyKind::Unplaced || copy.kind == CopyKind::NoBackup) && copy.file.place != CopyPlace::Trash)
            sum.add(copy);
    }
    for (const CourseBackups &course : m_site.courses) {
        for (const BackupCopy &copy : course.copies) {
            if (copy.kind == CopyKind::OldName)
                sum.add(copy);
        }
    }
    if (sum.files > 0)
        add(QStringLiteral("orphan-copies"), Severity::Info,
            {Tr::tr("%n files among the backups of %1 belong to nothing.", nullptr, findingCount(sum.files))
                 .arg(m_name),
             Tr::tr("They are of a course under its former short name, of which course nobody can tell, or no backups "
                    "at all, and take %1; Moodle never deletes them.")
                 .arg(bytesInWords(sum.bytes)),
             Tr::tr("Look at each before it is deleted: it may be a course's only copy.")});
}

void FindingsOfSite::addHandmade()
{
    CopySum sum;
    QList<QPair<qint64, QString>> courses;
    for (const CourseBackups &course : m_site.courses) {
        const qint64 before = sum.bytes;
        for (const BackupCopy &copy : course.copies) {
            if (findingIsMadeByHand(copy))
                sum.add(copy);
        }
        if (sum.bytes > before)
            courses.append({sum.bytes - before, visibleText(course.course.shortName)});
    }
    if (sum.files > 0)
        add(QStringLiteral("handmade-piles"), Severity::Info,
            {Tr::tr("People have made %n backups in %1 by hand.", nullptr, findingCount(sum.files)).arg(m_name),
             Tr::tr("They take %1, and nothing deletes them. Most have: %2.")
                 .arg(bytesInWords(sum.bytes), findingLargest(courses)),
             Tr::tr("Ask their teachers which are still needed.")});
}

void FindingsOfSite::addTrash()
{
    qint64 files = 0;
    qint64 bytes = 0;
    for (const PlaceSeen &place : m_head.places) {
        if (place.kind == CopyPlace::Trash) {
            files += place.files;
            bytes += place.bytes;
        }
    }
    if (files > 0)
        add(QStringLiteral("trash-room"), Severity::Info,
            {Tr::tr("%n deleted files of %1 still take room.", nullptr, findingCount(files)).arg(m_name),
             Tr::tr("Moodle's trash has %1.").arg(bytesInWords(bytes)),
             Tr::tr("Moodle empties it by itself; until then a lost file may be found there.")});
}

QList<Finding> FindingsOfSite::all()
{
    addNotRead();
    addPlaces();
    if (!m_site.isRead())
        return m_findings;
    addPool();
    addNotChecked();
    addSettings();
    addBeyond();
    addDeleted();
    addOrphans();
    addHandmade();
    addTrash();
    return m_findings;
}

} // namespace

Finding newCourseFinding(const QString &site, qint64 course, const QString &kind, Severity severity,
                         const FindingWords &words)
{
    const QString id = course == 0 ? QString() : QString::number(course);
    Finding finding;
    finding.id = QStringLiteral("courses/") + site + u'/' + id + u'/' + kind;
    finding.severity = severity;
    finding.page = Page::Courses;
    finding.object = site + u'/' + id;
    finding.title = words.title;
    finding.reason = words.reason;
    finding.advice = words.advice;
    finding.kind = kind;
    return finding;
}

bool keepsNothing(const MoodleFacts &facts)
{
    return facts.edition == MoodleEdition::Later && facts.keep == 0 && facts.deleteDays > 0 && facts.keepLeast == 0;
}

QList<Finding> siteFindings(const SiteBackups &site, const QDateTime &now)
{
    return FindingsOfSite(site, now).all();
}

bool isWhollySeen(const PlaceSeen &place)
{
    // Moodle makes a trash when it needs one.
    return place.sight == PlaceSight::Seen || (place.kind == CopyPlace::Trash && place.sight == PlaceSight::Missing);
}

} // namespace Nightkeep
