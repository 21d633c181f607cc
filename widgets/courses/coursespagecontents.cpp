// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The acts that look into a copy, and that tell its teacher of it.
#include "widgets/courses/coursespage.h"

#include "models/courses/copywords.h"
#include "widgets/common/openmodal.h"
#include "widgets/courses/coursecontentsdialog.h"
#include "widgets/courses/teachertextdialog.h"

namespace Nightkeep {

/// Of the last good copy, else of the newest that is there; of the others by the dialog of copies.
void CoursesPage::showContents()
{
    const CourseBackups *course = m_model->find(table()->currentKey());
    const SiteBackups *site = course ? siteOf(course->site) : nullptr;
    const BackupCopy *copy = course ? copyToShow(*course) : nullptr;
    if (!site || !copy)
        return;
    clearError();
    openModal(new CourseContentsDialog(context(), site->site, *copy, this));
}

void CoursesPage::writeToTeacher()
{
    const CourseBackups *course = m_model->find(table()->currentKey());
    const SiteBackups *site = course ? siteOf(course->site) : nullptr;
    if (!site)
        return;
    clearError();
    openModal(new TeacherTextDialog(context(), *site, *course, this));
}

} // namespace Nightkeep
