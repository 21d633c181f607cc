// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/openmodal.h"
#include "widgets/courses/coursespage.h"
#include "widgets/courses/deletiondialog.h"

namespace Nightkeep {

/// With the chosen courses of one site: that of the current one, for a list is of one Moodle.
void CoursesPage::beforeDeletion()
{
    if (m_sites.isEmpty())
        return;
    clearError();
    const CourseBackups *current = m_model->find(table()->currentKey());
    const QString name = current ? current->site : m_sites.first().site.name;
    QList<qint64> chosen;
    for (const QString &key : table()->selectedKeys()) {
        const CourseBackups *course = m_model->find(key);
        if (course && course->site == name)
            chosen.append(course->course.id);
    }
    QList<Site> sites;
    for (const SiteBackups &site : std::as_const(m_sites))
        sites.append(site.site);
    connect(openModal(new DeletionDialog(context(), sites, name, chosen, this)), &DeletionDialog::answered, this,
            &CoursesPage::workspaceChanged);
}

} // namespace Nightkeep
