// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursecopiesdialog.h"

#include "models/courses/copywords.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/writing.h"
#include "widgets/courses/coursefetchdialog.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

CourseCopiesDialog::CourseCopiesDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                                       QWidget *parent)
    : TableDialog(context, QStringLiteral("courseCopies"), QStringLiteral("copies.csv"), parent)
    , m_site {site.site, {}, site.zone, {}, {}, {}}
    , m_course(course.course)
    , m_model(new ColumnTable(CopiesTable::description(), this))
{
    setWindowTitle(tr("Copies of %1").arg(visibleText(course.course.shortName)));
    QPushButton *fetch = addButton(QStringLiteral("courseCopiesFetch"), tr("Fetch…"));
    fetch->setToolTip(tr("Bring the chosen copy to this machine, proved and read through"));
    enableWriting(fetch, !context.workspace.info().readOnly, false);
    connect(fetch, &QPushButton::clicked, this, &CourseCopiesDialog::fetch);
    connect(table(), &DataTable::currentKeyChanged, fetch, [this, fetch](const QString &key) {
        const BackupCopy *copy = m_model->find(key);
        enableWriting(fetch, !this->context().workspace.info().readOnly, copy && copy->sight == CopySight::Seen);
    });
    setModel(m_model, tr("No copy of this course is known, and nothing else lies at its place."));
    content()->addWidget(table(), 1);
    m_model->setRows(course.copies + othersOfCourse(site, course.course.id), now());
    setAnswer(courseVerdictState(course.verdict), course.reason);
    begin(150, 30);
}

void CourseCopiesDialog::fetch()
{
    if (const BackupCopy *copy = m_model->find(table()->currentKey()))
        fetchCopy(context(), m_site, m_course, *copy, this);
}

} // namespace Nightkeep
