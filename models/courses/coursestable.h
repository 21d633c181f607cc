// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/columntable.h"
#include "models/courses/coursebackups.h"

namespace Nightkeep {

/// The courses of all sites, one a row, keyed by CourseBackups::key().
struct CoursesTable
{
    enum Column {
        CourseColumn, ///< short name
        NameColumn,
        VerdictColumn, ///< with its state; its reason as tool tip
        StatusColumn, ///< Moodle's word
        LastGoodColumn, ///< age of the last good copy
        SizeColumn, ///< of it, and how it went
        LastStartColumn,
        NextRunColumn,
        ByMoodleColumn,
        ByPeopleColumn,
        BytesColumn,
        IdColumn,
        SiteColumn,
        TrendColumn, ///< of the size of the newest sound copy
        CategoryColumn, ///< with those that it is in
        ColumnCount
    };
    [[nodiscard]] static TableDescription<CourseBackups> description();
};

/// The copies of one course, one a row, keyed by place, path and name: one content may be recorded twice.
struct CopiesTable
{
    [[nodiscard]] static TableDescription<BackupCopy> description();
};

/// Which rows the page shows.
struct CourseFilter
{
    QString name; ///< stable: "all", "attention", "missing", "error"
    QString title; ///< without its count
    bool (*holds)(const CourseBackups &course);
};
[[nodiscard]] const QList<CourseFilter> &courseFilters(); ///< all; what needs somebody; each verdict; Moodle's errors

} // namespace Nightkeep
