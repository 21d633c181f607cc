// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursecopiesdialog.h"

#include "models/courses/copywords.h"
#include "models/courses/coursestable.h"
#include "widgets/common/datatable.h"

#include <QVBoxLayout>

namespace Nightkeep {

CourseCopiesDialog::CourseCopiesDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                                       QWidget *parent)
    : TableDialog(context, QStringLiteral("courseCopies"), QStringLiteral("copies.csv"), parent)
{
    setWindowTitle(tr("Copies of %1").arg(visibleText(course.course.shortName)));
    auto *model = new ColumnTable(CopiesTable::description(), this);
    setModel(model, tr("No copy of this course is known, and nothing else lies at its place."));
    content()->addWidget(table(), 1);
    model->setRows(course.copies + othersOfCourse(site, course.course.id), now());
    setAnswer(courseVerdictState(course.verdict), course.reason);
    begin(150, 30);
}

} // namespace Nightkeep
