// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursestable.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

class BytesChart;

/// All copies of a course, what else lies at its place, and how large the ones that Moodle made were over time.
class CourseCopiesDialog final : public TableDialog
{
    Q_OBJECT

public:
    CourseCopiesDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                       QWidget *parent);

private:
    void showSizes();
    void showCopyOf(int point);
    void showContents();
    void fetch();

    SiteBackups m_site; ///< without its courses
    CourseState m_course;
    ColumnTable<BackupCopy> *m_model;
    BytesChart *m_chart;
    QList<QDateTime> m_charted; ///< UTC: of the backups that the chart has as points
};

} // namespace Nightkeep
