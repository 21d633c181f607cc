// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/retention/retentionview.h"
#include "tests/courses/madecourses.h"

#include <algorithm>

namespace Nightkeep::MadeSite {

// The site of MadeCourses on one server that the storage manager backs up as the page says: Sundays at three o'clock,
// keep 1, incrementals at ten in the evening with 2/30/1/60, the last one yesterday.

inline QString server()
{
    return MadeCourses::site().dataServer;
}

inline QDateTime lastIncremental()
{
    return QDateTime(QDate(2008, 12, 14), QTime(22, 0), QTimeZone::utc());
}

inline ManagementClass standardClass()
{
    ManagementClass made;
    made.name = QStringLiteral("STANDARD");
    made.isDefault = true;
    made.versionsExist = 2;
    made.retainExtra = 30;
    made.versionsDeleted = 1;
    made.retainOnly = 60;
    made.archiveRetain = 365;
    return made;
}

inline CoverageRow covered(const BytePath &folder)
{
    CoverageRow row;
    row.server = server();
    row.folder = folder;
    row.state = CoverageState::Covered;
    row.by = "/";
    row.evidence = Evidence::Observed;
    row.lastIncremental = lastIncremental();
    return row;
}

inline ServerRow row()
{
    ServerRow made;
    made.server.name = server();
    made.server.storageNode = QStringLiteral("fs-c");
    made.snapshot.emplace();
    made.snapshot->takenAt = MadeCourses::now().addSecs(-300);
    made.snapshot->managementClasses = QList<ManagementClass> {standardClass()};
    made.coverage = {covered("/data/moodle"), covered("/data/apache/htdocs/moodle"), covered(pageDumpFolder())};
    return made;
}

inline Site site()
{
    Site made = MadeCourses::site();
    made.codeFolder = "/data/apache/htdocs/moodle";
    made.archiveFolder = "/data/archives";
    return made;
}

inline Promise sixtyNights()
{
    Promise promise;
    promise.key = QStringLiteral("courseNights/atLeast");
    promise.figure = 60;
    return promise;
}

inline RetentionReading reading(const CourseReading &courses)
{
    RetentionReading made;
    made.site = site();
    made.now = MadeCourses::now();
    made.backups = joinBackups(made.site, courses, made.now);
    made.settings.site = made.site;
    made.servers = {row()};
    made.records.promises = {sixtyNights()};
    return made;
}

/// Two courses with the copy of the last run, and one of the run before that was seen once.
inline CourseReading twoCourses()
{
    CourseReading made = MadeCourses::reading(MoodleEdition::Old);
    for (const qint64 id : {12, 13}) {
        CourseState course = MadeCourses::course(id, QStringLiteral("BIO") + QString::number(id));
        course.sizes = {{MadeCourses::lastRun().addDays(-7), 200000}};
        made.files.append(MadeCourses::zip(course, MadeCourses::lastRun()));
        made.courses.append(course);
    }
    return made;
}

inline const NightRow *rowOf(const RetentionView &view, const QString &key)
{
    const QList<NightRow> &rows = view.nights.rows;
    const auto found =
        std::find_if(rows.cbegin(), rows.cend(), [&key](const NightRow &each) { return each.key == key; });
    return found == rows.cend() ? nullptr : &*found;
}

/// Unknown too where there is no such row or night.
inline NightCell cellOf(const RetentionView &view, const QString &key, const QDate &night)
{
    const NightRow *found = rowOf(view, key);
    const qsizetype at = found ? view.nights.first.daysTo(night) : -1;
    return at < 0 || at >= found->cells.size() ? NightCell() : found->cells.at(at);
}

} // namespace Nightkeep::MadeSite
