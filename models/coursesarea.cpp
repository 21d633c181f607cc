// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/bytepath.h"
#include "models/base/format.h"
#include "models/base/tr.h"
#include "models/courses/coursefindings.h"
#include "models/estate.h"

#include <QLocale>

#include <algorithm>

namespace Nightkeep {

namespace {

/// All of it was read, and no course is left of which nobody can tell: else an accepted finding would leave it good.
bool isKnownWholly(const SiteBackups &site)
{
    const CourseReadingHead &head = site.head;
    return site.isRead() && head.listedAt.isValid() && !head.moodleFailure && !head.inventoryFailure
        && !site.courses.isEmpty() && site.counts().value(CourseVerdict::Doubtful) == 0;
}

void addToSearch(QList<SearchEntry> &search, const SiteBackups &site)
{
    const QString where = visibleText(site.site.name);
    const QString title = Tr::tr("%1: %2", "a course's short name, its full name"); // once: there may be many
    for (const CourseBackups &course : site.courses) {
        const CourseState &state = course.course;
        search << SearchEntry {Page::Courses,
                               course.key(),
                               title.arg(visibleText(state.shortName), visibleText(state.fullName)),
                               where,
                               {QString::number(state.id), state.shortName, state.fullName}};
    }
}

} // namespace

Result<AreaStanding> coursesArea(const WorkspaceReading &reading)
{
    if (!reading.courses || !reading.usage)
        return fail(reading.courses ? reading.usage.error() : reading.courses.error());
    AreaStanding area {Page::Courses, Tr::tr("No Moodle site yet")};
    area.isEmpty = reading.courses->isEmpty();
    if (area.isEmpty)
        return area;
    area.isAsked = false;
    area.findings = usageFindings(*reading.usage, reading.disks.value_or(QList<Finding>()));
    int courses = 0;
    int safe = 0;
    int unread = 0;
    QDateTime oldest; // of the sites that were read
    for (const SiteBackups &site : *reading.courses) {
        area.findings += courseFindings(site, reading.now);
        area.isKnown = area.isKnown && isKnownWholly(site);
        addToSearch(area.search, site);
        area.isAsked = area.isAsked || site.isRead() || site.isAskedInVain();
        if (!site.isRead()) {
            ++unread;
            continue;
        }
        courses += int(site.courses.size());
        safe += site.counts().value(CourseVerdict::Safe);
        oldest = oldest.isValid() ? std::min(oldest, site.head.moodleReadAt) : site.head.moodleReadAt;
    }
    if (unread == reading.courses->size()) {
        area.text = Tr::tr("Courses never read");
        area.detail = area.isAsked ? Tr::tr("Moodle's database could not be read so far.")
                                   : Tr::tr("Refresh the page to read them.");
        return area;
    }
    area.text = Tr::tr("%1 of %n courses safe", "by an up-to-date copy that would restore", courses)
                    .arg(QLocale().toString(safe));
    area.detailAt = [oldest, unread](const QDateTime &now) {
        const QString read = Tr::tr("read %1").arg(ageInWords(oldest, now));
        return unread > 0 ? read + u' ' + Tr::tr("(%n sites never)", "read", unread) : read;
    };
    return area;
}

} // namespace Nightkeep
