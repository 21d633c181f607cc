// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursestable.h"
#include "widgets/common/tabledialog.h"

namespace Nightkeep {

/// All copies of a course, and what else lies at its place.
class CourseCopiesDialog final : public TableDialog
{
    Q_OBJECT

public:
    CourseCopiesDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                       QWidget *parent);

private:
    void showContents();
    void fetch();

    SiteBackups m_site; ///< without its courses
    CourseState m_course;
    ColumnTable<BackupCopy> *m_model;
};

} // namespace Nightkeep
