// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursecontentsdialog.h"

#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"

#include <QVBoxLayout>

namespace Nightkeep {

CourseContentsDialog::CourseContentsDialog(const PageContext &context, const Site &site, const BackupCopy &copy,
                                           QWidget *parent)
    : TableDialog(context, QStringLiteral("courseContents"), QStringLiteral("contents.csv"), parent)
    , m_site(site)
    , m_copy(copy)
    , m_model(new ColumnTable(BackupContentsTable::description(), this))
{
    setWindowTitle(tr("Contents of %1").arg(copy.name));
    setModel(m_model, tr("What is inside the copy stands here."));
    enum Shown { All, OfCourse, Files };
    table()->addRowFilter(QStringLiteral("contentsRows"), tr("Which rows"),
                          {{tr("All"), All}, {tr("What it tells of the course"), OfCourse}, {tr("Files"), Files}},
                          [this](int shown, int row) {
                              return shown == All || m_model->rows().at(row).isOfCourse == (shown == OfCourse);
                          });
    content()->addWidget(table(), 1);
    setAnswer(State::Working, tr("Looking into the copy…"));
    begin(140, 36);
    ask();
}

CourseContentsDialog::~CourseContentsDialog()
{
    if (m_job != 0)
        context().jobs.cancel(m_job);
}

void CourseContentsDialog::ask()
{
    CourseService &courses = context().workspace.courses();
    m_job = context().jobs.start<BackupContents>(
        tr("Look into a copy of a course of %1").arg(m_site.name), QStringLiteral("contents/") + m_site.name, this,
        [&courses, site = m_site, copy = m_copy](const CancelToken &cancel, const ProgressSink &) {
            return courses.contents(site, copy, cancel);
        },
        [this](const Result<BackupContents> &contents) {
            m_job = 0;
            if (!contents) {
                setAnswer(State::Unknown, tr("What is inside this copy is not known."));
                showError(contents.error());
                return;
            }
            m_model->setRows(BackupContentsTable::rows(*contents), now());
            const PageAnswer answer = backupContentsAnswer(*contents, m_copy);
            setAnswer(answer.state, answer.sentence);
        });
}

} // namespace Nightkeep
