// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/courses/backupusage.h"

#include "models/courses/backupname.h"
#include "models/courses/copysum.h"

#include <QMap>

#include <algorithm>

namespace Nightkeep {

namespace {

/// Of copies, by the clock of their site.
class UsageClock
{
public:
    explicit UsageClock(const QTimeZone &zone)
        : m_zone(zone)
        , m_minutes(zone)
    {
    }
    [[nodiscard]] QDate dayOf(const BackupCopy &copy) const; ///< invalid: nothing tells it

private:
    QTimeZone m_zone;
    ZoneMinutes m_minutes;
};

QDate UsageClock::dayOf(const BackupCopy &copy) const
{
    // A name's day counts even where it has yet to come: so does who looks for it with grep.
    static const QDateTime endOfTime(QDate(9999, 12, 31), QTime(0, 0), QTimeZone::utc());
    const BytePath name = copy.file.place == CopyPlace::Pool ? copy.name.toUtf8() : copy.file.path;
    const QDateTime named = readBackupName(name, m_minutes, endOfTime).made;
    for (const QDateTime &moment : {named, copy.file.check.made, copy.made, copy.file.modified}) {
        if (moment.isValid())
            return moment.toTimeZone(m_zone).date();
    }
    return {};
}

template<typename F> void usageOfEach(const SiteBackups &site, F each)
{
    for (const CourseBackups &course : site.courses) {
        for (const BackupCopy &copy : course.copies)
            each(copy);
    }
    for (const BackupCopy &copy : site.others)
        each(copy);
}

template<typename K> void usageAdd(QHash<K, UsagePart> &parts, const K &key, qint64 bytes)
{
    UsagePart &part = parts[key];
    ++part.files;
    part.bytes += bytes;
}

QList<UsagePart> usageSorted(QList<UsagePart> parts)
{
    std::sort(parts.begin(), parts.end(), [](const UsagePart &a, const UsagePart &b) {
        if (a.bytes != b.bytes)
            return a.bytes > b.bytes;
        return a.course != b.course ? a.course < b.course : a.kind < b.kind;
    });
    return parts;
}

class UsageSum
{
public:
    UsageSum(const SiteBackups &site, const QDate &date)
        : m_site(site)
        , m_date(date)
        , m_clock(site.zone)
    {
    }
    void add(const BackupCopy &copy)
    {
        if (m_date.isValid() && m_clock.dayOf(copy) != m_date)
            return;
        if (copy.file.place == CopyPlace::Trash) {
            m_trashBytes += copy.file.bytes;
        } else if (m_all.add(copy)) {
            usageAdd(m_courses, copy.course.value_or(0), copy.file.bytes);
            usageAdd(m_kinds, int(copy.kind), copy.file.bytes);
        }
    }
    [[nodiscard]] BackupUsage usage() const;

private:
    const SiteBackups &m_site;
    QDate m_date;
    UsageClock m_clock;
    CopySum m_all;
    QHash<qint64, UsagePart> m_courses;
    QHash<int, UsagePart> m_kinds;
    qint64 m_trashBytes = 0;
};

BackupUsage UsageSum::usage() const
{
    BackupUsage usage;
    usage.site = m_site.site.name;
    usage.date = m_date;
    usage.files = m_all.files;
    usage.bytes = m_all.bytes;
    for (auto part = m_courses.cbegin(); part != m_courses.cend(); ++part) {
        UsagePart course = *part;
        course.course = part.key();
        if (const CourseBackups *known = m_site.find(part.key()))
            course.shortName = known->course.shortName;
        usage.byCourse.append(course);
    }
    for (auto part = m_kinds.cbegin(); part != m_kinds.cend(); ++part) {
        UsagePart kind = *part;
        kind.kind = CopyKind(part.key());
        usage.byKind.append(kind);
    }
    usage.byCourse = usageSorted(usage.byCourse);
    usage.byKind = usageSorted(usage.byKind);
    usage.trashBytes = m_trashBytes;
    if (m_date.isValid())
        return usage;
    // Of all days what else lies there takes its room too.
    usage.trashBytes = 0;
    for (const PlaceSeen &place : m_site.head.places)
        usage.trashBytes += place.kind == CopyPlace::Trash ? place.bytes : 0;
    return usage;
}

} // namespace

BackupUsage backupUsage(const SiteBackups &site, const QDate &date)
{
    UsageSum sum(site, date);
    usageOfEach(site, [&sum](const BackupCopy &copy) { sum.add(copy); });
    return sum.usage();
}

QList<UsageDay> usageByDay(const SiteBackups &site)
{
    const UsageClock clock(site.zone);
    QMap<QDate, CopySum> days;
    usageOfEach(site, [&](const BackupCopy &copy) {
        const QDate day = clock.dayOf(copy);
        if (day.isValid() && copy.file.place != CopyPlace::Trash)
            days[day].add(copy);
    });
    QList<UsageDay> newestFirst;
    for (auto day = days.cbegin(); day != days.cend(); ++day) {
        if (day->files > 0)
            newestFirst.prepend({day.key(), day->files, day->bytes});
    }
    return newestFirst;
}

QList<BackupCopy> copiesOfDay(const SiteBackups &site, const QDate &day)
{
    const UsageClock clock(site.zone);
    QList<BackupCopy> copies;
    CopySum counted;
    usageOfEach(site, [&](const BackupCopy &copy) {
        if (copy.file.place != CopyPlace::Trash && clock.dayOf(copy) == day && counted.add(copy))
            copies.append(copy);
    });
    return copies;
}

} // namespace Nightkeep
