// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"
#include "models/courses/courselogtable.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// What Moodle kept of a course's last runs: as it was last asked, until it has answered anew.
class CourseLogDialog final : public TableDialog
{
    Q_OBJECT

public:
    CourseLogDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course, QWidget *parent);

private:
    void readLast();
    void ask();
    void showLog(const CourseLog &log);

    Site m_site;
    MoodleEdition m_edition;
    qint64 m_course;
    ColumnTable<CourseLogRow> *m_model;
    QDateTime m_readAt; ///< when Moodle last answered; invalid: never
};

} // namespace Nightkeep
