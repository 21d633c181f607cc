// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/courselogdialog.h"

#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/datatable.h"

#include <QVBoxLayout>

namespace Nightkeep {

CourseLogDialog::CourseLogDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                                 QWidget *parent)
    : TableDialog(context, QStringLiteral("courseLog"), QStringLiteral("log.csv"), parent)
    , m_site(site.site)
    , m_edition(site.head.moodle.edition)
    , m_course(course.course.id)
    , m_model(new ColumnTable(CourseLogTable::description(m_edition), this))
{
    setWindowTitle(tr("Log of %1").arg(visibleText(course.course.shortName)));
    setModel(m_model, tr("What the course's last runs said stands here."));
    content()->addWidget(table(), 1);
    setAnswer(State::Working, tr("Asking Moodle…"));
    begin(140, 36);
    readLast();
}

void CourseLogDialog::readLast()
{
    CourseService &courses = context().workspace.courses();
    context().jobs.look<std::optional<CourseLog>>(
        tr("Read the log of a course from the workspace"), {}, this,
        [&courses, site = m_site, course = m_course](const CancelToken &, const ProgressSink &) {
            return courses.lastLog(site, course);
        },
        [this](const Result<std::optional<CourseLog>> &log) {
            if (log && *log) {
                m_readAt = (*log)->readAt;
                m_model->setRows(CourseLogTable::rows(**log), now());
            }
            ask();
        });
}

void CourseLogDialog::ask()
{
    CourseService &courses = context().workspace.courses();
    context().jobs.start<Asked<CourseLog>>(
        tr("Ask %1 for the log of a course").arg(m_site.name), m_site.databaseServer, this,
        [&courses, site = m_site, course = m_course](const CancelToken &cancel, const ProgressSink &) {
            return courses.readLog(site, course, cancel);
        },
        [this](const Result<Asked<CourseLog>> &asked) {
            if (!asked) {
                setAnswer(
                    State::Unknown,
                    m_readAt.isValid()
                        ? tr("There is no new answer. This is what Moodle said %1.").arg(ageInWords(m_readAt, now()))
                        : tr("Moodle did not say what it kept of the course's runs."));
                showError(asked.error());
                return;
            }
            showLog(asked->answer);
            if (asked->notKept)
                showNotKept(*asked->notKept);
        });
}

void CourseLogDialog::showLog(const CourseLog &log)
{
    m_model->setRows(CourseLogTable::rows(log), now());
    const PageAnswer answer = courseLogAnswer(log, m_edition, now());
    setAnswer(answer.state, answer.sentence);
}

} // namespace Nightkeep
