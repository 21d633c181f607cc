// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/courseexplanationdialog.h"

#include "models/courses/courseexplanation.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/viewstate.h"
#include "widgets/common/workspacereader.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

CourseExplanationDialog::CourseExplanationDialog(const PageContext &context, const SiteBackups &site,
                                                 const CourseBackups &course, QWidget *parent)
    : QDialog(parent)
    , m_context(context)
    , m_site(site)
    , m_course(course)
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("courseExplanationDialog"));
    setWindowTitle(tr("The backups of %1").arg(visibleText(course.course.shortName)));
    m_text->setObjectName(QStringLiteral("courseExplanation"));
    m_text->setAccessibleName(tr("What is known of the course's backups"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("closeExplanation"));
    QPushButton *copyButton = buttons->addButton(tr("Copy the text"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("copyExplanation"));
    copyButton->setDefault(true);
    connect(copyButton, &QPushButton::clicked, this, &CourseExplanationDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(buttons);
    rememberGeometry(this, context.settings, 100, 28);
    tell(nullptr);
    readLog();
}

void CourseExplanationDialog::tell(const CourseLog *log)
{
    m_text->setPlainText(visibleLines(explainCourse(m_site, m_course, log, m_context.reader.now()).join(u'\n')));
}

/// The latest that was asked, without asking: the log has an act of its own.
void CourseExplanationDialog::readLog()
{
    CourseService &courses = m_context.workspace.courses();
    m_context.jobs.look<std::optional<CourseLog>>(
        tr("Read the log of a course from the workspace"), {}, this,
        [&courses, site = m_site.site, course = m_course.course.id](const CancelToken &, const ProgressSink &) {
            return courses.lastLog(site, course);
        },
        [this](const Result<std::optional<CourseLog>> &log) {
            if (log && *log)
                tell(&**log);
        });
}

void CourseExplanationDialog::copy()
{
    QGuiApplication::clipboard()->setText(m_text->toPlainText());
    m_context.say(tr("The text was copied."));
}

} // namespace Nightkeep
