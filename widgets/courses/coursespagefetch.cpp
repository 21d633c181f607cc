// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursespage.h"

#include "models/catalogue/copyfinder.h"
#include "widgets/courses/coursefetchdialog.h"

namespace Nightkeep {

/// Any other copy is fetched from the dialog that has them all.
void CoursesPage::fetchGoodCopy()
{
    const CourseBackups *course = m_model->find(table()->currentKey());
    const SiteBackups *site = course ? siteOf(course->site) : nullptr;
    if (!site || !course->lastGood())
        return;
    clearError();
    fetchCopy(context(), *site, course->course, *course->lastGood(), this);
}

/// The page of the archives knows all places.
void CoursesPage::findCopy()
{
    const CourseBackups *course = m_model->find(table()->currentKey());
    if (!course)
        return;
    const QString &name = course->course.shortName;
    emit objectActivated(Page::Archives,
                         soughtCopyKey({course->site, name.isEmpty() ? QString::number(course->course.id) : name}));
}

} // namespace Nightkeep
