// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/courseexplanation.h"

#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/copywords.h"
#include "models/courses/sitefindings.h"

namespace Nightkeep {

namespace {

constexpr qsizetype explainedErrorsTold = 3;

class ExplainedCourse
{
public:
    ExplainedCourse(const SiteBackups &site, const CourseBackups &course, const CourseLog *log, const QDateTime &now)
        : m_site(site)
        , m_course(course)
        , m_state(course.course)
        , m_log(log)
        , m_now(now)
    {
    }
    [[nodiscard]] QStringList sentences();

private:
    void tell(const QString &sentence) { m_sentences.append(sentence); }
    void tellWhatItIs();
    void tellMoodlesWord();
    void tellCopies();
    void tellRuns();
    void tellLog();
    void tellUnknown();
    [[nodiscard]] QString age(const QDateTime &moment) const;
    [[nodiscard]] QString copyWords(const BackupCopy &copy) const;
    [[nodiscard]] QString runWords(const CourseRun &run) const;

    const SiteBackups &m_site;
    const CourseBackups &m_course;
    const CourseState &m_state;
    const CourseLog *m_log;
    const QDateTime &m_now;
    QStringList m_sentences;
};

QString ExplainedCourse::age(const QDateTime &moment) const
{
    return moment.isValid() ? ageInWords(moment, m_now) : Tr::tr("at a time that is not known");
}

void ExplainedCourse::tellWhatItIs()
{
    tell(Tr::tr("Course %1 of %2 is %3 (%4).", "its number, a site, its short and full name")
             .arg(QString::number(m_state.id), visibleText(m_site.site.name), visibleText(m_state.shortName),
                  visibleText(m_state.fullName)));
    if (!m_state.visible)
        tell(Tr::tr("It is hidden from students."));
    if (m_state.created.isValid())
        tell(Tr::tr("It was set up %1.").arg(age(m_state.created)));
    if (m_state.changed.isValid())
        tell(Tr::tr("It last changed %1.").arg(age(m_state.changed)));
}

void ExplainedCourse::tellMoodlesWord()
{
    if (m_state.status == CourseStatus::Unlisted)
        tell(Tr::tr("%1 has no row of its backups.", "a Moodle").arg(moodleInWords(m_site.head.moodle)));
    else
        tell(Tr::tr("%1 says of its last backup: %2.", "a Moodle, its word")
                 .arg(moodleInWords(m_site.head.moodle), courseStatusWord(m_state.status)));
    if (m_state.lastStart.isValid())
        tell(Tr::tr("It last began %1 and last ended %2.").arg(age(m_state.lastStart), age(m_state.lastEnd)));
    if (m_state.hasTask)
        tell(*m_state.hasTask ? Tr::tr("A task for it waits or runs.") : Tr::tr("No task for it waits."));
    if (m_state.nextRun.isValid())
        tell(Tr::tr("Moodle plans its next backup for %1.")
                 .arg(momentInWords(m_state.nextRun.toTimeZone(m_now.timeZone()), QLocale::ShortFormat)));
}

/// "backup-chem-20081214-0301.zip, 195.3 KiB, made yesterday, made by Moodle (the course's folder): closed properly."
QString ExplainedCourse::copyWords(const BackupCopy &copy) const
{
    const BackupInside &inside = copy.file.inside;
    QStringList told {copy.isSound ? zipLevelWord(copy.file.check.level) : copy.fault};
    if (inside.users == false)
        told << Tr::tr("without users' data");
    if (inside.files == false)
        told << Tr::tr("without files");
    if (inside.anonymous)
        told << Tr::tr("with names made up");
    if (copy.datesDiffer)
        told << Tr::tr("its dates do not agree");
    return Tr::tr("%1, %2, made %3, %4 (%5): %6.", "a copy, its size, age, kind, place, and how it is")
        .arg(copy.name, copy.sight == CopySight::Seen ? bytesInWords(copy.file.bytes) : bytesInWords(-1),
             age(copy.made), copyKindWord(copy.kind), copyPlaceWord(copy.file.place), told.join(QLatin1String(", ")));
}

void ExplainedCourse::tellCopies()
{
    if (m_course.copies.isEmpty())
        tell(Tr::tr("No copy of it was found."));
    else
        tell(Tr::tr("It has %n copies, which take %1:", nullptr, int(m_course.copies.size()))
                 .arg(bytesInWords(m_course.bytes)));
    for (const BackupCopy &copy : m_course.copies) {
        tell(copyWords(copy));
        if (const QString pool = copyPoolWords(copy, m_site.head.moodle, m_now); !pool.isEmpty())
            tell(pool);
    }
    for (const BackupCopy &copy : m_site.others) {
        if (copy.course == m_state.id)
            tell(Tr::tr("Elsewhere: %1", "a copy in a sentence").arg(copyWords(copy)));
    }
}

QString ExplainedCourse::runWords(const CourseRun &run) const
{
    const bool isBroken = run.end != RunEnd::Ok && !run.step.isEmpty();
    if (!isBroken)
        return Tr::tr("The run of %1: %2.", "its age, its end").arg(age(run.started), runEndWord(run.end));
    return Tr::tr("The run of %1: %2. It got as far as: %3", "its age, its end, a line of a log")
        .arg(age(run.started), runEndWord(run.end), visibleText(run.step));
}

void ExplainedCourse::tellRuns()
{
    if (m_state.runs.isEmpty())
        tell(Tr::tr("Moodle remembers no run of its backup."));
    for (const CourseRun &run : m_state.runs)
        tell(runWords(run));
}

void ExplainedCourse::tellLog()
{
    if (!m_log)
        return;
    tell(Tr::tr("Its log was read %1.").arg(age(m_log->readAt)));
    if (m_log->runs.isEmpty())
        return;
    qsizetype told = 0;
    for (const RunLine &line : m_log->runs.first().lines) {
        if (line.isError && ++told <= explainedErrorsTold)
            tell(Tr::tr("It says of the last run: %1", "a line of a log").arg(visibleText(line.text.trimmed())));
    }
}

void ExplainedCourse::tellUnknown()
{
    const CourseReadingHead &head = m_site.head;
    tell(Tr::tr("Moodle's database was read %1.").arg(age(head.moodleReadAt)));
    if (head.moodleFailure)
        tell(Tr::tr("Since then it could not be read: %1", "a sentence").arg(head.moodleFailure->message));
    if (head.listedAt.isValid())
        tell(Tr::tr("The files were looked through %1.").arg(age(head.listedAt)));
    else
        tell(Tr::tr("The files have never been looked through: there may be copies that nobody has seen."));
    if (head.inventoryFailure)
        tell(Tr::tr("The files could not be looked through at the last attempt: %1", "a sentence")
                 .arg(head.inventoryFailure->message));
    if (!head.notChecked.isEmpty())
        tell(head.notChecked);
    for (const PlaceSeen &place : head.places) {
        if (!isWhollySeen(place))
            tell(Tr::tr("What is in %1 is not wholly known.").arg(displayPath(place.folder)));
    }
    if (!head.moodle.fileSystemClass.isEmpty())
        tell(Tr::tr("Moodle keeps its files elsewhere (%1), where nobody here can look.")
                 .arg(visibleText(head.moodle.fileSystemClass)));
    if (head.runsCut)
        tell(Tr::tr("Moodle knows more runs than were read: of this course some may be missing here."));
}

QStringList ExplainedCourse::sentences()
{
    tellWhatItIs();
    tellMoodlesWord();
    tell(Tr::tr("Our verdict: %1. %2", "a verdict, its reason")
             .arg(courseVerdictWord(m_course.verdict), m_course.reason));
    tellCopies();
    tellRuns();
    tellLog();
    tellUnknown();
    return m_sentences;
}

} // namespace

QStringList explainCourse(const SiteBackups &site, const CourseBackups &course, const CourseLog *log,
                          const QDateTime &now)
{
    return ExplainedCourse(site, course, log, now).sentences();
}

} // namespace Nightkeep
