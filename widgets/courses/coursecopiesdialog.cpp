// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursecopiesdialog.h"

#include "models/courses/copywords.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/writing.h"
#include "widgets/courses/coursecontentsdialog.h"
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
    QPushButton *contents = addButton(QStringLiteral("courseCopiesContents"), tr("Contents…"));
    contents->setToolTip(tr("What is inside the chosen copy"));
    contents->setEnabled(false);
    connect(contents, &QPushButton::clicked, this, &CourseCopiesDialog::showContents);
    QPushButton *fetch = addButton(QStringLiteral("courseCopiesFetch"), tr("Fetch…"));
    fetch->setToolTip(tr("Bring the chosen copy to this machine, proved and read through"));
    const bool isWritable = !context.workspace.info().readOnly;
    enableWriting(fetch, isWritable, false);
    connect(fetch, &QPushButton::clicked, this, &CourseCopiesDialog::fetch);
    connect(table(), &DataTable::currentKeyChanged, this, [this, contents, fetch, isWritable](const QString &key) {
        const BackupCopy *copy = m_model->find(key);
        const bool isThere = copy && copy->sight == CopySight::Seen;
        contents->setEnabled(isThere);
        enableWriting(fetch, isWritable, isThere);
    });
    setModel(m_model, tr("No copy of this course is known, and nothing else lies at its place."));
    content()->addWidget(table(), 1);
    m_model->setRows(course.copies + othersOfCourse(site, course.course.id), now());
    setAnswer(courseVerdictState(course.verdict), course.reason);
    begin(150, 30);
}

void CourseCopiesDialog::showContents()
{
    if (const BackupCopy *copy = m_model->find(table()->currentKey()))
        openModal(new CourseContentsDialog(context(), m_site.site, *copy, this));
}

void CourseCopiesDialog::fetch()
{
    if (const BackupCopy *copy = m_model->find(table()->currentKey()))
        fetchCopy(context(), m_site, m_course, *copy, this);
}

} // namespace Nightkeep
