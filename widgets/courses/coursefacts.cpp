// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursefacts.h"

#include "models/base/findingmodel.h"
#include "models/base/format.h"
#include "models/courses/copywords.h"
#include "models/courses/courselogtable.h"
#include "models/courses/sizetrend.h"
#include "widgets/common/factsview.h"
#include "widgets/widgetstr.h"

namespace Nightkeep {

namespace {

constexpr qsizetype mostCopies = 10; ///< the dialog of copies has them all

/// Empty where it is not known, so that the fact is left out.
QString knownAge(const QDateTime &moment, const QDateTime &now)
{
    return moment.isValid() ? ageInWords(moment, now) : QString();
}

void describeMoodle(FactsView &view, const CourseState &course, const QDateTime &now)
{
    view.heading(WidgetsTr::tr("What Moodle says"), QStringLiteral("moodle"));
    view.fact(WidgetsTr::tr("Status"), courseStatusWord(course.status));
    view.fact(WidgetsTr::tr("Last start"), knownAge(course.lastStart, now));
    view.fact(WidgetsTr::tr("Last end"), knownAge(course.lastEnd, now));
    view.fact(WidgetsTr::tr("Next run"), course.nextRun.isValid() ? exactMoment(course.nextRun, now) : QString());
    view.fact(WidgetsTr::tr("Changed"), knownAge(course.changed, now));
    view.fact(WidgetsTr::tr("Created"), knownAge(course.created, now));
    view.fact(WidgetsTr::tr("Category"), visibleText(course.categoryName));
    view.fact(WidgetsTr::tr("Id"), QString::number(course.id));
    if (!course.visible)
        view.paragraph(WidgetsTr::tr("The course is hidden from students."));
    if (course.hasTask)
        view.paragraph(*course.hasTask ? WidgetsTr::tr("A task that backs it up waits or runs.")
                                       : WidgetsTr::tr("No task that would back it up waits."));
}

void describeCopies(FactsView &view, const QList<BackupCopy> &copies, const QDateTime &now)
{
    for (const BackupCopy &copy : copies.mid(0, mostCopies)) {
        const QString made =
            copy.made.isValid() ? ageInWords(copy.made, now) : WidgetsTr::tr("of unknown age", "a copy of a course");
        view.state(copyState(copy),
                   WidgetsTr::tr("%1, %2: %3", "when a copy was made, its size, how far it was looked at")
                       .arg(made, bytesInWords(copy.file.bytes), copyLookedAt(copy)),
                   WidgetsTr::tr("%1, %2", "the name of a copy, what it is").arg(copy.name, copyKindWord(copy.kind)));
    }
    if (const qsizetype more = copies.size() - mostCopies; more > 0)
        view.dimmed(WidgetsTr::tr("and %n more", nullptr, int(more)));
}

/// What our readings saw, of which nothing else may be left.
void describeSizes(FactsView &view, const QList<SizePoint> &sizes, const QDateTime &now)
{
    view.heading(WidgetsTr::tr("Size over time"), QStringLiteral("sizes"));
    if (sizes.size() < 2) {
        view.dimmed(WidgetsTr::tr("How it grows is not known: no two sound copies have been seen so far."));
        return;
    }
    if (const std::optional<double> change = sizeChange(sizes.first().bytes, sizes.last().bytes))
        view.paragraph(WidgetsTr::tr("Since %1: %2.", "a moment, how much larger a course's copies have become")
                           .arg(shortMoment(sizes.last().made, now), sizeChangeWords(*change)));
    for (qsizetype i = 0; i < sizes.size(); ++i) {
        const qint64 before = i + 1 < sizes.size() ? sizes.at(i + 1).bytes : -1;
        const std::optional<double> change = sizeChange(sizes.at(i).bytes, before);
        const QString size = bytesInWords(sizes.at(i).bytes);
        view.fact(shortMoment(sizes.at(i).made, now),
                  change ? WidgetsTr::tr("%1, %2", "the size of a copy, against the one before")
                               .arg(size, sizeChangeWords(*change))
                         : size);
    }
}

void describeRuns(FactsView &view, const SiteBackups &site, const CourseState &course, const QDateTime &now)
{
    view.heading(WidgetsTr::tr("Its last runs"), QStringLiteral("runs"));
    if (course.runs.isEmpty())
        view.dimmed(WidgetsTr::tr("Moodle remembers none."));
    for (const CourseRun &run : course.runs) {
        view.state(courseRunState(run, site.head.moodle.edition, now),
                   WidgetsTr::tr("%1: %2", "when a run began, how it ended")
                       .arg(ageInWords(run.started, now), courseRunWords(run, site.head.moodle.edition, now)),
                   run.end == RunEnd::Ok ? QString() : visibleText(run.step));
    }
    if (site.head.runsCut)
        view.dimmed(WidgetsTr::tr("Moodle keeps more runs than were read."));
}

QString placeSightWord(PlaceSight sight)
{
    switch (sight) {
    case PlaceSight::Seen:
        return WidgetsTr::tr("seen", "a place of backups");
    case PlaceSight::Partly:
        return WidgetsTr::tr("not all of it could be seen", "a place of backups");
    case PlaceSight::Missing:
        return WidgetsTr::tr("there is no such folder", "a place of backups");
    case PlaceSight::Unreadable:
        return WidgetsTr::tr("it may not be read", "a place of backups");
    case PlaceSight::NotAsked:
        break;
    }
    return WidgetsTr::tr("nobody could look", "a place of backups");
}

void describePlace(FactsView &view, const PlaceSeen &place)
{
    QStringList lines {displayPath(place.folder), placeSightWord(place.sight)};
    if (place.freeBytes >= 0 && place.totalBytes >= 0)
        lines << WidgetsTr::tr("%1 of %2 free").arg(bytesInWords(place.freeBytes), bytesInWords(place.totalBytes));
    for (const QString &problem : place.problems.mid(0, 3))
        lines << visibleText(problem);
    QString title = copyPlaceWord(place.kind);
    title.front() = title.front().toUpper();
    view.fact(title, lines);
}

void describeCourseRestores(FactsView &view, const CourseRestores &restores, const QDateTime &now)
{
    view.heading(WidgetsTr::tr("Last proven restore"), QStringLiteral("restores"));
    if (restores.drills) {
        const PageAnswer last = lastProvenInWords(*restores.drills, now);
        view.state(last.state, last.sentence);
    } else {
        view.state(State::Unknown, WidgetsTr::tr("not known", "the last proven restore"));
    }
    for (const Restorable &site : restores.takers)
        view.fact(visibleText(site.site), QStringList {takenWord(site.taken), site.reason});
}

void describeSite(FactsView &view, const SiteBackups &site, const QList<Finding> &findings, const QDateTime &now)
{
    const CourseReadingHead &head = site.head;
    view.heading(WidgetsTr::tr("The site %1").arg(visibleText(site.site.name)), QStringLiteral("site"));
    for (const Finding &finding : findings)
        view.state(severityState(finding.severity), finding.title, finding.advice);
    view.fact(WidgetsTr::tr("Moodle"), moodleInWords(head.moodle));
    view.fact(WidgetsTr::tr("Read"), ageInWords(head.moodleReadAt, now));
    view.fact(WidgetsTr::tr("Looked through"), ageInWords(head.listedAt, now));
    view.fact(WidgetsTr::tr("Newer copies due since"), exactMoment(site.due, now));
    for (const PlaceSeen &place : head.places)
        describePlace(view, place);
    for (const std::optional<Error> &failure : {head.moodleFailure, head.inventoryFailure}) {
        if (failure)
            view.failure(*failure);
    }
    if (!head.notChecked.isEmpty())
        view.paragraph(visibleText(head.notChecked));
}

} // namespace

void describeCourse(FactsView &view, const SiteBackups &site, const CourseBackups &course, const QList<Finding> &ofSite,
                    const QDateTime &now, const CourseRestores &restores)
{
    view.title(visibleText(course.course.shortName), visibleText(course.course.fullName));
    view.state(courseVerdictState(course.verdict), courseVerdictWord(course.verdict), course.reason);
    describeMoodle(view, course.course, now);
    view.heading(WidgetsTr::tr("Its copies"), QStringLiteral("copies"));
    if (course.copies.isEmpty())
        view.dimmed(WidgetsTr::tr("None is known."));
    describeCopies(view, course.copies, now);
    if (const QList<BackupCopy> others = othersOfCourse(site, course.course.id); !others.isEmpty()) {
        view.heading(WidgetsTr::tr("What else is at its place"), QStringLiteral("others"));
        describeCopies(view, others, now);
    }
    describeCourseRestores(view, restores, now);
    describeSizes(view, course.course.sizes, now);
    describeRuns(view, site, course.course, now);
    describeSite(view, site, ofSite, now);
}

} // namespace Nightkeep
