// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/courses/coursefetchdialog.h"

#include "models/base/format.h"
#include "models/jobs/jobrunner.h"
#include "models/workspace.h"
#include "widgets/common/answerline.h"
#include "widgets/common/dialogs.h"
#include "widgets/common/errorbanner.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/viewstate.h"

#include <QDialogButtonBox>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Nightkeep {

CourseFetchDialog::CourseFetchDialog(const PageContext &context, const Site &site, const CourseState &course,
                                     const BackupCopy &copy, const CopyTarget &target, QWidget *parent)
    : InputDialog(parent)
    , m_context(context)
    , m_answer(new AnswerLine(QStringLiteral("courseFetchAnswer"), 1.0, this))
    , m_banner(new ErrorBanner(this))
    , m_progress(new QProgressBar(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel | QDialogButtonBox::Close, this))
{
    setObjectName(QStringLiteral("courseFetchDialog"));
    setWindowTitle(tr("Fetch a copy of %1").arg(visibleText(course.shortName)));
    m_progress->setObjectName(QStringLiteral("courseFetchProgress"));
    m_progress->setAccessibleName(tr("How much of the copy has come"));
    QPushButton *stop = m_buttons->button(QDialogButtonBox::Cancel);
    stop->setObjectName(QStringLiteral("courseFetchStop"));
    stop->setText(tr("Stop"));
    m_buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("courseFetchClose"));
    connect(stop, &QPushButton::clicked, this, [this] { m_context.jobs.cancel(m_job); });
    connect(m_buttons->button(QDialogButtonBox::Close), &QPushButton::clicked, this, &QDialog::reject);
    connect(&context.jobs, &JobRunner::jobChanged, this, [this](const Job &job) {
        if (job.id == m_job)
            showProgress(job.progress);
    });

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_answer);
    layout->addWidget(m_banner);
    layout->addWidget(m_progress);
    layout->addStretch(1);
    layout->addWidget(m_buttons);
    m_answer->setAnswer(State::Working, tr("Asking %1 for the copy…").arg(visibleText(site.dataServer)));
    m_progress->setRange(0, 0);
    begin(site, course.id, copy, target);
    rememberGeometry(this, m_context.settings, 80, 12);
}

CourseFetchDialog::~CourseFetchDialog()
{
    if (m_job != 0)
        m_context.jobs.cancel(m_job);
}

void CourseFetchDialog::begin(const Site &site, qint64 course, const BackupCopy &copy, const CopyTarget &target)
{
    CourseService &courses = m_context.workspace.courses();
    // A lane of its own: it need not wait until all copies of the site were read through.
    m_job = m_context.jobs.start<Asked<FetchedCopy>>(
        tr("Fetch a copy of a course of %1").arg(site.name), QStringLiteral("fetch/") + site.name, this,
        [&courses, site, course, copy, target](const CancelToken &cancel, const ProgressSink &progress) {
            return courses.fetch(site, course, copy, target, cancel, progress);
        },
        [this](const Result<Asked<FetchedCopy>> &asked) { finish(asked); });
}

void CourseFetchDialog::showProgress(const Progress &progress)
{
    if (progress.total <= 0)
        return;
    constexpr int steps = 1000; // a bar has no room for 64 bits
    m_progress->setRange(0, steps);
    m_progress->setValue(int(double(progress.done) / double(progress.total) * steps));
    m_answer->setAnswer(State::Working,
                        tr("%1: %2 of %3", "what is being done")
                            .arg(progress.text, bytesInWords(progress.done), bytesInWords(progress.total)));
}

void CourseFetchDialog::finish(const Result<Asked<FetchedCopy>> &asked)
{
    m_job = 0;
    m_progress->hide();
    m_buttons->button(QDialogButtonBox::Close)->setFocus();
    m_buttons->button(QDialogButtonBox::Cancel)->setEnabled(false);
    if (!asked) {
        m_answer->setAnswer(State::Unknown,
                            asked.error().kind == ErrorKind::Cancelled
                                ? tr("It was stopped. Nothing of the copy was kept here.")
                                : tr("The copy has not come. Nothing of it was kept here."));
        m_banner->showError(asked.error());
        return;
    }
    const PageAnswer answer = fetchedAnswer(asked->answer);
    m_answer->setAnswer(answer.state, answer.sentence);
    if (asked->notKept)
        m_banner->showError(*asked->notKept);
}

void fetchCopy(const PageContext &context, const SiteBackups &site, const CourseState &course, const BackupCopy &copy,
               QWidget *asker)
{
    context.dialogs.saveFile(asker, CourseFetchDialog::tr("Fetch the copy into"),
                             fetchedFileName(course, copy, site.zone), {},
                             [context, site = site.site, course, copy, asker](const QString &fileName) {
                                 openModal(new CourseFetchDialog(context, site, course, copy, {fileName, true}, asker));
                             });
}

} // namespace Nightkeep
